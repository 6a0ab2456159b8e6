"""Validating: sources and texts in every form."""

from pathlib import Path

import pytest

import detente
import detente.edtf
from tests.sample import DATA, TEXTS


def test_validate_takes_texts_in_every_form(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    named = {"article:union": TEXTS["union.txt"], "article:later": TEXTS["later.txt"]}

    for texts in (tmp_path, str(tmp_path), TEXTS, named, list(TEXTS.values())):
        report = detente.validate(DATA, texts=texts)
        assert report.ok
        assert set(report.texts) == {"article:union", "article:later"}
    one = detente.validate(DATA, texts=tmp_path / "union.txt")
    assert [d.code for d in one] == ["D401"]


def test_validate_never_raises_on_odd_sources(tmp_path: Path) -> None:
    assert detente.validate(tmp_path / "none").exit_status == 2
    assert detente.validate(b"\xff\xfe").exit_status == 1
    assert detente.validate(DATA, texts=tmp_path / "none").exit_status == 2


@pytest.mark.parametrize("text", [",", "]", "}", ",{}", "1,2", "}{"])
def test_what_begins_as_no_json_is_reported(text: str) -> None:
    assert "D001" in {d.code for d in detente.validate(text.encode(), strict=True)}
