"""Migrations for people: what became of a file, and what each step changed."""

from detente.display import as_json, count
from detente.inert import printable
from detente.migration.changes import Change
from detente.pipeline.migrate import Migrated
from detente.records import VERSION

_LISTED = 8
_WIDTH = 60


def as_text(migrated: Migrated, *, every: bool = False) -> str:
    """A line for the file, then the changes of each step: the first ones, or all."""
    name = migrated.name or "<data>"
    if not migrated.steps:
        return printable(f"{name}: format {VERSION} already")
    total = sum(len(step.changes) for step in migrated.steps)
    versions = " -> ".join((migrated.version, *(step.target for step in migrated.steps)))
    lines = [f"{name}: format {versions}, {count(total, 'change')}"]
    for step in migrated.steps:
        if len(migrated.steps) > 1:
            lines.append(f"  {step.source} -> {step.target}")
        listed = step.changes if every else step.changes[:_LISTED]
        lines += [f"  {_change(change)}" for change in listed]
        if len(listed) < len(step.changes):
            lines.append(f"  … {len(step.changes) - len(listed)} more; --all lists them")
    return "\n".join(map(printable, lines))


def _change(change: Change) -> str:
    before, after = (as_json(value, _WIDTH) for value in (change.before, change.after))
    if change.op == "add":
        return f"+ {change.path} {after}"
    if change.op == "remove":
        return f"- {change.path} {before}"
    return f"~ {change.path} {before} -> {after}"
