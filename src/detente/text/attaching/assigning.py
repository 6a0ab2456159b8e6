"""Which text is whose: texts find their article by content, not by name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from detente.records import TextProfile
from detente.text.attaching.matching import Matching, Wanted
from detente.text.profiles import sha256
from detente.text.skeletons import skeleton

_SAMPLE = 40
"""So many spans are looked for to tell whose text it is."""

_SHORTEST = 24
"""Characters of a span that is worth looking for. Longer ones tell more, but suffer more edits."""

_FEWEST = 2
"""So many have to be found: one may be a common phrase, or chance."""


class Sought(NamedTuple):
    """An article that seeks its text."""

    id: str
    profile: TextProfile
    spans: Sequence[Wanted]
    lengths: Sequence[int] = ()
    """Of its segments, in code points."""

    @property
    def digested(self) -> list[tuple[int, Wanted]]:
        """The spans that have a digest, with their lengths."""
        return [
            (span.anchor.length, span)
            for span in self.spans
            if span.anchor is not None and span.anchor.digest is not None
        ]


def assign(articles: Sequence[Sought], texts: Mapping[str, str]) -> dict[str, str]:
    """Article to the name of its text.

    ``texts``: canonical, by name. The text that was annotated comes first, then one of the same
    skeleton, then one named by the article's id, then the one in which most of a sample of the
    article's anchors are found; of equals the first. An article without anchors takes a text whose lines have the
    lengths of its segments, or the only one that is left. A text belongs to one article, unless
    it is the very text of several; articles may be left without.
    """
    found: dict[str, str] = {}
    digests = {sha256(texts[name]): name for name in reversed(list(texts))}
    for article in articles:
        own = texts.get(article.id)
        if own is not None and sha256(own) == article.profile.sha256:
            found[article.id] = article.id
        elif article.profile.sha256 in digests:
            found[article.id] = digests[article.profile.sha256]
    if len(found) < len(articles):
        free = _free(texts, found)
        skeletons = {sha256(skeleton(texts[name])): name for name in reversed(free)}
        for article in _left(articles, found):
            name = article.id if article.id in free else None
            name = name or skeletons.get(article.profile.skeleton_sha256)
            if name is not None and name not in found.values():
                found[article.id] = name
    scores = sorted(
        (-score, article.id, place, name)
        for article in _left(articles, found)
        for place, name in enumerate(_free(texts, found))
        if (score := likeness(article, texts[name])) > 0
    )
    for _score, id_, _place, name in scores:
        if id_ not in found and name not in found.values():
            found[id_] = name
    left, free = _left(articles, found), _free(texts, found)
    if len(left) == len(free) == 1 and not left[0].digested:
        found[left[0].id] = free[0]
    return found


def _left(articles: Sequence[Sought], found: Mapping[str, str]) -> list[Sought]:
    return [article for article in articles if article.id not in found]


def _free(texts: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    taken = set(found.values())
    return [name for name in texts if name not in taken]


def likeness(article: Sought, text: str) -> float:
    """How many of a sample of an article's spans stand in a text, 0 if hardly any do. Without
    anchors the share of segments whose lengths lines have, 0 if less than half do.
    """
    digested = article.digested
    if not digested:
        lengths = Counter(article.lengths)
        lines = Counter(len(line.strip()) for line in text.split("\n"))
        shared = (lengths & lines).total() / max(1, lengths.total())
        return shared if shared >= 0.5 else 0
    digested.sort(key=lambda pair: (pair[0] < _SHORTEST, pair[0]))
    sample = [span for _length, span in digested[:_SAMPLE]]
    hits = Matching(sample, article.profile, text).hits()
    return hits if hits >= min(_FEWEST, len(sample)) else 0
