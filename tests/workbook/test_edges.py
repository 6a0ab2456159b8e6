"""What books hold that no person types, and what files do that hold them."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.codec.encode import to_plain
from detente.errors import InputError
from detente.pipeline.books import book_of, book_of_texts, write_book
from detente.pipeline.sealing import seal_values
from detente.text.profiles import profile
from detente.workbook import csv_folder, paths, xlsx
from detente.workbook.reading import read
from detente.workbook.sheets import Book, Row, Sheet
from detente.workbook.writing import write
from tests.paths import EXAMPLE
from tests.sample import TEXTS
from tests.sealing import SEALED
from tests.workbook.trips import again, comparable

SAMPLE = {"article:union": TEXTS["union.txt"], "article:later": TEXTS["later.txt"]}


def example() -> tuple[dict[str, Any], dict[str, str]]:
    """The example and its text."""
    dataset = detente.load(EXAMPLE / "entente-cordiale.detente.json")
    text = (EXAMPLE / "entente-cordiale.txt").read_text("utf-8")
    return to_plain(dataset), {dataset.articles[0].id: text}


def comes_back(document: dict[str, Any], texts: dict[str, str]) -> Book:
    """The book of a dataset, which gives the dataset back."""
    book = write(document, texts)
    draft, values = again(book, texts)
    assert draft.problems == []
    assert comparable(values) == comparable(seal_values(document, texts).values)
    return book


def cells(book: Book, sheet: str, heading: str) -> list[str]:
    return [row.cells[heading] for row in book.sheets[sheet].rows if heading in row.cells]


def test_two_articles_and_all_kinds_of_records_come_back() -> None:
    document = json.loads(SEALED)

    book = comes_back(document, SAMPLE)

    assert len(set(cells(book, "Text", "article"))) == 2


def test_two_records_of_one_id_are_not_written() -> None:
    """In a book an id tells the rows of a record, and the sentences of an article, from others."""
    document = json.loads(SEALED)
    (first, *_others) = document["articles"]
    (group, *_groups) = first["uncoded"]
    document["articles"].append({**first, "uncoded": [group, group]})

    with pytest.raises(detente.AmbiguousIdError, match=first["id"]):
        book_of(document, SAMPLE)


def test_the_bundled_dataset_comes_back(articles: Path) -> None:
    dataset = detente.load("@dprk-russia")
    texts = {
        article.id: text
        for file in sorted(articles.glob("*.txt"))
        for article in dataset.articles
        if article.text.sha256 == profile(text := file.read_text("utf-8")).sha256
    }
    document = to_plain(dataset)

    book = book_of(document, texts)

    written = xlsx.from_bytes(xlsx.to_bytes(book), "x.xlsx")
    values = seal_values(read(written).values, texts).values
    assert detente.dumps(detente.loads(json.dumps(values))) == detente.dumps(dataset)


def test_what_only_a_program_writes_comes_back() -> None:
    document, texts = example()
    claim, article = document["claims"][0], document["articles"][0]
    document["$schema"] = "https://example.org/schema.json"
    claim["ext"] = {"example.org/x": {"b": 1.0, "a": [True, None, "\u0000"]}}
    claim["note"] = " a note with blanks around it "
    claim["utterances"][0]["note"] = "odd: \u2028 _x0041_ \x0b"
    article["note"] = "\ttabs\t"
    article["segments"][0]["codes"] = ["frame/a", "frame/b"]
    article["segments"][1]["ext"] = {"example.org/y": 1}

    book = comes_back(document, texts)

    assert "/note" in cells(book, "Article", "field")
    assert any(line.startswith("ext = ") for line in cells(book, "Claims", "more")[0].split("\n"))


def test_the_order_of_records_and_places_comes_back() -> None:
    document, texts = example()
    document["claims"].reverse()
    document["claims"][-1]["utterances"].reverse()
    document["articles"][0]["uncoded"].reverse()

    book = comes_back(document, texts)

    assert cells(book, "Claims", "order") != []
    assert cells(book, "Claims", "order of places") != []
    assert cells(book, "Text", "uncoded group") != []


@pytest.mark.parametrize(
    "change", ["ext", "ext of a span", "no spans", "two reasons", "backwards", "no text"]
)
def test_uncoded_passages_that_marks_cannot_say_stand_on_the_sheet_article(change: str) -> None:
    document, texts = example()
    article = document["articles"][0]
    first, second = article["uncoded"][:2]
    if change == "ext":
        first["ext"] = {"example.org/x": 1}
    elif change == "ext of a span":
        first["spans"][0]["ext"] = {}
    elif change == "no spans":
        first["spans"] = []
    elif change == "two reasons":
        second["spans"].append({**first["spans"][0], "end": first["spans"][0]["end"] - 1})
    elif change == "backwards":
        first["spans"].reverse()
    else:
        texts = {}

    book = comes_back(document, texts)

    assert any("uncoded/" in field for field in cells(book, "Article", "field"))


def test_a_relation_with_two_accounts_of_one_article_comes_back() -> None:
    document, texts = example()
    relation = document["relations"][0]
    relation["note"] = "Said twice."
    relation["accounts"].append(copy.deepcopy(relation["accounts"][0]))

    book = comes_back(document, texts)

    assert "accounts" in cells(book, "Phases", "more")[0]


def test_accounts_without_phases_keep_their_order() -> None:
    document = json.loads(SEALED)
    relation = document["relations"][0]
    two = [copy.deepcopy(relation["accounts"][0]), copy.deepcopy(relation["accounts"][0])]
    two[0]["article"], two[1]["article"] = "article:later", "article:union"
    two[0]["note"] = "No phases."
    two[0].pop("phases", None)
    relation["accounts"] = two

    comes_back(document, SAMPLE)


def test_a_text_with_signs_that_no_cell_holds_comes_back() -> None:
    text = "One\x0c page. Another one.\n\nThird _x0041_ one. Fourth."
    book = book_of_texts({"odd.txt": text})

    assert cells(book, "Text", "text")[0] == "One  page."
    read_again = xlsx.from_bytes(xlsx.to_bytes(book), "x.xlsx")
    assert (
        read(read_again).values["articles"][0]["segments"]
        == read(book).values["articles"][0]["segments"]
    )


def test_a_text_without_blanks_is_cut_and_comes_back() -> None:
    book = book_of_texts({"long.txt": "x" * 20_000})

    assert len(book.sheets["Text"].rows) == 3


def test_sentences_that_repeat_are_told_apart() -> None:
    text = "No. No. No. Yes.\nNo. No. No. Yes.\nNo.\n"
    book = book_of_texts({"no.txt": text})

    again_ = read(book)

    assert again_.problems == []
    assert (
        "nth" in book.sheets["Text"].rows[0].cells or "within" in book.sheets["Text"].rows[0].cells
    )


def test_more_claims_of_a_sentence_than_letters_have_names() -> None:
    document, texts = example()
    first = document["claims"][0]
    for number in range(60):
        other = copy.deepcopy(first)
        other["id"] = f"claim:more-{number}"
        document["claims"].append(other)

    book = comes_back(document, texts)

    handles = cells(book, "Claims", "claim")
    assert len(set(handles)) == len(handles)
    assert {"c1b", "c1z", "c1zb"} <= set(handles)


# --- what people do to relations and to several articles ---------------------------------------------


def book_with(sheet: str, *rows: dict[str, str]) -> Any:
    document, texts = example()
    book = write(document, texts)
    held = book.sheets[sheet]
    held.columns = {heading: n for n, heading in enumerate(held.headings, 1)}
    for number, row in enumerate(held.rows, 2):
        row.number = number
    held.rows += [Row(row, 90 + n) for n, row in enumerate(rows)]
    return book


def test_rows_of_one_relation_need_no_id() -> None:
    rows = (
        {
            "parties": "Germany / France",
            "character": "rivalry",
            "period": "1905",
            "because of": "c20",
        },
    ) * 2
    draft = read(book_with("Phases", *rows))

    assert draft.problems == []
    made = draft.values["relations"][-1]
    assert made["id"] == "relation:france-germany"
    assert len(made["accounts"][0]["phases"]) == 2


def test_rows_of_one_relation_that_say_different_things_are_told() -> None:
    row = {"parties": "France / United Kingdom", "relation note": "one"}
    draft = read(
        book_with("Phases", row, row | {"relation note": "two"}, {"parties": "France / Mars"})
    )

    assert [(p.code, p.place.row) for p in draft.problems] == [("D702", 92), ("D705", 91)]


def test_rows_that_are_the_same_as_each_other_are_told() -> None:
    draft = read(
        book_with(
            "Claims", {"no": "2", "claim": "x1", "same as": "x2"}, {"claim": "x2", "same as": "x1"}
        )
    )

    assert {p.place.row for p in draft.problems} == {90, 91}


def test_of_two_articles_the_text_names_one() -> None:
    book = write(json.loads(SEALED), SAMPLE)
    rows = book.sheets["Text"].rows
    del rows[0].cells["article"]
    rows[1].cells["article"] = "article:none"
    book.sheets["Article"].rows += [
        Row({"about": "file", "field": "format", "value": "x"}),
        Row({"about": "dataset", "field": "title/x"}),
    ]

    messages = [p.message for p in read(book).problems]

    assert any(m.startswith("which article") for m in messages)
    assert any("no rows about article:none" in m for m in messages)
    assert any("of the file there is $schema alone" in m for m in messages)


# --- files ----------------------------------------------------------------------------------------


def test_a_cell_that_would_be_too_long_is_refused() -> None:
    book = Book({"Read me": Sheet("Read me", ["Read me"], [Row({"Read me": "x" * 40_000})])})

    with pytest.raises(InputError, match="a cell holds 32767"):
        xlsx.to_bytes(book)


def test_what_looks_like_a_formula_is_a_text_in_the_file() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = Book(
        {
            "Read me": Sheet(
                "Read me", ["Read me"], [Row({"Read me": t}) for t in ("=1+1", "-x", "@y", "+z")]
            )
        }
    )
    import io

    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.to_bytes(book)))["Read me"]

    assert [(c.value, c.data_type, c.quotePrefix) for (c,) in sheet.iter_rows(min_row=2)] == [
        (text, "s", True) for text in ("=1+1", "-x", "@y", "+z")
    ]


def test_a_folder_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch) -> None:
    def broken(_book: Book) -> dict[str, bytes]:
        raise RuntimeError

    monkeypatch.setattr(csv_folder, "to_files", broken)
    with pytest.raises(RuntimeError):
        write_book(Book(), f"{tmp_path / 'book'}/")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["missing/book.xlsx", "missing/book/"])
def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path, name: str) -> None:
    pytest.importorskip("openpyxl")
    book = book_of_texts({"a.txt": "One."})

    with pytest.raises(InputError, match="cannot be"):
        write_book(book, f"{tmp_path}/{name}")

    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_may_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()

    write_book(book_of_texts({"a.txt": "One."}), f"{tmp_path / 'book'}/")

    assert (tmp_path / "book" / "Text.csv").exists()


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_a_name_that_no_file_has_is_no_book(name: str) -> None:
    assert not paths.is_book(name)


def test_csv_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch) -> None:
    write_book(book_of_texts({"a.txt": "One."}), f"{tmp_path / 'book'}/")

    def broken(*_: Any, **__: Any) -> Any:
        raise csv_folder.csv.Error("odd")

    monkeypatch.setattr(csv_folder, "read_rows", broken)
    assert "odd" in str(detente.validate(tmp_path / "book"))


def test_a_relation_that_names_itself_as_a_party_is_written_by_its_id() -> None:
    document, texts = example()
    relation = document["relations"][0]
    relation["parties"] = [relation["id"], relation["id"]]

    assert write(document, texts).sheets


def test_a_document_without_a_header_comes_back() -> None:
    document, texts = example()
    document.pop("dataset")
    comes_back(document, texts)


def test_what_no_cell_can_hold_is_told_by_its_cell() -> None:
    document, texts = example()
    document["$schema"] = "urn:a\x1bb"
    book = write(document, texts)

    with pytest.raises(InputError, match=r"Article!C2 would have a control character"):
        xlsx.to_bytes(book)
