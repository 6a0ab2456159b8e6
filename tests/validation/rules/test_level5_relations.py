"""Level 5: drivers of phases, objects of factors, parties of any kind."""

import detente
from tests.sample import Case, codes_after


def test_third_actors_may_drive_a_trend() -> None:
    edit = 'relation:norway-sweden/accounts/0/phases/0/drivers = ["actor:michelsen"]'

    assert codes_after(edit) == set()


def test_an_issue_may_be_the_object_of_a_factor() -> None:
    edit = 'relation:norway-sweden/accounts/0/factors/0/object = ["issue:separation"]'

    assert codes_after(edit) == set()


def test_a_state_and_a_group_may_have_a_relation() -> None:
    for kind in ("armed_group", "party", "organisation"):
        codes = codes_after(f'actor:sweden/kind = "{kind}"')
        if codes == {"D104"}:
            continue
        assert codes == set()


def said_of_the_past(*edits: str) -> list[detente.Diagnostic]:
    """What D553 says where the union of 1814 is a party, after some edits."""
    party = 'relation:norway-sweden/parties = ["actor:michelsen", "actor:sweden-norway"]'
    report = detente.validate(Case((party, *edits)).data)
    return [d for d in report if d.code == "D553"]


def test_all_successors_are_named_and_none_is_advised() -> None:
    (finding,) = said_of_the_past()

    assert finding.message == (
        "actor:sweden-norway has the successors actor:norway and actor:sweden"
    )
    assert finding.help == "decide with which of them the relation goes on, if with one of them"
    assert dict(finding.params) == {"successors": ["actor:norway", "actor:sweden"]}


def test_one_successor_is_named_and_not_advised() -> None:
    (finding,) = said_of_the_past("actor:sweden/predecessors is removed")

    assert finding.message == "actor:sweden-norway has a successor, actor:norway"
    assert "actor:norway" not in finding.help
    assert "write" not in finding.help
