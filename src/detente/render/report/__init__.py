"""The report page: the accounts of articles side by side, as one HTML file that needs nothing else.

``subject`` says what a page is of; ``answer``, ``timeline``, ``motives``, ``texts``, ``cards``, ``sources``,
``matrices``, ``causes``, ``network`` and ``provenance`` make its parts, as plain values; ``page`` puts them into
the templates, by ``environment``, which escapes all that they are given.
"""

from detente.analysis.agreement.figures import Agreement
from detente.analysis.comparison.compare import compare
from detente.dataset import Dataset, require
from detente.errors import InputError
from detente.render.report.page import page
from detente.render.report.subject import Subject
from detente.suggest import close_ids, hint
from detente.text.attaching.attachment import attach
from detente.text.readers import Texts


def report(
    dataset: Dataset,
    left: str | None = None,
    right: str | None = None,
    *,
    relation: str | None = None,
    texts: Texts | None = None,
    words: bool = True,
    agreement: Agreement | None = None,
) -> str:
    """A page on two articles of a dataset, or on its only one, as HTML.

    One file that loads nothing and works without JavaScript. With texts it holds their words, and is not
    for publishing.

    Args:
        dataset: the dataset.
        left: the id of an article.
        right: the id of another. Without both, the two that the dataset has, or its only one.
        relation: the id of a relation: only what bears on it.
        texts: copies of the articles, as for ``attach``.
        words: whether the page holds the words of the copies; without them it may be published.
        agreement: of two annotations, as ``agree`` gives it, for the provenance.

    Raises:
        AmbiguousIdError: two records have one id.
        InputError: an article or the relation is not in the dataset, there is no article, there are
            more than two and none is named, or the texts cannot be read.
        MissingExtraError: Jinja2 is not installed (``pip install 'detente[report]'``).
        TypeError: ``dataset`` is none.
    """
    require(dataset)
    attachment = None if texts is None else attach(dataset, texts)
    if len(dataset.articles) == 1 and left is right is None:
        comparison, articles = None, dataset.articles
        _expect(dataset, relation)
    else:
        comparison = compare(dataset, left, right).where(relation=relation)
        articles = (comparison.left, comparison.right)
    subject = Subject(
        dataset,
        articles,
        comparison=comparison,
        attachment=attachment,
        relation=relation,
        words=words,
    )
    return page(subject, agreement)


def _expect(dataset: Dataset, relation: str | None) -> None:
    """Raise ``InputError`` for a relation that the dataset does not have."""
    known = [one.id for one in dataset.relations]
    if relation is not None and relation not in known:
        reason = f"no such relation; {hint(close_ids(relation, known), known or ['none'])}"
        raise InputError(relation, reason)
