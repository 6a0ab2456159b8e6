"""Bundled datasets, by name."""

from importlib import resources
from pathlib import Path

from detente.errors import InputError
from detente.pipeline import load
from detente.records import Dataset

_FOLDER = resources.files("detente").joinpath("data")


def bundled() -> tuple[str, ...]:
    """The names of the bundled datasets."""
    return tuple(sorted(f.name for f in _FOLDER.iterdir() if f.is_dir() and f.name[0] != "_"))


def bundled_path(name: str) -> Path:
    """The file of a bundled dataset. Raises ``InputError`` for an unknown name."""
    if name not in bundled():
        known = ", ".join(bundled())
        reason = f"no bundled dataset of that name; there are: {known}"
        raise InputError("@" + name, reason)
    return Path(str(_FOLDER.joinpath(name, f"{name}.detente.json")))


def load_dataset(name: str) -> Dataset:
    """A bundled dataset, such as ``"dprk-russia"``.

    Raises ``InputError`` if there is none of that name.
    """
    return load(bundled_path(name.removeprefix("@")))
