"""Which article has which text: decided by content, not by name."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from detente.progress import tracked
from detente.records import TextProfile
from detente.text.attaching.matching import Matching, SpanQuery
from detente.text.attaching.shapes import Shapes
from detente.text.profiles import sha256
from detente.text.skeletons import skeleton

_SAMPLE = 40
"""Spans: the most that are searched for to tell whether a text is the article's. It bounds the time
of each pair of an article and a text. A guess."""

_SHORTEST = 24
"""Characters of the marked skeleton: shorter spans are sampled last. Longer ones are less often a
common phrase, but more often edited; the sample takes the shortest from here on. A guess."""

_FEWEST = 2
"""Spans: the least that have to be found, since one may be a common phrase or chance (an accident
of 24 bits). A guess."""

_SHARE = 0.5
"""Of the segments of an article without anchors: the least share whose lengths the lines of its text
have. A guess."""


_CLEAR = 0.25
"""Of the sample: an article so much of which is found in a text of the same shape is not searched for in
the texts of other shapes. A guess."""


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


def assign(articles: Sequence[ArticleQuery], texts: Mapping[str, str]) -> dict[str, str]:
    """The name of its text for each article; articles may be left without.

    ``texts``: canonical, by name. The text that was annotated comes first, then one of the same
    skeleton, then one named by the article's id, then the one in which most of a sample of the
    article's anchors are found; of equal ones the first. An article without anchors takes a text
    whose lines have the lengths of its segments, or the only one that is left. A text belongs to
    one article, unless it is exactly the annotated text of several.
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
    _assign_by(_alike_pairs(_unassigned(articles, names), texts, _free(texts, names)), names)
    left, free = _unassigned(articles, names), _free(texts, names)
    if len(left) == len(free) == 1 and _is_found(left[0], texts[free[0]]):
        names[left[0].id] = free[0]  # there is nothing to compare it with
        return names
    _assign_by(_all_pairs(left, texts, free), names)
    left, free = _unassigned(articles, names), _free(texts, names)
    if len(left) == len(free) == 1 and not left[0].digested:
        names[left[0].id] = free[0]
    return names


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


def _alike_pairs(
    articles: Sequence[ArticleQuery], texts: Mapping[str, str], free: Sequence[str]
) -> Iterator[_Pair]:
    """The pairs of articles and texts of the same shape, and other copies of these. Of an article that
    is not clearly found in any of those there is none: it has to be searched for in all texts.
    """
    if len(articles) <= 1 or len(free) <= 1:
        return
    shapes = Shapes(texts, free)
    positions = {name: position for position, name in enumerate(free)}
    with tracked(articles, "articles compared by their shapes") as one_by_one:
        for article in one_by_one:
            digested = article.digested
            least = _CLEAR * min(_SAMPLE, len(digested))
            alike = shapes.alike(
                (span.anchor.start, length) for length, span in digested if span.anchor
            )
            likenesses = ((likeness(article, texts[name]), name) for name in alike)
            clear = next((pair for pair in likenesses if pair[0] >= max(_FEWEST, least)), None)
            if clear is not None:
                yield _Pair(-clear[0], article.id, positions[clear[1]], clear[1])
                others = (
                    (likeness(article, texts[name]), name) for name in shapes.copies(clear[1])
                )
                yield from (
                    _Pair(-score, article.id, positions[name], name)
                    for score, name in others
                    if score > 0
                )


def _all_pairs(
    articles: Sequence[ArticleQuery], texts: Mapping[str, str], free: Sequence[str]
) -> Iterator[_Pair]:
    """The pairs of all articles and all texts that are alike. The text outside: its skeleton is made
    once.
    """
    if not articles:
        return
    with tracked(list(enumerate(free)), "texts compared with the articles") as one_by_one:
        for position, name in one_by_one:
            for article in articles:
                score = likeness(article, texts[name])
                if score > 0:
                    yield _Pair(-score, article.id, position, name)


def _unassigned(articles: Sequence[ArticleQuery], names: Mapping[str, str]) -> list[ArticleQuery]:
    return [article for article in articles if article.id not in names]


def _free(texts: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    taken = set(names.values())
    return [name for name in texts if name not in taken]


def likeness(article: ArticleQuery, text: str) -> float:
    """How many of a sample of an article's spans are in a text, 0 if too few to tell.

    Without anchors: the share of segments whose lengths the lines of the text have, 0 if too small.
    """
    digested = article.digested
    if not digested:
        lengths = Counter(article.lengths)
        lines = Counter(len(line.strip()) for line in text.split("\n"))
        shared = (lengths & lines).total() / max(1, lengths.total())
        return shared if shared >= _SHARE else 0
    sample = _sample(digested)
    hits = Matching(sample, article.profile, text).hit_count()
    return hits if hits >= min(_FEWEST, len(sample)) else 0


def _is_found(article: ArticleQuery, text: str) -> bool:
    """Whether a text is like an article; if not, a search of all of it may say otherwise."""
    sample = _sample(article.digested)
    least = min(_FEWEST, len(sample))
    return least > 0 and Matching(sample, article.profile, text).search.are_found(least)


def _sample(digested: Sequence[tuple[int, SpanQuery]]) -> list[SpanQuery]:
    ordered = sorted(digested, key=lambda pair: (pair[0] < _SHORTEST, pair[0]))
    return [span for _length, span in ordered[:_SAMPLE]]
