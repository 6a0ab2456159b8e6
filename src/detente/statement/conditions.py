"""What a claim or an event is made to depend on, in words."""

from collections.abc import Mapping

from detente.display import listing
from detente.records import Condition, Records
from detente.vocab.enums import ConditionKind

_IF = {ConditionKind.CONDITIONAL: "if", ConditionKind.COUNTERFACTUAL: "if, contrary to fact,"}


def texts(dataset: Records) -> dict[str, str]:
    """The propositions of the claims and the labels of the events, by id."""
    return {
        **{claim.id: claim.proposition for claim in dataset.claims},
        **{event.id: event.label for event in dataset.events},
    }


def in_words(condition: Condition | None, by_id: Mapping[str, str]) -> str | None:
    """A condition as a clause with *if*, of the antecedents' words; an unknown id stands for itself."""
    if condition is None:
        return None
    antecedents = (by_id.get(id_, id_).removesuffix(".") for id_ in condition.antecedents)
    return f"{_IF[condition.kind]} {listing(antecedents)}"
