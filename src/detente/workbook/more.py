"""What no column of a row holds: lines such as ``assessments/0/verdict = accurate``."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from detente.diagnostics import Path
from detente.json_types import Json
from detente.workbook.errors import unreadable

_GONE = object()


def lines(read: Any, wanted: Any) -> list[str]:
    """The lines that turn what is read from the cells of a row into what is wanted."""
    return [
        f"{_pointer(path)} = {_written(value)}" for path, value in _differences(read, wanted, ())
    ]


def whole(path: Path, value: Json) -> list[str]:
    """The line that says a value at once."""
    return [f"{_pointer(path)} = {escaped(json.dumps(value, ensure_ascii=False))}"]


def _differences(read: Any, wanted: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if read is not _GONE and same(read, wanted):
        return
    before = {} if read is _GONE else read
    inside = isinstance(wanted, dict) and isinstance(before, dict)
    if inside and (wanted or not path) and not _whole(path, {**before, **wanted}):
        for key in before:
            if key not in wanted:
                yield (*path, key), None
        for key, value in wanted.items():
            yield from _differences(before.get(key, _GONE), value, (*path, key))
    elif isinstance(wanted, list) and wanted and (read is _GONE or _begins(read, wanted)):
        before_ = [] if read is _GONE else read
        for number, value in enumerate(wanted):
            old = before_[number] if number < len(before_) else _GONE
            yield from _differences(old, value, (*path, number))
    else:
        yield path, wanted


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are one in a file: 1 is neither 1.0 nor true."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _whole(path: Path, both: dict[str, Any]) -> bool:
    """Whether an object is said as one: what others define, places, of which half is none, and what has
    keys that a path does not give back, such as one of digits, which is a place in a list.
    """
    return path[-1:] == ("ext",) or "start" in both or not all(map(_KEY.fullmatch, both))


_KEY = re.compile(r"(?![0-9]+\Z)[!-<>-~](?:[ -<>-~]*[!-<>-~])?")


def _begins(read: Any, wanted: list[Any]) -> bool:
    """Whether items need only be changed or added."""
    return isinstance(read, list) and len(read) <= len(wanted)


def _pointer(path: Path) -> str:
    return "/".join(str(item).replace("~", "~0").replace("/", "~1") for item in path)


def _written(value: Json) -> str:
    """A value as JSON; a word as it is, where nobody can take it for something else."""
    if isinstance(value, str) and re.fullmatch(r"[^\W_]([\w .,:;'’()/?&+%-]*[\w.)/])?", value):
        try:
            json.loads(value)
        except ValueError:
            return value
    return escaped(json.dumps(value, ensure_ascii=False))


def escaped(text: str) -> str:
    """JSON in which what a cell cannot hold, or a spreadsheet would change, is an escape."""
    text = _ODD.sub(lambda match: "".join(f"\\u{ord(c):04x}" for c in match[0]), text)
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", r"\\u005f", text)


_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def apply(fragment: dict[str, Any], text: str) -> Iterator[Path]:
    """Carry out the lines of a cell; the paths that they set. Raises ``CellError``."""
    for line in filter(None, map(str.strip, text.split("\n"))):
        pointer, sign, written = line.partition("=")
        if not sign or not pointer.strip():
            msg = f"{line!r}: a line of this column is path = value"
            raise unreadable(msg)
        path = tuple(
            int(item)
            if item.isdecimal() and len(item) < 7
            else item.replace("~1", "/").replace("~0", "~")
            for item in pointer.strip().split("/")
        )
        try:
            value = json.loads(written)
        except (ValueError, RecursionError):
            value = written.strip()
        try:
            put(fragment, path, value)
        except (LookupError, TypeError):
            msg = f"{line!r}: there is no such place in the row"
            raise unreadable(msg) from None
        yield path


def put(holder: Any, path: Path, value: Json) -> None:
    """Set the value at a path, which is made where it is missing; ``None`` takes it away.

    Raises ``LookupError`` or ``TypeError`` for a path that leads nowhere.
    """
    for key, following in pairwise(path):
        made: Any = [] if isinstance(following, int) else {}
        holder = _inner(holder, key, made)
    last = path[-1]
    if value is None:
        del holder[_key(holder, last)]
    elif isinstance(holder, list):
        if last == len(holder):
            holder.append(value)
        else:
            holder[_key(holder, last)] = value
    else:
        holder[_key(holder, last)] = value


def _inner(holder: Any, key: Any, made: Any) -> Any:
    if isinstance(holder, list):
        if key == len(holder):
            holder.append(made)
        return holder[_key(holder, key)]
    inner = _key(holder, key)
    return holder.setdefault(inner, made)


def _key(holder: Any, key: Any) -> Any:
    """The key of an object as a string, the index of a list as a number."""
    if isinstance(holder, list):
        if not isinstance(key, int):
            raise TypeError(key)
        return key
    if not isinstance(holder, dict):
        raise TypeError(key)
    return str(key)


def get(holder: Any, path: Path) -> Any:
    """The value at a path; ``None`` where there is none."""
    for key in path:
        try:
            holder = holder[key]
        except (LookupError, TypeError):
            return None
    return holder
