"""Findings quote the words where the texts are at hand."""

import pytest

import detente
from detente.validation.catalogue import all_rules
from tests.sample import TEXTS, Case
from tests.sealing import OTHER, SEALED

WORDS = {
    "D303": 'the span "Norway and Sweden part In August 1905 Norway" includes',
    "D304": 'the span "',
    "D307": 'covers "Norway and Sweden part", code points 0 to 22 of article:union',
    "D308": 'the range "Many" is uncoded',
    "D311": 'this occurrence "Norway" of actor:norway is already listed',
    "D404": 'no segment holds "In", code points 22 to 27',
    "D405": 'begins or ends with whitespace: " ',
    "D406": 'the span cuts the word "',
    "D407": '" is not a name of actor:norway',
    "D416": 'not that of these words, "',
}


@pytest.mark.parametrize("code", WORDS)
def test_a_finding_about_a_span_quotes_its_words(code: str) -> None:
    case = Case(all_rules()[code].example)
    report = detente.validate(case.data, texts=TEXTS)
    found = next(d for d in report if d.code == code)

    assert WORDS[code] in found.message


@pytest.mark.parametrize("code", ["D303", "D304", "D307", "D308", "D311"])
def test_without_the_text_it_quotes_nothing(code: str) -> None:
    report = detente.validate(Case(all_rules()[code].example).data)
    found = next(d for d in report if d.code == code)

    assert '"' not in found.message


def test_a_comma_too_many_is_called_so() -> None:
    (found,) = detente.validate(b'{"format": "detente",, "version": "1.0"}')

    assert (found.code, found.message) == ("D001", "not JSON: one comma too many")


def test_a_lost_span_is_told_with_what_stands_there_now() -> None:
    texts = {"union.txt": OTHER, "later.txt": TEXTS["later.txt"]}
    edited = [d for d in detente.validate(SEALED, texts=texts) if d.code == "D408"]
    gone = TEXTS["union.txt"].replace(
        "Delegates met three times at Karlstad and settled terms. ", ""
    )
    absent = [
        d for d in detente.validate(SEALED, texts=texts | {"union.txt": gone}) if d.code == "D409"
    ]

    there = 'there now: "Delegates met three times at Halmstad and settled terms."'
    assert [d.message.partition("; ")[2].endswith(there) for d in edited] == [True, True]
    assert absent
    assert not any("there now" in d.message for d in absent)
