"""The records of a dataset as nodes: every field a property, every part a node with a name of its own."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any, get_args

from detente.bridges.rdf.terms import (
    EDTF,
    PROV,
    RDF,
    RDFS,
    SEM,
    SKOS,
    XSD,
    Iri,
    Literal,
    Node,
    Value,
    boolean,
    integer,
    namespace_of,
    own,
    value_of,
)
from detente.dataset import Dataset
from detente.records import ARRAYS, Scheme
from detente.records.constraints import Url
from detente.records.labels import Labels
from detente.records.model import Field, fields_of
from detente.vocab.catalogue import snake

INDEX = own("index")
"""The number of a part in its list, from 0: lists of records have an order, which a graph has not."""
DIGEST = own("digest")
"""The SHA-256 of the dataset's canonical form."""

_Said = list[tuple[Iri, Value]]
_URL = get_args(Url)[1]


def _others(namespace: str, *names: str) -> tuple[Iri, ...]:
    return tuple(Iri(namespace + name) for name in names)


TYPES: dict[str, tuple[Iri, ...]] = {
    "Header": _others(PROV, "Entity"),
    "Article": (*_others(PROV, "Entity"), *_others(SEM, "Authority")),
    "Annotator": _others(PROV, "Agent"),
    "Utterance": _others(PROV, "Entity"),
    "EventAccount": (*_others(PROV, "Entity"), *_others(SEM, "View")),
    "RelationAccount": _others(PROV, "Entity"),
    "Actor": _others(SEM, "Actor"),
    "Event": _others(SEM, "Event"),
    "Participant": _others(SEM, "Role"),
    "Place": _others(SEM, "Place"),
    "Scheme": _others(SKOS, "ConceptScheme"),
    "SchemeValue": _others(SKOS, "Concept"),
}
"""What our classes are in the vocabularies of others."""

_EQUIVALENT: dict[tuple[str, str], tuple[str, ...]] = {
    ("Utterance", "article"): (f"{PROV}wasDerivedFrom",),
    ("EventAccount", "article"): (f"{PROV}wasDerivedFrom", f"{SEM}accordingTo"),
    ("RelationAccount", "article"): (f"{PROV}wasDerivedFrom",),
    ("Event", "type"): (f"{SEM}eventType",),
    ("Event", "part_of"): (f"{SEM}subEventOf",),
    ("Event", "place"): (f"{SEM}hasPlace",),
    ("Actor", "kind"): (f"{SEM}actorType",),
    ("Participant", "role"): (f"{SEM}roleType",),
    ("Scheme", "title"): (f"{SKOS}prefLabel",),
    ("SchemeValue", "value"): (f"{SKOS}notation",),
    ("SchemeValue", "definition"): (f"{SKOS}definition",),
}
"""The properties of others that say the same of records. Who takes part is said of an account alone, and not of the
event: nothing is simply true."""
_ATTRIBUTED = Iri(f"{PROV}wasAttributedTo")


def equivalents(cls: str, field: Field) -> tuple[Iri, ...]:
    """The properties of others that say what a field says."""
    if field.name == "annotator":
        return (_ATTRIBUTED,)
    return tuple(map(Iri, _EQUIVALENT.get((cls, field.name), ())))


_DATATYPES: dict[str, tuple[str, ...]] = {
    "bool": (f"{XSD}boolean",),
    "int": (f"{XSD}integer",),
    "number": (f"{XSD}integer", f"{XSD}double"),
    "object": (f"{RDF}JSON",),
}


def datatypes(field: Field) -> tuple[str, ...]:
    """The datatypes of a field whose values are no names: own words have a language if the dataset says which."""
    if field.edtf:
        return (EDTF,)
    if field.text is _URL:
        return (f"{XSD}anyURI",)
    words = (f"{XSD}string", f"{RDF}langString") if field.own_words else (f"{XSD}string",)
    return _DATATYPES.get(field.base, words)


class Nodes:
    """The records of a dataset and their parts as nodes."""

    def __init__(self, dataset: Dataset, digest: str) -> None:
        """Keep the dataset; ``digest``: its own."""
        self.namespace = namespace_of(dataset, digest)
        self._dataset = dataset
        self._digest = digest
        self._language = None if dataset.dataset is None else dataset.dataset.language

    def name(self, key: str) -> Iri:
        """The name of a record by its id, of a part by its key, of an own code by ``scheme/value``."""
        return Iri(self.namespace + key)

    def all(self) -> Iterator[Node]:
        """All records, each followed by its parts."""
        labels = Labels(self._dataset)
        header = self._dataset.dataset
        if header is not None:
            yield from self._with_parts(header, header.id, [(DIGEST, Literal(self._digest))])
        for record in chain.from_iterable(getattr(self._dataset, name) for name in ARRAYS):
            label: _Said = [(Iri(f"{RDFS}label"), Literal(labels[record.id]))]
            yield from self._with_parts(record, record.id, label)

    def of(self, value: Any, key: str) -> Node:
        """A record or a part of one, without the parts that it has itself."""
        return Node(self.name(key), _types(value), tuple(self._plain(value)))

    def _with_parts(self, value: Any, key: str, more: _Said) -> Iterator[Node]:
        below = [*self._parts(value, key)]
        held = [
            (said, self.name(part_key))
            for field, _, part_key, _ in below
            for said in (own(field.name), *equivalents(type(value).__name__, field))
        ]
        node = self.of(value, key)
        yield node._replace(values=(*more, *node.values, *held))
        for field, part, part_key, number in below:
            numbered: _Said = [(INDEX, integer(number))] if field.many else []
            if isinstance(value, Scheme) and field.name == "values":
                numbered.append((Iri(f"{SKOS}inScheme"), self.name(key)))
            yield from self._with_parts(part, part_key, numbered)

    def _parts(self, value: Any, key: str) -> Iterator[tuple[Field, Any, str, int]]:
        for field in fields_of(value):
            if field.base != "record":
                continue
            for number, part in enumerate(_listed(value, field)):
                path = (key, field.name, str(number)) if field.many else (key, field.name)
                if isinstance(value, Scheme) and field.name == "values":
                    path = (key, part.value)  # as records name their codes
                yield field, part, "/".join(path), number

    def _plain(self, value: Any) -> Iterator[tuple[Iri, Value]]:
        for field in fields_of(value):
            if field.base == "record" or field.key_of:
                continue
            for one in _listed(value, field):
                meant = self._value(field, one)
                yield own(field.name), meant
                for other in equivalents(type(value).__name__, field):
                    yield other, meant

    def _value(self, field: Field, value: Any) -> Value:
        if field.base == "enum":
            return value_of(snake(field.type.__name__), value.value)
        if field.refs or field.code:
            return self.name(value)
        if field.base == "bool":
            return boolean(value)
        if field.base == "object":
            return Literal(json.dumps(value, ensure_ascii=False), f"{RDF}JSON")
        if field.base == "number" and isinstance(value, float):
            return Literal(repr(value), f"{XSD}double")
        if field.base in ("int", "number"):
            return integer(value)
        if field.own_words and self._language is not None:
            return Literal(value, f"{RDF}langString", self._language)
        return Literal(value, datatypes(field)[0])


def _types(value: Any) -> tuple[Iri, ...]:
    cls = type(value).__name__
    return (own(cls), *TYPES.get(cls, ()))


def _listed(value: Any, field: Field) -> tuple[Any, ...]:
    """What a field holds, as several; nothing where it is absent or says what is so anyway."""
    held = getattr(value, field.name)
    if held is None or (not field.required and held == field.default):
        return ()
    return held if field.many else (held,)
