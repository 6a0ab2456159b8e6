"""Corrections by record and field: what they change, and that they change nothing else."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import AnswerError, Severity
from detente.extraction import Change, Remark, apply
from tests.extraction.articles import right

DRAFT = right()
CLAIM = "claim:gift"


def record(draft: dict[str, Any], id_: str) -> Any:
    rows = (row for rows in draft.values() if isinstance(rows, list) for row in rows)
    return next((row for row in rows if row["id"] == id_), None)


def correct(field: str, value: Any, id_: str = CLAIM) -> Any:
    """The outcome of one correction."""
    return apply(DRAFT, [{"record": id_, "field": field, "value": value}])


def at(draft: Any, path: str, id_: str = CLAIM) -> Any:
    value = record(draft, id_)
    for key in path.split("/"):
        value = value[int(key) if key.isdecimal() else key]
    return value


@pytest.mark.parametrize(
    ("field", "value", "new"),
    [
        ("kind", "evaluative", "evaluative"),
        ("/kind/", "evaluative", "evaluative"),
        ("proposition", "12", "12"),
        ("note", '"quoted"', '"quoted"'),
        ("utterances/0/commitment", "CT-", "CT-"),
        ("utterances/1/sources/0/cue/0/quote", "deny it", "deny it"),
        ("utterances/1/sources/0/cue/0/nth", "2", 2),
        ("utterances/1/sources/0/cue/0/nth", 2, 2),
        ("about/1", "issue:sound", "issue:sound"),
        ("about", '["actor:ilmaren"]', ["actor:ilmaren"]),
        ("about", ["actor:ilmaren"], ["actor:ilmaren"]),
        ("scope", '{"words": [], "value": "2016", "mod": ""}', {"value": "2016"}),
        (
            "quantities",
            '[{"value": 1, "upper": null, "unit": "count", "per": "", "of": "ships"}]',
            [{"value": 1, "unit": "count", "of": "ships"}],
        ),
        (
            "condition",
            {"kind": "conditional", "antecedents": []},
            {"kind": "conditional", "antecedents": []},
        ),
        ("utterances/0/sources/0/time", '{"value": "2017"}', {"value": "2017"}),
    ],
)
def test_a_value_is_corrected(field: str, value: Any, new: Any) -> None:
    before = copy.deepcopy(DRAFT)
    made = correct(field, value)

    assert made.refused == ()
    assert at(made.draft, field.strip("/")) == new
    assert made.changes[0].new == new
    assert before == DRAFT


def test_fields_that_hold_no_string_are_json() -> None:
    made = correct("aggregate", "true", "event:protest")
    assert record(made.draft, "event:protest")["aggregate"] is True
    made = correct("accounts/0/quantities/0/value", "9", "event:two-kept")
    assert at(made.draft, "accounts/0/quantities/0/value", "event:two-kept") == 9


@pytest.mark.parametrize("value", [None, "null"])
@pytest.mark.parametrize(
    "field", ["utterances/0/sources/0/time", "utterances/1", "about", "about/1", "tense"]
)
def test_null_deletes(field: str, value: Any) -> None:
    made = correct(field, value)

    assert made.refused == ()
    assert made.changes[0].old == at(DRAFT, field)
    *above, last = field.split("/")
    holder = at(made.draft, "/".join(above)) if above else record(made.draft, CLAIM)
    if last.isdecimal():
        assert at(DRAFT, field) not in holder
    else:
        assert last not in holder


def test_an_empty_string_deletes_what_may_be_absent_and_null_what_is_not_there() -> None:
    assert "direction" not in record(
        correct("direction", "", "claim:wise-bargain").draft, "claim:wise-bargain"
    )
    made = correct("scope", "null")
    assert made.changes == (Change(CLAIM, "scope", None, None),)
    assert made.draft == DRAFT


@pytest.mark.parametrize("value", [None, "null", " null "])
def test_a_record_is_deleted_by_null(value: Any) -> None:
    made = correct("", value)

    assert record(made.draft, CLAIM) is None
    assert len(made.draft["claims"]) == len(DRAFT["claims"]) - 1
    assert made.changes[0].new is None
    assert str(made.changes[0]).startswith('claim:gift: {"id": "claim:gift"')
    assert str(made.changes[0]).endswith("becomes nothing")


def test_items_are_added_at_the_end() -> None:
    span = {"quote": "Tarsova", "nth": 0, "within": "The protest"}
    made = apply(
        DRAFT,
        [
            {"record": CLAIM, "field": "about/-", "value": "issue:sound"},
            {"record": CLAIM, "field": "about/-", "value": "actor:tarsova"},
            {"record": CLAIM, "field": "themes/-", "value": "economic"},
            {"record": "mention:ice-tarsova", "field": "spans/-", "value": json.dumps(span)},
        ],
    )
    assert made.refused == ()
    assert record(made.draft, CLAIM)["about"][2:] == ["issue:sound", "actor:tarsova"]
    assert record(made.draft, CLAIM)["themes"] == ["economic"]
    spans = record(made.draft, "mention:ice-tarsova")["spans"]
    assert spans[-1] == {"quote": "Tarsova", "within": "The protest"}


def test_paths_count_in_the_draft_as_it_was_sent() -> None:
    made = apply(
        DRAFT,
        {
            "corrections": [
                {"record": "mention:ice-tarsova", "field": "spans/0", "value": "null"},
                {"record": "mention:ice-tarsova", "field": "spans/2/quote", "value": "Third"},
                {"record": "mention:ice-tarsova", "field": "spans/-", "value": '{"quote": "New"}'},
                {"record": "mention:ice-tarsova", "field": "spans/1", "value": "null"},
            ]
        },
    )
    assert made.refused == ()
    assert [span["quote"] for span in record(made.draft, "mention:ice-tarsova")["spans"]] == [
        "Third",
        "New",
    ]


@pytest.mark.parametrize(
    ("correction", "why"),
    [
        ("nonsense", "expected an object"),
        ({"record": CLAIM, "field": "kind"}, "expected a record, a field and a value"),
        ({"record": 3, "field": "kind", "value": "x"}, "expected a record, a field"),
        ({"record": CLAIM, "field": None, "value": "x"}, "expected a record, a field"),
        ({"record": "claim:no", "field": "kind", "value": "x"}, "there is no such record"),
        ({"record": "annotator:first", "field": "kind", "value": "x"}, "there is no such record"),
        ({"record": "dataset:ice", "field": "title", "value": "x"}, "there is no such record"),
        ({"record": CLAIM, "field": "id", "value": "claim:y"}, "ids are not changed"),
        ({"record": CLAIM, "field": "colour", "value": "x"}, "not asked for a field 'colour'"),
        ({"record": CLAIM, "field": "ext", "value": "{}"}, "not asked for a field 'ext'"),
        ({"record": CLAIM, "field": "assessments/-", "value": "{}"}, "not asked for"),
        ({"record": CLAIM, "field": "kind/0", "value": "x"}, "not asked for a field '0'"),
        ({"record": "article:ice", "field": "text/sha256", "value": "x"}, "not asked for"),
        ({"record": "article:ice", "field": "segments/0/voice", "value": "x"}, "not asked for"),
        ({"record": CLAIM, "field": "about/7", "value": "x"}, "there is no item 7; it has 2"),
        ({"record": CLAIM, "field": "about/x", "value": "x"}, "there is no item x"),
        ({"record": CLAIM, "field": "utterances/kind", "value": "x"}, "there is no item kind"),
        ({"record": CLAIM, "field": "themes/0", "value": "economic"}, "themes has no item 0"),
        ({"record": CLAIM, "field": "condition/kind", "value": "x"}, "nothing to hold this value"),
        ({"record": CLAIM, "field": "utterances/-/article", "value": "x"}, "nothing to hold"),
        ({"record": CLAIM, "field": "about/-", "value": None}, "there is no value to add"),
        ({"record": CLAIM, "field": "", "value": "{}"}, "can only be deleted"),
        ({"record": CLAIM, "field": "scope", "value": "2016"[:3] + "x"}, "the value is not JSON"),
        ({"record": CLAIM, "field": "scope", "value": '{"value": NaN}'}, "the value is not JSON"),
        ({"record": CLAIM, "field": "scope", "value": "[" * 200}, "the value is not JSON"),
        (
            {"record": CLAIM, "field": "scope", "value": '{"value": "\\ud800"}'},
            "the value is not JSON",
        ),
        ({"record": CLAIM, "field": "note", "value": "\ud800"}, "the value is not JSON"),
        ({"record": CLAIM, "field": "scope", "value": ""}, "the value is not JSON: it is empty"),
    ],
)
def test_what_touches_anything_else_is_refused(correction: Any, why: str) -> None:
    made = apply(DRAFT, [correction])

    assert made.draft == DRAFT
    assert made.changes == ()
    assert len(made.refused) == 1
    assert why in made.refused[0]


def test_values_that_no_file_can_have_are_refused() -> None:
    (why,) = correct("about", {1, 2}).refused
    assert "no JSON value" in why


def test_one_place_is_corrected_once() -> None:
    made = apply(
        DRAFT,
        [
            {"record": CLAIM, "field": "utterances/0/commitment", "value": "CT-"},
            {"record": CLAIM, "field": "utterances/0", "value": "null"},
            {"record": CLAIM, "field": "utterances/0/commitment", "value": "PR+"},
            {"record": CLAIM, "field": "", "value": "null"},
            {"record": CLAIM, "field": "utterances/1/commitment", "value": "PS+"},
        ],
    )
    assert [change.field for change in made.changes] == [
        "utterances/0/commitment",
        "utterances/1/commitment",
    ]
    assert len(made.refused) == 3
    assert all("another correction is for the same place" in why for why in made.refused)


def test_a_record_that_is_there_twice_is_not_corrected() -> None:
    twice = {**DRAFT, "claims": [*DRAFT["claims"], record(DRAFT, CLAIM)], "links": None}
    made = apply(twice, [{"record": CLAIM, "field": "kind", "value": "factual"}])
    assert made.refused == (f"{CLAIM}, kind: several records have this id",)


def remark(field: str, id_: str = CLAIM, related: tuple[str, ...] = ()) -> Remark:
    return Remark("D101", Severity.ERROR, id_, field, "", None, "", (), "", related)


@pytest.mark.parametrize(
    ("about", "field", "allowed"),
    [
        (remark("kind"), "tense", True),
        (remark("kind"), "utterances/0/commitment", False),
        (remark("utterances/0/sources/0/mode"), "utterances/0/sources/0/quoted/-", True),
        (remark("utterances/0/commitment"), "utterances/1/commitment", False),
        (remark("utterances/0/commitment"), "kind", False),
        (remark("utterances"), "utterances/1/commitment", True),
        (remark(""), "utterances/1/commitment", True),
        (remark("utterances/0/commitment"), "", True),
        (remark("", "claim:wise-bargain"), "kind", False),
        (remark("", "claim:wise-bargain", (CLAIM,)), "kind", True),
        (remark("sources"), "kind", True),
    ],
)
def test_only_the_part_that_a_remark_is_about_may_be_touched(
    about: Remark, field: str, allowed: bool
) -> None:
    values = {"kind": "factual", "tense": "past", "": "null"}
    value = values.get(field, '{"quote": "x"}' if field.endswith("-") else "CT-")
    made = apply(DRAFT, [{"record": CLAIM, "field": field, "value": value}], remarks=[about])

    assert bool(made.changes) == allowed
    assert made.refused == (
        () if allowed else (f"{CLAIM}, {field}: no remark is about this part of it",)
    )


def test_of_an_article_only_what_it_leaves_uncoded_may_be_touched() -> None:
    gap = remark("segments/3", "article:ice")
    item = {"spans": [{"quote": "x"}], "reason": "unclear"}
    patch = {"record": "article:ice", "field": "uncoded/-", "value": json.dumps(item)}
    assert record(apply(DRAFT, [patch], remarks=[gap]).draft, "article:ice")["uncoded"][-1] == item
    for field, value in (("title", "x"), ("", "null")):
        patch = {"record": "article:ice", "field": field, "value": value}
        assert apply(DRAFT, [patch], remarks=[gap]).changes == ()


def test_an_answer_is_read_and_one_without_corrections_changes_nothing() -> None:
    assert apply(DRAFT, "{}").draft == DRAFT
    patch = {"record": CLAIM, "field": "kind", "value": "factual"}
    for answer in (
        json.dumps({"corrections": [patch]}),
        json.dumps({"corrections": [patch]}).encode(),
    ):
        assert record(apply(DRAFT, answer).draft, CLAIM)["kind"] == "factual"
    with pytest.raises(AnswerError, match="cut off"):
        apply(DRAFT, '{"corrections": [')


_FIELDS = [
    "",
    "id",
    "kind",
    "note",
    "about",
    "about/0",
    "about/-",
    "utterances/0/commitment",
    "scope",
]
_FIELDS += ["utterances/1/evidence/0/quote", "utterances/-", "utterances/0/sources", "x", "//"]
_VALUES = (
    st.sampled_from(["null", "", "CT+", "[]", '["claim:x"]', "{}", "1"]) | st.none() | st.text()
)


@given(st.lists(st.tuples(st.sampled_from([CLAIM, "claim:no"]), st.sampled_from(_FIELDS), _VALUES)))
def test_other_records_are_never_touched(given_: list[tuple[str, str, Any]]) -> None:
    corrections = [dict(zip(("record", "field", "value"), each, strict=True)) for each in given_]
    made = apply(DRAFT, corrections)

    assert len(made.changes) + len(made.refused) == len(corrections)
    others = [claim for claim in made.draft["claims"] if claim["id"] != CLAIM]
    assert others == [claim for claim in DRAFT["claims"] if claim["id"] != CLAIM]
    assert {k: v for k, v in made.draft.items() if k != "claims"} == {
        k: v for k, v in DRAFT.items() if k != "claims"
    }
    if all(change.field for change in made.changes):
        assert record(made.draft, CLAIM)["id"] == CLAIM
