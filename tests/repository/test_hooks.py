"""The hooks for pre-commit, through their real entry lines; the recipes of docs/ci.md and docs/editors.md."""

import fnmatch
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import detente
from detente.cli import main, parser
from tests.paths import ROOT
from tests.repository.test_docs import blocks_of
from tests.sample import DATA, DRAFT, TEXTS

HAS_PRE_COMMIT = importlib.util.find_spec("pre_commit") is not None
needs_pre_commit = pytest.mark.skipif(not HAS_PRE_COMMIT, reason="pre-commit is not installed")

BROKEN = DATA.replace(b'"normative"', b'"normativ"')
LOOSE = json.dumps(json.loads(DATA)).encode()


def manifest() -> dict[str, dict[str, object]]:
    """The hooks by id. The file keeps to a part of YAML that needs no library."""
    hooks: dict[str, dict[str, object]] = {}
    for line in (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        match = re.fullmatch(r"(?:- |  )(\w+): ('[^']*'|\[.*\]|[^'#\[]+?)(?: # .*)?", line)
        assert match, line
        key, value = match[1], match[2]
        if line.startswith("- "):
            assert key == "id"
            hook = hooks.setdefault(value, {})
        hook[key] = value[1:-1].split(", ") if value[0] == "[" else value.strip("'")
    return hooks


HOOKS = manifest()


@pytest.fixture
def there(tmp_path: Path, monkeypatch) -> Path:
    """A folder with some files, and ``detente`` on the path as installing it would put it there."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    command = bin_ / "detente"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m detente "$@"\n', "utf-8")
    command.chmod(0o755)
    source = str(Path(detente.__file__).resolve().parents[1])
    monkeypatch.setenv("PYTHONPATH", source)
    monkeypatch.setenv("PATH", f"{bin_}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("NO_COLOR", "1")
    folder = tmp_path / "annotations"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def hook(id_: str, *names: str, args: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run a hook as pre-commit does: entry, arguments, names of files, from the top folder."""
    found = HOOKS[id_]
    chosen = [n for n in names if re.search(str(found["files"]), n)]
    command = [*shlex.split(str(found["entry"])), *args, *chosen]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def folder_of(there: Path, name: str) -> None:
    """The sample as a folder: its claims in a part of their own."""
    document = json.loads(DATA)
    part = {"format": "detente", "version": "1.0", "claims": document.pop("claims")}
    (there / name).mkdir()
    (there / name / "dataset.detente.json").write_text(json.dumps(document), "utf-8")
    (there / name / "claims.detente.json").write_text(json.dumps(part), "utf-8")


# --- the manifest ------------------------------------------------------------------------------------


def test_the_hooks_are_there() -> None:
    assert set(HOOKS) == {"detente-validate", "detente-fmt"}
    for found in HOOKS.values():
        words = shlex.split(str(found["entry"]))
        assert words[0] == "detente"
        assert parser().parse_args([*words[1:], "x"])
        assert found["language"] == "python"


@pytest.mark.parametrize("id_", HOOKS)
@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("x.detente.json", True),
        ("a/b/dataset.detente.json", True),
        ("x.detente.jsonl", True),
        ("x.draft.json", False),
        ("x.detente.json.bak", False),
        ("xdetente.json", False),
        ("package.json", False),
    ],
)
def test_the_hooks_look_at_files_of_the_format(id_: str, name: str, wanted: bool) -> None:
    assert bool(re.search(str(HOOKS[id_]["files"]), name)) is wanted


@needs_pre_commit
def test_pre_commit_accepts_the_manifest() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest"]
    subprocess.run([*command, str(ROOT / ".pre-commit-hooks.yaml")], check=True)


# --- the entry lines -----------------------------------------------------------------------------------


def test_validate_passes_what_is_clean_and_names_what_is_not(there: Path) -> None:
    (there / "good.detente.json").write_bytes(DATA)
    (there / "bad one.detente.json").write_bytes(BROKEN)
    (there / "other.json").write_bytes(b"{")

    assert hook("detente-validate", "good.detente.json", "other.json").returncode == 0
    done = hook("detente-validate", "good.detente.json", "bad one.detente.json", "other.json")
    assert done.returncode == 1
    assert "bad one.detente.json" in done.stdout
    assert "D104" in done.stdout
    assert "other.json" not in done.stdout
    assert (there / "bad one.detente.json").read_bytes() == BROKEN
    assert hook("detente-validate", "gone.detente.json").returncode == 2


def test_validate_looks_at_the_whole_of_a_folder(there: Path) -> None:
    folder_of(there, "parts")
    part = "parts/claims.detente.json"

    assert main(["validate", part]) == 1
    assert main(["validate", "--whole", part, "parts/dataset.detente.json"]) == 0
    assert hook("detente-validate", part).returncode == 0
    (there / part).write_bytes((there / part).read_bytes().replace(b'"normative"', b'"normativ"'))
    for names in ((part,), ("parts/dataset.detente.json",)):
        done = hook("detente-validate", *names)
        assert done.returncode == 1
        assert done.stdout.count("D104") == 1


def test_validate_takes_arguments(there: Path) -> None:
    (there / "good.detente.json").write_bytes(DATA)
    (there / "texts").mkdir()
    for name, text in TEXTS.items():
        (there / "texts" / name).write_text(text, "utf-8")

    done = hook("detente-validate", "good.detente.json", args=("--texts", "texts"))
    assert done.returncode == 0
    assert "proven" in done.stdout


def test_fmt_rewrites_what_is_not_canonical(there: Path) -> None:
    (there / "good.detente.json").write_bytes(DATA)
    (there / "loose.detente.json").write_bytes(LOOSE)

    done = hook("detente-fmt", "good.detente.json", "loose.detente.json")
    assert done.returncode == 0
    assert done.stdout == "loose.detente.json: rewritten\n"
    assert (there / "loose.detente.json").read_bytes() == DATA


# --- pre-commit itself ----------------------------------------------------------------------------------


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.hooksPath="]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@needs_pre_commit
def test_pre_commit_runs_them_in_a_repository(there: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    for name in [n for n in os.environ if n.startswith("GIT_")]:
        monkeypatch.delenv(name)
    git("init", "-q")
    # The hooks as they are, but from the path: an environment of their own needs the network.
    hooks = [{**found, "language": "system"} for found in HOOKS.values()]
    for found in hooks:
        found["require_serial"] = found.get("require_serial") == "true"
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (there / ".pre-commit-config.yaml").write_text(json.dumps(config), "utf-8")  # JSON is YAML
    folder_of(there, "parts")
    (there / "good.detente.json").write_bytes(DATA)
    (there / "notes.json").write_bytes(b"{")
    git("add", ".")

    def run() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never"]
        return subprocess.run(command, check=False, capture_output=True, text=True)

    first = run()  # the parts were not in canonical form
    assert first.returncode == 1
    assert re.search(r"schema|validate.*Passed", first.stdout)
    assert "files were modified by this hook" in first.stdout
    git("add", ".")
    second = run()
    assert second.returncode == 0, second.stdout
    assert second.stdout.count("Passed") == 2
    (there / "good.detente.json").write_bytes(BROKEN)
    git("add", ".")
    third = run()
    assert third.returncode == 1
    assert "D104" in third.stdout
    assert "good.detente.json" in third.stdout


# --- the recipes ---------------------------------------------------------------------------------------


def saved(page: str) -> dict[str, str]:
    found = blocks_of((ROOT / "docs" / page).read_text("utf-8"))
    return {b.marks["file"]: b.code for b in found if "file" in b.marks}


def test_the_recipes_name_hooks_that_there_are() -> None:
    files = saved("ci.md")
    for name in (".pre-commit-config.yaml", "with-arguments.yaml", "local.yaml"):
        ids = re.findall(r"- id: (\S+)", files[name])
        assert ids
        assert set(ids) <= set(HOOKS)
    local, real = files["local.yaml"], HOOKS["detente-validate"]
    for key in ("name", "entry", "files", "require_serial"):
        assert re.search(rf"^ +{key}: '?{re.escape(str(real[key]))}'?$", local, re.MULTILINE), key
    (pattern,) = re.findall(r"files: '(.*)'", files["with-arguments.yaml"])
    assert all(re.search(pattern, name) for name in ("a.detente.json", "a.draft.json"))


@needs_pre_commit
@pytest.mark.parametrize("name", [".pre-commit-config.yaml", "with-arguments.yaml", "local.yaml"])
def test_pre_commit_accepts_the_recipes(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(saved("ci.md")[name], "utf-8")
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(tmp_path / name)]
    assert subprocess.run(command, check=False).returncode == 0


def test_the_commands_of_the_workflow_run(there: Path, capsys) -> None:
    (there / "good.detente.json").write_bytes(DATA)
    commands = re.findall(r"- run: (detente .*)", saved("ci.md")["detente.yml"])

    assert [main(shlex.split(command)[1:]) for command in commands] == [0, 0]
    (there / "good.detente.json").write_bytes(BROKEN)
    assert main(shlex.split(commands[1])[1:]) == 1


def test_the_editor_finds_schemas_that_fit(there: Path) -> None:
    from jsonschema import Draft202012Validator

    pages = blocks_of((ROOT / "docs" / "editors.md").read_text("utf-8"))
    console = next(b.code for b in pages if b.language == "console")
    (command,) = re.findall(r"^\$ detente (.*)", console, re.MULTILINE)
    assert main(shlex.split(command)) == 0
    settings = json.loads((there / ".vscode" / "settings.json").read_text("utf-8"))
    report = json.dumps(detente.validate(BROKEN).to_dict()).encode()
    files = {"a.detente.json": DATA, "a.draft.json": DRAFT, "a.detente-report.json": report}
    for entry in settings["json.schemas"]:
        schema = json.loads((there / entry["url"]).read_text("utf-8"))
        (name,) = [n for n in files if any(fnmatch.fnmatch(n, p) for p in entry["fileMatch"])]
        document = json.loads(files.pop(name))
        if "format" in document:
            document["$schema"] = entry["url"]
        assert list(Draft202012Validator(schema).iter_errors(document)) == []
        assert list(Draft202012Validator(schema).iter_errors(document | {"claim": 1}))
    assert not files


@pytest.mark.skipif(
    importlib.util.find_spec("check_jsonschema") is None, reason="check-jsonschema is not installed"
)
def test_another_checker_agrees(there: Path) -> None:
    assert (
        subprocess.run("detente schema > detente.schema.json", shell=True, check=False).returncode
        == 0
    )
    (there / "my.detente.json").write_bytes(DATA)
    (there / "bad.detente.json").write_bytes(BROKEN)
    for name, status in (("my.detente.json", 0), ("bad.detente.json", 1)):
        command = [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--schemafile",
            "detente.schema.json",
            name,
        ]
        assert subprocess.run(command, check=False, capture_output=True).returncode == status
