"""Nodes as JSON-LD (*JSON-LD 1.1*, W3C, 2020), with the context in the file: nothing is fetched to read it."""

import json
from collections.abc import Iterable, Mapping

from detente.bridges.rdf.terms import XSD, Iri, Literal, Node, Value
from detente.inert import visible
from detente.json_types import Json


def json_ld(nodes: Iterable[Node], prefixes: Mapping[str, str], vocabulary: str) -> str:
    """The text of a file; ``vocabulary``: the namespace whose names stand without a prefix."""
    short = Short(prefixes, vocabulary)
    context: Json = {"@version": 1.1, "@vocab": vocabulary, **prefixes}
    document: Json = {"@context": context, "@graph": [short.node(node) for node in nodes]}
    return f"{visible(json.dumps(document, ensure_ascii=False, indent=1))}\n"


class Short:
    """Nodes as plain values, their names short by prefixes."""

    def __init__(
        self,
        prefixes: Mapping[str, str],
        vocabulary: str,
        keywords: tuple[str, str] = ("@id", "@type"),
    ) -> None:
        """Keep the prefixes; ``keywords``: what the context calls a node's name and types."""
        self._prefixes = prefixes
        self._vocabulary = vocabulary
        self._id, self._type = keywords

    def node(self, node: Node) -> dict[str, Json]:
        """A node; a property with several values has a list."""
        assert node.name is not None
        types: list[Json] = [self._term(type_) for type_ in node.types]
        said: dict[str, Json] = {
            self._id: self._iri(node.name),
            self._type: types if len(types) > 1 else types[0],
        }
        held: dict[str, list[Json]] = {}
        for property_, value in node.values:
            held.setdefault(self._term(property_), []).append(self._value(value))
        return said | {
            key: values if len(values) > 1 else values[0] for key, values in held.items()
        }

    def _value(self, value: Value) -> Json:
        if isinstance(value, Iri):
            return {self._id: self._iri(value)}
        assert isinstance(value, Literal)
        return self._literal(value)

    def _literal(self, literal: Literal) -> Json:
        if literal.language is not None:
            return {"@value": literal.text, "@language": literal.language}
        if literal.datatype == f"{XSD}string":
            return literal.text
        return {"@value": literal.text, "@type": self._iri(Iri(literal.datatype))}

    def _term(self, iri: Iri) -> str:
        """A class or a property."""
        if self._vocabulary and iri.value.startswith(self._vocabulary):
            return iri.value.removeprefix(self._vocabulary)
        return self._iri(iri)

    def _iri(self, iri: Iri) -> str:
        for prefix, namespace in self._prefixes.items():
            if iri.value.startswith(namespace):
                return f"{prefix}:{iri.value.removeprefix(namespace)}"
        return iri.value
