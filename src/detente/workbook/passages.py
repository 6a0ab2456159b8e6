"""Places in the texts as cells name them: by the number of a sentence, by words in it, or both.

In a row about sentence 12 a blank cell means the whole sentence, ``gave way`` these words of it,
``13`` the whole of sentence 13, ``12-13`` both, ``13: gave way`` words of sentence 13, and
``the (2)`` the second *the*. Several places stand with `` | `` between them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from detente.text.grounding import GroundingStatus
from detente.text.quotes import MARK, TODO, Quote, find, places
from detente.text.quoting import quote_of
from detente.workbook.errors import CellError, unreadable
from detente.workbook.sheets import folded, storable

BAR = " | "
_ITEM = re.compile(r"(\d{1,6})(?:\s*[-\u2013]\s*(\d{1,6}))?(?:\s*:\s*(.+))?", re.DOTALL)
_AT = re.compile(r"at (\d{1,9})-(\d{1,9})")
"""The offsets of a place that no quote gives, such as a part of a word."""
_REMARK = re.compile(r"\((?:nothing stands in its place|it was:)")
"""What ``detente rebase`` writes behind ``TODO`` where it proposes no words."""
_COUNTED = re.compile(r"(.+?)\s*\((\d{1,3})\)", re.DOTALL)

Range = tuple[int, int]


class Sentence(NamedTuple):
    """A numbered sentence."""

    number: int
    article: str
    """The id of its article."""
    paragraph: str
    """What the rows of its paragraph have in common."""
    text: str
    """Its words, with blanks behind them if they are not one blank."""
    span: dict[str, Any]
    """How a draft names it: a quote, or offsets."""
    start: int = 0
    """Its first code point in the text; only while a book is written."""

    @property
    def words(self) -> str:
        """Its words without the blanks behind them."""
        return self.text.rstrip()

    @property
    def end(self) -> int:
        """The end of its words."""
        return self.start + len(self.words)


class Sentences:
    """The numbered sentences of a book."""

    def __init__(self, listed: Sequence[Sentence]) -> None:
        """In the order of their numbers."""
        self._listed = {sentence.number: sentence for sentence in listed}
        self._whole: dict[str, str] = {}
        for sentence in listed:
            before = self._whole.get(sentence.article, "")
            self._whole[sentence.article] = f"{before} {sentence.text}"

    def get(self, number: int | None) -> Sentence | None:
        """The sentence of a number."""
        return None if number is None else self._listed.get(number)

    def of(self, article: str) -> list[Sentence]:
        """The sentences of an article."""
        return [each for each in self._listed.values() if each.article == article]

    # --- reading ----------------------------------------------------------------------------------

    def read(self, text: str, own: int | None, *, small: bool = False) -> list[dict[str, Any]]:
        """The spans that a cell names, as a draft has them. Raises ``CellError``.

        ``own``: the number of the row's sentence; ``small``: words that are sought in the evidence
        of their record.
        """
        return [self._item(item.strip(), own, small=small) for item in text.split(BAR.strip())]

    def _item(self, item: str, own: int | None, *, small: bool) -> dict[str, Any]:
        if item.startswith(TODO):
            return {"quote": item}  # D566 says that it is still to be given
        sentence = self.get(own)
        match = _ITEM.fullmatch(item)
        # A year in the row's own sentence is a year, not the number of a sentence.
        literal = sentence is not None and bool(item) and bool(places(item, sentence.words))
        offsets = _AT.fullmatch(item)
        if offsets is not None and not literal:
            return {"start": int(offsets[1]), "end": int(offsets[2])}
        if match is not None and not literal:
            first, last = int(match[1]), int(match[2] or match[1])
            named = [self.get(number) for number in range(first, min(last, first + 99) + 1)]
            found = [each for each in named if each is not None]
            if len(found) < len(named) or not found or len({s.article for s in found}) > 1:
                msg = f"there is no sentence {item.partition(':')[0]} on the sheet Text"
                raise CellError("D705", msg)
            return self._words(found, match[3]) if match[3] else _whole(found)
        if not item:
            msg = f"there is nothing before or behind a {BAR.strip()}"
            raise unreadable(msg)
        if small:
            return (
                {"quote": item}
                if _COUNTED.fullmatch(item) is None or sentence is None
                else self._words([sentence], item)
            )
        if sentence is None:
            asked = f": in which sentence? Write its number before it, as in 12: {item}"
            msg = f"{item!r}{_remnant(item) or asked}"
            raise unreadable(msg)
        return self._words([sentence], item)

    def misplaced(
        self, words: str, evidence: Sequence[str], article: Any, own: int | None
    ) -> str | None:
        """What is wrong with words that are sought in the quotes of some evidence; ``None`` for nothing."""
        count = sum(len(places(words, quote)) for quote in evidence)
        where = "the row's words" if own is None else f"sentence {own}"
        if count > 1 and len(evidence) == 1:
            return _several(where, words, count)
        there = count or any(folded(words) in folded(quote) for quote in evidence)
        if there or len(places(words, self._whole.get(article, ""))) == 1:
            return None
        other = f"; words of another sentence are written with its number, as in 12: {words}"
        return f"{where} does not have the words {words!r}{_remnant(words) or other}"

    def _words(self, held: list[Sentence], words: str) -> dict[str, Any]:
        """Words of one or several sentences, as a quote."""
        whole, number = _joined(held), None
        counted = _COUNTED.fullmatch(words)
        if counted is not None and not places(words, whole):
            words, number = counted[1], int(counted[2])
        starts = places(words, whole)
        if not starts and folded(words) not in folded(whole):
            msg = f"sentence {_numbers(held)} does not have the words {words!r}{_remnant(words)}"
            raise CellError("D707", msg)
        if number is None and len(places(words, self._whole[held[0].article])) == 1:
            return {"quote": words}
        if number is None and len(starts) > 1:
            raise CellError("D707", _several(f"sentence {_numbers(held)}", words, len(starts)))
        span = _whole(held)
        within = span.get("within", whole)
        if number is not None and "within" in span:
            before = places(whole, within)
            number += len(places(words, within[: before[0]])) if before else 0
        span = {"quote": words, "within": within}
        return span if number is None else span | {"nth": number}

    # --- writing ----------------------------------------------------------------------------------

    def write(
        self,
        spans: Sequence[dict[str, Any]],
        article: str | None,
        text: str | None,
        own: int | None,
        evidence: Sequence[Range] | None,
    ) -> str | None:
        """The cell that names some spans; ``None`` if there is none.

        ``evidence``: of words that are sought there first, the ranges of it; else ``None``.
        """
        if text is None or article is None:
            return None
        items = []
        for span in spans:
            if left_to_do(span):
                items.append(self._proposed(span, article, text))
                continue
            place = span.get("start"), span.get("end")
            forms = (
                self._forms(place, article, text, own)
                if set(span) == {"start", "end"}
                else iter(())
            )
            form = next((f for f in forms if self._reads(f, own, text, place, evidence)), None)
            if form is None:
                return None
            items.append(form)
        return BAR.join(items)

    def _proposed(self, span: dict[str, Any], article: str, text: str) -> str:
        """The cell of a place that is still to be given, with the words that may be meant."""
        words = " ".join(span["quote"].replace(BAR.strip(), " ").split())
        if "start" in span:
            place = {key: span[key] for key in ("start", "end")}
            form = self.write([place], article, text, None, None)
            words = words if form is None else f"{MARK}{form}"
        return words if storable(words) else TODO

    def _forms(self, place: Any, article: str, text: str, own: int | None) -> Iterator[str]:
        start, end = place
        held = [s for s in self.of(article) if s.start < end and start < s.end]
        if not held:
            return
        numbers = _numbers(held)
        if (start, end) == (held[0].start, held[-1].end):
            yield numbers
        words = text[start:end]
        count = len(places(words, _joined(held)))
        counted = [words, *(f"{words} ({n})" for n in range(1, count + 1 if count > 1 else 1))]
        if len(held) == 1 and held[0].number == own:
            yield from counted
        else:
            yield words
        yield from (f"{numbers}: {form}" for form in counted)
        yield f"at {start}-{end}"

    def _reads(
        self, form: str, own: int | None, text: str, place: Any, evidence: Sequence[Range] | None
    ) -> bool:
        if BAR.strip() in form or not storable(form):
            return False
        try:
            (span,) = self.read(form, own, small=evidence is not None)
        except CellError:
            return False
        return grounded(span, text, evidence or ()) == {"start": place[0], "end": place[1]}


def left_to_do(span: Mapping[str, Any]) -> bool:
    """Whether a place is still to be given."""
    return isinstance(span.get("quote"), str) and span["quote"].startswith(TODO)


def _remnant(words: str) -> str:
    """What to do with words of which only ``TODO`` was deleted; empty for others."""
    if words.startswith(":"):
        return f"; delete the colon too, so that {words.lstrip(': ')} is left"
    if _REMARK.match(words):
        return "; that is a remark on the old text: write the words that say it now"
    return ""


def _numbers(held: Sequence[Sentence]) -> str:
    """The number of a sentence, or the first and the last one: ``12-13``."""
    return "-".join(dict.fromkeys(str(s.number) for s in (held[0], held[-1])))


def _several(where: str, words: str, count: int) -> str:
    return f"{where} has the words {words!r} {count} times; write which one, as in {words} (2)"


def _joined(held: Sequence[Sentence]) -> str:
    """The words of neighbouring sentences as the text has them."""
    *first, last = held
    return "".join(s.text if s.text != s.words else f"{s.text} " for s in first) + last.words


def joined(held: Sequence[Sentence]) -> dict[str, Any]:
    """Neighbouring sentences as one span."""
    return _whole(held)


def _whole(held: Sequence[Sentence]) -> dict[str, Any]:
    if len(held) == 1:
        return dict(held[0].span)
    return {"quote": _joined(held)}


def grounded(span: dict[str, Any], text: str, evidence: Sequence[Range] = ()) -> dict[str, Any]:
    """A span with offsets for its quote, where it stands in the text exactly so; else as it is."""
    if "quote" not in span:
        return span
    wanted = Quote(span["quote"], span.get("nth"), span.get("within"))
    try:
        outcome = find(wanted, text, evidence)
    except ValueError:  # half of a surrogate pair
        return span
    if outcome.span is None or outcome.status is not GroundingStatus.EXACT:
        return span
    rest = {key: value for key, value in span.items() if key not in ("quote", "nth", "within")}
    return rest | {"start": outcome.span[0], "end": outcome.span[1]}


def span_of(text: str, start: int, end: int) -> dict[str, Any]:
    """How a draft names a range of a text: by a quote, or if there is none by its offsets."""
    quote = quote_of(text, start, end)
    if quote is None:
        return {"start": start, "end": end}
    return {key: value for key, value in quote._asdict().items() if value is not None}
