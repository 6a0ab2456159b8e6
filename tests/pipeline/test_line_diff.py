"""The unified diff: as a patch it gives the new file, and it is not much longer than that of difflib."""

import shutil
import subprocess
from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.pipeline.line_diff import unified

LINES = st.lists(st.sampled_from("abcdefgh0123456789"), max_size=40).map(
    lambda letters: [f"{letter}\n" for letter in letters]
)


def patched(before: list[str], diff: list[str]) -> list[str]:
    """The lines after a patch; context and what is taken out must be there."""
    after, at = [], 0
    for line in diff[2:]:
        if line.startswith("@@"):
            first, _, number = line.split()[1][1:].partition(",")
            start = int(first) - (number != "0")
            after += before[at:start]
            at = start
        elif line[0] in " -":
            assert before[at] == line[1:]
            at += 1
        if line[0] in " +":
            after.append(line[1:])
    return after + before[at:]


@given(LINES, LINES)
def test_the_patch_gives_the_new_file(before: list[str], after: list[str]) -> None:
    diff = list(unified(before, after, "x", "y"))

    assert patched(before, diff) == after
    assert bool(diff) == (before != after)


@given(LINES, st.data())
def test_what_difflib_finds_of_a_few_changes_is_found_too(
    before: list[str], data: st.DataObject
) -> None:
    after = list(before)
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(after)))
        after[at : at + data.draw(st.integers(0, 2))] = data.draw(
            st.lists(st.just("new\n"), max_size=2)
        )
    diff = list(unified(before, after, "x", "y"))
    other = list(unified_diff(before, after, "x", "y"))

    changed = [line for line in diff[2:] if line[0] in "+-"]
    assert len(changed) <= 2 * len([line for line in other[2:] if line[0] in "+-"]) + 8


def test_of_lines_that_are_unique_it_is_that_of_difflib() -> None:
    before = [f"{n}\n" for n in range(500)]
    after = [line for n, line in enumerate(before) if n % 50] + ["end\n"]

    assert [*unified(before, after, "x", "y")] == [*unified_diff(before, after, "x", "y")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\n", "a\nc\n"),
        ("", "a\n"),
        ("a\n", ""),
        ("a\nb", "a\nb\n"),
        ("a\n" * 200, "b\n" * 200),
    ],
)
def test_the_program_patch_takes_it(before: str, after: str, tmp_path: Path) -> None:
    program = shutil.which("patch")
    if program is None:
        pytest.skip("there is no program patch")
    (tmp_path / "x").write_text(before, "utf-8")
    diff = "".join(unified(before.splitlines(True), after.splitlines(True), "x", "x"))

    subprocess.run([program, "-s", "x"], cwd=tmp_path, input=diff, text=True, check=True)

    target = tmp_path / "x"
    assert (target.read_text("utf-8") if target.exists() else "") == after


def test_lines_that_repeat_are_kept_at_both_ends() -> None:
    """None of them is unique, so that only their place says which are equal."""
    before, after = ["a\n", "a\n", "b\n", "b\n", "c\n", "c\n"], ["a\n", "a\n", "c\n", "c\n"]

    assert [*unified(before, after, "x", "y")] == [*unified_diff(before, after, "x", "y")]
