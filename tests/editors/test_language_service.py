"""What VS Code shows in a draft, a sealed file and a report, in a folder that ``schema --install`` set up.

It needs ``node`` and the packages of ``package.json``: ``npm install --prefix DIR`` with a copy of that file
in ``DIR``, and ``DETENTE_NODE_MODULES=DIR/node_modules``. ``.ci/run --full --install`` does so.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from detente.schema.editor import install
from detente.vocab.catalogue import of_enum
from detente.vocab.enums import ClaimKind
from tests.command import run
from tests.paths import ROOT

MODULES = Path(
    os.environ.get("DETENTE_NODE_MODULES") or ROOT / "tests" / "editors" / "node_modules"
)
ASK = Path(__file__).with_name("ask.cjs")
EXAMPLE = ROOT / "examples" / "entente-cordiale"

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (MODULES / "vscode-json-languageservice").is_dir(),
    reason="node or vscode-json-languageservice is not installed (DETENTE_NODE_MODULES)",
)


class Answer(NamedTuple):
    completions: dict[str, str]
    """Labels, each with its text."""
    hover: str
    problems: list[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    install(tmp_path)
    return tmp_path


def ask(folder: Path, *questions: tuple[str, str]) -> list[Answer]:
    """For a file name and contents with a ``|`` at the cursor what the editor shows there."""
    asked = [
        {"file": name, "text": text.replace("|", "", 1), "at": text.index("|")}
        for name, text in questions
    ]
    done = subprocess.run(
        ["node", str(ASK), str(folder)],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "NODE_PATH": str(MODULES)},
    )
    return [Answer(**answer) for answer in json.loads(done.stdout)]


def claim(inside: str, kind: str = "draft") -> str:
    name = "detente-draft" if kind == "draft" else "detente"
    return f'{{"format": "{name}", "version": "1.0", "claims": [{{{inside}}}]}}'


DRAFT, SEALED, REPORT = "my.draft.json", "parts/my.detente.json", "my.detente-report.json"


def test_kinds_are_completed_each_with_its_definition(folder: Path) -> None:
    definitions = {f'"{v.value}"': v.definition for v in of_enum(ClaimKind).values}
    draft, sealed = ask(folder, (DRAFT, claim('"kind": |')), (SEALED, claim('"kind": |', "sealed")))

    assert draft.completions == sealed.completions == definitions


def test_hovering_over_a_value_gives_its_definition(folder: Path) -> None:
    for file, kind in ((DRAFT, "draft"), (SEALED, "sealed")):
        (answer,) = ask(folder, (file, claim('"kind": "pre|dictive"', kind)))
        assert "What kind of evidence would settle it" in answer.hover
        assert "Says what will, may or will not come about" in answer.hover


def test_fields_are_completed_each_with_its_own_text(folder: Path) -> None:
    (answer,) = ask(folder, (DRAFT, claim("|")))

    assert set(answer.completions) >= {"id", "kind", "proposition", "tense", "utterances"}
    assert all(answer.completions.values())
    # Where it refers to a record, that of the field and not of the record.
    assert (
        answer.completions["scope"]
        != "A time as a text gives it, and how its value was determined."
    )


def test_what_is_missing_and_wrong_is_told_in_words(folder: Path) -> None:
    bad = (
        '"id": "claim:A", "kind": "cauzal", "utterances": [{"evidence": [{"nth": 1}]}], "colour": 1'
    )
    (answer,) = ask(folder, (DRAFT, claim(bad + "|")))
    said = "\n".join(answer.problems)

    assert 'Valid values: "factual", "causal"' in said
    assert 'Missing property "proposition"' in said
    assert 'Missing property "quote"' in said
    assert "Property colour is not allowed" in said
    assert "`claim:` and a slug" in said
    assert "pattern" not in said


def test_the_example_is_without_problems_as_draft_and_sealed(folder: Path) -> None:
    draft = (EXAMPLE / "entente-cordiale.draft.json").read_text("utf-8")
    sealed = (EXAMPLE / "entente-cordiale.detente.json").read_text("utf-8")

    for answer in ask(folder, (DRAFT, "|" + draft), (SEALED, "|" + sealed)):
        assert answer.problems == []


def test_a_skeleton_has_completions_although_it_is_to_be_checked(folder: Path, capsys) -> None:
    text = folder / "note.txt"
    text.write_text("A note.\n", "utf-8")
    skeleton = run(capsys, "draft", text)[1]
    (answer,) = ask(folder, (DRAFT, skeleton.replace('"claims": []', '"claims": [{"kind": |}]')))

    assert set(answer.completions) == {f'"{kind.value}"' for kind in ClaimKind}


def test_a_report_has_hover_texts_and_no_problems(folder: Path, capsys) -> None:
    example = EXAMPLE / "entente-cordiale.detente.json"
    report = run(capsys, "validate", example, "--strict", "--format", "json")[1]
    assert '"severity": "' in report
    asked = report.replace('"severity": "', '"seve|rity": "', 1)
    severity, safe = ask(folder, (REPORT, asked), (REPORT, report.replace('"safe"', '"sa|fe"', 1)))

    assert severity.problems == safe.problems == []
    assert "Whether the fix cannot lose information" in safe.hover
    assert "error: not valid" in severity.hover
    wrong = report.replace('"severity": "', '"severity": "x', 1)
    (answer,) = ask(folder, (REPORT, "|" + wrong))
    assert "Valid values" in answer.problems[0]


def test_a_schema_that_the_file_names_works_where_it_is_a_file_and_else_switches_all_off(
    folder: Path,
) -> None:
    def named(address: str) -> str:
        return claim('"kind": |').replace("{", f'{{"$schema": "{address}", ', 1)

    here, urn = ask(
        folder,
        ("any-name.json", named("./.vscode/detente-draft.schema.json")),
        (DRAFT, named("urn:detente:schema:1.0:draft")),
    )

    assert '"causal"' in here.completions
    assert (
        urn.completions == {}
    )  # so `detente draft` names none, and `schema --install` tells of it
    assert "cannot open" in urn.problems[0]
