"""Reading what was marked in INCEpTION, or by any tool of UIMA."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from detente.bridges.cas.documents import Document
from detente.bridges.cas.files import XmiFile, xmi_files
from detente.bridges.features import LAYERS
from detente.bridges.marks import Marks
from detente.errors import InputError


def read(path: Path, *, annotator: str | None = None) -> Marks:
    """What a folder, an ``.xmi`` file or an archive that INCEpTION exported holds.

    Raises ``InputError`` if there is no such file, if it is no XMI or damaged, if it has texts of
    several annotators and none or an unknown one is named.
    """
    files = _of_annotator(path, xmi_files(path), annotator)
    documents = [Document(file) for file in files]
    bases = {document.base for document in documents}
    if len(bases) > 1:
        names = [next(d.file.name for d in documents if d.base == base) for base in bases]
        reason = f"{' and '.join(sorted(names))} were not exported from one dataset"
        raise InputError(str(path), reason)
    by_article: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        by_article[document.article].append(document)
    for article, several in by_article.items():
        if len(several) > 1:
            reason = f"{several[0].file.name} and {several[1].file.name} are both {article}"
            raise InputError(str(path), reason)
    return Marks(
        base=bases.pop(),
        texts={document.article: document.text for document in documents},
        marks=tuple(mark for document in documents for mark in document.marks),
        links=tuple(link for document in documents for link in document.links),
        layers=tuple(LAYERS),
        refused=tuple(one for document in documents for one in document.refused),
    )


def _of_annotator(path: Path, files: list[XmiFile], annotator: str | None) -> Sequence[XmiFile]:
    """The files of one annotator: of the one that is named, or the only one that there is."""
    there = sorted({file.annotator for file in files if file.annotator is not None})
    if annotator is not None and annotator not in there:
        whose = f"has those of {', '.join(there)}" if there else "does not say whose marks it has"
        raise InputError(str(path), f"no marks of {annotator}: it {whose}")
    if annotator is None and len(there) > 1:
        reason = f"it has the marks of {', '.join(there)}: say whose to take"
        raise InputError(str(path), reason)
    return [file for file in files if annotator in (None, file.annotator)]
