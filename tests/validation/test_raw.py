"""A file before there are records: two decoders read the same values, and odd scalars are noticed."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.validation.raw import BOM, NOTHING, Raw
from tests.sample import DATA

_strings = st.text(st.sampled_from('"\\/[]{},:nN.1e\n\té\x7f'), max_size=4)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _strings,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_strings, inner, max_size=4),
    max_leaves=12,
)


def _told(value: Any) -> str:
    """A value with the order of its keys and the types of its numbers."""
    return repr(value)


@given(_values, st.booleans(), st.sampled_from([None, 1]), st.data())
def test_the_fast_decoder_reads_what_the_slow_one_does(
    value: Any, escaped: bool, indent: int | None, data: st.DataObject
) -> None:
    text = json.dumps(value, ensure_ascii=escaped, indent=indent)
    at = data.draw(st.integers(0, len(text)))
    text = (
        text[:at]
        + data.draw(st.sampled_from(["", "", '"', "-", "0", "1", ".", "\x01"]))
        + text[at:]
    )
    try:
        wanted = _told(json.loads(text))
    except json.JSONDecodeError:
        wanted = _told(NOTHING)

    assert _told(Raw(text.encode()).document) == wanted


@pytest.mark.parametrize("mark", [b"", BOM])
def test_the_fast_decoder_suffices_for_a_file_without_faults(mark: bytes, monkeypatch) -> None:
    monkeypatch.setattr(json, "loads", None)

    assert Raw(mark + DATA).document["format"] == "detente"


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 1}',
        '{"a": {"b": "c", "b": "c"}}',
        '{"a": "\\u0022", "a": 1}',
        '{"a": 1, "\\u0061": 2}',
    ],
)
def test_a_key_that_stands_twice_is_noticed(text: str) -> None:
    raw = Raw(text.encode())

    assert raw.document is not NOTHING
    assert raw.repeated


@pytest.mark.parametrize("token", ["1" * 30, "-" + "1" * 4299, "1" * 4300, "-9223372036854775809"])
def test_large_whole_numbers_are_read_as_they_are(token: str) -> None:
    assert Raw(f'{{"a": {token}}}'.encode()).document == {"a": int(token)}


@pytest.mark.parametrize(
    "token", ["null", "NaN", "-Infinity", "1.0", "1e2", "-0.0", "1E400", "9" * 1000]
)
def test_a_scalar_that_a_rule_may_object_to_is_noticed(token: str) -> None:
    assert Raw(f'{{"a":[1,{token}]}}'.encode()).suspicious
    assert not Raw(f'{{"a":["{token}",1]}}'.encode()).suspicious


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-999, 999) | st.booleans())
def test_other_scalars_are_harmless(value: float) -> None:
    whole = isinstance(value, float) and value.is_integer()

    assert Raw(json.dumps([value, {"k": value}]).encode()).suspicious == whole
    assert math.isfinite(value)
