"""What a tool's file holds: marks and links, as it was read and before anything is believed."""

from collections.abc import Mapping
from typing import Literal

import attrs

from detente.bridges.features import Features
from detente.json_types import Json


@attrs.frozen(kw_only=True)
class Mark:
    """A mark that somebody set, moved or left where it was."""

    place: str
    """Where it stands in the tool's file, for people: ``a.ann, line 12``."""
    id: str
    """What links in the same file call it."""
    article: str
    """The id of the article."""
    layer: str
    """The tool's type for it: a name of ``LAYERS`` if it is one of ours."""
    ranges: tuple[tuple[int, int], ...]
    """Code points of the article's text, half-open; several for a mark in pieces."""
    words: tuple[str, ...] = ()
    """The words that the tool has for the ranges, one for each; empty if it keeps none."""
    key: str | None = None
    """The key of the span that was exported; ``None`` for a new mark."""
    features: Features = attrs.field(factory=dict, hash=False)
    """The features that are set."""
    places: Mapping[str, str] = attrs.field(factory=dict, hash=False)
    """Where features stand in the tool's file, by name, if not where the mark stands."""
    fault: str | None = None
    """Why the tool's file does not say what it marks; it is refused then, but not missing."""


@attrs.frozen(kw_only=True)
class MarkLink:
    """A link from mark to mark."""

    place: str
    """Where it stands in the tool's file."""
    kind: str
    """The tool's type for it: a value of ``link_kind``, ``grounds`` or ``part_of`` if it is one of ours."""
    source: str
    """The ``id`` of the mark it goes out from."""
    target: str
    """The ``id`` of the mark it goes to."""
    fault: str | None = None
    """Why the tool's file does not say which link it is; it is refused then, but not missing."""


@attrs.frozen(kw_only=True)
class Marks:
    """A tool's file as it was read."""

    base: str | None
    """The digest of the dataset that was exported; ``None`` if the work began in the tool."""
    texts: Mapping[str, str] = attrs.field(hash=False)
    """The tool's text of each article by its id, or by its name where the work began in the tool; in
    canonical form."""
    marks: tuple[Mark, ...]
    """All marks."""
    links: tuple[MarkLink, ...]
    """All links."""
    layers: tuple[str, ...]
    """The layers that the bridge writes. Spans of others were not exported, and are not missing."""
    features: Mapping[str, tuple[str, ...]] | None = attrs.field(default=None, hash=False)
    """The features that the bridge writes, by layer; ``None`` for all."""
    linked: bool = True
    """Whether the bridge writes links."""
    refused: tuple["Difference", ...] = ()
    """What could not be read as a mark or a link."""


Change = Literal["moved", "changed", "removed", "added", "refused"]
"""What became of a mark."""


@attrs.frozen(kw_only=True)
class Difference:
    """What the tool's file has otherwise than the base, or what of it was refused."""

    change: Change
    """What became of it."""
    what: str
    """What it is about: the layer, or the kind of link."""
    article: str | None = None
    """The id of the article."""
    key: str | None = None
    """The key of the mark or link in the base; of a new one that of its record."""
    feature: str | None = None
    """The feature that was changed."""
    before: str | None = None
    """What the base has: a value, or words."""
    after: str | None = None
    """What the tool has."""
    place: str | None = None
    """Where it stands in the tool's file."""
    reason: str | None = None
    """Why it was refused."""

    def to_dict(self) -> dict[str, Json]:
        """As plain values, without what is absent."""
        return {name: value for name, value in attrs.asdict(self).items() if value is not None}
