"""Whether two times can overlap or follow each other: what is certain and what only possible."""

from __future__ import annotations

from collections.abc import Sequence

from .calendar import Day, Limit
from .intervals import Interval
from .parser import Edtf
from .relations import FOREVER, Modality, day_number
from .value import Reading

__all__ = ["before", "open_days", "overlap"]

_APART = frozenset(("before", "after"))


def before(one: Edtf | None, other: Edtf | None) -> bool:
    """Say whether one is over for certain before the other begins."""
    if one is None or other is None:
        return False
    last, first = one.latest, other.earliest
    return isinstance(last, Day) and isinstance(first, Day) and last < first


def overlap(
    one: Edtf | None,
    other: Edtf | None,
    *,
    reading: Reading = "throughout",
    other_reading: Reading = "throughout",
) -> Modality:
    """Say how firmly two times have a day in common. Where one is missing, anything is possible.

    Periods that share only the unit in which one ends and the other begins, as 1991/2000 and
    2000/2014 do, may follow each other: that they overlap is *possible*.
    """
    if one is None or other is None:
        return "possible"
    possible = one.relation(other, reading=reading, other_reading=other_reading).possible
    # An unknown end allows everything to `relation`, though the other end bounds it.
    if possible <= _APART or before(one, other) or before(other, one):
        return "impossible"
    throughout = reading == other_reading == "throughout"
    if throughout and isinstance(one, Interval) and isinstance(other, Interval):
        (first, last), (other_first, other_last) = _certain(one), _certain(other)
        return "definite" if max(first, other_first) <= min(last, other_last) else "possible"
    return "possible" if possible & _APART else "definite"


def open_days(one: Edtf | None, other: Edtf | None, taken: Sequence[Edtf | None]) -> bool:
    """Say whether two periods that can overlap share days that none of some others can have.

    Those that they share for certain count, if there are any. Else where they share any is open,
    and the others have it if they can share a day with both.
    """
    spans = sorted(_possible(period) for period in taken)
    certain = [_certain(p) for p in (one, other) if isinstance(p, Interval)]
    if len(certain) == 2:
        first, last = max(days[0] for days in certain), min(days[1] for days in certain)
        if first <= last:
            for start, end in spans:
                if start <= first:
                    first = max(first, end + 1)
            return first <= last
    (start, end), (other_start, other_end) = _possible(one), _possible(other)
    first, last = max(start, other_start), min(end, other_end)
    return all(span[1] < first or last < span[0] for span in spans)


def _possible(period: Edtf | None) -> tuple[int, int]:
    """Return the first and last of the days that a period can have, as day numbers."""
    first = None if period is None else day_number(period.earliest, latest=False)
    last = None if period is None else day_number(period.latest, latest=True)
    return (-FOREVER if first is None else first, FOREVER if last is None else last)


def _certain(period: Interval) -> tuple[int, int]:
    """Return the first and last of the days that a period has for certain, as day numbers."""
    start, end = period.start, period.end
    first = day_number(start if isinstance(start, Limit) else start.latest, latest=False)
    last = day_number(end if isinstance(end, Limit) else end.earliest, latest=True)
    known = last if first is None else first  # of two ends one is known
    return (known, known if last is None else last)  # type: ignore[return-value]
