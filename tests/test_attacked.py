"""What an attack broke, each with the test that failed first."""

import io
import json
import math
import sys
from pathlib import Path

import attrs
import pytest

import detente
from detente.cli import main
from detente.schema.reduced import drop_nulls
from tests.rules.sample import DATA, DRAFT, TEXTS

ds = detente.loads(DATA)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "s.draft.json").write_bytes(DRAFT)
    (tmp_path / "s.detente.json").write_bytes(DATA)
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / name).write_text(text, "utf-8")
    return tmp_path


def with_ext(ext: object) -> detente.Dataset:
    return ds.evolve(claims=(attrs.evolve(ds.claims[0], ext=ext), *ds.claims[1:]))


# --- data lost or altered ------------------------------------------------------------------------


@pytest.mark.parametrize("head", [True, False])
def test_a_draft_in_a_folder_hides_nothing(tmp_path: Path, head: bool) -> None:
    whole = DATA.replace(b'"actor:norway"', b'"actor:norwey"', 1)
    draft = b'{"format": "detente-draft", "version": "1.0", "claims": []}'
    (tmp_path / "dataset.detente.json").write_bytes(draft if head else whole)
    (tmp_path / "b.detente.json").write_bytes(whole if head else draft)

    codes = {d.code for d in detente.validate(tmp_path)}
    assert {"D019", "D201"} <= codes
    assert detente.seal(tmp_path, TEXTS).dataset is None
    with pytest.raises(detente.InvalidError):
        detente.load(tmp_path)


def test_zero_is_not_absent() -> None:
    assert drop_nulls({"value": 0, "a": None, "b": [], "c": False, "d": ""}) == {
        "value": 0,
        "d": "",
    }


@pytest.mark.parametrize(
    "records",
    [
        '{"claims": [], "claims": []}',
        '{"claims": [{"x": NaN}]}',
        '{"claims": [{"x": 1e999}]}',
        "[" * 100_000,
        '{"claims": ["\\ud800"]}',
        "",
    ],
)
def test_unsound_records_of_a_model_are_refused(folder: Path, records: str) -> None:
    (folder / "m.json").write_text(records, "utf-8")
    output = folder / "new.draft.json"

    status = main(
        [
            "draft",
            str(folder / "texts" / "union.txt"),
            "--records",
            str(folder / "m.json"),
            "-o",
            str(output),
        ]
    )
    assert status == 2
    assert not output.exists()


def test_what_was_read_is_not_overwritten(folder: Path) -> None:
    for output in (folder / "s.draft.json", folder / "texts" / "union.txt"):
        before = output.read_bytes()
        assert (
            main(
                [
                    "seal",
                    str(folder / "s.draft.json"),
                    "--texts",
                    str(folder / "texts"),
                    "-o",
                    str(output),
                ]
            )
            == 2
        )
        assert output.read_bytes() == before


def test_only_files_are_written(folder: Path) -> None:
    arguments = ["seal", str(folder / "s.draft.json"), "--texts", str(folder / "texts"), "-o"]
    (folder / "loop").symlink_to(folder / "loop")

    assert main([*arguments, str(folder / "texts")]) == 2
    assert main([*arguments, str(folder / "loop")]) == 2
    assert main([*arguments, str(folder / "none" / "x.detente.json")]) == 2
    assert main([*arguments, "/dev/null"]) == 2


def test_an_extension_changed_after_loading_is_looked_at_again() -> None:
    held = detente.loads(detente.dumps(with_ext({"a.b/c": 1})))
    held.claims[0].ext["a.b/c"] = math.nan

    with pytest.raises(detente.UnwritableError):
        detente.dumps(held)


def test_merging_sees_small_differences() -> None:
    one = detente.Dataset(schema_uri="urn:a")
    with pytest.raises(detente.MergeError, match="schema"):
        one.merge(detente.Dataset(schema_uri="urn:b"))
    with pytest.raises(detente.MergeError):
        with_ext({"a.b/c": 1}).merge(with_ext({"a.b/c": True}))
    twice = ds.evolve(claims=(*ds.claims, attrs.evolve(ds.claims[0], note="other")))
    with pytest.raises(detente.MergeError):
        twice.merge(ds)


# --- tracebacks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'"kind": "state"', b'"kind": "\\ud800"', "D006"),
        (b'"kind": "state"', b'"t\\ud800": 1, "kind": "state"', "D006"),
        (b'"id": "actor:norway"', b'"id": "actor:\\ud800"', "D006"),
    ],
)
def test_half_characters_anywhere(
    tmp_path: Path, capsys, old: bytes, new: bytes, code: str
) -> None:
    data = DATA.replace(old, new, 1)
    (tmp_path / "x.detente.json").write_bytes(data)

    assert code in {d.code for d in detente.validate(data)}
    assert main(["validate", str(tmp_path / "x.detente.json")]) == 1
    assert main(["validate", str(tmp_path / "x.detente.json"), "--format", "json"]) == 1


def odd_extensions() -> list[object]:
    circular: dict = {"a.b/c": []}
    circular["a.b/c"].append(circular)
    deep: list = []
    for _ in range(5000):
        deep = [deep]
    return [
        circular,
        {"a.b/c": deep},
        {"a.b/c": {(1, 2): 3}},
        {"a.b/c": 10**5000},
        {"a.b/c": {1, 2}},
        {"a.b/c": (1,)},
        {"a.b/c": b"x"},
        {"a.b/c": object()},
        {"a.b/c": {1: 2}},
    ]


@pytest.mark.parametrize("ext", odd_extensions(), ids=range(9))
def test_odd_extensions_are_findings_not_errors(ext: object) -> None:
    held = with_ext(ext)

    assert [d.code for d in detente.validate(held)] == ["D112"]
    with pytest.raises(detente.UnwritableError):
        detente.dumps(held)
    assert detente.seal(held, TEXTS).dataset is None


def test_an_offset_without_end() -> None:
    evidence = (detente.Span(start=0, end=10**5000),)
    claim = attrs.evolve(
        ds.claims[4], utterances=(attrs.evolve(ds.claims[4].utterances[0], evidence=evidence),)
    )
    held = ds.evolve(claims=(claim,))

    assert not detente.validate(held).ok
    with pytest.raises(detente.UnwritableError):
        detente.dumps(held)


def test_digits_in_what_a_newer_format_adds() -> None:
    newer = DATA.replace(b'"1.0"', b'"1.9"', 1).replace(
        b'"title":', b'"more": ' + b"9" * 5000 + b', "title":', 1
    )

    with pytest.raises(detente.InvalidError):
        detente.loads(newer, allow_newer=True)


def test_closed_streams(monkeypatch, folder: Path) -> None:
    path = str(folder / "s.detente.json")
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["validate", "-"]) == 2
    assert main(["stats", "-"]) == 2
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["validate", path]) == 2


def test_a_terminal_that_knows_no_other_letters(monkeypatch) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)

    assert main(["demo"]) == 0
    narrow.flush()
    assert b"\\xb7" in narrow.buffer.getvalue()


# --- contract ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"null", "D011"), (b"5", "D011"), (DATA.replace(b'"1.0"', b'"1.00"', 1), "D012")],
)
def test_no_bug_of_ours_is_claimed(data: bytes, code: str) -> None:
    codes = {d.code for d in detente.validate(data)}
    assert code in codes
    assert "D900" not in codes


@pytest.mark.parametrize("depth", [50, 60, 62, 70, 500, 960])
def test_depth_is_the_same_for_everybody(depth: int) -> None:
    ext = json.dumps({"a.b/c": 1}).replace("1", "[" * depth + "]" * depth)
    data = DATA.replace(b'"kind": "state"', b'"kind": "state", "ext": ' + ext.encode(), 1)
    # The document, the array, the record and the extension are four.
    accepted = depth + 4 <= 64

    assert detente.validate(data).ok == accepted
    if accepted:
        assert detente.loads(detente.dumps(detente.loads(data)))
    else:
        with pytest.raises(detente.InvalidError, match="D009"):
            detente.loads(data)


def test_lines_that_are_no_records(tmp_path: Path) -> None:
    path = tmp_path / "x.detente.jsonl"
    head = {"format": "detente", "version": "1.0"}
    for first, code in (({**head, "claims": 5}, "D018"), ({**head, "actors": [{}]}, "D018")):
        path.write_text(json.dumps(first) + '\n{"id": "claim:x"}\n', "utf-8")
        codes = {d.code for d in detente.validate(path)}
        assert code in codes
        assert "D900" not in codes
    path.write_text(json.dumps(head) + "\nnull\n", "utf-8")
    assert {d.code for d in detente.validate(path)} == {"D008"}
    path.write_text(json.dumps(head) + "\n[1]\n", "utf-8")
    assert {d.code for d in detente.validate(path)} == {"D018"}
    path.write_text("", "utf-8")
    with pytest.raises(detente.RefusedError):
        list(detente.stream(path))
