"""Every rule's own example is carried out: wrong gives exactly this code, right does not."""

import pytest

import detente
from detente.validation.catalogue import all_rules
from tests.sample import DATA, TEXTS, WITHOUT_TEXTS, Case

RULES = all_rules()
# What cannot be said as an edit of the sample has its cases in faulty.py or tests of its own.
WITHOUT_EXAMPLE = {
    "D009",
    "D010",
    "D015",
    "D016",
    "D017",
    "D018",
    "D019",
    "D020",
    "D021",
    "D111",
    "D112",
    "D206",
    "D411",
    "D412",
    "D413",
    "D414",
    "D417",
    "D420",
    *(f"D70{n}" for n in range(1, 8)),
    "D900",
}
# What cannot be wrong alone: whitespace lies between segments; overlapping segments have two voices.
# A text without one of its spans is altered, and the other spans of the sample have no anchors.
ALTERED = {"D402", "D415"}
COMPANIONS = {
    "D304": {"D405"},
    "D305": {"D303"},
    **dict.fromkeys(("D402", "D408", "D409", "D410"), ALTERED),
    "D415": {"D402"},
}
# What the sample lacks as a release: it is short, and its spans have no anchors, so that offsets can be
# changed in examples.
LACKING = {"D603", "D606"}


def validated(code: str, case: Case) -> detente.Report:
    texts = None if code in WITHOUT_TEXTS else case.texts
    return detente.validate(case.data, texts=texts, strict=RULES[code].level == 6)


def test_the_sample_itself_is_clean() -> None:
    report = detente.validate(DATA, texts=TEXTS)

    assert list(report) == []
    assert set(report.texts) == {"article:union", "article:later"}


@pytest.mark.parametrize("code", [c for c in RULES if c not in WITHOUT_EXAMPLE])
def test_the_wrong_example_gives_this_code_and_no_other(code: str) -> None:
    report = validated(code, Case(RULES[code].example))

    others = (LACKING | COMPANIONS.get(code, set())) - {code}
    assert {d.code for d in report} - others == {code}
    assert {d.severity for d in report if d.code == code} == {RULES[code].severity}


@pytest.mark.parametrize("code", [c for c in RULES if RULES[c].instead])
def test_the_right_example_does_not_give_this_code(code: str) -> None:
    report = validated(code, Case(RULES[code].instead))

    others = LACKING | COMPANIONS.get(code, set()) - {code}
    assert {d.code for d in report} - others == set()


@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_documented(code: str) -> None:
    rule = RULES[code]

    assert rule.what
    assert rule.what.endswith(".")
    assert rule.why
    assert bool(rule.example) == (code not in WITHOUT_EXAMPLE)


def test_names_are_used_once() -> None:
    names = [rule.name for rule in RULES.values()]

    assert len(set(names)) == len(names)
