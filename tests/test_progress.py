"""Loops tell how far they are."""

import pytest

import detente
from detente.progress import tell, tracked, watched
from tests.sample import DATA, DRAFT, TEXTS


@pytest.fixture
def told():
    """What a watcher was told in the test."""
    heard: list[tuple[int, int, str]] = []
    with watched(lambda *at: heard.append(at)):
        yield heard


def test_a_loop_tells_how_far_it_is(told) -> None:
    with tracked("abc", "letters") as letters:
        assert list(letters) == ["a", "b", "c"]

    assert told == [(n, 3, "letters") for n in range(4)]


def test_a_single_item_does_not_say_how_far_it_is(told) -> None:
    with tracked("a", "letters") as letters:
        assert list(letters) == ["a"]

    assert told == []


def test_where_nobody_listens_the_items_are_left_as_they_are() -> None:
    items = ["a", "b"]
    tell(1, 2, "letters")
    with tracked(items, "letters") as letters:
        assert letters is items


def test_a_loop_in_a_loop_tells_nothing(told) -> None:
    with tracked("ab", "letters") as letters:
        for _letter in letters:
            with tracked([1, 2], "numbers") as numbers:
                assert list(numbers) == [1, 2]
    with tracked([1, 2], "numbers") as numbers:
        list(numbers)

    assert {what for _, _, what in told} == {"letters", "numbers"}
    assert len(told) == 6


def test_a_loop_that_fails_lets_the_next_one_tell(told) -> None:
    def fail() -> None:
        with tracked("ab", "letters") as letters:
            for letter in letters:
                raise ValueError(letter)

    with pytest.raises(ValueError, match="a"):
        fail()
    told.clear()
    tell(1, 2, "numbers")

    assert told == [(1, 2, "numbers")]


def test_attaching_tells_of_articles_and_sealing_of_quotes(told) -> None:
    copies = {name: text.replace(" ", "  ") + "x" for name, text in TEXTS.items()}
    detente.attach(detente.loads(DATA), copies)
    heard = {what: total for _, total, what in told}
    assert heard == dict.fromkeys(
        (
            "articles",
            "articles compared by their shapes",
            "texts compared with the articles",
        ),
        len(TEXTS),
    )

    assert detente.seal(DRAFT, TEXTS).dataset
    assert {what for _, _, what in told} - set(heard) == {"quotes"}
