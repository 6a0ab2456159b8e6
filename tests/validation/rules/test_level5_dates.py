"""Level 5: dates of all records are EDTF."""

import pytest

from tests.sample import codes_after


@pytest.mark.parametrize(
    "place",
    ["actor:norway/names/0/period", "issue:separation/names/0/period", "article:later/withdrawn"],
)
def test_dates_of_names_and_of_withdrawal_are_edtf(place: str) -> None:
    assert "D501" in codes_after(f'{place} = "1905-13"')
    assert "D501" not in codes_after(f'{place} = "2005-11"')
