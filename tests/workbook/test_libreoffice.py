"""LibreOffice opens a book, saves it, and nothing is lost: only where it is installed (``.ci/run --full``)."""

import shutil
import subprocess
from pathlib import Path

import pytest

import detente
from tests.command import run
from tests.paths import EXAMPLE

pytest.importorskip("openpyxl", reason="the extra workbook is not installed")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
]


def converted(path: Path, kind: str, folder: Path, profile: Path) -> Path:
    folder.mkdir(exist_ok=True)
    command = [str(OFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{path.stem}.{kind}"


def test_the_example_survives_libreoffice(tmp_path: Path, capsys) -> None:
    text, sealed = EXAMPLE / "entente-cordiale.txt", EXAMPLE / "entente-cordiale.detente.json"
    book = tmp_path / "book.xlsx"
    assert run(capsys, "draft", sealed, "--texts", text, "-o", book)[0] == 0
    profile = tmp_path / "profile"
    ods = converted(book, "ods", tmp_path / "saved", profile)

    for saved in (
        converted(book, "xlsx", tmp_path / "once", profile),
        converted(ods, "xlsx", tmp_path / "twice", profile),
    ):
        dataset, report = detente.seal(saved, text)
        assert list(report) == []
        assert dataset is not None
        assert detente.dumps(dataset) == sealed.read_bytes()


def test_what_libreoffice_saves_of_a_bare_text_is_as_before(tmp_path: Path, capsys) -> None:
    text, book = EXAMPLE / "entente-cordiale.txt", tmp_path / "book.xlsx"
    assert run(capsys, "draft", text, "-o", book)[0] == 0
    saved = converted(book, "xlsx", tmp_path / "saved", tmp_path / "profile")

    def found(path: Path) -> list[tuple[str, str | None]]:
        return [(d.code, d.location.cell) for d in detente.validate(path, texts=text)]

    assert found(saved) == found(book)
    assert {code for code, _ in found(book)} == {"D566", "D307"}
