"""Schemas where an editor finds them: in the folder ``.vscode``, and named in its settings.

An editor gets the schema of a file from the file's name. What a file itself names in ``$schema`` comes
first, so it must be an address that the editor can open.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from detente.errors import InputError
from detente.files import read_bytes, write_atomically
from detente.positions import end_of, locate
from detente.schema import schema_text
from detente.schema.addresses import FILES
from detente.tokens import masked_escapes

FOLDER = ".vscode"
PATTERNS = {
    "dataset": "*.detente.json",
    "draft": "*.draft.json",
    "report": "*.detente-report.json",
}
"""The names of the files that each is for."""

_SCHEMAS = "json.schemas"
_FRAMES = "editor.unicodeHighlight.ambiguousCharacters"
"""Whether the editor draws frames around typographic characters, of which quotes are full."""

_NAMED = re.compile(rb'"\$schema"\s*:\s*"(urn:[^"\\]*)"')
_HEAD = 4096
"""Bytes of a file in which its ``$schema`` is looked for: it is written as the third key."""


class Installed(NamedTuple):
    """What was done in a folder."""

    written: tuple[Path, ...]
    """The files that were written; those that were up to date are not among them."""
    unopenable: tuple[tuple[Path, str], ...]
    """Files of annotations that name a schema which no editor can open, with its address."""
    by_hand: str
    """The lines to add to the settings, if they are no plain JSON, so that they were left alone; else empty."""


def install(folder: Path) -> Installed:
    """Write the schemas into ``.vscode`` of a folder, and name them in its ``settings.json``.

    What the settings hold stays as it is written. If they are no plain JSON (VS Code allows comments),
    they are left alone. Raises ``InputError``, before anything is written, if there is no such folder, and
    if the settings name another schema for the same files.
    """
    if not folder.is_dir():
        raise InputError(str(folder), "there is no such folder")
    home = folder / FOLDER
    settings = home / "settings.json"
    old = read_bytes(settings) if settings.exists() else b"{}"
    files = {home / name: schema_text(schema).encode() for schema, name in FILES.items()}
    merged = _with_schemas(settings, old)
    if merged is not None:
        files[settings] = merged
    written = [p for p, data in files.items() if not p.exists() or read_bytes(p) != data]
    home.mkdir(exist_ok=True)
    for path in written:
        write_atomically(path, files[path])
    named = merged is not None or all(entry["url"].encode() in old for entry in _entries())
    return Installed(tuple(written), tuple(_unopenable(folder)), "" if named else _lines())


# --- settings -------------------------------------------------------------------------------------


def _entries() -> list[dict[str, Any]]:
    return [
        {"fileMatch": [PATTERNS[schema]], "url": f"./{FOLDER}/{name}"}
        for schema, name in FILES.items()
    ]


def _lines() -> str:
    rows = ",\n".join(f"    {json.dumps(entry)}" for entry in _entries())
    return f'  "{_SCHEMAS}": [\n{rows}\n  ]'


def _with_schemas(path: Path, data: bytes) -> bytes | None:
    """Settings with our schemas; all else stays as it is written. ``None`` if they are no plain JSON."""
    try:
        text = data.decode("utf-8-sig")
        settings = json.loads(text, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        return None
    if not isinstance(settings, dict) or not isinstance(settings.get(_SCHEMAS, []), list):
        return None
    given = settings.get(_SCHEMAS, [])
    urls = [entry.get("url") for entry in given if isinstance(entry, dict)]
    added = [entry for entry in _entries() if entry["url"] not in urls]
    for entry in given:
        patterns = entry.get("fileMatch") if isinstance(entry, dict) else None
        for new in added:
            (pattern,) = new["fileMatch"]
            if isinstance(patterns, list) and pattern in patterns:
                reason = f"it names another schema for {pattern}, {entry.get('url')}; delete that entry first"
                raise InputError(str(path), reason)
    if added:
        text = _appended(text, settings, added)
    if _FRAMES not in settings:
        text = _with_member(text, json.loads(text), _FRAMES, "false")
    if not text.endswith("\n"):
        text += "\n"
    return data[: len(data) - len(data.removeprefix(b"\xef\xbb\xbf"))] + text.encode()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _appended(text: str, settings: dict[str, Any], added: list[dict[str, Any]]) -> str:
    """The text with entries at the end of its list of schemas."""
    step = _indent(text)
    lines = [step * 2 + json.dumps(entry) for entry in added]
    if not settings.get(_SCHEMAS):
        block = "[\n" + ",\n".join(lines) + f"\n{step}]"
        if _SCHEMAS not in settings:
            return _with_member(text, settings, _SCHEMAS, block)
        start, end = _range(text, (_SCHEMAS,))
        return text[:start] + block + text[end:]
    _, end = _range(text, (_SCHEMAS, len(settings[_SCHEMAS]) - 1))
    return text[:end] + ",\n" + ",\n".join(lines) + text[end:]


def _with_member(text: str, settings: dict[str, Any], key: str, value: str) -> str:
    """The text with one more member at the end of the object."""
    member = f"{_indent(text)}{json.dumps(key)}: {value}"
    if not settings:
        start, end = _range(text, ())
        return f"{text[:start]}{{\n{member}\n}}{text[end:]}"
    _, end = _range(text, (list(settings)[-1],))
    return f"{text[:end]},\n{member}{text[end:]}"


def _range(text: str, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Where the value at a path stands."""
    start = locate(text, [path])[path]
    token = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[^\s,\]}]+').match(text, start)
    assert token is not None
    return start, end_of(masked_escapes(text), start, token.group())


def _indent(text: str) -> str:
    """What the first indented line begins with."""
    match = re.search(r"^([ \t]+)\S", text, re.MULTILINE)
    return match.group(1) if match else "  "


def _unopenable(folder: Path) -> Iterator[tuple[Path, str]]:
    for pattern in PATTERNS.values():
        for path in sorted(folder.rglob(pattern)):
            if path.is_file():
                with suppress(OSError), path.open("rb") as file:  # the editor cannot read it either
                    if named := _NAMED.search(file.read(_HEAD)):
                        yield path, named.group(1).decode("utf-8", "replace")
