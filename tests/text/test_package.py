"""The public face of ``detente.text``."""

import pytest

import detente.text


@pytest.mark.parametrize("name", dir(detente.text))
def test_public_names_are_there(name: str) -> None:
    detente.text.__dict__.pop(name, None)

    assert getattr(detente.text, name).__doc__


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = detente.text.nothing


def test_the_example_of_the_docstring_is_true() -> None:
    text = "The two kings met at the border."

    assert detente.text.ground("two  kings met", text).span == (4, 17)
    token = detente.text.anchored_span(text, 4, 24, detente.text.profile(text)).anchor
    assert repr(token) in (detente.text.__doc__ or "")
