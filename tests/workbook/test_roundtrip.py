"""The way back: whatever a dataset has, its book gives it back."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from detente.codec.encode import to_plain
from detente.pipeline.sealing import seal_values
from detente.testing import datasets
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
