"""Times of what is compared: certain, possible, apart."""

import attrs
import pytest

import detente
from detente.edtf import parse
from detente.edtf.overlap import overlap
from detente.render.comparison import as_text as comparison
from tests.two_articles import NEW, OLD, by, claim, dataset, found, link


@pytest.mark.parametrize(
    ("one_", "other", "expected"),
    [
        ("1995/2014", "2000/", "definite"),
        ("1991/2000", "2000/2014", "possible"),
        ("1991/2000", "2001/2014", "impossible"),
        ("/2015", "2019/2020", "impossible"),
        ("/2015", "2014/2020", "definite"),
        ("/2015", "2010/2012", "possible"),
        ("../2015", "2010/2012", "definite"),
        ("2014", "2014/2015", "definite"),
        ("198X", "1985", "possible"),
    ],
)
def test_periods_overlap_for_certain_possibly_or_not(one_, other, expected) -> None:
    assert overlap(parse(one_), parse(other)) == expected
    assert overlap(parse(other), parse(one_)) == expected


def test_what_is_no_date_is_an_unknown_one() -> None:
    left, right = claim("x", by(OLD), scope="2001"), claim("y", by(NEW), scope="2008")
    made = dataset(left, right, link("contradicts", "claim:x", "claim:y"))
    wrong = attrs.evolve(made.claims[1].scope, value="no date")
    made = made.evolve(claims=(made.claims[0], attrs.evolve(made.claims[1], scope=wrong)))
    compared = detente.compare(made)

    assert found(compared) == [("contradict", "excluded", "possible")]
    assert "(no date)" in comparison(compared)
