"""Issues: the standing matters that states deal with and quarrel over."""

from typing import Annotated

import attrs

from detente.records.actors import Name
from detente.records.base import Noted
from detente.records.constraints import Code, IssueRef, Items, Key
from detente.records.type_checks import with_type_checks
from detente.records.values import Identifier, Reference
from detente.vocab.enums import IssueKind


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Issue(Noted):
    """A standing matter between actors: a territory, a treaty, sanctions, a programme.

    *Issue* in the Issue Correlates of War project (Hensel), *concept* in discourse network analysis
    (Leifeld). What acts or signs is an actor; what is done at a time is an event.
    """

    id: Annotated[str, Key("issue")]
    """Identifier: ``issue:`` and a slug."""

    kind: IssueKind
    """What the issue is."""

    names: Annotated[tuple[Name, ...], Items(1)]
    """What the issue is called: the thing itself, not the dispute over it."""

    identifiers: tuple[Identifier, ...] = ()
    """The issue in public registers."""

    part_of: IssueRef | None = None
    """The larger issue that this one belongs to."""

    codes: tuple[Code, ...] = ()
    """Codes of the dataset's own schemes, each as ``scheme/value``."""

    references: tuple[Reference, ...] = ()
    """Public sources for what is said here."""
