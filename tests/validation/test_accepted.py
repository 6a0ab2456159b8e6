"""Every file that version 0.1.0 accepted is accepted still.

``accepted/documents.jsonl`` has files that its validator accepted (exit status 0 without ``--strict``): the
sample of the rules, the worked examples, a pass and a part of the bundled dataset, and datasets that its
own strategies made from fixed seeds. ``accepted/edits.jsonl`` has the edits, each line those of an example of
its rules, after which it accepted the sample: what the examples of warnings say was no error, and is none.

The old validator can be asked again in a copy of the commit that the files were taken from::

    git worktree add --detach ../before e4c5a95
    PYTHONPATH=../before/src python -m tests.validation.test_accepted
    git worktree remove ../before

Nothing is ever changed in these files, and nothing is taken out.
"""

import json
import sys
from typing import Any

import pytest

import detente
from tests.paths import ROOT
from tests.sample import Case

FOLDER = ROOT / "tests" / "validation" / "accepted"


def lines(name: str) -> list[Any]:
    # Not ``splitlines``, which also splits at characters that are allowed in a string of JSON.
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").split("\n") if line]


DOCUMENTS = {line["name"]: line["document"] for line in lines("documents.jsonl")}
EDITS = lines("edits.jsonl")


def edited(edits: list[str]) -> bytes:
    return Case(tuple(edits), json.dumps(DOCUMENTS["sample"]).encode()).data


def errors(data: bytes) -> list[str]:
    return [f"{error.code} {error.message}" for error in detente.validate(data).errors]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_file_that_was_accepted_is_accepted(name: str) -> None:
    assert errors(json.dumps(DOCUMENTS[name]).encode()) == []


@pytest.mark.parametrize("edits", EDITS, ids=lambda edits: edits[0][:60])
def test_a_sample_that_was_accepted_after_edits_is_accepted(edits: list[str]) -> None:
    assert errors(edited(edits)) == []


def test_there_are_as_many_as_there_were() -> None:
    assert (len(DOCUMENTS), len(EDITS)) == (43, 107)


if __name__ == "__main__":
    asked = [json.dumps(document).encode() for document in DOCUMENTS.values()]
    refused = [found for data in (*asked, *map(edited, EDITS)) if (found := errors(data))]
    print(detente.__file__, len(asked), len(EDITS), refused)
    sys.exit(bool(refused))
