"""Workbooks of drafts: what is still to be given says so in its cell."""

import copy
from typing import Any

import pytest

from detente.errors import AmbiguousIdError, UnwritableError
from detente.pipeline.books import book_of_draft
from detente.pipeline.draft import draft

TEXT = "One said so. One said so.\n\nAnother | one said so.\n"


def _draft() -> dict[str, Any]:
    made: dict[str, Any] = draft({"letters.txt": TEXT})
    made["actors"] = [
        {"id": "actor:a", "kind": "person", "names": [{"text": "A", "kind": "common"}]}
    ]
    return made


def _with_mention(*quotes: str) -> dict[str, Any]:
    made = _draft()
    made["mentions"] = [
        {
            "id": "mention:a",
            "article": "article:letters",
            "actor": "actor:a",
            "form": "name",
            "spans": [{"quote": quote} for quote in quotes],
        }
    ]
    return made


@pytest.mark.parametrize(
    ("quote", "cell"),
    [
        ("TODO", "TODO"),
        ("TODO: Another", "TODO: 3: Another"),
        ("TODO (it was: this)", "TODO (it was: this)"),
        ("TODO: this | that", "TODO: this that"),
        ("TODO: Another | one", "TODO: at 27-40"),
        ("TODO: \u2028\x07", "TODO"),
    ],
)
def test_a_place_to_be_given_is_proposed_as_a_cell_names_it(quote: str, cell: str) -> None:
    texts = {"article:letters": TEXT}

    (row,) = book_of_draft(_with_mention(quote), texts).sheets["Mentions"].rows

    assert row.cells["places"] == cell
    assert "more" not in row.cells


def test_a_place_outside_the_sentences_is_proposed_by_its_words() -> None:
    made = _with_mention("TODO: Another")
    del made["articles"][0]["segments"][1]

    (row,) = book_of_draft(made, {"article:letters": TEXT}).sheets["Mentions"].rows

    assert row.cells["places"] == "TODO: Another"


def test_a_paragraph_that_stands_nowhere_is_not_written() -> None:
    made = _draft()
    made["articles"][0]["segments"][0] = {
        "kind": "body",
        "voice": "author",
        "quote": "TODO: not there",
    }

    with pytest.raises(UnwritableError, match="articles/0/segments/0"):
        book_of_draft(made, {"article:letters": TEXT})


def _with_quoted(evidence: str) -> dict[str, Any]:
    """A claim with words that stand in the text twice, and once in its evidence."""
    made = _draft()
    source = {
        "kind": "unspecified",
        "mode": "direct",
        "act": "communication",
        "commitment": "CT+",
        "quoted": [{"quote": "said so"}],
    }
    made["claims"] = [
        {
            "id": "claim:a",
            "proposition": "It is so.",
            "kind": "factual",
            "tense": "present",
            "about": ["actor:a"],
            "utterances": [
                {
                    "article": "article:letters",
                    "commitment": "Uu",
                    "sources": [source],
                    "evidence": [{"quote": evidence}],
                }
            ],
        }
    ]
    return made


def test_words_of_evidence_that_is_to_be_given_stay_words() -> None:
    """Nobody knows yet which ones they are."""
    texts = {"article:letters": TEXT}

    book = book_of_draft(_with_quoted("TODO (it was: Another said so)"), texts)

    (row,) = [row for row in book.sheets["Claims"].rows if "proposition" in row.cells]
    assert "quoted words" not in row.cells
    assert "voice/sources/0/quoted/0/quote = said so" in row.cells["more"]


def test_a_paragraph_that_is_not_found_is_not_written() -> None:
    made = _draft()
    made["articles"][0]["segments"][0]["quote"] = "not there"

    with pytest.raises(UnwritableError, match="articles/0/segments/0"):
        book_of_draft(made, {"article:letters": TEXT})


@pytest.mark.parametrize("first", [True, False])
def test_two_articles_of_one_id_are_refused_whichever_of_them_has_uncoded_places(
    first: bool,
) -> None:
    made = _draft()
    other = copy.deepcopy(made["articles"][0])
    made["articles"].append(other)
    made["articles"][0 if first else 1]["uncoded"] = [{"reason": "unclear", "spans": []}]
    made["articles"][1 if first else 0].pop("uncoded", None)

    with pytest.raises(AmbiguousIdError, match="article:letters"):
        book_of_draft(made, {"article:letters": TEXT})
