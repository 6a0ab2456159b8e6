"""An order of values for lists and timelines: by their bounds."""

from __future__ import annotations

from typing import Final, Protocol, TypeAlias

from .calendar import OPEN, Bound, Limit
from .parser import Edtf, parse
from .value import Value

__all__ = ["HasValue", "SortKey", "sort_key"]

SortKey: TypeAlias = tuple[int, tuple[int, ...], int, tuple[int, ...]]
"""What `sort_key` returns. Keys are compared with each other only; what they hold may change."""


class HasValue(Protocol):
    """What has an expression, or none, as a record's time does."""

    @property
    def value(self) -> str | None: ...  # noqa: D102


# Where a bound that is no day comes: an open start before all days, an open end behind them; what
# nobody knows behind everything.
_OPEN_START, _DAY, _OPEN_END, _UNKNOWN, _NOTHING = range(5)
_LAST: Final[SortKey] = (_NOTHING, (), _NOTHING, ())


def sort_key(value: Edtf | HasValue | str | None) -> SortKey:
    """Return a key that puts values in the order of time: ``sorted(values, key=sort_key)``.

    First comes what begins earlier, by `earliest`; of two that begin on one day, what ends
    earlier, by `latest`. An open start (``../2020``) comes before all days and an open end behind
    them. An unknown start (``/2020``) comes behind every start that is known, `None` last of all.

    It is an order for lists, not a finding: that one value comes before another does not mean
    that it was earlier. `relation` says what is certain. Values with equal bounds (``2014`` and
    ``2014?``) have equal keys, and stay in the order in which they were; so do times on one day.

    Args:
        value: a value, an expression, a time of a record, or `None`.

    Raises:
        EdtfError: the expression is not EDTF.
    """
    if not isinstance(value, Value):
        text = value if value is None or isinstance(value, str) else value.value
        if text is None:
            return _LAST
        value = parse(text)
    return (*_placed(value.earliest, _OPEN_START), *_placed(value.latest, _OPEN_END))


def _placed(bound: Bound, if_open: int) -> tuple[int, tuple[int, ...]]:
    if isinstance(bound, Limit):
        return (if_open if bound is OPEN else _UNKNOWN), ()
    return _DAY, bound
