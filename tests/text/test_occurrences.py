"""Where a string occurs in a text: all of its places, however often the text repeats itself."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.text import occurrences as room
from detente.text.marked_skeletons import Marked
from detente.text.occurrences import beginning_counts, occurrence_count, occurrences

_periodic = st.lists(
    st.tuples(st.text("abc", min_size=1, max_size=5), st.integers(1, 12)), min_size=1, max_size=3
).map(lambda parts: "".join(unit * times for unit, times in parts))


def one_by_one(wanted: str, text: str, start: int, end: int) -> list[int]:
    return [at for at in range(start, end - len(wanted) + 1) if text.startswith(wanted, at)]


@given(_periodic, st.integers(1, 4), st.data())
def test_all_places_are_found_where_a_text_repeats_itself(part: str, times: int, data) -> None:
    text = part * times
    at = data.draw(st.integers(0, len(text) - 1))
    wanted = text[at : at + data.draw(st.integers(1, len(text) - at))]
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))

    assert [*occurrences(wanted, text, start, end)] == one_by_one(wanted, text, start, end)
    assert [*occurrences(wanted, text)] == one_by_one(wanted, text, 0, len(text))
    assert occurrence_count(wanted, text) == len(one_by_one(wanted, text, 0, len(text)))
    assert Marked(text).occurrence_count(at, len(wanted)) == occurrence_count(wanted, text)


@pytest.mark.parametrize("letters", ["ab", "abcdefghijklmnop"])
def test_all_places_are_found_in_a_long_text(letters: str) -> None:
    chance = random.Random(3)
    words = ["".join(chance.choices(letters, k=chance.randint(2, 40))) for _ in range(60)]
    text = "".join(chance.choice(words) for _ in range(2400))
    assert len(text) > room._LONG
    for _ in range(60):
        at = chance.randrange(len(text) - 400)
        wanted = text[at : at + chance.choice([5, 31, 32, 33, 60, 300])]
        start = chance.choice([0, at, at + 1])
        end = chance.choice([len(text), at + len(wanted), at + len(wanted) - 1])
        assert [*occurrences(wanted, text, start, end)] == one_by_one(wanted, text, start, end)
    assert not [*occurrences("z" * 40, text)]


def test_an_empty_string_occurs_nowhere() -> None:
    assert not [*occurrences("", "text")]


class Watched(str):
    """A text that counts how often it is searched from some place on."""

    __slots__ = ("searches",)

    def find(self, *wanted):
        self.searches += 1
        return super().find(*wanted)


@pytest.mark.parametrize("unit", ["a", "theenvoysmetagain"])
def test_occurrences_in_a_row_are_not_sought_one_by_one(unit: str) -> None:
    text = Watched(unit * 4000)
    text.searches = 0

    assert occurrence_count(unit * 2000, text) == 2001
    assert text.searches <= 4


def test_a_long_text_is_not_searched_from_its_beginning_for_each_string() -> None:
    text = Watched("".join(map(str, range(9000))))
    text.searches = 0

    assert all(occurrence_count(text[at : at + 40], text) == 1 for at in range(0, 30_000, 100))
    assert not text.searches


@given(_periodic, st.integers(1, 4), st.data())
def test_beginnings_of_one_passage_are_counted_together(part: str, times: int, data) -> None:
    text = part * times
    at = data.draw(st.integers(0, len(text) - 1))
    lengths = data.draw(st.lists(st.integers(1, len(text) - at), min_size=1, max_size=9))

    expected = [len(one_by_one(text[at : at + n], text, 0, len(text))) for n in lengths]
    assert beginning_counts(text, at, lengths) == expected


def test_ranges_that_differ_in_their_middle_are_counted_for_themselves() -> None:
    middle = "abcdefgh" * 20
    own = Marked(f"{middle}x{middle}" + f"{middle}y{middle}" * 2)
    length = 2 * len(middle) + 1

    counts = [own.occurrence_count(at * length, length) for at in (0, 1, 2, 0)]
    assert counts == [1, 2, 2, 1]
