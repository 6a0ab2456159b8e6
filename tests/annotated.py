"""Generated datasets with texts of their articles: what the generator of datasets does without."""

import json
import random
from typing import Any

from hypothesis import strategies as st

import detente
from detente.codec.encode import to_plain
from detente.pipeline.sealing import renew
from detente.testing import datasets
from detente.text.profiles import canonical, profile

# Letters of several scripts, written in both directions, some outside the basic plane.
LETTERS = "abcdefghijklmnopqrstuvwxyzéßçאבגדהומשלوزمرحبا漢字🙂🚀𝒳"


def text_of(length: int, segments: Any, seed: int) -> str:
    """An invented text of so many code points, with line ends between the segments alone."""
    chance = random.Random(seed)
    signs = ["\n"] * length
    for segment in segments:
        for at in range(segment["start"], segment["end"]):
            signs[at] = chance.choice(LETTERS)
    text = "".join(signs)
    assert canonical(text) == text
    return text


@st.composite
def annotated(draw: Any) -> tuple[detente.Dataset, dict[str, str]]:
    """A dataset, anchored in invented texts, and the texts by the id of the article."""
    document = json.loads(detente.dumps(draw(datasets())))
    texts = {}
    for article in document.get("articles", ()):
        text = text_of(article["text"]["length"], article["segments"], draw(st.integers(0, 2**16)))
        article["text"] = to_plain(profile(text))
        texts[article["id"]] = text
    renew(document, texts)
    return detente.load(json.dumps(document).encode()), texts
