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

_MOST = 4
"""Texts: so many of those whose lengths are most like an article's are searched for it. A guess."""

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
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_run: dict[int, list[str]] = defaultdict(list)
        self._runs: dict[str, set[int]] = {}
        for name in names:
            self._runs[name] = set(_runs(texts[name]))
            for length in set(_lengths(texts[name])):
                self._by_length[length].append(name)
            for run in self._runs[name]:
                self._by_run[run].append(name)

    def alike(self, lengths: Iterable[int]) -> list[str]:
        """The names of the texts that share most with these lengths of spans, the most alike first.

        A length counts the less the more texts have it.
        """
        scores = _votes(set(lengths), self._by_length)
        return nlargest(_MOST, scores, key=scores.__getitem__)

    def copies(self, name: str) -> list[str]:
        """The names of other texts that share words with one; words count the less the more texts
        have them.
        """
        scores = _votes(self._runs[name], self._by_run)
        least = _SHARE * scores[name]
        return [other for other, score in scores.items() if score >= least and other != name]


def _votes(features: Iterable[int], having: Mapping[int, list[str]]) -> dict[str, float]:
    """For each text a share of a vote for each feature that it has."""
    scores: dict[str, float] = defaultdict(float)
    for feature in features:
        names = having.get(feature, ())
        for name in names:
            scores[name] += 1 / len(names)
    return scores


def _lengths(text: str) -> Iterator[int]:
    for line in text.split("\n"):
        sentences = [len(_SIGNS.sub("", sentence)) for sentence in _SENTENCE.split(line)]
        yield sum(sentences)
        yield from sentences


def _runs(text: str) -> Iterator[int]:
    words = _WORD.findall(text.lower())
    for at in range(len(words) - _RUN + 1):
        run = crc32(" ".join(words[at : at + _RUN]).encode())
        if run % _OF == 0:
            yield run
