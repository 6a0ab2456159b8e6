"""The skeleton: vectors that another language could check itself against."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.text import skeletons as room
from detente.text.profiles import canonical
from detente.text.skeletons import RangeSkeletons, skeleton

VECTORS = {
    "": "",
    "Kim Jong-un": "kimjongun",
    "“Quote” – dash… U.S.": "quotedashus",
    "don’t don't": "dontdont",
    "ﬁnal ﬂow": "finalflow",
    "Straße": "strasse",
    "İstanbul": "istanbul",
    "soft\u00adhyphen": "softhyphen",
    "zero\u200bwidth": "zerowidth",
    "naïve NAÏVE nai\u0308ve": "naivenaivenaive",
    "½ ²": "122",
    "김정은": "김정은".encode().decode(),  # decomposed below
    "平壤、莫斯科": "平壤莫斯科",
    "𝕂im 😀": "kim",
    "١٢٣": "١٢٣",
    "a\u0300\u0301": "a",
}


@pytest.mark.parametrize("text", VECTORS)
def test_vectors(text: str) -> None:
    wanted = VECTORS[text]
    if text == "김정은":
        wanted = unicodedata.normalize("NFKD", text)

    assert skeleton(text) == wanted


def test_setting_does_not_change_the_skeleton() -> None:
    one = "The “shrimp among\nwhales” — a proverb."
    other = 'The "shrimp  among whales" - a\r\nproverb.'

    assert skeleton(canonical(one)) == skeleton(canonical(other))


@given(
    st.text("abß½. ", max_size=30),
    st.sets(st.text("abs12", min_size=1, max_size=5), max_size=4),
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_names_are_found_in_a_range_as_in_its_own_skeleton(
    text: str, names: set[str], start: int, end: int
) -> None:
    words = skeleton(text[start:end])
    expected = any(name in words or words in name for name in names)

    for long in (room._LONG, -100):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(room, "_LONG", long)
            assert RangeSkeletons(text).are_like(start, end, names) is expected


def test_long_ranges_in_each_other_take_one_skeleton(monkeypatch) -> None:
    text = " ".join(f"word{n}" for n in range(2000))
    ranges = RangeSkeletons(text)
    assert ranges.are_like(0, len(text) // 2, {"word7word8"})
    assert not ranges.are_like(300, len(text), {"word7word8"})
    assert ranges.are_like(10, 400, {skeleton(text)})
    monkeypatch.setattr(room, "character_skeleton", None)

    assert not any(ranges.are_like(n, len(text) - n, {"norway"}) for n in range(0, 4000, 100))
