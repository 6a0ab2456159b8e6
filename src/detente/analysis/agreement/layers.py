"""What is compared in each layer, and how it is counted."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from math import fsum
from typing import Any, NamedTuple

from detente.analysis.agreement import measures
from detente.analysis.agreement.aligning import Alignment, Pair, compare, links_of, parts_of
from detente.analysis.agreement.fields import (
    ABSENT,
    ACCOUNT,
    ACCOUNT_REFS,
    CLAIM,
    CLAIM_REFS,
    EVENT,
    EVENT_REFS,
    FACTOR,
    FACTOR_REFS,
    LINK_REFS,
    MENTION_REFS,
    PHASE,
    PHASE_REFS,
    SOURCE,
    SOURCE_REFS,
    UTTERANCE,
    UTTERANCE_REFS,
    Label,
    Refs,
    label,
)
from detente.analysis.agreement.figures import (
    CoverageFigure,
    Disagreement,
    Figure,
    LabelFigure,
    ReferenceFigure,
    Score,
    Side,
    SpanFigure,
    TimeFigure,
)
from detente.analysis.agreement.sides import SEVERAL, Unit, View
from detente.diagnostics import Path
from detente.vocab.enums import SegmentKind, Voice


class Item(NamedTuple):
    """A record or part of one, as one side has it."""

    id: str
    value: Any
    path: Path


class Place(NamedTuple):
    """Where a pair or a single thing lies."""

    article: int | None
    start: int | None
    end: int | None


class Both(NamedTuple):
    """Two records or parts that were paired, and where they are."""

    left: Item
    right: Item
    place: Place
    articles: tuple[int, ...]
    """The articles that they count for."""


class Layers:
    """Counts figures and collects disagreements."""

    def __init__(
        self,
        alignment: Alignment,
        articles: Sequence[str],
        *,
        samples: int,
        seed: int,
        listing: bool = True,
    ) -> None:
        """``articles``: the ids on the left. ``listing``: whether to collect disagreements."""
        self.alignment = alignment
        self.left, self.right = alignment.left, alignment.right
        self.articles = articles
        self.samples, self.seed, self.listing = samples, seed, listing
        self.figures: list[Figure] = []
        self.found: list[Disagreement] = []
        # With one article, all together is that one; it would stand there twice.
        self.scopes: list[int | None] = [None]
        if len(articles) > 1:
            self.scopes += range(len(articles))

    def run(self) -> None:
        """All layers, in the order in which they are shown."""
        self._spans()
        self._coverage()
        self.aligned()
        self.found.sort(key=self._order)

    def aligned(self) -> None:
        """The layers that depend on which record is which."""
        a = self.alignment
        self._units("segments", self.left.segments, self.right.segments, a.segments)
        pairs = [_both(pair) for pair in a.segments]
        self._labels("segments", pairs, (label("kind"), label("voice")))
        self._units("uncoded", self.left.uncoded, self.right.uncoded, a.uncoded)
        self._labels("uncoded", [_both(pair) for pair in a.uncoded], (label("reason"),))
        self._units("mentions", self.left.mentions, self.right.mentions, a.mentions)
        pairs = [_both(pair) for pair in a.mentions]
        self._labels("mentions", pairs, (label("form"),))
        self._refs("mentions", pairs, MENTION_REFS)
        self._actors()
        for layer, voices, labels, refs, part_labels, part_refs in (
            ("events", "accounts", EVENT, EVENT_REFS, ACCOUNT, ACCOUNT_REFS),
            ("claims", "utterances", CLAIM, CLAIM_REFS, UTTERANCE, UTTERANCE_REFS),
        ):
            units: list[Pair] = getattr(a, layer)
            ones, others = getattr(self.left, layer), getattr(self.right, layer)
            self._units(layer, ones, others, units)
            self._paired(layer, voices, ones, others, units)
            records = self._records(layer, units)
            parts = [_both(pair) for pair in units]
            self._labels(layer, records, labels)
            self._labels(layer, parts, part_labels)
            self._refs(layer, records, refs)
            self._refs(layer, parts, part_refs)
            self._together(layer, units)
            if layer == "events":
                self._times(layer, "time", "time", parts, _account_times(units))
            else:
                self._times(layer, "scope", "scope", records)
        self._sources()
        self._links()
        self._relations()

    # --- disagreements ---------------------------------------------------------------------

    def _order(self, each: Disagreement) -> tuple[Any, ...]:
        article = -1 if each.article is None else self.articles.index(each.article)
        here = (-1 if each.start is None else each.start, -1 if each.end is None else each.end)
        sides = [("", "") if s is None else (s.id, s.pointer) for s in (each.left, each.right)]
        return (article, *here, _LAYERS.index(each.layer), each.name, *sides)

    def _differ(
        self,
        layer: str,
        name: str,
        place: Place,
        *,
        left: Side | None,
        right: Side | None,
        instead: tuple[Side, ...] = (),
    ) -> None:
        self.found.append(
            Disagreement(
                layer=layer,
                name=name,
                article=self._id(place.article),
                start=place.start,
                end=place.end,
                left=left,
                right=right,
                instead=instead,
            )
        )

    def _side(self, item: Item, value: Any, path: Path = ()) -> Side:
        if isinstance(value, frozenset):
            value = sorted(value)
        return Side(item.id, value, self.left.pointer((*item.path, *path)))

    # --- spans -----------------------------------------------------------------------------

    def _spans(self) -> None:
        for name in _SPANS:
            sides = [_of_kind(view, name) for view in (self.left, self.right)]
            scores = []
            for article in range(len(self.articles)):
                left, right = (
                    [s for u in side if u.article == article for s in u.spans] for side in sides
                )
                most = Score(measures.most_pairs(left, right), len(left), len(right))
                exact = measures.same(left, right)
                scores.append((exact, most, measures.common_points(left, right)))
            for scope in self.scopes:
                chosen = scores if scope is None else [scores[scope]]
                exact, most, points = map(measures.total, zip(*chosen, strict=True))
                self.figures.append(
                    SpanFigure(
                        layer="spans",
                        name=name,
                        article=self._id(scope),
                        exact=exact,
                        overlapping=most,
                        code_points=points,
                    )
                )
            if name in _SMALL:
                self._small(name, *sides)

    def _id(self, scope: int | None) -> str | None:
        return None if scope is None or scope == SEVERAL else self.articles[scope]

    def _small(self, name: str, left: Sequence[Unit], right: Sequence[Unit]) -> None:
        """What differs in spans that belong to no pair of their own."""
        pairs = self.alignment.plain(left, right)
        self._units("spans", left, right, pairs, name)

    def _units(
        self,
        layer: str,
        left: Sequence[Unit],
        right: Sequence[Unit],
        pairs: Sequence[Pair],
        name: str | None = None,
    ) -> None:
        """Units that one side alone has, and paired ones with other boundaries."""
        for one, other in pairs if self.listing else ():
            if sorted(one.spans) != sorted(other.spans):
                left_side, right_side = (
                    self._side(_item(u), [list(s) for s in u.spans]) for u in (one, other)
                )
                self._differ(layer, name or "place", _place(one), left=left_side, right=right_side)
        self._alone(layer, left, right, pairs, name)

    def _alone(
        self,
        layer: str,
        left: Sequence[Unit],
        right: Sequence[Unit],
        pairs: Sequence[Pair],
        name: str | None = None,
    ) -> None:
        """Units that one side alone has."""
        for side, units in enumerate((left, right) if self.listing else ()):
            paired = {pair[side].path for pair in pairs}
            for unit in units:
                if unit.path not in paired:
                    alone = self._side(_item(unit), _summary(unit))
                    instead = self._instead(unit, side) if layer in _STATED else ()
                    place = _place(unit)
                    self._one_sided(
                        layer, name or "record", place, side, alone=alone, instead=instead
                    )

    def _one_sided(
        self,
        layer: str,
        name: str,
        place: Place,
        side: int,
        *,
        alone: Side,
        instead: tuple[Side, ...] = (),
    ) -> None:
        left, right = (None, alone) if side else (alone, None)
        self._differ(layer, name, place, left=left, right=right, instead=instead)

    def _instead(self, unit: Unit, side: int) -> tuple[Side, ...]:
        """The events and claims that the other side has on most of the words of a unit."""
        other = self._views[1 - side]
        mine = measures.points(unit.spans)
        return tuple(
            self._side(_item(there), _summary(there))
            for there in (*other.events, *other.claims)
            if there.article == unit.article
            and 2 * len(mine & measures.points(there.spans)) > len(mine)
        )

    # --- coverage --------------------------------------------------------------------------

    def _coverage(self) -> None:
        np = measures.needed("numpy")
        base = [self._base(article) for article in range(len(self.articles))]
        for name, covers in _COVERAGE.items():
            sides = [
                [_painted(np, covers(view), article, base[article]) for view in self._views]
                for article in range(len(self.articles))
            ]
            binary = name not in ("segment kind", "voice")
            for scope in self.scopes:
                chosen = sides if scope is None else [sides[scope]]
                left, right = (np.concatenate(side) for side in zip(*chosen, strict=True))
                alpha, agreed = measures.code_point_alpha(left, right)
                shares = [
                    float(side.mean()) if binary and len(side) else None for side in (left, right)
                ]
                self.figures.append(
                    CoverageFigure(
                        layer="coverage",
                        name=name,
                        article=self._id(scope),
                        n=len(left),
                        agreed=agreed,
                        alpha=alpha,
                        left=shares[0],
                        right=shares[1],
                    )
                )

    def _base(self, article: int) -> Any:
        """The code points that count: those in a segment of either side, inside the windows. White
        space between segments is left out so.
        """
        found = measures.points(
            span
            for view in self._views
            for unit in view.tiles
            if unit.article == article
            for span in unit.spans
        )
        windows = self.left.windows.get(article)
        if windows is not None:
            found &= measures.points(windows)
        return measures.needed("numpy").array(sorted(found), dtype=int)

    @property
    def _views(self) -> tuple[View, View]:
        return self.left, self.right

    # --- labels ----------------------------------------------------------------------------

    def _records(self, layer: str, units: Sequence[Pair]) -> list[Both]:
        """Whole records that were paired, with the articles in which units of theirs were."""
        where: dict[tuple[str, str], list[Pair]] = defaultdict(list)
        for one, other in units:
            where[one.record.id, other.record.id].append((one, other))
        found = []
        for key in self.alignment.records[layer]:
            pairs = where[key]
            one, other = pairs[0]
            articles = tuple(sorted({pair[0].article for pair in pairs}))
            found.append(
                Both(
                    Item(key[0], one.record, one.path[:2]),
                    Item(key[1], other.record, other.path[:2]),
                    _place(one),
                    articles,
                )
            )
        return found

    def _labels(self, layer: str, pairs: Sequence[Both], labels: Iterable[Label]) -> None:
        for each in labels:
            given = [(each.get(both.left.value), each.get(both.right.value)) for both in pairs]
            if each.listed and self.listing:
                for both, (mine, theirs) in zip(pairs, given, strict=True):
                    if mine != theirs:
                        left = self._side(both.left, mine, (each.field,))
                        right = self._side(both.right, theirs, (each.field,))
                        self._differ(layer, each.name, both.place, left=left, right=right)
            self._values(layer, each.name, pairs, given, metric=each.metric, order=each.order)

    def _values(
        self,
        layer: str,
        name: str,
        pairs: Sequence[Both],
        given: Sequence[tuple[Any, ...]],
        *,
        metric: str = "nominal",
        order: Sequence[str] = (),
    ) -> None:
        """The figures of the values that pairs have; those where one side has none do not count."""
        for scope in self.scopes:
            values = [
                (both[0], both[1])
                for pair, both in zip(pairs, given, strict=True)
                if (scope is None or scope in pair.articles) and None not in both
            ]
            found = measures.estimate(
                values,
                metric,
                order,
                samples=self.samples,
                seed=self.seed,
                name=f"{layer}/{name}",
            )
            sets = [both for both in values if any(both)] if metric == "jaccard" else []
            self.figures.append(
                LabelFigure(
                    layer=layer,
                    name=name,
                    article=self._id(scope),
                    metric=metric,
                    n=len(values),
                    agreed=_mean(a == b for a, b in values),
                    jaccard=_mean(measures.jaccard(a, b) for a, b in sets),
                    alpha=found.alpha,
                    low=found.low,
                    high=found.high,
                    undefined=found.undefined,
                )
            )

    # --- references ------------------------------------------------------------------------

    def _refs(self, layer: str, pairs: Sequence[Both], kinds: Iterable[Refs]) -> None:
        for kind in kinds:
            right_name = self.alignment.on_right if kind.ids else str
            scores: list[tuple[Both, Score]] = []
            for both in pairs:
                mine = {
                    (id_, more): path
                    for id_, more, path in kind.get(both.left.value)
                    if self.left.has(id_)
                }
                theirs = {
                    (right_name(id_), more): (id_, path)
                    for id_, more, path in kind.get(both.right.value)
                    if self.right.has(id_)
                }
                scores.append((both, measures.same(list(mine), list(theirs))))
                if not (kind.listed and self.listing):
                    continue
                none = self._side(both.left, None), self._side(both.right, None)
                for key, path in mine.items():
                    if key not in theirs:
                        left = self._side(both.left, _said(*key), path)
                        self._differ(layer, kind.name, both.place, left=left, right=none[1])
                for key, (id_, path) in theirs.items():
                    if key not in mine:
                        right = self._side(both.right, _said(id_, key[1]), path)
                        self._differ(layer, kind.name, both.place, left=none[0], right=right)
            self._scores(layer, kind.name, [(both.articles, score) for both, score in scores])

    def _scores(self, layer: str, name: str, scores: Sequence[tuple[Sequence[int], Score]]) -> None:
        for scope in self.scopes:
            chosen = [score for where, score in scores if scope is None or scope in where]
            self._score(layer, name, scope, measures.total(chosen))

    def _score(self, layer: str, name: str, scope: int | None, score: Score) -> None:
        self.figures.append(
            ReferenceFigure(layer=layer, name=name, article=self._id(scope), score=score)
        )

    def _paired(
        self,
        layer: str,
        name: str,
        left: Sequence[Unit],
        right: Sequence[Unit],
        pairs: Sequence[Pair],
    ) -> None:
        """How many units found a partner."""
        for scope in self.scopes:
            counts = (
                sum(scope is None or {unit.article for unit in units} == {scope} for units in side)
                for side in (pairs, [(unit,) for unit in left], [(unit,) for unit in right])
            )
            self._score(layer, name, scope, Score(*counts))

    def _collections(
        self,
        layer: str,
        name: str,
        left: Iterable[tuple[Sequence[int], Hashable]],
        right: Iterable[tuple[Sequence[int], Hashable]],
    ) -> None:
        """A score of two collections of things, each with the articles that it counts for."""
        ones, others = list(left), list(right)
        for scope in self.scopes:
            mine, theirs = (
                [thing for where, thing in side if scope is None or scope in where]
                for side in (ones, others)
            )
            self._score(layer, name, scope, measures.same(mine, theirs))

    def _together(self, layer: str, units: Sequence[Pair]) -> None:
        """Which units are put in one record: pairs of paired units, as for coreference."""
        sides = []
        for side in (0, 1):
            groups: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for number, pair in enumerate(units):
                groups[id(pair[side].record)].append((number, pair[side].article))
            sides.append(
                [
                    ((a,) if a == b else (), (n, m))
                    for group in groups.values()
                    for at, (n, a) in enumerate(group)
                    for m, b in group[at + 1 :]
                ]
            )
        self._collections(layer, f"same {layer[:-1]}", *sides)

    # --- times -----------------------------------------------------------------------------

    def _times(
        self,
        layer: str,
        name: str,
        field: str,
        pairs: Sequence[Both],
        times: Sequence[tuple[Any, Any]] | None = None,
    ) -> None:
        if times is None:
            times = [(getattr(b.left.value, field), getattr(b.right.value, field)) for b in pairs]
        given = [_yes(one, other) for one, other in times]
        basis = [_basis(one, other) for one, other in times]
        # A phase has a period always.
        if field != "period" or layer == "factors":
            self._values(layer, f"{name} given", pairs, given)
        self._values(layer, f"{name} basis", pairs, basis)
        compared = [compare(one, other) for one, other in times]
        for scope in self.scopes:
            here = Counter(
                found
                for both, found in zip(pairs, compared, strict=True)
                if scope is None or scope in both.articles
            )
            self.figures.append(
                TimeFigure(
                    layer=layer,
                    name=name,
                    article=self._id(scope),
                    n=here.total() - here["absent"],
                    same=here["same"],
                    # What is the same letter by letter is certainly the same.
                    definite=here["same"] + here["definite"],
                    possible=here["possible"],
                    impossible=here["impossible"],
                    unreadable=here["unreadable"],
                )
            )
        if not self.listing:
            return
        for both, (one, other) in zip(pairs, times, strict=True):
            mine, theirs = (_time(time) for time in (one, other))
            if mine != theirs:
                left = self._side(both.left, mine, (field,))
                right = self._side(both.right, theirs, (field,))
                self._differ(layer, name, both.place, left=left, right=right)
        for both, bases in zip(pairs, basis, strict=True):
            if None not in bases and bases[0] != bases[1]:
                left, right = (
                    self._side(item, value, (field, "basis"))
                    for item, value in zip((both.left, both.right), bases, strict=True)
                )
                self._differ(layer, f"{name} basis", both.place, left=left, right=right)

    # --- actors ------------------------------------------------------------------------------

    def _actors(self) -> None:
        """The actors that are mentioned."""
        where: list[dict[str, set[int]]] = []
        for view in self._views:
            found: dict[str, set[int]] = defaultdict(set)
            for unit in view.mentions:
                if unit.part.actor in view.records:
                    found[unit.part.actor].update(_counted(unit))
            where.append(found)
        name = self.alignment.on_right
        self._collections(
            "actors",
            "records",
            [(tuple(articles), id_) for id_, articles in where[0].items()],
            [(tuple(articles), name(id_)) for id_, articles in where[1].items()],
        )
        pairs = []
        for one, other in self.alignment.records["actors"]:
            if one in where[0] and other in where[1]:
                left, right = (
                    Item(id_, view.records[id_], view.paths[id_])
                    for id_, view in zip((one, other), self._views, strict=True)
                )
                both = tuple(sorted(where[0][one] & where[1][other]))
                pairs.append(Both(left, right, Place(None, None, None), both))
        self._labels("actors", pairs, (label("kind"),))
        for side, view in enumerate(self._views):
            paired = {pair[side] for pair in self.alignment.records["actors"]}
            for id_ in sorted(where[side].keys() - paired):
                record = view.records[id_]
                item = Item(id_, record, view.paths[id_])
                alone = self._side(item, f"{record.kind.value} {record.names[0].text}")
                self._one_sided("actors", "record", Place(None, None, None), side, alone=alone)

    # --- sources, links, relations -----------------------------------------------------------

    def _sources(self) -> None:
        pairs: list[Both] = []
        reported: list[Both] = []
        for units in (self.alignment.events, self.alignment.claims):
            for one, other in units:
                if one.part.sources and other.part.sources:
                    reported.append(_both((one, other)))
                sides = zip(one.part.sources, other.part.sources, strict=False)
                for number, sources in enumerate(sides):
                    left, right = (
                        Item(unit.record.id, source, (*unit.path, "sources", number))
                        for unit, source in zip((one, other), sources, strict=True)
                    )
                    pairs.append(Both(left, right, _place(one), (one.article,)))
        depth = Label("depth", "sources", lambda held: str(len(held.sources)))
        self._labels("sources", reported, (depth,))
        self._labels("sources", pairs, SOURCE)
        self._refs("sources", pairs, SOURCE_REFS)

    def _links(self) -> None:
        pairs = self.alignment.links
        ones, others = links_of(self.left), links_of(self.right)
        alike = [pair for pair in pairs if pair[0].part.kind == pair[1].part.kind]
        self._paired("links", "ends", ones, others, pairs)
        self._paired("links", "ends and kind", ones, others, alike)
        both = [_both(pair) for pair in pairs]
        self._labels("links", both, (label("kind"),))
        self._refs("links", both, LINK_REFS)
        self._alone("links", ones, others, pairs)

    def _relations(self) -> None:
        parties = [list(_parties(view)) for view in self._views]
        name = self.alignment.on_right
        self._collections(
            "relations",
            "parties",
            [(where, relation.id) for where, relation, _path in parties[0]],
            [(where, name(relation.id)) for where, relation, _path in parties[1]],
        )
        for side, found in enumerate(parties):
            paired = {pair[side] for pair in self.alignment.records["relations"]}
            for where, relation, path in found:
                if relation.id not in paired:
                    item = Item(relation.id, relation, path)
                    place = Place(where[0] if len(where) == 1 else None, None, None)
                    alone = self._side(item, list(relation.parties))
                    self._one_sided("relations", "record", place, side, alone=alone)
        for layer, labels, refs, pairs in (
            ("phases", PHASE, PHASE_REFS, self.alignment.phases),
            ("factors", FACTOR, FACTOR_REFS, self.alignment.factors),
        ):
            ones, others = (parts_of(view, layer) for view in self._views)
            both = [_both(pair) for pair in pairs]
            self._paired(layer, layer, ones, others, pairs)
            self._kinds(layer, ones, others)
            self._labels(layer, both, labels)
            self._refs(layer, both, refs)
            self._times(layer, "period", "period", both)
            self._alone(layer, ones, others, pairs)

    def _kinds(self, layer: str, ones: Sequence[Unit], others: Sequence[Unit]) -> None:
        """Characters, or kinds of factors with their holders, of each relation in
        each article.
        """
        count = _factor_kinds if layer == "factors" else _characters
        left = count(ones, str)
        right = count(others, self.alignment.on_right)
        for name, things in left.items():
            self._collections(layer, name, things, right[name])


_Things = list[tuple[tuple[int, ...], Hashable]]


def _factor_kinds(units: Sequence[Unit], called: Callable[[str], str]) -> dict[str, _Things]:
    found: dict[str, _Things] = {"kinds": [], "kinds and holders": []}
    for unit in units:
        kind = (called(unit.record.id), unit.article, unit.part.kind)
        holder = called(unit.part.holder) if unit.part.holder else ABSENT
        found["kinds"].append(((unit.article,), kind))
        found["kinds and holders"].append(((unit.article,), (*kind, holder)))
    return found


def _characters(units: Sequence[Unit], called: Callable[[str], str]) -> dict[str, _Things]:
    found: dict[str, _Things] = {"characters": []}
    for unit in units:
        relation = (called(unit.record.id), unit.article)
        if unit.part.character is not None:
            found["characters"].append(((unit.article,), (*relation, unit.part.character)))
    return found


def _item(unit: Unit) -> Item:
    return Item(unit.record.id, unit.part, unit.path)


def _both(pair: Pair) -> Both:
    one = pair[0]
    left, right = (Item(unit.record.id, unit.part, unit.home) for unit in pair)
    return Both(left, right, _place(one), _counted(one))


def _counted(unit: Unit) -> tuple[int, ...]:
    return () if unit.article == SEVERAL else (unit.article,)


def _place(unit: Unit) -> Place:
    if not unit.spans:
        return Place(unit.article, None, None)
    return Place(unit.article, unit.start, unit.end)


def _said(id_: str, more: str) -> str:
    return f"{id_} ({more})" if more else id_


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return fsum(listed) / len(listed) if listed else None


def _yes(*times: Any) -> tuple[Any, ...]:
    return tuple("yes" if time else "no" for time in times)


def _basis(*times: Any) -> tuple[Any, ...]:
    return tuple(time and time.basis.value for time in times)


def _time(time: Any) -> Any:
    return None if time is None else time.value or time.basis.value


def _account_times(units: Sequence[Pair]) -> list[tuple[Any, Any]]:
    """An account's time, or that of the whole event where all accounts share it."""
    return [(a.part.time or a.record.time, b.part.time or b.record.time) for a, b in units]


def _summary(unit: Unit) -> Any:
    """What a thing that one side alone has is, in a word or two."""
    part = unit.part
    for name in ("form", "reason", "kind", "character"):
        value = getattr(part, name, None)
        if value is not None:
            more = f" of {part.actor}" if name == "form" else ""
            return f"{value.value}{more}"
    kind = getattr(unit.record, "kind", None) or getattr(unit.record, "type", None)
    if hasattr(part, "evidence") and kind is not None:
        return kind.value
    return [list(span) for span in unit.spans] or ABSENT


def _parties(view: View) -> Iterator[tuple[tuple[int, ...], Any, Path]]:
    """Relations that have something there, with the articles."""
    where: dict[str, set[int]] = defaultdict(set)
    for name in ("phases", "factors"):
        for unit in parts_of(view, name):
            where[unit.record.id].add(unit.article)
    for id_, articles in where.items():
        yield tuple(sorted(articles)), view.records[id_], view.paths[id_]


# --- spans and coverage ------------------------------------------------------------------------

_STATED = ("events", "claims")
_SMALL = ("source cues", "quoted words", "link cues", "time words")
_SPANS = ("segments", "uncoded", "mentions", "events", "claims", *_SMALL)
_LAYERS = (
    "spans",
    "coverage",
    "segments",
    "uncoded",
    "mentions",
    "actors",
    "events",
    "claims",
    "sources",
    "links",
    "relations",
    "phases",
    "factors",
)


def _of_kind(view: View, name: str) -> list[Unit]:
    return view.small.get(name, []) if name in _SMALL else getattr(view, name)


def _reported(view: View) -> Iterator[tuple[Unit, str]]:
    for unit in (*view.events, *view.claims):
        if unit.part.sources:
            yield unit, ""


_COVERAGE: dict[str, Callable[[View], Iterable[tuple[Unit, str]]]] = {
    "under a claim": lambda view: ((unit, "") for unit in view.claims),
    "under an event": lambda view: ((unit, "") for unit in view.events),
    "in reported speech": _reported,
    "segment kind": lambda view: ((unit, unit.part.kind.value) for unit in view.tiles),
    "voice": lambda view: ((unit, unit.part.voice.value) for unit in view.tiles),
}


_NUMBERS = {member.value: n for n, member in enumerate((*SegmentKind, *Voice), 1)}


def _painted(np: Any, units: Iterable[tuple[Unit, str]], article: int, base: Any) -> Any:
    """For each code point of the base a number: 0 outside, else one for each value."""
    here = [(unit, value) for unit, value in units if unit.article == article]
    ends = [span[1] for unit, _value in here for span in unit.spans]
    field = np.zeros(max([*ends, *(base[-1:] + 1)], default=0), dtype=int)
    for unit, value in here:
        for start, end in unit.spans:
            field[start:end] = _NUMBERS.get(value, 1)
    return field[base]
