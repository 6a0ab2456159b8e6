"""Near hits for a word that is not there. Offered, never applied."""

from collections.abc import Iterable
from difflib import get_close_matches

_NEAR = 0.7


def close(word: str, known: Iterable[str], n: int = 3) -> list[str]:
    """The known words that are near, the nearest first; mostly none or one."""
    return get_close_matches(word, list(known), n=n, cutoff=_NEAR)


def close_ids(id_: str, known: Iterable[str], n: int = 3) -> list[str]:
    """The known ids whose slugs are near, whatever their kinds."""
    by_slug: dict[str, list[str]] = {}
    for candidate in known:
        by_slug.setdefault(candidate.partition(":")[2], []).append(candidate)
    slug = id_.partition(":")[2] or id_
    found = [candidate for near in close(slug, by_slug, n) for candidate in by_slug[near]]
    kind = id_.partition(":")[0]
    return sorted(found, key=lambda candidate: candidate.partition(":")[0] != kind)[:n]


def hint(near: Iterable[str], known: Iterable[str]) -> str:
    """What to say of a word that is not known: those that are near; without any, all."""
    listed = list(near)
    return f"close: {', '.join(listed)}" if listed else f"there are: {', '.join(known)}"
