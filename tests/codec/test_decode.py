"""Reading files of any size."""

import gc
import json

import pytest

import detente
from detente.codec.decode import decode
from tests.sample import DATA

ds = detente.loads(DATA)


@pytest.mark.parametrize("old", [b"", b'"aggregate": false, '])
def test_a_large_file_is_guarded_piece_by_piece(monkeypatch, old: bytes) -> None:
    monkeypatch.setattr("detente.codec.decode._SMALL", 0)
    data = DATA.replace(b'"id": "event:vote",', b'"id": "event:vote",' + old, 1)

    assert detente.loads(data) == ds
    assert decode(data, checking=False).dataset == ds
    twice = DATA.replace(b'"id": "event:vote",', b'"id": "event:vote", "id": "event:vote",', 1)
    with pytest.raises(detente.InvalidError):
        detente.loads(twice)
    with pytest.raises(detente.RefusedError):
        decode(DATA.replace(b'"unit": "count"', b'"unit": "count", "upper": null'), checking=False)


def test_escapes_in_a_large_file_hide_no_duplicate_key(monkeypatch) -> None:
    monkeypatch.setattr("detente.codec.decode._SMALL", 0)
    escaped = DATA.replace(b'"event:vote"', b'"\\u0065vent:vote"', 1)

    assert decode(escaped).dataset == ds
    with pytest.raises(detente.RefusedError):
        decode(escaped.replace(b'"id":', b'"id": "\\u0022", "id":', 1))


def test_a_garbage_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        detente.loads(DATA)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_numbers_too_long_in_what_a_newer_format_adds_are_refused() -> None:
    newer = DATA.replace(b'"1.0"', b'"1.9"', 1).replace(
        b'"title":', b'"more": ' + b"9" * 5000 + b', "title":', 1
    )

    with pytest.raises(detente.InvalidError):
        detente.loads(newer, allow_newer=True)


def test_a_list_named_like_an_array_of_the_file_is_a_list_of_a_part() -> None:
    attitude = {"kind": "want", "actors": ["actor:norway"]}
    document = json.loads(DATA)
    document["claims"][-1]["attitude"] = attitude

    held = decode(json.dumps(document).encode()).dataset.claims[-1].attitude

    assert held is not None
    assert held.actors == ("actor:norway",)
    attitude["actors"] = []
    with pytest.raises(detente.RefusedError):
        decode(json.dumps(document).encode())
