"""Level 5, times: which times are impossible. Only what is definite is reported.

Times are uncertain, so these rules ask ``detente.edtf`` what is *possible*: an account is wrong if its
time is definitely after publication, not if it may be. Phases, scopes and terms of office last for the
whole of their time; an event and a prediction are at some time within it.
"""

from collections.abc import Iterator
from functools import lru_cache

from detente.diagnostics import Severity
from detente.edtf import Interval, Reading
from detente.edtf.overlap import overlap
from detente.edtf.parser import parse_or_none
from detente.records import Actor, Claim, Event, EventAccount, Time
from detente.records.walk import Part
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import rule
from detente.vocab.enums import ClaimKind, EventStatus, LinkKind


# 4096, as in the parser: the same few dates are compared again and again; a guess.
@lru_cache(maxsize=4096)
def _before(first: str | None, second: str | None) -> bool:
    """Whether a time is definitely before another."""
    one, other = parse_or_none(first), parse_or_none(second)
    return one is not None and other is not None and one.relation(other).definite == "before"


@lru_cache(maxsize=4096)
def _apart(time: str | None, lasting: str | None, reading: Reading = "sometime") -> bool:
    """Whether two times, the second of which lasts throughout, definitely have no day in common."""
    one, other = parse_or_none(time), parse_or_none(lasting)
    if one is None or other is None:
        return False
    return not one.can_overlap(other, reading=reading, other_reading="throughout")


def _publication(context: Context, id_: str) -> tuple[Elsewhere, ...]:
    return (Elsewhere("published here", context.article(id_), ("published",)),)


@rule("D571", "occurred-after-publication")
def occurred_after_publication(context: Context) -> Iterator[Finding]:
    """An event that an article reports as occurred is not after the publication of the article.

    Why: Either the time is wrong, or the event is planned or hypothetical.

    Example:
        event:vote/accounts/0/time = {"value": "1906-08", "basis": "inferred"}

    Use instead:
        event:vote/accounts/0/time = {"value": "1905-08", "basis": "inferred"}
    """
    for part, time, published in _dated_accounts(context, EventStatus.OCCURRED):
        if _before(published, _value(time)):
            yield _misdated(context, part, f"it occurred ({_written(time)}) after", published)


@rule("D572", "planned-before-publication")
def planned_before_publication(context: Context) -> Iterator[Finding]:
    """An event that an article reports as planned is not before the publication of the article.

    Why: A plan whose time has passed was carried out or not, which the article should know. Either
    the time or the status is wrong.

    Example:
        event:talks/accounts/0/status = "planned"
        event:talks/accounts/0/time = {"value": "1904", "basis": "inferred"}

    Use instead:
        event:talks/accounts/0/status = "planned"
        event:talks/accounts/0/time = {"value": "1906", "basis": "inferred"}
    """
    for part, time, published in _dated_accounts(context, EventStatus.PLANNED):
        if _before(_value(time), published):
            yield _misdated(context, part, f"it is planned for {_written(time)}, before", published)


def _dated_accounts(
    context: Context, status: EventStatus
) -> Iterator[tuple[Part, Time | None, str | None]]:
    """The accounts of a status, with their times and the publication of their articles."""
    for part in context.each(EventAccount):
        if part.value.status is status:
            yield part, part.value.time, context.published.get(part.value.article)


def _misdated(context: Context, part: Part, problem: str, published: str | None) -> Finding:
    return Finding(
        message=f"{problem} {part.article} was published ({published})",
        record=part.record,
        path=(*part.path, "time"),
        related=_publication(context, part.value.article),
    )


@rule("D573", "predicted-past")
def predicted_past(context: Context) -> Iterator[Finding]:
    """The time of a prediction is not before the publication of all articles that make it.

    Why: An article cannot predict what is in the past when it is published.

    Example:
        claim:hope-of-peace/scope = {"value": "../1900", "basis": "inferred"}

    Use instead:
        claim:hope-of-peace/scope = {"value": "../1910", "basis": "inferred"}
    """
    for claim in context.dataset.claims:
        if claim.kind is ClaimKind.PREDICTIVE and claim.scope is not None:
            scope = claim.scope.value
            dates = [context.published.get(u.article) for u in claim.utterances]
            if all(_before(scope, published) for published in dates):
                yield Finding(
                    message=f"the time of the prediction, {scope}, is past when it is made",
                    record=claim,
                    path=("scope",),
                    related=_publication(context, claim.utterances[0].article),
                )


@rule("D574", "contradiction-of-different-times")
def contradiction_of_different_times(context: Context) -> Iterator[Finding]:
    """Two claims that contradict each other are about times that can overlap.

    Why: Claims about different times can both be true. If they are about the same matter, the
    later one updates the earlier one.

    Example:
        link:same-matter/kind = "contradicts"
        claim:never-allies/scope = {"value": "1814/1905", "basis": "inferred"}
        claim:still-friends/scope = {"value": "2005", "basis": "inferred"}

    Use instead:
        claim:never-allies/scope = {"value": "1814/1905", "basis": "inferred"}
        claim:still-friends/scope = {"value": "2005", "basis": "inferred"}
    """
    for link in context.dataset.links:
        if link.kind is not LinkKind.CONTRADICTS:
            continue
        source, target = (_scope(context, id_) for id_ in (link.source, link.target))
        if _apart(source, target, "throughout"):
            yield Finding(
                message=f"{source} and {target} cannot overlap: both can be true",
                record=link,
                path=("kind",),
                related=_ends(context, link.source, link.target),
            )


@rule("D569", "contradiction-across-an-unknown-end", Severity.WARNING)
def contradiction_across_an_unknown_end(context: Context) -> Iterator[Finding]:
    """Two claims that contradict each other are about times that can overlap, also where nobody says
    when one of the times begins or ends.

    Why: ``/1905`` has an unknown beginning, but it is over before 2005, so both claims can be true.
    ``detente compare`` gives the two as claims about different times.

    Example:
        link:same-matter/kind = "contradicts"
        claim:never-allies/scope = {"value": "/1905", "basis": "inferred"}
        claim:still-friends/scope = {"value": "2005", "basis": "inferred"}

    Use instead:
        claim:never-allies/scope = {"value": "/1905", "basis": "inferred"}
        claim:still-friends/scope = {"value": "2005", "basis": "inferred"}
    """
    for link in context.dataset.links:
        if link.kind is not LinkKind.CONTRADICTS:
            continue
        source, target = (_scope(context, id_) for id_ in (link.source, link.target))
        known = _apart(source, target, "throughout")  # D574 reports it
        ends = parse_or_none(source), parse_or_none(target)
        if not known and overlap(*ends) == "impossible":
            yield Finding(
                message=f"{source} and {target} cannot overlap: both can be true",
                record=link,
                path=("kind",),
                related=_ends(context, link.source, link.target),
            )


@rule("D575", "update-not-later")
def update_not_later(context: Context) -> Iterator[Finding]:
    """A claim that updates another is about a later time; if one of them has no time, the update
    is not made in an earlier article.

    Why: An update is about the same matter at a later time. If it is about an earlier time,
    exchange source and target.

    Example:
        link:same-matter/source = "claim:never-allies"
        link:same-matter/target = "claim:still-friends"
        claim:never-allies/scope = {"value": "1814/1905", "basis": "inferred"}
        claim:still-friends/scope = {"value": "2005", "basis": "inferred"}

    Use instead:
        link:same-matter/source = "claim:still-friends"
        link:same-matter/target = "claim:never-allies"
        claim:never-allies/scope = {"value": "1814/1905", "basis": "inferred"}
        claim:still-friends/scope = {"value": "2005", "basis": "inferred"}
    """
    for link in context.dataset.links:
        if link.kind is not LinkKind.UPDATES:
            continue
        source, target = (_scope(context, id_) for id_ in (link.source, link.target))
        one, other = parse_or_none(source), parse_or_none(target)
        if one is not None and other is not None:
            relation = one.relation(other, reading="throughout", other_reading="throughout")
            wrong = not relation.possible & {"after", "overlaps", "contains"}
            message = f"the update is about {source}, the updated claim about {target}"
        else:
            dates = [
                [context.published.get(article) for article in sorted(context.voiced.get(id_, ()))]
                for id_ in (link.source, link.target)
            ]
            wrong = all(dates) and all(_before(a, b) for a in dates[0] for b in dates[1])
            message = "the update is made in an earlier article than the updated claim"
        if wrong:
            yield Finding(
                message=message,
                record=link,
                path=("source",),
                related=_ends(context, link.source, link.target),
            )


def _scope(context: Context, id_: str) -> str | None:
    """The time of a claim, or of an event if all its accounts agree on one."""
    claim, event = context.find(id_, Claim), context.find(id_, Event)
    if claim is not None:
        return _value(claim.scope)
    if event is None or event.time is not None:
        return _value(None if event is None else event.time)
    values = {account.time.value for account in event.accounts if account.time is not None}
    return values.pop() if len(values) == 1 else None


def _value(time: Time | None) -> str | None:
    return None if time is None else time.value


def _ends(context: Context, *ids: str) -> tuple[Elsewhere, ...]:
    return tuple(Elsewhere(f"{i} is here", context.by_id[i]) for i in ids if i in context.by_id)


@rule("D576", "phase-without-party")
def phase_without_party(context: Context) -> Iterator[Finding]:
    """A phase is in the time of both parties, predecessors included.

    Why: A relation needs two parties. One relation covers states in succession, but not the time
    before the first or after the last of them.

    Example:
        relation:norway-sweden/accounts/0/phases/0/period/value = "1700/1710"

    Use instead:
        relation:norway-sweden/accounts/0/phases/0/period/value = "1905-10/.."
    """
    for relation in context.dataset.relations:
        for party in relation.parties:
            line = list(succession(context, party))
            known = [_existence(actor) for actor in line]
            if not known or None in known:  # it may have existed at any time
                continue
            for k, account in enumerate(relation.accounts):
                for n, phase in enumerate(account.phases):
                    period = phase.period.value
                    if all(_apart(period, exists, "throughout") for exists in known):
                        yield Finding(
                            message=f"{party} did not exist in {_written(phase.period)}",
                            record=relation,
                            path=("accounts", k, "phases", n, "period"),
                            related=(Elsewhere("its existence", line[0], ("exists",)),),
                        )


@rule("D577", "participant-not-there")
def participant_not_there(context: Context) -> Iterator[Finding]:
    """Who takes part in an event exists at its time.

    Why: A person cannot act after death, and Russia did not do what the Soviet Union did: the actor
    is the most specific one of the time.

    Example:
        event:talks/accounts/0/time = {"value": "1800", "basis": "inferred"}

    Use instead:
        event:talks/accounts/0/time = {"value": "1905", "basis": "inferred"}
    """
    for part in context.each(EventAccount):
        time = part.value.time
        when = _value(time)
        for n, participant in enumerate(part.value.participants) if when is not None else ():
            actor = context.find(participant.actor, Actor)
            if actor is not None and _apart(when, _existence(actor)):
                yield Finding(
                    message=f"{actor.id} existed in {actor.exists}, not in {_written(time)}",
                    record=part.record,
                    path=(*part.path, "participants", n),
                    related=(Elsewhere("its existence", actor, ("exists",)),),
                )


@rule("D578", "post-of-another-time")
def post_of_another_time(context: Context) -> Iterator[Finding]:
    """A participant with a post held this post at the time.

    Why: A post has dates. Who held it before or after takes part without it.

    Example:
        event:talks/accounts/0/participants/0 = {"actor": "actor:michelsen", "role": "agent", "post": "Prime Minister"}
        event:talks/accounts/0/time = {"value": "1904", "basis": "inferred"}

    Use instead:
        event:talks/accounts/0/participants/0 = {"actor": "actor:michelsen", "role": "agent", "post": "Prime Minister"}
        event:talks/accounts/0/time = {"value": "1905-08", "basis": "inferred"}
    """
    for part in context.each(EventAccount):
        time = part.value.time
        for n, participant in enumerate(part.value.participants):
            actor = context.find(participant.actor, Actor)
            if participant.post is None or actor is None:
                continue
            terms = [p.period for p in actor.posts if p.title == participant.post]
            if terms and all(_apart(_value(time), term) for term in terms):
                yield Finding(
                    message=f"{actor.id} was {participant.post} in {' and '.join(map(str, terms))}, "
                    f"not in {_written(time)}",
                    record=part.record,
                    path=(*part.path, "participants", n, "post"),
                    related=(Elsewhere("the post", actor, ("posts",)),),
                )


@rule("D579", "code-of-another-time")
def code_of_another_time(context: Context) -> Iterator[Finding]:
    """An identifier was valid while its actor existed.

    Why: Codes are reused, and mean another state before or after that time.

    Example:
        actor:norway/identifiers/0/valid = "1600/1700"

    Use instead:
        actor:norway/identifiers/0/valid = "1974/.."
    """
    for actor in context.dataset.actors:
        for number, identifier in enumerate(actor.identifiers):
            if _apart(identifier.valid, _existence(actor), "throughout"):
                yield Finding(
                    message=f"{identifier.value} was valid in {identifier.valid}, {actor.id} "
                    f"existed in {actor.exists}",
                    record=actor,
                    path=("identifiers", number, "valid"),
                )


def succession(context: Context, id_: str) -> Iterator[Actor]:
    """An actor and all its predecessors."""
    pending, seen = [id_], set[str]()
    while pending:
        actor = context.find(pending.pop(), Actor)
        if actor is not None and actor.id not in seen:
            seen.add(actor.id)
            yield actor
            pending += actor.predecessors


def _existence(actor: Actor) -> str | None:
    """When an actor existed; if that is not an interval, D505 reports it."""
    return actor.exists if isinstance(parse_or_none(actor.exists), Interval) else None


def _written(time: Time | None) -> str:
    return "no time" if time is None else str(time.value)
