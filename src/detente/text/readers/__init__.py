"""Texts as people have them: files, folders, strings with names, each to its canonical text.

Another kind of file is one module here and one line in ``READERS``.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from detente.errors import InputError, reason_of
from detente.files import PathLike
from detente.text.profiles import canonical
from detente.text.readers.plain import read_plain

READERS: dict[str, Callable[[Path], str]] = {".txt": read_plain}
"""From the suffix of a file's name to the function that gives its canonical text. A file with
another suffix that is given by name is read as plain text.
"""

_NAME = 1000
"""Code points: a longer string is not taken for the name of a file. Systems allow 255 bytes a name and
up to 4,096 a path; asking the file system about a whole text is what this avoids. A guess."""

Texts: TypeAlias = PathLike | Mapping[str, str] | Iterable[PathLike]
"""Texts: the path of a folder or of one file, a mapping of names to texts, or several texts: each a
string, or a ``Path`` of a file.
"""


def _suffix(name: str) -> str:
    """The suffix of a file's name that a reader is for; empty if none is."""
    return next((suffix for suffix in READERS if name.endswith(suffix)), "")


def read_text(path: Path) -> str:
    """The canonical text of a file, without a byte order mark.

    Raises ``InputError`` if the file cannot be read or is not in UTF-8.
    """
    return READERS.get(_suffix(path.name), read_plain)(path)


def text_files(folder: Path) -> list[Path]:
    """The files of a folder that hold texts, by their suffixes, sorted. Raises ``OSError``."""
    return sorted(file for file in folder.iterdir() if _suffix(file.name))


def without_suffix(name: str) -> str:
    """The name of a file without its folder and the suffix of a text."""
    name = name.rpartition("/")[2]
    return name.removesuffix(_suffix(name))


def _named(texts: Mapping[str, str] | Iterable[PathLike]) -> Iterable[tuple[Any, Any]]:
    """Texts with their names, none of them checked yet."""
    if isinstance(texts, Mapping):
        return texts.items()
    if not isinstance(texts, Iterable):
        msg = f"expected a folder, a file or texts, got {type(texts).__name__}"
        raise TypeError(msg)
    return (_numbered(number, text) for number, text in enumerate(texts, 1))


def _numbered(number: int, text: Any) -> tuple[str, Any]:
    """One of several texts, with a name. A path is read; the name of a file is no text."""
    if isinstance(text, os.PathLike):
        return Path(text).name, read_text(Path(text))
    name = f"text {number}"
    if isinstance(text, str) and _is_file(text):
        reason = f"{text} is the name of a file; give Path({text!r}), or what it holds"
        raise InputError(name, reason)
    return name, text


def _is_file(text: str) -> bool:
    try:
        return "\n" not in text and 0 < len(text) < _NAME and Path(text).exists()
    except (OSError, ValueError):
        return False


def given_texts(texts: Texts) -> dict[str, str]:
    """Texts by name, in canonical form. Of a folder all files in it that a reader is for.

    Raises ``InputError`` if a folder or a file cannot be read, or a text is no text.
    """
    if not isinstance(texts, str | os.PathLike):
        return {
            # Whoever read a file as UTF-8 has its byte order mark in the text still.
            name: named_text(name, text).removeprefix("\ufeff")
            for name, text in _named(texts)
        }
    if texts == "":  # not the folder that one happens to be in
        raise InputError("texts", "an empty path")
    path = Path(texts)
    if "\n" in str(path) or len(str(path)) > _NAME:
        raise InputError("texts", "a text, where a path is expected; texts come in a list")
    try:
        if not path.exists():
            raise InputError(str(path), "no such file or directory")
        if not path.is_dir():
            return {path.name: read_text(path)}
        files = text_files(path)
        # Of a folder nobody has named each file: a pipe in it may never end.
        odd = next((f for f in files if f.exists() and not f.is_file()), None)
    except OSError as error:
        raise InputError(str(path), reason_of(error)) from error
    except (ValueError, RuntimeError) as error:  # pragma: no cover  other versions of Python
        raise InputError(repr(str(path)), str(error)) from error
    if odd is not None:
        raise InputError(str(odd), "not a regular file")
    if not files:
        raise InputError(str(path), f"no *{' or *'.join(READERS)} file in it")
    return {file.name: read_text(file) for file in files}


def named_text(name: Any, text: Any) -> str:
    """The canonical form of a text that came with a name.

    Raises ``InputError`` if one of them is no string, or the text is no Unicode.
    """
    if not isinstance(name, str):
        raise InputError(repr(name), "expected a string for the name of a text")
    if not isinstance(text, str):
        raise InputError(name, f"expected a string for the text, got {type(text).__name__}")
    try:
        return canonical(text)
    except UnicodeEncodeError as error:
        raise InputError(name, f"half of a surrogate pair at {error.start}") from error
