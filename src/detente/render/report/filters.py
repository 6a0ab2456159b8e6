"""The filters of the statements: what there is to choose, and which rows each choice has.

Each choice is asked of ``statements`` itself, so that a page cannot count otherwise than the library.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from detente.render.comparison.names import theme_name
from detente.render.report import words
from detente.render.report.subject import Subject
from detente.statement.row import Statement
from detente.vocab.enums import Commitment, Theme


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    token: str
    """By which its rows are found on the page."""
    value: str
    """What ``statements`` calls it."""
    text: str
    """What people call it."""
    count: int
    """How many rows it has."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A question that the rows can be asked."""

    name: str
    """What ``statements`` calls it."""
    text: str
    choices: tuple[Choice, ...]


class Filters:
    """The filters of a page."""

    def __init__(self, subject: Subject) -> None:
        """Ask the statements of the page for each value that occurs in them."""
        self._tokens: dict[int, list[str]] = {}
        self.filters = tuple(self._filters(subject))
        self.total = len(subject.rows)

    def tokens(self, row: Statement) -> str:
        """The tokens of the choices by which a row is found."""
        return " ".join(self._tokens.get(id(row), ()))

    def _filters(self, subject: Subject) -> Iterator[Filter]:
        rows = subject.rows
        named = {id_ for row in rows for id_ in (*subject.named_in(row), row.holder, row.side)}
        actors = {actor.id for actor in subject.dataset.actors if actor.id in named}
        kinds = sorted({row.kind for row in rows})
        wholes = sorted({kind.partition("/")[0] for kind in kinds})
        used = {row.commitment for row in rows}
        asked: tuple[tuple[str, str, Iterable[str], Callable[[str], str]], ...] = (
            ("holder", "Who says so", dict.fromkeys(row.holder for row in rows), subject.holder),
            ("commitment", "How firmly", (c for c in Commitment if c in used), _commitment),
            ("kind", "Kind", (*wholes, *kinds), words.kind),
            ("theme", "Policy field", {t for row in rows for t in row.themes}, _theme),
            ("issue", "Issue", {i for row in rows for i in row.issues}, subject.label),
            ("actor", "Actor", actors, subject.label),
        )
        for letter, (name, text, values, label) in zip("hcktia", asked, strict=True):
            choices = [*self._choices(subject, letter, name, values, label)]
            if name in ("theme", "issue", "actor"):
                choices.sort(key=lambda choice: choice.text.casefold())
            yield Filter(name, text, tuple(choices))

    def _choices(
        self,
        subject: Subject,
        letter: str,
        name: str,
        values: Iterable[str],
        label: Callable[[str], str],
    ) -> Iterator[Choice]:
        for number, value in enumerate(sorted(values) if isinstance(values, set) else values):
            found = subject.rows.where(**{name: value})
            for row in found:
                self._tokens.setdefault(id(row), []).append(f"{letter}{number}")
            yield Choice(f"{letter}{number}", value, label(value), len(found))


def _commitment(value: str) -> str:
    return words.COMMITMENTS[Commitment(value)]


def _theme(value: str) -> str:
    return theme_name(Theme(value))
