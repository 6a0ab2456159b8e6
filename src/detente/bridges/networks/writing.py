"""Writing the networks of a dataset into a file."""

from pathlib import Path
from typing import Final

from detente.bridges.networks import gexf, graphml
from detente.bridges.networks.network import network
from detente.bridges.typed_spans import TypedTexts
from detente.errors import InputError, reason_of
from detente.files import write_atomically

_FORMATS: Final = {".graphml": graphml.document, ".gexf": gexf.document}


def write(typed: TypedTexts, out: Path) -> None:
    """Write the networks; ``out`` ends in ``.graphml`` or ``.gexf``. Raises ``InputError`` if it does not, or
    cannot be written.
    """
    document = _FORMATS.get(out.suffix.lower())
    if document is None:
        raise InputError(
            str(out), f"its name must end in {' or '.join(_FORMATS)}, which says what is written"
        )
    try:
        write_atomically(out, document(network(typed)))
    except OSError as error:
        raise InputError(str(out), f"cannot be written: {reason_of(error)}") from error
