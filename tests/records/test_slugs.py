"""Ids made of words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.records.constraints import id_pattern
from detente.records.slugs import LENGTH, proposed_id, slug_of, with_ids, words_for


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Putin invites Kim: Victory Day", "putin-invites-kim-victory-day"),
        ("Être ou ne pas être", "etre-ou-ne-pas-etre"),
        ("The king's men", "the-kings-men"),
        ("北京 2008", "2008"),
        ("", ""),
        ("a" * 70, "a" * 60),
        (f"one {'b' * 56} three", "one-" + "b" * 56),
        (f"one {'b' * 57} three", "one"),
    ],
)
def test_words_become_a_slug_that_ends_between_words(words: str, slug: str) -> None:
    assert slug_of(words) == slug


def test_a_taken_id_has_a_number_and_so_do_words_without_latin_letters() -> None:
    assert proposed_id("event", "Talks", {"event:talks"}) == "event:talks-2"
    assert proposed_id("event", "Talks", {"event:talks", "event:talks-2"}) == "event:talks-3"
    assert proposed_id("event", "Переговоры", ()) == "event:1"
    assert proposed_id("event", "2008 年", {"event:1"}) == "event:2"
    long = "b" * 56 + " ccc"
    assert proposed_id("claim", long, {f"claim:{slug_of(long)}"}) == f"claim:{'b' * 56}-2"


@given(st.text(max_size=90), st.integers(0, 3))
def test_every_proposed_id_is_one_and_is_new(words: str, times: int) -> None:
    taken: set[str] = set()
    for _ in range(times + 1):
        id_ = proposed_id("event", words, taken)
        assert id_ not in taken
        assert re.match(id_pattern("event"), id_)
        assert len(id_.removeprefix("event:")) <= LENGTH
        taken.add(id_)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"proposition": "It rains.", "kind": "factual"}, "It rains."),
        ({"label": "A vote", "type": "consult"}, "A vote"),
        ({"names": [{"text": "Norway", "kind": "common"}]}, "Norway"),
        ({"source": "claim:a-b", "target": "event:c", "kind": "rivals"}, "a-b c"),
        ({"parties": ["actor:norway", "actor:sweden"]}, "norway sweden"),
        ({"article": "article:x", "actor": "actor:norway", "form": "name"}, "norway"),
        ({"names": [5], "label": 3, "parties": "x"}, ""),
        ({"names": []}, ""),
    ],
)
def test_an_id_is_made_of_what_a_record_is_called(record: dict, words: str) -> None:
    assert words_for(record) == words


def test_only_records_without_an_id_get_one() -> None:
    rows = [{"label": "A vote", "id": ""}, {"id": "event:a-vote"}, {"label": "A vote"}, 7]

    made = with_ids(rows, "event", set())

    assert [row["id"] for row in made[:3]] == ["event:a-vote-2", "event:a-vote", "event:a-vote-3"]
    assert list(made[0]) == ["id", "label"]
    assert made[3] == 7
