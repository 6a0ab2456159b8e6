"""Where spans stand in records, and in which article."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from detente.diagnostics import Path
from detente.records import Article, Claim, Event, Span, model


class Placed(NamedTuple):
    """A span, the article it lies in and the way to it."""

    record: Any
    path: Path
    span: Span
    article: str | None
    """``None`` where the record does not say which article is meant."""
    covers: bool
    """Whether it accounts for its words: evidence, or uncoded on purpose."""


def placed(
    record: Any, value: Any = None, path: Path = (), articles: set[str] | None = None
) -> Iterator[Placed]:
    """The spans of a record. Words of a claim's scope or an event's time lie in the one
    article that voices it; with several articles nobody can say in which.
    """
    value = record if value is None else value
    articles = _articles_of(value) or articles
    only = next(iter(articles)) if articles and len(articles) == 1 else None
    for field in model.fields_of(value):
        if field.base != "record":
            continue
        covers = field.name == "evidence" or type(value).__name__ == "Uncoded"
        parts = getattr(value, field.name)
        for number, part in enumerate(parts if field.many else filter(None, [parts])):
            here = (*path, field.name, number) if field.many else (*path, field.name)
            if isinstance(part, Span):
                yield Placed(record, here, part, only, covers)
            else:
                yield from placed(record, part, here, articles)


def _articles_of(value: Any) -> set[str] | None:
    """The articles that a part speaks for; ``None`` if it does not say so itself."""
    if isinstance(value, Article):
        return {value.id}
    if isinstance(value, Claim):
        return {utterance.article for utterance in value.utterances}
    if isinstance(value, Event):
        return {account.article for account in value.accounts}
    article = getattr(value, "article", None)
    return None if article is None else {article}
