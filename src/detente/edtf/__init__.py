"""Dates, and how far they are known: ISO 8601-2 / EDTF levels 0, 1 and 2, complete.

    >>> from detente.edtf import parse
    >>> fall = parse("2014-23?")
    >>> fall.earliest, fall.latest
    (Day(year=2014, month=9, day=1), Day(year=2014, month=11, day=30))
    >>> fall.relation(parse("2015-05-04")).definite
    'before'

Reading
    `parse` makes one of the classes of the union `Edtf`: `Date`, `Season`, `Year` (these three
    are `AnyDate`), `DateTime`, `Interval`, `AllOf`, `OneOf`; all are `Value`. The elements of
    sets can be a `Range`; dates are made of `Component`. `EdtfError` says what was expected
    where.
Bounds
    ``value.earliest`` and ``value.latest`` are a `Bound`: a `Day`, or `OPEN` or `UNKNOWN`, the
    two members of `Limit`.
Comparison
    ``value.relation(other)`` gives `Relations`, ``value.can_overlap(other)`` a plain answer.
Order
    ``sorted(values, key=sort_key)`` sorts values, expressions and times of records (`HasValue`) by
    their bounds; `SortKey` is the type of its keys.
Enumeration
    ``value.values()`` lists members lazily, or raises `EnumerationError`.
Phrases
    `resolve` reads "last fall" against a date and gives a `Resolution` with its `Offset`;
    `PATTERNS` is the table of what it knows.
Names for type checkers
    `ComponentName`, `Modality`, `Precision`, `Qualifier`, `Reading`, `RelationName`.

The package needs the standard library only, and each module imports only modules before it:
errors, calendar, components; masks, groupings, relations; value; dates; intervals, sets; parser;
phrases, relative; departures, overlap, sorting, wording, written.
"""

from __future__ import annotations

from .calendar import OPEN, UNKNOWN, Bound, Day, Limit
from .components import Component, ComponentName, Qualifier
from .dates import AnyDate, Date, DateTime, Season, Year
from .errors import EdtfError, EnumerationError
from .intervals import Interval
from .parser import MAX_YEAR_DIGITS, Edtf, parse
from .phrases import PATTERNS, Offset, Pattern
from .relations import Modality, RelationName, Relations
from .relative import Resolution, resolve
from .sets import AllOf, OneOf, Range
from .sorting import HasValue, SortKey, sort_key
from .value import Precision, Reading, Value

__all__ = [
    "MAX_YEAR_DIGITS",
    "OPEN",
    "PATTERNS",
    "UNKNOWN",
    "AllOf",
    "AnyDate",
    "Bound",
    "Component",
    "ComponentName",
    "Date",
    "DateTime",
    "Day",
    "Edtf",
    "EdtfError",
    "EnumerationError",
    "HasValue",
    "Interval",
    "Limit",
    "Modality",
    "Offset",
    "OneOf",
    "Pattern",
    "Precision",
    "Qualifier",
    "Range",
    "Reading",
    "RelationName",
    "Relations",
    "Resolution",
    "Season",
    "SortKey",
    "Value",
    "Year",
    "parse",
    "resolve",
    "sort_key",
]
