"""The canonical text, which offsets refer to, and its profile.

Canonical: Unicode normalisation form C, line feeds only, no byte order mark. Offsets are code
points in it, half-open.
"""

import hashlib
import unicodedata
from pathlib import Path

from detente.errors import InputError
from detente.records import TextProfile
from detente.text.skeleton import skeleton

PROFILE = "detente-text-1"


def canonical(text: str) -> str:
    """A text with line feeds only, in form NFC, without a byte order mark.

    Raises ``ValueError`` if it holds half of a surrogate pair.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text.encode("utf-8")
    return unicodedata.normalize("NFC", text)


def read_text(path: Path) -> str:
    """The canonical text of a file in UTF-8.

    Raises ``InputError`` if the file cannot be read or is not UTF-8.
    """
    try:
        return canonical(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8 (byte {error.start})") from error
    except OSError as error:
        raise InputError(str(path), error.strerror or type(error).__name__) from error


def sha256(text: str) -> str:
    """The digest of a text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def profile(text: str) -> TextProfile:
    """The profile of a canonical text: the same text has the same profile.

    The salt is made of the text's digest. It is published with the profile and keeps tables of
    digests from being made for all articles at once, which takes a different salt for each
    text and no secret.
    """
    bones = skeleton(text)
    digest = sha256(text)
    return TextProfile(
        profile=PROFILE,
        unit="codepoint",
        length=len(text),
        sha256=digest,
        skeleton_length=len(bones),
        skeleton_sha256=sha256(bones),
        salt=sha256(f"salt of {digest}")[:32],
    )
