"""What a rule finds, before it has a line and a column in a file."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.diagnostics import Path


class Elsewhere(NamedTuple):
    """Another place that a finding has to do with."""

    message: str
    """What is there."""
    record: Any = None
    """The record of the dataset that the path counts from; ``None``: the top of the document."""
    path: Path = ()
    offset: int | None = None
    """The place in the document's text, in code points, where the path does not tell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One mistake at one place."""

    message: str
    """What is wrong, in one sentence."""
    code: str = ""
    """The rule's; ``Rule.findings`` fills it in."""
    record: Any = None
    """The record, one of the dataset's own objects; ``None``: the path counts from the top of
    the document."""
    path: Path | None = ()
    """From the record to the place; ``None`` where there is no document to point into."""
    offset: int | None = None
    """The place in the document's text, in code points, where the path does not tell it."""
    related: tuple[Elsewhere, ...] = ()
    """Other places."""
    params: tuple[tuple[str, Any], ...] = ()
    """What the message speaks of, for programs."""
    fix: tuple[dict[str, Any], ...] = ()
    """Operations of JSON Patch (RFC 6902), their paths relative to the record."""
    safe: bool = False
    """Whether the fix loses nothing that anybody can have meant, so that it needs no decision."""
    help: str = ""
    """A suggestion: the closest id, the nearest legal value. Shown, never applied."""
