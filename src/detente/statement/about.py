"""Which claims and events are about whom: collected once for a dataset, so that a question costs what it
finds.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from detente.records import Records
    from detente.statement.row import Statement

Numbers = Mapping[str, Sequence[int]]
"""For each id the numbers of the records that are about it, in order."""


class About(NamedTuple):
    """The claims and events about each id."""

    claims: Numbers
    """By the ids in their ``about``."""
    events: Numbers
    """By those who take part in them, according to any account."""


def about_whom(dataset: "Records") -> About:
    """The claims and events of a dataset by whom they are about."""
    return About(
        _numbers(claim.about for claim in dataset.claims),
        _numbers(
            {p.actor for account in event.accounts for p in account.participants}
            for event in dataset.events
        ),
    )


def _numbers(named: Iterable[Iterable[str]]) -> Numbers:
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, ids in enumerate(named):
        for id_ in ids:
            numbers[id_].append(number)
    return dict(numbers)


@dataclass(frozen=True, slots=True)
class Whom:
    """A filter: about one of some ids, or about all of some parties."""

    ids: frozenset[str]
    parties: tuple[frozenset[str], ...]

    def passes(self, about: Collection[str]) -> bool:
        """Whether a row that is about these passes."""
        if not self.ids.isdisjoint(about):
            return True
        return len(about) > 1 and any(both.issubset(about) for both in self.parties)

    def __call__(self, row: "Statement") -> bool:
        """Whether a row passes."""
        return self.passes(row.about)

    def found(self, numbers: Numbers) -> Iterator[int]:
        """The numbers of the records that may pass, some of them several times."""
        for id_ in self.ids:
            yield from numbers.get(id_, ())
        for both in self.parties:
            fewest, *others = sorted((numbers.get(id_, ()) for id_ in both), key=len)
            yield from (n for n in fewest if all(_has(other, n) for other in others))


def _has(numbers: Sequence[int], number: int) -> bool:
    """Whether a number is among some in order."""
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number
