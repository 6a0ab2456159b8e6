"""Plain text in UTF-8."""

import stat
from pathlib import Path

from detente.errors import InputError, reason_of
from detente.text.profiles import canonical


def read_plain(path: Path) -> str:
    """The canonical text of a file in UTF-8, without a byte order mark.

    Raises ``InputError`` if the file cannot be read or is not UTF-8.
    """
    try:
        mode = path.stat().st_mode
        # A device has no end. A pipe has one, and is what the shell gives for <(command).
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode) or stat.S_ISDIR(mode)):
            raise InputError(str(path), "not a regular file")
        return canonical(path.read_bytes().decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8 (byte {error.start})") from error
    except OSError as error:
        raise InputError(str(path), reason_of(error)) from error
    except ValueError as error:  # a null character in the name
        raise InputError(repr(str(path)), str(error)) from error
