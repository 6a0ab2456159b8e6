"""A network as GEXF, with the days between which an edge lies as Gephi's timeline shows them."""

import re
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

from detente.bridges.networks.network import Edge, Network, Values, attributes
from detente.bridges.xml_files import as_file

_NAMESPACE: Final = "http://www.gexf.net/1.2draft"

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""The years of which Gephi can show days: four digits, no sign."""


def document(network: Network) -> bytes:
    """The file."""
    root = ET.Element("gexf", xmlns=_NAMESPACE, version="1.2")
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "detente"
    ET.SubElement(meta, "description").text = network.description
    graph = ET.SubElement(
        root, "graph", mode="dynamic", defaultedgetype="directed", timeformat="date"
    )
    of_nodes = _declare(graph, "node", attributes(n.values for n in network.nodes))
    said = [_said(edge) for edge in network.edges]
    of_edges = _declare(graph, "edge", attributes(said))
    nodes, edges = ET.SubElement(graph, "nodes"), ET.SubElement(graph, "edges")
    for node in network.nodes:
        element = ET.SubElement(nodes, "node", id=node.id, label=node.label)
        _values(element, node.values, of_nodes)
    for edge, values in zip(network.edges, said, strict=True):
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        element = ET.SubElement(edges, "edge", {**ends, **_own(edge), **_days(edge)})
        _values(element, values, of_edges)
    return as_file(root)


def _own(edge: Edge) -> dict[str, str]:
    """What GEXF has attributes of its own for."""
    return {name: str(edge.values[name]) for name in ("label", "weight")}


def _said(edge: Edge) -> Values:
    return {name: value for name, value in edge.values.items() if name not in ("label", "weight")}


def _days(edge: Edge) -> dict[str, str]:
    days = {"start": edge.first, "end": edge.last}
    return {name: day for name, day in days.items() if day and _DAY.fullmatch(day)}


def _declare(graph: ET.Element, of: str, types: Mapping[str, str]) -> dict[str, str]:
    """Declare attributes; returns the id of each."""
    ids = {name: f"{of}_{name}" for name in types}
    declared = ET.SubElement(graph, "attributes", {"class": of, "mode": "static"})
    for name, type_ in types.items():
        ET.SubElement(declared, "attribute", id=ids[name], title=name, type=type_)
    return ids


def _values(element: ET.Element, values: Values, ids: Mapping[str, str]) -> None:
    held = ET.SubElement(element, "attvalues")
    for name, value in values.items():
        ET.SubElement(held, "attvalue", {"for": ids[name], "value": str(value)})
