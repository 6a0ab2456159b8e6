"""A field of a record is compared by agreement, or is here with the reason why not."""

import pytest

from detente.analysis.agreement import fields as f
from detente.dataset import Dataset
from detente.records import model

COMPARED = {
    "Event": (*f.EVENT, *f.EVENT_REFERENCES),
    "EventAccount": (*f.ACCOUNT, *f.ACCOUNT_REFERENCES),
    "Claim": (*f.CLAIM, *f.CLAIM_REFERENCES),
    "Utterance": (*f.UTTERANCE, *f.UTTERANCE_REFERENCES),
    "Source": (*f.SOURCE, *f.SOURCE_REFERENCES),
    "Phase": (*f.PHASE, *f.PHASE_REFERENCES),
    "Factor": (*f.FACTOR, *f.FACTOR_REFERENCES),
    "Mention": f.MENTION_REFERENCES,
    "Link": f.LINK_REFERENCES,
}

ELSEWHERE = {
    "Event": "accounts",
    "EventAccount": "article evidence time",
    "Claim": "scope utterances",
    "Utterance": "article evidence",
    "Source": "cue quoted",
    "Phase": "period",
    "Factor": "period",
    "Mention": "article form spans",
    "Link": "article cue kind source target",
}
"""What other modules compare: evidence and spans, times, kinds of links and mentions, parts."""

NOT_COMPARED = {
    "Event": "id label time place references note ext",
    "EventAccount": "place quantities annotator confidence note ext",
    "Claim": "id proposition quantities assessments note ext",
    "Utterance": "annotator confidence note ext",
    "Source": "pragmatic time ext",
    "Phase": "ext",
    "Factor": "label ext",
    "Mention": "id annotator confidence note ext",
    "Link": "id annotator confidence note ext",
}
"""Own words and ids, which each annotator chooses; who annotated; what is seldom given (places,
quantities, times of sources and of events apart from their accounts)."""


@pytest.mark.parametrize("name", COMPARED)
def test_every_field_is_compared_or_listed(name: str) -> None:
    (cls,) = (found for found in model.classes(Dataset) if found.name == name)
    compared = {each.field for each in COMPARED[name]} | {*ELSEWHERE[name].split()}
    left_out = {*NOT_COMPARED[name].split()}

    assert not compared & left_out
    assert {field.name for field in cls.fields} == compared | left_out, (
        "compare the field in analysis/agreement/fields.py, or list it here"
    )
