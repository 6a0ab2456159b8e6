"""Where the time of validating and of writing one article goes, in multiples of orjson.

    python benchmarks/stages.py [--rounds 60] [--rules 12] [--short]

Every stage is called in each round on what the stage before it gave, warm and with the collector off; a
ratio is taken within the round, and printed is the median. What is made by a stage is freed in its time. The stages do
not add up exactly to the whole, which makes and frees things of its own.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from typing import Any

import msgspec
import orjson
from make_files import file

import detente
from detente.codec import duplicate_keys
from detente.codec.columns import Columns, shape_is_valid
from detente.codec.decode import converted, decode, of_mirrors
from detente.codec.encode import to_bytes, unwritable
from detente.codec.mirror import decoder, mirror
from detente.validation.catalogue import rules_at
from detente.validation.context import Context
from detente.validation.registry import Stage
from detente.validation.rules.level2_references import all_references_resolve
from detente.validation.rules.level3_anchors import all_anchors_are_valid
from detente.validation.rules.level3_spans import all_spans_are_valid, spans_by_article
from detente.validation.validator import _finds_something

_WHOLE, _BASE = "detente.validate, whole", "orjson.loads"
_CALLS = 4
"""How often a stage is called in a round: the clock is too coarse for one call."""


def stages(data: bytes) -> dict[str, Callable[[], Any]]:
    """The stages of ``validate``."""
    head = decoder().decode(data)
    dataset = of_mirrors(head)
    columns = Columns(dataset, source=data)
    placed = spans_by_article(columns)

    def shape() -> None:
        vars(columns).pop("references", None)
        vars(columns).pop("extensions", None)
        assert shape_is_valid(columns, dataset._index)

    def spans() -> None:
        assert all_spans_are_valid(columns, spans_by_article(columns))

    def meaning() -> None:
        context = Context(dataset, columns=columns)
        assert not any(_finds_something(rule, context) for rule in rules_at(Stage.MEANING))

    return {
        _BASE: lambda: orjson.loads(data),
        _WHOLE: lambda: detente.validate(data),
        "bytes to mirrors (msgspec)": lambda: decoder().decode(data),
        "duplicate keys: mirrors to bytes again": lambda: duplicate_keys.shown_complete(head, data),
        "mirrors by class": lambda: Columns(dataset, source=data),
        "patterns, numbers, extensions by column (levels 0 and 1)": shape,
        "references (level 2)": lambda: all_references_resolve(columns),
        "spans (level 3)": spans,
        "anchors (level 3)": lambda: all_anchors_are_valid(columns, placed),
        f"{len(rules_at(Stage.MEANING))} rules of level 5": meaning,
        "not needed for a clean file: mirrors to records": lambda: converted(
            decoder().decode(data)
        ),
    }


def rules(data: bytes) -> dict[str, Callable[[], Any]]:
    """Each rule of level 5, on a context that others have filled."""
    columns = decode(data).columns
    assert columns is not None
    context = Context(columns.dataset, columns=columns)
    runs: dict[str, Callable[[], Any]] = {_BASE: lambda: orjson.loads(data)}
    for rule in rules_at(Stage.MEANING):
        runs[f"{rule.code} {rule.name}"] = lambda rule=rule: _finds_something(rule, context)
    return runs


def writing(data: bytes) -> dict[str, Callable[[], Any]]:
    """The stages of ``dumps(compact=True)``."""
    plain, dataset = orjson.loads(data), detente.loads(data)
    struct = msgspec.convert(dataset, mirror(detente.Dataset), from_attributes=True)
    return {
        "orjson.dumps": lambda: orjson.dumps(plain),
        "detente.dumps, whole": lambda: detente.dumps(dataset, compact=True),
        "records by class": lambda: Columns(dataset),
        "patterns, numbers, extensions by column": lambda: unwritable(
            Columns(dataset), dataset._index
        ),
        "records to mirrors (msgspec)": lambda: msgspec.convert(
            dataset, mirror(detente.Dataset), from_attributes=True
        ),
        "mirrors to bytes (msgspec)": lambda: to_bytes(struct),
    }


def ratios(runs: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """How much longer each run takes than the first: medians over the rounds."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.process_time()
            for _ in range(_CALLS):
                run()
            times[name].append(time.process_time() - start)
    base = next(iter(times.values()))
    return {
        name: statistics.median(a / b for a, b in zip(own, base, strict=True))
        for name, own in times.items()
    }


def table(found: dict[str, float], most: int | None = None) -> None:
    """Print the ratios, except that of the first to itself; the largest ones, if only some are wanted."""
    base, *names = found
    if most is not None:
        names = sorted(names, key=found.__getitem__, reverse=True)[:most]
    print(f"\n| stage | × {base} |\n|---|---|")
    for name in names:
        print(f"| {name} | {found[name]:.2f} |")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--rules", type=int, default=12, help="how many rules to list (12)")
    parser.add_argument("--short", action="store_true", help="few rounds, for CI")
    given = parser.parse_args()
    rounds = 3 if given.short else given.rounds
    data = file(1)
    for _ in range(5):
        assert not detente.validate(data).diagnostics
    gc.collect()
    gc.disable()
    table(ratios(stages(data), rounds))
    table(ratios(rules(data), rounds), most=given.rules)
    table(ratios(writing(data), rounds))


if __name__ == "__main__":
    main()
