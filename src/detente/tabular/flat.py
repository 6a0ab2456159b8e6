"""Rows of statements and of the timeline as flat rows, with what ids are called beside them."""

from collections.abc import Iterable, Mapping
from typing import Any

from detente.json_types import Json
from detente.records.labels import Labels
from detente.statement import row, timeline
from detente.tabular.cells import Cell, Row

STATEMENTS, TIMELINE = "statements", "timeline"

ATTRIBUTES: dict[str, Mapping[str, str]] = {
    STATEMENTS: {name: name for name in row.COLUMNS},
    TIMELINE: timeline.COLUMNS,
}
"""The columns of each, with the attributes that they hold."""

LISTS = frozenset(
    (
        *("about", "attitude_actors", "issues", "themes", "codes", "evidence", "via"),
        *("agent", "recipient", "adversary", "others"),
    )
)
"""The columns that can hold several values."""

_IDS = frozenset(
    (
        *("holder", "side", "about", "judged", "attitude_actors", "issues", "article", "via"),
        *("agent", "recipient", "adversary", "others"),
    )
)
"""The columns of ids, before each of which stands one of labels."""

LABEL = "_label"
"""How the name of a column of labels ends."""


def columns(names: Iterable[str]) -> list[str]:
    """The columns with those of labels."""
    return [shown for name in names for shown in ([name + LABEL, name] if name in _IDS else [name])]


def labelled(plain: Mapping[str, Json], labels: Labels) -> dict[str, Json]:
    """A row as plain values, with columns of labels."""
    with_labels: dict[str, Json] = {}
    for name, value in plain.items():
        if name in _IDS:
            with_labels[name + LABEL] = _labels(value, labels)
        with_labels[name] = value
    return with_labels


def _labels(value: Any, labels: Labels) -> Json:
    if isinstance(value, list):
        return [labels.holder(id_) for id_ in value]
    return None if value is None else labels.holder(value)


def cells(values: Mapping[str, Json]) -> Row:
    """A row with lists as text: labels are separated by semicolons, all else by blanks."""
    return {
        name: _joined(value, "; " if name.endswith(LABEL) else " ")
        for name, value in values.items()
    }


def _joined(value: Any, separator: str) -> Cell:
    if not isinstance(value, list):
        cell: Cell = value
        return cell
    words = (f"{item[0]}-{item[1]}" if isinstance(item, list) else item for item in value)
    return separator.join(words) or None
