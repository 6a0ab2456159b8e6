"""A dataset as a book and back, and texts for datasets that have none."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from detente import Dataset
from detente.codec.encode import to_plain
from detente.pipeline.sealing import seal_values
from detente.text.profiles import profile
from detente.workbook.reading import Draft, read
from detente.workbook.sheets import Book

_WORDS = (
    "the ",
    "army ",
    "said so. ",
    "It was. ",
    "Paris; ",
    "pro-Roman ",
    "Na\u00efve. ",
    "1904 ",
    "a\n",
    "the  ",
)


@st.composite
def with_texts(draw: Any, dataset: Dataset) -> tuple[dict[str, Any], dict[str, str]]:
    """The plain values of a dataset whose articles have texts, of words that repeat."""
    document = to_plain(dataset)
    texts: dict[str, str] = {}
    for article in document.get("articles", ()):
        length = max(s["end"] for s in article["segments"])
        text = ""
        while len(text) < length:
            text += draw(st.sampled_from(_WORDS))
        letters = list(text[:length])
        for segment in article["segments"]:  # a segment begins and ends with a letter
            for at in (segment["start"], segment["end"] - 1):
                letters[at] = "x"
        at = 0
        for segment in article["segments"]:  # between them there are blanks alone
            letters[at : segment["start"]] = "\n" * (segment["start"] - at)
            at = segment["end"]
        texts[article["id"]] = "".join(letters)
        article["text"] = to_plain(profile(texts[article["id"]]))
    return document, texts


def again(book: Book, texts: dict[str, str]) -> tuple[Draft, Any]:
    """What a book gives back: the draft, and the values that sealing makes of it."""
    draft = read(book)
    return draft, seal_values(draft.values, texts).values


def comparable(values: Any) -> Any:
    """Values for comparing: without empty lists of the file."""
    kept = {key: value for key, value in values.items() if value != [] and key != "format"}
    return json.loads(json.dumps(kept, sort_keys=True))
