"""The faulty files, made once for all tests that read them."""

from pathlib import Path

import pytest

from tests.validation.rules import faulty


@pytest.fixture(scope="session")
def faulty_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a faulty file for each rule."""
    folder = tmp_path_factory.mktemp("faulty")
    faulty.make(folder)
    return folder
