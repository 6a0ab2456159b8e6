"""Level 0: is the file sound JSON of a version that we know?

These rules look at bytes and text, before there are records. What can be looked at in spite of
a fault goes on to the other levels.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from detente.codec.duplicate_keys import DEPTH
from detente.diagnostics import Part, pointer
from detente.display import as_json
from detente.migration import registry
from detente.migration.steps import way
from detente.positions import Event
from detente.records import DRAFT_FORMAT, FORMAT_VERSION, VERSION
from detente.validation.findings import Elsewhere, Finding
from detente.validation.raw import BOM, NOTHING, Raw, is_finite
from detente.validation.registry import Stage, rule

SIZE = 1 << 30
EXACT = 1 << 53  # below it each whole number is one float

_MARKDOWN = re.compile(r"#{1,6} |```|\[[^\]]+\]: |\|.*\|$")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_WIDE = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


@rule("D001", "not-json", stage=Stage.BYTES)
def not_json(raw: Raw) -> Iterator[Finding]:
    """The file is JSON (RFC 8259), whole and nothing but.

    Why: A truncated file has lost records; what is left must not pass for all of it.

    Example:
        '"relations"' becomes '"relations" oops'

    Use instead:
        '"relations"' becomes '"relations"'
    """
    error = raw.parsed[1]
    if error is None:
        return
    text = raw.text or ""
    if error.pos >= len(text.rstrip()):
        message = "the file ends in the middle: it is truncated"
    elif error.msg == "Extra data":
        message = "something follows behind the end of the document"
    elif text[error.pos] in "}]" and text[: error.pos].rstrip().endswith(","):
        message = "not JSON: a comma before a closing bracket"
    elif error.msg == "Expecting ',' delimiter":
        message = "not JSON: a comma is missing before this, or a quotation mark is too many"
    else:
        said = error.msg.removesuffix(" at").removesuffix(" starting")
        message = f"not JSON: {said[0].lower()}{said[1:]}"
    yield Finding(message=message, path=None, offset=error.pos, help=_other_form(text))


def _other_form(text: str) -> str:
    """What a text looks like that does not even begin as JSON with records does."""
    lines = text.strip().splitlines()
    if not lines or lines[0].startswith(("{", "[")):
        return ""
    if any(_MARKDOWN.match(line) for line in lines):
        form = "Markdown"
    elif len(lines) > 1 and lines[0].count(",") == lines[1].count(",") > 0:
        form = "CSV"
    else:
        form = "plain text"
    return f"this looks like {form}, not JSON"


@rule("D002", "byte-order-mark", stage=Stage.BYTES)
def byte_order_mark(raw: Raw) -> Iterator[Finding]:
    r"""The file does not begin with a byte order mark.

    Why: RFC 8259 forbids it, and many readers refuse such a file.

    Example:
        '' becomes '\ufeff'
    """
    if raw.data.startswith(BOM):
        message = "the file begins with a byte order mark; save it as UTF-8 without one"
        yield Finding(
            message=message, offset=0, safe=True
        )  # no operation on the document can say how


@rule("D003", "not-utf8", stage=Stage.BYTES)
def not_utf8(raw: Raw) -> Iterator[Finding]:
    r"""The file is encoded in UTF-8.

    Why: Guessing the encoding garbles names.

    Example:
        '"Sweden"' becomes '"Su\udce9de"'

    Use instead:
        '"Sweden"' becomes '"Suède"'
    """
    if raw.text is not None:
        return
    for mark, name in _WIDE:
        if raw.data.startswith(mark):
            yield Finding(message=f"the file is {name}; save it as UTF-8", path=None)
            return
    try:
        raw.data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = raw.data[error.start]
        before = raw.data[: error.start].removeprefix(BOM).decode("utf-8")
        message = f"the file is not UTF-8: byte 0x{byte:02x} at byte {error.start}"
        yield Finding(message=message, path=None, offset=len(before))


@rule("D004", "duplicate-key", stage=Stage.VALUES)
def duplicate_key(raw: Raw) -> Iterator[Finding]:
    """No object holds a key twice.

    Why: JSON readers keep one of the two values and drop the other without a word.

    Example:
        '"status": "draft"' becomes '"status": "pass", "status": "draft"'

    Use instead:
        '"status": "draft"' becomes '"status": "pass"'
    """
    if not raw.repeated:
        return
    seen: dict[tuple[Part, ...], int] = {}
    for event in raw.events:
        if event.key:
            if event.path in seen:
                yield Finding(
                    message=f"the key {json.dumps(event.path[-1])} stands in this object twice",
                    path=event.path,
                    offset=event.start,
                    related=(Elsewhere("first here", None, event.path, seen[event.path]),),
                )
            else:
                seen[event.path] = event.start


@rule("D005", "number-not-finite", stage=Stage.VALUES)
def number_notis_finite(raw: Raw) -> Iterator[Finding]:
    """Numbers are finite and of a size that a program can hold.

    Why: NaN and Infinity are not JSON, and 1e400 becomes infinite when it is read.

    Example:
        '"value": 3' becomes '"value": NaN'

    Use instead:
        '"value": 3' becomes '"value": 4'
    """
    for event in _scalars(raw):
        if event.token in ("NaN", "Infinity", "-Infinity"):
            yield _at(event, f"{event.token} is not a number in JSON")
        elif event.token[-1].isdigit() and not is_finite(event.token):
            yield _at(event, "the number is too large to be held")


@rule("D006", "lone-surrogate", stage=Stage.VALUES)
def lone_surrogate(raw: Raw) -> Iterator[Finding]:
    r"""Escaped characters are whole characters.

    Why: Half of a surrogate pair is no character and cannot be written in UTF-8.

    Example:
        '"Sweden"' becomes '"Sw\\ud800eden"'

    Use instead:
        '"Sweden"' becomes '"Sw\\u0065den"'
    """
    if raw.document is NOTHING or not _HALF.search(raw.text or ""):
        return
    for event in raw.events:
        if event.token[0] == '"' and "\\u" in event.token:
            decoded = json.loads(event.token)
            if any("\ud800" <= character <= "\udfff" for character in decoded):
                yield _at(event, "an escape gives half a character")


@rule("D007", "whole-number-as-float", stage=Stage.VALUES)
def whole_number_as_float(raw: Raw) -> Iterator[Finding]:
    """Whole numbers are written as such: ``5``, not ``5.0`` or ``5e0``.

    Why: Some readers take ``5.0`` for a whole number and some do not, and what is written
    back would differ from what was read. Extensions may hold any number.

    Example:
        '"value": 3' becomes '"value": 3.0'

    Use instead:
        '"value": 3' becomes '"value": 3.5'
    """
    for event in _scalars(raw):
        written = not _in_extension(event) and re.search("[.eE]", event.token)
        if written and event.token[-1].isdigit() and is_finite(event.token):
            value = float(event.token)
            if value.is_integer():
                fix = _whole(event.token, event.path)
                yield _at(event, f"write {int(value)} instead of {event.token}", fix)


def _whole(token: str, path: tuple[Part, ...]) -> tuple[dict[str, Any], ...]:
    """The mend of a whole number as it is written, where no reader can take it for another."""
    number = Decimal(token)
    if abs(number) >= EXACT or number != number.to_integral_value():
        return ()
    return ({"op": "replace", "path": pointer(path), "value": int(number)},)


@rule("D008", "null", stage=Stage.VALUES)
def null(raw: Raw) -> Iterator[Finding]:
    """What is absent is left out; ``null`` never stands for it. Extensions may hold it.

    Why: Two ways to say nothing would be two files for one dataset.

    Example:
        '"unit": "count"' becomes '"unit": "count", "upper": null'

    Use instead:
        '"unit": "count"' becomes '"unit": "count", "upper": 4'
    """
    for event in _scalars(raw):
        if event.token == "null" and not _in_extension(event):
            keyed = bool(event.path) and isinstance(event.path[-1], str)
            # An item of a list may be a place held free; a key without a value holds nothing.
            fix = ({"op": "remove", "path": pointer(event.path)},) if keyed else ()
            message = f"null is never valid: leave the {'key' if keyed else 'item'} out"
            yield _at(event, message, fix)


@rule("D009", "too-deep", stage=Stage.BYTES)
def too_deep(raw: Raw) -> Iterator[Finding]:
    """Brackets are nested 64 deep at most.

    Why: No record needs a fifth of that, and readers break on more.
    """
    if raw.depth > DEPTH:
        yield Finding(
            message=f"brackets are nested {raw.depth} deep; {DEPTH} is the limit", path=None
        )


@rule("D010", "too-large", stage=Stage.BYTES)
def too_large(raw: Raw) -> Iterator[Finding]:
    """A JSON file is no larger than 1 GiB; JSON Lines has no limit.

    Why: A JSON file is read as a whole.
    """
    if len(raw.data) > SIZE:
        yield Finding(message="the file is larger than 1 GiB; use JSON Lines", path=None)


@rule("D011", "not-detente", stage=Stage.HEAD)
def not_detente(raw: Raw) -> Iterator[Finding]:
    """The document is an object that says ``"format": "detente"``.

    Why: So that nothing else is taken for a dataset by accident.

    Example:
        '"format": "detente"' becomes '"format": "dentente"'

    Use instead:
        '"format": "detente"' becomes '"format": "detente"'
    """
    document = raw.document
    if not isinstance(document, dict):
        yield Finding(message="the document is not an object")
    elif "format" not in document:
        yield Finding(message='the document lacks "format": "detente"')
    elif document["format"] not in ("detente", DRAFT_FORMAT):
        yield Finding(
            message=f'the format is {as_json(document["format"], 40)}, not "detente"',
            path=("format",),
        )


@rule("D012", "no-version", stage=Stage.VERSION)
def no_version(raw: Raw) -> Iterator[Finding]:
    """The document says its version of the format as ``MAJOR.MINOR``.

    Why: Without it nobody knows by which rules it was made.

    Example:
        '"version": "1.0"' becomes '"version": "one"'

    Use instead:
        '"version": "1.0"' becomes '"version": "1.0"'
    """
    version = raw.document.get("version")
    if version is None:
        yield Finding(message=f'the document lacks "version": "{VERSION}"')
    elif parsed_version(version) is None:
        yield Finding(
            message=f"the version is {as_json(version, 40)}; expected {VERSION!r}",
            path=("version",),
        )


@rule("D013", "newer-minor-version", stage=Stage.VERSION)
def newer_minor_version(raw: Raw) -> Iterator[Finding]:
    """The minor version is not newer than this library, unless that is allowed.

    Why: A newer format may have fields that would be lost. ``load(…, allow_newer=True)``
    reads what is known and refuses to write it back.

    Example:
        '"version": "1.0"' becomes '"version": "1.7"'

    Use instead:
        '"version": "1.0"' becomes '"version": "1.0"'
    """
    version = parsed_version(raw.document.get("version"))
    if version is None or version[0] != FORMAT_VERSION[0] or raw.allow_newer:
        return
    if version > FORMAT_VERSION:
        newer = f"{version[0]}.{version[1]}"
        yield Finding(
            message=f"version {newer} is newer than {VERSION}: update the library",
            path=("version",),
        )


@rule("D014", "other-major-version", stage=Stage.VERSION)
def other_major_version(raw: Raw) -> Iterator[Finding]:
    """The major version is one that this library knows.

    Why: Another major version is another format.

    Example:
        '"version": "1.0"' becomes '"version": "2.0"'

    Use instead:
        '"version": "1.0"' becomes '"version": "1.0"'
    """
    version = parsed_version(raw.document.get("version"))
    if version and (version[0] != FORMAT_VERSION[0] or version < FORMAT_VERSION):
        named = f"{version[0]}.{version[1]}"
        if way(named, registry.STEPS):
            message = f"version {named} is older than {VERSION}: detente migrate brings it there"
        else:
            message = f"version {named} is unknown; this library reads {VERSION}"
        yield Finding(message=message, path=("version",))


@rule("D015", "empty-file", stage=Stage.BYTES)
def empty_file(raw: Raw) -> Iterator[Finding]:
    """The file holds something.

    Why: An empty file is what a failed write leaves behind; an empty dataset is
    ``{"format": "detente", "version": "1.0"}``.
    """
    if raw.text is not None and not raw.text.strip():
        yield Finding(message="the file is empty", path=None)


@rule("D016", "unreadable", stage=Stage.CALLED)
def unreadable(reason: str) -> Iterator[Finding]:
    """What is to be validated exists and can be read.

    Why: A validation that looked at nothing must not look like a clean one: the exit status
    is 2.
    """
    yield Finding(message=reason, path=None)


@rule("D017", "stray-header", stage=Stage.CALLED)
def stray_header() -> Iterator[Finding]:
    """In a folder ``dataset.detente.json`` alone says what the dataset is.

    Why: Two headers are two datasets; merging them is a decision.
    """
    yield Finding(
        message="a part of a folder has no dataset record; dataset.detente.json has it",
        path=("dataset",),
    )


@rule("D018", "loose-line", stage=Stage.CALLED)
def loose_line(reason: str) -> Iterator[Finding]:
    """In JSON Lines the first line is the head and each further line one record.

    Why: The id's prefix says what a record is; a line without it belongs nowhere.
    """
    yield Finding(message=reason)


@rule("D019", "draft", stage=Stage.CALLED)
def draft() -> Iterator[Finding]:
    """What is loaded as a dataset is not a draft.

    Why: A draft holds quotes where a dataset has spans. ``detente seal`` makes one from the
    other; ``detente validate`` checks drafts as drafts.
    """
    yield Finding(message="this is a draft: seal it first", path=("format",))


def parsed_version(version: Any) -> tuple[int, int] | None:
    """A version as numbers: ``1.10`` is newer than ``1.9``."""
    number = "(?:0|[1-9][0-9]{0,8})"
    if not isinstance(version, str) or not re.fullmatch(f"{number}[.]{number}", version):
        return None
    major, _, minor = version.partition(".")
    return int(major), int(minor)


def _at(event: Event, message: str, fix: tuple[dict[str, Any], ...] = ()) -> Finding:
    """A finding at a value; what can be fixed here needs no decision."""
    return Finding(message=message, path=event.path, offset=event.start, fix=fix, safe=bool(fix))


def _scalars(raw: Raw) -> Iterator[Event]:
    if raw.document is not NOTHING and raw.suspicious:
        for event in raw.events:
            if not event.key and event.token[0] not in '"[{':
                yield event


def _in_extension(event: Event) -> bool:
    return "ext" in event.path[:-1]
