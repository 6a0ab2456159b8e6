"""Which article has which text: decided by content, not by name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from detente.progress import tracked
from detente.records import TextProfile
from detente.text.attaching.matching import Matching, SpanQuery
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
        for article in _unassigned(articles, names):
            name = article.id if article.id in free else None
            name = name or skeletons.get(article.profile.skeleton_sha256)
            if name is not None and name not in names.values():
                names[article.id] = name
    # The text outside: its skeleton is made once.
    open_ = list(enumerate(_free(texts, names)))
    with tracked(open_, "texts compared with the articles") as one_by_one:
        left = _unassigned(articles, names)
        scores = sorted(
            (-score, article.id, position, name)
            for position, name in one_by_one
            for article in left
            if (score := likeness(article, texts[name])) > 0
        )
    for _score, id_, _position, name in scores:
        if id_ not in names and name not in names.values():
            names[id_] = name
    left, free = _unassigned(articles, names), _free(texts, names)
    if len(left) == len(free) == 1 and not left[0].digested:
        names[left[0].id] = free[0]
    return names


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
    digested.sort(key=lambda pair: (pair[0] < _SHORTEST, pair[0]))
    sample = [span for _length, span in digested[:_SAMPLE]]
    hits = Matching(sample, article.profile, text).hit_count()
    return hits if hits >= min(_FEWEST, len(sample)) else 0
