"""Statements and timelines for people and their programs: a table of text, CSV, plain values."""

import io
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

from detente.display import WIDTH, count
from detente.edtf import wording
from detente.inert import printable
from detente.json_types import Json
from detente.records.labels import Labels
from detente.statement.row import Statement
from detente.statement.timeline import EventRow
from detente.tabular import flat
from detente.tabular.folder import write_csv
from detente.vocab.enums import EventStatus

Said = Statement | EventRow
Words = Callable[[Said], str | None]
"""The words of a row in the reader's texts; ``None`` where they are not found."""

_WHEN, _WHO, _HOW, _GAP = 14, 19, 3, "  "
_LEGEND = "CT certain, PR probable, PS possible; + so, - not so; Uu left open"


def as_text(
    rows: Sequence[Said],
    labels: Labels,
    words: Words | None = None,
    *,
    ids: bool = False,
    width: int = WIDTH,
) -> str:
    """A table: when, who, how firmly, and what, with the condition before it; labels, not ids.

    Args:
        rows: statements or a timeline.
        labels: what the records are called.
        words: what finds the words of a row; they stand below what it says.
        ids: whether the id of the claim or event stands below it.
        width: the columns of the terminal; a table has ``WIDTH`` at least, which every terminal has.
    """
    if not rows:
        return "none found"
    rest = max(width, WIDTH) - _WHEN - _WHO - _HOW - 3 * len(_GAP)
    widths = (_WHEN, _WHO, _HOW, rest)
    lines = [_line(("WHEN", "WHO", "", "SAYS"), widths)]
    told: dict[tuple[str, tuple[tuple[str, ...], ...]], int] = {}
    for row in rows:
        found = None if words is None else words(row)
        cells = [
            [_when(row)],
            [_who(row, labels)],
            [row.commitment.value],
            [_says(row), *([] if found is None else [f"“{found}”"]), *([row.id] if ids else [])],
        ]
        key = row.id, tuple(map(tuple, cells))
        told[key] = told.get(key, 0) + 1
    for (_, (*short, says)), times in told.items():
        again = [f"(in {times} places)"] if times > 1 else []
        columns = zip([*short, [*says, *again]], widths, strict=True)
        wrapped = [list(_wrapped(*column)) for column in columns]
        lines += (_line(line, widths) for line in zip_longest(*wrapped, fillvalue=""))
    what = "account" if isinstance(rows[0], EventRow) else "statement"
    return "\n".join([*lines, "", f"{count(len(rows), what)}.", _LEGEND])


def _when(row: Said) -> str:
    """The date; where it is only that of the publication, its year alone says so."""
    if isinstance(row, Statement) and row.dated == "publication":
        return f"published {wording.years(row.published)}".rstrip()
    return row.when or "no date"


def _who(row: Said, labels: Labels) -> str:
    side = f" ({labels[row.side]})" if row.side else ""
    reported = f", in {labels[row.article]}" if row.via else ""
    return f"{labels.holder(row.holder)}{side}{reported}"


def _says(row: Said) -> str:
    """What is held; of an event that did not simply happen, with its status."""
    status = row.status
    return row.says if status in (None, EventStatus.OCCURRED) else f"{row.says} [{status}]"


def _wrapped(texts: Iterable[str], width: int) -> Iterator[str]:
    for text in texts:
        # The words of a text may go over lines and paragraphs; what is left, a terminal must not obey.
        shown = printable(" ".join(text.split()))
        yield from textwrap.wrap(shown, width, break_on_hyphens=False)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return _GAP.join(padded).rstrip()


def as_dicts(
    rows: Iterable[Said], labels: Labels, words: Words | None = None
) -> list[dict[str, Json]]:
    """The rows as plain values with labels beside the ids, and with their words if wanted."""
    return [
        {
            **flat.labelled(row.to_dict(), labels),
            **({} if words is None else {"words": words(row)}),
        }
        for row in rows
    ]


def as_csv(dicts: Iterable[dict[str, Json]], names: Sequence[str], end: str) -> str:
    """The rows of ``as_dicts`` as CSV, as the tables of a dataset are written.

    Args:
        dicts: the rows.
        names: the columns.
        end: how a line ends.
    """
    file = io.StringIO(newline="")
    write_csv(file, names, map(flat.cells, dicts), end)
    return file.getvalue()
