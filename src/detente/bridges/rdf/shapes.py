"""Shapes of the graph in SHACL, derived from the records: which properties a class has, how often, with which values."""

from collections.abc import Iterator

from detente.bridges.rdf.nodes import DIGEST, INDEX, datatypes, equivalents
from detente.bridges.rdf.terms import (
    RDF,
    RDFS,
    SH,
    SKOS,
    TERMS,
    Iri,
    Literal,
    Node,
    Value,
    boolean,
    integer,
    own,
    value_of,
)
from detente.bridges.rdf.vocabulary import described
from detente.records import ARRAYS
from detente.records.model import Field, describe
from detente.vocab.catalogue import snake

_SHAPES = f"{TERMS}shape:"
_END = r"$(?!\n)"
"""How patterns of the format end; regular expressions of SPARQL, which SHACL takes, have no lookahead."""
_Said = list[tuple[Iri, Value]]


def _sh(name: str) -> Iri:
    return Iri(SH + name)


def shapes() -> Iterator[Node]:
    """A closed shape for each class: what it does not name is not said of a record."""
    kinds = {_kind(cls): own(cls.__name__) for cls in ARRAYS.values()}
    for cls in described():
        others = {other for field in cls.fields for other in equivalents(cls.name, field)}
        ignored = [Iri(f"{RDF}type"), Iri(f"{RDFS}label"), Iri(f"{SKOS}inScheme")]
        ignored += [*sorted(others), INDEX, DIGEST]
        yield Node(
            Iri(_SHAPES + cls.name),
            (_sh("NodeShape"),),
            (
                (_sh("targetClass"), own(cls.name)),
                (_sh("closed"), boolean(value=True)),
                (_sh("ignoredProperties"), [*ignored]),
                *((_sh("property"), _property(f, kinds)) for f in cls.fields if not f.key_of),
            ),
        )


def _kind(cls: type) -> str:
    (kind,) = (field.key_of for field in describe(cls).fields if field.key_of)
    return kind


def _property(field: Field, kinds: dict[str, Iri]) -> Node:
    least = field.least if field.many else int(field.required)
    most = field.most if field.many else 1
    said: _Said = [(_sh("path"), own(field.name))]
    said += [(_sh("minCount"), integer(least))] if least else []
    said += [(_sh("maxCount"), integer(most))] if most is not None else []
    return Node(None, (), (*said, *_values(field, kinds)))


def _values(field: Field, kinds: dict[str, Iri]) -> _Said:
    if field.base == "record":
        return [(_sh("class"), own(field.type.__name__))]
    if field.base == "enum":
        vocabulary = snake(field.type.__name__)
        return [(_sh("in"), [value_of(vocabulary, member.value) for member in field.type])]
    if field.code:
        return [(_sh("class"), own("SchemeValue"))]
    if field.refs:
        return _either("class", [kinds[kind] for kind in field.refs])
    if field.base == "const":
        return [(_sh("hasValue"), Literal(field.type))]
    said = _either("datatype", [*map(Iri, datatypes(field))])
    said += [(_sh("minInclusive"), integer(field.minimum))] if field.minimum is not None else []
    said += [(_sh("minLength"), integer(field.min_length))] if field.min_length else []
    said += [(_sh("maxLength"), integer(field.max_length))] if field.max_length else []
    if field.pattern:
        said.append((_sh("pattern"), Literal(field.pattern.replace(_END, "$"))))
    return said


def _either(constraint: str, allowed: list[Iri]) -> _Said:
    said = [Node(None, (), ((_sh(constraint), one),)) for one in allowed]
    return [*said[0].values] if len(said) == 1 else [(_sh("or"), [*said])]
