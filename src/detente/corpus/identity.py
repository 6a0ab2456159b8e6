"""Who is the same in different files: actors and issues, joined by their codes, else by a registry.

Nothing else joins them: no name, and no id, which two files may give to two. What is not joined is
listed with the reason.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import attrs

from detente.corpus.codes import Coded, Joined, code_of, joined
from detente.corpus.engine import arrow, parquet
from detente.corpus.manifest import WORK, read_manifest
from detente.corpus.parts import batches_in
from detente.corpus.registry import Registry
from detente.errors import InputError, reason_of
from detente.files import PathLike
from detente.json_types import Json

IDENTITIES: Final = "identities"
_ARRAYS: Final = {"actor": "actors", "issue": "issues"}
_COLUMNS: Final = ("kind", "file", "record", "label", "identity", "by", "reason")
_BATCH: Final = 65_536


class Joins(NamedTuple):
    """How many records of a kind were joined."""

    records: int
    """Records, each file's counted."""
    joined: int
    """Those that have an identity."""
    identities: int
    """The different identities."""


@attrs.frozen(kw_only=True)
class Identities:
    """Who is the same, in numbers; ``OUT/identities/*.parquet`` has a row for each record."""

    out: Path
    """The corpus."""
    counts: Mapping[str, Joins] = attrs.field(hash=False)
    """Of actors and of issues."""
    reasons: Mapping[str, int] = attrs.field(hash=False)
    """Why records have no identity, and how many."""
    unused: tuple[int, ...] = ()
    """The lines of the registry that name no record that needs it."""

    def to_dict(self) -> dict[str, Json]:
        """As ``--format json`` prints it."""
        return {
            "counts": {kind: n._asdict() for kind, n in self.counts.items()},
            "reasons": dict(self.reasons),
            "unused": list(self.unused),
        }


def identify(out: PathLike, *, registry: PathLike | None = None) -> Identities:
    """Say which actors and issues of different files are the same.

    Two records of one kind are the same if they have a code in common (Wikidata, ISO 3166, COW,
    Gleditsch and Ward) that can be valid for both at one time, and no register gives them different
    codes for one time. A record that would join two which are not the same is joined with neither.
    Two unidentified actors are never the same.

    Writes ``OUT/identities/identities.parquet``: a row for each record of each file with its
    ``identity``, or the ``reason`` why it has none. ``flatten`` removes it if it changes the tables.

    Args:
        out: a finished corpus of ``flatten``.
        registry: a CSV file with the columns ``identity`` and ``record``, and ``file`` if wanted: a
            pattern such as ``reports/*.detente.json``. For records that codes do not join; ``record``
            is an id as in the files, ``identity`` any name, or an identity that codes gave.

    Raises:
        InputError: the corpus is not finished, or the registry cannot be read or contradicts itself.
        MissingExtraError: pyarrow is not installed.
    """
    folder = Path(out)
    parquet()
    next(read_manifest(folder), None)
    if not (folder / _ARRAYS["actor"]).is_dir():
        raise InputError(str(out), "only findings in it; detente corpus flatten makes the tables")
    given = Registry([]) if registry is None else Registry.read(Path(registry))
    counts, reasons = {}, Counter[str]()
    try:
        with _Writer(folder) as writer:
            for kind, table in _ARRAYS.items():
                codes = joined({_coded(row) for row in _rows(folder, table)})
                seen: Counter[str] = Counter()
                identities: set[str] = set()
                for row in _rows(folder, table):
                    found = given.of(row["record"], row["file"], _by_codes(row, codes))
                    writer.add(kind, row, found)
                    seen["records"] += 1
                    if found.identity is None:
                        reasons[str(found.reason).partition(":")[0]] += 1
                    else:
                        seen["joined"] += 1
                        identities.add(found.identity)
                counts[kind] = Joins(seen["records"], seen["joined"], len(identities))
    except OSError as error:
        raise InputError(str(out), reason_of(error)) from error
    return Identities(
        out=folder,
        counts=counts,
        reasons=dict(reasons.most_common()),
        unused=given.unused(),
    )


def _rows(out: Path, table: str) -> Iterator[dict[str, Any]]:
    names = ["file", "record", "kind", "label", "identifiers"]
    names += ["unidentified"] if table == "actors" else []
    for path in sorted((out / table).glob("*.parquet")):
        for batch in batches_in(path, table, names):
            yield from batch.to_pylist()


def _coded(row: Mapping[str, Any]) -> Coded:
    codes = (code_of(identifier) for identifier in row["identifiers"])
    return Coded(row["kind"], frozenset(codes))


def _by_codes(row: Mapping[str, Any], codes: Mapping[Coded, Joined]) -> Joined:
    if row.get("unidentified"):
        return Joined(None, None, "unidentified")
    return codes[_coded(row)]


class _Writer:
    """The table of identities, written aside and moved to its place."""

    def __init__(self, out: Path) -> None:
        self._aside = out / WORK / f"{IDENTITIES}.parquet"
        self._target = out / IDENTITIES / f"{IDENTITIES}.parquet"
        self._schema = arrow().schema([(name, arrow().string()) for name in _COLUMNS])
        self._rows: list[Sequence[str | None]] = []

    def __enter__(self) -> Self:
        self._aside.parent.mkdir(exist_ok=True)
        self._writer = parquet().ParquetWriter(self._aside, self._schema, compression="zstd")
        return self

    def add(self, kind: str, row: Mapping[str, Any], found: Joined) -> None:
        """Add a record."""
        self._rows.append((kind, row["file"], row["record"], row["label"], *found))
        if len(self._rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        columns = [list(column) for column in zip(*self._rows, strict=True)]
        batch = arrow().record_batch(columns or [[]] * len(_COLUMNS), schema=self._schema)
        self._writer.write_batch(batch)
        self._rows = []

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._flush()
        self._writer.close()
        if kind is None:
            self._target.parent.mkdir(exist_ok=True)
            self._aside.replace(self._target)
        else:
            self._aside.unlink(missing_ok=True)


def forget(out: Path) -> None:
    """Remove the table of identities, which no longer fits the others."""
    (out / IDENTITIES / f"{IDENTITIES}.parquet").unlink(missing_ok=True)
