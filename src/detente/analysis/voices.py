"""Which claims and events each article speaks of: the one place that counts them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from detente.dataset import Dataset
from detente.diagnostics import Path
from detente.records import Claim, Event, EventAccount, Utterance


class Spoken(NamedTuple):
    """The claims and events that an article makes, reports or tells of."""

    claims: tuple[str, ...]
    """The ids of the claims, in the order of the dataset."""

    events: tuple[str, ...]
    """The ids of the events, in the order of the dataset."""


def voices_of(record: Claim | Event) -> Sequence[Utterance | EventAccount]:
    """The utterances of a claim, the accounts of an event."""
    return record.utterances if isinstance(record, Claim) else record.accounts


def placed_voices(record: Claim | Event) -> list[tuple[Path, Any]]:
    """The same, each with its path in the record."""
    name = "utterances" if isinstance(record, Claim) else "accounts"
    return [((name, number), voice) for number, voice in enumerate(voices_of(record))]


def spoken_of(dataset: Dataset) -> dict[str, Spoken]:
    """What each article of a dataset speaks of, by the id of the article; each record once."""
    claims, events = (_by_article(records) for records in (dataset.claims, dataset.events))
    return {
        article.id: Spoken(tuple(claims.get(article.id, ())), tuple(events.get(article.id, ())))
        for article in dataset.articles
    }


def _by_article(records: Sequence[Claim | Event]) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for record in records:
        for voice in voices_of(record):
            found.setdefault(voice.article, {})[record.id] = None
    return found
