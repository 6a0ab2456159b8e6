"""Times: parsed when asked, made of phrases."""

import pytest

import detente
import detente.edtf


def test_times_parse_when_asked() -> None:
    time = detente.Time(value="1905-08", basis=detente.TimeBasis.STATED)

    assert time.edtf is not None
    assert str(time.edtf) == "1905-08"
    assert detente.Time(basis=detente.TimeBasis.UNRESOLVED).edtf is None
    with pytest.raises(ValueError, match="x"):
        _ = detente.Time(value="x", basis=detente.TimeBasis.STATED).edtf


def test_times_are_made_of_phrases_and_what_is_unknown_stays_unresolved() -> None:
    when = detente.edtf.parse("2015-03")

    def made(phrase: str) -> detente.Time:
        return detente.Time.from_phrase(phrase, against="article:union", when=when)

    fall = made("last fall")
    assert (fall.value, fall.basis.value, fall.against) == ("2014-23", "resolved", "article:union")
    assert (made("by 2020").value, made("by 2020").basis.value) == ("../2020", "stated")
    assert made("by 2020").against is None
    assert (made("late 2013").value, made("late 2013").mod) == ("2013", detente.TimeMod.LATE)
    unknown = made("since the end of the Cold War")
    assert (unknown.value, unknown.basis.value) == (None, "unresolved")
