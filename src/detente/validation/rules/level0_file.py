"""Level 0: is the file well-formed JSON of a known version?

These rules check bytes and text, before there are records. Where a document can be read in spite of
an error, the other levels check it too.
"""

import json
import re
import shlex
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from detente.codec.duplicate_keys import DEPTH
from detente.diagnostics import PathItem, pointer
from detente.display import as_json
from detente.files import SUFFIX
from detente.migration import registry
from detente.migration.steps import steps_from, version_numbers
from detente.positions import Token
from detente.records import DRAFT_FORMAT, FORMAT_VERSION, VERSION
from detente.tokens import masked_escapes
from detente.validation.findings import Elsewhere, Finding
from detente.validation.raw import BOM, NOTHING, Raw, is_finite
from detente.validation.registry import Stage, rule

EXACT = 1 << 53
"""Below it a float holds every whole number exactly (IEEE 754), so that 5.0 can only mean 5."""

_MARKDOWN = re.compile(r"#{1,6} |```|\[[^\]]+\]: |\|.*\|$")
_HALF = re.compile(
    r"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])"  # the first half of a pair without the second
    r"|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]"  # the second without the first
)
_WIDE = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


@rule("D001", "not-json", stage=Stage.BYTES)
def not_json(raw: Raw) -> Iterator[Finding]:
    """The file is one complete JSON document (RFC 8259), with nothing after it.

    Why: Programs read JSON in one way only. A comma after the last item, a missing quotation mark or
    a comment would be read differently by each, and a truncated file has lost records.

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
        message = "the file ends too early: it is truncated"
    elif error.msg == "Extra data":
        message = "there is more after the end of the document"
    elif text[error.pos] in "}]" and text[: error.pos].rstrip().endswith(","):
        message = "not JSON: a comma before a closing bracket"
    elif text[error.pos] == ",":
        message = "not JSON: one comma too many"
    elif error.msg == "Expecting ',' delimiter":
        message = (
            "not JSON: a comma is missing before this, or there is one quotation mark too many"
        )
    else:
        reason = error.msg.removesuffix(" at").removesuffix(" starting")
        message = f"not JSON: {reason[0].lower()}{reason[1:]}"
    yield Finding(message=message, path=None, offset=error.pos, help=_other_form(text))


def _other_form(text: str) -> str:
    """What a text looks like if its first line is not the beginning of JSON."""
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
        # No fix: JSON Patch cannot remove it.
        yield Finding(message=message, offset=0, safe=True)


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
    """No object has a duplicate key.

    Why: JSON readers keep one of the two values and drop the other silently.

    Example:
        '"status": "draft"' becomes '"status": "pass", "status": "draft"'

    Use instead:
        '"status": "draft"' becomes '"status": "pass"'
    """
    if not raw.repeated:
        return
    seen: dict[tuple[PathItem, ...], int] = {}
    for token in raw.tokens:
        if token.key:
            if token.path in seen:
                yield Finding(
                    message=f"duplicate key {json.dumps(token.path[-1])} in this object",
                    path=token.path,
                    offset=token.start,
                    related=(Elsewhere("first here", None, token.path, seen[token.path]),),
                )
            else:
                seen[token.path] = token.start


@rule("D005", "number-not-finite", stage=Stage.VALUES)
def number_not_finite(raw: Raw) -> Iterator[Finding]:
    """Numbers are finite, and not too large for a program.

    Why: NaN and Infinity are not JSON, and 1e400 becomes infinite when it is read.

    Example:
        '"value": 3' becomes '"value": NaN'

    Use instead:
        '"value": 3' becomes '"value": 2'
    """
    odd = () if raw.document is NOTHING else raw.odd
    wrong = {text for text in odd if not _is_finite_or_word(text)}
    for token in _scalars(raw) if wrong else ():
        if token.text in wrong:
            name = not token.text[-1].isdigit()
            yield _at(
                token,
                f"{token.text} is not a number in JSON" if name else "the number is too large",
            )


@rule("D006", "lone-surrogate", stage=Stage.VALUES)
def lone_surrogate(raw: Raw) -> Iterator[Finding]:
    r"""Escapes give complete characters.

    Why: Half of a surrogate pair is not a character and cannot be written in UTF-8.

    Example:
        '"Sweden"' becomes '"Sw\\ud800eden"'

    Use instead:
        '"Sweden"' becomes '"Sw\\u0065den"'
    """
    if raw.document is NOTHING or not _HALF.search(masked_escapes(raw.text or "")):
        return
    for token in raw.tokens:
        if token.text[0] == '"' and "\\u" in token.text:
            decoded = json.loads(token.text)
            if any("\ud800" <= character <= "\udfff" for character in decoded):
                yield _at(token, "an escape gives half of a surrogate pair")


@rule("D007", "whole-number-as-float", stage=Stage.VALUES)
def whole_number_as_float(raw: Raw) -> Iterator[Finding]:
    """Whole numbers are written as such: ``5``, not ``5.0`` or ``5e0``.

    Why: Some readers accept ``5.0`` as a whole number and some do not, and the file would change
    when it is written back. Extensions may contain any number.

    Example:
        '"value": 3' becomes '"value": 3.0'

    Use instead:
        '"value": 3' becomes '"value": 2.5'
    """
    for token in _scalars(raw) if raw.whole_float_outside_extensions else ():
        written = not _in_extension(token) and re.search("[.eE]", token.text)
        if written and token.text[-1].isdigit() and is_finite(token.text):
            value = float(token.text)
            if value.is_integer():
                fix = _whole(token.text, token.path)
                yield _at(token, f"write {int(value)} instead of {token.text}", fix)


def _whole(token: str, path: tuple[PathItem, ...]) -> tuple[dict[str, Any], ...]:
    """The fix: write the whole number as such; none where that could give another number."""
    number = Decimal(token)
    if abs(number) >= EXACT or number != number.to_integral_value():
        return ()
    return ({"op": "replace", "path": pointer(path), "value": int(number)},)


@rule("D008", "null", stage=Stage.VALUES)
def null(raw: Raw) -> Iterator[Finding]:
    """What is absent is left out, never written as ``null``. Extensions may contain ``null``.

    Why: With two ways to write an absent value there would be two files for one dataset.

    Example:
        '"unit": "count"' becomes '"unit": "count", "upper": null'

    Use instead:
        '"unit": "count"' becomes '"unit": "count", "upper": 4'
    """
    for token in _scalars(raw) if raw.null_outside_extensions else ():
        if token.text == "null" and not _in_extension(token):
            keyed = bool(token.path) and isinstance(token.path[-1], str)
            # An item may be a placeholder in its list, a key without a value says nothing.
            fix = ({"op": "remove", "path": pointer(token.path)},) if keyed else ()
            message = f"null is never valid: leave the {'key' if keyed else 'item'} out"
            yield _at(token, message, fix)


@rule("D009", "too-deep", stage=Stage.BYTES)
def too_deep(raw: Raw) -> Iterator[Finding]:
    """Brackets are nested at most 64 deep.

    Why: No record needs a fifth of that, and many JSON readers fail on more.
    """
    if raw.depth > DEPTH:
        yield Finding(
            message=f"brackets are nested {raw.depth} deep; {DEPTH} is the limit", path=None
        )


@rule("D010", "too-large", stage=Stage.CALLED)
def too_large() -> Iterator[Finding]:
    """A JSON file is no larger than 1 GiB; a file of JSON Lines has no limit.

    Why: A JSON file is read into memory as a whole. So it is measured first; of what comes through a
    pipe no more than 1 GiB is read.
    """
    yield Finding(message="the file is larger than 1 GiB; use JSON Lines", path=None)


@rule("D011", "not-detente", stage=Stage.HEAD)
def not_detente(raw: Raw) -> Iterator[Finding]:
    """The document is an object with ``"format": "detente"``.

    Why: So that another kind of file is not read as a dataset by accident.

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
    """The document gives its version of the format as ``MAJOR.MINOR``.

    Why: Without it, it is unknown which rules apply to the document.

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
    reads the known fields, and such a dataset cannot be written back.

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
    """The major version is one that this library supports.

    Why: Another major version is a different format.

    Example:
        '"version": "1.0"' becomes '"version": "2.0"'

    Use instead:
        '"version": "1.0"' becomes '"version": "1.0"'
    """
    version = parsed_version(raw.document.get("version"))
    if version and (version[0] != FORMAT_VERSION[0] or version < FORMAT_VERSION):
        named = f"{version[0]}.{version[1]}"
        if steps_from(named, registry.STEPS):
            message = f"version {named} is older than {VERSION}: convert it with detente migrate"
        else:
            message = f"version {named} is unknown; this library reads {VERSION}"
        yield Finding(message=message, path=("version",))


@rule("D015", "empty-file", stage=Stage.BYTES)
def empty_file(raw: Raw) -> Iterator[Finding]:
    """The file is not empty.

    Why: A failed write leaves an empty file; a dataset without records is
    ``{"format": "detente", "version": "1.0"}``.
    """
    if raw.text is not None and not raw.text.strip():
        yield Finding(message="the file is empty", path=None)


@rule("D016", "unreadable", stage=Stage.CALLED)
def unreadable(reason: str) -> Iterator[Finding]:
    """The source to validate exists and can be read.

    Why: So that a missing file is not mistaken for a valid one; the exit status is 2.
    """
    yield Finding(message=reason, path=None)


@rule("D017", "stray-header", stage=Stage.CALLED)
def stray_header() -> Iterator[Finding]:
    """In a folder only ``dataset.detente.json`` has a dataset record.

    Why: Two dataset records describe two datasets; merging them needs a decision.
    """
    yield Finding(
        message="only dataset.detente.json has a dataset record, no other file of its folder",
        path=("dataset",),
    )


@rule("D018", "loose-line", stage=Stage.CALLED)
def loose_line(reason: str, hint: str = "") -> Iterator[Finding]:
    """In JSON Lines the first line is the head and each further line is one record.

    Why: The prefix of the id gives the kind of record; a line without it cannot be assigned. A file is
    one dataset: several, one a line, are a file each.
    """
    yield Finding(message=reason, help=hint)


@rule("D019", "draft", stage=Stage.CALLED)
def draft(name: str | None = None) -> Iterator[Finding]:
    """A file that is loaded as a dataset is not a draft.

    Why: A draft has quotes where a dataset has spans. ``detente seal`` makes a dataset of a
    draft; ``detente validate`` checks drafts too.
    """
    file = name if name and not name.startswith("<") else "DRAFT"  # <stdin> is no name of a file
    stem = re.sub(r"([.](draft|detente|json|xlsx))*[/\\]?$", "", file)
    command = shlex.join(["detente", "seal", file, "--texts", "TEXTS", "-o", f"{stem}{SUFFIX}"])
    yield Finding(message=f"this is a draft: seal it first, with: {command}", path=("format",))


def parsed_version(version: Any) -> tuple[int, int] | None:
    """A version as numbers: ``1.10`` is newer than ``1.9``."""
    number = "(?:0|[1-9][0-9]{0,8})"
    if not isinstance(version, str) or not re.fullmatch(f"{number}[.]{number}", version):
        return None
    return version_numbers(version)


def _at(token: Token, message: str, fix: tuple[dict[str, Any], ...] = ()) -> Finding:
    """A finding at a value; every fix of this level is safe."""
    return Finding(message=message, path=token.path, offset=token.start, fix=fix, safe=bool(fix))


def _scalars(raw: Raw) -> Iterator[Token]:
    """The numbers and words; none of what is not JSON."""
    for token in raw.tokens if raw.document is not NOTHING else ():
        if not token.key and token.text[0] not in '"[{':
            yield token


def _is_finite_or_word(text: str) -> bool:
    """Whether a scalar is a number that is not too large, or no number."""
    if text in ("NaN", "Infinity", "-Infinity"):
        return False
    return not text[-1].isdigit() or is_finite(text)


def _in_extension(token: Token) -> bool:
    return "ext" in token.path[:-1]
