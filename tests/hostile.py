"""Words that programs take for orders, wherever words may stand; and how an output is looked at."""

import re
from collections.abc import Callable
from typing import Any

import attrs
from hypothesis import strategies as st

from detente.dataset import Dataset
from detente.records import model

CONTROLS = ("\x1b[31m", "\x9b31m", "\x1b]0;title\x07", "\x7f", "\0", "\b\b", "\x85", "\r", "\x0c")
TURNING = (
    "\u202e",
    "\u2066",
    "\u2067x\u2069",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\ufffe",
    "\U000e0041",
)
ORDERS = (
    "\n::error file=x::pwn",
    "::error file=x::pwn",
    " ::set-env name=x::pwn",
    "##[error]pwn",
    "##vso[task.setvariable variable=x]pwn",
    "\r\n##teamcity[buildProblem description='pwn']",
)
MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\" onclick='pwn'",
    "&lt;b&gt;",
    "]]>",
    "[a](javascript:pwn)",
    "`x`",
    "| a |",
    "*x*",
)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1")
PLAIN = ("x", " ", "\t", "\n", "e\u0301", "\u200d", "Ж", "\\", "%0A", "🕊️")

PIECES = (*CONTROLS, *TURNING, *ORDERS, *MARKUP, *FORMULAS, *PLAIN)


def words(most: int = 60) -> st.SearchStrategy[str]:
    """Hostile words that JSON can hold, of at most so many code points and at least one."""
    pieces = st.one_of(st.sampled_from(PIECES), st.text(st.characters(codec="utf-8"), max_size=3))
    joined = st.lists(pieces, min_size=1, max_size=4).map("".join)
    return joined.map(lambda text: text[:most]).filter(bool)


def names() -> st.SearchStrategy[str]:
    """Hostile names of files, some of which are not UTF-8."""
    bad = st.sampled_from(("\udcff", "\udc80\udcfe", "-", "--fix"))
    made = st.lists(st.one_of(st.sampled_from(PIECES), bad), min_size=1, max_size=4).map("".join)
    return made.map(lambda name: re.sub("[/\0]", "", name)[:60]).filter(
        lambda name: bool(name.strip("./")) and not name.startswith((".", "-", "@"))
    )


def hostile(draw: Callable[[Any], Any], record: Any) -> Any:
    """A record with hostile words in some of the places where words may stand, all others kept."""
    changed: dict[str, Any] = {}
    for field in model.fields_of(record):
        held = getattr(record, field.name)
        if field.base == "record":
            if field.many:
                changed[field.name] = tuple(hostile(draw, item) for item in held)
            elif held is not None:
                changed[field.name] = hostile(draw, held)
        elif field.base == "object" and held:
            changed[field.name] = {"a.b/c": {draw(words()): draw(words())}}
        elif field.base == "str" and not (field.pattern or field.edtf) and held:
            most = field.max_length or 60
            if field.many:
                changed[field.name] = tuple(draw(words(min(most, 60))) for _ in held)
            elif draw(st.booleans()):
                changed[field.name] = draw(words(min(most, 60)))
    return attrs.evolve(record, **changed)


def datasets(dataset: Dataset) -> st.SearchStrategy[Dataset]:
    """A dataset with hostile words, which loads."""
    return st.composite(lambda draw: hostile(draw, dataset))()


ACTIVE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_ORDER = re.compile(r"^\s*::[^:]|##(\[|vso\[|teamcity\[)", re.MULTILINE | re.IGNORECASE)
_COMMAND = re.compile(
    r"^::(error|warning|notice) (file=[^,:]*,)?(line=[0-9]+,)?(col=[0-9]+,)?title="
)


def assert_inert(output: str, *, commands: int = 0) -> None:
    """Nothing in an output acts on a terminal or in CI, but so many workflow commands of ours."""
    found = ACTIVE.search(output)
    assert found is None, ascii(output[max(0, found.start() - 80) : found.end() + 40])
    lines = output.split("\n")
    ours = [line for line in lines if _COMMAND.match(line)] if commands else []
    assert len(ours) == commands
    for line in lines:
        order = _ORDER.search(line)
        assert order is None or (line in ours and order.start() == 0), ascii(line[:200])
