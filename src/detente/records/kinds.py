"""The kinds of record that have an id."""

from typing import Literal, get_args

Kind = Literal[
    "dataset",
    "annotator",
    "scheme",
    "actor",
    "issue",
    "article",
    "mention",
    "event",
    "claim",
    "link",
    "relation",
]
"""The part of an id before its colon; the id of a scheme is a slug alone."""

KINDS: tuple[Kind, ...] = get_args(Kind)

SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
"""The pattern of the part behind it."""


def array_of(kind: str) -> str:
    """The key of a file that holds the records of a kind; for the header, the kind itself."""
    return kind if kind == "dataset" else f"{kind}s"


def kind_of(id_: str) -> str:
    """The part of an id before its colon, whether there is a kind of that name or not; without a
    colon it is a scheme's.
    """
    kind, colon, _slug = id_.partition(":")
    return kind if colon else "scheme"
