"""The network of actors: who does something to whom, as a circle with arrows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from detente.render.report.matrices import Deed
from detente.render.report.subject import Subject

_MOST = 14
"""The actors that a circle has room for; the table has all."""

_THICKEST = 8
"""The events above which an arrow grows no thicker."""

WIDTH, HEIGHT = 860, 560
_RX, _RY = 260, 215


@dataclass(frozen=True, slots=True)
class Node:
    """An actor on the circle, with the place of its name."""

    name: str
    x: float
    y: float
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """The events of one article in which one actor does something to another."""

    path: str
    width: float
    side: str
    told: str


@dataclass(frozen=True, slots=True)
class Network:
    """The drawing; ``left_out``: how many actors have no room in it."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    width: int
    height: int
    left_out: int


def network(subject: Subject, deeds: Sequence[Deed]) -> Network | None:
    """The drawing of who does what to whom; ``None`` if nobody does."""
    weights: Counter[str] = Counter()
    for deed in deeds:
        for actor in (deed.agent, deed.recipient):
            weights[actor] += sum(deed.counts)
    if not weights:
        return None
    chosen = [actor for actor, _n in weights.most_common(_MOST)]
    nodes = {
        actor: _node(subject.label(actor), _place(number, len(chosen)), len(chosen))
        for number, actor in enumerate(chosen)
    }
    arrows = [
        Arrow(
            path=_path(nodes[deed.agent], nodes[deed.recipient], 0.12 + 0.1 * n),
            width=round(1.5 + 0.7 * min(number, _THICKEST), 1),
            side=side.key,
            told=f"{nodes[deed.agent].name} → {nodes[deed.recipient].name}, {side.name}: {number}",
        )
        for deed in deeds
        if deed.agent in nodes and deed.recipient in nodes
        for n, (side, number) in enumerate(zip(subject.sides, deed.counts, strict=True))
        if number
    ]
    left_out = len(weights) - len(chosen)
    return Network(tuple(nodes.values()), tuple(arrows), WIDTH, HEIGHT, left_out)


def _place(rank: int, total: int) -> int:
    """The place on the circle of an actor by rank: the next in rank opposite, so that their arrows,
    which are many, lie apart.
    """
    return rank // 2 + (rank % 2) * ((total + 1) // 2)


def _node(name: str, number: int, total: int) -> Node:
    angle = 2 * pi * number / total - pi / 2
    x, y = WIDTH / 2 + _RX * cos(angle), HEIGHT / 2 + _RY * sin(angle)
    side = "middle" if abs(cos(angle)) < 0.15 else "start" if cos(angle) > 0 else "end"
    text_x, text_y = x + 14 * cos(angle), y + 20 * sin(angle) + 5
    return Node(name, round(x, 1), round(y, 1), round(text_x, 1), round(text_y, 1), side)


def _path(start: Node, end: Node, bend: float) -> str:
    """A curve from one to another that ends before the point; bent, so that both ways are seen."""
    dx, dy = end.x - start.x, end.y - start.y
    length = hypot(dx, dy) or 1
    mx, my = (start.x + end.x) / 2 - dy * bend, (start.y + end.y) / 2 + dx * bend
    back = hypot(end.x - mx, end.y - my) or 1
    ex, ey = end.x - (end.x - mx) * 12 / back, end.y - (end.y - my) * 12 / back
    sx, sy = start.x + (mx - start.x) * 8 / length, start.y + (my - start.y) * 8 / length
    return f"M{sx:.1f} {sy:.1f}Q{mx:.1f} {my:.1f} {ex:.1f} {ey:.1f}"
