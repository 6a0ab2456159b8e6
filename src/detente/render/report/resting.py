"""Of which years the events are that something rests on: another time than that which it speaks of."""

from collections.abc import Iterable, Iterator

from detente.edtf import Day
from detente.records import Claim, EventAccount
from detente.records.values import value_of
from detente.render.report.subject import Side, Subject


def resting(subject: Subject, side: Side, ids: Iterable[str]) -> str:
    """The years of the events among some grounds, and among the grounds of these: *2014 to 2015*.

    As the article dates the events, or where it does not, other sources. Empty without dates.
    """
    years = sorted({*_years(subject, side, ids)})
    if not years:
        return ""
    return str(years[0]) if years[0] == years[-1] else f"{years[0]} to {years[-1]}"


def _years(subject: Subject, side: Side, ids: Iterable[str]) -> Iterator[int]:
    waiting, seen = [*ids], set[str]()
    while waiting:
        id_ = waiting.pop()
        record = subject.records.get(id_)
        if id_ in seen or record is None:
            continue
        seen.add(id_)
        for voice in subject.voices(record, side):
            if isinstance(voice, EventAccount):
                own = value_of(voice.time)
                value = own or value_of(None if isinstance(record, Claim) else record.time)
                if value is not None:
                    bounds = (value.earliest, value.latest)
                    yield from (day.year for day in bounds if isinstance(day, Day))
            else:
                waiting += voice.grounds
