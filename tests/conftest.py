"""Where the articles and the fixtures of others lie, if they are at hand."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes is a matter of the machine, not of the test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent


def _folder(variable: str, name: str) -> Path:
    folder = Path(os.environ.get(variable) or ROOT.parent / "shared" / name)
    if not folder.is_dir():
        message = f"no folder {folder}; set {variable}"
        if os.environ.get("DETENTE_REQUIRE_TEXTS") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture
def articles() -> Path:
    """The folder with the two articles of the bundled dataset."""
    return _folder("DETENTE_TEXTS", "texts")


@pytest.fixture
def fixtures() -> Path:
    """The folder with test inputs by others."""
    return _folder("DETENTE_FIXTURES", "fixtures")
