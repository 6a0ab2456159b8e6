"""Which text is which article's, without looking at more pairs than are needed."""

import random
import re

import pytest

from detente.text.anchors import Anchor, anchored_span
from detente.text.attaching import assigning
from detente.text.attaching.assigning import ArticleQuery, assign
from detente.text.attaching.matching import SpanQuery
from detente.text.profiles import profile

KNOWN = ["".join(random.Random(n).choices("abdegiklmnoprstu", k=3 + n % 6)) for n in range(900)]


def written(number: int, *, sentences: int = 40) -> str:
    chance = random.Random(f"text {number}")
    lines = [
        " ".join(chance.choices(KNOWN, k=chance.randint(5, 14))).capitalize() + "."
        for _ in range(sentences)
    ]
    return "\n".join(" ".join(lines[n : n + 4]) for n in range(0, sentences, 4)) + "\n"


def changed(text: str, share: float, seed: int = 1) -> str:
    chance = random.Random(seed)
    return re.sub(r"\w+", lambda m: f"x{m[0]}" if chance.random() < share else m[0], text)


def query(number: int, text: str) -> ArticleQuery:
    own = profile(text)
    places = [m.span() for m in re.finditer(r"[A-Z][^.]+\.", text)]
    spans = [
        SpanQuery(start, end, Anchor.parse(anchored_span(text, start, end, own).anchor or ""))
        for start, end in places
    ]
    return ArticleQuery(f"article:a{number:02}", own, spans)


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles that were searched for in a text, one for each time."""
    known: list[str] = []
    likeness = assigning.likeness

    def counted(article: ArticleQuery, text: str) -> float:
        known.append(article.id)
        return likeness(article, text)

    monkeypatch.setattr(assigning, "likeness", counted)
    return known


def test_changed_copies_are_known_without_comparing_all_pairs(searched: list[str]) -> None:
    texts = [written(n) for n in range(30)]
    copies = {f"{n}.txt": changed(text, 0.02).replace(". ", ".  ") for n, text in enumerate(texts)}
    articles = [query(n, text) for n, text in enumerate(texts)]
    random.Random(3).shuffle(articles)

    assert assign(articles, copies).names == {f"article:a{n:02}": f"{n}.txt" for n in range(30)}
    assert len(searched) <= 4 * 30


def test_of_two_copies_the_one_with_more_spans_is_taken() -> None:
    texts = [written(n) for n in range(6)]
    copies = {
        f"{n}-{share}": changed(t, share) for n, t in enumerate(texts) for share in (0.05, 0.01)
    }
    names = assign([query(n, text) for n, text in enumerate(texts)], copies).names

    assert names == {f"article:a{n:02}": f"{n}-0.01" for n in range(6)}


def test_an_article_without_a_copy_gets_none_of_the_others() -> None:
    texts = [written(n) for n in range(5)]
    copies = {f"{n}.txt": changed(texts[n], 0.02) for n in (0, 1, 3)}
    names = assign([query(n, text) for n, text in enumerate(texts)], copies).names

    assert names == {f"article:a{n:02}": f"{n}.txt" for n in (0, 1, 3)}


def test_a_copy_of_which_little_is_left_is_searched_for_in_all_texts() -> None:
    texts = [written(n) for n in range(4)]
    copies = {f"{n}.txt": changed(texts[n], 0.3 if n == 2 else 0.0) + "More.\n" for n in range(4)}
    names = assign([query(n, text) for n, text in enumerate(texts)], copies).names

    assert names == {f"article:a{n:02}": f"{n}.txt" for n in range(4)}


@pytest.mark.parametrize("share", [0.02, 1.0])
def test_a_single_text_is_the_article_s_if_spans_of_it_are_there(share: float) -> None:
    text = written(1)

    assert len(assign([query(1, text)], {"one.txt": changed(text, share)}).names) == (share < 1)
