"""The order of what is compared: as the text goes, then by what the records say.

Where two pairings of records are equally good, this order decides. It depends neither on ids nor on
the order of the file. A field that holds its default is left out, so that a field which nobody uses
changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

from detente.analysis.agreement.refining import Node, ranked
from detente.analysis.agreement.sides import Unit, View
from detente.records import Span, model
from detente.records.kinds import kind_of

Ranks = dict[str, int]
"""For the ids of one side the place of each record in the order of the records of both."""

_References = list[tuple[str, str]]
"""The fields of a record that refer to others, by their paths, and the ids."""

_Contents = dict[int, tuple[str, _References]]
"""The contents of records and parts, and what they refer to, by ``id()``."""

_DANGLING = -1
_IGNORED = frozenset({"ext", "annotator", "note", "anchor"})


class Order:
    """The order of the records and units of two sides."""

    def __init__(self, left: View, right: View) -> None:
        """Put the records in order."""
        self._contents: _Contents = {}
        self.left, self.right = _ranked((left, right), self._contents)
        self.turned = sorted(self.left.values()) > sorted(self.right.values())
        """Whether the right goes before the left, by what they say, whichever is which."""

    def units(self, left: Sequence[Unit], right: Sequence[Unit]) -> tuple[list[int], list[int]]:
        """The places of some units of both sides; the same for what nothing tells apart."""
        ones = [self._key(unit, self.left) for unit in left]
        others = [self._key(unit, self.right) for unit in right]
        place = _numbered((*ones, *others))
        return [place[key] for key in ones], [place[key] for key in others]

    def _key(self, unit: Unit, ranks: Ranks) -> Any:
        text, references = _contents(unit.part, self._contents)
        # What has no place of its own, like a phase, comes where its grounds come.
        to = tuple(sorted((ranks.get(id_, _DANGLING), path) for path, id_ in references))
        return tuple(sorted(unit.spans)), to, text, ranks[unit.record.id]


def _numbered(keys: Iterable[Any]) -> dict[Any, int]:
    return {key: number for number, key in enumerate(sorted(set(keys)))}


def _ranked(views: tuple[View, View], known: _Contents) -> tuple[Ranks, Ranks]:
    """Records by kind, place and contents; then, of those that are alike so far, by what they
    refer to and what refers to them, for as long as this tells more of them apart.

    Of records that are alike to the end, each gets a place of its own too, so that their parts are
    told apart by the record they belong to. Which of them is first makes no difference, since they
    can be exchanged for each other. (This step cannot tell alike records apart that differ only in
    the length of a ring of references which they form; between those the order of the file decides.)
    """
    keys: dict[Node, Any] = {}
    references: list[tuple[Node, str, Node]] = []
    fixed: set[Node] = set()
    for side, view in enumerate(views):
        places: dict[str, list[Any]] = defaultdict(list)
        for unit in (*view.events, *view.claims, *view.mentions):
            places[unit.record.id].append((unit.article, unit.spans))
        for id_, record in view.records.items():
            text, targets = _contents(record, known)
            keys[side, id_] = kind_of(id_), tuple(sorted(places[id_])), text
            references += (
                ((side, id_), path, (side, target))
                for path, target in targets
                if target in view.records
            )
        # A shared article is the same on both sides, whatever they say of it.
        shared = {(side, id_): ("", ((number, ()),), "") for id_, number in view.number.items()}
        keys |= shared
        fixed |= shared.keys()
    ranks = ranked(keys, references, fixed)
    one, other = (
        {id_: ranks[side, id_] for id_ in view.records} for side, view in enumerate(views)
    )
    return one, other


def _contents(value: Any, known: _Contents) -> tuple[str, _References]:
    """The contents of a record or part without any id, and what it refers to; kept in ``known``."""
    if id(value) not in known:
        known[id(value)] = _found_contents(value, known)
    return known[id(value)]


def _found_contents(value: Any, known: _Contents) -> tuple[str, _References]:
    contents: list[tuple[str, str]] = []
    references: _References = []
    for field in model.fields_of(value):
        held = getattr(value, field.name)
        if field.key_of or field.name in _IGNORED or held is None or held == field.default:
            continue
        items = held if field.many else (held,)
        if field.base == "record":
            # Spans are the most by far, and no units: to keep them would take much memory.
            read = _found_contents if field.type is Span else _contents
            parts = [read(item, known) for item in items]
            # Parts are told apart by what they say, since their order may say nothing.
            place = _numbered(text for text, _below in parts)
            for text, below in parts:
                contents.append((text, field.name))
                path = f"{field.name}.{place[text]}"
                references += [(f"{path}.{inner}", id_) for inner, id_ in below]
        elif field.refs:
            references += [(field.name, id_) for id_ in items]
        else:
            contents += [(str(i.value if isinstance(i, Enum) else i), field.name) for i in items]
    # Values before names, so that the order hardly depends on the names of fields.
    return repr(sorted(contents)), references
