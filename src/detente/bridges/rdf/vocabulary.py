"""Our vocabulary, derived from the records and the codebook: classes, properties, and the values with their
definitions.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from detente.bridges.rdf.nodes import DIGEST, INDEX, TYPES, equivalents
from detente.bridges.rdf.terms import (
    RDF,
    RDFS,
    SKOS,
    VALUES,
    Iri,
    Literal,
    Node,
    Value,
    own,
    value_of,
)
from detente.records import ARRAYS, Header
from detente.records.model import Class, classes, documentation
from detente.vocab.catalogue import of_enum

_COMMENT, _LABEL = Iri(f"{RDFS}comment"), Iri(f"{RDFS}label")


@cache
def described() -> tuple[Class, ...]:
    """All classes of the format, each once."""
    found = {c.type: c for root in (Header, *ARRAYS.values()) for c in classes(root)}
    return tuple(found.values())


def vocabulary() -> Iterator[Node]:
    """The classes, the properties, and the vocabularies that they use with their values."""
    said: dict[str, list[tuple[Iri, Value]]] = defaultdict(list)
    for cls in described():
        about, fields = documentation(cls.type)
        broader = [(Iri(f"{RDFS}subClassOf"), other) for other in TYPES.get(cls.name, ())]
        yield _defined(cls.name, "Class", [(_LABEL, Literal(cls.name)), _comment(about), *broader])
        for field in cls.fields:
            if field.key_of is None:
                said[field.name].append(_comment(f"{cls.name}: {fields[field.name]}"))
                said[field.name] += (
                    (Iri(f"{RDFS}seeAlso"), other) for other in equivalents(cls.name, field)
                )
    for name, comments in said.items():
        yield _defined(name, "Property", [(_LABEL, Literal(name)), *dict.fromkeys(comments)])
    for iri, about in (
        (INDEX, "The number of a part in its list, from 0."),
        (DIGEST, "The SHA-256 of the dataset in canonical form, in hexadecimal digits."),
    ):
        yield Node(iri, (Iri(f"{RDF}Property"),), (_comment(about),))
    yield from _values()


def _defined(name: str, kind: str, said: list[tuple[Iri, Value]]) -> Node:
    namespace = RDFS if kind == "Class" else RDF
    return Node(own(name), (Iri(namespace + kind),), tuple(said))


def _comment(text: str) -> tuple[Iri, Value]:
    return _COMMENT, _english(text)


def _english(text: str) -> Literal:
    return Literal(text, f"{RDF}langString", "en")


def _values() -> Iterator[Node]:
    used = {f.type for cls in described() for f in cls.fields if f.base == "enum"}
    for found in sorted(map(of_enum, used), key=lambda one: one.name):
        scheme = Iri(VALUES + found.name)
        yield Node(
            scheme,
            (Iri(f"{SKOS}ConceptScheme"),),
            (
                (Iri(f"{SKOS}prefLabel"), _english(found.title)),
                (Iri(f"{SKOS}definition"), _english(found.description)),
            ),
        )
        for value in found.values:
            yield Node(
                value_of(found.name, value.value),
                (Iri(f"{SKOS}Concept"),),
                (
                    (Iri(f"{SKOS}prefLabel"), _english(value.value.replace("_", " "))),
                    (Iri(f"{SKOS}notation"), Literal(value.value)),
                    (Iri(f"{SKOS}definition"), _english(value.definition)),
                    (Iri(f"{SKOS}inScheme"), scheme),
                ),
            )
