"""The entry of an item: its statements, what goes with them, where they are from."""

from detente.analysis.comparison.result import ComparisonItem
from detente.render import pages
from detente.render.comparison import claims_and_events, relations
from detente.render.comparison.contents import Contents
from detente.render.comparison.evidence import pointers, records_of, words
from detente.render.comparison.items import on_relation


def entry(contents: Contents, item: ComparisonItem) -> pages.Entry:
    """The entry of an item."""
    remarks = relations.remarks if on_relation(item) else claims_and_events.remarks
    return pages.Entry(
        statements=tuple(statements(contents, item)),
        remarks=tuple(remarks(contents, item)),
        words=tuple(words(contents, item)),
        pointers=tuple(pointers(contents, item)),
        records=records_of(item),
    )


def statements(contents: Contents, item: ComparisonItem) -> list[str]:
    """What both articles say, without what goes with it."""
    if on_relation(item):
        return relations.statements(contents, item)
    return claims_and_events.statements(contents, item)
