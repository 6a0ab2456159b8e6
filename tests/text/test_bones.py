"""The skeleton and the profile: vectors that another language could check itself against."""

import sys
import unicodedata

import pytest

from detente.text.profiles import canonical, profile
from detente.text.profiles import _pinned, canonical
from detente.text.skeletons import skeleton
from detente.text.unicode14 import unassigned

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


def test_characters_of_later_unicode_stand_for_themselves() -> None:
    later = "\U0001fae8"  # assigned in 15.0

    assert unassigned(later)
    assert skeleton(f"a{later}b") == f"a{later}b"
    assert not unassigned("a")
    assert not unassigned("\uffff")


@pytest.mark.skipif(
    unicodedata.unidata_version != "14.0.0", reason="the table is that of Unicode 14.0"
)
def test_the_table_is_that_of_unicode_14() -> None:
    for code in range(sys.maxunicode + 1):
        none = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
        expected = unicodedata.category(chr(code)) == "Cn" and not none
        assert unassigned(chr(code)) == expected, hex(code)


def test_setting_does_not_change_the_skeleton() -> None:
    one = "The “shrimp among\nwhales” — a proverb."
    other = 'The "shrimp  among whales" - a\r\nproverb.'

    assert skeleton(canonical(one)) == skeleton(canonical(other))


def test_canonical_form() -> None:
    assert canonical("a\r\nb\rc") == "a\nb\nc"
    assert canonical("e\u0301") == "é"
    with pytest.raises(ValueError):
        canonical("\ud800")


def test_a_profile_counts_code_points_and_is_the_same_each_time() -> None:
    made = profile("a 😀 é")

    assert made.length == 5
    assert made.skeleton_length == 2
    assert made == profile("a 😀 é")
    assert made.salt != profile("b").salt
    assert made.profile == "detente-text-1"


def test_form_c_is_that_of_unicode_14() -> None:
    later = "\U000105d2\u0307 e\u0301 \U0001e08f\u0323"

    assert _pinned(later) == later.replace("e\u0301", "\u00e9")
    assert _pinned("Zu\u0308rich") == canonical("Zu\u0308rich")
