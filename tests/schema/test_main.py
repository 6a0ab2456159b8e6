"""``python -m detente.schema``."""

from pathlib import Path

import pytest

from detente import schema
from detente.schema.__main__ import main as write_schemas


def test_schemas_are_written_and_compared(tmp_path: Path, capsys) -> None:
    assert write_schemas(["--check"]) == 0
    assert write_schemas(["--check", str(tmp_path / "s")]) == 1
    assert not (tmp_path / "s").exists()
    assert write_schemas([str(tmp_path / "s")]) == 0
    assert write_schemas(["--check", str(tmp_path / "s")]) == 0
    assert "written" in capsys.readouterr().out
    with pytest.raises(KeyError):
        schema.schema_text("nothing")
