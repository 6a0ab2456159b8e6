"""Marks that somebody set in a tool: new records of a draft, or further evidence of those that it has."""

from detente.bridges.features import LAYERS, Feature, Layer, value_of
from detente.bridges.marks import Mark
from detente.bridges.state import VOICES, Refused, State, pieces, put_or_leave_out
from detente.bridges.typed_spans import TypedText
from detente.json_types import Json
from detente.records.slugs import proposed_id

RECORD = "record"
"""A feature of new marks: the record that a mark is further evidence of, by its name or id; or any name
that several new marks share which are one record."""


class NewMarks:
    """Adds marks to a draft."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._shared: dict[tuple[str, str], str] = {}
        """The new record of each layer and name that marks share."""

    def add(self, mark: Mark, text: TypedText) -> None:
        """Add a mark. Raises ``Refused`` with the reason if it has no home."""
        state, layer = self._state, LAYERS.get(mark.layer)
        if layer is None:
            msg = f"the format has no {mark.layer}"
            raise Refused(msg)
        if layer.name == "segment":
            raise Refused("segments cover the text already: change those that are there")
        if not layer.standing:
            msg = f"a new {layer.name} belongs to no record: add it to the draft by hand"
            raise Refused(msg)
        fields: dict[str, dict[str, Json]] = {"owner": {}, "record": {}}
        for feature in layer.features:
            if feature.name in mark.features:
                value = self._value(mark, feature)
                put_or_leave_out(fields[feature.of], feature.field.key, value)
        voice: str | None = None
        if layer.name in VOICES:
            id_, voice = self._voice(mark, layer, fields["record"], fields["owner"])
        elif layer.name == "mention":
            id_ = self._mention(mark, fields["owner"])
        else:
            id_ = mark.article
            self._uncoded(mark, fields["owner"])
        state.ends[mark.id] = id_, voice
        words = " … ".join(text.text[start:end] for start, end in mark.ranges)
        state.log(mark, "added", key=id_, after=words)

    def _value(self, mark: Mark, feature: Feature) -> Json:
        """The value of a feature; if it is wrong it is refused, but not the mark."""
        values = mark.features[feature.name]
        if feature.field.refs == ("actor",):
            for name in values:
                self._actor(mark, name)
        try:
            return value_of(feature, values, self._state.names)
        except ValueError as error:
            words = {"after": "; ".join(values), "reason": str(error)}
            self._state.log(mark, "refused", feature=feature.name, **words)
            return None

    def _actor(self, mark: Mark, name: str) -> None:
        """Record an actor whom nobody recorded: the kind stays open, and validation asks for it."""
        state = self._state
        if state.names.id_of(name) is None:
            id_ = proposed_id("actor", name, state.records)
            state.put({"id": id_, "names": [{"text": name, "kind": "common"}]})
            state.names.add(id_, name)
            state.note("added", "actor", mark.article, key=id_, after=name, place=mark.place)

    def _voice(
        self, mark: Mark, layer: Layer, of_record: dict[str, Json], of_voice: dict[str, Json]
    ) -> tuple[str, str]:
        """Add evidence to the voice that it belongs to, or make one; returns the record and the voice."""
        state, name = self._state, VOICES[layer.name]
        shared = " ".join(mark.features.get(RECORD, ()))
        id_ = self._shared.get((layer.name, shared)) or state.names.id_of(shared)
        if id_ is None:
            words = str(of_record.get("proposition") or of_record.get("label") or shared)
            id_ = proposed_id(layer.name, words, state.records)
            state.put({"id": id_, **of_record, name: []})
            state.names.add(id_, words)
            if shared:
                self._shared[layer.name, shared] = id_
        record = state.records[id_]
        if name not in record:
            msg = f"{shared} is no {layer.name}"
            raise Refused(msg)
        if any(record.get(key) != value for key, value in of_record.items()):
            raise Refused("the record says otherwise: change it at a mark that it has")
        here = [n for n, voice in enumerate(record[name]) if voice.get("article") == mark.article]
        if len(here) > 1:
            raise Refused("the article says it several times: add the span to the draft by hand")
        if not here:
            here = [len(record[name])]
            record[name].append({"article": mark.article, **of_voice, "evidence": []})
        record[name][here[0]]["evidence"].append(pieces(mark.ranges))
        return id_, f"{id_}/{name}/{here[0]}"

    def _mention(self, mark: Mark, fields: dict[str, Json]) -> str:
        state = self._state
        for mention in state.document.setdefault("mentions", []):
            alike = all(mention.get(key) == fields.get(key) for key in ("actor", "form"))
            if alike and mention.get("article") == mark.article:
                mention["spans"].append(pieces(mark.ranges))
                return str(mention["id"])
        words = f"{fields.get('actor', '')} {fields.get('form', '')}".partition(":")[2]
        id_ = proposed_id("mention", words, state.records)
        spans: list[Json] = [pieces(mark.ranges)]
        state.put({"id": id_, "article": mark.article, **fields, "spans": spans})
        return id_

    def _uncoded(self, mark: Mark, fields: dict[str, Json]) -> None:
        listed = self._state.records[mark.article].setdefault("uncoded", [])
        alike = [one for one in listed if one.get("reason") == fields.get("reason")]
        if not alike:
            alike = [{**fields, "spans": []}]
            listed += alike
        alike[0]["spans"].append(pieces(mark.ranges))
