"""Level 5, quantities: ranges and units."""

from collections.abc import Iterator

from detente.records import (
    Quantity,
)
from detente.suggest import close
from detente.validation.context import Context
from detente.validation.findings import Finding
from detente.validation.registry import rule
from detente.vocab.catalogue import units


@rule("D562", "range-reversed")
def range_reversed(context: Context) -> Iterator[Finding]:
    """The upper end of a range is greater than its value.

    Why: ``value`` is the lower end and ``upper`` the upper one.

    Example:
        event:talks/accounts/0/quantities/0/upper = 2

    Use instead:
        event:talks/accounts/0/quantities/0/upper = 4
    """
    for part in context.each(Quantity):
        quantity: Quantity = part.value
        if quantity.upper is not None and quantity.upper <= quantity.value:
            yield Finding(
                message=f"the range goes from {quantity.value} to {quantity.upper}",
                record=part.record,
                path=(*part.path, "upper"),
            )


@rule("D595", "bound-of-a-range")
def bound_of_a_range(context: Context) -> Iterator[Finding]:
    """A range has no bound.

    Why: *At least three* leaves one side open; a range from three to five leaves none open.

    Example:
        event:talks/accounts/0/quantities/0 = {"value": 3, "upper": 5, "bound": "at_least", "unit": "count", "of": "meetings"}

    Use instead:
        event:talks/accounts/0/quantities/0 = {"value": 3, "bound": "at_least", "unit": "count", "of": "meetings"}
    """
    for part in context.each(Quantity):
        quantity: Quantity = part.value
        if quantity.bound is not None and quantity.upper is not None:
            yield Finding(
                message=f"the range from {quantity.value} to {quantity.upper} is open on no side",
                record=part.record,
                path=(*part.path, "bound"),
            )


@rule("D563", "unknown-unit")
def unknown_unit(context: Context) -> Iterator[Finding]:
    """A unit is a currency of ISO 4217 or a value of the vocabulary ``unit``.

    Why: Otherwise ``dollars`` and ``USD`` would be two units.

    Example:
        event:talks/accounts/0/quantities/0/unit = "meetings"

    Use instead:
        event:talks/accounts/0/quantities/0/unit = "count"
    """
    for part in context.each(Quantity):
        for name in ("unit", "per"):
            unit = getattr(part.value, name)
            if unit is not None and unit not in units():
                near = close(unit, units(), n=1)
                book = "detente codebook unit and detente codebook currency list them"
                yield Finding(
                    message=f"{unit!r} is not a known unit",
                    record=part.record,
                    path=(*part.path, name),
                    params=(("close", near),),
                    help=f"do you mean {near[0]}?" if near else book,
                )
