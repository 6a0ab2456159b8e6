"""Suggestions are near, or there are none."""

import detente
from tests.sample import Case


def test_suggestions_are_near() -> None:
    (found,) = detente.validate(Case(('claim:lesson/about/0 = "actor:sovietunion"',)).data)
    assert not found.help
    (found,) = detente.validate(Case(('claim:lesson/kind = "opinion"',)).data)
    assert "do you mean" not in found.help
