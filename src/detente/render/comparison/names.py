"""What articles, actors, issues and policy fields are called in sentences."""

from detente.dataset import Dataset
from detente.display import listing
from detente.records import Article
from detente.records.labels import Labels, article_labels
from detente.vocab.enums import Theme

_WITH_ARTICLE = frozenset(
    (
        *("Committee", "Council", "Emirates", "Federation", "Kingdom", "Ministry", "Nations"),
        *("Netherlands", "Organisation", "Organization", "Philippines", "Republic", "States"),
        "Union",
    )
)
"""A name that ends in one of these words takes the definite article."""


_ACRONYMS = frozenset((Theme.CBRN, Theme.LGBT))


def theme_name(theme: Theme) -> str:
    """What a policy field is called: *natural resource*, *CBRN*."""
    return theme.value.upper() if theme in _ACRONYMS else theme.value.replace("_", " ")


def without_years(articles: dict[str, str]) -> dict[str, str]:
    """The names of two articles without the years, if that tells them apart."""
    short = {id_: name.partition(" (")[0] for id_, name in articles.items()}
    return short if len({*short.values()}) == len(short) else articles


class Names:
    """The names of two articles, and of the actors, issues and relations of their dataset."""

    def __init__(self, dataset: Dataset, left: Article, right: Article) -> None:
        """Keep the records by id."""
        self.articles = article_labels((left, right))
        self._labels = Labels(dataset)
        self._parties = {relation.id: relation.parties for relation in dataset.relations}

    def name(self, id_: str) -> str:
        """What an actor or issue is commonly called, with the article that its name takes."""
        name = self._labels[id_]
        with_article = "'" not in name and name.split(" ")[-1] in _WITH_ARTICLE
        return f"the {name}" if with_article else name

    def parties(self, id_: str) -> str:
        """The two parties of a relation; the id if there is no such relation."""
        return listing(map(self.name, self._parties.get(id_, (id_,))))
