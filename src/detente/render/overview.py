"""Lists for people: rules, statistics, the demonstration."""

from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import Any

from detente.analysis.statistics import statistics
from detente.dataset import Dataset
from detente.diagnostics import Report
from detente.display import bracketed, count, filled, printable
from detente.records import times
from detente.records.labels import Labels
from detente.validation.registry import LEVELS, Rule


def list_of_rules(rules: Iterable[Rule]) -> str:
    """All rules, level by level."""
    lines: list[str] = []
    level = -1
    for rule in rules:
        if rule.level != level:
            level = rule.level
            lines += ["", f"level {level}: {LEVELS[level]}"]
        mark = "" if rule.severity.value == "error" else f" [{rule.severity.value}]"
        lines.append(f"  {rule.code} {rule.name}{mark}")
    return "\n".join([*lines[1:], "", "detente explain CODE says more"])


def rule_in_full(rule: Rule) -> str:
    """One rule: what it checks, why, an example, what to write instead."""
    lines = [
        f"{rule.code} {rule.name} ({rule.severity.value}, level {rule.level}: "
        f"{LEVELS[rule.level]})",
        "",
        filled(rule.what),
        "",
        filled(f"Why: {rule.why}", rest="     "),
    ]
    if rule.example:
        lines += ["", "Wrong:", *(f"    {line}" for line in rule.example)]
    if rule.instead:
        lines += ["", "Right:", *(f"    {line}" for line in rule.instead)]
    return "\n".join(lines)


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
        head.title if head else "unnamed dataset",
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
    return ["", title, _listed(found)]


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
    """A screenful: what is in the bundled dataset, and three things worth knowing."""
    counted = statistics(dataset)
    records = counted["records"]
    statements = dataset.statements()
    labels = Labels(dataset)
    lines = [
        f"{dataset.dataset.title}" if dataset.dataset else "",
        "",
        f"  {records['claims']} claims, {records['events']} events and {records['relations']} "
        f"relations between {records['actors']} actors,",
        f"  {len(statements)} statements pinned to {counted['spans']} spans of "
        f"{records['articles']} articles",
    ]
    for article in dataset.articles:
        of_article = counted["articles"][article.id]
        who = ", ".join(a.name for a in article.authors) or "no author stated"
        lines.append(
            f"  {labels[article.id]}: {who}, {article.publisher}; {of_article['claims']} claims, "
            f"{of_article['events']} events, {of_article['coverage']:.0%} covered"
        )
    lines += ["", _proof(report), "", "Three things worth knowing", ""]
    facts = (_authors(counted), _holders(dataset), _relation(dataset))
    lines += [filled(fact, f"  {number}. ", "     ") for number, fact in enumerate(facts, 1)]
    lines += [
        "",
        "Next: detente show ID · detente stats · detente draft MY.txt -o MY.draft.json",
    ]
    return "\n".join(lines)


def _proof(report: Report) -> str:
    counts = report.summary
    others = f" ({counts['warning']} warnings)" if counts["warning"] else ""
    if report.texts:
        words = f"and the words of {len(report.texts)} texts"
    else:
        words = "and each other; with --texts DIR the words of the texts are checked too"
    checked = f"Checked: no errors{others}. The records fit the schema {words}."
    return filled(checked, "  ")


def _authors(counted: dict[str, Any]) -> str:
    counts = counted["comparison"]
    alone = counts["only_left"] + counts["only_right"]
    return (
        f"Two authors: they agree on {count(counts['agree'], 'point')} and contradict each other "
        f"on {counts['contradict']}. On {counts['changed']} the later article tells of a change, "
        f"and {counts['later']} it takes up again. {alone} only one of them makes. "
        "(detente compare)"
    )


def _holders(dataset: Dataset) -> str:
    labels = Labels(dataset)
    rows = dataset.statements()
    own = {article.id for article in dataset.articles}
    reported = [row for row in rows if row.holder not in own]
    counts = Counter(row.holder for row in reported)
    top = ", ".join(f"{labels.holder(holder)} ({n})" for holder, n in counts.most_common(3))
    unsigned = sum(row.commitment.value == "Uu" and row.holder in own for row in rows)
    return (
        f"Who speaks: {len(reported)} of {len(rows)} statements are somebody else's. Whom an article "
        f"reports most often: {top}. Of {unsigned} the articles do not say whether they are so (Uu)."
    )


def _relation(dataset: Dataset) -> str:
    relation: Any = dataset["relation:dprk-russia"]
    labels = Labels(dataset)
    parts = []
    for account in relation.accounts:
        phases = [
            f"{phase.character.value}{f' {bracketed(when)}' if when else ''}"
            for phase in account.phases
            if phase.character is not None
            for when in [times.in_words(phase.period)]
        ]
        denied = sorted({d.value for phase in account.phases for d in phase.denied})
        without = f", and not {' or '.join(denied)}" if denied else ""
        parts.append(
            f"{labels[account.article]} sees {', '.join(phases) or 'no one character'}{without}"
        )
    return f"One relation, two accounts: {'; '.join(parts)}. (detente show {relation.id})"
