"""What articles and actors are called in sentences."""

from detente.dataset import Dataset
from detente.display import listing
from detente.edtf import wording
from detente.records import Actor, Article, Name, Relation
from detente.vocab.enums import NameKind

_KINDS = (NameKind.COMMON, NameKind.OFFICIAL, NameKind.ALIAS, NameKind.METONYM)
"""The kinds of names, the preferred one first."""

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
        self.articles = article_names(left, right)
        self._actors: dict[str, Actor] = {actor.id: actor for actor in dataset.actors}
        self._relations: dict[str, Relation] = {r.id: r for r in dataset.relations}

    def actor(self, id_: str) -> str:
        """What an actor is commonly called: the shortest of its common names, in English."""
        actor = self._actors.get(id_)
        if actor is None:
            return id_
        name = min(actor.names, key=_preference).text
        with_article = "'" not in name and name.split(" ")[-1] in _WITH_ARTICLE
        return f"the {name}" if with_article else name

    def parties(self, id_: str) -> str:
        """The two parties of a relation."""
        return listing(self.actor(party) for party in self._relations[id_].parties)


def _preference(name: Name) -> tuple[bool, int, int]:
    foreign = name.language is not None and name.language.partition("-")[0] != "en"
    return foreign, _KINDS.index(name.kind), len(name.text)


def article_names(left: Article, right: Article) -> dict[str, str]:
    """What two articles are called, by id: family name and year, else publisher and year."""
    names = [_article_name(article) for article in (left, right)]
    if names[0] == names[1]:
        names = [f"{name}{letter}" for name, letter in zip(names, "ab", strict=True)]
    return dict(zip((left.id, right.id), names, strict=True))


def _article_name(article: Article) -> str:
    families = [author.name.split()[-1] for author in article.authors if author.name.split()]
    who = families[0] if families else article.publisher
    if len(families) == 2:
        who = " and ".join(families)
    elif families[2:]:
        who = f"{who} and others"
    year = wording.years(article.published.value)
    return f"{who} ({year})" if year else who
