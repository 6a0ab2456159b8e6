"""What EDTF values have in common: `Value`, and `SingleDate` for those of which others consist."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import ClassVar, Final, Literal, NoReturn, Self, TypeAlias, get_args

from .calendar import Bound, Day, ordinal
from .components import Component, ComponentName, Qualifier, combined
from .errors import EdtfError
from .relations import MOST_RUNS, Relations, Run, between, can_meet, hull

__all__ = ["Frozen", "Precision", "Reading", "SingleDate", "Value", "coarsest", "new", "put"]

#: The unit in which a value is stated, from coarse to fine.
Precision: TypeAlias = Literal["year", "season", "month", "day", "second"]
#: How an operand of a comparison is meant.
Reading: TypeAlias = Literal["sometime", "throughout"]

_COARSE_TO_FINE: Final[tuple[Precision, ...]] = get_args(Precision)

#: Make an instance without `__new__` of its class, for the parser, which has checked already.
new = object.__new__
#: Fill a slot of a frozen instance while it is being made.
put = object.__setattr__


class Frozen:
    """An immutable value whose equality, hash, `repr` and pickle are those of its text."""

    __slots__ = ("_text",)
    _text: str

    def __str__(self) -> str:
        """Return the expression exactly as it was written."""
        return self._text

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._text!r})"

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        message = f"cannot change {name!r}: a {type(self).__name__} is frozen"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> NoReturn:
        message = f"cannot delete {name!r}: a {type(self).__name__} is frozen"
        raise AttributeError(message)

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), (self._text,)


class Value(Frozen, ABC):
    """An EDTF expression. `Edtf` is the union of its concrete classes.

    Each class is also a parser for its own kind: ``Date("1985-04")`` is
    ``parse("1985-04")``, typed, and raises `EdtfError` for text of another kind.

    Two values are equal if they are of one class and were written alike; compare
    `canonical` forms to see ``?2004`` and ``2004?`` as one. There is no ``<``: order between
    imprecise dates is what `relation` is for; `sort_key` puts them into lists.
    """

    __slots__ = ()

    # Reads text of every kind. `parser` sets it, which imports the kinds and so comes after them.
    _parse: ClassVar[Callable[[str], Value]]

    def __new__(cls, text: str) -> Self:
        """Parse text of this kind.

        Raises:
            EdtfError: the text is not EDTF, or is EDTF of another kind.
        """
        value = cls._parse(text)
        if isinstance(value, cls):
            return value
        raise EdtfError(text, 0, f"an expression of the kind {cls.__name__}")

    @abstractmethod
    def canonical(self) -> str:
        """Return the preferred form: qualifiers complete if possible, else grouped.

        Everything else stays as written (ISO 8601-2, 8.2.4).
        """

    @property
    @abstractmethod
    def level(self) -> int:
        """The lowest conformance level that admits the expression as written: 0, 1 or 2."""

    @property
    @abstractmethod
    def precision(self) -> Precision:
        """The unit in which the value is stated.

        Unspecified digits count as digits: ``1985-XX-XX`` is some day, ``1985`` the year.
        Intervals and sets have that of their coarsest part.
        """

    @property
    def earliest(self) -> Bound:
        """The first day that the value can reach: a `Day`, `OPEN` or `UNKNOWN`.

        Qualifiers do not move it (ISO 8601-2, 8.4.2).
        """
        return self._bounds()[0]

    @property
    def latest(self) -> Bound:
        """The last day that the value can reach: a `Day`, `OPEN` or `UNKNOWN`."""
        return self._bounds()[1]

    @property
    def uncertain(self) -> bool:
        """Whether any part of it is marked ``?`` or ``%``."""
        return any(c.uncertain for date in self._dates() for c in date.components)

    @property
    def approximate(self) -> bool:
        """Whether any part of it is marked ``~`` or ``%``."""
        return any(c.approximate for date in self._dates() for c in date.components)

    @property
    def unspecified(self) -> bool:
        """Whether any part of it has unspecified digits (``X``)."""
        return any(c.mask for date in self._dates() for c in date.components)

    def relation(
        self, other: Value, *, reading: Reading = "sometime", other_reading: Reading = "sometime"
    ) -> Relations:
        """Compare two values in time.

        Each describes an unbroken run of one or more days. Read as *sometime* it is any run
        between `earliest` and `latest`. Read as *throughout* it is the whole of what the value
        names: all of 2015, or with unspecified digits, or for a set of which one member
        holds, all of one of the possible values. Of a set with gaps of which all members hold,
        it may be any range from the start of one unbroken part to the end of one.

        The unknown allows everything. Beyond 400 alternatives on a side, or 10 000 pairs of
        them, more may be called possible than is; nothing possible is ever left out.

        Args:
            other: the value to compare with.
            reading: how this value is meant, *sometime* or *throughout*.
            other_reading: how the other is meant.

        Raises:
            ValueError: a reading is neither of the two.
        """
        return between(_runs_of(self, reading), _runs_of(other, other_reading))

    def can_overlap(
        self, other: Value, *, reading: Reading = "sometime", other_reading: Reading = "sometime"
    ) -> bool:
        """Say whether the two may have a day in common: not certainly before or after."""
        return can_meet(_runs_of(self, reading), _runs_of(other, other_reading))

    @abstractmethod
    def values(self) -> Iterator[Value]:
        """List what the value can be, one at a time and without holding them all.

        Ascending within an element, in written order across the elements of a set. A date
        without unspecified digits lists itself. Qualifiers go with every member.

        Raises:
            EnumerationError: at the call, for intervals and for sets with an open end.
        """

    def _read(self, reading: Reading) -> list[Run] | None:
        if reading == "sometime":
            return hull(*self._bounds())
        if reading == "throughout":
            return self._runs()
        message = f"expected the reading 'sometime' or 'throughout', not {reading!r}"
        raise ValueError(message)

    @abstractmethod
    def _bounds(self) -> tuple[Bound, Bound]:
        """Return `earliest` and `latest`."""

    @abstractmethod
    def _runs(self) -> list[Run] | None:
        """Return the alternatives of the reading *throughout*, `None` if unknown."""

    @abstractmethod
    def _dates(self) -> Iterator[SingleDate]:
        """Yield the dates of which the expression is made."""


# 1024: the different dates of a large dataset, each compared again and again; a guess.
@lru_cache(maxsize=1024)
def _runs_of(value: Value, reading: Reading) -> tuple[Run, ...] | None:
    """Return what a value stands for in a comparison."""
    runs = value._read(reading)
    return None if runs is None else tuple(runs)


class SingleDate(Value):
    """What `Date`, `Season` and `Year` share: components with qualifiers (ISO 8601-2, 8).

    Not a kind of its own; annotate with `AnyDate`, the union of the three.
    """

    # Two marks a component, left and right of it; empty if there are none at all.
    __slots__ = ("_marks",)
    _marks: tuple[str, ...]

    @property
    def earliest(self) -> Day:
        """The first day that the date can be or include."""
        return next(self._periods())[0]

    @property
    def latest(self) -> Day:
        """The last day that the date can be or include."""
        return next(self._periods(backwards=True))[1]

    def canonical(self) -> str:
        """Return it with its qualifiers in the preferred form."""
        parts = self._written()
        marks = self._qualifiers()
        first = marks[0]
        # A qualifier on the right covers everything up to there.
        shared = next((n for n, mark in enumerate(marks) if mark != first), len(marks))
        return "-".join(
            (mark if n >= shared else "") + part + (first if n == shared - 1 else "")
            for n, (part, mark) in enumerate(zip(parts, marks, strict=True))
        )

    @property
    def level(self) -> int:
        """The level that its digits or its qualifiers need, whichever is higher."""
        marked = 0
        if self._marks:
            # Only a qualifier at the very end, for all of it, is of level 1.
            marked = 2 if any(self._marks[:-1]) else 1
        return max(marked, self._digit_level())

    @property
    def components(self) -> tuple[Component, ...]:
        """The parts that are given, from the year down, each with its qualifier and mask."""
        return tuple(
            Component(
                name, text, value, mark, tuple(n for n, char in enumerate(text) if char == "X")
            )
            for (name, text, value), mark in zip(self._named(), self._qualifiers(), strict=True)
        )

    def _qualifiers(self) -> list[Qualifier]:
        """Return the qualifier in force for each component."""
        marks = self._marks
        if not marks:
            return [""] * len(self._written())
        qualifiers: list[Qualifier] = []
        grouped = ""
        for place in range(len(marks) - 1, 0, -2):
            grouped = combined(grouped, marks[place])
            qualifiers.append(combined(grouped, marks[place - 1]))
        return qualifiers[::-1]

    def _written(self) -> tuple[str, ...]:
        return tuple(text for _, text, _ in self._named())

    def _runs(self) -> list[Run]:
        runs = self._alternatives()
        if runs is None:
            runs = [self._outline()]
        return runs

    def _dates(self) -> Iterator[SingleDate]:
        yield self

    @abstractmethod
    def _named(self) -> tuple[tuple[ComponentName, str, int | None], ...]:
        """Return name, digits and value of each component."""

    @abstractmethod
    def _digit_level(self) -> int:
        """Return the level that the digits need, without qualifiers."""

    @abstractmethod
    def _periods(self, *, backwards: bool = False) -> Iterator[tuple[Day, Day]]:
        """Yield first and last day of each possible value, in time order."""

    @abstractmethod
    def _count(self) -> int:
        """Return an upper limit for how many periods there are."""

    def _bounds(self) -> tuple[Day, Day]:
        return self.earliest, self.latest

    def _alternatives(self) -> list[Run] | None:
        """Return each possible value as a run, or `None` if there are too many to list."""
        if self._count() > MOST_RUNS:
            return None
        return [_whole(*days) for days in self._periods()]

    def _outline(self) -> Run:
        """Return the run that begins with one possible value and ends with one."""
        (low, first_end), (last_start, high) = (
            next(self._periods()),
            next(self._periods(backwards=True)),
        )
        return Run(ordinal(low), ordinal(last_start), ordinal(first_end), ordinal(high))


def _whole(first: Day, last: Day) -> Run:
    low, high = ordinal(first), ordinal(last)
    return Run(low, low, high, high)


def coarsest(dates: Iterator[SingleDate]) -> Precision:
    """Return the coarsest of the precisions of some dates, of which there is at least one."""
    return _COARSE_TO_FINE[min(_COARSE_TO_FINE.index(date.precision) for date in dates)]
