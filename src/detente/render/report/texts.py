"""The reader's copies side by side: their words in pieces, each with the marks that lie over it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from detente.bridges.typed_spans import TypedSpan, TypedText, typed_texts
from detente.records import EventAccount, Span
from detente.render.report import words
from detente.render.report.subject import Side, Subject, Voice
from detente.text.attaching.attachment import AttachedSpan
from detente.vocab.enums import SegmentKind


@dataclass(frozen=True, slots=True)
class Chip:
    """The number of a card, where a span of it begins."""

    anchor: str
    href: str
    number: int
    classes: str
    label: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same marks."""

    text: str
    classes: str
    chips: tuple[Chip, ...]
    title: str
    """Whom it mentions; empty for nobody."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of a text between line breaks."""

    kind: str
    """The class of its part of the article."""
    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Pane:
    """A text with its marks."""

    side: Side
    paragraphs: tuple[Paragraph, ...]
    exact: bool
    lost: int
    """How many spans have no place in the copy."""


class Texts:
    """The copies of the articles of a page, as far as it shows them."""

    def __init__(self, subject: Subject) -> None:
        """Find the spans in the copies; nothing for a page without words."""
        self._subject = subject
        self._attached: dict[int, AttachedSpan] = {}
        self._typed: dict[str, TypedText] = {}
        if subject.attachment is not None and subject.words:
            self._attached = {id(one.span): one for one in subject.attachment.spans}
            self._typed = {text.id: text for text in typed_texts(subject.attachment).texts}

    def shows(self, side: Side) -> bool:
        """Whether the text of an article is on the page."""
        return side.id in self._typed

    def quoted(self, voice: Voice) -> tuple[str, ...]:
        """The words of an utterance or account, a line for each span; none without a copy."""
        found = (self._attached.get(id(span)) for span in voice.evidence)
        return tuple(" ".join(one.text.split()) for one in found if one is not None and one.text)

    def mark(self, id_: str, side: Side, span: Span) -> str | None:
        """The link to a span in its text; ``None`` where it is not shown."""
        one = self._attached.get(id(span))
        if one is None or one.start is None or not self.shows(side):
            return None
        return f"#{_anchor(self._subject, id_, side, one.start)}"

    @property
    def panes(self) -> tuple[Pane, ...]:
        """The texts, in the order of the page."""
        return tuple(
            self._pane(side, self._typed[side.id])
            for side in self._subject.sides
            if self.shows(side)
        )

    def _pane(self, side: Side, typed: TypedText) -> Pane:
        spans = [
            span
            for span in typed.spans
            if span.layer in _LAYERS
            and (span.layer not in ("claim", "event") or span.record in self._subject.records)
        ]
        segments = [span for span in typed.spans if span.layer == "segment"]
        paragraphs = []
        body = 0
        marked: set[str] = set()
        for start, end in _lines(typed.text):
            kinds = [s.features["kind"][0] for s in segments if s.start <= start < s.end]
            kind = kinds[0] if kinds else SegmentKind.BODY.value
            numbered = kind == SegmentKind.BODY and any(s.start == start for s in segments)
            body += numbered
            name = str(body) if numbered else ""
            over = [span for span in spans if span.start < end and span.end > start]
            pieces = tuple(self._pieces(side, typed.text[:end], start, over, marked))
            paragraphs.append(Paragraph(kind, name, pieces))
        return Pane(side, tuple(paragraphs), typed.exact, len(typed.lost))

    def _pieces(
        self, side: Side, text: str, start: int, over: list[TypedSpan], marked: set[str]
    ) -> Iterator[Piece]:
        """The pieces of a line, which is the text from ``start`` on; ``marked``: the anchors before it."""
        end = len(text)
        edges = {start, end}
        for span in over:
            edges |= {max(span.start, start), min(span.end, end)}
        for first, last in pairwise(sorted(edges)):
            here = [span for span in over if span.start <= first and span.end >= last]
            cards = (self._chip(side, s) for s in here if s.layer in ("claim", "event"))
            new = {chip.anchor: chip for chip in cards if chip.anchor not in marked}
            marked.update(new)
            yield Piece(
                text=text[first:last],
                classes=" ".join(dict.fromkeys(c for span in here for c in self._classes(span))),
                chips=tuple(sorted(new.values(), key=lambda chip: chip.number)),
                title="; ".join(
                    dict.fromkeys(s.features["actor"][0] for s in here if s.layer == "mention")
                ),
            )

    def _classes(self, span: TypedSpan) -> Iterator[str]:
        yield f"k-{span.layer}"
        if span.layer in ("claim", "event"):
            voice = self._voice(span)
            yield f"m-{words.shade(voice.commitment)}"
            yield "v-other" if voice.sources else "v-own"
            yield self._subject.classes[span.record]

    def _voice(self, span: TypedSpan) -> Voice:
        """The utterance or account that a span is evidence of."""
        record = self._subject.records[span.record]
        number = int(span.group.rpartition("/")[2])
        accounts: tuple[Voice, ...] = getattr(
            record, "utterances" if span.layer == "claim" else "accounts"
        )
        return accounts[number]

    def _chip(self, side: Side, span: TypedSpan) -> Chip:
        subject, voice = self._subject, self._voice(span)
        number = subject.numbers[span.record, side.id]
        what = "event" if isinstance(voice, EventAccount) else "claim"
        stance = words.COMMITMENTS[voice.commitment]
        return Chip(
            anchor=_anchor(subject, span.record, side, span.start),
            href=f"#{subject.anchor(span.record, side)}",
            number=number,
            classes=" ".join(self._classes(span)),
            label=f"{number}, {what}, {stance}: {subject.label(span.record)}",
        )


_LAYERS = frozenset(("claim", "event", "mention", "quoted", "time"))
"""The layers that are drawn."""


def _anchor(subject: Subject, id_: str, side: Side, start: int) -> str:
    """The anchor of the place in a text where a span begins."""
    return f"{subject.anchor(id_, side)}-{start}"


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines of a text begin and end, those without words left out."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1
