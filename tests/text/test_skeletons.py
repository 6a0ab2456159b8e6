"""The skeleton: vectors that another language could check itself against."""

import unicodedata

import pytest

from detente.text.profiles import canonical
from detente.text.skeletons import skeleton

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
