"""Lists for people: statistics, the demonstration."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from detente.analysis.comparison.compare import compare
from detente.dataset import Dataset
from detente.diagnostics import Report
from detente.display import WIDTH, count, filled
from detente.inert import printable
from detente.records.labels import Labels
from detente.render.comparison import in_short

_DYADS = 10
"""The dyads that the statistics list: relations first, then those with the most events."""

_HOLDERS = 8
"""The holders that they list."""


def numbers(dataset: Dataset, counted: dict[str, Any]) -> str:
    """The statistics of a dataset, as ``statistics`` counts them; records by their labels."""
    labels = Labels(dataset)
    head = dataset.dataset
    used = counted["vocabulary"]
    lines = [
        printable(head.title if head else "unnamed dataset"),
        filled(", ".join(f"{n} {name}" for name, n in counted["records"].items() if n)),
        f"{counted['spans']} spans; {used['used']} of {used['of']} vocabulary values used",
        "",
        "articles",
    ]
    for id_, article in counted["articles"].items():
        text = (
            f"{labels.with_id(id_)}: {article['claims']} claims, {article['events']} events; "
            f"{article['length']} code points in {article['segments']} segments, "
            f"{article['coverage']:.1%} accounted for"
        )
        lines.append(_listed(text))
    lines += _compared(labels, counted)
    lines += _table(
        "dyads, with events from agent to recipient (* has a relation of its own)",
        map(partial(_dyad, labels), counted["dyads"]),
        _DYADS,
    )
    years = ", ".join(f"{year} {n}" for year, n in counted["years"].items())
    lines += ["", "events by year", _listed(years or "none")]
    holders = (f"{labels[id_]}: {count(n, 'statement')}" for id_, n in counted["holders"].items())
    lines += _table("who holds statements", holders, _HOLDERS)
    lines += ["", "values"]
    for name, counts in counted["values"].items():
        listed = ", ".join(f"{value} {n}" for value, n in counts.items())
        lines.append(_listed(f"{name}: {listed}"))
    return "\n".join(lines)


def _compared(labels: Labels, counted: dict[str, Any]) -> list[str]:
    """What comparing the two articles counts; nothing where there are not two."""
    if "comparison" not in counted:
        return []
    left, right, *verdicts = counted["comparison"].items()
    found = ", ".join(f"{verdict} {n}" for verdict, n in verdicts if n) or "nothing in either"
    title = f"{labels[left[1]]} (left) and {labels[right[1]]} (right) compared"
    return ["", printable(title), _listed(found)]


def _dyad(labels: Labels, dyad: dict[str, Any]) -> str:
    first, second = (labels[id_] for id_ in dyad["actors"])
    there, back = dyad["events"]
    relation = "*" if dyad["relation"] else ""
    return f"{first} → {second} {there}, {second} → {first} {back}{relation}"


def _table(title: str, rows: Iterable[str], most: int) -> list[str]:
    every = [*rows]
    more = [f"  … {len(every) - most} more"] if len(every) > most else []
    return ["", title, *map(_listed, every[:most]), *more] if every else []


def _listed(text: str) -> str:
    return filled(printable(text), "  ", "      ")


# --- the demonstration ------------------------------------------------------------------------------


def demo(dataset: Dataset, report: Report) -> str:
    """A screenful: what the two articles of the bundled dataset agree and differ on."""
    size = ", ".join((count(len(dataset.claims), "claim"), count(len(dataset.events), "event")))
    end = f"{size}; {_proof(report)}. Next: detente compare"
    title = [printable(dataset.dataset.title)] if dataset.dataset else []
    return "\n".join((*title, *in_short(compare(dataset), width=WIDTH), filled(end)))


def _proof(report: Report) -> str:
    counts = report.summary
    others = f" ({count(counts['warning'], 'warning')})" if counts["warning"] else ""
    words = f" and the words of {count(len(report.texts), 'text')}" if report.texts else ""
    return f"schema{words} checked: no errors{others}"
