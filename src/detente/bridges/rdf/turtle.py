"""Nodes as Turtle (*RDF 1.1 Turtle*, W3C, 2014)."""

import re
from collections.abc import Iterable, Iterator, Mapping

from detente.bridges.rdf.terms import XSD, Iri, Literal, Node, Value
from detente.inert import visible

_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_:/+.-]*[A-Za-z0-9_/+-])?")
"""The names that a prefix may stand before, if the signs of ``_ESCAPED`` are escaped."""
_ESCAPED = re.compile(r"[/+]")
_SIGNS = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_BARE = {f"{XSD}integer", f"{XSD}boolean"}


def turtle(nodes: Iterable[Node], prefixes: Mapping[str, str]) -> str:
    """The text of a file. Whatever turns the line or controls a terminal is escaped in it."""
    return "".join(_Writer(prefixes).lines(nodes))


class _Writer:
    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes

    def lines(self, nodes: Iterable[Node]) -> Iterator[str]:
        for prefix, namespace in self._prefixes.items():
            yield f"@prefix {prefix}: <{namespace}> .\n"
        for node in nodes:
            assert node.name is not None
            yield f"\n{self._iri(node.name)} {self._said(node, '    ')} .\n"

    def _said(self, node: Node, indent: str) -> str:
        types = ", ".join(map(self._iri, node.types))
        said = [f"a {types}"] if types else []
        held: dict[Iri, list[str]] = {}
        for property_, value in node.values:
            held.setdefault(property_, []).append(self._value(value, indent))
        said += (
            f"{self._iri(property_)} {', '.join(values)}" for property_, values in held.items()
        )
        return f" ;\n{indent}".join(said)

    def _value(self, value: Value, indent: str) -> str:
        if isinstance(value, Iri):
            return self._iri(value)
        if isinstance(value, Literal):
            return self._literal(value)
        if isinstance(value, Node):
            deeper = f"{indent}    "
            return f"[\n{deeper}{self._said(value, deeper)}\n{indent}]"
        return f"( {' '.join(self._value(one, indent) for one in value)} )"

    def _literal(self, literal: Literal) -> str:
        if literal.datatype in _BARE:
            return literal.text
        signs = "".join(_SIGNS.get(sign, sign) for sign in literal.text)
        quoted = f'"{visible(signs)}"'
        if literal.language is not None:
            return f"{quoted}@{literal.language}"
        if literal.datatype == f"{XSD}string":
            return quoted
        return f"{quoted}^^{self._iri(Iri(literal.datatype))}"

    def _iri(self, iri: Iri) -> str:
        for prefix, namespace in self._prefixes.items():
            local = iri.value.removeprefix(namespace)
            if local != iri.value and _LOCAL.fullmatch(local):
                return f"{prefix}:{_ESCAPED.sub(_backslash, local)}"
        return f"<{iri.value}>"


def _backslash(found: re.Match[str]) -> str:
    return f"\\{found[0]}"
