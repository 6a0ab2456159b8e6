"""What is in a dataset, in numbers."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, product
from typing import Any

from detente.analysis.comparison.compare import compare
from detente.analysis.voices import Spoken, spoken_of
from detente.dataset import Dataset
from detente.edtf import Day
from detente.records import ARRAYS, Article, Event, EventAccount, Span, model
from detente.records.used import used_values
from detente.records.values import value_of
from detente.validation.context import Context
from detente.validation.rules.level3_spans import gaps
from detente.validation.rules.level6_release import all_values
from detente.vocab.enums import Role


def statistics(dataset: Dataset) -> dict[str, Any]:
    """Counts of records, of parts and of values, and the coverage of each article.

    ``coverage`` is the share of the code points of segments that evidence or ``uncoded``
    accounts for; gaps of up to 3 code points count as whitespace. ``comparison``, where the
    dataset has two articles and each id once: how many items of ``compare`` have each verdict.
    """
    context = Context(dataset)
    parts = {
        cls.name: len(context.each(cls.type))
        for cls in model.classes(Dataset)
        if cls.type is not Dataset and context.each(cls.type)
    }
    used = used_values(dataset)
    spoken = spoken_of(dataset)
    comparable = len(dataset.articles) == 2 and not dataset._doubly_defined
    return {
        "records": {name: len(getattr(dataset, name)) for name in ARRAYS},
        "parts": parts,
        "spans": len(context.each(Span)),
        "values": _values(context),
        "vocabulary": {"used": len(used), "of": len(all_values())},
        "articles": {a.id: _article(context, a, spoken[a.id]) for a in dataset.articles},
        "dyads": _dyads(dataset),
        "years": _years(dataset),
        "holders": _holders(dataset),
        **(_comparison(dataset) if comparable else {}),
    }


def _comparison(dataset: Dataset) -> dict[str, Any]:
    """What comparing the two articles of a dataset counts."""
    compared = compare(dataset)
    counts = {verdict.value: number for verdict, number in compared.counts.items()}
    return {"comparison": {"left": compared.left.id, "right": compared.right.id, **counts}}


def _dyads(dataset: Dataset) -> list[dict[str, Any]]:
    """The relations, and who does something to whom: ids of two actors, and how many events have the
    first as an agent and the second as a recipient.
    """
    directed: Counter[tuple[str, str]] = Counter()
    for event in dataset.events:
        directed.update({pair for account in event.accounts for pair in _pairs(account)})
    named = [tuple(relation.parties) for relation in dataset.relations]
    pairs = dict.fromkeys(chain(named, (tuple(sorted(pair)) for pair, _ in directed.most_common())))
    counted = [
        {
            "actors": [first, second],
            "relation": (first, second) in named,
            "events": [directed[first, second], directed[second, first]],
        }
        for first, second in pairs
    ]
    return sorted(counted, key=lambda dyad: (not dyad["relation"], -sum(dyad["events"])))


def _pairs(account: EventAccount) -> Iterator[tuple[str, str]]:
    agents, recipients = (
        [p.actor for p in account.participants if p.role is role]
        for role in (Role.AGENT, Role.RECIPIENT)
    )
    yield from (pair for pair in product(agents, recipients) if pair[0] != pair[1])


def _years(dataset: Dataset) -> dict[str, int]:
    """Events by the year that they lie in: of the event itself, else of its first dated account;
    *several years* for those that last longer or are less precise, *undated* for those without.
    """
    counts = Counter(_year(event) for event in dataset.events)
    ordered = sorted(counts, key=lambda year: (isinstance(year, str), year))
    return {str(year): counts[year] for year in ordered}


def _year(event: Event) -> int | str:
    times = (event.time, *(account.time for account in event.accounts))
    value = next((found for found in map(value_of, times) if found is not None), None)
    if value is None:
        return "undated"
    first, last = value.earliest, value.latest
    if isinstance(first, Day) and isinstance(last, Day) and first.year == last.year:
        return first.year
    return "several years"


def _holders(dataset: Dataset) -> dict[str, int]:
    """Statements by who holds them."""
    return dict(Counter(row.holder for row in dataset.statements()).most_common())


def _values(context: Context) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for cls in model.classes(Dataset):
        for field in cls.fields:
            if field.base == "enum":
                counter = counts.setdefault(f"{cls.name}.{field.name}", Counter())
                for part in context.each(cls.type):
                    value = getattr(part.value, field.name)
                    members = value if field.many else filter(None, [value])
                    counter.update(member.value for member in members)
    return {name: dict(counter.most_common()) for name, counter in counts.items() if counter}


def _article(context: Context, article: Article, spoken: Spoken) -> dict[str, Any]:
    spans = context.spans_by_article.get(article.id, [])
    total = sum(segment.end - segment.start for segment in article.segments)
    missing = sum(end - start for _n, start, end in gaps(context, article))
    return {
        "length": article.text.length,
        "segments": len(article.segments),
        "spans": len(spans),
        "evidence": sum(span.covers for span in spans),
        "events": len(spoken.events),
        "claims": len(spoken.claims),
        "coverage": round(1 - missing / total, 4) if total else 1.0,
    }
