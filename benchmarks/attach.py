"""Find spans again in copies that were changed by known steps: détente beside named others.

    python benchmarks/attach.py [--seeds 20] [--peer-seeds 1] [--jobs 2] [--only NAME] [--json FILE]
    python benchmarks/attach.py --long [--words 10000 25000 50000 100000 200000]

The texts of the bundled dataset are looked for in DETENTE_TEXTS, or in ../shared/texts. Détente
gets the dataset, which holds no words. The others get the words of each span, and what else they can
use: its old offset, the words around it, or the whole old text. They are used if they are installed:
`reanchor`, `langextract` (its WordAligner) and `rapidfuzz`.

A place is right if it is one of those that the truth names (see perturb.py), to the character. A
place for words that are changed is wrong, unless the engine says that they are changed and the
place is that of what is left. An answer without a place is never wrong, but the span is not found.
"""

import argparse
import difflib
import importlib
import importlib.metadata
import json
import multiprocessing
import os
import random
import re
import sys
import time
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import attrs
from perturb import GROUPS, PERTURBATIONS, WORD, Perturbed, Range, Truth, perturb

import detente
from detente.codec.encode import to_plain
from detente.dataset import Dataset
from detente.diagnostics import pointer
from detente.pipeline.sealing import span_values
from detente.records import Segment
from detente.text.anchors import anchored_span
from detente.text.profiles import canonical, profile, sha256

SEED = 2026
LONG_WORDS = 4
"""Spans of so many words are long: in détente these have a digest."""
LENGTHS = (10_000, 25_000, 50_000, 100_000, 200_000)
LONG = (
    "nothing changed",
    "all reformatting",
    "2 % of the words changed",
    "10 % of the words changed",
    "10 % of the paragraphs moved",
)


class Target(NamedTuple):
    """A span of the dataset."""

    path: str
    article: str
    place: Range
    long: bool


class Answer(NamedTuple):
    """What an engine says of a span: a verdict in its own words, and a place if it gives one."""

    verdict: str
    place: Range | None
    changed: bool = False
    """Whether it says that the words there are not quite those."""


Engine = Callable[[Dataset, Mapping[str, str], Mapping[str, str]], Mapping[str, Answer]]
"""Dataset, old texts and new texts by article, to answers by the span's path."""

Quoting = Callable[[str, str, Sequence[Range]], Sequence[Answer]]
"""Old text, new text, spans in the order of the text, to answers."""

LOST = Answer("not found", None)


# --- what is asked ------------------------------------------------------------------------------


def targets(dataset: Dataset, texts: Mapping[str, str]) -> list[Target]:
    """All spans of a dataset that hold words, segments left out."""
    spans = []
    for part in span_values(to_plain(dataset)):
        span, path, article = part.value, part.path, part.article
        if article is None or article not in texts or "segments" in path:
            continue
        place = span["start"], span["end"]
        words = len(texts[article][slice(*place)].split())  # U.S.S.R. is one word
        spans.append(Target(pointer(path), article, place, words >= LONG_WORDS))
    return spans


def own_texts(dataset: Dataset, folder: Path) -> dict[str, str]:
    """The canonical texts of a dataset's articles, by id."""
    files = [canonical(p.read_text("utf-8")) for p in sorted(folder.glob("*.txt"))]
    by_digest = {sha256(text): text for text in files}
    return {a.id: by_digest[a.text.sha256] for a in dataset.articles if a.text.sha256 in by_digest}


def anchored(
    dataset: Dataset, texts: Mapping[str, str], make: Callable[..., Any] = anchored_span
) -> Dataset:
    """The dataset with anchors made of these texts.

    ``make``: from text, start, end and profile to something with an ``anchor``.
    """
    document = to_plain(dataset)
    profiles = {article: profile(text) for article, text in texts.items()}
    for part in span_values(document):
        span, path, article = part.value, part.path, part.article
        anchors = "segments" not in path or "anchor" in attrs.fields_dict(Segment)
        if anchors and article is not None and article in texts:
            held = make(texts[article], span["start"], span["end"], profiles[article])
            span["anchor"] = held.anchor
    return detente.loads(json.dumps(document, ensure_ascii=False).encode())


# --- détente ------------------------------------------------------------------------------------


def ours(attach: Callable[..., Any] = detente.attach) -> Engine:
    """Détente as an engine; ``attach`` may be another function with the same result."""

    def engine(
        dataset: Dataset, _: Mapping[str, str], new: Mapping[str, str]
    ) -> Mapping[str, Answer]:
        answers: dict[str, Answer] = {}
        for span in attach(dataset, dict(new)).spans:
            place = None if span.start is None else (span.start, span.end)
            verdict = getattr(span.verdict, "value", span.verdict)
            answers[span.path] = Answer(verdict, place, verdict == "edited")
        return answers

    return engine


# --- the others ---------------------------------------------------------------------------------


def quoting(find: Quoting) -> Engine:
    """An engine that is given the words: one article after the other."""

    def engine(
        dataset: Dataset, old: Mapping[str, str], new: Mapping[str, str]
    ) -> Mapping[str, Answer]:
        wanted = targets(dataset, old)
        answers: dict[str, Answer] = {}
        for article, text in old.items():
            places = sorted({t.place for t in wanted if t.article == article})
            # They count in the text that they are given: it is the canonical one.
            given = dict(zip(places, find(text, canonical(new[article]), places), strict=True))
            answers |= {t.path: given[t.place] for t in wanted if t.article == article}
        return answers

    return engine


def all_at(needle: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(needle)})", text)]


def plain_search(old: str, new: str, places: Sequence[Range]) -> list[Answer]:
    """The same characters, nearest to the old offset."""
    answers = []
    for start, end in places:
        offsets = all_at(old[start:end], new)
        at = min(offsets, key=lambda n: abs(n - start), default=None)
        answers.append(LOST if at is None else Answer("found", (at, at + end - start)))
    return answers


class Normal:
    """A text with blanks, quotes, dashes, case and line ends evened out, and for each character of it
    the offset that it comes from.
    """

    def __init__(self, text: str) -> None:
        text = re.sub(r"(?<=[^\W\d_])-\n(?=[^\W\d_])", "\u00ad\u00ad", text)
        parts: list[str] = []
        self.origins: list[int] = []
        for at, character in enumerate(text):
            new = unicodedata.normalize("NFKC", character).casefold()
            if character == "\u00ad":
                continue
            if character in "“”„«»":
                new = '"'
            elif character in "‘’‚‹›":
                new = "'"
            elif character in "‐‑–—":
                new = "-"
            elif character.isspace():
                new = "" if parts and parts[-1] == " " else " "
            parts += new
            self.origins += [at] * len(new)
        self.text = "".join(parts)

    def words(self) -> list[tuple[str, int, int]]:
        """Words, and their ranges in the text as it was."""
        return [
            (m.group(), self.origins[m.start()], self.origins[m.end() - 1] + 1)
            for m in re.finditer(r"[^\W_]+", self.text)
        ]


def normal_search(old: str, new: str, places: Sequence[Range]) -> list[Answer]:
    """The same characters after evening out, nearest to the old offset."""
    copy = Normal(new)
    answers = []
    for start, end in places:
        needle = Normal(old[start:end]).text.strip()
        offsets = all_at(needle, copy.text)
        at = min(offsets, key=lambda n: abs(copy.origins[n] - start), default=None)
        if at is None:
            answers.append(LOST)
            continue
        place = copy.origins[at], copy.origins[at + len(needle) - 1] + 1
        answers.append(Answer("found", place))
    return answers


def signs(text: str, at: int, step: int, count: int) -> int:
    """The edge after taking so many signs from an offset on, blanks not counted."""
    edge = at
    while count and 0 <= at + min(step, 0) < len(text):
        character = text[at + min(step, 0)]
        if character.isalnum():
            break
        at += step
        if not character.isspace():
            edge, count = at, count - 1
    return edge


def by_difference(old: str, new: str, places: Sequence[Range]) -> list[Answer]:
    """Word by word along the difference of both whole texts (`difflib`), evened out."""
    before, after = Normal(old).words(), Normal(new).words()
    matcher = difflib.SequenceMatcher(
        None, [w[0] for w in before], [w[0] for w in after], autojunk=False
    )
    there: dict[int, int] = {}
    for a, b, size in matcher.get_matching_blocks():
        there |= {a + n: b + n for n in range(size)}
    starts = [word[1] for word in before]
    answers = []
    for start, end in places:
        first, behind = bisect_left(starts, start), bisect_left(starts, end)
        matched = [there.get(n) for n in range(first, behind)]
        if (
            not matched
            or matched[0] is None
            or matched != [matched[0] + n for n in range(len(matched))]
        ):
            answers.append(LOST)
            continue
        head = sum(not c.isspace() for c in old[start : before[first][1]])
        tail = sum(not c.isspace() for c in old[before[behind - 1][2] : end])
        left, right = after[matched[0]][1], after[matched[0] + len(matched) - 1][2]
        place = signs(new, left, -1, head), signs(new, right, 1, tail)
        answers.append(Answer("found", place))
    return answers


@lru_cache(maxsize=4)
def reanchored(old: str, new: str, places: tuple[Range, ...]) -> list[Any]:
    """What `reanchor` finds by its own selectors, kept for both readings of it."""
    package = importlib.import_module("reanchor")
    copy = package.prepare_document(new)
    return [package.resolve_quote(copy, package.describe_quote(old, *place)) for place in places]


def with_reanchor(*, strict: bool) -> Quoting:
    """`reanchor`; strictly: no approximate answers, and none that have rivals."""
    importlib.import_module("reanchor")

    def find(old: str, new: str, places: Sequence[Range]) -> list[Answer]:
        answers = []
        for got in reanchored(old, new, tuple(places)):
            near = got is not None and got.method == "approximate"
            if got is None or (strict and (near or got.rivals)):
                answers.append(LOST)
            else:
                answers.append(Answer(got.method, (got.start, got.end), near))
        return answers

    return find


def with_langextract() -> Quoting:
    """The aligner of `langextract`, which gets all words in the order of the text."""
    resolver = importlib.import_module("langextract.resolver")
    data = importlib.import_module("langextract.core.data")

    def find(old: str, new: str, places: Sequence[Range]) -> list[Answer]:
        asked = [
            data.Extraction(extraction_class="span", extraction_text=old[start:end])
            for start, end in places
        ]
        resolver.WordAligner().align_extractions([asked], new)
        answers = []
        for one in asked:
            if one.char_interval is None or one.alignment_status is None:
                answers.append(LOST)
                continue
            status = one.alignment_status.value
            place = one.char_interval.start_pos, one.char_interval.end_pos
            answers.append(Answer(status, place, status != "match_exact"))
        return answers

    return find


def with_rapidfuzz() -> Quoting:
    """`rapidfuzz`: the best window of the length of the words, from 90 of 100 on."""
    fuzz = importlib.import_module("rapidfuzz.fuzz")

    def find(old: str, new: str, places: Sequence[Range]) -> list[Answer]:
        answers = []
        for start, end in places:
            got = fuzz.partial_ratio_alignment(old[start:end], new, score_cutoff=90)
            if got is None:
                answers.append(LOST)
            else:
                place = got.dest_start, got.dest_end
                answers.append(Answer(f"{got.score:.0f}", place, got.score < 100))
        return answers

    return find


PEERS: dict[str, tuple[str | None, Callable[[], Quoting]]] = {
    "quote search": (None, lambda: plain_search),
    "quote search, normalised": (None, lambda: normal_search),
    "difflib, whole old text": (None, lambda: by_difference),
    "reanchor": ("reanchor", lambda: with_reanchor(strict=False)),
    "reanchor, strictly": ("reanchor", lambda: with_reanchor(strict=True)),
    "langextract": ("langextract", with_langextract),
    "rapidfuzz": ("rapidfuzz", with_rapidfuzz),
}
"""Names, the packages that they need, and how to make them."""


def peers(names: Iterable[str]) -> dict[str, Engine]:
    """Those that are installed; says which are not."""
    engines: dict[str, Engine] = {}
    for name in names:
        package, make = PEERS[name]
        try:
            engine = quoting(make())
        except ImportError:
            print(f"- {name}: not installed")
            continue
        version = f" {importlib.metadata.version(package)}" if package else ""
        print(f"- {name}{version}")
        engines[name] = engine
    return engines


# --- counting -----------------------------------------------------------------------------------


@attrs.define
class Score:
    """Counts of one engine for one perturbation."""

    long: int = 0
    long_right: int = 0
    long_wrong: int = 0
    short: int = 0
    short_right: int = 0
    short_wrong: int = 0
    changed: int = 0
    """Spans that are edited or gone."""
    changed_named: int = 0
    """Of these: no place, or called changed and placed where the rest of it is."""
    changed_wrong: int = 0
    doubtful: int = 0
    """Wrong places that are open to doubt."""
    seconds: float = 0.0
    texts: int = 0
    verdicts: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    """What became of spans, and the engine's verdict."""

    def count(self, target: Target, truth: Truth, answer: Answer) -> bool:
        """Count an answer; say whether it is wrong."""
        size = "long" if target.long else "short"
        self.verdicts[f"{truth.kind}, {size}", answer.verdict] += 1
        right = answer.place in truth.places
        self.doubtful += answer.place in truth.rivals
        if truth.kind != "untouched":
            wrong = answer.place is not None and not (answer.changed and right)
            self.changed += 1
            self.changed_named += not wrong
            self.changed_wrong += wrong
            return wrong
        wrong = answer.place is not None and not right
        self._add(size, right, wrong)
        return wrong

    def _add(self, size: str, right: bool, wrong: bool) -> None:
        for name, value in ((size, 1), (f"{size}_right", right), (f"{size}_wrong", wrong)):
            setattr(self, name, getattr(self, name) + value)

    @property
    def wrong(self) -> int:
        return self.long_wrong + self.short_wrong + self.changed_wrong

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, a.name) + getattr(other, a.name) for a in attrs.fields(Score)))

    def cells(self) -> tuple[str, ...]:
        return (
            share(self.long_right, self.long),
            str(self.long_wrong),
            share(self.short_right, self.short),
            str(self.short_wrong),
            share(self.changed_named, self.changed),
            str(self.changed_wrong),
        )


class Wrong(NamedTuple):
    """A wrong place, without words: ``perturb`` makes the same text again."""

    engine: str
    perturbation: str
    seed: int
    article: str
    place: Range
    answer: Answer
    truth: Truth


Scores = dict[str, dict[str, Score]]
"""By perturbation and engine."""


def run(
    dataset: Dataset,
    texts: Mapping[str, str],
    perturbations: Iterable[str],
    engines: Mapping[str, tuple[Engine, Sequence[int]]],
    wrongs: list[Wrong] | None = None,
) -> Scores:
    """Ask engines, each with its seeds, for all spans after each perturbation.

    ``texts``: canonical, by article; ``dataset``: with anchors of these texts.
    """
    wanted = targets(dataset, texts)
    by_article: dict[str, list[Target]] = defaultdict(list)
    for target in wanted:
        by_article[target.article].append(target)
    scores: Scores = {}
    for name in perturbations:
        scores[name] = {engine: Score() for engine in engines}
        for seed in sorted({seed for _, seeds in engines.values() for seed in seeds}):
            changed = perturbed(name, texts, by_article, seed)
            if not changed:
                continue
            new = {a: changed[a].raw if a in changed else text for a, text in texts.items()}
            for engine, (ask, seeds) in engines.items():
                if seed not in seeds:
                    continue
                score = scores[name][engine]
                began = time.process_time()
                answers = ask(dataset, texts, new)
                score.seconds += time.process_time() - began
                score.texts += 1
                for target in wanted:
                    if target.article not in changed:
                        continue
                    truth = changed[target.article].truths[target.place]
                    answer = answers.get(target.path, LOST)
                    if score.count(target, truth, answer) and wrongs is not None:
                        key = engine, name, seed, target.article, target.place
                        wrongs.append(Wrong(*key, answer, truth))
    return scores


def perturbed(
    name: str, texts: Mapping[str, str], wanted: Mapping[str, Sequence[Target]], seed: int
) -> dict[str, Perturbed]:
    """The changed texts of the articles in which there is something to be changed."""
    by_article = {}
    for article, text in texts.items():
        other = next((t for a, t in texts.items() if a != article), "")
        places = sorted({target.place for target in wanted[article]})
        changed = perturb(name, text, places, seed, other)
        if changed is not None:
            by_article[article] = changed
    return by_article


def run_parallel(
    dataset: Dataset,
    texts: Mapping[str, str],
    perturbations: Sequence[str],
    engines: Mapping[str, tuple[Engine, Sequence[int]]],
    wrongs: list[Wrong],
    *,
    jobs: int,
) -> Scores:
    """The same in several processes, a perturbation at a time."""
    if jobs < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return run(dataset, texts, perturbations, engines, wrongs)
    global _one

    def _one(name: str) -> tuple[Scores, list[Wrong]]:
        wrong: list[Wrong] = []
        return run(dataset, texts, [name], engines, wrong), wrong

    scores: Scores = {}
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        for row, wrong in pool.imap(_in_process, perturbations):
            scores |= row
            wrongs += wrong
    return scores


_one: Callable[[str], tuple[Scores, list[Wrong]]]
"""What a process does; engines cannot be sent there, but are inherited."""


def _in_process(name: str) -> tuple[Scores, list[Wrong]]:
    return _one(name)


def score(
    dataset: Dataset,
    texts: Mapping[str, str],
    perturbations: Iterable[str] = PERTURBATIONS,
    seeds: Sequence[int] = range(2),
    attach: Callable[..., Any] = detente.attach,
) -> dict[str, Score]:
    """Détente alone, by perturbation; ``attach`` may be a function with other settings."""
    scores = run(dataset, texts, perturbations, {"ours": (ours(attach), seeds)})
    return {name: row["ours"] for name, row in scores.items()}


def total(scores: Scores, engine: str, names: Iterable[str] | None = None) -> Score:
    rows = (scores[name][engine] for name in (scores if names is None else names) if name in scores)
    return sum(rows, Score())


# --- tables -------------------------------------------------------------------------------------

HEAD = (
    "untouched, 4 words or more: found right", "wrong", "untouched, shorter: found right", "wrong",
    "edited or gone: refused or named so", "wrong",
)  # fmt: skip


def share(count: int, whole: int) -> str:
    return f"{count}/{whole} ({100 * count / whole:.2f} %)" if whole else "–"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def report(scores: Scores, engines: Sequence[str]) -> None:
    print("\n## All perturbations\n")
    table(
        ("engine", *HEAD, "all wrong", "of these open to doubt", "ms a text pair"),
        (
            (
                *(name, *s.cells(), str(s.wrong), str(s.doubtful)),
                # Its answers are those of the line before, with another reading.
                "–" if "strictly" in name else f"{1000 * s.seconds / max(1, s.texts):.0f}",
            )
            for name in engines
            for s in [total(scores, name)]
        ),
    )
    print("## By group\n")
    table(
        ("group", "engine", *HEAD, "open to doubt"),
        (
            (group, name, *s.cells(), str(s.doubtful))
            for group, names in GROUPS.items()
            if any(n in scores for n in names)
            for name in engines
            for s in [total(scores, name, names)]
        ),
    )
    print("## By perturbation\n")
    table(
        ("perturbation", "engine", *HEAD, "open to doubt"),
        (
            (p, name, *row[name].cells(), str(row[name].doubtful))
            for p, row in scores.items()
            for name in engines
        ),
    )


def verdicts(scores: Scores, engine: str) -> None:
    """What became of the spans, and what the engine said of them."""
    print(f"## Verdicts of {engine}\n")
    counts = total(scores, engine).verdicts
    head = ["exact", "reformatted", "moved", "edited", "ambiguous", "absent"]
    head += sorted({said for _, said in counts} - set(head))
    table(
        ("what became of it", *head),
        (
            (kind, *(str(counts[kind, said]) for said in head))
            for kind in sorted({kind for kind, _ in counts}, reverse=True)
        ),
    )


# --- a long text --------------------------------------------------------------------------------


class Writer:
    """Writes a text of invented words with names and sentences, and marks spans in it.

    Words recur as in real texts (Zipf), each follows few others (Markov), and names recur most.
    """

    SIZE = 6000
    FUNCTION = (
        "the", "of", "and", "to", "in", "a", "that", "is", "for", "it", "as", "with", "was", "on",
        "by", "not", "be", "at", "this", "from", "are", "or", "an", "has", "but", "they", "which",
        "had", "one", "their", "will", "would", "all", "been", "its", "more", "who", "when", "no",
    )  # fmt: skip

    def __init__(self, seed: int) -> None:
        self.random = r = random.Random(f"writer/{seed}")
        syllables = [c + v for c in "bdfgklmnprstvz" for v in ("a", "e", "i", "o", "u", "ar", "en")]
        words = {
            "".join(r.choices(syllables, k=r.choice((1, 2, 2, 3, 3, 4)))) for _ in range(self.SIZE)
        }
        self.words = [*self.FUNCTION, *sorted(words)]
        r.shuffle(self.words[len(self.FUNCTION) :])
        self.weights = list(accumulate(1 / (n + 2.7) for n in range(len(self.words))))
        self.following: dict[str, list[str]] = {}
        self.names = sorted({"".join(r.choices(syllables, k=3)).capitalize() for _ in range(60)})
        self.name_weights = list(accumulate(1 / (n + 1) for n in range(len(self.names))))

    def word(self) -> str:
        return self.random.choices(self.words, cum_weights=self.weights)[0]

    def sentence(self) -> list[str]:
        r, words = self.random, [self.word()]
        for _ in range(max(4, round(r.lognormvariate(2.9, 0.5)))):
            chance = r.random()
            if chance < 0.1:
                words.append(r.choices(self.names, cum_weights=self.name_weights)[0])
            elif chance < 0.12:
                words.append(str(r.choice([r.randint(1, 90), r.randint(1900, 2030)])))
            elif chance < 0.5:
                last = words[-1]
                if last not in self.following:
                    self.following[last] = [self.word() for _ in range(12)]
                words.append(r.choice(self.following[last]))
            else:
                words.append(self.word())
        words[0] = words[0][:1].upper() + words[0][1:]
        commas = r.sample(range(len(words) - 1), k=len(words) // 12)
        for n in commas:
            words[n] += ","
        if r.random() < 0.08 and len(words) > 8:
            first = r.randrange(2, len(words) - 4)
            words[first], words[first + 2] = f'"{words[first]}', f'{words[first + 2]}"'
        words[-1] += "."
        return words

    def paragraphs(self, size: int) -> list[list[list[str]]]:
        """Paragraphs of sentences of words, so many words in all."""
        paragraphs: list[list[list[str]]] = []
        count = 0
        while count < size:
            paragraph = [self.sentence() for _ in range(self.random.randint(2, 8))]
            count += sum(map(len, paragraph))
            paragraphs.append(paragraph)
        return paragraphs


def long_dataset(size: int, model: Sequence[int], seed: int = SEED) -> tuple[Dataset, str]:
    """A dataset of one invented article of so many words, with a span for each 20 of them.

    ``model``: lengths of real spans, in words. The long ones are evidence; of the short ones 98 in
    100 are within evidence, as in the bundled dataset, and half of them are names.
    """
    writer = Writer(seed)
    r = writer.random
    parts: list[str] = []
    at = 0
    words: list[Range] = []  # without the signs at their ends
    last: list[int] = []  # for each word the number of the last one of its paragraph
    segments: list[Range] = []
    for paragraph in writer.paragraphs(size):
        if parts:
            parts.append("\n\n")
            at += 2
        begin = at
        for sentence in paragraph:
            for word in sentence:
                if at > begin:
                    parts.append(" ")
                    at += 1
                bare = word.strip('",.')
                lead = word.index(bare)
                words.append((at + lead, at + lead + len(bare)))
                parts.append(word)
                at += len(word)
        segments.append((begin, at))
        last += [len(words) - 1] * (len(words) - len(last))
    text = "".join(parts)
    lengths = [n for n in model if n >= LONG_WORDS]
    short = [n for n in model if n < LONG_WORDS]
    number = len(words) // 20
    evidence: set[Range] = set()
    within: dict[int, int] = {}  # for each word in evidence the last word of it
    while len(evidence) < number * len(lengths) // len(model):
        first = r.randrange(len(words))
        behind = min(last[first], first + r.choice(lengths) - 1)
        if behind - first + 1 >= LONG_WORDS:
            end = words[behind][1]
            evidence.add((words[first][0], end + (text[end : end + 1] == ".")))
            within |= dict.fromkeys(range(first, behind + 1), behind)
    names = set(writer.names)
    inside = sorted(within)
    named = [words[n] for n in inside if text[slice(*words[n])] in names]
    mentions = set(r.sample(named, min(len(named), (number - len(evidence)) // 2)))
    while len(mentions) + len(evidence) < number:
        outside = r.random() < 0.02
        first = r.randrange(len(words)) if outside else r.choice(inside)
        behind = min(last[first] if outside else within[first], first + r.choice(short) - 1)
        mentions.add((words[first][0], words[behind][1]))
    return _document(text, segments, sorted(mentions), sorted(evidence)), text


def _document(
    text: str, segments: Sequence[Range], mentions: Sequence[Range], evidence: Sequence[Range]
) -> Dataset:
    def spans(places: Iterable[Range]) -> list[dict[str, int]]:
        return [{"start": start, "end": end} for start, end in places]

    article = "article:long"
    annotator = {"annotator": "annotator:script"}
    document = {
        "format": "detente",
        "version": "1.0",
        "annotators": [
            {"id": "annotator:script", "kind": "software", "description": "Draws places by lot."}
        ],
        "actors": [
            {"id": "actor:somebody", "kind": "state", "names": [{"text": "X", "kind": "common"}]}
        ],
        "articles": [
            {
                "id": article,
                "authors": [],
                "publisher": "Nobody",
                "published": {"value": "2026", "basis": "stated"},
                "language": "en",
                "genre": "opinion",
                "rights": "Nobody holds rights in it.",
                "text": to_plain(profile(text)),
                "segments": [
                    {"kind": "body", "voice": "author", **span} for span in spans(segments)
                ],
            }
        ],
        "mentions": [
            {
                "id": f"mention:m-{n}",
                "article": article,
                "actor": "actor:somebody",
                "form": "name",
                "spans": spans(mentions[n : n + 20]),
                **annotator,
            }
            for n in range(0, len(mentions), 20)
        ],
        "claims": [
            {
                "id": f"claim:c-{n}",
                "proposition": "Something holds of somebody.",
                "kind": "factual",
                "tense": "past",
                "about": ["actor:somebody"],
                "utterances": [
                    {
                        "article": article,
                        "commitment": "CT+",
                        "evidence": spans([place]),
                        **annotator,
                    }
                ],
            }
            for n, place in enumerate(evidence)
        ],
    }
    return detente.loads(json.dumps(document).encode())


def long_texts(sizes: Sequence[int], model: Sequence[int], names: Sequence[str]) -> None:
    rows = []
    seconds: dict[str, tuple[int, float]] = {}
    engine = ours()
    for size in sizes:
        bare, text = long_dataset(size, model)
        texts = {"article:long": text}
        dataset = anchored(bare, texts)
        words = len(text.split())
        for name in names:
            scores = run(dataset, texts, [name], {"ours": (engine, [SEED])})
            got = scores[name]["ours"]
            growth = ""
            if name in seconds:
                before, took = seconds[name]
                growth = f"{got.seconds / took / (words / before):.2f}"
            seconds[name] = words, got.seconds
            spans = got.long + got.short + got.changed
            row = (f"{words}", f"{spans}", name, f"{got.seconds:.2f}", growth, *got.cells())
            rows.append(row)
            print("| " + " | ".join(row) + " |", file=sys.stderr, flush=True)
    print("Growth: how much more time for each word than in the line before of that kind.\n")
    table(("words", "spans", "perturbation", "seconds", "growth", *HEAD), rows)


# --- the command --------------------------------------------------------------------------------


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--seeds", type=int, default=20, help="text pairs a perturbation")
    parser.add_argument("--peer-seeds", type=int, default=1, help="the same for the others")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--peers", nargs="*", choices=[*PEERS], default=[*PEERS], metavar="NAME")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="groups or perturbations")
    parser.add_argument("--wrong", type=int, default=0, help="list so many wrong places of ours")
    parser.add_argument("--long", action="store_true", help="a long invented text, ours alone")
    parser.add_argument("--words", type=int, nargs="+", default=[*LENGTHS])
    parser.add_argument("--json", type=Path, metavar="FILE")
    return parser.parse_args()


def selected(names: Sequence[str] | None) -> list[str]:
    if not names:
        return [*PERTURBATIONS]
    chosen = [n for name in names for n in GROUPS.get(name, {name: None})]
    unknown = [name for name in chosen if name not in PERTURBATIONS]
    if unknown:
        sys.exit(f"no such perturbation: {', '.join(unknown)}")
    return chosen


def main() -> int:
    options = arguments()
    dataset = detente.load_dataset("dprk-russia")
    beside = Path(__file__).resolve().parents[1].parent / "shared" / "texts"
    texts = own_texts(dataset, Path(os.environ.get("DETENTE_TEXTS") or beside))
    if len(texts) < len(dataset.articles):
        print("the texts are neither in DETENTE_TEXTS nor in ../shared/texts")
        return 2
    wanted = targets(dataset, texts)
    if options.long:
        lengths = [max(1, len(WORD.findall(texts[t.article], *t.place))) for t in wanted]
        long_texts(options.words, lengths, selected(options.only) if options.only else LONG)
        return 0
    print(f"{len(wanted)} spans in {len(texts)} articles\n")
    engines: dict[str, tuple[Engine, Sequence[int]]] = {}
    if options.seeds:
        print(f"- détente {detente.__version__}, {options.seeds} seeds from {SEED}")
        engines["détente"] = (ours(), range(SEED, SEED + options.seeds))
    for name, engine in peers(options.peers).items():
        engines[name] = (engine, range(SEED, SEED + options.peer_seeds))
    print(f"\nThe others have {options.peer_seeds} seeds from {SEED}: counts differ for that.")
    print("Open to doubt: see `negated` in perturb.py. These places are counted as wrong.")
    wrongs: list[Wrong] = []
    chosen = selected(options.only)
    scores = run_parallel(dataset, texts, chosen, engines, wrongs, jobs=options.jobs)
    report(scores, [*engines])
    if "détente" in engines:
        verdicts(scores, "détente")
        for wrong in [w for w in wrongs if w.engine == "détente"][: options.wrong]:
            print(*wrong[1:])
    if options.json:
        plain_scores = {p: {e: _plain(s) for e, s in row.items()} for p, row in scores.items()}
        options.json.write_text(
            json.dumps(plain_scores, ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
    return 0


def _plain(score: Score) -> dict[str, Any]:
    values = attrs.asdict(score, filter=lambda a, _: a.name != "verdicts")
    return values | {"verdicts": [[*key, count] for key, count in score.verdicts.items()]}


if __name__ == "__main__":
    sys.exit(main())
