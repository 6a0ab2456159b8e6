"""Regular expressions: what all supported Pythons agree on, and strings of JSON found without a loop."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.codec.columns import all_match
from detente.codec.duplicate_keys import depth
from detente.positions import walk
from detente.records import constraints as c
from detente.tokens import STRING, masked_escapes
from tests.rules.sample import Case

SOURCE = Path(detente.__file__).parent
TEXT = "Rents rose in 1931. Wages did not follow.\n"


def _literals(tree: ast.AST) -> Iterator[str]:
    """The strings of a module; what an f-string puts in is an x."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(v.value if isinstance(v, ast.Constant) else "x" for v in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_possessive_quantifier_and_no_atomic_group():
    """CPython 3.11.0 to 3.11.4 match them wrongly (gh-106052); Debian 12 has 3.11.2."""
    found = [
        (path.name, literal)
        for path in SOURCE.rglob("*.py")
        for literal in _literals(ast.parse(path.read_text(encoding="utf-8")))
        if re.search(r"[+*?}]\+|\(\?>", literal)
    ]
    assert found == []


# --- what went wrong on 3.11.2 ------------------------------------------------------------------


@pytest.mark.parametrize("bad", ["actor:a-", "actor:-a", "actor:a--b", "actor:", "actor:a\n"])
def test_an_id_of_a_wrong_form_is_refused(bad: str) -> None:
    data = Case(()).data.replace(b'"actor:sweden"', json.dumps(bad).encode())

    with pytest.raises(detente.InvalidError):
        detente.loads(data)
    assert "D105" in {d.code for d in detente.validate(data)}


def test_a_number_at_the_end_of_a_sentence_is_whole() -> None:
    assert detente.ground("rose in 1931", TEXT).status.value == "exact"
    assert detente.ground("rose in 193", TEXT).status.value == "absent"


def test_a_draft_with_a_number_seals() -> None:
    draft = {
        "format": "detente-draft",
        "version": "1.0",
        "dataset": {
            "id": "dataset:rents",
            "title": "Rents",
            "version": "0.1.0",
            "status": "draft",
            "language": "en",
            "license": "CC0-1.0",
        },
        "annotators": [{"id": "annotator:one", "kind": "human", "description": "One person"}],
        "actors": [{"id": "actor:x", "kind": "state", "names": [{"text": "X", "kind": "common"}]}],
        "articles": [
            {
                "id": "article:rents",
                "authors": [],
                "publisher": "Nobody",
                "published": {"basis": "unresolved"},
                "language": "en",
                "genre": "other",
                "rights": "Ours",
                "segments": [{"kind": "body", "voice": "author", "quote": TEXT.strip()}],
            }
        ],
        "claims": [
            {
                "id": "claim:rise",
                "proposition": "Rents went up",
                "kind": "factual",
                "tense": "past",
                "about": ["actor:x"],
                "utterances": [
                    {
                        "article": "article:rents",
                        "commitment": "CT+",
                        "evidence": [{"quote": "rose in 1931"}],
                    }
                ],
            }
        ],
    }
    sealed = detente.seal(json.dumps(draft).encode(), {"rents.txt": TEXT})

    assert [d for d in sealed.report if d.severity.value == "error"] == []


# --- strings of JSON ----------------------------------------------------------------------------


def _strings(text: str) -> list[tuple[int, int]]:
    """Where strings stand, found character by character."""
    spans = []
    start, at = None, 0
    while at < len(text):
        if text[at] == "\\" and text[at + 1 : at + 2] in ('"', "\\"):
            at += 2
            continue
        if text[at] == '"':
            if start is None:
                start = at
            else:
                spans.append((start, at + 1))
                start = None
        at += 1
    return spans if start is None else [*spans, (start, len(text))]


@given(st.text(st.sampled_from('"\\[]{},:a \n')))
def test_strings_are_those_that_a_naive_scanner_finds(text: str) -> None:
    plain = masked_escapes(text)

    assert len(plain) == len(text)
    assert [m.span() for m in re.finditer(f"{STRING}?", plain)] == _strings(text)
    closed = [m.span() for m in re.finditer(STRING, plain)]
    assert closed == [s for s in _strings(text) if plain[s[0] : s[1]].count('"') == 2]


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.sampled_from('"\\[]{},:a\n\u00e9')),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.sampled_from('"\\{a')), inner),
)


def _depth(value: Any) -> int:
    parts = value.values() if isinstance(value, dict) else value
    return 1 + max(map(_depth, parts), default=0) if isinstance(value, dict | list) else 0


def _scalars(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _scalars(item)
    elif isinstance(value, list):
        for item in value:
            yield from _scalars(item)
    else:
        yield value


@given(st.lists(_values), st.booleans(), st.sampled_from([None, 1]))
def test_json_is_walked_as_it_was_written(value: Any, ascii: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii, indent=indent)
    events = list(walk(text))
    told = [json.loads(e.text) for e in events if e.text not in ("[", "{")]

    assert depth(text) == _depth(value)
    assert told == list(_scalars(value))
    assert all(e.path[-1] == json.loads(e.text) for e in events if e.key)


@pytest.mark.parametrize("end", [b"", b"\\", b"\\\\", b"\n}"])
@pytest.mark.parametrize("unit", [b'\\"', b'"', b"\\\\", b"\\u0022", b'"\\'])
def test_a_string_without_end_is_no_json(unit: bytes, end: bytes) -> None:
    """100,000 times, which must not take for ever."""
    report = detente.validate(b'["' + unit * 100_001 + end)

    assert [d.code for d in report] == ["D001"]


# --- columns ------------------------------------------------------------------------------------


def test_many_values_are_checked_at_once() -> None:
    values = ["actor:one-two-three"] * 100_000
    pattern = c.id_pattern("actor")

    assert all_match(pattern, values)
    assert all_match(pattern, ())
    assert not all_match(pattern, [*values, "actor:a-"])
    assert not all_match(pattern, ["actor:" + "a-" * 100_000])
    assert not all_match(pattern, [*values, "actor:a\nactor:b"])
