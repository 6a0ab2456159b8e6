"""Web pages: the article alone, in the encoding that the page declares or that is stated."""

from pathlib import Path

import pytest

import detente
from detente.errors import InputError, MissingExtraError
from detente.pipeline.sealing import seal_values
from detente.text import TextFiles, read_file
from detente.text.readers import given_texts, isolation

pytest.importorskip("trafilatura")

BODY = """<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>The treaty of Lethra</h1>
<p>The <a href="/x">French</a> delegation left the hall before the vote&nbsp;&mdash; and Rome
followed an hour later, as Minister Müller told the press.</p>
<p>Talks at the café went on; the powers signed in the end.</p></article>
<footer>All rights reserved</footer>"""


def page(charset: str = "utf-8", body: str = BODY) -> bytes:
    text = f"<!doctype html><html><head><meta charset={charset}><title>x</title></head><body>{body}"
    encoding = "windows-1252" if charset in ("iso-8859-1", "nonsense") else charset
    return text.encode(encoding)


def saved(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_the_article_is_taken_without_menus_and_its_skeleton_seals(tmp_path: Path) -> None:
    reading = read_file(saved(tmp_path / "A.HTM", page()))
    made = detente.draft({"a": reading.text}, notes={"a": reading.note or ""})

    assert reading.text.split("\n\n") == [
        "The treaty of Lethra",
        "The French delegation left the hall before the vote — and Rome followed an hour later, "
        "as Minister Müller told the press.",
        "Talks at the café went on; the powers signed in the end.\n",
    ]
    assert len(made["articles"][0]["segments"]) == 3
    assert seal_values(made, {"a": reading.text}).findings == []
    assert made["articles"][0]["note"] == reading.note
    assert reading.note is not None
    assert reading.note.startswith("Text taken from a web page by trafilatura ")
    assert (reading.raw, reading.pages) == (None, ())


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("windows-1252", "windows-1252"), ("iso-8859-1", "windows-1252"), ("utf-8", "utf-8")],
)
def test_the_declared_encoding_is_used_as_browsers_use_it(
    tmp_path: Path, charset: str, encoding: str
) -> None:
    reading = read_file(saved(tmp_path / "a.html", page(charset)))

    assert reading.encoding == encoding
    assert "Müller" in reading.text


def test_a_page_that_declares_none_needs_a_stated_one(tmp_path: Path) -> None:
    for data in (page("nonsense"), f"<html><body>{BODY}".encode("windows-1252")):
        path = saved(tmp_path / "a.html", data)
        with pytest.raises(InputError, match=r"likely windows-1252.*add --encoding windows-1252$"):
            read_file(path)
        assert "Müller" in given_texts(TextFiles(path, "windows-1252"))["a.html"]


def test_a_page_that_declares_another_encoding_than_its_bytes_have_is_not_decided_for(
    tmp_path: Path,
) -> None:
    data = page().replace(b"charset=utf-8", b"charset=windows-1251")
    path = saved(tmp_path / "a.html", data)

    with pytest.raises(InputError, match=r"declares windows-1251, but is valid UTF-8.*=utf-8 or"):
        read_file(path)
    assert "Müller" in read_file(path, "utf-8").text
    assert read_file(saved(path, data.decode().encode("ascii", "ignore"))).encoding == "utf-8"


def test_a_part_of_a_page_is_a_page(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "a.html", b"<title>x</title><p>The envoys met in Geneva, and left again.</p>"
    )

    assert read_file(path).text == "The envoys met in Geneva, and left again.\n"


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.html", b"<html><body></body></html>")

    with pytest.raises(InputError, match="no article is found"):
        read_file(path)


def test_a_huge_nesting_ends_in_an_error_or_a_text(tmp_path: Path) -> None:
    nested = b"<html><body>" + b"<div>" * 20_000 + b"<p>words"

    with pytest.raises(InputError, match="no article"):
        read_file(saved(tmp_path / "a.html", nested))


def test_without_the_extra_a_page_is_refused_by_its_name_and_a_folder_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, "find_spec", lambda _: None)
    path = saved(tmp_path / "a.html", page())
    (tmp_path / "b.txt").write_text("Words.")

    with pytest.raises(MissingExtraError, match=r"detente\[html\]"):
        read_file(path)
    texts = given_texts(tmp_path)
    assert texts == {"b.txt": "Words."}
    assert "detente[html]" in str(texts.unread[0])  # type: ignore[attr-defined]
    report = detente.validate("@dprk-russia", texts=path)
    assert (report.exit_status, report.diagnostics[0].code) == (2, "D016")
    assert "detente[html]" in report.diagnostics[0].message
