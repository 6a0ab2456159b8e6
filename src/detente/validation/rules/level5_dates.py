"""Level 5, dates: is each date well-formed, and does each time have what its basis needs?"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from typing import Any

from detente.dataset import Dataset
from detente.diagnostics import Severity
from detente.edtf import EdtfError, Interval, parse
from detente.edtf.parser import parse_or_none
from detente.edtf.written import readings
from detente.records import (
    Time,
    model,
)
from detente.validation.context import Context, values_getter
from detente.validation.findings import Finding
from detente.validation.registry import rule
from detente.vocab.enums import (
    TimeBasis,
)


@rule("D501", "not-edtf")
def not_edtf(context: Context) -> Iterator[Finding]:
    """A date is in EDTF (ISO 8601-2:2019), level 0, 1 or 2.

    Why: Dates are compared. ``2014-23`` is the autumn of 2014, ``../2020`` is by 2020, and
    one unknown day between two is a set: ``[1905-08-01..1905-08-31]``.

    Example:
        claim:union-ended/scope/value = "1905-13"

    Use instead:
        claim:union-ended/scope/value = "1905-10"
    """
    for cls, fields, get in _dated():
        values = set(chain.from_iterable(map(get, context.values(cls)))) - {None}
        if None not in map(parse_or_none, values):
            continue
        for part in context.each(cls):
            for field in fields:
                value: str | None = getattr(part.value, field.name)
                if value is not None and parse_or_none(value) is None:
                    dates = " or ".join(readings(value))
                    yield Finding(
                        message=f"{value!r} is not EDTF: {_why_not_edtf(value)}",
                        record=part.record,
                        path=(*part.path, field.key),
                        help=f"write {dates}" if dates else "",
                    )


@cache
def _dated() -> list[tuple[type, list[model.Field], Callable[[Any], tuple[str | None, ...]]]]:
    """The classes with dates: the fields that are dates, and how to get their values."""
    found: list[Any] = []
    for cls in model.classes(Dataset):
        fields = [field for field in cls.fields if field.edtf]
        if fields:
            found.append((cls.type, fields, values_getter([field.name for field in fields])))
    return found


def _why_not_edtf(value: str) -> str:
    try:
        parse(value)
    except EdtfError as error:
        return str(error)
    return ""  # pragma: no cover  it was tried before


@rule("D502", "value-and-basis")
def value_and_basis(context: Context) -> Iterator[Finding]:
    """A time lacks a value if and only if its basis is *unresolved*.

    Why: A time that the text leaves open has no value, and a value has a basis.

    Example:
        claim:union-ended/scope/basis = "unresolved"

    Use instead:
        claim:union-ended/scope = {"basis": "unresolved"}
    """
    for part in context.each(Time):
        time: Time = part.value
        unresolved = time.basis is TimeBasis.UNRESOLVED
        if unresolved and time.value is not None:
            message = "an unresolved time has no value"
        elif not unresolved and time.value is None:
            message = f"a time that is {time.basis.value} has a value"
        else:
            continue
        yield Finding(message=message, record=part.record, path=part.path)


@rule("D503", "against-and-basis")
def against_and_basis(context: Context) -> Iterator[Finding]:
    """A time names the reference it is counted from if and only if its basis is *resolved*.

    Why: If the reference date is corrected, *last autumn* can be resolved again; a stated date
    depends on no other.

    Example:
        claim:union-ended/scope/against = "article:union"

    Use instead:
        claim:union-ended/scope = {"value": "1905-10", "basis": "resolved", "against": "article:union"}
    """
    for part in context.each(Time):
        time: Time = part.value
        resolved = time.basis is TimeBasis.RESOLVED
        if resolved and time.against is None:
            message = "a resolved time needs the reference that it was resolved against"
        elif not resolved and time.against is not None:
            message = f"a time that is {time.basis.value} is not counted from anything"
        else:
            continue
        yield Finding(message=message, record=part.record, path=part.path)


@rule("D504", "end-of-no-interval")
def end_of_no_interval(context: Context) -> Iterator[Finding]:
    """Only an interval has ``mod_end``.

    Why: ``mod_end`` says which part of the end of the interval is meant.

    Example:
        claim:union-ended/scope/mod_end = "late"

    Use instead:
        claim:union-ended/scope/mod = "late"
    """
    for part in context.each(Time):
        if part.value.mod_end is not None and not _is_interval(part.value.value):
            yield Finding(
                message="mod_end refers to the end of an interval, but this is not an interval",
                record=part.record,
                path=(*part.path, "mod_end"),
            )


@rule("D505", "existence-is-an-interval", Severity.WARNING)
def existence_is_an_interval(context: Context) -> Iterator[Finding]:
    """When an actor existed is an interval.

    Why: ``1905`` says that the actor existed at some time in 1905; ``1905/..`` says that it began
    in 1905 and still exists.

    Example:
        actor:norway/exists = "1814"

    Use instead:
        actor:norway/exists = "1814/.."
    """
    for actor in context.dataset.actors:
        if actor.exists is not None and not _is_interval(actor.exists):
            yield Finding(
                message=f"{actor.exists} is not an interval",
                help=f"from then on: {actor.exists}/..; until then: ../{actor.exists}",
                record=actor,
                path=("exists",),
            )


def _is_interval(value: str | None) -> bool:
    if value is None:
        return False
    parsed = parse_or_none(value)
    return "/" in value if parsed is None else isinstance(parsed, Interval)  # None: D501 reports it


@rule("D506", "better-time-without-reference")
def better_time_without_reference(context: Context) -> Iterator[Finding]:
    """An event's own time or place has a reference, and so has a date of publication that is not
    from the article.

    Why: Accounts record what the articles say. A value of the event itself has another source,
    which the reference names.

    Example:
        event:vote/time = {"value": "1905-08-13", "basis": "external"}

    Use instead:
        event:vote/time = {"value": "1905-08-13", "basis": "external"}
        event:vote/references = [{"title": "Norwegian union dissolution referendum, 1905"}]
    """
    for event in context.dataset.events:
        for name in ("time", "place"):
            if getattr(event, name) is not None and not event.references:
                yield Finding(
                    message=f"a {name} of the event itself needs a reference; what an article "
                    "says belongs to its account",
                    record=event,
                    path=(name,),
                )
    for article in context.dataset.articles:
        if article.published.basis is TimeBasis.EXTERNAL and not article.references:
            yield Finding(
                message="a date of publication with the basis external needs a reference",
                record=article,
                path=("published",),
            )
