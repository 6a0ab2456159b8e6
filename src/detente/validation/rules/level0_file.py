"""Level 0: is the file sound JSON of a version that we know?

These rules look at bytes and text, before there are records. What can be looked at in spite of
a fault goes on to the other levels.
"""

import json
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from detente.codec.duplicate_keys import DEPTH, depth
from detente.diagnostics import Part, Severity, pointer
from detente.display import as_json
from detente.migration import registry
from detente.migration.steps import way
from detente.positions import Event, walk
from detente.records import DRAFT_FORMAT, FORMAT_VERSION, VERSION
from detente.tokens import STRING, covered
from detente.validation.registry import rule

SIZE = 1 << 30
DIGITS = 4300  # what Python converts without being told to
EXACT = 1 << 53  # below it each whole number is one float

_BOM = b"\xef\xbb\xbf"
# Strings are passed over; null, NaN, Infinity, decimals and very long numbers are looked at.
_SCALAR = re.compile(
    rf"{STRING}?|(?P<scalar>null|-?(?:NaN|Infinity)|-?[0-9]+[.eE][0-9.eE+-]*|[0-9]{{1000}})|[0-9]+"
)
_MARKDOWN = re.compile(r"#{1,6} |```|\[[^\]]+\]: |\|.*\|$")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_WIDE = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


class Fault(NamedTuple):
    """A finding in a text rather than in a record."""

    message: str
    offset: int | None = 0
    """In code points; ``None`` where there is no place."""
    path: tuple[Part, ...] | None = ()
    related: tuple[tuple[str, int], ...] = ()
    """Other places: what they are, offset."""
    fix: tuple[dict[str, Any], ...] = ()
    """A mend: operations of JSON Patch, their paths from the top of the text."""
    safe: bool = False
    """Whether mending it loses nothing that anybody can have meant."""
    help: str = ""
    """What might be meant."""


NOTHING = object()
"""What stands for a document that there is not."""


class Raw:
    """The bytes of a file, and what could be made of them so far."""

    def __init__(self, data: bytes, *, allow_newer: bool = False) -> None:
        """Keep the bytes."""
        self.data = data
        self.allow_newer = allow_newer

    @cached_property
    def text(self) -> str | None:
        """The text without a byte order mark, ``None`` if it is not UTF-8."""
        try:
            return self.data.removeprefix(_BOM).decode("utf-8")
        except UnicodeDecodeError:
            return None

    @cached_property
    def depth(self) -> int:
        """How deeply brackets are nested."""
        return depth(self.text or "")

    @cached_property
    def parsed(self) -> tuple[Any, json.JSONDecodeError | None]:
        """The document, the last of equal keys kept, or why there is none."""
        if self.text is None or self.depth > DEPTH or not self.text.strip():
            return NOTHING, None
        try:
            return json.loads(self.text, object_pairs_hook=self._pairs, parse_int=_int), None
        except json.JSONDecodeError as error:
            return NOTHING, error

    def _pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        self.repeated = self.repeated or len(found) < len(pairs)
        return found

    @cached_property
    def suspicious(self) -> bool:
        """Whether a scalar outside of strings is worth a look at all of them."""
        found = (match["scalar"] for match in _SCALAR.finditer(covered(self.text or "")))
        return any(token is not None and not _harmless(token) for token in found)

    repeated = False
    """Whether some key stands twice; known once parsed."""

    @property
    def document(self) -> Any:
        """The document, ``NOTHING`` if the text is not JSON."""
        return self.parsed[0]

    @cached_property
    def events(self) -> list[Event]:
        """All keys and values with their places; only for a text that is JSON."""
        return list(walk(self.text or ""))


@rule("D001", "not-json")
def not_json(raw: Raw) -> Iterator[Fault]:
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
    yield Fault(message, error.pos, None, help=_other_form(text))


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


@rule("D002", "byte-order-mark")
def byte_order_mark(raw: Raw) -> Iterator[Fault]:
    r"""The file does not begin with a byte order mark.

    Why: RFC 8259 forbids it, and many readers refuse such a file.

    Example:
        '' becomes '\ufeff'
    """
    if raw.data.startswith(_BOM):
        message = "the file begins with a byte order mark; save it as UTF-8 without one"
        yield Fault(message, safe=True)  # no operation on the document can say how


@rule("D003", "not-utf8")
def not_utf8(raw: Raw) -> Iterator[Fault]:
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
            yield Fault(f"the file is {name}; save it as UTF-8", None, None)
            return
    try:
        raw.data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = raw.data[error.start]
        before = raw.data[: error.start].removeprefix(_BOM).decode("utf-8")
        message = f"the file is not UTF-8: byte 0x{byte:02x} at byte {error.start}"
        yield Fault(message, len(before), None)


@rule("D004", "duplicate-key")
def duplicate_key(raw: Raw) -> Iterator[Fault]:
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
                yield Fault(
                    f"the key {json.dumps(event.path[-1])} stands in this object twice",
                    event.start,
                    event.path,
                    (("first here", seen[event.path]),),
                )
            else:
                seen[event.path] = event.start


@rule("D005", "number-not-finite")
def number_not_finite(raw: Raw) -> Iterator[Fault]:
    """Numbers are finite and of a size that a program can hold.

    Why: NaN and Infinity are not JSON, and 1e400 becomes infinite when it is read.

    Example:
        '"value": 3' becomes '"value": NaN'

    Use instead:
        '"value": 3' becomes '"value": 4'
    """
    for event in _scalars(raw):
        if event.token in ("NaN", "Infinity", "-Infinity"):
            yield Fault(f"{event.token} is not a number in JSON", event.start, event.path)
        elif event.token[-1].isdigit() and not _finite(event.token):
            yield Fault("the number is too large to be held", event.start, event.path)


@rule("D006", "lone-surrogate")
def lone_surrogate(raw: Raw) -> Iterator[Fault]:
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
                yield Fault("an escape gives half a character", event.start, event.path)


@rule("D007", "whole-number-as-float")
def whole_number_as_float(raw: Raw) -> Iterator[Fault]:
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
        if written and event.token[-1].isdigit() and _finite(event.token):
            value = float(event.token)
            if value.is_integer():
                fix = _whole(event.token, event.path)
                yield Fault(
                    f"write {int(value)} instead of {event.token}",
                    event.start,
                    event.path,
                    fix=fix,
                    safe=bool(fix),
                )


def _whole(token: str, path: tuple[Part, ...]) -> tuple[dict[str, Any], ...]:
    """The mend of a whole number as it is written, where no reader can take it for another."""
    number = Decimal(token)
    if abs(number) >= EXACT or number != number.to_integral_value():
        return ()
    return ({"op": "replace", "path": pointer(path), "value": int(number)},)


@rule("D008", "null")
def null(raw: Raw) -> Iterator[Fault]:
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
            yield Fault(
                f"null is never valid: leave the {'key' if keyed else 'item'} out",
                event.start,
                event.path,
                # An item of a list may be a place held free; a key without a value holds nothing.
                fix=({"op": "remove", "path": pointer(event.path)},) if keyed else (),
                safe=keyed,
            )


@rule("D009", "too-deep")
def too_deep(raw: Raw) -> Iterator[Fault]:
    """Brackets are nested 64 deep at most.

    Why: No record needs a fifth of that, and readers break on more.
    """
    if raw.depth > DEPTH:
        yield Fault(f"brackets are nested {raw.depth} deep; {DEPTH} is the limit", None, None)


@rule("D010", "too-large")
def too_large(raw: Raw) -> Iterator[Fault]:
    """A JSON file is no larger than 1 GiB; JSON Lines has no limit.

    Why: A JSON file is read as a whole.
    """
    if len(raw.data) > SIZE:
        yield Fault("the file is larger than 1 GiB; use JSON Lines", None, None)


@rule("D011", "not-detente")
def not_detente(raw: Raw) -> Iterator[Fault]:
    """The document is an object that says ``"format": "detente"``.

    Why: So that nothing else is taken for a dataset by accident.

    Example:
        '"format": "detente"' becomes '"format": "dentente"'

    Use instead:
        '"format": "detente"' becomes '"format": "detente"'
    """
    document = raw.document
    if not isinstance(document, dict):
        yield Fault("the document is not an object")
    elif "format" not in document:
        yield Fault('the document lacks "format": "detente"')
    elif document["format"] not in ("detente", DRAFT_FORMAT):
        yield Fault(
            f'the format is {as_json(document["format"], 40)}, not "detente"', None, ("format",)
        )


@rule("D012", "no-version")
def no_version(raw: Raw) -> Iterator[Fault]:
    """The document says its version of the format as ``MAJOR.MINOR``.

    Why: Without it nobody knows by which rules it was made.

    Example:
        '"version": "1.0"' becomes '"version": "one"'

    Use instead:
        '"version": "1.0"' becomes '"version": "1.0"'
    """
    version = raw.document.get("version")
    if version is None:
        yield Fault(f'the document lacks "version": "{VERSION}"')
    elif parsed_version(version) is None:
        yield Fault(
            f"the version is {as_json(version, 40)}; expected {VERSION!r}", None, ("version",)
        )


@rule("D013", "newer-minor-version")
def newer_minor_version(raw: Raw) -> Iterator[Fault]:
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
        yield Fault(
            f"version {newer} is newer than {VERSION}: update the library", None, ("version",)
        )


@rule("D014", "other-major-version")
def other_major_version(raw: Raw) -> Iterator[Fault]:
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
        yield Fault(message, None, ("version",))


@rule("D015", "empty-file")
def empty_file(raw: Raw) -> Iterator[Fault]:
    """The file holds something.

    Why: An empty file is what a failed write leaves behind; an empty dataset is
    ``{"format": "detente", "version": "1.0"}``.
    """
    if raw.text is not None and not raw.text.strip():
        yield Fault("the file is empty", None, None)


@rule("D016", "unreadable")
def unreadable(reason: str) -> Iterator[Fault]:
    """What is to be validated exists and can be read.

    Why: A validation that looked at nothing must not look like a clean one: the exit status
    is 2.
    """
    yield Fault(reason, None, None)


@rule("D017", "stray-header")
def stray_header(names: list[str]) -> Iterator[Fault]:
    """In a folder ``dataset.detente.json`` alone says what the dataset is.

    Why: Two headers are two datasets; merging them is a decision.
    """
    for _name in names:
        yield Fault(
            "a part of a folder has no dataset record; dataset.detente.json has it",
            None,
            ("dataset",),
        )


@rule("D018", "loose-line")
def loose_line(reason: str) -> Iterator[Fault]:
    """In JSON Lines the first line is the head and each further line one record.

    Why: The id's prefix says what a record is; a line without it belongs nowhere.
    """
    yield Fault(reason, 0, ())


@rule("D019", "draft", Severity.ERROR)
def draft(raw: Raw) -> Iterator[Fault]:
    """What is loaded as a dataset is not a draft.

    Why: A draft holds quotes where a dataset has spans. ``detente seal`` makes one from the
    other; ``detente validate`` checks drafts as drafts.
    """
    assert raw.document["format"] == DRAFT_FORMAT  # who asks has seen that
    yield Fault("this is a draft: seal it first", None, ("format",))


def parsed_version(version: Any) -> tuple[int, int] | None:
    """A version as numbers: ``1.10`` is newer than ``1.9``."""
    number = "(?:0|[1-9][0-9]{0,8})"
    if not isinstance(version, str) or not re.fullmatch(f"{number}[.]{number}", version):
        return None
    major, _, minor = version.partition(".")
    return int(major), int(minor)


def _scalars(raw: Raw) -> Iterator[Event]:
    if raw.document is not NOTHING and raw.suspicious:
        for event in raw.events:
            if not event.key and event.token[0] not in '"[{':
                yield event


def _in_extension(event: Event) -> bool:
    return "ext" in event.path[:-1]


def _harmless(token: str) -> bool:
    """Whether a token is a decimal that stands for itself."""
    try:
        value = float(token)
    except ValueError:  # null
        return False
    return math.isfinite(value) and not value.is_integer()


def _int(token: str) -> int:
    """A whole number; of one that is too large D005 speaks."""
    return int(token) if len(token.lstrip("-")) <= DIGITS else 0


def _finite(token: str) -> bool:
    """Whether a number can be held: as a float if it is written as one, else digit by digit."""
    if token.lstrip("-").isdigit():
        return len(token.lstrip("-")) <= DIGITS
    return math.isfinite(float(token))


FIRST = (unreadable, too_large, byte_order_mark, not_utf8, empty_file, too_deep, not_json)
"""The rules that say whether there is a document at all, in order."""

THEN = (
    duplicate_key,
    number_not_finite,
    lone_surrogate,
    whole_number_as_float,
    null,
    not_detente,
)
"""The rules for a document that there is."""

VERSIONS = (no_version, newer_minor_version, other_major_version)
"""The rules about its version."""
