"""Writing says where a dataset holds what no file can hold."""

from pathlib import Path
from typing import Any

import attrs
import pytest

import detente
from tests.sample import DATA, with_ext

ds = detente.loads(DATA)
CLAIM = ds.claims[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "Not an id"}, 'Not an id at /claims/1/id: D105 "Not an id"'),
        ({"about": ("actor:Norway",)}, f'{CLAIM.id} at /claims/1/about/0: D105 "actor:Norway"'),
        ({"about": ()}, f"{CLAIM.id} at /claims/1/about: D107"),
        ({"ext": {"no namespace": 1}}, f"{CLAIM.id} at /claims/1/ext"),
        (
            {"ext": {"a.b/c": {1, 2}}},
            f"{CLAIM.id} at /claims/1/ext: D112 set is not a type of JSON",
        ),
        (
            {"quantities": (detente.Quantity(value=5.0, unit="count", of="x"),)},
            f"{CLAIM.id} at /claims/1/quantities/0/value: D0",
        ),
    ],
)
@pytest.mark.parametrize("name", ["x.detente.json", "x.detente.jsonl"])
def test_what_cannot_be_written_is_named_with_record_path_value_and_rule(
    change: dict[str, Any], said: str, name: str, tmp_path: Path
) -> None:
    wrong = ds.evolve(claims=(ds.claims[0], attrs.evolve(CLAIM, **change), *ds.claims[2:]))

    with pytest.raises(detente.UnwritableError) as raised:
        detente.dump(wrong, tmp_path / name)
    assert said in str(raised.value)
    with pytest.raises(detente.UnwritableError) as raised:
        detente.dumps(wrong)
    assert said in str(raised.value)


def test_the_header_is_a_record_too() -> None:
    assert ds.dataset is not None
    wrong = ds.evolve(dataset=attrs.evolve(ds.dataset, language="English"))
    with pytest.raises(detente.UnwritableError, match=r"dataset:\S+ at /dataset/language: D105"):
        detente.dumps(wrong)
    wrong = ds.evolve(dataset=attrs.evolve(ds.dataset, ext={"a.b/c": (1,)}))
    with pytest.raises(detente.UnwritableError, match=r"dataset:\S+ at /dataset/ext: D112 tuple"):
        detente.dumps(wrong)


def test_a_few_places_are_named_and_the_others_counted() -> None:
    claims = tuple(attrs.evolve(c, about=("actor:Wrong",)) for c in ds.claims)
    with pytest.raises(detente.UnwritableError, match=rf"and {len(claims) - 3} more"):
        detente.dumps(ds.evolve(claims=claims))


def test_what_is_wrong_beside_the_records_has_a_path_alone() -> None:
    wrong = ds.evolve(schema_uri="")
    with pytest.raises(detente.UnwritableError, match=r"^/\$schema: D1"):
        detente.dumps(wrong)


def test_where_no_place_is_known_the_reason_remains() -> None:
    evidence = (detente.Span(start=0, end=10**5000),)
    utterance = attrs.evolve(CLAIM.utterances[0], evidence=evidence)
    with pytest.raises(detente.UnwritableError):
        detente.dumps(ds.evolve(claims=(attrs.evolve(CLAIM, utterances=(utterance,)),)))


def test_an_extension_in_a_part_is_named_with_its_path() -> None:
    with pytest.raises(detente.UnwritableError, match="/ext: D112"):
        detente.dumps(with_ext({"a.b/c": [float("nan")]}))
