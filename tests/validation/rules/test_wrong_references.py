"""Whatever records the references of a dataset name, nothing that reads one falls over."""

import json
from typing import Any

import pytest

import detente
from detente.dataset import Dataset
from detente.records import ARRAYS, Participant, model
from detente.records.walk import parts
from tests.sample import DATA, TEXTS

SAMPLE = json.loads(DATA)
IDS = {name: SAMPLE[name][0]["id"] for name in ARRAYS} | {"dataset": SAMPLE["dataset"]["id"]}


def references() -> list[tuple[str, str, bool]]:
    """All fields of all classes that name records: class, key, whether it is a list."""
    classes = model.classes(Dataset)
    return [(c.name, f.key, f.many) for c in classes for f in c.fields if f.refs]


def retargeted(cls: str, key: str, id_: str, *, many: bool) -> bytes:
    """The sample with another record named in this field, wherever the class stands."""
    document = json.loads(DATA)
    for name, of in ARRAYS.items():
        for record in document[name]:
            for part in list(parts(record, of)):
                if part.cls is Participant:
                    part.value.setdefault("post", "King")
                if part.cls.__name__ == cls:
                    part.value[key] = [id_] if many else id_
    return json.dumps(document).encode()


@pytest.mark.parametrize(("cls", "key", "many"), references(), ids=str)
def test_a_reference_to_any_kind_of_record_is_judged(cls: str, key: str, many: bool) -> None:
    for id_ in IDS.values():
        data = retargeted(cls, key, id_, many=many)
        found = detente.validate(data, texts=TEXTS, strict=True)
        assert "D900" not in {d.code for d in found}
        if not any(d.code < "D2" for d in found.errors):
            read(detente.loads(data))


def read(dataset: Any) -> None:
    """Ask of a dataset what does not need it to hold together."""
    assert len(list(dataset.statements())) > 0
    assert detente.tables(dataset)
    assert detente.attach(dataset, TEXTS).articles
    assert dataset._repr_html_()
