"""The findings of rules, before they have a line and a column in a file."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.diagnostics import Path, Severity


class Elsewhere(NamedTuple):
    """Another place that is related to a finding."""

    message: str
    """What is at that place."""
    record: Any = None
    """The record of the dataset that the path counts from; ``None``: the top of the document."""
    path: Path = ()
    offset: int | None = None
    """The offset in the text of the document, in code points, if the path does not give the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One error at one place."""

    message: str
    """What is wrong, in one sentence."""
    code: str = ""
    """The code of the rule; ``Rule.findings`` sets it."""
    record: Any = None
    """The record, one of the dataset's own objects; ``None``: the path counts from the top of
    the document."""
    path: Path | None = ()
    """From the record to the place; ``None`` if there is no document."""
    offset: int | None = None
    """The offset in the text of the document, in code points, if the path does not give the place."""
    cell: str | None = None
    """Of a workbook the cell, if the path does not give it."""
    related: tuple[Elsewhere, ...] = ()
    """Other places."""
    params: tuple[tuple[str, Any], ...] = ()
    """The values in the message, for programs."""
    fix: tuple[dict[str, Any], ...] = ()
    """Operations of JSON Patch (RFC 6902), their paths relative to the record."""
    safe: bool = False
    """Whether the fix cannot lose information, so that it needs no decision."""
    help: str = ""
    """A suggestion: the closest id, the nearest legal value. Shown, never applied."""
    severity: Severity | None = None
    """``None``: that of the rule."""
