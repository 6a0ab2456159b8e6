"""What many records share: extensions, a note, the annotator and how sure they were."""

import attrs

from detente.records.constraints import AnnotatorRef, Ext, OwnWords
from detente.records.reprs import short
from detente.records.type_checks import with_type_checks
from detente.vocab.enums import Confidence


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Extensible:
    """A record that other projects may extend."""

    ext: Ext | None = attrs.field(default=None, hash=False)
    """Extensions of other projects: an object with namespaced keys such as
    ``"example.org/stance"``. It is kept as it is and never interpreted."""

    def __repr__(self) -> str:
        """One line: the id and a summary, or for a record without an id all that is set."""
        return short(self)


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Noted(Extensible):
    """A record that may carry a remark."""

    note: OwnWords | None = None
    """A remark by the annotator, in own words."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Coded(Noted):
    """A record that one annotator coded."""

    annotator: AnnotatorRef | None = None
    """Who made this record."""

    confidence: Confidence | None = None
    """How sure the annotator is of the coding; never how certain the source is."""
