"""Level 5, links: what they join, and whose they are."""

from collections.abc import Iterator
from typing import Any

from detente.diagnostics import Severity
from detente.edtf import Edtf
from detente.records import Article, Claim, Event, Link, Utterance
from detente.records.kinds import kind_of
from detente.records.values import value_of
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import a, rule
from detente.vocab.catalogue import SYMMETRIC
from detente.vocab.enums import Influence, LinkKind, Voice

WITH_ARTICLE = (LinkKind.COUNTERS, LinkKind.UNDERCUTS, LinkKind.PRECEDES)
_ENDS = {LinkKind.PARALLELS: "claim", LinkKind.RIVALS: "claim", LinkKind.PRECEDES: "event"}
_EXCLUDE = (
    (
        LinkKind.PARALLELS,
        LinkKind.SPECIFIES,
        "neither of two that parallel each other entails the other",
    ),
    (
        LinkKind.RIVALS,
        LinkKind.CONTRADICTS,
        "two that rival each other could both be true or followed",
    ),
)
"""Kinds that no two records have both, and why."""


@rule("D541", "step-undercut")
def step_undercut(context: Context) -> Iterator[Finding]:
    """A link names the claim of the step that it undercuts if and only if it undercuts; the article
    gives the target as a ground of that claim.

    Why: Undercutting accepts the premise and the conclusion, and attacks the step from one to
    the other.

    Example:
        link:peace-doubted/on is removed

    Use instead:
        link:peace-doubted/on = "claim:hope-of-peace"
    """
    for link in context.dataset.links:
        undercuts = link.kind is LinkKind.UNDERCUTS
        if undercuts and link.on is None:
            yield Finding(
                message="the field on is missing: which step is undercut?",
                record=link,
                path=("kind",),
            )
        elif not undercuts and link.on is not None:
            yield Finding(
                message=f"a link that {link.kind.value} has no step (on)", record=link, path=("on",)
            )
        elif undercuts and link.article is not None and not _offered(context, link):
            yield Finding(
                message=f"{link.article} does not give {link.target} as a ground of {link.on}",
                record=link,
                path=("on",),
            )


def _offered(context: Context, link: Link) -> bool:
    claim = context.find(link.on, Claim)
    return claim is None or any(
        link.target in u.grounds for u in claim.utterances if u.article == link.article
    )


@rule("D542", "whose-link")
def whose_link(context: Context) -> Iterator[Finding]:
    """A link that counters, undercuts or precedes has an article; any other is made by the annotator
    and has neither article nor cue.

    Why: It is in the text that an author argues against something, or puts two events in an order.
    It is the annotator who sees that two claims contradict, parallel or rival each other.

    Example:
        link:same-matter/article = "article:union"

    Use instead:
        link:peace-doubted/article = "article:union"
    """
    for link in context.dataset.links:
        of_article = link.kind in WITH_ARTICLE
        if of_article and link.article is None:
            yield Finding(
                message=f"the field article is missing: in which article does it "
                f"{link.kind.value[:-1]}?",
                record=link,
                path=("kind",),
            )
        elif not of_article and link.article is not None:
            yield Finding(
                message=f"a link that {link.kind.value} is made by the annotator and has "
                "no article",
                record=link,
                path=("article",),
            )
        elif link.article is None and link.cue:
            yield Finding(
                message="a cue needs an article that it is in", record=link, path=("cue",)
            )


@rule("D543", "linked-to-itself")
def linked_to_itself(context: Context) -> Iterator[Finding]:
    """A link joins two different records.

    Why: A record cannot contradict or specify itself.

    Example:
        link:same-matter/target = "claim:still-friends"

    Use instead:
        link:same-matter/target = "claim:never-allies"
    """
    for link in context.dataset.links:
        if link.source == link.target:
            yield Finding(
                message="source and target are the same record", record=link, path=("target",)
            )


@rule("D544", "same-link-twice", Severity.WARNING)
def same_link_twice(context: Context) -> Iterator[Finding]:
    """Two records have one link of a kind. Links that contradict, parallel or rival have no
    direction.

    Why: A second link adds nothing.

    Example:
        dataset/links/+ = {"id": "link:again", "kind": "updates", "source": "claim:still-friends", "target": "claim:never-allies"}

    Use instead:
        dataset/links/+ = {"id": "link:again", "kind": "specifies", "source": "claim:still-friends", "target": "claim:never-allies"}
    """
    seen: dict[Any, Link] = {}
    for link in context.dataset.links:
        ends: Any = (link.source, link.target)
        if link.kind in SYMMETRIC:
            ends = frozenset(ends)
        first = seen.setdefault((link.kind, ends, link.on, link.article), link)
        if first is not link:
            yield Finding(
                message=f"{first.id} says the same",
                record=link,
                related=(Elsewhere("the other link", first, ()),),
            )


@rule("D545", "ends-of-a-link")
def ends_of_a_link(context: Context) -> Iterator[Finding]:
    """A link that parallels or rivals joins two claims, one that precedes two events.

    Why: Claims answer questions, events have a place in time. Links of the other kinds join any
    two of them.

    Example:
        dataset/links/+ = {"id": "link:order", "kind": "precedes", "source": "event:vote", "target": "claim:union-ended", "article": "article:union"}

    Use instead:
        dataset/links/+ = {"id": "link:order", "kind": "precedes", "source": "event:vote", "target": "event:talks", "article": "article:union"}
    """
    for link in context.dataset.links:
        wanted = _ENDS.get(link.kind)
        for name in ("source", "target"):
            kind = kind_of(getattr(link, name))
            if wanted is not None and kind != wanted:
                yield Finding(
                    message=f"a link that {link.kind.value} joins two {wanted}s; this is {a(kind)}",
                    record=link,
                    path=(name,),
                )


@rule("D546", "parallels-in-one-voice", Severity.WARNING)
def parallels_in_one_voice(context: Context) -> Iterator[Finding]:
    """Two claims that parallel each other are put forward in different articles or by different
    voices.

    Why: The link shows who agrees with whom. Two versions of one text are not two voices. What one
    voice says twice is a second utterance, a ground, or nothing.

    Example:
        dataset/links/+ = {"id": "link:alike", "kind": "parallels", "source": "claim:no-vote", "target": "claim:war-avoided"}

    Use instead:
        dataset/links/+ = {"id": "link:alike", "kind": "parallels", "source": "claim:still-friends", "target": "claim:war-avoided"}
    """
    for link in context.dataset.links:
        ends = [context.find(id_, Claim) for id_ in (link.source, link.target)]
        if link.kind is not LinkKind.PARALLELS or None in ends or ends[0] is ends[1]:
            continue
        voices = {
            _voice(context, u) for claim in ends if claim is not None for u in claim.utterances
        }
        if len(voices) == 1:
            yield Finding(
                message="one voice in one article puts both claims forward",
                record=link,
                path=("kind",),
                related=tuple(Elsewhere(f"{c.id} is here", c, ()) for c in ends if c is not None),
            )


def _voice(context: Context, utterance: Utterance) -> Any:
    """Who speaks in which text, so that equal values are one voice. Whoever is not identified is
    taken for another one each time: nobody knows whether it is the same.
    """
    if utterance.sources:
        speaker: Any = tuple(source.actor or id(source) for source in utterance.sources)
    else:
        speaker = _segment_voice(context.article(utterance.article), utterance) or id(utterance)
    return _text(context, utterance.article), speaker


def _segment_voice(article: Article | None, utterance: Utterance) -> Voice | None:
    place = utterance.evidence[0].start
    segments = () if article is None else article.segments
    return next((s.voice for s in segments if s.start <= place < s.end), None)


def _text(context: Context, id_: str) -> str:
    """The text that an article is a version of, by however many steps: the id of an article, or
    what a reference calls it.
    """
    seen: set[str] = set()
    while id_ not in seen:
        seen.add(id_)
        article = context.article(id_)
        version = None if article is None else article.version
        if version is not None and version.of is not None:
            id_ = version.of
        elif version is not None and version.reference is not None:
            return version.reference.url or version.reference.title
    return id_


@rule("D547", "rivals-that-contribute")
def rivals_that_contribute(context: Context) -> Iterator[Finding]:
    """Neither of two claims that rival each other has the influence *contributes*.

    Why: Each of two rivals is the main answer to one question. What only contributes leaves room
    for other causes.

    Example:
        dataset/links/+ = {"id": "link:why", "kind": "rivals", "source": "claim:war-avoided", "target": "claim:still-friends"}
        claim:war-avoided/causes = ["event:vote"]
        claim:war-avoided/influence = "contributes"

    Use instead:
        dataset/links/+ = {"id": "link:why", "kind": "rivals", "source": "claim:war-avoided", "target": "claim:still-friends"}
        claim:war-avoided/causes = ["event:vote"]
        claim:war-avoided/influence = "prevents"
    """
    for link in context.dataset.links:
        for name in ("source", "target") if link.kind is LinkKind.RIVALS else ():
            claim = context.find(getattr(link, name), Claim)
            if claim is not None and claim.influence is Influence.CONTRIBUTES:
                yield Finding(
                    message=f"{claim.id} says what only contributes: it leaves room for the other",
                    record=link,
                    path=(name,),
                    related=(Elsewhere("the influence", claim, ("influence",)),),
                )


@rule("D548", "links-that-exclude-each-other")
def links_that_exclude_each_other(context: Context) -> Iterator[Finding]:
    """Two claims that parallel each other do not specify each other, and two that rival each other
    do not contradict each other.

    Why: Of two claims that parallel each other neither entails the other. Of two rivals both could
    be true, or be followed; otherwise they contradict each other.

    Example:
        dataset/links/+ = {"id": "link:why", "kind": "rivals", "source": "claim:war-avoided", "target": "claim:still-friends"}
        dataset/links/+ = {"id": "link:not-both", "kind": "contradicts", "source": "claim:still-friends", "target": "claim:war-avoided"}

    Use instead:
        dataset/links/+ = {"id": "link:why", "kind": "rivals", "source": "claim:war-avoided", "target": "claim:still-friends"}
    """
    joined: dict[Any, Link] = {}
    for link in context.dataset.links:
        joined.setdefault((link.kind, frozenset((link.source, link.target))), link)
    for kind, other, why in _EXCLUDE:
        for link in context.dataset.links:
            first = joined.get((other, frozenset((link.source, link.target))))
            if link.kind is kind and first is not None:
                yield Finding(
                    message=f"{first.id} says that one {other.value} the other, but {why}",
                    record=link,
                    path=("kind",),
                    related=(Elsewhere("the other link", first, ("kind",)),),
                )


@rule("D549", "order-that-dates-give", Severity.WARNING)
def order_that_dates_give(context: Context) -> Iterator[Finding]:
    """A link that precedes joins events whose order the dates in its article leave open.

    Why: Where the article dates both events, the dates say which was first. If they say the
    opposite, either a date or the link is wrong.

    Example:
        dataset/links/+ = {"id": "link:order", "kind": "precedes", "source": "event:talks", "target": "event:vote", "article": "article:union"}
        event:talks/accounts/0/time = {"value": "1905-09", "basis": "inferred"}

    Use instead:
        dataset/links/+ = {"id": "link:order", "kind": "precedes", "source": "event:vote", "target": "event:talks", "article": "article:union"}
    """
    for link in context.dataset.links:
        if link.kind is not LinkKind.PRECEDES:
            continue
        first, second = (_times(context, id_, link.article) for id_ in (link.source, link.target))
        orders = {one.relation(two).definite for one in first for two in second}
        if orders in ({"before"}, {"after"}):
            reverse = orders == {"after"}
            yield Finding(
                message=f"according to the dates in {link.article}, {link.source} is after "
                f"{link.target}"
                if reverse
                else f"the dates in {link.article} already say so",
                record=link,
                path=("kind",),
            )


def _times(context: Context, id_: str, article: str | None) -> list[Edtf]:
    """The times that an article gives of an event; none if one of its accounts gives none."""
    event = context.find(id_, Event)
    accounts = () if event is None else event.accounts
    times = [value_of(account.time) for account in accounts if account.article == article]
    return [] if None in times else [time for time in times if time is not None]
