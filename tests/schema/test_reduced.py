"""Records of a model under the reduced schema."""

import pytest

from detente.dataset import Dataset
from detente.records import model
from detente.schema.reduced import KEPT, drop_nulls


def test_dropping_nulls_keeps_zero_and_empty_words() -> None:
    assert drop_nulls({"value": 0, "a": None, "b": [], "c": False, "d": ""}) == {
        "value": 0,
        "d": "",
    }


LEFT_OUT = {
    "Actor": "identifiers exists predecessors part_of posts references note",
    "Name": "language",
    "Event": "aggregate part_of time place references note",
    "EventAccount": "pragmatic place annotator confidence note",
    "Participant": "post",
    "Claim": "direction assessments note",
    "Utterance": "pragmatic likelihood annotator confidence note",
    "Source": "pragmatic time",
    "Link": "cue annotator confidence note",
    "Relation": "note",
    "RelationAccount": "annotator confidence note",
    "Factor": "denied period",
    "Span": "start end anchor",
    "Time": "mod mod_end",
    "Quantity": "upper per",
}
"""What a model is not asked for, extensions apart."""


@pytest.mark.parametrize("name", KEPT)
def test_every_field_is_asked_for_or_listed(name: str) -> None:
    (cls,) = (found for found in model.classes(Dataset) if found.name == name)
    fields = {field.key for field in cls.fields} | ({"quote", "nth"} if name == "Span" else set())
    kept, left_out = {*KEPT[name].split()}, {*LEFT_OUT.get(name, "").split(), "ext"}

    assert not kept & left_out
    assert fields == kept | left_out, "ask for the field in schema/reduced.py, or list it here"
