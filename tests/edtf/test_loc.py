"""Every example of the Library of Congress specification of February 2019."""

from __future__ import annotations

import pytest

from detente.edtf import EdtfError, Value, parse


def test_examples_parse_at_their_level_and_round_trip(loc):
    assert len(loc["examples"]) == 64
    for example in loc["examples"]:
        text = example["edtf"]
        value = parse(text)
        assert isinstance(value, Value), text
        assert str(value) == text
        assert value.level == example.get("our_level", example["level"]), text


def test_examples_keep_their_meaning_in_canonical_form(loc):
    for example in loc["examples"]:
        value = parse(example["edtf"])
        again = parse(value.canonical())
        assert again.canonical() == value.canonical()
        assert (again.earliest, again.latest) == (value.earliest, value.latest)
        # The page writes all but one of its examples in the preferred form.
        if example["edtf"] != "?2004-06-~11":
            assert value.canonical() == example["edtf"]


def test_the_forms_that_the_page_excludes(loc):
    for example in loc["invalid"]:
        with pytest.raises(EdtfError):
            parse(example["edtf"])
