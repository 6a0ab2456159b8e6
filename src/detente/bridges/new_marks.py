"""Marks that somebody set in a tool: new records of a draft, or further words of those that it has."""

from collections.abc import Iterable

from detente.bridges import new_parts
from detente.bridges.features import LAYERS, Feature, Layer, there_are, value_of
from detente.bridges.marks import Mark
from detente.bridges.new_parts import Fields, check_equal, fill, voices_here
from detente.bridges.new_records import NewRecords
from detente.bridges.state import VOICES, End, Refused, State, pieces, put_or_leave_out
from detente.bridges.typed_spans import TypedText
from detente.json_types import Json
from detente.records.slugs import proposed_id


class NewMarks:
    """Adds marks to a draft."""

    def __init__(self, state: State, marks: Iterable[Mark]) -> None:
        """Make the new records of all marks that will be added."""
        self._state = state
        self._records = NewRecords(state, marks)
        self._made = {*self._records.made}
        """The keys of what is new: of several marks each may say a part of it."""

    def add(self, mark: Mark, text: TypedText) -> None:
        """Add a mark. Raises ``Refused`` with the reason if it has no home."""
        layer = layer_of(mark)
        if layer.name in VOICES:
            key = self._voice(mark, layer)
        elif layer.joins:
            id_ = self._state.homes[mark.id] = self._records.of(mark)
            fields = self._fields(mark, layer)["owner"]
            key = new_parts.add(self._state, self._made, mark, id_, fields)
        elif layer.name == "mention":
            key = self._mention(mark, self._fields(mark, layer)["owner"])
        else:
            key = self._uncoded(mark, self._fields(mark, layer)["owner"])
        record = self._state.homes[mark.id] = key.partition("/")[0]
        self._state.ends.setdefault(mark.id, End(record, None))
        self._state.log(mark, "added", key=key, after=words_of(mark, text))

    def consequence(self, mark: Mark) -> str:
        """What else it means that a mark is refused: a report may be without its source now."""
        if not new_parts.says_who(mark):
            return ""
        try:
            id_ = self._records.of(mark)
        except Refused:
            id_ = None
        return new_parts.without_source(self._state, mark, id_)

    def _fields(self, mark: Mark, layer: Layer) -> dict[str, Fields]:
        """The fields of the part and of the record that a mark gives. What is wrong is refused alone."""
        fields: dict[str, Fields] = {"owner": {}, "record": {}}
        for feature in layer.features:
            if feature.name in mark.features:
                value = self._value(mark, feature)
                put_or_leave_out(fields[feature.of], feature.field.key, value)
        return fields

    def _value(self, mark: Mark, feature: Feature) -> Json:
        values = mark.features[feature.name]
        try:
            return value_of(feature, values, self._state.names)
        except ValueError as error:
            words = {"after": "; ".join(values), "reason": str(error)}
            self._state.log(mark, "refused", feature=feature.name, **words)
            return None

    def _voice(self, mark: Mark, layer: Layer) -> str:
        """Add evidence to the voice of a claim or an event, or make one; returns the record."""
        state, name = self._state, VOICES[layer.name]
        id_ = state.homes[mark.id] = self._records.of(mark)
        record = state.records[id_]
        here = voices_here(record, mark.article)
        if len(here) > 1:
            raise Refused("the article says it several times: add the span to the draft by hand")
        fields = self._fields(mark, layer)
        check_equal(record, fields["record"], layer.name, new=id_ in self._made)
        key, voice = here[0] if here else (f"{id_}/{name}/{len(record[name])}", {})
        check_equal(voice, fields["owner"], name[:-1], new=not here or key in self._made)
        if not here:
            voice |= {"article": mark.article, "evidence": []}
            record[name].append(voice)
            self._made.add(key)
        fill(record, fields["record"], name)
        fill(voice, fields["owner"], "evidence")
        voice["evidence"].append(pieces(mark.ranges))
        state.ends[mark.id] = End(id_, key)
        return id_

    def _mention(self, mark: Mark, fields: Fields) -> str:
        """Add a span to the mention of the same actor in the same form that says the same, or make one."""
        state = self._state
        for mention in state.document.setdefault("mentions", []):
            same = {"article": mark.article, "actor": None, "form": None} | fields
            if "actor" in fields and all(mention.get(key) == same[key] for key in same):
                mention["spans"].append(pieces(mark.ranges))
                return str(mention["id"])
        words = f"{fields.get('actor', '')} {fields.get('form', '')}".partition(":")[2]
        id_ = proposed_id("mention", words, state.records)
        spans: list[Json] = [pieces(mark.ranges)]
        state.put({"id": id_, "article": mark.article, **fields, "spans": spans})
        return id_

    def _uncoded(self, mark: Mark, fields: Fields) -> str:
        listed = self._state.records[mark.article].setdefault("uncoded", [])
        alike = [one for one in listed if fields and one.get("reason") == fields["reason"]]
        if not alike:
            alike = [{**fields, "spans": []}]
            listed += alike
        alike[0]["spans"].append(pieces(mark.ranges))
        return mark.article


def words_of(mark: Mark, text: TypedText) -> str:
    """The words of a mark in its text."""
    return " … ".join(text.text[start:end] for start, end in mark.ranges)


def layer_of(mark: Mark) -> Layer:
    """The layer of a new mark. Raises ``Refused`` with the reason if none of it can be set."""
    layer = LAYERS.get(mark.layer)
    if layer is None:
        known = [each.name for each in LAYERS.values() if each.standing or each.joins]
        msg = f"the format has no {mark.layer}; {there_are(known)}"
        raise Refused(msg)
    if layer.name == "segment":
        raise Refused("segments cover the text already: change those that are there")
    if not (layer.standing or layer.joins):
        msg = f"no mark says of which record a new {layer.name} is: add it to the draft by hand"
        raise Refused(msg)
    check_whole(mark)
    return layer


_WHOLE = {
    "segment": "a segment is one passage",
    "mention": "a mention cannot be in pieces, since each span is an occurrence: mark its head piece alone",
}
"""Why a mark has to be in one piece, by its layer. Evidence, cues and quoted words may be in several."""


def check_whole(mark: Mark) -> None:
    """Raise ``Refused`` with the reason if a mark is in pieces, and marks of its layer are not."""
    if len(mark.ranges) != 1 and mark.layer in _WHOLE:
        raise Refused(_WHOLE[mark.layer])
