"""A field of a record is compared by agreement, or is here with the reason why not."""

import pytest

from detente.analysis.agreement import fields as f
from detente.dataset import Dataset
from detente.records import model

COMPARED = {
    "Actor": f.ACTOR,
    "Issue": (*f.ISSUE, *f.ISSUE_REFERENCES),
    "Segment": f.SEGMENT,
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
    "Actor": "codes identifiers names",
    "Issue": "codes identifiers names",
    "Article": "codes segments text uncoded",
    "Segment": "codes start end",
    "Uncoded": "reason spans",
    "Event": "accounts codes",
    "EventAccount": "article codes evidence time",
    "Claim": "codes scope utterances",
    "Attitude": "actors concerns kind",
    "Condition": "antecedents kind",
    "Participant": "actor role",
    "Utterance": "article codes evidence",
    "Source": "cue quoted",
    "Relation": "accounts parties",
    "RelationAccount": "article factors phases",
    "Phase": "codes period",
    "Factor": "codes period",
    "Mention": "article form spans",
    "Link": "article codes cue kind source target",
    "Time": "basis value words",
    "Span": "start end",
    "Scheme": "id several ordered values",
    "SchemeValue": "value",
}
"""What other modules compare or align by: evidence and spans, times, kinds of links and mentions, parts;
names and identifiers, by which records find each other; codes, with what their schemes say of them."""

OWN_WORDS = "own words, names and ids, which each annotator chooses, and who annotated"
KNOWN = "what is known of the article or actor from outside: not read from the passage"
SELDOM = "seldom given, so that a figure would say nothing"
NOT_COMPARED = {
    "Actor": {OWN_WORDS: "id note ext", KNOWN: "exists part_of posts predecessors references"},
    "Issue": {OWN_WORDS: "id note ext", KNOWN: "references"},
    "Article": {
        OWN_WORDS: "id note ext rights",
        KNOWN: "authors genre language published publisher references title url version withdrawn",
        SELDOM: "theses",
    },
    "Segment": {"how the segment is found again": "anchor", OWN_WORDS: "ext"},
    "Uncoded": {OWN_WORDS: "ext"},
    "Event": {OWN_WORDS: "id label note ext", SELDOM: "time place", KNOWN: "references"},
    "EventAccount": {
        OWN_WORDS: "annotator confidence note ext",
        SELDOM: "place",
        "numbers in any order, with what is counted in own words: which is which is a guess": (
            "quantities"
        ),
    },
    "Claim": {
        OWN_WORDS: "id proposition note ext",
        "as of accounts": "quantities",
        KNOWN: "assessments",
    },
    "Attitude": {OWN_WORDS: "ext"},
    "Condition": {OWN_WORDS: "ext"},
    "Participant": {OWN_WORDS: "ext", KNOWN: "post"},
    "Utterance": {OWN_WORDS: "annotator confidence note ext"},
    "Source": {SELDOM: "pragmatic time", OWN_WORDS: "ext"},
    "Relation": {OWN_WORDS: "id note ext"},
    "RelationAccount": {OWN_WORDS: "annotator confidence note ext"},
    "Phase": {OWN_WORDS: "ext"},
    "Factor": {OWN_WORDS: "label ext"},
    "Mention": {OWN_WORDS: "id annotator confidence note ext"},
    "Link": {OWN_WORDS: "id annotator confidence note ext"},
    "Time": {SELDOM: "mod mod_end against", KNOWN: "calendar", OWN_WORDS: "ext"},
    "Span": {"how the words are found again": "anchor", OWN_WORDS: "ext"},
    "Scheme": {
        OWN_WORDS: "title reference ext",
        "a code on another class is an error": "applies_to",
    },
    "SchemeValue": {OWN_WORDS: "definition broader ext"},
}

CLASSES_NOT_COMPARED = {
    "Dataset": "the whole",
    "Header": KNOWN,
    "Annotator": OWN_WORDS,
    "Assessment": KNOWN,
    "ArticleVersion": KNOWN,
    "Author": KNOWN,
    "TextProfile": "equal for one text: articles are matched by it",
    "Name": "aligns actors and issues by its text",
    "Identifier": "aligns actors and issues by scheme and value",
    "Post": KNOWN,
    "Place": SELDOM,
    "Quantity": "as the quantities of accounts; so there is no figure for which side is open either",
    "Reference": KNOWN,
}


@pytest.mark.parametrize("name", NOT_COMPARED)
def test_every_field_is_compared_or_listed(name: str) -> None:
    (cls,) = (found for found in model.classes(Dataset) if found.name == name)
    compared = {each.field for each in COMPARED.get(name, ())} | {*ELSEWHERE.get(name, "").split()}
    left_out = {field for fields in NOT_COMPARED[name].values() for field in fields.split()}

    assert not compared & left_out
    assert {field.name for field in cls.fields} == compared | left_out, (
        "compare the field in analysis/agreement/fields.py, or list it here"
    )


def test_every_class_is_compared_or_listed() -> None:
    listed = [*NOT_COMPARED, *CLASSES_NOT_COMPARED]

    assert sorted(listed) == sorted(cls.name for cls in model.classes(Dataset))
    assert COMPARED.keys() | ELSEWHERE.keys() <= NOT_COMPARED.keys()
