"""What moves or limits the parties of a relation, by author; who is judged, and who is called on."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.records import Claim, Factor, times
from detente.render.report import words
from detente.render.report.subject import Ref, Side, Subject
from detente.statement.row import Statement
from detente.vocab.enums import ClaimKind, Direction, FactorKind


@dataclass(frozen=True, slots=True)
class Motive:
    """A factor of a relation, as one author has it."""

    side: Side
    label: str
    kind: str
    whose: str
    towards: str
    when: str
    denied: bool
    grounds: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Motives:
    """The factors of one relation."""

    title: str
    of: tuple[Motive, ...]


def motives(subject: Subject) -> Iterator[Motives]:
    """The factors of each relation of the page, article by article."""
    for relation in subject.dataset.relations:
        if subject.relation in (None, relation.id):
            found = [
                _motive(subject, side, factor)
                for side in subject.sides
                for account in relation.accounts
                if account.article == side.id
                for factor in sorted(account.factors, key=lambda f: [*FactorKind].index(f.kind))
            ]
            if found:
                yield Motives(subject.label(relation.id), tuple(found))


def _motive(subject: Subject, side: Side, factor: Factor) -> Motive:
    cards = (ref for id_ in factor.grounds for ref in subject.cards(id_))
    return Motive(
        side=side,
        label=factor.label,
        kind=words.plain(factor.kind),
        whose=subject.label(factor.holder) if factor.holder else "both",
        towards=", ".join(map(subject.label, factor.object)),
        when=times.in_words(factor.period, side.article.published),
        denied=factor.denied,
        grounds=tuple(ref for ref in cards if ref.side == side.key),
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
        holder=f"{subject.holder(row.holder)}, in {side.short}" if row.via else side.name,
        stance=words.stance(row),
        shade=words.shade(row.commitment),
        what=subject.ref(row.id, side),
    )
