"""Level 4: do values agree with the words that they were read from?"""

import json
from collections.abc import Iterator

from detente.diagnostics import Severity
from detente.edtf import Edtf
from detente.edtf.departures import departure
from detente.records import Article, Event, Time
from detente.records.values import value_of
from detente.records.walk import Part
from detente.validation.context import Context
from detente.validation.findings import Finding
from detente.validation.registry import rule
from detente.vocab.enums import TimeBasis

_FROM_WORDS = (TimeBasis.STATED, TimeBasis.RESOLVED, TimeBasis.INFERRED)


@rule("D417", "time-of-other-words", Severity.WARNING)
def time_of_other_words(context: Context) -> Iterator[Finding]:
    """A time agrees with its words: the year, the month, the day and the weekday that they name.

    Why: *In October* is not March, and *on Friday* is no Wednesday. Only English words that
    ``detente.edtf`` knows are checked. The time records what the article says, even if the article
    is wrong; a time of another calendar names it in ``calendar``.

    Example:
        event:vote/accounts/0/time/value = "1905-09"

    Use instead:
        event:vote/accounts/0/time/value = "1905-08"
    """
    for part in context.each(Time):
        time: Time = part.value
        value = value_of(time)
        words = _words(context, part)
        if value is None or words is None or not _read_from_words(part):
            continue
        reason = departure(words, value, against=_counted_from(context, part))
        if reason is not None:
            yield Finding(
                message=f"the words are {json.dumps(words, ensure_ascii=False)}; {reason}",
                record=part.record,
                path=(*part.path, "value"),
                params=(("words", words), ("value", time.value)),
            )


def _read_from_words(part: Part) -> bool:
    """Whether the words of a time name it. Those of a publication may only give a clue to it."""
    clue = isinstance(part.record, Article) and part.value.basis is not TimeBasis.STATED
    return part.value.basis in _FROM_WORDS and part.value.calendar is None and not clue


def _words(context: Context, part: Part) -> str | None:
    """The words of a time, those of several places with commas between; ``None`` if they are not
    all at hand.
    """
    text = context.texts.get(part.article or "")
    spans = part.value.words
    if text is None or not spans or any(not 0 <= s.start < s.end <= len(text) for s in spans):
        return None
    return ", ".join(" ".join(text[span.start : span.end].split()) for span in spans)


def _counted_from(context: Context, part: Part) -> Edtf | None:
    """The time that the words are counted from: of an article its publication, of an event the time
    that the same article gives it.
    """
    id_ = part.value.against
    article = context.article(id_)
    if article is not None:
        return value_of(article.published)
    event = context.find(id_, Event)
    accounts = () if event is None else event.accounts
    times = [account.time for account in accounts if account.article == part.article]
    values = {time.value for time in times if time is not None}
    return value_of(times[0]) if len(values) == len(times) == 1 else None
