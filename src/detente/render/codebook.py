"""The vocabularies for people and programs: definitions, examples, crosswalks."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente.vocab.catalogue import Counterexample, Value, Vocabulary

_WIDTH = 88


def vocabularies(listed: Iterable[Vocabulary]) -> str:
    """The names of all vocabularies."""
    lines = [f"{v.name:<20}{len(v.values):>4}  {v.title}" for v in listed]
    return "\n".join([*lines, "", "detente codebook NAME defines the values"])


def vocabulary(shown: Vocabulary, value: str | None = None) -> str:
    """One vocabulary: all values with an example each, or one value in full."""
    lines = [f"{shown.title} ({shown.name}); source: {shown.source}", _wrapped(shown.description)]
    if value is not None:
        return "\n".join([*lines, "", *_in_full(shown[value])])
    for entry in shown.values:
        lines += ["", *_in_short(entry)]
    lines += ["", f"detente codebook {shown.name}/VALUE shows what is one and what is not"]
    if shown.systems:
        lines.append(f"detente codebook {shown.name} --crosswalk gives the values elsewhere")
    return "\n".join(lines)


def _in_short(entry: Value) -> Iterator[str]:
    yield from _defined(entry)
    yield _wrapped(f"Such as: {entry.examples[0]}", "    ")
    for key, item in entry.more.items():
        if key not in ("status", "conflict"):
            yield _wrapped(f"{key}: {cell(item)}", "    ")


def _in_full(entry: Value) -> Iterator[str]:
    yield from _defined(entry)
    yield from ("", "    Such as:")
    for example in entry.examples:
        yield _item(example)
    yield from ("", "    But not:")
    for case in entry.counterexamples:
        yield _item(against(case))
    told = {key: cell(item) for key, item in (*entry.maps.items(), *entry.more.items())}
    if told:
        yield ""
    for key, text in told.items():
        yield _wrapped(f"{key}: {text}", "    ")


def _defined(entry: Value) -> Iterator[str]:
    yield f"{entry.value}  [{entry.source}]"
    yield _wrapped(entry.definition, "    ")
    if entry.decide:
        yield _wrapped(f"Decide: {entry.decide}", "    ")


def against(case: Counterexample, mark: str = "") -> str:
    """A counterexample in a line; ``mark`` goes around the value to take."""
    instead = "" if case.instead is None else f"{mark}{case.instead}{mark}: "
    return f"{case.text} ({instead}{case.why.rstrip('.')})"


def crosswalk(shown: Vocabulary, value: str | None = None) -> str:
    """The values of a vocabulary, or one of them, in other systems: a table."""
    rows = [("value", *shown.systems), *_rows(shown, value)]
    widths = [max(len(row[n]) for row in rows) + 2 for n in range(len(rows[0]) - 1)]
    indent = " " * sum(widths)
    lines = [f"{shown.title} ({shown.name})", ""]
    for row in rows:
        # the last column alone may be long: CAMEO has up to two dozen codes for a value
        front = "".join(text.ljust(width) for text, width in zip(row[:-1], widths, strict=True))
        lines.append(
            textwrap.fill(
                front + row[-1],
                max(_WIDTH, len(indent) + 40),
                subsequent_indent=indent,
                break_on_hyphens=False,
            )
        )
    if disputed := _conflicts(shown, value):
        told = f"The sources differ on {', '.join(disputed)}; detente codebook {shown.name}/VALUE "
        lines += ["", _wrapped(f"{told}says how, and what is followed.")]
    return "\n".join(lines)


def _conflicts(shown: Vocabulary, value: str | None) -> dict[str, str]:
    listed = _wanted(shown, value)
    return {entry.value: entry.more["conflict"] for entry in listed if "conflict" in entry.more}


def _rows(shown: Vocabulary, value: str | None) -> Iterator[tuple[str, ...]]:
    for entry in _wanted(shown, value):
        yield (entry.value, *(cell(entry.maps.get(system)) for system in shown.systems))


def cell(item: Any) -> str:
    """A value in another system, or another fact of a value, in words; ``-`` for none."""
    if isinstance(item, Mapping):
        if "value" in item:  # a mode of an event type
            score = "" if item["score"] is None else f" ({item['score']})"
            return f"{item['value']}{score}"
        return "; ".join(f"{key} {cell(part)}" for key, part in item.items())
    if isinstance(item, list):
        return ", ".join(map(cell, item)) or "-"
    if isinstance(item, bool):
        return "yes" if item else "no"
    return "-" if item is None else str(item)


def vocabulary_dict(shown: Vocabulary, value: str | None = None) -> dict[str, Any]:
    """A vocabulary as plain values."""
    return {
        "name": shown.name,
        "title": shown.title,
        "description": shown.description,
        "source": shown.source,
        "values": [
            {
                "value": e.value,
                "definition": e.definition,
                "source": e.source,
                "decide": e.decide,
                "examples": list(e.examples),
                "counterexamples": [
                    {"text": case.text, "instead": case.instead, "why": case.why}
                    for case in e.counterexamples
                ],
                "maps": dict(e.maps),
                **e.more,
            }
            for e in _wanted(shown, value)
        ],
    }


def crosswalk_dict(shown: Vocabulary, value: str | None = None) -> dict[str, Any]:
    """The values of a vocabulary in other systems, and where these differ among themselves."""
    return {
        "name": shown.name,
        "systems": list(shown.systems),
        "values": {entry.value: dict(entry.maps) for entry in _wanted(shown, value)},
        "conflicts": _conflicts(shown, value),
    }


def _wanted(shown: Vocabulary, value: str | None) -> tuple[Value, ...]:
    return shown.values if value is None else (shown[value],)


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _item(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent="    - ", subsequent_indent="      ")
