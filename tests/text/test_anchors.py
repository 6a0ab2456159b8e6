"""Anchors: tokens and digests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.text.anchors import Anchor, Anchoring, Digests, anchored_span
from detente.text.marked_skeletons import Marked
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


SALT = "00" * 16


def one_by_one(text: Marked, start: int, end: int, least: int) -> Anchor:
    """An anchor as the specification tells it, each part from the range alone."""
    first, length = text.skeleton_range(start, end)
    signs = text.edge_signs(start, end)
    if text.word_count(start, end) < least:
        return Anchor(first, length, *signs)
    window = text.skeleton[first : first + length]
    digest = Digests(SALT).loose(window.encode()).hex() + Digests(SALT).strict(text.text[start:end])
    places = range(len(text) - length + 1)
    return Anchor(
        first, length, *signs, digest, sum(text.skeleton.startswith(window, n) for n in places)
    )


_texts = st.lists(
    st.sampled_from(["the envoys met. ", "It fell by −5 % … ", "— ", "Größe ", "ﬁve½ ", "1905 "]),
    min_size=1,
    max_size=20,
).map("".join)


@given(_texts, st.data())
def test_anchors_made_together_are_those_of_each_range(text: str, data: st.DataObject) -> None:
    offsets = st.integers(0, len(text))
    ranges = [
        (*sorted(pair), least)
        for pair, least in data.draw(
            st.lists(
                st.tuples(
                    st.tuples(offsets, offsets).filter(lambda pair: pair[0] != pair[1]),
                    st.sampled_from([1, 4]),
                ),
                max_size=12,
            )
        )
    ]
    own = Marked(text)
    anchoring = Anchoring(own, Digests(SALT))
    expected = [one_by_one(own, *one) for one in ranges]

    assert anchoring.anchors(ranges[:5]) == expected[:5]
    assert anchoring.anchors(ranges) == expected


class Watched(Marked):
    """A text that counts the characters that are digested."""

    digested = 0

    def window(self, start: int, length: int) -> bytes:
        self.digested += length
        return super().window(start, length)


def test_ranges_that_begin_at_one_place_share_what_is_digested() -> None:
    own = Watched(" ".join(f"word{n}" for n in range(400)))
    anchoring = Anchoring(own, Digests(SALT))
    ranges = [(0, end, 4) for end in range(40, len(own.text), 40)]

    once = anchoring.anchors(reversed(ranges))
    assert own.digested <= len(own)
    assert anchoring.anchors(ranges) == once[::-1] == [one_by_one(own, *one) for one in ranges]
    assert own.digested <= len(own)


def test_of_very_many_ranges_that_begin_at_one_place_words_are_not_sought_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = Marked("the envoys met again. " * 60)
    ranges = [(4, end, 1) for end in range(10, 1220, 3)]
    halves = ranges[:200], ranges[200:]
    expected = [a for half in halves for a in Anchoring(own, Digests(SALT)).anchors(half)]
    monkeypatch.setattr(own, "occurrence_count", None)

    assert Anchoring(own, Digests(SALT)).anchors(ranges) == expected


def test_signs_at_an_edge_are_counted_however_many_they_are() -> None:
    text = "!? " * 100 + "envoys " + "… " * 90
    assert Marked(text).edge_signs(0, len(text)) == (200, 90)
    assert Marked(text).edge_signs(3, 9) == (4, 0)
    assert Marked(text).edge_signs(0, 300) == (200, 0)
