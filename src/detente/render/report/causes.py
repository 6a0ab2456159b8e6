"""The map of causes and effects: what leads to what, by whose word, each chain in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.records import Claim
from detente.render.report import words
from detente.render.report.motives import Saying, saying
from detente.render.report.subject import Ref, Subject
from detente.statement.row import Statement


@dataclass(frozen=True, slots=True)
class Effect:
    """What causes lead to, and who says so."""

    influence: str
    said: tuple[Saying, ...]
    effects: tuple[Ref, ...]
    """What the claim names as effects; itself where it names none."""
    itself: bool
    """Whether the claim is the effect itself."""
    leads_on: str | None
    """The anchor of the step in which an effect is a cause in turn."""


@dataclass(frozen=True, slots=True)
class Step:
    """Causes that act together, and all that they lead to."""

    anchor: str
    causes: tuple[Ref, ...]
    """Empty where a claim names an effect and no cause with a record of its own."""
    effects: tuple[Effect, ...]


def causes(subject: Subject) -> tuple[Step, ...]:
    """The steps of all chains of causes and effects, each step before those that it leads on to."""
    steps: dict[tuple[str, ...], list[Claim]] = {}
    for record in subject.records.values():
        if isinstance(record, Claim) and (record.causes or record.effects):
            steps.setdefault(record.causes or (f"none {record.id}",), []).append(record)
    order = [*_in_order(steps)]
    anchors = {causes: f"step-{number}" for number, causes in enumerate(order, 1)}
    first = {cause: anchors[causes] for causes in reversed(order) for cause in causes}
    rows: dict[str, list[Statement]] = {}
    for row in subject.rows:
        rows.setdefault(row.id, []).append(row)
    return tuple(
        Step(
            anchor=anchors[causes],
            causes=subject.refs(steps[causes][0].causes),
            effects=tuple(
                _effect(subject, claim, first, rows[claim.id]) for claim in steps[causes]
            ),
        )
        for causes in order
    )


def _effects_of(claim: Claim) -> tuple[str, ...]:
    return claim.effects or (claim.id,)


def _in_order(steps: dict[tuple[str, ...], list[Claim]]) -> Iterator[tuple[str, ...]]:
    """The steps from the beginnings of chains on; those of circles, which have none, last."""
    leads = {
        causes: [
            later
            for later in steps
            if later != causes and {*later} & {e for c in claims for e in _effects_of(c)}
        ]
        for causes, claims in steps.items()
    }
    led = {later for follow in leads.values() for later in follow}
    told: set[tuple[str, ...]] = set()
    waiting = [causes for causes in steps if causes in led]
    starts = [causes for causes in steps if causes not in led]
    starts.sort(key=lambda causes: (not leads[causes], -len(steps[causes])))
    stack = [*reversed(waiting), *reversed(starts)]
    while stack:
        causes = stack.pop()
        if causes not in told:
            told.add(causes)
            yield causes
            stack += reversed(leads[causes])


def _effect(
    subject: Subject, claim: Claim, first: dict[str, str], rows: Sequence[Statement]
) -> Effect:
    on = (first[id_] for id_ in _effects_of(claim) if id_ in first)
    return Effect(
        influence=words.INFLUENCES[claim.influence],
        said=tuple(saying(subject, row) for row in rows),
        effects=subject.refs(_effects_of(claim)),
        itself=not claim.effects,
        leads_on=next(on, None),
    )
