"""Texts as people have them: files, folders, strings with names, each to its canonical text.

Another kind of file is one module here and one line in ``READERS``.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from detente.display import count
from detente.errors import InputError, MissingExtraError, reason_of
from detente.files import PathLike, read_bytes
from detente.text.profiles import canonical
from detente.text.readers.encodings import Stated, known
from detente.text.readers.pdf import read_pdf
from detente.text.readers.plain import read_plain
from detente.text.readers.reading import Reading
from detente.text.readers.web_pages import read_web_page

__all__ = ["Reading", "TextFiles", "Texts", "given_texts", "read_file", "read_text"]

READERS: dict[str, Callable[[Path, bytes, Stated], Reading]] = {
    ".txt": read_plain,
    ".html": read_web_page,
    ".htm": read_web_page,
    ".xhtml": read_web_page,
    ".pdf": read_pdf,
}
"""From the suffix of a file's name, in small letters, to the function that reads it. A file with
another suffix that is given by name is read as plain text.
"""

_NAME = 1000
"""Code points: a longer string is not taken for the name of a file. Systems allow 255 bytes a name and
up to 4,096 a path; asking the file system about a whole text is what this avoids. A guess."""


@attrs.frozen
class TextFiles:
    """Texts in files that are not all in UTF-8: wherever texts are expected, instead of a path."""

    path: PathLike
    """A folder, or one file."""

    encoding: str | None = None
    """The encoding of the files that are not valid UTF-8, such as ``windows-1252``."""

    encodings: Mapping[str, str] = attrs.field(factory=dict, kw_only=True, hash=False)
    """The encoding of single files, by their names. It holds whatever their bytes look like."""


Texts: TypeAlias = PathLike | TextFiles | Mapping[str, str] | Iterable[PathLike]
"""Texts: the path of a folder or of one file, ``TextFiles``, a mapping of names to texts, or several
texts: each a string, or a ``Path`` of a file.
"""


class GivenFiles(dict[str, str]):
    """The texts of a folder by name, and which of its files could not be read."""

    unread: tuple[InputError, ...] = ()
    """One for each file that is left out; ``args``: its path, and the reason."""


def _suffix(name: str) -> str:
    """The suffix of a file's name that a reader is for; empty if none is."""
    suffix = next((suffix for suffix in READERS if name.lower().endswith(suffix)), "")
    return name[len(name) - len(suffix) :]


def read_file(path: Path, encoding: str | None = None) -> Reading:
    """The text of a file, and how it was read: plain text, a web page or a PDF, by its suffix.

    ``encoding``: that of the file; without it plain text has to be in UTF-8, and a web page in
    UTF-8 or what it declares. Raises ``InputError`` if the file cannot be read, is of another kind
    than its name says, or not in its encoding; ``MissingExtraError`` if the extra for it is not
    installed.
    """
    return _read(path, Stated(encoding and known(encoding), own=True))


def reading_of(given: TextFiles) -> Reading:
    """The text of one file, in UTF-8 or the encoding that is stated, and how it was read. Raises as
    ``read_file`` does.
    """
    path = Path(given.path)
    return _read(path, _statements(given)(path))


def read_text(path: Path, encoding: str | None = None) -> str:
    """The canonical text of a file, as ``read_file`` reads it: without a byte order mark."""
    return read_file(path, encoding).text


def _read(path: Path, stated: Stated, *, named: bool = True) -> Reading:
    reader = READERS.get(_suffix(path.name).lower(), read_plain)
    return reader(path, _bytes(path, named=named), stated)


def _bytes(path: Path, *, named: bool) -> bytes:
    """The bytes of a file; ``named``: whether the user gave its name. Raises ``InputError``."""
    # A device has no end. A pipe has one if somebody writes to it, as the shell does for
    # <(command); of a folder nobody has named each file, and a pipe in it may never end.
    return read_bytes(path, pipe=named)


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
    """Texts by name, in canonical form. Of a folder all files in it that a reader is for, as
    ``GivenFiles``: those that cannot be read do not prevent the others from being used.

    Raises ``InputError`` if a folder, a file or everything in a folder cannot be read, or a text is
    no text; ``MissingExtraError`` if one file needs an extra that is not installed.
    """
    if isinstance(texts, TextFiles):
        return read_texts(texts)
    if isinstance(texts, GivenFiles):
        return texts
    if not isinstance(texts, str | os.PathLike):
        return {
            # Whoever read a file as UTF-8 has its byte order mark in the text still.
            name: named_text(name, text).removeprefix("\ufeff")
            for name, text in _named(texts)
        }
    return read_texts(TextFiles(texts))


def read_texts(given: TextFiles) -> GivenFiles:
    """The texts of a file or a folder, by name. Raises as ``given_texts`` does."""
    path = _path_of(given)
    if not path.is_dir():
        return GivenFiles({path.name: reading_of(given).text})
    made, unread = GivenFiles(), []
    for file, read in texts_in(given):
        if isinstance(read, InputError):
            unread.append(read)
        else:
            made[file.name] = read
    if not made:
        raise none_read(unread)
    made.unread = tuple(unread)
    return made


def texts_in(given: TextFiles) -> Iterator[tuple[Path, str | InputError]]:
    """The files of a folder one by one, each with its text or why it could not be read. Raises
    ``InputError`` if the folder cannot be read or has no texts, or if an encoding is stated of a
    text that is not there.
    """
    path = _path_of(given)
    stated = _statements(given)
    try:
        files = text_files(path)
    except OSError as error:
        raise InputError(str(path), reason_of(error)) from error
    if not files:
        raise InputError(str(path), f"no *{' or *'.join(READERS)} file in it")
    for name in given.encodings:
        if name not in {file.name for file in files}:
            raise InputError(name, f"there is no such text in {path}")
    for file in files:
        try:
            yield file, _read(file, stated(file), named=False).text
        except InputError as error:
            yield file, error
        except MissingExtraError as error:
            yield file, InputError(str(file), str(error))


def none_read(unread: Sequence[InputError]) -> InputError:
    """The error for a folder of which no file could be read: that of the first one."""
    more = f" (and {count(len(unread) - 1, 'more file')})" if len(unread) > 1 else ""
    name, reason = unread[0].args
    return InputError(name, f"{reason}{more}")


def _path_of(given: TextFiles) -> Path:
    """The path of a file or a folder that exists. Raises ``InputError``."""
    if given.path == "":  # not the folder that one happens to be in
        raise InputError("texts", "an empty path")
    path = Path(given.path)
    several = isinstance(given.path, str) and "\n" in given.path
    if several or len(str(path)) > _NAME:
        raise InputError("texts", "a text, where a path is expected; texts come in a list")
    try:
        if not path.exists():
            raise InputError(str(path), "no such file or directory")
        path.is_dir()
    except OSError as error:
        raise InputError(str(path), reason_of(error)) from error
    except (ValueError, RuntimeError) as error:  # pragma: no cover  other versions of Python
        raise InputError(repr(str(path)), str(error)) from error
    return path


def _statements(given: TextFiles) -> Callable[[Path], Stated]:
    """What is stated of the encoding of each file. Raises ``InputError`` for an unknown encoding."""
    default = given.encoding and known(given.encoding)
    single = {name: known(encoding) for name, encoding in given.encodings.items()}
    return lambda path: Stated(single.get(path.name, default), own=path.name in single)


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
