"""JSON files of other tools, of which nothing is believed."""

import re
from pathlib import Path

from detente.codec.duplicate_keys import DEPTH
from detente.errors import InputError
from detente.files import read_bytes
from detente.json_types import Json
from detente.validation.raw import NOTHING, Raw

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(path: Path) -> Json:
    """The plain values of a JSON file. Raises ``InputError`` if it is none, or nested too deeply."""
    raw = Raw(read_bytes(path))
    if raw.text is None:
        raise InputError(str(path), "not UTF-8")
    if raw.depth > DEPTH:
        raise InputError(str(path), f"nested deeper than {DEPTH}")
    document, error = raw.parsed
    if document is NOTHING:
        at = f" (line {error.lineno}, column {error.colno}: {error.msg})" if error else ""
        raise InputError(str(path), f"not JSON{at}")
    if _SURROGATE.search(raw.text) and not _is_unicode(document):
        raise InputError(str(path), "it has half of a surrogate pair")
    return document


def _is_unicode(value: Json) -> bool:
    """Whether all strings and keys are Unicode, which escapes need not be."""
    if isinstance(value, dict):
        return all(_is_unicode(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return all(map(_is_unicode, value))
    return not isinstance(value, str) or not re.search("[\ud800-\udfff]", value)
