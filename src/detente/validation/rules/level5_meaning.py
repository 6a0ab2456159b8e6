"""Level 5: is the content consistent? Rules that compare times are in ``level5_time``."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from detente.dataset import Dataset
from detente.diagnostics import Severity, pointer
from detente.edtf import EdtfError, Interval, parse
from detente.edtf.parser import parse_or_none
from detente.records import (
    Actor,
    Annotator,
    Claim,
    Event,
    EventAccount,
    Factor,
    Header,
    Identifier,
    Link,
    Participant,
    Phase,
    Quantity,
    Relation,
    RelationAccount,
    Source,
    Time,
    Utterance,
    model,
)
from detente.suggest import close
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import a, rule
from detente.vocab.catalogue import modes, needs_recipient, units
from detente.vocab.enums import (
    AnnotatorKind,
    Character,
    ClaimKind,
    Commitment,
    ConditionKind,
    DatasetStatus,
    EventType,
    IdentifierScheme,
    LinkKind,
    Role,
    SourceKind,
    SourceMode,
    Tense,
    TimeBasis,
)

_IDENTIFIED = (SourceKind.NAMED, SourceKind.COLLECTIVE)
_NEGATIVE = (Commitment.CT_MINUS, Commitment.PR_MINUS, Commitment.PS_MINUS)
_WITH_ARTICLE = (LinkKind.COUNTERS, LinkKind.UNDERCUTS)


# --- times -------------------------------------------------------------------------------------


@rule("D501", "not-edtf")
def not_edtf(context: Context) -> Iterator[Finding]:
    """A date is in EDTF (ISO 8601-2:2019), level 0, 1 or 2.

    Why: Dates are compared. ``2014-23`` is the autumn of 2014, ``../2020`` is by 2020, and
    one unknown day between two is a set: ``[1905-08-01..1905-08-31]``.

    Example:
        claim:union-ended/scope/value = "1905-13"

    Use instead:
        claim:union-ended/scope/value = "1905-10"
    """
    for cls in model.classes(Dataset):
        dates = [field for field in cls.fields if field.edtf]
        for part in context.each(cls.type) if dates else ():
            for field in dates:
                value = getattr(part.value, field.name)
                reason = None if value is None else _why_not_edtf(value)
                if reason is not None:
                    yield Finding(
                        message=f"{value!r} is not EDTF: {reason}",
                        record=part.record,
                        path=(*part.path, field.key),
                    )


def _why_not_edtf(value: str) -> str | None:
    try:
        parse(value)
    except EdtfError as error:
        return str(error)
    return None


@rule("D502", "value-and-basis")
def value_and_basis(context: Context) -> Iterator[Finding]:
    """A time lacks a value if and only if its basis is *unresolved*.

    Why: A time that the text leaves open has no value, and a value has a basis.

    Example:
        claim:union-ended/scope/basis = "unresolved"

    Use instead:
        claim:union-ended/scope = {"basis": "unresolved"}
    """
    for part in context.each(Time):
        time: Time = part.value
        unresolved = time.basis is TimeBasis.UNRESOLVED
        if unresolved and time.value is not None:
            message = "an unresolved time has no value"
        elif not unresolved and time.value is None:
            message = f"a time that is {time.basis.value} has a value"
        else:
            continue
        yield Finding(message=message, record=part.record, path=part.path)


@rule("D503", "against-and-basis")
def against_and_basis(context: Context) -> Iterator[Finding]:
    """A time names the reference it is counted from if and only if its basis is *resolved*.

    Why: If the reference date is corrected, *last autumn* can be resolved again; a stated date
    depends on no other.

    Example:
        claim:union-ended/scope/against = "article:union"

    Use instead:
        claim:union-ended/scope = {"value": "1905-10", "basis": "resolved", "against": "article:union"}
    """
    for part in context.each(Time):
        time: Time = part.value
        resolved = time.basis is TimeBasis.RESOLVED
        if resolved and time.against is None:
            message = "a resolved time needs the reference that it was resolved against"
        elif not resolved and time.against is not None:
            message = f"a time that is {time.basis.value} is not counted from anything"
        else:
            continue
        yield Finding(message=message, record=part.record, path=part.path)


@rule("D504", "end-of-no-interval")
def end_of_no_interval(context: Context) -> Iterator[Finding]:
    """Only an interval has ``mod_end``.

    Why: ``mod_end`` says which part of the end of the interval is meant.

    Example:
        claim:union-ended/scope/mod_end = "late"

    Use instead:
        claim:union-ended/scope/mod = "late"
    """
    for part in context.each(Time):
        if part.value.mod_end is not None and not _is_interval(part.value.value):
            yield Finding(
                message="mod_end refers to the end of an interval, but this is not an interval",
                record=part.record,
                path=(*part.path, "mod_end"),
            )


@rule("D505", "existence-is-an-interval", Severity.WARNING)
def existence_is_an_interval(context: Context) -> Iterator[Finding]:
    """When an actor existed is an interval.

    Why: ``1905`` says that the actor existed at some time in 1905; ``1905/..`` says that it began
    in 1905 and still exists.

    Example:
        actor:norway/exists = "1814"

    Use instead:
        actor:norway/exists = "1814/.."
    """
    for actor in context.dataset.actors:
        if actor.exists is not None and not _is_interval(actor.exists):
            yield Finding(
                message=f"{actor.exists} is not an interval",
                help=f"from then on: {actor.exists}/..; until then: ../{actor.exists}",
                record=actor,
                path=("exists",),
            )


def _is_interval(value: str | None) -> bool:
    if value is None:
        return False
    parsed = parse_or_none(value)
    return "/" in value if parsed is None else isinstance(parsed, Interval)  # None: D501 reports it


@rule("D506", "better-time-without-reference")
def better_time_without_reference(context: Context) -> Iterator[Finding]:
    """An event's own time or place has a reference, and so has a date of publication that is not
    from the article.

    Why: Accounts record what the articles say. A value of the event itself has another source,
    which the reference names.

    Example:
        event:vote/time = {"value": "1905-08-13", "basis": "external"}

    Use instead:
        event:vote/time = {"value": "1905-08-13", "basis": "external"}
        event:vote/references = [{"title": "Norwegian union dissolution referendum, 1905"}]
    """
    for event in context.dataset.events:
        for name in ("time", "place"):
            if getattr(event, name) is not None and not event.references:
                yield Finding(
                    message=f"a {name} of the event itself needs a reference; what an article "
                    "says belongs to its account",
                    record=event,
                    path=(name,),
                )
    for article in context.dataset.articles:
        if article.published.basis is TimeBasis.EXTERNAL and not article.references:
            yield Finding(
                message="a date of publication with the basis external needs a reference",
                record=article,
                path=("published",),
            )


# --- claims ------------------------------------------------------------------------------------


@rule("D511", "tense-and-kind")
def tense_and_kind(context: Context) -> Iterator[Finding]:
    """A claim is predictive if and only if its tense is *future*.

    Why: A prediction is about a time after its publication, and no other claim is.

    Example:
        claim:hope-of-peace/tense = "present"

    Use instead:
        claim:hope-of-peace/tense = "future"
    """
    for claim in context.dataset.claims:
        predictive = claim.kind is ClaimKind.PREDICTIVE
        if predictive != (claim.tense is Tense.FUTURE):
            yield Finding(
                message=f"{a(claim.kind.value)} claim cannot be about the {claim.tense.value}"
                if not predictive
                else f"a predictive claim is about the future, not {claim.tense.value}",
                record=claim,
                path=("tense",),
                help='either the kind is "predictive", or the tense is past, present or timeless'
                if not predictive
                else 'either the tense is "future", or the kind is another one',
            )


@rule("D512", "judged")
def judged(context: Context) -> Iterator[Finding]:
    """An evaluative claim says who is judged, a normative claim who is called on; no other
    claim does.

    Why: A judgement is about somebody, and a demand addresses somebody.

    Example:
        claim:lesson/judged is removed

    Use instead:
        claim:lesson/judged = "actor:sweden"
    """
    for claim in context.dataset.claims:
        judging = claim.kind in (ClaimKind.EVALUATIVE, ClaimKind.NORMATIVE)
        if judging and claim.judged is None:
            who = "is judged" if claim.kind is ClaimKind.EVALUATIVE else "is called on"
            yield Finding(
                message=f"the field judged is missing: who {who}?", record=claim, path=("kind",)
            )
        elif not judging and claim.judged is not None:
            yield Finding(
                message=f"{a(claim.kind.value)} claim has nobody who is judged",
                record=claim,
                path=("judged",),
            )
        elif claim.kind is ClaimKind.NORMATIVE and not str(claim.judged).startswith("actor:"):
            yield Finding(message="only an actor can be called on", record=claim, path=("judged",))


@rule("D513", "direction-of-nothing")
def direction_of_nothing(context: Context) -> Iterator[Finding]:
    """Only a claim that judges somebody has a direction.

    Why: The direction is the sign of the judgement.

    Example:
        claim:hope-of-peace/direction = "positive"

    Use instead:
        claim:lesson/direction = "positive"
    """
    for claim in context.dataset.claims:
        if claim.direction is not None and claim.judged is None:
            yield Finding(
                message="there is a direction, but nobody is judged",
                record=claim,
                path=("direction",),
            )


@rule("D514", "causes-and-kind")
def causes_and_kind(context: Context) -> Iterator[Finding]:
    """Only causal and predictive claims name causes.

    Why: A sequence of events is not a cause; if the text says *because*, the claim is causal.

    Example:
        claim:never-allies/causes = ["event:vote"]

    Use instead:
        claim:hope-of-peace/causes = ["event:vote"]
    """
    for claim in context.dataset.claims:
        if claim.causes and claim.kind not in (ClaimKind.CAUSAL, ClaimKind.PREDICTIVE):
            yield Finding(
                message=f"{a(claim.kind.value)} claim cannot have causes",
                record=claim,
                path=("causes",),
            )


@rule("D515", "asserted-antecedent", Severity.WARNING)
def asserted_antecedent(context: Context) -> Iterator[Finding]:
    """An antecedent of a claim is left open (Uu) in the articles that make the claim; that of a
    counterfactual may be denied instead.

    Why: *If A, then B* does not say that A. If the text also asserts A, that is another
    utterance of A.

    Example:
        claim:no-vote/utterances/0/commitment = "CT+"

    Use instead:
        claim:no-vote/utterances/0/commitment = "Uu"
    """
    for claim in context.dataset.claims:
        if claim.condition is None:
            continue
        open_ = {Commitment.UU}
        if claim.condition.kind is ConditionKind.COUNTERFACTUAL:
            open_ |= set(_NEGATIVE)
        articles = {utterance.article for utterance in claim.utterances}
        for number, id_ in enumerate(claim.condition.antecedents):
            voices = _voices(context.by_id.get(id_))
            commitments = [voice.commitment for voice in voices if voice.article in articles]
            if commitments and not open_.intersection(commitments):
                yield Finding(
                    message=f"{id_} is asserted ({commitments[0].value}) and nowhere left open",
                    record=claim,
                    path=("condition", "antecedents", number),
                    related=(Elsewhere("asserted here", context.by_id[id_], ()),),
                )


@rule("D516", "only-denied", Severity.WARNING)
def only_denied(context: Context) -> Iterator[Finding]:
    """At least one utterance or source asserts a claim or leaves it open; the antecedent of a
    counterfactual is an exception.

    Why: Negation belongs in the proposition. CT-, PR- and PS- deny what another utterance or
    source asserts.

    Example:
        claim:still-friends/utterances/0/commitment = "CT-"

    Use instead:
        claim:still-friends/utterances/0/commitment = "CT+"
    """
    denied = {
        id_
        for claim in context.dataset.claims
        if claim.condition is not None and claim.condition.kind is ConditionKind.COUNTERFACTUAL
        for id_ in claim.condition.antecedents
    }
    for claim in context.dataset.claims:
        if claim.id in denied:
            continue
        commitments = [u.commitment for u in claim.utterances]
        commitments += [s.commitment for u in claim.utterances for s in u.sources]
        if all(commitment in _NEGATIVE for commitment in commitments):
            yield Finding(
                message="every voice denies it: negate the proposition and write CT+",
                record=claim,
                path=("utterances", 0, "commitment"),
            )


@rule("D517", "pragmatic-says-nothing", Severity.WARNING)
def pragmatic_says_nothing(context: Context) -> Iterator[Finding]:
    """``pragmatic`` differs from ``commitment``.

    Why: ``pragmatic`` is for a commitment that the tone conveys and the words do not.

    Example:
        claim:never-allies/utterances/0/pragmatic = "CT+"

    Use instead:
        claim:never-allies/utterances/0/pragmatic = "PR+"
    """
    for cls in (Utterance, EventAccount, Source):
        for part in context.each(cls):
            if part.value.pragmatic is part.value.commitment:
                yield Finding(
                    message="pragmatic repeats the commitment; leave it out",
                    record=part.record,
                    path=(*part.path, "pragmatic"),
                    fix=({"op": "remove", "path": pointer((*part.path, "pragmatic"))},),
                    safe=True,
                )


@rule("D518", "same-place-twice", Severity.WARNING)
def same_place_twice(context: Context) -> Iterator[Finding]:
    """A claim has one utterance for the same evidence, and an event one account.

    Why: A second one would count the same words twice.

    Example:
        claim:hope-of-peace/utterances/+ = {"article": "article:union", "commitment": "Uu", "evidence": [{"start": 326, "end": 367}]}

    Use instead:
        claim:hope-of-peace/utterances/0/commitment = "Uu"
    """
    for record in (*context.dataset.claims, *context.dataset.events):
        seen: dict[Any, int] = {}
        name = "utterances" if isinstance(record, Claim) else "accounts"
        for number, voice in enumerate(_voices(record)):
            key = (voice.article, tuple((s.start, s.end) for s in voice.evidence))
            if key in seen:
                yield Finding(
                    message="the same evidence is listed twice here",
                    record=record,
                    path=(name, number),
                    related=(Elsewhere("first here", record, (name, seen[key])),),
                )
            seen.setdefault(key, number)


def _voices(record: Any) -> tuple[Any, ...]:
    if isinstance(record, Claim):
        return record.utterances
    return record.accounts if isinstance(record, Event) else ()


# --- sources -----------------------------------------------------------------------------------


@rule("D521", "source-and-actor")
def source_and_actor(context: Context) -> Iterator[Finding]:
    """A source has an actor if and only if it is named or collective.

    Why: *Officials* and *many say* do not identify an actor.

    Example:
        claim:hope-of-peace/utterances/0/sources/0/kind = "named"

    Use instead:
        claim:hope-of-peace/utterances/0/sources/0/kind = "named"
        claim:hope-of-peace/utterances/0/sources/0/actor = "actor:michelsen"
    """
    for part in context.each(Source):
        identified = part.value.kind in _IDENTIFIED
        kind = part.value.kind.value
        if identified and part.value.actor is None:
            yield Finding(
                message=f"{a(kind)} source needs an actor", record=part.record, path=part.path
            )
        elif not identified and part.value.actor is not None:
            yield Finding(
                message=f"a source that is {kind} has no actor; if the actor is known, the "
                "kind is named or collective",
                record=part.record,
                path=(*part.path, "actor"),
            )


@rule("D522", "quoted-and-mode")
def quoted_and_mode(context: Context) -> Iterator[Finding]:
    """Direct and mixed speech give the quoted words; indirect speech has none.

    Why: Direct and mixed speech have quotation marks, indirect speech has not.

    Example:
        claim:hope-of-peace/utterances/0/sources/0/mode = "direct"

    Use instead:
        claim:hope-of-peace/utterances/0/sources/0/mode = "indirect"
    """
    for part in context.each(Source):
        mode = part.value.mode
        if mode is not SourceMode.INDIRECT and not part.value.quoted:
            message = f"{mode.value} speech needs the quoted words"
        elif mode is SourceMode.INDIRECT and part.value.quoted:
            message = "indirect speech has no quoted words; with them the mode is direct or mixed"
        else:
            continue
        yield Finding(message=message, record=part.record, path=part.path)


@rule("D523", "ground-not-voiced")
def ground_not_voiced(context: Context) -> Iterator[Finding]:
    """The grounds of an utterance, a phase and a factor are voiced in the same article.

    Why: Grounds are the reasons that this article gives. A statement of another article is not one
    of them.

    Example:
        relation:norway-sweden/accounts/0/phases/0/grounds = ["claim:still-friends"]

    Use instead:
        relation:norway-sweden/accounts/0/phases/0/grounds = ["claim:never-allies"]
    """
    for part in chain.from_iterable(map(context.each, (Utterance, Phase, Factor))):
        for number, id_ in enumerate(part.value.grounds):
            voicing = context.voiced.get(id_, {part.article})
            if id_ in context.by_id and part.article not in voicing:
                yield Finding(
                    message=f"{part.article} does not voice {id_}",
                    record=part.record,
                    path=(*part.path, "grounds", number),
                    related=(Elsewhere("the ground", context.by_id[id_], ()),),
                )


# --- events ------------------------------------------------------------------------------------


@rule("D531", "mode-of-another-type")
def mode_of_another_type(context: Context) -> Iterator[Finding]:
    """The mode of an event is one that PLOVER has for its type.

    Why: *Visit* is a mode of consulting, for example, but not of threatening.
    ``detente codebook event_type`` lists the modes of each type.

    Example:
        event:talks/mode = "riot"

    Use instead:
        event:talks/mode = "multilateral"
    """
    for event in context.dataset.events:
        allowed = modes()[event.type]
        if event.mode is not None and event.mode not in allowed:
            names = sorted(mode.value for mode in allowed)
            yield Finding(
                message=f"{event.type.value} has no mode {event.mode.value}",
                record=event,
                path=("mode",),
                params=(("modes", names),),
                help=f"its modes: {', '.join(names) or 'none; leave the mode out'}",
            )


@rule("D532", "no-recipient", Severity.WARNING)
def no_recipient(context: Context) -> Iterator[Finding]:
    """An event of a type that PLOVER directs at somebody has a recipient, unless two or more agents
    cooperate.

    Why: Aid is given to somebody, and sanctions are put on somebody. In a joint exercise or an
    exchange all sides are agents, where PLOVER would make one of them the recipient.

    Example:
        event:talks/type = "aid"
        event:talks/mode is removed

    Use instead:
        event:talks/type = "aid"
        event:talks/mode is removed
        event:talks/accounts/0/participants/1/role = "recipient"
    """
    for part in context.each(EventAccount):
        type_ = part.record.type
        roles = [p.role for p in part.value.participants]
        mutual = type_ is EventType.COOPERATE and roles.count(Role.AGENT) > 1
        if type_ in needs_recipient() and Role.RECIPIENT not in roles and not mutual:
            message = f"an event of type {type_.value} needs a recipient"
            yield Finding(message=message, record=part.record, path=part.path)


@rule("D533", "post-not-held")
def post_not_held(context: Context) -> Iterator[Finding]:
    """The post of a participant is the title of one of the actor's posts.

    Why: A post and its dates are recorded once, with the actor who held it.

    Example:
        event:talks/accounts/0/participants/0 = {"actor": "actor:michelsen", "role": "agent", "post": "King"}

    Use instead:
        event:talks/accounts/0/participants/0 = {"actor": "actor:michelsen", "role": "agent", "post": "Prime Minister"}
    """
    for part in context.each(Participant):
        post, actor = part.value.post, context.find(part.value.actor, Actor)
        if post is None or actor is None:
            continue
        titles = [post.title for post in actor.posts]
        if post not in titles:
            yield Finding(
                message=f"{actor.id} has no post {post!r}",
                record=part.record,
                path=(*part.path, "post"),
                params=(("posts", titles),),
                help=f"its posts: {', '.join(titles) or 'none'}",
            )


# --- links and relations -----------------------------------------------------------------------


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
    """A link that counters or undercuts has an article; any other is made by the annotator and has
    neither article nor cue.

    Why: It is in the text that an author argues against something. It is the annotator who sees
    that two claims contradict each other.

    Example:
        link:same-matter/article = "article:union"

    Use instead:
        link:peace-doubted/article = "article:union"
    """
    for link in context.dataset.links:
        of_article = link.kind in _WITH_ARTICLE
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
    """Two records have one link of a kind; contradicting has no direction.

    Why: A second link adds nothing.

    Example:
        dataset/links/+ = {"id": "link:again", "kind": "updates", "source": "claim:still-friends", "target": "claim:never-allies"}

    Use instead:
        dataset/links/+ = {"id": "link:again", "kind": "specifies", "source": "claim:still-friends", "target": "claim:never-allies"}
    """
    seen: dict[Any, Link] = {}
    for link in context.dataset.links:
        ends: Any = (link.source, link.target)
        if link.kind is LinkKind.CONTRADICTS:
            ends = frozenset(ends)
        first = seen.setdefault((link.kind, ends, link.on, link.article), link)
        if first is not link:
            yield Finding(
                message=f"{first.id} says the same",
                record=link,
                related=(Elsewhere("the other link", first, ()),),
            )


@rule("D551", "parties")
def parties(context: Context) -> Iterator[Finding]:
    """The two parties of a relation differ and are in the order of their ids.

    Why: So that a dyad is written in one way only.

    Example:
        relation:norway-sweden/parties = ["actor:sweden", "actor:norway"]

    Use instead:
        relation:norway-sweden/parties = ["actor:norway", "actor:sweden"]
    """
    for relation in context.dataset.relations:
        first, second = relation.parties
        if first >= second:
            yield Finding(
                message="the parties are the same"
                if first == second
                else f"the parties are not in order; write {second}, {first}",
                record=relation,
                path=("parties",),
                fix=()
                if first == second
                else ({"op": "replace", "path": "/parties", "value": [second, first]},),
                safe=first != second,
            )


@rule("D552", "same-dyad-twice")
def same_dyad_twice(context: Context) -> Iterator[Finding]:
    """Two parties have one relation.

    Why: What the articles say about it is side by side in its accounts.

    Example:
        dataset/relations/+ = {"id": "relation:again", "parties": ["actor:norway", "actor:sweden"], "accounts": [{"article": "article:union", "phases": [{"period": {"value": "1905", "basis": "stated"}, "grounds": ["event:vote"]}]}]}

    Use instead:
        relation:norway-sweden/accounts/0/phases/0/trend = "steady"
    """
    seen: dict[frozenset[str], Relation] = {}
    for relation in context.dataset.relations:
        first = seen.setdefault(frozenset(relation.parties), relation)
        if first is not relation:
            yield Finding(
                message=f"{first.id} has the same parties",
                record=relation,
                path=("parties",),
                related=(Elsewhere("the other relation", first, ("parties",)),),
            )


@rule("D553", "party-of-the-past", Severity.WARNING)
def party_of_the_past(context: Context) -> Iterator[Finding]:
    """The parties of a relation are today's states, not their predecessors.

    Why: States in succession have one relation; its phases say what changed.

    Example:
        relation:norway-sweden/parties = ["actor:norway", "actor:sweden-norway"]
        relation:norway-sweden/accounts/0/factors is removed

    Use instead:
        relation:norway-sweden/parties = ["actor:norway", "actor:sweden"]
    """
    heirs: dict[str, str] = {}
    for actor in context.dataset.actors:
        for predecessor in actor.predecessors:
            heirs.setdefault(predecessor, actor.id)
    for relation in context.dataset.relations:
        for number, party in enumerate(relation.parties):
            if party in heirs:
                yield Finding(
                    message=f"{party} has a successor, {heirs[party]}",
                    help=f"write {heirs[party]}",
                    record=relation,
                    path=("parties", number),
                )


@rule("D554", "empty-account")
def empty_account(context: Context) -> Iterator[Finding]:
    """An account of a relation has phases, factors or both.

    Why: Without either it says nothing.

    Example:
        relation:norway-sweden/accounts/+ = {"article": "article:later"}

    Use instead:
        relation:norway-sweden/accounts/+ = {"article": "article:later", "phases": [{"period": {"value": "2005", "basis": "stated"}, "character": "partnership", "grounds": ["claim:still-friends"]}]}
    """
    for part in context.each(RelationAccount):
        if not part.value.phases and not part.value.factors:
            message = "there are neither phases nor factors"
            yield Finding(message=message, record=part.record, path=part.path)


@rule("D555", "two-accounts-of-one-article")
def two_accounts_of_one_article(context: Context) -> Iterator[Finding]:
    """An article has one account of a relation.

    Why: The phases and factors that an article describes belong together.

    Example:
        relation:norway-sweden/accounts/+ = {"article": "article:union", "phases": [{"period": {"value": "1905", "basis": "stated"}, "character": "rivalry", "grounds": ["event:vote"]}]}

    Use instead:
        relation:norway-sweden/accounts/0/phases/+ = {"period": {"value": "1905", "basis": "stated"}, "character": "rivalry", "grounds": ["event:vote"]}
    """
    for relation in context.dataset.relations:
        seen: dict[str, int] = {}
        for number, account in enumerate(relation.accounts):
            first = seen.setdefault(account.article, number)
            if first != number:
                yield Finding(
                    message=f"{account.article} already has an account",
                    record=relation,
                    path=("accounts", number),
                    related=(Elsewhere("the first", relation, ("accounts", first)),),
                )


@rule("D556", "patron-and-patronage")
def patron_and_patronage(context: Context) -> Iterator[Finding]:
    """A phase names a patron if and only if its character is *patronage*.

    Why: Patronage is the only character with two unequal sides.

    Example:
        relation:norway-sweden/accounts/0/phases/0/patron = "actor:sweden"

    Use instead:
        relation:norway-sweden/accounts/0/phases/0/character = "patronage"
        relation:norway-sweden/accounts/0/phases/0/patron = "actor:sweden"
    """
    for part in context.each(Phase):
        patronage = part.value.character is Character.PATRONAGE
        if patronage and part.value.patron is None:
            message = "the field patron is missing: who is the patron?"
            yield Finding(message=message, record=part.record, path=part.path)
        elif not patronage and part.value.patron is not None:
            message = "only patronage has a patron"
            yield Finding(message=message, record=part.record, path=(*part.path, "patron"))


@rule("D557", "not-a-party")
def not_a_party(context: Context) -> Iterator[Finding]:
    """The patron of a phase and the holder of a factor are parties of the relation; the object
    of a factor is not.

    Why: Other actors affect a relation as the objects of its factors.

    Example:
        relation:norway-sweden/accounts/0/factors/0/holder = "actor:michelsen"

    Use instead:
        relation:norway-sweden/accounts/0/factors/0/holder = "actor:norway"
    """
    for cls, name in ((Phase, "patron"), (Factor, "holder")):
        for part in context.each(cls):
            actor, parties = getattr(part.value, name), part.record.parties
            if actor is not None and actor not in parties:
                message = f"{actor} is not a party; the parties are {' and '.join(parties)}"
                yield Finding(message=message, record=part.record, path=(*part.path, name))
    for part in context.each(Factor):
        for number, object_ in enumerate(part.value.object):
            if object_ in part.record.parties:
                yield Finding(
                    message=f"{object_} is a party; an object is a third actor",
                    record=part.record,
                    path=(*part.path, "object", number),
                )


@rule("D558", "asserted-and-denied")
def asserted_and_denied(context: Context) -> Iterator[Finding]:
    """A phase does not deny its own character.

    Why: It would say that the relation is and is not of that character.

    Example:
        relation:norway-sweden/accounts/0/phases/0/denied = ["partnership"]

    Use instead:
        relation:norway-sweden/accounts/0/phases/0/denied = ["alliance"]
    """
    for part in context.each(Phase):
        phase: Phase = part.value
        if phase.character is not None and phase.character in phase.denied:
            yield Finding(
                message=f"{phase.character.value} is both asserted and denied",
                record=part.record,
                path=(*part.path, "denied", phase.denied.index(phase.character)),
            )


# --- mentions, quantities, identifiers, annotators ---------------------------------------------


@rule("D561", "mention-split", Severity.WARNING)
def mention_split(context: Context) -> Iterator[Finding]:
    """The mentions of an actor in an article, in one form, are one record.

    Why: So that they are found together.

    Example:
        dataset/mentions/+ = {"id": "mention:norway-again", "article": "article:union", "actor": "actor:norway", "form": "name", "spans": [{"start": 0, "end": 6}]}

    Use instead:
        mention:norway-name/spans = [{"start": 0, "end": 6}, {"start": 39, "end": 45}]
    """
    seen: dict[Any, Any] = {}
    for mention in context.dataset.mentions:
        first = seen.setdefault((mention.article, mention.actor, mention.form), mention)
        if first is not mention:
            yield Finding(
                message=f"{first.id} has the same article, actor and form",
                record=mention,
                related=(Elsewhere("the other mention", first, ()),),
            )


@rule("D562", "range-reversed")
def range_reversed(context: Context) -> Iterator[Finding]:
    """The upper end of a range is greater than its value.

    Why: ``value`` is the lower end and ``upper`` the upper one.

    Example:
        event:talks/accounts/0/quantities/0/upper = 2

    Use instead:
        event:talks/accounts/0/quantities/0/upper = 4
    """
    for part in context.each(Quantity):
        quantity: Quantity = part.value
        if quantity.upper is not None and quantity.upper <= quantity.value:
            yield Finding(
                message=f"the range goes from {quantity.value} to {quantity.upper}",
                record=part.record,
                path=(*part.path, "upper"),
            )


@rule("D563", "unknown-unit")
def unknown_unit(context: Context) -> Iterator[Finding]:
    """A unit is a currency of ISO 4217 or a value of the vocabulary ``unit``.

    Why: Otherwise ``dollars`` and ``USD`` would be two units.

    Example:
        event:talks/accounts/0/quantities/0/unit = "meetings"

    Use instead:
        event:talks/accounts/0/quantities/0/unit = "count"
    """
    for part in context.each(Quantity):
        for name in ("unit", "per"):
            unit = getattr(part.value, name)
            if unit is not None and unit not in units():
                near = close(unit, units(), n=1)
                book = "detente codebook unit and detente codebook currency list them"
                yield Finding(
                    message=f"{unit!r} is not a known unit",
                    record=part.record,
                    path=(*part.path, name),
                    params=(("close", near),),
                    help=f"do you mean {near[0]}?" if near else book,
                )


_SCHEMES = {
    IdentifierScheme.ISO3166_1: re.compile("[A-Z]{3}|[A-Z]{2}|[0-9]{3}"),
    IdentifierScheme.ISO3166_3: re.compile("[A-Z]{4}|[A-Z]{3}|[A-Z]{2}|[0-9]{3}"),
    IdentifierScheme.COW: re.compile("[0-9]{1,3}"),
    IdentifierScheme.GW: re.compile("[0-9]{1,3}"),
    IdentifierScheme.WIKIDATA: re.compile("Q[1-9][0-9]*"),
}


@rule("D564", "identifier-form")
def identifier_form(context: Context) -> Iterator[Finding]:
    """An identifier has the form that its scheme gives it.

    Why: COW and Gleditsch-Ward codes are numbers, Wikidata items begin with Q. A code of another
    scheme would identify another state or none.

    Example:
        actor:norway/identifiers/0/value = "NORWAY"

    Use instead:
        actor:norway/identifiers/0/value = "NOR"
    """
    for part in context.each(Identifier):
        identifier: Identifier = part.value
        if not _SCHEMES[identifier.scheme].fullmatch(identifier.value):
            yield Finding(
                message=f"{identifier.value!r} does not have the form of {identifier.scheme.value}",
                record=part.record,
                path=(*part.path, "value"),
            )


@rule("D566", "left-to-do")
def left_to_do(context: Context) -> Iterator[Finding]:
    """No field still says ``TODO``.

    Why: ``detente draft`` writes ``TODO`` where only the annotator knows the value. A title or an
    address that the article does not have is deleted.

    Example:
        article:union/rights = "TODO: who holds the rights in the text"

    Use instead:
        article:union/rights = "CC BY 4.0"
    """
    for cls in model.classes(Dataset):
        fields = [f for f in cls.fields if f.base == "str" and not f.many and f.text]
        for part in context.each(cls.type):
            for field in fields:
                value = getattr(part.value, field.name)
                if value is not None and value.startswith(("TODO", "https://TODO")):
                    yield Finding(
                        message=f"{field.key} is still to be filled in",
                        record=part.record,
                        path=(*part.path, field.key),
                    )


@rule("D565", "adjudication")
def adjudication(context: Context) -> Iterator[Finding]:
    """An annotator adjudicates passes if and only if its kind is *adjudication*, and an adjudicated
    dataset has such an annotator.

    Why: So that it is known who decided between which passes.

    Example:
        annotator:sample/kind = "adjudication"

    Use instead:
        annotator:sample/kind = "software"
    """
    for part in context.each(Annotator):
        adjudicates = part.value.kind is AnnotatorKind.ADJUDICATION
        if adjudicates != bool(part.value.adjudicates):
            yield Finding(
                message="an annotator of kind adjudication needs the passes that it adjudicates"
                if adjudicates
                else f"an annotator of kind {part.value.kind.value} adjudicates nothing",
                record=part.record,
                path=("kind",),
            )
    for part in context.each(Header):
        if part.value.status is DatasetStatus.ADJUDICATED and not any(
            annotator.kind is AnnotatorKind.ADJUDICATION for annotator in context.dataset.annotators
        ):
            yield Finding(
                message="an adjudicated dataset needs an annotator of kind adjudication",
                record=part.record,
                path=("status",),
            )
