"""Level 5: drivers of phases, objects of factors, parties of any kind."""

from tests.sample import codes_after


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
