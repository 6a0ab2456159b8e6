"""The passes that the bundled dataset was adjudicated from lie beside it, as they came."""

from pathlib import Path

import pytest

import detente
from detente.dataset import Dataset
from detente.files import bundled, bundled_passes, bundled_path
from detente.records import Segment, Span, model

NAME = "dprk-russia"
PASSES = bundled_passes(NAME)
# Judgements whose sign is unclear: for information.
JUDGED = {"D568"}


def test_there_are_two_the_fresh_reader_and_the_earlier_one() -> None:
    assert (f"{NAME}/drawn", f"{NAME}/earlier", f"{NAME}/pass-a", f"{NAME}/pass-b") == PASSES
    assert bundled() == (NAME,)


@pytest.mark.parametrize("name", PASSES)
def test_a_pass_is_of_the_same_texts(name: str) -> None:
    whole, single = detente.load_dataset(NAME), detente.load_dataset(name)
    assert single.dataset is not None
    assert single.dataset.status.value == ("draft" if name.endswith("earlier") else "pass")
    assert {a.id: a.text.sha256 for a in single.articles} == {
        a.id: a.text.sha256 for a in whole.articles
    }
    assert {a.kind.value for a in single.annotators} == {"software"}


@pytest.mark.parametrize("name", PASSES)
def test_a_pass_gives_away_no_digests(name: str) -> None:
    """Each further annotation of a text with digests of its own makes the words easier to guess."""
    single = detente.load_dataset(name)
    parts = [part for cls in (Span, Segment) for part in instances(single, cls)]
    assert parts
    assert not any(part.anchor for part in parts)


def instances(value: object, cls: type) -> list:
    if isinstance(value, cls):
        return [value]
    if isinstance(value, tuple):
        return [found for item in value for found in instances(item, cls)]
    if type(value) in {c.type for c in model.classes(Dataset)}:
        fields = model.describe(type(value)).fields
        return [f for field in fields for f in instances(getattr(value, field.name), cls)]
    return []


@pytest.mark.parametrize("name", PASSES)
def test_what_is_left_open_is_only_the_rest_of_the_text(name: str) -> None:
    found = {d.code for d in detente.validate(f"@{name}")} - JUDGED
    assert found == ({"D307"} if name.endswith("drawn") else set())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nothing", "no bundled dataset has this name; there are: dprk-russia"),
        ("nothing/pass-a", "no bundled dataset has this name"),
        ("dprk-russia/pass-z", "no pass has this name; there are: dprk-russia/drawn, "),
        ("dprk-russia/", "no pass has this name"),
        ("dprk-russia/../dprk-russia", "no pass has this name"),
    ],
)
def test_a_name_that_is_none(name: str, reason: str) -> None:
    with pytest.raises(detente.InputError, match="no ") as caught:
        bundled_path(name)
    assert reason in str(caught.value)


def test_a_dataset_without_passes() -> None:
    assert bundled_passes("nothing") == ()


@pytest.mark.parametrize("name", PASSES)
def test_a_pass_stands_in_the_words(name: str, articles: Path) -> None:
    report = detente.validate(f"@{name}", texts=articles)
    assert {d.code for d in report} <= {"D307"} | JUDGED
    assert len(report.texts) == 2
