"""Plain values are copied down to the last list."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from detente.records.plain import copied

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner)
        | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(values)
def test_a_copy_is_equal(value: Any) -> None:
    assert copied(value) == value
    assert type(copied(value)) is type(value)


def test_nothing_that_can_change_is_shared() -> None:
    value: dict[str, Any] = {"a": [{"b": []}], "c": ({"d": 1},)}
    made = copied(value)

    made["a"][0]["b"].append(1)
    made["c"][0]["d"] = 2

    assert value == {"a": [{"b": []}], "c": ({"d": 1},)}
