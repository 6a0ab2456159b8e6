"""Schemes: the codebook of a project's own, beside the vocabularies of the format."""

from typing import Annotated

import attrs

from detente.records.base import Extensible
from detente.records.constraints import Broader, CodeValue, Items, Key, Label, OwnWords
from detente.records.type_checks import with_type_checks
from detente.records.values import Reference
from detente.vocab.enums import Codable


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class SchemeValue(Extensible):
    """A value of a scheme."""

    value: CodeValue
    """The value; a record's code is ``scheme/value``."""

    definition: OwnWords
    """What the value means, in own words."""

    broader: Broader | None = None
    """The wider value: one of this scheme, or one of the format as ``vocabulary/value``."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Scheme(Extensible):
    """Categories of a project's own: frames, issue areas, tone."""

    id: Annotated[str, Key("scheme")]
    """Identifier: a slug that is the name of no vocabulary of the format."""

    title: Label
    """What the scheme is called."""

    applies_to: Annotated[tuple[Codable, ...], Items(1)]
    """The record classes that may carry its codes."""

    several: bool = False
    """Whether one record may carry several of its codes."""

    ordered: bool = False
    """Whether the values stand in an order, from low to high."""

    values: Annotated[tuple[SchemeValue, ...], Items(1)]
    """The values; of an ordered scheme from low to high."""

    reference: Reference | None = None
    """Where the scheme is published."""
