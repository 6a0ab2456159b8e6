"""Valid files, broken in every way that the schema knows and in those that it does not.

The loader accepts a file if and only if its JSON is sound (level 0, decided here by a small checker of
its own) and ``jsonschema`` accepts it. No false accept, no false reject; and ``validate`` says where it
hurts, never blames us, and goes on checking the records that are not broken.
"""

import copy
import json
from collections import Counter
from functools import cache
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from jsonschema import Draft202012Validator

import detente
from detente import testing
from detente.dataset import Dataset
from detente.records import ARRAYS, model
from detente.schema import load_schema
from tests import profiles
from tests.paths import PACKAGE, ROOT

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
    if len(token.lstrip("-")) > 4300:  # what can be held
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


def test_the_files_hold_every_field():
    everywhere = {
        (cls, key) for plain in small_files() for _p, cls, v in objects(plain) for key in v
    }
    expected = {(cls.type, f.key) for cls in model.classes(Dataset) for f in cls.fields}
    assert everywhere == expected


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
    "1" * 309, "1" * 400, "-" + "1" * 400, "1" * 5000, "9" * 25 + ".5", "0." + "0" * 400 + "1", "1" * 20 + ".0",
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


@pytest.mark.parametrize(
    "cls", [c.type for c in model.classes(Dataset)], ids=lambda cls: cls.__name__
)
def test_every_field_of_every_class(cls):
    """The schema's keywords, field by field, and what the schema does not know."""
    mutations = planned()[cls]
    assert mutations
    some = Random(0).sample(range(len(mutations)), min(len(mutations), profiles.number(25, 10_000)))
    mutations = [mutations[n] for n in sorted(some)]
    failed: list[str] = []
    for number, mutation in mutations:
        plain = small_files()[number]
        failed += run([mutation], plain, len(plain["annotators"]) - 1)

    assert not failed, f"{len(failed)} of {len(mutations)}:\n" + "\n".join(failed)


# --- bytes -----------------------------------------------------------------------------------------


def byte_complaints(data: bytes) -> list[str]:
    wanted = is_valid(data)
    tally["tried"] += 1
    tally["accepted" if wanted else "refused"] += 1
    accepted, report = loaded(data), validated(data)
    if isinstance(report, str):
        return [f"{accepted}; {report}"]
    codes = {d.code for d in report.errors}
    found = []
    if accepted != wanted:
        tally["false accepts" if accepted is True else "false rejects"] += 1
        found.append(f"accepted: {accepted}, should be: {wanted}")
    if "D900" in codes:
        found.append("D900")
    draft = b'"format": "detente-draft"' in data  # validated as what it is
    if (
        not wanted
        and accepted is False
        and not draft
        and not any(code[:2] in ("D0", "D1") for code in codes)
    ):
        found.append(f"only {sorted(codes)}")
    return found


def largest() -> bytes:
    plain = max(small_files(), key=lambda plain: len(str(plain)))
    return json.dumps(plain, ensure_ascii=False, indent=1).encode("utf-8")


def test_truncated():
    """Whatever is cut off, the rest does not pass for the whole."""
    data = largest()
    failed = []
    for length in [*range(0, len(data), 29), *range(len(data) - 30, len(data))]:
        found = byte_complaints(data[:length])
        if found:
            failed.append((length, found))
    assert not failed


BYTES = {
    "byte order mark": lambda d: b"\xef\xbb\xbf" + d,
    "two byte order marks": lambda d: b"\xef\xbb\xbf" * 2 + d,
    "byte order mark behind a space": lambda d: b" \xef\xbb\xbf" + d,
    "utf-16": lambda d: d.decode().encode("utf-16"),
    "utf-16 without mark": lambda d: d.decode().encode("utf-16-le"),
    "utf-32": lambda d: d.decode().encode("utf-32"),
    "latin-1 byte in a string": lambda d: d.replace(b'"human"', b'"hum\xe4n"').replace(
        b"says ", b"say\xe9 "
    ),
    "overlong slash": lambda d: d.replace(b"says ", b"says\xc0\xaf"),
    "encoded surrogate": lambda d: d.replace(b"says ", b"says\xed\xa0\x80"),
    "beyond unicode": lambda d: d.replace(b"says ", b"says\xf4\x90\x80\x80"),
    "cut character": lambda d: d.replace(b"says ", b"says\xe2\x82"),
    "bad bytes in a key": lambda d: d.replace(b'"description"', b'"descr\xffiption"', 1),
    "bad bytes in an unknown key": lambda d: d.replace(b"{", b'{"\xff": 1, ', 1),
    "bad bytes behind the end": lambda d: d + b"\xff",
    "nul behind the end": lambda d: d + b"\x00",
    "garbage behind the end": lambda d: d + b" oops",
    "comma behind the end": lambda d: d + b",",
    "twice": lambda d: d + d,
    "twice with a line feed": lambda d: d + b"\n" + d,
    "brace behind the end": lambda d: d + b"}",
    "comment": lambda d: d + b"// done",
    "comma before the end": lambda d: d.rstrip()[:-1] + b",}",
    "whitespace around": lambda d: b" \t\r\n" + d + b"\n\r\t ",
    "form feed around": lambda d: b"\x0c" + d,
    "no-break space around": lambda d: "\xa0".encode() + d,
    "line separator around": lambda d: "\u2028".encode() + d,
    "empty": lambda _d: b"",
    "whitespace alone": lambda _d: b" \n",
    "null": lambda _d: b"null",
    "a number": lambda _d: b"5",
    "a string": lambda _d: b'"detente"',
    "a list": lambda d: b"[" + d + b"]",
    "empty object": lambda _d: b"{}",
    "empty list": lambda _d: b"[]",
    "the least": lambda _d: b'{"version":"1.0","format":"detente"}',
    "the least, escaped": lambda _d: b'{"\\u0076ersion":"\\u0031.0","form\\u0061t":"d\\u0065tente"}',
    "escapes everywhere": lambda d: json.dumps(json.loads(d), ensure_ascii=True).encode(),
    "a draft": lambda d: d.replace(b'"format": "detente"', b'"format": "detente-draft"'),
    "control character": lambda d: d.replace(b"says ", b"says\x01"),
    "delete character": lambda d: d.replace(b"says ", b"says\x7f"),
    "raw line feed in a string": lambda d: d.replace(b"says ", b"says\n"),
    "bad escape": lambda d: d.replace(b"says ", rb"says\q"),
    "short escape": lambda d: d.replace(b"says ", rb"says\u12"),
    "solidus escaped": lambda d: d.replace(b"says ", rb"says\/"),
    "quote escaped": lambda d: d.replace(b"says ", rb"says\u0022\""),
    "surrogate": lambda d: d.replace(b"says ", rb"says\ud83d "),
    "surrogates in the wrong order": lambda d: d.replace(b"says ", rb"says\ude00\ud83d "),
    "surrogate pair": lambda d: d.replace(b"says ", rb"says\ud83d\ude00 "),
    "escaped backslash before a surrogate": lambda d: d.replace(b"says ", rb"says\\ud83d "),
    "single quotes": lambda d: d.replace(b'"format"', b"'format'"),
    "bare key": lambda d: d.replace(b'"format"', b"format"),
}  # fmt: skip


@pytest.mark.parametrize("name", BYTES)
def test_bytes(name):
    data = BYTES[name](largest())
    assert data != largest()
    assert byte_complaints(data) == []


@pytest.mark.parametrize("levels", [1, 58, 59, 60, 61, 62, 64, 100, 500, 1000, 5000, 100_000])
@pytest.mark.parametrize("brackets", ["[]", '{"a":}'])
def test_nesting(levels, brackets):
    """64 brackets deep is the limit, in an extension too."""
    opening, closing = ("[", "]") if brackets == "[]" else ('{"a":', "}")
    inner = opening * levels + ("" if brackets == "[]" else "1") + closing * levels
    data = f'{{"format":"detente","version":"1.0","actors":[{{"id":"actor:a","kind":"state","names":[{{"text":"A","kind":"common"}}],"ext":{{"a/b":{inner}}}}}]}}'
    assert byte_complaints(data.encode()) == []


# Two keys of one object, in spellings that a count of quotation marks could be fooled by: what is
# dropped in one place is to look as if it stood in another.
TRAPS = [
    '"note": "x", "note": "x"',
    r'"note": "x\"", "\u006eote": "x\u0022"',
    r'"note": "\"\"\"\"", "note": "\u0022\u0022"',
    r'"ext": {"a/b": "\u0022"}, "ext": {"a/b": "\""}',
    r'"ext": {"a/b": {"\u0022": 1, "\"": 2}}',
    r'"ext": {"a/b": {"\"": 1, "\u0022": 2}}',
    r'"ext": {"a/b": {"\\": 1, "\u005c": 2}}',
    r'"ext": {"a/b": {"/": 1, "\/": 2}}',
    r'"ext": {"a/b": {"é": 1, "\u00e9": 2}}',
    r'"ext": {"a/b": {"": 1, "": 2}}',
    r'"ext": {"a/b": [{"x": 1}, {"x": 1, "x": 1}]}',
    r'"ext": {"a\/b": 1, "a/b": "\\\""}',
    r'"predecessors": [], "predecessors": []',
    r'"predecessors": [], "ext": {"a/b": "\""}',
    r'"note": "x", "ext": null',
    r'"ext": null',
    r'"note": null, "ext": {"a/b": null}',
    r'"ext": {"a/b": null, "ext": {"x": null}}',
    r'"ext": {"ext": null}',
    r'"ext": {"a/ext": {"ext": null, "y": 5.0, "n": [null]}}',
    r'"ext": {"a/b": 1.0, "c/d": 1E2, "e/f": -0.0}',
    r'"ext": {"a/b": {"null": "null", "y": "5.0"}}',
    r'"note": "\u006eull"',
    r'"note": "\"null\": null, 5.0, \"id\""',
    r'"part_of": "actor:b", "part_of" : "actor:b"',
    r'"ext": {"a/b": 1}, "ext"' + "\t\n : " + r'{"a/b": 1}',
]


@pytest.mark.parametrize("inside", TRAPS)
@pytest.mark.parametrize("around", ["", r', "note": "\u0022"', r', "note": "\"\\"'])
def test_traps_for_the_guard(inside, around):
    second = f'{{"id":"actor:b","kind":"state","names":[{{"text":"B","kind":"common"}}]{around}}}'
    first = f'{{"id":"actor:a","kind":"state","names":[{{"text":"A","kind":"common"}}], {inside}}}'
    data = f'{{"format":"detente","version":"1.0","actors":[{first},{second}]}}'
    assert byte_complaints(data.encode()) == []


@pytest.mark.parametrize("key", ["format", "version", "actors", "dataset", "$schema"])
@pytest.mark.parametrize("place", ["front", "back"])
def test_keys_of_the_head_twice(key, place):
    plain = {"$schema": "x", "dataset": None, "actors": []}
    plain |= {"format": "detente", "version": "1.0"}
    plain["dataset"] = {
        "id": "dataset:d",
        "title": "t",
        "version": "1.0.0",
        "status": "draft",
        "language": "en",
        "license": "MIT",
    }
    member = f"{json.dumps(key)}:{json.dumps(plain[key])}"
    text = json.dumps(plain)
    assert is_valid(text.encode())
    text = f"{{{member},{text[1:]}" if place == "front" else f"{text[:-1]},{member}}}"
    assert byte_complaints(text.encode()) == []


# --- larger files ----------------------------------------------------------------------------------

FILES = sorted((ROOT / "examples").glob("*/*.detente.json"))
FILES += sorted((PACKAGE / "data").glob("*/*.detente.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_files(path):
    """A sample of all mutations of a file as people make them."""
    document = json.loads(path.read_bytes())
    assert is_valid(path.read_bytes())
    random = Random(0)
    found = list(objects(document))
    mutations = []
    for where, cls, value in random.sample(found, min(len(found), 150)):
        if value:
            some = around_object(where, cls, value)
            some += of_object(where, cls, value, set(value))
            mutations += random.sample(some, min(len(some), 3))
    size = path.stat().st_size
    some = max(profiles.number(8, 20), profiles.number(1_000_000, 5_000_000) // size)
    mutations = random.sample(mutations, min(len(mutations), some))

    failed = run(mutations, document, None)

    assert not failed, "\n".join(failed)


def test_ids_of_refused_records_count_as_known():
    """One mistake does not make others: a reference to a refused record does not dangle."""
    plain = max(small_files(), key=lambda plain: len(plain.get("claims", ())))
    before = [
        (d.code, d.path) for d in detente.validate(json.dumps(plain).encode()) if d.code == "D201"
    ]
    for name in ARRAYS:
        for number, _record in enumerate(plain.get(name, ())):
            broken = Mutation("unknown", (name, number, "unknown"), "set", 1).apply(plain)
            report = detente.validate(broken)
            assert {(d.code, d.path) for d in report if d.code == "D201"} <= set(before)
            assert [d.code for d in report if d.code[1] == "1"] == ["D102"]


def test_nothing_false_was_accepted_or_refused():
    """The release condition, over all that was tried before this test."""
    assert tally["false accepts"] == 0, tally
    assert tally["false rejects"] == 0, tally
