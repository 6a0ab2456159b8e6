"""Change a text by known steps, and say of each span what became of it.

    changed = perturb("5 % of the words changed", text, spans, seed=3)
    changed.raw                   # what a reader would have, line ends and all
    changed.text                  # the canonical form of it
    changed.truths[(120, 164)]    # untouched, edited or gone; and where

Offsets are code points of canonical texts, half-open. The truth comes from the construction: every
character is carried through all steps together with the offset that it came from, and no span is
ever searched for. Texts are looked at only to choose what to change (a repeated name, a number).

Untouched is a span whose letters and digits are all there, in order, with no other letter or
digit between them; its place reaches over the signs at its edges that were part of it. Two places
are right where a passage was put once more directly behind itself: nothing tells the two apart.
Edited is a span of which something is left; of its place several edges are right, with or without
the signs at the edge and with or without the words put instead of lost ones. Of a span that is gone
nothing is left. A word that was made another one (*can't* of *can*) is edited, not untouched,
though all its letters are there.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Literal, NamedTuple

from detente.text.profiles import canonical

Cell = tuple[str, int, int, int]
"""A character, the offsets (half-open) of the original that it comes from, and its state."""
Line = list[Cell]
Range = tuple[int, int]

OWN, TWIN, RIVAL, DECOY, CHANGED, ADDED = range(6)
"""States: of the original; a copy as good as the original; a copy of which that is open to doubt;
a copy that is not; put instead of something of the original; put there."""

WORD = re.compile(r"[^\W_]+(?:(?:['’]|(?<=\d)[.,](?=\d))[^\W_]+)*")
"""A word with its apostrophes, a number with its separators."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_END = re.compile(r"[.?!][\"'”’»)\]]*\Z")
_INITIAL = re.compile(r"(?:\A|[\W_])[A-Z]\.\Z")
_VERBS = frozenset({
    "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "could", "would",
    "should", "must", "need", "can",
})  # fmt: skip
_MINIMUM = 4


# --- truth --------------------------------------------------------------------------------------


class Truth(NamedTuple):
    """What became of a span."""

    kind: str
    """``untouched``, ``edited`` or ``gone``."""
    places: frozenset[Range]
    """All right answers to where it is; none if it is gone."""
    rivals: frozenset[Range] = frozenset()
    """Wrong answers that are open to doubt: see ``negated``."""


class Perturbed(NamedTuple):
    """A changed text, and the truth about it."""

    name: str
    seed: int
    raw: str
    """The text as a reader would have it."""
    text: str
    """Its canonical form, which places refer to."""
    truths: dict[Range, Truth]
    """By the span's place in the original."""


class Tracker:
    """Where the characters of the original are now."""

    def __init__(self, original: str, cells: Line, broken: Iterable[int]) -> None:
        self.original, self.cells, self.broken = original, cells, frozenset(broken)
        self.own: list[list[int]] = [[] for _ in original]
        self.instead: dict[int, list[int]] = {}
        for position, (_, start, end, state) in enumerate(cells):
            if state <= RIVAL:
                for at in range(start, end):
                    self.own[at].append(position)
            elif state == CHANGED:
                self.instead.setdefault(start, []).append(position)

    def truth(self, start: int, end: int) -> Truth:
        """The truth about a span, which holds a letter or digit at least."""
        need = [at for at in range(start, end) if self.original[at].isalnum()]
        whole = self._runs(start, end, need, TWIN)
        rivals = self._runs(start, end, need, RIVAL) - whole
        if whole and self.broken.isdisjoint(range(start, end)):
            return Truth("untouched", whole, rivals)
        left = [p for at in need for p in self.own[at] if self.cells[p][3] == OWN]
        left = left or [p for at in need for p in self.own[at] if self.cells[p][3] == TWIN]
        if not left:
            return Truth("gone", frozenset(), rivals)
        new = [
            position
            for at in range(start, end)
            for position in self.instead.get(at, ())
            if self.cells[position][2] <= end
        ]
        firsts = {min(left), min(left + new)}
        lasts = {max(left), max(left + new)}
        firsts |= {self._left(first, start, end) for first in firsts}
        rights = {last + 1 for last in lasts} | {self._right(last, start, end) for last in lasts}
        return Truth("edited", frozenset((a, b) for a in firsts for b in rights), rivals)

    def _runs(self, start: int, end: int, need: list[int], most: int) -> frozenset[Range]:
        """Where the span's words follow each other, in cells of these states."""
        runs = (self._run(p, end, need, most) for p in self.own[need[0]])
        return frozenset(
            (self._left(first, start, need[0]), right)
            for first, last in filter(None, runs)
            for right in self._rights(self._right(last, need[-1] + 1, end))
        )

    def _run(self, position: int, end: int, need: list[int], most: int) -> Range | None:
        """First and last cell of the span's words, if they follow each other from here."""
        first, count = position, 0
        while position < len(self.cells):
            character, at, behind, state = self.cells[position]
            if character.isalnum():
                if state > most or at != need[count] or behind > end:
                    return None
                count += behind - at
                if count == len(need):
                    return first, position
            position += 1
        return None

    def _left(self, position: int, start: int, limit: int) -> int:
        """The edge with the signs of the original before a cell."""
        edge = position
        while position and self._signs(position - 1, start, limit):
            position -= 1
            edge = edge if self.cells[position][0].isspace() else position
        return edge

    def _right(self, position: int, limit: int, end: int) -> int:
        """The edge with the signs of the original behind a cell."""
        edge = position = position + 1
        while position < len(self.cells) and self._signs(position, limit, end):
            position += 1
            edge = edge if self.cells[position - 1][0].isspace() else position
        return edge

    def _rights(self, edge: int) -> Iterator[int]:
        """An edge, and the one behind another sign of the same kind: which of two full stops in
        a row is the old one cannot be told.
        """
        yield edge
        last = self.cells[edge - 1][0]
        while edge < len(self.cells) and self.cells[edge][0] == last and not last.isalnum():
            edge += 1
            yield edge

    def _signs(self, position: int, start: int, end: int) -> bool:
        character, at, behind, state = self.cells[position]
        return state <= RIVAL and start <= at and behind <= end and not character.isalnum()


# --- a text that is being changed ---------------------------------------------------------------


class Token(NamedTuple):
    """The characters between two blanks, and the blanks before them."""

    blank: Line
    chunk: Line

    @property
    def text(self) -> str:
        return show(self.chunk)


class Edit(NamedTuple):
    """What happens to a chunk: ``replace``, ``delete``, ``insert`` (before it), ``append``,
    ``prepend`` (to its word) or ``swap`` (one character of it).
    """

    kind: str
    text: str = ""
    at: int = 0


class Copy:
    """A text as lines (paragraphs) of cells, and the gaps between them."""

    def __init__(
        self, original: str, spans: Sequence[Range], random_: random.Random, other: str
    ) -> None:
        self.original, self.spans, self.random, self.other = original, spans, random_, other
        self.lines: list[Line] = []
        self.gaps: list[Line] = []
        self.broken: set[int] = set()
        self.feed = "\n"
        self.form: Literal["NFC", "NFD"] = "NFC"
        at = 0
        for match in re.finditer(r"\s*\n\s*", original):
            self.lines.append(self._cells(at, match.start()))
            self.gaps.append(self._cells(*match.span()))
            at = match.end()
        self.lines.append(self._cells(at, len(original)))
        self.words = [match.group() for match in WORD.finditer(original)]

    def _cells(self, start: int, end: int) -> Line:
        return [(self.original[at], at, at + 1, OWN) for at in range(start, end)]

    def cells(self) -> Line:
        """The whole text."""
        pairs = zip(self.lines, [*self.gaps, []], strict=True)
        return list(chain.from_iterable(chain(line, gap) for line, gap in pairs))

    def insert_line(self, index: int, line: Line) -> None:
        """Insert a paragraph, separated from the next as the text separates its own."""
        gap = self.gaps[len(self.gaps) // 2] if self.gaps else added("\n\n")
        self.lines.insert(index, line)
        self.gaps.insert(min(index, len(self.gaps)), added(show(gap)))

    def remove_line(self, index: int) -> None:
        del self.lines[index]
        if self.gaps:
            del self.gaps[min(index, len(self.gaps) - 1)]

    def full(self) -> list[int]:
        """The paragraphs with words in them."""
        return [n for n, line in enumerate(self.lines) if any(c[0].isalnum() for c in line)]

    def some(self, items: Sequence[int], share: float) -> list[int]:
        """A share of some things, one at least."""
        return sorted(self.random.sample(items, min(len(items), max(1, round(share * len(items))))))

    def each(self, change: Callable[[Line], Line]) -> None:
        """Change the paragraphs one by one."""
        self.lines = [change(line) for line in self.lines]


def show(cells: Line) -> str:
    return "".join(cell[0] for cell in cells)


def added(text: str) -> Line:
    return [(character, -1, -1, ADDED) for character in text]


def marked(cells: Line, state: int) -> Line:
    """The same cells in another state."""
    return [(character, start, end, state) for character, start, end, _ in cells]


def fold(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def tokens(line: Line) -> list[Token]:
    parts: list[Token] = []
    blank: Line = []
    chunk: Line = []
    for cell in line:
        if cell[0].isspace():
            if chunk:
                parts.append(Token(blank, chunk))
                blank, chunk = [], []
            blank.append(cell)
        else:
            chunk.append(cell)
    return [*parts, Token(blank, chunk)] if chunk else parts


def joined(parts: Iterable[Token]) -> Line:
    """A paragraph of tokens; blanks at its beginning are dropped."""
    line: Line = []
    for blank, chunk in parts:
        line += [*blank, *chunk] if line else chunk
    return line


def core(chunk: Line) -> tuple[int, int]:
    """The word of a chunk without the signs around it, but with those of money and percent.

    Of two words with a dash between them it is the first.
    """
    whole = show(chunk)
    dash = re.search(r"(?<=\w)(?:--|[–—])", whole)
    inner = [n for n, c in enumerate(whole[: dash.start() if dash else None]) if c.isalnum()]
    if not inner:
        return 0, 0
    first, last = inner[0], inner[-1] + 1
    if first and unicodedata.category(chunk[first - 1][0]) == "Sc":
        first -= 1
    if last < len(chunk) and chunk[last][0] == "%":
        last += 1
    return first, last


def sentences(parts: Sequence[Token]) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end, in tokens; a guess will do here."""
    ranges, begin = [], 0
    for n, part in enumerate(parts):
        last = n + 1 == len(parts)
        over = _END.search(part.text) and not _INITIAL.search(part.text)
        if last or (over and not parts[n + 1].text.lstrip("\"'“‘«([")[:1].islower()):
            ranges.append((begin, n + 1))
            begin = n + 1
    return ranges


def invented(random_: random.Random, length: int = 0) -> str:
    """A word of no language, of some length."""
    length = length or random_.randint(_MINIMUM, 10)
    letters, start = ("bdfglmnprstvz", "aeiou"), random_.randrange(2)
    return "".join(random_.choice(letters[(start + n) % 2]) for n in range(length))


def like(word: str, model: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def new_word(copy: Copy, avoid: set[str], *, length: int = 0) -> str:
    """A word, invented or of the text, that is none of the neighbours: of two equal words in a
    row nobody could say which one is new.
    """
    while True:
        if length or copy.random.random() < 0.5:
            word = invented(copy.random, length)
        else:
            word = copy.random.choice(copy.words)
        if fold(word) not in avoid:
            return word


# --- words --------------------------------------------------------------------------------------


Slot = tuple[int, int]
"""A paragraph, and a token in it."""


class Words:
    """The chunks of a text that hold words, and what is to happen to them."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.parts = [tokens(line) for line in copy.lines]
        self.slots: list[Slot] = [
            (n, k)
            for n, parts in enumerate(self.parts)
            for k, part in enumerate(parts)
            if core(part.chunk)[1]
        ]
        # The word of a slot now and before: an equal word near by could be taken for it.
        self.near = [{fold(self.text(slot))} for slot in self.slots]
        self.plan: dict[Slot, Edit] = {}

    def text(self, slot: Slot) -> str:
        """The word of a slot, without the signs around it."""
        chunk = self.parts[slot[0]][slot[1]].chunk
        first, last = core(chunk)
        return show(chunk[first:last])

    def around(self, index: int) -> set[str]:
        return set().union(*self.near[max(0, index - 3) : index + 4])

    def set(self, index: int, kind: str, text: str = "", at: int = 0) -> None:
        """Plan an edit of the slot of that number."""
        self.plan[self.slots[index]] = Edit(kind, text, at)
        self.near[index].add(fold(text))

    def within(self, start: int, end: int) -> list[int]:
        """The slots that hold something of a range of the original."""
        return [
            index
            for index, (n, k) in enumerate(self.slots)
            if any(state == OWN and start <= at < end for _, at, _, state in self.parts[n][k].chunk)
        ]

    def apply(self) -> bool:
        """Apply the planned edits. Returns whether there was any."""
        for n in {slot[0] for slot in self.plan}:
            self.copy.lines[n] = joined(self._changed(n))
        return bool(self.plan)

    def _changed(self, n: int) -> Iterator[Token]:
        unspaced = False
        for k, (old, chunk) in enumerate(self.parts[n]):
            blank: Line = [] if unspaced else old
            unspaced = False
            edit = self.plan.get((n, k))
            if edit is None:
                yield Token(blank, chunk)
                continue
            if edit.kind == "insert":
                yield Token(blank, added(edit.text))
                yield Token(added(" "), chunk)
                continue
            first, last = core(chunk)
            lead, word, trail = chunk[:first], chunk[first:last], chunk[last:]
            if edit.kind == "delete":
                # The signs that are left go to the neighbour that they touch.
                unspaced = bool(lead)
                yield Token(blank if lead else [], [*lead, *trail])
                continue
            yield Token(blank, [*lead, *self._word(word, edit), *trail])

    def _word(self, word: Line, edit: Edit) -> Line:
        if edit.kind == "replace":
            start, end = word[0][1], word[-1][2]
            return [(c, start, end, CHANGED) for c in edit.text]
        if edit.kind == "swap":
            _, start, end, _ = word[edit.at]
            self._break(word, edit.at)
            new = (edit.text, start, end, CHANGED)
            return [*word[: edit.at], new, *word[edit.at + 1 :]]
        self._break(word, 0 if edit.kind == "prepend" else len(word) - 1)
        more = added(edit.text)
        return [*more, *word] if edit.kind == "prepend" else [*word, *more]

    def _break(self, word: Line, index: int) -> None:
        """Note that a word, or a sign, is another one now, though most of it is there."""
        here = (m.span() for m in WORD.finditer(show(word)) if m.start() <= index < m.end())
        first, behind = next(here, (index, index + 1))
        self.copy.broken.update(cell[1] for cell in word[first:behind] if cell[1] >= 0)


def edit_words(
    copy: Copy, share: float, kinds: Sequence[str], *, same_length: bool = False
) -> bool:
    """Change a share of the words: replaced, deleted, one put before."""
    words = Words(copy)
    for index in copy.some(range(len(words.slots)), share):
        kind = copy.random.choice(kinds)
        old = words.text(words.slots[index])
        if kind == "delete":
            beside = {
                *words.near[max(0, index - 1)],
                *words.near[min(index + 1, len(words.near) - 1)],
            }
            if 0 < index < len(words.near) - 1 and fold(old) in beside:
                continue  # of two equal words in a row nobody could say which one was lost
            words.set(index, kind)
            continue
        word = new_word(copy, words.around(index), length=len(old) if same_length else 0)
        words.set(index, kind, like(word, old) if kind == "replace" else word)
    return words.apply()


def typos(copy: Copy, share: float) -> bool:
    """One letter wrong in a share of the words."""
    words = Words(copy)
    for index in copy.some(range(len(words.slots)), share):
        word = words.text(words.slots[index])
        places = [n for n, c in enumerate(word) if c.isascii() and c.isalpha()]
        if len(places) < _MINIMUM:
            continue
        at = copy.random.choice(places)
        letter = copy.random.choice("abcdefghijklmnopqrstuvwxyz".replace(word[at].lower(), ""))
        words.set(index, "swap", letter.upper() if word[at].isupper() else letter, at)
    return words.apply()


def delete_spans(copy: Copy, spans: Iterable[Range]) -> bool:
    words = Words(copy)
    for start, end in spans:
        for index in words.within(start, end):
            words.set(index, "delete")
    return words.apply()


# --- paragraphs and sentences -------------------------------------------------------------------


def swap(copy: Copy, pairs: int) -> bool:
    full = copy.full()
    pairs = min(pairs, len(full) // 2)
    chosen = copy.random.sample(full, 2 * pairs)
    for a, b in zip(chosen[::2], chosen[1::2], strict=True):
        copy.lines[a], copy.lines[b] = copy.lines[b], copy.lines[a]
    return pairs > 0


def shuffle(copy: Copy) -> bool:
    copy.random.shuffle(copy.lines)
    return len(copy.lines) > 1


def move_paragraphs(copy: Copy, share: float) -> bool:
    """Put a share of the paragraphs to other places."""
    if len(copy.lines) < 2:
        return False
    chosen = copy.some(range(len(copy.lines)), share)
    moved = [copy.lines[n] for n in chosen]
    left = [line for n, line in enumerate(copy.lines) if n not in set(chosen)]
    for line in moved:
        left.insert(copy.random.randrange(len(left) + 1), line)
    copy.lines = left
    return True


def repeat(copy: Copy, *, behind: bool) -> bool:
    """A paragraph once more: directly behind itself, or far from itself."""
    full = copy.full()
    chosen = copy.random.choice(full)
    if behind:
        copy.insert_line(chosen + 1, marked(copy.lines[chosen], TWIN))
        return True
    places = [n for n in range(len(copy.lines) + 1) if not -1 <= n - chosen <= 2]
    if places:
        copy.insert_line(copy.random.choice(places), marked(copy.lines[chosen], DECOY))
    return bool(places)


def remove_some(copy: Copy, number: int) -> bool:
    for _ in range(number):
        if len(copy.lines) > 1:
            copy.remove_line(copy.random.choice(copy.full()))
    return len(copy.lines) > 1


def remove_head(copy: Copy, number: int) -> bool:
    for _ in range(number):
        copy.remove_line(0)
    return bool(copy.lines)


def recurring(copy: Copy) -> tuple[int, int] | None:
    """A paragraph whose words are all in a longer one."""
    folded = [fold(show(line)) for line in copy.lines]
    for n, words in enumerate(folded):
        for other, longer in enumerate(folded):
            if n != other and len(words) >= 40 and len(words) < len(longer) and words in longer:
                return n, other
    return None


def remove_recurring(copy: Copy, *, longer: bool) -> bool:
    pair = recurring(copy)
    if pair is not None:
        copy.remove_line(pair[longer])
    return pair is not None


def move_sentences(copy: Copy, share: float) -> bool:
    """Put a share of the sentences to other places, mostly of other paragraphs."""
    parts = [tokens(line) for line in copy.lines]
    whole = [
        (n, a, b)
        for n, line in enumerate(parts)
        for a, b in sentences(line)
        if len(sentences(line)) > 1
    ]
    if not whole:
        return False
    chosen = {whole[n] for n in copy.some(range(len(whole)), share)}
    moved: list[list[Token]] = []
    left: list[list[list[Token]]] = []
    for n, line in enumerate(parts):
        left.append([])
        for a, b in sentences(line):
            (moved if (n, a, b) in chosen else left[-1]).append(line[a:b])
    for sentence in moved:
        new = copy.random.choice([line for line in left if line])
        new.insert(copy.random.randrange(len(new) + 1), sentence)
    for n, kept in enumerate(left):
        copy.lines[n] = joined(spaced(kept))
    return True


def spaced(line: Iterable[Sequence[Token]]) -> Iterator[Token]:
    """The tokens of sentences, with a blank before each sentence."""
    for sentence in line:
        for n, (blank, chunk) in enumerate(sentence):
            yield Token(blank or added(" ") if not n else blank, chunk)


# --- decoys -------------------------------------------------------------------------------------


def negated(copy: Copy, where: str, *, edited: bool) -> bool:
    """Some sentences once more with *not* in them: before, behind or far from the own one, which
    may have one word replaced.

    The sentence without *not* is the own one. Directly before or behind it that is open to doubt,
    if only the letters are looked at: of ``A B not C D A B C D`` the first ``A B`` could be the old
    one, with ``not C D A B`` put behind it. And if the own one has another word, the denied one
    is as near to what stood there. Such places are wrong, but listed as rivals.
    """
    parts = [tokens(line) for line in copy.lines]
    whole = [(n, a, b) for n, line in enumerate(parts) for a, b in sentences(line) if b - a >= 6]
    if not whole:
        return False
    result = [[line[a:b] for a, b in sentences(line)] for line in parts]
    order = {(n, a): k for n, line in enumerate(parts) for k, (a, _) in enumerate(sentences(line))}
    chosen = copy.some(range(len(whole)), 0.1)
    for n, a, b in (whole[c] for c in reversed(chosen)):
        own = parts[n][a:b]
        at = place_of_not(copy, own)
        k = order[n, a]
        if edited:
            result[n][k] = one_replaced(copy, own, at)
        if where == "far":
            far = [m for m in copy.full() if abs(m - n) > 2] or copy.full()
            result[copy.random.choice(far)].append(denied(own, at, range(0)))
        else:
            doubtful = range(len(own))
            if not edited:
                doubtful = doubtful[:at] if where == "before" else doubtful[at:]
            result[n].insert(k + (where == "behind"), denied(own, at, doubtful))
    for n, new in enumerate(result):
        copy.lines[n] = joined(spaced(new))
    return True


def place_of_not(copy: Copy, own: Sequence[Token]) -> int:
    """The index of the token that *not* is put before."""
    verbs = [n + 1 for n, part in enumerate(own[:-1]) if fold(part.text) in _VERBS]
    return verbs[0] if verbs else copy.random.randrange(2, len(own) - 1)


def denied(own: Sequence[Token], at: int, doubtful: range) -> list[Token]:
    """A copy of a sentence with *not* before a token; some tokens are rivals, the rest decoys."""
    new = [
        Token(added(show(blank)), marked(chunk, RIVAL if n in doubtful else DECOY))
        for n, (blank, chunk) in enumerate(own)
    ]
    return [*new[:at], Token(added(" "), added("not")), *new[at:]]


def one_replaced(copy: Copy, own: Sequence[Token], but: int) -> list[Token]:
    """A sentence with one of its words replaced, not one beside a certain token."""
    places = [n for n, t in enumerate(own) if len(fold(t.text)) >= _MINIMUM and abs(n - but) > 1]
    chosen = copy.random.choice(places or [0])
    chunk = own[chosen].chunk
    first, last = core(chunk)
    old = show(chunk[first:last])
    word = like(new_word(copy, {fold(t.text) for t in own}), old)
    start, end = chunk[first][1], chunk[last - 1][2]
    new = [*chunk[:first], *((c, start, end, CHANGED) for c in word), *chunk[last:]]
    return [*own[:chosen], Token(own[chosen].blank, new), *own[chosen + 1 :]]


def numbers(copy: Copy, how: str) -> bool:
    """Change half of the numbers: another value, its separator, its currency, its sign."""
    words = Words(copy)
    numbered = [n for n, slot in enumerate(words.slots) if _NUMBER.search(words.text(slot))]
    if how == "currency":
        numbered = [n for n in numbered if words.text(words.slots[n])[0] in "$€£¥"]
    if how == "sign":
        numbered = [n for n in numbered if words.text(words.slots[n])[0].isdigit()]
    if how == "separator":
        numbered = [n for n in numbered if len(_NUMBER.findall(words.text(words.slots[n]))[0]) > 1]
    if not numbered:
        return False
    beside: list[tuple[int, str]] = []
    for chosen in copy.some(range(len(numbered)), 0.5):
        index = numbered[chosen]
        n, k = words.slots[index]
        old = words.text((n, k))
        if how == "currency":
            words.set(index, "swap", "€" if old[0] != "€" else "$", 0)
        elif how == "sign":
            words.set(index, "prepend", "-")
        else:
            change = separated if how == "separator" else other_value
            number = _NUMBER.findall(old)[0]
            words.set(index, "replace", old.replace(number, change(number), 1))
        if how == "beside":
            behind = words.parts[n][k + 1 : k + 2]
            beside.append((n, f"{old} {fold(show(behind[0].chunk))}" if behind else old))
    words.apply()
    for n, old in reversed(beside):
        copy.lines[n] += added(f" Others had written {old} at first.")
    return True


def other_value(number: str) -> str:
    """11 of 1, and 1 of 11: what one key too many or too few makes of it."""
    return number[:-1].rstrip(".,") if len(number) > 1 else number * 2


def separated(number: str) -> str:
    """15 of 1.5, and 1.5 of 15."""
    bare = re.sub(r"[.,]", "", number)
    return bare if bare != number else f"{number[:-1]}.{number[-1]}"


def contracted(copy: Copy) -> bool:
    """*can't* of *can*, in half of the places."""
    words = Words(copy)
    verbs = [n for n, slot in enumerate(words.slots) if words.text(slot).casefold() in _VERBS]
    for chosen in copy.some(range(len(verbs)), 0.5) if verbs else ():
        old = words.text(words.slots[verbs[chosen]]).casefold()
        words.set(verbs[chosen], "append", "'t" if old == "can" else "n't")
    return words.apply()


def prefixed(copy: Copy, share: float) -> bool:
    """*non-* before some words."""
    words = Words(copy)
    for index in copy.some(range(len(words.slots)), share):
        if words.text(words.slots[index]).islower():
            words.set(index, "prepend", "non-")
    return words.apply()


def repeated_deleted(copy: Copy, *, long: bool) -> bool:
    """Delete some spans whose words also occur elsewhere."""
    folded = [fold(word) for word in copy.words]
    repeated = []
    for start, end in copy.spans:
        words = [fold(word) for word in WORD.findall(copy.original[start:end])]
        if words and (len(words) >= _MINIMUM) == long:
            count = sum(
                folded[n : n + len(words)] == words
                for n, word in enumerate(folded)
                if word == words[0]
            )
            if count > 1:
                repeated.append((start, end))
    if not repeated:
        return False
    return delete_spans(copy, [repeated[n] for n in copy.some(range(len(repeated)), 0.08)])


def other_article(copy: Copy, *, before: bool) -> bool:
    lines = [line for line in copy.other.split("\n") if line.strip()]
    for line in reversed(lines) if before else lines:
        copy.insert_line(0 if before else len(copy.lines), added(" ".join(line.split())))
    return bool(lines)


# --- typography ---------------------------------------------------------------------------------


def banner(copy: Copy) -> bool:
    """A menu and a request before the text, with letters that can be decomposed."""
    lines = ("Début | Świat | Überblick", "Subscribe to our lettér", f"Most read: {names(copy)}")
    for line in reversed(lines[: copy.random.randint(1, 3)]):
        copy.insert_line(0, added(line))
    return True


def related(copy: Copy) -> bool:
    """Links to other pieces, before, between and behind the paragraphs."""
    for n in reversed(range(len(copy.lines) + 1)):
        if n in (0, len(copy.lines)) or copy.random.random() < 0.3:
            head = copy.random.choice(["Read more: ", "See also: ", "Related links\n", "More on "])
            copy.insert_line(n, added(head + names(copy)))
    return True


def names(copy: Copy) -> str:
    """Some words of the text that look like names, as in the titles of related pieces."""
    capital = [word for word in copy.words if word[0].isupper()] or copy.words
    return ", ".join(copy.random.choices(capital, k=copy.random.randint(2, 4)))


def blanks(copy: Copy) -> bool:
    """Other runs of blanks between words, indented paragraphs, other empty lines."""
    kinds = [" ", " ", "  ", "\u00a0", "\u2009", "\t", " \u00a0 ", "\u202f"]

    def change(line: Line) -> Line:
        new: Line = []
        for cell in line:
            new += _as(cell, copy.random.choice(kinds)) if cell[0].isspace() else [cell]
        return added(copy.random.choice(["", "", "    ", "\u2003"])) + new

    copy.each(change)
    copy.gaps = [
        added(copy.random.choice(["\n", "\n\n", "\n\n\n", " \n \n", "\n\t\n"])) for _ in copy.gaps
    ]
    return True


def no_break(copy: Copy) -> bool:
    copy.each(lambda line: [("\u00a0", *c[1:]) if c[0] == " " else c for c in line])
    return True


def _as(cell: Cell, text: str) -> Line:
    """Other characters in place of the same ones of the original."""
    return [(character, *cell[1:]) for character in text]


STYLES = {
    "curly": ("“", "”", "‘", "’"),
    "guillemets": ("«\u00a0", "\u00a0»", "‹", "’"),
    "low": ("„", "“", "‚", "’"),
}


def quotes(copy: Copy, style: str) -> bool:
    opening, closing, single, apostrophe = STYLES[style]

    def change(line: Line) -> Line:
        new: Line = []
        for n, cell in enumerate(line):
            first = n == 0 or line[n - 1][0].isspace() or line[n - 1][0] in "([-"
            if cell[0] in '"“”':
                new += _as(cell, opening if first else closing)
            elif cell[0] in "'‘’":
                new += _as(cell, single if first else apostrophe)
            else:
                new.append(cell)
        return new

    copy.each(change)
    return True


def dashes(copy: Copy) -> bool:
    """Other dashes: a hyphen as another hyphen or a dash, two hyphens as one dash."""

    def change(line: Line) -> Line:
        new: Line = []
        skip = False
        for n, cell in enumerate(line):
            if skip:
                skip = False
            elif cell[0] == "-" and n + 1 < len(line) and line[n + 1][0] == "-":
                skip = True
                both = ("—", cell[1], line[n + 1][2], cell[3])
                new += _as(both, copy.random.choice(["—", " – ", " — "]))
            elif cell[0] in "-‐‑–":
                new += _as(cell, copy.random.choice("‐‑–-"))
            else:
                new.append(cell)
        return new

    copy.each(change)
    return True


def wrap(copy: Copy, width: int, *, hyphens: bool = False) -> bool:
    """Lines of some width, with words divided at their ends if wanted."""

    def change(line: Line) -> Line:
        new: Line = []
        column = 0
        for blank, chunk in tokens(line):
            room = width - column - len(blank) - 1
            if column and column + len(blank) + len(chunk) > width:
                cut = copy.random.randint(2, max(2, min(room, len(chunk) - 2)))
                if hyphens and room >= 2 and len(chunk) > 5 and _letters(chunk[: cut + 1]):
                    new += [*blank, *chunk[:cut], *added("-\n"), *chunk[cut:]]
                    column = len(chunk) - cut
                    continue
                new += [*_as(blank[0], "\n"), *chunk]
                column = len(chunk)
                continue
            new += [*blank, *chunk]
            column += len(blank) + len(chunk)
        return new

    copy.each(change)
    return True


def _letters(cells: Line) -> bool:
    return all(cell[0].isalpha() for cell in cells)


def soft_hyphens(copy: Copy) -> bool:
    def change(line: Line) -> Line:
        new: Line = []
        for n, cell in enumerate(line):
            if (
                1 < n < len(line) - 2
                and copy.random.random() < 0.15
                and _letters(line[n - 2 : n + 2])
            ):
                new += added("\u00ad")
            new.append(cell)
        return new

    copy.each(change)
    return True


LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}


def ligatures(copy: Copy) -> bool:
    def change(line: Line) -> Line:
        text, new, n = show(line), [], 0
        for match in re.finditer("|".join(LIGATURES), text):
            first, behind = match.span()
            if len({cell[3] for cell in line[first:behind]}) == 1:
                start, end = line[first][1], line[behind - 1][2]
                new += [*line[n:first], (LIGATURES[match.group()], start, end, line[first][3])]
                n = behind
        return [*new, *line[n:]]

    copy.each(change)
    return True


def carriage_returns(copy: Copy) -> bool:
    copy.feed = "\r\n"
    return True


def decomposed(copy: Copy) -> bool:
    """Letters and accents apart. The banner has some, if the text has none."""
    copy.form = "NFD"
    return banner(copy)


def reformat(copy: Copy) -> bool:
    """All of it."""
    banner(copy)
    related(copy)
    quotes(copy, copy.random.choice(list(STYLES)))
    dashes(copy)
    wrap(copy, 72, hyphens=True)
    soft_hyphens(copy)
    ligatures(copy)
    blanks_within_lines(copy)
    copy.feed, copy.form = "\r\n", "NFD"
    return True


def blanks_within_lines(copy: Copy) -> None:
    """Some blanks as others that leave the lines as they are."""
    copy.each(
        lambda line: [
            ("\u00a0", *cell[1:]) if cell[0] == " " and copy.random.random() < 0.2 else cell
            for cell in line
        ]
    )


def combined(copy: Copy) -> bool:
    return edit_words(copy, 0.05, KINDS) and swap(copy, 3) and reformat(copy)


# --- the list -----------------------------------------------------------------------------------

KINDS = ("replace", "delete", "insert")

Change = Callable[[Copy], bool]
"""Changes a copy, and says whether there was anything to change."""

GROUPS: dict[str, dict[str, Change]] = {
    "reformatted": {
        "nothing changed": lambda _: True,
        "other runs of blanks": blanks,
        "no-break spaces": no_break,
        "curly quotes": lambda c: quotes(c, "curly"),
        "guillemets": lambda c: quotes(c, "guillemets"),
        "low quotes": lambda c: quotes(c, "low"),
        "other dashes": dashes,
        "wrapped at 72": lambda c: wrap(c, 72),
        "words divided at line ends": lambda c: wrap(c, 60, hyphens=True),
        "carriage returns": carriage_returns,
        "decomposed letters, banner": decomposed,
        "soft hyphens": soft_hyphens,
        "ligatures": ligatures,
        "banner before": banner,
        "related links between": related,
        "all reformatting": reformat,
    },
    "words": {
        **{
            f"{share} % of the words {said}": partial(edit_words, share=share / 100, kinds=kinds)
            for said, kinds in (
                ("replaced", KINDS[:1]),
                ("deleted", KINDS[1:2]),
                ("inserted", KINDS[2:]),
                ("changed", KINDS),
            )
            for share in (1, 2, 5, 10)
        },
        "a typo in 100 words": lambda c: typos(c, 0.01),
        "a typo in 20 words": lambda c: typos(c, 0.05),
    },
    "order": {
        "two paragraphs swapped": lambda c: swap(c, 1),
        "several paragraphs swapped": lambda c: swap(c, 4),
        "10 % of the paragraphs moved": lambda c: move_paragraphs(c, 0.1),
        "paragraphs shuffled": shuffle,
        "paragraph repeated elsewhere": lambda c: repeat(c, behind=False),
        "paragraph repeated at once": lambda c: repeat(c, behind=True),
        "paragraph deleted": lambda c: remove_some(c, 1),
        "three paragraphs deleted": lambda c: remove_some(c, 3),
        "first paragraph removed": lambda c: remove_head(c, 1),
        "first two paragraphs removed": lambda c: remove_head(c, 2),
        "sentences moved": lambda c: move_sentences(c, 0.1),
    },
    "combined": {"5 % changed, swapped, reformatted": combined},
    "decoys": {
        "repeated name deleted": lambda c: repeated_deleted(c, long=False),
        "repeated phrase deleted": lambda c: repeated_deleted(c, long=True),
        "sentence denied before": lambda c: negated(c, "before", edited=False),
        "sentence denied behind": lambda c: negated(c, "behind", edited=False),
        "sentence denied far away": lambda c: negated(c, "far", edited=False),
        "denied before, own edited": lambda c: negated(c, "before", edited=True),
        "denied behind, own edited": lambda c: negated(c, "behind", edited=True),
        "denied far away, own edited": lambda c: negated(c, "far", edited=True),
        "number changed": lambda c: numbers(c, "value"),
        "number changed, old one beside": lambda c: numbers(c, "beside"),
        "number with other separator": lambda c: numbers(c, "separator"),
        "other currency": lambda c: numbers(c, "currency"),
        "number with minus": lambda c: numbers(c, "sign"),
        "can't of can": contracted,
        "non- before 3 % of the words": lambda c: prefixed(c, 0.03),
        "5 % by words of the same length": lambda c: edit_words(
            c, 0.05, KINDS[:1], same_length=True
        ),
        "other article behind": lambda c: other_article(c, before=False),
        "other article before": lambda c: other_article(c, before=True),
        "recurring paragraph deleted": lambda c: remove_recurring(c, longer=False),
        "longer of the two deleted": lambda c: remove_recurring(c, longer=True),
    },
}  # fmt: skip

PERTURBATIONS: Mapping[str, Change] = {
    name: change for group in GROUPS.values() for name, change in group.items()
}


def perturb(
    name: str, text: str, spans: Sequence[Range], seed: int, other: str = ""
) -> Perturbed | None:
    """A canonical text, changed; ``None`` if there is nothing in it to be changed like that.

    ``other``: the text of another article. The same seed gives the same text.
    """
    copy = Copy(text, spans, random.Random(f"{name}/{seed}/{len(text)}"), other)
    if not PERTURBATIONS[name](copy):
        return None
    cells = copy.cells()
    changed = show(cells)
    raw = unicodedata.normalize(copy.form, changed).replace("\n", copy.feed)
    if canonical(raw) != changed:
        fault = f"{name}: places would not be those of the canonical text"
        raise AssertionError(fault)
    tracker = Tracker(text, cells, copy.broken)
    return Perturbed(name, seed, raw, changed, {s: tracker.truth(*s) for s in spans})
