"""What is in a corpus, whatever the order of its rows and the number of its parts."""

import hashlib
from collections import Counter
from pathlib import Path

import attrs
import pytest

from detente import corpus

dataset = pytest.importorskip("pyarrow.dataset", reason="the extra corpus is not installed")


def rows_of(out: Path, table: str) -> list[dict]:
    """All rows of a table."""
    return dataset.dataset(out / table, schema=corpus.schemas()[table]).to_table().to_pylist()


def contents(out: Path, tables=corpus.TABLES) -> dict[str, str]:
    """A digest of each table, and of what the manifest says of each file but its part and reason."""
    found = {}
    for table in tables:
        digest = hashlib.sha256()
        for row in sorted(map(repr, rows_of(out, table))):
            digest.update(row.encode())
        found[table] = digest.hexdigest()
    lines = [attrs.asdict(line) | {"part": "", "reason": ""} for line in corpus.read_manifest(out)]
    found["manifest"] = hashlib.sha256(repr(sorted(map(repr, lines))).encode()).hexdigest()
    return found


def statuses(out: Path) -> Counter:
    """How many files came to what."""
    return Counter(line.status.value for line in corpus.read_manifest(out))
