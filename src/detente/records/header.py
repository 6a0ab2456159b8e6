"""The header of a dataset and its annotators: what it is, who made it, under which terms."""

from typing import Annotated

import attrs

from detente.records.base import Extensible, Noted
from detente.records.constraints import (
    AnnotatorRef,
    Date,
    Key,
    Label,
    Language,
    Licence,
    OwnWords,
    Release,
    VocabularyValue,
)
from detente.records.type_checks import with_type_checks
from detente.vocab.enums import AnnotatorKind, DatasetStatus


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Header(Noted):
    """The record about the dataset itself: one for each dataset."""

    id: Annotated[str, Key("dataset")]
    """Identifier: ``dataset:`` and a slug."""

    title: OwnWords
    """What the dataset is called."""

    version: Release
    """The version of the dataset, as in semantic versioning."""

    status: DatasetStatus
    """How complete the dataset is."""

    language: Language
    """The language of what the annotators wrote in own words (BCP 47)."""

    license: Licence
    """The licence of the annotations, an SPDX expression."""

    creators: tuple[Label, ...] = ()
    """Who made the dataset."""

    issued: Date | None = None
    """When this version was issued, in EDTF."""

    guidelines: Label | None = None
    """The guidelines by which it was annotated: title or address."""

    unused: tuple[VocabularyValue, ...] = ()
    """Values that deliberately no record uses, each as ``vocabulary/value``."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Annotator(Extensible):
    """A person, a program or an adjudication that made annotations."""

    id: Annotated[str, Key("annotator")]
    """Identifier: ``annotator:`` and a slug."""

    kind: AnnotatorKind
    """What the annotator is."""

    description: OwnWords
    """Who or what it is and how it worked."""

    adjudicates: tuple[AnnotatorRef, ...] = ()
    """Of an adjudication: the annotators whose passes it decided between."""
