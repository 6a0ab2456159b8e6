"""Valid files, broken in every way that the schema knows and in those that it does not.

The loader accepts a file if and only if the judge of ``mutations`` does. No false accept, no false reject; and
``validate`` says where it hurts, never blames us, and goes on checking the records that are not broken.
"""

import json
from random import Random

import pytest

import detente
from detente.dataset import Dataset
from detente.records import ARRAYS, model
from tests import profiles
from tests.large import large
from tests.paths import PACKAGE, ROOT
from tests.validation.mutations import (
    Mutation,
    around_object,
    is_valid,
    loaded,
    objects,
    of_object,
    planned,
    run,
    small_files,
    tally,
    validated,
)


def test_the_files_hold_every_field():
    everywhere = {
        (cls, key) for plain in small_files() for _p, cls, v in objects(plain) for key in v
    }
    expected = {(cls.type, f.key) for cls in model.classes(Dataset) for f in cls.fields}
    assert everywhere == expected


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


def test_many_of_one_thing_are_accepted_and_reported():
    """Long lists, many records, long chains and circles; ``benchmarks/fuzz.py`` makes them longer."""
    for number, (dataset, draft) in enumerate(large(40)):
        data = detente.dumps(dataset)
        assert is_valid(data)
        if number % 5 == 0:
            assert not {d.code for d in detente.validate(data)} & {"D900"}
            assert not {d.code for d in detente.validate(json.dumps(draft).encode())} & {"D900"}
