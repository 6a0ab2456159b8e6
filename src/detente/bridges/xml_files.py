"""XML as a file."""

from xml.etree import ElementTree as ET


def as_file(root: ET.Element) -> bytes:
    """A document as bytes, indented."""
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
