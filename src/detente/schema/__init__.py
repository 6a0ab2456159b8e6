"""The schemas of the format: files in the package, derived from the records.

``python -m detente.schema`` writes them; a test fails if a file and the records differ.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from detente.version import VERSION

DATA = Path(__file__).parent / "data"

NAMES = ("dataset", "draft", "draft-reduced", "report")
"""The schemas: of a file, of a draft, of what a model is asked for, of ``--format json``."""


def file_name(name: str, version: str = VERSION) -> str:
    """The name of a schema's file."""
    return f"detente-{name}-{version}.schema.json"


def schema_text(name: str) -> str:
    """The text of the file of a schema. Raises ``KeyError`` for an unknown name."""
    if name not in NAMES:
        raise KeyError(name)
    return (DATA / file_name(name)).read_text(encoding="utf-8")


@cache
def load_schema(name: str) -> Any:
    """A schema as plain values. Raises ``KeyError`` for an unknown name."""
    return json.loads(schema_text(name))


RELEASED = "released.json"
"""The file with the digests of released schemas."""


def released(folder: Path = DATA) -> dict[str, str]:
    """The files of released schemas and their SHA-256. They never change again."""
    digests: dict[str, str] = json.loads((folder / RELEASED).read_text(encoding="utf-8"))
    return digests
