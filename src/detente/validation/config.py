"""``[tool.detente]`` in ``pyproject.toml``: what is validated with which options.

The nearest file with the table counts, from the validated path upwards; the command line takes precedence.
A key that is unknown or has a wrong type is an error, so that a typo does not disable a setting silently.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NoReturn

from detente.diagnostics import Diagnostic, Severity
from detente.errors import InputError
from detente.files import from_shell, read_bytes
from detente.suggest import close
from detente.validation.catalogue import known

NAME = "pyproject.toml"
TABLE = "tool.detente"
_LARGEST = 10_000_000
"""Bytes of a file with settings: far more than any has. A guess."""

_READING = ("D0", "D1", "D7", "D9")
"""The levels of reading: file, shape, cells of a workbook, and our own bugs in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a table; all are optional."""

    file: Path | None = None
    """The file that the table is in."""

    select: tuple[str, ...] = ()
    """Codes or prefixes of codes: only these rules."""

    ignore: tuple[str, ...] = ()
    """Not these rules."""

    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Patterns of files, each with the rules to ignore in them."""

    exclude: tuple[str, ...] = ()
    """Patterns of files and folders to skip when a folder is searched."""

    texts: Path | None = None
    """The folder with the texts, or one text."""

    strict: bool = False
    """Whether the rules of a release apply and warnings count."""

    def ignored_in(self, file: str | None) -> tuple[str, ...]:
        """The codes to ignore in a file.

        A pattern is compared with the path below the table's folder, and one without a slash with
        the file's name too. ``*`` stands for any characters, slashes included.
        """
        if self.file is None or file is None:
            return ()
        return tuple(
            code
            for pattern, codes in self.per_file_ignores
            if self._matches(Path(file), pattern)
            for code in codes
        )

    def excludes(self, path: Path) -> bool:
        """Whether a search skips a file or a folder; patterns as in ``ignored_in``."""
        return self.file is not None and any(
            self._matches(path, pattern.rstrip("/")) for pattern in self.exclude
        )

    def _matches(self, path: Path, pattern: str) -> bool:
        assert self.file is not None
        path = path.absolute()
        folder = self.file.parent
        inside = path.relative_to(folder) if path.is_relative_to(folder) else path
        return fnmatchcase(inside.as_posix(), pattern) or (
            "/" not in pattern and fnmatchcase(path.name, pattern)
        )

    def wants(self, diagnostic: Diagnostic) -> bool:
        """Whether a finding is selected, and not ignored."""
        code = diagnostic.code
        chosen = not self.select or code.startswith(self.select)
        return chosen and not code.startswith((*self.ignore, *self.ignored_in(diagnostic.file)))

    def shows(self, diagnostic: Diagnostic) -> bool:
        """Whether to show a finding: one that is wanted, and whatever makes ``load`` refuse the file,
        since the rules that are wanted could not check what was not read.
        """
        return refuses(diagnostic) or self.wants(diagnostic)


def refuses(diagnostic: Diagnostic) -> bool:
    """Whether it is an error of reading: ``load`` refuses such a file, or a cell has no value."""
    return diagnostic.severity is Severity.ERROR and diagnostic.code.startswith(_READING)


def known_codes(values: Iterable[str]) -> tuple[str, ...]:
    """Codes or prefixes of codes, in capitals. Raises ``InputError`` for one that no rule has."""
    wanted = tuple(code.strip().upper() for code in values if code.strip())
    for code in wanted:
        if not known(code):
            raise InputError(code, "no rule has a code with this prefix; see detente rules")
    return wanted


def find(start: Path) -> Config:
    """The configuration for a file or a folder: of the nearest ``pyproject.toml`` at or above it that
    has the table, else the empty one. Raises ``InputError`` as ``read`` does.
    """
    path = start.absolute()
    for folder in (path, *path.parents):
        file = folder / NAME
        if os.path.isfile(file):  # noqa: PTH113  a name may be longer than a file's can be
            config = _config(file)
            if config is not None:
                return config
    return Config()


def read(file: Path) -> Config:
    """The configuration in a file. Raises ``InputError``, with the line, if it cannot be read, has no
    such table, or has an unknown key or value in it.
    """
    config = _config(file)
    if config is None:
        raise InputError(str(file), f"it has no table [{TABLE}]")
    return config


def _config(file: Path) -> Config | None:
    """The configuration in a file, which is read once, as a pipe can be; ``None`` if it has no table."""
    import tomllib  # slow to import, and most folders have no such file

    try:
        text = read_bytes(file, most=_LARGEST, pipe=from_shell(file)).decode("utf-8")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise InputError(str(file), f"not UTF-8: byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        raise InputError(str(file), f"not TOML: {message[0].lower()}{message[1:]}") from error
    except RecursionError as error:
        raise InputError(str(file), "not read: it is nested too deep") from error
    except ValueError as error:  # more digits than Python turns into a number; a name that is none
        reason = str(error).partition(";")[0]
        raise InputError(str(file), f"not read: {reason[:1].lower()}{reason[1:]}") from error
    tool = document.get("tool")
    table = tool.get("detente") if isinstance(tool, dict) else None
    return None if table is None else _Reader(file.absolute(), table, text).config()


class _Reader:
    """Turns one table into a configuration."""

    def __init__(self, file: Path, table: Any, text: str) -> None:
        """``text``: what is in the file."""
        self.file = file
        self.table = table
        self.text = text

    def config(self) -> Config:
        """The configuration. Raises ``InputError``."""
        table = self.table
        if not isinstance(table, dict):
            self._fail("", "expected a table")
        for key in table:
            if key not in _KEYS:
                near = close(key, _KEYS, n=1)
                hint = f"do you mean {near[0]}?" if near else f"there are: {', '.join(_KEYS)}"
                self._fail(key, f"no such key; {hint}")
        return Config(
            file=self.file,
            select=self._codes("select", table.get("select", [])),
            ignore=self._codes("ignore", table.get("ignore", [])),
            per_file_ignores=tuple(self._per_file(table.get("per-file-ignores", {}))),
            exclude=self._exclude(table.get("exclude", [])),
            texts=self._texts(table.get("texts")),
            strict=self._strict(table.get("strict", False)),
        )

    def _codes(self, key: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
            self._fail(key, 'expected a list of codes, such as ["D2", "D307"]')
        try:
            return known_codes(value)
        except InputError as error:
            self._fail(key, str(error))

    def _per_file(self, value: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
        key = "per-file-ignores"
        if not isinstance(value, dict):
            self._fail(key, 'expected a table, such as {"old/*" = ["D307"]}')
        for pattern, codes in value.items():
            yield pattern, self._codes(f"{key}.{pattern}", codes)

    def _exclude(self, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._fail("exclude", 'expected a list of patterns, such as ["tests/broken"]')
        return tuple(value)

    def _texts(self, value: Any) -> Path | None:
        if value is None:
            return None
        if not isinstance(value, str) or not value:
            self._fail("texts", "expected a path")
        return self.file.parent / str(value)

    def _strict(self, value: Any) -> bool:
        if not isinstance(value, bool):
            self._fail("strict", "expected true or false")
        return bool(value)

    def _fail(self, key: str, reason: str) -> NoReturn:
        line = self._line(key.split(".", 1)[-1])
        name = f"{TABLE}.{key}" if key else TABLE
        place = f"{self.file}:{line}"
        raise InputError(place, f"{name}: {reason}")

    def _line(self, key: str) -> int:
        """The line of a key of the table; that of the table's header if the key is not found."""
        lines = self.text.splitlines()
        head = re.compile(r"\s*\[\s*tool\s*\.\s*detente\s*(\.[^\]]*)?\]")
        # In a table, in an inline table, or as a dotted key.
        named = re.compile(rf"(.*[\s.{{,])?[\"']?{re.escape(key)}[\"']?\s*=")
        tables = [n for n, line in enumerate(lines) if head.match(line)]
        first = tables[0] if tables else 0
        within = (n for n in range(first, len(lines)) if key and named.match(lines[n]))
        headed = (n for n in tables if key and key in lines[n])
        return 1 + next(within, next(headed, first))


_KEYS = ("select", "ignore", "per-file-ignores", "exclude", "texts", "strict")
