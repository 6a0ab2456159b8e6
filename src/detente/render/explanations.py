"""The handbook, made from the library: rules, kinds of records with an example each, and verdicts."""

import json
from functools import cache
from importlib import resources
from typing import Any

from detente.dataset import Dataset
from detente.records import model
from detente.records.walk import parts
from detente.text.attaching.verdicts import SpanVerdict
from detente.validation.catalogue import all_rules
from detente.validation.registry import LEVELS
from detente.validation.removed import REMOVED
from detente.vocab.catalogue import snake


def handbook_text() -> str:
    """The text of ``data/handbook.json``, which the command explains things from."""
    contents = {
        "levels": {str(level): name for level, name in LEVELS.items()},
        "rules": [rule.to_dict() for rule in all_rules().values()],
        "removed": {
            code: {"text": str(rule), "plain": rule.to_dict()} for code, rule in REMOVED.items()
        },
        "records": {snake(kind.name): record_as_dict(kind) for kind in model.classes(Dataset)},
        "verdicts": {verdict.value: verdict_as_dict(verdict) for verdict in SpanVerdict},
    }
    return json.dumps(contents, indent=1, ensure_ascii=False) + "\n"


def record_as_dict(kind: model.Class) -> dict[str, Any]:
    """A kind of record: its meaning, its fields, an example with quotes."""
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


def verdict_as_dict(verdict: SpanVerdict) -> dict[str, Any]:
    """What attaching means by a verdict."""
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
