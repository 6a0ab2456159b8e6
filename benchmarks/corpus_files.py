"""Make the files of a corpus, some of them faulty in twenty ways and two that a test lets kill their worker.

    python benchmarks/corpus_files.py FOLDER [--files 20000] [--faulty 400]

The files are those of ``make_files.py``, one article each; every hundredth is compressed. A faulty
file has its fault in its name: ``000050.unknown-field.detente.json``. The two deadly ones are
ordinary files that are called so.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from make_files import article, to_bytes

Plain = dict[str, Any]


def _changed(change: Callable[[Plain], Any]) -> Callable[[bytes], bytes]:
    def apply(data: bytes) -> bytes:
        document = json.loads(data)
        change(document)
        return json.dumps(document, ensure_ascii=False).encode()

    return apply


def _claim(**fields: Any) -> Callable[[bytes], bytes]:
    return _changed(lambda document: document["claims"][3].update(fields))


def _account(**fields: Any) -> Callable[[bytes], bytes]:
    return _changed(lambda document: document["events"][3]["accounts"][0].update(fields))


def _huge(document: Plain) -> None:
    document["events"][3]["accounts"][0]["quantities"] = [
        {"value": 1, "unit": "count", "of": "what is counted"}
    ]
    document["claims"][3]["quantities"] = [{"value": 2**70, "unit": "count", "of": "grains"}]


REFUSED: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "no-json": lambda data: data[: len(data) // 2],
    "no-utf8": lambda data: data.replace(b"Invented", b"\xff\xfe", 1),
    "not-an-object": lambda data: b"[" + data + b"]",
    "key-twice": lambda data: data.replace(b'{"format":', b'{"format": "detente", "format":', 1),
    "nothing-like-it": lambda _: b'{"title": "some other format"}',
    "newer-format": _changed(lambda document: document.update(version="9.0")),
    "draft": _changed(lambda document: document.update(format="detente-draft")),
    "unknown-field": _claim(colour="red"),
    "null": _claim(note=None),
    "unknown-value": _claim(kind="rumour"),
    "missing-field": _changed(lambda document: document["claims"][3].pop("proposition")),
    "text-for-number": _account(evidence=[{"start": "12", "end": 20}]),
    "number-too-large": _changed(_huge),
}
"""Faults of files that have no rows."""

FLAWED: dict[str, Callable[[bytes], bytes]] = {
    "dangling": _claim(about=["actor:nobody-knows"]),
    "wrong-kind": _account(participants=[{"actor": "claim:c-0-1", "role": "agent"}]),
    "span-outside": _account(evidence=[{"start": 10**7, "end": 10**7 + 5}]),
    "id-twice": _changed(lambda document: document["claims"].append(document["claims"][3])),
    "no-date": _account(time={"value": "2019-13", "basis": "inferred"}),
    "definition-with-causes": _claim(causes=["claim:c-0-0"], kind="definitional"),
}
"""Faults of files that have rows, and findings."""

FAULTS = {**REFUSED, **FLAWED}  # twenty
DEADLY = "deadly"


def write_corpus(
    folder: Path, files: int, faulty: int = 0, *, deadly: int = 2, distinct: int | None = None
) -> dict[str, int]:
    """Make them; returns how many are faulty, of each fault.

    ``distinct``: how many of them differ; the others are copies under other names.
    """
    counts = dict.fromkeys(FAULTS, 0)
    names = list(FAULTS)
    made: dict[int, bytes] = {}
    every = files // faulty if faulty else 0
    for number in range(files):
        which = number % (distinct or files)
        data = made.get(which) or to_bytes(article(which))
        if distinct is not None:
            made[which] = data
        fault = ""
        if every and number % every == every // 2 and sum(counts.values()) < faulty:
            fault = names[(number // every) % len(names)]
            counts[fault] += 1
            data = FAULTS[fault](data)
        elif number in [files * (n + 1) // (deadly + 1) for n in range(deadly)]:
            fault = DEADLY
        path = folder / f"{number // 100:04}"
        path.mkdir(parents=True, exist_ok=True)
        name = f"{number:06}{f'.{fault}' if fault else ''}.detente.json"
        if number % 100 == 7:
            name, data = f"{name}.gz", gzip.compress(data, mtime=0)
        (path / name).write_bytes(data)
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--faulty", type=int, default=400)
    given = parser.parse_args()
    print(write_corpus(given.folder, given.files, given.faulty))


if __name__ == "__main__":
    main()
