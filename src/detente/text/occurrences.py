"""Where a string occurs in a text, in a time that grows neither with the repetitions nor with the questions.

Two things make a search slow. In a text that repeats itself each occurrence begins shortly behind the one
before, and to compare them one by one takes the product of their number and their length; so runs of them are
found at once. And of a long text very many strings are sought; so its blocks are listed once.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain

_BLOCK = 16
"""Characters of a block. A string that is twice as long holds a whole one wherever it stands. A guess."""

_LONG = 20_000
"""Characters of a text from which on its blocks are listed; shorter ones are searched as fast. A guess."""

_COMPARED = 10
"""Blocks of a string, from its beginning, of which the rarest is taken. A guess."""

_FEW = 256
"""Places of its blocks up to which each is compared with the string; where there are more the text is
searched. A guess.
"""


def occurrences(wanted: str, text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """The offsets at which a string occurs in a range of a text, overlapping ones included.

    An empty string occurs nowhere.
    """
    return chain.from_iterable(_runs(wanted, text, start, len(text) if end is None else end))


def occurrence_count(wanted: str, text: str) -> int:
    """How often a string occurs in a text, overlapping occurrences included."""
    return sum(map(len, _runs(wanted, text, 0, len(text))))


def beginning_counts(text: str, at: int, lengths: Sequence[int]) -> list[int]:
    """How often the characters from an offset on occur, so many of them, for each of some lengths.

    It takes the time of a few hundred searches, whatever the number of lengths: for each place of the text it
    is computed how many characters there are those from the offset on (the Z algorithm, Gusfield 1997).
    """
    longest = max(lengths)
    whole = text[at : at + longest] + text
    same = array("L", [0]) * len(whole)
    start = end = 0  # of what was found to be the beginning, the furthest
    for place in range(1, len(whole)):
        known = same[place - start]
        if place + known < end:
            same[place] = known
            continue
        known = max(0, end - place)
        while place + known < len(whole) and whole[known] == whole[place + known]:
            known += 1
        same[place] = known
        start, end = place, place + known
    by_length = [0] * (longest + 1)
    for known in same[longest:]:
        by_length[min(known, longest)] += 1
    at_least = [*accumulate(reversed(by_length))][::-1]
    return [at_least[length] for length in lengths]


def _runs(wanted: str, text: str, start: int, end: int) -> Iterator[Sequence[int]]:
    """The offsets, in order; those that follow each other in equal steps together."""
    if not wanted:
        return
    if end - start > _LONG and len(wanted) >= 2 * _BLOCK:
        places = _places_of_blocks(wanted, text)
        if places is not None:
            yield [
                at
                for at in places
                if start <= at <= end - len(wanted) and text.startswith(wanted, at)
            ]
            return
    size = len(wanted)
    at = text.find(wanted, start, end)
    while at >= 0:
        following = text.find(wanted, at + 1, min(end, at + size + size // 2))
        if following < 0:
            yield range(at, at + 1)
            at = text.find(wanted, at + 1, end)
            continue
        # Two that share half of their characters or more are a step apart that is the least period of both
        # (Fine and Wilf 1965). So there is another one for each repetition of that many last characters, and
        # none between them.
        step = following - at
        last = following + step * _repetition_count(text, following + size, step, end)
        yield range(at, last + 1, step)
        at = text.find(wanted, last + 1, end)


def _repetition_count(text: str, at: int, step: int, end: int) -> int:
    """How often the ``step`` characters before an offset are repeated directly behind it."""
    blocks, following = [text[at - step : at]], at
    while text.startswith(blocks[-1], following, end):  # each twice as long as the one before
        following += len(blocks[-1])
        blocks.append(blocks[-1] * 2)
    for block in reversed(blocks):
        if text.startswith(block, following, end):
            following += len(block)
    return (following - at) // step


def _places_of_blocks(wanted: str, text: str) -> list[int] | None:
    """Where a string could begin, in order, as the rarest of the blocks that it would hold are there; ``None``
    if that may be at very many places.
    """
    blocks, found = _blocks(text), []
    last = min(len(wanted), _COMPARED * _BLOCK) - _BLOCK
    for shift in range(_BLOCK):
        held = (
            (at, blocks.get(wanted[at : at + _BLOCK], ())) for at in range(shift, last + 1, _BLOCK)
        )
        at, places = min(held, key=lambda pair: len(pair[1]))
        found += [place - at for place in places[: _FEW + 1]]
        if len(found) > _FEW:
            return None
    return sorted(found)


# 8: the texts in use at one time; a guess, and one takes about 15 bytes a character of its text.
@lru_cache(maxsize=8)
def _blocks(text: str) -> Mapping[str, Sequence[int]]:
    """The blocks of a text from its beginning, each with its offsets."""
    blocks: dict[str, array[int]] = defaultdict(lambda: array("L"))
    for at in range(0, len(text) - _BLOCK + 1, _BLOCK):
        blocks[text[at : at + _BLOCK]].append(at)
    return dict(blocks)
