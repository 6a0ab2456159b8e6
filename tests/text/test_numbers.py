"""Numbers that a text states, in digits and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.text.numbers import NumberKind, StatedNumber, can_state, stated_numbers
from detente.vocab.catalogue import vocabulary

STATED = [
    ("eight ships", "plain", (8,)),
    ("Eight ships", "plain", (8,)),
    ("eighteen ships", "plain", (18,)),
    ("twenty-five men", "plain", (25,)),
    ("two dozen men", "plain", (24,)),
    ("a dozen men", "plain", (12,)),
    ("a hundred men", "plain", (100,)),
    ("two hundred and fifty thousand people", "plain", (250_000,)),
    ("a thousand and one nights", "plain", (1001,)),
    ("1.5 million people", "plain", (1.5e6,)),
    ("1,500.5 sacks", "plain", (1500.5,)),
    ("7,5 sacks", "plain", (7.5,)),
    ("1.500 sacks", "plain", (1.5, 1500)),
    ("5m bales", "plain", (5e6, 5)),
    ("tenfold", "vague", ()),
    ("ten-fold", "plain", (10,)),
    ("$5bn", "money", (5e9, 5)),
    ("$11 billion", "money", (11e9,)),
    ("\u20ac 300", "money", (300,)),
    ("CHF 40 million", "money", (40e6,)),
    ("40 million euros", "money", (40e6,)),
    ("a million Swiss francs", "money", (1e6,)),
    ("30%", "percent", (30,)),
    ("25 per cent", "percent", (25,)),
    ("a 90 percent cut", "percent", (90,)),
    ("three days", "measure", (3,)),
    ("840 kilometres", "measure", (840,)),
    ("dozens of ships", "vague", ()),
    ("half the army", "vague", ()),
    ("a couple of ships", "vague", ()),
    ("trade doubled", "vague", ()),
    ("twice as much", "vague", ()),
    ("2\u00bd men", "vague", ()),
    # no numbers
    ("in 1905", None, ()),
    ("on 4 May", None, ()),
    ("on May 4, they met", None, ()),
    ("the G20", None, ()),
    ("an F-16", None, ()),
    ("the 70th time", None, ()),
    ("the 1990s", None, ()),
    ("at 14:30", None, ()),
    ("on 9/11", None, ()),
    ("someone sixth", None, ()),
    ("", None, ()),
]


@pytest.mark.parametrize(("text", "kind", "readings"), STATED)
def test_a_number_is_read_with_its_kind(text: str, kind: str | None, readings: tuple) -> None:
    found = [(n.kind, n.readings) for n in stated_numbers(text)]
    assert found == ([] if kind is None else [(kind, readings)])


def test_several_numbers_keep_the_order_of_the_text() -> None:
    found = [*stated_numbers("Five ships and six boats left in 1905, after two days.")]
    assert [n.words for n in found] == ["Five", "six", "two"]


@pytest.mark.parametrize(
    ("text", "value", "can"),
    [
        ("eight ships", 8, True),
        ("eight ships", 7, False),
        ("three soldiers and four sailors", 7, True),
        ("one, two and four of them", 7, True),
        ("from 20 to 32 votes", 12, True),
        ("four rounds of six talks", 24, True),
        ("90 percent of $11 billion", 9.9e9, True),
        ("dozens of ships", 8, False),
        ("", 0, True),
    ],
)
def test_what_numbers_can_state(text: str, value: float, can: bool) -> None:
    assert can_state(stated_numbers(text), value) is can


def test_the_codebook_examples_state_their_numbers() -> None:
    checked = 0
    for entry in vocabulary("unit").values:
        for example in entry.examples if entry.value in ("count", "person", "percent") else ():
            words, _, rest = example.partition("[")
            value = float(rest.partition("]")[0].partition(",")[0])
            assert can_state(stated_numbers(words), value), example
            checked += 1
    assert checked > 5


def test_a_table_of_numbers_can_state_any_at_once() -> None:
    numbers = [*stated_numbers(" ".join(f"{n * n} ships" for n in range(3, 20_000)))]
    assert len(numbers) == 19_974  # the others are years
    assert can_state(numbers, 0.5)


@given(st.integers(1000, 10**9))
def test_a_number_with_commas_is_that_number(number: int) -> None:
    assert [*stated_numbers(f"some {number:,} men")] == [
        StatedNumber(f"{number:,}", NumberKind.PLAIN, (number,))
    ]


@given(st.text(alphabet="a0123456789.,$%-/ twoMay\u20ac"))
def test_no_text_is_too_odd(text: str) -> None:
    for number in stated_numbers(text):
        assert number.words in text
