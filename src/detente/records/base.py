"""What many records share: extensions, notes, and who annotated it how surely."""

import attrs

from detente.records.constraints import AnnotatorRef, Ext, OwnWords
from detente.records.reprs import short
from detente.records.type_checks import with_type_checks
from detente.vocab.enums import Confidence


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Extensible:
    """A record that others may extend."""

    ext: Ext | None = attrs.field(default=None, hash=False)
    """Extensions of others: an object whose keys are namespaced, such as
    ``"example.org/stance"``. Kept as it is and never interpreted."""

    def __repr__(self) -> str:
        """One line: which record this is, or what the value holds."""
        return short(self)


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Noted(Extensible):
    """A record that may carry a remark."""

    note: OwnWords | None = None
    """A remark of the annotator's, in own words."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Coded(Noted):
    """A record that one annotator coded."""

    annotator: AnnotatorRef | None = None
    """Who made this record."""

    confidence: Confidence | None = None
    """How sure the annotator is of the coding; never how certain the source is."""
