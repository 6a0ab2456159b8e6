"""Loading and checking against other ways to do it, as ratios in one process.

    python benchmarks/load.py [--rounds 200] [--articles 200] [--burst 0.012] [--readme] [--short]

Needs the extra ``bench``. Every round runs all candidates in random order, and a ratio is taken
within the round; printed is the median over the rounds. Détente switches the collector off while it
makes records; the others leave it on, and the rows that say so have it off too. Most tables give two figures: each candidate called once a round, as files are read,
and each called again and again for 12 ms before the next one, which is kinder to small code in
warm caches. A target is met if both figures meet it. Times are processor times, so that what
else runs on the machine counts less.

``--readme`` writes the figures into README.md. ``--short`` is for CI, on small input: that everything
still runs, and that no figure is far off.
"""

import argparse
import gc
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from enum import Enum
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson
import startup
from make_files import file

import detente
from detente.codec.columns import Columns
from detente.codec.decode import decode
from detente.collector import no_collection
from detente.dataset import Dataset
from detente.records import ARRAYS, model
from detente.records import constraints as c
from detente.validation.rules.level2_references import all_references_resolve
from detente.validation.rules.level3_spans import all_spans_are_valid, spans_by_article

# --- détente ------------------------------------------------------------------------------------


def load_and_check(data: bytes, *, guarded: bool = True) -> Any:
    """Levels 0 to 3: the records, their index, and whether everything holds."""
    decoded = decode(data, checking=guarded)
    columns = decoded.columns
    assert columns is not None
    assert all_references_resolve(columns)
    assert all_spans_are_valid(columns, spans_by_article(columns))
    del columns  # the mirrors are freed while the records are made
    dataset = decoded.dataset
    assert dataset._index
    return dataset


def load_unguarded(data: bytes) -> Any:
    return load_and_check(data, guarded=False)


# --- pydantic -----------------------------------------------------------------------------------


def pydantic_models() -> dict[type, Any]:
    """A strict and closed model for each record class, with all that the schema asks for."""
    from pydantic import BaseModel, ConfigDict, Field, create_model

    config = ConfigDict(strict=True, extra="forbid")

    def string(field: Any) -> Any:
        # Rust's $ is the very end already, and Rust has no lookahead.
        pattern = field.pattern and field.pattern.removesuffix(r"(?!\n)")
        limits = {"min_length": field.min_length, "max_length": field.max_length}
        return Annotated[str, Field(pattern=pattern, **limits)]

    made: dict[type, Any] = {}
    for cls in model.classes(Dataset):
        fields: dict[str, Any] = {}
        for field in cls.fields:
            item: Any = {
                "record": lambda f: made[f.type],
                "enum": lambda f: f.type,
                "const": lambda f: Literal[f.type],
                "number": lambda _: int | float,
                "object": lambda _: dict[
                    Annotated[str, Field(pattern=c.EXT_KEY.removesuffix(r"(?!\n)"))], Any
                ],
                "bool": lambda _: bool,
                "int": lambda f: Annotated[int, Field(ge=f.minimum)],
                "str": string,
            }[field.base](field)
            if field.many:
                limits = Field(min_length=field.least or None, max_length=field.most)
                item = Annotated[tuple[item, ...], limits]
            options = {} if field.required else {"default": field.default}
            # Not ``| None``: so null is refused at no cost.
            fields[field.name] = (item, Field(alias=field.key, **options))
        made[cls.type] = create_model(cls.name, __config__=config, __base__=None, **fields)
        assert issubclass(made[cls.type], BaseModel)
    return made


class Gathered(Columns):
    """Columns, and what the semantic checks ask of a dataset, for records of any make."""

    def __init__(self, document: Any) -> None:
        self.dataset: Any = self
        self.by_class: dict[type, list[Any]] = {cls.type: [] for cls in model.classes(Dataset)}
        self.by_class[detente.Dataset] = [document]
        for owner, get, many, child in _WAYS:
            found = map(get, self.by_class[owner])
            parts = chain.from_iterable(found) if many else filter(None, found)
            self.by_class[child].extend(parts)
        for name in ARRAYS:
            setattr(self, name, getattr(document, name))
        self.records = [r for name in ARRAYS for r in getattr(document, name)]
        if document.dataset is not None:
            self.records.append(document.dataset)
        self._index = {record.id: record for record in self.records}

    def __len__(self) -> int:
        return len(self.records)


_WAYS = [
    (cls.type, attrgetter(field.name), field.many, field.type)
    for cls in reversed(model.classes(Dataset))
    for field in cls.fields
    if field.base == "record"
]


def semantic_pass(document: Any) -> Any:
    """The library's own passes over the records of another library."""
    columns: Any = Gathered(document)
    for quantity in columns.by_class[detente.Quantity]:
        for number in (quantity.value, quantity.upper):
            assert not (isinstance(number, float) and number.is_integer())
    assert all_references_resolve(columns)
    assert all_spans_are_valid(columns, spans_by_article(columns))
    return columns


def pydantic_candidates() -> dict[str, Callable[[bytes], Any]]:
    validate = pydantic_models()[detente.Dataset].model_validate_json

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            msg = "a key stands twice"
            raise ValueError(msg)
        return found

    def with_hook(data: bytes) -> Any:
        json.loads(data, object_pairs_hook=once)
        return semantic_pass(validate(data))

    def with_count(data: bytes) -> Any:
        # The trick of the library, with the fastest parser and writer of plain dicts.
        assert b"\\u" not in data
        assert orjson.dumps(orjson.loads(data)).count(b'"') == data.count(b'"')
        return semantic_pass(validate(data))

    @no_collection()
    def without_collector(data: bytes) -> Any:
        return semantic_pass(validate(data))

    return {
        "pydantic": lambda data: semantic_pass(validate(data)),
        "pydantic, collector off": without_collector,
        "pydantic, duplicate keys by json.loads and a hook": with_hook,
        "pydantic, duplicate keys by orjson and a count": with_count,
    }


# --- cattrs and JSON Schema ---------------------------------------------------------------------


def cattrs_candidate() -> Callable[[bytes], Any]:
    """The records of the library, structured by a plain converter made strict."""
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, override

    converter = Converter(forbid_extra_keys=True, detailed_validation=False)

    def exactly(kind: type) -> Callable[[Any, Any], Any]:
        def check(value: Any, _: Any) -> Any:
            if type(value) is not kind:
                msg = f"expected {kind.__name__}"
                raise TypeError(msg)
            return value

        return check

    for kind in (str, int, float, bool):
        converter.register_structure_hook(kind, exactly(kind))
    number, extension = int | float, dict[str, Any]

    def numeric(value: Any, _: Any) -> Any:
        if type(value) not in (int, float):
            msg = "expected a number"
            raise TypeError(msg)
        return value

    converter.register_structure_hook_func(lambda hint: hint == number, numeric)
    converter.register_structure_hook_func(lambda hint: hint == extension, exactly(dict))

    def members(enum: type[Enum]) -> Callable[[Any, Any], Any]:
        found = {member.value: member for member in enum}
        return lambda value, _: found[value]

    for enum in model.enums(Dataset):
        converter.register_structure_hook(enum, members(enum))
    for cls in model.classes(Dataset):
        renamed = {f.name: override(rename=f.key) for f in cls.fields if f.key != f.name}
        converter.register_structure_hook(
            cls.type,
            make_dict_structure_fn(
                cls.type, converter, _cattrs_forbid_extra_keys=True,
                _cattrs_detailed_validation=False, **renamed,
            ),
        )  # fmt: skip
    return lambda data: converter.structure(orjson.loads(data), detente.Dataset)


def schema_candidates() -> dict[str, Callable[[bytes], Any]]:
    import jsonschema_rs
    from jsonschema import Draft202012Validator

    from detente.schema import load_schema

    schema = load_schema("dataset")
    slow, fast = Draft202012Validator(schema), jsonschema_rs.Draft202012Validator(schema)

    def with_slow(data: bytes) -> None:
        assert slow.is_valid(orjson.loads(data))

    def with_fast(data: bytes) -> None:
        assert fast.is_valid(orjson.loads(data))

    return {"orjson, jsonschema": with_slow, "orjson, jsonschema-rs": with_fast}


# --- measuring ----------------------------------------------------------------------------------


def measure(
    candidates: dict[str, Callable[[], Any]], *, rounds: int, share: float = 0
) -> dict[str, list[float]]:
    """Seconds of processor time a call, by candidate and round."""
    calls = {}
    for name, run in candidates.items():
        run()
        start = time.process_time()
        run()
        calls[name] = max(1, round(share / (time.process_time() - start)))
    times: dict[str, list[float]] = {name: [] for name in candidates}
    names = list(candidates)
    for _ in range(rounds):
        random.shuffle(names)
        for name in names:
            run = candidates[name]
            start = time.process_time()
            for _ in range(calls[name]):
                run()
            times[name].append((time.process_time() - start) / calls[name])
    return times


def ratio(times: dict[str, list[float]], one: str, other: str) -> float:
    """How much longer one takes than the other: median over the rounds."""
    pairs = zip(times[one], times[other], strict=True)
    return statistics.median(a / b for a, b in pairs)


def table(title: str, head: str, rows: list[tuple[str, ...]]) -> None:
    rule = "---|" * (head.count("|") + 4)
    print(f"\n### {title}\n\n| what | {head} | target | met |\n|{rule}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    sys.stdout.flush()


def verdict(values: list[float], limit: float | None, unit: str, *, least: bool) -> tuple[str, ...]:
    """The values, the target and whether all of them meet it."""
    shown = [f"{value:.2f}{unit}" for value in values]
    if limit is None:
        return (*shown, "", "")
    met = all(value >= limit if least else value <= limit for value in values)
    return (*shown, f"{'≥' if least else '≤'} {limit}{unit}", "yes" if met else "**no**")


def at_most(*values: float, limit: float | None, unit: str = "×") -> tuple[str, ...]:
    return verdict(list(values), limit, unit, least=False)


def at_least(*values: float, limit: float | None) -> tuple[str, ...]:
    return verdict(list(values), limit, "×", least=True)


# --- the tables ---------------------------------------------------------------------------------

_OURS, _UNGUARDED, _BASE = "détente", "détente, unguarded", "orjson.loads"


_VALIDATE = "detente.validate"
_LOADS = "detente.loads"


def small(data: bytes, rounds: int, burst: float) -> list[tuple[str, ...]]:
    plain, dataset = orjson.loads(data), detente.loads(data)
    candidates: dict[str, Callable[[bytes], Any]] = {
        _BASE: orjson.loads,
        "json.loads": json.loads,
        "decode": lambda data: decode(data).dataset,
        _OURS: load_and_check,
        _UNGUARDED: load_unguarded,
        _LOADS: detente.loads,
        _VALIDATE: detente.validate,
        "orjson.loads, collector off": no_collection()(lambda data: orjson.loads(data)),
        **pydantic_candidates(),
        "orjson, strict cattrs": cattrs_candidate(),
        **schema_candidates(),
    }
    runs = {name: lambda f=f: f(data) for name, f in candidates.items()}
    runs["dump"] = lambda: detente.dumps(dataset, compact=True)
    runs["orjson.dumps"] = lambda: orjson.dumps(plain)
    both = measure(runs, rounds=rounds), measure(runs, rounds=max(2, rounds // 5), share=burst)

    def ratios(one: str, other: str) -> list[float]:
        return [ratio(times, one, other) for times in both]

    base, warm = (statistics.median(times[_BASE]) * 1e3 for times in both)
    rows = [
            (name, *at_most(*ratios(key, _BASE), limit=limit))
            for name, key, limit in (
                ("detente.validate of the clean file: all levels without text", _VALIDATE, 8),
                ("detente.loads: levels 0 and 1, checked records", _LOADS, None),
                ("détente: levels 0 to 3, checked records and index (a part of validate)", _OURS, 3.2),
                ("the same without the search for duplicate keys", _UNGUARDED, 2.3),
                ("détente: levels 0 and 1 alone", "decode", None),
                ("pydantic and the semantic pass", "pydantic", None),
                ("the same with the collector off, as in détente", "pydantic, collector off", None),
                ("pydantic, duplicate keys by json.loads and a hook", "pydantic, duplicate keys by json.loads and a hook", None),
                ("pydantic, duplicate keys by orjson and a count", "pydantic, duplicate keys by orjson and a count", None),
                ("orjson and strict cattrs, no patterns, no semantic pass", "orjson, strict cattrs", None),
                ("orjson and jsonschema", "orjson, jsonschema", None),
                ("orjson and jsonschema-rs, no records", "orjson, jsonschema-rs", None),
                ("json.loads, no checks", "json.loads", None),
                ("orjson.loads with the collector off", "orjson.loads, collector off", None),
            )
        ]  # fmt: skip
    table(
        f"One article, {len(data) / 1e3:.0f} kB: ratios to orjson.loads "
        f"({base:.2f} ms once a round, {warm:.2f} ms in a loop)",
        "× orjson.loads, once a round | in a loop",
        rows,
    )
    rivals = (
        ("pydantic, neither looks for duplicate keys", "pydantic", _UNGUARDED, 1.3),
        ("pydantic with the collector off, only détente looks for duplicate keys", "pydantic, collector off", _OURS, None),
        ("pydantic, only détente looks for duplicate keys", "pydantic", _OURS, 1.3),
        ("pydantic, duplicate keys by json.loads and a hook", "pydantic, duplicate keys by json.loads and a hook", _OURS, 1.8),
        ("pydantic, duplicate keys by orjson and a count", "pydantic, duplicate keys by orjson and a count", _OURS, 1.8),
        ("orjson and strict cattrs", "orjson, strict cattrs", _OURS, None),
        ("orjson and jsonschema, levels 0 to 3", "orjson, jsonschema", _OURS, 40),
        ("orjson and jsonschema, which knows level 1 alone, than detente.validate", "orjson, jsonschema", _VALIDATE, 10),
    )  # fmt: skip
    table(
        "How much faster détente is",
        "× faster, once a round | in a loop",
        [(name, *at_least(*ratios(key, ours), limit=limit)) for name, key, ours, limit in rivals],
    )
    table(
        "Writing on one line",
        "× orjson.dumps, once a round | in a loop",
        [("detente.dumps(compact=True)", *at_most(*ratios("dump", "orjson.dumps"), limit=4))],
    )
    return rows


def explaining(data: bytes, rounds: int) -> None:
    document = orjson.loads(data)
    claims = document["claims"]
    del claims[3]["tense"]
    claims[11]["colour"] = "red"
    document["events"][5]["accounts"][0]["status"] = "happened"
    document["actors"][0]["exists"] = "since 1991"
    claims[40]["about"] = ["actor:nobody"]
    broken = orjson.dumps(document)
    codes = {d.code for d in detente.validate(broken).diagnostics}
    missed = {"D101", "D102", "D104", "D105", "D201"} - codes
    assert not missed, missed
    runs = {_VALIDATE: lambda: detente.validate(broken), _BASE: lambda: orjson.loads(broken)}
    times = measure(runs, rounds=rounds)
    table(
        "Explaining five errors (field missing, field unknown, value unknown, wrong form, "
        "reference dangling)",
        f"× orjson.loads (median {statistics.median(times[_VALIDATE]) * 1e3:.0f} ms)",
        [
            (
                "detente.validate(bytes), all levels, warm",
                *at_most(ratio(times, _VALIDATE, _BASE), limit=40),
            ),
        ],
    )


_MEMORY = """
import sys, time
from pathlib import Path
{imports}
def peak():  # not ru_maxrss, which a process inherits from the one that starts it
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])
before = peak()
start = time.perf_counter()
kept = {run}
seconds = time.perf_counter() - start
print(before, peak(), seconds)
"""
_FRESH = {
    _BASE: ("import orjson", "orjson.loads(Path(sys.argv[1]).read_bytes())"),
    _OURS: (
        "from detente.codec.decode import decode\n"
        "from detente.validation.rules.level2_references import all_references_resolve\n"
        "from detente.validation.rules.level3_spans import all_spans_are_valid, spans_by_article\n"
        "def check(decoded):\n"
        "    assert all_references_resolve(decoded.columns)\n"
        "    assert all_spans_are_valid(decoded.columns, spans_by_article(decoded.columns))\n"
        "    return decoded.dataset",
        "check(decode(Path(sys.argv[1]).read_bytes()))",
    ),
    _VALIDATE: ("import detente", "detente.validate(sys.argv[1])"),
}


def large(articles: int, rounds: int) -> str:
    data = file(articles)
    runs: dict[str, Callable[[], Any]] = {
        _BASE: lambda: orjson.loads(data),
        _OURS: lambda: load_and_check(data),
        _VALIDATE: lambda: detente.validate(data),
    }
    gc.collect()
    times = measure(runs, rounds=rounds)
    base = statistics.median(times[_BASE])
    with tempfile.NamedTemporaryFile(suffix=".json") as kept:
        kept.write(data)
        kept.flush()
        peaks: dict[str, list[float]] = {name: [] for name in _FRESH}
        bare: dict[str, list[float]] = {name: [] for name in _FRESH}
        fresh: dict[str, list[float]] = {name: [] for name in _FRESH}
        for _ in range(5):
            for name, (imports, run) in _FRESH.items():
                code = _MEMORY.format(imports=imports, run=run)
                out = subprocess.check_output([sys.executable, "-c", code, kept.name])
                before, after, seconds = map(float, out.split())
                bare[name].append(before / 1024)
                peaks[name].append(after / 1024)
                fresh[name].append(seconds)
    table(
        f"{articles} articles, {len(data) / 1e6:.1f} MB: ratio to orjson.loads ({base:.2f} s)",
        "× orjson.loads",
        [
            ("détente: levels 0 to 3, again and again in one process",
             *at_most(ratio(times, _OURS, _BASE), limit=3.5)),
            ("the same, once in a fresh process, reading the file included",
             *at_most(ratio(fresh, _OURS, _BASE), limit=3.5)),
            ("detente.validate: all levels without text, again and again",
             *at_most(ratio(times, _VALIDATE, _BASE), limit=8)),
            ("the same, once in a fresh process",
             *at_most(ratio(fresh, _VALIDATE, _BASE), limit=8)),
        ],
    )  # fmt: skip
    peak = {name: statistics.median(values) for name, values in peaks.items()}
    idle = {name: statistics.median(values) for name, values in bare.items()}
    table(
        "Peak of memory in a fresh process, the file's bytes included",
        "MB",
        [
            (f"orjson.loads (before: {idle[_BASE]:.0f})", f"{peak[_BASE]:.0f}", "", ""),
            (
                f"détente (before: {idle[_OURS]:.0f})",
                f"{peak[_OURS]:.0f}",
                f"≤ {peak[_BASE]:.0f}",
                "yes" if peak[_OURS] <= peak[_BASE] else "**no**",
            ),
            (f"detente.validate (before: {idle[_VALIDATE]:.0f})", f"{peak[_VALIDATE]:.0f}", "", ""),
        ],
    )
    load, all_levels = ratio(times, _OURS, _BASE), ratio(times, _VALIDATE, _BASE)
    return (
        f"A file of {articles} articles ({len(data) / 1e6:.0f} MB) takes {load:.1f} times `orjson.loads` to load and "
        f"{all_levels:.1f} times to validate, with memory peaks of {peak[_OURS]:.0f} and {peak[_VALIDATE]:.0f} MB "
        f"against {peak[_BASE]:.0f} MB."
    )


# --- the README ---------------------------------------------------------------------------------

_README = Path(__file__).resolve().parents[1] / "README.md"
_BEGIN, _END = "<!-- benchmark:begin -->\n", "<!-- benchmark:end -->"


def write_readme(rows: list[tuple[str, ...]], about_large: str) -> None:
    """Put the figures between the marks in README.md."""
    wanted = ["import detente", "Claim", "--version", "rules", "200 bytes"]
    started = startup.measured(9, wanted)
    bare = started.pop(startup.BARE)
    starts = ", ".join(
        f"`{name}` {times:.1f}" for name, (_work, times, _wall, _limit) in started.items()
    )
    listed = "\n".join(f"| {name} | {once.rstrip('×')} |" for name, once, *_ in rows)
    block = f"""Measured in one process, interleaved, as ratios to `orjson.loads` of the same bytes (`python benchmarks/load.py
--readme`, on two shared virtual cores, CPython {sys.version_info[0]}.{sys.version_info[1]}; from day to day the ratios vary by a tenth or two). Détente
switches the garbage collector off while it makes records; the others leave it on unless a row says otherwise.

| what | × orjson.loads |
|---|---|
{listed}

{about_large}
Whole processes, as multiples of a bare interpreter ({bare[0]:.0f} ms): {starts}.
`benchmarks/README.md` in the sources lists the targets that were not reached, with the reasons.
"""
    text = _README.read_text(encoding="utf-8")
    head, _, rest = text.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    _README.write_text(f"{head}{_BEGIN}{block}{_END}{tail}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--burst", type=float, default=0.012)
    parser.add_argument("--readme", action="store_true", help="write the figures into README.md")
    parser.add_argument("--short", action="store_true", help="few rounds on small input, for CI")
    given = parser.parse_args()
    if given.short:
        given.rounds, given.articles, given.burst = 8, 3, 0
    data = file(1)
    report = detente.validate(data)
    assert not report.diagnostics, report
    rows = small(data, given.rounds, given.burst)
    explaining(data, max(3, given.rounds // 4))
    about_large = large(given.articles, max(3, given.rounds // 25))
    if given.readme:
        write_readme(rows, about_large)
    if given.short:
        (all_levels,) = (row[1] for row in rows if row[0].startswith(_VALIDATE))
        if float(all_levels.rstrip("×")) > 40:
            raise SystemExit(_VALIDATE + " takes " + all_levels)


if __name__ == "__main__":
    main()
