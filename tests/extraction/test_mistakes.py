"""Eighteen seeded mistakes: which rule sees which, and that no rule sees the others."""

import copy
import re
from typing import Any

import pytest

from detente import extraction
from tests.extraction.articles import HEAD, RIGHT, TEXTS, simulated
from tests.paths import ROOT

MISTAKES = simulated.MISTAKES


def with_mistake(mistake: Any) -> dict[str, Any]:
    """The draft of both answers, one of them with a mistake."""
    made = HEAD
    for name, right in RIGHT.items():
        answer = copy.deepcopy(right)
        if name == mistake.article:
            mistake.make(answer)
            assert answer != right
        made = extraction.draft({f"{name}.txt": TEXTS[f"{name}.txt"]}, answer, into=made).draft
    return made


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_each_mistake_is_seen_by_the_rule_in_the_table_and_by_no_other(mistake: Any) -> None:
    remarks = extraction.feedback(with_mistake(mistake), TEXTS)

    assert {remark.code for remark in remarks} == ({mistake.seen_by} if mistake.seen_by else set())


def test_there_are_eighteen_of_which_rules_see_eleven() -> None:
    assert len({mistake.name for mistake in MISTAKES}) == 18
    assert sum(bool(mistake.seen_by) for mistake in MISTAKES) == 11


def test_the_table_of_the_documentation_is_this_one() -> None:
    page = (ROOT / "docs" / "models.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \| (?:\[(D\d+)\]\([^)]+\)|none) \|", page, re.MULTILINE)

    assert rows == [(mistake.name, mistake.seen_by) for mistake in MISTAKES]


def test_words_of_the_text_in_a_proposition_are_seen_too() -> None:
    answer = copy.deepcopy(RIGHT["ice"])
    copied = "The accord probably serves the herring fleet of Ilmaren more than anybody else."
    answer["claims"][2]["proposition"] = copied
    made = extraction.draft(TEXTS["ice.txt"], answer, into=HEAD).draft

    found = {(r.code, r.record) for r in extraction.feedback(made, TEXTS)}
    assert ("D601", answer["claims"][2]["id"]) in found
