"""Compare `detente.edtf` with the packages of PyPI on the Library of Congress examples.

    python benchmarks/edtf_compare.py [path to loc-edtf-examples.json]

The packages `edtf`, `undate` and `edtf-validate` are used if they are installed. Nothing is
cached between measurements: every figure is a parse from text.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import json
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

Parse = Callable[[str], Any]


def ours() -> Parse:
    from detente.edtf import parse

    return parse


def theirs_edtf() -> Parse:
    parse: Parse = importlib.import_module("edtf").parse_edtf
    return parse


def theirs_undate() -> Parse:
    parse: Parse = importlib.import_module("undate").Undate.parse
    return lambda text: parse(text, "EDTF")


def theirs_validate() -> Parse:
    valid: Parse = importlib.import_module("edtf_validate.valid_edtf").is_valid

    def parse(text: str) -> object:
        if not valid(text):
            raise ValueError(text)
        return None

    return parse


CANDIDATES: dict[str, Callable[[], Parse]] = {
    "detente.edtf": ours,
    "edtf": theirs_edtf,
    "undate": theirs_undate,
    "edtf-validate": theirs_validate,
}


def works(parse: Parse, text: str) -> tuple[bool, bool]:
    """Return whether the text is accepted, and whether it is written as it was read."""
    try:
        # One of them prints while it fails.
        with contextlib.redirect_stdout(io.StringIO()):
            value = parse(text)
    except Exception:  # whatever they raise
        return False, False
    return True, value is not None and str(value) == text


def microseconds(parse: Parse, text: str, budget: float = 0.02) -> float:
    """Return the best of several means; one run at least."""
    best = float("inf")
    count, spent = 1, 0.0
    while spent < budget:
        began = time.perf_counter()
        for _ in range(count):
            parse(text)
        took = time.perf_counter() - began
        best = min(best, took / count)
        spent += took
        count = max(1, min(2000, int(0.004 / max(took / count, 1e-9))))
    return best * 1e6


def main(arguments: list[str]) -> int:
    beside = Path(__file__).resolve().parents[1].parent / "shared" / "fixtures"
    folder = Path(os.environ.get("DETENTE_FIXTURES") or beside)
    path = Path(arguments[0]) if arguments else folder / "loc-edtf-examples.json"
    if not path.is_file():
        print(f"no examples: {path.name} is not in DETENTE_FIXTURES nor in ../shared/fixtures")
        return 2
    corpus = json.loads(path.read_text(encoding="utf-8"))
    valid = [(example["edtf"], example["level"]) for example in corpus["examples"]]
    invalid = [example["edtf"] for example in corpus["invalid"]]
    warnings.simplefilter("ignore")

    print(f"{len(valid)} examples of the Library of Congress, {len(invalid)} it excludes; µs each")
    head = ("L0", "L1", "L2", "refused", "same text", "day", "L2 med", "median", "max")
    print(f"{'':14}" + "".join(f"{name:>11}" for name in head))
    medians: dict[str, float] = {}
    for name, load in CANDIDATES.items():
        try:
            parse = load()
        except ImportError:
            print(f"{name:14}  not installed")
            continue
        results = {text: works(parse, text) for text, _ in valid}
        accepted = [sum(results[t][0] for t, n in valid if n == level) for level in range(3)]
        wholes = [sum(n == level for _, n in valid) for level in range(3)]
        refused = sum(not works(parse, text)[0] for text in invalid)
        same = sum(same for _, same in (results[text] for text, _ in valid))
        gc.collect()
        times = {text: microseconds(parse, text) for text, _ in valid if results[text][0]}
        second = [times[text] for text, level in valid if level == 2 and text in times]
        medians[name] = statistics.median(times.values())
        cells = [
            *(f"{got}/{whole}" for got, whole in zip(accepted, wholes, strict=True)),
            f"{refused}/{len(invalid)}",
            "-" if name == "edtf-validate" else f"{same}/{len(valid)}",
            f"{times['1985-04-12']:.1f}",
            f"{statistics.median(second):.1f}",
            f"{medians[name]:.1f}",
            f"{max(times.values()):.1f}",
        ]
        print(f"{name:14}" + "".join(f"{cell:>11}" for cell in cells))
    for name, median in medians.items():
        if name != "detente.edtf":
            print(f"{name} takes {median / medians['detente.edtf']:.0f} times as long (medians)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
