"""A second implementation of ``docs/anchors.md``, written from that page alone.

It is for tests: short and slow, and it shares nothing with ``detente``. The properties of characters
are those of the running Python; where its Unicode is not 14.0, it is no measure.
"""

import re
from functools import cache
from hashlib import blake2b, sha256
from itertools import accumulate, takewhile
from unicodedata import category, decomposition, normalize

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


def form(char: str) -> str:
    """What a sign gives, if it gives anything."""
    return (
        "-" if is_dash(char) else {"\u02dc": "~", "\u2795": "+"}.get(char, normalize("NFKC", char))
    )


def is_dash(char: str) -> bool:
    """Whether it is a dash."""
    plain = normalize("NFKC", char)[0]
    return plain in "\u02d7\u2052\u2212\u2796" or (
        category(plain) == "Pd" and plain not in "\u301c\u3030\u30a0"
    )


def is_other_sign(char: str) -> bool:
    """Whether it is another sign of a number, such as < or +."""
    more = normalize("NFKC", char) in {"\u301c", "\u3030", "\u30a0"} or char in "\u02dc\u2795"
    return not is_dash(char) and (more or (category(char) == "Sm" and char not in "|\uff5c"))


def is_point(char: str) -> bool:
    """Whether it is a decimal point or comma."""
    return normalize("NFKC", char) in {".", ",", "\u00b7", "\u066b"}


def is_solid(char: str) -> bool:
    """Whether a gap ends at it: a letter, a digit, or what counts as one."""
    if is_letter_or_digit(char) or is_unassigned(char):
        return True
    return category(char) != "Sc" and normalize("NFKC", char) not in {"%", "‰"} and bare(char) != ""


def is_invisible(char: str) -> bool:
    """Whether it is not seen."""
    return not is_solid(char) and (category(char) == "Cf" or category(char)[0] == "M")


def is_number(char: str) -> bool:
    """Whether a number may begin with it."""
    return not is_unassigned(char) and category(char)[0] == "N"


def alone(char: str) -> str:
    """What a character leaves in the marked skeleton, whatever is around it."""
    if is_letter_or_digit(char):
        if "\u2044" in normalize("NFKD", char):  # 1
            return "/".join("".join(map(bare, part)) for part in folded(char).split("\u2044"))
        return "^" * decomposition(char).startswith(("<super>", "<sub>")) + bare(char)  # 2
    plain = normalize("NFKC", char)
    return plain if category(char) == "Sc" or plain in {"%", "‰"} else bare(char)  # 3


def gap(text: str, end: int) -> range:
    """The places between what is before one place and the letter or digit before that."""
    return range(
        len(text[:end]) - len(list(takewhile(lambda c: not is_solid(c), text[:end][::-1]))), end
    )


def signs(text: str) -> "Signs":
    """The signs of numbers, where words begin that have some, and those that are behind a number."""
    found: dict[int, str] = {}
    firsts: dict[int, int] = {}
    behind = set()
    for at, char in enumerate(text):
        seen = [c for c in text[:at] if not is_invisible(c)]
        if is_other_sign(char) and seen and is_number(seen[-1]):
            found[at] = form(char)
            behind.add(at)
    for at, char in enumerate(text):
        if not is_number(char) or (at and is_number(text[at - 1])):
            continue
        before = gap(text, at)
        before_number(text, before, at, at, (found, firsts, behind))
        letters = before.start
        while letters and is_solid(text[letters - 1]) and not is_number(text[letters - 1]):
            letters -= 1
        bounded = 0 < before.start - letters < 4
        if bounded and category(text[before.start]) == "Sc":
            before_number(text, gap(text, letters), letters, at, (found, firsts, behind))
        if before.start and is_digit(text[before.start - 1]) and is_digit(char):
            between(text, before, found)
    return found, firsts, behind


Signs = tuple[dict[int, str], dict[int, int], set[int]]
"""What signs give, where words begin that have some, and those that are behind a number."""


def before_number(text: str, places: range, word: int, number: int, so_far: Signs) -> None:
    """Rule 4: the signs in a gap before a number or its currency."""
    found, firsts, behind = so_far
    feeds = [at for at in places if text[at] == "\n"]
    near = range(feeds[-2] + 1, word) if len(feeds) > 1 else places
    dashes = [at for at in near if is_dash(text[at])][:1]
    others = [at for at in near if is_other_sign(text[at]) and at not in behind]
    seen = [at for at in near if not is_invisible(text[at])]
    ahead = (
        [char for at, char in enumerate(text[: seen[-1]]) if not is_invisible(char)] if seen else []
    )
    points = [
        at
        for at in seen[-1:]
        if is_point(text[at])
        and is_digit(text[word])
        and not (ahead and (is_solid(ahead[-1]) or is_point(ahead[-1])))
    ]
    opening = [at for at in near if normalize("NFKC", text[at]) == "("][-1:]
    if not encloses(text[number:]):
        opening = []
    for at in (*dashes, *others, *points, *opening):
        found[at] = form(text[at])
    money = [at for at in near if category(text[at]) == "Sc"]
    first = min((*dashes, *others, *points, *opening, *money), default=word)
    if first < word:
        firsts[word] = first


def encloses(text: str) -> bool:
    """Whether a number and a closing parenthesis come first."""
    kinds = ""
    for char in text:
        point = "." if is_point(char) else ","
        kinds += "n" if is_number(char) else "i" if is_invisible(char) else point
        if normalize("NFKC", char) == ")":
            kinds = kinds[:-1] + ")"
        elif (
            (is_blank(char) and char != "\n") or category(char) == "Sc" or alone(char) in {"%", "‰"}
        ):
            kinds = kinds[:-1] + " "
    return re.match(r"n(?:[i.]?n)*[ i]*\)", kinds) is not None


def between(text: str, places: range, found: dict[int, str]) -> None:
    """Rule 5: what keeps two digits apart."""
    seen = [at for at in places if not is_invisible(text[at])]
    after = "".join(char for char in text[places.stop :] if not is_invisible(char))
    groups = len(list(takewhile(is_digit, reversed(text[: places.start])))) <= 3 and (
        len(list(takewhile(is_number, after))) == 3 and all(map(is_digit, after[:3]))
    )
    blanks = [at for at in seen if is_blank(text[at])]
    if len(seen) == 1 and not blanks and text[seen[0]] != "_":
        found[seen[0]] = form(text[seen[0]])
    elif seen and not (groups and len(seen) == 1 and blanks and text[seen[0]] != "\n"):
        kept = any(at in found or alone(text[at]) for at in seen)
        found |= {} if kept else {(blanks or seen)[0]: " "}


def left(text: str) -> list[str]:
    """What each character of a canonical text leaves in the marked skeleton."""
    found = signs(text)[0]
    return [found.get(at, alone(char)) for at, char in enumerate(text)]


def marked(text: str) -> str:
    """The marked skeleton."""
    return "".join(left(canonical(text)))


def profile(text: str) -> dict[str, str | int]:
    """The profile of a text."""
    text = canonical(text)
    letters = skeleton(text)
    digest = sha256(text.encode()).hexdigest()
    return {
        "profile": "detente-text-2",
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
    found, firsts, _behind = signs(text)
    at_once = {
        at
        for at in starts
        if at > 0 and kinds[at - 1] not in "dao" and traces[at - 1] and at - 1 not in found
    }
    return {firsts.get(at, at - (at in at_once)) for at in starts}


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
