"""Notations, names, places and lines of a row, each by itself."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.testing import records
from detente.workbook import more, notation
from detente.workbook.errors import CellError
from detente.workbook.names import Names
from detente.workbook.passages import Sentence, Sentences, grounded
from detente.workbook.sentences import MOST, sentences
from detente.workbook.sheets import Place, letters_of, shown_as, storable

# --- sentences ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two.", ["One. ", "Two."]),
        (
            "Dr. Roe and J. R. Doe met Mr. Poe. They left.",
            ["Dr. Roe and J. R. Doe met Mr. Poe. ", "They left."],
        ),
        ("The U.S. army left. So did he.", ["The U.S. army left. ", "So did he."]),
        ('"Go!" he said. "Why?" She went.', ['"Go!" he said. ', '"Why?" ', "She went."]),
        (
            "Well... perhaps. Or not... Who knows?",
            ["Well... perhaps. ", "Or not... ", "Who knows?"],
        ),
        ("It cost 4.5 million. No", ["It cost 4.5 million. ", "No"]),
        ("他来了。她走了！", ["他来了。", "她走了！"]),
        ("no full stop", ["no full stop"]),
    ],
)
def test_sentences_end_where_people_see_it(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == parts


@given(st.text(alphabet="a. \n!?\"'AB。", min_size=1))
def test_sentences_are_the_text(text: str) -> None:
    parts = sentences(text)

    assert "".join(text[a:b] for a, b in parts) == text
    assert all(a < b for a, b in parts)


def test_what_has_no_full_stop_is_cut_to_what_a_cell_holds() -> None:
    assert all(b - a <= MOST for a, b in sentences("x" * (3 * MOST + 5)))


# --- notations ------------------------------------------------------------------------------------


def _plain(record: Any) -> dict[str, Any]:
    from detente.codec.converter import converter

    return converter.unstructure(record)


def _names() -> Names:
    names = Names()
    for id_, word in (
        ("actor:france", "France"),
        ("actor:uk", "United Kingdom"),
        ("event:x", "e7"),
    ):
        names.add(id_, word)
    return names


@pytest.mark.parametrize("name", notation.NOTATIONS)
@given(data=st.data())
def test_what_is_read_of_what_is_written_is_it_or_an_error(name: str, data: Any) -> None:
    """A notation may leave something out, but says nothing else: what differs is written beside it."""
    import detente

    value = _plain(data.draw(records(getattr(detente, name))))
    names = _names()
    for key in ("actor", "of", "to", "country", "against"):
        if str(value.get(key, "")).startswith(("actor:", "event:", "article:")):
            names.add(value[key])
    made = notation.NOTATIONS[name]
    try:
        read = made.read(made.write(value, names).strip(), names)
    except CellError:
        return
    assert made.read(made.write(read, names), names) == read


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        (
            "Time",
            "early 1905/late 1906 (julian)",
            {
                "value": "1905/1906",
                "basis": "stated",
                "mod": "early",
                "mod_end": "late",
                "calendar": "julian",
            },
        ),
        (
            "Time",
            "1898-11 from e7",
            {"value": "1898-11", "basis": "resolved", "against": "event:x"},
        ),
        ("Time", "Unresolved", {"basis": "unresolved"}),
        (
            "Quantity",
            "At  least ~2..3.5 percent/year of output",
            {
                "value": 2,
                "upper": 3.5,
                "unit": "percent",
                "per": "year",
                "bound": "at_least",
                "approximate": True,
                "of": "output",
            },
        ),
        (
            "Post",
            "Minister of War of France to United Kingdom [1898/1920]",
            {
                "title": "Minister of War",
                "of": "actor:france",
                "to": "actor:uk",
                "period": "1898/1920",
            },
        ),
        ("Place", "Paris (France)", {"label": "Paris", "country": "actor:france"}),
        ("Author", "Jane Roe (France)", {"name": "Jane Roe", "actor": "actor:france"}),
        (
            "Identifier",
            "COW 220 (France) [1816/2016, Verified]",
            {
                "scheme": "cow",
                "value": "220",
                "label": "France",
                "valid": "1816/2016",
                "verified": True,
            },
        ),
        (
            "Reference",
            "Treaty <https://example.org> [2024-05-01]",
            {"title": "Treaty", "url": "https://example.org", "accessed": "2024-05-01"},
        ),
        ("Participant", "France as Ally", {"actor": "actor:france", "post": "Ally"}),
        (
            "Name",
            "Burma [en, 1948/1989]",
            {"text": "Burma", "language": "en", "period": "1948/1989"},
        ),
    ],
)
def test_notations_say_what_the_page_says(name: str, text: str, value: dict[str, Any]) -> None:
    assert notation.NOTATIONS[name].read(text, _names()) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Post", "King of Nowhere"),
        ("Post", "King of France [a, b]"),
        ("Identifier", "cow"),
        ("Participant", "Nobody"),
    ],
)
def test_what_is_no_such_notation_is_an_error(name: str, text: str) -> None:
    with pytest.raises(CellError):
        notation.NOTATIONS[name].read(text, _names())


# --- names ----------------------------------------------------------------------------------------


def test_an_id_that_nobody_has_is_left_to_the_rules_about_references() -> None:
    assert _names().resolve("actor:nobody", ("actor",)) == "actor:nobody"


def test_an_id_is_unmistakable_though_others_are_called_so() -> None:
    names = _names()
    names.add("actor:x", "actor:france", "France")

    assert names.resolve("actor:france", ("actor",)) == "actor:france"
    assert names.word("actor:france", ("actor",)) == "actor:france"


def test_parties_that_nobody_is_called_are_no_relation() -> None:
    names = _names()
    with pytest.raises(CellError, match="no row of Phases or Factors"):
        names.resolve("France / Nowhere", ("relation",))
    with pytest.raises(CellError, match="two parties"):
        names.reads_as_pair("France / a / b")


def test_a_relation_whose_parties_have_another_one_is_called_by_its_id() -> None:
    names = _names()
    names.add_relation("relation:a", ("actor:france", "actor:uk"))
    names.add_relation("relation:b", ("actor:france", "actor:uk"))

    assert names.word("relation:a", ("relation",)) == "France / United Kingdom"
    assert names.word("relation:b", ("relation",)) == "b"
    assert names.word("relation:c", ("relation",)) == "relation:c"


# --- places in the texts ----------------------------------------------------------------------------

TEXT = "He left. They met. He left. Near the old gate a man left the other."


def _sentences() -> Sentences:
    listed = [
        Sentence(1, "article:a", "1", "He left.", {"quote": "He left.", "nth": 1}, 0),
        Sentence(2, "article:a", "1", "They met.", {"quote": "They met."}, 9),
        Sentence(
            3,
            "article:a",
            "1",
            "He left.",
            {"quote": "He left.", "within": "met. He left. Near"},
            19,
        ),
        Sentence(
            4,
            "article:a",
            "1",
            "Near the old gate a man left the other.",
            {"quote": "Near the old gate a man left the other."},
            28,
        ),
        Sentence(5, "article:b", "1", "No.", {"quote": "No."}, 0),
    ]
    return Sentences(listed)


@pytest.mark.parametrize(
    ("start", "end", "own", "cell"),
    [
        (0, 8, 1, "1"),
        (19, 27, 1, "3"),
        (0, 18, 1, "1-2"),
        (22, 27, 3, "left."),
        (57, 60, 4, "the (2)"),
        (33, 36, 4, "the (1)"),
        (12, 22, 2, "2-3: y met. He"),
        (29, 31, 4, "at 29-31"),
    ],
)
def test_a_place_is_named_as_short_as_it_can_be(start: int, end: int, own: int, cell: str) -> None:
    if cell.startswith("2-3"):
        start = 14
        cell = "2-3: met. He"
    span = {"start": start, "end": end if not cell.startswith("2-3") else 21}

    written = _sentences().write([span], "article:a", TEXT, own, None)

    assert written is not None
    (read,) = _sentences().read(written, own)
    assert grounded(read, TEXT) == span
    assert written == cell


def test_words_of_a_repeated_sentence_are_counted_in_what_tells_it_apart() -> None:
    assert _sentences().read("left (1)", 3) == [
        {"quote": "left", "within": "met. He left. Near", "nth": 1}
    ]


@pytest.mark.parametrize("cell", ["4-5", "5-4", "9", "1: ", "2-9"])
def test_numbers_of_no_sentence_are_an_error(cell: str) -> None:
    with pytest.raises(CellError):
        _sentences().read(cell, None)


def test_words_need_a_sentence() -> None:
    with pytest.raises(CellError, match="in which sentence"):
        _sentences().read("left", None)


def test_a_year_in_the_sentence_is_no_number_of_one() -> None:
    sentence = Sentence(1, "article:a", "1", "In 1904 he left.", {"quote": "In 1904 he left."}, 0)

    assert Sentences([sentence]).read("1904", 1) == [{"quote": "1904"}]


def test_a_place_without_a_sentence_or_with_a_bar_has_no_cell() -> None:
    assert _sentences().write([{"start": 90, "end": 99}], "article:a", TEXT, None, None) is None
    bar = Sentences([Sentence(1, "article:a", "1", "a | b c", {"quote": "a | b c"}, 0)])
    assert bar.write([{"start": 0, "end": 5}], "article:a", "a | b c", 1, None) == "at 0-5"


def test_a_quote_that_is_no_unicode_stays() -> None:
    assert grounded({"quote": "\ud800"}, TEXT) == {"quote": "\ud800"}


# --- lines ----------------------------------------------------------------------------------------

# Also keys of digits alone, which look like places in lists, and those that look like a whole line.
_keys = st.text("ab/~01 =\n\u0663", max_size=3) | st.text(max_size=3)

_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=3),
    max_leaves=8,
)


def _without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_null(v) for k, v in value.items() if v is not None}
    return [_without_null(v) for v in value if v is not None] if isinstance(value, list) else value


@given(
    st.dictionaries(st.sampled_from("abcd"), _values, max_size=4).map(_without_null),
    st.dictionaries(st.sampled_from("abcd"), _values, max_size=4).map(_without_null),
)
def test_lines_turn_what_is_read_into_what_is_wanted(read: Any, wanted: Any) -> None:
    cell = "\n".join(more.lines(read, wanted))

    list(more.apply(read, cell))

    assert more.same(read, wanted)
    assert all(storable(line) or len(line) > 1000 for line in cell.split("\n") if line)


@pytest.mark.parametrize(
    "line", ["a", "= 1", "a/b = 1", "c/5 = 1", "c/x = 1", "b = null", "d = null", "c/0/x/y = 1"]
)
def test_lines_that_lead_nowhere_are_an_error(line: str) -> None:
    with pytest.raises(CellError):
        list(more.apply({"a": "text", "c": [1]}, line))


def test_places_are_written_as_spreadsheets_do() -> None:
    assert [letters_of(n) for n in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]
    assert [str(Place("Text", 3, 4)), str(Place("Text", 3)), str(Place("Text"))] == [
        "Text!D3",
        "Text!3",
        "Text",
    ]


def test_signs_that_no_cell_holds_are_shown_as_blanks() -> None:
    assert not storable("a\x00b")
    assert shown_as("a\x00b_x0041_c") == "a b       c"
