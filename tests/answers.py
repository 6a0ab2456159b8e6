"""Strategies for answers of a model: the records of a draft, of all kinds."""

from typing import Any

from hypothesis import strategies as st

from detente.codec.encode import to_plain
from detente.records import Span
from detente.schema.reduced import ARRAYS, slots
from detente.testing import records

_QUOTES = st.fixed_dictionaries(
    {"quote": st.text(min_size=1, max_size=5)},
    optional={"nth": st.integers(1, 9), "within": st.text(min_size=1, max_size=9)},
)


def _asked(draw: Any, value: Any, cls: type) -> Any:
    """What a model is asked for of a record, with quotes for spans."""
    if cls is Span:
        return draw(_QUOTES)
    made = {}
    for slot in slots(cls):
        held = value.get(slot.key)
        if held is None:
            continue
        if slot.base == "record":
            many = [_asked(draw, item, slot.type) for item in (held if slot.many else [held])]
            held = many if slot.many else many[0]
        made[slot.key] = held
    return made


@st.composite
def drafts(draw: Any) -> dict[str, list[Any]]:
    name = draw(st.sampled_from(list(ARRAYS)))
    rows = draw(st.lists(records(ARRAYS[name]), min_size=1, max_size=2))
    return {name: [_asked(draw, to_plain(row), ARRAYS[name]) for row in rows]}
