"""What a claim or an event is made to depend on, in words."""

from typing import TYPE_CHECKING

from detente.display import listing
from detente.records import Condition
from detente.vocab.enums import ConditionKind

if TYPE_CHECKING:
    from detente.records.labels import Labels

_IF = {ConditionKind.CONDITIONAL: "if", ConditionKind.COUNTERFACTUAL: "if, contrary to fact,"}


def in_words(condition: Condition, labels: "Labels") -> str:
    """A condition as a clause with *if*, made of the propositions and labels of its antecedents."""
    antecedents = (labels[id_].removesuffix(".") for id_ in condition.antecedents)
    return f"{_IF[condition.kind]} {listing(antecedents)}"
