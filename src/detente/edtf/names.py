"""Names that the interface uses as plain strings, for type checkers.

Kept apart because ``typing`` takes longer to import than all the rest of the package;
nothing here is needed at run time.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = ["ComponentName", "Modality", "Precision", "Qualifier", "Reading", "RelationName"]

#: Which part of a date a component is.
ComponentName: TypeAlias = Literal["year", "season", "month", "day"]
#: The unit in which a value is stated, from coarse to fine.
Precision: TypeAlias = Literal["year", "season", "month", "day", "second"]
#: Unqualified, uncertain, approximate, or both (ISO 8601-2, 8).
Qualifier: TypeAlias = Literal["", "?", "~", "%"]
#: How an operand of a comparison is meant.
Reading: TypeAlias = Literal["sometime", "throughout"]
#: The six exclusive relations.
RelationName: TypeAlias = Literal["before", "after", "overlaps", "contains", "within", "equal"]
#: How firmly a relation holds.
Modality: TypeAlias = Literal["impossible", "possible", "definite"]
