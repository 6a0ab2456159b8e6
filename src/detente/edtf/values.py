"""The union of all EDTF values, and of those that are a single date."""

from __future__ import annotations

from .compound import DateTime, Interval
from .dates import Date, Season, Year
from .sets import AllOf, OneOf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

__all__ = ["AnyDate", "Edtf"]

#: A single date: what intervals and sets are made of.
AnyDate: TypeAlias = Date | Season | Year
#: Every kind of EDTF value.
Edtf: TypeAlias = Date | Season | Year | DateTime | Interval | AllOf | OneOf
