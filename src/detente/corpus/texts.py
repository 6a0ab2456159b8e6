"""The texts of a corpus, by what they hold: each dataset is given those of its own articles alone.

A text belongs to an article if it is the annotated one, if only its layout differs (its letters and
digits are the same), or if it is named like the article. A text that was edited and is named
otherwise is not found: that takes a comparison of every text with every article.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from detente.dataset import Dataset
from detente.errors import InputError, reason_of
from detente.files import PathLike
from detente.text.profiles import profile
from detente.text.readers import read_text, text_files, without_suffix


class TextIndex:
    """Where the texts are, by digest and by name."""

    def __init__(self, entries: Iterable[tuple[str, ...]]) -> None:
        """``entries``: paths, each with what its text can be found by."""
        self.entries = [tuple(entry) for entry in entries]
        self._paths: dict[str, list[str]] = defaultdict(list)
        for path, *keys in self.entries:
            for key in dict.fromkeys(keys):
                self._paths[key].append(path)

    @classmethod
    def of_folder(cls, folder: PathLike) -> "TextIndex":
        """The texts in a folder. Raises ``InputError``."""
        try:
            files = text_files(Path(folder))
        except OSError as error:
            raise InputError(str(folder), reason_of(error)) from error
        if not files:
            raise InputError(str(folder), "no text in it")
        return cls(_entry(file) for file in files)

    def of(self, dataset: Dataset) -> dict[str, str]:
        """The texts of the articles of a dataset, by name. Raises ``InputError``."""
        paths = [
            path
            for article in dataset.articles
            for key in (
                article.text.sha256,
                article.text.skeleton_sha256,
                article.id.partition(":")[2],
            )
            for path in self._paths.get(key, ())
        ]
        return {Path(path).name: read_text(Path(path)) for path in dict.fromkeys(paths)}

    def to_json(self) -> str:
        """As workers read it."""
        return json.dumps(self.entries)

    @classmethod
    def from_json(cls, text: Any) -> "TextIndex":
        """As it was written."""
        return cls(json.loads(text))


def _entry(path: Path) -> tuple[str, ...]:
    held = profile(read_text(path))
    name = without_suffix(path.name)
    return str(path.resolve()), held.sha256, held.skeleton_sha256, name
