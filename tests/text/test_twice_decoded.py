"""Signs of wrong decoding."""

import pytest

from detente.text.twice_decoded import twice_decoded


@pytest.mark.parametrize("text", ["für Außenminister", "“quoted” – and so on", "Ελλάδα", "ű"])
def test_what_was_decoded_twice_is_noticed_with_an_example(text: str) -> None:
    bad = text.encode("utf-8").decode("windows-1252", "ignore")
    assert twice_decoded(bad)
    assert not twice_decoded(text)


SCRIPTS = {
    "ru": "Министры говорили о перемирии; «соглашение» — нет.",
    "pl": "Źródło wśród żołnierzy: się, będą, później, wciąż, również.",
    "el": "Οι υπουργοί μίλησαν για ανακωχή",
    "ar": "تحدث الوزراء عن الهدنة، ولم يوقعوا؟",
    "fa": "وزیران درباره آتش‌بس گفتگو کردند",
    "he": "השרים דיברו על הפסקת אש",
    "th": "รัฐมนตรีหารือเรื่องการหยุดยิง",
    "ja": "外相らは停戦について話し合った。",
    "ko": "장관들은 휴전에 대해 이야기했다.",
    "hi": "मंत्रियों ने युद्धविराम पर बात की।",
}
"""The same in several scripts: ministers spoke of a truce."""


def read_in(encoding: str, text: str) -> str:
    """A text in UTF-8, read in another encoding. Programs keep what that does not define as controls."""
    return "".join(
        chr(byte) if byte < 0x80 else bytes((byte,)).decode(encoding, "ignore") or chr(byte)
        for byte in text.encode()
    )


ENCODINGS = [
    "latin-1",
    "cp1252",
    "cp1251",
    "koi8-r",
    "cp1253",
    "cp1256",
    "cp1250",
    "cp874",
    "mac-roman",
    "cp437",
    "cp850",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_utf_8_that_was_read_in_an_encoding_of_another_system_is_noticed(
    encoding: str, text: str
) -> None:
    assert "was decoded twice, perhaps" in twice_decoded(read_in(encoding, text))
    assert twice_decoded(text) == ""


def test_utf_8_that_was_read_as_latin_1_is_noticed_beside_good_letters() -> None:
    said = 'was decoded twice, perhaps: it has "Ã\x9f" for "ß", 1 such in all'
    assert twice_decoded("Die StraÃ\x9fe für Fußgänger") == said


@pytest.mark.parametrize(
    "text",
    ["СССР» и США… «С…»", "в Р» и С», не в РФ", "так там чин", "Ά, Έ· Ή", "د، و؛ تک", "Österreich"],
)
def test_a_few_letters_that_could_be_utf_8_are_not_taken_for_it(text: str) -> None:
    assert twice_decoded(text) == ""


def test_the_other_encoding_is_shown_by_one_character() -> None:
    said = 'was decoded twice, perhaps: it has "Рњ" for "М", 8 such in all'
    assert twice_decoded(f"in {read_in('cp1251', 'Министры')} today") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("So \x93he\x94 said", 'has 2 control characters (the first is U+0093, which is "“" in'),
        ("a\x81 é", "has 1 control character (the first is U+0081)"),
        ("A\0b", "has 1 null character (U+0000), as no text has"),
    ],
)
def test_characters_that_no_text_has_are_counted(text: str, said: str) -> None:
    assert twice_decoded(text).startswith(said)
    assert twice_decoded("a\x85b, é\f") == ""


def test_the_message_shows_what_was_meant() -> None:
    said = 'was decoded twice, perhaps: it has "Ã¼" for "ü", 1 such in all'
    assert twice_decoded("fÃ¼r 5 Euro") == said


def test_replacement_characters_are_counted() -> None:
    assert twice_decoded("f\ufffdr").startswith("has 1 replacement character (U+FFFD)")
    assert twice_decoded("f\ufffdr\ufffd").startswith("has 2 replacement characters")


@pytest.mark.parametrize(
    "text",
    ["plain", "«A IRMÃ» disse: não é só a irmã de José", "à la carte", "Ãé î", "îïÀ Ö"],
)
def test_letters_that_are_meant_are_not_taken_for_it(text: str) -> None:
    assert twice_decoded(text) == ""
