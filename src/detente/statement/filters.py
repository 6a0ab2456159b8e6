"""What a row of statements must have: the filters, each with its test of a row."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from detente.records import Actor, Article, Claim, Event, Issue, Records, Relation
from detente.statement.about import Whom
from detente.statement.row import Statement
from detente.suggest import close, hint
from detente.vocab.enums import AttitudeKind, ClaimKind, Commitment, EventType, SourceKind, Theme

if TYPE_CHECKING:  # the records load without it
    from detente.edtf import Bound, Day, Edtf

Wanted = str | Collection[str] | None
"""One value, enum members included, or several of which one is enough; ``None`` for any."""


class Filters(TypedDict, total=False):
    """What a row must have. See ``statements``."""

    about: Wanted
    relation: Wanted
    party: Wanted
    actor: Wanted
    holder: Wanted
    article: Wanted
    kind: Wanted
    commitment: Wanted
    judged: Wanted
    attitude: Wanted
    issue: Wanted
    theme: Wanted
    code: Wanted
    since: "str | Edtf | None"
    until: "str | Edtf | None"
    dated: Wanted


_Values = tuple[Any, ...]
_Test = Callable[[Statement], bool]


_OF_ABOUT = ("about", "relation", "party")


class Tests(NamedTuple):
    """The tests of some filters."""

    of_about: list[Whom]
    """Those that need to know what a row is about, and no more."""
    of_row: list["_Test"]
    """The others."""

    def may_be_about(self, about: tuple[str, ...]) -> bool:
        """Whether a row about these passes the tests that need to know no more."""
        return not self.of_about or all(test.passes(about) for test in self.of_about)


def about_these(dataset: Records, tests: Tests) -> tuple[Sequence[Claim], Sequence[Event]]:
    """The claims and events of which rows may pass the tests of what they are about."""
    if not tests.of_about:
        return dataset.claims, dataset.events
    numbers = [
        sorted(set.intersection(*(set(test.found(about)) for test in tests.of_about)))
        for about in dataset._about
    ]
    return [dataset.claims[n] for n in numbers[0]], [dataset.events[n] for n in numbers[1]]


def tests_of(dataset: Records, filters: Mapping[str, object]) -> Tests:
    """The tests of filters. Raises what ``statements`` says."""
    for name in filters:
        if name not in FILTERS:
            msg = f"no filter {name!r}; {hint(close(name, FILTERS), FILTERS)}"
            raise TypeError(msg)
    given = {name: _several(value) for name, value in filters.items() if value is not None}
    if given.keys() >= {"since", "until"}:
        _window(given["since"], given["until"])
    tests = {name: FILTERS[name](dataset, wanted) for name, wanted in given.items()}
    of_about: Any = [test for name, test in tests.items() if name in _OF_ABOUT]
    return Tests(of_about, [test for name, test in tests.items() if name not in _OF_ABOUT])


def passing(
    dataset: Records, rows: Iterable[Statement], filters: Mapping[str, object]
) -> Iterator[Statement]:
    """The rows that pass all filters. Raises what ``statements`` says, before the first row."""
    of_about, of_row = tests_of(dataset, filters)
    tests: tuple[_Test, ...] = (*of_about, *of_row)
    return (row for row in rows if all(test(row) for test in tests))


def _several(wanted: object) -> _Values:
    """The values of a filter."""
    if isinstance(wanted, Collection) and not isinstance(wanted, str):
        return tuple(wanted)
    return (wanted,)


# --- ids -----------------------------------------------------------------------------------------


def _known(dataset: Records, ids: Iterable[str], *kinds: type) -> set[str]:
    """The ids, all of which are in the dataset and of one of the kinds of record, if any are given."""
    known = {id_: dataset[id_] for id_ in ids}
    for id_, record in known.items():
        if kinds and not isinstance(record, kinds):
            msg = f"{id_} is no {' or '.join(kind.__name__ for kind in kinds)}"
            raise ValueError(msg)
    return set(known)


def _about(dataset: Records, wanted: _Values) -> Whom:
    ids = _known(dataset, wanted)
    parties = (dataset[id_].parties for id_ in ids if id_.startswith("relation:"))
    return Whom(frozenset(ids), tuple(map(frozenset, parties)))


def _relation(dataset: Records, wanted: _Values) -> Whom:
    _known(dataset, wanted, Relation)
    return _about(dataset, wanted)


def _relations_of(dataset: Records, actors: set[str]) -> tuple[str, ...]:
    return tuple(r.id for r in dataset.relations if actors.intersection(r.parties))


def _party(dataset: Records, wanted: _Values) -> Whom:
    return _about(dataset, _relations_of(dataset, _known(dataset, wanted, Actor)))


def _actor(dataset: Records, wanted: _Values) -> _Test:
    ids = _known(dataset, wanted, Actor)
    either = {*ids, *_relations_of(dataset, ids)}
    return lambda row: row.holder in ids or row.side in ids or bool(either.intersection(row.named))


def _holder(dataset: Records, wanted: _Values) -> _Test:
    _known(dataset, (value for value in wanted if value not in list(SourceKind)))
    return lambda row: row.holder in wanted


def _article(dataset: Records, wanted: _Values) -> _Test:
    ids = _known(dataset, wanted, Article)
    return lambda row: row.article in ids


def _judged(dataset: Records, wanted: _Values) -> _Test:
    ids = _known(dataset, wanted, Actor, Relation, Event, Issue, Claim)
    return lambda row: row.judged in ids


def _issue(dataset: Records, wanted: _Values) -> _Test:
    ids = _known(dataset, wanted, Issue)
    return lambda row: bool(ids.intersection(row.issues))


def _attitude(dataset: Records, wanted: _Values) -> _Test:
    kinds = [value for value in wanted if ":" not in str(value)]
    _among("kind of attitude", kinds, AttitudeKind)
    actors = _known(dataset, (value for value in wanted if value not in kinds), Actor)

    def test(row: Statement) -> bool:
        attitude = row.attitude
        if attitude is None:
            return False
        return attitude.kind in kinds or bool(actors.intersection(attitude.actors))

    return test


# --- values --------------------------------------------------------------------------------------


def _among(what: str, wanted: Iterable[Any], known: Iterable[str]) -> None:
    """Refuse a value that is none of those known."""
    values = [str(value) for value in known]
    for value in wanted:
        if value not in values:
            msg = f"no {what} '{value}'; {hint(close(str(value), values), values)}"
            raise ValueError(msg)


_KINDS = {
    **{f"claim/{kind}": "claim" for kind in ClaimKind},
    **{f"event/{type_}": "event" for type_ in EventType},
}


def _kind(_dataset: Records, wanted: _Values) -> _Test:
    _among("kind", wanted, ("claim", "event", *_KINDS, *ClaimKind, *EventType))
    kinds = {kind for kind in _KINDS for value in wanted if value in (kind, *kind.split("/"))}
    return lambda row: row.kind in kinds


def _commitment(_dataset: Records, wanted: _Values) -> _Test:
    _among("commitment", wanted, Commitment)
    return lambda row: row.commitment in wanted


def _theme(_dataset: Records, wanted: _Values) -> _Test:
    _among("theme", wanted, Theme)
    return lambda row: any(theme in wanted for theme in row.themes)


def _code(dataset: Records, wanted: _Values) -> _Test:
    if not dataset.schemes:
        msg = f"no code {', '.join(map(repr, wanted))}; the dataset declares no schemes"
        raise ValueError(msg)
    codes = [f"{scheme.id}/{value.value}" for scheme in dataset.schemes for value in scheme.values]
    _among("code", wanted, (*(scheme.id for scheme in dataset.schemes), *codes))
    return lambda row: any(code in wanted or code.partition("/")[0] in wanted for code in row.codes)


def _dated(_dataset: Records, wanted: _Values) -> _Test:
    _among("kind of date", wanted, ("own", "publication"))
    return lambda row: row.dated in wanted


# --- times ---------------------------------------------------------------------------------------


def _day(name: str, wanted: _Values) -> "Day":
    """The first day that ``since`` means, or the last one that ``until`` does."""
    from detente.edtf import Day, Value, parse

    if len(wanted) != 1 or not isinstance(wanted[0], str | Value):
        msg = f"{name}: expected one date in EDTF, such as '2014-05'"
        raise ValueError(msg)
    date = parse(wanted[0]) if isinstance(wanted[0], str) else wanted[0]
    day = date.earliest if name == "since" else date.latest
    if not isinstance(day, Day):
        end = "first" if name == "since" else "last"
        msg = f"{name}: '{date}' has no {end} day"
        raise ValueError(msg)  # noqa: TRY004  what is wrong is the value
    return day


def _window(since: _Values, until: _Values) -> None:
    """Refuse a window without days: no row would be found, whatever the dataset says."""
    if _day("until", until) < _day("since", since):
        msg = f"no day is since '{since[0]}' and until '{until[0]}'"
        raise ValueError(msg)


def _since(_dataset: Records, wanted: _Values) -> _Test:
    first = _day("since", wanted)
    return lambda row: all(day >= first for day in _days(row, "latest"))


def _until(_dataset: Records, wanted: _Values) -> _Test:
    last = _day("until", wanted)
    return lambda row: all(day <= last for day in _days(row, "earliest"))


def _days(row: Statement, bound: str) -> "list[Day]":
    """A bound of the date of a row, if that is a day."""
    from detente.edtf import Day
    from detente.edtf.parser import parse_or_none

    found: Bound | None = getattr(parse_or_none(row.as_of), bound, None)
    return [found] if isinstance(found, Day) else []


FILTERS: dict[str, Callable[[Records, _Values], _Test]] = {
    "about": _about,
    "relation": _relation,
    "party": _party,
    "actor": _actor,
    "holder": _holder,
    "article": _article,
    "kind": _kind,
    "commitment": _commitment,
    "judged": _judged,
    "attitude": _attitude,
    "issue": _issue,
    "theme": _theme,
    "code": _code,
    "since": _since,
    "until": _until,
    "dated": _dated,
}
"""The filters by name."""
