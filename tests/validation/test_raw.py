"""A file before there are records: two decoders read the same values, and odd scalars are noticed."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.validation.parsing import json_problems
from detente.validation.raw import BOM, NOTHING, Raw
from detente.validation.rules.level0_file import lone_surrogate, null
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
    assert Raw(f'{{"a":[1,{token}]}}'.encode()).odd == [token]
    assert not Raw(f'{{"a":["{token}",1]}}'.encode()).odd


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-999, 999) | st.booleans())
def test_other_scalars_are_harmless(value: float) -> None:
    whole = isinstance(value, float) and value.is_integer()

    assert bool(Raw(json.dumps([value, {"k": value}]).encode()).odd) == whole
    assert math.isfinite(value)


@pytest.mark.parametrize(
    ("text", "nulls", "wholes"),
    [
        ('{"ext": {"a": [1.0, null]}, "b": 1.5}', False, False),
        ('{"a": [{"ext": [null, 2.0]}]}', False, False),
        ('{"ext": null}', True, False),
        ('{"ext": 3.0, "a": 1e400}', False, True),
        ('{"a": [null], "ext": {"b": 1.0}}', True, False),
        ('{"ext": {"b": null, "b": 1.0}}', True, True),
    ],
)
def test_extensions_may_hold_any_number_and_null(text: str, nulls: bool, wholes: bool) -> None:
    raw = Raw(text.encode())

    assert (raw.null_outside_extensions, raw.whole_float_outside_extensions) == (nulls, wholes)


def test_the_places_of_all_values_are_not_sought_for_what_extensions_hold() -> None:
    raw = Raw(b'{"ext": {"example.org/a": [1.0, null, 1e22]}, "a": 1}')

    assert not [*json_problems(raw), *null(raw)]
    assert "tokens" not in vars(raw)


@pytest.mark.parametrize(
    ("written", "lone"),
    [
        (r"\ud83d\ude00", 0),
        (r"\uD83D\uDE00 \u0041", 0),
        (r"\\ud83d", 0),
        (r"\ud83d", 1),
        (r"\ude00", 1),
        (r"\ud83d\ud83d\ude00", 1),
        (r"\ud83d\ude00\ude00", 1),
        (r"\\ud83d\ude00", 1),
        (r"\ud83d \ude00", 1),
        (r"\ud83d\\ude00", 1),
    ],
)
def test_halves_of_surrogate_pairs_are_found_and_pairs_cost_nothing(
    written: str, lone: int
) -> None:
    raw = Raw(f'["{written}"]'.encode())

    assert len([*lone_surrogate(raw)]) == lone
    assert ("tokens" in vars(raw)) == lone
