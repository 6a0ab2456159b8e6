"""Cells as people fill them: each has a right answer, or a finding that names the cell."""

import datetime as dt
from pathlib import Path

import pytest

import detente
from tests.workbook.filled import AGAIN, DENIED, HELD, LETTERS, PARTNERS, TEXTS, TITLE, Filled

PARTNERSHIP = "claim:britain-and-france-work-together-as-partners"


def test_a_workbook_filled_in_is_clean_and_seals(filled: Filled, tmp_path: Path) -> None:
    dataset = filled.sealed(tmp_path)

    assert filled.found(tmp_path) == []
    claim = dataset[PARTNERSHIP]
    assert (claim.kind, claim.tense, claim.about) == (
        "interpretive",
        "past",
        ("actor:united-kingdom", "actor:france"),
    )
    (utterance,) = claim.utterances
    assert utterance.commitment == "CT+"
    assert utterance.annotator == "annotator:first"


def test_one_claim_has_two_places_and_what_is_reported_is_left_open(
    filled: Filled, tmp_path: Path
) -> None:
    claim = filled.sealed(tmp_path)["claim:the-letters-oblige-britain-to-stand-by-france"]

    said = [(u.commitment, u.sources[0].actor, u.sources[0].commitment) for u in claim.utterances]
    assert said == [("Uu", "actor:paul-cambon", "CT+"), ("Uu", "actor:edward-grey", "CT-")]


def test_without_the_texts_what_can_be_checked_is_checked(filled: Filled, tmp_path: Path) -> None:
    filled.put("Claims", PARTNERS, kind="interpretative")

    assert filled.found(tmp_path, None) == [("D104", filled.place("Claims", PARTNERS, "kind"))]


# --- as people type -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "typed"),
    [
        ("kind", "  Interpretive "),
        ("tense", "PAST"),
        ("about", "united kingdom , France"),
        ("about", "London;\nfrance;"),
        ("about", "actor:united-kingdom; actor:france"),
        ("author sure", "ct+"),
        ("words", "The two powers were partners by then, perhaps allies in all but name."),
        ("words", "5"),
    ],
)
def test_blanks_capitals_names_and_commas_make_no_difference(
    filled: Filled, tmp_path: Path, heading: str, typed: str
) -> None:
    plain = filled.sealed(tmp_path)[PARTNERSHIP]
    filled.put("Claims", PARTNERS, **{heading: typed})

    assert filled.sealed(tmp_path)[PARTNERSHIP] == plain


def test_dashes_and_quotation_marks_that_a_spreadsheet_made_are_understood(
    filled: Filled, tmp_path: Path
) -> None:
    filled.put("Claims", DENIED, **{"speaker sure": "CT\u2212"})
    filled.put("Events", LETTERS, when="1912\u201311")
    filled.put("Claims", PARTNERS, words="partners by then")

    dataset = filled.sealed(tmp_path)

    (event,) = dataset.events
    assert event.accounts[0].time.value == "1912-11"
    assert dataset.claims[0].utterances[1].sources[0].commitment == "CT-"


@pytest.mark.parametrize("typed", [True, "TRUE", "true", "yes", "Yes", "x"])
def test_true_and_yes_are_one(filled: Filled, tmp_path: Path, typed: object) -> None:
    filled.put("Events", LETTERS, **{"several acts": typed})

    (event,) = filled.sealed(tmp_path).events
    assert event.aggregate


def test_neither_yes_nor_no_is_told(filled: Filled, tmp_path: Path) -> None:
    filled.put("Events", LETTERS, **{"several acts": "perhaps"})

    assert ("D703", filled.place("Events", LETTERS, "several acts")) in filled.found(tmp_path)


# --- what a spreadsheet makes of it -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (("Events", LETTERS, "when"), dt.date(1912, 11, 1)),
        (("Events", LETTERS, "when"), dt.datetime(1912, 11, 1, 12)),  # noqa: DTZ001  spreadsheets know no zones
        (("Events", LETTERS, "when"), 1912),
        (("Events", LETTERS, "note"), 4.1),
        (("Events", LETTERS, "note"), 7),
        (("Claims", PARTNERS, "proposition"), "=A1&B1"),
        (("Claims", PARTNERS, "note"), "#N/A"),
        (("Claims", PARTNERS, "note"), dt.time(12, 30)),
    ],
)
def test_dates_numbers_formulas_and_errors_are_told_and_not_guessed(
    filled: Filled, tmp_path: Path, cell: tuple[str, int, str], value: object
) -> None:
    *row, heading = cell
    filled.put(*row, **{heading: value})

    assert filled.found(tmp_path) == [("D701", filled.place(*cell))]


def test_a_text_that_begins_like_a_formula_is_a_text(filled: Filled, tmp_path: Path) -> None:
    for text in ("=SUM(A1)", "+1", "-5", "@home"):
        cell = filled.cell("Claims", PARTNERS, "note")
        cell.value, cell.data_type = text, "s"

        assert filled.sealed(tmp_path)[PARTNERSHIP].note == text


def test_merged_cells_are_told(filled: Filled, tmp_path: Path) -> None:
    filled.book["Claims"].merge_cells("I4:I6")

    assert ("D704", "Claims!I4") in filled.found(tmp_path)


# --- rows -----------------------------------------------------------------------------------------


def _rows(filled: Filled, sheet: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in filled.book[sheet].iter_rows(min_row=2)]


def test_a_sorted_sheet_gives_the_same_file(filled: Filled, tmp_path: Path) -> None:
    plain = detente.dumps(filled.sealed(tmp_path))
    for sheet in ("Text", "Claims", "Events"):
        rows = _rows(filled, sheet)
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                filled.book[sheet].cell(number, column).value = value

    assert detente.dumps(filled.sealed(tmp_path)) == plain


def test_a_column_that_was_sorted_alone_is_told(filled: Filled, tmp_path: Path) -> None:
    column = filled.column("Claims", "sentence")
    sheet = filled.book["Claims"]
    words = [sheet.cell(row, column).value for row in range(TITLE, AGAIN + 1)]
    for row, text in enumerate(sorted(words), TITLE):
        sheet.cell(row, column).value = text

    assert ("D705", filled.place("Claims", HELD, "sentence")) in filled.found(tmp_path)


def test_rows_that_nobody_filled_in_may_be_deleted(filled: Filled, tmp_path: Path) -> None:
    plain = detente.dumps(filled.sealed(tmp_path))
    filled.book["Claims"].delete_rows(AGAIN)
    filled.book["Claims"].delete_rows(TITLE, 2)

    assert detente.dumps(filled.sealed(tmp_path)) == plain


def test_the_row_of_a_claim_that_others_are_the_same_as_is_missed(
    filled: Filled, tmp_path: Path
) -> None:
    filled.book["Claims"].delete_rows(HELD)

    assert ("D705", filled.place("Claims", HELD, "same as")) in filled.found(tmp_path)


def test_a_row_of_the_text_that_is_deleted_is_missed(filled: Filled, tmp_path: Path) -> None:
    filled.book["Text"].delete_rows(DENIED)

    found = filled.found(tmp_path)

    assert ("D705", filled.place("Claims", DENIED, "no")) in found


def test_the_same_handle_twice_is_told(filled: Filled, tmp_path: Path) -> None:
    row = filled.book["Claims"].max_row + 1
    filled.put("Claims", row, no=5, claim="c5", proposition="Both are content.", kind="evaluative")

    assert ("D705", filled.place("Claims", row, "claim")) in filled.found(tmp_path)


def test_a_row_with_the_handle_of_another_sentence_is_told_its_own(
    filled: Filled, tmp_path: Path
) -> None:
    filled.put("Claims", LETTERS, claim="c5", proposition="Letters bind nobody.")

    (found,) = [d for d in filled.report(tmp_path) if d.code == "D705"]

    assert found.location.cell == filled.place("Claims", LETTERS, "claim")
    assert found.message == (
        f"two rows are c5, and the other one is row {PARTNERS}; call this one c2, or leave it blank"
    )


def test_a_second_claim_of_a_sentence_is_a_new_row(filled: Filled, tmp_path: Path) -> None:
    row = filled.book["Claims"].max_row + 1
    filled.put(
        "Claims",
        row,
        no=5,
        claim="c5b",
        words="perhaps allies in all but name.",
        proposition="The two are allies.",
    )
    filled.put(
        "Claims", row, kind="interpretive", tense="past", about="France", **{"author sure": "PS+"}
    )
    filled.put("Claims", row, **{"because of": "c5, e2"})

    claim = filled.sealed(tmp_path)["claim:the-two-are-allies"]

    assert claim.utterances[0].commitment == "PS+"
    assert claim.utterances[0].grounds == (PARTNERSHIP, filled.sealed(tmp_path).events[0].id)


def test_a_row_without_a_handle_may_follow(filled: Filled, tmp_path: Path) -> None:
    row = filled.book["Claims"].max_row + 1
    filled.put("Claims", row, no="5.0", proposition="The two are allies.", kind="interpretive")
    filled.put("Claims", row, tense="past", about="France")

    assert "claim:the-two-are-allies" in {c.id for c in filled.sealed(tmp_path).claims}


@pytest.mark.parametrize("value", ["c4", "c2", "c99", "c6"])
def test_the_same_as_a_row_that_says_nothing_is_told(
    filled: Filled, tmp_path: Path, value: str
) -> None:
    filled.put("Claims", DENIED, **{"same as": value})

    assert ("D705", filled.place("Claims", DENIED, "same as")) in filled.found(tmp_path)


def test_a_further_row_that_says_something_else_is_told(filled: Filled, tmp_path: Path) -> None:
    filled.put("Claims", DENIED, kind="factual", tense="past")

    assert filled.found(tmp_path) == [("D705", filled.place("Claims", DENIED, "kind"))]


@pytest.mark.parametrize("number", ["twelve", 99])
def test_a_number_of_no_sentence_is_told(filled: Filled, tmp_path: Path, number: object) -> None:
    filled.put("Claims", PARTNERS, no=number)

    assert ("D705", filled.place("Claims", PARTNERS, "no")) in filled.found(tmp_path)


# --- names, notations, words --------------------------------------------------------------------------


def test_a_name_that_nobody_has_is_told_with_one_that_is_close(
    filled: Filled, tmp_path: Path
) -> None:
    filled.put("Claims", PARTNERS, about="Frence")

    (finding,) = filled.report(tmp_path)

    assert (finding.code, finding.location.cell) == (
        "D702",
        filled.place("Claims", PARTNERS, "about"),
    )
    assert finding.message.endswith("close: France")


def test_a_name_that_two_have_is_told(filled: Filled, tmp_path: Path) -> None:
    filled.put("Actors", 3, metonyms="London")
    filled.put("Claims", PARTNERS, about="London")

    assert filled.found(tmp_path) == [("D702", filled.place("Claims", PARTNERS, "about"))]


def test_the_cells_of_both_that_have_a_name_are_told(filled: Filled, tmp_path: Path) -> None:
    filled.put("Actors", 6, name="France", kind="organisation")
    filled.put("Claims", PARTNERS, about="France")

    report = filled.report(tmp_path)

    place = filled.place("Claims", PARTNERS, "about")
    (message,) = [d.message for d in report if d.location.cell == place]
    cells = [filled.place("Actors", row, "name") for row in (3, 6)]
    assert all(f"({cell})" in message for cell in cells), message


def test_a_circle_is_told_in_the_cell_that_closes_it_by_the_handles(
    filled: Filled, tmp_path: Path
) -> None:
    handle = filled.cell("Claims", PARTNERS, "claim").value
    filled.put("Claims", PARTNERS, **{"because of": handle})

    (finding,) = filled.report(tmp_path)

    assert (finding.code, finding.location.cell) == (
        "D205",
        filled.place("Claims", PARTNERS, "because of"),
    )
    assert finding.message.endswith(f"form a circle: {handle} → {handle}")


def test_another_text_is_told_where_the_text_is_described(filled: Filled, tmp_path: Path) -> None:
    other = {"letters.txt": TEXTS["letters.txt"].replace("in vain", "in vein")}

    (found,) = [d for d in filled.report(tmp_path, other) if d.code == "D402"]

    assert found.location.cell == filled.form("article", "text/profile", "detente-text-2")
    assert "not the text that the draft was made of" in found.message


def test_a_relation_is_called_by_its_parties(filled: Filled, tmp_path: Path) -> None:
    filled.put("Claims", PARTNERS, about="France / United Kingdom")
    missing = filled.report(tmp_path)
    filled.put("Phases", 2, parties="France / London", character="partnership")
    filled.put("Phases", 2, period="1912-11 (inferred)", **{"because of": "c5"})

    dataset = filled.sealed(tmp_path)

    assert [d.code for d in missing] == ["D702"]
    (relation,) = dataset.relations
    assert dataset[PARTNERSHIP].about == (relation.id,)
    assert relation.parties == ("actor:france", "actor:united-kingdom")
    assert relation.accounts[0].article == "article:letters"
    assert relation.accounts[0].phases[0].grounds == (PARTNERSHIP,)


@pytest.mark.parametrize(
    ("cell", "typed", "code"),
    [
        (("Events", LETTERS, "when"), "November 1912", "D703"),
        (("Events", LETTERS, "when"), "1912-11 (resolved, stated)", "D703"),
        (("Events", LETTERS, "when"), "1912-13", "D501"),
        (("Events", LETTERS, "when"), "1912-11 from e99", "D702"),
        (("Events", LETTERS, "numbers"), "two letters", "D703"),
        (("Events", LETTERS, "time words"), "December 1912", "D707"),
        (("Events", LETTERS, "type"), "agreement", "D104"),
        (("Claims", PARTNERS, "words"), "foes by then", "D707"),
        (("Claims", PARTNERS, "words"), "99", "D705"),
        (("Claims", PARTNERS, "words"), "partners | ", "D703"),
        (("Claims", PARTNERS, "kind"), None, "D101"),
        (("Claims", PARTNERS, "tense"), "future", "D511"),
        (("Claims", PARTNERS, "more"), "nonsense", "D703"),
        (("Claims", PARTNERS, "more"), "about/x/y = 1", "D703"),
        (("Actors", 3, "name"), "[en]", "D703"),
        (("Actors", 3, "posts"), "King", "D703"),
        (("Actors", 3, "identifiers"), "GBR", "D703"),
        (("Actors", 3, "references"), "<https://example.org>", "D703"),
        (("Actors", 3, "references"), "Treaty [2020, 2021]", "D703"),
        (("Phases", 2, "parties"), "France", "D703"),
    ],
)
def test_what_is_wrong_in_a_cell_is_told_by_cell(
    filled: Filled, tmp_path: Path, cell: tuple[str, int, str], typed: str, code: str
) -> None:
    *row, heading = cell
    filled.put(*row, **{heading: typed})

    assert (code, filled.place(*cell)) in filled.found(tmp_path)


def test_places_in_other_sentences_are_named_by_number(filled: Filled, tmp_path: Path) -> None:
    filled.put("Claims", PARTNERS, words="4: Grey denied it. | 5")
    filled.put("Text", AGAIN, words="6: again (3)")

    dataset = filled.sealed(tmp_path)

    text = TEXTS["letters.txt"]
    spans = dataset[PARTNERSHIP].utterances[0].evidence
    assert text[spans[0].start : spans[0].end] == "Grey denied it."
    (left,) = (u.spans for u in dataset.articles[0].uncoded if u.reason == "unclear")
    assert text[left[0].start :].startswith("again in vain")


def test_a_sentence_that_nobody_coded_is_named_by_its_cell(filled: Filled, tmp_path: Path) -> None:
    filled.put("Claims", DENIED, speaker=None, **{"same as": None, "speaker sure": None})

    assert filled.found(tmp_path) == [("D307", filled.place("Text", DENIED, "text"))]


# --- sheets and columns -----------------------------------------------------------------------------


def test_columns_and_sheets_of_ones_own_are_not_read_and_told(
    filled: Filled, tmp_path: Path
) -> None:
    filled.put("Claims", PARTNERS, note=None)
    filled.book["Claims"].cell(1, 70).value = "my thoughts"
    filled.book["Claims"].cell(PARTNERS, 70).value = "hm"
    filled.book["Claims"].cell(HELD, 71).value = "no heading"
    filled.book.create_sheet("Scratch")

    report = filled.report(tmp_path)

    assert report.ok
    assert [(d.code, d.location.cell) for d in report] == [
        ("D706", "Claims!BR1"),
        ("D706", f"Claims!BS{HELD}"),
        ("D706", "Scratch"),
    ]


def test_columns_may_stand_in_any_order_below_a_title(filled: Filled, tmp_path: Path) -> None:
    plain = detente.dumps(filled.sealed(tmp_path))
    sheet = filled.book["Actors"]
    sheet.insert_rows(1, 2)
    sheet["A1"].value = "Who is who"
    for row in range(3, 12):
        sheet.cell(row, 2).value, sheet.cell(row, 3).value = (
            sheet.cell(row, 3).value,
            sheet.cell(row, 2).value,
        )

    assert detente.dumps(filled.sealed(tmp_path)) == plain


def test_a_column_that_is_gone_or_there_twice_is_told(filled: Filled, tmp_path: Path) -> None:
    filled.book["Actors"].cell(1, filled.column("Actors", "more")).value = "moore"
    filled.book["Issues"].cell(1, 60).value = "kind"

    report = filled.report(tmp_path)

    assert [(d.code, d.location.cell) for d in report] == [
        ("D704", "Actors"),
        ("D704", "Issues!BH1"),
    ]


def test_a_formula_in_a_row_of_its_own_is_told(filled: Filled, tmp_path: Path) -> None:
    filled.put("Actors", 40, name="=A1")

    assert filled.found(tmp_path) == [("D701", filled.place("Actors", 40, "name"))]


def test_a_sheet_without_headings_and_one_that_is_gone_are_told(
    filled: Filled, tmp_path: Path
) -> None:
    filled.book["Issues"].delete_rows(1)
    for row in range(1, 20):
        filled.book["Issues"].cell(row, 1).value = row
    del filled.book["Links"]

    assert filled.found(tmp_path) == [("D704", "Issues"), ("D704", "Links")]


@pytest.mark.parametrize("sheet", ["Text", "Article"])
def test_a_book_without_text_or_article_is_none(filled: Filled, tmp_path: Path, sheet: str) -> None:
    del filled.book[sheet]

    report = filled.report(tmp_path)

    assert report.exit_status == 2
    assert f"it has no sheet {sheet}" in str(report)


# --- the sheets Text and Article --------------------------------------------------------------------


def test_a_later_row_of_a_paragraph_says_nothing_else(filled: Filled, tmp_path: Path) -> None:
    filled.put("Text", DENIED, kind="caption")

    assert filled.found(tmp_path) == [("D705", filled.place("Text", DENIED, "kind"))]


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("no", None, "D705"),
        ("no", 2, "D705"),
        ("article", "another", "D702"),
        ("words", "foes", "D707"),
        ("more", "sentence = x", "D703"),
        ("more", "sentence/quote/x = 1", "D703"),
        ("nothing to code because", "dull", "D104"),
    ],
)
def test_rows_of_the_text_are_checked(
    filled: Filled, tmp_path: Path, heading: str, value: object, code: str
) -> None:
    filled.put("Text", AGAIN, **{heading: value})

    assert (code, filled.place("Text", AGAIN, heading)) in filled.found(tmp_path)


def test_the_article_may_be_left_out_where_there_is_one(filled: Filled, tmp_path: Path) -> None:
    plain = detente.dumps(filled.sealed(tmp_path))
    for row in range(TITLE, AGAIN + 1):
        filled.put("Text", row, article=None)

    assert detente.dumps(filled.sealed(tmp_path)) == plain


def test_what_is_still_to_do_on_the_sheet_article_is_told_by_cell(
    filled: Filled, tmp_path: Path
) -> None:
    place = filled.form("article", "publisher", "TODO: who published the text")

    assert filled.found(tmp_path) == [("D566", place)]


@pytest.mark.parametrize(
    ("row", "value", "code"),
    [
        (("article", "usual annotator"), "nobody", "D702"),
        (("article", "language"), "English", "D105"),
        (("article", "published"), "last week", "D703"),
        (("annotator", "kind"), "robot", "D104"),
        (("dataset", "version"), "one", "D105"),
    ],
)
def test_values_on_the_sheet_article_are_checked(
    filled: Filled, tmp_path: Path, row: tuple[str, str], value: str, code: str
) -> None:
    place = filled.form(*row, value)

    assert (code, place) in filled.found(tmp_path)


def test_rows_of_the_sheet_article_that_name_nothing_are_told(
    filled: Filled, tmp_path: Path
) -> None:
    last = filled.book["Article"].max_row
    filled.put("Article", last + 1, about="Nobody!", field="title", value="x")
    filled.put("Article", last + 2, about="dataset", field="title", value="again")
    filled.put("Article", last + 3, about="dataset", field="a/b/c", value="x")
    filled.put("Article", last + 4, about="dataset", field="title/x", value="x")

    found = filled.found(tmp_path)

    assert ("D705", f"Article!A{last + 1}") in found
    assert ("D705", f"Article!B{last + 2}") in found
    assert ("D703", f"Article!B{last + 4}") in found


def test_a_statement_may_have_no_annotator_though_there_is_a_usual_one(
    filled: Filled, tmp_path: Path
) -> None:
    filled.form("article", "usual confidence", "High")
    filled.put("Claims", PARTNERS, annotator="none", confidence="low")

    dataset = filled.sealed(tmp_path)

    (utterance,) = dataset[PARTNERSHIP].utterances
    assert (utterance.annotator, utterance.confidence) == (None, "low")
    assert dataset.events[0].accounts[0].confidence == "high"


# --- what is told once, where it is -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        (("Claims", HELD, "reporting words"), "said so"),
        (("Claims", HELD, "reporting words"), "again"),
        (("Events", LETTERS, "time words"), "again"),
    ],
)
def test_words_that_are_not_in_the_sentence_are_told_as_cells_say_it(
    filled: Filled, tmp_path: Path, cell: tuple[str, int, str], typed: str
) -> None:
    *row, heading = cell
    filled.put(*row, **{heading: typed})

    (finding,) = filled.report(tmp_path)

    assert (finding.code, finding.location.cell) == ("D707", filled.place(*cell))
    assert "nth" not in finding.message


@pytest.mark.parametrize("heading", ["words", "reporting words"])
def test_words_that_the_sentence_has_several_times_are_told_as_cells_say_it(
    filled: Filled, tmp_path: Path, heading: str
) -> None:
    filled.put("Text", AGAIN, **{"nothing to code because": None})
    filled.put("Claims", AGAIN, speaker="Paul Cambon", **{"same as": "c3", heading: "again"})

    (finding, *_) = filled.report(tmp_path)
    filled.put("Claims", AGAIN, **{heading: "again (2)"})

    assert (finding.code, finding.location.cell) == ("D707", filled.place("Claims", AGAIN, heading))
    assert "again (2)" in finding.message
    assert "D707" not in [code for code, _ in filled.found(tmp_path)]


def test_words_of_another_sentence_that_stand_once_are_found_there(
    filled: Filled, tmp_path: Path
) -> None:
    filled.put("Claims", HELD, **{"reporting words": "denied"})

    assert filled.found(tmp_path) == []


@pytest.mark.parametrize("words", ["2-3", "at 21-85"])
def test_words_are_sought_in_all_that_a_row_names(
    filled: Filled, tmp_path: Path, words: str
) -> None:
    filled.put("Claims", HELD, words=words, **{"reporting words": "exchanged"})

    assert "D707" not in [code for code, _ in filled.found(tmp_path)]


def test_words_of_a_record_may_stand_in_the_evidence_of_another_row(
    filled: Filled, tmp_path: Path
) -> None:
    filled.put("Claims", HELD, **{"time it holds": "unresolved", "time words": "It".lower()})

    assert "D707" not in [code for code, _ in filled.found(tmp_path)]


@pytest.mark.parametrize("number", [None, "x", 99])
def test_a_row_whose_sentence_is_not_known_is_told_once(
    filled: Filled, tmp_path: Path, number: object
) -> None:
    filled.put("Claims", PARTNERS, no=number, claim=None, sentence=None)

    assert [found for found in filled.found(tmp_path) if found[0] != "D307"] == [
        ("D705", filled.place("Claims", PARTNERS, "no"))
    ]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (TITLE, "no", "put it back above that of 2"),
        (LETTERS, "no", "put it back below that of 1 and above that of 3"),
        (HELD, "no", 'sentence 3, "Cambon held that they bound London to F…", is gone'),
        (AGAIN, "no", "put it back below that of 5"),
        (HELD, "text", "write them here as they were"),
        (TITLE, "text", "the words of sentence 1"),
    ],
)
def test_a_sentence_that_is_gone_is_told_and_not_what_comes_of_it(
    filled: Filled, tmp_path: Path, row: int, column: str, said: str
) -> None:
    if column == "no":
        filled.book["Text"].delete_rows(row)
    else:
        filled.put("Text", row, text=None)

    report = filled.report(tmp_path)

    assert {d.code for d in report} == {"D705"}
    assert any(said in d.message and d.location.cell.startswith("Text!") for d in report)


def test_a_sheet_text_without_rows_is_told(filled: Filled, tmp_path: Path) -> None:
    filled.book["Text"].delete_rows(2, 20)

    assert ("D705", "Text") in filled.found(tmp_path)


def test_sentences_that_were_put_into_one_row_are_not_gone(filled: Filled, tmp_path: Path) -> None:
    words = [filled.cell("Text", row, "text").value for row in (DENIED, PARTNERS)]
    filled.put("Text", DENIED, text=" ".join(words))
    filled.book["Text"].delete_rows(PARTNERS)
    for heading in ("proposition", "kind", "tense", "about"):
        filled.put("Claims", PARTNERS, **{heading: None})
    filled.put("Claims", DENIED, sentence=None)

    assert filled.found(tmp_path) == []


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"speaker": "officials"}, "speaker", "leave speaker blank"),
        ({"speaker is": "role_only"}, "speaker", "leave speaker blank"),
        ({"speaker": None}, "speaker is", '"speaker is" is missing'),
    ],
)
def test_a_speaker_who_is_no_actor_is_told_which_cells_to_fill(
    filled: Filled, tmp_path: Path, cells: dict[str, str], column: str, said: str
) -> None:
    filled.put("Claims", HELD, **cells)

    (finding,) = filled.report(tmp_path)

    assert finding.location.cell == filled.place("Claims", HELD, column)
    assert said in finding.message


def test_a_time_that_is_counted_is_told_with_its_form(filled: Filled, tmp_path: Path) -> None:
    filled.put("Events", LETTERS, when="1912-11 (resolved)")

    (finding,) = filled.report(tmp_path)

    assert finding.code == "D503"
    assert "1912-11 from letters" in finding.message


def test_a_time_is_counted_from_the_article(filled: Filled, tmp_path: Path) -> None:
    filled.form("article", "published", "1912-12")
    filled.put("Events", LETTERS, when="1912-11 from letters")

    time = filled.sealed(tmp_path).events[0].accounts[0].time
    assert (time.basis, time.against) == ("resolved", "article:letters")
