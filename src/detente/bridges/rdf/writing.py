"""Writing a dataset as a folder of RDF."""

from pathlib import Path

from detente.bridges.rdf.json_ld import json_ld
from detente.bridges.rdf.nodes import Nodes
from detente.bridges.rdf.shapes import shapes
from detente.bridges.rdf.terms import OTHERS, OURS, TERMS
from detente.bridges.rdf.turtle import turtle
from detente.bridges.rdf.vocabulary import vocabulary
from detente.bridges.typed_spans import TypedTexts
from detente.files import write_folder


def write(typed: TypedTexts, out: Path) -> None:
    """Write the graph as Turtle and as JSON-LD, our vocabulary, and the shapes that the graph has."""
    nodes = Nodes(typed.dataset, typed.digest)
    prefixes = {"this": nodes.namespace, **OURS, **OTHERS}
    said = [*nodes.all()]
    files = {
        "dataset.ttl": turtle(said, prefixes),
        "dataset.jsonld": json_ld(said, prefixes, TERMS),
        "vocabulary.ttl": turtle(vocabulary(), OURS | OTHERS),
        "shapes.ttl": turtle(shapes(), OURS | OTHERS),
    }
    write_folder(out, {name: text.encode() for name, text in files.items()})
