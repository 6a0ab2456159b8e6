"""What a tool changed, as a patch over the base: every difference is logged, and what has no home is refused."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from detente.bridges import links
from detente.bridges.features import (
    LAYERS,
    RECORD,
    Feature,
    Layer,
    Names,
    drawn,
    there_are,
    value_of,
)
from detente.bridges.marks import Difference, Mark, Marks
from detente.bridges.new_marks import NewMarks, check_whole, layer_of, words_of
from detente.bridges.state import (
    VOICES,
    End,
    Pieces,
    Refused,
    State,
    pieces,
    put_or_leave_out,
)
from detente.bridges.typed_spans import TypedSpan, TypedText
from detente.json_types import Json
from detente.records.kinds import kind_of
from detente.records.model import describe


def patched(
    document: dict[str, Json], texts: Iterable[TypedText], read: Marks, names: Names
) -> tuple[Difference, ...]:
    """Apply a tool's marks and links to the plain values of the base, in place.

    ``texts``: the base as it was exported; over texts without spans all marks are new. Spans that are
    moved lose their anchors. Returns all differences, in the order of the tool's file; what it
    lacks comes last.
    """
    state = State(document, names)
    patch = _Patch(state, {text.id: text for text in texts}, read)
    patch.compare()
    if read.linked:
        links.compare(state, patch.texts, read)
    patch.finish()
    return *read.refused, *state.differences


class _Patch:
    def __init__(self, state: State, texts: dict[str, TypedText], read: Marks) -> None:
        self.state, self.texts, self.read = state, texts, read
        self._spans: dict[str, tuple[TypedSpan, str]] = {
            span.key: (span, id_)
            for id_, text in texts.items()
            for span in text.spans
            if span.layer in read.layers
        }
        self._seen: set[str] = set()
        self._edits: dict[tuple[str, str], list[tuple[Mark, Feature, TypedSpan]]] = defaultdict(
            list
        )
        self._new = NewMarks(state, filter(self._is_new, read.marks))

    def compare(self) -> None:
        """Compare all marks. Of new ones those that others may name come first."""
        refused: list[tuple[Mark, str]] = []
        for mark in sorted(self.read.marks, key=_order):
            try:
                self._compare(mark)
            except Refused as why:
                refused.append((mark, str(why)))
        for mark, reason in refused:  # what it means is known when all are added
            more = "" if mark.key is not None else self._new.consequence(mark)
            words = self._words(mark) if mark.key is None else None
            self.state.log(mark, "refused", after=words, reason=reason + more)
        self._change_features()

    def _is_new(self, mark: Mark) -> bool:
        """Whether a mark is a new one that nothing speaks against yet."""
        try:
            self._checked(mark)
            layer_of(mark)
        except Refused:
            return False
        return mark.key is None

    def _words(self, mark: Mark) -> str | None:
        """The words of a mark; ``None`` if it has none."""
        try:
            return words_of(mark, self._checked(mark))
        except Refused:
            return None

    def _checked(self, mark: Mark) -> TypedText:
        """The text that a mark is in. Raises ``Refused`` unless it marks words of it, those that it says."""
        if mark.fault is not None:
            raise Refused(mark.fault)
        text = self.texts.get(mark.article)
        if text is None:
            msg = f"there is no text of {mark.article}"
            raise Refused(msg)
        _check_words(mark, text.text)
        return text

    def _compare(self, mark: Mark) -> None:
        key = mark.key
        again = key in self._seen
        if key is not None:  # a mark that is refused is not missing, nor are its links
            self._seen.add(key)
        if key in self._spans:
            known, _ = self._spans[key]
            voice = known.group if known.layer in VOICES else None
            self.state.ends[mark.id] = End(known.record, voice)
        text = self._checked(mark)
        if key is None:
            self._new.add(mark, text)
            self._refuse_unknown(mark, LAYERS[mark.layer])
            return
        if key not in self._spans:
            raise Refused("the dataset that was exported has no such mark")
        if again:
            raise Refused("this mark is there twice: a copy of a mark is no new one")
        span, article = self._spans[key]
        if mark.article != article:
            msg = f"this mark was exported in {article}"
            raise Refused(msg)
        if mark.layer != span.layer:
            msg = f"it was of the type {span.layer}, which cannot change: delete it and mark anew"
            raise Refused(msg)
        check_whole(mark)
        if mark.ranges != ((span.start, span.end),):
            self._move(mark, span, text)
        layer = LAYERS[span.layer]
        for feature in self._written(layer):
            if mark.features.get(feature.name, ()) != span.features.get(feature.name, ()):
                owner = span.group if feature.of == "owner" else span.record
                self._edits[owner, feature.name].append((mark, feature, span))
        self._refuse_unknown(mark, layer)
        self._refuse_other_record(mark, span)

    def _written(self, layer: Layer) -> Iterator[Feature]:
        """The features of a layer that the bridge writes."""
        written = self.read.features
        return (f for f in layer.features if written is None or f.name in written[layer.name])

    def _refuse_unknown(self, mark: Mark, layer: Layer) -> None:
        known = [*(feature.name for feature in layer.features), *([RECORD] if layer.joins else [])]
        for name in sorted(mark.features.keys() - {*known}):
            instead = self._instead(mark, layer, name) or there_are(known)
            reason = f"{layer.name} has no feature of this name; {instead}"
            words = {"after": "; ".join(mark.features[name]), "reason": reason}
            self.state.log(mark, "refused", feature=name, **words)

    def _instead(self, mark: Mark, layer: Layer, name: str) -> str | None:
        """Where what is a field of the format, and no feature of a mark, is to be said."""
        record, voice = self.state.ends[mark.id]
        for cls, key in ((layer.record, record), (layer.owner, voice)):
            fields = {field.key: field for field in describe(cls).fields} if cls and key else {}
            if name in fields and drawn(fields[name]):
                return f"draw a link {name} instead"
            if name in fields and fields[name].base == "record":
                return f"no mark can say it: write it into {key}/{name} of the draft"
        return None

    def _refuse_other_record(self, mark: Mark, span: TypedSpan) -> None:
        named = " ".join(mark.features.get(RECORD, ()))
        if named and self.state.names.ids_of(named) != [span.record]:
            words = {"after": named, "reason": "a mark that was exported stays with its record"}
            self.state.log(mark, "refused", feature=RECORD, **words)

    def _move(self, mark: Mark, span: TypedSpan, text: TypedText) -> None:
        spans = pieces(mark.ranges)
        if span.layer == "segment":
            segment = self.state.part(span.key)
            segment |= spans[0]
            segment.pop("anchor", None)
        else:
            self._replace(span, spans)
        self.state.log(mark, "moved", before=span.text, after=words_of(mark, text))

    def _replace(self, span: TypedSpan, by: Pieces) -> None:
        """Put a list of spans in the place of one. The outer list is flattened at the end, so that the
        keys of others hold until then.
        """
        held, _, number = span.key.rpartition("/")
        self.state.part(held)[int(number)] = by

    def _change_features(self) -> None:
        """Set each feature that was changed, once: marks in pieces, and all utterances of a claim, show
        it.
        """
        for (owner, name), edits in self._edits.items():
            mark, feature, span = edits[0]
            values = [mark.features.get(name, ()) for mark, _feature, _span in edits]
            log = {"feature": name, "before": "; ".join(span.features.get(name, ()))}
            if len(set(values)) > 1:
                said = " or ".join(dict.fromkeys("; ".join(each) for each in values))
                reason = "marks of one record differ in it"
                self.state.log(mark, "refused", **log, after=said, reason=reason)
                continue
            try:
                value = value_of(feature, values[0], self.state.names)
            except ValueError as error:
                words = {"after": "; ".join(values[0]), "reason": str(error)}
                self.state.log(mark, "refused", **log, **words)
                continue
            put_or_leave_out(self.state.part(owner), feature.field.key, value)
            self.state.log(mark, "changed", **log, after="; ".join(values[0]))

    def finish(self) -> None:
        """Take away the spans that the tool no longer has, and what then has none."""
        gone = [
            (span, article)
            for key, (span, article) in self._spans.items()
            if key not in self._seen
            and article in self.read.texts
            and span.record in self.state.records  # a link may be gone with its cue
        ]
        for span, article in gone:
            if span.layer == "segment":
                reason = "segments cover the whole text: draw others over it instead"
                self._note("refused", span, article, reason=reason)
            else:
                self._replace(span, Pieces())
        self._keep_what_is_named(gone)
        for span, article in gone:
            if span.layer != "segment" and self.state.part(span.key) == []:
                self._note("removed", span, article)
        _flatten(self.state.document)
        for record in [*self.state.records.values()]:
            if _without_words(record):
                self.state.drop(record)
                self.state.note("removed", kind_of(record["id"]), None, key=record["id"])

    def _keep_what_is_named(self, gone: list[tuple[TypedSpan, str]]) -> None:
        """Give records their marks back that others name and that would have none left."""
        by_record: dict[str, list[tuple[TypedSpan, str]]] = defaultdict(list)
        for span, article in gone:
            by_record[span.record].append((span, article))
        for id_, spans in by_record.items():
            naming = self.state.names_of(id_) if self._loses_all(id_) else []
            for span, article in spans if naming else ():
                if span.layer in VOICES:
                    self._replace(span, pieces(((span.start, span.end),)))
                    reason = f"{naming[0]} names the record, which would have no words left"
                    self._note("refused", span, article, reason=reason)

    def _loses_all(self, id_: str) -> bool:
        voices = self.state.records[id_].get(VOICES.get(kind_of(id_), ""), ())
        return bool(voices) and not any(span for voice in voices for span in voice["evidence"])

    def _note(self, change: Any, span: TypedSpan, article: str, **more: Any) -> None:
        self.state.note(change, span.layer, article, key=span.key, before=span.text, **more)


def _order(mark: Mark) -> int:
    """Those that were exported, then mentions, events, claims, and what is part of these."""
    kinds = {"mention": 1, "event": 2, "claim": 3, "uncoded": 3}
    return 0 if mark.key is not None else kinds.get(mark.layer, 4)


def _check_words(mark: Mark, text: str) -> None:
    """Raise ``Refused`` unless the ranges have words, those that the tool says."""
    if not mark.ranges:
        raise Refused("it marks nothing")
    for start, end in mark.ranges:
        if not 0 <= start < end <= len(text):
            msg = f"{start} to {end} is no range of a text of {len(text)} characters"
            raise Refused(msg)
    for (start, end), words in zip(mark.ranges, mark.words, strict=False):
        if text[start:end] != words:
            msg = f"it should mark {words!r}, but there stands {text[start:end]!r}"
            raise Refused(msg)


def _flatten(value: Any) -> None:
    """Put lists of spans in the places of spans, wherever a value has them, in the order of the text."""
    for key, held in value.items() if isinstance(value, dict) else ():
        if isinstance(held, list) and any(isinstance(item, Pieces) for item in held):
            flat = [one for item in held for one in (item if isinstance(item, Pieces) else [item])]
            value[key] = sorted(flat, key=lambda span: (span["start"], span["end"]))
    for held in value.values() if isinstance(value, dict) else value:
        if isinstance(held, dict | list):
            _flatten(held)


def _without_words(record: dict[str, Json]) -> bool:
    """Leave out of a record the voices and passages that have no span left, and cues that have none;
    whether the record was nothing but these.
    """
    kind = kind_of(record["id"])
    name, needed = _LIVES_BY.get(kind, ("", ""))
    if kind == "mention":
        return not record["spans"]
    if name in record:
        put_or_leave_out(record, name, [part for part in record[name] if part[needed]])
    return kind in VOICES and name not in record


_LIVES_BY = {
    "claim": ("utterances", "evidence"),
    "event": ("accounts", "evidence"),
    "article": ("uncoded", "spans"),
}
"""The parts of a record that are nothing without spans, and their field for them, by its kind."""
