"""What rules look at: the records, indexed in the ways that rules ask for."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from detente.dataset import Dataset
from detente.diagnostics import Path
from detente.records import Article, Claim, Utterance, model
from detente.records.spans import Placed
from detente.records.spans import placed as placed_in


class Found(NamedTuple):
    """Part of a record, with the way to it."""

    record: Any
    """The record that has an id."""
    path: Path
    """From the record to the part."""
    value: Any
    """The part."""


class Context:
    """A dataset and what is known around it."""

    def __init__(
        self,
        dataset: Dataset,
        *,
        known: frozenset[str] = frozenset(),
        partial: bool = False,
        texts: Mapping[str, str] | None = None,
        copies: Mapping[str, str] | None = None,
    ) -> None:
        """``known``: ids of records that exist, even if they could not be read; ``partial``:
        whether some could not. ``texts``: canonical texts by article, those alone that are what
        was annotated; ``copies``: those in any state.
        """
        self.dataset = dataset
        self.known = known
        self.partial = partial
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
    def ids(self) -> frozenset[str]:
        """All ids that exist."""
        return self.known | self.by_id.keys()

    @cached_property
    def parts(self) -> dict[type, list[Found]]:
        """Every part of every record, by class."""
        found: dict[type, list[Found]] = defaultdict(list)
        for record in self.dataset:
            _collect(record, record, (), found)
        return found

    def each(self, cls: type) -> list[Found]:
        """All parts of one class, records included."""
        return self.parts.get(cls, [])

    @cached_property
    def spans(self) -> list[Placed]:
        """All spans, each with its article."""
        return [placed for record in self.dataset for placed in placed_in(record)]

    @cached_property
    def spans_by_article(self) -> dict[str, list[Placed]]:
        """The spans of each article."""
        found: dict[str, list[Placed]] = defaultdict(list)
        for placed in self.spans:
            if placed.article is not None:
                found[placed.article].append(placed)
        return found

    def article(self, id_: str) -> Article | None:
        """The article with this id, if it could be read."""
        record = self.by_id.get(id_)
        return record if isinstance(record, Article) else None

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


def _collect(record: Any, value: Any, path: Path, found: dict[type, list[Found]]) -> None:
    found[type(value)].append(Found(record, path, value))
    for field in model.fields_of(value):
        if field.base == "record":
            part = getattr(value, field.name)
            if field.many:
                for number, item in enumerate(part):
                    _collect(record, item, (*path, field.name, number), found)
            elif part is not None:
                _collect(record, part, (*path, field.name), found)
