"""Statements: who says what about whom, as of when, and in which words.

A dataset nests utterances in claims and accounts in events; people ask flat questions. A statement is
one row: one holder's commitment to one claim or event at one place in one article. An utterance that
reports somebody gives a row for each of them and one for the article's own voice.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

from detente.display import html, html_table
from detente.records import (
    Actor,
    Article,
    Claim,
    Event,
    EventAccount,
    Records,
    Relation,
    Source,
    Span,
    Time,
    Utterance,
)
from detente.vocab.enums import Commitment, SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One holder's commitment to one claim or event, at one place in one article."""

    holder: str
    """Who holds it: the id of an actor; for an article's own voice the id of the article; for
    sources that are nobody in particular their kind, such as ``generic``."""

    commitment: Commitment
    """How firmly (FactBank)."""

    content: Claim | Event
    """What is held."""

    about: tuple[str, ...]
    """About whom: ids of actors, events, relations; of an event its participants."""

    time: Time | None
    """The claim's scope, or the event's time as this article has it."""

    published: str | None
    """When the article was published, in EDTF."""

    article: str
    """Where: the article's id."""

    evidence: tuple[Span, ...]
    """In which words: spans of the article."""

    via: tuple[str, ...] = ()
    """Who reports it, outermost first: the article, then the sources in between."""

    @property
    def id(self) -> str:
        """The id of the claim or event."""
        return self.content.id

    @property
    def text(self) -> str:
        """The proposition of the claim or the label of the event, in the annotator's words."""
        return self.content.proposition if isinstance(self.content, Claim) else self.content.label

    @property
    def kind(self) -> str:
        """``claim`` or ``event``, with its kind or type: ``claim/causal``, ``event/aid``."""
        if isinstance(self.content, Claim):
            return f"claim/{self.content.kind}"
        return f"event/{self.content.type}"

    @property
    def as_of(self) -> str | None:
        """As of when, in EDTF: the time of the claim or event; where it has none, the time
        at which the article says so, its publication.
        """
        return (self.time and self.time.value) or self.published

    def to_dict(self) -> dict[str, Any]:
        """The row as plain values."""
        return {
            "holder": self.holder,
            "commitment": self.commitment.value,
            "id": self.id,
            "kind": self.kind,
            "text": self.text,
            "about": list(self.about),
            "as_of": self.as_of,
            "article": self.article,
            "evidence": [[span.start, span.end] for span in self.evidence],
            "via": list(self.via),
        }

    def __str__(self) -> str:
        """The row in one line."""
        when = f" [{self.as_of}]" if self.as_of else ""
        through = f" via {' via '.join(self.via)}" if self.via else ""
        return f"{self.holder}{through}: {self.commitment} {self.text}{when}"


class Statements(Sequence[Statement]):
    """Rows, filtered further by calling ``where``."""

    def __init__(self, dataset: Records, rows: Iterable[Statement]) -> None:
        """Keep the rows and the dataset that they come from."""
        self.dataset = dataset
        self._rows = tuple(rows)

    @overload
    def __getitem__(self, index: int) -> Statement: ...
    @overload
    def __getitem__(self, index: slice) -> "Statements": ...
    def __getitem__(self, index: int | slice) -> "Statement | Statements":
        """A row, or the rows of a slice."""
        if isinstance(index, slice):
            return Statements(self.dataset, self._rows[index])
        return self._rows[index]

    def __len__(self) -> int:
        """The number of rows."""
        return len(self._rows)

    def __repr__(self) -> str:
        """The number of rows, and the first of them."""
        shown = "".join(f"\n  {row}" for row in self._rows[:8])
        more = f"\n  … {len(self) - 8} more" if len(self) > 8 else ""
        return f"<Statements: {len(self)}>{shown}{more}"

    def _repr_html_(self) -> str:
        """What a notebook shows: the first rows as a table."""
        names = ("holder", "commitment", "says", "kind", "about", "as of", "id", "article")
        rows = (
            (
                row.holder,
                row.commitment.value,
                row.text,
                row.kind,
                ", ".join(row.about),
                row.as_of or "",
                row.id,
                row.article,
            )
            for row in self
        )
        return html(f"{len(self)} statements", "", html_table(names, rows, len(self)))

    def where(self, **filters: Any) -> "Statements":
        """The rows that pass all filters. See ``statements``."""
        tests = [_test(self.dataset, name, value) for name, value in filters.items()]
        return Statements(self.dataset, (row for row in self if all(test(row) for test in tests)))

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as plain values, for a data frame or JSON."""
        return [row.to_dict() for row in self]


def statements(dataset: Records, **filters: Any) -> Statements:
    """The statements of a dataset, in its order.

    Filters, all of which a row must pass; each takes a value or a set, list or tuple of values:

    ``about``       an id: named in the claim's ``about`` or among the event's participants. A
                    relation's id also finds what is about both of its parties
    ``relation``    the same, for ids of relations alone
    ``actor``       an actor's id: as the holder or in ``about``
    ``holder``      an id, or a kind of source such as ``"generic"`` or ``SourceKind.GENERIC``
    ``article``     an article's id
    ``kind``        ``"claim"``, ``"event"``, ``"claim/causal"``, or an enum's member such as
                    ``ClaimKind.CAUSAL``, ``EventType.AID``
    ``commitment``  a ``Commitment`` or its value, ``"CT+"``

    Raises ``TypeError`` for an unknown filter, ``UnknownIdError`` for an id that is not in the
    dataset, ``ValueError`` for a value that is no commitment or kind: a typing error must not
    look like an empty answer.
    """
    published = {article.id: article.published.value for article in dataset.articles}
    rows = [*_of_claims(dataset.claims, published), *_of_events(dataset.events, published)]
    return Statements(dataset, rows).where(**filters)


_Dates = Mapping[str, str | None]


def _of_claims(claims: Iterable[Claim], published: _Dates) -> Iterator[Statement]:
    for claim in claims:
        for utterance in claim.utterances:
            yield from _rows(claim, utterance, claim.about, claim.scope, published)


def _of_events(events: Iterable[Event], published: _Dates) -> Iterator[Statement]:
    for event in events:
        for account in event.accounts:
            about = tuple(dict.fromkeys(p.actor for p in account.participants))
            yield from _rows(event, account, about, account.time or event.time, published)


def _rows(
    content: Claim | Event,
    voice: Utterance | EventAccount,
    about: tuple[str, ...],
    time: Time | None,
    published: _Dates,
) -> Iterator[Statement]:
    chain: tuple[str, ...] = ()
    holders: list[tuple[str, Commitment]] = [(voice.article, voice.commitment)]
    holders += [(_name(source), source.commitment) for source in voice.sources]
    for holder, commitment in holders:
        yield Statement(
            holder=holder,
            commitment=commitment,
            content=content,
            about=about,
            time=time,
            published=published.get(voice.article),
            article=voice.article,
            evidence=voice.evidence,
            via=chain,
        )
        chain = (*chain, holder)


def _name(source: Source) -> str:
    return source.actor or source.kind.value


# --- filters -------------------------------------------------------------------------------------

_Test = Callable[[Statement], bool]


def _test(dataset: Records, name: str, value: Any) -> _Test:
    make = _FILTERS.get(name)
    if make is None:
        msg = f"no filter {name!r}; there are: {', '.join(_FILTERS)}"
        raise TypeError(msg)
    return make(dataset, _values(value))


def _values(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, set | frozenset | list | tuple) else (value,)


def _known(dataset: Records, ids: Iterable[Any], *kinds: type) -> set[str]:
    known = set()
    for id_ in ids:
        record = dataset[id_]
        if kinds and not isinstance(record, kinds):
            names = " or ".join(kind.__name__ for kind in kinds)
            msg = f"{id_} is no {names}"
            raise ValueError(msg)
        known.add(id_)
    return known


def _about(dataset: Records, values: tuple[Any, ...]) -> _Test:
    ids = _known(dataset, values)
    dyads = [set(dataset[i].parties) for i in ids if i.startswith("relation:")]

    def test(row: Statement) -> bool:
        named = set(row.about)
        return bool(ids & named) or any(dyad <= named for dyad in dyads)

    return test


def _relation(dataset: Records, values: tuple[Any, ...]) -> _Test:
    _known(dataset, values, Relation)
    return _about(dataset, values)


def _actor(dataset: Records, values: tuple[Any, ...]) -> _Test:
    ids = _known(dataset, values, Actor)
    return lambda row: row.holder in ids or bool(ids.intersection(row.about))


def _holder(dataset: Records, values: tuple[Any, ...]) -> _Test:
    kinds = {kind.value for kind in SourceKind}
    _known(dataset, (value for value in values if value not in kinds))
    return lambda row: row.holder in values


def _article(dataset: Records, values: tuple[Any, ...]) -> _Test:
    ids = _known(dataset, values, Article)
    return lambda row: row.article in ids


def _kind(_dataset: Records, values: tuple[Any, ...]) -> _Test:
    from detente.vocab.enums import ClaimKind, EventType

    full = [f"claim/{k}" for k in ClaimKind] + [f"event/{t}" for t in EventType]
    wanted: set[str] = set()
    for value in values:
        matches = {k for k in full if value in (k, *k.split("/"))}
        if not matches:
            msg = f"no kind '{value}'; there are: claim, event, {', '.join(full)}"
            raise ValueError(msg)
        wanted |= matches
    return lambda row: row.kind in wanted


def _commitment(_dataset: Records, values: tuple[Any, ...]) -> _Test:
    for value in values:
        if value not in list(Commitment):
            msg = f"no commitment '{value}'; there are: {', '.join(Commitment)}"
            raise ValueError(msg)
    wanted = {Commitment(value) for value in values}
    return lambda row: row.commitment in wanted


_FILTERS: dict[str, Callable[[Records, tuple[Any, ...]], _Test]] = {
    "about": _about,
    "relation": _relation,
    "actor": _actor,
    "holder": _holder,
    "article": _article,
    "kind": _kind,
    "commitment": _commitment,
}
