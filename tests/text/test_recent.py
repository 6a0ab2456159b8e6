"""What is made of texts is kept: of some, and of few that are long."""

import pytest

from detente.text import recent


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """What was made, in order."""
    monkeypatch.setattr(recent, "MOST", 10)
    return []


def test_the_last_results_are_kept_as_long_as_their_texts_are_short(
    made: list[tuple[str, int]],
) -> None:
    @recent.recent(3)
    def length(text: str, more: int = 0) -> int:
        made.append((text, more))
        return len(text) + more

    assert [length(text) for text in ("a", "b", "a", "c", "a", "d", "a", "b")] == [1] * 8
    assert [text for text, _ in made] == ["a", "b", "c", "d", "b"]
    assert length("b", more=1) == length("b", 1) == 2
    assert made[5:] == [("b", 1)]

    made.clear()
    for text in ("x" * 6, "y" * 6, "y" * 6, "x" * 6, "z" * 99, "z" * 99, "a", "a", "z" * 99):
        assert length(text) == len(text)
    assert [text[0] for text, _ in made] == ["x", "y", "x", "z", "a", "z"]


def test_a_result_that_was_made_meanwhile_counts_once(made: list[tuple[str, int]]) -> None:
    @recent.recent(3)
    def length(text: str, *, again: bool = True) -> int:
        made.append((text, len(made)))
        if again and len(made) == 1:  # as another thread would
            length(text)
        return len(text)

    assert length("x" * 6) == 6
    assert len(made) == 2
    assert [length("y" * 4), length("x" * 6), length("y" * 4)] == [4, 6, 4]
    assert len(made) == 3
