"""Claims and events that both articles speak of."""

from collections.abc import Iterable, Iterator

from detente.analysis.comparison.positions import AHEAD, OTHER, REAL, ArticlePair
from detente.analysis.comparison.result import (
    ComparisonItem,
    ComparisonRule,
    ComparisonVerdict,
    Position,
)
from detente.edtf import Modality
from detente.edtf.overlap import before, overlap
from detente.records import Event, EventAccount, Place, Quantity
from detente.records.values import value_of
from detente.vocab.enums import EventStatus


def shared_items(pair: ArticlePair) -> Iterator[ComparisonItem]:
    """One item for each claim and event that both speak of."""
    for id_ in pair.shared:
        record = pair.records[id_]
        left, right = (pair.positions[side][id_] for side in OTHER)
        if isinstance(record, Event):
            verdict, rule, modality, differs = _of_event(pair, record, left, right)
            surplus = _surplus(record, left, right)
        else:
            verdict, rule, modality, differs = _of_signs(left, right, ComparisonRule.SHARED_CLAIM)
            surplus = ()
        yield ComparisonItem(
            verdict=verdict,
            rule=rule,
            modality=modality,
            left=(left,),
            right=(right,),
            records=(id_,),
            differs=differs,
            surplus=surplus,
        )


_Judgement = tuple[ComparisonVerdict, ComparisonRule, Modality, tuple[str, ...]]
"""A verdict, its rule, how certain it is, and the fields that differ."""


def _of_signs(left: Position, right: Position, rule: ComparisonRule) -> _Judgement:
    signs = {left.sign, right.sign}
    if "?" in signs:
        return ComparisonVerdict.REPORTED, ComparisonRule.SHARED_NOT_HELD, "definite", ()
    if len(signs) == 1:
        return ComparisonVerdict.AGREE, rule, "definite", ()
    # Who says both, in different places, agrees with either in one of them; what only one of two
    # accounts makes depend on something need not be what the other denies.
    unsure = "±" in signs or left.condition != right.condition
    modality: Modality = "possible" if unsure else "definite"
    opposite = ComparisonRule.OPPOSITE_SIGNS
    return ComparisonVerdict.CONTRADICT, opposite, modality, ("commitment",)


def _of_event(pair: ArticlePair, event: Event, left: Position, right: Position) -> _Judgement:
    came_about = _came_about(pair, left, right)
    if came_about is not None:
        return came_about
    judgement = _of_signs(left, right, ComparisonRule.SHARED_EVENT)
    if judgement[0] is not ComparisonVerdict.AGREE:
        return judgement
    differences = dict(_differences(pair, event, left, right))
    if differences:
        modality: Modality = "definite" if "definite" in differences.values() else "possible"
        rule = ComparisonRule.EVENT_DIFFERS
        return ComparisonVerdict.CONTRADICT, rule, modality, tuple(differences)
    if left.condition != right.condition:  # not what is to happen under it alone
        return judgement[0], judgement[1], "possible", ("condition",)
    dated = left.time is not None and right.time is not None
    return judgement[0], judgement[1], _times_overlap(left, right) if dated else "definite", ()


def _came_about(pair: ArticlePair, left: Position, right: Position) -> _Judgement | None:
    """What was to come in the earlier article, and in the later one is past, or put off."""
    if pair.earlier is None:
        return None
    then, now = (left, right) if pair.earlier == "left" else (right, left)
    if then.status not in AHEAD or now.sign == "?":
        return None
    later = pair.published(OTHER[pair.earlier])
    put_off = before(value_of(then.time), later) and before(value_of(then.time), value_of(now.time))
    if now.status in AHEAD and not put_off:
        return None
    differs = ("time",) if now.status in AHEAD else ("status",)
    return ComparisonVerdict.CHANGED, ComparisonRule.CAME_ABOUT, "definite", differs


def _differences(
    pair: ArticlePair, event: Event, left: Position, right: Position
) -> Iterator[tuple[str, Modality]]:
    """The fields in which two accounts of one event differ, and whether they do for certain."""
    if len({_class(position.status) for position in (left, right)}) > 1:
        # Without the order of the articles it is not known which is the later word.
        yield "status", "possible" if pair.earlier is None else "definite"
    if _times_overlap(left, right) == "impossible":
        times = [value_of(position.time) for position in (left, right)]
        # A qualified date has the bounds of the plain one, and does not promise to keep to them.
        rough = any(time and (time.approximate or time.uncertain) for time in times)
        yield "time", "possible" if rough else "definite"
    yield from _details(event, left, right)


def _times_overlap(left: Position, right: Position) -> Modality:
    return overlap(
        value_of(left.time), value_of(right.time), reading="sometime", other_reading="sometime"
    )


def _class(status: EventStatus | None) -> str:
    return "real" if status in REAL else "ahead" if status in AHEAD else "cancelled"


def _accounts(event: Event, position: Position) -> list[EventAccount]:
    return [account for account in event.accounts if account.article == position.article]


def _details(event: Event, left: Position, right: Position) -> Iterator[tuple[str, Modality]]:
    ones, others = (_accounts(event, side) for side in (left, right))
    if _elsewhere(ones, others):
        yield "place", "definite"
    quantities = [[q for account in side for q in account.quantities] for side in (ones, others)]
    exact = [[q for q in side if not q.approximate] for side in quantities]
    if _other_numbers(*exact):
        yield "quantities", "definite"
    elif _other_numbers(*quantities):
        yield "quantities", "possible"


def _elsewhere(ones: list[EventAccount], others: list[EventAccount]) -> bool:
    """Whether two places lie in different countries or have different numbers in one register."""
    left, right = (_registers(a.place for a in side if a.place) for side in (ones, others))
    return any(len(left[register] | right[register]) > 1 for register in left.keys() & right)


def _registers(places: Iterable[Place]) -> dict[str | None, set[str]]:
    """The numbers of some places in each register, and their countries."""
    found: dict[str | None, set[str]] = {}
    for place in places:
        numbers: dict[str | None, str] = {
            identifier.scheme: identifier.value for identifier in place.identifiers
        }
        if place.country is not None:
            numbers[None] = place.country
        for register, number in numbers.items():
            found.setdefault(register, set()).add(number)
    return found


_Bounds = tuple[float, float]
"""The least and the greatest value of a quantity."""


def _other_numbers(ones: list[Quantity], others: list[Quantity]) -> bool:
    """Whether a number of each, for the same thing, have no value in common."""
    bounds: dict[tuple[str | None, ...], tuple[list[_Bounds], list[_Bounds]]] = {}
    for side, quantities in enumerate((ones, others)):
        for q in quantities:
            thing = (q.unit, q.per, q.of.casefold())
            upper = q.value if q.upper is None else q.upper
            bounds.setdefault(thing, ([], []))[side].append((q.value, upper))
    return any(
        max(lower for lower, _ in these) > min(upper for _, upper in those)
        for left, right in bounds.values()
        if left and right
        for these, those in ((left, right), (right, left))
    )


def _surplus(event: Event, left: Position, right: Position) -> tuple[str, ...]:
    """The articles whose account has a time, place or numbers where the other has none."""
    has = [_given(event, position) for position in (left, right)]
    more = (has[0] - has[1], has[1] - has[0])
    return tuple(p.article for p, extra in zip((left, right), more, strict=True) if extra)


def _given(event: Event, position: Position) -> set[str]:
    return {
        name
        for account in _accounts(event, position)
        for name in ("time", "place", "quantities")
        if getattr(account, name)
    }
