"""The order of things that refer to each other is that which rounds over all of them give."""

from collections import Counter, defaultdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.agreement.refining import Node, _Classes, ranked

nodes = st.tuples(st.integers(0, 1), st.sampled_from("abcdef"))
references = st.lists(st.tuples(nodes, st.sampled_from("pq"), nodes), max_size=14).map(
    lambda drawn: [(one, path, (one[0], other[1])) for one, path, other in drawn]
)
keys = st.fixed_dictionaries(
    {(side, name): st.integers(0, 2) for side in (0, 1) for name in "abcdef"}
)


def numbered(keys: dict[Node, Any]) -> dict[Node, int]:
    place = {key: number for number, key in enumerate(sorted(set(keys.values())))}
    return {node: place[key] for node, key in keys.items()}


def by_rounds(keys: dict[Node, Any], references: list, fixed: set[Node]) -> dict[Node, int]:
    """Each round looks at everything; of what is alike to the end the first of each side goes first."""
    classes = 0
    while True:
        ranks = numbered(keys)
        there, back = defaultdict(list), defaultdict(list)
        for source, path, target in references:
            there[source].append((ranks[target], path))
            back[target].append((ranks[source], path))
        if len(set(ranks.values())) > classes:
            classes = len(set(ranks.values()))
            keys = {
                node: (rank, *(() if node in fixed else tuple(sorted(x[node]))
                               for x in (there, back)))
                for node, rank in ranks.items()
            }  # fmt: skip
            continue
        counts = Counter((node[0], rank) for node, rank in ranks.items())
        alike = [rank for (_side, rank), n in counts.items() if n > 1]
        if not alike:
            return ranks
        first = {}
        for node, rank in ranks.items():
            first.setdefault((node[0], rank), node)
        keys = {
            node: (rank, rank == min(alike) and first[node[0], rank] != node)
            for node, rank in ranks.items()
        }


@given(keys, references, st.integers(0, 3))
def test_the_order_is_that_of_rounds_over_all(keys: dict, references: list, number: int) -> None:
    fixed = set()
    for side in (0, 1):
        for name in "abc"[:number]:
            keys[side, name] = 10 + "abc".index(name)
            fixed.add((side, name))

    assert ranked(keys, references, fixed) == by_rounds(keys, references, fixed)


def test_the_first_of_what_is_alike_tells_apart_what_it_refers_to() -> None:
    keys = {(side, name): name in "cd" for side in (0, 1) for name in "abcd"}
    references = [
        ((side, one), "p", (side, other)) for side in (0, 1) for one, other in ("ad", "bc")
    ]
    ranks = ranked(keys, references, ())

    assert ranks == by_rounds(keys, references, set())
    assert sorted("abcd", key=lambda name: ranks[0, name]) == ["a", "b", "d", "c"]


def test_what_is_alike_in_all_is_told_apart_at_once() -> None:
    number = 20_000
    keys: dict[Node, Any] = {(side, f"c{n}"): 1 for side in (0, 1) for n in range(number)}
    keys |= {(side, "of all"): 0 for side in (0, 1)}
    references = [(node, "about", (node[0], "of all")) for node in keys if node[1] != "of all"]

    ranks = ranked(keys, references, ())
    assert [ranks[1, f"c{n}"] for n in range(number)] == list(range(1, number + 1))


def chain(number: int) -> tuple[dict[Node, Any], list[Any]]:
    keys = {(side, f"e{n:05}"): 0 for side in (0, 1) for n in range(number)}
    keys |= {(side, "of all"): 1 for side in (0, 1)}
    return keys, [
        ((side, f"e{n:05}"), path, (side, other))
        for side in (0, 1)
        for n in range(number)
        for path, other in (("next", f"e{(n + 1) % number:05}"), ("about", "of all"))
        if path == "about" or n < number - 1
    ]


def test_a_round_looks_at_what_was_told_apart_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0
    links_of = _Classes._links

    def counted(self: Any, node: Node) -> Any:
        nonlocal looked
        looked += 1
        return links_of(self, node)

    monkeypatch.setattr(_Classes, "_links", counted)
    keys, references = chain(300)
    ranks = ranked(keys, references, ())

    assert [ranks[0, f"e{n:05}"] for n in range(300)] == [ranks[1, f"e{n:05}"] for n in range(300)]
    assert len(set(ranks.values())) == 301
    assert looked < 4 * 600  # and not a square


@pytest.mark.parametrize("number", [1, 2, 3, 7, 12])
def test_a_chain_is_in_the_order_of_rounds_over_all(number: int) -> None:
    keys, references = chain(number)

    assert ranked(keys, references, ()) == by_rounds(keys, references, set())


def test_many_classes_between_two_get_new_numbers() -> None:
    """Each pair is told apart from the rest, always at the same end of the class."""
    number = 3000
    keys: dict[Node, Any] = {(0, f"{kind}{n:04}"): kind for kind in "ab" for n in range(number)}
    references = [((0, f"a{n:04}"), "of", (0, f"b{n:04}")) for n in range(number)]

    ranks = ranked(keys, references, ())
    assert [ranks[0, f"a{n:04}"] for n in range(number)] == list(range(number))
    assert [ranks[0, f"b{n:04}"] for n in range(number)] == list(range(number, 2 * number))


def test_of_a_class_the_larger_part_stays_whichever_it_is() -> None:
    keys: dict[Node, Any] = {(side, name): name in "xy" for side in (0, 1) for name in "abcdxy"}
    references = [((side, name), "of", (side, "x")) for side in (0, 1) for name in "bcd"]

    assert ranked(keys, references, ()) == by_rounds(keys, references, set())


def test_references_do_not_tell_apart_what_is_fixed() -> None:
    keys: dict[Node, Any] = {(side, name): name for side in (0, 1) for name in "ab"}
    references = [((0, "a"), "of", (0, "b"))]

    assert ranked(keys, references, {(0, "b"), (1, "b")}) == by_rounds(
        keys, references, {(0, "b"), (1, "b")}
    )
