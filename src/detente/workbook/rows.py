"""One row of a sheet: from its cells to what it holds, and back without loss."""

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from detente.diagnostics import Path
from detente.workbook import more
from detente.workbook.columns import Column
from detente.workbook.errors import CellError
from detente.workbook.layout import MORE, VOICE
from detente.workbook.names import Names
from detente.workbook.passages import Range, Sentences, grounded, left_to_do
from detente.workbook.sheets import folded, storable

NONE = "none"
"""What stands in a cell that has a usual value, where there is no value."""

Usual = Mapping[str, Mapping[str, str]]
"""For each article the annotator and the confidence that its rows have if they say nothing."""

_Object = dict[str, Any]


@dataclass(slots=True)
class Context:
    """What a row is read with."""

    names: Names = field(default_factory=Names)
    sentences: Sentences = field(default_factory=lambda: Sentences(()))
    usual: Usual = field(default_factory=dict)
    only_article: str | None = None
    """The article, if there is one alone."""


class Decoded(NamedTuple):
    """What a row holds."""

    fragment: _Object
    places: dict[Path, str]
    """The heading of the column that each part stands under."""
    problems: list[tuple[str, str, str]]
    """Heading, code and message of each cell that could not be read."""


def decode(
    columns: Sequence[Column], cells: Mapping[str, str], context: Context, own: int | None = None
) -> Decoded:
    """What the cells of a row hold, with what blank cells mean."""
    fragment: _Object = {}
    places: dict[Path, str] = {}
    problems: list[tuple[str, str, str]] = []
    without: set[Path] = set()
    for column in columns:
        places.setdefault(column.path, column.heading)
        text = cells.get(column.heading, "")
        if not text:
            continue
        if column.path[-1] in _USUAL and folded(text) == NONE:
            without.add(column.path)
            continue
        try:
            if column.spans:
                value: Any = context.sentences.read(text, own, small=column.small)
            else:
                value = column.read(text, context.names)
        except CellError as error:
            problems.append((column.heading, error.code, error.message))
            continue
        if column.only is not None:
            value = [*(more.get(fragment, column.path) or ()), *value]
        more.put(fragment, column.path, value)
    finish(fragment, columns, context, own, without)
    try:
        for path in more.apply(fragment, cells.get(MORE, "")):
            places[path] = MORE
    except CellError as error:
        problems.append((MORE, error.code, error.message))
    return Decoded(fragment, places, problems)


# --- what blank cells mean ----------------------------------------------------------------------

_USUAL = ("annotator", "confidence")


def finish(
    fragment: _Object,
    columns: Sequence[Column],
    context: Context,
    own: int | None,
    without: Iterable[Path] = (),
) -> None:
    """Add what blank cells mean; documented in the notes of the columns, and never a guess.

    A time with words alone is unresolved; a speaker is named, spoken of indirectly, communicates and
    is certain; the article vouches for what it says in its own voice (``CT+``), and for nothing that
    it reports (``Uu``); an event occurred; evidence is the row's sentence.
    """
    paths = {column.path for column in columns}
    for column in columns:
        field = column.field
        if field.required and field.many and not field.least and len(column.path) == 1:
            fragment.setdefault(field.key, [])
        time = more.get(fragment, column.path[:-1]) if column.path[-1] == "words" else None
        if isinstance(time, dict):
            time.setdefault("basis", "unresolved")
    for path in ((VOICE,), ()):
        condition = more.get(fragment, (*path, "condition"))
        if isinstance(condition, dict):
            condition.setdefault("kind", "conditional")
    sentence = context.sentences.get(own)
    voice = fragment
    if any(path[0] == VOICE for path in paths):
        voice = fragment.setdefault(VOICE, {})
        _finish_voice(voice, event=(VOICE, "status") in paths)
        if sentence is not None:
            voice.setdefault("evidence", [dict(sentence.span)])
            voice.setdefault("article", sentence.article)
    needs_article = (VOICE, "article") in paths or _REQUIRED_ARTICLE & paths
    if "article" not in voice and needs_article and context.only_article is not None:
        voice["article"] = context.only_article
    for key, value in context.usual.get(voice.get("article", ""), {}).items():
        prefix = () if voice is fragment else (VOICE,)
        if (*prefix, key) in paths and (*prefix, key) not in set(without):
            voice.setdefault(key, value)


_REQUIRED_ARTICLE = {("phase", "period"), ("factor", "kind"), ("form",)}
"""Columns of the sheets in which each row belongs to an article."""


def _finish_voice(voice: _Object, *, event: bool) -> None:
    sources = voice.get("sources")
    for source in sources if isinstance(sources, list) else ():
        if "actor" in source:
            source.setdefault("kind", "named")
        if "quoted" not in source:
            source.setdefault("mode", "indirect")
        source.setdefault("act", "communication")
        source.setdefault("commitment", "CT+")
    voice.setdefault("commitment", "Uu" if sources else "CT+")
    if event:
        voice.setdefault("status", "occurred")


# --- writing ------------------------------------------------------------------------------------


class Ground(NamedTuple):
    """Where the spans of a row lie."""

    article: str | None
    text: str | None
    """The text of the article, if it is at hand."""
    evidence: tuple[Range, ...] = ()
    """The evidence of all places of the record, for words of the record itself."""


def encode(
    columns: Sequence[Column],
    fragment: _Object,
    context: Context,
    ground: Ground,
    own: int | None = None,
) -> dict[str, str]:
    """The cells that hold a fragment whose spans are offsets; what no cell can say is in *more*."""
    cells: dict[str, str] = {}
    for column in columns:
        text = _written(column, fragment, context, ground, own)
        if (
            text
            and storable(text)
            and not decode([column], {column.heading: text}, context, own).problems
        ):
            cells[column.heading] = text
    for column in columns:
        quiet = _quiet(column, columns, fragment, context, own)
        if quiet is not None:
            cells.pop(column.heading, None)
            if quiet:
                cells[column.heading] = quiet
    read = _read(columns, cells, context, ground, own)
    wanted = _without_places(fragment)
    lines = more.lines(_with_proposals(read, wanted), wanted)
    if lines:
        cells[MORE] = "\n".join(lines)
    return cells


def _written(
    column: Column, fragment: _Object, context: Context, ground: Ground, own: int | None
) -> str:
    value = more.get(fragment, column.path)
    if value is None:
        return ""
    if column.spans:
        evidence: Sequence[Range] | None = None
        if column.small:
            inside = column.path[0] == VOICE
            evidence = (
                ranges(fragment.get(VOICE, {}).get("evidence")) if inside else ground.evidence
            )
        return context.sentences.write(value, ground.article, ground.text, own, evidence) or ""
    return column.write(value, context.names)


def _quiet(
    column: Column,
    columns: Sequence[Column],
    fragment: _Object,
    context: Context,
    own: int | None,
) -> str | None:
    """A blank if a blank cell means the value, *none* if there is no value and a blank means one;
    ``None`` if the cell has to say it.
    """
    if column.path[-1] not in _QUIET:
        return None
    value = more.get(fragment, column.path)
    rest = copy.deepcopy(fragment)
    if value is not None:
        more.put(rest, column.path, None)
    finish(rest, columns, context, own)
    usual = more.get(rest, column.path)
    if value is None:
        return NONE if usual is not None and column.path[-1] in _USUAL else None
    if column.path[-1] == "evidence":  # offsets here, a quote there
        sentence = context.sentences.get(own)
        whole = sentence and [{"start": sentence.start, "end": sentence.end}]
        return "" if value == whole else None
    return "" if more.same(value, usual) else None


_QUIET = frozenset(
    (
        "annotator",
        "confidence",
        "article",
        "commitment",
        "status",
        "kind",
        "mode",
        "act",
        "evidence",
    )
)


def _read(
    columns: Sequence[Column],
    cells: Mapping[str, str],
    context: Context,
    ground: Ground,
    own: int | None,
) -> _Object:
    """What the cells hold, with offsets for quotes."""
    fragment = decode(columns, cells, context, own).fragment
    if ground.text is None:
        return fragment
    voice = fragment.pop(VOICE, None)
    result: _Object = _grounded(fragment, ground.text, ground.evidence)
    if voice is not None:
        evidence = _grounded(voice.pop("evidence", None), ground.text, ())
        result[VOICE] = _grounded(voice, ground.text, ranges(evidence))
        result[VOICE]["evidence"] = evidence
    return result


def replaced(value: Any, change: Callable[[_Object], _Object | None]) -> Any:
    """A copy in which ``change`` gives each object, save those of extensions; ``None``: its parts are sought."""
    if isinstance(value, dict):
        made = change(value)
        if made is not None:
            return made
        return {k: item if k == "ext" else replaced(item, change) for k, item in value.items()}
    return [replaced(item, change) for item in value] if isinstance(value, list) else value


def _without_places(value: Any) -> Any:
    """What a row holds, where a place is still to be given without the offsets of what is proposed."""
    return replaced(
        value,
        lambda part: (
            {key: item for key, item in part.items() if key in ("quote", "ext")}
            if left_to_do(part)
            else None
        ),
    )


def _with_proposals(read: Any, wanted: Any) -> Any:
    """What cells hold, where a place is still to be given with what is proposed for it."""
    if isinstance(read, dict) and isinstance(wanted, dict):
        if left_to_do(read) and left_to_do(wanted):
            return read | {"quote": wanted["quote"]}
        return {key: _with_proposals(item, wanted.get(key)) for key, item in read.items()}
    if isinstance(read, list) and isinstance(wanted, list):
        return [*map(_with_proposals, read, wanted), *read[len(wanted) :]]
    return read


def _grounded(value: Any, text: str, evidence: Sequence[Range]) -> Any:
    return replaced(
        value,
        lambda part: grounded(part, text, evidence) if isinstance(part.get("quote"), str) else None,
    )


def ranges(spans: Any) -> tuple[Range, ...]:
    """The ranges of spans that have offsets."""
    return tuple(
        (span["start"], span["end"])
        for span in (spans if isinstance(spans, list) else ())
        if isinstance(span, dict) and "start" in span and "end" in span
    )
