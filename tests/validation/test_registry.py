"""Rules and their codes."""

import pytest

from detente.validation.catalogue import all_rules
from detente.validation.registry import RULES, rule


def test_each_rule_has_a_level_and_each_level_rules() -> None:
    assert {rule.level for rule in all_rules().values()} == {0, 1, 2, 3, 4, 5, 6, 7, 9}


def test_codes_are_used_once() -> None:
    assert RULES
    code = next(iter(RULES))
    with pytest.raises(ValueError, match=code):
        rule(code, "again")(lambda: None)
