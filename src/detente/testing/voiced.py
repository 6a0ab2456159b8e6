"""What the model cannot say of what articles voice: accounts of events, utterances of claims, sources."""

import attrs

from detente.records import (
    Attitude,
    Claim,
    Condition,
    Event,
    EventAccount,
    Participant,
    Source,
    Span,
    Time,
    Utterance,
)
from detente.testing.dates import FUTURE, PAST
from detente.testing.maker import Given, Maker, by_name, decides
from detente.testing.plain import integer
from detente.validation.rules import level5_voices
from detente.vocab import catalogue
from detente.vocab.enums import (
    AttitudeKind,
    ClaimKind,
    Commitment,
    EventStatus,
    EventType,
    Influence,
    Role,
    SourceKind,
    SourceMode,
    Tense,
)


def _committed(m: Maker) -> Given:
    commitment = m.choose(Commitment)
    others = [other for other in Commitment if other is not commitment]
    return {"commitment": commitment, "pragmatic": m.choose(others) if m.flag() else None}


@decides(Source)
def _source(m: Maker, given: Given) -> Given:
    actors = m.ids(("actor",))
    named = (SourceKind.NAMED, SourceKind.COLLECTIVE)
    kind = m.choose([k for k in SourceKind if actors or k not in named])
    mode = m.choose(SourceMode)
    beside = (SourceKind.ROLE_ONLY, SourceKind.GENERIC, SourceKind.DOCUMENT)
    quoted = () if mode is SourceMode.INDIRECT else (m.make(Span),)
    return {
        "kind": kind,
        "actor": m.choose(actors) if kind in named else None,
        "of": m.choose(actors) if kind in beside and actors and m.flag() else None,
        "mode": mode,
        "quoted": quoted,
        **_committed(m),
    } | given


@decides(Participant)
def _participant(m: Maker, given: Given) -> Given:
    actor = given.get("actor") or m.choose(m.ids(("actor",)))
    return {"actor": actor, "post": m.title(actor) if m.flag() else None} | given


@decides(EventAccount)
def _account(m: Maker, given: Given) -> Given:
    given = _committed(m) | {"evidence": _evidence(m)} | given
    status = given.setdefault("status", m.choose(EventStatus))
    happened = status in (EventStatus.OCCURRED, EventStatus.ONGOING, EventStatus.CANCELLED)
    with m.within(PAST if happened else FUTURE):
        given.setdefault("time", m.make(Time) if m.flag() else None)
    if not m.ids(("actor",)):
        given["participants"] = ()
    if not m.antecedents():
        given["condition"] = None
    return given


def _evidence(m: Maker) -> tuple[Span, ...]:
    """One span, or two in the order of the text."""
    first: Span = m.make(Span)
    if first.end - first.start < 3 or not m.flag():
        return (first,)
    cut = m.draw(integer(first.start + 1, first.end - 1))
    return (m.make(Span, start=first.start, end=cut), m.make(Span, start=cut, end=first.end))


@decides(Event)
def _event(m: Maker, given: Given) -> Given:
    lonely = not m.ids(("actor",))
    type_: EventType = m.choose(
        type_ for type_ in EventType if not (lonely and type_ in catalogue.needs_recipient())
    )
    modes = sorted(catalogue.modes()[type_])
    mode = m.choose(modes) if modes and m.flag() else None
    decided: Given = {"type": type_, "mode": mode}
    given = decided | given
    accounts = given.get("accounts") or m.value(by_name(Event)["accounts"])
    if type_ in catalogue.needs_recipient():
        accounts = tuple(_received(m, account) for account in accounts)
    given["accounts"] = accounts
    if not given.get("references"):  # pragma: no branch  chance decides
        better = m.draw(integer(0, 3)) == 3
        given["references"] = m.value(by_name(Event)["references"]) if better else ()
        if not given["references"]:
            given |= {"time": None, "place": None}
    return given


def _received(m: Maker, account: EventAccount) -> EventAccount:
    if any(participant.role is Role.RECIPIENT for participant in account.participants):
        return account
    recipient = m.make(Participant, role=Role.RECIPIENT)
    return attrs.evolve(account, participants=(*account.participants, recipient))


@decides(Utterance)
def _utterance(m: Maker, given: Given) -> Given:
    grounds = m.several(m.grounds()) if m.flag() else ()
    return _committed(m) | {"evidence": _evidence(m), "grounds": grounds} | given


@decides(Claim)
def _claim(m: Maker, given: Given) -> Given:
    kind = given.get("kind") or m.choose(ClaimKind)
    predictive = kind is ClaimKind.PREDICTIVE
    given = {"kind": kind} | given
    tenses = [tense for tense in Tense if tense is not Tense.FUTURE]
    given.setdefault("tense", Tense.FUTURE if predictive else m.choose(tenses))
    judging = kind in (ClaimKind.EVALUATIVE, ClaimKind.NORMATIVE)
    whom = ("actor",) if kind is ClaimKind.NORMATIVE else by_name(Claim)["judged"].refs
    given["judged"] = m.choose(m.ids(whom)) if judging else None
    given |= _causation(m, kind)
    thinking = kind in (ClaimKind.INTERPRETIVE, ClaimKind.PREDICTIVE) and m.flag()
    attitude = m.make(Attitude) if thinking else None
    given["attitude"] = attitude
    if not judging and (attitude is None or attitude.kind is not AttitudeKind.REGARD):
        given["direction"] = None
    if not m.antecedents():
        given["condition"] = None
    first, *others = given.get("utterances") or m.value(by_name(Claim)["utterances"])
    commitments = [u.commitment for u in (first, *others)]
    commitments += [source.commitment for u in (first, *others) for source in u.sources]
    if all(commitment in level5_voices.NEGATIVE for commitment in commitments):
        first = attrs.evolve(first, commitment=Commitment.CT_PLUS, pragmatic=None)
    given["utterances"] = (first, *others)
    with m.within(FUTURE if predictive else PAST):
        given.setdefault("scope", m.make(Time) if m.draw(integer(0, 3)) == 3 else None)
    return given


def _causation(m: Maker, kind: ClaimKind) -> Given:
    """Causes and effects, of which none is both; of a prediction the claim itself is the effect."""
    known = m.ids(by_name(Claim)["causes"].refs)
    causing = kind in (ClaimKind.CAUSAL, ClaimKind.PREDICTIVE)
    causes = m.several(known) if causing else ()
    left = [id_ for id_ in known if id_ not in causes]
    effects = m.several(left) if kind is ClaimKind.CAUSAL else ()
    influence = m.choose(Influence) if (causes or effects) and m.flag() else None
    return {"causes": causes, "effects": effects, "influence": influence}


@decides(Condition)
def _condition(m: Maker, given: Given) -> Given:
    return {"antecedents": m.several(m.antecedents(), 1)} | given
