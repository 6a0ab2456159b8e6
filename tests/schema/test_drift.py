"""One source of truth: what is derived from the records does not drift away from them."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from enum import Enum

import attrs
import pytest
from jsonschema import Draft202012Validator

from detente.dataset import Dataset
from detente.records import ARRAYS, model
from detente.records.kinds import array_of
from detente.schema import NAMES, file_name, load_schema, released, schema_text
from detente.schema.__main__ import texts
from detente.vocab import enums
from tests.paths import PACKAGE, ROOT
from tests.patterns import GOOD, NASTY, PATTERNS

DATA = PACKAGE / "schema" / "data"
ALL_ENUMS = [
    value
    for value in vars(enums).values()
    if isinstance(value, type) and issubclass(value, Enum) and value.__module__ == enums.__name__
]


# --- schema files ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The folder that ``python -m detente.schema FOLDER`` would fill, made in a copy."""
    folder = tmp_path_factory.mktemp("schemas")
    for name, text in texts().items():
        (folder / name).write_bytes(text.encode("utf-8"))
    return folder


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("folder", [DATA, ROOT / "schemas"], ids=["package", "schemas"])
def test_schema_files_are_what_the_records_give(name, folder, written):
    file = file_name(name)
    assert (folder / file).read_bytes() == (written / file).read_bytes()
    assert b"\r" not in (folder / file).read_bytes()


def test_no_schema_file_is_left_over():
    known = {file_name(n) for n in NAMES} | released().keys()
    assert {path.name for path in (ROOT / "schemas").iterdir()} == known
    assert {p.name for p in DATA.glob("*.schema.json")} >= {file_name(n) for n in NAMES}


def test_check_says_so():
    command = [sys.executable, "-m", "detente.schema", "--check", str(ROOT / "schemas")]
    found = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (found.returncode, found.stdout) == (0, "")


def test_check_notices_a_stale_file(tmp_path):
    for name in NAMES:
        shutil.copy(DATA / file_name(name), tmp_path)
    stale = tmp_path / file_name("dataset")
    stale.write_bytes(stale.read_bytes().replace(b"Who acts", b"Who once acted"))
    command = [sys.executable, "-m", "detente.schema", "--check", str(tmp_path)]
    found = subprocess.run(command, check=False, capture_output=True, text=True)
    assert found.returncode == 1
    assert found.stdout.split() == ["stale:", str(stale)]
    assert b"Who once acted" in stale.read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_schemas(name):
    Draft202012Validator.check_schema(load_schema(name))
    assert json.loads(schema_text(name)) == load_schema(name)


def test_released_schemas_never_change():
    for name, digest in released().items():
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == digest, name


# --- records and schema ----------------------------------------------------------------------------


def definition(schema, cls):
    return schema if cls is Dataset else schema["$defs"][cls.__name__]


def pointers(value, path=()):
    """All objects of a document, with the way to each."""
    if isinstance(value, dict):
        yield path, value
        for key, item in value.items():
            yield from pointers(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from pointers(item, (*path, number))


@pytest.mark.parametrize(
    "cls", [d.type for d in model.classes(Dataset)], ids=lambda cls: cls.__name__
)
def test_keys_of_the_schema_are_the_fields(cls):
    schema = definition(load_schema("dataset"), cls)
    names = [field.name for field in attrs.fields(cls)]
    keys = ["$schema" if name == "schema_uri" else name for name in names]
    assert list(schema["properties"]) == keys
    assert schema["additionalProperties"] is False
    assert [f.name for f in model.describe(cls).fields] == names
    for attribute, field in zip(attrs.fields(cls), model.describe(cls).fields, strict=True):
        if field.name not in ("format", "version"):
            assert (attribute.default is attrs.NOTHING) == field.required, field.name
        assert (field.key in schema.get("required", [])) == field.required, field.name


@pytest.mark.parametrize(
    "cls", [d.type for d in model.classes(Dataset)], ids=lambda cls: cls.__name__
)
def test_every_field_is_documented_and_the_schema_says_the_same(cls):
    text, fields = model.documentation(cls)
    schema = definition(load_schema("dataset"), cls)
    if cls is not Dataset:
        assert schema["description"].replace("`", "") == text.replace("`", "")
    assert text
    for field in model.describe(cls).fields:
        assert fields.get(field.name), field.name
        assert fields[field.name][-1] == "."
        described = schema["properties"][field.key]["description"]
        assert described.replace("`", "") == fields[field.name].replace("`", "")
        assert "``" not in described


def test_the_head_of_the_schema_speaks_of_files():
    """Who reads the schema writes JSON, not Python."""
    schema = load_schema("dataset")
    assert "ds[" not in schema["description"]
    assert "``" not in json.dumps(schema, ensure_ascii=False)


def test_every_definition_is_used_and_every_reference_resolves():
    for name in ("dataset", "draft", "draft-reduced"):
        schema = load_schema(name)
        used = {v["$ref"] for _p, v in pointers(schema) if isinstance(v.get("$ref"), str)}
        assert used == {f"#/$defs/{key}" for key in schema["$defs"]}


def test_arrays_hold_what_their_names_say():
    assert list(ARRAYS) == [f.name for f in model.describe(Dataset).fields if f.many]
    for name, cls in ARRAYS.items():
        (key,) = [f.key_of for f in model.describe(cls).fields if f.key_of]
        assert array_of(key) == name


# --- enums -----------------------------------------------------------------------------------------


def test_every_enum_of_the_schema_is_known():
    """By pointer, out of the file: each list of values is that of the field's enum."""
    schema = json.loads((DATA / file_name("dataset")).read_text("utf-8"))
    seen = set()
    for path, value in pointers(schema):
        if not isinstance(value.get("enum"), list):
            continue
        inner = path[: path.index("properties") + 2]
        name = path[1] if path[0] == "$defs" else "Dataset"
        cls = next(d for d in model.classes(Dataset) if d.name == name)
        field = next(f for f in cls.fields if f.key == inner[-1])
        assert value["enum"] == [member.value for member in field.type], path
        for item in value["enum"]:
            assert field.type(item).value == item
        seen.add(field.type)
    assert seen == set(model.enums(Dataset)) == set(ALL_ENUMS)


# --- patterns --------------------------------------------------------------------------------------


def test_patterns_are_anchored_and_use_ascii():
    for pattern in PATTERNS:
        assert pattern.startswith("^")
        assert pattern.endswith(r"$(?!\n)")
        assert re.search(r"\\[dwsDWSbB]", pattern) is None
        outside = re.sub(r"\[(?:[^\]\\]|\\.)*\]|\\.", "", pattern)
        assert "." not in outside, "a point takes whatever stands there"
        assert pattern.isascii()


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_let_no_stranger_through(pattern):
    """What matches is ASCII without whitespace at its ends, whatever the flags of ``re``."""
    for text in NASTY:
        matched = re.search(pattern, text) is not None
        assert matched == (re.search(pattern, text, re.ASCII) is not None)
        if matched:
            assert text.isascii()
            assert "\n" not in text
    assert any(re.search(pattern, text) for text in GOOD), "no good string at hand"


def test_patterns_mean_the_same_in_ecmascript():
    """Editors check with ECMAScript's expressions, in Unicode mode as JSON Schema says."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not on the path")
    script = (
        "const [ps, ts] = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "const run = flags => ps.map(p => ts.map(t => new RegExp(p, flags).test(t)));"
        "console.log(JSON.stringify([run('u'), run('')]));"
    )
    given = json.dumps([PATTERNS, NASTY])
    found = subprocess.run(
        [node, "-e", script], input=given, check=True, capture_output=True, text=True
    )
    expected = [[re.search(p, t) is not None for t in NASTY] for p in PATTERNS]
    for outcome in json.loads(found.stdout):
        for pattern, wanted, got in zip(PATTERNS, expected, outcome, strict=True):
            assert [t for t, w, g in zip(NASTY, wanted, got, strict=True) if w != g] == [], pattern
