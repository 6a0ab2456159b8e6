"""Alignments by other tie orders, which keep what those cannot change of the first."""

import copy
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.analysis.agreement.agree import _by_record
from detente.analysis.agreement.aligning import TIE_ORDERS, Alignment
from detente.analysis.agreement.candidates import Candidates
from detente.analysis.agreement.collection import Collection
from detente.analysis.agreement.figures import Figure
from detente.analysis.agreement.groups import Units
from detente.analysis.agreement.sides import View
from tests.analysis.agreement.editing import SAMPLE, by_id, crowded, edited, load

ARTICLES = [article["id"] for article in SAMPLE["articles"]]

LAYERS = ("segments", "uncoded", "mentions", "events", "claims", "phases", "factors", "links")


def candidates(left: Any, right: Any) -> Candidates:
    return Candidates(*(View(load(document), ARTICLES, {}) for document in (left, right)))


def with_namesakes(document: Any, seed: int) -> Any:
    """Actors, relations and claims that are there several times, which nothing or little tells apart."""
    dice = random.Random(seed)
    document = crowded(document, seed)
    actors = [actor["id"] for actor in document["actors"]]
    for actor in list(document["actors"]):
        for number in range(dice.randint(0, 2)):
            document["actors"].append({**actor, "id": f"{actor['id']}-{number}"})
            actors.append(document["actors"][-1]["id"])
    for claim in document["claims"]:
        claim["about"] = dice.sample(actors, 2)
    for mention in document["mentions"]:
        mention["actor"] = dice.choice(actors)
    for event in document["events"]:
        for account in event["accounts"]:
            for participant in account.get("participants", ()):
                participant["actor"] = dice.choice(actors)
    for number in range(3):
        relation = copy.deepcopy(document["relations"][0])
        relation["id"] += f"-{number}"
        relation["parties"] = dice.sample(actors, 2)
        document["relations"].append(relation)
    return document


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(*[st.integers(0, 10**6)] * 2)
@pytest.mark.parametrize("crowd", [crowded, with_namesakes])
def test_another_tie_order_pairs_what_it_would_without_the_first(
    crowd: Any, one: int, other: int
) -> None:
    both = candidates(crowd(SAMPLE, one), crowd(SAMPLE, other))
    first = Alignment(both)
    for order in range(1, TIE_ORDERS + 1):
        anew, again = Alignment(both, order), Alignment(both, order, first=first)

        assert again.made == anew.made
        assert again.records == anew.records
        assert again.names == anew.names
        for layer in LAYERS:
            assert getattr(again, layer) == getattr(anew, layer)
        assert again.renamed == {
            id_
            for id_ in first.names.keys() | anew.names.keys()
            if first.names.get(id_) != anew.names.get(id_)
        }


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(*[st.integers(0, 10**6)] * 2)
def test_figures_of_another_alignment_are_those_that_all_of_its_pairs_give(
    one: int, other: int
) -> None:
    both = candidates(with_namesakes(SAMPLE, one), with_namesakes(SAMPLE, other))
    first = Alignment(both)
    base = collected(first)
    for alignment in first.others():
        changed, every = collected(alignment, base), collected(alignment)
        found = by_key(base) | by_key(changed)

        assert {key: found[key] for key in by_key(every) if key in found} == {
            key: figure for key, figure in by_key(every).items() if key in found
        }


def collected(alignment: Alignment, base: Collection | None = None) -> Collection:
    found = Collection(alignment, ARTICLES, base=base)
    _by_record(found)
    return found


def by_key(collection: Collection) -> dict[tuple[str, str | None], Figure]:
    return {(figure.key, figure.article): figure for figure in collection.figures}


def test_another_tie_order_decides_again_only_where_something_is_tied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    like = {**by_id(SAMPLE, "claim:war-avoided"), "id": "claim:once-more", "tense": "future"}
    twice = edited(SAMPLE, lambda document: document["claims"].append(like))
    decided: list[Units] = []
    plain = Units.decided

    def counted(units: Units, *given: Any) -> Any:
        decided.append(units)
        return plain(units, *given)

    monkeypatch.setattr(Units, "decided", counted)
    first = Alignment(candidates(twice, SAMPLE))
    everything = len(decided)
    decided.clear()
    other = Alignment(first.candidates, 1, first=first)

    assert other.made != first.made
    assert everything > 10
    # The claims of one article, and the phase or factor that rests on the claim whose partner is another now.
    assert [units.left[0].record.id.partition(":")[0] for units in decided] == ["claim", "relation"]
    assert other.events is first.events
    assert other.claims != first.claims
