"""The quote that gives a range again."""

from hypothesis import given
from hypothesis import strategies as st

from detente.text.profiles import canonical
from detente.text.quotes import Quote, find
from detente.text.quoting import quote_of

TEXT = (
    "The northern army reported losses on the river.\n\n"
    "The southern army reported losses on the river. It reported them late.\n"
)


def quoted(words: str, number: int = 0, evidence: tuple[str, ...] = ()) -> Quote | None:
    at = -1
    for _ in range(number + 1):
        at = TEXT.index(words, at + 1)
    ranges = [(TEXT.index(e), TEXT.index(e) + len(e)) for e in evidence]
    return quote_of(TEXT, at, at + len(words), ranges)


def test_words_that_occur_once_are_the_quote() -> None:
    assert quoted("southern army") == Quote("southern army")


def test_words_that_repeat_have_a_passage_on_their_line_that_occurs_once() -> None:
    for number, side in enumerate(("northern", "southern")):
        made = quoted("reported", number)
        assert made is not None
        assert made.nth is None
        assert made.within is not None
        assert f"{side} army reported" in made.within
        assert made.within in TEXT.splitlines()[2 * number]


def test_words_that_occur_once_in_the_evidence_need_no_passage() -> None:
    assert quoted("reported", 2, ("It reported them late.",)) == Quote("reported")
    both = ("The southern army reported losses on the river.", "It reported them late.")
    assert quoted("reported", 2, both) == Quote("reported", within="river. It reported them late.")


def test_paragraphs_that_repeat_are_told_apart_by_their_neighbours_or_counted() -> None:
    text = "First.\n\nSame.\n\nSecond.\n\nSame.\n"
    assert quote_of(text, 8, 13) == Quote("Same.", within="First.\n\nSame.\n\nSecond.")
    assert quote_of("Same.\n\n" * 400, 7 * 200, 7 * 200 + 5) == Quote("Same.", nth=201)


def test_half_a_word_has_no_quote() -> None:
    assert quote_of("the he", 1, 3) is None


@given(st.text("ab .\n\u0301\u00ad-5", max_size=40) | st.text(max_size=40), st.data())
def test_the_quote_gives_the_range_again_or_there_is_none(text: str, data: st.DataObject) -> None:
    text = canonical(text)
    ranges = st.integers(0, max(len(text) - 1, 0)).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, max(len(text), start + 1)))
    )
    if not text:
        return
    start, end = data.draw(ranges)
    evidence = data.draw(st.lists(ranges, max_size=2))

    made = quote_of(text, start, end, evidence)

    assert made is None or find(made, text, evidence).span == (start, end)
