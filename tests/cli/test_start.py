"""What a command does not need it does not import: measured by ``benchmarks/startup.py``, held here."""

import gc
import runpy
import subprocess
import sys

import pytest

from tests.paths import ROOT

SHOW = "import sys; from detente.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"

VARN = ROOT / "examples" / "varn"


def loaded(*words: str) -> set[str]:
    """The modules that a command leaves behind."""
    done = subprocess.run([sys.executable, "-c", SHOW, *words], capture_output=True, check=True)
    return set(done.stderr.decode().split())


@pytest.mark.parametrize(
    "words",
    [
        ("--version",),
        ("rules",),
        ("rules", "--format", "json"),
        ("schema", "--draft"),
        ("explain", "D201"),
        ("explain", "claim"),
        ("explain", "edited"),
        ("codebook", "claim_kind/causal"),
    ],
)
def test_fixed_text_needs_no_records(words: tuple[str, ...]) -> None:
    found = loaded(*words)
    assert not {"attrs", "msgspec", "detente.records", "detente.dataset"} & found
    assert not {name for name in found if name.startswith("detente.validation")}


def test_validation_of_a_clean_file_needs_no_texts_no_drafts_and_no_explanations() -> None:
    found = loaded("validate", str(VARN / "holt-2021.detente.json"))
    assert "detente.validation.rules.level5_time" in found
    assert (
        not {
            "detente.pipeline.drafts",
            "detente.statement.rows",
            "detente.text.attaching",
            "detente.text.grounding",
            "detente.text.readers",
            "detente.uniting.merge",
            "detente.uniting.union",
            "detente.validation.rules.level1_shape",
            "detente.validation.rules.level4_text",
            "difflib",
            "importlib.resources",
            "jsonschema",
            "tempfile",
        }
        & found
    )


def test_the_process_of_a_command_looks_for_cycles_rarely(monkeypatch, capsys) -> None:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    monkeypatch.setattr(sys, "argv", ["detente", "--version"])
    try:
        with pytest.raises(SystemExit) as stop:
            runpy.run_module("detente", run_name="__main__")
        assert not stop.value.code
        assert gc.get_threshold()[0] > 700
        assert gc.get_freeze_count()
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
    assert "detente" in capsys.readouterr().out


def test_the_demo_needs_no_page_unless_it_is_opened() -> None:
    found = loaded("demo")
    assert "detente.render.overview" in found
    assert not {"detente.render.report", "jinja2", "tempfile", "webbrowser"} & found
