"""Where the examples of the Library of Congress are found."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def loc() -> dict[str, list[dict[str, object]]]:
    """Return the examples, or skip (fail if ``DETENTE_REQUIRE_TEXTS`` is 1)."""
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "fixtures"
    folder = Path(os.environ.get("DETENTE_FIXTURES") or beside)
    path = folder / "loc-edtf-examples.json"
    if path.is_file():
        return json.loads(path.read_text(encoding="utf-8"))
    reason = f"{path.name} is not in DETENTE_FIXTURES nor in ../shared/fixtures"
    if os.environ.get("DETENTE_REQUIRE_TEXTS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
