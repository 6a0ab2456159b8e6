"""The canonical text, which offsets refer to, and its profile.

Canonical: Unicode normalisation form C, line feeds only, without the byte order mark of its file.
Offsets are code points in it, half-open.
"""

import hashlib
import unicodedata
from itertools import groupby

from detente.records import TextProfile
from detente.text.marked_skeletons import PROFILE
from detente.text.skeletons import skeleton
from detente.text.unicode14 import unassigned


def canonical(text: str) -> str:
    """A text, or a part of one, with line feeds only, in form NFC.

    A canonical text is returned as it is. A byte order mark belongs to a file and not to a text:
    ``read_text`` removes it. Raises ``ValueError`` if the text holds half of a surrogate pair.
    """
    text.encode("utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if unicodedata.unidata_version == "14.0.0" or text.isascii():
        return unicodedata.normalize("NFC", text)
    return _pinned(text)  # pragma: no cover  later versions of Python


def _pinned(text: str) -> str:
    """The form C of Unicode 14.0, whatever version Python has: characters assigned later stay
    where they are, and nothing is composed or reordered across them.
    """
    return "".join(
        "".join(part) if later else unicodedata.normalize("NFC", "".join(part))
        for later, part in groupby(text, unassigned)
    )


def sha256(text: str) -> str:
    """The digest of a text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def profile(text: str) -> TextProfile:
    """The profile of a canonical text: the same text has the same profile.

    The salt is made of the text's digest and is published with the profile. It prevents one table
    of digests from serving for all articles; for that it has to differ from text to text, not to
    be secret.
    """
    letters = skeleton(text)
    digest = sha256(text)
    return TextProfile(
        profile=PROFILE,
        unit="codepoint",
        length=len(text),
        sha256=digest,
        skeleton_length=len(letters),
        skeleton_sha256=sha256(letters),
        salt=sha256(f"salt of {digest}")[:32],
    )
