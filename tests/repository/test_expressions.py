"""Regular expressions: what all supported Pythons agree on."""

import ast
import re
from collections.abc import Iterator

from tests.paths import PACKAGE


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
        for path in PACKAGE.rglob("*.py")
        for literal in _literals(ast.parse(path.read_text(encoding="utf-8")))
        if re.search(r"[+*?}]\+|\(\?>", literal)
    ]
    assert found == []
