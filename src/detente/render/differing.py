"""The words of two passages around what differs, so that it is seen in long ones."""

from collections.abc import Sequence

_AROUND = 6
"""Words that are shown before and after what differs. A guess."""


def apart(was: Sequence[str], now: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of two passages that differ, with some of those that both have around them."""
    both = min(len(was), len(now))
    head = next((n for n in range(both) if was[n] != now[n]), both)
    tail = next((n for n in range(both - head) if was[-1 - n] != now[-1 - n]), both - head)
    return _cut(was, head, tail), _cut(now, head, tail)


def _cut(words: Sequence[str], head: int, tail: int) -> list[str]:
    first = head - _AROUND if head > _AROUND + 1 else 0
    last = len(words) - tail + _AROUND if tail > _AROUND + 1 else len(words)
    return [*["…"] * bool(first), *words[first:last], *["…"] * (last < len(words))]
