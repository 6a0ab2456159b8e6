"""What became of many files, for the terminal: numbers, and a few names."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.corpus.report import CorpusReport
from detente.display import count
from detente.inert import printable
from detente.validation.catalogue import all_rules

if TYPE_CHECKING:
    from detente.corpus.identity import Identities


def report(made: CorpusReport, faults: Sequence[str]) -> str:
    """A run. ``faults``: the first files without rows."""
    lines = [f"{made.out}: {made}"]
    rules = all_rules()
    lines += [f"  {number:>9,}  {code}  {rules[code].name}" for code, number in made.rules.items()]
    lines += [f"  {fault}" for fault in faults]
    left = made.without_rows - len(faults)
    if left:
        lines.append(f"  … {left} more; manifest.jsonl has a line for each file")
    return "\n".join(map(printable, lines))


def identities(found: "Identities") -> str:
    """Who is the same."""
    lines = [
        f"{kind}: {count(n.records, 'record')}, {n.joined} of them joined as "
        f"{count(n.identities, 'identity', 'identities')}"
        for kind, n in found.counts.items()
    ]
    lines += [f"  {number:>9,}  not joined: {why}" for why, number in found.reasons.items()]
    lines += [f"  registry line {line} names no record" for line in found.unused]
    return "\n".join(map(printable, lines))
