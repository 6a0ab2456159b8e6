"""A word that stands twice in a row, one of both deleted: the one that is left belongs to neither."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.text.attaching import contested
from detente.text.attaching.matching import match
from detente.text.profiles import profile
from tests.echoes import KINDS, answers, queries
from tests.profiles import examples

pytestmark = pytest.mark.counted

FIRST = "The ban broke no treaty, and it has not hurt Kelvany."
SECOND = "Kelvany sells its timber to Suvara today."
BEFORE = "In 2020 Osmerland closed its market to the timber of the north."
BEHIND = "The bank also pays for the dam, as it has done for many years."
TEXT = f"{BEFORE}\n\n{FIRST} {SECOND} {BEHIND}\n"


def verdicts(text, copy, *places):
    """For each place of the text the verdict, and the words in the copy. Paragraphs are searched too."""
    outcomes = match(queries(text, places), profile(text), copy)[: len(places)]
    return [(o.verdict.value, None if o.start is None else copy[o.start : o.end]) for o in outcomes]


def at(words, text=TEXT, number=0):
    """Where words are, of several ones those of a number."""
    found = [m.start() for m in re.finditer(re.escape(words), text)]
    return found[number], found[number] + len(words)


LOST = ("ambiguous", None)
SENTENCES = (at(BEFORE), at(FIRST), at(SECOND), at(BEHIND))


@pytest.mark.parametrize("deleted", ["Kelvany. ", " Kelvany"])
def test_a_name_beside_the_same_name_that_was_deleted_is_neithers(deleted):
    copy = TEXT.replace("hurt Kelvany. Kelvany", "hurt Kelvany. Kelvany".replace(deleted, "", 1))
    assert copy != TEXT

    names = verdicts(TEXT, copy, *SENTENCES, at("Kelvany"), at("Kelvany", number=1))

    assert names[1:3] == names[4:] == [LOST, LOST]
    assert [one[1] for one in (names[0], names[3])] == [BEFORE, BEHIND]


def test_what_else_the_sentences_have_is_found_though_they_are_not():
    copy = TEXT.replace("Kelvany. Kelvany", "Kelvany.")

    found = verdicts(TEXT, copy, *SENTENCES, at("treaty"), at("timber", number=1), at("Suvara"))

    assert [words for _, words in found[4:]] == ["treaty", "timber", "Suvara"]


def test_a_sentence_that_lost_its_name_is_not_found_if_only_the_name_before_is_a_span():
    copy = TEXT.replace("Kelvany. Kelvany", "Kelvany.")
    assert verdicts(TEXT, TEXT.replace("ban", "law"), at(SECOND))[0][1] == SECOND

    assert verdicts(TEXT, copy, at(SECOND), at("Kelvany"), at("Kelvany", number=1))[0] == LOST
    assert verdicts(TEXT, copy, at(FIRST), at("Kelvany"), at("Kelvany", number=1))[0] == LOST


def test_signs_that_are_others_at_the_edge_of_a_change_are_a_warning():
    copy = TEXT.replace("hurt Kelvany. Kelvany", "bothered Kelvany.")

    assert verdicts(TEXT, copy, *SENTENCES)[2] == LOST


@pytest.mark.parametrize("left", [1, 2])
def test_of_three_equal_names_in_a_row_none_is_found_where_one_or_two_are_left(left):
    text = TEXT.replace("Kelvany. Kelvany", "Kelvany, Kelvany. Kelvany")
    copy = TEXT.replace("Kelvany. Kelvany", ", ".join(["Kelvany"] * left) + ".")
    one, two = FIRST.replace("Kelvany", "Kelvany, Kelvany"), SECOND
    names = [at("Kelvany", text, number) for number in range(3)]

    found = verdicts(text, copy, at(one, text), at(two, text), *names, at("Suvara", text))

    assert [words for _, words in found] == [None] * 5 + ["Suvara"]


@pytest.mark.parametrize("covered", [True, False])
def test_an_equal_sentence_beside_a_deleted_one_is_not_taken_for_it(covered):
    text = TEXT.replace(SECOND, f"{BEHIND} {BEHIND}")
    text = text.replace(f" {BEHIND}\n", f" {SECOND}\n")
    copy = text.replace(f"{BEHIND} ", "", 1)
    spans = [at(BEHIND, text, 1), at("the dam", text, 1), at(BEFORE, text), at(FIRST, text)]
    spans += [at(BEHIND, text), at(SECOND, text)] if covered else []

    found = verdicts(text, copy, *spans)

    assert found[:2] == [LOST, LOST]
    assert found[2][1] == BEFORE


def test_a_row_of_equal_sentences_is_followed_to_a_bound(monkeypatch):
    monkeypatch.setattr(contested, "_ROUNDS", 1)
    text = TEXT.replace(SECOND, f"{SECOND} {SECOND} {SECOND}")
    places = at(BEFORE), at(FIRST), at(SECOND, text), at(BEHIND, text)

    found = verdicts(text, text.replace(f" {SECOND}", "", 1), *places)

    assert [words for _, words in found] == [BEFORE, FIRST, None, BEHIND]


def test_a_name_that_stands_once_is_found_where_another_word_was_deleted():
    copy = TEXT.replace("not hurt", "hurt").replace(" today", "")

    assert verdicts(TEXT, copy, at(BEFORE), at(BEHIND), at("bank"))[1:] == [
        ("exact", BEHIND),
        ("exact", "bank"),
    ]


def test_a_passage_that_is_nobodys_does_not_stand_up_for_the_one_beside_it():
    assert [one for one in answers("sentence", 1182) if one.is_wrong] == []


@given(st.sampled_from([kind for kind in KINDS if kind != "equal"]), st.integers(0, 10_000))
@examples(3)
def test_no_name_and_no_sentence_has_the_place_of_its_like(kind, seed):
    assert [one for one in answers(kind, seed) if one.is_wrong] == []
