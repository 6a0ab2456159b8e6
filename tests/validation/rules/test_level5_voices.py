"""Level 5: what records say together."""

import detente
from tests.sample import Case


def test_what_a_counterfactual_denies_may_be_denied_by_all() -> None:
    case = Case(('claim:no-vote/utterances/0/commitment = "CT-"',))

    assert list(detente.validate(case.data)) == []
