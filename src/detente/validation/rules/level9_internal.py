"""Level 9: the schema and the loader disagree, which is our own bug."""

from collections.abc import Iterator

from detente.validation.findings import Finding
from detente.validation.registry import Stage, rule


@rule("D900", "our-own-bug", stage=Stage.CALLED)
def our_own_bug(reason: str) -> Iterator[Finding]:
    """The loader refuses a record in which the schema finds no fault.

    Why: Loader and schema are derived from one model and must agree. Where they do not, you
    have found a bug of ours: please report it with the record.
    """
    yield Finding(
        message=f"refused by the loader, but the schema finds no fault ({reason}); "
        "please report this",
    )
