"""Red team: how much of the articles can be rebuilt from the published dataset file?

    python benchmarks/leak.py --corpus FOLDER [--guesses FILE] [--grid] [--effort N] [--show]

The attacker has the file (offsets, anchors, glosses, names, profiles), knows the format and has
other English text. The articles themselves (``DETENTE_TEXTS``) serve to seal the dataset again at
other settings, and to count what was right. Nothing of them is printed unless ``--show`` is given,
and nothing is written anywhere.

The attacks, measured one by one and together:

1. facts: names and pronouns at mentions, dates and years, the title. Published on purpose.
2. dictionary: all sequences of 3 to 16 words of the other texts (the other article and all strings
   of the file itself among them) against the digests.
3. filled: spans of which the facts cover all but one or two words: all words of a vocabulary.
4. order: whole spans from a trigram model of the other texts, with the words of the records that
   cite the span more likely. The length of each stretch between known edges must fit, and so must
   the number of its signs, which tells the number of words.
5. together: all of them, again and again. What is known shortens what is left of longer spans,
   and spans that overlap it.

At settings without the place, 2 and 3 are as with it: the same true matches, fewer chance ones.

A match becomes a claim if it is more likely right than not, by Bayes' rule: the model's probability
against a chance match of all that was not tried. A run with the default effort makes some 40
million digests. *Extrapolated* says what more tries or a better model would give: it takes from the
truth how many bits our model needs for a span, given what is known by then, and lets a span fall if
its words would be among the first so many tries and no more than one chance match in eight is
expected before them. It settles one span at a time: an attacker who keeps several candidates for
one until the next decides between them does somewhat better. At five million
digests a second, which is our guess for one core and a program in C, an hour is 2^34 of them, or
2^26 for each span.

``--corpus``: a folder with ``*.txt`` (any English text, paragraphs apart by empty lines) and
``*.tsv`` (word, tab, count). Without it only the strings of the file and the other article are
known. Our figures come from 20 million words, of which the 8 million nearest to the matter are
used: from GitHub, ``stiles/north-korea-news`` (KCNA reports), ``lobsterbush/kremlin-speeches``
(English headlines), ``techmovie/bbc-global-news-transcripts``, ``Gazman-Dev/confident-corn.github.io``
and ``nevalseel/leeslavendotnet`` (posts), ``andysaulim/Timeline-of-North-Korea-Russia-Cooperation-since-2022``,
``chandra729/theglobalreport`` and ``larrygrpolanco/CC-NEWS-Corpus`` (pages), ``factbook/factbook.json``,
``suraj-deshmukh/BBC-Dataset-News-Classification``, ``mhjabreel/CharCnn_Keras`` (AG News, test part),
``amir-zeldes/gum``, ``pytorch/examples`` (WikiText-2, test and validation parts) and ``nltk/nltk_data``
(abc, brown, conll2000, inaugural, masc_tagged, movie_reviews, state_union, subjectivity,
switchboard, treebank, webtext); from PyPI, the Lee corpus in ``gensim`` and the counts in
``wordsegment``. Markup and tags were stripped, nothing else.

``--guesses``: JSON, from an article's id or the path of a span (``/claims/3/…``) to a string or a
list of strings, of whatever origin: see ``guessed``. ``--sheet`` prints what a guesser may see.
"""

import argparse
import hashlib
import json
import math
import os
import re
import sys
import time
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from heapq import heapify, heappop, heapreplace, nlargest
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from detente.pipeline.sealing import placed_spans
from detente.text.anchors import Digests, anchor
from detente.text.marked_skeletons import Marked, marked
from detente.text.profiles import canonical, sha256
from detente.text.readers import read_text

ROOT = Path(__file__).resolve().parent.parent
DATASET = "data/dprk-russia/dprk-russia.detente.json"
SURE = 0.5
"""From which probability on a match is claimed."""


class Setting(NamedTuple):
    """What the anchors give away."""

    loose: int = 24
    strict: int = 8
    words: int = 4
    place: bool = True
    """Whether the place in the skeleton is published beside the code points."""

    def __str__(self) -> str:
        place = "" if self.place else ", no place"
        return f"{self.loose}+{self.strict}, from {self.words} words{place}"


NEAR = 3
"""How many of the file's names make a paragraph count as one on the matter."""
LIMITS = ((18, 1.0), (26, 1.0), (34, 1.0), (14, 0.35), (20, 0.35), (34, 0.5))
"""Tries a span (logarithm), and the share of our model's bits that the attacker's model needs."""
BITS = ((16, 0), (16, 8), (24, 0), (24, 8), (32, 8), (32, 16), (48, 16))
DEFAULT = [
    *(Setting(loose, strict) for loose, strict in BITS),
    *(Setting(words=words) for words in (3, 5, 6)),
    Setting(place=False),
]
GRID = [Setting(*bits, w, p) for p in (True, False) for w in (3, 4, 5, 6) for bits in BITS]


# --- words --------------------------------------------------------------------------------------

_WORDS = re.compile(
    r"(?:[a-z]\.){2,}|[.!?]+(?=[\s\"')\]]|$)|\n\s*\n|[$€£¥]?\d+(?:[.,:/-]\d+)*(?:%|[a-z]+)?"
    r"|[a-z]+(?:'(?!s\b)[a-z]+)*"
)
_STOP = "."
"""The word that stands for the end of a sentence."""


def words_of(text: str) -> list[str]:
    """The words as skeletons with marks, and the ends of sentences. The s of a genitive is a word."""
    text = text.lower().replace("\u2019", "'")
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    found = []
    for word in _WORDS.findall(text):
        if word[0] in ".!?\n":
            found.append(_STOP)
        elif word[0].isalpha():
            found.append(word.replace(".", "").replace("'", ""))
        else:
            found.append(word)
    return found


def pieces_of(text: str) -> list[str]:
    """The words without the ends of sentences."""
    return [word for word in words_of(text) if word != _STOP]


# --- what is published --------------------------------------------------------------------------


class Target(NamedTuple):
    """A span as it is published, with digests of 64 bits, of which a setting takes the first."""

    number: int
    first: int
    length: int
    lead: int
    trail: int
    start: int
    end: int
    words: int
    loose: bytes
    strict: bytes
    paths: list[str]
    hints: set[str]
    """Words of the records that cite the span."""

    @property
    def last(self) -> int:
        return self.first + self.length


class Article(NamedTuple):
    """All that the file says of one article."""

    id: str
    salt: str
    chars: int
    size: int
    """Characters of the marked skeleton."""
    targets: list[Target]
    edges: dict[int, list[int | None]]
    """Where spans end and begin in the skeleton: the code point behind the end, that of the begin."""
    known: list[tuple[int, str]]
    """Facts: place in the skeleton and words."""
    choices: dict[tuple[int, int], list[str]]
    """Stretches for which the file leaves a few words to choose from."""
    begins: set[int]
    """Code points at which segments begin."""
    copies: dict[int, list[int]]
    """Targets of the same words, by number: equal digests say so."""


class Truth(NamedTuple):
    """What the attacker does not have."""

    marked: Marked
    words: list[tuple[int, int]]
    """Stretches of the skeleton, one for each word between blanks."""


def digest(key: bytes, person: bytes, data: bytes) -> bytes:
    return hashlib.blake2b(data, key=key, person=person, digest_size=8).digest()


def publish(document: Any, texts: dict[str, str]) -> list[tuple[Article, Truth]]:
    """Seals the dataset again, with digests of 64 bits for all spans. Exits if an anchor of the
    file is not that of the words.
    """
    names = {actor["id"]: actor for actor in document["actors"]}
    spans: dict[str, dict[tuple[int, int], list[Any]]] = defaultdict(dict)
    tokens: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    for placed in placed_spans(document):
        if placed.article in texts:
            record = document[placed.path[0]][placed.path[1]]
            if placed.path[2:3] == ("segments",):
                record = placed.span  # which an article's other records say nothing about
            place = placed.span["start"], placed.span["end"]
            spans[placed.article].setdefault(place, []).append((placed.path, record))
            tokens[placed.article][place] = placed.span.get("anchor", "")
    return [
        _publish(record, texts[record["id"]], spans[record["id"]], tokens[record["id"]], names)
        for record in document["articles"]
        if record["id"] in texts
    ]


def _publish(
    record: Any,
    text: str,
    spans: dict[tuple[int, int], list[Any]],
    tokens: dict[tuple[int, int], str],
    names: Any,
) -> tuple[Article, Truth]:
    bones, salt = marked(text), record["text"]["salt"]
    key = bytes.fromhex(salt)
    targets: list[Target] = []
    edges: dict[int, list[int | None]] = defaultdict(lambda: [None, None])
    copies: dict[tuple[bytes, int], list[int]] = defaultdict(list)
    facts, digests = Facts(record), Digests(salt)
    for (start, end), cited in sorted(spans.items()):
        first, length = bones.stretch(start, end)
        lead, trail = bones.edges(start, end)
        words = bones.words(start, end)
        target = Target(
            number=len(targets), first=first, length=length, lead=lead, trail=trail,
            start=start, end=end, words=words,
            loose=digest(key, b"loose", bones.window(first, length)),
            strict=digest(key, b"strict", text[start:end].encode()),
            paths=["/" + "/".join(map(str, path)) for path, _ in cited],
            hints={word for _, held in cited for word in hinted(held, names)},
        )  # fmt: skip
        edges[first][1] = start + lead
        edges[target.last][0] = end - trail
        if words >= 3:
            copies[target.loose, length].append(target.number)
        targets.append(target)
        if tokens[start, end] and str(anchor(bones, start, end, digests)) != tokens[start, end]:
            sys.exit(f"{target.paths[0]}: {tokens[start, end]} is not the anchor of these words")
        for path, held in cited:
            facts.take(target, path, held, names)
    title = record.get("title")
    if title and any(s["kind"] == "title" and s["start"] == 0 for s in record["segments"]):
        facts.known.append((0, " ".join(pieces_of(title))))
    article = Article(
        record["id"], salt, len(text), len(bones), targets, dict(edges), facts.known,
        facts.choices, {s["start"] for s in record["segments"]},
        {number: same for same in copies.values() for number in same},
    )  # fmt: skip
    stretches = []
    for match in re.finditer(r"\S+", text):
        first, length = bones.stretch(*match.span())
        if length:
            stretches.append((first, first + length))
    return article, Truth(bones, stretches)


_OWN = ("proposition", "label", "title", "note", "of", "text", "description", "unit", "per")


def strings(value: Any) -> Iterator[str]:
    """The prose in own words, the names and the slugs of a record."""
    if isinstance(value, dict):
        for key, held in value.items():
            if isinstance(held, str):
                if key in _OWN:
                    yield held
                elif ":" in held and " " not in held:
                    yield held.partition(":")[2].replace("-", " ")
            else:
                yield from strings(held)
    elif isinstance(value, list):
        for held in value:
            if isinstance(held, str):
                yield held.rpartition(":")[2].replace("-", " ")
            else:
                yield from strings(held)


def hinted(record: Any, names: Any) -> Iterator[str]:
    """The words of a record, of the names of the actors in it, and of its times."""
    yield from re.findall(r"\d{4}", json.dumps(record))
    for year, month in re.findall(r"(\d{4})-(0[1-9]|1[0-2])", json.dumps(record)):
        yield from (year, _MONTHS[int(month) - 1])
    for string in strings(record):
        yield from pieces_of(string)
    for actor in set(re.findall(r"actor:[a-z0-9-]+", json.dumps(record))):
        for name in names.get(actor, {}).get("names", ()):
            yield from pieces_of(name["text"])


_PRONOUNS = {
    "person": ("he", "his", "him", "himself", "she", "her"),
    "": ("it", "its", "they", "them", "their", "itself", "themselves", "both", "we", "us", "our"),
}
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SEASONS = (("spring",), ("summer",), ("fall", "autumn"), ("winter",))


class Facts:
    """What the file gives away on purpose: names, pronouns, dates."""

    def __init__(self, record: Any) -> None:
        self.known: list[tuple[int, str]] = []
        self.choices: dict[tuple[int, int], list[str]] = {}
        year = re.search(r"\d{4}", record["published"].get("value", ""))
        self.year = int(year.group()) if year else 0

    def take(self, target: Target, path: Sequence[Any], record: Any, names: Any) -> None:
        if path[0] == "mentions":
            found = self._mention(record, names)
        elif "words" in path:
            found = self._time(path, record)
        else:
            return
        fits = [c for c in dict.fromkeys(found) if len(c.replace(" ", "")) == target.length]
        if len(fits) == 1:
            self.known.append((target.first, fits[0]))
        elif fits:
            self.choices[target.first, target.last] = fits

    @staticmethod
    def _mention(record: Any, names: Any) -> list[str]:
        actor, form = names[record["actor"]], record["form"]
        if form == "pronoun":
            return list(_PRONOUNS.get(actor["kind"], _PRONOUNS[""]))
        kinds = {"metonym": ("metonym",), "name": ("official", "common", "alias")}.get(form, ())
        whole = [pieces_of(n["text"]) for n in actor["names"] if n["kind"] in kinds]
        parts = [name[i:j] for name in whole for i, j in ((0, 1), (-1, None), (1, None), (0, -1))]
        return [" ".join(name) for name in (*whole, *parts) if name]

    def _time(self, path: Sequence[Any], record: Any) -> list[str]:
        """Ways to write a date that the file gives, where the text states it."""
        for step in path[2 : list(path).index("words")]:
            record = record[step]
        match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", record.get("value", ""))
        if match is None or record["basis"] not in ("stated", "resolved"):
            return []
        year, month, day = match.groups()
        if month is None:
            ago = {1: ["last year"], -1: ["next year"]}.get(self.year - int(year), [])
            return [year, *(f"{p} {year}" for p in ("in", "by", "since", "from", "until")), *ago]
        if month > "12":
            return [f"last {word}" for word in _SEASONS[int(month) - 21]] if month < "25" else []
        name = _MONTHS[int(month) - 1]
        if day is None:
            return [name, f"in {name}", f"{name} {year}", f"in {name} {year}"]
        number = str(int(day))
        weekday = date(int(year), int(month), int(day)).strftime("%A").lower()
        return [f"{name} {number} {year}", f"{number} {name} {year}", f"{name} {number}",
                f"on {name} {number}", weekday, f"on {weekday}"]  # fmt: skip


# --- the model of the language ------------------------------------------------------------------


class _Ids(dict[str, int]):
    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


Ranked = dict[int, list[tuple[float, int]]]
"""By length, the likeliest words first: logarithm and word."""


class Model:
    """Trigrams, interpolated after Witten and Bell, with lists of likely words by length."""

    def __init__(self) -> None:
        self.ids = _Ids({_STOP: 0})
        self.one: Counter[int] = Counter()
        self.two: dict[int, dict[int, int]] = {}
        self.three: dict[int, dict[int, int]] = {}
        self.names: list[str] = []
        self._forget()

    def _forget(self) -> None:
        self._one: Ranked = {}
        self._two: dict[int, tuple[Ranked, float, int]] = {}
        self._three: dict[int, tuple[Ranked, float, int]] = {}

    def train(self, texts: Iterable[tuple[list[str], int]]) -> None:
        """``texts``: words, and how often they count."""
        stream, ids = array("I"), self.ids
        for words, times in texts:
            numbers = array("I", map(ids.__getitem__, words))
            for _ in range(times):
                stream.extend(numbers)
                stream.append(0)
        self.one = Counter(stream)
        for pair, count in Counter(a << 21 | b for a, b in pairwise(stream)).items():
            self.two.setdefault(pair >> 21, {})[pair & 0x1FFFFF] = count
        triples = Counter(
            a << 42 | b << 21 | c for a, b, c in zip(stream, stream[1:], stream[2:], strict=False)
        )
        for triple, count in triples.items():
            if count > 1:
                self.three.setdefault(triple >> 21, {})[triple & 0x1FFFFF] = count
        self._settle()

    def _settle(self) -> None:
        self.names = list(self.ids)
        self.total = max(1, sum(self.one.values()))
        self._forget()
        by_length: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, count in self.one.items():
            if number and count > 0:
                by_length[len(self.names[number])].append((count, number))
        for length, found in by_length.items():
            self._one[length] = [(math.log(c / self.total), n) for c, n in nlargest(20000, found)]

    def words(self, counts: Iterable[tuple[str, float]], share: float = 0.3) -> None:
        """More words, with counts from elsewhere, as if that were a ``share`` of all text."""
        found = [(w, c) for w, c in counts if w.isascii() and w.isalnum()]
        whole = sum(c for _, c in found) or 1
        for word, count in found:
            more = int(count / whole * share * (self.total or 1e6))
            if more:
                self.one[self.ids[word]] += more
        self._settle()

    def overlay(self, texts: list[list[str]], times: int) -> None:
        """Adds text about the matter, or takes it away again (``times`` negative)."""
        for words in texts:
            numbers = [0, *map(self.ids.__getitem__, words), 0]
            self.one.update(dict.fromkeys(numbers, 0))
            for number in numbers:
                self.one[number] += times
            for table, pairs in (
                (self.two, pairwise(numbers)),
                (self.three, ((a << 21 | b, c) for a, b, c in zip(numbers, numbers[1:], numbers[2:], strict=False))),
            ):  # fmt: skip
                for context, word in pairs:
                    held = table.setdefault(context, {})
                    held[word] = held.get(word, 0) + times
                    if not held[word]:
                        del held[word]
        self._settle()

    def _ranked(self, held: dict[int, int] | None) -> tuple[Ranked, float, int]:
        if not held:
            return {}, 0.0, 0
        whole = sum(held.values()) + len(held)
        found: Ranked = defaultdict(list)
        for number, count in held.items():
            if number:
                found[len(self.names[number])].append((math.log(count / whole), number))
        for ranked in found.values():
            ranked.sort(reverse=True)
        return dict(found), math.log(len(held) / whole), whole

    def after(self, first: int, second: int) -> tuple[Ranked, float, Ranked, float]:
        """What follows two words, and what follows the second: words, and what is left for others."""
        pair = first << 21 | second
        three = self._three.get(pair)
        if three is None:
            three = self._three[pair] = self._ranked(self.three.get(pair))
        two = self._two.get(second)
        if two is None:
            two = self._two[second] = self._ranked(self.two.get(second))
        return three[0], three[1], two[0], two[1]

    def single(self, length: int) -> list[tuple[float, int]]:
        return self._one.get(length, [])

    def number(self, word: str) -> int:
        return self.ids.get(word, -1)

    def score(self, first: int, second: int, word: str, hints: dict[str, float]) -> float:
        """The logarithm of a word's probability; letter by letter if the model has no such word."""
        number, left = self.number(word), 1.0
        chance = math.exp(hints[word]) if word in hints else 0.0
        for table, context in ((self.three, first << 21 | second), (self.two, second)):
            held = table.get(context) if first >= 0 or table is self.two else None
            if held:
                whole = self._whole(table, context)
                chance += left * held.get(number, 0) / whole
                left *= len(held) / whole
        count = self.one[number] if number >= 0 else 0
        chance += left * (count / self.total if count > 0 else math.exp(-7 - 2.5 * len(word)))
        return math.log(chance)

    def _whole(self, table: dict[int, dict[int, int]], context: int) -> int:
        if len(table[context]) < 50:
            return sum(table[context].values()) + len(table[context])
        kept = self._three if table is self.three else self._two
        found = kept.get(context)
        if found is None:
            found = kept[context] = self._ranked(table[context])
        return found[2]


# --- the board: what is known, and what is left of a span -----------------------------------------


class Known(NamedTuple):
    """A stretch for which there are words, one or a few to choose from."""

    options: tuple[str, ...]


class Gap(NamedTuple):
    """A stretch for which there are none."""

    letters: int | None
    """Its length in the skeleton, if that is published."""
    chars: int | None
    """Its length in code points, if both edges are known there."""
    outer: int
    """How many of its two edges have their blank inside the stretch."""
    real: int
    """Its length in the skeleton, to cut given words at the right place; never used to find any."""


Cells = tuple[Known | Gap, ...]


def _shown(cell: Known | Gap) -> str:
    """A cell for people: words, or how many letters and words are missing."""
    if isinstance(cell, Known):
        return "|".join(cell.options).join("()" if len(cell.options) > 1 else ["", ""])
    if cell.letters is None or cell.chars is None:
        return "[?]"
    most = max(1, cell.chars - cell.letters - cell.outer + 1)
    return f"[{cell.letters} letters, at most {most} words]"


class Board:
    """The letters of one article as far as the attacker has them."""

    def __init__(self, article: Article, *, place: bool) -> None:
        self.article, self.place = article, place
        self.letters: list[str] = [""] * article.size
        self.begins = bytearray(article.size + 1)
        self.by: list[str] = [""] * article.size
        for first, words in article.known:
            self.put(first, words, "facts")

    def put(self, first: int, words: str, source: str) -> bool:
        """Writes words down; not if something else stands there already."""
        bones = words.replace(" ", "")
        if first + len(bones) > len(self.letters):
            return False
        if any(self.letters[first + i] not in ("", c) for i, c in enumerate(bones)):
            return False
        at = first
        for word in words.split():
            self.begins[at] = 1
            for letter in word:
                if not self.letters[at]:
                    self.letters[at], self.by[at] = letter, source
                at += 1
        self.begins[at] = 1
        return True

    def read(self, first: int, last: int) -> str:
        """The words of a stretch that is known."""
        return "".join(
            (" " if at > first and self.begins[at] else "") + self.letters[at]
            for at in range(first, last)
        )

    def cells(self, target: Target) -> Cells:
        """What is known and unknown of a span, in order."""
        first, last, letters = target.first, target.last, self.letters
        choices = {
            a: (b, words)
            for (a, b), words in self.article.choices.items()
            if first <= a and b <= last and not any(letters[a:b])
        }
        found: list[Known | Gap] = []
        at = first
        while at < last:
            if letters[at]:
                end = at
                while end < last and letters[end]:
                    end += 1
                found.append(Known((self.read(at, end),)))
            elif at in choices:
                end, options = choices[at]
                found.append(Known(tuple(options)))
            else:
                end = at + 1
                while end < last and not (letters[end] or end in self.article.edges):
                    end += 1
                found.append(self._gap(at, end))
            at = end
        return tuple(found)

    def _gap(self, at: int, end: int) -> Gap:
        before, begin = self.article.edges.get(at, (None, None))
        close, after = self.article.edges.get(end, (None, None))
        left = begin if begin is not None else before
        right = close if close is not None else after
        chars = None if left is None or right is None else right - left
        outer = (begin is None) + (close is None)
        return Gap(end - at if self.place else None, chars, outer, end - at)

    def context(self, target: Target) -> list[str]:
        """The words before a span, as far as they are known."""
        if target.start in self.article.begins:
            return [_STOP, _STOP]
        at = target.first
        while at and self.letters[at - 1] and target.first - at < 40:
            at -= 1
        return self.read(at, target.first).split()[-2:] if self.begins[target.first] else []


# --- decoding -----------------------------------------------------------------------------------

_MEAN, _SPREAD = 4.7, 6.5
"""Letters of a word, and the variance."""


def signs(extra: int, gaps: int) -> float:
    """The logarithm of the probability of so many signs beside one blank between words each."""
    if extra < 0 or extra > 4:
        return -math.inf
    chance = math.comb(gaps, extra) * 0.12**extra * 0.88 ** (gaps - extra) if extra <= gaps else 0
    return math.log(chance + 0.004 * 0.3**extra)


def fits(gap: Gap, letters: int, words: int) -> float:
    """How well so many words of so many letters go into a gap."""
    if gap.letters is not None and letters != gap.letters:
        return -math.inf
    if gap.chars is None:
        return 0.0
    gaps = words - 1 + gap.outer
    return signs(gap.chars - letters - gaps, max(1, gaps))


def shape(gap: Gap) -> float:
    """The logarithm of the probability that words take up a gap exactly."""
    whole = 0.0
    size = gap.letters if gap.letters is not None else gap.chars or 0
    for words in range(1, size + 1):
        for letters in (
            [size] if gap.letters is not None else range(max(1, size - 3 * words), size + 1)
        ):
            spread = _SPREAD * words
            density = math.exp(-((letters - _MEAN * words) ** 2) / 2 / spread)
            fit = fits(gap, letters, words)
            if fit > -50:
                whole += density / math.sqrt(2 * math.pi * spread) * math.exp(fit)
        if words * _MEAN > size + 30:
            break
    return math.log(whole + 1e-9)


Hypothesis = tuple[float, int, int, str]
"""Score, the last two words, all words with a blank before each."""
Prefix = tuple[float, float, int, int, str, int]
"""The score with a view to what is left to cover, then a hypothesis and its number of words."""


class Decoder:
    """The likeliest ways to fill the gaps of a span."""

    def __init__(self, model: Model, width: int, most: int) -> None:
        self.model, self.width, self.most = model, width, most
        self._rest: dict[tuple[int, int], float] = {}

    def run(
        self, cells: Cells, context: list[str], hints: dict[str, float]
    ) -> Iterator[tuple[float, str]]:
        """Scores and words. Ends after about ``most`` of them."""
        model = self.model
        numbers = [-1, -1, *(model.number(word) for word in context)]
        held: list[Hypothesis] = [(0.0, numbers[-2], numbers[-1], "")]
        by_length: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for word, score in hints.items():
            by_length[len(word)].append((score, model.ids[word]))
        if len(model.names) < len(model.ids):
            model.names = list(model.ids)
        open_ = [i for i, cell in enumerate(cells) if isinstance(cell, Gap)]
        for number, cell in enumerate(cells):
            if not held:
                return
            if isinstance(cell, Known):
                held = self._append(held, cell.options)
            elif number == open_[-1]:
                tail = cells[number + 1 :]
                ends = [""]
                for known in tail:
                    ends = [f"{e} {o}" for e in ends for o in known.options]  # type: ignore[union-attr]
                for score, _, _, words in self._fill(held, cell, by_length, self.most):
                    for end in ends:
                        yield score, words + end
                return
            else:
                held = list(self._fill(held, cell, by_length, self.width))
        for score, _, _, words in held:
            yield score, words

    def _append(self, held: list[Hypothesis], options: Sequence[str]) -> list[Hypothesis]:
        """Known words count for as much as they are likelier behind one hypothesis than another."""
        found = []
        for score, first, second, words in held:
            for option in options:
                fit, one, two = 0.0, first, second
                for word in option.split():
                    fit += self.model.score(one, two, word, {})
                    one, two = two, self.model.number(word)
                found.append((fit, (score, one, two, f"{words} {option}")))
        best = max(fit for fit, _ in found)
        return [(h[0] + fit - best, *h[1:]) for fit, h in found]

    def _later(self, letters: int, words: int) -> float:
        """How likely so many letters are still to be covered by so many words at most."""
        found = self._rest.get((letters, words))
        if found is None:
            found = -30.0
            for less in range(3):
                left = words - less
                if left > 0:
                    far = (letters - _MEAN * left) ** 2 / 2 / (_SPREAD * left)
                    found = max(found, -far - 2 * less - 5.0 * left)
            self._rest[letters, words] = found
        return found

    def _fill(
        self, held: list[Hypothesis], gap: Gap, hints: Ranked, most: int
    ) -> Iterator[Hypothesis]:
        """Words for one gap: the best few prefixes at each letter, then whole ones, best first."""
        model, names = self.model, self.model.names
        if gap.letters is not None:
            size, pad, slack = gap.letters, 0, 0
        elif gap.chars is not None:
            size, pad, slack = gap.chars + 1 - gap.outer, 1, 2
        else:
            return
        counted = gap.letters is not None and gap.chars is not None
        limit = max(1, gap.chars - size - gap.outer + 1) if counted else 99  # type: ignore[operator]
        width = max(20, min(self.width, self.width * 30 // (size + 4)))
        stacks: list[list[Prefix]] = [[] for _ in range(size + 1)]
        floors = [-math.inf] * (size + 1)
        stacks[0] = [(h[0], *h, 0) for h in held]
        sources: list[tuple[float, int, int, float, list[tuple[float, int]], int, str]] = []
        empty: list[tuple[float, int]] = []
        for at in range(size - slack):
            stack = _distinct(stacks[at], width)
            stacks[at] = []
            for _, score, first, second, words, count in stack:
                three, left3, two, left2 = model.after(first, second)
                for length in range(1, min(20, size - at - pad) + 1):
                    to = at + length + pad
                    ends = to >= size - slack
                    if count + (not ends) >= limit:
                        continue
                    lists = (
                        (three.get(length, empty), score),
                        (hints.get(length, empty), score),
                        (two.get(length, empty), score + left3),
                        (model.single(length), score + left3 + left2),
                    )
                    if ends:
                        fit = signs(size - to, count + 1) if pad else fits(gap, size, count + 1)
                        sources += [
                            (-(add + fit + ranked[0][0]), len(sources) + i, 0, add + fit, ranked, second, words)
                            for i, (ranked, add) in enumerate(lists) if ranked and fit > -50
                        ]  # fmt: skip
                        continue
                    floor = floors[to]
                    later = self._later(size - to, limit - count - 1) if limit < 99 else 0.0
                    stack_to = stacks[to]
                    for ranked, add in lists:
                        add += later
                        for log, number in ranked[:80]:
                            found = add + log
                            if found < floor:
                                break
                            stack_to.append(
                                (
                                    found,
                                    found - later,
                                    second,
                                    number,
                                    f"{words} {names[number]}",
                                    count + 1,
                                )
                            )
                    if len(stack_to) > 8 * width:
                        stacks[to] = nlargest(2 * width, stack_to)
                        floors[to] = stacks[to][-1][0]
        heapify(sources)
        for _ in range(most):
            if not sources:
                return
            top, order, rank, add, ranked, second, words = sources[0]
            number = ranked[rank][1]
            yield -top, second, number, f"{words} {names[number]}"
            if rank + 1 < len(ranked):
                following = -(add + ranked[rank + 1][0])
                heapreplace(sources, (following, order, rank + 1, add, ranked, second, words))
            else:
                heappop(sources)


def _distinct(stack: list[Prefix], width: int) -> list[Prefix]:
    """The best prefixes, one of each."""
    kept: dict[str, Prefix] = {}
    for found in stack:
        if found[4] not in kept or kept[found[4]] < found:
            kept[found[4]] = found
    return nlargest(width, kept.values())


# --- matching -----------------------------------------------------------------------------------


class Match(NamedTuple):
    """Words whose digest begins like that of a span."""

    chance: float
    """The logarithm of their probability, given the shape."""
    words: str
    bits: int
    """How many bits of the loose digest agree, at most 64."""
    strict: tuple[tuple[int, float], ...]
    """Ways to write the words of which the strict digest agrees in 8 bits or more: how many agree,
    and how likely the way is."""

    def stricter(self, bits: int) -> float:
        """The probability that words such as these, if they are right, have the strict digest."""
        return sum(share for agree, share in self.strict if agree >= bits)


class Tried(NamedTuple):
    """The outcome of an attack on one span."""

    matches: list[Match]
    tries: int
    mass: float
    """How much of the model's probability was covered."""


NOTHING = Tried([], 0, 0.0)


def common(a: bytes, b: bytes) -> int:
    """How many bits agree from the left."""
    difference = int.from_bytes(a, "big") ^ int.from_bytes(b, "big")
    return len(a) * 8 - difference.bit_length()


class Hasher:
    """The digests of one article."""

    def __init__(self, salt: str) -> None:
        self.key = bytes.fromhex(salt)
        self.base = hashlib.blake2b(key=self.key, person=b"loose", digest_size=8)

    def loose(self, bones: bytes) -> bytes:
        hasher = self.base.copy()
        hasher.update(bones)
        return hasher.digest()

    def strict(
        self, target: Target, words: str, cases: dict[str, str], first: str = ""
    ) -> tuple[tuple[int, float], ...]:
        """The ways to write some words that agree; ``first`` is thought the likeliest."""
        ways: list[str] = [first] if first else []
        ways = list(dict.fromkeys([*ways, *written(words, target, cases)]))
        found = []
        for number, way in enumerate(ways):
            agree = common(digest(self.key, b"strict", way.encode()), target.strict)
            if agree >= 8:
                found.append((agree, 0.4 if number == 0 else 0.4 / len(ways)))
        return tuple(found)


_OPENERS = ("", '"', "(", "\u201c", "'")
_CLOSERS = ("", ".", ",", '"', ")", '."', ',"', ";", ":", "?", "\u201d", ".\u201d", ",\u201d", "'")


def written(words: str, target: Target, cases: dict[str, str]) -> Iterator[str]:
    """Ways to write words with blanks, signs and capitals: a few dozen, of the right length."""
    parts = words.split()
    forms = [cases.get(word, word) for word in parts]
    for capital in (False, True):
        shown = [forms[0][:1].upper() + forms[0][1:] if capital else forms[0], *forms[1:]]
        joints = [" "] * (len(shown) - 1)
        for i, word in enumerate(parts[1:]):
            if word == "s":
                joints[i] = "'"
        size = sum(map(len, shown)) + len(joints) + target.lead + target.trail
        extra = target.end - target.start - size
        ways: list[list[str]] = [joints]
        if extra == 1:
            ways = [[*joints[:i], sign, *joints[i + 1 :]]
                    for i in range(len(joints)) for sign in (", ", "; ", ". ", ": ")]  # fmt: skip
        elif extra == 0:
            ways += [[*joints[:i], "-", *joints[i + 1 :]] for i in range(len(joints))]
        elif extra == 2:
            ways = [[", " if k in (i, j) else joint for k, joint in enumerate(joints)]
                    for i in range(len(joints)) for j in range(i)]  # fmt: skip
        for way in ways:
            body = shown[0] + "".join(j + w for j, w in zip(way, shown[1:], strict=True))
            for opener in _OPENERS:
                for closer in _CLOSERS:
                    if len(opener) == target.lead and len(closer) == target.trail:
                        whole = opener + body + closer
                        if len(whole) == target.end - target.start:
                            yield whole


def judge(tried: Iterable[Tried], setting: Setting) -> tuple[Match, float] | None:
    """The likeliest of all matches at a setting, and how likely it is."""
    weights: dict[str, tuple[float, Match]] = {}
    mass = 0.0
    for outcome in tried:
        mass = max(mass, outcome.mass)
        for match in outcome.matches:
            if match.bits < setting.loose:
                continue
            weight = math.exp(min(0.0, match.chance))
            if setting.strict:
                weight *= match.stricter(setting.strict) + 0.2 * 0.5**setting.strict
            weights[match.words] = max(weights.get(match.words, (0.0, match)), (weight, match))
    if not weights:
        return None
    rest = max(0.02, 1 - mass) * 0.5 ** (setting.loose + setting.strict)
    whole = sum(weight for weight, _ in weights.values()) + rest
    weight, match = max(weights.values())
    return match, weight / whole


# --- the attacks --------------------------------------------------------------------------------


class Attacker:
    """All attacks on one article; what they tried is kept, since the settings share it."""

    def __init__(
        self, article: Article, model: Model, cases: dict[str, str], effort: "Effort"
    ) -> None:
        self.article, self.model, self.cases, self.effort = article, model, cases, effort
        self.hasher = Hasher(article.salt)
        self.decoder = Decoder(model, effort.width, effort.most)
        self.dictionary: dict[int, Tried] = {}
        self.filled: dict[int, Tried] = {}
        self.guessed: dict[int, Tried] = {}
        self._decoded: dict[tuple[int, Cells, tuple[str, ...]], Tried] = {}
        self._hints: dict[int, dict[str, float]] = {}
        self.needs: dict[tuple[int, Cells, tuple[str, ...]], float] = {}
        """Kept for ``surprisal``."""
        self.hashes = 0

    def copy(self, article: Article, *, hints: bool) -> "Attacker":
        """Another attacker with the same model, on an article of which less is published."""
        other = Attacker(article, self.model, self.cases, self.effort)
        if not hints:
            other._hints = {target.number: {} for target in article.targets}
        return other

    def hints(self, target: Target) -> dict[str, float]:
        """The words of the records that cite a span, and such as begin alike."""
        found = self._hints.get(target.number)
        if found is None:
            words = {w for w in target.hints if w != _STOP}
            near = {
                w for s in words if len(s) > 5 for w in self.effort.stems.get(s[:5], ())
            } - words
            found = dict.fromkeys(words, math.log(0.12 / max(25, len(words))))
            found |= dict.fromkeys(near, math.log(0.05 / max(50, len(near))))
            self._hints[target.number] = found
        return found

    def match(self, target: Target, score: float, words: str) -> Match | None:
        """The match that some words make with a span, if they do."""
        bones = words.replace(" ", "")
        if len(bones) != target.length:
            return None
        bits = common(self.hasher.loose(bones.encode()), target.loose)
        if bits < 16:
            return None
        return Match(score, words.strip(), bits, self.hasher.strict(target, words, self.cases))

    def chance(self, target: Target, cells: Cells, context: list[str], words: str) -> float:
        """The logarithm of the probability of all words of a span, given its shape and what is
        known. Known words count as certain.
        """
        left, total = words.split(), 0.0
        numbers = [-1, -1, *(self.model.number(word) for word in context)]
        first, second = numbers[-2:]
        hints = self.hints(target)
        for cell in cells:
            letters = taken = 0
            size = cell.real if isinstance(cell, Gap) else len(cell.options[0].replace(" ", ""))
            while left and letters < size:
                word = left.pop(0)
                if letters + len(word) > size:
                    left.insert(0, word[size - letters :])
                    word = word[: size - letters]
                if isinstance(cell, Gap):
                    total += self.model.score(first, second, word, hints)
                letters, taken = letters + len(word), taken + 1
                first, second = second, self.model.number(word)
            if isinstance(cell, Gap):
                total += max(-12.0, fits(cell, letters, taken)) - shape(cell)
            elif len(cell.options) > 1:
                total -= math.log(len(cell.options))
        return total

    def decode(self, board: Board, target: Target) -> Tried:
        """Attack 4 on one span, from what a board holds."""
        cells, context = board.cells(target), board.context(target)
        key = target.number, cells, tuple(context)
        found = self._decoded.get(key)
        if found is None:
            found = self._decoded[key] = self._decode(target, cells, context)
        return found

    def _decode(self, target: Target, cells: Cells, context: list[str]) -> Tried:
        gaps = [cell for cell in cells if isinstance(cell, Gap)]
        size = sum((g.letters if g.letters is not None else g.chars) or 99 for g in gaps)
        if size > self.effort.longest:
            return NOTHING
        wanted, copy = target.loose[:2], self.hasher.base.copy
        offset = sum(map(shape, gaps))
        hits: dict[str, float] = {}
        count, mass = 0, 0.0
        for score, words in self.decoder.run(cells, context, self.hints(target)):
            bones = words.replace(" ", "")
            count += 1
            if len(bones) == target.length:
                hasher = copy()
                hasher.update(bones.encode())
                if hasher.digest()[:2] == wanted:
                    hits[words] = score
            mass += math.exp(min(0.0, score - offset))
            if count >= self.effort.most:
                break
        self.hashes += count
        matches = []
        for words in hits:
            match = self.match(target, self.chance(target, cells, context, words), words)
            if match:
                matches.append(match)
        return Tried(matches, count, min(0.9, mass))

    def fill(self, board: Board, target: Target) -> Tried:
        """Attack 3 on one span: every word of a vocabulary, if one or two words are missing."""
        cells = board.cells(target)
        gaps = [cell for cell in cells if isinstance(cell, Gap)]
        if not 1 <= len(gaps) <= 2 or any(g.letters is None or g.chars is None for g in gaps):
            return NOTHING
        counts = [max(1, g.chars - g.letters - g.outer + 1) for g in gaps]  # type: ignore[operator]
        if sum(counts) > 2:
            return NOTHING
        vocabulary = self.effort.single if sum(counts) == 1 else self.effort.double
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in vocabulary:
            by_length[len(word)].append(word)
        options: list[list[str]] = []
        for cell in cells:
            if isinstance(cell, Known):
                options.append(list(cell.options))
                continue
            size = cell.letters or 0
            ways = list(by_length[size])
            if max(1, (cell.chars or 0) - size - cell.outer + 1) == 2:
                ways += [
                    f"{a} {b}"
                    for k in range(1, size)
                    for a in by_length[k]
                    for b in by_length[size - k]
                ]
            options.append(ways)
        texts = [""]
        for ways in options:
            if len(texts) * len(ways) > 2 * self.effort.most:
                return NOTHING
            texts = [f"{text} {way}" for text in texts for way in ways]
        context, matches = board.context(target), []
        for words in texts:
            match = self.match(target, 0.0, words)
            if match:
                chance = self.chance(target, cells, context, words)
                matches.append(match._replace(chance=chance))
        self.hashes += len(texts)
        return Tried(matches, len(texts), 0.7)

    def known_words(self, board: Board, target: Target, outcome: Tried) -> Tried:
        """What of an outcome agrees with the letters that are known by now, weighed anew."""
        cells, context = board.cells(target), board.context(target)
        kept = []
        for match in outcome.matches:
            bones = match.words.replace(" ", "")
            if all(board.letters[target.first + i] in ("", c) for i, c in enumerate(bones)):
                chance = self.chance(target, cells, context, match.words)
                kept.append(match._replace(chance=max(chance, match.chance)))
        return Tried(
            kept, outcome.tries, outcome.mass if len(kept) == len(outcome.matches) else 0.0
        )


class Effort(NamedTuple):
    """How hard the attacker tries."""

    width: int
    most: int
    longest: int
    single: list[str]
    double: list[str]
    stems: dict[str, list[str]]
    """The commoner words by their first five letters."""


class Outcome(NamedTuple):
    """What an attack came to at a setting."""

    board: Board
    hits: tuple[int, int]
    """Spans with a match, and matches that are false."""
    claims: tuple[int, int]
    """Right and wrong."""


def attack(
    attacker: Attacker, truth: Truth, setting: Setting, sources: Sequence[str], *, rounds: int = 6
) -> Outcome:
    """Some attacks together at one setting, until they give nothing new. With one round, each span
    is attacked from the facts alone.
    """
    article = attacker.article
    board = Board(article, place=setting.place)
    seen = board if rounds > 1 else Board(article, place=setting.place)
    open_ = [t for t in article.targets if t.words >= setting.words]
    right = wrong = 0
    true: set[int] = set()
    false: set[tuple[int, str]] = set()
    for turn in range(rounds):
        changed = False
        queue = sorted(
            open_, key=lambda t: sum(not board.letters[i] for i in range(t.first, t.last))
        )
        for target in queue:
            if all(board.letters[target.first : target.last]):
                continue
            tried = []
            for source in sources:
                if source == "order":
                    tried.append(attacker.decode(seen, target))
                else:
                    kept = getattr(attacker, source).get(target.number, NOTHING)
                    tried.append(attacker.known_words(board, target, kept) if turn else kept)
            for outcome in tried:
                for match in outcome.matches:
                    if match.bits >= setting.loose and (
                        not setting.strict or match.stricter(setting.strict)
                    ):
                        if _is_true(truth, target, match.words):
                            true.add(target.number)
                        else:
                            false.add((target.number, match.words))
            best = judge(tried, setting)
            if best is None or best[1] < SURE:
                continue
            words, source = best[0].words, _source(best[0], tried, sources, turn)
            good = _is_true(truth, target, words)
            placed = [t for n in article.copies.get(target.number, [target.number])
                      if board.put((t := article.targets[n]).first, words, source)]  # fmt: skip
            if placed:
                changed = True
                right, wrong = right + good, wrong + (not good)
        if not changed or rounds == 1:
            break
    return Outcome(board, (len(true), len(false)), (right, wrong))


def _source(match: Match, tried: list[Tried], sources: Sequence[str], turn: int) -> str:
    for source, outcome in zip(sources, tried, strict=True):
        if any(m.words == match.words for m in outcome.matches):
            return source if turn == 0 else "chain"
    return "chain"


def _is_true(truth: Truth, target: Target, words: str) -> bool:
    return true_bones(truth, target) == words.replace(" ", "")


def dictionary(
    attackers: list[Attacker], texts: Iterable[list[str]], limit: int
) -> tuple[int, int]:
    """Attack 2: sequences of words against all digests. How many words and sequences were tried."""
    tables: list[tuple[dict[int, list[Target]], Any, dict[int, set[str]]]] = []
    for attacker in attackers:
        by_length: dict[int, list[Target]] = defaultdict(list)
        for target in attacker.article.targets:
            if target.words >= 3:
                by_length[target.length].append(target)
        tables.append((by_length, attacker.hasher.base.copy, {}))
    lengths = {length for table, _, _ in tables for length in table}
    longest = max(lengths)
    words_seen = sequences = 0
    for words in texts:
        if words_seen > limit:
            break
        words_seen += len(words)
        pieces = [word for word in words if word != _STOP]
        offsets = [0]
        for word in pieces:
            offsets.append(offsets[-1] + len(word))
        bones = "".join(pieces).encode()
        for i, start in enumerate(offsets[:-3]):
            for j in range(i + 3, min(i + 17, len(offsets))):
                length = offsets[j] - start
                if length not in lengths:
                    if length > longest:
                        break
                    continue
                for table, copy, hits in tables:
                    if length in table:
                        sequences += 1
                        hasher = copy()
                        hasher.update(bones[start : start + length])
                        found = hasher.digest()[:2]
                        for target in table[length]:
                            if target.loose[:2] == found:
                                hits.setdefault(target.number, set()).add(" ".join(pieces[i:j]))
    for attacker, (_, _, hits) in zip(attackers, tables, strict=True):
        for number, found in hits.items():
            attacker.dictionary[number] = Tried([Match(0.0, w, 0, ()) for w in found], 0, 0.0)
    return words_seen, sequences


def weigh(attacker: Attacker) -> None:
    """Gives the sequences found their probability by the model, from the facts alone."""
    board = Board(attacker.article, place=True)
    for number, outcome in attacker.dictionary.items():
        target = attacker.article.targets[number]
        cells, context = board.cells(target), board.context(target)
        matches = []
        for held in outcome.matches:
            match = attacker.match(target, 0.0, held.words)
            bones = held.words.replace(" ", "")
            agrees = all(board.letters[target.first + i] in ("", c) for i, c in enumerate(bones))
            if match and agrees:
                chance = attacker.chance(target, cells, context, held.words)
                matches.append(match._replace(chance=chance))
        attacker.dictionary[number] = Tried(matches, 0, 0.0)


# --- guesses of any other origin ------------------------------------------------------------------


def guessed(attacker: Attacker, guesses: dict[str, list[str] | str]) -> int:
    """Strings against the digests: each as it is for its span, and all stretches of whole words of
    all of them for all spans of the article. Returns how many digests were made.

    ``guesses``: from an article's id, or the path of one of its spans (``/claims/3/…``), to
    strings, or one. A match's probability is that of a draw from as many guesses of that length; half is
    left for none of them being right.
    """
    article, tried = attacker.article, 0
    by_length: dict[int, list[Target]] = defaultdict(list)
    paths: dict[str, Target] = {}
    for target in article.targets:
        paths |= dict.fromkeys(target.paths, target)
        if target.words >= 3:
            by_length[target.length].append(target)
    windows: dict[int, set[bytes]] = defaultdict(set)
    found: dict[int, dict[str, tuple[int, tuple[tuple[int, float], ...]]]] = defaultdict(dict)
    for place, strings_ in guesses.items():
        own = paths.get(place)
        if own is None and place != article.id:
            continue
        for string in [strings_] if isinstance(strings_, str) else strings_:
            bones = marked(canonical(string))
            starts, ends = bones.boundaries
            begins = [i for i, flag in enumerate(starts) if flag]
            stretches = [
                (at, length)
                for at in begins for length in by_length
                if at + length <= len(bones) and ends[at + length]
            ]  # fmt: skip
            if own is not None and len(bones) == own.length:
                stretches.append((0, own.length))
            for at, length in stretches:
                window = bones.window(at, length)
                if window in windows[length]:
                    continue
                windows[length].add(window)
                made, tried = attacker.hasher.loose(window), tried + 1
                for target in by_length.get(length, ()):
                    bits = common(made, target.loose)
                    if bits >= 16:
                        shown, strict = _as_guessed(attacker, target, bones, at)
                        found[target.number][shown] = bits, strict
    for number, hits in found.items():
        target = article.targets[number]
        count = len(windows[target.length])
        matches = [Match(math.log(0.5 / count), words, *bits) for words, bits in hits.items()]
        attacker.guessed[number] = Tried(matches, count, 0.5)
    return tried


def _as_guessed(
    attacker: Attacker, target: Target, bones: Marked, at: int
) -> tuple[str, tuple[tuple[int, float], ...]]:
    """The words of a stretch of a guess, and the agreement of the strict digest."""
    place = bones.place(at, target.length, target.lead, target.trail)
    words = bones.window(at, target.length).decode()
    shown = ""
    if place is not None:
        shown = bones.text[place[0] : place[1]]
        pieces = " ".join(pieces_of(shown))
        if pieces.replace(" ", "") == words:
            words = pieces
    return words, attacker.hasher.strict(target, words, attacker.cases, shown)


# --- counting -------------------------------------------------------------------------------------


class Score(NamedTuple):
    """Words of an article."""

    words: int
    facts: int
    more: int
    """Right beyond the facts."""
    wrong: int
    longest: int
    """The longest run of right words, the title left out."""
    fresh: int
    """The longest run of right words none of which is a fact."""
    runs: int
    """Runs of eight right words or more, at least half of them no facts."""


def score(board: Board, truth: Truth) -> Score:
    """What stands on a board, against the truth."""
    bones = truth.marked.bones
    title = len(board.article.known[-1][1].replace(" ", "")) if _titled(board.article) else 0
    facts = more = wrong = longest = fresh = runs = run = beyond = new = 0
    for first, last in [*truth.words, (0, 0)]:
        letters = board.letters[first:last]
        whole = bool(letters) and all(letters)
        right = whole and "".join(letters) == bones[first:last]
        fact = all(source == "facts" for source in board.by[first:last])
        if right and (last > title or not title):
            run, beyond, new = run + 1, beyond + (not fact), 0 if fact else new + 1
            fresh = max(fresh, new)
        else:
            longest, runs = max(longest, run), runs + (run >= 8 and beyond * 2 >= run)
            run = beyond = new = 0
        facts, more = facts + (right and fact), more + (right and not fact)
        wrong += whole and not right
    return Score(len(truth.words), facts, more, wrong, longest, fresh, runs)


def _titled(article: Article) -> bool:
    return bool(article.known) and article.known[-1][0] == 0 and len(article.known[-1][1]) > 30


def true_bones(truth: Truth, target: Target) -> str:
    bones: str = truth.marked.bones
    return bones[target.first : target.last]


def true_words(truth: Truth, target: Target) -> str:
    """What the attacker looks for."""
    words = " ".join(pieces_of(truth.marked.text[target.start : target.end]))
    bones = true_bones(truth, target)
    return words if words.replace(" ", "") == bones else bones


def surprisal(attacker: Attacker, board: Board, truth: Truth, target: Target) -> float:
    """Bits that the model needs for the true words of a span, given its shape and what is known."""
    words = true_words(truth, target)
    for at in range(target.first, target.last):
        if board.letters[at] and board.letters[at] != truth.marked.bones[at]:
            return math.inf
    cells, context = board.cells(target), board.context(target)
    key = target.number, cells, tuple(context)
    if key not in attacker.needs:
        chance = attacker.chance(target, cells, context, words)
        attacker.needs[key] = max(0.0, -chance / math.log(2))
    return attacker.needs[key]


def extrapolate(
    attacker: Attacker, truth: Truth, setting: Setting, guesses: float, share: float
) -> Board:
    """The chain of an attacker with 2**guesses tries a span and a model that needs ``share`` of the
    bits of ours. A span falls if its words are among the first so many, and if no more than one in
    eight chance matches is expected before them.
    """
    board = Board(attacker.article, place=setting.place)
    left = [t for t in attacker.article.targets if t.words >= setting.words]
    for _ in range(20):
        kept = []
        for target in left:
            bits = share * surprisal(attacker, board, truth, target)
            if bits <= min(guesses, setting.loose + setting.strict - 3):
                words = true_words(truth, target)
                for number in attacker.article.copies.get(target.number, [target.number]):
                    board.put(attacker.article.targets[number].first, words, "chain")
            else:
                kept.append(target)
        if len(kept) == len(left):
            break
        left = kept
    return board


# --- other schemes on the same texts ----------------------------------------------------------------


def per_token(
    texts: dict[str, str], model: Model, surfaces: Counter[str], bits: int
) -> list[float]:
    """One digest a token, as novelshare has it: the share of tokens that a bigram decoder finds."""
    table: dict[int, list[tuple[float, str, int]]] = defaultdict(list)

    def made(token: str) -> int:
        return int.from_bytes(hashlib.sha256(token.encode()).digest()[:8], "big") >> (64 - bits)

    whole = sum(surfaces.values())
    for token, count in surfaces.most_common(150_000):
        kept = table[made(token)]
        if len(kept) < 40:
            pieces = pieces_of(token)
            kept.append((math.log(count / whole), token, model.number(pieces[-1]) if pieces else 0))
    shares = []
    for text in texts.values():
        tokens = _SURFACE.findall(text)
        paths: list[list[tuple[str, int]]] = []
        states = [(0.0, 0)]
        for token in tokens:
            step, found = [], []
            for log, candidate, number in table.get(made(token), [(-20.0, "", -1)]):
                top, back = -math.inf, 0
                for at, (value, previous) in enumerate(states):
                    held = model.two.get(previous)
                    chance = held.get(number, 0) if held else 0
                    value += (
                        math.log(chance / (model.one[previous] + 1) + 1e-9) if chance else log - 3
                    )
                    if value > top:
                        top, back = value, at
                step.append((top + 0.3 * log, number))
                found.append((candidate, back))
            states = step
            paths.append(found)
        at = max(range(len(states)), key=lambda i: states[i])
        right = 0
        for token, found in zip(reversed(tokens), reversed(paths), strict=True):
            candidate, back = found[at]
            right += candidate == token
            at = back
        shares.append(right / len(tokens))
    return shares


# --- the report -------------------------------------------------------------------------------------


class Corpus:
    """Texts of a folder, those on the matter first."""

    def __init__(self, folder: Path | None, names: set[str], limit: int) -> None:
        self.paragraphs: list[tuple[int, list[str]]] = []
        """How many of the file's names stand there, and the words."""
        self.surfaces: Counter[str] = Counter()
        self.counts: list[tuple[str, float]] = []
        self.size = self.files = 0
        found: list[tuple[int, int, str]] = []
        paths: list[Path] = sorted(folder.iterdir()) if folder else []
        for path in paths:
            if path.suffix == ".tsv":
                rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
                self.counts += [(row[0].lower(), float(row[1])) for row in rows if len(row) == 2]
            elif path.suffix == ".txt":
                self.files += 1
                for paragraph in re.split(r"\n\s*\n", path.read_text("utf-8", "replace")):
                    near = len(names.intersection(paragraph.lower().split()))
                    found.append((near, len(found), paragraph))
        for near, _, paragraph in sorted(found, reverse=True):
            words = words_of(paragraph)
            if len(words) > 2 and self.size < limit:
                self.size += len(words)
                self.paragraphs.append((near, words))
                self.surfaces.update(_SURFACE.findall(paragraph))


_SURFACE = re.compile(r"\w+(?:['\u2019-]\w+)*|[^\w\s]")


def cased(surfaces: Counter[str]) -> dict[str, str]:
    """How words are written mostly."""
    best: dict[str, tuple[int, str]] = {}
    for surface, count in surfaces.items():
        key = surface.lower()
        if key.isalpha() and count > best.get(key, (0, ""))[0]:
            best[key] = count, surface
    return {word: shown for word, (_, shown) in best.items() if shown != word} | {
        "us": "U.S.", "dprk": "DPRK", "un": "UN", "s": "s",
    }  # fmt: skip


def entropy(model: Model, text: str) -> float:
    """Bits a word of the trigram model, which has seen the other article and the file's strings."""
    first = second = 0
    total = count = 0.0
    for word in words_of(text):
        number = model.number(word)
        if word != _STOP:
            total -= model.score(first, second, word, {}) / math.log(2)
            count += 1
        first, second = second, number
    return total / count


def both(values: Iterable[str]) -> str:
    return " / ".join(values)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, help="folder with *.txt and *.tsv")
    parser.add_argument("--words", type=int, default=8_000_000, help="of the corpus, at most")
    parser.add_argument("--sequences", type=int, default=1_000_000, help="words for the dictionary")
    parser.add_argument("--guesses", type=Path, help="JSON with guesses")
    parser.add_argument("--grid", action="store_true", help="all 56 settings")
    parser.add_argument("--effort", type=int, default=1, help="so many times as many tries")
    parser.add_argument("--setting", action="append", default=[], metavar="LOOSE+STRICT+WORDS",
                        help="only this one (again for more)")  # fmt: skip
    parser.add_argument("--sheet", action="store_true",
                        help="only print, span by span, what the file gives away: for guessers")  # fmt: skip
    parser.add_argument("--show", action="store_true", help="print what was found")
    given = parser.parse_args()
    document = json.loads(files("detente").joinpath(DATASET).read_text("utf-8"))
    folder = Path(os.environ.get("DETENTE_TEXTS") or ROOT.parent / "shared" / "texts")
    if not folder.is_dir():
        sys.exit(f"no folder {folder}; set DETENTE_TEXTS")
    report = Report(given, document, [read_text(path) for path in sorted(folder.glob("*.txt"))])
    if given.sheet:
        report.sheet()
    else:
        report.run()


class Report:
    """One run: trains, attacks, prints."""

    def __init__(self, given: argparse.Namespace, document: Any, copies: list[str]) -> None:
        self.given, self.document = given, document
        by_digest = {sha256(text): text for text in copies}
        self.texts = {
            a["id"]: by_digest[a["text"]["sha256"]]
            for a in document["articles"]
            if a["text"]["sha256"] in by_digest
        }
        if not self.texts:
            sys.exit("none of the texts is an article of the dataset")
        self.published = publish(document, self.texts)
        self.own = [words for s in strings(document) if (words := words_of(s))]
        self.began = time.monotonic()
        self.guesses = json.loads(given.guesses.read_text("utf-8")) if given.guesses else {}
        places = {article.id for article, _ in self.published}
        places |= {
            path for article, _ in self.published for t in article.targets for path in t.paths
        }
        for place in self.guesses:
            if place not in places:
                print(f"{given.guesses}: {place} is neither an article nor a span", file=sys.stderr)
        self.tables: dict[Setting, list[dict[str, Any]]] = defaultdict(list)
        self.limits: dict[Any, list[str]] = defaultdict(list)
        self.without: dict[str, list[tuple[str, list[str]]]] = {}

    def say(self, text: str) -> None:
        print(text)
        sys.stdout.flush()

    def sheet(self) -> None:
        """What stands where, as the file gives it away: facts, gaps, and the records' own words."""
        for article, _ in self.published:
            board = Board(article, place=True)
            self.say(f"# {article.id}: {article.size} letters")
            for target in article.targets:
                if target.words >= Setting().words:
                    shown = " ".join(map(_shown, board.cells(target)))
                    self.say(f"{target.paths[0]} at {target.first}: {shown}")
                    for path in target.paths:
                        _, kind, number, *_ = path.split("/")
                        record = self.document[kind][int(number)]
                        if kind in ("claims", "events"):
                            self.say(f"    {record.get('proposition') or record.get('label')}")

    def run(self) -> None:
        given = self.given
        names = {
            w for a in self.document["actors"] for n in a["names"] for w in pieces_of(n["text"])
        }
        corpus = Corpus(given.corpus, names - {"the", "of", "s", "and"}, given.words)
        model = Model()
        model.train((words, 3 if near >= NEAR else 1) for near, words in corpus.paragraphs)
        if corpus.counts:
            model.words(corpus.counts)
        topical = sum(len(words) for near, words in corpus.paragraphs if near >= NEAR)
        self.say(f"Corpus: {corpus.files} files, {corpus.size / 1e6:.1f} million words, "
                 f"{topical / 1e6:.1f} million of them in paragraphs with three or more of the "
                 f"file's names; {len(model.names)} different words.")  # fmt: skip
        cases = cased(corpus.surfaces)
        times = given.effort
        ranked = [model.names[n] for n, _ in model.one.most_common(60_001) if n]
        stems: dict[str, list[str]] = defaultdict(list)
        for word in ranked[:30_000]:
            stems[word[:5]].append(word)
        effort = Effort(300 * times, 100_000 * times, 34 if times == 1 else 50,
                        ranked[:50_000], ranked[: 5_000 if times == 1 else 20_000], stems)  # fmt: skip
        attackers = [Attacker(article, model, cases, effort) for article, _ in self.published]
        settings = GRID if given.grid else DEFAULT
        if given.setting:
            numbers = ([*map(int, setting.split("+")), 4] for setting in given.setting)
            settings = [Setting(loose, strict, words) for loose, strict, words, *_ in numbers]
        others = [
            [words_of(text) for id_, text in self.texts.items() if id_ != article.id]
            for article, _ in self.published
        ]
        near = (words for _, words in corpus.paragraphs)
        seen, sequences = dictionary(attackers, [*self.own], sys.maxsize)
        for attacker, other in zip(attackers, others, strict=True):
            kept = attacker.dictionary
            more = dictionary([attacker], other, sys.maxsize)
            seen, sequences = seen + more[0], sequences + more[1]
            _merge(attacker, kept)
        held = [attacker.dictionary for attacker in attackers]
        more = dictionary(attackers, near, given.sequences)
        for attacker, kept in zip(attackers, held, strict=True):
            _merge(attacker, kept)
        self.say(f"Dictionary: {(seen + more[0]) / 1e6:.1f} million words, "
                 f"{(sequences + more[1]) / 1e6:.1f} million sequences tried.")  # fmt: skip
        notes: list[str] = []
        for attacker, (article, truth), other in zip(
            attackers, self.published, others, strict=True
        ):
            model.overlay([*self.own, *other], 4)
            notes += self._article(attacker, article, truth, settings)
            model.overlay([*self.own, *other], -4)
        self._print(notes, corpus, model)

    def _article(
        self, attacker: Attacker, article: Article, truth: Truth, settings: list[Setting]
    ) -> list[str]:
        weigh(attacker)
        tried = 0
        if self.given.guesses:
            tried = guessed(attacker, self.guesses)
        facts = Board(article, place=True)
        for target in article.targets:
            if target.words >= 3:
                attacker.filled[target.number] = attacker.fill(facts, target)
        fills = [t for t in attacker.filled.values() if t.tries]
        every = ["dictionary", "filled", "order", *(["guessed"] if tried else [])]
        for setting in settings:
            row: dict[str, Any] = {}
            for source in every:
                row[source] = attack(attacker, truth, setting, [source], rounds=1)
            row["together"] = attack(attacker, truth, setting, every)
            self.tables[setting].append(
                {k: (score(o.board, truth), o.hits, o.claims) for k, o in row.items()}
            )
            if self.given.show:
                board = row["together"].board
                for target in article.targets:
                    if target.words >= setting.words and all(
                        board.letters[target.first : target.last]
                    ):
                        words = board.read(target.first, target.last)
                        mark = "" if _is_true(truth, target, words) else " (wrong)"
                        self.say(f"{setting}: {target.paths[0]}: {words}{mark}")
            for key in LIMITS:
                found = score(extrapolate(attacker, truth, setting, *key), truth)
                self.limits[setting, key].append(f"{found.more / found.words:.1%} ({found.fresh})")
        if not self.given.grid:
            self._without(attacker, article, truth)
        need = [surprisal(attacker, facts, truth, t) for t in article.targets if t.words >= 4]
        whole, board = 0.0, Board(article, place=True)
        for target in sorted(article.targets, key=lambda t: t.length):
            if target.words >= 4 and math.isfinite(
                bits := surprisal(attacker, board, truth, target)
            ):
                whole += bits
                board.put(target.first, true_words(truth, target), "all")
        below = ", ".join(f"{sum(n <= b for n in need)} at most {b}" for b in (16, 24, 32, 40, 48))
        digests = len({(t.first, t.length) for t in article.targets if t.words >= 4})
        size = len(truth.words)
        return [
            f"{article.id}: {size} words, {digests} distinct spans with a digest (from 4 words). "
            f"The trigram model needs {entropy(attacker.model, truth.marked.text):.1f} bits a word. "
            f"Published in digests: "
            + ", ".join(f"{sum(b)}: {digests * sum(b) / size:.1f}" for b in dict.fromkeys(BITS))
            + " bits a word. "
            f"All words of those spans, given the facts and the shape: {whole / size:.1f} bits a word. "
            f"Bits needed for the true words of a span, given the facts and the shape: {below}, "
            f"of {len(need)}. "
            f"Fill: {len(fills)} spans, {sum(t.tries for t in fills):,} tries. "
            f"Order: {attacker.hashes:,} digests in all."
            + (f" Guesses: {tried:,} stretches." if tried else "")
        ]

    def _without(self, attacker: Attacker, article: Article, truth: Truth) -> None:
        """What each thing published is worth to the attacker, by leaving it out."""
        long_edges: dict[int, list[int | None]] = defaultdict(lambda: [None, None])
        for target in article.targets:
            if target.words >= 4:
                long_edges[target.first][1] = target.start + target.lead
                long_edges[target.last][0] = target.end - target.trail
        bare = article._replace(known=[], choices={})
        for name, held, place, hints in (
            ("everything", article, True, True),
            ("without the words of the records", article, True, False),
            ("without names, pronouns and dates", bare, True, True),
            ("without short spans at all", bare._replace(edges=dict(long_edges)), True, True),
            ("without the place in the skeleton", article, False, True),
            ("without code points", article._replace(edges={p: [None, None] for p in article.edges}), True, True),
        ):  # fmt: skip
            other = attacker.copy(held, hints=hints)
            cells = []
            for guesses, share in LIMITS[1:]:
                found = score(
                    extrapolate(other, truth, Setting(place=place), guesses, share), truth
                )
                cells.append(f"{(found.more + found.facts) / found.words:.1%}")
            board, whole = Board(held, place=place), 0.0
            for target in sorted(article.targets, key=lambda t: t.length):
                if target.words >= 4 and math.isfinite(
                    bits := surprisal(other, board, truth, target)
                ):
                    whole += bits
                    board.put(target.first, true_words(truth, target), "all")
            self.without.setdefault(name, []).append((f"{whole / len(truth.words):.1f}", cells))

    def _print(self, notes: list[str], corpus: Corpus, model: Model) -> None:
        tables, limits = self.tables, self.limits
        every = list(next(iter(tables.values()))[0])
        self.say("\nA cell: words beyond the facts (right claims, wrong claims).")
        self.say("\nWords recovered, " + both(article.id for article, _ in self.published) + ".\n")
        self.say("| setting | facts | " + " | ".join(f"+ {e}" for e in every)
                 + " | wrong words | longest run | the same without facts | runs of 8 | matches true, false |")  # fmt: skip
        self.say("|---" * (len(every) + 7) + "|")
        for setting, rows in tables.items():
            cells = [both(f"{r['together'][0].facts / r['together'][0].words:.1%}" for r in rows)]
            cells += [
                both(
                    f"{r[e][0].more / r[e][0].words:.1%} ({r[e][2][0]}, {r[e][2][1]})" for r in rows
                )
                for e in every
            ]
            cells += [
                both(str(getattr(r["together"][0], a)) for r in rows)
                for a in ("wrong", "longest", "fresh", "runs")
            ]
            cells += [both(f"{r['together'][1][0]}, {r['together'][1][1]}" for r in rows)]
            self.say(f"| {setting} | " + " | ".join(cells) + " |")
        self.say("\nExtrapolated: words beyond the facts, and the longest run of them, for an attacker with so "
                 "many tries a span and a model that needs so much of our model's bits.\n")  # fmt: skip
        keys = list(dict.fromkeys(key for _, key in limits))
        self.say(
            "| setting | " + " | ".join(f"2^{b} tries, {s:.0%} of the bits" for b, s in keys) + " |"
        )
        self.say("|---" * (len(keys) + 1) + "|")
        for setting in tables:
            self.say(
                f"| {setting} | " + " | ".join(both(limits[setting, key]) for key in keys) + " |"
            )
        if "guessed" in every:
            self.say("")
            for setting, rows in tables.items():
                shares = both(f"{r['guessed'][1][0]}, {r['guessed'][1][1]}" for r in rows)
                self.say(f"- Guesses alone at {setting}: matches true, false: {shares}.")
        if self.without:
            self.say(f"\nWith less published, at {Setting()}: bits a word that the model needs, and words "
                     "recovered in all, facts among them, extrapolated as above.\n")  # fmt: skip
            heads = " | ".join(f"2^{b} tries, {s:.0%} of the bits" for b, s in LIMITS[1:])
            self.say(f"| published | bits a word | {heads} |")
            self.say("|---" * (len(LIMITS) + 1) + "|")
            for name, held in self.without.items():
                shares = " | ".join(
                    both(cells) for cells in zip(*(c for _, c in held), strict=True)
                )
                self.say(f"| {name} | {both(bits for bits, _ in held)} | {shares} |")
        self.say("")
        for note in notes:
            self.say(f"- {note}")
        for bits in (8, 16):
            if corpus.surfaces:
                found = per_token(self.texts, model, corpus.surfaces, bits)
                self.say(f"- One digest of {bits} bits a token (as novelshare), same texts, bigram "
                         f"decoder: {both(f'{share:.0%}' for share in found)} of the tokens.")  # fmt: skip
        self.say("- Measured elsewhere on other texts: novelshare at 8 bits a token 68 % of the tokens, "
                 "at 16 bits 95 %; SisC leaves 35 % of the characters in clear.")  # fmt: skip
        self.say(f"- {time.monotonic() - self.began:.0f} s.")


def _merge(attacker: Attacker, kept: dict[int, Tried]) -> None:
    for number, outcome in kept.items():
        more = attacker.dictionary.get(number, NOTHING).matches
        attacker.dictionary[number] = Tried([*outcome.matches, *more], 0, 0.0)


if __name__ == "__main__":
    main()
