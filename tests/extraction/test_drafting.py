"""An answer into a new draft, or into one that has records."""

import copy
import json
from typing import Any

import pytest

import detente
from detente import AnswerError, InputError, extraction
from detente.extraction import draft, feedback
from tests.extraction.articles import HEAD, ICE, RIGHT, TEXTS, actor, right


def test_the_right_answers_make_a_draft_that_seals() -> None:
    made = right()

    assert feedback(made, TEXTS) == ()
    sealed = detente.seal(json.dumps(made).encode(), TEXTS)
    assert sealed.report.ok
    assert len(sealed.dataset.claims) == 30
    assert [len(relation.accounts) for relation in sealed.dataset.relations] == [2]


def test_an_answer_makes_a_skeleton_with_its_records() -> None:
    made = draft(ICE, RIGHT["ice"])

    assert made.notes == made.doubles == ()
    assert [article["id"] for article in made.draft["articles"]] == ["article:ice"]
    assert made.draft["articles"][0]["title"] == "The ice and the accord"
    assert made.draft["dataset"]["title"].startswith("TODO")
    assert len(made.draft["claims"]) == 14


def test_a_draft_is_not_changed_by_an_answer_that_is_added() -> None:
    first = draft(ICE, RIGHT["ice"]).draft
    before = copy.deepcopy(first)
    draft(ICE, RIGHT["ice"], into=first)

    assert first == before


def test_a_text_without_a_name_belongs_to_the_article_that_has_its_words() -> None:
    made = draft(TEXTS["ferry.txt"], RIGHT["ferry"], into=HEAD)
    assert [article["id"] for article in made.draft["articles"]] == ["article:ice", "article:ferry"]
    assert draft(TEXTS["ferry.txt"], "{}").draft["articles"][0]["id"] == "article:text"


def test_a_text_that_a_draft_lacks_is_added() -> None:
    first = draft(ICE, "{}").draft
    made = draft({"ferry.txt": TEXTS["ferry.txt"]}, "{}", into=first).draft
    assert [article["id"] for article in made["articles"]] == ["article:ice", "article:ferry"]
    del first["articles"]
    assert draft(ICE, "{}", into=first).draft["articles"][0]["id"] == "article:ice"


# --- what the draft has already -------------------------------------------------------------------


def test_an_actor_with_a_known_id_and_name_is_that_one_and_gets_its_new_names() -> None:
    first = draft(ICE, {"actors": [actor("turkey", "Turkey")]}).draft
    again = actor("turkey", "turkey")
    again["names"].append({"text": "Ankara", "kind": "metonym"})
    made = draft(ICE, {"actors": [again]}, into=first)

    assert [a["id"] for a in made.draft["actors"]] == ["actor:turkey"]
    assert [n["text"] for n in made.draft["actors"][0]["names"]] == ["Turkey", "turkey", "Ankara"]
    assert made.notes == ("actor:turkey is in the draft already; also called turkey, Ankara",)
    assert made.doubles == ()


def test_what_differs_of_a_known_actor_is_told_and_not_taken() -> None:
    first = draft(ICE, {"actors": [actor("turkey", "Turkey", codes=["x/a"])]}).draft
    again = actor("turkey", "Turkey", codes=["x/b"], part_of="actor:nato")
    made = draft(ICE, {"actors": [again]}, into=first)

    assert made.draft["actors"][0]["codes"] == ["x/a"]
    assert made.draft["actors"][0]["part_of"] == "actor:nato"
    assert 'actor:turkey/codes stays ["x/a"]; the answer has ["x/b"]' in made.notes


@pytest.mark.parametrize(
    "other", [actor("turkey", "Turk"), actor("turkey", "Turkey", kind="group")]
)
def test_another_actor_with_a_known_id_gets_another_id_everywhere(other: dict[str, Any]) -> None:
    first = draft(ICE, {"actors": [actor("turkey", "Turkey")]}).draft
    claim = {"id": "claim:x", "about": ["actor:turkey", "actor:turkey-2"], "judged": "actor:turkey"}
    given = {"actors": [other, actor("turkey-2", "Z")], "claims": [claim]}
    made = draft(ICE, given, into=first)

    assert [a["id"] for a in made.draft["actors"]] == [
        "actor:turkey",
        "actor:turkey-3",
        "actor:turkey-2",
    ]
    assert made.draft["claims"][0]["about"] == ["actor:turkey-3", "actor:turkey-2"]
    assert made.draft["claims"][0]["judged"] == "actor:turkey-3"
    assert made.notes == ("actor:turkey is another record in the draft; here it is actor:turkey-3",)


def test_an_unidentified_actor_is_never_a_known_one() -> None:
    gunmen = actor("gunmen", "gunmen", unidentified=True)
    first = draft(ICE, {"actors": [gunmen]}).draft
    made = draft(ICE, {"actors": [gunmen]}, into=first)
    assert [a["id"] for a in made.draft["actors"]] == ["actor:gunmen", "actor:gunmen-2"]
    assert made.doubles == ()


def test_ids_of_claims_are_names_within_one_answer() -> None:
    made = draft(ICE, RIGHT["ice"], into=draft(ICE, RIGHT["ice"]).draft)
    ids = [claim["id"] for claim in made.draft["claims"]]

    assert len(ids) == len(set(ids)) == 28
    assert made.draft["claims"][14]["utterances"]
    assert "claim:gift is another record in the draft; here it is claim:gift-2" in made.notes
    counters = made.draft["links"][1]
    assert (counters["source"], counters["target"]) == (
        "claim:wise-bargain-2",
        "claim:serves-fleet-2",
    )
    assert len(made.draft["relations"]) == 1


def test_two_records_with_one_id_in_one_answer_are_left_to_validation() -> None:
    given = copy.deepcopy(RIGHT["ice"])
    given["claims"].append(given["claims"][0])
    made = draft(ICE, given)
    assert [remark.code for remark in feedback(made.draft, ICE) if remark.severity == "error"] == [
        "D203"
    ]


def test_what_somebody_has_filled_in_of_an_article_stays() -> None:
    first = draft(ICE, {"articles": [{"id": "article:ice", "title": "Ice", "genre": "news"}]}).draft
    assert first["articles"][0]["title"] == "Ice"
    assert first["articles"][0]["genre"] == "news"
    first["articles"][0]["uncoded"] = [{"spans": [{"quote": "Ice"}], "reason": "question"}]
    more = [{"spans": [{"quote": "Tea"}], "reason": "unclear"}]
    stated = {"id": "article:ice", "title": "Tea", "genre": "news", "language": "en", "note": "Hm."}
    stated["uncoded"] = more + first["articles"][0]["uncoded"]
    made = draft(ICE, {"articles": [stated]}, into=first)

    article = made.draft["articles"][0]
    assert (article["title"], article["genre"], article["language"]) == ("Ice", "news", "en")
    assert article["note"] == "Hm."
    assert article["uncoded"] == first["articles"][0]["uncoded"] + more
    assert made.notes == ("article:ice/title is filled in already",)


def test_an_article_that_the_draft_does_not_have_is_refused() -> None:
    with pytest.raises(AnswerError, match="there is no article article:tea; articles: article:ice"):
        draft(ICE, {"articles": [{"id": "article:tea"}]})
    with pytest.raises(AnswerError, match="there is no article None"):
        draft(ICE, {"articles": [None]})


@pytest.mark.parametrize(
    ("into", "why"),
    [
        ({}, "not a draft of version 1.0"),
        ({"format": "detente", "version": "1.0"}, "not a draft"),
        ({"format": "detente-draft", "version": "0.9"}, "not a draft"),
        ({"format": "detente-draft", "version": "1.0", "x": {1}}, "no JSON values"),
        ({"format": "detente-draft", "version": "1.0", "x": float("nan")}, "no JSON values"),
        ({"format": "detente-draft", "version": "1.0", "claims": {}}, "claims: expected a list"),
    ],
)
def test_what_is_no_draft_is_refused(into: Any, why: str) -> None:
    with pytest.raises(InputError, match=why):
        draft(ICE, "{}", into=into)


def test_corrections_in_an_answer_are_not_applied_here() -> None:
    patch = {"record": "claim:x", "field": "kind", "value": "causal"}
    assert draft(ICE, {"corrections": [patch]}).draft == draft(ICE, "{}").draft


def test_everything_public_is_there() -> None:
    for name in dir(extraction):
        assert getattr(extraction, name) is not None
