"""Anchors that cannot be those of their article, without the text at hand."""

import detente
from tests.sample import DATA, Case


def test_an_anchor_ends_inside_the_longest_skeleton_that_the_text_can_have() -> None:
    text = next(a for a in detente.loads(DATA).articles if a.id == "article:union").text
    longest = text.skeleton_length + text.length
    place = "event:vote/accounts/0/evidence/0/anchor"

    inside = detente.validate(Case((f'{place} = "{longest - 9}.9.0.0"',)).data)
    (outside,) = detente.validate(Case((f'{place} = "{longest - 8}.9.0.0"',)).data)

    assert inside.ok
    assert (outside.code, outside.path) == ("D312", "/events/0/accounts/0/evidence/0/anchor")
    assert f"ends at {longest + 1}, outside of the skeleton" in outside.message
