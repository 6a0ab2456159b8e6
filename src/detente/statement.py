"""Statements: who says what about whom, as of when, and in which words.

A dataset nests utterances in claims and accounts in events; people ask flat questions. A statement is
one row: one holder's commitment to one claim or event at one place in one article. An utterance that
reports somebody gives a row for each of them and one for the article's own voice.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack, overload

from detente.display import html, html_table
from detente.json_types import Json
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
from detente.vocab.enums import ClaimKind, Commitment, EventType, SourceKind


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

    def to_dict(self) -> dict[str, Json]:
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


Wanted = str | Collection[str] | None
"""One value, enum members included, or several of which one is enough; ``None`` for any."""


class Filters(TypedDict, total=False):
    """What a row must have. See ``statements``."""

    about: Wanted
    relation: Wanted
    actor: Wanted
    holder: Wanted
    article: Wanted
    kind: Wanted
    commitment: Wanted


_FIRST = 8
"""The rows that ``repr`` shows."""


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
        first = "".join(f"\n  {row}" for row in self._rows[:_FIRST])
        more = f"\n  … {len(self) - _FIRST} more" if len(self) > _FIRST else ""
        return f"<Statements: {len(self)}>{first}{more}"

    def _repr_html_(self) -> str:
        """What a notebook shows: the first rows as a table."""
        from detente.edtf import wording  # dates in words are wanted by notebooks alone
        from detente.records import times

        names = ("holder", "commitment", "says", "kind", "about", "as of", "id", "article")
        rows = (
            (
                row.holder,
                row.commitment.value,
                row.text,
                row.kind,
                ", ".join(row.about),
                times.in_words(row.time) or wording.in_words(row.published or ""),
                row.id,
                row.article,
            )
            for row in self
        )
        return html(f"{len(self)} statements", "", html_table(names, rows, len(self)))

    def where(self, **filters: Unpack[Filters]) -> "Statements":
        """The rows that pass all filters, which are those of ``statements``."""
        for name in filters:
            if name not in _FILTERS:
                msg = f"no filter {name!r}; there are: {', '.join(_FILTERS)}"
                raise TypeError(msg)
        tests = [
            _FILTERS[name](self.dataset, _several(wanted))
            for name, wanted in filters.items()
            if wanted is not None
        ]
        return Statements(self.dataset, (row for row in self if all(test(row) for test in tests)))

    def to_dicts(self) -> list[dict[str, Json]]:
        """The rows as plain values, for a data frame or JSON."""
        return [row.to_dict() for row in self]


def statements(dataset: Records, **filters: Unpack[Filters]) -> Statements:
    """The statements of a dataset: claims first, then events, each in the order of the dataset.

    Args:
        dataset: the dataset.
        filters: what a row must have, all of it. Each filter takes one value, or a collection of
            values of which one is enough; ``None`` is no filter.

            - ``about``: an id, named in the claim's ``about`` or among the event's participants.
              The id of a relation also finds what is about both of its parties.
            - ``relation``: the same, for ids of relations alone.
            - ``actor``: the id of an actor, as the holder or in ``about``.
            - ``holder``: an id, or a kind of source such as ``"generic"``.
            - ``article``: the id of an article.
            - ``kind``: ``"claim"``, ``"event"``, ``"claim/causal"``, or a value or member of
              ``ClaimKind`` or ``EventType``.
            - ``commitment``: a ``Commitment`` or its value, such as ``"CT+"``.

    Raises:
        TypeError: there is no filter of that name.
        UnknownIdError: an id is not in the dataset.
        ValueError: a value is no commitment or kind, or an id is one of another kind of record.
    """
    published = {article.id: article.published.value for article in dataset.articles}
    rows = [*_of_claims(dataset.claims, published), *_of_events(dataset.events, published)]
    return Statements(dataset, rows).where(**filters)


_Published = Mapping[str, str | None]
"""Dates of publication in EDTF, by the id of the article."""


def _of_claims(claims: Iterable[Claim], published: _Published) -> Iterator[Statement]:
    for claim in claims:
        for utterance in claim.utterances:
            yield from _rows(claim, utterance, claim.about, claim.scope, published)


def _of_events(events: Iterable[Event], published: _Published) -> Iterator[Statement]:
    for event in events:
        for account in event.accounts:
            about = tuple(dict.fromkeys(p.actor for p in account.participants))
            yield from _rows(event, account, about, account.time or event.time, published)


def _rows(
    content: Claim | Event,
    voice: Utterance | EventAccount,
    about: tuple[str, ...],
    time: Time | None,
    published: _Published,
) -> Iterator[Statement]:
    via: tuple[str, ...] = ()
    holders: list[tuple[str, Commitment]] = [(voice.article, voice.commitment)]
    holders += [(_holder_name(source), source.commitment) for source in voice.sources]
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
            via=via,
        )
        via = (*via, holder)


def _holder_name(source: Source) -> str:
    return source.actor or source.kind.value


# --- filters -------------------------------------------------------------------------------------

_Test = Callable[[Statement], bool]


def _several(wanted: object) -> tuple[Any, ...]:
    """The values of a filter."""
    if isinstance(wanted, Collection) and not isinstance(wanted, str):
        return tuple(wanted)
    return (wanted,)


def _known(dataset: Records, ids: Iterable[str], kind: type | None = None) -> set[str]:
    """The ids, all of which are in the dataset and of that kind of record."""
    known = {id_: dataset[id_] for id_ in ids}
    for id_, record in known.items():
        if kind is not None and not isinstance(record, kind):
            msg = f"{id_} is no {kind.__name__}"
            raise ValueError(msg)
    return set(known)


def _about(dataset: Records, wanted: tuple[str, ...]) -> _Test:
    ids = _known(dataset, wanted)
    parties = [set(dataset[id_].parties) for id_ in ids if id_.startswith("relation:")]

    def test(row: Statement) -> bool:
        about = set(row.about)
        return bool(ids & about) or any(both <= about for both in parties)

    return test


def _relation(dataset: Records, wanted: tuple[str, ...]) -> _Test:
    _known(dataset, wanted, Relation)
    return _about(dataset, wanted)


def _actor(dataset: Records, wanted: tuple[str, ...]) -> _Test:
    ids = _known(dataset, wanted, Actor)
    return lambda row: row.holder in ids or bool(ids.intersection(row.about))


def _holder(dataset: Records, wanted: tuple[str, ...]) -> _Test:
    _known(dataset, (value for value in wanted if value not in list(SourceKind)))
    return lambda row: row.holder in wanted


def _article(dataset: Records, wanted: tuple[str, ...]) -> _Test:
    ids = _known(dataset, wanted, Article)
    return lambda row: row.article in ids


def _kind(_dataset: Records, wanted: tuple[str, ...]) -> _Test:
    every = [f"claim/{kind}" for kind in ClaimKind] + [f"event/{type_}" for type_ in EventType]
    kinds: set[str] = set()
    for value in wanted:
        matching = {kind for kind in every if value in (kind, *kind.split("/"))}
        if not matching:
            msg = f"no kind '{value}'; there are: claim, event, {', '.join(every)}"
            raise ValueError(msg)
        kinds |= matching
    return lambda row: row.kind in kinds


def _commitment(_dataset: Records, wanted: tuple[str, ...]) -> _Test:
    for value in wanted:
        if value not in list(Commitment):
            msg = f"no commitment '{value}'; there are: {', '.join(Commitment)}"
            raise ValueError(msg)
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
