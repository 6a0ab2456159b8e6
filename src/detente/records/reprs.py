"""Records in one line, for a prompt, a log or a failed test.

A record with an id shows the id and a summary. A record without one shows all that is set, so that
two that differ look different: ``Span(5, 17)``, ``Time('1905-08', stated)``. The text is not meant
to be evaluated.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any

import attrs

from detente.display import capped, count

# With these limits most records fit on one line of a terminal.
_MOST_CHARACTERS = 48
_MOST_ITEMS = 6

# Optional fields that are shown without their names, in their place among the required ones.
_WITHOUT_NAME = {"Time": ("value",), "Span": ("anchor",), "Segment": ("anchor",)}


def short(record: Any) -> str:
    """A record in one line."""
    summary = _SUMMARIES.get(type(record).__name__)
    if summary is not None:
        parts = [part for part in (record.id, *summary(record)) if part]
        return f"<{type(record).__name__} {' '.join(parts)}>"
    name = type(record).__name__
    return f"{name}({', '.join(_fields(record, _WITHOUT_NAME.get(name, ())))})"


def full(value: Any) -> str:
    """All fields of a record and of its parts, in a form that tells ``1`` from ``True``.

    It is the same for two records if and only if they hold the same.
    """
    if attrs.has(type(value)):
        fields = (f"{a.name}={full(getattr(value, a.name))}" for a in attrs.fields(type(value)))
        return f"{type(value).__name__}({', '.join(fields)})"
    if isinstance(value, tuple):
        return f"({', '.join(map(full, value))})"
    return repr(value)


def shown(value: Any) -> str:
    """The value of a field in one line, as reprs show it; *nothing* where there is none."""
    return "nothing" if value is None or value == () else _value(value)


def _fields(record: Any, without_name: tuple[str, ...]) -> list[str]:
    positional, named = [], []
    for attribute in attrs.fields(type(record)):
        value = getattr(record, attribute.name)
        if attribute.default is attrs.NOTHING:
            positional.append(_value(value))
        elif value != attribute.default:
            if attribute.name in without_name:
                positional.append(_value(value))
            else:
                named.append(f"{attribute.name}={_value(value)}")
    return positional + named


def _value(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, tuple):
        listed = [_value(item) for item in value[:_MOST_ITEMS]]
        if len(value) > _MOST_ITEMS:
            listed.append(f"… {len(value) - _MOST_ITEMS} more")
        return f"({', '.join(listed)}{',' if len(listed) == 1 else ''})"
    return _quoted(value) if isinstance(value, str) else repr(value)


def _quoted(text: str | None) -> str:
    if text is None:
        return ""
    return repr(capped(text, _MOST_CHARACTERS))


_SUMMARIES: dict[str, Callable[[Any], tuple[str, ...]]] = {
    "Header": lambda r: (_quoted(r.title), f"{r.version},", r.status),
    "Annotator": lambda r: (_quoted(r.description), r.kind),
    "Actor": lambda r: (_quoted(r.names[0].text if r.names else None), r.kind),
    "Issue": lambda r: (_quoted(r.names[0].text if r.names else None), r.kind),
    "Scheme": lambda r: (_quoted(r.title), count(len(r.values), "value")),
    "Article": lambda r: (
        _quoted(r.title or r.publisher),
        f"{r.genre},",
        r.published.value or "undated",
    ),
    "Mention": lambda r: (f"{r.actor}, {r.form.value},", count(len(r.spans), "span")),
    "Event": lambda r: (
        _quoted(r.label),
        f"{r.type.value}{f'/{r.mode.value}' if r.mode else ''},",
        count(len(r.accounts), "account"),
    ),
    "Claim": lambda r: (
        _quoted(r.proposition),
        f"{r.kind.value},",
        count(len(r.utterances), "utterance"),
    ),
    "Link": lambda r: (r.source, r.kind.value, r.target),
    "Relation": lambda r: (f"{' and '.join(r.parties)},", count(len(r.accounts), "account")),
}
"""What is shown behind the id of a record, by its class."""
