"""How the time of each call grows with its input: seconds of processor time, and the exponent.

    python benchmarks/growth.py [--most 100] [--only WORD ...] [--short]

An exponent of 1 means that twice the input takes twice the time; 2 means four times. It is fitted over
all sizes by least squares on logarithms, and given for the last step alone as well. The collector of
Python stays as the library leaves it; between the calls it is run, so that none pays for another.

``--short``: small sizes, for CI: the exit status is 1 if the last step is far above its target.
"""

import argparse
import functools
import gc
import math
import random
import re
import statistics
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import make_files
import orjson
from make_files import file

import detente
from detente.codec.encode import to_plain
from detente.pipeline.draft import unseal
from detente.statement.about import about_whom
from detente.text import occurrences
from detente.text.anchors import SCHEME, anchoring
from detente.text.marked_skeletons import PROFILE
from detente.text.profiles import profile
from detente.text.skeletons import skeleton_with_origins

LIMIT = 1.15
"""The exponent that is aimed at."""

FAR = 1.6
"""For the short form: squares are found, noise is not."""


class Task(NamedTuple):
    """A call and what it is given."""

    name: str
    unit: str
    sizes: tuple[int, ...]
    make: Callable[[int], Callable[[], Any]]
    """For a size the call to be measured."""
    far: float = FAR
    """The exponent that the short form does not allow."""


# --- input --------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=8)
def file_of(articles: int) -> bytes:
    """The bytes of a file; those of the largest take a minute to make."""
    return file(articles)


def dataset(articles: int) -> detente.Dataset:
    return detente.loads(file_of(articles))


def with_texts(articles: int, scale: int = 1) -> tuple[detente.Dataset, dict[str, str]]:
    """A dataset and its texts; ``scale``: how many times the usual claims and events an article has."""
    usual = make_files.EVENTS, make_files.CLAIMS, make_files.LINKS
    make_files.EVENTS, make_files.CLAIMS, make_files.LINKS = (n * scale for n in usual)
    try:
        chance, world = random.Random(make_files.SEED), make_files.World(make_files.SEED)
        makers = [make_files.Maker(n, chance, world) for n in range(articles)]
        made = detente.loads(make_files.to_bytes(make_files._document(makers)))
    finally:
        make_files.EVENTS, make_files.CLAIMS, make_files.LINKS = usual
    return made, {f"{n}.txt": "".join(maker.text.parts) for n, maker in enumerate(makers)}


def other_pass(first: detente.Dataset) -> detente.Dataset:
    """The same articles by somebody who left out some claims, and what refers to them."""
    chance = random.Random(7)
    kept = tuple(claim for claim in first.claims if chance.random() < 0.97)
    links = tuple(link for link in first.links if chance.random() < 0.9)
    return first.evolve(claims=kept, links=links)


def long_text(words: int) -> tuple[str, detente.Dataset]:
    """A text of so many words, and a dataset with a twentieth as many spans in it, some nested."""
    chance = random.Random(5)
    known = [
        "".join(chance.choices("abdegiklmnoprstu", k=chance.randint(2, 9))) for _ in range(4000)
    ]
    listed = [chance.choice(known) for _ in range(words)]
    starts, pieces, at = [], [], 0
    for n, word in enumerate(listed):
        end = ".\n\n" if n % 120 == 119 else ". " if n % 12 == 11 else " "
        starts.append(at)
        pieces.append(word + end)
        at += len(pieces[-1])
    text = "".join(pieces).rstrip()
    places: set[tuple[int, int]] = set()
    while len(places) < words // 20:
        first = chance.randrange(words - 12)
        last = first + chance.randint(3, 11)
        places.add((starts[first], starts[last] + len(listed[last])))
    return text, with_spans(text, sorted(places))


def with_spans(text: str, places: list[tuple[int, int]]) -> detente.Dataset:
    """A dataset with one article of this text, all of it one segment, and these spans."""
    of = profile(text)
    own = anchoring(text, of.profile, of.salt).anchors((*place, SCHEME.words) for place in places)
    spans = tuple(
        detente.Span(start=start, end=end, anchor=str(anchor))
        for (start, end), anchor in zip(places, own, strict=True)
    )
    one = detente.loads(file(1))
    segment = attrs.evolve(one.articles[0].segments[-1], start=0, end=len(text), anchor=None)
    article = attrs.evolve(one.articles[0], text=of, segments=(segment,), uncoded=())
    mention = attrs.evolve(one.mentions[0], article=article.id, spans=spans)
    return detente.Dataset(articles=(article,), mentions=(mention,), actors=one.actors)


LINE = "the envoys of both courts met again\n"


def _prefixes(words: list[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    return [(0, words[n + 3][1]) for n in range(size)]


HOSTILE: dict[str, tuple[Callable[[int], str], Callable[..., list[tuple[int, int]]]]] = {
    "prefixes of a row of equal words": (lambda n: "a " * (n + 4), _prefixes),
    "spans in each other": (
        lambda n: " ".join(f"word{i}" for i in range(2 * n + 4)),
        lambda words, n: [(words[i][0], words[-1 - i][1]) for i in range(n)],
    ),
    "one line again and again": (
        lambda n: LINE * n,
        lambda words, n: [(words[7 * i][0], words[7 * i + 6][1]) for i in range(n)],
    ),
    "prefixes of equal lines": (lambda n: LINE * n, _prefixes),
    "overlapping spans": (
        lambda n: " ".join(f"word{i % 97}" for i in range(n + 60)),
        lambda words, n: [(words[i][0], words[i + 50][1]) for i in range(n)],
    ),
    "many spans in one place": (
        lambda _: f"Long ago {LINE}Nothing else was said of it. " * 2,
        lambda words, n: [(words[0][0], words[7][1])] * n,
    ),
}
"""Texts for so many spans, and the spans in them: those that once took a square or a cube."""


def hostile(kind: str, size: int, *, changed: bool = True) -> tuple[detente.Dataset, str]:
    """A dataset of so many spans, and its text or a copy of it with a change at its beginning and in its
    middle.
    """
    write, place = HOSTILE[kind]
    text = write(size).rstrip()
    words = [match.span() for match in re.finditer(r"\S+", text)]
    middle = len(text) // 2
    given = with_spans(text, place(words, size))
    return given, f"New: {text[:middle]}x{text[middle:]}" if changed else text


def forget() -> None:
    """Put other texts into the place of those that the library remembers something of, as if the process
    had not made them itself.
    """
    for number in range(64):
        text = f"another text with the number {number}"
        anchoring(text, PROFILE, "")
        skeleton_with_origins(text)
    occurrences._blocks.cache_clear()


def with_changes(text: str, share: float) -> str:
    """A copy of a text with a share of its words changed."""
    chance = random.Random(11)
    return re.sub(r"\w+", lambda m: f"x{m[0]}" if chance.random() < share else m[0], text)


def wrapped(text: str) -> str:
    """The copy with some changes, its lines at most 72 characters long, as in mail."""
    return "\n".join(textwrap.fill(line, 72) for line in with_changes(text, 0.02).split("\n"))


def reworded(text: str) -> str:
    """A copy in which nothing that is annotated is left: the time that a search in vain takes."""
    return re.sub(r"(?<!\w)(\w+ \w+)(?= )", r"\1x", text)


def small(number: int) -> detente.Dataset:
    """A dataset of one claim, with actors that many such datasets share."""
    ids = ["actor:one", "actor:two"]
    actors = tuple(
        detente.Actor(
            id=id_,
            kind=detente.ActorKind.STATE,
            names=(detente.Name(text=id_[6:], kind=detente.NameKind.COMMON),),
        )
        for id_ in ids
    )
    claim = attrs.evolve(
        _FIRST().claims[0],
        id=f"claim:c{number}",
        about=(ids[number % 2],),
        proposition=f"says number {number}",
        judged=None,
        causes=(),
        effects=(),
        attitude=None,
        condition=None,
    )
    return detente.Dataset(actors=actors, claims=(claim,))


@functools.cache
def _FIRST() -> detente.Dataset:
    return dataset(1)


# --- what is measured ---------------------------------------------------------------------------


def of_dataset(call: Callable[[detente.Dataset], Any]) -> Callable[[int], Callable[[], Any]]:
    def make(size: int) -> Callable[[], Any]:
        given = dataset(size)
        return lambda: call(given)

    return make


def _about(size: int) -> Callable[[], Any]:
    given = dataset(size)
    whom = given.relations[0].id
    given.statements(about=whom)

    def run() -> None:
        for _ in range(100):
            given.statements(about=whom)

    return run


def _merged(size: int) -> Callable[[], Any]:
    first, *others = (small(number) for number in range(size))
    return lambda: detente.merge(first, *others)


@functools.lru_cache(maxsize=1)
def _files(size: int) -> tuple[detente.Dataset, ...]:
    """Datasets of one article each, that share states and issues."""
    values = (make_files.article(number) for number in range(size))
    return tuple(detente.loads(make_files.to_bytes(each)) for each in values)


def _merged_files(size: int) -> Callable[[], Any]:
    given = _files(size)
    return lambda: detente.merge(*given)


def _merged_two(size: int) -> Callable[[], Any]:
    first = dataset(size)
    second = first.evolve(relations=())  # an article says one thing alone of a relation
    return lambda: detente.merge(first, second, prefix={1: "second"})


def _agreed(size: int) -> Callable[[], Any]:
    first = dataset(size)
    second = other_pass(first)
    return lambda: detente.agree(first, second, samples=10)


def _compared(size: int) -> Callable[[], Any]:
    given, _texts = with_texts(2, size)
    left, right = (article.id for article in given.articles)
    return lambda: detente.compare(given, left, right)


def _streamed(size: int) -> Callable[[], Any]:
    path = Path(_folder.name, f"{size}.detente.jsonl")
    detente.dump(dataset(size), path)
    return lambda: sum(1 for _ in detente.stream(path))


def _lines(size: int) -> Callable[[], Any]:
    path = Path(_folder.name, f"{size}.detente.jsonl")
    detente.dump(dataset(size), path)

    def loop() -> None:
        with path.open("rb") as file_:
            for line in file_:
                orjson.loads(line)

    return loop


def _sealed(size: int) -> Callable[[], Any]:
    given, texts = with_texts(1, size)
    text = next(iter(texts.values()))
    draft = unseal(to_plain(given), {given.articles[0].id: text})
    data = orjson.dumps(draft)
    return lambda: detente.seal(data, texts)


def _attached(change: Callable[[str], str]) -> Callable[[int], Callable[[], Any]]:
    def make(size: int) -> Callable[[], Any]:
        given, texts = with_texts(size)
        copies = {name: change(text) for name, text in texts.items()}
        return lambda: detente.attach(given, copies)

    return make


def _long(share: float) -> Callable[[int], Callable[[], Any]]:
    def make(size: int) -> Callable[[], Any]:
        text, given = long_text(size)
        copy = with_changes(text, share)
        return lambda: detente.attach(given, {"copy.txt": copy})

    return make


def _hostile(kind: str) -> Callable[[int], Callable[[], Any]]:
    def make(size: int) -> Callable[[], Any]:
        given, copy = hostile(kind, size)
        return lambda: detente.attach(given, {given.articles[0].id: copy})

    return make


def _validated(size: int) -> Callable[[], Any]:
    data = file_of(size)
    return lambda: detente.validate(data)


def _loaded(size: int) -> Callable[[], Any]:
    data = file_of(size)
    return lambda: detente.loads(data)


ARTICLES = (10, 30, 100, 300, 1000)
TASKS = (
    Task("loads", "articles", ARTICLES, _loaded),
    Task("validate", "articles", ARTICLES, _validated),
    Task("stream of JSON Lines", "articles", ARTICLES, _streamed),
    Task("the same lines by orjson, without checks", "articles", ARTICLES, _lines),
    Task("statements", "articles", ARTICLES, of_dataset(lambda d: d.statements())),
    Task("collecting who is spoken of, once", "articles", ARTICLES, of_dataset(about_whom)),
    Task("100 times the statements about one relation, then", "articles", ARTICLES, _about),
    Task("statements as plain values", "articles", ARTICLES,
         of_dataset(lambda d: d.statements().to_dicts())),
    Task("tables", "articles", ARTICLES, of_dataset(detente.tables)),
    Task("merge of two", "articles", ARTICLES, _merged_two),
    Task("merge of many", "datasets", (100, 300, 1000, 3000, 10000), _merged),
    Task("merge of many files of one article", "articles", ARTICLES, _merged_files),
    Task("agree", "articles", (3, 10, 30, 100, 300, 1000), _agreed),
    Task("compare of two articles", "times 110 statements each", (1, 3, 10, 30, 100), _compared),
    Task("seal of one text", "times 110 statements", (1, 3, 10, 30, 100), _sealed),
    Task("attach of changed copies", "articles", (3, 10, 30, 100),
         _attached(lambda text: with_changes(text, 0.02))),
    Task("attach of changed and wrapped copies", "articles", (3, 10, 30, 100), _attached(wrapped)),
    Task("attach of reworded copies", "articles", (3, 10, 30, 100), _attached(reworded), far=2.4),
    Task("attach of one text, unchanged", "words", (10000, 30000, 100000), _long(0)),
    Task("attach of one text, 2 % of words changed", "words", (10000, 30000, 100000), _long(0.02)),
    *(Task(f"attach: {kind}", "spans", (300, 1000, 3000), _hostile(kind), far=2.4) for kind in HOSTILE),
)  # fmt: skip

_folder = tempfile.TemporaryDirectory()


def seconds(make: Callable[[], Callable[[], Any]]) -> float:
    """The processor time of a call: the median of a few, of short ones. Each has an input of its own, so
    that none finds what one before it has left there.
    """
    times: list[float] = []
    while not times or (len(times) < 5 and sum(times) < 1):
        run = make()
        gc.collect()
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return statistics.median(times)


def slope(sizes: list[int], times: list[float]) -> float:
    """The exponent that fits best, by least squares on logarithms."""
    xs, ys = [math.log(n) for n in sizes], [math.log(max(t, 1e-6)) for t in times]
    x, y = statistics.fmean(xs), statistics.fmean(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum(
        (a - x) ** 2 for a in xs
    )


def main(tasks: Sequence[Task] = TASKS) -> int:
    """Print the table; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=100, help="articles at most (100)")
    parser.add_argument("--only", nargs="+", default=[], metavar="WORD")
    parser.add_argument("--limit", type=float, default=60, help="seconds a call may take (60)")
    parser.add_argument("--short", action="store_true")
    given = parser.parse_args()
    far = []
    print("| call | in | sizes | seconds | exponent: fitted | last step | target | met |")
    print("|---|---|---|---|---|---|---|---|")
    for task in tasks:
        if given.only and not any(word in task.name for word in given.only):
            continue
        sizes, times = [], []
        task.make(task.sizes[0])()  # what is imported on use
        for size in task.sizes[:2] if given.short else task.sizes:
            if task.unit == "articles" and size > given.most:
                break
            sizes.append(size)
            times.append(seconds(functools.partial(task.make, size)))
            gc.collect()
            if times[-1] > given.limit:
                break
        if len(sizes) < 2:
            continue
        last = slope(sizes[-2:], times[-2:])
        shown = " / ".join(f"{t:.3g}" for t in times)
        met = "yes" if last <= LIMIT else "**no**"
        print(f"| {task.name} | {task.unit} | {' / '.join(map(str, sizes))} | {shown} "
              f"| {slope(sizes, times):.2f} | {last:.2f} | ≤ {LIMIT} | {met} |", flush=True)  # fmt: skip
        if last > task.far:
            far.append(task.name)
    if given.short and far:
        print(f"grows much faster than its input: {', '.join(far)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
