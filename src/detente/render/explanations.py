"""Kinds of records for people: what each field holds, and an example as it stands in a draft."""

import json
import textwrap
from functools import cache
from importlib import resources
from typing import Any

from detente.dataset import Dataset
from detente.records import model
from detente.records.walk import parts
from detente.text.attaching.verdicts import SpanVerdict
from detente.vocab.catalogue import snake

_WIDTH = 88


def record(shown: model.Class) -> str:
    """A kind of record: its meaning, its fields, an example with quotes."""
    text, docs = model.documentation(shown.type)
    lines = [shown.name, textwrap.fill(text.replace("``", "`"), _WIDTH), ""]
    for field in shown.fields:
        mark = "required" if field.required else "optional"
        lines.append(f"  {field.key} ({mark}; {holds(field)})")
        lines.append(
            textwrap.indent(textwrap.fill(docs[field.name].replace("``", "`"), 82), " " * 6)
        )
    example = example_of(shown.type)
    if example is not None:
        shortest = json.dumps(example, indent=2, ensure_ascii=False)
        lines += ["", "Example, as in a draft:", textwrap.indent(shortest, "  ")]
    return "\n".join(lines)


def record_dict(shown: model.Class) -> dict[str, Any]:
    """The same as plain values."""
    text, docs = model.documentation(shown.type)
    return {
        "name": shown.name,
        "what": text,
        "fields": [
            {
                "key": f.key,
                "required": f.required,
                "holds": holds(f),
                "what": docs[f.name],
            }
            for f in shown.fields
        ],
        "example": example_of(shown.type),
    }


def verdict(shown: SpanVerdict) -> str:
    """What attaching means by a word, and what follows from it."""
    found = verdict_dict(shown)
    place = (
        "the span has a place in the copy" if shown.found else "the span has no place in the copy"
    )
    rule = f"; detente validate --texts reports {shown.rule}" if shown.rule else ""
    others = ", ".join(other.value for other in SpanVerdict if other is not shown)
    return "\n".join(
        [
            f"{shown.value} (what detente attach says of a span)",
            "",
            textwrap.fill(found["what"], _WIDTH),
            "",
            textwrap.fill(f"So {place}{rule}.", _WIDTH),
            f"The others: {others}.",
        ]
    )


def verdict_dict(shown: SpanVerdict) -> dict[str, Any]:
    """The same as plain values."""
    meanings = model.meanings(SpanVerdict)
    return {
        "name": shown.value,
        "what": meanings[shown.name],
        "found": shown.found,
        "rule": shown.rule,
    }


def holds(field: model.Field) -> str:
    """What a field holds, in a few words."""
    if field.base == "record":
        what = str(field.type.__name__)
    elif field.base == "enum":
        what = f"codebook {snake(field.type.__name__)}"
    elif field.base == "const":
        what = json.dumps(field.type)
    elif field.refs:
        what = "id of " + " or ".join(field.refs)
    elif field.key_of:
        what = f"{field.key_of}:…"
    elif field.edtf:
        what = "EDTF"
    elif field.own_words:
        what = "own words"
    else:
        plain = {"str": "text", "bool": "true", "int": "number", "number": "number"}
        what = plain.get(field.base, "object")
    return f"list of {what}" if field.many else what


@cache
def _draft() -> Any:
    folder = resources.files("detente.validation.rules").joinpath("sample")
    return json.loads(folder.joinpath("sample.draft.json").read_text(encoding="utf-8"))


def example_of(cls: type) -> Any:
    """The fullest value of a class in the sample, as plain values; ``None`` if it has none."""
    values = [part.value for part in parts(_draft(), Dataset) if part.cls is cls]
    return max(values, key=len, default=None)
