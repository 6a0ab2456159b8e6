"""Which text is which article's, without looking at more pairs than are needed."""

import random
import re
import textwrap
from collections.abc import Callable
from typing import Any

import pytest

from detente.text.anchors import Anchor, anchored_span
from detente.text.attaching import assigning
from detente.text.attaching.assigning import ArticleQuery, assign
from detente.text.attaching.matching import SpanQuery
from detente.text.attaching.sample import Sample
from detente.text.attaching.shapes import Shapes
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
    """The texts that were searched for an article, one for each time."""
    known: list[str] = []
    count_in = Sample.count_in

    def counted(sample: Sample, text: str, **options: Any) -> int:
        known.append(text)
        return count_in(sample, text, **options)

    monkeypatch.setattr(Sample, "count_in", counted)
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


@pytest.fixture
def few_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty articles and as many texts are too many for all pairs."""
    monkeypatch.setattr(assigning, "_PAIRS", 3)


def in_paragraphs(text: str) -> str:
    return text.strip().replace("\n", "\n\n") + "\n"


def paragraphs_query(number: int, text: str) -> ArticleQuery:
    """An article of which nothing is annotated but its paragraphs."""
    own = profile(text)
    places = [m.span() for m in re.finditer(r"[^\n]+", text)]
    spans = [
        SpanQuery(*place, Anchor.parse(token), n, True)
        for n, place in enumerate(places, 1)
        if (token := anchored_span(text, *place, own, segment=True).anchor)
    ]
    return ArticleQuery(f"article:a{number:02}", own, spans)


def wrapped(text: str) -> str:
    return "\n\n".join(textwrap.fill(line, 60) for line in text.split("\n\n")) + "\n"


def reworded(text: str) -> str:
    """A copy with a letter put into each paragraph."""
    return re.sub(r"(?m)^(\w+ \w+)", r"\1x", text)


def named(numbers: range) -> dict[str, str]:
    return {f"article:a{n:02}": f"{n}.txt" for n in numbers}


@pytest.mark.parametrize("make", [query, paragraphs_query])
def test_wrapped_copies_are_known_without_comparing_all_pairs(
    make: Callable[[int, str], ArticleQuery], searched: list[str]
) -> None:
    texts = [in_paragraphs(written(n)) for n in range(30)]
    copies = {f"{n}.txt": changed(wrapped(text), 0.01) for n, text in enumerate(texts)}

    articles = [make(n, text) for n, text in enumerate(texts)]
    assert assign(articles, copies).names == named(range(30))
    assert len(searched) <= 2 * 30


def test_sentences_are_known_where_no_empty_line_tells_paragraphs(searched: list[str]) -> None:
    texts = [written(n) for n in range(30)]
    copies = {f"{n}.txt": textwrap.fill(changed(text, 0.02), 60) for n, text in enumerate(texts)}

    articles = [query(n, text) for n, text in enumerate(texts)]
    assert assign(articles, copies).names == named(range(30))
    assert len(searched) <= 2 * 30


@pytest.mark.usefixtures("few_pairs")
def test_articles_that_nothing_tells_are_searched_for_in_few_texts_each(
    searched: list[str],
) -> None:
    texts = [in_paragraphs(written(n, sentences=12)) for n in range(20)]
    copies = {f"{n}.txt": reworded(text) for n, text in enumerate(texts)}
    articles = [paragraphs_query(n, text) for n, text in enumerate(texts)]

    names, partly = assign(articles, copies)
    assert names == {}
    assert partly == {article.id: 6 for article in articles}
    assert len(searched) <= 8 * 20  # the four most alike, then six, most of them others


def test_all_pairs_of_a_small_folder_are_searched(searched: list[str]) -> None:
    texts = [in_paragraphs(written(n, sentences=12)) for n in range(12)]
    copies = {f"{n}.txt": reworded(text) for n, text in enumerate(texts)}
    articles = [paragraphs_query(n, text) for n, text in enumerate(texts)]

    assert assign(articles, copies) == ({}, {})
    assert len(searched) == 12 * 12


def with_phrases(text: str, start: str, end: str) -> str:
    return f"{start}\n\n{text.strip()}\n\n{end}\n"


@pytest.mark.usefixtures("few_pairs")
def test_few_spans_tell_a_text_of_many_if_no_other_has_as_many() -> None:
    """Two of ten paragraphs are left of each."""
    texts = [in_paragraphs(written(n)) for n in range(20)]
    copies = {}
    for n, text in enumerate(texts):
        first, second, *rest = text.strip().split("\n\n")
        copies[f"{n}.txt"] = "\n\n".join([first, second, reworded("\n\n".join(rest))]) + "\n"

    names = assign([paragraphs_query(n, text) for n, text in enumerate(texts)], copies).names
    assert names == named(range(20))


@pytest.mark.usefixtures("few_pairs")
def test_phrases_that_many_texts_have_tell_none_of_many() -> None:
    start, end = "Read more on our page of news", "All rights are reserved by us"
    texts = [with_phrases(in_paragraphs(written(n)), start, end) for n in range(20)]
    others = [with_phrases(in_paragraphs(written(n)), start, end) for n in range(100, 120)]

    articles = [paragraphs_query(n, text) for n, text in enumerate(texts)]
    assert assign(articles, {f"{n}.txt": text for n, text in enumerate(others)}).names == {}


def test_articles_without_anchors_take_texts_with_lines_of_their_lengths() -> None:
    texts = [written(n) for n in range(3)]
    articles = [
        ArticleQuery(f"article:a{n:02}", profile(text), [], [len(line) for line in text.split()])
        for n, text in enumerate(texts)
    ]
    copies = {
        f"{n}.txt": "\n".join(text.upper().replace("E", "U").split())
        for n, text in enumerate(texts)
    }

    assert assign(articles, copies).names == named(range(3))
    cut = {name: "\n".join(text.split()[:50]) for name, text in copies.items()}
    assert assign(articles, cut).names == {}


def test_another_copy_in_which_nothing_is_found_is_no_article_s() -> None:
    texts = [in_paragraphs(written(n)) for n in range(3)]
    copies = {f"{n}.txt": changed(text, 0.005) for n, text in enumerate(texts)}
    copies |= {f"{n}.old": reworded(text) for n, text in enumerate(texts)}

    articles = [paragraphs_query(n, text) for n, text in enumerate(texts)]
    assert assign(articles, copies) == (named(range(3)), {})


def test_paragraphs_of_nearly_the_same_lengths_in_the_opposite_order_are_alike() -> None:
    texts = {f"{n}.txt": in_paragraphs(written(n)) for n in range(40)}
    copies = {
        name: "\n\n".join(reversed(reworded(text).strip().split("\n\n")))
        for name, text in texts.items()
    }
    shapes = Shapes(copies, copies)
    for n, (name, text) in enumerate(texts.items()):
        article = paragraphs_query(n, text)
        rows = [(span.anchor.start, length) for length, span in article.digested if span.anchor]
        assert shapes.alike([], rows, [], article.profile.skeleton_length, 1) == [name]


def test_of_texts_that_share_no_length_those_as_long_come_first() -> None:
    texts = {"long": "a" * 900, "near": "b" * 500, "nearest": "c" * 480, "short": "d" * 9}

    assert Shapes(texts, texts).alike([], [(0, 470)], [], 470, 2) == ["nearest", "near"]


@pytest.mark.parametrize(
    "change", [lambda text: changed(text, 1.0), lambda text: text.replace("e", "eu")]
)
def test_texts_all_of_whose_words_were_changed_are_alike_by_how_their_paragraphs_differ(
    change: Callable[[str], str],
) -> None:
    texts = [written(n) for n in range(60)]
    copies = {f"{n}.txt": change(text) for n, text in enumerate(texts)}
    shapes = Shapes(copies, copies)
    first = [
        shapes.alike([], [], [len(line) for line in text.split("\n") if line], len(text), 1)
        for text in texts
    ]
    assert sum(names == [f"{n}.txt"] for n, names in enumerate(first)) >= 55


def test_copies_with_a_tenth_of_the_words_changed_are_found_in_the_most_alike_texts(
    searched: list[str],
) -> None:
    texts = [in_paragraphs(written(n)) for n in range(30)]
    copies = {f"{n}.txt": changed(text, 0.1) for n, text in enumerate(texts)}
    articles = [
        query(n, text)._replace(lengths=[len(line) for line in text.split("\n") if line])
        for n, text in enumerate(texts)
    ]
    assert assign(articles, copies).names == named(range(30))
    assert len(searched) <= 2 * 30


def test_of_texts_that_are_clear_the_one_with_more_spans_is_taken() -> None:
    """Neither is of the article's shape: one is half of it, one is most of it, both between others."""
    texts = [written(n) for n in range(12)]
    half, most = texts[0].split("\n")[:5], texts[0].split("\n")[:8]
    copies = {f"{n}.txt": changed(text, 0.02) for n, text in enumerate(texts) if n}
    copies |= {"half": "\n".join([*half, "x"]), "most": "\n".join(["New.", *most])}

    names = assign([query(n, text) for n, text in enumerate(texts)], copies).names
    assert names == named(range(1, 12)) | {"article:a00": "most"}


def test_a_text_in_which_another_article_is_clearly_found_first_is_the_one_s_of_more_spans(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The other one has no text; its second half is the same as that of an article that has one."""
    one, other = written(1).split("\n"), written(2).split("\n")
    texts = ["\n".join(one), "\n".join([*other[:5], *one[5:]])]
    copies = {"0.txt": changed(texts[0], 0.02), "1.txt": changed(written(3), 0.02)}
    ranks = {"article:a00": ["1.txt", "0.txt"], "article:a01": ["0.txt", "1.txt"]}
    monkeypatch.setattr(assigning, "_alike", lambda article, *_: ranks[article.id])

    names = assign([query(n, text) for n, text in enumerate(texts)], copies).names
    assert names == {"article:a00": "0.txt"}


def test_segments_that_no_text_can_have_are_like_none() -> None:
    texts = {"a": "One line.\nAnother.\nA third.\nAnd a fourth.", "b": "One.\nTwo.\nThree.\nFour."}

    assert len(Shapes(texts, texts).alike([], [], [0, -5, 3, 0], 20, 2)) == 2
