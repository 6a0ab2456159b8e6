"""Valid files, and how each of their values is broken; a judge of the result that is not ours.

A file is to be accepted if and only if its JSON is sound (level 0, decided here by a small checker of its own)
and ``jsonschema`` accepts it.
"""

import copy
import json
from collections import Counter
from functools import cache
from random import Random
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, find, given, settings
from jsonschema import Draft202012Validator

import detente
from detente import testing
from detente.dataset import Dataset
from detente.records import model
from detente.schema import load_schema

SCHEMA = Draft202012Validator(load_schema("dataset"))
DEPTH = 64

# A fault in a record of its own, which must be reported whatever happens to the others.
PLANTED = {
    "id": "annotator:planted",
    "kind": "adjudication",
    "description": 'says "null" and \\ and 5.0',
    "adjudicates": ["annotator:dangling"],
}

tally: Counter[str] = Counter()


# --- the oracle ------------------------------------------------------------------------------------


class Whole(float):
    """A whole number that is written as a fraction."""


class UnsoundError(Exception):
    """The JSON is not sound."""


def _pairs(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        raise UnsoundError("a key twice")
    return found


def _float(token):
    value = float(token)
    if value in (float("inf"), -float("inf")):
        raise UnsoundError("too large")
    return Whole(value) if value == int(value) else value


def _int(token):
    if len(token) > 4300:  # what can be held
        raise UnsoundError("too large")
    return int(token)


def _constant(token):
    raise UnsoundError(token)


def _look(value, depth=0, extension=False):
    """Raise for what the hooks of the parser cannot see."""
    if isinstance(value, dict | list):
        if depth == DEPTH:
            raise UnsoundError("too deep")
        for item in value.values() if isinstance(value, dict) else value:
            _look(item, depth + 1, extension)
    if not extension and (value is None or isinstance(value, Whole)):
        raise UnsoundError("null or a whole number as a fraction")
    if isinstance(value, str) and any("\ud800" <= c <= "\udfff" for c in value):
        raise UnsoundError("half a character")


def _look_document(value, depth=0, extension=False):
    if isinstance(value, dict):
        if depth == DEPTH:
            raise UnsoundError("too deep")
        for key, item in value.items():
            _look(key)
            inside = extension
            if key == "ext" and isinstance(item, dict | list):
                inside = True
            _look_document(item, depth + 1, inside)
    elif isinstance(value, list):
        if depth == DEPTH:
            raise UnsoundError("too deep")
        for item in value:
            _look_document(item, depth + 1, extension)
    else:
        _look(value, depth, extension)


def parsed(data: bytes) -> Any:
    """The document, if its JSON is sound. Raises ``UnsoundError``."""
    try:
        if data.startswith(b"\xef\xbb\xbf"):
            raise UnsoundError("byte order mark")
        document = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_pairs,
            parse_float=_float,
            parse_int=_int,
            parse_constant=_constant,
        )
        _look_document(document)
    except (ValueError, RecursionError) as error:
        raise UnsoundError(str(error)) from error
    return document


def is_valid(data: bytes) -> bool:
    """Whether a file is to be accepted."""
    try:
        return SCHEMA.is_valid(parsed(data))
    except UnsoundError:
        return False


# --- the files to be broken ------------------------------------------------------------------------


def objects(value, cls=Dataset, path=()):
    """All records and their parts: path, class, plain value."""
    yield path, cls, value
    for field in model.describe(cls).fields:
        held = value.get(field.key)
        if field.base != "record" or held is None:
            continue
        if field.many:
            for number, item in enumerate(held):
                yield from objects(item, field.type, (*path, field.key, number))
        else:
            yield from objects(held, field.type, (*path, field.key))


SOME = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=100,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def keys_in(plain):
    """The fields that occur."""
    return {
        (cls, key) for _path, cls, value in objects(plain) for key, item in value.items() if item
    }


@cache
def small_files() -> tuple[Any, ...]:
    """A few datasets in which every field of every class occurs."""
    chosen: list[Any] = []
    seen: set[Any] = set()

    @SOME
    @given(testing.datasets())
    def collect(dataset):
        plain = json.loads(detente.dumps(dataset))
        if len(keys_in(plain) - seen) > 1:
            seen.update(keys_in(plain))
            chosen.append(plain)

    collect()
    for description in reversed(model.classes(Dataset)):  # wholes first: they bring their parts
        for field in description.fields:
            if (description.type, field.key) not in set().union(*map(keys_in, chosen)):
                fill(chosen, description, field)
    for plain in chosen:
        plain.setdefault("annotators", []).append(PLANTED)
    return tuple(chosen)


def fill(chosen, description, field):
    """Put a field that no file has into one of them."""
    holds = settings(SOME, max_examples=5000)
    record = find(
        testing.records(description.type),
        lambda record: getattr(record, field.name) not in (None, (), False, {}),
        settings=holds,
        random=Random(0),
    )
    value = json.loads(json.dumps(detente.converter.unstructure(record)))[field.key]
    places = [v for plain in chosen for _p, cls, v in objects(plain) if cls is description.type]
    places[0][field.key] = value


# --- mutations -------------------------------------------------------------------------------------


class Raw(NamedTuple):
    """A value as it is to be written."""

    token: str


class Mutation(NamedTuple):
    """One way to break a file."""

    label: str
    path: tuple[Any, ...]
    """What is changed: a value, or an object together with a key."""
    op: str
    value: Any = None

    def apply(self, document: Any) -> bytes:
        """The broken file."""
        broken = copy.deepcopy(document)
        *way, last = self.path
        parent = broken
        for part in way:
            parent = parent[part]
        raw: list[tuple[str, str]] = []
        value = self.value
        if isinstance(value, Raw):
            raw.append(('"@@RAW@@"', value.token))
            value = "@@RAW@@"
        if self.op == "drop":
            del parent[last]
        elif self.op == "set":
            parent[last] = value
        else:  # the key a second time, spelled as the operation says
            parent["@@KEY@@"] = value if value is not None else copy.deepcopy(parent[last])
            raw.append(('"@@KEY@@":', self.op))
        text = json.dumps(broken, ensure_ascii=False)
        for mark, token in raw:
            assert text.count(mark) == 1
            text = text.replace(mark, token)
        return text.encode("utf-8", "surrogatepass")


ANYTHING = (
    None,
    True,
    False,
    0,
    5,
    -1,
    1.5,
    "",
    "x",
    "5",
    [],
    {},
    [None],
    [[]],
    [{}],
    ["x"],
    [5],
    {"id": "x"},
)
NUMBERS = (
    "5.0", "5e0", "0.0", "-0.0", "-0", "1E2", "50e-1", "1e400", "-1e400", "1e-400", "0.5", "-0.5", "-1",
    "NaN", "Infinity", "-Infinity", "05", "+5", "5.", ".5", "0x5", "1_000", "٣",
    str(2**53 + 1), str(2**63 - 1), str(2**63), str(2**64), str(-(2**63) - 1), str(10**100),
    "1" * 309, "1" * 400, "-" + "1" * 400, "1" * 4300, "9" * 4300, "-" + "9" * 4299, "-" + "1" * 4300, "1" * 4301, "-" + "1" * 4301, "1" * 5000, "9" * 25 + ".5", "0." + "0" * 400 + "1", "1" * 20 + ".0",
)  # fmt: skip
STRINGS = (
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"x\\ud83dx"',
    '"\ttab"',
    '"\\x41"',
    "'x'",
    '"\\ud83d\\ude00"',
)


def spelled(value: str) -> list[Any]:
    """A good string in bad spellings."""
    digits = [i for i, c in enumerate(value) if c.isdigit()]
    changed = [
        "",
        value + "\n",
        "\n" + value,
        value + "\r\n",
        value + "\n" + value,
        " " + value,
        value + " ",
        value.upper(),
        value.lower(),
        value.swapcase(),
        value + "é",
        value + "\u0131",
        value + "ｅ",
        value + "\u0000",
        value.replace(":", "：", 1),
        value[:-1],
        value + value[-1:] * 400,
    ]
    for i in digits[:1]:
        changed += [value[:i] + d + value[i + 1 :] for d in "٣３²"]
    return [c for c in dict.fromkeys(changed) if c != value]


def of_field(field: model.Field, value: Any) -> list[tuple[str, Any]]:
    """Bad values, and good ones at the edge, for one field whose value is at hand."""
    found: list[tuple[str, Any]] = [("type", v) for v in ANYTHING if v != value or v in (0, 1)]
    item = value[0] if field.many and value else value

    def wrap(v):
        return [*value[:-1], v] if field.many else v

    match field.base:
        case "enum":
            values = [m.value for m in field.type]
            outside = [
                "no-such",
                item + "\n",
                item.upper(),
                item.title(),
                item.swapcase(),
                "",
                item + " ",
            ]
            outside += [m.name for m in field.type][:2]
            found += [("enum", wrap(v)) for v in outside if v != item]
            found += [("allowed", wrap(v)) for v in values[:3]]
        case "str":
            found += [("string", wrap(v)) for v in spelled(item)]
            for length in {field.min_length, field.max_length} - {None}:
                for n in (length - 1, length, length + 1):
                    if n >= 0:
                        found += [("length", wrap("x" * n)), ("length", wrap("\U0001f54a" * n))]
                        prefix = item.partition(":")[0] + ":" if ":" in item else item[:1]
                        found.append(("length", wrap((prefix + "a" * n)[:n])))
                        found.append(("length", wrap((item + item[-1] * n)[:n])))
            if field.refs:
                found += [
                    ("kind", wrap(f"{kind}:x")) for kind in ("actor", "claim", "dataset", "thing")
                ]
            if not field.many:
                found += [("raw", Raw(token)) for token in STRINGS]
        case "int" | "number":
            found += [("raw", Raw(token)) for token in NUMBERS]
        case "const":
            found += [
                ("const", v) for v in (item.upper(), item + "\n", "", f"{item}-draft", "1.1", "2.0")
            ]
        case "object":
            keys = (
                "bad",
                "",
                "/",
                "a/",
                "/b",
                "A/b",
                "a/b\n",
                "a/b\nc/d",
                "a b/c",
                "á/b",
                "a/é",
                "a.-b/c",
                "a/b/c",
            )
            found += [("ext", {key: 1}) for key in keys] + [("ext", {"good.key/x": 1, "bad": 2})]
            deepest = "[" * 50 + "]" * 50
            for token in (*NUMBERS, *STRINGS, "null", deepest, '{"": null, "\\u0022": 5.0}'):
                found.append(("raw", Raw(f'{{"a/b": {token}}}')))
    if field.many and value:
        counts = {field.least - 1, field.least, (field.most or 3), (field.most or 3) + 1}
        found += [("items", [value[0]] * n) for n in sorted(counts) if n >= 0]
        found += [("item", [*value, v]) for v in (None, True, 5, "", {}, [])]
        found += [("items", {str(n): v for n, v in enumerate(value)}), ("items", value[0])]
    if not field.required:
        found.append(("default", [] if field.many else field.default))
    if field.key == "version" and isinstance(value, str) and value.startswith("1.0"):
        found += [
            ("version", v)
            for v in ("1.1", "2.0", "1.0\n", "1", "1.00", "01.0", "1.０", 1.0, Raw("1.0"))
        ]
    return found


def of_object(path: tuple[Any, ...], cls: type, value: Any, keys: set[str]) -> list[Mutation]:
    """All mutations of one object, fields with other keys left alone."""
    found = []
    for field in model.describe(cls).fields:
        if field.key not in keys:
            continue
        here = (*path, field.key)
        found.append(Mutation("drop", here, "drop"))
        bad = of_field(field, value[field.key])
        # What a record consists of is broken on its own; here only its place is.
        found += [Mutation(label, here, "set", v) for label, v in bad]
    return found


def around_object(path: tuple[Any, ...], cls: type, value: Any) -> list[Mutation]:
    """What can be done to an object of any class."""
    first, last = next(iter(value)), list(value)[-1]
    unknown = ["unknown", first.upper(), first + " ", "Ext", "$id", "__proto__", "é", ""]
    found = [Mutation("unknown", (*path, key), "set", "x") for key in unknown]
    found += [Mutation("unknown", (*path, "comment"), "set", v) for v in (None, {}, [], False)]
    spellings = [
        f"{json.dumps(first)}:",
        f"{json.dumps(first)} \n\t:",
        f'"\\u{ord(first[0]):04x}{first[1:]}" :',
        f'"{first[:-1]}\\u{ord(first[-1]):04X}":',
    ]
    found += [Mutation("twice", (*path, first), spelling) for spelling in spellings]
    found.append(Mutation("twice", (*path, last), f"{json.dumps(last)}:"))
    for other in (
        False,
        [],
        "x",
        {"a": 1},
        'a "quoted" word',
        Raw('"\\u0022\\u0022"'),
        Raw('"\\"\\""'),
    ):
        found.append(Mutation("twice", (*path, last), f"{json.dumps(last)}:", other))
    for field in model.describe(cls).fields:
        if field.key not in value:
            default = [] if field.many else field.default
            found.append(Mutation("null", (*path, field.key), "set", None))
            if not field.required and default is not None:
                found.append(Mutation("default", (*path, field.key), "set", default))
    if "ext" in {field.key for field in model.describe(cls).fields}:
        for inner in (
            '{"a/b": 1, "a\\/b": 2}',
            '{"a/b": {"x": {"y": 1, "\\u0079": 1}}}',
            '{"a/b": 1, "a/b" : 1}',
        ):
            found.append(Mutation("twice", (*path, "ext"), "set", Raw(inner)))
    return found


# --- what is asked ---------------------------------------------------------------------------------


def leads_to(found: tuple[Any, ...] | None, wanted: tuple[Any, ...], *, missing: bool) -> bool:
    """Whether a finding points at the broken place or into it; at its parent if it is missing."""
    if found is None:
        return False
    return found == wanted[:-1] if missing else found[: len(wanted)] == wanted


def loaded(data: bytes) -> bool | str:
    """Whether it loads, or what loading raised that it must not."""
    try:
        detente.loads(data)
    except detente.InvalidError:
        return False
    except Exception as error:  # noqa: BLE001
        return f"loads raised {type(error).__name__}"
    return True


def validated(data: bytes) -> detente.Report | str:
    """The report, or what validating raised: it must raise nothing."""
    try:
        return detente.validate(data)
    except Exception as error:  # noqa: BLE001
        return f"validate raised {type(error).__name__}"


def complaints(mutation: Mutation, document: Any, planted: int | None) -> list[str]:
    """What is wrong with how the package deals with one broken file."""
    data = mutation.apply(document)
    wanted = is_valid(data)
    problems = []
    accepted = loaded(data)
    if isinstance(accepted, str):
        problems.append(accepted)
    tally["tried"] += 1
    tally["accepted" if wanted else "refused"] += 1
    if accepted is True and not wanted:
        tally["false accepts"] += 1
        problems.append("FALSE ACCEPT")
    if accepted is False and wanted:
        tally["false rejects"] += 1
        problems.append("FALSE REJECT")
    report = validated(data)
    if isinstance(report, str):
        return [*problems, report]
    codes = {d.code for d in report}
    if "D900" in codes:
        problems.append("D900")
    shape = [d for d in report.errors if d.code[:2] in ("D0", "D1")]
    if wanted and shape:
        problems.append(f"reports {shape[0].code} of a valid file")
    if wanted and accepted is True:
        again = detente.loads(data)
        if detente.loads(detente.dumps(again)) != again:
            problems.append("does not come back as it was written")
    draft = mutation.path == ("format",) and mutation.value == "detente-draft"  # checked as such
    if not wanted and accepted is not True and not draft:
        if not shape:
            problems.append("reports nothing of levels 0 and 1")
        # Where the text is no JSON there is no document to point into.
        elif all(d.path is not None for d in shape):
            missing = mutation.op == "drop"
            if not any(leads_to(d.location.path, mutation.path, missing=missing) for d in shape):
                problems.append(f"points at {[d.path for d in shape]}")
        try:
            readable = isinstance(json.loads(data), dict)
        except ValueError:
            readable = False
        stops = {"D001", "D003", "D009", "D011", "D012", "D013", "D014"}
        there = planted is not None and mutation.path != ("annotators",)
        if there and readable and not codes & stops:
            place = f"/annotators/{planted}/adjudicates/0"
            if not any(d.code == "D201" and d.path == place for d in report):
                problems.append("the planted fault is not reported")
    return problems


def run(mutations, document, planted):
    failed = []
    for mutation in mutations:
        problems = complaints(mutation, document, planted)
        if problems:
            value = repr(mutation.value)
            value = value if len(value) < 60 else value[:57] + "…"
            failed.append(
                f"{mutation.label} {mutation.path} {mutation.op} {value}: {'; '.join(problems)}"
            )
    return failed


# Of fields that have the same constraints the first is broken in all ways, the others in some.
ALIKE = 4


@cache
def planned() -> dict[type, list[tuple[int, Mutation]]]:
    """For each class the mutations: number of the file, mutation. Each field is broken once."""
    plan: dict[type, list[tuple[int, Mutation]]] = {cls.type: [] for cls in model.classes(Dataset)}
    done: set[tuple[type, str]] = set()
    alike: set[Any] = set()
    random = Random(0)
    for number, plain in enumerate(small_files()):
        for path, cls, value in objects(plain):
            if value is plain["annotators"][-1] or value.get("id") == PLANTED["id"]:
                continue
            if (cls, "") not in done and value:
                around = around_object(path, cls, value)
                around = random.sample(around, min(len(around), 14))
                plan[cls] += [(number, m) for m in around]
                done.add((cls, ""))
            keys = {key for key, item in value.items() if item and (cls, key) not in done}
            done |= {(cls, key) for key in keys}
            for field in model.describe(cls).fields:
                if field.key not in keys:
                    continue
                found = of_object(path, cls, value, {field.key})
                constraints = field._replace(name="", key="", type=None, default=None)
                if field.base == "enum" or repr(constraints) in alike:
                    always = [m for m in found if m.op == "drop" or m.value is None]
                    always += [m for m in found if str(m.value).endswith("\n")][:1]
                    found = always + random.sample(found, min(len(found), ALIKE))
                alike.add(repr(constraints))
                plan[cls] += [(number, m) for m in found]
    return plan
