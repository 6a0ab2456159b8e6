"""Signs of wrong decoding."""

import pytest

from detente.text.twice_decoded import twice_decoded


@pytest.mark.parametrize("text", ["für Außenminister", "“quoted” – and so on", "Ελλάδα", "ű"])
def test_what_was_decoded_twice_is_noticed_with_an_example(text: str) -> None:
    bad = text.encode("utf-8").decode("windows-1252", "ignore")
    assert twice_decoded(bad)
    assert not twice_decoded(text)


def test_the_message_shows_what_was_meant() -> None:
    said = 'was decoded twice, perhaps: it has "Ã¼" for "ü", 1 such in all'
    assert twice_decoded("fÃ¼r 5 Euro") == said


def test_replacement_characters_are_counted() -> None:
    assert twice_decoded("f\ufffdr").startswith("has 1 replacement character (U+FFFD)")
    assert twice_decoded("f\ufffdr\ufffd").startswith("has 2 replacement characters")


@pytest.mark.parametrize(
    "text",
    ["plain", "«A IRMÃ» disse: não é só a irmã de José", "à la carte", "â\x80 é", "Ãé î", "îïÀ Ö"],
)
def test_letters_that_are_meant_are_not_taken_for_it(text: str) -> None:
    assert twice_decoded(text) == ""
