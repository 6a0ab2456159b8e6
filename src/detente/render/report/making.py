"""Pages of two articles of a dataset, of its only one, or of all that speak of a relation."""

from collections.abc import Sequence

from detente.analysis.agreement.figures import Agreement
from detente.analysis.comparison.compare import compare
from detente.analysis.comparison.result import Comparison
from detente.dataset import Dataset, require_unambiguous
from detente.errors import InputError
from detente.records import Article
from detente.render.report.page import page
from detente.render.report.subject import Subject
from detente.suggest import close_ids, hint
from detente.text.attaching.attachment import Attachment, attach
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
    index: str | None = None,
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
        index: the address of an index that the page belongs to.

    Raises:
        AmbiguousIdError: two records have one id.
        InputError: an article or the relation is not in the dataset, there is no article, there are
            more than two and none is named, or the texts cannot be read.
        MissingExtraError: Jinja2 is not installed (``pip install 'detente[report]'``).
        TypeError: ``dataset`` is none.
    """
    require_unambiguous(dataset)
    articles, comparison = dataset.articles, None
    if len(articles) == 1 and left is right is None:
        _expect(dataset, relation)
    else:
        comparison = compare(dataset, left, right).where(relation=relation)
    subject = _subject(dataset, articles, comparison, relation, texts, words=words)
    return page(subject, agreement, index=index)


def relation_report(
    dataset: Dataset,
    relation: str,
    *,
    texts: Texts | None = None,
    words: bool = True,
    agreement: Agreement | None = None,
    index: str | None = None,
) -> str:
    """A page on all articles of a dataset that have an account of a relation.

    ``index``: the address of the index that it belongs to; the rest as for ``report``.
    """
    require_unambiguous(dataset)
    _expect(dataset, relation)
    articles = speaking_of(dataset, relation)
    if not articles:
        raise InputError(relation, "no article of the dataset has an account of it")
    comparison = None
    if len(articles) == 2:
        comparison = compare(dataset, *(a.id for a in articles)).where(relation=relation)
    subject = _subject(dataset, articles, comparison, relation, texts, words=words)
    return page(subject, agreement, index=index)


def speaking_of(dataset: Dataset, relation: str) -> tuple[Article, ...]:
    """The articles that have an account of a relation."""
    told = {a.article for one in dataset.relations if one.id == relation for a in one.accounts}
    return tuple(article for article in dataset.articles if article.id in told)


def _subject(
    dataset: Dataset,
    articles: Sequence[Article],
    comparison: Comparison | None,
    relation: str | None,
    texts: Texts | None,
    *,
    words: bool,
) -> Subject:
    """What a page is of; ``comparison``: that of two articles, which says their order."""
    if comparison is not None:
        articles = (comparison.left, comparison.right)
    return Subject(
        dataset,
        articles,
        comparison=comparison,
        attachment=_attached(dataset, articles, texts),
        relation=relation,
        words=words,
    )


def _attached(
    dataset: Dataset, articles: Sequence[Article], texts: Texts | None
) -> Attachment | None:
    """The copies of the articles of a page; the others are not searched."""
    if texts is None:
        return None
    attachment = attach(dataset.evolve(articles=tuple(articles)), texts)
    if all(article.text is None for article in attachment.articles):
        raise InputError("texts", "none of them is an article of this page")
    return attachment


def _expect(dataset: Dataset, relation: str | None) -> None:
    """Raise ``InputError`` for a relation that the dataset does not have."""
    known = [one.id for one in dataset.relations]
    if relation is not None and relation not in known:
        reason = f"no such relation; {hint(close_ids(relation, known), known or ['none'])}"
        raise InputError(relation, reason)
