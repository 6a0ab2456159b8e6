"""Records of a model under the reduced schema."""

from detente.schema.reduced import drop_nulls


def test_dropping_nulls_keeps_zero_and_empty_words() -> None:
    assert drop_nulls({"value": 0, "a": None, "b": [], "c": False, "d": ""}) == {
        "value": 0,
        "d": "",
    }
