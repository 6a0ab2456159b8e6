"""Compares what Apache UIMA for Java reads from our XMI files with what was written.

    apt-get install default-jre-headless default-jdk-headless libuima-core-java
    python -m tests.bridges.cas.uima [DATASET TEXTS]

Without arguments it takes a text that is hard to count in. UIMA reads each file with our type system, strictly;
every type, covered text, feature and link is compared. Then UIMA writes the files itself, and we read those:
nothing may differ. It is not run by pytest, since it needs Java.
"""

import base64
import subprocess
import sys
import tempfile
from pathlib import Path

import detente
from detente.bridges import TypedTexts, typed_texts
from detente.bridges.cas import read, write
from tests.bridges.cas.texts import hard, read_by_uima
from tests.bridges.marks import comparable, marks_of

CLASSES = "/usr/share/java/uimaj-core.jar"
PROGRAM = Path(__file__).with_name("Annotations.java")


def main(typed: TypedTexts) -> int:
    """Compare; the exit status."""
    with tempfile.TemporaryDirectory() as name:
        ours, theirs = Path(name) / "ours", Path(name) / "theirs"
        theirs.mkdir()
        write(typed, ours)
        lines = _run(ours, theirs)
        expected = sorted(line for text in typed.texts for line in read_by_uima(text))
        words = sum(line[1] == other[1] for line, other in zip(lines, expected, strict=True))
        whole = sum(line == other for line, other in zip(lines, expected, strict=True))
        emoji = sum(any(ord(sign) > 0xFFFF for sign in line[1]) for line in lines)
        print(
            f"{len(lines)} marks read by UIMA, {emoji} of them over characters outside the basic plane"
        )
        print(f"equal covered texts: {words}; equal in all features and links: {whole}")
        want, got = comparable(marks_of(typed)), comparable(read(theirs))
        same = _sorted(want) == _sorted(got)
        print(f"the files as UIMA writes them, read by us: {'equal' if same else 'NOT equal'}")
    return 0 if same and words == whole == len(expected) else 1


def _run(ours: Path, theirs: Path) -> list[tuple[str, ...]]:
    pairs = [str(f) for xmi in sorted(ours.glob("*.xmi")) for f in (xmi, theirs / xmi.name)]
    command = ["java", "-cp", CLASSES, str(PROGRAM), str(ours / "TypeSystem.xml"), *pairs]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = (line.split("\t") for line in out.splitlines())
    return sorted(tuple(base64.b64decode(part).decode() for part in line) for line in lines)


def _sorted(marks: dict) -> dict:
    """Without what a CAS does not keep: the order, and the words beside their offsets."""
    listed = [(*mark[:4], mark[5], mark[6]) for mark in marks["marks"]]
    return marks | {
        "marks": sorted(listed, key=lambda mark: mark[0]),
        "links": sorted(marks["links"]),
    }


if __name__ == "__main__":
    if sys.argv[1:]:
        dataset, texts = sys.argv[1:]
        sys.exit(main(typed_texts(detente.attach(detente.load(dataset), texts))))
    sys.exit(main(hard()))
