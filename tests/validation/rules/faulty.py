"""One faulty file for each rule, named by its code, and what it must give (``faulty.json``).

A file is the sample after the edits of the rule's own example, or what is said here. What it must give
is written by hand: code and JSON Pointer of every finding, and the line where none can be counted.
The sample is no release: it is short and has no anchors, hence D603 and D606 at level 6.
"""

import json
from pathlib import Path

from detente.validation.catalogue import all_rules
from tests.sample import DATA, DRAFT, Case

Row = list[str | int | None]
"""Code, pointer and line of a finding."""

_SAMPLE = json.loads(DATA)
_HEAD = {key: value for key, value in _SAMPLE.items() if not isinstance(value, list)}
_LINES = (json.dumps(_HEAD), json.dumps(_SAMPLE["annotators"][0]), '{"name": "nobody"}', "")
_DEEP = "[" * 80 + "]" * 80
# No edit of the sample gives these.
_WHOLE = {
    "D009.detente.json": f'{{"format": "detente", "version": "1.0", "x": {_DEEP}}}\n',
    "D015.detente.json": "",
    "D018.detente.jsonl": "\n".join(_LINES),
}
# The evidence of a claim of the draft.
_EVIDENCE = {
    "D111.draft.json": '{"nth": 2}',
    "D411.draft.json": '{"quote": "Sweden should be satisfied."}',
    "D412.draft.json": '{"quote": "Sweden"}',
    "D413.draft.json": '{"quote": "Sweden should be content.", "start": 1, "end": 9}',
    "D414.draft.json": '{"quote": "Sweden  should be content."}',
    "D417.draft.json": '{"quote": "Sweden", "nth": 2}',
}
# The profile of a text that is not the given one.
_OTHER = {"profile": "detente-text-1", "unit": "codepoint", "length": 9, "sha256": "0" * 64}
_OTHER |= {"skeleton_length": 9, "skeleton_sha256": "0" * 64, "salt": "0" * 16}
_MORE = {"D417.draft.json": (f"article:union/text = {json.dumps(_OTHER)}",)}


def code_of(name: str) -> str:
    """The rule that a file breaks."""
    return name.partition(".")[0]


def make(folder: Path) -> None:
    """Write the files."""
    made = {name: text.encode() for name, text in _WHOLE.items()}
    for name, span in _EVIDENCE.items():
        edits = (f"claim:lesson/utterances/0/evidence/0 = {span}", *_MORE.get(name, ()))
        made[name] = Case(edits, DRAFT).data
    for code, rule in all_rules().items():
        if rule.example:
            made[f"{code}.detente.json"] = Case(rule.example).data
    for name, data in made.items():
        (folder / name).write_bytes(data)


def _line(text: str, pointer: str) -> int:
    """Where a value begins in an indented document, counted without the library."""
    document = json.loads(text)
    holder, key = [document], 0
    for part in pointer.split("/")[1:]:
        holder = holder[key]
        key = int(part) if isinstance(holder, list) else part.replace("~1", "/")
    holder[key] = "HERE"
    return json.dumps(document, indent=2).partition('"HERE"')[0].count("\n") + 1


EXPECTED: dict[str, list[Row]] = json.loads(Path(__file__).with_suffix(".json").read_bytes())


def expected(path: Path) -> list[Row]:
    """What a file must give; a row without a line gets that of its pointer."""
    rows = EXPECTED[path.name]
    return [
        row if len(row) == 3 else [*row, _line(path.read_text("utf-8"), row[1])] for row in rows
    ]
