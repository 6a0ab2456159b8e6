"""Plain text, in UTF-8 or another encoding that is stated."""

from pathlib import Path

from detente.text.profiles import canonical
from detente.text.readers.encodings import Stated, decode
from detente.text.readers.file_kinds import check_kind
from detente.text.readers.reading import Reading


def read_plain(path: Path, data: bytes, stated: Stated) -> Reading:
    """The text of a plain file, without a byte order mark.

    Raises ``InputError`` if it is a web page or a document, or in another encoding.
    """
    check_kind(path, data, "text")
    raw, encoding = decode(path, data, stated)
    return Reading(text=canonical(raw.removeprefix("\ufeff")), encoding=encoding, raw=raw)
