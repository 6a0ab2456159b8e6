"""What a corpus is written with: pyarrow, of the extra ``corpus``."""

from importlib import import_module
from typing import Any

from detente.errors import MissingExtraError

EXTRA = "corpus"


def arrow() -> Any:
    """The module pyarrow. Raises ``MissingExtraError``."""
    return _module("pyarrow")


def parquet() -> Any:
    """Its module for Parquet. Raises ``MissingExtraError``."""
    return _module("pyarrow.parquet")


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtraError("pyarrow", EXTRA) from error
