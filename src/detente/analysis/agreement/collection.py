"""The figures and disagreements of a comparison, as the layers add them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from detente.analysis.agreement.aligning import Alignment, Pair
from detente.analysis.agreement.fields import ABSENT
from detente.analysis.agreement.figures import Disagreement, Figure, Side
from detente.analysis.agreement.points import Points, Range
from detente.analysis.agreement.sides import SEVERAL, Unit
from detente.analysis.agreement.tallies import Change, Tally
from detente.diagnostics import Path, pointer

T = TypeVar("T")


_Statements = dict[int, dict[tuple[Range, ...], tuple[Points, list[tuple[int, Unit]]]]]


class TextRange(NamedTuple):
    """Where a pair or a single thing lies."""

    article: int | None = None
    start: int | None = None
    end: int | None = None


class Element(NamedTuple):
    """A record or part of one, as one side has it."""

    id: str
    value: Any
    path: Path


class ElementPair(NamedTuple):
    """Two records or parts that were paired, and where they are."""

    left: Element
    right: Element
    where: Unit | TextRange
    """The left unit, where it is one."""
    articles: Iterable[int]
    """The numbers of the articles that they count for."""

    @property
    def key(self) -> tuple[Path, Path, frozenset[int]]:
        """Where they are in both files, and for which articles they count."""
        return self.left.path, self.right.path, frozenset(self.articles)


def _element_pair(pair: Pair) -> ElementPair:
    """The parts of two paired units."""
    left, right = (Element(unit.record.id, unit.part, unit.home) for unit in pair)
    return ElementPair(left, right, pair[0], (pair[0].article,))


def _text_range(unit: Unit | TextRange) -> TextRange:
    if isinstance(unit, TextRange):
        return unit
    return TextRange(unit.article, *((unit.start, unit.end) if unit.spans else ()))


class Collection:
    """The figures and disagreements of one alignment."""

    def __init__(
        self,
        alignment: Alignment,
        articles: Sequence[str],
        *,
        samples: int = 0,
        seed: int = 0,
        base: "Collection | None" = None,
    ) -> None:
        """``articles``: the ids on the left. ``base``: that of the first alignment, if this is another one,
        of which only figures are wanted, and only those that may differ.
        """
        self.alignment = alignment
        self.views = alignment.left, alignment.right
        self.articles = articles
        self.samples, self.seed, self.base = samples, seed, base
        self.tallies: dict[tuple[str, str], Tally] = {}
        self._given: dict[str, Any] = {}
        self._changes: dict[tuple[int, int], Change] = {}
        self._made: dict[str, tuple[Any, list[ElementPair]]] = {}
        self.figures: list[Figure] = []
        self.disagreements: list[Disagreement] = []
        self._summaries: dict[Unit, Side] = {}

    @cached_property
    def renamed(self) -> set[str]:
        """The records on the right that the base calls otherwise."""
        names = self.alignment.names
        before = names if self.base is None else self.base.alignment.names
        return {id_ for id_ in names.keys() | before.keys() if names.get(id_) != before.get(id_)}

    def change(self, before: Sequence[ElementPair], pairs: Sequence[ElementPair]) -> Change:
        """How pairs differ from those of the base; both lists are kept as long as this is."""
        key = id(before), id(pairs)
        if key not in self._changes:
            self._changes[key] = Change(before, pairs)
        return self._changes[key]

    def as_before(self, name: str, given: Any) -> bool:
        """Whether the base was given the same."""
        self._given[name] = given
        return self.base is not None and self.base._given.get(name) == given

    def of_units(self, layer: str) -> list[ElementPair]:
        """The parts of the units that were paired."""
        units: list[Pair] = getattr(self.alignment, layer)
        return self.pairs(f"units {layer}", units, lambda: [*map(_element_pair, units)])

    def pairs(
        self, name: str, given: Any, make: Callable[[], list[ElementPair]]
    ) -> list[ElementPair]:
        """Pairs that are made of what is given; those of the base, if they are made of the same."""
        before = None if self.base is None else self.base._made.get(name)
        if before is None or before[0] != given:
            before = given, make()
        self._made[name] = before
        return before[1]

    def by_scope(
        self, things: Iterable[tuple[Iterable[int], T]]
    ) -> Iterator[tuple[str | None, list[T]]]:
        """All things together, then those of each article, with its id.

        ``things``: each with the numbers of the articles that it counts for.
        """
        listed = list(things)
        yield None, [thing for _numbers, thing in listed]
        # With one article, all together is that one; it would stand there twice.
        if len(self.articles) > 1:
            here: list[list[T]] = [[] for _ in self.articles]
            for numbers, thing in listed:
                for number in {*numbers} - {SEVERAL}:
                    here[number].append(thing)
            yield from zip(self.articles, here, strict=True)

    def differ(
        self,
        layer: str,
        name: str,
        pair: ElementPair,
        values: tuple[Any, Any],
        paths: tuple[Path, Path] = ((), ()),
    ) -> None:
        """Add that paired elements have different values.

        ``paths``: to the values, from the elements.
        """
        if self.base is None:
            left, right = map(side_of, pair[:2], values, paths)
            self._add(layer, name, _text_range(pair.where), left=left, right=right)

    def missing(
        self,
        layer: str,
        name: str,
        where: TextRange,
        side: int,
        *,
        present: Side,
        instead: tuple[Side, ...] = (),
    ) -> None:
        """Add what one side alone has: 0 the left, 1 the right."""
        if self.base is not None:
            return
        left, right = (None, present) if side else (present, None)
        self._add(layer, name, where, left=left, right=right, instead=instead)

    def spans_differ(
        self,
        layer: str,
        sides: Iterable[Iterable[Unit]],
        pairs: Sequence[Pair],
        name: str | None = None,
    ) -> None:
        """Add the paired units with different spans, and the units that one side alone has."""
        for pair in pairs if self.base is None else ():
            if sorted(pair[0].spans) != sorted(pair[1].spans):
                left, right = ([list(span) for span in unit.spans] for unit in pair)
                one, other = (unit.path[len(unit.home) :] for unit in pair)
                elements = _element_pair(pair)
                self.differ(layer, name or "place", elements, (left, right), (one, other))
        self.unpaired(layer, sides, pairs, name or "record")

    def unpaired(
        self,
        layer: str,
        sides: Iterable[Iterable[Unit]],
        pairs: Sequence[Pair],
        name: str = "record",
    ) -> None:
        """Add the units that one side alone has."""
        for side, units in enumerate(sides if self.base is None else ()):
            paired = {pair[side].path for pair in pairs}
            for unit in units:
                if unit.path not in paired:
                    instead = self._instead(unit, side) if layer in ("events", "claims") else ()
                    where, present = _text_range(unit), self._summarised(unit)
                    self.missing(layer, name, where, side, present=present, instead=instead)

    def _instead(self, unit: Unit, side: int) -> tuple[Side, ...]:
        """The events and claims that the other side has on most of the words of a unit."""
        covered = Points.under(unit.spans)
        found = [
            each
            for points, units in self._statements[1 - side].get(unit.article, {}).values()
            if 2 * (covered & points).size > covered.size
            for each in units
        ]
        return tuple(self._summarised(each) for _number, each in sorted(found, key=itemgetter(0)))

    @cached_property
    def _statements(self) -> tuple[_Statements, ...]:
        """Of each side the accounts and utterances, numbered, by article and spans."""
        sides: tuple[_Statements, ...] = ({}, {})
        for found, view in zip(sides, self.views, strict=True):
            for number, unit in enumerate((*view.events, *view.claims)):
                here = found.setdefault(unit.article, {})
                if unit.spans not in here:
                    here[unit.spans] = Points.under(unit.spans), []
                here[unit.spans][1].append((number, unit))
        return sides

    def _summarised(self, unit: Unit) -> Side:
        if unit not in self._summaries:
            self._summaries[unit] = Side(unit.record.id, _summary(unit), pointer(unit.path))
        return self._summaries[unit]

    def _add(
        self,
        layer: str,
        name: str,
        where: TextRange,
        *,
        left: Side | None,
        right: Side | None,
        instead: tuple[Side, ...] = (),
    ) -> None:
        self.disagreements.append(
            Disagreement(
                layer=layer,
                name=name,
                article=None if where.article in (None, SEVERAL) else self.articles[where.article],
                start=where.start,
                end=where.end,
                left=left,
                right=right,
                instead=instead,
            )
        )

    def in_order(self) -> tuple[Disagreement, ...]:
        """The disagreements by article and place, then in the order of the layers."""
        articles = {id_: number for number, id_ in enumerate((None, *self.articles))}
        layers = {layer: n for n, layer in enumerate(dict.fromkeys(f.layer for f in self.figures))}

        def key(each: Disagreement) -> tuple[Any, ...]:
            offsets = (-1 if offset is None else offset for offset in (each.start, each.end))
            sides = (("", "") if s is None else (s.id, s.pointer) for s in (each.left, each.right))
            return (articles[each.article], *offsets, layers[each.layer], each.name, *sides)

        return tuple(sorted(self.disagreements, key=key))


def side_of(element: Element, value: Any, path: Path = ()) -> Side:
    """A value of an element, at a path from there."""
    plain = sorted(value) if isinstance(value, frozenset) else value
    return Side(element.id, plain, pointer((*element.path, *path)))


def _summary(unit: Unit) -> Any:
    """What a unit that one side alone has is, in a word or two."""
    part = unit.part
    for name in ("form", "reason", "kind", "character"):
        value = getattr(part, name, None)
        if value is not None:
            actor = f" of {part.actor}" if name == "form" else ""
            return f"{value.value}{actor}"
    kind = getattr(unit.record, "kind", None) or getattr(unit.record, "type", None)
    if hasattr(part, "evidence") and kind is not None:
        return kind.value
    return [list(span) for span in unit.spans] or ABSENT
