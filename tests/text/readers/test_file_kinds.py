"""What a file holds: tags and the bytes of documents are never prose."""

from pathlib import Path

import pytest

from detente.errors import InputError
from detente.text import read_text
from detente.text.readers.file_kinds import check_kind

PAGE = b"<!DOCTYPE html><p>The envoys left.</p>"

PART = b'<p>The <a href="/x">French</a> left before the vote&nbsp;&mdash; and Rome followed.</p>'


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", PAGE, "a web page (HTML), not plain text: rename it to a.html"),
        ("a.txt", b"\xef\xbb\xbf \n<!-- saved from x -->\n<HTML lang=en>", "rename it to a.html"),
        ("a.txt", b'<?xml version="1.0"?><html xmlns="x">', "rename it to a.html"),
        ("a.txt", PAGE.decode().encode("utf-16"), "rename it to a.html"),
        ("a", PAGE, "rename it to a.html"),
        ("a.txt", PART, "a web page (HTML), not plain text: rename it to a.html"),
        ("a.txt", b"<div class=story>\n" + PART + b"</div>\n<!-- end -->\n", "rename it to a.html"),
        ("a.txt", b"<script>var a=1;</script><P>Both left.</P>", "rename it to a.html"),
        ("a.txt", b"\xef\xbb\xbf<!-- x --> <br/>Both left.</b >\n", "rename it to a.html"),
        ("a.txt", PART.decode().encode("utf-16"), "rename it to a.html"),
        ("a.pdf", PART, "a web page (HTML), not a PDF: rename it to a.html"),
        ("a.txt", b"%PDF-1.7 ...", "a PDF, not plain text: rename it to a.pdf"),
        ("a.html", b"%PDF-1.7 ...", "a PDF, not a web page (HTML): rename it to a.pdf"),
        ("a.pdf", PAGE, "a web page (HTML), not a PDF: rename it to a.html"),
        ("a.html", b"Only words.", "plain text, not a web page (HTML): rename it to a.txt"),
        ("a.pdf", b"", "the file is empty"),
        ("a.html", b" \n", "the file is empty"),
        ("a.txt", b"\x1f\x8b\x08...", "a compressed file: unpack it first"),
        ("a.txt", b"PK\x03\x04...", "save it as plain text"),
        ("a.txt", b"{\\rtf1 words", "a document in RTF"),
        ("a.txt", b"\xd0\xcf\x11\xe0...", "a document of an old Word"),
        ("a.html", b"bplist00...", "a web archive of Safari"),
        ("a.txt", b"\x89PNG...", "a picture"),
        (
            "a.html",
            b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;",
            'a web archive (MHTML): save the page as "HTML only"',
        ),
    ],
)
def test_a_file_of_another_kind_than_its_name_says_is_refused(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)

    with pytest.raises(InputError) as caught:
        read_text(tmp_path / name)

    assert said in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "<p> is a tag.",
        "A <html> in the middle.",
        "< 5 %",
        "",
        "<Orm> No. </Orm>",
        "<p> opens, and it ends with </paragraph>",
        "<p opens, and it ends with </p>",
        "It ends with </p>",
    ],
)
def test_prose_with_angle_brackets_is_prose(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)

    assert read_text(tmp_path / "a.txt") == text


@pytest.mark.parametrize("data", [b"<!---->" * 400 + b"x", b"x</p>" + b"<!---->" * 400 + b"x"])
def test_many_comments_are_looked_at_once(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)  # to cut them in all ways would take for ever

    assert read_text(tmp_path / "a.txt") == data.decode()


def test_a_page_may_begin_with_words() -> None:
    check_kind(Path("a.html"), b"Both left. <b>Now.</b> So it is said.", "html")
