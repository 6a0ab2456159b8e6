"""The package from outside: names, dependencies, cost."""

from __future__ import annotations

import doctest
import subprocess
import sys

from detente import edtf
from tests.paths import ROOT


def loaded_by(statement: str) -> set[str]:
    code = f"before = set(sys.modules); {statement}; print(*set(sys.modules) - before)"
    # Run as users do, so that the project's path is found wherever the tests are.
    code = f"import sys; sys.path[:] = {sys.path!r}; import detente; {code}"
    found = subprocess.run(
        [sys.executable, "-S", "-c", code], check=True, capture_output=True, text=True
    )
    return set(found.stdout.split())


def test_every_public_name_is_there_and_documented():
    assert edtf.__all__ == sorted(edtf.__all__, key=lambda name: (not name.isupper(), name))
    for name in edtf.__all__:
        assert getattr(edtf, name) is not None
    assert set(edtf.__all__) <= set(dir(edtf))
    for name in ("Value", "Date", "Season", "Year", "DateTime", "Interval", "AllOf", "OneOf"):
        assert getattr(edtf, name).__doc__


def test_unknown_names_are_refused():
    assert not hasattr(edtf, "no_such_name")


def test_the_example_in_the_docstring_is_true():
    found = doctest.testmod(edtf)
    assert (found.failed, found.attempted > 0) == (0, True)


def test_the_examples_in_the_documentation_are_true():
    page = ROOT / "docs" / "edtf.md"
    found = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert (found.failed, found.attempted > 0) == (0, True)


def test_it_stands_alone_and_is_light():
    loaded = loaded_by("import detente.edtf, detente.edtf.overlap, detente.edtf.wording")
    ours = {name for name in loaded if name.startswith("detente")}
    assert all(name.startswith("detente.edtf") for name in ours)
    assert not loaded & {"attrs", "attr", "cattrs", "dataclasses", "inspect"}
