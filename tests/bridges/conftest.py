"""A folder whose dataset has anchors."""

from pathlib import Path

import pytest

from tests.sealing import SEALED


@pytest.fixture
def sealed(folder: Path) -> Path:
    """The folder of the sample, with the sample sealed in it."""
    (folder / "sample.detente.json").write_bytes(SEALED)
    return folder
