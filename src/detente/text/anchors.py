"""Anchors: what a span has instead of its words, by which they are found in another copy.

A token of numbers and hexadecimal digits, ``START.LENGTH.LEAD.TRAIL[.DIGEST[.TIMES]]``. It is
specified, with test vectors, in ``docs/anchors.md``.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, Self

from detente.records import Span, TextProfile
from detente.text.marked_skeletons import Marked, marked
from detente.text.occurrences import beginning_counts
from detente.text.profiles import sha256
from detente.text.recent import recent


class Scheme(NamedTuple):
    """The sizes that decide how certain an anchor is, and how much of the words it gives away.

    They are part of the specification (``docs/anchors.md``); other values make another scheme, with
    another name. What guessers made of these was measured: ``docs/publishing.md``.
    """

    loose_bits: int = 24
    """Bits of the digest of the marked skeleton, which reformatting leaves as it is: whole bytes."""
    strict_bits: int = 8
    """Bits of the digest of the characters as they are: whole bytes."""
    words: int = 4
    """The least number of words of a span with a digest: names and pronouns are guessed at once."""


SCHEME = Scheme()
"""The scheme of the profiles ``detente-text-1`` and ``detente-text-2``, which differ in their marks."""

_MANY = 300
"""Ranges that begin at one place: the occurrences of more are counted together, which takes as long as so
many searches. Measured in a text of equal lines.
"""

_TOKEN = re.compile(
    r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})"
    r"(?:\.([0-9a-f]{2,32})(?:\.([1-9][0-9]{0,8}))?)?",
    re.ASCII,
)


class Anchor(NamedTuple):
    """A token, parsed."""

    start: int
    """Offset in the marked skeleton of the annotated text."""
    length: int
    """Characters of the marked skeleton."""
    lead: int
    """How many signs the span has before its first letter, digit or mark; blanks do not count."""
    trail: int
    """How many it has after its last one."""
    digest: str | None = None
    """Hexadecimal: the loose digest, then the strict one. None for fewer than four words."""
    times: int = 1
    """How often the words occur in the annotated text."""

    @property
    def end(self) -> int:
        """Offset in the marked skeleton, behind the last character."""
        return self.start + self.length

    @classmethod
    def parse(cls, token: str, scheme: Scheme = SCHEME) -> Self:
        """The anchor of a token. Raises ``ValueError`` if the string is not one."""
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise ValueError("not of the form START.LENGTH.LEAD.TRAIL[.DIGEST[.TIMES]]")
        start, length, lead, trail, digest, times = match.groups()
        size = (scheme.loose_bits + scheme.strict_bits) // 4
        if digest is not None and len(digest) != size:
            msg = f"a digest has {size} hexadecimal digits, this one {len(digest)}"
            raise ValueError(msg)
        if times == "1":
            raise ValueError("a count of 1 is left out")
        return cls(int(start), int(length), int(lead), int(trail), digest, int(times or 1))

    def __str__(self) -> str:
        """The token."""
        token = f"{self.start}.{self.length}.{self.lead}.{self.trail}"
        if self.digest is not None:
            token += f".{self.digest}"
            token += f".{self.times}" if self.times > 1 else ""
        return token


class Digests:
    """The digests of one article: BLAKE2b (RFC 7693), keyed with the article's salt."""

    def __init__(self, salt: str, scheme: Scheme = SCHEME) -> None:
        """``salt``: hexadecimal digits, as in the profile; with an odd number of them a 0 comes first."""
        key = bytes.fromhex("0" * (len(salt) % 2) + salt)
        size = scheme.loose_bits // 8
        self.hasher = hashlib.blake2b(key=key, person=b"loose", digest_size=size)
        """The keyed hash of loose digests: copy it, and update the copy with a range of the marked
        skeleton in UTF-8. Public for the inner loop of ``attaching.search``."""
        size = scheme.strict_bits // 8
        self._strict = hashlib.blake2b(key=key, person=b"strict", digest_size=size or 1)
        self._digits = scheme.loose_bits // 4, scheme.strict_bits // 4

    def loose(self, window: bytes) -> bytes:
        """The loose digest of a range of the marked skeleton, in UTF-8."""
        hasher = self.hasher.copy()
        hasher.update(window)
        return hasher.digest()

    def strict(self, words: str) -> str:
        """The strict digest of a range of the canonical text, in hexadecimal digits."""
        hasher = self._strict.copy()
        hasher.update(words.encode())
        return hasher.hexdigest()[: self._digits[1]]

    def split(self, digest: str) -> tuple[bytes, str]:
        """The loose digest and the strict one of an anchor."""
        digits = self._digits[0]
        return bytes.fromhex(digest[:digits]), digest[digits:]

    def from_one_place(self, text: Marked, start: int, ends: Iterable[int]) -> Iterator[str]:
        """The digests of the anchors of ranges of code points that begin at one place, in the order of
        their ends. A digest does not end the hash: the next longer range goes on from it.
        """
        loose, strict, done = self.hasher.copy(), self._strict.copy(), start
        for end in ends:
            loose.update(text.window(*text.skeleton_range(done, end)))
            strict.update(text.text[done:end].encode())
            done = end
            yield loose.hexdigest() + strict.hexdigest()[: self._digits[1]]


class Anchoring:
    """The anchors of the ranges of one text.

    A digest takes all characters of its range. So ranges that begin at one place share what they have in
    common, and the anchor of each is made once.
    """

    def __init__(self, text: Marked, digests: Digests) -> None:
        self._text = text
        self._digests = digests
        self._made: dict[tuple[int, int], Anchor] = {}
        """Those that have a digest."""

    @cached_property
    def sha256(self) -> str:
        """The digest of the text."""
        return sha256(self._text.text)

    def anchors(self, ranges: Iterable[tuple[int, int, int]]) -> list[Anchor]:
        """The anchor of each range: its code points, half-open, and the least number of words that it has
        a digest with.
        """
        wanted = [
            (start, end, self._text.word_count(start, end) >= max(1, least))
            for start, end, least in ranges
        ]
        missing = {(start, end) for start, end, digested in wanted if digested} - self._made.keys()
        for start, same in groupby(sorted(missing), itemgetter(0)):
            self._make(start, [end for _start, end in same])
        return [
            self._made[start, end] if digested else self._without_digest(start, end)
            for start, end, digested in wanted
        ]

    def _make(self, start: int, ends: Sequence[int]) -> None:
        """Make the anchors, with a digest, of ranges that begin at one place; their ends in order."""
        text = self._text
        places = [text.skeleton_range(start, end) for end in ends]
        if len(ends) > _MANY:
            counts = beginning_counts(text.skeleton, places[0][0], [n for _first, n in places])
        else:
            counts = [text.occurrence_count(*place) for place in places]
        digests = self._digests.from_one_place(text, start, ends)
        for end, place, times, digest in zip(ends, places, counts, digests, strict=True):
            signs = text.edge_signs(start, end)
            self._made[start, end] = Anchor(*place, *signs, digest, times)

    def _without_digest(self, start: int, end: int) -> Anchor:
        return Anchor(*self._text.skeleton_range(start, end), *self._text.edge_signs(start, end))


# 16: as many as ``marked`` keeps.
@recent(16)
def anchoring(text: str, profile: str, salt: str) -> Anchoring:
    """What makes the anchors of a canonical text; ``profile`` and ``salt``: as in its profile."""
    return Anchoring(marked(text, profile), Digests(salt))


def make_anchor(
    text: Marked, start: int, end: int, digests: Digests, *, least: int = SCHEME.words
) -> Anchor:
    """The anchor of a range of code points; with fewer words than ``least`` it has no digest."""
    (anchor,) = Anchoring(text, digests).anchors([(start, end, least)])
    return anchor


def least_words(*, segment: bool) -> int:
    """With how many words a span has a digest. A segment has one however short it is: by a heading the
    short spans in it are found.
    """
    return 1 if segment else SCHEME.words


def anchored_span(
    text: str, start: int, end: int, profile: TextProfile, *, segment: bool = False
) -> Span:
    """A span with its anchor.

    ``text``: canonical; ``start``, ``end``: code points, half-open; ``profile``: that of the text.
    The anchor of a ``segment`` has a digest however short it is: by a heading the short spans in
    it are found. Raises ``ValueError`` if the range is empty or not in the text, or if the profile
    is another text's.
    """
    if not 0 <= start < end <= len(text):
        msg = f"{start} to {end} is no range of words in {len(text)} code points"
        raise ValueError(msg)
    own = anchoring(text, profile.profile, profile.salt)
    if profile.length != len(text) or profile.sha256 != own.sha256:
        raise ValueError("the profile is that of another text")
    (token,) = own.anchors([(start, end, least_words(segment=segment))])
    return Span(start=start, end=end, anchor=str(token))
