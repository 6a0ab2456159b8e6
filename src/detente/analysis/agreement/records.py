"""The layers that depend on which record is which."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

from detente.analysis.agreement import fields as f
from detente.analysis.agreement.aligning import Pair
from detente.analysis.agreement.collection import (
    Collection,
    Element,
    ElementPair,
    TextRange,
    side_of,
)
from detente.analysis.agreement.fields import ABSENT, label
from detente.analysis.agreement.sides import Unit, View
from detente.analysis.agreement.values import (
    labels,
    paired,
    references,
    same_record,
    same_things,
    times,
)

_Called = Callable[[str], str]
"""What a record is called on the left, by its id on one side."""


def records(into: Collection) -> None:
    """Compare the layers, in the order of the report."""
    for layer, label_fields, reference_fields in (
        ("segments", f.SEGMENT, ()),
        ("uncoded", (label("reason"),), ()),
        ("mentions", (label("form"),), f.MENTION_REFERENCES),
    ):
        units = getattr(into.alignment, layer)
        into.spans_differ(layer, (getattr(view, layer) for view in into.views), units)
        pairs = into.of_units(layer)
        labels(into, layer, pairs, label_fields)
        references(into, layer, pairs, reference_fields)
    _actors(into)
    _issues(into)
    _events_and_claims(into)
    _sources(into)
    _links(into)
    _relations(into)


# --- actors and issues -------------------------------------------------------------------------

ArticlesOf = dict[str, set[int]]
"""The records of an array that count, with the numbers of the articles that they count for."""


def _actors(into: Collection) -> None:
    """Actors that are mentioned."""
    _whole_records(into, "actors", "records", _mentioned(into))
    labels(into, "actors", actors(into), f.ACTOR)


def actors(into: Collection) -> list[ElementPair]:
    """The actors that both sides mention."""
    return _common(into, "actors", _mentioned(into))


def _mentioned(into: Collection) -> list[ArticlesOf]:
    return [view.mentioned for view in into.views]


def _issues(into: Collection) -> None:
    """Issues that something there is about; no figures where neither side has any."""
    articles_of = [view.issues for view in into.views]
    if any(articles_of):
        pairs = _common(into, "issues", articles_of)
        _whole_records(into, "issues", "records", articles_of)
        labels(into, "issues", pairs, f.ISSUE)
        references(into, "issues", pairs, f.ISSUE_REFERENCES)


def issues(into: Collection) -> list[ElementPair]:
    """The issues that both sides have something about."""
    return _common(into, "issues", [view.issues for view in into.views])


def _common(into: Collection, array: str, articles_of: Sequence[ArticlesOf]) -> list[ElementPair]:
    """The records that were paired and count on both sides."""
    records = into.alignment.records[array]

    def make() -> list[ElementPair]:
        pairs = []
        for ids in records:
            if ids[0] in articles_of[0] and ids[1] in articles_of[1]:
                left, right = map(_record, into.views, ids)
                common = articles_of[0][ids[0]] & articles_of[1][ids[1]]
                pairs.append(ElementPair(left, right, TextRange(), common))
        return pairs

    return into.pairs(array, records, make)


def _whole_records(
    into: Collection, layer: str, name: str, articles_of: Sequence[ArticlesOf]
) -> None:
    """Actors, issues or relations, given with the articles that they are in."""
    same_things(
        into,
        layer,
        name,
        ((articles, id_) for id_, articles in articles_of[0].items()),
        ((articles, into.alignment.on_right(id_)) for id_, articles in articles_of[1].items()),
    )
    for side, view in enumerate(into.views):
        with_partner = {pair[side] for pair in into.alignment.records[layer]}
        for id_, articles in articles_of[side].items():
            if id_ not in with_partner:
                element, where = _record(view, id_), TextRange()
                if layer == "relations":
                    value: Any = list(element.value.parties)
                    where = TextRange(min(articles) if len(articles) == 1 else None)
                else:
                    value = f"{element.value.kind.value} {element.value.names[0].text}"
                into.missing(layer, "record", where, side, present=side_of(element, value))


def _record(view: View, id_: str) -> Element:
    return Element(id_, view.records[id_], view.paths[id_])


# --- events, claims and their sources -------------------------------------------------


def _events_and_claims(into: Collection) -> None:
    for layer, name, whole_labels, whole_references, part_labels, part_references in (
        ("events", "accounts", f.EVENT, f.EVENT_REFERENCES, f.ACCOUNT, f.ACCOUNT_REFERENCES),
        ("claims", "utterances", f.CLAIM, f.CLAIM_REFERENCES, f.UTTERANCE, f.UTTERANCE_REFERENCES),
    ):
        units: list[Pair] = getattr(into.alignment, layer)
        sides = [getattr(view, layer) for view in into.views]
        wholes, parts = whole_pairs(into, layer), into.of_units(layer)
        into.spans_differ(layer, sides, units)
        paired(into, layer, name, sides, units)
        labels(into, layer, wholes, whole_labels)
        labels(into, layer, parts, part_labels)
        references(into, layer, wholes, whole_references)
        references(into, layer, parts, part_references)
        same_record(into, layer, units)
        if layer == "claims":
            times(into, layer, "scope", wholes)
        else:
            times(into, layer, "time", parts, [(_time(one), _time(other)) for one, other in units])


def whole_pairs(into: Collection, layer: str) -> list[ElementPair]:
    """Whole events or claims that were paired, with the articles in which units of theirs were."""
    units: list[Pair] = getattr(into.alignment, layer)
    records = into.alignment.records[layer]

    def make() -> list[ElementPair]:
        units_of: dict[tuple[str, str], list[Pair]] = defaultdict(list)
        for one, other in units:
            units_of[one.record.id, other.record.id].append((one, other))
        wholes = []
        for ids in records:
            pairs = units_of[ids]
            left, right = (Element(u.record.id, u.record, u.path[:2]) for u in pairs[0])
            articles = [one.article for one, _other in pairs]
            wholes.append(ElementPair(left, right, pairs[0][0], articles))
        return wholes

    return into.pairs(f"whole {layer}", (units, records), make)


def _time(account: Unit) -> Any:
    """An account's time, or that of the event where all accounts share it."""
    return account.part.time or account.record.time


def _sources(into: Collection) -> None:
    units = into.alignment.events, into.alignment.claims
    wholes = [*into.of_units("events"), *into.of_units("claims")]

    def both(whole: ElementPair) -> Iterator[tuple[Any, Any]]:
        return zip(whole.left.value.sources, whole.right.value.sources, strict=False)

    def each(whole: ElementPair) -> Iterator[ElementPair]:
        for number, pair in enumerate(both(whole)):
            left, right = (
                Element(element.id, source, (*element.path, "sources", number))
                for element, source in zip(whole[:2], pair, strict=True)
            )
            yield whole._replace(left=left, right=right)

    reported = into.pairs(
        "reported", units, lambda: [whole for whole in wholes if any(map(bool, both(whole)))]
    )
    pairs = into.pairs("sources", units, lambda: [pair for whole in wholes for pair in each(whole)])
    labels(into, "sources", reported, f.SOURCES)
    labels(into, "sources", pairs, f.SOURCE)
    references(into, "sources", pairs, f.SOURCE_REFERENCES)


# --- links and relations -----------------------------------------------------------------------


def _links(into: Collection) -> None:
    units, sides = into.alignment.links, [view.links for view in into.views]
    alike = [pair for pair in units if pair[0].part.kind == pair[1].part.kind]
    paired(into, "links", "ends", sides, units)
    paired(into, "links", "ends and kind", sides, alike)
    pairs = into.of_units("links")
    labels(into, "links", pairs, (label("kind"),))
    references(into, "links", pairs, f.LINK_REFERENCES)
    into.unpaired("links", sides, units)


def _relations(into: Collection) -> None:
    """Relations of which phases or factors are there, and those."""
    articles_of: list[ArticlesOf] = [defaultdict(set), defaultdict(set)]
    for view, articles in zip(into.views, articles_of, strict=True):
        for unit in (*view.phases, *view.factors):
            articles[unit.record.id].add(unit.article)
    _whole_records(into, "relations", "parties", articles_of)
    names_of: tuple[_Called, _Called] = (str, into.alignment.on_right)
    for layer, names, label_fields, reference_fields in (
        ("phases", ("characters",), f.PHASE, f.PHASE_REFERENCES),
        ("factors", ("kinds", "kinds and holders"), f.FACTOR, f.FACTOR_REFERENCES),
    ):
        units: list[Pair] = getattr(into.alignment, layer)
        sides = [getattr(view, layer) for view in into.views]
        pairs = into.of_units(layer)
        paired(into, layer, layer, sides, units)
        for name in names:
            left, right = (
                [
                    ((unit.article,), content)
                    for unit in side
                    if (content := _content(name, unit, called))
                ]
                for side, called in zip(sides, names_of, strict=True)
            )
            same_things(into, layer, name, left, right)
        labels(into, layer, pairs, label_fields)
        references(into, layer, pairs, reference_fields)
        times(into, layer, "period", pairs)
        into.unpaired(layer, sides, units)


def _content(name: str, unit: Unit, called: _Called) -> tuple[Hashable, ...]:
    """What a figure counts of a phase or factor in its relation and article, whatever is paired."""
    part, relation = unit.part, (called(unit.record.id), unit.article)
    if name == "characters":
        return () if part.character is None else (*relation, part.character)
    if name == "kinds":
        return (*relation, part.kind)
    return (*relation, part.kind, called(part.holder) if part.holder else ABSENT)
