"""Statements: who says what about whom, as of when, and in which words.

A statement is one row: one holder's commitment to one claim or event at one place in one article. An
utterance that reports somebody gives a row for each of them and one for the article's own voice.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Unpack, overload

from detente.collector import no_collection
from detente.display import html, html_table
from detente.inert import printable
from detente.json_types import Json
from detente.records import Claim, Condition, Event, EventAccount, Records, Time, Utterance
from detente.statement.filters import Filters, Tests, about_these, passing, tests_of
from detente.statement.row import Statement
from detente.vocab.enums import Commitment

if TYPE_CHECKING:
    from detente.records.labels import Labels

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
        first = "".join(f"\n  {printable(str(row))}" for row in self._rows[:_FIRST])
        more = f"\n  … {len(self) - _FIRST} more" if len(self) > _FIRST else ""
        return f"<Statements: {len(self)}>{first}{more}"

    def _repr_html_(self) -> str:
        """What a notebook shows: the first rows as a table."""
        names = ("holder", "commitment", "says", "kind", "about", "as of", "id", "article")
        rows = (
            (
                row.holder,
                row.commitment.value,
                row.says,
                row.kind,
                ", ".join(row.about),
                row.when,
                row.id,
                row.article,
            )
            for row in self
        )
        return html(f"{len(self)} statements", "", html_table(names, rows, len(self)))

    def where(self, **filters: Unpack[Filters]) -> "Statements":
        """The rows that pass all filters, which are those of ``statements``."""
        return Statements(self.dataset, passing(self.dataset, self, filters))

    def sorted(self) -> "Statements":
        """The rows in order of time: by ``Statement.sort_key``."""
        return Statements(self.dataset, sorted(self, key=lambda row: row.sort_key))

    def to_dicts(self) -> list[dict[str, Json]]:
        """The rows as plain values, for a data frame or JSON."""
        with no_collection():
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
            - ``party``: the id of an actor: what ``relation`` finds for each relation of which it
              is a party.
            - ``actor``: the id of an actor, wherever the row names it: as the holder or as the
              side of one, in ``about``, ``judged`` or the attitude, or as a party of a relation
              that the row names.
            - ``holder``: an id, or a kind of source such as ``"generic"``.
            - ``article``: the id of an article.
            - ``kind``: ``"claim"``, ``"event"``, ``"claim/causal"``, or a value or member of
              ``ClaimKind`` or ``EventType``.
            - ``commitment``: a ``Commitment`` or its value, such as ``"CT+"``.
            - ``judged``: the id of what is judged, or of the actor that is called on.
            - ``attitude``: the id of an actor that has it, or its kind, such as ``"fear"``.
            - ``issue``: the id of an issue, wherever the row names it.
            - ``theme``: a ``Theme`` or its value.
            - ``code``: ``"scheme/value"``, or ``"scheme"`` for any of its values. A value does
              not stand for its narrower ones.
            - ``since``, ``until``: one date each, in EDTF: what *can* lie, if only in part, on or
              after the first day of the one and on or before the last day of the other. The
              date is that of ``as_of``, between its first and its last day; an end that is open
              or unknown excludes nothing, nor does a row without any date.
            - ``dated``: ``"own"`` or ``"publication"``, for rows that have a date of their own or
              only that of the article.

    Raises:
        TypeError: there is no filter of that name.
        UnknownIdError: an id is not in the dataset.
        ValueError: a value is none of its vocabulary, a code is not declared, a date is not EDTF,
            or an id is one of another kind of record.
    """
    with no_collection():
        return Statements(dataset, iter_statements(dataset, **filters))


def iter_statements(dataset: Records, **filters: Unpack[Filters]) -> Iterator[Statement]:
    """The rows of ``statements`` one at a time, in the same order, none of them kept.

    Args:
        dataset: the dataset.
        filters: those of ``statements``.

    Raises:
        TypeError, UnknownIdError, ValueError: as ``statements``, before the first row.
    """
    context = _Context(dataset, tests_of(dataset, filters))
    claims, events = about_these(dataset, context.tests)
    rows = chain(_of_claims(claims, context), _of_events(events, context))
    of_row = context.tests.of_row
    return (row for row in rows if all(test(row) for test in of_row)) if of_row else rows


class _Context:
    """What rows take from records other than their own."""

    def __init__(self, dataset: Records, tests: Tests) -> None:
        self._dataset = dataset
        self.tests = tests
        self.published: dict[str, str | None] = dataset._published

    def condition(self, condition: Condition | None) -> str | None:
        """A condition in words."""
        if condition is None:
            return None
        labels: Labels = self._dataset._labels
        return labels.condition(condition)


def _of_claims(claims: Iterable[Claim], context: _Context) -> Iterator[Statement]:
    for claim in claims:
        if not context.tests.may_be_about(claim.about):
            continue
        condition = context.condition(claim.condition)
        for utterance in claim.utterances:
            yield from _rows(
                claim,
                utterance,
                claim.about,
                time=claim.scope,
                condition=condition,
                context=context,
            )


def _of_events(events: Iterable[Event], context: _Context) -> Iterator[Statement]:
    for event in events:
        for account in event.accounts:
            about = tuple(dict.fromkeys([p.actor for p in account.participants]))
            if not context.tests.may_be_about(about):
                continue
            condition = context.condition(account.condition)
            time = account.time
            if time is None or time.value is None:  # a date that the article does not give
                time = event.time or time
            yield from _rows(event, account, about, time=time, condition=condition, context=context)


def _rows(
    content: Claim | Event,
    voice: Utterance | EventAccount,
    about: tuple[str, ...],
    *,
    time: Time | None,
    condition: str | None,
    context: _Context,
) -> Iterator[Statement]:
    via: tuple[str, ...] = ()
    holders: list[tuple[str, str | None, Commitment]] = [(voice.article, None, voice.commitment)]
    holders += [
        (source.actor or source.kind.value, source.of, source.commitment)
        for source in voice.sources
    ]
    for holder, side, commitment in holders:
        yield Statement(
            holder=holder,
            side=side,
            commitment=commitment,
            condition=condition,
            content=content,
            voice=voice,
            about=about,
            time=time,
            published=context.published.get(voice.article),
            via=via,
        )
        via = (*via, holder)
