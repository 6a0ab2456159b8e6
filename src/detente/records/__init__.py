"""The typed records of the format: frozen, slotted, keyword-only, without input or output."""

from detente.records.actors import Actor, Name, Post
from detente.records.articles import (
    Article,
    ArticleVersion,
    Author,
    Mention,
    Segment,
    TextProfile,
    Uncoded,
)
from detente.records.format import (
    ARRAYS,
    DRAFT_FORMAT,
    FORMAT,
    FORMAT_VERSION,
    VERSION,
    Record,
    Records,
)
from detente.records.header import Annotator, Header
from detente.records.issues import Issue
from detente.records.relations import Factor, Phase, Relation, RelationAccount
from detente.records.schemes import Scheme, SchemeValue
from detente.records.statements import (
    Assessment,
    Attitude,
    Claim,
    Condition,
    Event,
    EventAccount,
    Link,
    Participant,
    Source,
    Utterance,
)
from detente.records.values import Identifier, Place, Quantity, Reference, Span, Time

__all__ = [
    "ARRAYS",
    "DRAFT_FORMAT",
    "FORMAT",
    "FORMAT_VERSION",
    "VERSION",
    "Actor",
    "Annotator",
    "Article",
    "ArticleVersion",
    "Assessment",
    "Attitude",
    "Author",
    "Claim",
    "Condition",
    "Event",
    "EventAccount",
    "Factor",
    "Header",
    "Identifier",
    "Issue",
    "Link",
    "Mention",
    "Name",
    "Participant",
    "Phase",
    "Place",
    "Post",
    "Quantity",
    "Record",
    "Records",
    "Reference",
    "Relation",
    "RelationAccount",
    "Scheme",
    "SchemeValue",
    "Segment",
    "Source",
    "Span",
    "TextProfile",
    "Time",
    "Uncoded",
    "Utterance",
]
