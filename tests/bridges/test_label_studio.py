import json
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import detente
from detente.bridges import LAYERS, export, import_marks, typed_texts
from detente.bridges.label_studio import read, write
from detente.errors import InputError
from tests.annotated import annotated
from tests.bridges.marks import SAMPLE, carried, comparable, declared, everything, marks_of
from tests.command import run
from tests.profiles import examples
from tests.sample import TEXTS

BASE = typed_texts(detente.attach(SAMPLE, TEXTS))
EVIDENCE = "claim:war-avoided/utterances/0/evidence/0"


def written(typed=BASE):
    """The tasks as they are written."""
    with tempfile.TemporaryDirectory() as folder:
        write(typed, Path(folder) / "out")
        return json.loads((Path(folder) / "out" / "tasks.json").read_bytes())


def read_back(tasks, **options):
    """What is read from tasks."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "export.json"
        file.write_text(tasks if isinstance(tasks, str) else json.dumps(tasks), encoding="utf-8")
        return read(file, **options)


def imported(tasks, base=SAMPLE, texts=TEXTS, **options):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "export.json"
        file.write_text(json.dumps(tasks), encoding="utf-8")
        return import_marks(file, "label-studio", texts=texts, base=base, **options)


def sealed_lines(draft, texts=TEXTS):
    sealed = detente.seal(json.dumps(draft).encode(), texts)
    assert sealed.dataset is not None, sealed.report
    return detente.dumps(sealed.dataset).decode().splitlines()


def region(tasks, key=EVIDENCE):
    """The results of a region by the key of its span."""
    found = [r for t in tasks for r in t["annotations"][0]["result"]]
    return [r for r in found if r.get("meta", {}).get("detente") == key]


def edited(change):
    tasks = written()
    change(tasks)
    return imported(tasks)


def reasons(made):
    return [one.reason for one in made.refused]


# --- there and back ---------------------------------------------------------------------------------


@given(annotated())
@examples(0.4)
def test_what_is_written_is_read_again(made):
    dataset, texts = made
    assume(texts)
    typed = typed_texts(detente.attach(dataset, texts))
    assert comparable(read_back(written(typed))) == comparable(marks_of(typed))


def test_an_export_that_nobody_touched_gives_the_dataset_back(tmp_path):
    export(SAMPLE, "label-studio", tmp_path / "out", texts=TEXTS)
    made = import_marks(tmp_path / "out", "label-studio", texts=TEXTS, base=SAMPLE)
    assert made.differences == ()
    assert sealed_lines(made.draft) == detente.dumps(SAMPLE).decode().splitlines()


def test_the_bundled_dataset_comes_back(articles, tmp_path):
    dataset = detente.load("@dprk-russia")
    export(dataset, "label-studio", tmp_path / "out", texts=articles)
    made = import_marks(tmp_path / "out", "label-studio", texts=articles, base=dataset)
    assert made.differences == ()
    assert sealed_lines(made.draft, articles) == detente.dumps(dataset).decode().splitlines()


@given(annotated(), st.data())
@examples(0.4)
def test_one_edit_of_a_region_is_that_difference_or_a_refusal(made, data):
    dataset, texts = made
    assume(texts)
    tasks = written(typed_texts(detente.attach(dataset, texts)))
    places = [
        (task["data"], task["annotations"][0]["result"], result)
        for task in tasks
        for result in task["annotations"][0]["result"]
        if result["type"] == "labels"
    ]
    assume(places)
    of_task, results, label = data.draw(st.sampled_from(places))
    key, text = label["meta"]["detente"], of_task["text"]
    before = (label["value"]["start"], label["value"]["end"])
    kind = data.draw(st.sampled_from(["move", "label", "words", "delete"]))
    if kind == "move":
        start = data.draw(st.integers(-1, len(text)))
        end = data.draw(st.integers(start - 1, len(text) + 1))
        assume((start, end) != before)
        for each in results:
            if each["id" if "id" in each else "type"] == label["id"]:
                each["value"] |= {"start": start, "end": end}
        label["value"]["text"] = text[max(start, 0) : max(end, 0)]
    elif kind == "label":
        label["value"]["labels"] = ["invented"]
    elif kind == "words":
        label["value"]["text"] += "!"
    else:
        results[:] = [
            r
            for r in results
            if r.get("id") != label["id"] and label["id"] not in (r.get("from_id"), r.get("to_id"))
        ]
    found = imported(tasks, dataset, texts).differences
    if kind == "delete":
        assert {one.change for one in found} <= {"removed", "refused"}
        assert found
    else:
        ((change, its_key),) = [(d.change, d.key) for d in found]
        assert its_key == key
        assert change == "refused" or (kind == "move" and change == "moved")


def test_what_is_declared_is_what_comes_back():
    assert carried(read_back(written(everything()))) == declared("label-studio")


def test_values_of_any_form_come_back():
    typed = everything()
    odd = "line\nend\t| \\ \u2028 🙂 end "
    for span in typed.texts[0].spans:
        for feature in LAYERS[span.layer].features:
            if not feature.values:
                span.features[feature.name] = (odd, "again")
    assert comparable(read_back(written(typed))) == comparable(marks_of(typed))


def test_the_validator_of_label_studio_finds_no_error():
    interface = pytest.importorskip(
        "label_studio_sdk.label_interface", reason="label-studio-sdk is not installed"
    )
    with tempfile.TemporaryDirectory() as folder:
        write(everything(), Path(folder) / "out")
        config = (Path(folder) / "out" / "config.xml").read_text(encoding="utf-8")
    checked = interface.LabelInterface(config)
    checked.validate()
    for typed in (BASE, everything()):
        for task in written(typed):
            assert checked.validate_task({"data": task["data"]})
            # of a prediction it says what is wrong; the rules are those of annotations
            assert checked.validate_prediction(task["annotations"][0], return_errors=True) == []


# --- what people do in the tool ---------------------------------------------------------------------


def test_a_new_region_is_a_new_record():
    def change(tasks):
        place = {"start": 0, "end": 5, "text": tasks[0]["data"]["text"][:5]}
        new = {"id": "aB3", "to_name": "text"}
        tasks[0]["annotations"][0]["result"] += [
            new
            | {"from_name": "layer", "type": "labels", "value": place | {"labels": ["mention"]}},
            new
            | {"from_name": "mention_actor", "type": "textarea", "value": place | {"text": ["Us"]}},
            new
            | {
                "from_name": "mention_form",
                "type": "choices",
                "value": place | {"choices": ["pronoun"]},
            },
        ]

    made = edited(change)
    assert [(d.change, d.what) for d in made.differences] == [
        ("added", "actor"),
        ("added", "mention"),
    ]
    assert made.draft["mentions"][-1]["form"] == "pronoun"


def test_a_value_that_is_chosen_anew_is_a_change():
    def change(tasks):
        (result,) = (r for r in region(tasks) if r["from_name"] == "claim_commitment")
        result["value"]["choices"] = ["PS+"]

    (difference,) = edited(change).differences
    assert (difference.change, difference.feature, difference.after) == (
        "changed",
        "commitment",
        "PS+",
    )


def relation(**changes):
    def change(tasks):
        results = tasks[0]["annotations"][0]["result"]
        ids = [
            r["id"]
            for r in results
            if r["type"] == "labels" and r["value"]["labels"][0] in ("claim", "event")
        ]
        drawn = {"from_id": ids[0], "to_id": ids[-1], "type": "relation", "direction": "right"}
        results.append(drawn | {"labels": ["precedes"]} | changes)

    return change


def test_a_relation_is_a_link_in_its_direction():
    (right,) = edited(relation()).differences
    (left,) = edited(relation(direction="left")).differences
    assert (right.change, right.what) == (left.change, left.what) == ("added", "precedes")
    assert right.key != left.key


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"direction": "bi"}, "both ways"),
        ({"labels": []}, "no label"),
        ({"labels": None}, "no label"),
        ({"labels": ["invented"]}, "no link invented"),
        ({"to_id": 7}, "no mark"),
    ],
)
def test_a_relation_that_is_no_link_is_refused(changes, reason):
    assert [reason in one for one in reasons(edited(relation(**changes)))] == [True]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"direction": "bi"}, "undercuts"),
        ({"labels": []}, "relation"),
        ({"labels": ["invented"]}, "invented"),
    ],
)
def test_a_relation_that_was_exported_and_is_no_link_now_is_refused_and_stays(changes, what):
    def change(tasks):
        (drawn,) = (
            one
            for task in tasks
            for one in task["annotations"][0]["result"]
            if one.get("labels") == ["undercuts"]
        )
        drawn.update(changes)

    made = edited(change)
    assert [(d.change, d.what) for d in made.differences] == [("refused", what)]
    assert sealed_lines(made.draft) == detente.dumps(SAMPLE).decode().splitlines()


def label_of(tasks):
    return region(tasks)[0]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda r: r["value"].update(start=99999, end=5), "from 0 to"),
        (lambda r: r["value"].update(start=-1), "from 0 to"),
        (lambda r: r["value"].update(start=1.0), "no offsets"),
        (lambda r: r["value"].update(start=True), "no offsets"),
        (lambda r: r["value"].update(start="/p[1]/text()[1]"), "no offsets"),
        (lambda r: r["value"].update(end=r["value"]["start"]), "another place"),
        (lambda r: r["value"].update(text="invented"), "should mark 'invented'"),
        (lambda r: r["value"].update(labels=["claim", "event"]), "one label"),
        (lambda r: r["value"].update(labels="claim"), "one label"),
        (lambda r: r.update(value=None), "one label"),
        (
            lambda r: r["value"].update(labels=["mention"]),
            "was of the type claim, which cannot change",
        ),
        (lambda r: r.update(type="hypertextlabels"), "not in plain text"),
        (lambda r: r.update(type="invented"), "it has no label"),
        (lambda r: r["meta"].update(text=["Why?"]), "a comment"),
        (lambda r: r.update(parentID="m1"), "no marks in marks"),
    ],
)
def test_a_region_that_says_something_wrong_is_refused_and_not_missing(change, reason):
    made = edited(lambda tasks: change(label_of(tasks)))
    about = [one for one in made.differences if one.key == EVIDENCE]
    assert [(one.change, reason in one.reason) for one in about] == [("refused", True)]
    assert not any(one.change == "removed" for one in made.differences)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda r: r["value"].update(choices="factual", start=7), "another place"),
        (lambda r: r["value"].update(choices=[7]), "cannot be read"),
        (lambda r: r.update(type="rating"), "type rating"),
        (lambda r: r.update(from_name="claim_tense"), "it is there twice"),
    ],
)
def test_a_feature_that_cannot_be_read_makes_its_mark_one_that_is_refused(change, reason):
    def kind(tasks):
        (result,) = (r for r in region(tasks) if r["from_name"] == "claim_kind")
        change(result)

    (refused,) = edited(kind).differences
    assert (refused.change, refused.key) == ("refused", EVIDENCE)
    assert reason in refused.reason


def test_a_control_of_ones_own_is_refused_alone():
    def change(tasks):
        label = label_of(tasks)
        stars = {"from_name": "stars", "type": "rating", "value": {"rating": 3}}
        colour = {"from_name": "colour", "type": "choices", "value": {"choices": ["red"]}}
        tasks[0]["annotations"][0]["result"] += [{"id": label["id"], **r} for r in (stars, colour)]

    assert [(d.change, d.feature) for d in edited(change).differences] == [
        ("refused", "stars"),
        ("refused", "colour"),
    ]


def test_a_mark_that_was_exported_stays_with_its_record():
    def change(tasks):
        label = label_of(tasks)
        record = {"from_name": "claim_record", "type": "textarea", "value": {"text": ["Another"]}}
        tasks[0]["annotations"][0]["result"].append({"id": label["id"], **record})

    (refused,) = edited(change).differences
    assert (refused.feature, refused.after) == ("record", "Another")


def test_results_that_are_no_regions_are_refused():
    def change(tasks):
        tasks[0]["annotations"][0]["result"] += [7, {"type": "choices", "value": {}}]

    assert reasons(edited(change)) == ["it is no object", "it has no id"]


# --- whose work -------------------------------------------------------------------------------------


def by_two():
    """Tasks as a server exports them: two annotators, one of whom did not do the second task."""
    tasks = written()
    for number, task in enumerate(tasks, 11):
        (first,) = task["annotations"]
        first |= {"completed_by": {"id": 1, "email": "ann@example.org"}, "was_cancelled": False}
        second = json.loads(json.dumps(first)) | {"completed_by": 2}
        task |= {"id": number, "drafts": [], "predictions": []}
        task["annotations"] = [first, second]
    tasks[1]["annotations"][1]["was_cancelled"] = True
    return tasks


def test_of_several_annotators_one_must_be_named():
    with pytest.raises(InputError, match=r"name one.*2 \(1\), ann@example.org \(2\)"):
        imported(by_two())
    assert imported(by_two(), annotator="ann@example.org").differences == ()


def test_what_an_annotator_left_out_is_not_missing():
    (refused,) = imported(by_two(), annotator="2").differences
    assert (refused.place, refused.article) == ("task 12", "article:later")
    assert "nothing is taken" in refused.reason


def test_an_annotator_who_is_not_there_is_an_error():
    with pytest.raises(InputError, match="nothing in it is of eve; there are"):
        imported(by_two(), annotator="eve")


def test_two_annotations_of_one_annotator_are_an_error():
    tasks = by_two()
    tasks[0]["annotations"][1]["completed_by"] = {"email": "ann@example.org"}
    with pytest.raises(InputError, match="task 11 has 2 annotations"):
        imported(tasks, annotator="ann@example.org")


def test_predictions_are_read_where_nobody_annotated():
    tasks = written()
    for task in tasks:
        (made,) = task.pop("annotations")
        task["predictions"] = [made | {"model_version": "m-1"}]
    assert imported(tasks).differences == ()
    assert imported(tasks, annotator="m-1").differences == ()


def test_a_draft_that_was_not_submitted_is_said():
    tasks = written()
    tasks[0]["drafts"] = [{"result": [{"id": "x"}]}]
    tasks[1]["drafts"] = 7
    assert reasons(imported(tasks)) == ["it has a draft that was not submitted in the tool"]


def test_what_a_storage_is_given_is_read():
    (first, _) = written()
    (made,) = first.pop("annotations")
    one = made | {"id": 4, "task": first | {"id": 9}}
    assert read_back(one).marks == read_back([one]).marks != ()


# --- begun in the tool ------------------------------------------------------------------------------


def scratch(text="Ministers met.\r\nNobody spoke.", **data):
    """A project of one's own, whose tool kept the line ends of the file."""
    start = text.index("spoke")
    value = {"start": start, "end": start + 5, "text": "spoke"}
    label = {"id": "x1", "from_name": "label", "to_name": "text", "type": "labels"}
    label["value"] = value | {"labels": ["event"]}
    kind = {"id": "x1", "from_name": "type", "to_name": "text", "type": "choices"}
    kind["value"] = value | {"choices": ["consult"]}
    return [{"id": 3, "data": data or {"text": text}, "annotations": [{"result": [label, kind]}]}]


def test_work_that_began_in_the_tool_is_a_new_draft():
    made = imported(scratch(), base=None, texts={"meeting": "Ministers met.\nNobody spoke."})
    (event,) = made.draft["events"]
    assert event["type"] == "consult"
    assert event["accounts"][0]["evidence"][0]["quote"] == "spoke"


def test_the_only_string_of_a_task_is_its_text():
    (text,) = read_back(scratch(body="Ministers met.\r\nNobody spoke.", n=1)).texts.values()
    assert text == "Ministers met.\nNobody spoke."


def test_a_range_that_cuts_a_line_end_is_refused():
    tasks = scratch()
    tasks[0]["annotations"][0]["result"][0]["value"]["start"] = 15
    (mark,) = read_back(tasks).marks
    assert "no counterpart" in mark.fault


# --- what is no export ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tasks", "reason"),
    [
        ("", "not JSON"),
        ("[{]", r"not JSON \(line 1, column 3"),
        ("[" * 100 + "]" * 100, "nested deeper"),
        ('[{"data": {"text": "\\ud800"}}]', "half of a surrogate pair"),
        ('[{"data": {"text": "a"}, "\\udc00": 1}]', "half of a surrogate pair"),
        ([], "no task"),
        ([7], "task 1 has no data: export the project as JSON"),
        ([{"id": 1, "text": "x", "label": []}], "task 1 has no data"),
        ([{"data": {}}], "its data has no `text`, but nothing"),
        ([{"data": {"a": "x", "b": "y"}}], "no `text`, but a, b"),
        ([{"data": {"text": "a"}, "annotations": 7}], "no list of objects"),
        ([{"data": {"text": "a"}, "annotations": [7]}], "no list of objects"),
        ([{"data": {"text": "a"}, "annotations": [{"result": None}]}], "without a list"),
        ([{"data": {"text": "a"}, "annotations": [{"completed_by": []}]}], "without a list"),
        (
            [*written(), {"data": {"text": "a"}, "annotations": [{"result": []}]}],
            "several datasets",
        ),
        ([written()[0], written()[0]], "another task has too"),
    ],
)
def test_what_is_no_export_is_an_error_that_says_why(tasks, reason):
    with pytest.raises(InputError, match=reason):
        read_back(tasks)


def test_escapes_of_whole_characters_are_read():
    assert read_back(
        '[{"data": {"text": "\\ud83d\\ude42"}, "annotations": [{"result": []}]}]'
    ).texts == {"task 1": "🙂"}


def test_a_file_that_is_not_utf_8_is_an_error(tmp_path):
    (tmp_path / "a.json").write_bytes(b"\xff")
    with pytest.raises(InputError, match="not UTF-8"):
        read(tmp_path / "a.json")


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "data",
                        "text",
                        "annotations",
                        "result",
                        "id",
                        "type",
                        "value",
                        "labels",
                        "start",
                        "end",
                        "meta",
                        "task",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused(document):
    with suppress(InputError):
        read_back([document, {"data": {"text": "a"}, "annotations": [{"result": [document]}]}])


# --- the command ------------------------------------------------------------------------------------


def test_the_command_exports_and_imports(sealed, capsys):
    dataset = sealed / "sample.detente.json"
    out, draft = sealed / "tasks", sealed / "new.draft.json"
    status, said, _ = run(
        capsys, "export", dataset, "--to", "label-studio", "--texts", sealed, "-o", out
    )
    assert (status, said.splitlines()[0].endswith("of 2 texts")) == (0, True)
    arguments = ["import", out, "--from", "label-studio", "--base", dataset, "--texts", sealed]
    status, said, _ = run(capsys, *arguments, "-o", draft)
    assert (status, said) == (0, f"{draft}: nothing differs\n")
    status, _, err = run(capsys, *arguments, "-o", draft, "--annotator", "eve")
    assert status == 2
    assert "nothing in it is of eve" in err
