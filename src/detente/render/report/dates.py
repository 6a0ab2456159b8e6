"""When something was, is or will be, as an article and other sources date it."""

from collections.abc import Iterable

from detente.records import Article, Claim, Event, EventAccount, Utterance, times
from detente.vocab.enums import ClaimKind, EventStatus

REAL = (EventStatus.OCCURRED, EventStatus.ONGOING)
"""The standings of what took place, or takes place."""


def when(
    record: Claim | Event, voices: Iterable[Utterance | EventAccount], article: Article
) -> str:
    """When a claim is to hold, or an event was, in words; empty where nobody says so."""
    if isinstance(record, Claim):
        foretold = record.kind is ClaimKind.PREDICTIVE
        return times.in_words(record.scope, None if foretold else article.published)
    accounts = [voice for voice in voices if isinstance(voice, EventAccount)]
    said = _either(of_account(account, article) for account in accounts)
    elsewhere = times.in_words(record.time)
    if elsewhere and elsewhere != _either(times.in_words(account.time) for account in accounts):
        return f"{said}; by other sources {elsewhere}" if said else f"{elsewhere}, by other sources"
    return said


def of_account(account: EventAccount, article: Article) -> str:
    """When an article has an event happen. What lies ahead has no present."""
    return times.in_words(account.time, article.published if account.status in REAL else None)


def _either(whens: Iterable[str]) -> str:
    return " or ".join(dict.fromkeys(filter(None, whens)))
