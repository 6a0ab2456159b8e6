"""The vectors of ``docs/anchors.md``, and a second implementation beside the library.

Both have to give what the vectors say, and the same for any other text.
"""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from detente.codec.encode import to_plain
from detente.text.anchors import anchored_span
from detente.text.marked_skeletons import marked
from detente.text.profiles import canonical, profile
from detente.text.skeletons import skeleton
from tests.paths import ROOT
from tests.profiles import examples
from tests.text import make_vectors
from tests.text import second_implementation as second

FILE = ROOT / "docs" / "anchors-vectors.json"
VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="ascii"))

every_vector = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
with_unicode_14 = pytest.mark.skipif(
    unicodedata.unidata_version != "14.0.0",
    reason="the second implementation takes the properties of characters from Python",
)


def library(text: str) -> str:
    """The canonical text; the library takes a byte order mark away where it reads a file."""
    return canonical(text.removeprefix("\ufeff"))


@every_vector
def test_the_library_gives_the_vectors(vector: dict[str, Any]) -> None:
    text = library(vector["text"])
    own = profile(text)

    assert text == vector["canonical"]
    assert skeleton(text) == vector["skeleton"]
    assert marked(text).skeleton == vector["marked_skeleton"]
    assert to_plain(own) == vector["profile"]
    for span in vector["spans"]:
        assert anchored_span(text, span["start"], span["end"], own).anchor == span["anchor"]


@with_unicode_14
@every_vector
def test_the_second_implementation_gives_the_vectors(vector: dict[str, Any]) -> None:
    text = vector["text"]

    assert second.canonical(text) == vector["canonical"]
    assert second.skeleton(text) == vector["skeleton"]
    assert second.marked(text) == vector["marked_skeleton"]
    assert second.profile(text) == vector["profile"]
    for span in vector["spans"]:
        assert second.anchor(text, span["start"], span["end"]) == span["anchor"]


def test_the_vectors_made_anew_are_those_of_the_file() -> None:
    assert make_vectors.vectors() == VECTORS


CHARACTERS = [
    "0159",
    "0159",
    "٣५１𝟗",
    "abXYßİıſŒ",
    " \t\n\r\x1c\u00a0\u2003\u2028\u3000",
    ".,:;/'’_*·٫．，",
    "-‐‑–—―−﹘﹣－+±＋⁺₋",
    "$€£¥￥₨﷼%‰٪％﹪",
    "'’ʼ\u00ad\u200b\u200d\u2060\ufeff\u0600",
    "([{)]}（“”‘’«»|｜",
    "<>=~≈≤≠×〜〰゠˜➕➖˗⁒",
    "一二東かカｶ가힣한",
    "אבكتहिन्ไทย",
    "\u0301\u0308\u0323\u0338\u0345\u0334\u20dd\u0903",
    "ÉéᾳŃ\u212b\u2126\u1e9b",
    "²³¹⁵₂ªºʰᵃⅣⅳ½¾⅓⅟↉①⒈⑴㉈",
    "ＡＢｃ１２ﾞﬁﬀﷺﹰ㎏№™℃",
    "\u0378\U0001fae8\U00011f00\ufdd0\uffff\U0010fffe\ue000\U000f0000",
]
BITS = ["1.5", "10,000", "2014–15", "-5", " −$2", "(+3", "don’t ", "again and ", "a b c d ", "\r\n"]
BITS += ["US$5", "-US$", "(5)", "- ", "< ", "10 000", "\n\n5", " .5", "\u200b", "5+"]

pieces = st.one_of(
    st.one_of(list(map(st.sampled_from, CHARACTERS))),
    st.sampled_from(BITS),
    st.characters(exclude_categories=["Cs"]),
)
texts = st.lists(pieces, max_size=40).map("".join)


@with_unicode_14
@given(texts, st.data())
@examples(4)
def test_both_agree_on_any_text(text: str, data: st.DataObject) -> None:
    text = library(text)
    assume(not text.startswith("\ufeff"))  # it would lose that one too
    own = profile(text)

    assert second.canonical(text) == text
    assert second.skeleton(text) == skeleton(text)
    assert second.marked(text) == marked(text).skeleton
    assert second.profile(text) == to_plain(own)

    start = data.draw(st.integers(0, len(text)), label="start")
    end = data.draw(st.integers(start, len(text)), label="end")
    if start < end:
        assert second.anchor(text, start, end) == anchored_span(text, start, end, own).anchor
        segment = anchored_span(text, start, end, own, segment=True)
        assert second.anchor(text, start, end, least=1) == segment.anchor


@with_unicode_14
@given(texts)
@example("\ufeffa")
@example("e\u0301\r\n\r\u1100\u1161")
def test_both_agree_on_the_canonical_text(text: str) -> None:
    assert second.canonical(text) == library(text)


@pytest.mark.parametrize("half", ["\ud800", "a\udfff"])
def test_half_of_a_surrogate_pair_has_no_canonical_form(half: str) -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical(half)
    with pytest.raises(UnicodeEncodeError):
        second.canonical(half)


@with_unicode_14
@pytest.mark.parametrize(
    "text",
    [
        "It weighs 5 ㎏ now.",
        "At 20 ℃ №5 it™ is.",
        "⼈ a\u0345b c d",
        "aʼb c d",
        "We canʼt go",
        "ʼtis so it",
        "a\ufe70b c",
        "an \ufe70 is a",
        "(＋3 or ⁺5 or ﹢7",
        "1\ufdd02 a\uffffb c",
        "二〇一四",
    ],
)
def test_both_agree_where_they_once_did_not(text: str) -> None:
    assert second.marked(text) == marked(text).skeleton
    for end in range(1, len(text) + 1):
        token = anchored_span(text, 0, end, profile(text)).anchor
        assert second.anchor(text, 0, end) == token
