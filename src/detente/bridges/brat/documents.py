"""The documents of a collection of brat: the texts, and the annotations beside them."""

from pathlib import Path
from typing import Any

import attrs

from detente.bridges.brat.writing import BASE
from detente.bridges.json_files import read_json
from detente.errors import InputError
from detente.files import read_bytes
from detente.text.offsets import RawOffsets


@attrs.frozen(kw_only=True)
class Document:
    """A text and the file with what is marked in it."""

    path: Path
    """The ``.ann`` file."""
    article: str
    """The id of the article; of one that was not exported, the name of the file."""
    raw: str = attrs.field(repr=False)
    """The text as brat counts in it."""
    offsets: RawOffsets = attrs.field(repr=False)
    """Converts to the canonical text."""
    annotations: str = attrs.field(repr=False)
    """What the ``.ann`` file holds."""


def documents_at(path: Path) -> tuple[str | None, list[Document]]:
    """The digest of the dataset that was exported, if any, and the documents of a collection, or one."""
    folder = path if path.is_dir() else path.parent
    files = [*path.rglob("*.ann")] if path.is_dir() else [path]
    if not files:
        raise InputError(str(path), "no .ann file in it")
    base, articles = _base(folder / BASE)
    order = {name: number for number, name in enumerate(articles)}
    names = {_named(file, folder): file for file in files}
    listed = sorted(names, key=lambda name: (order.get(name, len(order)), name))
    return base, [_document(names[name], name, articles) for name in listed]


def _named(file: Path, folder: Path) -> str:
    """The name of a document: that of its file, with the folders below the collection."""
    return file.relative_to(folder).with_suffix("").as_posix()


def _base(path: Path) -> tuple[str | None, dict[str, str]]:
    if not path.exists():
        return None, {}
    said: Any = read_json(path)
    articles = said.get("articles") if isinstance(said, dict) else None
    if not isinstance(articles, dict) or not isinstance(said.get("base"), str):
        raise InputError(str(path), "it does not say from which dataset the files were exported")
    return said["base"], {name: str(id_) for name, id_ in articles.items()}


def _document(file: Path, name: str, articles: dict[str, str]) -> Document:
    text = file.with_suffix(".txt")
    if file.suffix != ".ann":
        raise InputError(str(file), "neither a folder nor an .ann file")
    raw = _decoded(text)
    return Document(
        path=file,
        article=articles.get(name, name),
        raw=raw,
        offsets=RawOffsets(raw),
        annotations=_decoded(file).removeprefix("\ufeff"),
    )


def _decoded(path: Path) -> str:
    try:
        return read_bytes(path).decode()
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8 (byte {error.start})") from error
