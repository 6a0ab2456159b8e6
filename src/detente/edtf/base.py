"""What all EDTF values have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod

from .errors import EdtfError
from .relations import between, hull

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn, Self

    from .calendar import Bound
    from .compound import DateTime
    from .dates import SingleDate
    from .names import Precision, Reading
    from .relations import Relations, Run
    from .values import AnyDate, Edtf

__all__ = ["Frozen", "Value", "new", "put"]

#: Make an instance without `__new__` of its class, for the parser, which has checked already.
new = object.__new__
#: Fill a slot of a frozen instance while it is being made.
put = object.__setattr__


class Frozen:
    """A value that is its text: equal, hashed, shown and pickled by it, and never changed."""

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
    imprecise dates is what `relation` is for.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Parse text of this kind.

        Raises:
            EdtfError: the text is not EDTF, or is EDTF of another kind.
        """
        # The parser makes these classes, so it cannot be imported before them.
        from .parser import parse

        value = parse(text)
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
        self, other: Edtf, *, reading: Reading = "sometime", other_reading: Reading = "sometime"
    ) -> Relations:
        """Compare two values in time.

        Each stands for an unbroken run of one or more days. Read as *sometime* it is any run
        between `earliest` and `latest`. Read as *throughout* it is the whole of what the value
        names: all of 2015, or with unspecified digits, or for a set of which one member
        holds, all of one of the possible values. Of a set with gaps of which all members hold,
        it may be any stretch from the start of one unbroken part to the end of one.

        The unknown allows everything. Beyond 400 alternatives on a side, or 10 000 pairs of
        them, more may be called possible than is; nothing possible is ever left out.

        Args:
            other: the value to compare with.
            reading: how this value is meant, *sometime* or *throughout*.
            other_reading: how the other is meant.

        Raises:
            ValueError: a reading is neither of the two.
        """
        return between(self._read(reading), other._read(other_reading))

    def can_overlap(
        self, other: Edtf, *, reading: Reading = "sometime", other_reading: Reading = "sometime"
    ) -> bool:
        """Say whether the two may have a day in common: not certainly before or after."""
        found = self.relation(other, reading=reading, other_reading=other_reading)
        return not found.possible <= {"before", "after"}

    @abstractmethod
    def values(self) -> Iterator[AnyDate | DateTime]:
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
