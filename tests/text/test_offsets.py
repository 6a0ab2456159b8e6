"""Offsets in the units of other tools, and in the raw text of a file."""

import sys
import unicodedata
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detente.text.offsets import Offsets, RawOffsets
from detente.text.profiles import canonical
from detente.text.readers import read_text
from tests.profiles import examples

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)

# What normalisation does something to, or what stops it: one kind a line.
TRICKY = [
    *"ae<q ",
    *["\r", "\n", "\r\n", "\ufeff", "\u2028"],
    *["\u0301", "\u0323", "\u0307", "\u0316", "\u0345", "\u0338", "\u0302"],  # several classes
    *["\u0344", "\u0f73", "\u0f71", "\u0f72"],  # marks that decompose
    *["\u1100", "\u1161", "\u11a8", "\u11a7", "\u11c2", "\uac00", "\uac01", "\ud7a3"],  # Hangul
    *["é", "\u1ead", "\u1e9b", "Ǖ"],  # composed
    *["\u212b", "\u2126", "\u0374", "\uf900", "\U0002f800"],  # singletons
    *["\u0958", "\ufb1d", "\u2adc", "\U0001d15e", "\U0001d1bf"],  # NFC decomposes these
    *["\u09c7", "\u09be", "\u09d7", "\u0b47", "\u0b57", "\u0dd9", "\u0dcf", "\u0dca"],  # class 0
    *["\U00011099", "\U000110ba", "\U0001d157", "\U0001d165", "\U0001d16e", "😀"],  # astral
    "\U0001fae8",  # of a later Unicode than some Pythons know
]
RAW = st.lists(st.sampled_from(TRICKY), max_size=16).map("".join)


def _nearby(text: str) -> str:
    """A text around the places at which the offsets are counted anew."""
    return "".join(f"{'x' * 61}{character}" for character in text)


@given(TEXTS | TEXTS.map(_nearby))
def test_offsets_are_those_of_the_encodings(text: str) -> None:
    offsets = Offsets(text)
    bytes_, units = {}, {}
    for at in range(len(text) + 1):
        bytes_[len(text[:at].encode())] = at
        units[len(text[:at].encode("utf-16-le")) // 2] = at

    assert [offsets.to_utf8(at) for at in range(len(text) + 1)] == list(bytes_)
    assert [offsets.to_utf16(at) for at in range(len(text) + 1)] == list(units)
    for expected, back, name in (
        (bytes_, offsets.from_utf8, "bytes of UTF-8"),
        (units, offsets.from_utf16, "UTF-16 code units"),
    ):
        for at in range(max(expected) + 1):
            if at in expected:
                assert back(at) == expected[at]
            else:
                with pytest.raises(ValueError, match=f"offset {at} in {name} is inside a char"):
                    back(at)


METHODS = [
    Offsets("aé😀").to_utf16,
    Offsets("aé😀").from_utf16,
    Offsets("aé😀").to_utf8,
    Offsets("aé😀").from_utf8,
    RawOffsets("\ufeffe\u0301\r\n").to_raw,
    RawOffsets("\ufeffe\u0301\r\n").from_raw,
]


@pytest.mark.parametrize(
    ("method", "end"),
    list(zip(METHODS, [3, 4, 3, 7, 2, 5], strict=True)),
    ids=lambda value: getattr(value, "__name__", None),
)
def test_offsets_outside_of_the_text(method, end: int) -> None:
    method(end)
    for at in (-1, end + 1, 10**30):
        with pytest.raises(ValueError, match=f"from 0 to {end} in .*, got {at}"):
            method(at)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.__name__)
@pytest.mark.parametrize("at", [True, False, 1.0, "1", None])
def test_what_is_no_offset(method, at: object) -> None:
    with pytest.raises(TypeError):
        method(at)


def test_integers_of_other_libraries_are_offsets() -> None:
    class Integer:
        def __index__(self) -> int:
            return 1

    assert Offsets("😀").to_utf16(Integer()) == 2
    assert RawOffsets("\r\n").to_raw(Integer()) == 2


@pytest.mark.parametrize("make", [Offsets, RawOffsets])
def test_texts_that_are_none(make) -> None:
    with pytest.raises(TypeError, match="expected a string, got bytes"):
        make(b"abc")
    with pytest.raises(ValueError, match="half of a surrogate pair at code point 3"):
        make("a\r\n\ud83d\ude00")


@pytest.mark.parametrize(
    ("raw", "places"),
    [
        ("", {0: 0}),
        ("abc", {0: 0, 1: 1, 2: 2, 3: 3}),
        ("a\r\nb", {0: 0, 1: 1, 2: 3, 3: 4}),
        ("\r\r\n\n\r", {0: 0, 1: 1, 2: 3, 3: 4, 4: 5}),
        ("\ufeffa\ufeff", {0: 1, 1: 2, 2: 3}),
        ("\ufeff", {0: 1}),
        ("\ufeff\ufeff", {0: 1, 1: 2}),
        ("cafe\u0301s", {0: 0, 1: 1, 2: 2, 3: 3, 4: 5, 5: 6}),
        # Marks in an order that is not canonical can be cut off only together.
        ("q\u0307\u0323z", {0: 0, 1: 1, 3: 3, 4: 4}),
        # The accent goes past the mark below, which can be cut off neither before nor behind.
        ("a\u0316\u0301", {0: 0, 2: 3}),
        # A singleton, and a letter that NFC takes apart.
        ("\u212b\u2126", {0: 0, 1: 1, 2: 2}),
        ("x\u0958y", {0: 0, 1: 1, 3: 2, 4: 3}),
        # Hangul: leading, vowel, trailing; and a trailing consonant behind a syllable.
        ("\u1100\u1161\u11a8\uac00\u11a8", {0: 0, 1: 3, 2: 5}),
        # A vowel with no leading consonant stands for itself.
        ("a\u1161", {0: 0, 1: 1, 2: 2}),
        # Vowel signs of class 0 that compose.
        ("\u09c7\u09be\u09be", {0: 0, 1: 2, 2: 3}),
    ],
)
def test_places_in_a_raw_text(raw: str, places: dict[int, int]) -> None:
    offsets = RawOffsets(raw)

    assert {at: offsets.to_raw(at) for at in places} == places
    assert {at: offsets.from_raw(to) for at, to in places.items()} == {at: at for at in places}
    assert offsets.from_raw(0) == 0
    for at in set(range(len(offsets.text) + 1)) - set(places):
        with pytest.raises(
            ValueError, match=f"offset {at} of the canonical text has no counterpart"
        ):
            offsets.to_raw(at)
    for at in set(range(1, len(raw) + 1)) - set(places.values()):
        with pytest.raises(ValueError, match=f"offset {at} of the raw text has no counterpart"):
            offsets.from_raw(at)


def test_the_message_names_the_places_around() -> None:
    with pytest.raises(ValueError, match="canonical one: 1 to 3 corresponds as a whole to 1 to 2"):
        RawOffsets("ae\u0301").from_raw(2)


@given(RAW | TEXTS | TEXTS.map(lambda text: unicodedata.normalize("NFD", text)))
@examples(4)
@example("\ufeffe\u0301\r\n\u1100\u1161\u11a8")
def test_all_places_that_can_be_cut_are_found_and_no_others(raw: str) -> None:
    offsets = RawOffsets(raw)
    mark = raw.startswith("\ufeff")
    assert offsets.text == canonical(raw[mark:])

    cuts = {}
    for at in range(mark, len(raw) + 1):
        before, behind = canonical(raw[mark:at]), canonical(raw[at:])
        if before + behind == offsets.text:
            cuts[at] = len(before)
    for at in range(mark, len(raw) + 1):
        if at in cuts:
            assert offsets.from_raw(at) == cuts[at]
            assert offsets.to_raw(cuts[at]) == at
        else:
            with pytest.raises(ValueError, match="has no counterpart"):
                offsets.from_raw(at)
    for at in set(range(len(offsets.text) + 1)) - set(cuts.values()):
        with pytest.raises(ValueError, match="has no counterpart"):
            offsets.to_raw(at)
    for start in cuts:
        for end in cuts:
            if start < end:
                assert canonical(raw[start:end]) == offsets.text[cuts[start] : cuts[end]]


def test_every_character_that_normalisation_changes() -> None:
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        decomposed = unicodedata.normalize("NFD", character)
        if decomposed != character:
            composed = canonical(character)
            for raw in (character, decomposed):
                offsets = RawOffsets(f"\n{raw}\n")  # which composes with nothing
                assert offsets.to_raw(1) == 1, hex(code)
                assert offsets.to_raw(1 + len(composed)) == 1 + len(raw), hex(code)


def test_from_a_file_to_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(b"\xef\xbb\xbfOne.\r\nZoe\xcc\x88 \xf0\x9f\x98\x80 said so.\r\n")
    text = read_text(path)
    start = text.index("said")

    raw = path.read_bytes().decode()
    bytes_ = Offsets(raw)
    places = RawOffsets(raw)
    assert places.text == text
    first, last = (bytes_.to_utf8(places.to_raw(at)) for at in (start, start + 4))
    assert path.read_bytes()[first:last] == b"said"
    assert places.from_raw(bytes_.from_utf8(first)) == start


@pytest.mark.parametrize(
    "line", ["plain words of a line\r\n", "Ze\u0301 \u1100\u1161 a\u0316\u0301\n"]
)
def test_time_grows_with_the_text_alone(line: str) -> None:
    """The least of three runs, on ten times the text: ten times as long, and not a hundred."""

    def least(raw: str) -> float:
        times = []
        for _ in range(3):
            start = process_time()
            RawOffsets(raw)
            Offsets(raw)
            times.append(process_time() - start)
        return min(times)

    assert least(line * 10_000) < 40 * least(line * 1_000)


def test_a_hundred_thousand_marks_on_one_letter_end_in_time() -> None:
    marks = "\u0301" * 100_000  # of one class: the order is the canonical one

    start = process_time()
    offsets = RawOffsets(f"\u212b{marks}")
    assert offsets.to_raw(50_000) == 50_001  # the first one is composed with the letter
    assert process_time() - start < 10
