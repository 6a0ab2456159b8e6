"""The dataset: all records of one file or folder, with an index by id."""

from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

import attrs

from detente.display import html, html_table
from detente.errors import AmbiguousIdError, UnknownIdError
from detente.records import ARRAYS, VERSION, Record
from detente.records.actors import Actor
from detente.records.articles import Article, Mention
from detente.records.constraints import SchemaUri, Version
from detente.records.header import Annotator, Header
from detente.records.issues import Issue
from detente.records.relations import Relation
from detente.records.schemes import Scheme
from detente.records.statements import Claim, Event, Link
from detente.records.type_checks import set_getattr_module, with_type_checks
from detente.suggest import close_ids

if TYPE_CHECKING:  # a dataset loads without what its methods call
    from detente.statement.filters import Filters
    from detente.statement.rows import Statements
    from detente.statement.timeline import EventRow
    from detente.uniting.merge import MergeOptions


class Changes(TypedDict, total=False):
    """What ``Dataset.evolve`` replaces: any field of a dataset but its format."""

    version: str
    schema_uri: str | None
    dataset: Header | None
    annotators: tuple[Annotator, ...]
    schemes: tuple[Scheme, ...]
    actors: tuple[Actor, ...]
    issues: tuple[Issue, ...]
    articles: tuple[Article, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    relations: tuple[Relation, ...]


@set_getattr_module
@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Dataset:
    """Typed, immutable records with an index: ``ds["claim:…"]``, ``ds.claims``, iteration.

    A dataset can hold records that contradict each other, so that they can be reported:
    ``detente.validate(ds)`` says whether it holds together.
    """

    format: Literal["detente"] = "detente"
    """The name of the format."""

    version: Version = VERSION
    """The version of the format, ``MAJOR.MINOR``."""

    schema_uri: SchemaUri | None = None
    """The schema by which an editor checks the file (``$schema``)."""

    dataset: Header | None = None
    """The record about the dataset itself; absent in a part of a folder."""

    annotators: tuple[Annotator, ...] = ()
    """Who made the annotations."""

    schemes: tuple[Scheme, ...] = ()
    """The coding schemes of the project's own."""

    actors: tuple[Actor, ...] = ()
    """Who acts or is spoken of."""

    issues: tuple[Issue, ...] = ()
    """What they deal with and quarrel over."""

    articles: tuple[Article, ...] = ()
    """The articles that are annotated."""

    mentions: tuple[Mention, ...] = ()
    """Where the articles mention actors."""

    events: tuple[Event, ...] = ()
    """The events, planned and imagined ones included."""

    claims: tuple[Claim, ...] = ()
    """The claims that the articles make or report."""

    links: tuple[Link, ...] = ()
    """How claims and events bear on each other."""

    relations: tuple[Relation, ...] = ()
    """The relations, each between two parties."""

    @cached_property
    def _index(self) -> dict[str, Record]:
        index = {record.id: record for record in self}
        if len(index) != len(self):
            return {id_: record for id_, record in index.items() if id_ not in self._doubly_defined}
        return index

    @cached_property
    def _doubly_defined(self) -> frozenset[str]:
        seen: set[str] = set()
        return frozenset(r.id for r in self if r.id in seen or seen.add(r.id))  # type: ignore[func-returns-value]

    @cached_property
    def _about(self) -> Any:  # msgspec evaluates the annotations
        from detente.statement.about import about_whom  # on use: most datasets are not asked

        return about_whom(self)

    @cached_property
    def _published(self) -> dict[str, str | None]:
        return {article.id: article.published.value for article in self.articles}

    @cached_property
    def _labels(self) -> Any:
        from detente.records.labels import Labels  # on use, as above

        return Labels(self)

    def __getitem__(self, id_: str) -> Record:
        """The record with this id.

        Raises ``UnknownIdError`` (a ``KeyError``) if there is none, ``AmbiguousIdError`` if
        there are several.
        """
        if not isinstance(id_, str):
            msg = f"expected an id, got {type(id_).__name__}; the arrays have numbers: .claims[0]"
            raise TypeError(msg)
        try:
            return self._index[id_]
        except KeyError:
            pass
        if id_ in self._doubly_defined:
            raise AmbiguousIdError(id_)
        raise UnknownIdError(id_, tuple(close_ids(id_, self._index)))

    def __contains__(self, item: object) -> bool:
        """Whether a record with this id, or this very record, is in the dataset."""
        id_ = item if isinstance(item, str) else getattr(item, "id", None)
        known = isinstance(id_, str) and (id_ in self._index or id_ in self._doubly_defined)
        return known if isinstance(item, str) else known and item in tuple(self)

    def __iter__(self) -> Iterator[Record]:
        """All records, in the order of the file: the header first."""
        head = () if self.dataset is None else (self.dataset,)
        return chain(head, *(getattr(self, name) for name in ARRAYS))

    def __len__(self) -> int:
        """The number of records, the header included."""
        return (self.dataset is not None) + sum(len(getattr(self, name)) for name in ARRAYS)

    def __repr__(self) -> str:
        """Name and counts; never the contents."""
        name = "unnamed" if self.dataset is None else self.dataset.id
        counts = ", ".join(f"{len(getattr(self, n))} {n}" for n in ARRAYS if getattr(self, n))
        return f"<Dataset {name}: {counts or 'empty'}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: counts and articles."""
        from detente.records import times  # dates are wanted by notebooks alone

        head = self.dataset
        title = "unnamed dataset" if head is None else head.title
        about = "" if head is None else f"{head.id} · {head.version} · {head.status.value}"
        counts = [(name, len(getattr(self, name))) for name in ARRAYS if getattr(self, name)]
        tables = [html_table(("records", "number"), counts, len(counts))]
        if self.articles:
            labels = self._labels
            names = ("article", "title", "publisher", "published", "language", "id")
            rows = [
                (
                    *(labels[a.id], a.title or "", a.publisher),
                    *(times.in_words(a.published), a.language, a.id),
                )
                for a in self.articles
            ]
            tables.append(html_table(names, rows, len(rows)))
        return html(title, about, *tables)

    def evolve(self, **changes: Unpack[Changes]) -> "Dataset":
        """A copy with some arrays or the header replaced."""
        return attrs.evolve(self, **changes)

    def merge(self, *others: "Dataset", **options: "Unpack[MergeOptions]") -> "Dataset":
        """This dataset and others as one.

        Options: ``same``, ``rename``, ``prefix``, ``unite_names``, ``annotator``, ``header``;
        ``detente.merge`` says what they take and what is raised.
        """
        from detente.uniting.merge import merge

        return merge(self, *others, **options)

    def statements(self, **filters: "Unpack[Filters]") -> "Statements":
        """Who says what about whom, as of when, in which words: flat rows.

        Filters: ``about``, ``relation``, ``party``, ``actor``, ``holder``, ``article``, ``kind``,
        ``commitment``, ``judged``, ``attitude``, ``issue``, ``theme``, ``code``, ``since``,
        ``until``, ``dated``; ``detente.statements`` says what they take and what is raised.
        """
        from detente.statement.rows import statements

        return statements(self, **filters)

    def timeline(self, **filters: "Unpack[Filters]") -> "tuple[EventRow, ...]":
        """What the articles say of events, in order of time: a flat row for each account.

        Filters: those of ``statements``.
        """
        from detente.statement.timeline import timeline

        return timeline(self, **filters)


def require(value: object) -> None:
    """Raise ``TypeError`` for what is not a dataset, such as the path of one."""
    if not isinstance(value, Dataset):
        msg = f"expected a Dataset, got {type(value).__name__}; detente.load reads one"
        raise TypeError(msg)


def require_unambiguous(value: object) -> None:
    """The same, and raise ``AmbiguousIdError`` if an id is that of several records: for what finds records, or
    lets others find them, by their ids.
    """
    require(value)
    assert isinstance(value, Dataset)
    if value._doubly_defined:
        raise AmbiguousIdError(min(value._doubly_defined))
