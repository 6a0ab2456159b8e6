"""The order of things that refer to each other: by what they are, then by what they refer to and what refers
to them, until nothing more is told apart.

What is alike so far is a class. In each round those are looked at that have references to or from what was told
apart in the round before; the others of their class are alike as they were. Of the parts of a class the
largest stays what it is, and only the others have changed. So a round costs as much as it tells apart, however
large the class (as in Hopcroft 1971, for the states of automata).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby, islice, zip_longest
from typing import Any

Node = tuple[int, str]
"""A side and a name."""

Reference = tuple[Node, str, Node]
"""What refers to something, how, and to what."""

_Links = dict[Node, list[tuple[str, Node]]]
"""Of each node what it refers to, or what refers to it, and how."""

_GAP = 2**64
"""Between the numbers of two classes, so that others find room between them."""

_STEPS = 64
"""The part of the room between two that a new one leaves on one side of it."""


def ranked(
    keys: Mapping[Node, Any], references: Iterable[Reference], fixed: Collection[Node]
) -> dict[Node, int]:
    """The place of each node. Those of one side have places of their own; one of each side has the same
    place if nothing tells the two apart.

    ``keys``: what nodes are. ``fixed``: nodes that references do not tell apart.
    """
    classes = _Classes(keys, references, fixed)
    changed: Collection[Node] = set(keys)
    while changed:
        while changed:
            changed = classes.refined(changed)
        changed = classes.parted()
    return {
        node: rank
        for rank, each in enumerate(classes)
        for members in each.sides.values()
        for node in members
    }


class _Class:
    """Nodes that are alike so far. Classes are in order: each knows those beside it."""

    __slots__ = ("after", "before", "differ", "number", "sides")

    def __init__(self, members: Iterable[Node], before: "_Class | None") -> None:
        """Put it behind another one."""
        self.sides: dict[int, dict[Node, None]] = defaultdict(dict)
        """Its members by side, in the order in which they came."""
        for node in members:
            self.sides[node[0]][node] = None
        self.number = 0
        """A number in the order of the classes."""
        self.differ = False
        """Whether it is known that not all members of a side refer to the same things."""
        self.before = before
        self.after: _Class | None = None if before is None else before.after
        if self.after is not None:
            self.after.before = self
        if before is not None:
            before.after = self

    def __len__(self) -> int:
        """How many members there are."""
        return sum(map(len, self.sides.values()))

    def __iter__(self) -> Iterator[Node]:
        """The members, side by side."""
        for members in self.sides.values():
            yield from members

    @property
    def several(self) -> bool:
        """Whether several are of one side."""
        return any(len(members) > 1 for members in self.sides.values())


class _Classes:
    """All nodes by class."""

    def __init__(
        self, keys: Mapping[Node, Any], references: Iterable[Reference], fixed: Collection[Node]
    ) -> None:
        self.fixed = fixed
        self.there: _Links = defaultdict(list)
        self.back: _Links = defaultdict(list)
        for source, path, target in references:
            self.there[source].append((path, target))
            self.back[target].append((path, source))
        self.came = {node: number for number, node in enumerate(keys)}
        self.start = _Class((), None)
        """Before all others; it has no members."""
        self.done = self.start
        """No class up to this one has several members of one side."""
        last = self.start
        for group in _grouped(keys):
            last = _Class(group, last)
        self.of = {node: each for each in self for node in each}
        self._number()

    def __iter__(self) -> Iterator[_Class]:
        """The classes in order."""
        each = self.start.after
        while each is not None:
            yield each
            each = each.after

    def _number(self) -> None:
        for number, each in enumerate(self, 1):
            each.number = number * _GAP

    def refined(self, changed: Iterable[Node]) -> set[Node]:
        """Split the classes that have references to or from changed nodes; returns what has changed now."""
        near: dict[_Class, dict[Node, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for node in changed:
            number = self.of[node].number
            for way, links in enumerate((self.there, self.back)):
                for path, other in links.get(node, ()):
                    near[self.of[other]][other].append((way, path, number))
        # All with the numbers of before.
        split = []
        for each, nodes in near.items():
            if next(iter(each)) in self.fixed:
                continue
            # What has not changed is the same for all, since they were alike.
            alike: dict[Any, list[Node]] = defaultdict(list)
            for node, links_seen in nodes.items():
                alike[tuple(sorted(links_seen))].append(node)
            parts = [*alike.values()]
            rest = [node for node in islice(each, len(nodes) + 1) if node not in nodes][:1]
            parts += [rest] if rest else []
            if len(parts) > 1:
                parts.sort(key=lambda part: self._links(part[0]))
                split.append((each, parts, rest))
        return {node for each, parts, rest in split for node in self._divide(each, parts, rest)}

    def _links(self, node: Node) -> Any:
        there, back = self.there.get(node, ()), self.back.get(node, ())
        return (
            sorted((self.of[other].number, path) for path, other in there),
            sorted((self.of[other].number, path) for path, other in back),
        )

    def parted(self) -> list[Node]:
        """Tell nodes of a class apart that are alike to the end: the first of each side from the others,
        since its references then tell apart what it refers to; or all, if they refer to the same things.
        Returns what has changed; nothing if all are told apart.
        """
        each = self.done.after
        while each is not None and not each.several:
            self.done = each
            each = each.after
        if each is None:
            return []
        if self._refer_to_the_same(each):
            rows = zip_longest(*each.sides.values())
            return self._divide(
                each, [[node for node in row if node is not None] for row in rows], []
            )
        both = [[*islice(members, 2)] for members in each.sides.values()]
        rest = [nodes[1] for nodes in both if len(nodes) > 1]
        return self._divide(each, [[nodes[0] for nodes in both if nodes], rest], rest)

    def _refer_to_the_same(self, each: _Class) -> bool:
        """Whether the members of each side do."""
        for members in each.sides.values() if not each.differ else ():
            first: Any = None
            for node in members:
                held = [sorted(links.get(node, ())) for links in (self.there, self.back)]
                first = held if first is None else first
                each.differ = each.differ or held != first
                if each.differ:
                    return False
        return not each.differ

    def _divide(self, each: _Class, parts: list[list[Node]], rest: list[Node]) -> list[Node]:
        """Make a class of each part of a class, in order, but of the largest, which remains of it; returns
        the nodes whose class is another now. ``rest``: the part that stands for all nodes that are in none.
        """
        sizes = [len(part) for part in parts if part is not rest]
        left = len(each) - sum(sizes)
        if rest and left < max(sizes):
            named = {node for part in parts if part is not rest for node in part}
            parts = [[n for n in each if n not in named] if p is rest else p for p in parts]
            rest = []
        stays = parts.index(rest or max(parts, key=len))
        moved = [node for number, part in enumerate(parts) if number != stays for node in part]
        for node in moved:
            del each.sides[node[0]][node]
        before = each.before or self.start
        for part in parts[:stays]:
            before = self._insert(part, before, high=False)
        for part in reversed(parts[stays + 1 :]):
            self._insert(part, each, high=True)
        return moved

    def _insert(self, part: list[Node], before: _Class, *, high: bool) -> _Class:
        """Make a class behind another one. ``high``: its number is near to that of the next one, and not to
        that of the other: far from what remains of the class that is split, which is likely to be split again.
        """
        after = before.after
        if after is not None and after.number - before.number < _STEPS:
            self._number()
        made = _Class(sorted(part, key=self.came.__getitem__), before)
        room = _GAP if after is None else after.number - before.number
        made.number = before.number + (room - room // _STEPS if high else room // _STEPS)
        for node in part:
            self.of[node] = made
        return made


def _grouped(keys: Mapping[Node, Any]) -> list[list[Node]]:
    """Nodes with the same key, in the order of keys; each as they come."""
    return [
        [*group] for _key, group in groupby(sorted(keys, key=keys.__getitem__), keys.__getitem__)
    ]
