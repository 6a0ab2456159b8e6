"""Where a command writes: what is there already is not written over, unless that is asked for.

It is asked for with ``--force``, and by who writes a new state of what is there: the dataset of the same id,
the same page. What is read is never written over, nor is the file that standard input or output is.
"""

import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.files import SUFFIXES, is_json_lines, named_path, read_bytes
from detente.version import FORMAT

if TYPE_CHECKING:  # not to write what is no dataset
    from detente.dataset import Dataset

Earlier = Callable[[Path], bool]
"""Whether a file is an earlier state of what is written."""


def output(
    name: str,
    *,
    inputs: Iterable[str] = (),
    force: bool = False,
    earlier: Earlier | None = None,
    never: str = "",
) -> Path:
    """The path of a file that may be written.

    ``inputs``: what the command reads; ``never``: what is written, if ``--force`` is no way either, since
    somebody may have worked in it. Raises ``InputError`` if the file must not be written.
    """
    path = named_path(name)
    if not path.exists():
        return path
    if path.is_dir():
        raise InputError(name, "it is a folder; give the name of a file")
    if any(map(path.samefile, _files(inputs))):
        raise InputError(name, "it is an input, and is not overwritten")
    for number, stream in enumerate(("input", "output")):
        if _is_stream(path, number):
            raise InputError(name, f"standard {stream} is this file, and it is not overwritten")
    if never:
        raise InputError(name, f"it exists, and a {never} is never overwritten; give another -o")
    if not force and (earlier is None or not earlier(path)):
        raise InputError(name, "it exists, and is not overwritten; give another -o, or --force")
    return path


def _files(inputs: Iterable[str]) -> Iterator[Path]:
    """The files that are read: of a folder the datasets and texts in it."""
    from detente.text.readers import text_files  # slow to import, and needed if a file exists

    for path in map(Path, inputs):
        if path.is_dir():
            found = [f for f in path.iterdir() if f.name.endswith(SUFFIXES)] + text_files(path)
        else:
            found = [path]
        yield from (file for file in found if file.exists())


def _is_stream(path: Path, number: int) -> bool:
    """Whether the shell has connected standard input (0) or output (1) with a file."""
    with suppress(OSError, ValueError):  # it is closed; there is no such file; a null character
        state = os.fstat(number)
        return stat.S_ISREG(state.st_mode) and os.path.samestat(state, path.stat())
    return False


def of_dataset(dataset: "Dataset") -> Earlier:
    """Whether a file holds a dataset of the same id."""

    def earlier(path: Path) -> bool:
        if dataset.dataset is None:
            return False
        try:
            data = read_bytes(path)
            if is_json_lines(path.name):
                data = data.partition(b"\n")[0]
            held = json.loads(data)
            return bool(held["format"] == FORMAT and held["dataset"]["id"] == dataset.dataset.id)
        except (InputError, ValueError, RecursionError, LookupError, TypeError):
            return False

    return earlier


def holding(head: str, mark: str = "") -> Earlier:
    """Whether a file begins like what is written, and has a mark that this has."""

    def earlier(path: Path) -> bool:
        try:
            data = read_bytes(path)
        except InputError:
            return False
        return data.startswith(head.encode()) and mark.encode() in data

    return earlier


def refuse_emptied(arguments: Iterable[str]) -> None:
    """Raise ``InputError`` if standard output is a file that is an argument of the command too: the shell
    has emptied it before anything could read it.
    """
    for argument in arguments:
        if _is_stream(Path(argument), 1):
            reason = "standard output is this file: the shell has emptied it, or adds to it; give another name"
            raise InputError(argument, reason)
