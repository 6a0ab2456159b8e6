"""Kinds of records for people: what each field holds, and an example as it stands in a draft."""

import json
import textwrap
from functools import cache
from importlib import resources
from typing import Any

from detente.dataset import Dataset
from detente.display import filled
from detente.records import model
from detente.records.walk import parts
from detente.text.attaching.verdicts import SpanVerdict
from detente.vocab.catalogue import snake


def record_as_text(kind: model.Class) -> str:
    """A kind of record: its meaning, its fields, an example with quotes."""
    text, docs = model.documentation(kind.type)
    lines = [kind.name, filled(text.replace("``", "`")), ""]
    for field in kind.fields:
        mark = "required" if field.required else "optional"
        lines.append(f"  {field.key} ({mark}; {values_of(field)})")
        lines.append(filled(docs[field.name].replace("``", "`"), " " * 6))
    example = example_of(kind.type)
    if example is not None:
        indented = json.dumps(example, indent=2, ensure_ascii=False)
        lines += ["", "Example, as in a draft:", textwrap.indent(indented, "  ")]
    return "\n".join(lines)


def record_as_dict(kind: model.Class) -> dict[str, Any]:
    """The same as plain values."""
    text, docs = model.documentation(kind.type)
    return {
        "name": kind.name,
        "what": text,
        "fields": [
            {
                "key": f.key,
                "required": f.required,
                "holds": values_of(f),
                "what": docs[f.name],
            }
            for f in kind.fields
        ],
        "example": example_of(kind.type),
    }


def verdict_as_text(verdict: SpanVerdict) -> str:
    """What attaching means by a verdict, and what follows from it."""
    place = "a place" if verdict.found else "no place"
    rule = f"; detente validate --texts reports {verdict.rule}" if verdict.rule else ""
    others = ", ".join(other.value for other in SpanVerdict if other is not verdict)
    return "\n".join(
        [
            f"{verdict.value} (what detente attach says of a span)",
            "",
            filled(model.meanings(SpanVerdict)[verdict.name]),
            "",
            filled(f"So the span has {place} in the copy{rule}."),
            f"The others: {others}.",
        ]
    )


def verdict_as_dict(verdict: SpanVerdict) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "name": verdict.value,
        "what": model.meanings(SpanVerdict)[verdict.name],
        "found": verdict.found,
        "rule": verdict.rule,
    }


def values_of(field: model.Field) -> str:
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
        what = "slug" if field.key_of == "scheme" else f"{field.key_of}:…"
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
