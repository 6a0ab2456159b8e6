"""What rules check: the records, with the indexes that rules need."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from detente.dataset import Dataset
from detente.records import Article, Claim, Span, Utterance
from detente.records.walk import Part, parts

if TYPE_CHECKING:  # needed for folders alone
    from detente.uniting.union import Apart

_R = TypeVar("_R")


class Context:
    """A dataset, and what else is known about it."""

    def __init__(
        self,
        dataset: Dataset,
        *,
        known: frozenset[str] = frozenset(),
        partial: bool = False,
        texts: Mapping[str, str] | None = None,
        copies: Mapping[str, str] | None = None,
        apart: "Iterable[Apart]" = (),
    ) -> None:
        """``known``: ids of records that exist, even if they could not be read; ``partial``:
        whether some could not. ``texts``: canonical texts by article, only those that are the
        annotated ones; ``copies``: the texts of articles, changed or not. ``apart``: why
        records of several files that should be one are not.
        """
        self.dataset = dataset
        self.known = known
        self.partial = partial
        self.apart = tuple(apart)
        self.texts: Mapping[str, str] = texts or {}
        self.copies: Mapping[str, str] = copies or self.texts

    @cached_property
    def by_id(self) -> dict[str, Any]:
        """Records by id; of several with one id the first."""
        index: dict[str, Any] = {}
        for record in self.dataset:
            index.setdefault(record.id, record)
        return index

    @cached_property
    def explained(self) -> frozenset[int]:
        """By ``id()`` the records of which D206 says why they are not one with others."""
        return frozenset(id(apart.record) for apart in self.apart)

    @cached_property
    def ids(self) -> frozenset[str]:
        """All ids that exist."""
        return self.known | self.by_id.keys()

    @cached_property
    def parts(self) -> dict[type, list[Part]]:
        """Every part of every record, by class."""
        by_class: dict[type, list[Part]] = defaultdict(list)
        for record in self.dataset:
            for part in parts(record):
                by_class[part.cls].append(part)
        return by_class

    def each(self, cls: type) -> list[Part]:
        """All parts of one class, records included."""
        return self.parts.get(cls, [])

    @property
    def spans(self) -> list[Part]:
        """All spans."""
        return self.each(Span)

    @cached_property
    def spans_by_article(self) -> dict[str, list[Part]]:
        """The spans of each article."""
        by_article: dict[str, list[Part]] = defaultdict(list)
        for part in self.spans:
            if part.article is not None:
                by_article[part.article].append(part)
        return by_article

    def find(self, id_: str | None, cls: type[_R]) -> _R | None:
        """The record with this id, if it could be read and is of this class: a reference may name
        a record of any kind until D202 has looked at it.
        """
        record = None if id_ is None else self.by_id.get(id_)
        return record if isinstance(record, cls) else None

    def article(self, id_: str | None) -> Article | None:
        """The article with this id, if it could be read."""
        return self.find(id_, Article)

    @cached_property
    def voiced(self) -> dict[str, set[str]]:
        """For each claim and event the articles that voice it."""
        voiced: dict[str, set[str]] = defaultdict(set)
        for event in self.dataset.events:
            voiced[event.id].update(account.article for account in event.accounts)
        for claim in self.dataset.claims:
            voiced[claim.id].update(utterance.article for utterance in claim.utterances)
        return voiced

    def utterances(self) -> Iterator[tuple[Claim, int, Utterance]]:
        """All utterances with their claims and their numbers."""
        for claim in self.dataset.claims:
            for number, utterance in enumerate(claim.utterances):
                yield claim, number, utterance
