"""Writing the networks of a dataset into a file."""

from pathlib import Path
from typing import Final

from detente.bridges.networks import gexf, graphml
from detente.bridges.networks.network import network
from detente.bridges.typed_spans import TypedTexts
from detente.files import write_atomically

_FORMATS: Final = {".graphml": graphml.document, ".gexf": gexf.document}


def write(typed: TypedTexts, out: Path) -> None:
    """Write the networks; ``out`` ends in ``.graphml`` or ``.gexf``, as the registry says."""
    write_atomically(out, _FORMATS[out.suffix.lower()](network(typed)))
