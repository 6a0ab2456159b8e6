"""détente: who says what about whom, as of when, and in which words.

A typed library and annotation format for writing about international relations. The map:

Reading     load, loads, load_dataset, bundled       files, bytes, bundled data
            stream                                   JSON Lines, a record at a time
Writing     dump, dumps                              canonical, atomic
Checking    validate -> Report of Diagnostic         never raises on bad data
Migrating   migrate -> Migrated                      files of an older format
Drafting    draft, seal -> Sealed, ground            quotes become spans
Attaching   attach -> Attachment                     the spans in your own copy of the text
Asking      Dataset, statements -> Statements        ds["claim:…"], ds.statements(about=…)
Records     Claim, Utterance, Event, EventAccount, Relation, Article, Actor, Mention, Link, …
Uniting     merge                                    datasets; refuses to choose between them
Values      ClaimKind, Commitment, EventStatus, …    string enums: kind == "causal"
            vocabulary, vocabularies                 their definitions, examples, crosswalks
Comparing   agree -> Agreement                       two annotations of the same articles
            compare -> Comparison                    two articles: shared, disputed, changed
Dicts       converter                                cattrs, with the loader's strictness
Tables      tables, from_tables                      rows for data frames and SQL, and back
Time        detente.edtf                             EDTF, usable on its own
Text        detente.text                             skeletons, anchors, offsets of other units
Testing     detente.testing                          Hypothesis strategies (extra "testing")
Errors      DetenteError and its subclasses          classes are the contract, messages are not

In a notebook a Dataset, Report, Statements, Comparison or Agreement shows itself as a table.
Importing the package loads nothing; each name is loaded when it is first used.
"""

TYPE_CHECKING = False  # what typing says at run time; importing it costs more than all the rest
if TYPE_CHECKING:
    from typing import Any

    from detente.analysis.agreement.agreeing import agree as agree
    from detente.analysis.agreement.figures import Agreement as Agreement
    from detente.analysis.comparing.comparison import compare as compare
    from detente.analysis.comparing.result import Comparison as Comparison
    from detente.analysis.comparing.result import ComparisonItem as ComparisonItem
    from detente.analysis.comparing.result import ComparisonRule as ComparisonRule
    from detente.analysis.comparing.result import ComparisonVerdict as ComparisonVerdict
    from detente.analysis.comparing.result import Position as Position
    from detente.analysis.statements import Statement as Statement
    from detente.analysis.statements import Statements as Statements
    from detente.analysis.statements import statements as statements
    from detente.codec.converter import converter as converter
    from detente.datasets import bundled as bundled
    from detente.datasets import load_dataset as load_dataset
    from detente.diagnostics import Diagnostic as Diagnostic
    from detente.diagnostics import Location as Location
    from detente.diagnostics import Related as Related
    from detente.diagnostics import Report as Report
    from detente.diagnostics import Severity as Severity
    from detente.errors import AmbiguousIdError as AmbiguousIdError
    from detente.errors import DetenteError as DetenteError
    from detente.errors import InputError as InputError
    from detente.errors import InvalidError as InvalidError
    from detente.errors import LostSpanError as LostSpanError
    from detente.errors import MergeError as MergeError
    from detente.errors import MigrationError as MigrationError
    from detente.errors import MissingExtraError as MissingExtraError
    from detente.errors import NewerVersionError as NewerVersionError
    from detente.errors import RefusedError as RefusedError
    from detente.errors import StructureError as StructureError
    from detente.errors import UnknownIdError as UnknownIdError
    from detente.errors import UnwritableError as UnwritableError
    from detente.formats.tables import from_tables as from_tables
    from detente.formats.tables import tables as tables
    from detente.migrating import Migrated as Migrated
    from detente.migrating import migrate as migrate
    from detente.pipeline import Sealed as Sealed
    from detente.pipeline import load as load
    from detente.pipeline import loads as loads
    from detente.pipeline import seal as seal
    from detente.pipeline import stream as stream
    from detente.pipeline import validate as validate
    from detente.records import FORMAT_VERSION as FORMAT_VERSION
    from detente.records import Actor as Actor
    from detente.records import Annotator as Annotator
    from detente.records import Article as Article
    from detente.records import Assessment as Assessment
    from detente.records import Author as Author
    from detente.records import Claim as Claim
    from detente.records import Condition as Condition
    from detente.records import Dataset as Dataset
    from detente.records import Event as Event
    from detente.records import EventAccount as EventAccount
    from detente.records import Factor as Factor
    from detente.records import Header as Header
    from detente.records import Identifier as Identifier
    from detente.records import Link as Link
    from detente.records import Mention as Mention
    from detente.records import Name as Name
    from detente.records import Participant as Participant
    from detente.records import Phase as Phase
    from detente.records import Place as Place
    from detente.records import Post as Post
    from detente.records import Quantity as Quantity
    from detente.records import Record as Record
    from detente.records import Reference as Reference
    from detente.records import Relation as Relation
    from detente.records import RelationAccount as RelationAccount
    from detente.records import Segment as Segment
    from detente.records import Source as Source
    from detente.records import Span as Span
    from detente.records import TextProfile as TextProfile
    from detente.records import Time as Time
    from detente.records import Uncoded as Uncoded
    from detente.records import Utterance as Utterance
    from detente.records.merge import merge as merge
    from detente.rules.registry import Rule as Rule
    from detente.text.attaching.attachment import AttachedArticle as AttachedArticle
    from detente.text.attaching.attachment import AttachedSpan as AttachedSpan
    from detente.text.attaching.attachment import Attachment as Attachment
    from detente.text.attaching.attachment import attach as attach
    from detente.text.attaching.verdicts import SpanVerdict as SpanVerdict
    from detente.text.drafting import draft as draft
    from detente.text.grounding import Grounding as Grounding
    from detente.text.grounding import GroundingStatus as GroundingStatus
    from detente.text.grounding import ground as ground
    from detente.vocab.catalogue import Vocabulary as Vocabulary
    from detente.vocab.catalogue import vocabularies as vocabularies
    from detente.vocab.catalogue import vocabulary as vocabulary
    from detente.vocab.enums import ActorKind as ActorKind
    from detente.vocab.enums import AnnotatorKind as AnnotatorKind
    from detente.vocab.enums import Character as Character
    from detente.vocab.enums import ClaimKind as ClaimKind
    from detente.vocab.enums import Commitment as Commitment
    from detente.vocab.enums import ConditionKind as ConditionKind
    from detente.vocab.enums import Confidence as Confidence
    from detente.vocab.enums import DatasetStatus as DatasetStatus
    from detente.vocab.enums import Device as Device
    from detente.vocab.enums import Direction as Direction
    from detente.vocab.enums import EventMode as EventMode
    from detente.vocab.enums import EventStatus as EventStatus
    from detente.vocab.enums import EventType as EventType
    from detente.vocab.enums import FactorKind as FactorKind
    from detente.vocab.enums import Genre as Genre
    from detente.vocab.enums import IdentifierScheme as IdentifierScheme
    from detente.vocab.enums import Likelihood as Likelihood
    from detente.vocab.enums import LinkKind as LinkKind
    from detente.vocab.enums import MentionForm as MentionForm
    from detente.vocab.enums import NameKind as NameKind
    from detente.vocab.enums import Role as Role
    from detente.vocab.enums import SegmentKind as SegmentKind
    from detente.vocab.enums import SourceAct as SourceAct
    from detente.vocab.enums import SourceKind as SourceKind
    from detente.vocab.enums import SourceMode as SourceMode
    from detente.vocab.enums import Tense as Tense
    from detente.vocab.enums import Theme as Theme
    from detente.vocab.enums import TimeBasis as TimeBasis
    from detente.vocab.enums import TimeMod as TimeMod
    from detente.vocab.enums import Trend as Trend
    from detente.vocab.enums import UncodedReason as UncodedReason
    from detente.vocab.enums import Verdict as Verdict
    from detente.vocab.enums import Voice as Voice
    from detente.writing import dump as dump
    from detente.writing import dumps as dumps

__version__ = "0.1.0"

_HOMES = {
    "detente.analysis.agreement.agreeing": ("agree",),
    "detente.analysis.agreement.figures": ("Agreement",),
    "detente.analysis.comparing.comparison": ("compare",),
    "detente.analysis.comparing.result": (
        "Comparison",
        "ComparisonItem",
        "ComparisonRule",
        "ComparisonVerdict",
        "Position",
    ),
    "detente.analysis.statements": (
        "Statement",
        "Statements",
        "statements",
    ),
    "detente.codec.converter": ("converter",),
    "detente.datasets": (
        "bundled",
        "load_dataset",
    ),
    "detente.diagnostics": (
        "Diagnostic",
        "Location",
        "Related",
        "Report",
        "Severity",
    ),
    "detente.errors": (
        "AmbiguousIdError",
        "DetenteError",
        "InputError",
        "InvalidError",
        "LostSpanError",
        "MergeError",
        "MigrationError",
        "MissingExtraError",
        "NewerVersionError",
        "RefusedError",
        "StructureError",
        "UnknownIdError",
        "UnwritableError",
    ),
    "detente.formats.tables": (
        "from_tables",
        "tables",
    ),
    "detente.migrating": (
        "Migrated",
        "migrate",
    ),
    "detente.pipeline": (
        "Sealed",
        "load",
        "loads",
        "seal",
        "stream",
        "validate",
    ),
    "detente.records": (
        "Actor",
        "Annotator",
        "Article",
        "Assessment",
        "Author",
        "Claim",
        "Condition",
        "Dataset",
        "Event",
        "EventAccount",
        "FORMAT_VERSION",
        "Factor",
        "Header",
        "Identifier",
        "Link",
        "Mention",
        "Name",
        "Participant",
        "Phase",
        "Place",
        "Post",
        "Quantity",
        "Record",
        "Reference",
        "Relation",
        "RelationAccount",
        "Segment",
        "Source",
        "Span",
        "TextProfile",
        "Time",
        "Uncoded",
        "Utterance",
        "merge",
    ),
    "detente.rules.registry": ("Rule",),
    "detente.text.attaching.attachment": (
        "AttachedArticle",
        "AttachedSpan",
        "Attachment",
        "attach",
    ),
    "detente.text.drafting": ("draft",),
    "detente.text.grounding": (
        "Grounding",
        "GroundingStatus",
        "ground",
    ),
    "detente.text.attaching.verdicts": ("SpanVerdict",),
    "detente.vocab.catalogue": (
        "Vocabulary",
        "vocabularies",
        "vocabulary",
    ),
    "detente.vocab.enums": (
        "ActorKind",
        "AnnotatorKind",
        "Character",
        "ClaimKind",
        "Commitment",
        "ConditionKind",
        "Confidence",
        "DatasetStatus",
        "Device",
        "Direction",
        "EventMode",
        "EventStatus",
        "EventType",
        "FactorKind",
        "Genre",
        "IdentifierScheme",
        "Likelihood",
        "LinkKind",
        "MentionForm",
        "NameKind",
        "Role",
        "SegmentKind",
        "SourceAct",
        "SourceKind",
        "SourceMode",
        "Tense",
        "Theme",
        "TimeBasis",
        "TimeMod",
        "Trend",
        "UncodedReason",
        "Verdict",
        "Voice",
    ),
    "detente.writing": (
        "dump",
        "dumps",
    ),
}
"""Where each public name is defined."""

_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "FORMAT_VERSION",
    "Actor",
    "ActorKind",
    "Agreement",
    "AmbiguousIdError",
    "Annotator",
    "AnnotatorKind",
    "Article",
    "Assessment",
    "AttachedArticle",
    "AttachedSpan",
    "Attachment",
    "Author",
    "Character",
    "Claim",
    "ClaimKind",
    "Commitment",
    "Comparison",
    "ComparisonItem",
    "ComparisonRule",
    "ComparisonVerdict",
    "Condition",
    "ConditionKind",
    "Confidence",
    "Dataset",
    "DatasetStatus",
    "DetenteError",
    "Device",
    "Diagnostic",
    "Direction",
    "Event",
    "EventAccount",
    "EventMode",
    "EventStatus",
    "EventType",
    "Factor",
    "FactorKind",
    "Genre",
    "Grounding",
    "GroundingStatus",
    "Header",
    "Identifier",
    "IdentifierScheme",
    "InputError",
    "InvalidError",
    "Likelihood",
    "Link",
    "LinkKind",
    "Location",
    "LostSpanError",
    "Mention",
    "MentionForm",
    "MergeError",
    "Migrated",
    "MigrationError",
    "MissingExtraError",
    "Name",
    "NameKind",
    "NewerVersionError",
    "Participant",
    "Phase",
    "Place",
    "Position",
    "Post",
    "Quantity",
    "Record",
    "Reference",
    "RefusedError",
    "Related",
    "Relation",
    "RelationAccount",
    "Report",
    "Role",
    "Sealed",
    "Segment",
    "SegmentKind",
    "Severity",
    "Source",
    "SourceAct",
    "SourceKind",
    "SourceMode",
    "Span",
    "SpanVerdict",
    "Statement",
    "Statements",
    "StructureError",
    "Tense",
    "TextProfile",
    "Theme",
    "Time",
    "TimeBasis",
    "TimeMod",
    "Trend",
    "Uncoded",
    "UncodedReason",
    "UnknownIdError",
    "UnwritableError",
    "Utterance",
    "Verdict",
    "Vocabulary",
    "Voice",
    "__version__",
    "agree",
    "attach",
    "bundled",
    "compare",
    "converter",
    "dump",
    "dumps",
    "from_tables",
    "ground",
    "load",
    "load_dataset",
    "loads",
    "merge",
    "migrate",
    "seal",
    "statements",
    "stream",
    "tables",
    "validate",
    "vocabularies",
    "vocabulary",
]


def __getattr__(name: str) -> "Any":
    """Load a public name when it is first used (PEP 562)."""
    home = _HOME_OF.get(name)
    if home is None:
        msg = f"module 'detente' has no attribute {name!r}"
        raise AttributeError(msg)
    from importlib import import_module

    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
