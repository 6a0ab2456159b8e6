"""The parts of a chunk: what is held before it is written."""

from pathlib import Path

import pytest

from detente.corpus import manifest, parts
from detente.corpus.layout import schema

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def test_small_batches_are_held_together_and_stay_in_order(tmp_path: Path) -> None:
    writer = parts.PartWriter(tmp_path, "one")
    (tmp_path / manifest.COMMITS).mkdir()
    row = dict.fromkeys(schema("records").names, "x")
    for number in range(3 * parts._BATCHES + 1):
        writer.add(parts.batches_of({"records": [{**row, "id": f"actor:a{number}"}]}))
        assert len(writer._held["records"]) <= parts._BATCHES

    made = writer.commit(())

    assert made.tables == {"records": 3 * parts._BATCHES + 1}
    read = parquet.read_table(parts.path_of(tmp_path, "records", "one"))
    ids = [f"actor:a{number}" for number in range(3 * parts._BATCHES + 1)]
    assert read.column("id").to_pylist() == ids
