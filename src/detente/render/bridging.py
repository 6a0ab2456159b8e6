"""Bridges for people: which there are, what was written, and what a tool changed."""

from collections import Counter
from collections.abc import Iterator, Mapping

from detente.bridges.importing import Imported
from detente.bridges.marks import Difference
from detente.bridges.registry import Bridge
from detente.bridges.typed_spans import TypedSpan, TypedTexts
from detente.dataset import Dataset
from detente.display import WIDTH, capped, count, filled, listing
from detente.inert import printable
from detente.records.labels import Labels
from detente.render.differing import apart

_LABEL = 56
"""Characters of a label or of words, so that a line of 80 has room for what is said of them."""


def table(bridges: Mapping[str, Bridge]) -> str:
    """The bridges: name, ways, extra, what is lost and by what it is proven."""
    lines: list[str] = []
    for bridge in bridges.values():
        extra = f", needs detente[{bridge.extra}]" if bridge.extra else ""
        lines.append(f"{bridge.name:<16}{bridge.title}: {bridge.ways}{extra}")
        lines.append(filled(f"lost: {bridge.lost}", " " * 16, " " * 22))
        lines.append(filled(f"proven by {bridge.proven}", " " * 16, " " * 18))
    return "\n".join(lines)


def exported(typed: TypedTexts, bridge: Bridge, output: str) -> str:
    """What was written, and which words were not found in the copies."""
    spans = sum(span.layer in bridge.layers for text in typed.texts for span in text.spans)
    spans -= len(typed.unwritten)
    marked = typed.texts and bridge.layers
    of = f", {count(spans, 'span')} of {count(len(typed.texts), 'text')}" if marked else ""
    lines = [printable(f"{output}: {bridge.title}{of}")]
    if typed.lost and marked:
        lost = count(len(typed.lost), "span")
        lines.append(
            f"{lost} not written: your copies do not have the words (detente attach says why)"
        )
    if typed.unwritten:
        unwritten = count(len(typed.unwritten), "span")
        lines.append(f"{unwritten} not written: the format cannot hold them")
        lines += map(_unwritten, typed.unwritten)
    lines.append(filled(f"lost: {bridge.lost}", "", "  "))
    return "\n".join(lines)


def _unwritten(span: TypedSpan) -> str:
    return printable(f"  {span.layer} at {span.start} to {span.end}: “{_short(span.text)}”")


def imported(made: Imported, base: Dataset | None, output: str) -> str:
    """Every difference with its words, and how many there are."""
    labels = None if base is None else Labels(base)
    lines = [line for one in made.differences for line in _difference(one, labels)]
    counts = Counter(one.change for one in made.differences)
    said = [f"{number} {change}" for change, number in counts.items()]
    lines.append(printable(f"{output}: {listing(said) or 'nothing differs'}"))
    return "\n".join(lines)


def _difference(one: Difference, labels: Labels | None) -> Iterator[str]:
    record = (one.key or "").partition("/")[0]
    called = labels[record] if labels is not None and record else record
    about = f"{one.what} {_short(called)}".strip()
    feature = f", {one.feature}" if one.feature else ""
    yield printable(f"{one.change}: {about}{feature}")
    if one.before is not None or one.after is not None:
        new = one.change == "refused" and one.before is None  # nothing was there, and nothing came
        if one.before and one.after:
            yield from _sides(*apart(one.before.split(), one.after.split()))
        else:
            sides = (one.after,) if new else (one.before, one.after)
            yield printable("  " + " -> ".join(map(_side, sides)))
    if one.reason is not None:
        yield filled(printable(one.reason), "  ")
    if one.place is not None and one.change == "refused":
        yield printable(f"  in {one.place}")


def _sides(before: list[str], after: list[str]) -> Iterator[str]:
    """The words of both sides: on a line each, where one line would be too long."""
    sides = [f"“{capped(' '.join(words), 2 * WIDTH)}”" for words in (before, after)]
    lines = (
        [" -> ".join(sides)] if sum(map(len, sides)) < WIDTH - 6 else [sides[0], f"-> {sides[1]}"]
    )
    yield from (filled(printable(line), "  ", "     ") for line in lines)


def _side(words: str | None) -> str:
    return "nothing" if not words else f"“{_short(words)}”"


def _short(words: str) -> str:
    return capped(" ".join(words.split()), _LABEL)
