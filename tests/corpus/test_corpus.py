"""The negative corpus: each file gives exactly the findings that are expected of it."""

import json

import pytest

from detente.validation.catalogue import all_rules
from tests.corpus.make import FOLDER, files, found

EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
# A file of 1 GiB, no file, a folder, a load, a bug: these have tests of their own.
ELSEWHERE = {"D010", "D016", "D017", "D019", "D112", "D900"}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_gives_code_pointer_and_line(name: str) -> None:
    assert found(name) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_is_named_by_the_rule_that_it_breaks(name: str) -> None:
    assert name.partition(".")[0] in {code for code, _pointer, _line in EXPECTED[name]}


def test_every_rule_has_a_file() -> None:
    covered = {name.partition(".")[0] for name in EXPECTED}

    assert covered | ELSEWHERE == set(all_rules())


def test_files_are_what_the_examples_make() -> None:
    for name, data in files().items():
        assert (FOLDER / name).read_bytes() == data, f"{name}: python -m tests.corpus.make"
