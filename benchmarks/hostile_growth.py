"""How the time of each call grows with input that was made to be slow: as ``growth.py`` tells it.

    python benchmarks/hostile_growth.py [--only WORD ...] [--short]

What is measured is what an attack on an early version found to grow with the square or the cube of its
input, and what is alike.
"""

import copy
import json
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import attrs
import make_files
from growth import HOSTILE, Task, dataset, forget, hostile, main

import detente
from detente.analysis.agreement.refining import ranked
from detente.files import Document
from detente.pipeline.fix import fix, with_proven_fixes
from detente.pipeline.recode import recode
from detente.render.github import github
from detente.render.sarif import sarif
from detente.render.text import full

ONE: dict[str, Any] = json.loads(make_files.file(1))
"""A dataset of one article."""

SIZES = (1000, 2000, 4000, 8000, 16000)


def document(values: Any, name: str = "x.detente.json") -> Document:
    return Document(name, json.dumps(values, indent=1).encode())


# --- input --------------------------------------------------------------------------------------


def escapes(size: int) -> Document:
    return Document("x.detente.json", b'["' + b'\\"' * size)


def open_strings(size: int) -> Document:
    return Document("x.detente.json", b'["' + b'"\\' * size)


def nulls(size: int) -> Document:
    values = copy.deepcopy(ONE)
    values["dataset"].update({f"k{n}": None for n in range(size)})
    return document(values)


def floats(size: int) -> Document:
    """Whole numbers that are written with a decimal point."""
    values = copy.deepcopy(ONE)
    span = values["claims"][0]["utterances"][0]["evidence"][0]
    spans = [{**span, "start": float(n), "end": n + 1} for n in range(size)]
    values["claims"][0]["utterances"][0]["evidence"] = spans
    return document(values)


def same_keys(size: int) -> Document:
    pairs = ",\n".join('"k": null, "k": 1.0' for _ in range(size))
    data = f'{{"format": "detente", "version": "1.0", "ext": {{{pairs}}}}}'
    return Document("x.detente.json", data.encode())


def segments(size: int, *, backwards: bool = True, overlapping: bool = False) -> Document:
    """An article with so many segments of two code points, the last one first."""
    values = copy.deepcopy(ONE)
    article = values["articles"][0]
    first = article["segments"][0]
    first.pop("anchor", None)
    article["text"]["length"] = 3 * size + 10
    article["segments"] = [
        {**first, "start": 3 * n, "end": 3 * n + (9 if overlapping else 2)} for n in range(size)
    ]
    if backwards:
        article["segments"].reverse()
    return document(values)


def evidence(size: int) -> Document:
    """An utterance with so many spans, the last one first, in as many segments."""
    values = json.loads(segments(size, backwards=False).data)
    spans = [{"start": 3 * n, "end": 3 * n + 2} for n in range(size)]
    values["claims"][0]["utterances"][0]["evidence"] = spans[::-1]
    return document(values)


def wrong_references(size: int) -> Document:
    """References that are no ids, beside as many actors."""
    values = copy.deepcopy(ONE)
    actor = values["actors"][0]
    values["actors"] += [{**actor, "id": f"actor:a-{n}"} for n in range(size)]
    values["claims"][0]["about"] = [f"Actor A {n}" for n in range(size)]
    return document(values)


def unknown_references(size: int) -> Document:
    values = json.loads(wrong_references(size).data)
    values["claims"][0]["about"] = [f"actor:b-{n}" for n in range(size)]
    return document(values)


def one_line(size: int) -> Document:
    """JSON Lines: one record with so many findings."""
    values = json.loads(unknown_references(size).data)
    head = {key: value for key, value in values.items() if not isinstance(value, list)}
    rows = [head, *(row for value in values.values() if isinstance(value, list) for row in value)]
    return Document("x.detente.jsonl", "\n".join(map(json.dumps, rows)).encode())


def in_one_place(size: int) -> detente.Dataset:
    """So many claims whose evidence is the same."""
    given = dataset(1)
    first = given.claims[0]
    claims = tuple(
        attrs.evolve(
            first,
            id=f"claim:c{n}",
            proposition=f"says number {n}",
            utterances=first.utterances[:1],
            about=given.claims[0].about,
        )
        for n in range(size)
    )
    return given.evolve(claims=claims, links=(), relations=())


def side_by_side(size: int) -> detente.Dataset:
    """So many claims, each with evidence of its own."""
    given = in_one_place(size)
    return given.evolve(
        claims=tuple(
            attrs.evolve(
                claim,
                utterances=(
                    attrs.evolve(
                        claim.utterances[0],
                        evidence=(detente.Span(start=3 * n, end=3 * n + 2, anchor=None),),
                    ),
                ),
            )
            for n, claim in enumerate(given.claims)
        )
    )


def accounts(size: int) -> detente.Dataset:
    """Two articles that tell of one event in so many accounts."""
    given = dataset(2)
    first, *others = given.events
    sources = [article.id for article in given.articles]
    told = tuple(attrs.evolve(first.accounts[0], article=sources[n % 2]) for n in range(size))
    return given.evolve(events=(attrs.evolve(first, accounts=told), *others))


# --- what is measured ---------------------------------------------------------------------------


def validated(made: Callable[[int], Document]) -> Callable[[int], Callable[[], Any]]:
    def make(size: int) -> Callable[[], Any]:
        given = made(size)
        return lambda: detente.validate(given)

    return make


def written(
    made: Callable[[int], Document], form: Callable[[detente.Report, Document], Any]
) -> Callable[[int], Callable[[], Any]]:
    """A report in one of its forms; validation itself is not measured."""

    def make(size: int) -> Callable[[], Any]:
        given = made(size)
        report = detente.validate(given)
        return lambda: form(report, given)

    return make


def as_sarif(report: detente.Report, given: Document) -> str:
    return json.dumps(sarif(report, {str(given.name): given}))


def as_json(report: detente.Report, _given: Document) -> str:
    return json.dumps(report.to_dict())


def as_text(report: detente.Report, given: Document) -> str:
    return full(report, {str(given.name): given}, width=100, every=True)


def fixed(made: Callable[[int], Document]) -> Callable[[int], Callable[[], Any]]:
    def make(size: int) -> Callable[[], Any]:
        given = made(size)
        return lambda: fix([given])

    return make


def shown(made: Callable[[int], Document]) -> Callable[[int], Callable[[], Any]]:
    """The difference that fixes make."""

    def make(size: int) -> Callable[[], Any]:
        fixes = fix([made(size)])
        assert fixes.changed
        return fixes.diff

    return make


def proven(made: Callable[[int], Document]) -> Callable[[int], Callable[[], Any]]:
    def make(size: int) -> Callable[[], Any]:
        given = made(size)
        report = detente.validate(given)
        return lambda: with_proven_fixes([given], report)

    return make


def sealed(kind: str) -> Callable[[int], Callable[[], Any]]:
    """A dataset whose anchors are made anew, which counts how often the words of each span occur."""

    def make(size: int) -> Callable[[], Any]:
        given, text = hostile(kind, size, changed=False)
        forget()
        return lambda: detente.seal(given, {given.articles[0].id: text})

    return make


def agreed(made: Callable[[int], detente.Dataset]) -> Callable[[int], Callable[[], Any]]:
    def make(size: int) -> Callable[[], Any]:
        given = made(size)

        def call() -> Any:
            try:
                return detente.agree(given, given, samples=0)
            except detente.InputError as error:
                return error

        return call

    return make


def compared(made: Callable[[int], detente.Dataset]) -> Callable[[int], Callable[[], Any]]:
    def make(size: int) -> Callable[[], Any]:
        given = made(size)
        return lambda: detente.compare(given)

    return make


def chain(size: int) -> tuple[list[str], list[tuple[str, str]]]:
    """Each refers to the next."""
    names = [f"event:e{n}" for n in range(size)]
    return names, [*pairwise(names)]


def pairs(size: int) -> tuple[list[str], list[tuple[str, str]]]:
    """Every second one refers to the one before; nothing tells the pairs apart."""
    names, links = chain(size)
    return names, links[::2]


def ordered(
    made: Callable[[int], tuple[list[str], list[tuple[str, str]]]],
) -> Callable[[int], Callable[[], Any]]:
    """The order of what two annotations have, which decides between pairings that are equally good."""

    def make(size: int) -> Callable[[], Any]:
        names, links = made(size)
        keys = {(side, name): "" for side in (0, 1) for name in names}
        references = [((side, a), "of", (side, b)) for side in (0, 1) for a, b in links]
        return lambda: ranked(keys, references, ())

    return make


def recoded(size: int) -> Callable[[], Any]:
    """A change in each line, with its place."""
    values = json.loads(detente.dumps(side_by_side(size)))
    head = {key: value for key, value in values.items() if not isinstance(value, list)}
    rows = [head, *(row for value in values.values() if isinstance(value, list) for row in value)]
    given = Document("x.detente.jsonl", "\n".join(map(json.dumps, rows)).encode())
    old, new = "factual", "evaluative"
    if values["claims"][0]["kind"] != old:
        old, new = values["claims"][0]["kind"], old
    return lambda: recode(given, f"claim.kind: {old} -> {new}")


TASKS = (
    Task("validate a string of escapes", "escapes", (2**15, 2**17, 2**19), validated(escapes)),
    Task("validate strings without end", "strings", (2**15, 2**17, 2**19), validated(open_strings)),
    Task("validate null", "keys", SIZES, validated(nulls)),
    Task("validate a key that stands n times", "keys", SIZES, validated(same_keys)),
    Task("validate segments in reverse order", "segments", SIZES, validated(segments)),
    Task("validate segments that overlap", "segments", SIZES,
         validated(lambda n: segments(n, overlapping=True))),
    Task("validate evidence in reverse order", "spans", SIZES, validated(evidence)),
    Task("validate references of a wrong form", "references and actors", SIZES,
         validated(wrong_references)),
    Task("validate unknown references", "references and actors", SIZES,
         validated(unknown_references)),
    Task("validate one record of JSON Lines", "findings", SIZES, validated(one_line)),
    Task("SARIF of segments in reverse order", "findings", SIZES, written(segments, as_sarif)),
    Task("SARIF of null", "findings", SIZES, written(nulls, as_sarif)),
    Task("SARIF of one record of JSON Lines", "findings", SIZES, written(one_line, as_sarif)),
    Task("JSON of segments in reverse order", "findings", SIZES, written(segments, as_json)),
    Task("text of segments in reverse order", "findings", SIZES, written(segments, as_text)),
    Task("GitHub commands of null", "findings", SIZES, written(nulls, lambda r, _: github(r))),
    Task("prove fixes of null", "fixes", SIZES, proven(nulls)),
    Task("--fix of null", "fixes", SIZES, fixed(nulls)),
    Task("--fix of whole numbers", "fixes", SIZES, fixed(floats)),
    Task("--fix of segments in reverse order", "segments", SIZES, fixed(segments)),
    Task("--diff of whole numbers", "fixes", SIZES, shown(floats)),
    Task("--diff of segments in reverse order", "segments", SIZES, shown(segments)),
    *(Task(f"seal again: {kind}", "spans", (250, 500, 1000, 2000), sealed(kind))
      for kind in HOSTILE),
    Task("agree of claims side by side", "claims", (250, 500, 1000, 2000), agreed(side_by_side)),
    Task("order a chain of references", "references", SIZES, ordered(chain)),
    Task("order pairs that are alike", "references", SIZES, ordered(pairs)),
    Task("recode JSON Lines", "records", SIZES, recoded),
    Task("compare accounts of one event", "accounts", SIZES, compared(accounts)),
    Task("agree of claims in one place", "claims", (250, 500, 1000, 2000), agreed(in_one_place)),
    Task("agree of more claims in one place than it takes", "claims", (5000, 10000, 20000),
         agreed(in_one_place)),
)  # fmt: skip

if __name__ == "__main__":
    sys.exit(main(TASKS))
