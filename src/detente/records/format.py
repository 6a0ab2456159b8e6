"""The format as a whole: its version, the arrays of a file, and the interface of a dataset."""

from collections.abc import Iterator
from typing import Any, Protocol

from detente.records.actors import Actor
from detente.records.articles import Article, Mention
from detente.records.header import Annotator, Header
from detente.records.issues import Issue
from detente.records.kinds import array_of
from detente.records.model import describe
from detente.records.relations import Relation
from detente.records.schemes import Scheme
from detente.records.statements import Claim, Event, Link
from detente.version import DRAFT_FORMAT, FORMAT, FORMAT_VERSION, VERSION

__all__ = [
    "ARRAYS",
    "DRAFT_FORMAT",
    "FORMAT",
    "FORMAT_VERSION",
    "VERSION",
    "Record",
    "Records",
]

Record = (
    Header
    | Annotator
    | Scheme
    | Actor
    | Issue
    | Article
    | Mention
    | Event
    | Claim
    | Link
    | Relation
)
"""A record with an id."""


def _array(cls: type) -> str:
    (kind,) = (field.key_of for field in describe(cls).fields if field.key_of)
    return array_of(kind)


ARRAYS: dict[str, type] = {
    _array(cls): cls
    for cls in (Annotator, Scheme, Actor, Issue, Article, Mention, Event, Claim, Link, Relation)
}
"""The keys of a file that hold records, in the order of the file, with the class of their records."""


class Records(Protocol):
    """What a ``Dataset`` offers to the functions that its own methods call, and which therefore
    cannot import it.
    """

    @property
    def version(self) -> str: ...  # noqa: D102
    @property
    def schema_uri(self) -> str | None: ...  # noqa: D102
    @property
    def dataset(self) -> Header | None: ...  # noqa: D102
    @property
    def annotators(self) -> tuple[Annotator, ...]: ...  # noqa: D102
    @property
    def schemes(self) -> tuple[Scheme, ...]: ...  # noqa: D102
    @property
    def actors(self) -> tuple[Actor, ...]: ...  # noqa: D102
    @property
    def issues(self) -> tuple[Issue, ...]: ...  # noqa: D102
    @property
    def articles(self) -> tuple[Article, ...]: ...  # noqa: D102
    @property
    def mentions(self) -> tuple[Mention, ...]: ...  # noqa: D102
    @property
    def events(self) -> tuple[Event, ...]: ...  # noqa: D102
    @property
    def claims(self) -> tuple[Claim, ...]: ...  # noqa: D102
    @property
    def links(self) -> tuple[Link, ...]: ...  # noqa: D102
    @property
    def relations(self) -> tuple[Relation, ...]: ...  # noqa: D102
    @property
    def _index(self) -> Any: ...
    @property
    def _about(self) -> Any: ...
    @property
    def _labels(self) -> Any: ...
    @property
    def _published(self) -> Any: ...
    def __getitem__(self, id_: str, /) -> Any: ...
    def __iter__(self) -> Iterator[Record]: ...
