"""What a corpus is written with: pyarrow, of the extra ``corpus``."""

from typing import Any

from detente.errors import optional

EXTRA = "corpus"


def arrow() -> Any:
    """The module pyarrow. Raises ``MissingExtraError``."""
    return optional("pyarrow", EXTRA)


def parquet() -> Any:
    """Its module for Parquet. Raises ``MissingExtraError``."""
    return optional("pyarrow.parquet", EXTRA)
