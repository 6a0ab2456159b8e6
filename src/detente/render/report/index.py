"""The page of a dataset with many articles: what there is, and the pages that were made of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.analysis.voices import spoken_of
from detente.dataset import Dataset
from detente.records import times
from detente.records.labels import Labels
from detente.render.report import environment
from detente.render.report.making import speaking_of
from detente.render.report.subject import Ref


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in the index."""

    name: str
    id: str
    """What to write for it on the command line."""
    title: str
    publisher: str
    published: str
    claims: int
    events: int
    pages: tuple[Ref, ...]
    """The pages that it is on."""


@dataclass(frozen=True, slots=True)
class ListedRelation:
    """A relation in the index."""

    name: str
    id: str
    """What to write for it on the command line."""
    articles: tuple[str, ...]
    """What the articles are called that have an account of it."""
    phases: int
    factors: int
    page: str | None
    """The address of its page, if it has one."""


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made: of two articles, or of a relation."""

    file: str
    title: str
    articles: tuple[str, ...]
    """The ids of its articles."""
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A dataset in the index."""

    title: str
    about: str
    articles: tuple[Listed, ...]
    relations: tuple[ListedRelation, ...]


def index_page(datasets: Sequence[Dataset], made: Sequence[Made]) -> str:
    """The index of some datasets as HTML: their articles, their relations, the pages that were made."""
    groups = tuple(_group(dataset, made) for dataset in datasets)
    title = groups[0].title if len(groups) == 1 else f"{len(groups)} datasets"
    return environment.rendered("index.html", {"title": title, "groups": groups, "made": made})


def _group(dataset: Dataset, made: Sequence[Made]) -> Group:
    labels, spoken = Labels(dataset), spoken_of(dataset)
    head = dataset.dataset
    articles = tuple(
        Listed(
            name=labels[article.id],
            id=article.id,
            title=article.title or "",
            publisher=article.publisher,
            published=times.in_words(article.published),
            claims=len(spoken[article.id].claims),
            events=len(spoken[article.id].events),
            pages=tuple(Ref(page.title, page.file) for page in made if article.id in page.articles),
        )
        for article in dataset.articles
    )
    relations = [
        ListedRelation(
            name=labels[relation.id],
            id=relation.id,
            articles=tuple(labels[a.id] for a in speaking_of(dataset, relation.id)),
            phases=sum(len(account.phases) for account in relation.accounts),
            factors=sum(len(account.factors) for account in relation.accounts),
            page=next((page.file for page in made if page.relation == relation.id), None),
        )
        for relation in dataset.relations
    ]
    relations.sort(key=lambda one: -len(one.articles))
    about = "" if head is None else f"Version {head.version}, {head.status.value}; {head.license}"
    title = "A dataset without a title" if head is None else head.title
    return Group(title, about, articles, tuple(relations))


def title_of(dataset: Dataset, articles: Sequence[str], relation: str | None = None) -> str:
    """What a page is called in the index."""
    labels = Labels(dataset)
    if relation is not None:
        return f"The relation of {labels[relation]}"
    return " and ".join(labels[article] for article in articles)


def file_of(articles: Sequence[str], relation: str | None = None) -> str:
    """The name of the file of a page."""
    if relation is not None:
        return f"{relation.replace(':', '-')}.html"
    return f"{'--'.join(id_.partition(':')[2] for id_ in articles)}.html"
