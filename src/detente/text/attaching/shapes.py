"""Which texts may be an article's, told without its digests.

Digests are keyed with a salt of their article, so nothing tells which of many texts holds one but to
search each text for it. Lengths have no key: an index of them names the texts that are worth it. And
texts can be compared with each other: other copies of a text that was found are worth it too.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import pairwise, product
from math import floor, log, sqrt
from zlib import crc32

_SENTENCE = re.compile(r"(?<=[.!?\u2026])[\"'\u201d\u2019\u00bb)\]]*\s+")
_LINE_ENDS = re.compile(r"\n"), re.compile(r"\n\s*\n")
"""Where passages end: at each line feed, or at empty lines only, if the lines of a copy are wrapped."""
_SIGNS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+")

_NEXT = 3
"""Sentences and lines: so many behind one make up a pair with it. A guess."""

_STEPS = 6
"""Lengths are near each other if their square roots, times this, differ by less than one half: 450 and
453 are, 30 and 31, 2000 and 2007. Passages of a thousand characters in which some letters were changed
are to be near, and few others. A guess."""

_IN_ROW = 3
"""Passages: so many in a row, or fewer, have lengths near those of others. A guess."""

_STEADY, _FINE = 4, 25
"""Passages: the lengths of so many in a row are compared with each other, which tells a text all of whose
words were changed. Logarithms of lengths, times the second number, are near each other if they differ by
less than one half: 100 is near 102. Guesses."""

_COMMON = 256
"""Texts: what more of them have in common tells none from the others, and is not counted. It bounds the
time for each article. A guess."""

Row = Sequence[tuple[int, int]]
"""Starts and lengths of passages, in order, in letters and digits."""

Feature = int | tuple[int, ...]
"""A length, two lengths and the distance between the beginnings of both, or rounded lengths in a row."""

_RUN, _OF = 4, 8
"""Words: the length of the runs by which texts are compared; one of so many runs is taken. Guesses."""

_SHARE = 0.2
"""Of the runs of a text: others that have so much of them may be copies of the same article. A guess;
two copies, each with a tenth of its words changed, share 0.43."""


class Shapes:
    """The lengths of the sentences and paragraphs of some texts, in letters and digits, and some of
    their runs of words.
    """

    def __init__(self, texts: Mapping[str, str], names: Iterable[str]) -> None:
        """``names``: of the texts to be compared."""
        self._by_length: dict[Feature, list[str]] = defaultdict(list)
        self._by_near_lengths: dict[Feature, list[str]] = defaultdict(list)
        self._by_ratios: dict[Feature, list[str]] = defaultdict(list)
        self._by_run: dict[Feature, list[str]] = defaultdict(list)
        self._runs: dict[str, set[int]] = {}
        sizes: list[tuple[int, str]] = []
        for name in names:
            self._runs[name] = set(_runs(texts[name]))
            rows = list(_rows(texts[name]))
            sizes.append((sum(length for _start, length in rows[0]), name))
            for feature in {f: None for row in rows for f in _features(row)}:
                self._by_length[feature].append(name)
            for feature in {f: None for row in rows[::2] for f in _rounded(row)}:
                self._by_near_lengths[feature].append(name)
            for ratios in {
                f: None for end in _LINE_ENDS for f in _ratios(_lengths(end, texts[name]))
            }:
                self._by_ratios[tuple(map(round, ratios))].append(name)
            for run in self._runs[name]:
                self._by_run[run].append(name)
        self._sizes = sorted(sizes)

    def alike(
        self, spans: Row, segments: Row, lengths: Sequence[int], size: int, most: int
    ) -> list[str]:
        """The names of the texts that are most like an article, the most alike first.

        ``spans``, ``segments``: those of the article; ``size``: of all of it, in letters and digits;
        ``most``: how many names. What many texts have counts little. Of texts that share nothing
        those come first that are as long as the article.
        """
        exact = _features(spans) | _features(segments)
        scores: dict[str, float] = defaultdict(float)
        for names in (
            *_having(exact, self._by_length),
            *_having(_near(segments), self._by_near_lengths),
            *_having(_near_ratios(lengths), self._by_ratios),
        ):
            # A logarithm: one accident of a rare length must not outweigh many likenesses.
            weight = log(len(self._sizes) / len(names))
            for name in names:
                scores[name] += weight
        best = nlargest(most, scores, key=scores.__getitem__)
        if len(best) < most:
            known = set(best)
            others = [name for name in self._as_long_as(size, most) if name not in known]
            best += others[: most - len(best)]
        return best

    def _as_long_as(self, size: int, most: int) -> list[str]:
        """The names of the texts that are nearest to a size: the nearest are among twice as many."""
        at = bisect_left(self._sizes, (size,))
        around = self._sizes[max(0, at - most) : at + most]
        return [name for _size, name in sorted(around, key=lambda pair: abs(pair[0] - size))]

    def copies(self, name: str) -> list[str]:
        """The names of other texts that share words with one; words count the less the more texts
        have them.
        """
        scores: dict[str, float] = defaultdict(float)
        for names in _having(self._runs[name], self._by_run):
            for other in names:
                scores[other] += 1 / len(names)
        least = _SHARE * scores[name]
        return [other for other, score in scores.items() if score >= least and other != name]


def _having(features: Iterable[Feature], index: Mapping[Feature, list[str]]) -> Iterator[list[str]]:
    """The texts that have each feature, of those that are not common."""
    for feature in features:
        names = index.get(feature, [])
        if 0 < len(names) <= _COMMON:
            yield names


def _features(spans: Row) -> dict[Feature, None]:
    """The lengths of spans, and those of pairs that are near each other; each once."""
    rows = sorted(set(spans))
    found: dict[Feature, None] = dict.fromkeys(length for _start, length in rows)
    for number, (start, length) in enumerate(rows):
        near = rows[number + 1 : number + 1 + _NEXT]
        found |= dict.fromkeys((length, other - start, more) for other, more in near)
    return found


def _in_a_row(passages: Row) -> Iterator[list[float]]:
    """The lengths of one passage, and of some in a row, on the scale that is rounded."""
    scaled = [_STEPS * sqrt(length) for _start, length in sorted(set(passages))]
    for count in range(1, _IN_ROW + 1):
        for at in range(len(scaled) - count + 1):
            yield scaled[at : at + count]


def _either_way(lengths: tuple[int, ...]) -> tuple[int, ...]:
    """Lengths in a row, the same in the opposite order."""
    return min(lengths, lengths[::-1])


def _rounded(passages: Row) -> Iterator[Feature]:
    """The rounded lengths of passages in a row."""
    for row in _in_a_row(passages):
        yield _either_way(tuple(map(round, row)))


def _near(passages: Row) -> dict[Feature, None]:
    """The rounded lengths of passages that are nearly as long as these; each once."""
    return dict.fromkeys(
        _either_way(lengths)
        for row in _in_a_row(passages)
        for lengths in product(*((floor(value), floor(value) + 1) for value in row))
    )


def _ratios(lengths: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """How lengths of passages in a row differ from the one before, on the scale that is rounded."""
    scaled = [
        _FINE * log(max(1, length)) for length in lengths
    ]  # what was not validated may be less
    for at in range(len(scaled) - _STEADY + 1):
        yield tuple(two - one for one, two in pairwise(scaled[at : at + _STEADY]))


def _near_ratios(lengths: Sequence[int]) -> dict[Feature, None]:
    """The rounded ratios of passages that differ nearly as these do; each once."""
    return dict.fromkeys(
        near
        for row in _ratios(lengths)
        for near in product(*((floor(value), floor(value) + 1) for value in row))
    )


def _lengths(end: re.Pattern[str], text: str) -> list[int]:
    """The lengths of passages in code points, without blanks around them."""
    return [len(passage) for part in end.split(text) if (passage := part.strip())]


def _rows(text: str) -> Iterator[Row]:
    """The lines of a text and their sentences, then its paragraphs between empty lines and theirs: a
    sentence may go on in the next line.
    """
    for end in _LINE_ENDS:
        passages, sentences, at = [], [], 0
        for passage in end.split(text):
            start = at
            for sentence in _SENTENCE.split(passage):
                if length := len(_SIGNS.sub("", sentence)):
                    sentences.append((at, length))
                    at += length
            if at > start:
                passages.append((start, at - start))
        yield passages
        yield sentences


def _runs(text: str) -> Iterator[int]:
    words = _WORD.findall(text.lower())
    for at in range(len(words) - _RUN + 1):
        run = crc32(" ".join(words[at : at + _RUN]).encode())
        if run % _OF == 0:
            yield run
