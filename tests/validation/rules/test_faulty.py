"""The negative corpus: each faulty file gives exactly the findings that are expected of it."""

import pytest

import detente
from detente.validation.catalogue import all_rules
from tests.sample import WITHOUT_TEXTS, Case
from tests.validation.rules.faulty import EXPECTED, code_of, expected

# A file of 1 GiB, no file, a folder, faulty texts, a load, a draft of another text, sealing with another text,
# a bug: these have tests of their own.
WORKBOOK = {f"D70{n}" for n in range(1, 8)}  # no file of JSON has cells
ELSEWHERE = {
    "D010",
    "D016",
    "D017",
    "D019",
    "D020",
    "D021",
    "D112",
    "D206",
    "D420",
    "D900",
} | WORKBOOK


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_gives_code_pointer_and_line(faulty_files, name: str) -> None:
    rule = all_rules()[code_of(name)]
    texts = None if rule.code in WITHOUT_TEXTS else Case(rule.example).texts

    report = detente.validate(faulty_files / name, texts=texts, strict=rule.level == 6)

    assert [[d.code, d.path, d.line] for d in report] == expected(faulty_files / name)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_is_named_by_the_rule_that_it_breaks(name: str) -> None:
    assert code_of(name) in {row[0] for row in EXPECTED[name]}


def test_every_rule_has_a_file(faulty_files) -> None:
    assert {path.name for path in faulty_files.iterdir()} == set(EXPECTED)
    assert set(map(code_of, EXPECTED)) | ELSEWHERE == set(all_rules())
