"""``python -m detente.schema [--check] [FOLDER]``: write the schemas from the records.

They go into the package and, if it is named, into a folder; ``--check`` writes nothing and exits
with 1 if a file differs.
"""

import sys
from pathlib import Path

from detente.schema import file_name
from detente.schema.build import dataset_schema, draft_schema, dumps
from detente.schema.reduced import reduced_schema
from detente.schema.report import report_schema


def texts() -> dict[str, str]:
    """The schemas by file name, as they should stand."""
    built = {
        "dataset": dataset_schema(),
        "draft": draft_schema(),
        "draft-reduced": reduced_schema(),
        "report": report_schema(),
    }
    return {file_name(name): dumps(schema) for name, schema in built.items()}


def main(arguments: list[str]) -> int:
    """Write or compare; 0 if all files are as they should be."""
    check = "--check" in arguments
    folders = [Path(__file__).parent / "data"]
    folders += [Path(a) for a in arguments if a != "--check"]
    stale = []
    for folder in folders:
        for name, text in texts().items():
            path = folder / name
            if not path.is_file() or path.read_bytes() != text.encode("utf-8"):
                stale.append(path)
                if not check:
                    folder.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(text.encode("utf-8"))
    for path in stale:
        print("stale:" if check else "written:", path)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
