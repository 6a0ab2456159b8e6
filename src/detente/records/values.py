"""Values that records are made of: places in the text, times, quantities, references."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from detente.records.base import Extensible
from detente.records.constraints import (
    ActorRef,
    Anchor,
    Date,
    Label,
    Offset,
    OwnWords,
    TimeRef,
    Unit,
    Url,
)
from detente.records.type_checks import set_getattr_module, with_type_checks
from detente.vocab.enums import Bound, Calendar, IdentifierScheme, TimeBasis, TimeMod

if TYPE_CHECKING:
    from detente.edtf import Edtf
else:  # msgspec evaluates the annotations, and the records load without detente.edtf
    Edtf = Any


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Span(Extensible):
    """A range of the article's canonical text, without its words."""

    start: Offset
    """Offset of the first code point."""

    end: Offset
    """Offset behind the last code point (half-open)."""

    anchor: Anchor | None = None
    """An opaque token by which the words are found again in another copy of the text."""


@set_getattr_module
@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Time(Extensible):
    """A time as a text gives it, and how its value was determined."""

    value: Date | None = None
    """The time in EDTF (ISO 8601-2:2019). Absent if and only if the basis is *unresolved*."""

    basis: TimeBasis
    """How the value was determined."""

    mod: TimeMod | None = None
    """The part of the value, or of its beginning, that is meant; EDTF has no notation for it."""

    mod_end: TimeMod | None = None
    """The part of the interval's end that is meant."""

    against: TimeRef | None = None
    """The article or event that a relative expression is counted from. Present if and only
    if the basis is *resolved*."""

    calendar: Calendar | None = None
    """The calendar of the words, where it is not the Gregorian one; the value is always Gregorian."""

    words: tuple[Span, ...] = ()
    """Where the text gives the time."""

    @classmethod
    def from_phrase(
        cls, phrase: str, *, against: str, when: "Edtf", words: tuple[Span, ...] = ()
    ) -> "Time":
        """The time that an English phrase such as *last fall* means.

        ``against``: the id of the article or event that the phrase is counted from. ``when``: its
        time. ``words``: where the text has the phrase. A phrase that can be read without them
        (*by 2020*) becomes a *stated* time, one that ``detente.edtf`` does not know an
        *unresolved* one.
        """
        from detente.edtf import resolve  # on use: the records load without it

        meant = resolve(phrase, against=when)
        if meant is None:
            return cls(basis=TimeBasis.UNRESOLVED, words=words)
        relative = meant.anchor is not None
        return cls(
            value=str(meant.value),
            basis=TimeBasis.RESOLVED if relative else TimeBasis.STATED,
            mod=None if meant.mod is None else TimeMod(meant.mod),
            against=against if relative else None,
            words=words,
        )

    @cached_property
    def edtf(self) -> Edtf | None:
        """The parsed value, ``None`` where there is none.

        Raises ``detente.edtf.EdtfError`` if the value is not EDTF.
        """
        from detente.edtf import parse  # on use: the records load without it

        return None if self.value is None else parse(self.value)


def value_of(time: Time | None) -> Edtf | None:
    """The parsed value of a time; ``None`` where there is none or it is not EDTF (D501 says so)."""
    from detente.edtf.parser import parse_or_none  # on use: the records load without it

    return None if time is None else parse_or_none(time.value)


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Reference(Extensible):
    """A public source outside the articles."""

    title: Label
    """What the source is called."""

    url: Url | None = None
    """Where it can be read."""

    accessed: Date | None = None
    """When it was read, in EDTF."""

    verified: bool = False
    """Whether the annotator has seen that the source says so."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Identifier(Extensible):
    """A dated code or number of an actor or a place in a public register."""

    scheme: IdentifierScheme
    """The register."""

    value: Label
    """The code or number in that register."""

    label: Label | None = None
    """The name that the register gives to the value, for the reader who checks it."""

    valid: Date | None = None
    """When the register has the value stand for this, in EDTF."""

    verified: bool = False
    """Whether the annotator has seen it in the register."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Place(Extensible):
    """A place where something happens."""

    label: Label
    """What the place is called."""

    country: ActorRef | None = None
    """The state that the place lies in."""

    identifiers: tuple[Identifier, ...] = ()
    """The place in public registers."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Quantity(Extensible):
    """A number that the text states, with what it counts."""

    value: int | float
    """The number, or the lower end of a range."""

    upper: int | float | None = None
    """The upper end of a range."""

    unit: Unit
    """A currency (ISO 4217 code) or a unit of the vocabulary ``unit``."""

    per: Unit | None = None
    """The unit that a rate refers to, such as ``year``."""

    bound: Bound | None = None
    """The side on which the text leaves the number open: *at least*, *at most*."""

    approximate: bool = False
    """Whether the text marks the number as approximate."""

    of: OwnWords
    """What is counted."""
