"""PDF: the text of its pages, by pdfminer.six (extra ``pdf``)."""

import base64
import re
from pathlib import Path

from detente.display import count
from detente.errors import InputError
from detente.text.profiles import canonical
from detente.text.readers.encodings import Stated
from detente.text.readers.file_kinds import check_kind
from detente.text.readers.isolation import extracted
from detente.text.readers.pages import joined
from detente.text.readers.reading import Reading

_UNNAMED = re.compile(r"\(cid:\d+\)")
"""What stands for a character that a font does not name."""


def read_pdf(path: Path, data: bytes, _: Stated) -> Reading:
    """The text of a PDF: lines as they are printed, an empty line between paragraphs.

    Raises ``InputError`` if it is no PDF, broken, encrypted or without text; ``MissingExtraError``
    without pdfminer.six.
    """
    check_kind(path, data, "pdf")
    made = extracted(path, "pdf", base64.b64encode(data).decode("ascii"))
    pages = [[canonical(block) for block in blocks] for blocks in made["pages"]]
    characters = sum(len(block) for blocks in pages for block in blocks)
    unnamed = sum(len(_UNNAMED.findall(block)) for blocks in pages for block in blocks)
    if unnamed * 20 > characters:  # the text is mostly of such places, each some 7 characters
        reason = "its fonts do not say which letters they show: its text must be recognised (OCR)"
        raise InputError(str(path), reason)
    text, starts, left_out = joined(pages)
    if not text.strip():
        where = count(len(pages), "page")
        reason = f"no text in {where}: if they are pictures, it must be recognised first (OCR)"
        raise InputError(str(path), reason)
    return Reading(
        text=text,
        extractor=f"pdfminer.six {made['version']}",
        kind="PDF",
        pages=starts,
        left_out=left_out,
    )
