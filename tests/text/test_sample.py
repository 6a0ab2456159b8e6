"""Whether a text may be an article's, from a few of its spans."""

import pytest

from detente.text.anchors import Anchor, anchored_span
from detente.text.attaching import sample
from detente.text.attaching.sample import Sample
from detente.text.profiles import profile
from tests.text.test_assigning import changed, query, written

TEXT = written(1)


def sample_of(text: str, *places: str) -> Sample:
    """The sample of some passages of a text."""
    own = profile(text)
    starts = [text.index(words) for words in places]
    anchors = [
        Anchor.parse(anchored_span(text, at, at + len(words), own).anchor or "")
        for at, words in zip(starts, places, strict=True)
    ]
    return Sample(anchors, own)


def anchors_of(text: str) -> list[Anchor]:
    return [span.anchor for span in query(1, text).spans if span.anchor]


def test_all_spans_of_a_sample_are_in_a_copy_with_other_blanks_and_none_in_another_text() -> None:
    taken = Sample(anchors_of(TEXT), profile(TEXT))

    assert taken.count_in(TEXT.replace(" ", "\n")) == taken.size > 30
    assert taken.count_in(written(2)) == 0


def test_a_sample_has_few_spans_and_lengths_unless_any_lengths_are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sample, "_LENGTHS", 5)
    anchors, own = anchors_of(TEXT), profile(TEXT)

    assert Sample(anchors, own, any_lengths=True).size == min(40, len({a.digest for a in anchors}))
    few = Sample(anchors, own)
    assert 5 <= few.size < len(anchors)
    assert few.count_in(TEXT) == few.size

    monkeypatch.setattr(sample, "_SPANS", 3)
    assert Sample(anchors, own).size == 3


def test_lengths_that_many_spans_have_come_first_and_short_ones_last() -> None:
    own = profile(TEXT)
    taken = Sample(
        [Anchor(0, n, 0, 0, f"{k:06x}00") for k, n in enumerate((20, 30, 80, 40, 80, 80))], own
    )

    assert [length for length, _ in taken._wanted] == [80, 30, 40, 20]


def test_the_search_ends_where_enough_are_found() -> None:
    taken = Sample(anchors_of(TEXT), profile(TEXT))

    assert 4 <= taken.count_in(TEXT, enough=4) < taken.size


def test_a_glance_ends_where_none_of_the_first_lengths_is_found() -> None:
    taken = Sample(anchors_of(TEXT), profile(TEXT))
    last = taken._wanted[-1][0]
    kept = next(a for a in anchors_of(TEXT) if a.length == last)
    words = next(
        TEXT[span.start : span.end] for span in query(1, TEXT).spans if span.anchor == kept
    )

    assert taken.count_in(f"{words} And more.") == 1
    assert taken.count_in(f"{words} And more.", glance=True) == 0
    slightly = changed(TEXT, 0.02)
    assert taken.count_in(slightly, glance=True) == taken.count_in(slightly) > 20


def test_long_spans_are_searched_for_where_lines_begin() -> None:
    long = " ".join(TEXT.split()[:60])
    text = f"{long}\n{TEXT.replace(chr(10), ' ')}"
    taken = sample_of(text, long)

    assert taken.count_in(f"More.\n{long} More.") == 1
    assert taken.count_in(f"More. {long} More.") == 0


def test_spans_in_letters_beyond_ascii_are_found() -> None:
    words = "Die Verhandlungen über die Fähre dauerten fünf Jahre"
    taken = sample_of(f"{words}.\nMehr ist nicht bekannt.", words)

    assert taken.count_in(f"Ohne Belege: {words.upper()}!") == 1


def test_the_search_of_lines_that_are_all_alike_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = Sample(anchors_of(TEXT), profile(TEXT))
    monkeypatch.setattr(sample, "_EFFORT", 0)

    assert taken.count_in(TEXT) == 0
