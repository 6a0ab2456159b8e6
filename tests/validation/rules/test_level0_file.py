"""Level 0: sound JSON of a known version."""

import json
from pathlib import Path

import pytest

import detente
import detente.edtf
from detente.cli import main
from tests.sample import DATA, validated


@pytest.mark.parametrize(
    "data", [b'{"a":1}}', b'{"a":1}},', DATA + b"}", DATA + b",", b"]", b"Words, words."]
)
def test_surplus_brackets_and_plain_text_are_not_json(data: bytes) -> None:
    assert [d.code for d in detente.validate(data)] == ["D001"]


def test_thousands_of_faults_have_each_their_place() -> None:
    document = json.loads(DATA)
    document["claims"][0]["about"] = [None] * 4000
    places = {(d.location.line, d.location.column) for d in validated(document) if d.code == "D008"}
    assert len(places) == 4000

    keys = "".join(f',"k{n}":1,"k{n}":2' for n in range(5000))
    report = detente.validate(DATA.rstrip()[:-1] + keys.encode() + b"}")
    doubles = [d for d in report if d.code == "D004"]
    assert len(doubles) >= 5000


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'"kind": "state"', b'"kind": "\\ud800"', "D006"),
        (b'"kind": "state"', b'"t\\ud800": 1, "kind": "state"', "D006"),
        (b'"id": "actor:norway"', b'"id": "actor:\\ud800"', "D006"),
    ],
)
def test_half_a_surrogate_pair_is_d006_anywhere(
    tmp_path: Path, capsys, old: bytes, new: bytes, code: str
) -> None:
    data = DATA.replace(old, new, 1)
    (tmp_path / "x.detente.json").write_bytes(data)

    assert code in {d.code for d in detente.validate(data)}
    assert main(["validate", str(tmp_path / "x.detente.json")]) == 1
    assert main(["validate", str(tmp_path / "x.detente.json"), "--format", "json"]) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"null", "D011"), (b"5", "D011"), (DATA.replace(b'"1.0"', b'"1.00"', 1), "D012")],
)
def test_odd_heads_are_no_bug_of_ours(data: bytes, code: str) -> None:
    codes = {d.code for d in detente.validate(data)}
    assert code in codes
    assert "D900" not in codes


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


def test_a_file_larger_than_the_limit_is_d010(monkeypatch) -> None:
    monkeypatch.setattr("detente.files.LARGEST", 10)

    assert [d.code for d in detente.validate(DATA)] == ["D010"]
    with pytest.raises(detente.InvalidError, match="D010"):
        detente.loads(DATA)


@pytest.mark.parametrize("end", [b"", b"\\", b"\\\\", b"\n}"])
@pytest.mark.parametrize("unit", [b'\\"', b'"', b"\\\\", b"\\u0022", b'"\\'])
def test_a_string_without_end_is_no_json(unit: bytes, end: bytes) -> None:
    """100,000 times, which must not take for ever."""
    report = detente.validate(b'["' + unit * 100_001 + end)

    assert [d.code for d in report] == ["D001"]
