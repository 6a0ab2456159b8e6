"""Texts as they are given: mappings, files, folders."""

import os
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.errors import InputError
from detente.pipeline.sealing import seal_values
from detente.text.readers import given_texts, read_text
from tests.sample import DATA


@pytest.mark.parametrize("text", ["First.\n\n\ufeffSecond.\n", "\ufeff\ufeffFirst.\n\nSecond.\n"])
def test_byte_order_marks_are_read_so_that_a_draft_of_the_text_seals(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "x.txt").write_text(text, "utf-8")
    texts = given_texts(tmp_path)
    made = detente.draft(texts)
    _, problems, *_ = seal_values(made, texts)

    assert problems == []
    assert read_text(tmp_path / "x.txt") == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    "texts",
    [
        {"a": "\ud800"},
        {"a": 5},
        {5: "a"},
        {"a": None},
        ["\ud800"],
        [b"a"],
        b"abc",
        "",
        "x" * 5000,
        "a\0b",
    ],
)
def test_what_is_no_text_is_an_input_error(texts: Any) -> None:
    with pytest.raises(InputError):
        given_texts(texts)
    assert not detente.validate(DATA, texts=texts).ok


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "b.txt")
    with pytest.raises(InputError, match=r"b\.txt: not a regular file$"):
        given_texts(tmp_path)
    os.mkfifo(tmp_path / "c.txt")
    with pytest.raises(InputError, match=r"b\.txt: not a regular file \(and 1 more file\)"):
        given_texts(tmp_path)
    (tmp_path / "a.txt").write_text("a")

    texts = given_texts(tmp_path)

    assert texts == {"a.txt": "a"}
    assert [Path(error.args[0]).name for error in texts.unread] == ["b.txt", "c.txt"]
    assert given_texts(texts) is texts


def test_an_unreadable_folder_is_an_input_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InputError, match="ermission"):
        given_texts(tmp_path)


def test_what_is_no_text_at_all_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="expected a folder, a file or texts, got int"):
        given_texts(3)


def test_suffixes_in_capitals_are_suffixes(tmp_path: Path) -> None:
    (tmp_path / "A.TXT").write_text("a")
    (tmp_path / "b.md").write_text("b")

    assert given_texts(tmp_path) == {"A.TXT": "a"}
    assert detente.draft(given_texts(tmp_path))["articles"][0]["id"] == "article:a"
    assert read_text(tmp_path / "b.md") == "b"


def test_paths_that_cannot_be_are_input_errors(tmp_path: Path) -> None:
    for path in ("a\0b.txt", tmp_path / "a\0.txt"):
        with pytest.raises(InputError):
            read_text(Path(path))
    for odd in (tmp_path, Path("/dev/null"), tmp_path / "none.txt"):
        with pytest.raises(InputError):
            read_text(odd)
