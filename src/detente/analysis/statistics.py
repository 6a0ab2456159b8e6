"""What is in a dataset, in numbers."""

from collections import Counter
from typing import Any

from detente.dataset import Dataset
from detente.records import ARRAYS, Article, Span, model
from detente.records.used import used_values
from detente.validation.context import Context
from detente.validation.rules.level3_spans import gaps
from detente.validation.rules.level6_release import all_values


def statistics(dataset: Dataset) -> dict[str, Any]:
    """Counts of records, of parts and of values, and the coverage of each article.

    ``coverage`` is the share of the code points of segments that evidence or ``uncoded``
    accounts for; gaps of up to 3 code points count as whitespace.
    """
    context = Context(dataset)
    parts = {
        cls.name: len(context.each(cls.type))
        for cls in model.classes(Dataset)
        if cls.type is not Dataset and context.each(cls.type)
    }
    used = used_values(dataset)
    return {
        "records": {name: len(getattr(dataset, name)) for name in ARRAYS},
        "parts": parts,
        "spans": len(context.each(Span)),
        "values": _values(context),
        "vocabulary": {"used": len(used), "of": len(all_values())},
        "articles": {a.id: _article(context, a) for a in dataset.articles},
    }


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


def _article(context: Context, article: Article) -> dict[str, Any]:
    spans = context.spans_by_article.get(article.id, [])
    total = sum(segment.end - segment.start for segment in article.segments)
    missing = sum(end - start for _n, start, end in gaps(context, article))
    return {
        "length": article.text.length,
        "segments": len(article.segments),
        "spans": len(spans),
        "evidence": sum(span.covers for span in spans),
        "events": sum(
            any(a.article == article.id for a in e.accounts) for e in context.dataset.events
        ),
        "claims": sum(
            any(u.article == article.id for u in c.utterances) for c in context.dataset.claims
        ),
        "coverage": round(1 - missing / total, 4) if total else 1.0,
    }
