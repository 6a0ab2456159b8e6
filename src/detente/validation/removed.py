"""Rules that were removed. They stay listed, and their codes are never used again.

Whoever removes a rule adds it here in the same change, so that the codes in old reports and
configurations can still be looked up.
"""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A rule that was removed."""

    code: str
    name: str
    last: str
    """The last version of the library that had it, such as ``0.1.0``."""
    what: str
    """What it checked."""
    why: str
    """Why it was removed."""
    instead: tuple[str, ...] = ()
    """The codes of the rules that took its place."""

    def __str__(self) -> str:
        """All of it, as ``detente explain CODE`` prints it."""
        instead = (
            f"Instead: {', '.join(self.instead)}." if self.instead else "Nothing took its place."
        )
        return f"{self.code} {self.name}: removed after {self.last}\n{self.what}\n{self.why}\n{instead}"

    def to_dict(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self) | {"instead": list(self.instead)}


REMOVED: dict[str, Removed] = {}
"""All removed rules, by code. Up to 0.1.0 no rule was removed."""
