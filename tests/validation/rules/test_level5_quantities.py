"""Level 5: bounds of quantities."""

import pytest

from tests.sample import codes_after


@pytest.mark.parametrize("bound", ["at_least", "at_most"])
def test_one_number_may_have_a_bound_and_a_range_not(bound: str) -> None:
    edit = f'event:talks/accounts/0/quantities/0/bound = "{bound}"'

    assert codes_after(edit) == set()
    assert codes_after(edit, "event:talks/accounts/0/quantities/0/upper = 5") == {"D595"}
