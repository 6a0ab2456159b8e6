"""What the model cannot say of links and relations."""

from detente.records import Factor, Link, Phase, Relation, RelationAccount, Time
from detente.records.kinds import Kind
from detente.testing.dates import PAST
from detente.testing.maker import Given, Maker, decides
from detente.testing.plain import integer
from detente.vocab.enums import Character, LinkKind, Trend

_JOINED: dict[LinkKind, tuple[Kind, ...]] = {
    LinkKind.PARALLELS: ("claim",),
    LinkKind.RIVALS: ("claim",),
    LinkKind.PRECEDES: ("event",),
}
"""The kinds of record that a kind of link joins, where it is not both."""


@decides(Link)
def _link(m: Maker, given: Given) -> Given:
    if "kind" in given:
        return given
    kind = m.choose(LinkKind)
    source = m.choose(m.ids(_JOINED.get(kind, ("event", "claim"))))
    others = m.ids(_JOINED.get(kind, ("event", "claim")))
    others = [s for s in others if s != source] or [f"{source}-again"]
    voiced = kind in (LinkKind.COUNTERS, LinkKind.UNDERCUTS, LinkKind.PRECEDES)
    ends: Given = {"kind": kind, "source": source, "target": m.choose(others)}
    given = ends | given
    given["on"] = m.choose(m.ids(("claim",))) if kind is LinkKind.UNDERCUTS else None
    given["article"] = m.choose(m.ids(("article",))) if voiced else None
    return given if voiced else given | {"cue": ()}


@decides(Relation)
def _relation(m: Maker, given: Given) -> Given:
    actors = sorted(set(m.ids(("actor",))))
    first = actors[0]
    parties = given.get("parties") or (first, actors[1] if len(actors) > 1 else f"{first}-again")
    m.parties = parties
    return {"parties": parties} | given


@decides(RelationAccount)
def _relation_account(m: Maker, given: Given) -> Given:
    both = m.draw(integer(0, 2))
    phases = tuple(m.make(Phase) for _ in range(0 if both == 1 else 1))
    factors = tuple(m.make(Factor) for _ in range(0 if both == 0 else 1))
    return {"phases": phases, "factors": factors} | given


@decides(Phase)
def _phase(m: Maker, given: Given) -> Given:
    character = m.choose(Character) if m.draw(integer(0, 3)) else None
    patronage = character is Character.PATRONAGE
    others = [other for other in Character if other is not character]
    trend = m.choose(Trend) if m.flag() else None
    with m.within(PAST):
        period = m.make(Time)
    return {
        "period": period,
        "character": character,
        "denied": m.several(others),
        "patron": m.choose(m.parties or m.ids(("actor",))) if patronage else None,
        "trend": trend,
        "drivers": m.several(m.ids(("actor",))) if trend else (),
        "grounds": m.several(m.grounds(), 1),
    } | given


@decides(Factor)
def _factor(m: Maker, given: Given) -> Given:
    third = [id_ for id_ in m.ids(("actor", "issue")) if id_ not in m.parties]
    with m.within(PAST):
        period = m.make(Time) if m.draw(integer(0, 3)) == 3 else None
    return {
        "holder": m.choose(m.parties or m.ids(("actor",))) if m.flag() else None,
        "object": m.several(third),
        "period": period,
        "grounds": m.several(m.grounds(), 1),
    } | given
