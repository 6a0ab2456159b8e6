"""Level 5: attitudes, effects and judgements of claims."""

import pytest

import detente
from tests.sample import Case, codes_after

REGARD = '{"kind": "regard", "actors": ["actor:norway"]}'
HOPEFUL = 'claim:hope-of-peace/direction = "positive"'


@pytest.mark.parametrize("kind", ["want", "fear", "belief"])
def test_only_a_regard_has_a_direction_without_a_judgement(kind: str) -> None:
    direction = 'claim:still-friends/direction = "positive"'
    regard = f"claim:still-friends/attitude = {REGARD}"

    assert codes_after(regard, direction) == set()
    assert codes_after(regard.replace("regard", kind), direction) == {"D513"}


def test_a_prediction_may_have_an_attitude() -> None:
    assert codes_after(f"claim:hope-of-peace/attitude = {REGARD}", HOPEFUL) == set()


@pytest.mark.parametrize("judged", ["issue:separation", "claim:no-vote", "event:vote"])
def test_what_is_no_actor_is_judged_but_not_called_on(judged: str) -> None:
    edit = f'claim:lesson/judged = "{judged}"'

    assert codes_after(edit) == {"D512"}
    mixed = 'claim:lesson/direction = "mixed"'
    assert codes_after(edit, 'claim:lesson/kind = "evaluative"', mixed) == set()


def test_a_claim_may_be_about_issues_and_claims() -> None:
    about = 'claim:lesson/about = ["issue:separation", "claim:no-vote"]'

    assert codes_after(about) == set()


@pytest.mark.parametrize(
    ("edits", "codes"),
    [
        (('claim:war-avoided/effects = ["issue:separation"]',), set()),
        (
            (
                'claim:war-avoided/effects = ["issue:separation"]',
                'claim:war-avoided/influence = "enables"',
            ),
            set(),
        ),
        (('claim:still-friends/effects = ["event:talks"]',), {"D527"}),
        (
            (
                'claim:hope-of-peace/causes = ["event:talks"]',
                'claim:hope-of-peace/influence = "contributes"',
            ),
            set(),
        ),
    ],
)
def test_effects_and_influence(edits: tuple[str, ...], codes: set[str]) -> None:
    assert codes_after(*edits) == codes


@pytest.mark.parametrize(
    ("edits", "codes"),
    [
        (('claim:lesson/kind = "evaluative"',), {"D568"}),
        (('claim:lesson/kind = "evaluative"', 'claim:lesson/direction = "negative"'), set()),
        (
            (
                'claim:lesson/kind = "evaluative"',
                'claim:lesson/note = "It may be meant either way."',
            ),
            set(),
        ),
        ((f"claim:hope-of-peace/attitude = {REGARD}",), {"D568"}),
        (('claim:still-friends/attitude = {"kind": "fear", "actors": ["actor:norway"]}',), set()),
        (('claim:lesson/kind = "evaluative"', "claim:lesson/judged is removed"), {"D512"}),
    ],
)
def test_a_judgement_and_a_regard_have_a_direction(edits: tuple, codes: set) -> None:
    assert codes_after(*edits) == codes


def test_a_missing_direction_fails_no_release() -> None:
    report = detente.validate(Case(('claim:lesson/kind = "evaluative"',)).data, strict=True)

    assert {d.severity for d in report if d.code == "D568"} == {"info"}
    assert "D568" not in {d.code for d in report.errors}
