"""What articles and actors are called in sentences."""

from detente.dataset import Dataset
from detente.display import listing
from detente.records import Article
from detente.records.labels import Labels, article_labels

_WITH_ARTICLE = frozenset(
    (
        *("Committee", "Council", "Emirates", "Federation", "Kingdom", "Ministry", "Nations"),
        *("Netherlands", "Organisation", "Organization", "Philippines", "Republic", "States"),
        "Union",
    )
)
"""A name that ends in one of these words takes the definite article."""


class Names:
    """The names of two articles, and of the actors and relations of their dataset."""

    def __init__(self, dataset: Dataset, left: Article, right: Article) -> None:
        """Keep the records by id."""
        self.articles = article_labels((left, right))
        self._labels = Labels(dataset)
        self._parties = {relation.id: relation.parties for relation in dataset.relations}

    def actor(self, id_: str) -> str:
        """What an actor is commonly called, with the article that its name takes."""
        name = self._labels[id_]
        with_article = "'" not in name and name.split(" ")[-1] in _WITH_ARTICLE
        return f"the {name}" if with_article else name

    def parties(self, id_: str) -> str:
        """The two parties of a relation."""
        return listing(self.actor(party) for party in self._parties[id_])
