"""Level 9: schema and loader disagree, which is a bug of this library."""

from collections.abc import Iterator

from detente.validation.findings import Finding
from detente.validation.registry import Stage, rule


@rule("D900", "our-own-bug", stage=Stage.CALLED)
def our_own_bug(reason: str) -> Iterator[Finding]:
    """The loader accepts every record in which the schema finds no error.

    Why: Loader and schema are derived from one model and must agree. If they do not, this is a bug
    in détente: please report it with the record.
    """
    yield Finding(
        message=f"refused by the loader, but the schema finds no error ({reason}); "
        "please report this",
    )
