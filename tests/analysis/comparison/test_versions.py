"""Two versions of one text are one voice."""

from typing import Any

import attrs
import pytest
from hypothesis import given

import detente
from detente import Comparison, Dataset
from detente.records import ArticleVersion, Reference
from detente.vocab.enums import VersionKind
from tests.analysis.comparison.test_compare import datasets
from tests.lethra import DOE, ROE, lethra
from tests.two_articles import NEW, OLD, THIRD

VOICES = ("agree", "parallel", "contradict", "rival", "changed", "later")


def with_versions(made: Dataset, **of: dict[str, Any]) -> Dataset:
    """A dataset in which some articles, named by their slugs, are versions."""
    versions = {
        f"article:{slug}": ArticleVersion(kind=VersionKind.UPDATE, **fields)
        for slug, fields in of.items()
    }
    articles = (attrs.evolve(a, version=versions.get(a.id)) for a in made.articles)
    return made.evolve(articles=tuple(articles))


def verdicts(compared: Comparison) -> set[str]:
    return {item.verdict.value for item in compared}


BOOK = {"reference": Reference(title="A book", url="https://example.org/book")}
SAME = {"reference": Reference(title="The same", url="https://example.org/book")}
TITLED = {"reference": Reference(title="A book")}


@pytest.mark.parametrize(
    "of",
    [
        {"roe": {"of": DOE}},
        {"doe": {"of": ROE}},
        {"doe": {"of": ROE}, "roe": {"of": DOE}},
        {"doe": BOOK, "roe": SAME},
        {"doe": TITLED, "roe": TITLED},
    ],
)
def test_versions_neither_agree_nor_contradict(of) -> None:
    voices = detente.compare(lethra())
    versions = detente.compare(with_versions(lethra(), **of))

    assert not voices.one_text
    assert versions.one_text
    assert not verdicts(versions) & {*VOICES}
    same, revised = versions.counts["unchanged"], versions.counts["revised"]  # type: ignore[index]
    assert same == len(voices.agreements)
    assert revised == sum(voices.counts[v] for v in VOICES[1:])  # type: ignore[index]
    assert versions.agreements == versions.contradictions == versions.opposed_remedies == ()
    assert len(versions) == len(voices)


@pytest.mark.parametrize(
    "of",
    [
        {"roe": {"of": "article:elsewhere"}},
        {"roe": BOOK},
        {"doe": BOOK, "roe": TITLED},
    ],
)
def test_versions_of_other_texts_are_two_voices(of) -> None:
    assert not detente.compare(with_versions(lethra(), **of)).one_text


def test_versions_of_a_third_text_are_of_one() -> None:
    first, second = lethra().articles
    third = attrs.evolve(first, id="article:third")
    made = lethra().evolve(articles=(first, second, third))
    of_third = with_versions(made, doe={"of": "article:third"}, roe={"of": "article:third"})

    assert detente.compare(of_third, DOE, ROE).one_text
    by_chain = with_versions(made, roe={"of": "article:third"}, third={"of": DOE})
    assert detente.compare(by_chain, DOE, ROE).one_text
    addressed = attrs.evolve(first, url="https://example.org/book")
    by_address = with_versions(made.evolve(articles=(addressed, second)), roe=BOOK)
    assert detente.compare(by_address).one_text


def test_one_address_alone_makes_no_versions() -> None:
    address = "https://example.org/same"
    articles = tuple(attrs.evolve(article, url=address) for article in lethra().articles)
    assert not detente.compare(lethra().evolve(articles=articles)).one_text


@given(datasets())
def test_no_two_versions_of_any_dataset_agree_or_contradict(made: Dataset) -> None:
    versions = with_versions(made, new={"of": OLD}, third={"of": NEW})

    for pair in ((OLD, NEW), (NEW, OLD), (OLD, THIRD)):
        assert not verdicts(detente.compare(versions, *pair)) & {*VOICES}
