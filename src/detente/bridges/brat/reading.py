"""Reading what was marked in brat."""

from pathlib import Path

from detente.bridges.brat.annotations import Annotations
from detente.bridges.brat.configuration import WRITTEN
from detente.bridges.brat.documents import documents_at
from detente.bridges.marks import Marks


def read(path: Path) -> Marks:
    """What a collection holds, the folders in it too, or one ``.ann`` file with its ``.txt``.

    Raises ``InputError`` if there is no such file, or a text is missing or not in UTF-8.
    """
    base, documents = documents_at(path)
    read = [Annotations(document) for document in documents]
    return Marks(
        base=base,
        texts={document.article: document.offsets.text for document in documents},
        marks=tuple(mark for each in read for mark in each.marks),
        links=tuple(link for each in read for link in each.links),
        layers=WRITTEN,
        refused=tuple(one for each in read for one in each.refused),
    )
