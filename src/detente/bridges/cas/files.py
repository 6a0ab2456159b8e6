"""The XMI files of a folder, or of an archive that INCEpTION exported.

INCEpTION exports a document as a ``.zip`` with one XMI file. Its project archives have such a ``.zip`` for
each document and annotator: ``annotation/DOCUMENT/ANNOTATOR.zip``, and ``curation/…`` of the curators.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

import attrs

from detente.bridges.cas.xmi import FORMAT
from detente.errors import InputError, reason_of
from detente.files import read_bytes

_LARGEST = 256 * 2**20
"""Bytes of a file in an archive: more than any text with its marks."""
_TOTAL = 2**30
"""Bytes of all files that are read from an archive."""
_MOST = 10_000
"""Entries of an archive."""
_PROJECT = "exportedproject"
_OF_ANNOTATORS = ("annotation", "curation")
_UNTOUCHED = "INITIAL_CAS"
"""Whose name INCEpTION gives to a document as it was imported."""


@attrs.frozen(kw_only=True)
class XmiFile:
    """An XMI file."""

    name: str
    """Where it is, for people: ``project.zip/annotation/a.txt/ana.zip/a.xmi``."""
    document: str
    """The name of the document."""
    annotator: str | None
    """Whose marks it has, if the archive says so."""
    data: bytes = attrs.field(repr=False)
    """What it holds."""


def xmi_files(path: Path) -> list[XmiFile]:
    """The XMI files at a path: a file, an archive, or all that are in a folder and the folders below it.

    Raises ``InputError`` if there is none, or an archive is damaged or too large.
    """
    try:
        folder = path.is_dir()
        below = sorted(path.rglob("*")) if folder else [path]
    except OSError as error:
        raise InputError(str(path), reason_of(error)) from error
    found: list[XmiFile] = []
    for each in below:
        if each.suffix == ".zip" and not each.is_dir():
            found += _Archive(each).files()
        elif each.suffix == ".xmi" or not folder:
            found.append(
                XmiFile(name=each.name, document=each.stem, annotator=None, data=read_bytes(each))
            )
    if not found:
        raise InputError(str(path), f"no .xmi file in it: INCEpTION exports one as “{FORMAT}”")
    return found


class _Archive:
    """An archive. Nothing of it is written to a disk, and no more read than is believable."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left = _TOTAL

    def files(self) -> list[XmiFile]:
        data = read_bytes(self._path)
        try:
            return [*self._read(BytesIO(data), self._path.name)]
        except InputError:
            raise
        # What zipfile raises for archives that are damaged, encrypted or compressed by an unknown method
        except (
            BadZipFile,
            zlib.error,
            LZMAError,
            EOFError,
            OSError,
            RuntimeError,
            ValueError,
        ) as e:
            raise InputError(str(self._path), f"the archive cannot be read: {e}") from e

    def _read(
        self, file: IO[bytes], name: str, document: str = "", annotator: str | None = None
    ) -> Iterator[XmiFile]:
        """The XMI files of an archive; of one in that of a project, those of a document and an annotator."""
        with ZipFile(file) as archive:
            # Names of entries are read and shown, and never used as paths.
            listed = archive.infolist()
            entries = [(e, PurePosixPath(e.filename)) for e in listed if e.filename[-1:] != "/"]
            if len(entries) > _MOST:
                raise InputError(str(self._path), f"more than {_MOST} files in the archive")
            project = any(path.name.startswith(_PROJECT) for _, path in entries)
            for entry, path in entries:
                place = f"{name}/{path}"
                if _is_of_annotator(path) and project and annotator is None:
                    of = PurePosixPath(path.parent.name).stem
                    inner = BytesIO(self._bytes(archive, entry))
                    yield from self._read(inner, place, of, path.stem)
                elif path.suffix == ".xmi" and not project:
                    data = self._bytes(archive, entry)
                    yield XmiFile(
                        name=place, document=document or path.stem, annotator=annotator, data=data
                    )

    def _bytes(self, archive: ZipFile, entry: ZipInfo) -> bytes:
        most = min(_LARGEST, self._left)
        with archive.open(entry) as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise InputError(str(self._path), f"{entry.filename} in the archive is too large")
        self._left -= len(data)
        return data


def _is_of_annotator(path: PurePosixPath) -> bool:
    """Whether it is the archive of a document and an annotator, by its name in the archive of a project."""
    folder = path.parts[:-1] and path.parts[0]
    return folder in _OF_ANNOTATORS and path.suffix == ".zip" and path.stem != _UNTOUCHED
