"""Which texts may be an article's, told by the lengths of their sentences and lines alone.

Digests are keyed with a salt of their article, so nothing tells which of many texts holds one but to
search each text for it. Lengths have no key: an index of them names the texts that are worth it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

_SENTENCE = re.compile(r"(?<=[.!?\u2026])[\"'\u201d\u2019\u00bb)\]]*\s+")
_SIGNS = re.compile(r"[\W_]+")

_SHARE = 0.5
"""Of the likeness of the most alike text: others that have so much of it are candidates too. They may be
other copies of the same article. A guess."""

_FIRST = 4
"""Texts: the most alike ones that are candidates in any case. A guess."""


class Shapes:
    """The lengths of the sentences and lines of some texts, in letters and digits."""

    def __init__(self, texts: Mapping[str, str], names: Iterable[str]) -> None:
        """``names``: of the texts to be compared."""
        self._names: dict[int, list[str]] = defaultdict(list)
        for name in names:
            for length in set(_lengths(texts[name])):
                self._names[length].append(name)

    def alike(self, lengths: Iterable[int]) -> list[str]:
        """The names of the texts that share most with these lengths of spans, the most alike first.

        A length counts the less the more texts have it.
        """
        scores: Counter[str] = Counter()
        for length in set(lengths):
            names = self._names.get(length, ())
            for name in names:
                scores[name] += 1 / len(names)
        ranked = scores.most_common()
        least = ranked[0][1] * _SHARE if ranked else 0
        return [name for n, (name, score) in enumerate(ranked) if n < _FIRST or score >= least]


def _lengths(text: str) -> Iterator[int]:
    for line in text.split("\n"):
        sentences = [len(_SIGNS.sub("", sentence)) for sentence in _SENTENCE.split(line)]
        yield sum(sentences)
        yield from sentences
