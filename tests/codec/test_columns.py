"""Patterns checked on many values at once."""

import re

from detente.codec.columns import all_match
from detente.records import constraints as c
from tests.patterns import GOOD, NASTY, PATTERNS


def test_many_values_are_checked_at_once() -> None:
    values = ["actor:one-two-three"] * 100_000
    pattern = c.id_pattern("actor")

    assert all_match(pattern, values)
    assert all_match(pattern, ())
    assert not all_match(pattern, [*values, "actor:a-"])
    assert not all_match(pattern, ["actor:" + "a-" * 100_000])
    assert not all_match(pattern, [*values, "actor:a\nactor:b"])


def test_the_columns_check_the_same_as_the_patterns():
    """The loader checks many strings at once; it must not be laxer or stricter than each by itself."""
    from detente.codec.columns import all_match

    for pattern in PATTERNS:
        good = [t for t in GOOD if re.search(pattern, t)]
        assert all_match(pattern, good)
        for text in NASTY:
            single = re.search(pattern, text) is not None
            assert all_match(pattern, [text]) == single, (pattern, text)
            assert all_match(pattern, [*good, text]) == single, (pattern, text)
            assert all_match(pattern, [text, *good]) == single, (pattern, text)
