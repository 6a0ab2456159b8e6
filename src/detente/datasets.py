"""Bundled datasets, by name."""

from detente.pipeline import load
from detente.records import Dataset
from detente.sources import bundled, bundled_path

__all__ = ["bundled", "bundled_path", "load_dataset"]


def load_dataset(name: str) -> Dataset:
    """A bundled dataset, such as ``"dprk-russia"``.

    Raises ``InputError`` if there is none of that name.
    """
    return load(f"@{name.removeprefix('@')}")
