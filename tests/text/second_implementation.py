"""A second implementation of ``docs/anchors.md``, written from that page alone.

It is for tests: short and slow, and it shares nothing with ``detente``. The properties of characters
are those of the running Python; where its Unicode is not 14.0, it is no measure.
"""

import re
from functools import cache
from hashlib import blake2b, sha256
from itertools import accumulate, takewhile
from unicodedata import category, decomposition, normalize

DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
WHITE_SPACE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
BLANKS = re.compile(f"[{WHITE_SPACE}\x1c-\x1f]")
RUN = re.compile("[dao]+(?:(?:'|(?<=d)[.](?=d))[dao]+)*")
NEXT_WORD = re.compile("(?<=o)(?=[dao])|(?<=[da])(?=o)")


def canonical(text: str) -> str:
    """The canonical text."""
    text.encode()  # half of a surrogate pair is a UnicodeEncodeError
    text = text.removeprefix("\ufeff")
    return normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_letter_or_digit(char: str) -> bool:
    """Whether it has category L* or N*; nothing is not."""
    return char != "" and category(char)[0] in "LN"


def is_digit(char: str) -> bool:
    """Whether it has category Nd; nothing is not."""
    return char != "" and category(char) == "Nd"


def is_blank(char: str) -> bool:
    """Whether it has White_Space or is one of U+001C to U+001F; nothing is not."""
    return BLANKS.fullmatch(char) is not None


def folded(char: str) -> str:
    """Decomposed, its case folded, and decomposed again."""
    return normalize("NFKD", normalize("NFKD", char).casefold())


def is_unassigned(char: str) -> bool:
    """Whether Unicode does not assign it; noncharacters never will be, and count as assigned."""
    code = ord(char)
    return category(char) == "Cn" and not (0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE)


@cache
def bare(char: str) -> str:
    """What a character leaves in the skeleton."""
    return char if is_unassigned(char) else "".join(filter(is_letter_or_digit, folded(char)))


def skeleton(text: str) -> str:
    """The skeleton."""
    return "".join(map(bare, canonical(text)))


def leaves(before: str, char: str, behind: str) -> str:
    """What a character leaves in the marked skeleton, between its neighbours ("" for none)."""
    if is_letter_or_digit(char):
        if "\u2044" in normalize("NFKD", char):  # 1
            return "/".join("".join(map(bare, part)) for part in folded(char).split("\u2044"))
        return "^" * decomposition(char).startswith(("<super>", "<sub>")) + bare(char)  # 2
    form = normalize("NFKC", char)
    if category(char) == "Sc" or form in {"%", "‰"}:  # 3
        return form
    if char == "_" or is_blank(char) or category(char) == "Cf" or category(char)[0] == "M":
        return bare(char)
    inside = is_digit(before) and is_digit(behind)  # 4
    opens = before == "" or is_blank(before) or before in "([{"
    counts = behind != "" and (is_digit(behind) or category(behind) == "Sc")
    if inside or ((char in DASHES or form in {"+", "±"}) and opens and counts):
        return "-" if char in DASHES else form
    return bare(char)


def left(text: str) -> list[str]:
    """What each character of a canonical text leaves in the marked skeleton."""
    return [leaves(*three) for three in zip(["", *text], text, [*text[1:], ""], strict=False)]


def marked(text: str) -> str:
    """The marked skeleton."""
    return "".join(left(canonical(text)))


def profile(text: str) -> dict[str, str | int]:
    """The profile of a text."""
    text = canonical(text)
    letters = skeleton(text)
    digest = sha256(text.encode()).hexdigest()
    return {
        "profile": "detente-text-1",
        "unit": "codepoint",
        "length": len(text),
        "sha256": digest,
        "skeleton_length": len(letters),
        "skeleton_sha256": sha256(letters.encode()).hexdigest(),
        "salt": sha256(b"salt of " + digest.encode()).hexdigest()[:32],
    }


def kind(char: str) -> str:
    """A letter that says what a character is in a word: (d)igit, (a)lphabetic, (o)ther letter."""
    if is_letter_or_digit(char):
        return {"Nd": "d", "Lu": "a", "Ll": "a", "Lt": "a"}.get(category(char), "o")
    if char in "'\u2019\u00ad":
        return "'"
    return " " if char == "_" or is_blank(char) else "."


def word_starts(text: str) -> set[int]:
    """Where words begin in a canonical text."""
    kinds, traces = "".join(map(kind, text)), left(text)
    starts = {run.start() for run in RUN.finditer(kinds)}
    starts |= {place.start() for place in NEXT_WORD.finditer(kinds)}
    signed = {at for at in starts if at > 0 and kinds[at - 1] not in "dao" and traces[at - 1]}
    return starts - signed | {at - 1 for at in signed}


def anchor(text: str, start: int, end: int, least: int = 4) -> str:
    """The anchor of the part from start to end; with ``least`` words or more it has a digest."""
    key, text = bytes.fromhex(str(profile(text)["salt"])), canonical(text)
    traces = left(text)
    edges = list(accumulate(map(len, traces), initial=0))  # of characters in the marked skeleton
    letters, first, last = "".join(traces), edges[start], edges[end]
    lead = len(list(takewhile(lambda at: not traces[at], range(start, end))))
    trail = len(list(takewhile(lambda at: not traces[at], range(end - 1, start + lead - 1, -1))))
    around = text[start : start + lead], text[end - trail : end]
    fields = [first, last - first, *(len(BLANKS.sub("", signs)) for signs in around)]
    token, part = ".".join(map(str, fields)), letters[first:last]
    places = {edges[at] for at in word_starts(text) if first < edges[at] < last}
    if part and len(places) + 1 >= least:
        loose = blake2b(part.encode(), digest_size=3, key=key, person=b"loose")
        strict = blake2b(text[start:end].encode(), digest_size=1, key=key, person=b"strict")
        times = sum(letters.startswith(part, at) for at in range(len(letters)))
        token += f".{loose.hexdigest()}{strict.hexdigest()}" + f".{times}" * (times > 1)
    return token
