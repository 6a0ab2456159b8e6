"""Hostile words in every field, key, name, option and setting: no output of the command obeys them."""

import argparse
import contextlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.cli import COMMANDS, parser
from tests import hostile
from tests.command import captured
from tests.profiles import runs
from tests.sample import DATA, TEXTS, Case
from tests.sealing import SEALED

SAMPLE = detente.loads(SEALED)
NAME = "x.detente.json"


@contextlib.contextmanager
def working_in(files: dict[str, bytes]) -> Iterator[Path]:
    """A new working directory with some files."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name, data in files.items():
            Path(name).write_bytes(data)
        for name, text in TEXTS.items():
            Path(name).write_text(text, "utf-8")
        yield Path(folder)


def inert(*arguments: str, commands: int = 0) -> tuple[int, str]:
    """Exit status and output of the command, nothing of which acts."""
    status, out, err = captured(*arguments)
    hostile.assert_inert(out, commands=commands)
    hostile.assert_inert(err)
    return status, out


# --- fields ---------------------------------------------------------------------------------------

READING = (
    ("validate", NAME),
    ("validate", NAME, "--concise", "--strict"),
    ("validate", NAME, "--texts", "."),
    ("stats", NAME),
    ("show", "--in", NAME),
    ("show", "claims", NAME),
    *(("show", record.id, NAME, "--texts", ".") for record in SAMPLE),
    ("statements", NAME),
    ("statements", NAME, "--ids", "--texts", "."),
    ("statements", NAME, "--csv", "--texts", "."),
    ("statements", NAME, "--events", "--csv"),
    ("compare", NAME),
    ("compare", NAME, "--all", "--texts", "."),
    ("compare", NAME, "--all", "--format", "markdown", "--texts", "."),
    ("agree", NAME, "y.detente.json", "--all", "--samples", "0"),
    ("attach", NAME, "--texts", ".", "--all"),
    ("fmt", NAME, "--check"),
    ("migrate", NAME, "--check"),
    ("tables", "out", NAME),
    ("recode", NAME, "actor:sweden=actor:sverige", "--diff"),
    ("merge", NAME, "y.detente.json", "--all"),
    ("merge", NAME, "y.detente.json", "-o", "z.detente.json"),
    ("rebase", NAME, "--texts", ".", "-o", "z.detente.json"),
    ("report", NAME, "-o", "x.html"),
    ("draft", NAME, "--texts", ".", "-o", "z.draft.json"),
)


@runs(3)
@given(hostile.datasets(SAMPLE), st.sampled_from(READING))
def test_words_of_a_dataset_do_not_act(dataset: detente.Dataset, command: tuple[str, ...]) -> None:
    files = {NAME: detente.dumps(dataset), "y.detente.json": SEALED}
    with working_in(files):
        inert(*command)


JSON = (
    ("stats", NAME, "--format", "json"),
    ("statements", NAME, "--json"),
    ("statements", NAME, "--json", "--events"),
    ("compare", NAME, "--format", "json"),
    ("agree", NAME, "y.detente.json", "--format", "json", "--samples", "0"),
    ("attach", NAME, "--texts", ".", "--format", "json"),
    ("validate", NAME, "--format", "json"),
    ("validate", NAME, "--format", "sarif"),
)


@runs(1)
@given(hostile.datasets(SAMPLE), st.sampled_from(JSON))
def test_json_of_a_dataset_is_inert_and_one_document(
    dataset: detente.Dataset, command: tuple[str, ...]
) -> None:
    with working_in({NAME: detente.dumps(dataset), "y.detente.json": SEALED}):
        json.loads(inert(*command)[1])


@runs(1)
@given(hostile.datasets(SAMPLE))
def test_programs_get_the_words_whole(dataset: detente.Dataset) -> None:
    record = dataset.claims[0]
    with working_in({NAME: detente.dumps(dataset)}):
        shown = json.loads(inert("show", record.id, NAME, "--format", "json")[1])
        rows = json.loads(inert("statements", NAME, "--json")[1])
        inert("statements", NAME, "-o", "rows.csv")
        cells = Path("rows.csv").read_bytes().decode("utf-8")
    assert shown == json.loads(detente.dumps(dataset))["claims"][0]
    assert {row["text"] for row in rows} >= {record.proposition}
    assert record.proposition.replace('"', '""') in cells


@runs(1)
@given(hostile.datasets(SAMPLE))
def test_pages_have_no_markup_of_others(dataset: detente.Dataset) -> None:
    with working_in({NAME: detente.dumps(dataset)}):
        inert("report", NAME, "-o", "x.html", "--texts", ".")
        page = Path("x.html").read_bytes().decode("utf-8")
        markdown = inert("compare", NAME, "--all", "--format", "markdown")[1]
    for text in (page, markdown.replace("\\<", "")):
        assert "<img" not in text
        assert "<script>alert" not in text
    assert not hostile.ACTIVE.search(page)


# --- keys and values that a file must not have ----------------------------------------------------


@st.composite
def faulty_files(draw: Any) -> bytes:
    """A file that is refused: a hostile key or value somewhere, or no JSON at all."""
    evil = draw(hostile.words())
    document = json.loads(DATA)
    match draw(st.integers(0, 8)):
        case 0:
            document[evil] = evil
        case 1:
            document["claims"][0][evil] = {evil: evil}
        case 2:
            document["claims"][0]["kind"] = evil
        case 3:
            document["claims"][0]["id"] = f"claim:{evil}"
        case 4:
            document["claims"][0]["about"] = [evil, evil]
        case 5:
            document["claims"][0]["ext"] = {evil: {evil: None}}
        case 6:
            document[draw(st.sampled_from(("format", "version")))] = evil
        case 7:
            key = json.dumps(evil, ensure_ascii=False)
            return json.dumps(document).encode()[:-1] + f", {key}: 1.0, {key}: null}}".encode()
        case _:
            return evil.encode()
    return json.dumps(
        document, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from((None, 1)))
    ).encode()


REFUSING = (
    ("validate", NAME),
    ("validate", NAME, "--concise"),
    ("validate", NAME, "--all"),
    ("validate", NAME, "--statistics"),
    ("validate", NAME, "--fix"),
    ("validate", NAME, "--diff"),
    ("fmt", NAME),
    ("stats", NAME),
    ("statements", NAME),
    ("tables", "out", NAME),
    ("merge", NAME, "y.detente.json"),
    ("migrate", NAME),
    ("rebase", NAME, "--texts", "."),
    ("export", NAME, "--to", "graphml", "-o", "out.gexf"),
    ("agree", NAME, "y.detente.json"),
    ("recode", NAME, "actor:sweden=actor:sverige"),
    ("seal", NAME, "--texts", "."),
)


@runs(3)
@given(faulty_files(), st.sampled_from(REFUSING))
def test_keys_and_values_of_a_refused_file_do_not_act(
    data: bytes, command: tuple[str, ...]
) -> None:
    with working_in({NAME: data, "y.detente.json": DATA}):
        inert(*command)


@runs(1)
@given(faulty_files())
def test_reports_for_programs_are_whole_and_inert(data: bytes) -> None:
    report = detente.validate(data)
    with working_in({NAME: data}):
        found = json.loads(inert("validate", NAME, "--format", "json")[1])
        log = json.loads(inert("validate", NAME, "--format", "sarif")[1])
        inert("validate", NAME, "--format", "github", commands=len(report))
    expected = [d.to_dict() | {"file": NAME} for d in report]
    assert [d["message"] for d in found["diagnostics"]] == [d["message"] for d in expected]
    assert [d["path"] for d in found["diagnostics"]] == [d["path"] for d in expected]
    assert [d["params"] for d in found["diagnostics"]] == [d["params"] for d in expected]
    results = log["runs"][0]["results"]
    assert [r["message"]["text"] for r in results] == [d.sentence for d in report]
    hostile.assert_inert(str(report))


# --- names of files -------------------------------------------------------------------------------

NAMED = (
    ("validate", "{}"),
    ("validate", "{}", "--concise"),
    ("validate", "{}", "--format", "json"),
    ("validate", "{}", "--format", "sarif"),
    ("validate", "{}", "--fix"),
    ("validate", "{}", "--diff"),
    ("validate", "."),
    ("validate", "none/{}"),
    ("fmt", "{}", "--check"),
    ("fmt", "{}"),
    ("stats", "{}"),
    ("show", "actor:nobody", "--in", "{}"),
    ("agree", "{}", NAME, "--samples", "0"),
    ("merge", "{}", NAME),
    ("migrate", "{}"),
    ("recode", "{}", "actor:sweden=actor:sverige"),
    ("attach", NAME, "--texts", "{}"),
    ("rebase", NAME, "--texts", ".", "-o", "{}"),
    ("tables", "out-{}", NAME),
    ("report", NAME, "-o", "{}.html"),
    ("export", NAME, "--to", "graphml", "-o", "{}.gexf"),
    ("text", "{}"),
    ("draft", "{}"),
    ("validate", "--config", "{}", NAME),
)


@runs(3)
@given(hostile.names(), st.sampled_from(NAMED), st.booleans())
def test_names_of_files_do_not_act(name: str, command: tuple[str, ...], good: bool) -> None:
    name = f"{name}.detente.json"
    data = DATA if good else Case(('claim:lesson/kind = "x"',)).data
    with working_in({name: data, NAME: SEALED}):
        _status, out = inert(*(word.format(name) for word in command))
        if command[-1] in ("json", "sarif"):
            found = json.loads(out)
            assert command[-1] == "sarif" or found["files"] == [name]


@runs(1)
@given(hostile.names())
def test_workflow_commands_name_files_without_acting(name: str) -> None:
    name = f"{name}.detente.json"
    with working_in({name: Case(('claim:lesson/kind = "x"',)).data}):
        inert("validate", name, "--format", "github", commands=1)


# --- options and settings -------------------------------------------------------------------------

_SKIPPED = ("corpus", "demo", "extract")
"""What starts processes, has no options, or runs the user's code."""

OPTIONS = [
    (name, action)
    for name in COMMANDS
    if name not in _SKIPPED
    for below in parser([name])._actions
    if isinstance(below, argparse._SubParsersAction)
    for action in below.choices[name]._actions
    if action.nargs != 0
]


@runs(3)
@given(st.sampled_from(OPTIONS), hostile.words() | hostile.names(), st.booleans())
def test_options_do_not_act(option: tuple[str, argparse.Action], value: str, alone: bool) -> None:
    name, action = option
    value = value.replace("\0", "")
    given_ = [f"{action.option_strings[-1]}={value}"] if action.option_strings else [value]
    others = [] if alone or not action.option_strings else [NAME]
    with working_in({NAME: DATA}):
        inert(name, *others, *given_)


@runs(1)
@given(st.lists(hostile.words(), min_size=1, max_size=3))
def test_arguments_that_no_command_knows_do_not_act(values: list[str]) -> None:
    with working_in({}):
        assert inert("stats", "x", *(f"--{value}" for value in values))[0] == 2
        inert(*values)


@st.composite
def settings_files(draw: Any) -> str:
    """A configuration with hostile keys and values."""
    keys = ("select", "ignore", "per-file-ignores", "exclude", "texts", "strict")
    key = json.dumps(draw(st.sampled_from(keys) | hostile.words()))
    evil = json.dumps(draw(hostile.words()))
    value = draw(
        st.sampled_from((evil, f"[{evil}]", f"{{{evil} = [{evil}]}}", f"{{{evil} = 1}}", "5"))
    )
    return f"[tool.detente]\n{key} = {value}\n"


@runs(1)
@given(settings_files(), st.sampled_from(("json", "text")))
def test_settings_do_not_act(text: str, form: str) -> None:
    with working_in({NAME: DATA, "pyproject.toml": text.encode()}):
        inert("validate", NAME, "--format", form)
