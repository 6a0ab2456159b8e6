"""Networks as GraphML or GEXF, for Gephi, visone, Cytoscape, igraph, networkx: actors joined by events, and by the
issues that their claims name.

The formats: *GraphML* (Brandes, Eiglsperger, Herman, Himsolt and Marshall, 2002), *GEXF* 1.2 (Gephi). The suffix of
the file says which.
"""

from detente.bridges.networks.writing import write

__all__ = ["write"]
