"""RDF: a dataset as a graph in Turtle and JSON-LD, with its vocabulary and shapes.

Vocabularies of others: PROV-O (W3C, 2013), the Simple Event Model (van Hage et al., 2011), SKOS (W3C, 2009),
SHACL (W3C, 2017). No texts are needed and none are written.
"""

from detente.bridges.rdf.writing import write

__all__ = ["write"]
