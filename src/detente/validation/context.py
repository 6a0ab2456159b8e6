"""What rules check: the records, with the indexes that rules need."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from detente.codec.columns import Columns
from detente.dataset import Dataset
from detente.display import quoted
from detente.records import ARRAYS, Article, Claim, Header, Span, Utterance, model
from detente.records.walk import Part, parts

if TYPE_CHECKING:  # needed for folders alone
    from detente.uniting.union import Apart

_R = TypeVar("_R")


@cache
def coded_classes() -> tuple[type, ...]:
    """The classes whose records and parts may have codes of schemes."""
    return tuple(
        cls.type
        for cls in model.classes(Dataset)
        if any(field.name == "codes" for field in cls.fields)
    )


@cache
def _arrays_with(cls: type) -> tuple[str, ...]:
    """The arrays of a file, and the header, whose records are or have parts of a class."""
    holders = {"dataset": Header, **ARRAYS}
    return tuple(
        name
        for name, holder in holders.items()
        if any(part.type is cls for part in model.classes(holder))
    )


def _array_of(cls: type) -> str:
    """The array that has the records of a class."""
    return next(name for name, held in ARRAYS.items() if held is cls)


def values_getter(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of some fields of a part."""
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda part: (get(part),)


class PlaceWantedError(Exception):
    """A rule asks where something is: it has found something, or needs the place to find out."""


class Unplaced(msgspec.Struct, gc=False):  # a struct, since many are made, which is fast
    """A part of a record without its place, for rules that need it only if something is wrong."""

    value: Any
    """The part."""

    @property
    def cls(self) -> type:
        """Its class."""
        return type(self.value)

    def __getattr__(self, name: str) -> Any:
        """The record, the path and the article are not known."""
        raise PlaceWantedError(name)


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
        columns: Columns | None = None,
    ) -> None:
        """``dataset``: the records, or their mirrors, which rules cannot tell apart: they ask for fields by
        name, and for a class by ``find``. ``known``: ids of records that exist, even if they could not be read; ``partial``:
        whether some could not. ``texts``: canonical texts by article, only those that are the
        annotated ones; ``copies``: the texts of articles, changed or not. ``apart``: why
        records of several files that should be one are not. ``columns``: the records by class: parts
        are not placed then, and whoever asks for a place raises ``PlaceWantedError``.
        """
        self._columns = columns
        self._each: dict[type, list[Part]] = {}
        self._parts: dict[str, dict[type, list[Part]]] = {}
        self._found: dict[type, dict[str | None, Any]] = {}
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

    def each(self, cls: type) -> list[Part]:
        """All parts of one class, records included, in the order of the file."""
        if cls not in self._each:
            self._each[cls] = self._unplaced(cls) if self._columns else self._placed(cls)
        return self._each[cls]

    @cached_property
    def columns(self) -> Columns:
        """The records and their parts by class, without their places."""
        return Columns(self.dataset) if self._columns is None else self._columns

    def values(self, cls: type) -> list[Any]:
        """All parts of one class without their places, and not in the order of the file."""
        return self.columns.by_class[cls]

    def may_have(self, text: str) -> bool:
        """Whether a string may have some ASCII text in it; false is certain."""
        return self._columns is None or self._columns.may_have(text)

    def _unplaced(self, cls: type) -> list[Any]:
        return [*map(Unplaced, self.values(cls))]

    def _placed(self, cls: type) -> list[Part]:
        """Found in the arrays alone whose records can have such parts."""
        found: list[Part] = []
        for name in _arrays_with(cls):
            if name not in self._parts:
                by_class = self._parts[name] = defaultdict(list)
                for record in self._records(name):
                    for part in parts(record):
                        by_class[part.cls].append(part)
            found += self._parts[name].get(cls, ())
        return found

    def _records(self, name: str) -> Iterable[Any]:
        held = getattr(self.dataset, name)
        return held if isinstance(held, tuple) else () if held is None else (held,)

    @cached_property
    def coded(self) -> list[Part]:
        """All parts that have codes of schemes."""
        codes = attrgetter("codes")
        coded = (cls for cls in coded_classes() if any(map(codes, self.values(cls))))
        return [part for cls in coded for part in self.each(cls) if part.value.codes]

    @cached_property
    def published(self) -> dict[str, str | None]:
        """When each article was published, in EDTF if D501 finds nothing."""
        return {
            article.id: article.published.value
            for article in reversed(self.dataset.articles)  # of several with one id the first
        }

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
        """The record of this class with this id, if it could be read: a reference may name a record of
        any kind until D202 has looked at it. Of several with one id the first.
        """
        if cls not in self._found:
            records = reversed(getattr(self.dataset, _array_of(cls)))
            self._found[cls] = {record.id: record for record in records}
        return self._found[cls].get(id_)

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

    def words(self, article: str | None, start: int, end: int, after: str = " ") -> str:
        """The words of a range in quotation marks, with what comes after them in a message; empty if
        the annotated text is not at hand.
        """
        text = self.texts.get(article or "")
        return "" if text is None else f"{quoted(text[start:end])}{after}"

    def utterances(self) -> Iterator[tuple[Claim, int, Utterance]]:
        """All utterances with their claims and their numbers."""
        for claim in self.dataset.claims:
            for number, utterance in enumerate(claim.utterances):
                yield claim, number, utterance
