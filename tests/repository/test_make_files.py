"""The files that the benchmarks read are clean, and the same for a seed."""

import runpy

import pytest

import detente
from tests.paths import ROOT

MAKE = ROOT / "benchmarks" / "make_files.py"


@pytest.mark.parametrize("articles", [1, 2])
def test_a_made_file_has_no_finding(articles: int) -> None:
    file = runpy.run_path(str(MAKE))["file"]
    made = file(articles)

    assert [d.code for d in detente.validate(made)] == []
    assert len(detente.loads(made).articles) == articles
    assert made == file(articles)
