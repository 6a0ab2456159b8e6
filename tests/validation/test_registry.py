"""Rules and their codes."""

import subprocess
import sys

import pytest

from detente.validation.catalogue import MODULES, all_rules, rule_of, rules_at
from detente.validation.registry import RULES, Stage, rule
from tests.paths import PACKAGE


def test_each_rule_has_a_level_and_each_level_rules() -> None:
    assert {rule.level for rule in all_rules().values()} == {0, 1, 2, 3, 4, 5, 6, 7, 9}


def test_codes_are_used_once() -> None:
    assert RULES
    code = next(iter(RULES))
    with pytest.raises(ValueError, match=code):
        rule(code, "again")(lambda: None)


def test_every_module_of_rules_is_known() -> None:
    folder = PACKAGE / "validation" / "rules"
    assert list(MODULES) == sorted(path.stem for path in folder.glob("level*.py"))


def test_every_rule_is_found_by_its_stage_and_by_its_code() -> None:
    """Each stage imports only the modules that it names: no rule may be in another."""
    script = """
from detente.validation.catalogue import all_rules, rules_at
from detente.validation.registry import Stage
by_stage = {stage: rules_at(stage) for stage in Stage if stage is not Stage.CALLED}
for stage, rules in by_stage.items():
    assert rules == tuple(r for r in all_rules().values() if r.stage is stage), stage
"""
    subprocess.run([sys.executable, "-c", script], check=True)
    for code, found in all_rules().items():
        assert rule_of(code) is found


@pytest.mark.parametrize("code", ["D016", "D112", "D411", "D900"])
def test_a_rule_is_found_before_any_other_was_asked_for(code: str) -> None:
    script = f"from detente.validation.catalogue import rule_of; print(rule_of({code!r}).code)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    assert done.stdout.split() == [code.encode()]


def test_an_unknown_code_has_no_rule() -> None:
    for code in ("D199", "D0", "E001", ""):
        with pytest.raises(KeyError):
            rule_of(code)
    assert rules_at(Stage.BYTES)
