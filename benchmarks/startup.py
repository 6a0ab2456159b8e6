"""How long whole processes take, as multiples of a bare interpreter.

    python benchmarks/startup.py [--runs 15] [--only WORD ...] [--short]

Every run starts all candidates in random order and compares each with the bare interpreter of the same
run. The byte code is warm. The processor time (user and system) decides, since it depends least on what
else the machine does; wall time stands beside it.

``--short``: few runs, for CI. The exit status is 1 if a candidate takes twice its target.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

BARE = "python -c pass"
"""The interpreter alone."""

ROOT = Path(__file__).resolve().parents[1]
VARN = ROOT / "examples" / "varn"
ENTENTE = ROOT / "examples" / "entente-cordiale"

SMALL = b"""{
  "format": "detente",
  "version": "1.0",
  "actors": [
    {"id": "actor:france", "kind": "state", "names": [{"text": "France", "kind": "official", "language": "en"}]}
  ]
}
"""


def command(*words: str) -> list[str]:
    """The arguments of the interpreter for a detente command."""
    return ["-m", "detente", *words]


def candidates(folder: Path) -> dict[str, tuple[list[str], float | None]]:
    """What is run, and at most how many times the bare interpreter it shall take."""
    small = folder / "small.detente.json"
    small.write_bytes(SMALL)
    draft, text = (str(ENTENTE / f"entente-cordiale.{end}") for end in ("draft.json", "txt"))
    passes = [f"@dprk-russia/pass-{name}" for name in "ab"]
    return {
        BARE: (["-c", "pass"], None),
        "import detente": (["-c", "import detente"], 2),
        "from detente import Claim": (["-c", "from detente import Claim"], None),
        "from detente import load": (["-c", "from detente import load"], None),
        "detente --version": (command("--version"), 5),
        "detente --help": (command("--help"), 5),
        "detente rules": (command("rules"), 5),
        "detente schema": (command("schema"), 5),
        "detente codebook claim_kind": (command("codebook", "claim_kind"), 5),
        "detente explain D201": (command("explain", "D201"), 5),
        "detente validate, 200 bytes": (command("validate", str(small)), 12),
        "detente validate @dprk-russia": (command("validate", "@dprk-russia"), None),
        "detente compare": (command("compare"), 25),
        "detente demo": (command("demo"), 25),
        "detente seal, a draft of one page": (command("seal", draft, "--texts", text), 30),
        "detente agree, the bundled passes": (command("agree", *passes), 50),
        "import attrs": (["-c", "import attrs"], None),
        "import msgspec": (["-c", "import msgspec"], None),
        "import jsonschema": (["-c", "import jsonschema"], None),
    }


def run(arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """The seconds that a process took, of the clock and of the processor."""
    start = time.perf_counter()
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, *arguments],
        environment,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _child, status, used = os.wait4(child, 0)
    if status:
        msg = f"{arguments}: exit status {os.waitstatus_to_exitcode(status)}"
        raise SystemExit(msg)
    return time.perf_counter() - start, used.ru_utime + used.ru_stime


def measured(runs: int, only: list[str]) -> dict[str, tuple[float, float, float, float | None]]:
    """Of each candidate the processor time in ms, the ratios of processor and of wall time to the
    bare interpreter, and the target: medians over the runs.
    """
    with tempfile.TemporaryDirectory() as name:
        everything = candidates(Path(name))
        wanted = {
            label: entry
            for label, entry in everything.items()
            if label == BARE or not only or any(word in label for word in only)
        }
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(Path(name, "bytecode"))
        found: dict[str, list[tuple[float, float]]] = {label: [] for label in wanted}
        for number in range(runs + 1):
            for label in random.sample(list(wanted), len(wanted)):
                entry = run(wanted[label][0], environment)
                if number:  # the first run writes the byte code
                    found[label].append(entry)
    bare = found[BARE]
    return {
        label: (
            statistics.median(work for _, work in times) * 1e3,
            statistics.median(a[1] / b[1] for a, b in zip(times, bare, strict=True)),
            statistics.median(a[0] / b[0] for a, b in zip(times, bare, strict=True)),
            wanted[label][1],
        )
        for label, times in found.items()
    }


def main() -> int:
    """Print the table; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--only", nargs="+", default=[], metavar="WORD")
    parser.add_argument("--short", action="store_true")
    given = parser.parse_args()
    rows = measured(3 if given.short else given.runs, given.only)
    print("| what | processor, ms | × bare, processor | × bare, wall | target | met |")
    print("|---|---|---|---|---|---|")
    for label, (work, ratio, wall, limit) in rows.items():
        met = "" if limit is None else "yes" if ratio <= limit else "**no**"
        target = "" if limit is None else f"≤ {limit}"
        print(f"| {label} | {work:.0f} | {ratio:.1f} | {wall:.1f} | {target} | {met} |")
    far = [label for label, (_, ratio, _, limit) in rows.items() if limit and ratio > 2 * limit]
    if given.short and far:
        print(f"more than twice the target: {', '.join(far)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
