"""``python -m detente.schema [--check] [FOLDER]``: write the schemas from the records.

They are written into the package and into the folders that are named; ``--check`` writes nothing and exits
with 1 if a file differs. A released schema is never changed: this is refused, also with exit status 1.

``python -m detente.schema --release VERSION [FOLDER]`` releases a version of the format: its schemas,
which must be those of the records, are written into the package and the folders, and their digests into
``released.json``. This cannot be undone.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

from detente.records import VERSION
from detente.schema import DATA, RELEASED, file_name, released
from detente.schema.build import dataset_schema, draft_schema, dumps
from detente.schema.reduced import reduced_schema
from detente.schema.report import report_schema


def texts() -> dict[str, str]:
    """The schemas by file name, as they should be."""
    built = {
        "dataset": dataset_schema(),
        "draft": draft_schema(),
        "draft-reduced": reduced_schema(),
        "report": report_schema(),
    }
    return {file_name(name): dumps(schema) for name, schema in built.items()}


def main(arguments: list[str], data: Path = DATA) -> int:
    """Write, compare or release; 0 if all files are as they should be."""
    parser = argparse.ArgumentParser(prog="python -m detente.schema")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument("--check", action="store_true", help="write nothing; 1 if a file differs")
    doing.add_argument("--release", metavar="VERSION", help="freeze the schemas of this version")
    options = parser.parse_args(arguments)
    frozen = released(data)
    if options.release is not None:
        return _release(options.release, data, options.folders, frozen)
    stale = _differing([data, *options.folders])
    refused = [path for path in stale if path.name in frozen]
    for path in refused:
        print("released, and never changed again:", path)
    for path in stale:
        if path not in refused:
            print("stale:" if options.check else "written:", path)
            if not options.check:
                _write(path)
    return 1 if refused or (options.check and stale) else 0


def _differing(folders: list[Path]) -> list[Path]:
    """The files that are not as they should be."""
    return [
        folder / name
        for folder in folders
        for name, text in texts().items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != text.encode("utf-8")
    ]


def _write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(texts()[path.name].encode("utf-8"))


def _release(version: str, data: Path, folders: list[Path], frozen: dict[str, str]) -> int:
    if version != VERSION:
        print(f"the records are those of {VERSION}, not of {version}")
        return 1
    files = texts()
    if frozen.keys() & files.keys():
        print(f"{version} is released already")
        return 1
    stale = _differing([data])
    if stale:  # only files that were reviewed are released
        for path in stale:
            print("stale:", path)
        print("nothing was released: run python -m detente.schema, and review what changed")
        return 1
    for folder in folders:
        for name in files:
            _write(folder / name)
    digests = {
        name: hashlib.sha256(text.encode("utf-8")).hexdigest() for name, text in files.items()
    }
    listed = json.dumps(frozen | digests, indent=2, sort_keys=True) + "\n"
    (data / RELEASED).write_text(listed, encoding="utf-8")
    for name, digest in digests.items():
        print("released:", name, digest)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
