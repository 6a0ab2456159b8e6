"""What the two articles have to say to each other: the tables of the annotators, and ``compare`` against them.

``python docs/across.py`` prints the figures; ``docs/datasheet.py`` writes them into the data sheet. A row of a
table and an item of ``compare`` are about one matter if their passages overlap in both articles.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import detente
from detente import Comparison, ComparisonVerdict, Dataset
from detente.files import bundled_path

NAME = "dprk-russia"
TABLES = ("across-a", "across-b", "across")
"""The tables in ``passes/``: of two annotators, and the adjudicated one."""

CLASSES = {
    "agreement": ("same", "specifies", "parallels"),
    "disagreement": ("contradicts", "rivals"),
    "change": ("updates",),
}
"""The verdicts of a table by what ``compare`` has to tell apart."""

VERDICTS = {
    "agreement": (ComparisonVerdict.AGREE, ComparisonVerdict.PARALLEL),
    "disagreement": (ComparisonVerdict.CONTRADICT, ComparisonVerdict.RIVAL),
    "change": (ComparisonVerdict.CHANGED, ComparisonVerdict.LATER),
}

Range = tuple[int, int]


class Pair(NamedTuple):
    """Two passages that are about one matter."""

    kind: str
    """*agreement*, *disagreement* or *change*."""
    verdict: str
    earlier: tuple[Range, ...]
    """Passages of the earlier article, in code points, half-open."""
    later: tuple[Range, ...]
    matter: str


class Score(NamedTuple):
    """How many of some pairs others have under the same kind."""

    found: int
    of: int

    def __str__(self) -> str:
        """The share and the numbers."""
        return f"{self.found / self.of:.2f} ({self.found} of {self.of})" if self.of else "–"


def table(path: Path) -> tuple[Pair, ...]:
    """The pairs of a table; rows of what only one article says are left out."""
    kinds = {verdict: kind for kind, verdicts in CLASSES.items() for verdict in verdicts}
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Pair(
                kinds[verdict],
                verdict,
                ((int(row["h_start"]), int(row["h_end"])),),
                ((int(row["f_start"]), int(row["f_end"])),),
                row["matter"],
            )
            for row in csv.DictReader(file)
            if (verdict := row["verdict"].partition(":")[0]) in kinds
        )


def compared(dataset: Dataset) -> tuple[Pair, ...]:
    """The items of ``compare``; a phase or factor stands where its grounds do."""
    comparison: Comparison = detente.compare(dataset)
    against = {link.id for link in dataset.links if link.kind.value in CLASSES["disagreement"]}

    def kind(item: detente.ComparisonItem) -> str | None:
        # A table does not ask who holds it; compare sets apart what an article only reports.
        if item.verdict is ComparisonVerdict.REPORTED and against.intersection(item.links):
            return "disagreement"
        return next((name for name, of in VERDICTS.items() if item.verdict in of), None)

    return tuple(
        Pair(
            said,
            item.verdict.value,
            tuple(_passages(dataset, item.left)),
            tuple(_passages(dataset, item.right)),
            next((position.text for position in item.left), ""),
        )
        for item in comparison.items
        if (said := kind(item)) is not None
    )


def _passages(dataset: Dataset, positions: Iterable[detente.Position]) -> Iterator[Range]:
    for position in positions:
        if position.role != "main":
            continue
        if position.evidence:
            yield from ((span.start, span.end) for span in position.evidence)
            continue
        for id_ in position.grounds:
            record = dataset[id_]
            voices = record.utterances if isinstance(record, detente.Claim) else record.accounts
            for voice in voices:
                if voice.article == position.article:
                    yield from ((span.start, span.end) for span in voice.evidence)


def overlap(left: Sequence[Range], right: Sequence[Range]) -> bool:
    """Whether two sets of passages share a word."""
    return any(a[0] < b[1] and b[0] < a[1] for a in left for b in right)


def matching(pair: Pair, others: Iterable[Pair], *, same_kind: bool = True) -> Iterator[Pair]:
    """Those of the others that are about the same matter."""
    for other in others:
        if (not same_kind or other.kind == pair.kind) and (
            overlap(pair.earlier, other.earlier) and overlap(pair.later, other.later)
        ):
            yield other


def share(some: Iterable[Pair], others: Sequence[Pair], kinds: Iterable[str]) -> Score:
    """How many of some pairs of these kinds the others have too."""
    wanted = [pair for pair in some if pair.kind in kinds]
    return Score(sum(any(matching(pair, others)) for pair in wanted), len(wanted))


def tables() -> dict[str, tuple[Pair, ...]]:
    """The tables that there are, by name."""
    folder = bundled_path(NAME).parent / "passes"
    paths = {name: folder / f"{name}.csv" for name in TABLES}
    return {name: table(path) for name, path in paths.items() if path.is_file()}


def before() -> Iterator[tuple[str, ...]]:
    """The same for version 0.2.0 of the dataset, against the adjudicated table."""
    path = bundled_path(NAME).parent / "passes" / "across-before.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for kind, *numbers in list(csv.reader(file))[1:]:
            found, of, right, items = map(int, numbers)
            what = f"compare on version 0.2.0 against across, {kind}"
            yield (what, str(Score(found, of)), str(Score(right, items)))


def rows() -> Iterator[tuple[str, ...]]:
    """Each comparison of two sets of pairs: what of the first the second has, and the other way round."""
    known = tables()
    items = compared(detente.load_dataset(NAME))
    first, second = (known[name] for name in TABLES[:2])
    for kind in CLASSES:
        yield (
            f"annotators, {kind}",
            str(share(first, second, [kind])),
            str(share(second, first, [kind])),
        )
    for name, pairs in known.items():
        for kind in CLASSES:
            yield (
                f"compare against {name}, {kind}",
                str(share(pairs, items, [kind])),
                str(share(items, pairs, [kind])),
            )
    yield from before()


if __name__ == "__main__":
    for what, recall, precision in rows():
        print(f"{what:52} {recall:>18} {precision:>18}")
