"""Other people's words are shown and never obeyed, in every kind of output."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import inert
from tests import hostile


def test_a_line_shows_what_has_no_sign_of_its_own() -> None:
    assert inert.printable("a\tb") == "a    b"
    assert inert.printable("é 中 🕊️") == "é 中 🕊️"
    shown = inert.printable("\n\x1b[31m\x9b\x7f\u202e\u200b\ud800\ue000\ufffe\U000e0041")
    assert shown == r"\n\x1b[31m\x9b\x7f\u202e\u200b\ud800\ue000\ufffe\U000e0041"
    assert inert.cells("a\x1b") == ["a", "\\x1b"]


def test_a_long_line_keeps_its_beginning_and_its_end() -> None:
    shown = inert.printable(f"unknown key {'x' * 30_000_000}; do you mean kind?")

    assert len(shown) <= inert.MOST
    assert shown.startswith("unknown key xxx")
    assert " … 29,996,071 code points more … " in shown
    assert shown.endswith("x; do you mean kind?")
    assert inert.printable(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", "\\x3a:error::x"),
        ("a\n \t::error::x\nb ::c", "a\n \t\\x3a:error::x\nb ::c"),
        (" ::: see also", " ::: see also"),
        ("a ##[error]x ##VSO[y] ##teamcity[z] ## [a]", None),
        ("a\x1b[1mb\u2028\n\tc", "a\\x1b[1mb\\u2028\n\tc"),
    ],
)
def test_an_output_gives_no_orders_to_ci(text: str, shown: str | None) -> None:
    if shown is None:
        shown = "a #\\x23[error]x #\\x23VSO[y] #\\x23teamcity[z] ## [a]".replace("#\\x23", "\\x23#")
    assert inert.terminal(text) == shown
    assert inert.terminal(shown) == shown


def test_an_output_that_goes_on_in_a_line_gives_orders_in_the_next_ones_alone() -> None:
    assert inert.terminal("::a\n::b", begins=False) == "::a\n\\x3a:b"
    assert inert.terminal("::a", begins=False) == "::a"


def test_our_colours_stay_where_there_are_some() -> None:
    assert inert.terminal("\x1b[1;31mred\x1b[0m \x1b]0;x\x07", colors=True) == (
        "\x1b[1;31mred\x1b[0m \\x1b]0;x\\x07"
    )


def test_markdown_and_pages_have_no_markup_of_others() -> None:
    assert (
        inert.markdown("a\n*b* <i> &lt; [c](d) \x1b")
        == "a \\*b\\* \\<i\\> \\&lt; \\[c\\](d) \\\\u001b"
    )
    assert inert.html("<b> & \u202e\u200d\t\x1b") == "&lt;b&gt; &amp; \\u202e\u200d \\x1b"


@given(st.text(), hostile.words())
def test_nothing_acts_in_any_output(text: str, evil: str) -> None:
    both = text + evil
    hostile.assert_inert(inert.terminal(both))
    hostile.assert_inert(inert.terminal(inert.printable(both)))
    assert "\n" not in inert.printable(both) + inert.markdown(both)
    hostile.assert_inert(inert.terminal(inert.markdown(both)))
    assert inert.visible(inert.on_page(both)) == inert.on_page(both)
    assert "<" not in inert.html(both)


@given(
    st.recursive(st.text() | hostile.words(), lambda x: st.lists(x) | st.dictionaries(st.text(), x))
)
def test_json_is_inert_and_whole(value: object) -> None:
    for indent in (None, 2):
        text = inert.json_text(value, indent)
        hostile.assert_inert(text)
        assert inert.terminal(text) == text
        assert json.loads(text) == value
