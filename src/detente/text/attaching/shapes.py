"""Which texts may be an article's, told without its digests.

Digests are keyed with a salt of their article, so nothing tells which of many texts holds one but to
search each text for it. Lengths have no key: an index of them names the texts that are worth it. And
texts can be compared with each other: other copies of a text that was found are worth it too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest
from zlib import crc32

_SENTENCE = re.compile(r"(?<=[.!?\u2026])[\"'\u201d\u2019\u00bb)\]]*\s+")
_SIGNS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+")

_MOST = 8
"""Texts: so many of those whose lengths are most like an article's are searched for it. A guess."""

_NEXT = 3
"""Sentences and lines: so many behind one make up a pair with it. A guess."""

Feature = int | tuple[int, int, int]
"""A length, or two lengths and the distance between the beginnings of both."""

_RUN, _OF = 4, 8
"""Words: the length of the runs by which texts are compared; one of so many runs is taken. Guesses."""

_SHARE = 0.2
"""Of the runs of a text: others that have so much of them may be copies of the same article. A guess;
two copies, each with a tenth of its words changed, share 0.43."""


class Shapes:
    """The lengths of the sentences and lines of some texts, in letters and digits, and some of their
    runs of words.
    """

    def __init__(self, texts: Mapping[str, str], names: Iterable[str]) -> None:
        """``names``: of the texts to be compared."""
        self._by_length: dict[Feature, list[str]] = defaultdict(list)
        self._by_run: dict[Feature, list[str]] = defaultdict(list)
        self._runs: dict[str, set[int]] = {}
        for name in names:
            self._runs[name] = set(_runs(texts[name]))
            for feature in _features(_passages(texts[name])):
                self._by_length[feature].append(name)
            for run in self._runs[name]:
                self._by_run[run].append(name)

    def alike(self, spans: Iterable[tuple[int, int]]) -> list[str]:
        """The names of the texts that share most with spans, the most alike first.

        ``spans``: start and length of each in letters and digits. What many texts have counts little.
        """
        scores = _votes(_features(spans), self._by_length)
        return nlargest(_MOST, scores, key=scores.__getitem__)

    def copies(self, name: str) -> list[str]:
        """The names of other texts that share words with one; words count the less the more texts
        have them.
        """
        scores = _votes(self._runs[name], self._by_run)
        least = _SHARE * scores[name]
        return [other for other, score in scores.items() if score >= least and other != name]


def _votes(features: Iterable[Feature], having: Mapping[Feature, list[str]]) -> dict[str, float]:
    """For each text a share of a vote for each feature that it has."""
    scores: dict[str, float] = defaultdict(float)
    for feature in features:
        names = having.get(feature, ())
        for name in names:
            scores[name] += 1 / len(names)
    return scores


def _features(spans: Iterable[tuple[int, int]]) -> dict[Feature, None]:
    """The lengths of spans, and those of pairs that are near each other; each once."""
    rows = sorted(set(spans))
    found: dict[Feature, None] = dict.fromkeys(length for _start, length in rows)
    for number, (start, length) in enumerate(rows):
        near = rows[number + 1 : number + 1 + _NEXT]
        found |= dict.fromkeys((length, other - start, more) for other, more in near)
    return found


def _passages(text: str) -> Iterator[tuple[int, int]]:
    """Start and length of the lines and sentences of a text, in letters and digits."""
    at = 0
    for line in text.split("\n"):
        sentences = [len(_SIGNS.sub("", sentence)) for sentence in _SENTENCE.split(line)]
        yield at, sum(sentences)
        for length in sentences:
            yield at, length
            at += length


def _runs(text: str) -> Iterator[int]:
    words = _WORD.findall(text.lower())
    for at in range(len(words) - _RUN + 1):
        run = crc32(" ".join(words[at : at + _RUN]).encode())
        if run % _OF == 0:
            yield run
