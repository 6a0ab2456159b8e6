"""Removed rules stay listed, and their codes are never used again."""

import json
import re

import pytest

from detente.cli import explain, main
from detente.render.explanations import handbook_text
from detente.validation import registry
from detente.validation.catalogue import all_rules
from detente.validation.removed import REMOVED, Removed

# All codes ever given, in the order of their levels. A new rule adds its own; none goes away.
EVER = """
D001-D021 D101-D112 D201-D206 D301-D313 D401-D420 D501-D506 D511-D519 D521-D525 D527-D529
D531-D533 D541-D549 D551-D559 D561-D569 D571-D579 D581-D589 D591-D595 D601-D607 D701-D707 D900
"""
GONE = Removed(
    code="D799",
    name="made-up",
    last="0.3.0",
    what="It checked nothing.",
    why="It was made up.",
    instead=("D501", "D502"),
)


def ever() -> set[str]:
    found = set()
    for word in EVER.split():
        first, _, last = word.partition("-")
        numbers = range(int(first[1:]), int((last or first)[1:]) + 1)
        found |= {f"D{number:03}" for number in numbers}
    return found


def test_a_code_that_was_given_is_a_rule_or_listed_as_removed() -> None:
    gone = ever() - set(all_rules()) - set(REMOVED)

    assert not gone, "list it in detente.validation.removed"


def test_new_codes_are_noted_here_so_that_they_cannot_vanish() -> None:
    assert set(all_rules()) | set(REMOVED) == ever()


def test_removed_rules_lead_to_rules_that_exist() -> None:
    for code, rule in REMOVED.items():
        assert rule.code == code
        assert re.fullmatch(r"D\d{3}", code)
        assert set(rule.instead) <= set(all_rules())


def test_a_removed_code_is_never_used_again(monkeypatch) -> None:
    monkeypatch.setitem(REMOVED, "D799", GONE)

    with pytest.raises(ValueError, match="D799 was another rule"):
        registry.rule("D799", "another")(lambda: None)
    assert "D799" not in registry.RULES


def test_a_removed_rule_is_explained(monkeypatch, capsys) -> None:
    monkeypatch.setitem(REMOVED, "D799", GONE)
    monkeypatch.setattr(explain, "handbook", lambda: json.loads(handbook_text()))

    assert main(["explain", "d799"]) == 0
    assert capsys.readouterr().out == (
        "D799 made-up: removed after 0.3.0\nIt checked nothing.\nIt was made up.\n"
        "Instead: D501, D502.\n"
    )
    assert main(["explain", "D799", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["instead"] == ["D501", "D502"]
    assert str(Removed(code="D1", name="n", last="0", what="W.", why="Y.")).endswith(
        "Nothing took its place."
    )
