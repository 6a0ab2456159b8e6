"""The vocabularies for people and programs: definitions, examples, crosswalks."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente.display import WIDTH, filled
from detente.vocab.catalogue import Counterexample, Value, Vocabulary


def list_as_text(vocabularies: Iterable[Vocabulary]) -> str:
    """The names of all vocabularies."""
    lines = [f"{v.name:<20}{len(v.values):>4}  {v.title}" for v in vocabularies]
    return "\n".join([*lines, "", "detente codebook NAME defines the values"])


def as_text(vocabulary: Vocabulary, value: str | None = None) -> str:
    """One vocabulary: all values with an example each, or one value in full."""
    lines = [
        f"{vocabulary.title} ({vocabulary.name}); source: {vocabulary.source}",
        filled(vocabulary.description),
    ]
    if value is not None:
        return "\n".join([*lines, "", *_in_full(vocabulary[value])])
    for entry in vocabulary.values:
        lines += ["", *_in_short(entry)]
    lines += ["", f"detente codebook {vocabulary.name}/VALUE shows what is one and what is not"]
    if vocabulary.systems:
        lines.append(f"detente codebook {vocabulary.name} --crosswalk gives the values elsewhere")
    return "\n".join(lines)


def _in_short(entry: Value) -> Iterator[str]:
    yield from _defined(entry)
    yield filled(f"Such as: {entry.examples[0]}", "    ")
    for key, value in entry.more.items():
        if key not in ("status", "conflict"):
            yield filled(f"{key}: {value_in_words(value)}", "    ")


def _in_full(entry: Value) -> Iterator[str]:
    yield from _defined(entry)
    yield from ("", "    Such as:")
    for example in entry.examples:
        yield filled(example, "    - ", "      ")
    yield from ("", "    But not:")
    for case in entry.counterexamples:
        yield filled(counterexample(case), "    - ", "      ")
    properties = {**entry.maps, **entry.more}
    if properties:
        yield ""
    for key, value in properties.items():
        yield filled(f"{key}: {value_in_words(value)}", "    ")


def _defined(entry: Value) -> Iterator[str]:
    yield f"{entry.value}  [{entry.source}]"
    yield filled(entry.definition, "    ")
    if entry.decide:
        yield filled(f"Decide: {entry.decide}", "    ")


def counterexample(case: Counterexample, mark: str = "") -> str:
    """A counterexample in a line; ``mark`` goes around the value to take."""
    instead = "" if case.instead is None else f"{mark}{case.instead}{mark}: "
    return f"{case.text} ({instead}{case.why.rstrip('.')})"


def crosswalk_as_text(vocabulary: Vocabulary, value: str | None = None) -> str:
    """The values of a vocabulary, or one of them, in other systems: a table."""
    rows = [("value", *vocabulary.systems), *_rows(vocabulary, value)]
    widths = [max(len(row[n]) for row in rows) + 2 for n in range(len(rows[0]) - 1)]
    indent = " " * sum(widths)
    lines = [f"{vocabulary.title} ({vocabulary.name})", ""]
    for row in rows:
        # the last column alone may be long: CAMEO has up to two dozen codes for a value
        front = "".join(text.ljust(width) for text, width in zip(row[:-1], widths, strict=True))
        lines.append(
            textwrap.fill(
                front + row[-1],
                max(WIDTH, len(indent) + 40),
                subsequent_indent=indent,
                break_on_hyphens=False,
            )
        )
    if conflicts := _conflicts(vocabulary, value):
        note = f"The sources differ on {', '.join(conflicts)}; detente codebook {vocabulary.name}/VALUE "
        lines += ["", filled(f"{note}says how, and what is followed.")]
    return "\n".join(lines)


def _conflicts(vocabulary: Vocabulary, value: str | None) -> dict[str, str]:
    entries = _entries(vocabulary, value)
    return {entry.value: entry.more["conflict"] for entry in entries if "conflict" in entry.more}


def _rows(vocabulary: Vocabulary, value: str | None) -> Iterator[tuple[str, ...]]:
    for entry in _entries(vocabulary, value):
        yield (
            entry.value,
            *(value_in_words(entry.maps.get(system)) for system in vocabulary.systems),
        )


def value_in_words(value: Any) -> str:
    """A value in another system, or another fact of a value, in words; ``-`` for none."""
    if isinstance(value, Mapping):
        if "value" in value:  # a mode of an event type
            score = "" if value["score"] is None else f" ({value['score']})"
            return f"{value['value']}{score}"
        return "; ".join(f"{key} {value_in_words(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(value_in_words, value)) or "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value)


def as_dict(vocabulary: Vocabulary, value: str | None = None) -> dict[str, Any]:
    """A vocabulary as plain values."""
    return {
        "name": vocabulary.name,
        "title": vocabulary.title,
        "description": vocabulary.description,
        "source": vocabulary.source,
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
            for e in _entries(vocabulary, value)
        ],
    }


def crosswalk_as_dict(vocabulary: Vocabulary, value: str | None = None) -> dict[str, Any]:
    """The values of a vocabulary in other systems, and where these differ among themselves."""
    return {
        "name": vocabulary.name,
        "systems": list(vocabulary.systems),
        "values": {entry.value: dict(entry.maps) for entry in _entries(vocabulary, value)},
        "conflicts": _conflicts(vocabulary, value),
    }


def _entries(vocabulary: Vocabulary, value: str | None) -> tuple[Value, ...]:
    return vocabulary.values if value is None else (vocabulary[value],)
