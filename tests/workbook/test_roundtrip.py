"""The way back: whatever a dataset has, its book gives it back."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from detente.codec.encode import to_plain
from detente.pipeline.books import book_of_draft
from detente.pipeline.draft import unseal
from detente.pipeline.sealing import seal_values, span_values
from detente.records import Segment
from detente.testing import datasets
from detente.workbook.left import left_in
from detente.workbook.passages import left_to_do
from detente.workbook.writing import write
from tests.profiles import examples
from tests.workbook.trips import again, comparable, with_texts


@given(datasets())
@examples(1.5)
def test_a_dataset_without_its_texts_comes_back(dataset: Any) -> None:
    document = to_plain(dataset)

    draft, _ = again(write(document, {}), {})

    assert draft.problems == []
    assert comparable(draft.values | {"format": ""}) == comparable(document)


@given(st.data())
@examples(2)
def test_a_dataset_with_its_texts_comes_back(data: Any) -> None:
    document, texts = data.draw(with_texts(data.draw(datasets())))
    wanted = seal_values(document, texts).values

    draft, values = again(write(document, texts), texts)

    assert draft.problems == []
    assert comparable(values) == comparable(wanted)


@given(st.data())
@examples(1)
def test_a_draft_of_which_places_are_left_to_do_comes_back(data: Any) -> None:
    document, texts = data.draw(with_texts(data.draw(datasets())))
    made = unseal(document, texts)
    for part in span_values(made):
        if "quote" in part.value and data.draw(st.booleans()):
            words = part.value["quote"]
            known = part.cls is Segment or data.draw(st.booleans())
            part.value["quote"] = f"TODO: {words}" if known else f"TODO (it was: {words})"

    book = book_of_draft(made, texts)  # which compares it

    left = [
        cell for sheet in book.sheets.values() for row in sheet.rows for _, cell in left_in(row)
    ]
    assert bool(left) == any(map(left_to_do, (part.value for part in span_values(made))))
