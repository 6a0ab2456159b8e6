"""The codebook: every value with examples for and against, and the values in other systems."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from detente.vocab import catalogue
from tests.codebook import MAPPED, VALUES, flat

NAMES = ["/".join(pair) for pair in VALUES]


def alike(text: str) -> str:
    return flat(text).casefold().rstrip(".")


# --- examples ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "value"), VALUES, ids=NAMES)
def test_a_value_is_shown_by_examples(name: str, value: str) -> None:
    entry = catalogue.vocabulary(name)[value]
    told = [*entry.examples, *(case.text for case in entry.counterexamples)]

    assert len(entry.examples) >= 2
    assert all(text.strip() == text != "" for text in told)
    assert len({alike(text) for text in told}) == len(told)
    said = {alike(entry.definition), alike(entry.decide or "")}
    assert said.isdisjoint(map(alike, told))


@pytest.mark.parametrize(("name", "value"), VALUES, ids=NAMES)
def test_a_value_is_told_from_others(name: str, value: str) -> None:
    found = catalogue.vocabulary(name)

    assert found[value].counterexamples
    for case in found[value].counterexamples:
        assert case.why.strip() == case.why != ""
        assert case.instead is None or case.instead in found
        assert case.instead != value


def test_no_example_stands_twice() -> None:
    seen = Counter(
        alike(text)
        for vocabulary in catalogue.vocabularies()
        for entry in vocabulary.values
        for text in entry.examples
    )
    assert [text for text, times in seen.items() if times > 1] == []


def test_what_shows_one_value_is_not_said_to_be_none_of_it() -> None:
    for vocabulary in catalogue.vocabularies():
        shown = {alike(text): e.value for e in vocabulary.values for text in e.examples}
        for entry in vocabulary.values:
            for case in entry.counterexamples:
                assert shown.get(alike(case.text), case.instead) == case.instead, case


# --- the values in other systems -----------------------------------------------------------------------


@pytest.mark.parametrize("name", MAPPED)
def test_crosswalks_speak_of_every_value(name: str) -> None:
    found = catalogue.vocabulary(name)
    assert found.systems
    assert all(tuple(entry.maps) == found.systems for entry in found.values)


def test_every_cameo_code_of_an_act_is_reached_once() -> None:
    types = catalogue.vocabulary("event_type").values
    codes = Counter(code for entry in types for code in entry.maps["cameo"])

    # 01 and 02 are statements and appeals, which PLOVER leaves out
    assert {code[:2] for code in codes} == {f"{root:02}" for root in range(3, 21)}
    assert set(codes.values()) == {1}
    assert all(re.fullmatch(r"\d{2,4}", code) for code in codes)
    # a root that is given whole is given to one type alone
    assert [code for code in codes if len(code) > 2 and code[:2] in codes] == []


def test_plover_types_have_a_class_and_a_score() -> None:
    for entry in catalogue.vocabulary("event_type").values:
        plover, quad, score = (entry.maps[name] for name in ("plover", "quad", "score"))
        if entry.value == "none":
            assert (plover, quad, score, entry.maps["cameo"]) == (None, None, None, [])
            continue
        assert plover == entry.value.upper()
        assert quad in (1, 2, 3, 4)
        assert entry.maps["cameo"]
        if entry.value == "accuse":  # printed without its sign
            assert score is None
            assert "score table" in entry.more["conflict"]
        else:
            assert -10 <= score <= 10
            assert (score >= 0) == (quad < 3) or entry.value == "request"
        assert (entry.more["status"] == "conflict") == ("conflict" in entry.more)


def test_modes_take_scores_and_codes_from_their_types() -> None:
    types = catalogue.vocabulary("event_type")
    without = set()
    for entry in catalogue.vocabulary("event_mode").values:
        assert set(entry.maps["score"]) == set(entry.maps["cameo"]) == set(entry.more["types"])
        for name, score in entry.maps["score"].items():
            assert score is None or -10 <= score <= 10
            assert score is not None or entry.value == "vandalize"
            of_type = tuple(types[name].maps["cameo"])
            assert all(code.startswith(of_type) for code in entry.maps["cameo"][name])
        if not any(entry.maps["cameo"].values()):
            without.add(entry.value)
    # CAMEO has no code for these, or the conversion table gives it to none of PLOVER's modes
    assert without == {
        *("multilateral", "resign", "strike", "vandalize", "convict", "weapons", "militia"),
        *("censor", "withhold", "misinformation", "cyber"),
        *("targeted", "destroy", "primitive", "aerial", "drone", "crowd-control"),
    }


def test_no_cameo_code_belongs_to_two_modes_of_a_type() -> None:
    for entry in catalogue.vocabulary("event_type").values:
        codes = Counter(code for mode in entry.more["modes"] for code in mode["cameo"])
        assert set(codes.values()) <= {1}


def test_bands_tile_the_hundred() -> None:
    bands = [
        (entry.maps["percent_from"], entry.maps["percent_to"])
        for entry in catalogue.vocabulary("likelihood").values
    ]
    assert bands[0][0] == 1
    assert bands[-1][1] == 99
    assert all(low < high for low, high in bands)
    assert all(a[1] == b[0] for a, b in pairwise(bands))
    words = [w for e in catalogue.vocabulary("likelihood").values for w in e.maps["icd203"]]
    assert len(set(words)) == len(words) == 14


def test_statuses_have_values_that_factbank_has() -> None:
    legal = {entry.value for entry in catalogue.vocabulary("commitment").values}
    for entry in catalogue.vocabulary("event_status").values:
        assert entry.maps["ere_realis"] in ("actual", "generic", "other")
        assert entry.maps["factbank"] in legal
    signs = {"positive": "+", "negative": "-", "unknown": "u"}
    letters = {"certain": "CT", "probable": "PR", "possible": "PS", "underspecified": "U"}
    for entry in catalogue.vocabulary("commitment").values:
        sign = signs[entry.maps["polarity"]]
        assert entry.maps["factbank"] == entry.value == letters[entry.maps["certainty"]] + sign


def test_roles_that_plover_has() -> None:
    found = {e.value: e.maps["plover"] for e in catalogue.vocabulary("role").values}
    assert {v for v in found.values() if v} == {"actor", "recipient"}
