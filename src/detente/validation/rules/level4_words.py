"""Level 4: do values agree with the words that they were read from?"""

import json
from collections.abc import Iterator

from detente.diagnostics import Severity
from detente.edtf import Edtf
from detente.edtf.departures import departure
from detente.records import Article, Claim, Event, Quantity, Time
from detente.records.values import value_of
from detente.records.walk import Part
from detente.text.numbers import NumberKind, StatedNumber, can_state, stated_numbers
from detente.validation.context import Context
from detente.validation.findings import Finding
from detente.validation.registry import rule
from detente.vocab.enums import TimeBasis

_FROM_WORDS = (TimeBasis.STATED, TimeBasis.RESOLVED, TimeBasis.INFERRED)


@rule("D418", "time-of-other-words", Severity.WARNING)
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


_SMALL = 3
"""Smaller numbers of things are often said in other ways, *both* and *twice*, and their words often
count nothing, as in *the two had never been allies*. A guess.
"""


@rule("D419", "number-of-other-words", Severity.INFO)
def number_of_other_words(context: Context) -> Iterator[Finding]:
    """A number is one of those in its evidence.

    Why: *Eight ships* are not seven. Compared are numbers of things, people and money and
    percentages, from 3 on, with the numbers of this kind in English evidence, their sums and
    differences. A number that was counted or computed in another way is right.

    Example:
        event:talks/accounts/0/quantities/0/value = 8

    Use instead:
        event:talks/accounts/0/quantities/0/value = 3
    """
    for part in context.each(Quantity):
        quantity: Quantity = part.value
        kind = _number_kind(quantity)
        numbers = _numbers_in_evidence(context, part)
        of_kind = [n.words for n in numbers if n.kind is kind and _counts(n)]
        vague = any(number.kind is NumberKind.VAGUE for number in numbers)
        ends = [end for end in (quantity.value, quantity.upper) if end is not None]
        if of_kind and not vague and not any(can_state(numbers, end) for end in ends):
            said = " and ".join(json.dumps(words, ensure_ascii=False) for words in of_kind)
            yield Finding(
                message=f"the number is {quantity.value}, the evidence says {said}",
                record=part.record,
                path=(*part.path, "value"),
                params=(("value", quantity.value), ("numbers", of_kind)),
            )


def _number_kind(quantity: Quantity) -> NumberKind | None:
    """The kind of number that a quantity is compared with; ``None``: none."""
    if quantity.unit in ("count", "person"):
        return NumberKind.PLAIN if quantity.value >= _SMALL else None
    if quantity.unit == "percent":
        return NumberKind.PERCENT
    return NumberKind.MONEY if quantity.unit.isupper() else None  # a code of ISO 4217


def _counts(number: StatedNumber) -> bool:
    return number.kind is not NumberKind.PLAIN or max(number.readings) >= _SMALL


def _numbers_in_evidence(context: Context, part: Part) -> list[StatedNumber]:
    """The numbers in the evidence of what has a quantity: of an account its own, of a claim that of
    all its utterances. None if some of it is not at hand, or is not in English.
    """
    holder = part.record
    for key in part.path[:-2]:
        holder = holder[key] if isinstance(key, int) else getattr(holder, key)
    numbers: list[StatedNumber] = []
    for voice in holder.utterances if isinstance(holder, Claim) else (holder,):
        text, article = context.texts.get(voice.article), context.article(voice.article)
        if text is None or article is None or not article.language.startswith("en"):
            return []
        for span in voice.evidence:
            numbers += stated_numbers(text[span.start : span.end])
    return numbers
