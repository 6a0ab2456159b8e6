"""The order of things that refer to each other: by what they are, then by what they refer to and what refers
to them, until nothing more is told apart.

What is alike so far is a class. In each round the classes are split that have references to or from what was
split in the round before; so each costs as much as it tells apart.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Any

Node = tuple[int, str]
"""A side and a name."""

Reference = tuple[Node, str, Node]
"""What refers to something, how, and to what."""

_Links = dict[Node, list[tuple[str, Node]]]
"""Of each node what it refers to, or what refers to it, and how."""


def ranked(
    keys: Mapping[Node, Any], references: Iterable[Reference], fixed: Collection[Node]
) -> dict[Node, int]:
    """The place of each node. Those of one side have places of their own; one of each side has the same
    place if nothing tells the two apart.

    ``keys``: what nodes are. ``fixed``: nodes that references do not tell apart.
    """
    classes = _Classes(keys, references, fixed)
    changed = set(keys)
    waiting: list[int] | None = None
    while True:
        while changed:
            changed = classes.refined(changed)
            if waiting is not None:
                for rank in {classes.ranks[node] for node in changed}:
                    heappush(waiting, rank)
        if waiting is None:
            waiting = list(classes.members)
            heapify(waiting)
        while waiting and not classes.several(waiting[0]):
            heappop(waiting)
        if not waiting:
            return classes.in_order()
        changed = classes.parted(waiting[0])
        for rank in {classes.ranks[node] for node in changed}:
            heappush(waiting, rank)


class _Classes:
    """Nodes by rank: how many nodes are before them."""

    def __init__(
        self, keys: Mapping[Node, Any], references: Iterable[Reference], fixed: Collection[Node]
    ) -> None:
        self.fixed = fixed
        self.there: _Links = defaultdict(list)
        self.back: _Links = defaultdict(list)
        for source, path, target in references:
            self.there[source].append((path, target))
            self.back[target].append((path, source))
        self.ranks: dict[Node, int] = {}
        self.members: dict[int, list[Node]] = {}
        self._split(0, _grouped(keys))

    def _split(self, rank: int, groups: Sequence[Sequence[Node]]) -> list[Node]:
        """Put the groups of a class one behind the other; returns the nodes whose rank is another now."""
        changed: list[Node] = []
        for group in groups:
            self.members[rank] = list(group)
            for node in group:
                if self.ranks.get(node) != rank:
                    self.ranks[node] = rank
                    changed.append(node)
            rank += len(group)
        return changed

    def refined(self, changed: Iterable[Node]) -> set[Node]:
        """Split the classes that have references to or from changed nodes; returns what has changed now."""
        near = {
            self.ranks[other]
            for node in changed
            for links in (self.there, self.back)
            for _path, other in links.get(node, ())
        }
        # All with the ranks of before.
        split = []
        for rank in near:
            members = self.members[rank]
            if len(members) > 1 and members[0] not in self.fixed:
                groups = _grouped({node: self._links(node) for node in members})
                if len(groups) > 1:
                    split.append((rank, groups))
        return {node for rank, groups in split for node in self._split(rank, groups)}

    def _links(self, node: Node) -> Any:
        there, back = self.there.get(node, ()), self.back.get(node, ())
        return (
            sorted((self.ranks[other], path) for path, other in there),
            sorted((self.ranks[other], path) for path, other in back),
        )

    def several(self, rank: int) -> bool:
        """Whether several nodes of one side have a rank."""
        sides = [side for side, _name in self.members[rank]]
        return len(sides) > len(set(sides))

    def parted(self, rank: int) -> set[Node]:
        """Tell nodes of a class apart that are alike to the end: the first of each side from the others,
        since its references then tell apart what it refers to; or all, if they refer to the same things.
        """
        members = self.members[rank]
        same = Counter(
            (node[0], *(tuple(sorted(links.get(node, ()))) for links in (self.there, self.back)))
            for node in members
        )
        most = len(members) if len(same) == len({side for side, _name in members}) else 1
        numbers: dict[Node, int] = {}
        counts: Counter[int] = Counter()
        for node in members:
            numbers[node] = min(counts[node[0]], most)
            counts[node[0]] += 1
        return set(self._split(rank, _grouped(numbers)))

    def in_order(self) -> dict[Node, int]:
        """The ranks, numbered without gaps."""
        numbers = {rank: number for number, rank in enumerate(sorted(self.members))}
        return {node: numbers[rank] for node, rank in self.ranks.items()}


def _grouped(keys: Mapping[Node, Any]) -> list[list[Node]]:
    """Nodes with the same key, in the order of keys; each as they come."""
    groups: list[list[Node]] = []
    last: Any = None
    for node in sorted(keys, key=keys.__getitem__):
        if groups and keys[node] == last:
            groups[-1].append(node)
        else:
            groups.append([node])
            last = keys[node]
    return groups
