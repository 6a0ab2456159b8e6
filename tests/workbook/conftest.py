"""A workbook that is filled in and clean."""

import pytest


@pytest.fixture
def filled():
    from tests.workbook.filled import Filled

    return Filled()
