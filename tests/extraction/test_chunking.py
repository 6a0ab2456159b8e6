"""Long texts in parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import InputError
from detente.extraction import Chunk, chunks
from detente.text.paragraphs import paragraphs

TEXT = "\n\n".join("w" * n for n in (120, 120, 300, 120, 50, 400, 30))


@pytest.mark.parametrize(
    ("overlap", "parts"),
    [
        (0, [(1, 2), (3, 3), (4, 5), (6, 6), (7, 7)]),
        (1, [(1, 2), (2, 3), (3, 5), (5, 6), (6, 7)]),
        (9, [(1, 2), (1, 3), (1, 5), (1, 6), (1, 7)]),
    ],
)
def test_parts_are_whole_paragraphs_with_those_before_them(overlap: int, parts: list) -> None:
    found = chunks(TEXT, characters=300, overlap=overlap)

    assert [(part.first, part.last) for part in found] == parts
    assert TEXT[found[0].start : found[0].end] == "w" * 120 + "\n\n" + "w" * 120


def test_a_short_text_is_one_part_and_an_empty_one_none() -> None:
    assert chunks("One.\n\nTwo.") == (Chunk(1, 2, 0, 10),)
    assert chunks(" \n") == ()


@pytest.mark.parametrize(("name", "number"), [("characters", 0), ("overlap", -1)])
def test_numbers_that_are_too_small_are_refused(name: str, number: int) -> None:
    with pytest.raises(InputError, match=f"{name}: expected"):
        chunks(TEXT, **{name: number})


@given(st.lists(st.integers(1, 200), min_size=1), st.integers(1, 500), st.integers(0, 4))
def test_every_paragraph_is_in_a_part_as_a_new_one(
    lengths: list[int], characters: int, overlap: int
) -> None:
    text = "\n\n".join("w" * n for n in lengths)
    places = paragraphs(text)
    parts = chunks(text, characters=characters, overlap=overlap)

    seen = 0
    for part in parts:
        new = seen + 1  # the first paragraph that no part before has
        assert part.first == max(1, new - overlap)
        assert part.last >= new
        assert part.last == new or places[part.last - 1][1] - places[new - 1][0] <= characters
        assert (part.start, part.end) == (places[part.first - 1][0], places[part.last - 1][1])
        seen = part.last
    assert seen == len(places)
