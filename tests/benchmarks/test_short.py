"""The benchmarks run, in their short form, so that they do not rot; what is far off fails."""

import subprocess
import sys

import pytest

from tests.paths import ROOT

NEEDED = {
    "startup.py": (),
    "growth.py": ("orjson",),
    "hostile_growth.py": ("orjson",),
    "load.py": ("orjson", "pydantic", "cattrs", "jsonschema_rs"),
    "stages.py": ("orjson",),
    "memory.py": ("pyarrow",),
}


@pytest.mark.parametrize("script", NEEDED)
def test_a_benchmark_runs_in_its_short_form(script: str) -> None:
    for module in NEEDED[script]:
        pytest.importorskip(module, reason="an extra is not installed")
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / script, "--short"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("\n| ") > 2
