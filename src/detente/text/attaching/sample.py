"""Whether a text may be an article's, told from a few of its spans."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from detente.records import TextProfile
from detente.text.anchors import Anchor, Digests
from detente.text.marked_skeletons import marked

_SPANS = 40
"""Spans: so many are searched for at most. It bounds how often two are in a text by accident, since
digests have 24 bits. A guess."""

_LENGTHS = 32
"""Different lengths of these spans: so many at most. It bounds the time of each pair of an article and a
text: each length takes a digest of every range of the text that is so long. A guess."""

_GLANCE = 4
"""Lengths: if no span of the first so many is in a text, it is not searched for the others, where it is
one of many texts. A guess."""

_SHORTEST = 24
"""Characters of the marked skeleton: shorter spans are taken last, since they may be a common phrase. A
guess."""

_LASTING = 60
"""Characters of the marked skeleton: a span with so many more is half as likely to be left, if words of
its text were changed: about 6 in a hundred. A guess."""

_LONG = 240
"""Characters of the marked skeleton: longer spans are searched for only where lines begin, as by
``search``. Longer spans are mostly whole paragraphs. A guess."""

_EFFORT, _EACH = 250, 64
"""Characters: so many times as many as the text has are digested at most; each digest counts for so many
more. It bounds the time for lines that are all alike and for long spans. A guess."""


class Sample:
    """Some spans of an article: of a few lengths that many of its spans have."""

    def __init__(
        self, anchors: Iterable[Anchor], profile: TextProfile, *, any_lengths: bool = False
    ) -> None:
        """``anchors``: of the spans that may be searched for; ``profile``: that of the article's text;
        ``any_lengths``: to take spans of however many lengths.
        """
        self._profile = profile.profile
        self._digests = Digests(profile.salt)
        by_length: dict[int, dict[bytes, None]] = defaultdict(dict)
        for anchor in sorted(anchors):
            by_length[anchor.length][self._digests.split(anchor.digest or "")[0]] = None
        ranked = sorted(by_length, key=lambda length: _rank(length, len(by_length[length])))
        self._wanted: list[tuple[int, set[bytes]]] = []
        """Lengths, those first whose spans tell most, and the loose digests of these spans."""
        self.size = 0
        """How many spans these are; those of the same words count once."""
        for length in ranked if any_lengths else ranked[:_LENGTHS]:
            some = islice(by_length[length], _SPANS - self.size)
            self._wanted.append((length, set(some)))
            self.size += len(self._wanted[-1][1])
            if self.size == _SPANS:
                break

    def count_in(self, text: str, *, enough: int | None = None, glance: bool = False) -> int:
        """How many of the spans are in a canonical text.

        ``enough``: the search ends where so many are found; ``glance``: it ends soon where none is.
        """
        copy = marked(text, self._profile)
        is_end, hasher, window = copy.independent_ends, self._digests.hasher, copy.window
        effort, found = _EFFORT * (len(copy) + _EACH), 0
        for number, (length, wanted) in enumerate(self._wanted):
            starts = copy.line_starts if length > _LONG else copy.start_offsets
            last = len(copy) - length
            places = [at for at in starts if at <= last and is_end[at + length]]
            effort -= len(places) * (length + _EACH)
            if (
                effort < 0
                or (enough and found >= enough)
                or (glance and not found and number == _GLANCE)
            ):
                break
            left = set(wanted)
            for at in places:
                digest = hasher.copy()  # not Digests.loose: most of the time goes here
                digest.update(window(at, length))
                left.discard(digest.digest())
            found += len(wanted) - len(left)
        return found


def _rank(length: int, spans: int) -> tuple[bool, float, int]:
    """How little spans of a length tell for the time they take, beginning with those that tell most."""
    return length < _SHORTEST, -spans * 2 ** (-length / _LASTING), length
