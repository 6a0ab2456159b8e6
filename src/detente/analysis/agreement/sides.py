"""One side of a comparison: what it has in the shared articles, inside the windows.

A record is looked at through its units: the accounts of an event, the utterances of a claim, the
occurrences of a mention. Where windows are given, only spans that lie in one of them count, and a unit
that has no evidence left is not there; then neither are the references to its record.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from detente.analysis.agreement.points import Place, Points, Range
from detente.dataset import Dataset
from detente.diagnostics import Path
from detente.records import ARRAYS, Actor, Span, model
from detente.records.kinds import kind_of
from detente.records.walk import parts
from detente.text.skeletons import skeleton

Windows = Mapping[int, Sequence[Range]]
"""For the number of each shared article its windows; without one, all of it."""

SEVERAL = -1


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Unit:
    """A part of a record that lies at a place in one article."""

    record: Any
    """The record that has an id."""

    part: Any
    """The account, utterance, mention, segment or whatever it is."""

    path: Path
    """The path of the unit in the file: of a span, if each span is a unit."""

    article: int
    """The number of the shared article; ``SEVERAL`` for a link between articles."""

    spans: tuple[Range, ...]
    """Its places."""

    @property
    def home(self) -> Path:
        """The path of the part."""
        return self.path[:-2] if self.path[-2] == "spans" else self.path

    @property
    def start(self) -> int:
        """The first code point."""
        return min((span[0] for span in self.spans), default=0)

    @property
    def end(self) -> int:
        """The end of the last place."""
        return max((span[1] for span in self.spans), default=0)


def by_article(units: Iterable[Unit], articles: int) -> list[list[Unit]]:
    """The units of each of so many articles, none of which lie between articles."""
    here: list[list[Unit]] = [[] for _ in range(articles)]
    for unit in units:
        here[unit.article].append(unit)
    return here


class View:
    """A dataset as one side of a comparison."""

    def __init__(self, dataset: Dataset, articles: Sequence[str], windows: Windows) -> None:
        """``articles``: the ids of the shared articles, in the same order on both sides."""
        self.dataset = dataset
        self.number = {id_: n for n, id_ in enumerate(articles)}
        self.windows = windows
        self.records: dict[str, Any] = {}
        self.paths: dict[str, Path] = {}
        for array in ARRAYS:
            for number, record in enumerate(getattr(dataset, array)):
                if record.id not in self.records:
                    self.records[record.id] = record
                    self.paths[record.id] = (array, number)
        self.events = list(self._stated("events", "accounts"))
        self.claims = list(self._stated("claims", "utterances"))
        self.voiced: dict[str, set[int]] = defaultdict(set)
        for unit in (*self.events, *self.claims):
            self.voiced[unit.record.id].add(unit.article)
        self.mentions = list(self._mentions())
        self.tiles = list(self._segments())
        self.segments = [unit for unit in self.tiles if self.inside(unit.article, [unit.part])]
        self.uncoded = list(self._uncoded())
        self.words = self._words()
        self.links = list(self._links())
        self.phases = list(self._parts_of_relations("phases"))
        self.factors = list(self._parts_of_relations("factors"))

    # --- what there is -------------------------------------------------------------------

    def inside(self, article: int, spans: Iterable[Any]) -> tuple[Range, ...]:
        """The places of spans, those alone that lie in a window."""
        windows = self.windows.get(article)
        return tuple(
            (span.start, span.end)
            for span in spans
            if windows is None or any(a <= span.start and span.end <= b for a, b in windows)
        )

    def has(self, id_: str) -> bool:
        """Whether a reference to a record counts: claims and events only if they are there."""
        return id_ in self.voiced or not id_.startswith(("event:", "claim:"))

    def _stated(self, array: str, parts: str) -> Iterator[Unit]:
        for number, record in enumerate(getattr(self.dataset, array)):
            for place, part in enumerate(getattr(record, parts)):
                article = self.number.get(part.article)
                if article is None:
                    continue
                spans = self.inside(article, part.evidence)
                if spans:
                    yield Unit(
                        record=record,
                        part=part,
                        path=(array, number, parts, place),
                        article=article,
                        spans=spans,
                    )

    def _mentions(self) -> Iterator[Unit]:
        for number, mention in enumerate(self.dataset.mentions):
            article = self.number.get(mention.article)
            if article is not None:
                path: Path = ("mentions", number)
                yield from self._each(mention, mention, path, "spans", article)

    def _each(self, record: Any, part: Any, path: Path, name: str, article: int) -> Iterator[Unit]:
        """A unit for each span of a part."""
        for place, span in enumerate(getattr(part, name)):
            for range_ in self.inside(article, [span]):
                yield Unit(
                    record=record,
                    part=part,
                    path=(*path, name, place),
                    article=article,
                    spans=(range_,),
                )

    def _segments(self) -> Iterator[Unit]:
        for number, article in enumerate(self.dataset.articles):
            if article.id in self.number:
                for place, segment in enumerate(article.segments):
                    yield Unit(
                        record=article,
                        part=segment,
                        path=("articles", number, "segments", place),
                        article=self.number[article.id],
                        spans=((segment.start, segment.end),),
                    )

    def _uncoded(self) -> Iterator[Unit]:
        for number, article in enumerate(self.dataset.articles):
            if article.id in self.number:
                for place, uncoded in enumerate(article.uncoded):
                    path: Path = ("articles", number, "uncoded", place)
                    shared = self.number[article.id]
                    yield from self._each(article, uncoded, path, "spans", shared)

    def _words(self) -> dict[str, list[Unit]]:
        """Reporting words, words in quotation marks, words of links and of times."""
        words: dict[str, list[Unit]] = defaultdict(list)
        for array in ("events", "claims", "links", "relations", "articles"):
            for number, record in enumerate(getattr(self.dataset, array)):
                for part in parts(record):
                    if part.cls is not Span:
                        continue
                    article = self.number.get(part.article or "")
                    names = [name for name in part.path if isinstance(name, str)]
                    kind = _WORDS.get((array == "links", names[-1]))
                    if article is None or kind is None:
                        continue
                    for range_ in self.inside(article, [part.value]):
                        words[kind].append(
                            Unit(
                                record=record,
                                part=part.value,
                                path=(array, number, *part.path),
                                article=article,
                                spans=(range_,),
                            )
                        )
        return words

    def _links(self) -> Iterator[Unit]:
        """The links both ends of which are there."""
        for number, link in enumerate(self.dataset.links):
            common = self.voiced.get(link.source, set()) & self.voiced.get(link.target, set())
            both = link.source in self.voiced and link.target in self.voiced
            if both and (link.article is None or link.article in self.number):
                article = min(common) if len(common) == 1 else SEVERAL
                if link.article is not None:
                    article = self.number[link.article]
                cue = self.inside(article, link.cue)
                path: Path = ("links", number)
                yield Unit(record=link, part=link, path=path, article=article, spans=cue)

    def _parts_of_relations(self, name: str) -> Iterator[Unit]:
        """Phases or factors that something there supports."""
        for number, relation in enumerate(self.dataset.relations):
            for place, account in enumerate(relation.accounts):
                article = self.number.get(account.article)
                if article is None:
                    continue
                for at, part in enumerate(getattr(account, name)):
                    if any(map(self.has, part.grounds)):
                        yield Unit(
                            record=relation,
                            part=part,
                            path=("relations", number, "accounts", place, name, at),
                            article=article,
                            spans=(),
                        )

    def once(self, array: str) -> list[Any]:
        """The records of an array; of those that have one id, which no file may have, the first."""
        return [r for r in getattr(self.dataset, array) if self.records[r.id] is r]

    # --- actors and issues -----------------------------------------------------------------

    def named(self, record: Any) -> frozenset[str]:
        """The names of an actor or issue: letters and digits alone, where they have any."""
        return frozenset(skeleton(name.text) or name.text for name in record.names)

    @cached_property
    def mentioned(self) -> dict[str, set[int]]:
        """The articles in which each actor is mentioned."""
        articles: dict[str, set[int]] = defaultdict(set)
        for unit in self.mentions:
            if isinstance(self.records.get(unit.part.actor), Actor):
                articles[unit.part.actor].add(unit.article)
        return articles

    @cached_property
    def issues(self) -> dict[str, set[int]]:
        """The articles in which something there is about each issue."""
        articles: dict[str, set[int]] = defaultdict(set)
        for unit in (*self.events, *self.claims, *self.factors) if self.dataset.issues else ():
            whole = unit.part if unit.path[-2] == "factors" else unit.record
            for id_ in _issues_of(whole):
                if id_ in self.records:
                    articles[id_].add(unit.article)
        return articles

    def places(self) -> dict[str, Points]:
        """For each actor the code points of its mentions."""
        places: dict[str, list[Place]] = defaultdict(list)
        for unit in self.mentions:
            places[unit.part.actor] += ((unit.article, *span) for span in unit.spans)
        return {actor: Points(listed) for actor, listed in places.items()}


def _issues_of(record: Any) -> Iterator[str]:
    """The issues that a record or one of its parts names."""
    for part in parts(record):
        for name, many in _issue_fields(part.cls):
            held = getattr(part.value, name)
            named = held if many else (held,)
            yield from (id_ for id_ in named if id_ and kind_of(id_) == "issue")


@cache
def _issue_fields(cls: type) -> list[tuple[str, bool]]:
    """The fields of a class that may name issues, and whether they may name several."""
    return [(f.name, f.many) for f in model.describe(cls).fields if "issue" in f.refs]


_WORDS = {
    (False, "cue"): "source cues",
    (True, "cue"): "link cues",
    (False, "quoted"): "quoted words",
    (False, "words"): "time words",
}
