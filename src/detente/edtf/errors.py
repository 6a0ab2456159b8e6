"""The two errors of this package: text that is not EDTF, and values that cannot be listed."""

from __future__ import annotations

__all__ = ["EdtfError", "EnumerationError"]

# Messages quote the text; a megabyte of rubbish should not become a megabyte of message.
_QUOTED = 60


class EdtfError(ValueError):
    """Text that is not EDTF (ISO 8601-2:2019, Annex A).

    Attributes:
        text: the whole text that was given.
        position: index of the first character that could not be accepted, counted from 0;
            equal to ``len(text)`` where the text ends too early.
        expected: what would have been accepted there, in words.
    """

    text: str
    position: int
    expected: str

    def __init__(self, text: str, position: int, expected: str) -> None:
        super().__init__(text, position, expected)
        self.text = text
        self.position = position
        self.expected = expected

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.args == getattr(other, "args", None)

    def __hash__(self) -> int:
        return hash((type(self), self.args))

    def __str__(self) -> str:
        quoted = self.text if len(self.text) <= _QUOTED else self.text[: _QUOTED - 1] + "…"
        if self.position >= len(self.text):
            return f"expected {self.expected} at the end (character {self.position}) of {quoted!r}"
        char = self.text[self.position]
        return (
            f"expected {self.expected}, found {char!r} at character {self.position} of {quoted!r}"
        )


class EnumerationError(ValueError):
    """A value whose members cannot be listed: an interval, or a set with an open end."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.args == getattr(other, "args", None)

    def __hash__(self) -> int:
        return hash((type(self), self.args))
