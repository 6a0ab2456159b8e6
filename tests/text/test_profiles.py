"""Canonical text and its profile."""

import pytest

from detente.text.profiles import _pinned, canonical, profile


@pytest.mark.parametrize("text", ["\ufeff\ufeffa", "\r\r\n\n", "e\u0301\ufeff", "\ufeffe\u0301"])
def test_canonical_is_idempotent(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


def test_canonical_form() -> None:
    assert canonical("a\r\nb\rc") == "a\nb\nc"
    assert canonical("e\u0301") == "é"
    with pytest.raises(ValueError, match="surrogate"):
        canonical("\ud800")


def test_a_profile_counts_code_points_and_is_the_same_each_time() -> None:
    made = profile("a 😀 é")

    assert made.length == 5
    assert made.skeleton_length == 2
    assert made == profile("a 😀 é")
    assert made.salt != profile("b").salt
    assert made.profile == "detente-text-2"


def test_form_c_is_that_of_unicode_14() -> None:
    later = "\U000105d2\u0307 e\u0301 \U0001e08f\u0323"

    assert _pinned(later) == later.replace("e\u0301", "\u00e9")
    assert _pinned("Zu\u0308rich") == canonical("Zu\u0308rich")
