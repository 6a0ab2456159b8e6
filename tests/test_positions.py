"""JSON is walked as it was written."""

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from detente.codec.duplicate_keys import depth
from detente.positions import locate, walk

_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.sampled_from('"\\[]{},:a\n\u00e9')),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.sampled_from('"\\{a')), inner),
)


def _depth(value: Any) -> int:
    parts = value.values() if isinstance(value, dict) else value
    return 1 + max(map(_depth, parts), default=0) if isinstance(value, dict | list) else 0


def _scalars(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _scalars(item)
    elif isinstance(value, list):
        for item in value:
            yield from _scalars(item)
    else:
        yield value


@given(st.lists(_values), st.booleans(), st.sampled_from([None, 1]))
def test_json_is_walked_as_it_was_written(value: Any, escaped: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=escaped, indent=indent)
    events = list(walk(text))
    told = [json.loads(e.text) for e in events if e.text not in ("[", "{")]

    assert depth(text) == _depth(value)
    assert told == list(_scalars(value))
    assert all(e.path[-1] == json.loads(e.text) for e in events if e.key)


@given(st.lists(_values, min_size=1), st.data())
def test_what_is_located_is_where_a_walk_finds_it(value: Any, data: st.DataObject) -> None:
    text = json.dumps(value, indent=1)
    places = {event.path: event.start for event in walk(text) if not event.key}
    wanted = data.draw(st.lists(st.sampled_from(sorted(places, key=str)), max_size=3))

    assert locate(text, wanted) == {path: places[path] for path in wanted}


def test_what_is_no_json_is_skipped_by_its_brackets() -> None:
    text = '[[[[1 2], [oops "]"]], 3]]'

    assert locate(text, [(0, 1)]) == {(0, 1): text.index("3")}


def test_a_walk_ends_where_all_is_found() -> None:
    assert locate('{"a": [1, 2], oops', [("a", 1)]) == {("a", 1): 10}
