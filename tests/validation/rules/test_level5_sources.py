"""Level 5: whose side a source is on, and whose attitude a ground gives."""

import pytest

import detente
from tests.sample import Case, codes_after

FACTOR = "relation:norway-sweden/accounts/0/factors/0"
GROUND = f'{FACTOR}/grounds = ["claim:hope-of-peace"]'
SOURCE = "claim:hope-of-peace/utterances/0/sources/0"


def attitude(*actors: str) -> str:
    listed = ", ".join(f'"actor:{actor}"' for actor in actors)
    return f'claim:hope-of-peace/attitude = {{"kind": "fear", "actors": [{listed}]}}'


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("role_only", set()),
        ("generic", set()),
        ("document", set()),
        ("unspecified", {"D524"}),
        ("collective", {"D521", "D524"}),
    ],
)
def test_only_a_source_that_no_actor_identifies_has_a_side(kind: str, codes: set[str]) -> None:
    assert codes_after(f'{SOURCE}/kind = "{kind}"', f'{SOURCE}/of = "actor:norway"') == codes


def test_the_holder_of_a_factor_is_one_of_those_who_have_the_attitude() -> None:
    assert codes_after(GROUND, attitude("norway")) == {"D525"}
    assert codes_after(GROUND, attitude("norway", "sweden")) == set()
    (found,) = detente.validate(Case((GROUND, attitude("norway"))).data)
    assert "feared by Norway (actor:norway), not by Sweden (actor:sweden)" in found.message


def test_who_has_a_post_in_a_party_speaks_for_it() -> None:
    holder = f'{FACTOR}/holder = "actor:norway"'

    assert codes_after(GROUND, attitude("michelsen"), holder) == set()
    assert codes_after(GROUND, attitude("michelsen")) == {"D525"}


def test_who_is_part_of_a_party_speaks_for_it() -> None:
    assert (
        codes_after(GROUND, attitude("michelsen"), 'actor:michelsen/part_of = "actor:sweden"')
        == set()
    )


def test_a_factor_of_both_or_of_several_grounds_is_left_alone() -> None:
    assert codes_after(GROUND, attitude("norway"), f"{FACTOR}/holder is removed") == set()
    more = f'{FACTOR}/grounds = ["claim:hope-of-peace", "event:vote"]'
    assert codes_after(more, attitude("norway")) == set()


def test_actors_that_are_part_of_each_other_are_followed_once() -> None:
    edits = (
        GROUND,
        attitude("norway"),
        'actor:norway/part_of = "actor:michelsen"',
        'actor:michelsen/part_of = "actor:norway"',
    )

    assert codes_after(*edits) == {"D205", "D525"}
