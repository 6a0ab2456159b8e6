"""The parts of a chunk: what is held before it is written."""

from pathlib import Path

import pytest

from detente.corpus import manifest, parts
from detente.corpus.layout import FINDINGS

parquet = pytest.importorskip("pyarrow.parquet")


def test_small_batches_are_held_together_and_stay_in_order(tmp_path: Path) -> None:
    writer = parts.PartWriter(tmp_path, "one")
    (tmp_path / manifest.COMMITS).mkdir()
    files = [f"{number}.detente.json" for number in range(3 * parts._BATCHES + 1)]
    for file in files:
        writer.add(parts.batches_of({FINDINGS: [{"file": file, "code": "D201"}]}))
        assert len(writer._held[FINDINGS]) <= parts._BATCHES

    assert writer.commit(()).tables == {FINDINGS: len(files)}
    read = parquet.read_table(parts.path_of(tmp_path, FINDINGS, "one"))
    assert read.column("file").to_pylist() == files
