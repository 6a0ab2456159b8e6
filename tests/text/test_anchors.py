"""Anchors: tokens and digests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.text.anchors import Anchor, Digests, anchored_span
from detente.text.profiles import profile


def test_digests_depend_on_the_salt_and_on_what_they_are_for():
    one, two = Digests("00" * 16), Digests("01" * 16)

    assert one.loose(b"words") != two.loose(b"words")
    assert one.strict("words") != two.strict("words")
    assert one.loose(b"words").hex()[:2] != one.strict("words")


@pytest.mark.parametrize(
    "token",
    ["", "1.2.3", "1.2.3.4.", "01.2.3.4", "1.2.3.4.12345678.1", "1.2.3.4.1234", "1.2.3.4.1234567G",
     "-1.2.3.4", "1.2.3.4.12345678.2.3", "1.2.3.4\n", "١.2.3.4", "the words"],
)  # fmt: skip
def test_what_is_no_anchor_is_refused(token):
    with pytest.raises(ValueError, match=r"START\.LENGTH|hexadecimal|count of 1"):
        Anchor.parse(token)


@given(st.integers(0, 10**9 - 1), st.integers(0, 999), st.integers(1, 99), st.booleans())
def test_tokens_are_read_back(number, signs, times, digested):
    anchor = Anchor(
        number, number, signs, signs, "0123abcd" if digested else None, times if digested else 1
    )

    assert Anchor.parse(str(anchor)) == anchor


def test_sealing_wants_the_profile_of_the_text():
    text = "Two kings met at the border."
    with pytest.raises(ValueError, match="another text"):
        anchored_span(text, 0, 3, profile(text + "!"))
    for start, end in ((3, 3), (-1, 3), (0, 99)):
        with pytest.raises(ValueError, match="no range of words"):
            anchored_span(text, start, end, profile(text))


def test_an_odd_number_of_digits_is_read_with_a_zero_in_front():
    assert Digests("abc").loose(b"words") == Digests("0abc").loose(b"words")
