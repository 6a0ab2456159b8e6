"""The peak of memory while a million statements are read, each way in a fresh process.

    python benchmarks/memory.py [--statements 1000000] [--folder FOLDER] [--distinct 500] [--short]

By a stream of JSON Lines the statements are made of a thousand records at a time. By
``detente.corpus`` the files, of one article each, become tables (needs the extra ``corpus``). Files are made
once in ``FOLDER``: so many different articles, and copies of them. The peak of one process is ``VmHWM`` (Linux only).
Of several it is the largest sum of their ``Pss``, looked up five times a second: a page that n processes share counts
for 1/n in each. The sum of their resident sizes would count the libraries once for each process.

``--short``: two thousand statements, for CI: the exit status is 1 if a peak is above the target.
"""

import argparse
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

from make_files import article, to_bytes

import detente
from detente.codec.lines import encode_lines

LIMIT = 500
"""In MB: the peak that is aimed at."""

_PEAK = """
def peak(process):
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
"""

_STREAM = (
    _PEAK
    + """
import detente

def batches(path):
    records = (record for record in detente.stream(path) if not isinstance(record, detente.Dataset))
    while some := list(islice(records, 1000)):
        yield detente.Dataset(
            claims=tuple(r for r in some if isinstance(r, detente.Claim)),
            events=tuple(r for r in some if isinstance(r, detente.Event)),
        )

print(sum(1 for some in batches(sys.argv[1]) for _ in some.statements()), peak("self"))
"""
)

_CORPUS = """
import threading
from detente import corpus

sums = []
done = threading.Event()

def share(process):
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        return int(rollup.partition("Pss:")[2].split()[0]) / 1024
    except (OSError, IndexError):
        return 0  # it has ended

def watch():
    while not done.wait(0.2):
        children = [path.read_text().split() for path in Path("/proc/self/task").glob("*/children")]
        sums.append(share("self") + sum(map(share, sum(children, []))))

watcher = threading.Thread(target=watch)
watcher.start()
report = corpus.flatten(sys.argv[1], sys.argv[2], workers=int(sys.argv[3]))
done.set()
watcher.join()
print(report.rows["statements"], max(sums))
"""


def made(folder: Path, statements: int, distinct: int) -> tuple[Path, Path, int]:
    """The JSON Lines, the folder of files, and the number of statements in each."""
    lines, files = folder / f"{statements}.detente.jsonl", folder / str(statements)
    documents = [to_bytes(article(number)) for number in range(distinct)]
    datasets = [detente.loads(data) for data in documents]
    counts = [len(dataset.statements()) for dataset in datasets]
    total = number = 0
    with lines.open("wb") as file:
        for at in islice(cycle(range(distinct)), statements):
            head, *records = encode_lines(datasets[at])
            file.writelines(records if number else [head, *records])
            path = files / f"{number // 100:04}" / f"{number:06}.detente.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(documents[at])
            number += 1
            total += counts[at]
            if total >= statements:
                break
    return lines, files, total


def measured(code: str, *arguments: str) -> tuple[int, float]:
    """How many statements a fresh process read, and its peak in MB."""
    imports = "import sys\nfrom itertools import islice\nfrom pathlib import Path\n"
    guarded = f"{imports}\nif __name__ == '__main__':\n    exec({code!r})\n"
    out = subprocess.check_output([sys.executable, "-c", guarded, *arguments])
    read, peak = out.split()[-2:]
    return int(read), float(peak)


def main() -> int:
    """Print the table; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--distinct", type=int, default=500)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--short", action="store_true")
    given = parser.parse_args()
    if given.short:
        given.statements, given.distinct = 2_000, 2
    far = []
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        lines, files, total = made(folder, given.statements, given.distinct)
        print("| what | statements | peak, MB | target | met |\n|---|---|---|---|---|")
        ways = [("a stream of JSON Lines", _STREAM, (str(lines),))]
        ways += [
            (f"detente.corpus, {n} {noun}", _CORPUS, (str(files), str(folder / f"out-{n}"), str(n)))
            for n, noun in ((1, "process"), (2, "processes"))
        ]
        for what, code, arguments in ways:
            read, peak = measured(code, *arguments)
            assert read == total, (what, read, total)
            met = "yes" if peak <= LIMIT else "**no**"
            print(f"| {what} | {read:,} | {peak:.0f} | ≤ {LIMIT} | {met} |", flush=True)
            if peak > LIMIT:
                far.append(what)
    return 1 if given.short and far else 0


if __name__ == "__main__":
    sys.exit(main())
