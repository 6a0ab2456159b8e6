"""Datasets, and edits that make the other side of a comparison of them."""

import copy
import json
import random
from collections.abc import Callable
from typing import Any

import pytest

import detente
from detente import Dataset
from detente.analysis.agreement.figures import (
    Agreement,
    CoverageFigure,
    LabelFigure,
    ReferenceFigure,
    SpanFigure,
    TimeFigure,
)
from detente.pipeline.bundled import bundled_path
from detente.records import ARRAYS
from tests.sample import DATA

pytest.importorskip("scipy")

SAMPLE: Any = json.loads(DATA)


WHOLE: Any = json.loads(bundled_path("dprk-russia").read_bytes())


Edit = Callable[[Any], None]


def load(document: Any) -> Dataset:
    return detente.loads(json.dumps(document).encode())


def edited(document: Any, *edits: Edit) -> Any:
    document = copy.deepcopy(document)
    for edit in edits:
        edit(document)
    return document


def compared(left: Any, right: Any, **options: Any) -> Agreement:
    return detente.agree(load(left), load(right), **{"samples": 0, **options})


def after(*edits: Edit, of: Any = SAMPLE, **options: Any) -> Agreement:
    """A document against itself after some edits."""
    return compared(of, edited(of, *edits), **options)


def by_id(document: Any, id_: str) -> Any:
    return next(r for name in ARRAYS for r in document.get(name, ()) if r["id"] == id_)


def put(id_: str, *path: Any, to: Any) -> Edit:
    def edit(document: Any) -> None:
        holder = by_id(document, id_)
        for part in path[:-1]:
            holder = holder[part]
        if to is None:
            del holder[path[-1]]
        else:
            holder[path[-1]] = to

    return edit


def without(*ids: str) -> Edit:
    def edit(document: Any) -> None:
        for name in ARRAYS:
            document[name] = [r for r in document.get(name, ()) if r["id"] not in ids]

    return edit


def perfect(figure: Any) -> bool:
    """Whether a figure says that nothing differs; an undefined one says so by other means."""
    if isinstance(figure, SpanFigure):
        return {s.f1 for s in (figure.exact, figure.overlapping, figure.code_points)} <= {1.0, None}
    if isinstance(figure, ReferenceFigure):
        return figure.score.f1 in {1.0, None}
    if isinstance(figure, TimeFigure):
        return figure.same == figure.definite == figure.n
    assert isinstance(figure, LabelFigure | CoverageFigure)
    jaccard = getattr(figure, "jaccard", None)
    return figure.agreed in {1.0, None} and figure.alpha in {1.0, None} and jaccard in {1.0, None}


def changed(found: Agreement) -> set[str]:
    """The figures, all articles together, that say that something differs."""
    return {f.key for f in found.figures if f.article is None and not perfect(f)}


def renamed(document: Any, seed: int) -> Any:
    """The same annotation with other ids, and its records in another order. Schemes keep theirs: a
    codebook is called the same by all who use it.
    """
    dice = random.Random(seed)
    arrays = [name for name in ARRAYS if name != "schemes"]
    ids = [record["id"] for name in arrays for record in document.get(name, ())]
    numbers = dice.sample(range(len(ids)), len(ids))
    names = {id_: f"{id_.partition(':')[0]}:n{n}" for id_, n in zip(ids, numbers, strict=True)}

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: walk(each) for key, each in value.items()}
        if isinstance(value, list):
            return [walk(each) for each in value]
        return names.get(value, value) if isinstance(value, str) else value

    document = walk(document)
    for name in ARRAYS:
        dice.shuffle(document.get(name, []))
    for relation in document["relations"]:
        relation["parties"].sort()
    return document


def in_short(found: Agreement) -> Any:
    """All figures without the ids of articles, and the places of disagreement."""
    digests = {article.left: article.sha256 for article in found.articles}
    figures = sorted(
        (
            {**figure.to_dict(), "article": digests.get(figure.article or "")}
            for figure in found.figures
        ),
        key=lambda figure: (figure["layer"], figure["name"], figure["article"] or ""),
    )
    places = sorted(
        (
            d.layer,
            d.name,
            digests.get(d.article or "", ""),
            str((d.start, d.end)),
            str(d.left is None),
        )
        for d in found.disagreements
    )
    return figures, places


def noisy(document: Any, seed: int) -> Any:
    """Another annotator, made up: labels, spans and records differ here and there."""
    dice = random.Random(seed)
    document = copy.deepcopy(document)
    claims, events = document["claims"], document["events"]
    for claim in dice.sample(claims, len(claims) // 4):
        claim["kind"] = dice.choice(["factual", "causal", "interpretive", "evaluative"])
    for claim in dice.sample(claims, len(claims) // 4):
        for utterance in claim["utterances"]:
            utterance["commitment"] = dice.choice(["CT+", "PR+", "PS+", "Uu"])
            for span in utterance["evidence"]:
                span["start"] += dice.randint(0, 5)
    for event in dice.sample(events, len(events) // 4):
        event["type"], event["themes"] = "aid", ["economic"]
        event.pop("mode", None)
    for mention in dice.sample(document["mentions"], len(document["mentions"]) // 4):
        mention["form"] = "nominal"
    gone = {r["id"] for r in (*dice.sample(claims, 1), *dice.sample(events, 1))}
    without(*gone)(document)
    return document


def cut(document: Any, article: str, start: int, end: int) -> Any:
    """What an annotator would have who saw one part of an article alone."""

    def inside(spans: list) -> list:
        return [s for s in spans if start <= s["start"] and s["end"] <= end]

    document = copy.deepcopy(document)
    for name, parts in (("events", "accounts"), ("claims", "utterances")):
        for record in document[name]:
            record[parts] = [
                {**part, "evidence": inside(part["evidence"])}
                for part in record[parts]
                if part["article"] == article and inside(part["evidence"])
            ]
        document[name] = [record for record in document[name] if record[parts]]
    for mention in document["mentions"]:
        mention["spans"] = inside(mention["spans"]) if mention["article"] == article else []
    document["mentions"] = [m for m in document["mentions"] if m["spans"]]
    for other in document["articles"]:
        for uncoded in other.get("uncoded", ()):
            uncoded["spans"] = inside(uncoded["spans"]) if other["id"] == article else []
        other["uncoded"] = [u for u in other.get("uncoded", ()) if u["spans"]]
    return document
