"""Regular expressions: what all supported Pythons agree on."""

import ast
import pkgutil
import re
import re._constants as opcodes
import re._parser as parser
from collections.abc import Iterator
from importlib import import_module

import detente
from detente.dataset import Dataset
from detente.records import model
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


_BROKEN = {opcodes.POSSESSIVE_REPEAT, opcodes.ATOMIC_GROUP}


def _operations(tree: object) -> Iterator[object]:
    """All operations of a parsed expression."""
    if isinstance(tree, parser.SubPattern | list | tuple):
        for part in tree:
            yield from _operations(part)
    elif isinstance(tree, type(opcodes.LITERAL)):  # characters are numbers too
        yield tree


def _expressions() -> Iterator[tuple[str, str]]:
    """The expressions that modules hold, put together as they are, and those of the schemas."""
    for module in pkgutil.walk_packages(detente.__path__, "detente."):
        if not module.name.endswith("__main__"):
            for name, value in vars(import_module(module.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{module.name}.{name}", value.pattern
    for cls in model.classes(Dataset):
        yield from ((f"{cls.name}.{f.name}", f.pattern) for f in cls.fields if f.pattern)


def test_the_whole_expressions_have_none_either():
    """What an f-string puts together may be one, though none of its parts is."""
    found = dict(_expressions())
    assert len(found) > 100
    assert [n for n, text in found.items() if _BROKEN & {*_operations(parser.parse(text))}] == []
    assert _BROKEN & {*_operations(parser.parse("(?:a(b|[c-d]++))+"))}
    assert _BROKEN & {*_operations(parser.parse("a(?>b)"))}
