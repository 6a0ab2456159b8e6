"""What a file holds, by its first bytes: so that tags, or the bytes of a document, are never prose."""

import re
from pathlib import Path

from detente.errors import InputError
from detente.text.markup import is_element

_HEAD = 4096
"""Bytes: how much of a file is looked at. PDF allows 1,024 before its signature; comments may stand
before the first tag of a page. A guess."""

_BEFORE = rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?>\s|<\?xml[^>]*>|<!--.*?-->)*+"
"""What may stand before the first tag. It gives nothing back: comments can be cut in many ways."""
_PAGE = re.compile(
    _BEFORE + rb"<(?:!doctype\s+html|(?:html|head|body)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_FIRST = re.compile(_BEFORE + rb"<([a-z][a-z0-9]*)(?:\s[^<>]*)?/?>", re.IGNORECASE | re.DOTALL)
_LAST = re.compile(rb"</([a-z][a-z0-9]*)\s*>(?>\s|<!--.*?-->)*+\Z", re.IGNORECASE | re.DOTALL)
"""The first tag and the last one of a part of a page: prose does not begin and end with them."""
_ARCHIVED = re.compile(
    rb"MIME-Version:.*Content-Type:\s*multipart/related", re.IGNORECASE | re.DOTALL
)

_OTHERS = (
    (rb"\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd", "a compressed file: unpack it first"),
    (rb"PK\x03\x04", "a ZIP file, as Word and LibreOffice write: save it as plain text in UTF-8"),
    (rb"\xd0\xcf\x11\xe0", "a document of an old Word: save it as plain text in UTF-8"),
    (rb"\{\\rtf", "a document in RTF: save it as plain text in UTF-8"),
    (rb"bplist00", "a web archive of Safari: save the page as HTML"),
    (
        rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*",
        "a picture: its text must be recognised first",
    ),
)
"""The beginnings of files of other programs, and what to do with them."""

_NAMES = {
    "text": ("plain text", ".txt"),
    "html": ("a web page (HTML)", ".html"),
    "pdf": ("a PDF", ".pdf"),
}
"""What a kind of file is called, and the suffix by which it is read."""


def kind_of(data: bytes) -> str:
    """*pdf*, *html* or *text*. Raises ``ValueError`` for another kind, with what to do."""
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for beginning, what in _OTHERS:
        if re.match(beginning, head):
            raise ValueError(what)
    if _ARCHIVED.search(head):
        raise ValueError('a web archive (MHTML): save the page as "HTML only"')
    head, tail = head.replace(b"\0", b""), data[-_HEAD:].replace(b"\0", b"")
    return "html" if _PAGE.match(head) or _is_part(head, tail) else "text"


def _is_part(head: bytes, tail: bytes) -> bool:
    """Whether a file begins and ends with tags of HTML."""
    first, last = _FIRST.match(head), _LAST.search(tail)
    return all(tag and is_element(tag[1].decode()) for tag in (first, last))


def check_kind(path: Path, data: bytes, expected: str) -> None:
    """Raise ``InputError`` if a file is not of the kind that its name says."""
    try:
        kind = kind_of(data)
    except ValueError as error:
        raise InputError(str(path), str(error)) from error
    if not data.strip() and expected != "text":
        raise InputError(str(path), "the file is empty")
    if expected == "html" and kind == "text" and b"<" in data:  # a part of a page
        return
    if kind != expected:
        what, suffix = _NAMES[kind]
        reason = f"{what}, not {_NAMES[expected][0]}: rename it to {path.stem}{suffix}"
        raise InputError(str(path), reason)
