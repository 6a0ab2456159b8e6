"""Write the reference pages from records, rules and vocabularies: ``python docs/reference.py``.

``--check`` writes nothing and exits with 1 if a page differs.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from detente import model
from detente.records import ARRAYS, Dataset, Header
from detente.render.codebook import against, cell
from detente.render.explained import holds
from detente.rules.catalogue import all_rules
from detente.rules.registry import LEVELS
from detente.vocab.catalogue import Value, Vocabulary, snake, vocabularies

FOLDER = Path(__file__).parent
_NOTE = "<!-- Written by docs/reference.py from the library; do not edit. -->\n"


def format_page() -> str:
    """The records and their fields."""
    parts = [
        "# The format: records and fields\n",
        _NOTE,
        "One JSON object; what is absent is left out and never `null`. **Bold** fields are required. "
        "`detente schema` prints the JSON Schema, `detente codebook NAME` defines the values of a "
        'vocabulary. In a draft, `{"quote": …, "nth": …, "within": …}` may stand wherever a '
        "Span does.\n",
    ]
    whole = [Dataset, Header, *ARRAYS.values()]
    for described in map(model.describe, whole):
        parts += _record(described)
    for cls in reversed(model.classes()):
        if cls.type not in whole:
            parts += _record(cls)
    return "\n".join(parts)


def _record(cls: model.Class) -> Iterator[str]:
    text, docs = model.documentation(cls.type)
    name = "The file" if cls.type is Dataset else cls.name
    yield f"## {name}\n\n{text.replace('``', '`')}\n"
    yield "| field | holds | |\n|---|---|---|"
    for field in cls.fields:
        key = f"**{field.key}**" if field.required else field.key
        yield f"| {key} | {_holds(field)} | {docs[field.name].replace('``', '`')} |"
    yield ""


def _holds(field: model.Field) -> str:
    if field.base == "record":
        what = f"[{field.type.__name__}](#{field.type.__name__.lower()})"
    elif field.base == "enum":
        name = snake(field.type.__name__)
        what = f"[`{name}`](codebook.md#{name})"
    else:
        return holds(field) + _number(field)
    return (f"list of {what}" if field.many else what) + _number(field)


def _number(field: model.Field) -> str:
    least = f", {field.least} or more" if field.least else ""
    return least + (f", at most {field.most}" if field.most is not None else "")


def rules_page() -> str:
    """The rules."""
    parts = [
        "# The rules\n",
        _NOTE,
        "Wrong and right are edits of a sample, `src/detente/rules/sample`; the tests carry them "
        "out. `detente explain CODE` prints the same.\n",
    ]
    level = -1
    for rule in all_rules().values():
        if rule.level != level:
            level = rule.level
            parts.append(f"## Level {level}: {LEVELS[level]}\n")
        severity = "" if rule.severity.value == "error" else f" ({rule.severity.value})"
        told = f"{rule.what}\n\n{rule.why}\n".replace("``", "`")
        parts.append(f"### {rule.code} {rule.name}{severity}\n\n{told}")
        for title, lines in (("Wrong", rule.example), ("Right", rule.instead)):
            if lines:
                parts.append(f"{title}:\n\n```text\n" + "\n".join(lines) + "\n```\n")
    return "\n".join(parts)


def codebook_page() -> str:
    """The vocabularies: definitions, examples for and against, the values in other systems."""
    parts = [
        "# The codebook\n",
        _NOTE,
        "Each value has a definition, a test for cases of doubt, examples, and what looks like it "
        "and is not, with the value to take instead where there is one. The examples are invented "
        "or from general history, and short: they show one point each. `detente codebook "
        "NAME/VALUE` prints the same, `detente codebook NAME --crosswalk` the values in other "
        "systems.\n",
        *(f"- [`{v.name}`](#{v.name}) {v.title}" for v in vocabularies()),
        "",
    ]
    for vocabulary in vocabularies():
        parts.append(f"## {vocabulary.name}\n\n{vocabulary.title}. {vocabulary.description} ")
        parts.append(f"Source: {vocabulary.source}.\n")
        for value in vocabulary.values:
            parts += _value(value, vocabulary)
        if vocabulary.systems:
            parts += _crosswalk(vocabulary)
    return "\n".join(parts)


def _value(value: Value, vocabulary: Vocabulary) -> Iterator[str]:
    yield f"### `{value.value}`\n"
    name = f"{value.more['name']}. " if "name" in value.more else ""
    source = "" if value.source == vocabulary.source else f" Source: {value.source}."
    yield f"{name}{value.definition}{source}\n"
    if value.decide:
        yield f"*Decide:* {value.decide}\n"
    for key in ("modes", "types"):
        if value.more.get(key):
            listed = (mode["value"] if key == "modes" else mode for mode in value.more[key])
            yield f"*{key.capitalize()}:* {', '.join(f'`{item}`' for item in listed)}\n"
    for example in value.examples:
        yield f"- {example}"
    for case in value.counterexamples:
        yield f"- **Not:** {against(case, '`')}"
    yield ""
    if "conflict" in value.more:
        yield f"*Where the sources differ:* {value.more['conflict']}\n"


def _crosswalk(vocabulary: Vocabulary) -> Iterator[str]:
    yield f"### {vocabulary.name} in other systems\n"
    yield f"| value | {' | '.join(vocabulary.systems)} |"
    yield "|---" * (len(vocabulary.systems) + 1) + "|"
    for value in vocabulary.values:
        cells = (cell(value.maps.get(system)) for system in vocabulary.systems)
        yield f"| `{value.value}` | {' | '.join(cells)} |"
    yield ""


PAGES = {"format.md": format_page, "rules.md": rules_page, "codebook.md": codebook_page}


def main() -> int:
    """Write or compare the pages."""
    stale = 0
    for name, make in PAGES.items():
        path, text = FOLDER / name, make().rstrip() + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale = 1
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
            print("stale:" if "--check" in sys.argv else "written:", name)
    return stale if "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
