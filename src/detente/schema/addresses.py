"""The addresses by which a file names its schema (``$schema``)."""

from typing import Any

from detente.records import VERSION
from detente.schema import file_name

FILES = {
    "dataset": "detente.schema.json",
    "draft": "detente-draft.schema.json",
    "report": "detente-report.schema.json",
}
"""The schemas that are installed, each with its file. Without a version, so that a newer one replaces it."""

_URN = f"urn:detente:schema:{VERSION}:{{}}"


def other_address(address: Any, old: str, new: str) -> Any:
    """The address by which a file names its schema, for a file of another kind: where it is one of ours, that
    of the other schema beside it, else the same. ``old``, ``new``: ``dataset`` or ``draft``.
    """
    if not isinstance(address, str):
        return address
    if address == _URN.format(old):
        return _URN.format(new)
    head, slash, name = address.rpartition("/")
    for one, other in ((FILES[old], FILES[new]), (file_name(old), file_name(new))):
        if name == one:
            return head + slash + other
    return address
