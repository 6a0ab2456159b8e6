"""A line of a file on a terminal, with a caret below it."""

import json

import pytest

from detente.files import Document
from detente.inert import cells, printable
from detente.render.excerpt import Mark, SourceFile, columns, cut, excerpt
from tests.render.findings import carets, shown
from tests.sample import Case


def one(line: str, start: int, end: int, width: int = 60) -> tuple[str, str]:
    source = SourceFile(Document("x", line.encode()), set())
    shown, below = excerpt(source, Mark(1, start, end), 1, width)
    assert shown.startswith(" 1 | ")
    assert below.startswith("   | ")
    return shown[5:], below[5:]


def test_the_caret_stands_below_wide_and_combining_characters() -> None:
    line = '{"x": "日本語", "y": "café\u0301e"}'
    start = line.index('"caf')

    shown, below = one(line, start, start + 8)

    assert shown == line
    assert columns(shown[:start]) == len(below) - len(below.lstrip())
    assert below.strip() == "^" * 7
    assert columns("日本e\u0301") == 5


def test_tabs_and_what_cannot_be_seen() -> None:
    line = '\t"a\u202eb\x1b[31m\u200d": 1'

    shown, below = one(line, 1, len(line) - 3)

    assert shown == '    "a\\u202eb\\x1b[31m\\u200d": 1'
    assert below == "    " + "^" * (len(shown) - 4 - 3)
    assert printable("a\nb") == "a\\nb"


def test_long_lines_are_cut_around_the_caret() -> None:
    line = "x" * 500 + "HERE" + "y" * 5000
    for width in (40, 60, 100):
        shown, below = one(line, 500, 504, width)
        assert shown[0] == shown[-1] == "…"
        assert columns(shown) <= width - 5
        start = below.index("^")
        assert shown[start : start + 4] == "HERE"
        assert below.count("^") == 4
    shown, below = one("HERE" + "y" * 5000, 0, 4)
    assert shown.startswith("HERE")
    shown, below = one("日" * 300 + '"' + "語" * 300 + '"', 300, 602)
    assert columns(shown) <= 55
    assert below.strip("^ ") == ""
    assert len(below) <= columns(shown)
    assert cut("", 0, 1, 50) == ("", "^")


def test_a_file_on_one_line() -> None:
    data = json.dumps(Case(('claim:hope-of-peace/about/0 = "actor:norwey"',)).document).encode()

    text = shown(data, width=80)

    assert carets(text) == [('"actor:norwey"', "^" * 14)]
    assert all(len(line) <= 90 for line in text.splitlines())


def test_of_a_long_line_only_what_is_shown_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def counted(text: str) -> list[str]:
        seen.append(len(text))
        return cells(text)

    monkeypatch.setattr("detente.render.excerpt.cells", counted)
    for piece in ("x" * 1200, "é" * 1200, "条" * 1200):
        line, carets = cut(piece, 600, 601, 50)
        assert line.startswith("…")
        assert line.endswith("…")
        assert columns(line) <= 50
        assert carets.rstrip("^").isspace()

    assert max(seen) <= 50
