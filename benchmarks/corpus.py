"""Run the corpus at size.

    python benchmarks/corpus.py account FOLDER [--files 20000] [--faulty 400]
    python benchmarks/corpus.py interrupt FOLDER   # its last part alone, after a run of account
    python benchmarks/corpus.py measure FOLDER [--files 10000]

``account``: made files, faulty in twenty ways, two of which kill their worker; by processes, by Ray,
and by processes that are interrupted and go on. Every file must be accounted for, and the tables of
all three must be equal. ``measure``: ratios in one run, and the questions of docs/corpus.md.
"""

import argparse
import contextlib
import math
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import duckdb  # noqa: E402
from corpus_files import DEADLY, FLAWED, REFUSED, write_corpus  # noqa: E402
from tests.corpus import deadly  # noqa: E402

from detente import corpus  # noqa: E402
from detente.corpus import on_ray, processes  # noqa: E402

os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))  # for the workers of Ray


class Measured:
    """Wall time, and the peak of the memory of all processes below this one (their RSS, summed)."""

    def __enter__(self):
        self.peak, self._stop = 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        self._start = time.perf_counter()
        return self

    def __exit__(self, *_):
        self.seconds = time.perf_counter() - self._start
        self._stop.set()
        self._thread.join()

    def _watch(self):
        page = os.sysconf("SC_PAGE_SIZE")
        while not self._stop.wait(0.2):
            parents, memory = {}, {}
            for entry in os.scandir("/proc"):
                if entry.name.isdigit():
                    with contextlib.suppress(OSError, IndexError):
                        stat = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                        parents[int(entry.name)] = int(stat[1])
                        memory[int(entry.name)] = int(stat[21]) * page
            total = sum(memory[pid] for pid in memory if _below(pid, parents))
            self.peak = max(self.peak, total)


def _below(pid, parents):
    while pid in parents:
        pid = parents[pid]
        if pid == os.getpid():
            return True
    return False


def contents(out):
    """An order-free digest of each table."""
    found = {}
    for table in corpus.TABLES:
        parts = f"read_parquet('{out}/{table}/*.parquet')"
        query = f"SELECT count(*), bit_xor(hash(t)), sum(hash(t)::HUGEINT) FROM {parts} t"
        (found[table],) = duckdb.sql(query).fetchall()
    return found


def flatten(source, out, **options):
    with Measured() as measured:
        report = corpus.flatten(source, out, **options)
    rows = sum(n for table, n in report.rows.items() if table != "findings")
    print(
        f"{options}: {report}\n  {measured.seconds:.0f} s, {report.read / measured.seconds:.0f} files/s, "
        f"{rows / measured.seconds:,.0f} rows/s, peak {measured.peak / 1e6:.0f} MB",
        flush=True,
    )
    return report, measured


def account(folder, files, faulty, distinct):
    source = folder / "in"
    if not source.exists():
        print(write_corpus(source, files, faulty, distinct=distinct), flush=True)
    processes.WORKER, on_ray.WORK = "tests.corpus.deadly", deadly.deadly_work
    outs = {name: folder / name for name in ("processes", "ray")}
    for out in outs.values():
        shutil.rmtree(out, ignore_errors=True)
    flatten(source, outs["processes"], workers=2)
    first = accounted(outs["processes"], files)
    flatten(source, outs["ray"], runner="ray", workers=2)
    assert accounted(outs["ray"], files) == first
    print("equal tables:", first, flush=True)
    interrupt(folder, files, first)


def interrupt(folder, files, first=None):
    """Stop a run twice, let it go on, and compare it with the run that nobody stopped."""
    processes.WORKER = "tests.corpus.deadly"
    source, out = folder / "in", folder / "interrupted"
    shutil.rmtree(out, ignore_errors=True)
    _interrupt(source, out)
    flatten(source, out, workers=2)
    assert accounted(out, files) == (first or accounted(folder / "processes", files))
    print("equal tables after two interrupts")


def accounted(out, files):
    """Check that every file is accounted for; returns digests of the tables."""
    lines = list(corpus.read_manifest(out))
    statuses = Counter(line.status.value for line in lines)
    print(f"{out}: {dict(statuses)}, sum {sum(statuses.values())}", flush=True)
    assert len(lines) == files
    for line in lines:
        fault = Path(line.file).name.split(".")[1]
        expected = "refused" if fault in REFUSED else "flawed" if fault in FLAWED else "clean"
        assert line.status == ("died" if fault == DEADLY else expected), line
    return contents(out)


def _interrupt(source, out):
    """Send SIGINT to a run that is a third through, and SIGKILL to the next one."""
    code = (
        "import signal, sys; from detente import corpus; from detente.corpus import processes; "
        "signal.signal(signal.SIGINT, signal.default_int_handler); "  # a shell may have it ignored
        "processes.WORKER = 'tests.corpus.deadly'; corpus.flatten(*sys.argv[1:], workers=2)"
    )
    for signal_, share in ((2, 0.2), (9, 0.4)):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(source), str(out)], stderr=subprocess.DEVNULL
        )
        total = sum(1 for _ in source.glob("*/*"))
        while process.poll() is None:
            done = (
                sum(1 for path in (out / "_manifest").glob("*.jsonl") for _ in path.open())
                if out.exists()
                else 0
            )
            if done > share * total:
                process.send_signal(signal_)
                process.wait()
            time.sleep(0.5)
        assert not (out / "manifest.jsonl").exists()
        print(f"stopped by signal {signal_} with about {done} files done", flush=True)


def measure(folder, files):
    source = folder / "measured"
    if not source.exists():
        write_corpus(source, files, deadly=0, distinct=min(files, 1000))

    def part(number):
        return sorted(source.glob("*/*"))[:number]

    def run(name, number, **options):
        shutil.rmtree(folder / name, ignore_errors=True)
        return flatten(part(number), folder / name, **options)

    middle = files // 10
    processes.WORKER = "plain_worker"
    _, plain = run("plain", middle, workers=2)
    processes.WORKER = "detente.corpus.worker"
    _, two = run("two", middle, workers=2)
    _, one = run("one", middle, workers=1)
    _, ray = run("ray", middle, runner="ray", workers=2)
    _, nodes = run_on_two_nodes(run, middle)
    _, small = run("small", files // 100, workers=2)
    print(f"| {middle} files | × plain orjson.loads in the same runner | peak, MB |\n|---|---|---|")
    for name, m in {
        "2 processes": two,
        "1 process": one,
        "Ray, 2 workers": ray,
        "Ray, 2 nodes": nodes,
    }.items():
        print(f"| {name} | {m.seconds / plain.seconds:.1f} | {m.peak / 1e6:.0f} |")
    print(f"speed-up of the second process: {one.seconds / two.seconds:.2f}", flush=True)
    _, large = run("large", files, workers=2)
    exponents = [math.log10(b.seconds / a.seconds) for a, b in ((small, two), (two, large))]
    print(
        f"growth {files // 100} → {middle} → {files}: exponents {exponents[0]:.2f}, {exponents[1]:.2f}"
    )
    print(f"peaks {small.peak / 1e6:.0f}, {two.peak / 1e6:.0f}, {large.peak / 1e6:.0f} MB")
    ask(folder / "large")


def run_on_two_nodes(run, number):
    import ray
    from ray.cluster_utils import Cluster

    cluster = Cluster()
    for _ in range(2):
        cluster.add_node(num_cpus=1)
    ray.init(address=cluster.address, log_to_driver=False)
    try:
        return run("nodes", number, runner="ray")
    finally:
        ray.shutdown()
        cluster.shutdown()


def ask(out):
    """The questions of docs/corpus.md: the least of three times."""
    identities = corpus.identify(out)
    print(identities)
    page = (ROOT / "docs" / "corpus.md").read_text()
    setup = re.search(r"```python\n(import duckdb.*?)```", page, re.DOTALL)[1].replace(
        "out/", f"{out}/"
    )
    globs = {}
    exec(setup, globs)
    for query in re.findall(r"```sql\n(.*?)```", page, re.DOTALL):
        times = []
        for _ in range(3):
            start = time.perf_counter()
            rows = globs["db"].sql(query).fetchall()
            times.append(time.perf_counter() - start)
        print(f"{query.split()[1]}: {len(rows)} rows, {min(times):.2f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("account", "interrupt", "measure", "ask"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int)
    parser.add_argument("--faulty", type=int, default=400)
    parser.add_argument("--distinct", type=int, default=2000)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.what == "account":
        account(given.folder, given.files or 20_000, given.faulty, given.distinct)
    elif given.what == "interrupt":
        interrupt(given.folder, given.files or 20_000)
    elif given.what == "measure":
        measure(given.folder, given.files or 10_000)
    else:
        ask(given.folder)


if __name__ == "__main__":
    main()
