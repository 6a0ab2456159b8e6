"""Level 5, relations: parties, accounts, phases and factors."""

from collections.abc import Iterator

from detente.diagnostics import Path, Severity
from detente.records import (
    Phase,
    Relation,
    RelationAccount,
)
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import rule
from detente.vocab.enums import (
    Character,
)


@rule("D551", "parties")
def parties(context: Context) -> Iterator[Finding]:
    """The two parties of a relation differ and are in the order of their ids.

    Why: So that a dyad is written in one way only.

    Example:
        relation:norway-sweden/parties = ["actor:sweden", "actor:norway"]

    Use instead:
        relation:norway-sweden/parties = ["actor:norway", "actor:sweden"]
    """
    for relation in context.dataset.relations:
        first, second = relation.parties
        if first >= second:
            yield Finding(
                message="the parties are the same"
                if first == second
                else f"the parties are not in order; write {second}, {first}",
                record=relation,
                path=("parties",),
                fix=()
                if first == second
                else ({"op": "replace", "path": "/parties", "value": [second, first]},),
                safe=first != second,
            )


@rule("D552", "same-dyad-twice")
def same_dyad_twice(context: Context) -> Iterator[Finding]:
    """Two parties have one relation.

    Why: What the articles say about it is side by side in its accounts.

    Example:
        dataset/relations/+ = {"id": "relation:again", "parties": ["actor:norway", "actor:sweden"], "accounts": [{"article": "article:union", "phases": [{"period": {"value": "1905", "basis": "stated"}, "grounds": ["event:vote"]}]}]}

    Use instead:
        relation:norway-sweden/accounts/0/phases/0/trend = "steady"
    """
    seen: dict[frozenset[str], Relation] = {}
    for relation in context.dataset.relations:
        first = seen.setdefault(frozenset(relation.parties), relation)
        if first is not relation and id(relation) not in context.explained:
            yield Finding(
                message=f"{first.id} has the same parties",
                record=relation,
                path=("parties",),
                related=(Elsewhere("the other relation", first, ("parties",)),),
            )


@rule("D553", "party-of-the-past", Severity.WARNING)
def party_of_the_past(context: Context) -> Iterator[Finding]:
    """The parties of a relation are today's states, not their predecessors.

    Why: States in succession have one relation; its phases say what changed. Where a state has
    several successors, the annotator decides with which of them the relation goes on.

    Example:
        relation:norway-sweden/parties = ["actor:norway", "actor:sweden-norway"]
        relation:norway-sweden/accounts/0/factors is removed

    Use instead:
        relation:norway-sweden/parties = ["actor:norway", "actor:sweden"]
    """
    heirs: dict[str, list[str]] = {}
    for actor in context.dataset.actors:
        for predecessor in actor.predecessors:
            heirs.setdefault(predecessor, []).append(actor.id)
    for relation in context.dataset.relations:
        for number, party in enumerate(relation.parties):
            if party in heirs:
                yield Finding(
                    message=f"{party} has a successor, {heirs[party][0]}"
                    if len(heirs[party]) == 1
                    else f"{party} has the successors {' and '.join(heirs[party])}",
                    help="decide whether the relation goes on with it"
                    if len(heirs[party]) == 1
                    else "decide with which of them the relation goes on, if with one of them",
                    record=relation,
                    path=("parties", number),
                    params=(("successors", heirs[party]),),
                )


@rule("D554", "empty-account")
def empty_account(context: Context) -> Iterator[Finding]:
    """An account of a relation has phases, factors or both.

    Why: Without either it says nothing.

    Example:
        relation:norway-sweden/accounts/+ = {"article": "article:later"}

    Use instead:
        relation:norway-sweden/accounts/+ = {"article": "article:later", "phases": [{"period": {"value": "2005", "basis": "stated"}, "character": "partnership", "grounds": ["claim:still-friends"]}]}
    """
    for part in context.each(RelationAccount):
        if not part.value.phases and not part.value.factors:
            message = "there are neither phases nor factors"
            yield Finding(message=message, record=part.record, path=part.path)


@rule("D555", "two-accounts-of-one-article")
def two_accounts_of_one_article(context: Context) -> Iterator[Finding]:
    """An article has one account of a relation.

    Why: The phases and factors that an article describes belong together.

    Example:
        relation:norway-sweden/accounts/+ = {"article": "article:union", "phases": [{"period": {"value": "1905", "basis": "stated"}, "character": "rivalry", "grounds": ["event:vote"]}]}

    Use instead:
        relation:norway-sweden/accounts/0/phases/+ = {"period": {"value": "1905", "basis": "stated"}, "character": "rivalry", "grounds": ["event:vote"]}
    """
    for relation in context.dataset.relations:
        seen: dict[str, int] = {}
        for number, account in enumerate(relation.accounts):
            first = seen.setdefault(account.article, number)
            if first != number:
                yield Finding(
                    message=f"{account.article} already has an account",
                    record=relation,
                    path=("accounts", number),
                    related=(Elsewhere("the first", relation, ("accounts", first)),),
                )


@rule("D556", "patron-and-patronage")
def patron_and_patronage(context: Context) -> Iterator[Finding]:
    """A phase names a patron if and only if its character is *patronage*.

    Why: Patronage is the only character with two unequal sides.

    Example:
        relation:norway-sweden/accounts/0/phases/0/patron = "actor:sweden"

    Use instead:
        relation:norway-sweden/accounts/0/phases/0/character = "patronage"
        relation:norway-sweden/accounts/0/phases/0/patron = "actor:sweden"
    """
    for part in context.each(Phase):
        patronage = part.value.character is Character.PATRONAGE
        if patronage and part.value.patron is None:
            message = "the field patron is missing: who is the patron?"
            yield Finding(message=message, record=part.record, path=part.path)
        elif not patronage and part.value.patron is not None:
            message = "only patronage has a patron"
            yield Finding(message=message, record=part.record, path=(*part.path, "patron"))


@rule("D557", "not-a-party")
def not_a_party(context: Context) -> Iterator[Finding]:
    """The patron of a phase and the holder of a factor are parties of the relation; the object
    of a factor is not.

    Why: Other actors, and issues, affect a relation as the objects of its factors.

    Example:
        relation:norway-sweden/accounts/0/factors/0/holder = "actor:michelsen"

    Use instead:
        relation:norway-sweden/accounts/0/factors/0/holder = "actor:norway"
    """
    for relation in context.dataset.relations:
        parties = relation.parties
        for path, actor in _members(relation):
            if actor is not None and actor not in parties:
                message = f"{actor} is not a party; the parties are {' and '.join(parties)}"
                yield Finding(message=message, record=relation, path=path)
        for k, account in enumerate(relation.accounts):
            for n, factor in enumerate(account.factors):
                for number, object_ in enumerate(factor.object):
                    if object_ in parties:
                        yield Finding(
                            message=f"{object_} is a party; an object is a third actor or an issue",
                            record=relation,
                            path=("accounts", k, "factors", n, "object", number),
                        )


def _members(relation: Relation) -> Iterator[tuple[Path, str | None]]:
    """The patrons of phases and the holders of factors, each with its path."""
    for k, account in enumerate(relation.accounts):
        for n, phase in enumerate(account.phases):
            yield ("accounts", k, "phases", n, "patron"), phase.patron
        for n, factor in enumerate(account.factors):
            yield ("accounts", k, "factors", n, "holder"), factor.holder


@rule("D558", "asserted-and-denied")
def asserted_and_denied(context: Context) -> Iterator[Finding]:
    """A phase does not deny its own character.

    Why: It would say that the relation is and is not of that character.

    Example:
        relation:norway-sweden/accounts/0/phases/0/denied = ["partnership"]

    Use instead:
        relation:norway-sweden/accounts/0/phases/0/denied = ["alliance"]
    """
    for part in context.each(Phase):
        phase: Phase = part.value
        if phase.character is not None and phase.character in phase.denied:
            yield Finding(
                message=f"{phase.character.value} is both asserted and denied",
                record=part.record,
                path=(*part.path, "denied", phase.denied.index(phase.character)),
            )


@rule("D559", "drivers-of-no-trend")
def drivers_of_no_trend(context: Context) -> Iterator[Finding]:
    """Only a phase with a trend has drivers.

    Why: The drivers are those who make the trend, parties or third actors.

    Example:
        relation:norway-sweden/accounts/0/phases/0/drivers = ["actor:norway"]
        relation:norway-sweden/accounts/0/phases/0/trend is removed

    Use instead:
        relation:norway-sweden/accounts/0/phases/0/drivers = ["actor:norway"]
    """
    for part in context.each(Phase):
        if part.value.drivers and part.value.trend is None:
            yield Finding(
                message="there are drivers, but no trend that they make",
                record=part.record,
                path=(*part.path, "drivers"),
            )
