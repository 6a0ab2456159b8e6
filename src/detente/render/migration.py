"""Migrations for people: what became of a file, and what each step changed."""

from typing import Any

from detente.display import as_json, count
from detente.migration.changes import Change
from detente.pipeline.migrate import Migrated
from detente.records import VERSION

_LISTED = 8
_WIDTH = 60


def migrated(shown: Migrated, *, every: bool = False) -> str:
    """A line for the file, then the changes of each step: the first ones, or all."""
    name = shown.name or "<data>"
    if not shown.steps:
        return f"{name}: format {VERSION} already"
    total = sum(len(step.changes) for step in shown.steps)
    way = " -> ".join((shown.version, *(step.target for step in shown.steps)))
    lines = [f"{name}: format {way}, {count(total, 'change')}"]
    for step in shown.steps:
        if len(shown.steps) > 1:
            lines.append(f"  {step.source} -> {step.target}")
        listed = step.changes if every else step.changes[:_LISTED]
        lines += [f"  {_change(change)}" for change in listed]
        if len(listed) < len(step.changes):
            lines.append(f"  … {len(step.changes) - len(listed)} more; --all lists them")
    return "\n".join(lines)


def _change(change: Change) -> str:
    if change.op == "add":
        return f"+ {change.path} {_value(change.after)}"
    if change.op == "remove":
        return f"- {change.path} {_value(change.before)}"
    return f"~ {change.path} {_value(change.before)} -> {_value(change.after)}"


def _value(value: Any) -> str:
    return as_json(value, _WIDTH)
