"""The texts of a corpus, by what they hold: each dataset is given those of its own articles alone.

A text belongs to an article if it is the annotated one, if only its layout differs (its letters and
digits are the same), or if it is named like the article. A text that was edited and is named
otherwise is not found: that takes a comparison of every text with every article.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from detente.dataset import Dataset
from detente.errors import InputError
from detente.files import PathLike
from detente.text.profiles import profile
from detente.text.readers import TextFiles, none_read, reading_of, texts_in, without_suffix


class TextIndex:
    """Where the texts are, by digest and by name."""

    def __init__(
        self,
        entries: Iterable[tuple[str, ...]],
        encoding: str | None = None,
        encodings: Mapping[str, str] | None = None,
    ) -> None:
        """``entries``: paths, each with what its text can be found by; the encodings of the files as
        for ``TextFiles``.
        """
        self.encoding, self.encodings = encoding, dict(encodings or {})
        self.unread: tuple[InputError, ...] = ()
        """The files of the folder that could not be read."""
        self.entries = [tuple(entry) for entry in entries]
        self._paths: dict[str, list[str]] = defaultdict(list)
        for path, *keys in self.entries:
            for key in dict.fromkeys(keys):
                self._paths[key].append(path)

    @classmethod
    def of_folder(cls, texts: PathLike | TextFiles) -> "TextIndex":
        """The texts in a folder. Raises ``InputError`` if none of them can be read."""
        given = texts if isinstance(texts, TextFiles) else TextFiles(texts)
        unread: list[InputError] = []
        index = cls(_entries(given, unread), given.encoding, given.encodings)
        if not index.entries:
            raise none_read(unread)
        index.unread = tuple(unread)
        return index

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
        return {Path(path).name: self._read(path) for path in dict.fromkeys(paths)}

    def _read(self, path: str) -> str:
        return reading_of(TextFiles(path, self.encoding, encodings=self.encodings)).text

    def to_json(self) -> str:
        """As workers read it."""
        return json.dumps([self.entries, self.encoding, self.encodings])

    @classmethod
    def from_json(cls, text: Any) -> "TextIndex":
        """As it was written."""
        return cls(*json.loads(text))


def _entries(given: TextFiles, unread: list[InputError]) -> Iterator[tuple[str, ...]]:
    """The texts of a folder, one by one; what cannot be read is added to ``unread``."""
    for file, text in texts_in(given):
        if isinstance(text, InputError):
            unread.append(text)
        else:
            held = profile(text)
            name = without_suffix(file.name)
            yield str(file.resolve()), held.sha256, held.skeleton_sha256, name
