"""What an import refuses before it looks at any mark."""

import json

import attrs
import pytest

import detente
from detente.bridges import export, import_marks
from detente.errors import InputError
from tests.bridges.marks import SAMPLE
from tests.command import run
from tests.sample import TEXTS


@pytest.fixture
def tasks(tmp_path):
    """The sample as tasks of Label Studio."""
    export(SAMPLE, "label-studio", tmp_path / "out", texts=TEXTS)
    return tmp_path / "out" / "tasks.json"


def imported(path, base=SAMPLE, texts=TEXTS):
    return import_marks(path, "label-studio", texts=texts, base=base)


def own(folder, *results, **task):
    """A task of somebody's own."""
    path = folder / "own.json"
    made = {"data": {"text": TEXTS["union.txt"]}, "annotations": [{"result": results}]}
    path.write_text(json.dumps([made | task]))
    return path


def test_what_was_exported_needs_its_base(tasks):
    with pytest.raises(InputError, match="exported from a dataset: give that dataset as the base"):
        imported(tasks, base=None)


def test_what_was_not_exported_has_no_base(tmp_path):
    with pytest.raises(InputError, match="so there is no base: leave it out"):
        imported(own(tmp_path))


def test_another_state_of_the_dataset_is_no_base(tasks):
    other = attrs.evolve(SAMPLE, links=())
    with pytest.raises(InputError, match="from another state of the dataset"):
        imported(tasks, base=other)


def test_a_dataset_with_an_id_twice_is_no_base(tasks):
    twice = SAMPLE.evolve(claims=(*SAMPLE.claims, SAMPLE.claims[0]))
    with pytest.raises(detente.AmbiguousIdError, match=SAMPLE.claims[0].id):
        imported(tasks, base=twice)


def test_a_text_that_was_edited_is_refused(tasks):
    with pytest.raises(InputError, match="is not the one that was annotated"):
        imported(tasks, texts=TEXTS | {"union.txt": TEXTS["union.txt"].replace("Norway", "Sweden")})


def test_a_text_that_was_edited_in_the_tool_is_refused(tasks):
    listed = json.loads(tasks.read_bytes())
    listed[0]["data"]["text"] += "More."
    tasks.write_text(json.dumps(listed))
    with pytest.raises(InputError, match=r"tasks\.json: its text of .* is not the one"):
        imported(tasks)


def test_a_text_that_is_missing_is_named(tasks):
    only = {"union.txt": TEXTS["union.txt"]}
    with pytest.raises(InputError, match="there is none of article:later"):
        imported(tasks, texts=only)


def test_texts_of_something_else_are_refused(tasks):
    with pytest.raises(InputError, match="none of them is an article of this dataset"):
        imported(tasks, texts={"other.txt": "Nothing of it."})


def test_a_project_in_which_nobody_did_anything_gives_no_draft(tmp_path):
    with pytest.raises(InputError, match=r"own\.json: no text in it was annotated"):
        imported(own(tmp_path, annotations=[]), base=None)


def test_a_text_of_a_project_that_is_not_at_hand_is_named(tmp_path):
    with pytest.raises(InputError, match="none of the texts is that of task 1, character by"):
        imported(own(tmp_path), base=None, texts={"union.txt": "Another text."})


def test_the_date_of_a_new_article_is_to_be_filled_in(tmp_path):
    made = imported(own(tmp_path), base=None)
    report = detente.validate(json.dumps(made.draft).encode(), texts=TEXTS)
    (found,) = [one for one in report.diagnostics if one.code == "D105"]
    assert found.message == "value is still to be filled in"
    assert found.help.startswith("the date in EDTF; if nobody knows it")


# --- the command ----------------------------------------------------------------------------------


def test_the_command_says_what_is_wrong_with_the_base(tasks, tmp_path, capsys):
    broken, draft = tmp_path / "broken.detente.json", tmp_path / "x.draft.json"
    broken.write_text("[]")
    options = ["--from", "label-studio", "--base", broken, "--texts", tmp_path, "-o", draft]
    status, _, err = run(capsys, "import", tasks, *options)
    assert (status, "broken.detente.json:1:1" in err, draft.exists()) == (1, True, False)


def test_the_command_for_exports_says_what_is_wrong_with_the_dataset(tmp_path, capsys):
    broken, out = tmp_path / "broken.detente.json", tmp_path / "out.dna"
    broken.write_text("[]")
    status, _, said = run(capsys, "export", broken, "--to", "dna", "-o", out)
    assert (status, "broken.detente.json:1:1" in said, out.exists()) == (1, True, False)


def test_the_command_lists_differences_for_programs(tmp_path, capsys):
    value = {"start": 0, "end": 6, "labels": ["Place"]}
    path = own(tmp_path, {"id": "a", "type": "labels", "from_name": "x", "value": value})
    text = tmp_path / "union.txt"
    text.write_text(TEXTS["union.txt"], "utf-8")
    options = ["--from", "label-studio", "--texts", text, "-o", tmp_path / "x.draft.json"]
    status, out, _ = run(capsys, "import", path, *options, "--report", "json")
    (one,) = json.loads(out)["differences"]
    assert (status, one["change"], one["what"]) == (1, "refused", "Place")
