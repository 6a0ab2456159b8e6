"""Fill in the figures of the bundled dataset's documents: ``python docs/datasheet.py``.

They are stored with the data, because they are part of the wheel. The text between ``<!-- counts:begin -->``
and ``<!-- counts:end -->``, and between similar comments, is written from the data; the rest is written by hand.
``--check`` writes nothing and exits with 1 if a page differs.
"""

import csv
import runpy
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import detente
from detente.analysis.agreement.agree import agree
from detente.analysis.agreement.figures import (
    Agreement,
    CoverageFigure,
    Figure,
    LabelFigure,
    ReferenceFigure,
    SpanFigure,
    TimeFigure,
)
from detente.analysis.statistics import statistics
from detente.dataset import Dataset
from detente.files import bundled_passes, bundled_path
from detente.records import ARRAYS, Identifier, Reference, model
from detente.records.used import used_values
from detente.text.anchors import Anchor
from detente.validation.context import Context
from detente.validation.rules.level3_anchors import anchored_in
from detente.validation.rules.level6_release import all_values

NAME = "dprk-russia"
FOLDER = bundled_path(NAME).parent
FIRST, SECOND, DRAWN, EARLIER = (
    f"{NAME}/{name}" for name in ("pass-a", "pass-b", "drawn", "earlier")
)
_ACROSS = Path(__file__).with_name("across.py")
_DRAW = Path(__file__).resolve().parent.parent / "benchmarks" / "draw.py"

HEADLINES = {
    "spans/mentions": "where actors are mentioned",
    "spans/events": "where an event is described",
    "spans/claims": "where a claim is made",
    "coverage/in reported speech": "what is in reported speech",
    "events/type": "type of event",
    "events/status": "status of event",
    "events/participants": "who takes part in an event, and in which role",
    "claims/kind": "kind of claim",
    "claims/commitment": "commitment of the article to a claim",
    "claims/about": "whom a claim is about",
    "claims/grounds": "which claims are its grounds",
    "links/ends": "which claims or events are linked",
    "relations/parties": "between whom there is a relation",
    "phases/characters": "its character",
    "factors/kinds": "kinds of factors in it",
}
"""The figures of the short table, and what each is in plain words."""


class Evidence(NamedTuple):
    """The datasets that the figures are computed from."""

    dataset: Dataset
    passes: tuple[Dataset, Dataset] | None
    """The two passes; ``None`` if they are not bundled."""
    drawn: Dataset | None
    """The drawn paragraphs as a fresh reader annotated them."""
    earlier: Dataset | None = None
    """The dataset as it was before the guidelines."""


def evidence() -> Evidence:
    """What is bundled."""
    there = bundled_passes(NAME)
    passes = None
    if FIRST in there and SECOND in there:
        passes = detente.load(f"@{FIRST}"), detente.load(f"@{SECOND}")
    drawn = detente.load(f"@{DRAWN}") if DRAWN in there else None
    earlier = detente.load(f"@{EARLIER}") if EARLIER in there else None
    return Evidence(detente.load_dataset(NAME), passes, drawn, earlier)


# --- counts --------------------------------------------------------------------------------------


def counts(found: Evidence) -> str:
    """What the dataset holds."""
    dataset = found.dataset
    context, numbers = Context(dataset), statistics(dataset)
    parts = [
        state(dataset),
        _annotators(context),
        "Records: " + _listed(numbers["records"]) + ".",
        "By article. An event, claim or actor of both articles counts in both columns, and once in "
        "the last one. Words cannot be counted without the texts, so densities are per "
        f"{PER:,} code points.",
        _articles(context, numbers),
        "Parts of records: " + _listed(numbers["parts"]) + ".",
        _vocabularies(dataset),
        _checked(context),
    ]
    return "\n\n".join(parts)


PER = 1000


def state(dataset: Dataset) -> str:
    """Version and status, with a warning as long as nothing was adjudicated."""
    header = dataset.dataset
    if header is None:
        raise ValueError("the dataset has no header")
    said = f"Version {header.version}, issued {header.issued}, status `{header.status.value}`."
    if header.status.value != "adjudicated":
        said += (
            " **Not adjudicated yet: what these pages say about two passes from the guidelines and"
            " their adjudication does not apply to this version.**"
        )
    return said


def _annotators(context: Context) -> str:
    signed = Counter(
        held.value.annotator
        for cls in model.classes(Dataset)
        if any(field.name == "annotator" for field in cls.fields)
        for held in context.each(cls.type)
        if held.value.annotator is not None
    )
    rows = [
        (f"`{who.id}`", who.kind.value, signed[who.id], who.description)
        for who in context.dataset.annotators
    ]
    head = ("annotator", "kind", "records and parts signed", "as the dataset describes it")
    humans = sum(who.kind.value == "human" for who in context.dataset.annotators)
    said = f"Annotators: {len(rows)}, of whom human: {humans}."
    return f"{said}\n\n{_table(head, rows)}"


def _articles(context: Context, numbers: Mapping[str, Any]) -> str:
    dataset, articles = context.dataset, [article.id for article in context.dataset.articles]
    each = [{**numbers["articles"][id_], **_in(dataset, id_)} for id_ in articles]
    whole = {
        "mentioned": len({mention.actor for mention in dataset.mentions}),
        "events": len(dataset.events),
        "claims": len(dataset.claims),
    }
    rows = []
    for name, said in _ROWS.items():
        cells = [one[name] for one in each]
        density = [
            "" if name == "length" else f"{one[name] / one['length'] * PER:.1f}" for one in each
        ]
        pairs = zip(cells, density, strict=True)
        rows.append((said, *(cell for pair in pairs for cell in pair), whole.get(name, sum(cells))))
    tokens: dict[str, list[Anchor]] = {id_: [] for id_ in articles}
    for one in anchored_in(context):
        tokens[one.article.id].append(Anchor.parse(one.token))
    anchored = [len(tokens[id_]) for id_ in articles]
    digests = [sum(token.digest is not None for token in tokens[id_]) for id_ in articles]
    spans = [one["spans"] + one["segments"] for one in each]
    accounted = [_percent(one["coverage"]) for one in each]
    for said, cells, total in (
        ("code points accounted for", accounted, ""),
        ("spans and segments with an anchor", *_shares(anchored, spans)),
        ("anchors with a digest (four words or more)", *_shares(digests, anchored)),
    ):
        rows.append((said, *(cell for one in cells for cell in (one, "")), total))
    head = ("", *(cell for id_ in articles for cell in (f"`{id_}`", f"per {PER:,}")), "dataset")
    return _table(head, rows)


_ROWS = {
    "length": "code points",
    "segments": "segments",
    "mentioned": "actors mentioned",
    "mentions": "mentions, each place",
    "events": "events",
    "claims": "claims",
    "utterances": "utterances of claims",
    "sources": "reported sources",
    "spans": "spans",
    "evidence": "spans of evidence or uncoded",
}


def _in(dataset: Dataset, article: str) -> dict[str, int]:
    """Counts by article that the statistics lack."""
    mentions = [one for one in dataset.mentions if one.article == article]
    utterances = [u for c in dataset.claims for u in c.utterances if u.article == article]
    accounts = [a for e in dataset.events for a in e.accounts if a.article == article]
    return {
        "mentioned": len({mention.actor for mention in mentions}),
        "mentions": sum(len(mention.spans) for mention in mentions),
        "utterances": len(utterances),
        "sources": sum(len(a.sources) for a in accounts) + sum(len(u.sources) for u in utterances),
    }


def _shares(some: Sequence[int], of: Sequence[int]) -> tuple[list[str], str]:
    """Shares by article, and the share of all."""
    pairs = zip((*some, sum(some)), (*of, sum(of)), strict=True)
    found = [_percent(n / m if m else None) for n, m in pairs]
    return found[:-1], found[-1]


def _vocabularies(dataset: Dataset) -> str:
    used, every = used_values(dataset), all_values()
    unused = set(dataset.dataset.unused) if dataset.dataset else set()
    rows = []
    for name in dict.fromkeys(value.partition("/")[0] for value in every):
        values = [value for value in every if value.partition("/")[0] == name]
        here = sum(value in used for value in values)
        rows.append((f"`{name}`", len(values), here, sum(value in unused for value in values)))
    neither = sum(value not in used and value not in unused for value in every)
    said = (
        f"Values of the vocabularies: {len(every)}; used {len(used)}, declared unused"
        f" {len(unused)}, neither {neither}. The dataset record lists those that are declared unused."
    )
    return f"{said}\n\n{_table(('vocabulary', 'values', 'used', 'declared unused'), rows)}"


def _checked(context: Context) -> str:
    rows = []
    identifiers = [held.value for held in context.each(Identifier)]
    for scheme in dict.fromkeys(one.scheme.value for one in identifiers):
        ours = [one for one in identifiers if one.scheme.value == scheme]
        rows.append(
            (f"identifiers, `{scheme}`", len(ours), sum(one.verified is True for one in ours))
        )
    rows.append(
        ("identifiers, all", len(identifiers), sum(o.verified is True for o in identifiers))
    )
    references = [held.value for held in context.each(Reference)]
    rows.append(("references", len(references), sum(one.verified is True for one in references)))
    return (
        "Identifiers and references that were checked in the register or source itself:\n\n"
        + _table(("", "number", "marked verified"), rows)
    )


def counts_in_short(found: Evidence) -> str:
    """The counts of the card."""
    numbers = statistics(found.dataset)
    used, of = numbers["vocabulary"]["used"], numbers["vocabulary"]["of"]
    rows = [
        (
            f"`{id_}`",
            *(article[name] for name in ("length", "segments", "events", "claims", "spans")),
            f"{article['claims'] / article['length'] * PER:.1f}",
            _percent(article["coverage"]),
        )
        for id_, article in numbers["articles"].items()
    ]
    columns = ("article", "code points", "segments", "events", "claims", "spans")
    head = (*columns, f"claims per {PER:,} code points", "accounted for")
    return "\n\n".join(
        [
            state(found.dataset),
            f"{_listed(numbers['records'])}; {numbers['spans']} spans; "
            f"{used} of {of} values of the vocabularies.",
            _table(head, rows),
        ]
    )


# --- agreement -----------------------------------------------------------------------------------

MISSING = (
    "**Missing.** {} not in this version, so there is no figure here. `python docs/datasheet.py` "
    "will add it."
)
NO_PASSES = MISSING.format("The two passes are")


def agreement(found: Evidence) -> str:
    """The two passes with each other, and each with the dataset."""
    if found.passes is None:
        return NO_PASSES
    a, b = found.passes
    compared = [agree(a, b), agree(a, found.dataset), agree(b, found.dataset)]
    pairs = ["A–B", "A–D", "B–D"]
    before = ""
    if found.earlier is not None:
        compared.append(agree(a, found.earlier))
        pairs.append("A–E")
        before = (
            f" E is `@{EARLIER}`, the dataset before there were guidelines, made only from the "
            "format and the codebook."
        )
    rows = []
    for name in ARRAYS:
        if name in compared[0].aligned:
            held = [len(getattr(dataset, name)) for dataset in (a, b, found.dataset)]
            rows.append((name, *held, *(len(each.aligned[name]) for each in compared)))
    head = ("records", "pass A", "pass B", "dataset", *(f"paired {pair}" for pair in pairs))
    entries = ", ".join(
        f"{pair} {len(each.disagreements)}" for pair, each in zip(pairs, compared, strict=True)
    )
    return "\n\n".join(
        [
            f"A is `@{FIRST}`, B is `@{SECOND}`, D the dataset.{before} Left is A, right is B; the last "
            "columns give one number for each other pair. A range in brackets says how far a number depends "
            "on which of several equally good pairs of records are made. "
            f"Entries in the lists of differences: {entries}.",
            _table(head, rows),
            *_tables(compared, pairs),
        ]
    )


def _tables(compared: Sequence[Agreement], pairs: Sequence[str]) -> Iterator[str]:
    """A table for each sort of figure: all figures of the first comparison, and the main one of
    the others.
    """
    shown = [figure for figure in compared[0].figures if figure.article is None]
    empty = [figure.key for figure in shown if not _size(figure)]
    for cls, (said, head, row) in _SORTS.items():
        rows = [
            (
                f"`{figure.key}`",
                *row(figure),
                *(_main_of(other, figure.key) for other in compared[1:]),
            )
            for figure in shown
            if type(figure) is cls and _size(figure)
        ]
        if rows:
            others = (f"{_MAIN[cls]} {pair}" for pair in pairs[1:])
            yield said
            yield _table(("", *head, *others), rows)
    if empty:
        yield "Nothing to compare: " + ", ".join(f"`{key}`" for key in empty) + "."


def _size(figure: Figure) -> int:
    """The number of units of a figure."""
    if isinstance(figure, SpanFigure):
        return figure.exact.left + figure.exact.right
    if isinstance(figure, ReferenceFigure):
        return figure.score.left + figure.score.right
    size: int = figure.n  # type: ignore[attr-defined]
    return size


def _main_of(compared: Agreement, key: str) -> str:
    """The one number of a figure; a field that neither side uses has none."""
    figures = {figure.key: figure for figure in compared.figures if figure.article is None}
    return _main(figures[key]) if key in figures else "–"


def _main(figure: Figure) -> str:
    """The one number of a figure."""
    match figure:
        case SpanFigure():
            return _number(figure.overlapping.f1)
        case ReferenceFigure() | TimeFigure() | LabelFigure():
            return _with_ties(figure)
        case CoverageFigure():
            return _number(figure.alpha)
    raise TypeError(figure)


def _with_ties(figure: Figure) -> str:
    """The number of a figure that depends on which records were paired, with its range."""
    low, high = map(_number, figure.ties or (0, 0))
    return _number(figure.value) + ("" if low == high else f" ({low} to {high})")


def _span_row(figure: Any) -> tuple[Any, ...]:
    scores = figure.exact, figure.overlapping, figure.code_points
    return figure.exact.left, figure.exact.right, *(_number(score.f1) for score in scores)


def _coverage_row(figure: Any) -> tuple[Any, ...]:
    shares = map(_percent, (figure.left, figure.right))
    return figure.n, *shares, _number(figure.agreed), _number(figure.alpha)


def _label_row(figure: Any) -> tuple[Any, ...]:
    agreed = figure.agreed if figure.metric != "jaccard" else figure.jaccard
    interval = "–"
    if figure.low is not None:
        interval = f"{_number(figure.low)} to {_number(figure.high)}"
    return figure.metric, figure.n, _number(agreed), _main(figure), interval


def _reference_row(figure: Any) -> tuple[Any, ...]:
    score = figure.score
    return score.left, score.right, score.both, _main(figure)


def _time_row(figure: Any) -> tuple[Any, ...]:
    names = ("n", "same", "definite", "possible", "impossible", "unreadable")
    return (*(getattr(figure, name) for name in names), _main(figure))


_SORTS: dict[type[Figure], tuple[str, tuple[str, ...], Callable[[Any], tuple[Any, ...]]]] = {
    SpanFigure: (
        "*Spans*: F1 of spans with the same ends, of overlapping spans, of marked code points.",
        ("left", "right", "same", "overlap", "code points"),
        _span_row,
    ),
    CoverageFigure: (
        "*Coverage*: each code point is a unit; Krippendorff's alpha.",
        ("code points", "left", "right", "agreed", "alpha"),
        _coverage_row,
    ),
    LabelFigure: (
        "*Values* of paired units: the share that agrees (sets: Jaccard's index), Krippendorff's alpha "
        "and its bootstrap interval. A dash: all values are the same, or there are too few pairs.",
        ("metric", "pairs", "agreed", "alpha", "95 %"),
        _label_row,
    ),
    ReferenceFigure: (
        "*References*, and presence of records: F1.",
        ("left", "right", "both", "F1"),
        _reference_row,
    ),
    TimeFigure: (
        "*Times* that both sides give: the same string, certainly the same days (including the same "
        "string), possibly, certainly not; the share of *certain*.",
        ("pairs", "same", "certain", "possible", "impossible", "unreadable", "share"),
        _time_row,
    ),
}

_MAIN: dict[type[Figure], str] = {
    SpanFigure: "overlap",
    CoverageFigure: "alpha",
    LabelFigure: "alpha",
    ReferenceFigure: "F1",
    TimeFigure: "share",
}


def agreement_in_short(found: Evidence) -> str:
    """The agreement of the two passes in some figures, for each article too."""
    if found.passes is None:
        return NO_PASSES
    compared = agree(*found.passes)
    articles = [article.left for article in compared.articles]
    rows = []
    for key, said in HEADLINES.items():
        whole = compared[key]
        cells = (_main(compared[key, article]) for article in articles)
        rows.append((said, f"`{key}`", _MAIN[type(whole)], _units(whole), _main(whole), *cells))
    head = ("", "figure", "measure", "units", "both articles", *(f"`{id_}`" for id_ in articles))
    said = (
        "Units: for alpha the pairs, or code points; for F1 the number in each pass. *overlap* is the F1 of "
        "spans that share a code point, *alpha* is Krippendorff's. The data sheet has all figures."
    )
    return f"{_table(head, rows)}\n\n{said}"


def _units(figure: Figure) -> str:
    if isinstance(figure, SpanFigure):
        return f"{figure.exact.left} + {figure.exact.right}"
    if isinstance(figure, ReferenceFigure):
        return f"{figure.score.left} + {figure.score.right}"
    return str(_size(figure))


def drawn(found: Evidence) -> str:
    """The randomly drawn paragraphs: a fresh reader compared with the dataset."""
    windows = [tuple(row) for row in runpy.run_path(str(_DRAW))["drawn"](found.dataset)]
    listed = "; ".join(f"`{article}` {start} to {end}" for article, start, end in windows)
    said = f"Drawn by `benchmarks/draw.py`, in code points: {listed}."
    if found.drawn is None:
        return said + "\n\n" + MISSING.format("The fresh reader's annotation is")
    compared = agree(found.drawn, found.dataset, within=windows)
    spans = [
        (placed.article, placed.value)
        for placed in Context(found.drawn).spans
        if placed.covers and placed.article is not None
    ]
    every, pairs, before = [compared], ["reader–D"], ""
    if found.earlier is not None:
        every.append(agree(found.drawn, found.earlier, within=windows))
        pairs.append("reader–E")
        before = f" The last column compares the reader with `@{EARLIER}`, made before there were guidelines."
    names = {shared.left: shared.right for shared in compared.articles}
    inside = sum(
        names.get(article, article) == where and start <= span.start and span.end <= end
        for article, span in spans
        for where, start, end in windows
    )
    return "\n\n".join(
        [
            said,
            f"Left is the fresh reader (`@{DRAWN}`), right the dataset. Of the reader's {len(spans)} spans "
            f"of evidence {inside} lie in these paragraphs; the rest is not compared. Number of "
            f"differences: {len(compared.disagreements)}.{before}",
            *_tables(every, pairs),
        ]
    )


# --- writing -------------------------------------------------------------------------------------


def across(_found: Evidence) -> str:
    """How the annotators across the articles agree, and how ``compare`` does against them."""
    rows = tuple(runpy.run_path(str(_ACROSS))["rows"]())
    head = ("pairs", "the second has of the first", "the first has of the second")
    return _table(head, rows)


def review(_found: Evidence) -> str:
    """What readers found wrong before the mending, by field, and in the sample afterwards."""
    _, *rows = _csv("review.csv")
    totals = [sum(int(row[n]) for row in rows) for n in (1, 2)]
    names = ("field", "errors found by record", "errors found by sentence")
    fields = _table(names, [*((f"`{field}`", *rest) for field, *rest in rows), ("all", *totals)])
    names = ("samples of 60", "records", "first reader: errors", "second reader: errors")
    _, *sample = _csv("sample.csv")
    return f"{fields}\n\n{_table(names, sample)}"


def _csv(name: str) -> list[list[str]]:
    with (bundled_path(NAME).parent / "passes" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 2) + 0.0:.2f}"  # no minus before a zero


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.1f} %"


def _listed(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in numbers.items())


def _table(head: Iterable[Any], rows: Iterable[Iterable[Any]]) -> str:
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    cells.insert(1, ["---"] * len(cells[0]))
    return "\n".join(
        "|" + "|".join(f" {cell} " if cell else " " for cell in row) + "|" for row in cells
    )


Block = Callable[[Evidence], str]
PAGES: dict[str, dict[str, Block]] = {
    "README.md": {"counts": counts_in_short, "agreement": agreement_in_short},
    "DATASHEET.md": {
        "counts": counts,
        "agreement": agreement,
        "across": across,
        "review": review,
        "drawn": drawn,
    },
}


def filled(text: str, blocks: Mapping[str, Block], found: Evidence) -> str:
    """A page with its blocks written again.

    Raises ``ValueError`` if the page does not contain a block exactly once.
    """
    for name, make in blocks.items():
        begin, end = (f"<!-- {name}:{edge} -->" for edge in ("begin", "end"))
        if text.count(begin) != 1 or text.count(end) != 1:
            msg = f"expected one block {name}"
            raise ValueError(msg)
        before, _, rest = text.partition(begin)
        after = rest.partition(end)[2]
        text = f"{before}{begin}\n\n{make(found)}\n\n{end}{after}"
    return text


def main() -> int:
    """Write or compare the pages."""
    stale, found, check = 0, evidence(), "--check" in sys.argv
    for name, blocks in PAGES.items():
        path = FOLDER / name
        text = path.read_text(encoding="utf-8")
        new = filled(text, blocks, found)
        if new != text:
            stale = 1
            if not check:
                path.write_text(new, encoding="utf-8")
            print("stale:" if check else "written:", name)
    return stale if check else 0


if __name__ == "__main__":
    sys.exit(main())
