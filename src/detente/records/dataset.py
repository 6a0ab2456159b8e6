"""The dataset: all records of one file or folder, with an index by id."""

from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

import attrs

from detente.errors import AmbiguousIdError, UnknownIdError
from detente.records.actors import Actor
from detente.records.articles import Article, Mention
from detente.records.constraints import SchemaUri, Version
from detente.records.header import Annotator, Header
from detente.records.relations import Relation
from detente.records.statements import Claim, Event, Link
from detente.records.strict import helpful, strict

if TYPE_CHECKING:
    from detente.analysis.statements import Statements

Record = Header | Annotator | Actor | Article | Mention | Event | Claim | Link | Relation

FORMAT_VERSION = (1, 0)
VERSION = f"{FORMAT_VERSION[0]}.{FORMAT_VERSION[1]}"
DRAFT_FORMAT = "detente-draft"

# The array that holds the records of a kind, in the order of the file.
ARRAYS: dict[str, type] = {
    "annotators": Annotator,
    "actors": Actor,
    "articles": Article,
    "mentions": Mention,
    "events": Event,
    "claims": Claim,
    "links": Link,
    "relations": Relation,
}


@helpful
@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=strict, repr=False)
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
    """What the dataset is; absent in a part of a folder."""

    annotators: tuple[Annotator, ...] = ()
    """Who annotated."""

    actors: tuple[Actor, ...] = ()
    """Who acts or is spoken of."""

    articles: tuple[Article, ...] = ()
    """The texts."""

    mentions: tuple[Mention, ...] = ()
    """Where the texts mention actors."""

    events: tuple[Event, ...] = ()
    """What happens, planned or imagined things included."""

    claims: tuple[Claim, ...] = ()
    """What is put forward."""

    links: tuple[Link, ...] = ()
    """How claims and events bear on each other."""

    relations: tuple[Relation, ...] = ()
    """The ties between two parties."""

    @cached_property
    def proven(self) -> tuple[dict[str, Any], ...] | None:
        """Set by the loader, which has checked the shape of all records: their extensions,
        which can be changed since. ``None`` for a dataset made in Python.
        """
        return None

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

    def __getitem__(self, id_: str) -> Record:
        """The record with this id.

        Raises ``UnknownIdError`` (a ``KeyError``) if there is none, ``AmbiguousIdError`` if
        there are several: which one is meant is not ours to guess.
        """
        try:
            return self._index[id_]
        except KeyError:
            pass
        if id_ in self._doubly_defined:
            raise AmbiguousIdError(id_)
        raise UnknownIdError(id_, tuple(self._index))

    def __contains__(self, item: object) -> bool:
        """Whether a record with this id, or this very record, is in the dataset."""
        id_ = item if isinstance(item, str) else getattr(item, "id", None)
        found = isinstance(id_, str) and (id_ in self._index or id_ in self._doubly_defined)
        return found if isinstance(item, str) else found and item in tuple(self)

    def __iter__(self) -> Iterator[Any]:
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
        from detente.render import html

        return html.dataset(self)

    def evolve(self, **changes: Any) -> "Dataset":
        """A copy with some arrays or the header replaced."""
        return attrs.evolve(self, **changes)

    def merge(self, *others: "Dataset") -> "Dataset":
        """This dataset and others as one. See ``detente.merge``."""
        from detente.records.merge import merge

        return merge(self, *others)

    def statements(self, **filters: Any) -> "Statements":
        """Who says what about whom, as of when, in which words: flat rows.

        Filters: ``article``, ``actor``, ``relation``, ``about``, ``kind``, ``holder``,
        ``commitment``. See ``detente.analysis.statements``.
        """
        from detente.analysis.statements import statements

        return statements(self, **filters)
