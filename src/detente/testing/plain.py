"""The values of fields as strategies: text that often causes bugs, numbers, patterns, extensions."""

import re
from functools import cache, lru_cache
from typing import Any

from detente.errors import optional
from detente.records import constraints as c

# Strings that often cause bugs: combining characters, characters beyond the BMP, both directions,
# strings that look like JSON, and characters that are line separators, but not in JSON.
_DIFFICULT = (
    "détente",
    "de\u0301tente",
    "Северная Корея",
    "조선민주주의인민공화국",
    "🕊️👩🏽‍⚖️",
    "𝒅\U0001f1f0\U0001f1f5",
    "الشرق الأوسط",
    '"quoted" and \\escaped\\',
    '\\u0022, "id": null',
    "two\nlines\tand a tab",
    "\u2028\u2029\x85\x00\x7f",
    "null",
)


def strategies() -> Any:
    """The module ``hypothesis.strategies``; raises ``MissingExtraError`` if there is none."""
    return optional("hypothesis.strategies", "testing")


@lru_cache(maxsize=4096)
def integer(least: int, most: int) -> Any:
    """Whole numbers."""
    return strategies().integers(least, most)


@cache
def octets(size: int) -> Any:
    """Bytes."""
    return strategies().binary(min_size=size, max_size=size)


@cache
def texts(least: int, most: int) -> Any:
    """Strings of some length, many of the kind that often causes bugs."""
    st = strategies()
    strings = st.text(st.characters(codec="utf-8"), min_size=least, max_size=min(most, least + 12))
    samples = tuple(s for s in _DIFFICULT if least <= len(s) <= most)
    if samples:  # pragma: no branch  every length that fields have now allows one
        strings = st.one_of(st.sampled_from(samples), strings)
    return strings.filter(lambda text: not text.startswith("TODO"))


_HEX = re.compile(r"\^\[0-9a-f\]\{([0-9]+)(?:,[0-9]+)?\}\$\(\?!\\n\)")


@cache
def formed(pattern: str, most: int | None) -> Any:
    """Strings of a pattern that begins and ends like all patterns of the format."""
    st = strategies()
    digits = _HEX.fullmatch(pattern)
    if digits:
        return octets(int(digits.group(1)) // 2).map(bytes.hex)
    body = pattern.removeprefix("^").removesuffix(r"$(?!\n)")
    strings = st.from_regex(body, fullmatch=True)
    return strings if most is None else strings.filter(lambda text: len(text) <= most)


@cache
def slug() -> Any:
    """Short slugs."""
    return strategies().text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=6)


@cache
def amount() -> Any:
    """Numbers of a quantity."""
    st = strategies()
    fractions = st.floats(allow_nan=False, allow_infinity=False).filter(
        lambda x: not x.is_integer()
    )
    return st.one_of(st.integers(-(10**6), 10**12), st.integers(-(2**80), 2**80), fractions)


@cache
def extension() -> Any:
    """Extensions of other projects."""
    st = strategies()
    numbers = st.one_of(
        st.integers(-(2**80), 2**80),
        st.floats(allow_nan=False, allow_infinity=False),
        st.sampled_from([1.0, -0.0, 1e22, 5e-324]),
    )
    scalars = st.one_of(st.none(), st.booleans(), numbers, texts(0, 40))
    inner = st.one_of(scalars, st.lists(scalars, max_size=2))
    values = st.one_of(
        inner, st.lists(inner, max_size=2), st.dictionaries(texts(0, 9), inner, max_size=2)
    )
    keys = st.one_of(
        st.sampled_from(["example.org/stance", "a/b", "x-y.example/Id_1.2-3"]),
        formed(c.EXT_KEY, 60),
    )
    return st.dictionaries(keys, values, max_size=2)
