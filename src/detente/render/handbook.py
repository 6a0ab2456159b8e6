"""What the library explains of itself: its rules, kinds of record and verdicts, as text for people.

Read from ``data/handbook.json``, so that nothing else has to be loaded; ``docs/reference.py`` writes the
file from the library, and a test fails if they differ.
"""

import json
import textwrap
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from detente.display import filled

FILE = Path(__file__).parent / "data" / "handbook.json"


@cache
def handbook() -> Any:
    """The handbook as plain values: ``levels``, ``rules``, ``removed``, ``records``, ``verdicts``."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def list_of_rules(rules: Iterable[Mapping[str, Any]]) -> str:
    """All rules, level by level."""
    lines: list[str] = []
    level = -1
    for rule in rules:
        if rule["level"] != level:
            level = rule["level"]
            lines += ["", f"level {level}: {_level(level)}"]
        mark = "" if rule["severity"] == "error" else f" [{rule['severity']}]"
        lines.append(f"  {rule['code']} {rule['name']}{mark}")
    return "\n".join([*lines[1:], "", "detente explain CODE says more"])


def _level(level: int) -> str:
    name: str = handbook()["levels"][str(level)]
    return name


def rule_as_text(rule: Mapping[str, Any]) -> str:
    """One rule: what it checks, why, an example, what to write instead."""
    level = rule["level"]
    lines = [
        f"{rule['code']} {rule['name']} ({rule['severity']}, level {level}: {_level(level)})",
        "",
        filled(rule["what"]),
        "",
        filled(f"Why: {rule['why']}", rest="     "),
    ]
    if rule["example"]:
        lines += ["", "Wrong:", *(f"    {line}" for line in rule["example"])]
    if rule["instead"]:
        lines += ["", "Right:", *(f"    {line}" for line in rule["instead"])]
    return "\n".join(lines)


def record_as_text(kind: Mapping[str, Any]) -> str:
    """A kind of record: its meaning, its fields, an example with quotes."""
    lines = [kind["name"], filled(kind["what"].replace("``", "`")), ""]
    for field in kind["fields"]:
        mark = "required" if field["required"] else "optional"
        lines.append(f"  {field['key']} ({mark}; {field['holds']})")
        lines.append(filled(field["what"].replace("``", "`"), " " * 6))
    if kind["example"] is not None:
        indented = json.dumps(kind["example"], indent=2, ensure_ascii=False)
        lines += ["", "Example, as in a draft:", textwrap.indent(indented, "  ")]
    return "\n".join(lines)


def verdict_as_text(verdict: Mapping[str, Any]) -> str:
    """What attaching means by a verdict, and what follows from it."""
    place = "a place" if verdict["found"] else "no place"
    rule = verdict["rule"]
    reported = f"; detente validate --texts reports {rule}" if rule else ""
    others = ", ".join(name for name in handbook()["verdicts"] if name != verdict["name"])
    return "\n".join(
        [
            f"{verdict['name']} (what detente attach says of a span)",
            "",
            filled(verdict["what"]),
            "",
            filled(f"So the span has {place} in the copy{reported}."),
            f"The others: {others}.",
        ]
    )
