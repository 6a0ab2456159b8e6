"""Reading the answer of a model: JSON of the expected lists, or the reason why it is none.

An answer is taken or refused as a whole. Nothing is repaired: a bracket that is missing may have been
followed by more.
"""

import json
import re
from collections.abc import Mapping
from json import JSONDecodeError
from typing import Any

from detente.display import capped
from detente.errors import AnswerError
from detente.extraction.schemas import CORRECTIONS
from detente.json_types import Json
from detente.schema.reduced import ARRAYS
from detente.validation.parsing import json_problems
from detente.validation.raw import Raw

SPANS = 10_000
"""Quotes and records in one answer at most. A guess: two articles of the bundled dataset have 727 spans,
and each quote is sought in the whole text."""

_FENCED = re.compile(r"^```[^\n`]*\n(.*?)^```[^\S\n]*$", re.MULTILINE | re.DOTALL)
_SHOWN = 60  # characters of an answer in an error message

Answer = str | bytes | Mapping[str, Any]
"""What can be read as an answer: the text that a model returned, or what a client made of it."""


def read(answer: Answer) -> dict[str, Json]:
    """The records of an answer, and corrections if there are any, as plain values.

    ``answer``: JSON as text or bytes, or an object of plain values. A text around one code fence is
    ignored. Raises ``AnswerError`` for anything else: no JSON, cut off, repeated keys, numbers that are not
    finite, halves of surrogate pairs, brackets nested too deeply, unknown keys, values that are no
    lists, more than 10,000 quotes or records.
    """
    values = plain_values(_bytes(answer))
    if not isinstance(values, dict):
        msg = f"expected an object with the lists {', '.join(ARRAYS)}"
        raise AnswerError(msg)
    unknown = [key for key in values if key not in ARRAYS and key != CORRECTIONS]
    if unknown:
        named = ", ".join(capped(repr(key), _SHOWN) for key in unknown[:3])
        msg = f"unknown keys: {named}; the lists are {', '.join(ARRAYS)}"
        raise AnswerError(msg)
    for key, rows in values.items():
        if not isinstance(rows, list):
            msg = f"{key}: expected a list"
            raise AnswerError(msg)
    many = sum(map(len, values.values())) + _quotes(values)
    if many > SPANS:
        msg = f"{many:,} records and quotes; {SPANS:,} are the limit"
        raise AnswerError(msg)
    return values


def plain_values(data: bytes) -> Any:
    """The values of JSON, checked as those of a file are. Raises ``AnswerError``."""
    raw = Raw(data)
    if raw.text is not None and not raw.text.strip():
        raise AnswerError("it is empty")
    values, error = raw.parsed
    if error is not None:
        raise AnswerError(_why_no_json(raw.text or "", error)) from error
    for finding in json_problems(raw):
        raise AnswerError(finding.message)
    return values


def _bytes(answer: Any) -> bytes:
    if isinstance(answer, bytes):
        return answer
    if isinstance(answer, str):
        blocks = _FENCED.findall(answer)
        only = blocks[0] if len(blocks) == 1 else answer
        return bytes(only.encode("utf-8", "surrogatepass"))
    if isinstance(answer, Mapping):
        try:
            return json.dumps(dict(answer)).encode("ascii")
        except (TypeError, ValueError, RecursionError) as error:
            msg = f"no JSON values: {capped(str(error), _SHOWN)}"
            raise AnswerError(msg) from error
    msg = f"expected the text of an answer or an object, got {type(answer).__name__}"
    raise TypeError(msg)


def _why_no_json(text: str, error: JSONDecodeError) -> str:
    """What is wrong with a text that is not JSON, as far as that can be said."""
    begins = capped(json.dumps(text.strip(), ensure_ascii=False), _SHOWN)
    if "{" not in text:
        return f"there is no JSON in it: {begins}"
    if not text.lstrip().startswith("{"):
        return f"there is other text before the JSON: {begins}"
    if error.msg == "Extra data":
        return f"there is other text behind the JSON, at line {error.lineno}"
    if not text[error.pos :].strip() or error.msg.startswith("Unterminated"):
        return f"it is cut off: the JSON does not end ({len(text):,} characters)"
    return f"it is not JSON: {error.msg.lower()} at line {error.lineno}, column {error.colno}"


def _quotes(values: Any) -> int:
    """How many quotes there are, however deep: what is read is not nested deeply."""
    if isinstance(values, list):
        return sum(map(_quotes, values))
    if isinstance(values, dict):
        return ("quote" in values) + sum(map(_quotes, values.values()))
    return 0
