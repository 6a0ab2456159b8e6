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
from detente.pipeline.seal import seal
from detente.records import DRAFT_FORMAT
from detente.schema.reduced import ARRAYS
from detente.text.readers import Texts, given_texts
from detente.validation.rules.level4_text import GivenTexts


class Score(NamedTuple):
    """How far an answer agrees with an annotation."""

    agreement: Agreement
    """The figures; the annotation is on the left, the answer on the right."""
    left_out: tuple[str, ...]
    """The records of the answer that could not be sealed, so that they count as absent."""
    report: Report
    """What was found about the answer."""


def score(answer: Answer | Dataset, dataset: Dataset, *, texts: Texts | None = None) -> Score:
    """Compare the answer of a model with an annotation of the same articles.

    Args:
        answer: a sealed dataset, such as that of ``run``, or an answer for the articles of ``dataset``.
        dataset: the annotation.
        texts: the texts of its articles; an answer has quotes, which are sought in them. Records with an
            error are left out, and so are those that refer to them.

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
    sealed, left_out, report = _sealed(made, exact)
    return Score(agree(dataset, sealed), tuple(left_out), report)


def _head(dataset: Dataset) -> dict[str, Any]:
    """A draft with the head and the articles of a dataset, and without what names its records."""
    head: dict[str, Any] = {**to_plain(dataset), "format": DRAFT_FORMAT}
    for name in ARRAYS:
        if name != "articles":
            head[name] = []
    for article in head["articles"]:
        for key in ("uncoded", "version"):
            article.pop(key, None)
        article["authors"] = [{"name": author["name"]} for author in article["authors"]]
        if "against" in article["published"]:
            article["published"] = {"basis": "unresolved"}
    return head


def _sealed(made: dict[str, Any], texts: Mapping[str, str]) -> tuple[Dataset, list[str], Report]:
    """The draft sealed without the records that have errors; their ids, and what was found first."""
    left_out: list[str] = []
    first: Report | None = None
    while True:
        sealed = seal(json.dumps(made).encode("ascii"), texts)
        first = first or sealed.report
        if sealed.dataset is not None:
            return sealed.dataset, left_out, first
        paths = [d.location.path or () for d in sealed.report.errors]
        wrong = {p[:2] for p in paths if len(p) > 1 and p[0] in ARRAYS and p[0] != "articles"}
        if not wrong:
            raise InputError("dataset", f"its head has errors: {sealed.report.errors[0].message}")
        for name in ARRAYS:
            rows = made[name]
            left_out += (str(r.get("id")) for n, r in enumerate(rows) if (name, n) in wrong)
            made[name] = [row for n, row in enumerate(rows) if (name, n) not in wrong]
