"""What records are called when people read of them: labels, never ids."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from detente.display import listing
from detente.edtf import wording
from detente.records.actors import Actor, Name
from detente.records.articles import Article, Mention
from detente.records.format import Record, Records
from detente.records.header import Annotator, Header
from detente.records.issues import Issue
from detente.records.relations import Relation
from detente.records.schemes import Scheme
from detente.records.statements import Claim, Condition, Event, Link
from detente.vocab.enums import ConditionKind, NameKind, SourceKind

_IF = {ConditionKind.CONDITIONAL: "if", ConditionKind.COUNTERFACTUAL: "if, contrary to fact,"}

_NO_NAMES = frozenset(
    ("A", "All", "An", "Both", "Its", "It", "No", "Some", "The", "Their", "There")
)
"""Words with which a sentence often begins, and which are no part of a name."""

_KINDS = (NameKind.COMMON, NameKind.OFFICIAL, NameKind.ALIAS, NameKind.METONYM)
"""The kinds of names, the preferred one first."""

UNNAMED_SOURCES = {
    SourceKind.ROLE_ONLY: "somebody named by office alone",
    SourceKind.GENERIC: "people in general",
    SourceKind.DOCUMENT: "a document",
    SourceKind.UNSPECIFIED: "somebody it does not name",
}
"""What sources are called that are nobody in particular."""

_UNNAMED_BY_NAME: dict[str, str] = {kind.value: label for kind, label in UNNAMED_SOURCES.items()}


class Labels:
    """The labels of the records of a dataset, by id."""

    def __init__(self, dataset: Records) -> None:
        """Keep the records; those that share an id are called by it."""
        self._records: dict[str, Record] = dataset._index
        # Not the dataset, which keeps its labels: that would be a circle.
        self._given = dataset.articles

    @cached_property
    def _articles(self) -> dict[str, str]:
        """What articles are called: each of them depends on all."""
        return article_labels(self._given)

    def __getitem__(self, id_: str) -> str:
        """What a record is called; the id itself if the dataset has no such record, or several."""
        record = self._records.get(id_)
        return id_ if record is None else self._of(record)

    def with_id(self, id_: str) -> str:
        """The label, and the id in parentheses behind it."""
        label = self[id_]
        return id_ if label == id_ else f"{label} ({id_})"

    def holder(self, name: str) -> str:
        """What the holder of a statement is called: a record, or a kind of source."""
        return _UNNAMED_BY_NAME.get(name) or self[name]

    def _of(self, record: Record) -> str:
        if isinstance(record, Actor | Issue):
            return preferred(record.names)
        if isinstance(record, Claim):
            condition = record.condition
            text = record.proposition
            return text if condition is None else f"{self.condition(condition)}: {text}"
        if isinstance(record, Event):
            return record.label
        if isinstance(record, Article):
            return self._articles[record.id]
        if isinstance(record, Relation):
            return " – ".join(map(self._part, record.parties))
        if isinstance(record, Link):
            return (
                f"{self._quoted(record.source)} {record.kind.value} {self._quoted(record.target)}"
            )
        if isinstance(record, Mention):
            article = self._articles.get(record.article, record.article)
            return f"{self._part(record.actor)}, as {record.form.value} in {article}"
        return _own_title(record)

    def condition(self, condition: Condition) -> str:
        """A condition as a clause with *if*, made of the propositions and labels of its antecedents."""
        antecedents = (self._stated(id_).removesuffix(".") for id_ in condition.antecedents)
        return f"{_IF[condition.kind]} {listing(map(_within, antecedents))}"

    def _stated(self, id_: str) -> str:
        """A claim without what it depends on itself: conditions can form a circle."""
        record = self._records.get(id_)
        return record.proposition if isinstance(record, Claim) else self._part(id_)

    def _part(self, id_: str) -> str:
        """A label as a part of another one; the id of a record of a wrong kind, whose label is made of
        others itself: such references can form a circle.
        """
        composed = isinstance(self._records.get(id_), Relation | Link | Mention)
        return id_ if composed else self[id_]

    def _quoted(self, id_: str) -> str:
        label = self._part(id_)
        return id_ if label == id_ else f"“{label.rstrip('.')}”"


def _within(text: str) -> str:
    """A sentence as part of another one: a word that is no name begins small."""
    first, blank, rest = text.partition(" ")
    return f"{first.lower()}{blank}{rest}" if first in _NO_NAMES else text


def _own_title(record: Header | Annotator | Scheme) -> str:
    return record.description if isinstance(record, Annotator) else record.title


def preferred(names: Iterable[Name]) -> str:
    """The name by which most people know it: the shortest of its common names, in English."""
    return min(names, key=_preference).text


def _preference(name: Name) -> tuple[bool, int, int]:
    foreign = name.language is not None and name.language.partition("-")[0] != "en"
    return foreign, _KINDS.index(name.kind), len(name.text)


def article_labels(articles: Iterable[Article]) -> dict[str, str]:
    """What articles are called, by id: family names and year, else publisher and year; with letters
    where several would be called the same.
    """
    labels = {article.id: _article_label(article) for article in articles}
    same = Counter(labels.values())
    count: Counter[str] = Counter()
    for id_, label in labels.items():
        if same[label] > 1:
            count[label] += 1
            labels[id_] = f"{label}{letters(count[label])}"
    return labels


def letters(number: int) -> str:
    """1 is a, 26 z, 27 aa, as in the columns of a spreadsheet."""
    rest, letter = divmod(number - 1, 26)
    return f"{letters(rest) if rest else ''}{chr(ord('a') + letter)}"


def _article_label(article: Article) -> str:
    families = [author.name.split()[-1] for author in article.authors if author.name.split()]
    who = families[0] if families else article.publisher
    if len(families) == 2:
        who = " and ".join(families)
    elif families[2:]:
        who = f"{who} and others"
    year = wording.years(article.published.value)
    return f"{who} ({year})" if year else who
