"""Level 5: times that cannot be together."""

import pytest

import detente
from tests.sample import Case


def contradiction(source: str, target: str) -> list[tuple[str, str]]:
    """Code and severity of what is said of two claims that contradict each other."""
    edits = (
        'link:same-matter/kind = "contradicts"',
        f'claim:still-friends/scope = {{"value": "{source}", "basis": "inferred"}}',
        f'claim:never-allies/scope = {{"value": "{target}", "basis": "inferred"}}',
    )
    return [(d.code, d.severity.value) for d in detente.validate(Case(edits).data)]


@pytest.mark.parametrize(
    ("source", "target"),
    [("2014/..", "/2008-12-02"), ("/2008-12-02", "2014/.."), ("/1905", "2005"), ("2005", "/1905")],
)
def test_a_period_of_unknown_beginning_that_is_over_contradicts_no_later_one(
    source: str, target: str
) -> None:
    assert contradiction(source, target) == [("D569", "warning")]


@pytest.mark.parametrize(
    ("source", "target"),
    [("2005/", "/2008-12-02"), ("/2008", "/1905"), ("2005/", "2004/"), ("1905/", "2005/..")],
)
def test_periods_that_may_overlap_can_contradict(source: str, target: str) -> None:
    assert contradiction(source, target) == []


def test_periods_that_are_known_are_one_finding() -> None:
    assert contradiction("2005", "1814/1905") == [("D574", "error")]
