"""Recoding: values, codes and ids change wherever they stand, together or not at all."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.diagnostics import InvalidError
from detente.errors import RecodeError
from detente.files import Document
from detente.pipeline.dump import file_bytes
from detente.pipeline.recode import recode
from detente.pipeline.recoding import changes
from detente.pipeline.validate import validate
from detente.positions import locate
from tests.sample import DATA, Case

SCHEME = (
    '[{"id": "frames", "title": "Frames", "applies_to": ["Claim"], "several": true, "values": ['
    '{"value": "war", "definition": "War."}, {"value": "law", "definition": "Law.", "broader": "war"}]}]'
)
CODED = Case(
    (f"dataset/schemes = {SCHEME}", 'claim:never-allies/codes = ["frames/war", "frames/law"]')
).data


def document(data: bytes, name: str = "x.detente.json") -> Document:
    return Document(name, data)


def recoded(data: bytes, *wanted: str, **options: Any) -> Any:
    return recode(document(data), *wanted, **options)


def after(made: Any) -> dict[str, Any]:
    (only,) = made.documents.after
    value: dict[str, Any] = json.loads(only.data)
    return value


def find(values: dict[str, Any], array: str, id_: str) -> dict[str, Any]:
    (found,) = (record for record in values[array] if record["id"] == id_)
    return dict(found)


def test_a_value_changes_where_the_conditions_hold_and_nothing_else_does() -> None:
    made = recoded(DATA, "utterance.commitment: CT+ -> PR+", where=["id=claim:never-allies"])
    utterances = find(json.loads(DATA), "claims", "claim:never-allies")["utterances"]
    assert len(made.places) == sum(one["commitment"] == "CT+" for one in utterances)
    for place in made.places:
        assert (place.record, place.old, place.new) == ("claim:never-allies", "CT+", "PR+")
        line = DATA.decode().split("\n")[place.line - 1]
        assert line[place.column - 1 :].startswith('"CT+"')
    (new,) = made.documents.after
    assert new.data.count(b"PR+") == DATA.count(b"PR+") + len(made.places)
    assert len(new.data) == len(DATA)


def test_a_condition_may_name_the_article_of_the_part() -> None:
    every = recoded(DATA, "utterance.commitment: CT+ -> PR+").places
    later = recoded(
        DATA, "utterance.commitment: CT+ -> PR+", where=["article=article:later"]
    ).places
    assert 0 < len(later) < len(every)
    assert set(later) < set(every)


def test_two_values_are_exchanged() -> None:
    made = recoded(DATA, "claim.tense: past -> present", "claim.tense: present -> past")
    for claim in json.loads(DATA)["claims"]:
        swapped = {"past": "present", "present": "past"}.get(claim["tense"], claim["tense"])
        assert find(after(made), "claims", claim["id"])["tense"] == swapped


def test_an_id_changes_with_all_references() -> None:
    made = recoded(DATA, "id: claim:never-allies -> claim:not-once-allied")
    (new,) = made.documents.after
    assert b"claim:never-allies" not in new.data
    assert new.data.count(b"claim:not-once-allied") == DATA.count(b"claim:never-allies")
    assert made.report.ok


def test_parties_come_into_order_after_a_change_of_ids() -> None:
    made = recoded(DATA, "id: actor:norway -> actor:zz-norway")
    relation = find(after(made), "relations", "relation:norway-sweden")
    assert relation["parties"] == ["actor:sweden", "actor:zz-norway"]
    assert not made.refused


ACTORS = sorted(actor["id"] for actor in json.loads(DATA)["actors"])


@given(st.sampled_from(ACTORS))
@settings(max_examples=8)
def test_there_and_back_is_the_same_file(id_: str) -> None:
    there = recoded(DATA, f"id: {id_} -> {id_}-x").documents.after[0].data
    assert recoded(there, f"id: {id_}-x -> {id_}").documents.after[0].data == DATA


def test_an_id_of_another_record_is_refused() -> None:
    with pytest.raises(RecodeError, match="each id belongs to one record"):
        recoded(DATA, "id: actor:norway -> actor:sweden")


def test_ids_are_exchanged() -> None:
    made = recoded(DATA, "id: actor:norway -> actor:sweden", "id: actor:sweden -> actor:norway")
    assert [actor["id"] for actor in after(made)["actors"]][:2] == ["actor:sweden", "actor:norway"]


def test_a_code_changes_with_its_declaration() -> None:
    made = recoded(CODED, "code: frames/war -> frames/conflict")
    assert find(after(made), "claims", "claim:never-allies")["codes"] == [
        "frames/conflict",
        "frames/law",
    ]
    (scheme,) = after(made)["schemes"]
    assert [value["value"] for value in scheme["values"]] == ["conflict", "law"]
    assert scheme["values"][1]["broader"] == "conflict"


def test_the_codes_follow_the_id_of_their_scheme() -> None:
    made = recoded(CODED, "id: frames -> framing-of-ours")
    assert b'"frames' not in made.documents.after[0].data
    assert not made.refused


@pytest.mark.parametrize("new", ["actor:Noreg", "actor:", "actor:a_b"])
def test_what_is_no_id_is_refused(new: str) -> None:
    with pytest.raises(RecodeError, match="not an id"):
        recoded(DATA, f"id: actor:norway -> {new}")


def test_a_declared_code_changes_even_if_no_record_has_it() -> None:
    data = Case((f"dataset/schemes = {SCHEME}",)).data
    made = recoded(data, "code: frames/law -> frames/order", "claim.tense: past -> present")
    assert not made.unmatched
    assert after(made)["schemes"][0]["values"][1]["value"] == "order"


def test_codes_that_become_one_stand_once() -> None:
    made = recoded(CODED, "code: frames/war -> frames/law")
    assert find(after(made), "claims", "claim:never-allies")["codes"] == ["frames/law"]
    (scheme,) = after(made)["schemes"]
    assert [value["value"] for value in scheme["values"]] == ["war", "law"]


def test_new_errors_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "x.detente.json"
    path.write_bytes(DATA)
    made = recode(path, "claim.tense: past -> future")
    assert {error.code for error in made.refused} == {"D511"}
    with pytest.raises(RecodeError, match="D511"):
        made.write()
    assert path.read_bytes() == DATA


def test_a_file_that_changed_meanwhile_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "x.detente.json"
    path.write_bytes(DATA)
    made = recode(path, "time.mod: late -> early", "claim.tense: past -> present")
    path.write_bytes(DATA + b"\n")
    with pytest.raises(RecodeError, match="changed meanwhile"):
        made.write()
    assert path.read_bytes() == DATA + b"\n"


def test_json_lines_keep_their_form() -> None:
    data = file_bytes(detente.loads(DATA), lines=True)
    made = recode(document(data, "x.detente.jsonl"), "claim.tense: past -> present")
    (new,) = made.documents.after
    assert new.data.count(b"\n") == data.count(b"\n")
    assert b'"tense":"past"' not in new.data.replace(b" ", b"")
    for place in made.places:
        line = data.decode().split("\n")[place.line - 1]
        assert line[place.column - 1 :].startswith('"past"')


def test_a_folder_changes_as_one(tmp_path: Path) -> None:
    values = json.loads(DATA)
    below = {key: values.pop(key) for key in ("claims", "links")}
    (tmp_path / "dataset.detente.json").write_text(json.dumps(values))
    part = {"format": "detente", "version": "1.0", **below}
    (tmp_path / "part.detente.json").write_text(json.dumps(part))
    made = recode(tmp_path, "id: actor:norway -> actor:noreg")
    made.write()
    assert b"actor:norway" not in b"".join(f.read_bytes() for f in tmp_path.glob("*.json"))
    assert len(made.documents.changed) == 2
    assert made.diff().count("+++ ") == 2


def test_broken_files_are_refused_with_their_finding() -> None:
    with pytest.raises(InvalidError, match="D001"):
        recoded(b"{", "claim.tense: past -> present")


def test_what_stands_nowhere_is_named() -> None:
    made = recoded(DATA, "claim.tense: past -> present", "utterance.devices: irony -> metaphor")
    assert made.unmatched == ("utterance.devices: irony -> metaphor",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("claim.kind = causal", "a change is FIELD: OLD -> NEW"),
        ("claim.kind: causal -> causal", "the same"),
        ("claim.kind: causal -> casual", "close: causal"),
        ("claims.kind: causal -> factual", "close: claim"),
        ("kind: causal -> factual", "is no field"),
        ("claim.kinds: causal -> factual", "close: kind"),
        ("claim.scope: 1905 -> 1906", "time.value"),
        ("claim.ext: a -> b", "no single value"),
        ("claim.id: claim:a -> claim:b", "id: OLD -> NEW"),
        ("id: claim:a -> event:a", "keeps its kind"),
        ("code: war -> law", "scheme/value"),
        ("event.aggregate: yes -> true", "true or false"),
        ("quantity.value: three -> 4", "a number"),
        ("", "no change is given"),
    ],
)
def test_a_change_that_cannot_be_is_explained(text: str, reason: str) -> None:
    with pytest.raises(RecodeError) as caught:
        changes([text])
    assert reason in str(caught.value)


def test_two_changes_of_one_value_are_refused() -> None:
    with pytest.raises(RecodeError, match="there is also"):
        changes(["claim.kind: causal -> factual", "claim.kind: causal -> normative"])


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ("kind", "FIELD=VALUE"),
        ("kinds=causal", "no record has a field 'kinds'; close: kind"),
        ("claim.kind=causal", "no record has a field 'claim.kind'; close: kind"),
        ("zzz=causal", "field 'zzz'; detente docs format lists them"),
        ("aggregate=1", "true or"),
    ],
)
def test_a_condition_that_cannot_be_is_explained(condition: str, reason: str) -> None:
    with pytest.raises(RecodeError) as caught:
        recoded(DATA, "claim.tense: past -> present", where=[condition])
    assert reason in str(caught.value)


def test_numbers_and_conditions_on_them_keep_their_type() -> None:
    made = recoded(DATA, "quantity.value: 3 -> 4", where=["approximate=false"])
    assert not made.places  # absent is not written false
    (place,) = recoded(DATA, "quantity.value: 3 -> 4").places
    assert place.new == 4
    assert type(place.new) is int


def test_ids_have_no_conditions() -> None:
    with pytest.raises(RecodeError, match="no conditions"):
        recoded(DATA, "id: actor:norway -> actor:noreg", where=["kind=state"])


def test_a_list_keeps_what_it_held_twice_before() -> None:
    twice = '["actor:norway", "actor:sweden", "actor:norway"]'
    data = Case((f"claim:lesson/about = {twice}",)).data
    made = recoded(data, "id: actor:sweden -> actor:sverige")
    about = find(after(made), "claims", "claim:lesson")["about"]
    assert about == ["actor:norway", "actor:sverige", "actor:norway"]
    back = recoded(made.documents.after[0].data, "id: actor:sverige -> actor:sweden")
    assert after(back) == json.loads(data)


def test_what_is_no_record_does_not_count_for_one_in_the_list_of_a_draft() -> None:
    values = json.loads(DATA)
    values["claims"].insert(0, 5)
    made = recoded(json.dumps(values).encode(), "claim.kind: definitional -> evaluative")
    assert [place.record for place in made.places] == ["claim:never-allies"]
    assert [place.path for place in made.places] == [("claims", 2, "kind")]
    changed = [
        new for old, new in zip(values["claims"], after(made)["claims"], strict=True) if old != new
    ]
    assert [claim["id"] for claim in changed] == ["claim:never-allies"]


def test_each_line_of_json_lines_is_looked_at_for_its_own_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    def counted(text: str, paths: Any) -> Any:
        listed = [*paths]
        asked.append(len(listed))
        return locate(text, listed)

    monkeypatch.setattr("detente.pipeline.recode.locate", counted)
    kinds = [claim.kind for claim in detente.loads(DATA).claims]
    values = json.loads(DATA)
    head = {key: value for key, value in values.items() if not isinstance(value, list)}
    rows = [head, *(row for held in values.values() if isinstance(held, list) for row in held)]
    lines = "\n".join(map(json.dumps, rows)).encode()
    made = recode(document(lines, "x.detente.jsonl"), f"claim.kind: {kinds[0]} -> evaluative")

    assert len(made.places) == sum(asked) == kinds.count(kinds[0])
    assert set(asked) == {1}


def test_a_file_is_decoded_as_often_for_many_changes_as_for_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decoded = 0
    whole = Document.text.fget  # type: ignore[attr-defined]

    def counted(self: Document) -> Any:
        nonlocal decoded
        decoded += 1
        return whole(self)

    monkeypatch.setattr(Document, "text", property(counted))
    values = json.loads(DATA)
    head = {key: value for key, value in values.items() if not isinstance(value, list)}
    claim = {**values["claims"][0], "kind": "factual"}
    numbers = []
    for many in (1, 20):
        rows = [head, *({**claim, "id": f"claim:c{n}"} for n in range(many))]
        lines = "\n".join(map(json.dumps, rows)).encode()
        made = recode(document(lines, "x.detente.jsonl"), "claim.kind: factual -> evaluative")
        assert len(made.places) == many
        numbers.append(decoded)
        decoded = 0

    assert numbers[0] == numbers[1]


def test_nothing_is_validated_again_where_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    reports: list[Any] = []

    def counted(*given: Any, **options: Any) -> Any:
        reports.append(validate(*given, **options))
        return reports[-1]

    monkeypatch.setattr("detente.pipeline.recode.validate", counted)
    made = recoded(DATA, "claim.kind: factual -> evaluative", where=["id=claim:none"])

    assert made.unmatched
    assert [made.report] == reports
