"""Names of files as those who read reports elsewhere know them: from where the command was run."""

import os
from pathlib import Path
from urllib.parse import quote


def relative(file: str) -> str:
    """A file's name from the working directory, with slashes; as it is, if it lies elsewhere."""
    here, path = Path.cwd(), Path(file).absolute()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else file


def uri(file: str) -> str:
    """A reference to a file (RFC 3986): relative where it lies below the working directory."""
    name = relative(file)
    if name.startswith("..") or Path(name).is_absolute():
        return Path(file).absolute().as_uri()
    return quote(os.fsencode(name))  # a name need not be UTF-8
