"""The one way through a record: it and all of its parts, each with its path and its article.

Works on records and, since drafts have none yet, on their plain values.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from detente.diagnostics import Path
from detente.records.articles import Article, Uncoded
from detente.records.model import describe
from detente.records.statements import Claim, Event


class Part(NamedTuple):
    """A record with an id, or a part of one."""

    value: Any
    """The part; of a draft an object of plain values."""
    cls: type
    """Its class."""
    record: Any
    """The record that it is part of, itself for a record."""
    path: Path
    """From the record to the part."""
    article: str | None
    """The article that the part speaks of or lies in; ``None`` where there is none, or several."""
    covers: bool
    """Whether it is evidence, or left uncoded on purpose: whether a span accounts for its words."""


def parts(record: Any, cls: type | None = None, path: Path = ()) -> Iterator[Part]:
    """A record and its parts, depth first, in the order of the fields.

    ``cls``: the class of plain values; ``path``: what stands before all paths. The words of a
    claim's scope or an event's time lie in the one article that voices it; with several articles
    nobody can say in which.
    """
    return _parts(record, cls or type(record), record, path, None, covers=False)


def _parts(
    value: Any, cls: type, record: Any, path: Path, outer: str | None, *, covers: bool
) -> Iterator[Part]:
    article = _article_of(value, cls) or outer
    yield Part(value, cls, record, path, article, covers)
    for name, part_cls, covering in _part_fields(cls):
        held = _held(value, name)
        if held is None:
            continue
        if isinstance(held, tuple | list):
            for number, item in enumerate(held):
                if _is_part(item):
                    here = (*path, name, number)
                    yield from _parts(item, part_cls, record, here, article, covers=covering)
        elif _is_part(held):
            yield from _parts(held, part_cls, record, (*path, name), article, covers=covering)


@cache
def _part_fields(cls: type) -> tuple[tuple[str, type, bool], ...]:
    """The fields of a class that hold records: name, class, whether it covers the text."""
    return tuple(
        (field.key, field.type, field.name == "evidence" or issubclass(cls, Uncoded))
        for field in describe(cls).fields
        if field.base == "record"
    )


def _held(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else getattr(value, name)


def _is_part(value: Any) -> bool:
    """Whether there is a part: a draft may hold anything until the schema has looked at it."""
    return isinstance(value, dict) or hasattr(value, "__attrs_attrs__")


@cache
def _says_where(cls: type) -> tuple[str | None, str]:
    """The field of a class with the voices that each name an article, and the field that names one."""
    if issubclass(cls, Claim | Event):
        return "utterances" if issubclass(cls, Claim) else "accounts", "article"
    return None, "id" if issubclass(cls, Article) else "article"


def _article_of(value: Any, cls: type) -> str | None:
    """The article that a part names, or that alone voices it; ``None`` if it does not say."""
    voices, name = _says_where(cls)
    if voices is None:
        return _string(value.get(name) if isinstance(value, dict) else getattr(value, name, None))
    listed = _held(value, voices)
    named = {
        _string(_held(voice, name))
        for voice in (listed if isinstance(listed, tuple | list) else ())
        if _is_part(voice)
    }
    return named.pop() if len(named) == 1 else None


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None
