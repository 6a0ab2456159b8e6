"""Writing a dataset as tasks of Label Studio, with its configuration."""

import json
from collections.abc import Iterator
from pathlib import Path

from detente.bridges.features import LAYERS, in_layer
from detente.bridges.label_studio.configuration import LABELS, TEXT, configuration
from detente.bridges.typed_spans import TypedLink, TypedSpan, TypedText, TypedTexts
from detente.files import write_folder
from detente.json_types import Json

TASKS, CONFIG = "tasks.json", "config.xml"
"""The files of the folder."""
ARTICLE, BASE = "detente_article", "detente_base"
"""The keys of a task's data for the id of the article and the digest of the dataset."""
KEY = "detente"
"""The key of a region's ``meta`` for the key of its span."""


def write(typed: TypedTexts, out: Path) -> None:
    """Write the tasks and the configuration into a new folder."""
    tasks = [_task(text, typed.digest) for text in typed.texts]
    written = json.dumps(tasks, ensure_ascii=False, indent=1)
    write_folder(out, {TASKS: f"{written}\n".encode(), CONFIG: configuration()})


def _task(text: TypedText, digest: str) -> Json:
    """A text with an annotation of nobody: whoever opens it in the tool goes on from there."""
    names = {span.key: f"m{number}" for number, span in enumerate(text.spans, 1)}
    results = [result for span in text.spans for result in _region(span, names[span.key])]
    results += [_relation(link, names) for link in text.links]
    return {
        "data": {TEXT: text.text, "title": text.label, ARTICLE: text.id, BASE: digest},
        "annotations": [{"result": results}],
    }


def _region(span: TypedSpan, name: str) -> Iterator[Json]:
    place = {"start": span.start, "end": span.end, "text": span.text}

    def result(control: str, kind: str, **value: Json) -> Json:
        return {
            "id": name,
            "from_name": control,
            "to_name": TEXT,
            "type": kind,
            "value": place | value,
            "meta": {KEY: span.key},
        }

    yield result(LABELS, "labels", labels=[span.layer])
    for feature in LAYERS[span.layer].features:
        values = list(span.features.get(feature.name, ()))
        control = in_layer(span.layer, feature.name)
        if values and feature.values:
            yield result(control, "choices", choices=values)
        elif values:
            yield result(control, "textarea", text=values)


def _relation(link: TypedLink, names: dict[str, str]) -> Json:
    return {
        "from_id": names[link.source],
        "to_id": names[link.target],
        "type": "relation",
        "direction": "right",
        "labels": [link.kind],
    }
