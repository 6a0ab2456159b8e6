"""A folder of an earlier run that is damaged, or that somebody made to mislead: it is refused by name, and nothing
outside of it, nor anything that is not ours, is removed.
"""

import json
import os
import shutil
from pathlib import Path

import pytest

from detente import InputError, corpus
from detente.corpus import manifest as manifests
from detente.corpus import running, sources
from tests.command import captured
from tests.sample import DATA

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

DAMAGED = {
    "no JSON": b"{",
    "a null": b"null",
    "a list": b"[1]",
    "other keys": b'{"a": 1}',
    "other types": b'{"file": 1, "dataset": "d", "status": "clean", "part": 1, "tables": []}',
    "no UTF-8": b'{"part": "\xff", "tables": {}}',
    "nested": b"[" * 100_000,
    "digits": b"9" * 5000,
}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.detente.json").write_bytes(DATA)
    return folder


@pytest.fixture
def out(files: Path, tmp_path: Path, inline, monkeypatch) -> Path:
    monkeypatch.setattr(running, "LEAST", 20)  # both files in one chunk
    corpus.flatten(files, tmp_path / "out", workers=1)
    return tmp_path / "out"


def commit_of(out: Path) -> Path:
    (commit,) = (out / manifests.COMMITS).glob("*.jsonl")
    return commit


def refused(*command: str | Path) -> str:
    status, _out, err = captured(*map(str, command))
    assert status == 2
    return err


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_manifest_is_named(out: Path, what: str) -> None:
    (out / manifests.MANIFEST).write_bytes(DAMAGED[what])

    assert "manifest.jsonl: it is damaged; delete it" in refused("corpus", "identify", out)


@pytest.mark.parametrize("what", DAMAGED)
@pytest.mark.parametrize("line", [0, 1])
def test_a_damaged_commit_is_named_and_can_be_deleted(
    files: Path, out: Path, what: str, line: int
) -> None:
    commit = commit_of(out)
    lines = commit.read_bytes().splitlines()
    lines[line] = DAMAGED[what]
    commit.write_bytes(b"\n".join(lines))

    with pytest.raises(InputError, match=r"\.jsonl: it is damaged; delete it"):
        corpus.flatten(files, out, workers=1)
    commit.unlink()
    assert corpus.flatten(files, out, workers=1).read == 2


@pytest.mark.parametrize("what", DAMAGED)
def test_damaged_settings_are_named(files: Path, out: Path, what: str) -> None:
    (out / manifests.COMMITS / manifests.SETTINGS).write_bytes(DAMAGED[what])

    with pytest.raises(InputError, match="name a new folder"):
        corpus.flatten(files, out, workers=1)


@pytest.mark.parametrize(
    "head",
    [
        {"part": "../../precious", "tables": {"claims": 1}},
        {"part": "0" * 16, "tables": {"../../precious": 1}},
        {"part": "0" * 16, "tables": {"claims": 1}, "replaces": "../../precious"},
        {"part": "1" * 16, "tables": {}},
    ],
)
def test_a_commit_cannot_have_anything_else_removed(
    files: Path, out: Path, tmp_path: Path, head: dict
) -> None:
    precious = tmp_path / "precious.parquet"
    precious.write_bytes(b"somebody's work")
    made = out / manifests.COMMITS / f"{0:016}.jsonl"
    made.write_text(json.dumps(head), "utf-8")
    replacing = {"part": "2" * 16, "tables": {}, "replaces": head["part"]}
    (made.parent / f"{'2' * 16}.jsonl").write_text(json.dumps(replacing), "utf-8")

    with pytest.raises(InputError, match="it is damaged"):
        corpus.flatten(files, out, workers=1)
    assert precious.exists()


def test_files_of_others_beside_our_parts_stay(files: Path, out: Path) -> None:
    mine = out / "claims" / "mine.parquet"
    mine.write_bytes(b"somebody's work")

    corpus.flatten(files, out, workers=1)

    assert mine.exists()


def _other_columns(path: Path) -> None:
    parquet.write_table(pa.table({"file": ["a"]}), path)


def _other_types(path: Path) -> None:
    held = parquet.read_table(path)
    named = pa.array([1] * held.num_rows)
    parquet.write_table(held.set_column(0, held.column_names[0], named), path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-20]),
        lambda path: path.write_bytes(b"PAR1" * 1000),
        _other_columns,
        _other_types,
    ],
)
def test_a_damaged_part_is_named(files: Path, out: Path, damage) -> None:
    (part,) = (out / "actors").glob("*.parquet")
    damage(part)

    assert f"{part.name}: it is damaged" in refused("corpus", "identify", out)
    (files / "a.detente.json").write_bytes(DATA.replace(b"2005", b"2006"))
    with pytest.raises(InputError, match="it is damaged"):
        corpus.flatten(files, out, workers=1)


PLACES = ("manifest.jsonl", "_manifest/lock", "_manifest/settings.json", "COMMIT", "PART")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("device", [False, True])
def test_pipes_and_devices_in_the_folder_are_not_read(
    files: Path, out: Path, place: str, device: bool
) -> None:
    (part,) = (out / "actors").glob("*.parquet")
    path = {"COMMIT": commit_of(out), "PART": part}.get(place, out / place)
    path.unlink()
    if device:
        path.symlink_to("/dev/zero")
    else:
        os.mkfifo(path)
    (files / "a.detente.json").write_bytes(DATA.replace(b"2005", b"2006"))

    if place in ("manifest.jsonl", "PART"):
        assert "not a regular file" in refused("corpus", "identify", out)
    if place != "manifest.jsonl":  # which is made anew
        with pytest.raises(InputError, match="not a regular file"):
            corpus.flatten(files, out, workers=1)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_an_input_that_became_a_pipe_is_another(tmp_path: Path) -> None:
    path = tmp_path / "a.detente.json"
    path.write_bytes(b"")
    known = sources.stamp(path, b"")
    path.unlink()
    os.mkfifo(path)
    os.utime(path, (1, 1))

    assert not sources.unchanged(path, known)


@pytest.mark.parametrize("content", [None, b"identity,record\n\xff,actor:a\n"])
def test_a_registry_that_is_none_is_named(out: Path, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "registry.csv"
    if content is None:
        path.symlink_to("/dev/zero")
    else:
        path.write_bytes(content)

    assert "registry.csv" in refused("corpus", "identify", out, "--registry", path)


def test_a_folder_that_was_moved_is_read_still(files: Path, out: Path, tmp_path: Path) -> None:
    shutil.move(out, tmp_path / "moved")

    assert corpus.flatten(files, tmp_path / "moved", workers=1).read == 0
