"""The answer of a model against an annotated article, by the layers of ``agree``."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from detente.analysis.agreement.agree import agree
from detente.analysis.agreement.figures import Agreement
from detente.codec.encode import to_plain
from detente.dataset import Dataset
from detente.diagnostics import Report
from detente.errors import InputError
from detente.extraction.answers import Answer
from detente.extraction.drafting import draft
from detente.files import Document
from detente.pipeline.sealing import seal_values
from detente.pipeline.validate import validate
from detente.records import DRAFT_FORMAT
from detente.records.plain import objects
from detente.schema.reduced import ARRAYS
from detente.text.readers import Texts, given_texts
from detente.validation.catalogue import rule_of
from detente.validation.documents import LoadedDocument
from detente.validation.parsing import Parsed
from detente.validation.rules.level4_text import GivenTexts


class Score(NamedTuple):
    """How far an answer agrees with an annotation."""

    agreement: Agreement
    """The figures; the annotation is on the left, the answer on the right."""
    left_out: tuple[str, ...]
    """The records of the answer that could not be compared, so that they count as absent."""
    report: Report
    """What was found about the answer."""


def score(answer: Answer | Dataset, dataset: Dataset, *, texts: Texts | None = None) -> Score:
    """Compare the answer of a model with an annotation of the same articles.

    Args:
        answer: a sealed dataset, such as that of ``run``, or an answer for the articles of ``dataset``.
        dataset: the annotation.
        texts: the texts of its articles; an answer has quotes, which are sought in them. Records with a
            quote that is not found or that does not say which place it means are left out, and so are
            those that cannot be read. All others are compared, whatever rules they break.

    Raises:
        AnswerError: the answer cannot be read.
        InputError: an answer is given and the text of an article is missing, or no article is common.
        MissingExtraError: the extra *agreement* is not installed.
    """
    if isinstance(answer, Dataset):
        return Score(agree(dataset, answer), (), Report())
    if texts is None:
        raise InputError("texts", "an answer has quotes; give the texts of the articles")
    exact = GivenTexts(dataset, given_texts(texts)).exact
    missing = [article.id for article in dataset.articles if article.id not in exact]
    if missing:
        raise InputError("texts", f"the annotated text is missing: {', '.join(missing)}")
    made = draft(exact, answer, into=_head(dataset)).draft
    report = validate(json.dumps(made).encode("ascii"), texts=exact)
    read, left_out = _comparable(made, exact)
    return Score(agree(dataset, read), left_out, report)


def _comparable(
    made: Mapping[str, Any], texts: Mapping[str, str]
) -> tuple[Dataset, tuple[str, ...]]:
    """The records of a draft that can be compared, and the ids of the others."""
    sealed = seal_values(made, texts)
    lost = {(f.path or ())[:2] for f in sealed.findings if rule_of(f.code).severity == "error"}
    values = {
        key: [row for n, row in enumerate(rows) if (key, n) not in lost] if key in ARRAYS else rows
        for key, rows in sealed.values.items()
    }
    read = LoadedDocument(Document(None, b""), parsed=Parsed(values)).dataset
    kept = {record.id for name in ARRAYS for record in getattr(read, name)}
    ids = [str(row.get("id")) for name in ARRAYS for row in objects(made.get(name))]
    return read, tuple(dict.fromkeys(id_ for id_ in ids if id_ not in kept))


def _head(dataset: Dataset) -> dict[str, Any]:
    """A draft with the head and the articles of a dataset, and without its records."""
    head: dict[str, Any] = {**to_plain(dataset), "format": DRAFT_FORMAT}
    for name in ARRAYS:
        if name != "articles":
            head[name] = []
    for article in head.get("articles", ()):
        article.pop("uncoded", None)
    return head
