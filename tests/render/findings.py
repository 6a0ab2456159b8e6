"""Findings as they are shown, and the carets below them."""

import json
import re
from itertools import pairwise

import detente
from detente.files import Document
from detente.render import text as as_text


def shown(data: bytes, name: str = "x.detente.json", **options) -> str:
    document = Document(name, data)
    return as_text.full(detente.validate((document,)), {name: document}, **options)


def carets(text: str) -> list[tuple[str, str]]:
    """The text above carets, and the carets."""
    lines = text.splitlines()
    found = []
    for above, line in pairwise(lines):
        match = re.fullmatch(r" +\| ( *)(\^+)", line)
        if match:
            start = line.index("^")
            found.append((above[start : start + len(match[2])], match[2]))
    return found


MANY = f"claim:hope-of-peace/about = {json.dumps([f'actor:nobody-{n}' for n in range(42)])}"
