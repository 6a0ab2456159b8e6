"""The annotations of a document as marks: entities and the triggers of events, with what is said of them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from detente.bridges.brat.documents import Document
from detente.bridges.brat.lines import Line, lines_of
from detente.bridges.brat.notes import said_in
from detente.bridges.brat.pieces import Pieces, Range
from detente.bridges.brat.writing import KEY, NOTES
from detente.bridges.features import LAYERS, RECORD, Features, of_layer
from detente.bridges.marks import Difference, Mark, MarkLink

_SHOWN = 60
"""Characters of words in a reason."""
_KEY = re.compile(r"(?P<key>\S+) (?P<start>[0-9]{1,12}) (?P<end>[0-9]{1,12})")


class Annotations:
    """The marks and links of a document, and what of it is refused."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._pieces = Pieces(document.raw)
        self.marks: list[Mark] = []
        self.links: list[MarkLink] = []
        self.refused: list[Difference] = []
        lines = [*lines_of(document.annotations)]
        texts = {line.id: line for line in lines if _is_mark(line)}
        events = [line for line in lines if line.kind == "E"]
        self._event_of = {event.trigger: event.id for event in events}
        self._about = _about(lines)
        seen: set[str] = set()
        for line in lines:
            if line.id in seen and line.id:
                self._refuse(line, "the file has this id twice")
                continue
            seen.add(line.id)
            if line.id in texts and line.id not in self._event_of:
                self._mark(line, line)
            elif line.kind == "E":
                self._event(line, texts.get(line.trigger))
            elif line.kind == "R":
                self._relation(line)
        known = {mark.id.rpartition("/")[2] for mark in self.marks} | {*self._event_of}
        for line in lines:
            self._refuse_homeless(line, known)

    def _place(self, line: Line) -> str:
        return f"{self._document.path.name}, line {line.number}"

    def _id(self, id_: str) -> str:
        """What links call a mark. The trigger of an event stands for the event."""
        return f"{self._document.article}/{self._event_of.get(id_, id_)}"

    def _refuse(self, line: Line, reason: str, what: str | None = None, **more: Any) -> None:
        self.refused.append(
            Difference(
                change="refused",
                what=what or line.type or line.id or "line",
                article=self._document.article,
                place=self._place(line),
                reason=reason,
                **more,
            )
        )

    def _refuse_homeless(self, line: Line, marks: set[str]) -> None:
        """Refuse a line that says nothing of a mark."""
        if line.kind == "?":
            if not line.id.startswith("T"):
                self._refuse(line, f"the format has no place for {line.words!r:.60}")
        elif line.kind in "A#" and line.target not in marks:
            self._refuse(line, f"{line.target} is no mark, and only of marks is anything said here")

    # --- links ---

    def _event(self, line: Line, trigger: Line | None) -> None:
        if trigger is None:
            self._refuse(line, f"there is no {line.trigger}, which should have its words")
            return
        self._mark(line, trigger)
        for role, target in line.args:
            self._link(line, role.rstrip("0123456789"), line.id, target)

    def _relation(self, line: Line) -> None:
        source, *targets = (target for _, target in sorted(line.args, key=_first_argument_first))
        if len(targets) == 1:
            self._link(line, line.type, source, targets[0])
        else:
            fault = f"it joins {len(line.args)} marks; a link joins two"
            self._link(line, line.type, source, "", fault=fault)

    def _link(
        self, line: Line, kind: str, source: str, target: str, *, fault: str | None = None
    ) -> None:
        self.links.append(
            MarkLink(
                place=self._place(line),
                kind=kind,
                source=self._id(source),
                target=self._id(target),
                fault=fault,
            )
        )

    # --- marks ---

    def _mark(self, line: Line, words: Line) -> None:
        """A mark: a line of its own, or an event with the words of its trigger."""
        key, features, places = self._said(line, words)
        known: dict[str, Any] = {
            "place": self._place(line),
            "id": self._id(line.id),
            "article": self._document.article,
            "layer": line.type or "mark",
            "key": key and key["key"],
            "features": features,
            "places": places,
        }
        try:
            ranges, said = self._ranges(words, key)
        except ValueError as error:
            self.marks.append(Mark(**known, ranges=(), fault=str(error)))
            return
        self.marks.append(Mark(**known, ranges=ranges, words=said))

    def _ranges(
        self, line: Line, key: re.Match[str] | None
    ) -> tuple[tuple[Range, ...], tuple[str, ...]]:
        """The ranges of a mark and its words. Raises ``ValueError`` with the reason if it has none."""
        if line.kind == "?":
            msg = "the line is not of the form of brat: id, tab, type start end, tab, words"
            raise ValueError(msg)
        raw, offsets = self._document.raw, self._document.offsets
        ranges = self._pieces.joined(line.ranges)
        if key is not None:
            whole = int(key["start"]), int(key["end"])
            same = self._pieces.number(*whole) == len(line.ranges)  # or it need not be looked at
            if max(whole) <= len(raw) and same and self._pieces.of(*whole) == line.ranges:
                ranges = (whole,)
        counterparts = tuple(
            (offsets.from_raw(start), offsets.from_raw(end)) for start, end in ranges
        )
        _check_words(line, raw)
        text = offsets.text
        return counterparts, tuple(text[start:end] for start, end in counterparts)

    def _said(
        self, line: Line, words: Line
    ) -> tuple[re.Match[str] | None, Features, dict[str, str]]:
        """The key and the features that other lines say of a mark, or of its words, and where they say it."""
        key: re.Match[str] | None = None
        features: dict[str, tuple[str, ...]] = defaultdict(tuple)
        places: dict[str, str] = {}

        def say(line: Line, name: str, value: str) -> None:
            features[name] += (value,)
            places[name] = self._place(line)

        known = _features_of(line.type)
        for other in self._about[line.id] + (self._about[words.id] if words is not line else []):
            if other.kind == "A":
                say(other, of_layer(line.type, other.type), other.value or "true")
            elif other.type == KEY:
                key = _KEY.fullmatch(other.words)
                if key is None:
                    self._refuse(other, "it is no key of a mark that was exported")
            elif other.type != NOTES:
                self._refuse(other, f"the format has no place for notes of the type {other.type}")
            else:
                for name, value in self._noted(other, line.type, known):
                    say(other, name, value)
        return key, dict(features), places

    def _noted(self, line: Line, layer: str, known: set[str]) -> Iterator[tuple[str, str]]:
        for said in said_in(line.words, layer, known):
            name = of_layer(layer, said.value.partition(":")[0].strip().lower())
            if said.feature is not None:
                yield said.feature, said.value
            elif ":" in said.value and name in known:
                reason = f"the name of a feature is written in small letters: {name}"
                self._refuse(line, reason, layer, after=said.value, feature=name)
            elif "note" in known:
                yield "note", said.value
            else:
                reason = (
                    f"the format has no note for {layer}; a feature is written as “name: value”"
                )
                self._refuse(line, reason, layer, after=said.value, feature="note")


def _check_words(line: Line, raw: str) -> None:
    """Raise ``ValueError`` unless brat's rule holds: the text of a mark is that of its fragments."""
    size = sum(max(end - start, 0) for start, end in line.ranges) + len(line.ranges) - 1
    first, last = line.ranges[0]
    there = raw[first : min(last, first + _SHOWN)]
    if size == len(line.words):  # else long ranges need not be looked at
        there = " ".join(raw[start:end] for start, end in line.ranges)
        if there == line.words:
            return
    msg = f"it should mark {line.words[:_SHOWN]!r}, but there stands {there[:_SHOWN]!r}"
    raise ValueError(msg)


def _is_mark(line: Line) -> bool:
    return line.kind == "T" or (line.kind == "?" and line.id.startswith("T"))


def _features_of(layer: str) -> set[str]:
    features = LAYERS[layer].features if layer in LAYERS else ()
    return {RECORD, *(feature.name for feature in features)}


def _about(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The attributes and notes, by what they are about."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.kind in "A#":
            found[line.target].append(line)
    return found


def _first_argument_first(arg: tuple[str, str]) -> bool:
    """A key for sorting that puts ``Arg1`` first and keeps the order of others."""
    return arg[0] != "Arg1"
