"""Where an entry has its statements from: pointers into the dataset, words of the texts."""

from collections.abc import Iterator, Sequence

from detente.analysis.comparison.positions import part_at, position_of
from detente.analysis.comparison.result import ComparisonItem, Position
from detente.dataset import Dataset
from detente.render.comparison.contents import Contents
from detente.render.comparison.items import (
    ONLY,
    grounds_of,
    main_positions,
    on_relation,
    sides,
)
from detente.render.comparison.names import theme_name
from detente.text.attaching.attachment import AttachedSpan, Attachment
from detente.text.attaching.verdicts import SpanVerdict

_GROUNDS = 2
"""The grounds of an article that are named where not all are asked for."""

RELATION_THEME = "the relation itself"


def attached_evidence(
    dataset: Dataset, attachment: Attachment, position: Position
) -> list[AttachedSpan]:
    """The evidence of a position in the reader's copies."""
    record = dataset[position.record]
    return [
        span
        for path in position.paths
        for span in attachment.find(part_at(record, path))
        if "/evidence/" in span.path
    ]


def theme_of(item: ComparisonItem) -> str:
    """The policy field that an item stands under."""
    if item.theme is not None:
        return theme_name(item.theme)
    return RELATION_THEME if on_relation(item) else "no theme"


def named_grounds(contents: Contents, grounds: Sequence[str]) -> Sequence[str]:
    """All grounds where all is asked for, or the words are shown; else the first."""
    whole = contents.every or contents.attachment is not None
    return grounds if whole else grounds[:_GROUNDS]


def records_of(item: ComparisonItem) -> tuple[str, ...]:
    """The ids of the claims and events that an item is of; of one on a relation, of its grounds."""
    if on_relation(item):
        return grounds_of(item.positions)
    return tuple(dict.fromkeys(position.record for position in item.positions))


def pointers(contents: Contents, item: ComparisonItem) -> Iterator[str]:
    """Spans of claims and events, parts of relations with their grounds, links; then the theme,
    the issues and the codes. None where ids are not wanted.
    """
    if not contents.ids:
        return
    yield from pointers_to(contents, item.positions)
    whole = contents.every or contents.attachment is not None
    if whole and not item.positions[0].evidence:
        yield from pointers_to(contents, _relation_grounds(contents, item))
    yield from item.links
    if item.theme is not None:
        yield f"[{theme_of(item)}]"
    yield from (f"[{contents.names.name(issue)}]" for issue in item.issues)
    yield from (f"[{code}]" for code in item.codes)


def pointers_to(contents: Contents, positions: Sequence[Position]) -> Iterator[str]:
    """The spans or parts of some positions: a line for each record; none where ids are not wanted."""
    if not contents.ids:
        return
    places: dict[str, dict[str, list[str]]] = {}
    for position in positions:
        where = [f"{span.start}–{span.end}" for span in position.evidence] or position.paths
        by_article = places.setdefault(position.record, {})
        by_article.setdefault(contents.article_names[position.article], []).extend(where)
    for id_, by_article in places.items():
        listed = [f"{name} {', '.join(where)}" for name, where in by_article.items()]
        yield f"{id_} {', '.join(listed)}"


def words(contents: Contents, item: ComparisonItem) -> Iterator[str]:
    """The words of the texts that an item rests upon, each once; none without an attachment. On a
    brief page without those of the grounds of claims and events.
    """
    yield from dict.fromkeys(_words_of_item(contents, item))


def _words_of_item(contents: Contents, item: ComparisonItem) -> Iterator[str]:
    if on_relation(item):
        yield from _words(contents, _relation_grounds(contents, item))
        return
    yield from _words(contents, item.positions)
    if item.verdict not in ONLY and not contents.brief:
        for position in main_positions(item.positions):
            grounds = _ground_positions(contents, position.grounds, position.article)
            yield from _words(contents, grounds, ", ground")


def _words(contents: Contents, positions: Sequence[Position], suffix: str = "") -> Iterator[str]:
    attachment = contents.attachment
    if attachment is None:
        return
    for position in positions:
        if attachment[position.article].text is None:
            continue
        for span in attached_evidence(contents.dataset, attachment, position):
            verdict = "" if span.verdict is SpanVerdict.EXACT else f" ({span.verdict.value})"
            name = f"{contents.article_names[position.article]}{suffix}"
            if span.text is None:
                yield f"{name}, {position.record}{verdict}: {span.reason}"
            else:
                yield f"{name}{verdict}: “{span.text}”"


def _relation_grounds(contents: Contents, item: ComparisonItem) -> list[Position]:
    """What the parts of a relation rest upon: what is shared, else the first of each side."""
    both = sides(item)
    shared = set(grounds_of(both[0])).intersection(*map(grounds_of, both))
    positions = []
    for side in both:
        own = grounds_of(side)
        grounds = [ground for ground in own if ground in shared] or own
        positions += _ground_positions(contents, grounds, side[0].article)
    return positions


def _ground_positions(contents: Contents, grounds: Sequence[str], article: str) -> list[Position]:
    """What an article says of its grounds, as far as they are claims and events of the dataset."""
    records = [contents.phrases.records.get(id_) for id_ in named_grounds(contents, grounds)]
    positions = [position_of(record, article) for record in records if record is not None]
    return [position for position in positions if position is not None]
