"""What a mark says: the fields of a record as features of a span, in words, and back.

A tool for annotating marks spans and gives each a type and features. The type is a *layer*, one for each
place where the format has spans; the features are the fields of the record, derived from the records.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any, Literal, NamedTuple

from detente.dataset import Dataset
from detente.display import listing, some
from detente.json_types import Json
from detente.records import (
    Claim,
    Event,
    EventAccount,
    Link,
    Mention,
    Segment,
    Source,
    Span,
    Time,
    Uncoded,
    Utterance,
)
from detente.records.kinds import kind_of
from detente.records.labels import Labels
from detente.records.model import Field, describe
from detente.suggest import close
from detente.vocab.catalogue import of_enum
from detente.vocab.enums import LinkKind

RECORD = "record"
"""A feature of new marks: the claim or event that a mark belongs to, by its name or id; or any name that
several new marks share which are one record."""

_STATEMENTS = frozenset({"event", "claim"})


class Feature(NamedTuple):
    """A feature of the spans of a layer."""

    name: str
    """The name of the field; with the name of the part before it where the record has such a field too."""
    field: Field
    """The field that holds it."""
    of: Literal["owner", "record"]
    """Whether the field is one of the part with the spans (an utterance) or of the whole record (a claim)."""

    @property
    def values(self) -> tuple[str, ...]:
        """The values to choose from; empty for free text and names of records."""
        if self.field.base == "bool":
            return ("true",)
        return tuple(self.field.type) if self.field.base == "enum" else ()


class Layer(NamedTuple):
    """A kind of span: what it is called, and the part and the field that hold it."""

    name: str
    owner: type
    """The class of the part that has the spans."""
    spans: str | None
    """Its field for them; ``None`` where the part is a span itself."""
    record: type | None
    """The class of the record whose fields are features too; ``None`` if the part says everything."""

    @property
    def features(self) -> tuple[Feature, ...]:
        """The features, those of the whole record first."""
        return _features(self)

    @property
    def standing(self) -> bool:
        """Whether a new mark of this layer is a record of its own, and not a detail of one."""
        return self.name in ("claim", "event", "mention", "uncoded")

    @property
    def joins(self) -> bool:
        """Whether a new mark of this layer can be a part of a claim or an event, which it names then."""
        return self.record is not None or self.owner in (Source, Time)


LAYERS: dict[str, Layer] = {
    layer.name: layer
    for layer in (
        Layer("claim", Utterance, "evidence", Claim),
        Layer("event", EventAccount, "evidence", Event),
        Layer("mention", Mention, "spans", None),
        Layer("uncoded", Uncoded, "spans", None),
        Layer("segment", Segment, None, None),
        Layer("cue", Source, "cue", None),
        Layer("quoted", Source, "quoted", None),
        Layer("time", Time, "words", None),
        Layer("link_cue", Link, "cue", None),
    )
}
"""The layers by name. Every field of the format that holds spans has one."""

_LAYER_OF = {(layer.owner, layer.spans): layer for layer in LAYERS.values()}
_PREFIXES = {Utterance: "utterance", EventAccount: "account"}


def layer_of(owner: type, spans: str | None) -> Layer:
    """The layer of the spans that a field of a part holds; ``None`` for a part that is a span."""
    return _LAYER_OF[owner, spans]


@cache
def _features(layer: Layer) -> tuple[Feature, ...]:
    of_record = [] if layer.record is None else _plain_fields(layer.record)
    taken = {field.name for field in of_record}
    prefix = _PREFIXES.get(layer.owner, "")
    return (
        *(Feature(field.name, field, "record") for field in of_record),
        *(
            Feature(f"{prefix}_{f.name}" if f.name in taken else f.name, f, "owner")
            for f in _plain_fields(layer.owner)
        ),
    )


def _plain_fields(cls: type) -> list[Field]:
    """The fields that words can give: no spans, no parts, no id of its own. The article is the text
    that a mark lies in, and names of claims and events alone are drawn as links.
    """
    place = {field.name for field in describe(Span).fields}
    return [
        field
        for field in describe(cls).fields
        if field.base in ("str", "enum", "bool")
        and field.key_of is None
        and field.refs != ("article",)
        and not drawn(field)
        and not (cls is Segment and field.name in place)
    ]


def drawn(field: Field) -> bool:
    """Whether a field names claims or events alone, so that a tool can draw it from mark to mark."""
    return bool(field.refs) and _STATEMENTS.issuperset(field.refs)


def drawn_kinds() -> tuple[str, ...]:
    """The kinds of links that a tool draws: those of the format, and the fields that name claims or events
    alone.
    """
    fields = [f for cls in (Claim, Utterance, Event, EventAccount) for f in describe(cls).fields]
    return (*LinkKind, *(field.name for field in fields if drawn(field)))


def in_layer(layer: str, feature: str) -> str:
    """A name for a feature in tools where each name has one set of values: ``claim_kind``."""
    return f"{layer}_{feature}"


def of_layer(layer: str, name: str) -> str:
    """The feature that such a name means; a name of another form as it is."""
    return name.removeprefix(in_layer(layer, ""))


class Names:
    """What the records of a dataset are called in a tool, and which record a name means."""

    def __init__(self, dataset: Dataset | None = None) -> None:
        """Make the names; without a dataset there are none yet."""
        labels = Labels(dataset) if dataset is not None else None
        called = {} if labels is None else {r.id: labels[r.id] for r in dataset or ()}
        count = Counter(called.values())
        self._names: dict[str, str] = {}
        self._ids: dict[str, list[str]] = {}
        for id_, label in called.items():
            line = " ".join(label.split())
            name = line if count[label] == 1 and line == label else f"{line} ({id_})"
            self._names[id_] = name
            self.add(id_, name)

    def __getitem__(self, id_: str) -> str:
        """The label of a record, with the id behind it if others have the same; the id of no record."""
        return self._names.get(id_, id_)

    def add(self, id_: str, *names: str) -> None:
        """Name a record that has no names yet; its id is one too. A name may mean several records."""
        for name in {id_, *filter(None, names)}:
            self._ids.setdefault(name, []).append(id_)

    def ids_of(self, name: str, kinds: Collection[str] = ()) -> list[str]:
        """The ids of the records of some kinds, of all if none is named, that a name or an id means."""
        return [id_ for id_ in self._ids.get(name, ()) if not kinds or kind_of(id_) in kinds]

    def id_of(self, name: str, kinds: Collection[str]) -> str:
        """The id of the one record of some kinds that a name means. Raises ``ValueError`` if there is none,
        or several.
        """
        ids = self.ids_of(name, kinds)
        if len(ids) == 1:
            return ids[0]
        if ids:
            msg = f"{name!r} is what {listing(ids)} are called: write one of these ids"
            raise ValueError(msg)
        near = close(name, [one for one in self._ids if self.ids_of(one, kinds)])
        alike = f"; close: {listing(near)}" if near else ""
        msg = f"no {' or '.join(kinds)} is called {name!r}{alike}"
        raise ValueError(msg)

    def of_kinds(self, kinds: tuple[str, ...]) -> list[str]:
        """The names of all records of some kinds, in the order of the dataset."""
        return [name for id_, name in self._names.items() if kind_of(id_) in kinds]


Features = dict[str, tuple[str, ...]]
"""The features of a mark by name, each with one value or several. What is not set is absent."""


def features_of(layer: Layer, owner: Any, record: Any, names: Names) -> Features:
    """The features of the spans of a part of a record."""
    found: Features = {}
    for feature in layer.features:
        held = getattr(owner if feature.of == "owner" else record, feature.field.name)
        values = _words(held, feature.field, names)
        if values:
            found[feature.name] = values
    return found


def _words(held: Any, field: Field, names: Names) -> tuple[str, ...]:
    values = held if field.many else () if held is None else (held,)
    if field.base == "bool":
        return tuple("true" for value in values if value)
    return tuple(names[value] if field.refs else str(value) for value in values)


def value_of(feature: Feature, values: tuple[str, ...], names: Names) -> Json:
    """The value of a field that a tool gives in words; ``None`` where the field is to be left out.

    Raises ``ValueError`` with the reason if the words are none of the vocabulary, name no record, or
    are too many.
    """
    field = feature.field
    given = [_value(feature, value, names) for value in values]
    if field.many:
        return given or None
    if len(given) > 1:
        msg = f"{feature.name} has {len(given)} values where one is expected"
        raise ValueError(msg)
    value = given[0] if given else None
    if value is None and field.required:
        msg = f"{feature.name} cannot be empty"
        raise ValueError(msg)
    return value


def _value(feature: Feature, value: str, names: Names) -> Json:
    field = feature.field
    if feature.values and value not in feature.values:
        msg = f"{value!r} is no value of {feature.name}; {allowed(feature)}"
        raise ValueError(msg)
    if field.base == "bool":
        return True
    if not field.refs:
        return value
    try:
        return names.id_of(value, field.refs)
    except ValueError as error:
        missing = "actor" in field.refs and not names.ids_of(value, field.refs)
        more = "; a mention with an actor of this name would record it" if missing else ""
        msg = f"{feature.name}: {error}{more}"
        raise ValueError(msg) from None


def allowed(feature: Feature) -> str:
    """Which values a feature with a list of them has, and where they are defined."""
    if feature.field.base == "bool":
        return "there is: true"
    vocabulary = of_enum(feature.field.type).name
    return f"{there_are(some(feature.values))} (detente codebook {vocabulary})"


def there_are(names: Iterable[str]) -> str:
    """Which names there are."""
    return f"there are: {listing(names)}"
