"""What is left to do: which cells say so, and what is told of each."""

import re
from pathlib import Path
from typing import Any

import pytest

from detente.codec.encode import to_plain
from detente.pipeline.books import book_of, book_of_draft, write_book
from detente.pipeline.draft import draft
from detente.pipeline.sealing import seal_values
from detente.workbook import csv_folder
from detente.workbook.columns import Column
from detente.workbook.design import design
from detente.workbook.errors import CellError
from detente.workbook.guide import CARRIED_OVER
from detente.workbook.layout import layouts
from detente.workbook.left import left_in, what_to_write, with_left
from detente.workbook.passages import Sentence, Sentences
from detente.workbook.sheets import Row
from tests.command import run
from tests.workbook.filled import AGAIN, Filled
from tests.workbook.filled import TEXT as LETTERS

TEXT = "Wu said that Roe had told him so. Nobody else was there.\n\nThey left.\n"
TEXTS = {"article:talk": TEXT}


def _draft(*cue: str) -> dict[str, Any]:
    """A claim of a speaker who passes on what another one said, whose words are to be given."""
    made: dict[str, Any] = draft({"talk.txt": TEXT})
    made["actors"] = [
        {
            "id": f"actor:{name.lower()}",
            "kind": "person",
            "names": [{"text": name, "kind": "common"}],
        }
        for name in ("Wu", "Roe")
    ]
    source = {"kind": "named", "mode": "indirect", "act": "communication", "commitment": "CT+"}
    made["claims"] = [
        {
            "id": "claim:so",
            "proposition": "It is so.",
            "kind": "factual",
            "tense": "past",
            "about": ["actor:wu"],
            "utterances": [
                {
                    "article": "article:talk",
                    "commitment": "Uu",
                    "sources": [
                        source | {"actor": "actor:wu", "cue": [{"quote": "said"}]},
                        source | {"actor": "actor:roe", "cue": [{"quote": q} for q in cue]},
                    ],
                    "evidence": [{"quote": "Wu said that Roe had told him so."}],
                }
            ],
        }
    ]
    return made


@pytest.fixture
def more(tmp_path: Path) -> Path:
    """A book in which a line of *more* says ``TODO``."""
    write_book(book_of_draft(_draft("TODO: had told"), TEXTS), f"{tmp_path}/book/")
    (tmp_path / "talk.txt").write_text(TEXT, "utf-8")
    return tmp_path / "book"


def test_words_that_are_proposed_stand_in_the_line_of_more(more: Path) -> None:
    (row,) = [r for r in csv_folder.from_folder(more).sheets["Claims"].rows if "more" in r.cells]
    readme = csv_folder.to_files(book_of_draft(_draft("TODO: had told"), TEXTS))["Read me.csv"]

    line = "voice/sources/1/cue/0/quote = TODO: had told"
    assert line in row.cells["more"].split("\n")
    assert f"more: {line}" in readme.decode()


def test_a_group_of_columns_that_holds_what_is_left_is_open() -> None:
    made = _draft("told")
    made["claims"][0]["utterances"][0]["sources"][0]["cue"] = [{"quote": "TODO: said"}]

    columns = design(book_of_draft(made, TEXTS))["Claims"].columns

    assert {h for h, look in columns.items() if look.group and not look.hidden} == {
        heading for group, heading in layouts()["Claims"].grouped if group == "speaker"
    }


def test_cells_that_are_left_have_a_colour(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra workbook is not installed")
    write_book(book_of_draft(_draft("TODO"), TEXTS), f"{tmp_path}/book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")

    coloured = {sheet.title for sheet in book if list(sheet.conditional_formatting)}

    assert coloured == {"Article", "Claims"}


def test_a_line_of_more_is_left_until_its_words_are_given(more: Path, capsys: Any) -> None:
    texts, claims = more.parent / "talk.txt", more / "Claims.csv"

    def found() -> list[str]:
        out = run(capsys, "validate", more, "--texts", texts, "--concise")[1]
        return [line for line in out.split("\n") if "Claims" in line and "D307" not in line]

    (left,) = found()
    assert 'more: "had told" is proposed: if it says what the row says' in left
    claims.write_text(claims.read_text("utf-8-sig").replace("TODO: ", ""), "utf-8")
    assert found() == []


def _column(sheet: str, heading: str) -> Column:
    column = layouts()[sheet].column(heading)
    assert column is not None
    return column


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (
            "TODO: 8: gave way",
            '"8: gave way" is proposed: if it says what the row says, delete "TODO: " and leave the '
            "rest; else correct the row, or write other words",
        ),
        (
            "TODO 8: gave way",  # somebody has deleted the colon alone
            '"8: gave way" is proposed: if it says what the row says, delete "TODO " and leave the '
            "rest; else correct the row, or write other words",
        ),
        (
            "TODO: (a) gave way",
            '"(a) gave way" is proposed: if it says what the row says, delete "TODO: " and leave the '
            "rest; else correct the row, or write other words",
        ),
        (
            "TODO: 4-5 ",
            'sentence 4-5 is proposed: if it says what the row says, delete "TODO: " and leave the rest; '
            "else correct the row, or write other words",
        ),
        (
            "TODO (it was: gave in)",
            "nothing is proposed (it was: gave in); write the words that say it now with the number of "
            "their sentence, such as 8: gave way, or delete the row if nothing says it any more",
        ),
        (
            "TODO",
            "nothing is proposed; write the words that say it now with the number of their sentence, "
            "such as 8: gave way, or delete the row if nothing says it any more",
        ),
    ],
)
def test_of_words_it_is_told_whether_some_are_proposed(cell: str, told: str) -> None:
    of_cell = told.replace("delete the row", "delete what this cell says")
    assert what_to_write(_column("Claims", "words"), cell) == told
    assert what_to_write(_column("Mentions", "places"), cell) == told
    assert what_to_write(_column("Claims", "reporting words"), cell) == of_cell


@pytest.mark.parametrize("path", ["ext", "voice/evidence/0/ext"])
def test_what_others_define_is_not_left_to_do(path: str) -> None:
    line = 'voice/evidence/0 = {"quote": "TODO: gave way", "ext": {}}'

    left = left_in(Row({"more": f'{path} = {{"mine.org/state": "TODO"}}\n{line}'}))

    assert list(left) == [("more", line)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (": gave way", "delete the colon too, so that gave way is left"),
        ("(it was: gave in)", "that is a remark on the old text: write the words that say it now"),
        ("(nothing stands in its place)", "that is a remark on the old text"),
    ],
)
def test_of_words_of_which_todo_alone_was_deleted_it_is_told_what_to_delete(
    words: str, told: str
) -> None:
    listed = Sentences(
        [Sentence(1, "article:a", "1", "They gave way.", {"quote": "They gave way."})]
    )

    for own in (None, 1):
        with pytest.raises(CellError, match=re.escape(told)):
            listed.read(words, own)
    assert told in (listed.misplaced(words, ["They gave way."], "article:a", 1) or "")


def test_a_line_of_more_takes_words_without_a_number() -> None:
    assert what_to_write(None, "TODO") == (
        "nothing is proposed; write the words that say it now or delete the line if nothing says it any "
        "more"
    )


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        (
            ("dataset", "title"),
            "TODO: what the dataset is called",
            "title is still to be filled in: what the dataset is called",
        ),
        (("dataset", "license"), "TODO", "an SPDX expression. Such as: CC-BY-4.0."),
        (("annotator", "description"), "TODO", "Who or what it is and how it worked."),
        (("article", "url"), "https://TODO", "Such as: https://example.org/page."),
        (("article", "authors"), "TODO", "name is still to be filled in"),
    ],
)
def test_of_a_field_of_the_article_it_is_told_what_to_write(
    filled: Filled, tmp_path: Path, field: tuple[str, str], value: str, told: str
) -> None:
    place = filled.form(*field, value)

    (found,) = filled.report(tmp_path)

    assert (found.code, found.location.cell) == ("D566", place)
    assert told in found.message


def test_a_new_paragraph_is_left_until_kind_and_voice_are_chosen(
    filled: Filled, tmp_path: Path
) -> None:
    filled.put("Text", 3, kind="TODO: body", voice="TODO: author")
    kind, voice = (filled.place("Text", 3, heading) for heading in ("kind", "voice"))

    (both,) = filled.report(tmp_path)
    filled.put("Text", 3, kind="body")
    (one,) = filled.report(tmp_path)
    filled.put("Text", 3, voice="author")

    assert (both.code, both.location.cell) == ("D566", kind)
    assert f"choose the kind in {kind} (title, " in both.message
    assert f"the voice in {voice} (author, " in both.message
    assert (one.code, one.location.cell) == ("D566", voice)
    assert kind not in one.message
    assert list(filled.report(tmp_path)) == []


def test_how_to_read_what_is_left_is_said_of_a_book_that_was_carried_over() -> None:
    def listed(made: dict[str, Any]) -> list[str]:
        book = book_of_draft(made, TEXTS)
        columns = {name: sheet.headings for name, sheet in book.sheets.items()}
        return [row.cells.get("Read me", "") for row in with_left(book, columns).rows]

    bare, carried_over = listed(_draft("told")), listed(_draft("TODO (it was: told)"))

    assert "Article!C3 title: TODO: what the dataset is called" in bare
    assert not set(CARRIED_OVER) & set(bare)
    assert set(CARRIED_OVER) < set(carried_over)


def test_in_a_book_with_nothing_left_read_me_is_the_guide(filled: Filled, tmp_path: Path) -> None:
    document, texts = to_plain(filled.sealed(tmp_path)), {"article:letters": LETTERS}
    book = book_of(document, texts)

    assert with_left(book, {}) is book.sheets["Read me"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("TODO: left", '"left" is proposed: '),
        ("TODO (it was: went)", "nothing is proposed (it was: went); write the words"),
    ],
)
def test_words_without_a_record_are_told_in_their_own_cell(
    filled: Filled, tmp_path: Path, words: str, told: str
) -> None:
    filled.put("Text", AGAIN, words=words)

    (found,) = [d for d in filled.report(tmp_path) if d.code == "D566"]

    assert found.location.cell == filled.place("Text", AGAIN, "words")
    assert told in found.message
    assert "delete the row" not in found.message


def test_passages_without_a_record_and_a_place_are_told_on_the_sheet_article(
    tmp_path: Path, capsys: Any
) -> None:
    made = _draft("told")
    made["articles"][0]["uncoded"] = [
        {"reason": "repeated", "spans": [{"quote": "TODO (it was: They went.)"}]}
    ]
    (tmp_path / "talk.txt").write_text(TEXT, "utf-8")
    write_book(book_of_draft(made, TEXTS), f"{tmp_path}/book/")

    out = run(capsys, "validate", tmp_path / "book", "--texts", tmp_path / "talk.txt", "--concise")[
        1
    ]

    assert 'D566 "TODO (it was: They went.)" is still to be given: quote other words' in out


# --- keys of others -------------------------------------------------------------------------------


def test_keys_of_digits_of_an_extension_come_back() -> None:
    made = _draft("had told")
    made["actors"][0]["ext"] = {"x.example/codes": {"0": "a", "12": {"1": [{"2": None}]}, "a=b": 1}}
    made["claims"][0]["utterances"][0]["sources"][1]["ext"] = {"x.example/n": {"0": {"0": 0}}}
    values = seal_values(made, TEXTS).values

    book = book_of(values, TEXTS)

    assert any("x.example/codes" in r.cells.get("more", "") for r in book.sheets["Actors"].rows)
