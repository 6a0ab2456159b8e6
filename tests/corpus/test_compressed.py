"""Compressed files, of which no more is unpacked than a file may hold."""

import bz2
import gzip
import lzma
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from detente import corpus
from detente.corpus import sources
from detente.errors import InputError
from tests.sample import DATA

pa = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")


PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": lambda data: pa.compress(data, codec="zstd", asbytes=True),
}
LIMIT = 1 << 20
BOMB = b" " * (1 << 25)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.files.LARGEST", LIMIT)
    monkeypatch.setattr(sources, "LARGEST", LIMIT)


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("suffix", PACK)
def test_what_is_packed_is_read(suffix: str, tmp_path: Path) -> None:
    path = written(tmp_path, f"x.detente.json{suffix}", PACK[suffix](DATA))

    document, stamp = sources.read("name", path)

    assert (document.name, document.data, document.too_large) == ("name", DATA, False)
    assert stamp.size == path.stat().st_size


@pytest.mark.parametrize("suffix", PACK)
def test_a_bomb_is_not_unpacked(suffix: str, tmp_path: Path) -> None:
    one = written(tmp_path, f"x.detente.json{suffix}", PACK[suffix](BOMB))
    lines = written(tmp_path, f"x.detente.jsonl{suffix}", PACK[suffix](BOMB))
    assert 100 * one.stat().st_size < len(BOMB)

    tracemalloc.start()
    document, _ = sources.read(str(one), one)
    with pytest.raises(InputError, match="unpacks to more than 100 times its size"):
        sources.read(str(lines), lines)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert document.too_large
    assert document.data == b""
    assert peak < len(BOMB) / 2


@pytest.mark.parametrize("suffix", PACK)
def test_json_lines_may_be_larger_than_json(suffix: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sources, "LARGEST", 10)
    path = written(tmp_path, f"x.detente.jsonl{suffix}", PACK[suffix](DATA))

    assert sources.read(str(path), path)[0].data == DATA


@pytest.mark.parametrize("cut", [1, 10, 200])
@pytest.mark.parametrize("suffix", PACK)
def test_a_cut_or_damaged_file_is_refused(suffix: str, cut: int, tmp_path: Path) -> None:
    packed = PACK[suffix](os.urandom(5000))
    damaged = packed[:50] + b"\0" * 20 + packed[70:]
    # Zstandard has a checksum only if that was asked for.
    for data in (packed[:-cut], b"no archive", *([damaged] if suffix != ".zst" else [])):
        path = written(tmp_path, f"x.detente.json{suffix}", data)
        with pytest.raises(InputError):
            sources.read(str(path), path)


def test_every_file_is_accounted_for(tmp_path: Path) -> None:
    files = tmp_path / "in"
    files.mkdir()
    written(files, "a.detente.json", DATA)
    written(files, "b.detente.jsonl.xz", PACK[".xz"](DATA)[:-1])
    os.mkfifo(files / "e.detente.json")
    os.mkfifo(files / "f.detente.json.gz")

    report = corpus.validate(files, tmp_path / "out", workers=1)

    found = {Path(line.file).name: (str(line.status), *line.rules) for line in report.lines()}
    assert found.pop("a.detente.json")[0] != "refused"
    assert found == {
        "b.detente.jsonl.xz": ("refused", "D016"),
        "e.detente.json": ("refused", "D016"),
        "f.detente.json.gz": ("refused", "D016"),
    }
