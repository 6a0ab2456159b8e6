"""Web pages: the article alone, without menus and advertisements, by trafilatura (extra ``html``)."""

import re
from pathlib import Path

from detente.errors import InputError
from detente.text.profiles import canonical
from detente.text.readers.encodings import Stated, decode, known
from detente.text.readers.file_kinds import check_kind
from detente.text.readers.isolation import extracted
from detente.text.readers.reading import Reading

_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w:.-]+)""",
    re.IGNORECASE,
)
_HEAD = 4096
"""Bytes: where a declaration is sought. HTML allows it in the first 1,024; some pages have it later."""

_MEANT = {
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "iso-8859-9": "windows-1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "windows-874": "cp874",
    "utf-16": "utf-8",
    "utf8": "utf-8",
}
"""What browsers read for some declared names (the WHATWG Encoding Standard, section 4.2)."""


def read_web_page(path: Path, data: bytes, stated: Stated) -> Reading:
    """The article of a web page, an empty line between its paragraphs.

    Raises ``InputError`` if it is no web page, in an encoding that is neither UTF-8 nor stated, or
    without an article; ``MissingExtraError`` without trafilatura.
    """
    check_kind(path, data, "html")
    raw, encoding = decode(path, data, stated, _declared(data))
    made = extracted(path, "web_page", raw.removeprefix("\ufeff"))
    lines = (line.strip() for line in canonical(made["text"] or "").split("\n"))
    text = "\n\n".join(line for line in lines if line)
    if not text:
        reason = "no article is found in this page: copy its text into a .txt file"
        raise InputError(str(path), reason)
    extractor = f"trafilatura {made['version']}"
    return Reading(text=f"{text}\n", encoding=encoding, extractor=extractor, kind="web page")


def _declared(data: bytes) -> str | None:
    """The encoding that a page declares, if Python has it."""
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return None
    name = found.group(1).decode("ascii").lower()
    try:
        return known(_MEANT.get(name, name))
    except InputError:
        return None
