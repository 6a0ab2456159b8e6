"""Strings of JSON found without a loop."""

import re

from hypothesis import given
from hypothesis import strategies as st

from detente.tokens import STRING, masked_escapes, outside_strings


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


@given(st.text(st.sampled_from('"\\[]{},:a \n')))
def test_outside_strings_is_what_no_string_takes(text: str) -> None:
    left, at = "", 0
    for start, end in _strings(text):
        left += text[at:start] + '"'
        at = end
    rest = text[at:]
    closed = masked_escapes(text).count('"') % 2 == 0

    assert outside_strings(text) == (
        masked_escapes(left + rest) if closed else masked_escapes(left[:-1])
    )
