"""Folders that tests read, the profiles of Hypothesis, and which tests count for coverage."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests import profiles
from tests.paths import ROOT
from tests.sample import DATA, DRAFT, TEXTS

profiles.register()


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker of pytest-cov where that is not installed."""
    config.addinivalue_line("markers", "no_cover: it does not count for coverage")


@pytest.hookimpl(trylast=True)  # behind Hypothesis, which marks its tests
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep tests that draw out of the coverage: it is the same in each run, and they run at full speed."""
    for item in items:
        if item.get_closest_marker("hypothesis") and not item.get_closest_marker("counted"):
            item.add_marker("no_cover")


def _folder(variable: str, name: str) -> Path:
    folder = Path(os.environ.get(variable) or ROOT.parent / "shared" / name)
    if not folder.is_dir():
        message = f"no folder {folder}; set {variable}"
        if os.environ.get("DETENTE_REQUIRE_TEXTS") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def articles() -> Path:
    """The folder with the two articles of the bundled dataset."""
    return _folder("DETENTE_TEXTS", "texts")


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder with test inputs by others."""
    return _folder("DETENTE_FIXTURES", "fixtures")


@pytest.fixture(scope="session")
def loc(fixtures: Path) -> dict[str, list[dict[str, Any]]]:
    """The examples of the Library of Congress."""
    return json.loads((fixtures / "loc-edtf-examples.json").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the sample, its draft and its texts."""
    (tmp_path / "sample.detente.json").write_bytes(DATA)
    (tmp_path / "sample.draft.json").write_bytes(DRAFT)
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def sealed(folder: Path) -> Path:
    """The folder of the sample, with the sample sealed in it: its dataset has anchors."""
    from tests.sealing import SEALED

    (folder / "sample.detente.json").write_bytes(SEALED)
    return folder
