"""Invented texts in which words, names and sentences stand twice in a row, one of which is deleted.

    python -m tests.echoes 2000        # so many texts of each kind: wrong places, right ones, untouched spans

The truth is by construction, as in ``benchmarks/perturb.py``.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from detente.text.anchors import Anchor, anchored_span
from detente.text.attaching.matching import SpanQuery, match
from detente.text.attaching.verdicts import SpanMatch
from detente.text.profiles import canonical, profile
from tests.perturbing import PERTURB

NAMES = ["kelvany", "osmerland", "orrin", "suvara", "it", "they"]
WORDS = [
    "the",
    "river",
    "a",
    "market",
    "closed",
    "timber",
    "dam",
    "bank",
    "treaty",
    "old",
    "sells",
    "keeps",
    "water",
    "ban",
    "of",
    "in",
]

Range = tuple[int, int]


class Answer(NamedTuple):
    """What is said of a span, and what is true."""

    words: str
    truth: Any
    found: SpanMatch

    @property
    def is_wrong(self) -> bool:
        """Whether it has a place that is not its own."""
        return self.found.start is not None and not self.is_right

    @property
    def is_right(self) -> bool:
        """Whether it has its place."""
        return (
            self.truth.kind == "untouched"
            and (self.found.start, self.found.end) in self.truth.places
        )


def _sentence(chance: random.Random) -> list[str]:
    words = chance.choices(WORDS, k=chance.randint(4, 9))
    for _ in range(chance.randint(0, 3)):
        words.insert(chance.randrange(len(words) + 1), chance.choice(NAMES))
    return words


def _paragraph(chance: random.Random) -> list[list[str]]:
    sentences = [_sentence(chance)]
    for _ in range(chance.randint(0, 4)):
        following, name = _sentence(chance), chance.choice(NAMES)
        how = chance.random()
        if how < 0.1:
            following = [*sentences[-1]]
        elif how < 0.6:  # a name at the end of one sentence, and at the beginning of the next
            times = chance.choice((1, 1, 2))
            sentences[-1] += [name] * times
            following = [name, *following]
        sentences.append(following)
    return sentences


def _text(chance: random.Random) -> str:
    paragraphs = [_paragraph(chance) for _ in range(chance.randint(2, 5))]
    return "\n\n".join(
        " ".join(" ".join(words).capitalize() + "." for words in sentences)
        for sentences in paragraphs
    )


def _ranges(pattern: str, text: str) -> list[Range]:
    return [found.span() for found in re.finditer(pattern, text)]


def _twice_in_a_row(words: list[str]) -> list[int]:
    """The numbers of those that are equal to the one before, or to the one behind."""
    return [
        n
        for n, one in enumerate(words)
        if one in (*words[max(0, n - 1) : n], *words[n + 1 : n + 2])
    ]


def _deleted(kind: str, text: str, chance: random.Random) -> list[Range]:
    """What is deleted: a name, one of two equal words in a row, or one of two equal sentences."""
    words, sentences = _ranges(r"\w+", text), _ranges(r"\w[^.\n]*\.", text)
    alike = [text[slice(*place)].lower() for place in words]
    said = [text[slice(*place)] for place in sentences]
    if kind == "sentence":
        chosen = _twice_in_a_row(said)
        return [sentences[chance.choice(chosen)]] if chosen else []
    names = [n for n, one in enumerate(alike) if one in NAMES]
    chosen = _twice_in_a_row(alike) if kind == "equal" else names
    return [words[n] for n in chance.sample(chosen, min(len(chosen), chance.randint(1, 2)))]


def queries(text: str, places: Sequence[Range]) -> list[SpanQuery]:
    """Some spans of a text, sealed, and after them its paragraphs."""
    own, paragraphs = profile(text), _ranges(r"[^\n]+", text)
    made = []
    for whole, ranges in ((False, places), (True, paragraphs)):
        for start, end in ranges:
            token = anchored_span(text, start, end, own, segment=whole).anchor
            number = sum(first <= start for first, _ in paragraphs)
            made.append(SpanQuery(start, end, Anchor.parse(token or ""), number, whole))
    return made


def answers(kind: str, seed: int) -> list[Answer]:
    """What is said of the spans of a text: all names, sentences, and some longer runs of words."""
    chance = random.Random(f"{kind}/{seed}")
    text = _text(chance)
    words, sentences = _ranges(r"\w+", text), _ranges(r"\w[^.\n]*\.", text)
    names = [place for place in words if text[slice(*place)].lower() in NAMES]
    runs = [
        (words[n][0], words[n + 5][1])
        for n in chance.sample(range(len(words) - 5), k=min(3, len(words) - 5))
        if "\n" not in text[words[n][0] : words[n + 5][1]]
    ]
    places = sorted({*names, *sentences, *runs})
    copy = PERTURB.Copy(text, places, chance, "")
    if not PERTURB.delete_spans(copy, _deleted(kind, text, chance)):
        return []
    cells = copy.cells()
    tracker = PERTURB.Tracker(text, cells, copy.broken)
    found = match(queries(text, places), profile(text), canonical(PERTURB.show(cells)))
    return [
        Answer(text[slice(*place)], tracker.truth(*place), one)
        for place, one in zip(places, found, strict=False)
    ]


KINDS = ("name", "equal", "sentence")


def main() -> None:
    """Count."""
    for kind in KINDS:
        counts: Counter[str] = Counter()
        for seed in range(int(sys.argv[1])):
            for one in answers(kind, seed):
                counts["wrong"] += one.is_wrong
                counts["right"] += one.is_right
                counts["untouched"] += one.truth.kind == "untouched"
        print(kind, dict(counts), flush=True)


if __name__ == "__main__":
    main()
