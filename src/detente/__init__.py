"""détente: who says what about whom, as of when, and in which words.

A typed library and annotation format for writing about international relations. The map:

Reading     load, loads, load_dataset, bundled       files, bytes, bundled data
            stream                                   JSON Lines, a record at a time
Writing     dump, dumps                              canonical, atomic
Checking    validate -> Report of Diagnostic         never raises on bad data
Migrating   migrate -> Migrated                      files of an older format
Drafting    draft, seal -> Sealed, ground            quotes become spans
Attaching   attach -> Attachment                     the spans in your own copy of the text
            rebase -> Rebased                        the spans moved to a text that was changed
Asking      Dataset, statements -> Statements        ds["claim:…"], ds.statements(about=…)
            timeline -> EventRow …                   the accounts of events in order of time
Records     Claim, Utterance, Event, EventAccount, Relation, Article, Actor, Mention, Link, …
Uniting     merge                                    what several people annotated
Changing    recode -> Recoded                        values, codes, ids wherever they stand
Values      ClaimKind, Commitment, EventStatus, …    string enums
            vocabulary, vocabularies                 their definitions, examples, crosswalks
Comparing   agree -> Agreement                       two annotations of the same articles
            compare -> Comparison                    two articles: shared, disputed, changed
            report                               the same as a page in HTML
Dicts       converter                                cattrs, as strict as the loader
Tables      tables, from_tables                      rows for data frames and SQL, and back
            iter_tables, iter_statements             the same rows one at a time
Many files  detente.corpus                           Parquet and reports of thousands of files
Time        detente.edtf                             EDTF, usable on its own
Text        detente.text                             skeletons, anchors, offsets of other units
Models      detente.extraction                       answers of a model to sealed records
Tools       detente.bridges                          annotate or read in other tools
Testing     detente.testing                          Hypothesis strategies (extra "testing")
Errors      DetenteError and its subclasses          classes are stable, messages are not

In a notebook a Dataset, Report, Statements, Comparison or Agreement shows itself as a table.
Importing the package loads nothing; each name is loaded when it is first used.
What docstrings call ``docs/PAGE.md`` is printed by the command ``detente docs PAGE``.
"""

from detente import lazy

HOMES = {
    "analysis.agreement.agree": "agree",
    "analysis.agreement.figures": "Agreement",
    "analysis.comparison.compare": "compare",
    "analysis.comparison.result": "Comparison ComparisonItem ComparisonRule ComparisonVerdict Position Thesis Unmentioned",
    "codec.converter": "converter",
    "dataset": "Dataset",
    "diagnostics": "Diagnostic InvalidError Location Related Report Severity",
    "errors": "AmbiguousIdError AnswerError DetenteError InputError LostSpanError MergeError MergeOptionError MigrationError MissingExtraError NewerVersionError RecodeError RefusedError StructureError UnknownIdError UnwritableError",
    "pipeline.bundled": "bundled load_dataset",
    "pipeline.draft": "draft",
    "pipeline.dump": "dump dumps",
    "pipeline.load": "load loads stream",
    "pipeline.migrate": "Migrated migrate",
    "pipeline.rebase": "LostSpan Rebased RebasedArticle rebase",
    "pipeline.recode": "Recoded recode",
    "pipeline.seal": "Sealed seal",
    "pipeline.validate": "validate",
    "records": "Actor Annotator Article ArticleVersion Assessment Attitude Author Claim Condition Event EventAccount FORMAT_VERSION Factor Header Identifier Issue Link Mention Name Participant Phase Place Post Quantity Record Reference Relation RelationAccount Scheme SchemeValue Segment Source Span TextProfile Time Uncoded Utterance",
    "render.report.making": "report",
    "statement.row": "Statement",
    "statement.rows": "Statements iter_statements statements",
    "statement.timeline": "EventRow timeline",
    "tabular.from_tables": "from_tables",
    "tabular.to_tables": "iter_tables tables",
    "text.attaching.attachment": "AttachedArticle AttachedSpan Attachment attach",
    "text.attaching.layout": "CopySegment SegmentFate",
    "text.attaching.verdicts": "SpanMatch SpanVerdict",
    "text.grounding": "Grounding GroundingStatus ground",
    "uniting.conflicts": "MergeConflict MergeConflictKind MergePlace",
    "uniting.merge": "merge",
    "version": "__version__",
    "vocab.catalogue": "Vocabulary vocabularies vocabulary",
    "vocab.enums": "ActorKind AnnotatorKind AttitudeKind Bound Calendar Character ClaimKind Codable Commitment ConditionKind Confidence DatasetStatus Device Direction EventMode EventStatus EventType FactorKind Genre IdentifierScheme Influence IssueKind Likelihood LinkKind MentionForm NameKind Role SegmentKind SourceAct SourceKind SourceMode Tense Theme TimeBasis TimeMod Trend UncodedReason Verdict VersionKind Voice",
}
"""Where each public name is defined. ``__init__.pyi`` is derived from it, for type checkers; there is
no ``__all__``, with which ``help`` would print every class in full.
"""

MODULES = ("bridges", "corpus", "edtf", "extraction", "testing", "text")
"""The public packages and modules below this one."""

__getattr__, __dir__ = lazy.getattr_and_dir(__name__, HOMES, MODULES)
