"""A network as GraphML."""

from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

from detente.bridges.networks.network import Network, Values, attributes
from detente.bridges.xml_files import as_file

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"


def document(network: Network) -> bytes:
    """The file."""
    root = ET.Element("graphml", xmlns=_NAMESPACE)
    ET.SubElement(root, "desc").text = network.description
    of_nodes = _keys(
        root, "node", {"label": "string", **attributes(n.values for n in network.nodes)}
    )
    of_edges = _keys(root, "edge", attributes(e.values for e in network.edges))
    graph = ET.SubElement(root, "graph", id="network", edgedefault="directed")
    for node in network.nodes:
        element = ET.SubElement(graph, "node", id=node.id)
        _data(element, {"label": node.label, **node.values}, of_nodes)
    for edge in network.edges:
        element = ET.SubElement(graph, "edge", id=edge.id, source=edge.source, target=edge.target)
        _data(element, edge.values, of_edges)
    return as_file(root)


def _keys(root: ET.Element, of: str, types: Mapping[str, str]) -> dict[str, str]:
    """Declare attributes; returns the id of each."""
    ids = {name: f"{of}_{name}" for name in types}
    for name, type_ in types.items():
        key = {"id": ids[name], "for": of, "attr.name": name, "attr.type": type_}
        ET.SubElement(root, "key", key)
    return ids


def _data(element: ET.Element, values: Values, keys: Mapping[str, str]) -> None:
    for name, value in values.items():
        ET.SubElement(element, "data", key=keys[name]).text = str(value)
