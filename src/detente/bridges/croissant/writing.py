"""Writing a dataset as tables with a card and a description."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Final

from detente.bridges.croissant.card import card
from detente.bridges.croissant.description import description
from detente.bridges.typed_spans import TypedTexts
from detente.files import new_folder
from detente.tabular import parquet
from detente.tabular.layout import layout
from detente.tabular.to_tables import tables

FOLDER: Final = "data"
"""The folder of the tables in the folder."""


def write(typed: TypedTexts, out: Path) -> None:
    """Write the tables, those without rows too, ``README.md`` and ``croissant.json``.

    Raises ``MissingExtraError`` if pyarrow is not installed, ``UnwritableError`` for a number that
    Parquet cannot hold, ``InputError`` if the folder cannot be made.
    """
    parquet.engine()
    rows = tables(typed.dataset)
    with new_folder(out) as folder:
        (folder / FOLDER).mkdir()
        digests = {}
        for table in layout():
            path = folder / FOLDER / f"{table.name}.parquet"
            parquet.write(table, rows[table.name], path)
            digests[f"{FOLDER}/{path.name}"] = sha256(path.read_bytes()).hexdigest()
        described = json.dumps(description(typed, digests), indent=2, ensure_ascii=False)
        (folder / "croissant.json").write_bytes(f"{described}\n".encode())
        (folder / "README.md").write_bytes(card(typed, rows, FOLDER).encode())
