"""Pages as one text."""

from hypothesis import given
from hypothesis import strategies as st

from detente.text.readers.pages import joined


def text_of(*pages: list[str]) -> str:
    return joined(pages)[0]


def test_blocks_are_paragraphs_and_lines_stay() -> None:
    text = "A heading\n\nOne line\nand another.\n\nThe next.\n"
    assert text_of(["A heading", "One  line \n\nand another.\n", "The next."]) == text


def test_a_column_that_ends_in_the_middle_of_a_sentence_goes_on() -> None:
    assert text_of(["The represen-", "Tatives met"]) == "The represen-\nTatives met\n"
    assert (
        text_of(["The envoys", "met there.", "Then left."])
        == "The envoys\nmet there.\n\nThen left.\n"
    )


def test_a_page_that_ends_a_sentence_ends_a_paragraph() -> None:
    for end in ("met.", "met?”", "met.12", "met …", "会。", "met.)"):
        assert text_of([f"They {end}"], ["then left"]) == f"They {end}\n\nthen left\n"
    assert text_of(["They met"], ["The King left"]) == "They met\nThe King left\n"


def test_page_numbers_are_left_out_at_the_edges_alone() -> None:
    pages = [["They met", "17", "Times", "12"], ["- xiii -", "and left.", "Page 3 of 9"], ["p. 4"]]

    text, starts, left_out = joined(pages)

    assert text == "They met\n\n17\n\nTimes\nand left.\n"
    assert left_out == ("12", "- xiii -", "Page 3 of 9", "p. 4")
    assert starts == (0, text.index("and left"), len(text) - 1)


def test_running_heads_stand_on_three_pages() -> None:
    head = ["The Review, vol. 1"]
    assert text_of([*head, "One."], [*head, "Two."]).count("Review") == 2
    text, _, left_out = joined(
        [
            ["The Review, vol. 1", "One."],
            ["The Review, vol. 2", "Two."],
            ["The Review, vol. 3", "Three."],
        ]
    )
    assert text == "One.\n\nTwo.\n\nThree.\n"
    assert len(left_out) == 3


def test_nothing_is_an_empty_text() -> None:
    assert joined([]) == ("", (), ())
    assert joined([[], ["\x07 \n"]]) == ("", (0, 0), ())


@given(st.lists(st.lists(st.text("ab-.A1 \n", max_size=12), max_size=4), max_size=5))
def test_nothing_but_edges_is_lost(pages: list[list[str]]) -> None:
    text, starts, left_out = joined(pages)

    letters = [c for page in pages for block in page for c in block if not c.isspace()]
    kept = [c for part in (text, *left_out) for c in part if not c.isspace()]
    assert sorted(kept) == sorted(letters)
    assert list(starts) == sorted(starts)
    assert len(starts) == len(pages)
