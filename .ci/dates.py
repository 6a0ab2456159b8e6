"""Versions and dates agree: ``python .ci/dates.py``, and of a release ``python .ci/dates.py v0.1.0``.

Without a tag the newest version of the changelog may be *unreleased*; the citation has no date then.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def faults(root: Path, tag: str | None = None) -> list[str]:
    """What does not agree; empty if all does."""
    version = _found(root / "src/detente/version.py", r'^__version__ = "(.+)"$')
    changes = _found(root / "CHANGELOG.md", r"^## (.+)$") or ""
    newest, _, date = changes.partition(" ")
    date = date.strip("()")
    cited = _found(root / "CITATION.cff", r"^version: (.+)$")
    released = _found(root / "CITATION.cff", r"^date-released: (.+)$")
    found = []
    if tag is not None and tag != f"v{version}":
        found.append(f"the tag is {tag}, the version {version}")
    if newest != version:
        found.append(f"CHANGELOG.md begins with {newest}, the version is {version}")
    if cited != version:
        found.append(f"CITATION.cff is of {cited}, the version is {version}")
    if date == "unreleased":
        if released is not None:
            found.append(f"CITATION.cff: released on {released}; CHANGELOG.md: unreleased")
        if tag is not None:
            found.append(f"CHANGELOG.md: {newest} is unreleased")
    elif not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        found.append(f"CHANGELOG.md: {newest} has no date, and is not (unreleased)")
    elif released != date:
        found.append(f"CITATION.cff: released on {released}; CHANGELOG.md: on {date}")
    return found


def _found(path: Path, pattern: str) -> str | None:
    match = re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
    return match and match[1]


if __name__ == "__main__":
    sys.exit("\n".join(faults(ROOT, *sys.argv[1:])) or None)
