"""Terms of RDF: names, literals, nodes; and the namespaces of ours and of others.

Our names are URNs, since the project has no address on the web yet. ``detente`` is no registered namespace.
"""

from typing import NamedTuple

from detente.dataset import Dataset

TERMS = "urn:detente:vocab:"
"""Our classes and properties, named like the records and their fields."""
VALUES = "urn:detente:codebook:"
"""Our vocabularies and their values: ``claim_kind/causal``."""
_DATA = "urn:detente:data:"
OURS = {"detente": TERMS, "codebook": VALUES}
"""The namespaces that are the same for all datasets, by their prefixes."""

DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
"""The Library of Congress's datatype of dates in EDTF."""

OTHERS = {
    "dcterms": DCTERMS,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "sem": SEM,
    "sh": SH,
    "skos": SKOS,
    "xsd": XSD,
}
"""The namespaces of others, by their usual prefixes."""


class Iri(NamedTuple):
    """A name."""

    value: str


class Literal(NamedTuple):
    """A value with its datatype, or words with their language."""

    text: str
    datatype: str = f"{XSD}string"
    language: str | None = None


class Node(NamedTuple):
    """What is said of one thing; without a name it stands inside what speaks of it."""

    name: Iri | None
    types: tuple[Iri, ...]
    values: tuple[tuple[Iri, "Value"], ...]


Value = Iri | Literal | Node | list["Value"]
"""What a property says; a list is an ordered one."""


def integer(number: int) -> Literal:
    """A whole number."""
    return Literal(str(number), f"{XSD}integer")


def boolean(value: bool) -> Literal:
    """A truth value."""
    return Literal("true" if value else "false", f"{XSD}boolean")


def own(name: str) -> Iri:
    """A class or a property of ours."""
    return Iri(TERMS + name)


def value_of(vocabulary: str, value: str) -> Iri:
    """A value of a vocabulary of the format."""
    return Iri(f"{VALUES}{vocabulary}/{value}")


def namespace_of(dataset: Dataset, digest: str) -> str:
    """What the names of a dataset's records begin with: its id and its version, so that the same record keeps its
    name; of a dataset without a header its digest.
    """
    header = dataset.dataset
    if header is None:
        return f"{_DATA}sha256-{digest}:"
    return f"{_DATA}{header.id.partition(':')[2]}:{header.version}:"
