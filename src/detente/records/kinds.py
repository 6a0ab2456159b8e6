"""The kinds of record that have an id, named here and nowhere else."""

from typing import Literal, get_args

Kind = Literal[
    "dataset",
    "annotator",
    "actor",
    "article",
    "mention",
    "event",
    "claim",
    "link",
    "relation",
]
"""What stands before the colon of an id."""

KINDS: tuple[Kind, ...] = get_args(Kind)

SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
"""What stands behind it."""


def array_of(kind: str) -> str:
    """The key of a file under which the records of a kind stand; of the header its own."""
    return kind if kind == "dataset" else f"{kind}s"


def kind_of(id_: str) -> str:
    """The kind that an id names: what stands before its colon, whether there is such a kind or not."""
    return id_.partition(":")[0]
