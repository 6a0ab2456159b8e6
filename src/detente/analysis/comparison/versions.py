"""Whether two articles are versions of one text, which are one voice and not two."""

from collections.abc import Iterator

from detente.dataset import Dataset
from detente.records import Article, Reference


def versions_of_one_text(dataset: Dataset, one: Article, other: Article) -> bool:
    """Whether one article is a version of the other, or both are versions of a third text.

    That third text is an article of the dataset or a reference: the same address, or the same
    title where one has no address. What no record says is not concluded from like wording.
    """
    texts, other_texts = {*_texts(dataset, one)}, {*_texts(dataset, other)}
    # A reference may be to an article that the dataset has.
    addressed = one.url in other_texts or other.url in texts
    return addressed or bool(texts & other_texts)


def _texts(dataset: Dataset, article: Article) -> Iterator[str]:
    """The article and the texts that it is a version of, directly or by way of others."""
    articles = {known.id: known for known in dataset.articles}
    seen: set[str] = set()
    following: Article | None = article
    while following is not None and following.id not in seen:
        seen.add(following.id)
        yield following.id
        version = following.version
        if version is not None and version.reference is not None:
            yield _name(version.reference)
        following = articles.get(version.of or "") if version is not None else None


def _name(reference: Reference) -> str:
    return reference.url or reference.title
