"""How long a whole process takes, as time above that of an empty one.

    python benchmarks/startup.py [--runs 15]

Every run starts all candidates in random order. Byte code is warm. Wall time decides; the processor
time (user and system) says what it would be on a machine with nothing else to do.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import time

CANDIDATES = {
    "python -c pass": (["-c", "pass"], None),
    "import detente": (["-c", "import detente"], 10),
    "from detente import Claim": (["-c", "from detente import Claim"], 90),
    "python -m detente --version": (["-m", "detente", "--version"], 30),
    "from detente import load": (["-c", "from detente import load"], None),
    "import attrs": (["-c", "import attrs"], None),
    "import jsonschema": (["-c", "import jsonschema"], None),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    given = parser.parse_args()
    times: dict[str, list[float]] = {name: [] for name in CANDIDATES}
    work: dict[str, list[float]] = {name: [] for name in CANDIDATES}
    names = list(CANDIDATES)
    for run in range(given.runs + 1):
        random.shuffle(names)
        for name in names:
            before = os.times()
            start = time.perf_counter()
            command = [sys.executable, *CANDIDATES[name][0]]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            if run:  # the first fills the caches
                times[name].append((time.perf_counter() - start) * 1e3)
                after = os.times()
                used = after.children_user + after.children_system
                used -= before.children_user + before.children_system
                work[name].append(used * 1e3)
    bare = times["python -c pass"]
    print(
        "| what | least ms | median ms | least above bare | median above bare | median above bare, processor | target | met by least, median |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for name, (_, limit) in CANDIDATES.items():
        least = min(times[name]) - min(bare)
        median = statistics.median(a - b for a, b in zip(times[name], bare, strict=True))
        row = [name, f"{min(times[name]):.0f}", f"{statistics.median(times[name]):.0f}"]
        busy = statistics.median(work[name]) - statistics.median(work["python -c pass"])
        row += [""] * 3 if times[name] is bare else [f"{least:.1f}", f"{median:.1f}", f"{busy:.0f}"]
        met = ["yes" if above <= (limit or 0) else "**no**" for above in (least, median)]
        row += ["", ""] if limit is None else [f"≤ {limit} ms", ", ".join(met)]
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
