"""The work on one chunk of files, which runs in a process of its own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from detente.corpus.manifest import WORK, FileStatus, Line
from detente.corpus.parts import PartWriter, batches_of
from detente.corpus.reading import Reading
from detente.corpus.sources import Unit, stamp
from detente.corpus.texts import TextIndex

TEXTS = "texts.json"
"""The index of the texts, in the folder of unfinished work."""


@attrs.frozen(kw_only=True)
class Job:
    """A chunk of datasets to read, and how."""

    out: str
    """The folder of the output; absolute."""
    part: str
    """The name of the parts to write."""
    units: tuple[Unit, ...]
    """The datasets."""
    here: str
    """The folder that relative paths of files start from."""
    texts: bool = False
    """Whether there are texts to check against."""
    strict: bool = False
    """Whether the rules of a release apply."""
    flatten: bool = True
    """Whether all tables are wanted, not the findings alone."""

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return attrs.asdict(self, recurse=False)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Job":
        """From plain values."""
        units = tuple(Unit(name, tuple(files)) for name, files in values["units"])
        return cls(**{**values, "units": units})

    def path(self, file: str) -> Path:
        """Where a file is."""
        return Path(self.here, file)


def work(job: Job) -> None:
    """Read the files of a chunk and write its parts.

    Raises ``OSError`` if these cannot be written; what is wrong with a file is said in its line.
    """
    texts = None
    if job.texts:
        texts = TextIndex.from_json(Path(job.out, WORK, TEXTS).read_bytes())
    writer = PartWriter(Path(job.out), job.part)
    lines: list[Line] = []
    for unit in job.units:
        try:
            reading, batches = _read(job, unit, texts)
        except Exception as error:  # noqa: BLE001  a bug of ours must cost one file, no other
            lines += died(job, unit, f"{type(error).__name__}: {error}")
        else:
            writer.add(batches)
            lines += reading.lines(job.part)
    writer.commit(lines)


def _read(job: Job, unit: Unit, texts: TextIndex | None) -> tuple[Reading, dict[str, Any]]:
    paths = [job.path(file) for file in unit.files]
    reading = Reading(unit, paths, texts=texts, strict=job.strict, flatten=job.flatten)
    try:
        return reading, batches_of(reading.tables)
    except (ValueError, OverflowError) as error:
        reading.refuse_rows(f"a value fits no column: {error}")
        return reading, batches_of(reading.tables)


def died(job: Job, unit: Unit, reason: str) -> tuple[Line, ...]:
    """The lines of the files of a dataset that nothing came of."""
    return tuple(
        Line(
            file=file,
            dataset=unit.name,
            status=FileStatus.DIED,
            reason=reason,
            part=job.part,
            **stamp(job.path(file))._asdict(),
        )
        for file in unit.files
    )
