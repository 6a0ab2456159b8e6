"""What keeps datasets from being united, and where both sides of it are."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from detente.diagnostics import Path, pointer
from detente.inert import printable
from detente.records.reprs import shown

_SAME, _BEFORE = 24, 12
"""From how many equal characters on a text is cut, and how many of them are shown. Guesses."""


class MergeConflictKind(StrEnum):
    """Why datasets cannot be united; each has a way out of its own."""

    DIFFERS = "differs"
    """One record has two values in a field that is not open."""
    CLASH = "clash"
    """Two records of different content have one id, and nobody said that they are the same."""
    TWICE = "twice"
    """One dataset has an id twice."""
    UNIDENTIFIED = "unidentified"
    """Two unknown doers have one id; nobody can say that they are the same."""
    AMBIGUOUS = "ambiguous"
    """A record shares an identifier with several, so that it is not clear with which it unites."""
    WORDS = "words"
    """The united record would have words of which nobody could say in which article they are."""
    NOTE = "note"
    """The notes together are longer than a note may be."""
    ANNOTATOR = "annotator"
    """Records say not by which of several annotators they are."""
    HEADER = "header"
    """The records about the datasets themselves differ."""
    VERSION = "version"
    """The datasets are of different versions of the format."""


@dataclass(frozen=True, slots=True)
class MergePlace:
    """A place in one of the datasets that are united."""

    part: int
    """The number of the dataset, from 0."""

    name: str
    """What the dataset is called: its file, or *dataset 1*."""

    id: str
    """The id of the record in that dataset."""

    path: Path = ()
    """From the record to the place."""

    def __str__(self) -> str:
        """Dataset, record and path, in one line."""
        return f"{self.name}, {self.id}{pointer(self.path)}"


@dataclass(frozen=True, slots=True)
class MergeConflict:
    """One reason why datasets cannot be united. Nothing is chosen: somebody has to."""

    kind: MergeConflictKind
    """Which reason."""

    id: str
    """The id that the record would have in the union."""

    path: Path
    """From the record to the field in which the datasets differ; empty for the whole record."""

    values: tuple[object, ...]
    """What each of the datasets has there, in the order of ``places``; ``None`` for nothing."""

    places: tuple[MergePlace, ...]
    """Where: usually two places."""

    message: str
    """The reason in one sentence."""

    @property
    def in_words(self) -> tuple[str, ...]:
        """The values in a few words each; long texts from where they begin to differ."""
        texts = [value for value in self.values if isinstance(value, str)]
        if len(texts) < len(self.values):
            return tuple(map(shown, self.values))
        columns = zip(*texts, strict=False)
        same = sum(1 for _ in takewhile(lambda column: len({*column}) == 1, columns))
        if same <= _SAME:
            return tuple(map(shown, self.values))
        return tuple(shown(f"…{text[same - _BEFORE :]}") for text in texts)

    def __str__(self) -> str:
        """The reason, and what is at which place, in one line."""
        pairs = zip(self.in_words, self.places, strict=True)
        values = (f"{value} in {place}" for value, place in pairs)
        return printable(f"{self.message}: {', '.join(values)}")
