"""Fuzzing: absurd data through every function and command, and broken files past the loader and its judge.

    python benchmarks/fuzz.py [--examples 10000] [--mutants 20000] [--large 10000] [--seed 0] [--save DIR]

*Examples* are datasets and drafts that the schema accepts and that make no sense (``detente.testing``,
``absurd_datasets`` and ``absurd_drafts``). Each is driven through some calls of ``tests/driving.py``, so that all are
made in turn. *Large* ones hold so many of one thing: the items of a list, records, links of a chain or a circle.
*Mutants* are valid files in which one value is broken; the loader must accept what the schema accepts and
nothing else. An interrupt ends the examples, and the summary is printed.

Printed: how many were tried, how often each call was made, each problem once with its number, and the
disagreements of the loader with the schema. The exit status is 1 if there is any.
"""

import argparse
import json
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402
from tests import driving  # noqa: E402
from tests.large import large  # noqa: E402
from tests.sample import DRAFT  # noqa: E402
from tests.sample import TEXTS as SAMPLE_TEXTS  # noqa: E402
from tests.sealing import SEALED  # noqa: E402
from tests.validation import mutations as broken  # noqa: E402

import detente  # noqa: E402
from detente.testing.absurd import Absurd  # noqa: E402

VALID = detente.loads(SEALED)
CALLS = (*driving.FUNCTIONS, *driving.OF_DATA)
TEXTS = driving.TEXTS | SAMPLE_TEXTS
"""What absurd articles are of, and those of the valid dataset, whose spans are found in them."""


class Tally:
    """What was tried and what went wrong."""

    def __init__(self, save: Path | None) -> None:
        self.calls: Counter[str] = Counter()
        self.seconds: Counter[str] = Counter()
        self.problems: Counter[tuple[str, str]] = Counter()
        self.longest: dict[str, float] = {}
        self.save = save

    @property
    def kinds(self) -> int:
        """How many problems, each counted once."""
        return len({kind for kind, _ in self.problems})

    def make(self, call: driving.Call, example: driving.Given, limit: float) -> None:
        """Make a call, and keep the first example of each problem."""
        start = time.process_time()
        problem = driving.problem(call, example, limit)
        took = time.process_time() - start
        self.calls[call.name] += 1
        self.seconds[call.name] += took
        self.longest[call.name] = max(took, self.longest.get(call.name, 0))
        if problem is None:
            return
        slow = problem.startswith("takes more")
        key = problem if slow else " ".join(problem.split()[:4])  # the error and the place
        first = not any(k == key for k, _ in self.problems)
        self.problems[key, call.name] += 1
        if first:
            print(f"problem: {call.name}: {problem}", flush=True)
            if self.save is not None:
                number = self.kinds
                self.save.mkdir(parents=True, exist_ok=True)
                Path(self.save, f"{number}.detente.json").write_bytes(example.data)
                Path(self.save, f"{number}.draft.json").write_bytes(example.drafted)
                Path(self.save, f"{number}.txt").write_text(f"{call.name}\n{problem}\n")


class Chance:
    """Draws for the makers of ``detente.testing`` a hundred times as fast as Hypothesis, which remembers what it has
    drawn and can make it smaller: numbers by ``random``, all else from pools that Hypothesis has filled.
    """

    def __init__(self, seeded: int) -> None:
        self.random = random.Random(seeded)
        self.seeded = seeded
        self.ways: dict[Any, Callable[[], Any]] = {}

    def __call__(self, strategy: Any) -> Any:
        """A value of a strategy."""
        if strategy not in self.ways:
            self.ways[strategy] = self._way(strategy)
        return self.ways[strategy]()

    def _way(self, strategy: Any) -> Callable[[], Any]:
        whole = getattr(strategy, "wrapped_strategy", strategy)
        if isinstance(getattr(whole, "start", None), int):
            return lambda: self.random.randint(whole.start, whole.end)
        if isinstance(getattr(whole, "min_size", None), int) and whole.min_size == whole.max_size:
            return lambda: self.random.randbytes(whole.min_size)
        pool: list[Any] = []

        @seed(self.seeded)
        @settings(max_examples=POOL, database=None, deadline=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(strategy)
        def fill(value: Any) -> None:
            pool.append(value)

        fill()
        return lambda: self.random.choice(pool)


POOL = 200
"""Values of each strategy that is no number."""


def examples(number: int, seeded: int) -> Iterator[tuple[Any, Any]]:
    """Absurd datasets, each with an absurd draft."""
    texts, draft = tuple(driving.TEXTS.values()), json.loads(DRAFT)
    chance = Chance(seeded)
    for _ in range(number):
        yield Absurd(chance, texts).dataset((VALID,)), Absurd(chance, texts).draft((draft,))


def _stoppable(pairs: Iterator[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Ends with what there is when the user interrupts: the summary is printed all the same."""
    stopped: list[bool] = []
    before = signal.signal(signal.SIGINT, lambda *_: stopped.append(True))
    for pair in pairs:
        if stopped:
            break
        yield pair
    signal.signal(signal.SIGINT, before)


def drive(
    pairs: Iterator[tuple[Any, Any]], tally: Tally, options: argparse.Namespace, folder: Path
) -> int:
    """Drive datasets with drafts through the calls, each pair through some in turn; returns how many pairs
    there were.
    """
    number, other = 0, VALID
    for number, (dataset, draft) in enumerate(_stoppable(pairs), 1):
        example = driving.Given(folder, dataset, draft, other, TEXTS)
        for offset in range(min(options.calls, len(CALLS))):
            tally.make(
                CALLS[(number * options.calls + offset) % len(CALLS)], example, options.limit
            )
        if number % 2000 == 0:
            for call in driving.ONCE:
                tally.make(call, example, options.limit * 3)
        if number % (500 if example.small else 10) == 0:
            print(
                f"… {2 * number} examples, {tally.calls.total()} calls, {tally.kinds} problems",
                flush=True,
            )
        other = dataset
    return number


def mutants(number: int, seeded: int) -> Counter[str]:
    """Broken files past the loader and the judge; prints the disagreements."""
    chance = random.Random(seeded)
    files = broken.small_files()
    sites = [
        (n, path, cls, value)
        for n, plain in enumerate(files)
        for path, cls, value in broken.objects(plain)
        if value and value is not plain["annotators"][-1]
    ]
    fields = set()
    for _ in range(number):
        n, path, cls, value = chance.choice(sites)
        key = chance.choice(list(value))
        ways = broken.of_object(path, cls, value, {key})
        if chance.random() < 0.1:
            ways = broken.around_object(path, cls, value)
        fields.add((cls, key))
        for told in broken.run([chance.choice(ways)], files[n], len(files[n]["annotators"]) - 1):
            broken.tally["problems"] += 1
            print(f"mutant: {told}", flush=True)
    broken.tally["fields"] = len(fields)
    return broken.tally


def main() -> int:
    """Print what was tried and what was found; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--examples",
        type=int,
        default=10_000,
        help="small ones, half datasets and half drafts (10000)",
    )
    parser.add_argument("--mutants", type=int, default=20_000, help="broken files (20000)")
    parser.add_argument(
        "--large", type=int, default=10_000, metavar="N", help="size of the large ones (10000)"
    )
    parser.add_argument(
        "--calls",
        type=int,
        default=4,
        help=f"of {len(CALLS)} calls, made in turn, a dataset and its draft (4)",
    )
    parser.add_argument(
        "--limit",
        type=float,
        default=20,
        help="seconds of processor time that a call may take (20)",
    )
    parser.add_argument("--memory", type=int, default=4, help="GiB that the process may have (4)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--save", type=Path, metavar="DIR", help="keep the first example of each problem"
    )
    options = parser.parse_args()
    limited = options.memory * 2**30
    resource.setrlimit(resource.RLIMIT_AS, (limited, limited))
    tally = Tally(options.save)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "example")
        small = drive(examples(options.examples // 2, options.seed), tally, options, place)
        made = dict(tally.calls)
        big = drive(large(options.large), tally, options, place) if options.large else 0
    print(f"{2 * small} small examples and {2 * big} large ones, half of them drafts; {tally.calls.total()} calls of {len(tally.calls)} kinds, "
          f"the rarest {min(made.values(), default=0)} times on small ones; {tally.kinds} problems")  # fmt: skip
    for name, seconds in sorted(tally.longest.items(), key=lambda item: -item[1])[:5]:
        print(f"  the longest call of {name}: {seconds:.1f} s")
    told = ", ".join(name for name, n in tally.calls.items() if n == driving.REFUSED[name])
    print(
        f"  {driving.REFUSED.total()} calls ended in an error of the library; always: {told or 'none'}"
    )
    for (problem, call), times in tally.problems.most_common():
        print(f"  {times} × {problem} ({call})")
    found = mutants(options.mutants, options.seed)
    wrong = found["false accepts"] + found["false rejects"]
    print(f"{found['tried']} mutants of {found['fields']} fields, {found['accepted']} valid by the schema; "
          f"{wrong} disagreements, {found['problems']} with any problem")  # fmt: skip
    return 1 if tally.problems or found["problems"] else 0


if __name__ == "__main__":
    sys.exit(main())
