"""Which statements there are in Discourse Network Analyzer, and with which variables."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from detente.bridges.holders import Holder, Holders
from detente.bridges.typed_spans import TypedTexts
from detente.records import Claim
from detente.records.labels import Labels
from detente.statement.row import Statement
from detente.statement.rows import iter_statements
from detente.vocab.enums import Commitment

SHORT_TEXT: Final = "short text"
LONG_TEXT: Final = "long text"
BOOLEAN: Final = "boolean"


class StatementType(NamedTuple):
    """A type of statements."""

    label: str
    held: str
    """The variable of what the statement is about: a concept, an event, an issue."""
    agreement: bool
    """Whether the holder is for or against it; the program takes what is left open for agreement."""
    colour: tuple[int, int, int]

    @property
    def variables(self) -> dict[str, str]:
        """The variables and the types of their values."""
        return {
            **dict.fromkeys(("person", "organization", self.held), SHORT_TEXT),
            **({"agreement": BOOLEAN} if self.agreement else {}),
            **dict.fromkeys(("holder", *COLUMNS), SHORT_TEXT),
            "details": LONG_TEXT,
        }

    @property
    def described(self) -> tuple[str, ...]:
        """The variables whose values are records, and have attributes."""
        return ("person", "organization", self.held, "holder")


COLUMNS: Final = ("commitment", "kind", "status", "as_of", "dated")
"""The columns of statements that are variables of their own, to filter by; all are in ``details``."""

CLAIM: Final = StatementType("DNA Statement", "concept", agreement=True, colour=(239, 208, 51))
EVENT: Final = StatementType("Event", "event", agreement=True, colour=(100, 200, 190))
OPEN: Final = StatementType("Uncommitted", "concept", agreement=False, colour=(211, 211, 211))
ISSUE: Final = StatementType("Issue", "issue", agreement=False, colour=(190, 160, 220))
TYPES: Final = (CLAIM, EVENT, OPEN, ISSUE)
"""What holders affirm or deny: claims and events; what they leave open; the issues that claims name."""


class Held(NamedTuple):
    """A statement of one holder, of one type."""

    type: StatementType
    row: Statement
    voice: str
    """The key of the utterance or account."""
    holder: Holder
    id: str
    """The record that it is about."""
    label: str
    """What that is called."""
    kind: str


def statements(typed: TypedTexts) -> Iterator[Held]:
    """All statements: of each row one, and one more for each issue that a claim names."""
    dataset, names = typed.dataset, typed.names
    holders = Holders(dataset, names)
    kinds = {issue.id: issue.kind.value for issue in dataset.issues}
    labels = Labels(dataset)
    for row in iter_statements(dataset):
        is_claim = isinstance(row.content, Claim)
        voice, holder = holders.voice(row), holders[row]
        type_ = CLAIM if is_claim else EVENT
        if row.commitment is Commitment.UU:
            type_ = OPEN
        kind = row.kind.partition("/")[2]
        label = names[row.id] if labels[row.id] == row.says else f"{row.says} ({row.id})"
        yield Held(type_, row, voice, holder, row.id, label, kind)
        for issue in row.issues if is_claim else ():
            yield Held(ISSUE, row, voice, holder, issue, names[issue], kinds.get(issue, ""))
