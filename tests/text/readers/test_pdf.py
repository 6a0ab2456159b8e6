"""PDF: lines as they are printed, without page numbers and running heads."""

from pathlib import Path

import pytest

import detente
from detente.errors import InputError
from detente.pipeline.sealing import seal_values
from detente.text import read_file
from tests.pdfs import ENCRYPTION, of_streams, pdf

pytest.importorskip("pdfminer")

PAGES = [
    [
        f"THE LETHRA REVIEW {number}",
        "",
        "",
        f"On day {number} the envoys of the nine powers met in the old town hall, and the represen-",
        f"tatives of Varn said for the {number}th time that they would not sign while the border was",
        *[""] * 3,
        f"- {number} -",
    ]
    for number in (1, 2, 3)
]


def read(tmp_path: Path, data: bytes) -> detente.text.Reading:
    (tmp_path / "a.pdf").write_bytes(data)
    return read_file(tmp_path / "a.pdf")


def test_sentences_go_on_over_page_breaks_and_every_segment_seals(tmp_path: Path) -> None:
    reading = read(tmp_path, pdf(*PAGES))
    made = detente.draft({"a": reading.text})

    assert "border was\nOn day 2" in reading.text
    assert "REVIEW" not in reading.text
    assert len(reading.left_out) == 6
    assert len(made["articles"][0]["segments"]) == 1
    assert seal_values(made, {"a": reading.text}).findings == []
    assert detente.ground("the representatives of Varn said for the 2th", reading.text).span


def test_the_way_back_is_the_page(tmp_path: Path) -> None:
    reading = read(tmp_path, pdf(*PAGES))

    assert [reading.page(reading.text.index(f"On day {n}")) for n in (1, 2, 3)] == [1, 2, 3]
    assert reading.page(len(reading.text)) == 3
    assert reading.note is not None
    assert reading.note.startswith("Text taken from a PDF by pdfminer.six ")
    assert reading.note.endswith(", without page numbers and running heads.")


def test_the_note_of_two_pages_claims_no_running_heads(tmp_path: Path) -> None:
    reading = read(tmp_path, pdf(*PAGES[:2]))

    assert reading.left_out
    assert reading.note is not None
    assert reading.note.endswith(", without page numbers.")


def test_what_cannot_be_read_is_an_error_with_a_reason(tmp_path: Path) -> None:
    whole = pdf(PAGES[0])
    for data, said in (
        (whole[:300], "a PDF that cannot be read"),
        (b"%PDF-1.4\n", "a PDF that cannot be read"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 40, "a PDF that cannot be read"),
        (of_streams(b"no zlib", compressed=False), "no text in 1 page"),
        (of_streams(b"", b""), r"no text in 2 pages.*\(OCR\)"),
    ):
        with pytest.raises(InputError, match=said):
            read(tmp_path, data)


def test_an_encrypted_pdf_is_named_so(tmp_path: Path) -> None:
    data = pdf(PAGES[0]).replace(b"/Root 1 0 R", b"/Root 1 0 R " + ENCRYPTION)

    with pytest.raises(InputError, match="it is encrypted: save a copy without a password"):
        read(tmp_path, data)


def test_fonts_that_do_not_name_their_letters_are_refused(tmp_path: Path, monkeypatch) -> None:
    pages = {"pages": [["(cid:3)(cid:17)(cid:9) (cid:8)"]], "version": "1"}
    monkeypatch.setattr("detente.text.readers.pdf.extracted", lambda *_: pages)

    with pytest.raises(InputError, match="its fonts do not say which letters they show"):
        read(tmp_path, b"%PDF-1.4")
