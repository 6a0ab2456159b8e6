"""Migration: identify, migrate, build; proven on versions that there never were."""

import copy
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.cli import main
from detente.migration import registry
from detente.migration.changes import changes
from detente.migration.steps import Step, steps_from, take
from detente.pipeline.migrate import migrate
from tests.migration import FROM_0_8, FROM_0_9, STEPS
from tests.sample import DATA, DRAFT

ds = detente.loads(DATA)
WORDS = {"CT+": "certain", "PR+": "probable", "PS+": "possible", "Uu": "open"}


def older(version: str = "0.9", *, draft: bool = False) -> dict[str, Any]:
    """A document as it would have stood: two of the sample's claims, one said twice."""
    document = {
        "format": "detente-draft" if draft else "detente",
        "version": version,
        "$schema": f"urn:detente:schema:{version}:dataset",
        "dataset": json.loads(DATA)["dataset"] | {"ext": {"example.org/x": ["claim:b", 1.0, None]}},
        "actors": json.loads(DATA)["actors"],
        "articles": json.loads(DATA)["articles"],
        "claims": [
            {
                "id": f"claim:{letter}",
                "proposition": "Norway has a parliament of its own.",
                "kind": "factual",
                "tense": "past",
                "about": ["actor:norway"],
                "said": {"article": "article:union", "how": how, "evidence": [[start, start + 9]]},
            }
            for letter, how, start in (
                ("a", "certain", 0),
                ("b", "possible", 20),
                ("c", "open", 40),
            )
        ],
        "links": [
            {"id": "link:x", "kind": "specifies", "source": "claim:c", "target": "claim:b"},
        ],
    }
    document["claims"][1]["same_as"] = "claim:a"
    if version == "0.8":
        document["dataset"]["licence"] = document["dataset"].pop("license")
    return document


def patched(document: Any, found: Any, *, back: bool = False) -> Any:
    """A document after the changes of a report, or before them."""
    document = copy.deepcopy(document)
    for change in reversed(found) if back else found:
        op, value = change.op, change.before if back else change.after
        if back and op != "replace":
            op = {"add": "remove", "remove": "add"}[op]
        parts = [p.replace("~1", "/").replace("~0", "~") for p in change.path.split("/")[1:]]
        if not parts:
            document = value
            continue
        holder = document
        for part in parts[:-1]:
            holder = holder[int(part) if isinstance(holder, list) else part]
        key = int(parts[-1]) if isinstance(holder, list) else parts[-1]
        if op == "remove":
            del holder[key]
        elif op == "add" and isinstance(holder, list):
            holder.insert(key, value)
        else:
            holder[key] = value
    return document


@pytest.fixture
def shipped(monkeypatch) -> None:
    monkeypatch.setattr(registry, "STEPS", STEPS)


# --- identify ----------------------------------------------------------------------------------------


def test_nothing_is_shipped_yet() -> None:
    assert registry.STEPS == ()
    with pytest.raises(detente.InvalidError, match=r"D014 version 0\.9 is unknown"):
        migrate(older())


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({}, "D011"),
        ([], "D011"),
        ({"format": "detente"}, "D012"),
        ({"format": "detente", "version": "0.9.1"}, "D012"),
        ({"format": "detente", "version": 0.9}, "D012"),
        ({"format": "detente", "version": "1.1"}, "D013"),
        ({"format": "detente", "version": "0.7"}, "D014"),
        ({"format": "detente-draft", "version": "2.0"}, "D014"),
        ({"format": "detente", "version": "0.9", "claims": None}, "D008"),
    ],
)
def test_what_is_unknown_or_newer_is_refused(document: Any, code: str) -> None:
    with pytest.raises(detente.InvalidError) as caught:
        migrate(json.dumps(document).encode(), steps=STEPS)
    assert {d.code for d in caught.value.report} == {code}


def test_what_is_no_sound_json_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "x.detente.json"
    path.write_text('{"format": "detente",\n "version": "0.9", "version": "0.9"}', "utf-8")
    with pytest.raises(detente.InvalidError, match=r"x.detente.json:2:\d+: D004") as caught:
        migrate(path, steps=STEPS)
    assert caught.value.report.files == (str(path),)
    for source in (b"", b"\xff", b'{"format": "detente"'):
        with pytest.raises(detente.InvalidError):
            migrate(source, steps=STEPS)


def test_sources_are_one_document(tmp_path: Path) -> None:
    (tmp_path / "dataset.detente.json").write_bytes(DATA)
    (tmp_path / "more.detente.json").write_bytes(b'{"format": "detente", "version": "1.0"}')

    with pytest.raises(detente.InputError, match="one by one"):
        migrate(tmp_path)
    with pytest.raises(detente.InputError):
        migrate(tmp_path / "none")
    with pytest.raises(TypeError, match="int"):
        migrate(5)
    with pytest.raises(detente.UnwritableError):
        migrate({"format": "detente", "version": float("nan")})
    with pytest.raises(detente.UnwritableError):
        migrate({"format": {1}})
    for source in (DATA, bytearray(DATA), json.loads(DATA), tmp_path / "more.detente.json"):
        assert migrate(source).steps == ()
    assert migrate(str(tmp_path / "more.detente.json")).name == str(tmp_path / "more.detente.json")


def test_the_way_is_found_or_not() -> None:
    assert steps_from("1.0", STEPS) == ()
    assert steps_from("0.8", reversed(STEPS)) == (FROM_0_8, FROM_0_9)
    assert steps_from("0.7", STEPS) is None
    assert steps_from("0.8", [FROM_0_8]) is None
    assert steps_from("1.9", [Step("1.9", "1.10", dict)], "1.10") == (Step("1.9", "1.10", dict),)
    for wrong in ([*STEPS, FROM_0_9], [Step("1.0", "0.9", dict)], [Step("1.0", "1.0", dict)]):
        with pytest.raises(ValueError, match="is a duplicate, or does not lead"):
            steps_from("0.8", wrong)


def test_loading_says_what_to_do(shipped) -> None:
    old = json.dumps(older()).encode()

    with pytest.raises(
        detente.InvalidError,
        match=r"D014 version 0\.9 is older than 1\.0: convert it with detente migrate",
    ):
        detente.loads(old)
    assert [d.code for d in detente.validate(old)] == ["D014"]
    with pytest.raises(detente.InvalidError, match="unknown"):
        detente.loads(old.replace(b'"0.9"', b'"0.7"'))


def test_an_older_minor_version_is_no_bug_of_ours(monkeypatch) -> None:
    monkeypatch.setattr("detente.validation.rules.level0_file.FORMAT_VERSION", (1, 1))
    for module in ("validation.rules.level0_file", "validation.documents", "codec.decode"):
        monkeypatch.setattr(f"detente.{module}.VERSION", "1.1")

    (found,) = detente.validate(DATA)
    assert (found.code, "1.0 is unknown" in found.message) == ("D014", True)


# --- migrate and build -------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["0.8", "0.9"])
def test_a_file_comes_to_ours_and_is_built(version: str) -> None:
    old = older(version)
    given_ = copy.deepcopy(old)
    found = migrate(old, steps=STEPS)

    assert old == given_
    assert found.version == version
    assert not found.draft
    assert [(s.source, s.target) for s in found.steps][-1] == ("0.9", "1.0")
    assert found.dataset == detente.loads(found.data)
    assert found.data == detente.dumps(found.dataset)
    assert json.loads(found.data) == found.document
    made = found.dataset
    assert made.version == "1.0"
    assert made.schema_uri == "urn:detente:schema:1.0:dataset"
    assert made.dataset.license == ds.dataset.license
    assert [c.id for c in made.claims] == ["claim:a", "claim:c"]
    assert [u.commitment.value for u in made.claims[0].utterances] == ["CT+", "PS+"]
    assert made.claims[0].utterances[1].evidence == (detente.Span(start=20, end=29),)
    assert made.links[0].target == "claim:a"
    assert made.dataset.ext == {"example.org/x": ["claim:b", 1.0, None]}
    assert type(made.dataset.ext["example.org/x"][1]) is float


def test_the_report_loses_nothing() -> None:
    old = older("0.8")
    found = migrate(old, steps=STEPS)
    listed = [change for step in found.steps for change in step.changes]

    assert patched(old, listed) == found.document
    assert patched(found.document, listed, back=True) == old
    plain = found.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["from"], plain["to"], plain["draft"], plain["file"]) == (
        "0.8",
        "1.0",
        False,
        None,
    )
    first = plain["steps"][0]
    assert (first["from"], first["to"]) == ("0.8", "0.9")
    assert {"op": "replace", "path": "/version", "before": "0.8", "after": "0.9"} in first[
        "changes"
    ]
    assert {"op": "add", "path": "/dataset/license", "after": ds.dataset.license} in first[
        "changes"
    ]
    assert {"op": "remove", "path": "/dataset/licence", "before": ds.dataset.license} in first[
        "changes"
    ]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.sampled_from([1.0, 0.5])
    | st.text("a/~", max_size=2),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("a/~", max_size=2), inner, max_size=4)
    ),
    max_leaves=12,
)


def typed(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


@given(VALUES, VALUES)
def test_changes_lead_there_and_back(before: Any, after: Any) -> None:
    found = list(changes(before, after))

    assert typed(patched(before, found)) == typed(after)
    assert typed(patched(after, found, back=True)) == typed(before)
    assert bool(found) == (typed(before) != typed(after))


def test_changes_are_no_more_than_needed() -> None:
    rows = [{"id": n, "x": [n]} for n in range(9)]
    assert [(c.op, c.path) for c in changes(rows, rows[:4] + rows[5:])] == [("remove", "/4")]
    assert [(c.op, c.path) for c in changes(rows[:4] + rows[5:], rows)] == [("add", "/4")]
    assert [c.path for c in changes({"a/b": {"~": 1}}, {"a/b": {"~": True}})] == ["/a~1b/~0"]
    assert len({*changes([1], [2]), *changes([1], [3])}) == 2


def test_another_schema_is_the_users() -> None:
    for named in ("./detente-0.9.json", None):
        old = older()
        del old["$schema"]
        found = migrate(old | ({"$schema": named} if named else {}), steps=STEPS)
        assert found.dataset.schema_uri == named


def test_what_is_ours_is_left_as_it_is() -> None:
    odd = DATA.replace(b"\n", b"\n\n")
    found = migrate(odd, steps=STEPS)

    assert (found.data, found.steps, found.dataset) == (odd, (), None)
    assert found.document == json.loads(DATA)
    faulty = DATA.replace(b'"normative"', b'"normativ"')
    assert migrate(faulty).data == faulty


def test_a_draft_is_migrated_with_its_faults() -> None:
    old = older("0.8", draft=True)
    old["claims"][0]["said"]["evidence"] = [{"quote": "of its own", "nth": 2}]
    old["claims"][1] |= {"kind": "TODO"}
    found = migrate(old, steps=STEPS)

    assert found.draft
    assert found.dataset is None
    assert json.loads(found.data) == found.document
    assert found.document["format"] == "detente-draft"
    assert found.document["version"] == "1.0"
    assert found.document["claims"][0]["utterances"][0]["evidence"] == [
        {"quote": "of its own", "nth": 2}
    ]
    assert "D014" not in {d.code for d in detente.validate(found.data)}
    assert migrate(DRAFT).draft


def test_what_comes_out_must_be_a_dataset() -> None:
    old = older()
    old["claims"][2]["kind"] = "nonsense"

    with pytest.raises(detente.InvalidError) as caught:
        migrate(detente.files.Document("old.detente.json", json.dumps(old).encode()), steps=STEPS)
    (found,) = caught.value.report.errors
    assert (found.code, found.path, found.file, found.line) == (
        "D104",
        "/claims/1/kind",
        "old.detente.json",
        None,
    )


def test_a_step_may_refuse() -> None:
    old = older()
    old["claims"][2]["said"]["how"] = "maybe"

    with pytest.raises(
        detente.MigrationError, match=r"<data>: not from 0\.9 to 1\.0: /claims/2/said/how"
    ):
        migrate(old, steps=STEPS)
    old["claims"] = [5]
    with pytest.raises(detente.MigrationError, match="AttributeError"):
        migrate(old, steps=STEPS)
    with pytest.raises(detente.MigrationError, match="TypeError"):
        take(older(), [Step("0.9", "1.0", lambda _document: None)])


def lines_of(document: dict[str, Any]) -> bytes:
    arrays = ("annotators", "actors", "articles", "claims", "links")
    head = {k: v for k, v in document.items() if k not in arrays}
    rows = [head, *(record for name in arrays for record in document.get(name, ()))]
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def test_json_lines_stay_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.detente.jsonl"
    path.write_bytes(lines_of(older()))
    found = migrate(path, steps=STEPS)

    assert found.dataset == migrate(older(), steps=STEPS).dataset
    path.write_bytes(found.data)
    assert detente.load(path) == found.dataset
    assert migrate(path, steps=STEPS).steps == ()

    draft = tmp_path / "x.draft.jsonl"
    draft.write_bytes(lines_of(older(draft=True)))
    found = migrate(draft, steps=STEPS)
    first, *others = found.data.splitlines()
    assert json.loads(first)["version"] == "1.0"
    assert len(others) == sum(
        len(found.document[n]) for n in ("actors", "articles", "claims", "links")
    )
    draft.write_bytes(found.data)
    assert migrate(draft, steps=STEPS).steps == ()


# --- the command ----------------------------------------------------------------------------------


def test_the_command_rewrites_files(tmp_path: Path, shipped, capsys) -> None:
    old, ours, draft = (tmp_path / n for n in ("a.detente.json", "b.detente.json", "c.draft.json"))
    old.write_text(json.dumps(older("0.8")), "utf-8")
    ours.write_bytes(DATA + b"\n")
    draft.write_text(json.dumps(older(draft=True)), "utf-8")

    assert main(["migrate", "--check", str(tmp_path)]) == 1
    assert old.read_text("utf-8") == json.dumps(older("0.8"))
    assert main(["migrate", "--check", str(ours)]) == 0
    capsys.readouterr()
    assert main(["migrate", str(tmp_path), str(draft)]) == 0
    out = capsys.readouterr().out
    assert f"{old}: format 0.8 -> 0.9 -> 1.0, " in out
    assert "  0.8 -> 0.9\n" in out
    assert '  + /dataset/license "' in out
    assert '  ~ /version "0.9" -> "1.0"\n' in out
    assert "more; --all lists them" in out
    assert f"{ours}: format 1.0 already" in out
    assert ours.read_bytes() == DATA + b"\n"
    assert detente.load(old).version == "1.0"
    assert json.loads(draft.read_bytes())["version"] == "1.0"
    assert main(["migrate", "--check", str(tmp_path), str(draft)]) == 0


def test_the_command_lists_all_on_request(tmp_path: Path, shipped, capsys) -> None:
    path = tmp_path / "a.detente.json"
    old = older() | {"claims": [], "links": []}
    path.write_text(json.dumps(old), "utf-8")

    assert main(["migrate", "--check", "--all", str(path)]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        '  ~ /version "0.9" -> "1.0"',
        '  ~ /$schema "urn:detente:schema:0.9:dataset" -> "urn:detente:schema:1.0:dataset"',
    ]
    assert main(["migrate", "--check", "--format", "json", str(path)]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert found["file"] == str(path)
    assert len(found["steps"][0]["changes"]) == 2


def test_one_change_is_one_change(monkeypatch, tmp_path: Path, capsys) -> None:
    monkeypatch.setattr(registry, "STEPS", [Step("0.9", "1.0", lambda document: document)])
    path = tmp_path / "a.detente.json"
    path.write_text('{"format": "detente", "version": "0.9"}', "utf-8")

    assert main(["migrate", str(path)]) == 0
    assert ", 1 change\n" in capsys.readouterr().out


def test_if_one_is_refused_none_is_written(tmp_path: Path, shipped, capsys) -> None:
    good, bad, odd = (tmp_path / f"{n}.detente.json" for n in "abc")
    good.write_text(json.dumps(older()), "utf-8")
    bad.write_text(json.dumps(older() | {"version": "3.0"}), "utf-8")
    odd.write_text(json.dumps(older() | {"claims": [5]}), "utf-8")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    assert main(["migrate", str(tmp_path)]) == 1
    err = capsys.readouterr().err
    assert "D014" in err
    assert f"{odd}: not from 0.9 to 1.0" in err
    assert "2 of 3 refused: nothing was written" in err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_command_writes_to_a_new_file(tmp_path: Path, shipped, capsys) -> None:
    old, new = tmp_path / "a.detente.json", tmp_path / "b.detente.json"
    old.write_text(json.dumps(older()), "utf-8")

    assert main(["migrate", str(old), "-o", str(new)]) == 0
    assert json.loads(old.read_bytes())["version"] == "0.9"
    assert detente.load(new).version == "1.0"
    assert main(["migrate", str(old), "-o", str(new)]) == 2
    assert "it exists" in capsys.readouterr().err
    assert main(["migrate", str(old), str(new), "-o", str(tmp_path / "c")]) == 2
    assert "several" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert main(["migrate", str(tmp_path / "empty")]) == 2
    assert main(["migrate", str(tmp_path / "none")]) == 2
    assert main(["migrate", str(old), "-o", str(tmp_path / "none" / "x")]) == 2


def test_the_command_writes_atomically(tmp_path: Path, shipped, monkeypatch) -> None:
    path = tmp_path / "a.detente.json"
    path.write_text(json.dumps(older()), "utf-8")

    def broken(*_: object) -> None:
        raise OSError(28, "no space left", str(path))

    monkeypatch.setattr("os.fsync", broken)
    assert main(["migrate", str(path)]) == 2
    assert json.loads(path.read_bytes())["version"] == "0.9"
    assert list(tmp_path.iterdir()) == [path]


def test_the_command_takes_standard_input(
    shipped, monkeypatch, capsysbinary, tmp_path: Path
) -> None:
    def pipe() -> None:
        data = io.BytesIO(json.dumps(older()).encode())
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=data))

    pipe()
    assert main(["migrate", "-"]) == 0
    out, err = capsysbinary.readouterr()
    assert detente.loads(out).version == "1.0"
    assert b"<stdin>: format 0.9 -> 1.0" in err
    pipe()
    assert main(["migrate", "-", "--check"]) == 1
    assert b"<stdin>: format 0.9 -> 1.0" in capsysbinary.readouterr().out
    pipe()
    assert main(["migrate", "-", "-o", str(tmp_path / "x.detente.json")]) == 0
    assert detente.load(tmp_path / "x.detente.json").version == "1.0"


def test_parts_of_a_folder_are_migrated_together(tmp_path: Path, shipped) -> None:
    old = older()
    part = {"format": "detente", "version": "0.9", "actors": old.pop("actors")}
    (tmp_path / "dataset.detente.json").write_text(json.dumps(old), "utf-8")
    (tmp_path / "actors.detente.json").write_text(json.dumps(part), "utf-8")

    assert main(["migrate", str(tmp_path)]) == 0
    assert detente.load(tmp_path) == migrate(older()).dataset
