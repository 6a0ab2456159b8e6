"""Suggestions: known words that are similar to an unknown one. Shown, never applied."""

from collections.abc import Iterable

_NEAR = 0.8
"""The lowest similarity of a suggestion, as ``difflib`` counts it, whose default is 0.6: one wrong letter in
five, or an ending. Below it stand other words: at 0.78 "relative" and "evaluative", at 0.77 "treaty" and "retreat".
"""


def close(word: str, known: Iterable[str], n: int = 3) -> list[str]:
    """The known words that are similar, the most similar first; usually none or one."""
    from difflib import get_close_matches  # slow to import, and needed for mistakes alone

    return get_close_matches(word, list(known), n=n, cutoff=_NEAR)


def close_ids(id_: str, known: Iterable[str], n: int = 3) -> list[str]:
    """The known ids with similar slugs, of any kind; those of the same kind first."""
    by_slug: dict[str, list[str]] = {}
    for candidate in known:
        by_slug.setdefault(candidate.rpartition(":")[2], []).append(candidate)
    slug = id_.rpartition(":")[2] or id_  # the id of a scheme is a slug alone
    similar = [candidate for near in close(slug, by_slug, n) for candidate in by_slug[near]]
    kind = id_.partition(":")[0]
    return sorted(similar, key=lambda candidate: candidate.partition(":")[0] != kind)[:n]


def hint(near: Iterable[str], known: Iterable[str]) -> str:
    """The hint for an unknown word: similar words, or all if there are none."""
    listed = list(near)
    return f"close: {', '.join(listed)}" if listed else f"there are: {', '.join(known)}"
