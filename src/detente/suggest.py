"""Suggestions: known words that are similar to an unknown one. Shown, never applied."""

from collections.abc import Iterable

_NEAR = 0.7
"""The lowest similarity of a suggestion, as ``difflib`` counts it, whose default is 0.6."""
_SPELLING = 0.8
"""The same of a misspelling, as one wrong letter in five is. Below it are other words, at 0.78 "relative" and
"evaluative", at 0.77 "treaty" and "retreat", unless one begins with the other. A guess, as the one above.
"""


def close(word: str, known: Iterable[str], n: int = 3) -> list[str]:
    """The known words that are similar, the most similar first; usually none or one."""
    # Slow to import, and needed for mistakes alone.
    from difflib import SequenceMatcher, get_close_matches

    def alike(other: str) -> bool:
        if word.startswith(other) or other.startswith(word):
            return True
        return SequenceMatcher(None, other, word).ratio() >= _SPELLING

    return [near for near in get_close_matches(word, list(known), n=n, cutoff=_NEAR) if alike(near)]


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
