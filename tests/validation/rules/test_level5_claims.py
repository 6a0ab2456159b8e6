"""Level 5: attitudes, effects and judgements of claims."""

import pytest

from tests.sample import codes_after

REGARD = '{"kind": "regard", "actors": ["actor:norway"]}'


@pytest.mark.parametrize("kind", ["want", "fear", "belief"])
def test_only_a_regard_has_a_direction_without_a_judgement(kind: str) -> None:
    direction = 'claim:still-friends/direction = "positive"'
    regard = f"claim:still-friends/attitude = {REGARD}"

    assert codes_after(regard, direction) == set()
    assert codes_after(regard.replace("regard", kind), direction) == {"D513"}


def test_a_prediction_may_have_an_attitude() -> None:
    assert codes_after(f"claim:hope-of-peace/attitude = {REGARD}") == set()


@pytest.mark.parametrize("judged", ["issue:separation", "claim:no-vote", "event:vote"])
def test_what_is_no_actor_is_judged_but_not_called_on(judged: str) -> None:
    edit = f'claim:lesson/judged = "{judged}"'

    assert codes_after(edit) == {"D512"}
    assert codes_after(edit, 'claim:lesson/kind = "evaluative"') == set()


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
