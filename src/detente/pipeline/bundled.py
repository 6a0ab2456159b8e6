"""Bundled datasets, by name."""

from detente.dataset import Dataset
from detente.files import bundled, bundled_path
from detente.pipeline.load import load

__all__ = ["bundled", "bundled_path", "load_dataset"]


def load_dataset(name: str) -> Dataset:
    """A bundled dataset, such as ``"dprk-russia"``.

    Raises ``InputError`` if there is no dataset of that name.
    """
    return load(f"@{name.removeprefix('@')}")
