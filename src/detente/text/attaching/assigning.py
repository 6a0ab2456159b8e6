"""Which article has which text: decided by content, not by name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import ceil
from typing import NamedTuple

from detente.progress import tracked
from detente.records import TextProfile
from detente.text.attaching.matching import SpanQuery, is_searched
from detente.text.attaching.sample import Sample
from detente.text.attaching.shapes import Shapes
from detente.text.profiles import sha256
from detente.text.skeletons import skeleton

_FEWEST = 2
"""Spans: the least that have to be found, since one may be a common phrase or chance (an accident
of 24 bits). A guess."""

_SHARE = 0.5
"""Of the segments of an article without anchors: the least share whose lengths the lines of its text
have. A guess."""


_CLEAR = 0.25
"""Of the sample: an article so much of which is found in a text of the same shape is not searched for in
the texts of other shapes. A guess."""

_FIRST = 4
"""Texts: so many of those whose shapes are most like an article's are searched for it first. A guess."""

_PAIRS = 16
"""For each article and each text without the other: so many pairs are searched at most, those of the
most alike shapes. All pairs are, up to 32 articles and as many texts. It bounds the time: each pair takes
some milliseconds, since digests of another article have to be made anew. A guess."""


_FEW = 64
"""Pairs: if no more are left, each text is searched closely. A guess."""


class ArticleQuery(NamedTuple):
    """An article whose text is searched for."""

    id: str
    profile: TextProfile
    spans: Sequence[SpanQuery]
    lengths: Sequence[int] = ()
    """The lengths of its segments, in code points."""

    @property
    def digested(self) -> list[tuple[int, SpanQuery]]:
        """The spans that have a digest, with their lengths."""
        return [
            (span.anchor.length, span)
            for span in self.spans
            if span.anchor is not None and span.anchor.digest is not None
        ]


class Assignment(NamedTuple):
    """Which article has which text."""

    names: dict[str, str]
    """The name of its text for each article; articles may be left without."""
    searched: dict[str, int]
    """In how many texts an article without one was searched for, if not in all that are left."""


def assign(articles: Sequence[ArticleQuery], texts: Mapping[str, str]) -> Assignment:
    """The text of each article.

    ``texts``: canonical, by name. The text that was annotated comes first, then one of the same
    skeleton, then one named by the article's id, then the one in which most of a sample of the
    article's anchors are found; of equal ones the first. An article without anchors takes a text
    whose lines have the lengths of its segments, or the only one that is left. A text belongs to
    one article, unless it is exactly the annotated text of several.

    Where there are too many pairs to search them all, an article is searched for in the texts whose
    shapes are most like its own, and takes one only if it is clearly found there, or if no other
    text of them comes near.
    """
    names: dict[str, str] = {}
    digests = {sha256(texts[name]): name for name in reversed(list(texts))}
    for article in articles:
        own = texts.get(article.id)
        if own is not None and sha256(own) == article.profile.sha256:
            names[article.id] = article.id
        elif article.profile.sha256 in digests:
            names[article.id] = digests[article.profile.sha256]
    if len(names) < len(articles):
        free = _free(texts, names)
        skeletons = {sha256(skeleton(texts[name])): name for name in reversed(free)}
        taken, free_names = set(names.values()), set(free)
        for article in _unassigned(articles, names):
            name = article.id if article.id in free_names else None
            name = name or skeletons.get(article.profile.skeleton_sha256)
            if name is not None and name not in taken:
                names[article.id] = name
                taken.add(name)
    likeness = _Likeness(texts)
    left, free = _unassigned(articles, names), _free(texts, names)
    _assign_by(_alike_pairs(left, free, likeness), names)
    left, free = _unassigned(articles, names), _free(texts, names)
    if len(left) == len(free) == 1 and likeness.has(left[0], free[0], _FEWEST):
        names[left[0].id] = free[0]  # there is nothing to compare it with
        return Assignment(names, {})
    most, partly = 0, False
    while left and free:
        most = max(most, _PAIRS * (len(left) + len(free)) // len(left))
        partly = len(free) > most
        if len(left) * len(free) <= _FEW:
            likeness = _Likeness(texts, closely=True)
        pairs = _searched_pairs(left, free, most, likeness)
        _assign_by([*pairs, *_pairs_by_lengths(left, texts, free)], names)
        before, left, free = len(left), _unassigned(articles, names), _free(texts, names)
        # Again, if the search of those that are left is all there is, or their number halved.
        if not partly or (len(free) > most and len(left) > before / 2):
            break
    if len(left) == len(free) == 1 and not left[0].digested:
        names[left[0].id] = free[0]
    searched = {article.id: most for article in left if article.digested}
    return Assignment(names, searched if partly else {})


class _Pair(NamedTuple):
    """An article and a text that may be its own. The best one comes first."""

    score: float
    """Minus the likeness."""
    article: str
    position: int
    name: str


def _assign_by(pairs: Iterable[_Pair], names: dict[str, str]) -> None:
    """Give articles their texts, the most alike pair first."""
    taken = set(names.values())
    for _score, id_, _position, name in sorted(pairs):
        if id_ not in names and name not in taken:
            names[id_] = name
            taken.add(name)


class _Likeness:
    """How much of articles is found in texts; each pair is searched once."""

    def __init__(self, texts: Mapping[str, str], *, closely: bool = False) -> None:
        """``closely``: to search for spans of however many lengths, and never with a glance."""
        self._texts, self._closely = texts, closely
        self._positions = {name: position for position, name in enumerate(texts)}
        # By identity: two articles may have one id.
        self._samples: dict[int, Sample] = {}
        self._known: dict[tuple[int, str], int] = {}
        self._shaped: tuple[Sequence[str], Shapes] | None = None

    def shapes(self, names: Sequence[str]) -> Shapes:
        """The shapes of some texts; made once for the same ones in a row."""
        if self._shaped is None or self._shaped[0] != names:
            self._shaped = names, Shapes(self._texts, names)
        return self._shaped[1]

    def _sample(self, article: ArticleQuery) -> Sample:
        if id(article) not in self._samples:
            anchors = (span.anchor for span in article.spans if is_searched(span) and span.anchor)
            self._samples[id(article)] = Sample(anchors, article.profile, any_lengths=self._closely)
        return self._samples[id(article)]

    def pair(self, article: ArticleQuery, name: str, *, glance: bool = False) -> _Pair:
        """How many of a sample of an article's spans are in a text; none if too few to tell.

        ``glance``: none too if a glance at the text finds none.
        """
        key = id(article), name
        if key not in self._known:
            sample = self._sample(article)
            hits = sample.count_in(self._texts[name], glance=glance and not self._closely)
            self._known[key] = hits if hits >= min(_FEWEST, sample.size) else 0
        return _Pair(-self._known[key], article.id, self._positions[name], name)

    def has(self, article: ArticleQuery, name: str, least: float) -> bool:
        """Whether so many of them, and enough to tell, are in a text; not all are searched for."""
        key = id(article), name
        if key in self._known:
            return self._known[key] >= least
        sample = self._sample(article)
        hits = sample.count_in(self._texts[name], enough=ceil(least))
        if hits < least:  # then all were searched for
            self._known[key] = hits if hits >= min(_FEWEST, sample.size) else 0
        return hits >= least

    def clear_pair(self, article: ArticleQuery, name: str) -> _Pair:
        """An article and a text in which it is clearly found."""
        return _Pair(-self.clear(article), article.id, self._positions[name], name)

    def clear(self, article: ArticleQuery) -> float:
        """How many of them have to be in a text that is clearly the article's."""
        return max(_FEWEST, _CLEAR * self._sample(article).size)


def _alike_pairs(
    articles: Sequence[ArticleQuery],
    free: Sequence[str],
    likeness: _Likeness,
) -> Iterator[_Pair]:
    """The pairs of articles and texts of the same shape, and other copies of these. Of an article that
    is not clearly found in any of those there is none: it has to be searched for in more texts.
    """
    if len(articles) <= 1 or len(free) <= 1:
        return
    shapes = likeness.shapes(free)
    with tracked(articles, "articles compared by their shapes") as one_by_one:
        alike = {id(article): _alike(article, shapes, _FIRST) for article in one_by_one}
    clear: dict[int, list[str]] = defaultdict(list)
    for ranks in (slice(1), slice(1, None)):
        wanted: dict[str, list[ArticleQuery]] = defaultdict(list)
        for article in articles:
            if id(article) not in clear:
                for name in alike[id(article)][ranks]:
                    wanted[name].append(article)
        # One text after the other: its skeleton is made once. Those in which another article was found
        # are among them: this one may have more spans there.
        with tracked(wanted, "texts compared with the articles") as names_one_by_one:
            for name in names_one_by_one:
                for article in wanted[name]:
                    if likeness.has(article, name, likeness.clear(article)):
                        clear[id(article)].append(name)
    compared = {
        key: {*names, *chain.from_iterable(map(shapes.copies, names))}
        for key, names in clear.items()
    }
    times = Counter(chain.from_iterable(compared.values()))
    for article in articles:
        names = compared.get(id(article), ())
        for name in names:
            if len(names) == times[name] == 1:
                yield likeness.clear_pair(article, name)  # there is nothing to compare it with
            elif (pair := likeness.pair(article, name)).score < 0:
                yield pair


def _alike(article: ArticleQuery, shapes: Shapes, most: int) -> list[str]:
    """The texts of the shapes that are most like an article's; none if it has no anchors."""
    digested = article.digested
    spans, segments = (
        [
            (span.anchor.start, length)
            for length, span in digested
            if span.anchor is not None and span.is_segment == of_segments
        ]
        for of_segments in (False, True)
    )
    size = article.profile.skeleton_length
    return shapes.alike(spans, segments, article.lengths, size, most) if digested else []


def _searched_pairs(
    articles: Sequence[ArticleQuery],
    free: Sequence[str],
    most: int,
    likeness: _Likeness,
) -> Iterator[_Pair]:
    """The pairs of all articles that have anchors and all texts that are alike; or, if these are more
    than ``most`` for each article, of so many texts of the most alike shapes, without those that may
    be accidents.
    """
    digested = [article for article in articles if article.digested]
    if len(free) <= most:
        wanted = dict.fromkeys(free, digested)
        shapes = None
    else:
        wanted = {name: [] for name in free}
        shapes = likeness.shapes(free)
        for article in digested:
            for name in _alike(article, shapes, most):
                wanted[name].append(article)
    found: dict[int, list[_Pair]] = defaultdict(list)
    # The text outside: its skeleton is made once.
    with tracked(free, "texts compared with the articles") as one_by_one:
        for name in one_by_one:
            for article in wanted[name]:
                pair = likeness.pair(article, name, glance=True)
                if pair.score < 0:
                    found[id(article)].append(pair)
    for article in digested:
        pairs = found[id(article)]
        clear = likeness.clear(article)
        yield from pairs if shapes is None else _without_accidents(pairs, clear, shapes)


def _without_accidents(pairs: Sequence[_Pair], clear: float, shapes: Shapes) -> list[_Pair]:
    """The best of the pairs of one article that was not searched for in all texts, and other copies of
    its text; none if few spans are in it and nearly as many in another text: they may be phrases
    that many texts have, and the article's own text one of those that were not searched.
    """
    if not pairs:
        return []
    best = min(pairs)
    copies = {best.name, *shapes.copies(best.name)}
    next_best = min((pair.score for pair in pairs if pair.name not in copies), default=0)
    if -best.score < clear and next_best - best.score < _FEWEST:
        return []
    return [pair for pair in pairs if pair.name in copies]


def _pairs_by_lengths(
    articles: Sequence[ArticleQuery], texts: Mapping[str, str], free: Sequence[str]
) -> Iterator[_Pair]:
    """The pairs of articles without anchors and texts whose lines have the lengths of their segments."""
    plain = [article for article in articles if not article.digested]
    if not plain:
        return
    having: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for position, name in enumerate(free):
        lines = Counter(len(line.strip()) for line in texts[name].split("\n"))
        for length, count in lines.items():
            having[length].append((position, count))
    for article in plain:
        lengths = Counter(article.lengths)
        shared: dict[int, int] = defaultdict(int)
        for length, own in lengths.items():
            for position, count in having.get(length, ()):
                shared[position] += min(own, count)
        for position, count in shared.items():
            share = count / lengths.total()
            if share >= _SHARE:
                yield _Pair(-share, article.id, position, free[position])


def _unassigned(articles: Sequence[ArticleQuery], names: Mapping[str, str]) -> list[ArticleQuery]:
    return [article for article in articles if article.id not in names]


def _free(texts: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    taken = set(names.values())
    return [name for name in texts if name not in taken]
