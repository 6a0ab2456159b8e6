"""Encodings: UTF-8 or what is stated; others are named, and never used unasked."""

import codecs
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.text import RawOffsets, TextFiles, read_file
from detente.text.readers import given_texts

GERMAN = "Die Außenminister sprachen von „großem Fortschritt“ – für 5 €.\n"
RUSSIAN = "Министры иностранных дел говорили о перемирии, но соглашение не было подписано.\n"
CZECH = "Ministři zahraničí jednali o příměří, ale žádná dohoda nebyla podepsána. Řekl to včera.\n"
ARABIC = "تحدث الوزراء عن الهدنة، ولم يوقعوا الاتفاق.\n"
GREEK = "Οι υπουργοί μίλησαν για ανακωχή, αλλά δεν υπέγραψαν.\n"
JAPANESE = "外相らは停戦について話し合ったが、合意には署名しなかった。\n"


def refusal(path: Path, encoding: str | None = None) -> str:
    with pytest.raises(InputError) as caught:
        given_texts(TextFiles(path, encoding))
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "encoding", "named", "word"),
    [
        (GERMAN, "windows-1252", "windows-1252", "Außenminister"),
        (GERMAN, "utf-16", "utf-16", "Außenminister"),
        (RUSSIAN, "windows-1251", "windows-1251", "Министры"),
        (RUSSIAN, "koi8-r", "koi8-r", "Министры"),
        (CZECH, "windows-1250", "windows-1250", "Ministři"),
        (JAPANESE, "shift_jis", "cp932", "外相らは"),
        (JAPANESE, "iso-2022-jp", "iso-2022-jp", "外相らは"),
        (GERMAN, "utf-16-le", "utf-16-le", "Außenminister"),
        (RUSSIAN, "utf-16-le", "utf-16-le", "Министры"),
        (RUSSIAN, "utf-16-be", "utf-16-be", "Министры"),
        (ARABIC, "utf-16-le", "utf-16-le", "تحدث"),
        (GREEK, "utf-32-le", "utf-32-le", "Οι"),
    ],
)
def test_an_encoding_is_named_with_a_word_and_the_command_but_not_used(
    tmp_path: Path, text: str, encoding: str, named: str, word: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))

    said = refusal(path)

    assert f"likely {named}" in said
    assert f'"{word}' in said
    assert f"detente text {path} --encoding {named} -o {tmp_path / 'a.utf-8.txt'}" in said
    assert given_texts(TextFiles(path, named)) == {"a.txt": text}


def test_what_is_valid_utf_8_is_utf_8_whatever_is_stated_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(GERMAN, "utf-8")
    (tmp_path / "old.txt").write_bytes(GERMAN.encode("windows-1252"))

    texts = given_texts(TextFiles(tmp_path, "windows-1252"))

    assert texts == {"new.txt": GERMAN, "old.txt": GERMAN}


def test_what_is_stated_of_a_single_file_holds_whatever_its_bytes_look_like(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("ü", "utf-8")

    assert given_texts(TextFiles(tmp_path, encodings={"a.txt": "windows-1252"})) == {"a.txt": "Ã¼"}
    assert read_file(path, "Windows-1252").encoding == "windows-1252"
    assert read_file(path).encoding == "utf-8"


def test_an_encoding_stated_of_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")

    with pytest.raises(InputError, match=r"b\.txt: there is no such text"):
        given_texts(TextFiles(tmp_path, encodings={"b.txt": "utf-16"}))


@pytest.mark.parametrize("name", ["nonsense", "rot13", "base64", "", "a\0b"])
def test_an_unknown_encoding_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("a")

    if name:
        assert "no encoding of this name" in refusal(tmp_path, name)
    with pytest.raises(InputError, match="no encoding of this name"):
        given_texts(TextFiles(tmp_path, encodings={"a.txt": name}))


def test_a_stated_encoding_that_does_not_fit_is_refused_with_the_likely_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(GERMAN.encode("windows-1252"))

    assert "likely windows-1252" in refusal(path, "ascii")
    # It has a character for every byte, but no text has these.
    said = refusal(path, "iso-8859-1")
    assert "not iso-8859-1 (it would hold the control character U+0084)" in said
    assert "--encoding windows-1252" in said


def test_bytes_of_no_known_encoding_are_refused_without_a_guess(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import chardet

    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\x81" * 40)
    for guess in (None, "ascii", "no-such-codec"):
        monkeypatch.setattr(chardet, "detect", lambda _, guess=guess: {"encoding": guess})
        assert refusal(path).endswith("not UTF-8 (byte 0); give its encoding with --encoding NAME")


@pytest.mark.parametrize("before", ["Ab", "The ministers met. " * 200])
def test_a_null_character_is_refused_and_no_encoding_advised_that_has_it_too(
    tmp_path: Path, before: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"{before}\0cd".encode())

    for encoding in (None, "windows-1252"):
        said = refusal(path, encoding)
        assert "likely" not in said
        assert said.endswith(f"or take out its null characters (the first is byte {len(before)})")


def test_no_encoding_is_advised_for_utf_8_with_a_broken_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(GERMAN.encode() * 3 + b"\xff and so on")

    assert "likely" not in refusal(path)


def test_a_file_that_is_not_named_txt_is_not_converted_to_one(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_bytes(GERMAN.encode("windows-1252"))

    assert refusal(path).endswith("if so, add --encoding windows-1252")


def test_a_likely_encoding_without_a_word_is_named_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(codecs.BOM_UTF16_LE + "Only ASCII here.".encode("utf-16-le"))

    assert "likely utf-16: if so" in refusal(path)


def test_the_way_back_to_the_bytes_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffE\u0301tat.\r\nAußen.".encode("utf-16-le"))

    reading = read_file(path, "utf-16-le")
    assert reading.raw is not None
    offsets = RawOffsets(reading.raw)

    assert reading.text == "État.\nAußen."
    at = offsets.to_raw(reading.text.index("Außen"))
    assert path.read_bytes()[2 * at :].decode("utf-16-le") == "Außen."
    assert reading.note == "Text read from a file in utf-16-le."
    assert reading.page(3) is None
