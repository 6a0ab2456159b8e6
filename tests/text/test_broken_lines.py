"""Texts whose lines end in hyphens, as those from PDFs: whole lines are quotes, halves of words are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.pipeline.sealing import seal_values
from detente.text.paragraphs import paragraphs
from detente.text.quoting import quote_of

LONG = (
    "as had been agreed in the capital by all of the powers that took part in the conference on the"
)
BROKEN = f"The pact was signed, {LONG} represen-\ntatives of the nine, {LONG} border.\n"


def seals(text: str) -> list[dict]:
    """The segments of a draft of a text, which seals without a finding."""
    made = detente.draft({"a": text})
    sealed = seal_values(made, {"a": text})
    assert sealed.findings == []
    spans = [(s["start"], s["end"]) for s in sealed.values["articles"][0]["segments"]]
    assert spans == paragraphs(text)
    return made["articles"][0]["segments"]


def test_a_line_that_ends_in_a_hyphen_is_a_segment_by_quote_and_the_next_by_offsets() -> None:
    first, second = seals(BROKEN)

    assert first["quote"].endswith("represen-")
    assert set(second) == {"kind", "voice", "start", "end"}  # it begins inside a word
    assert detente.ground(first["quote"], BROKEN).status == "exact"
    assert detente.ground(f" {LONG} representatives of the nine", BROKEN).span


def test_a_line_with_blanks_around_it_is_whole() -> None:
    text = "weekly notes on the pact-  \n  paris agreed.  \n"
    assert detente.ground("weekly notes on the pact-", text).span == (0, 25)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("tatives of", "The represen-\ntatives of the nine"),  # a part of a line
        ("The nine represen-", "It said: The nine represen-\ntatives"),
        ("war protests grew.", "The anti-\nwar protests grew."),  # the hyphen is the word's
        ("They are nuclear-", "They are nuclear-\nfree zones."),
        ("possible to sign.", "They found it im-\npossible to sign."),
        ("can", "he\ncan't"),
    ],
)
def test_what_is_less_than_a_line_or_changes_the_word_is_not_found(quote: str, text: str) -> None:
    assert detente.ground(quote, text).span is None


def test_a_segment_that_no_quote_gives_has_offsets() -> None:
    text = f"Many thousands, {LONG} square, came to the anti-\nwar protests, {LONG} streets.\n"
    first, second = seals(text)

    assert quote_of(text, *paragraphs(text)[1]) is None
    assert set(first) == set(second) == {"kind", "voice", "start", "end"}


_PIECES = st.sampled_from(
    [
        "pact",
        "non",
        "free",
        "Paris",
        "-",
        "\n",
        "\n\n",
        " ",
        "\u00ad",
        ".",
        "5",
        "%",
        "x" * 101,
        "l\u2019",
        "é",
    ]
)


@given(st.lists(_PIECES, min_size=1, max_size=30).map("".join).filter(str.strip))
def test_every_skeleton_seals(text: str) -> None:
    seals(detente.text.canonical(text))
