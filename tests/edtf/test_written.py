"""Dates as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.edtf import parse
from detente.edtf.written import readings


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("August 2, 2019", ["2019-08-02"]),
        ("Aug. 2 2019", ["2019-08-02"]),
        ("2 August 2019", ["2019-08-02"]),
        ("2nd of august, 2019", ["2019-08-02"]),
        ("August 2019", ["2019-08"]),
        ("summer 1905", ["1905-22"]),
        ("the 1880s", ["188X"]),
        ("since 2014", ["2014/.."]),
        ("2019/08/02", ["2019-08-02"]),
        ("2019.8.2", ["2019-08-02"]),
        ("2019-8-2", ["2019-08-02"]),
        ("2019-31-1", []),
        ("02.08.2019", ["2019-08-02", "2019-02-08"]),
        ("8/2/2019", ["2019-02-08", "2019-08-02"]),
        ("25.12.2019", ["2019-12-25"]),
        ("12/25/2019", ["2019-12-25"]),
        ("02.02.2019", ["2019-02-02"]),
        ("31.31.2019", []),
        ("February 30, 2019", []),
        ("02.08.19", []),
        ("early 2019", []),
        ("last year", []),
        ("the summit", []),
        ("", []),
    ],
)
def test_a_written_date_has_its_readings(text: str, dates: list[str]) -> None:
    assert readings(text) == dates


@given(st.text(alphabet="0123456789./- AugustMay,thof"))
def test_readings_are_edtf(text: str) -> None:
    for date in readings(text):
        parse(date)
