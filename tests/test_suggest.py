"""Suggestions are near, or there are none."""

import detente
from detente.suggest import close
from tests.sample import Case


def test_suggestions_are_near() -> None:
    (found,) = detente.validate(Case(('claim:lesson/about/0 = "actor:sovietunion"',)).data)
    assert not found.help
    (found,) = detente.validate(Case(('claim:lesson/kind = "opinion"',)).data)
    assert "do you mean" not in found.help


def test_the_beginning_of_a_word_is_near() -> None:
    assert close("older", ["new", "old"]) == ["old"]


def test_another_word_that_looks_alike_is_not_suggested() -> None:
    for edit in ('claim:lesson/kind = "relative"', 'event:vote/type = "treaty"'):
        (found,) = (d for d in detente.validate(Case((edit,)).data) if d.code == "D104")
        assert "do you mean" not in (found.help or "") + found.message
