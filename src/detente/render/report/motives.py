"""What moves or limits the parties of a relation, by author; who is judged, and who is called on."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.display import capitalised, listing
from detente.records import Claim, Factor, times
from detente.render.comparison.relation_phrases import RelationPhrases
from detente.render.report import words
from detente.render.report.subject import Ref, Side, Subject
from detente.statement.row import Statement
from detente.vocab.enums import ClaimKind, Direction, FactorKind


@dataclass(frozen=True, slots=True)
class Motive:
    """A factor of a relation, as one author has it."""

    label: str
    more: str
    """Towards whom or what, and when."""
    denied: bool
    grounds: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """The factors of one kind and party, by article."""

    name: str
    """*Interest of Russia*."""
    cells: tuple[tuple[Motive, ...], ...]


@dataclass(frozen=True, slots=True)
class Motives:
    """The factors of one relation."""

    title: str
    rows: tuple[Alike, ...]

    @property
    def size(self) -> int:
        """How many factors there are."""
        return sum(len(cell) for row in self.rows for cell in row.cells)


def motives(subject: Subject) -> Iterator[Motives]:
    """The factors of each relation of the page by kind and party, the articles side by side."""
    phrases = RelationPhrases(subject.dataset, subject.phrases)
    for relation in subject.relations:
        found: dict[tuple[int, str], dict[str, list[Motive]]] = {}
        for account in relation.accounts:
            if account.article in subject.by_id:
                side = subject.by_id[account.article]
                for factor in account.factors:
                    name = phrases.factor_kind(factor)
                    name = capitalised(name.removeprefix("a ").removeprefix("an "))
                    row = found.setdefault(([*FactorKind].index(factor.kind), name), {})
                    row.setdefault(side.id, []).append(_motive(subject, side, factor))
        if found:
            rows = (
                Alike(name, tuple(tuple(row.get(side.id, ())) for side in subject.sides))
                for (_kind, name), row in sorted(found.items(), key=lambda pair: pair[0])
            )
            yield Motives(subject.label(relation.id), tuple(rows))


def _motive(subject: Subject, side: Side, factor: Factor) -> Motive:
    towards = listing(map(subject.label, factor.object))
    when = times.in_words(factor.period, side.article.published)
    told = (f"towards {towards}" if towards else "", when)
    return Motive(
        label=factor.label,
        more="; ".join(filter(None, told)),
        denied=factor.denied,
        grounds=subject.cards_in(side, factor.grounds),
    )


# --- judgements --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement in a list: who says it, how firmly, and what."""

    side: Side
    holder: str
    stance: str
    shade: str
    what: Ref


@dataclass(frozen=True, slots=True)
class Judged:
    """Who or what is judged or called on, and what is said."""

    name: str
    blamed: tuple[Saying, ...]
    praised: tuple[Saying, ...]
    called: tuple[Saying, ...]


def judged(subject: Subject) -> tuple[Judged, ...]:
    """Whom and what the articles and those whom they quote judge or call on, the most often first."""
    found: dict[str, dict[str, list[Saying]]] = {}
    for row in subject.rows:
        claim = row.content
        if isinstance(claim, Claim) and claim.judged is not None:
            for column in _columns(claim):
                held = found.setdefault(claim.judged, {"blamed": [], "praised": [], "called": []})
                held[column].append(saying(subject, row))
    rows = [
        Judged(subject.label(id_), *(tuple(said) for said in columns.values()))
        for id_, columns in found.items()
    ]
    return tuple(sorted(rows, key=lambda r: -len((*r.blamed, *r.praised, *r.called))))


def _columns(claim: Claim) -> tuple[str, ...]:
    """The columns of a claim; one that is called neither favourable nor unfavourable is in none."""
    if claim.kind is ClaimKind.NORMATIVE:
        return ("called",)
    return _SIGNS.get(claim.direction, ())


_SIGNS: dict[Direction | None, tuple[str, ...]] = {
    Direction.NEGATIVE: ("blamed",),
    Direction.POSITIVE: ("praised",),
    Direction.MIXED: ("blamed", "praised"),
}


def saying(subject: Subject, row: Statement) -> Saying:
    """A row as an item of a list."""
    side = subject.by_id[row.article]
    return Saying(
        side=side,
        holder=f"{subject.titled(row)}, in {side.short}" if row.via else side.name,
        stance=words.stance(row),
        shade=words.shade(row.commitment),
        what=subject.ref(row.id, side),
    )
