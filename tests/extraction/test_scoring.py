"""An answer against an annotation."""

import copy
import json
from functools import cache
from typing import Any

import attrs
import pytest

import detente
from detente import InputError
from detente.extraction import run, score
from tests.extraction.articles import HEAD, RIGHT, TEXTS, right, simulated

pytest.importorskip("scipy", reason="the extra agreement is not installed")
ICE = {"ice.txt": TEXTS["ice.txt"]}


@cache
def annotated() -> detente.Dataset:
    return detente.seal(json.dumps(right()).encode(), TEXTS).dataset


def of_ice() -> detente.Dataset:
    made = run(lambda *_: RIGHT["ice"], ICE, into={**HEAD, "articles": HEAD["articles"][:1]})
    return made.dataset


def answer(**changes: Any) -> dict[str, Any]:
    made = copy.deepcopy(RIGHT["ice"])
    for claim in made["claims"]:
        slug = claim["id"].removeprefix("claim:").replace("-", "_")
        claim.update(changes.get(slug, {}))
    return made


def test_the_annotation_itself_has_the_full_score() -> None:
    found = score(RIGHT["ice"], of_ice(), texts=ICE)

    assert found.left_out == ()
    assert found.report.ok
    assert found.agreement.disagreements == ()
    assert found.agreement["claims/utterances"].score.f1 == 1


def test_a_sealed_dataset_needs_no_texts() -> None:
    assert score(annotated(), annotated()).agreement.disagreements == ()


def test_the_mistakes_that_no_rule_sees_lower_the_score() -> None:
    result = run(simulated.call, TEXTS, into=HEAD, rounds=4)
    found = score(result.dataset, annotated()).agreement

    differing = {f"{d.layer}/{d.name}" for d in found.disagreements}
    assert {"claims/about", "claims/condition", "claims/commitment", "events/type"} <= differing


def test_records_that_cannot_be_compared_are_left_out_and_all_others_are_not() -> None:
    wrong = answer(ice_gone={"kind": "factual"}, gift={"kind": "opinion"})
    evidence = wrong["claims"][12]["utterances"][0]["evidence"][0]
    assert wrong["claims"][12]["id"] == "claim:convenience"
    evidence["quote"] = "The two are the best of friends."
    found = score(wrong, of_ice(), texts=ICE)

    assert found.left_out == ("claim:gift", "claim:convenience")
    assert {d.code for d in found.report.errors} == {"D104", "D411", "D511"}
    counted = found.agreement["claims/utterances"].score
    assert (counted.both, counted.left, counted.right) == (12, 15, 12)
    assert found.agreement["claims/kind"].agreed == 11 / 12


def test_an_empty_answer_has_no_score_but_no_error() -> None:
    found = score("{}", of_ice(), texts=ICE)
    assert found.agreement["claims/utterances"].score.both == 0


def test_the_text_is_needed() -> None:
    with pytest.raises(InputError, match="an answer has quotes"):
        score("{}", of_ice())
    with pytest.raises(InputError, match="the annotated text is missing: article:ice"):
        score("{}", of_ice(), texts={"ice.txt": "Another text."})


def test_what_the_head_names_of_the_annotation_is_no_obstacle() -> None:
    made = of_ice()
    (article,) = made.articles
    basis = detente.TimeBasis.RESOLVED
    against = detente.Time(value="2017", basis=basis, against="event:protest")
    author = detente.Author(name="Mara Doe", actor="actor:oda-brandt")
    article = attrs.evolve(article, published=against, authors=(author,))
    found = score(RIGHT["ice"], made.evolve(articles=(article,)), texts=ICE)
    assert found.left_out == ()


def test_an_annotation_without_articles_has_none_in_common() -> None:
    with pytest.raises(InputError):
        score({"claims": []}, detente.Dataset(), texts=ICE)
