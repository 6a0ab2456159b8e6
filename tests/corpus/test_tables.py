"""The tables of a corpus: the rows are those of one dataset, the columns the same for all."""

import bz2
import gzip
import json
import lzma
from pathlib import Path

import pytest
from hypothesis import given

import detente
from detente import corpus, testing
from detente.corpus import layout, rows
from detente.corpus.parts import batches_of
from detente.diagnostics import pointer
from detente.records import Span
from detente.records.walk import parts
from detente.statement import row as statement_row
from detente.statement import timeline
from tests.corpus.contents import rows_of, statuses
from tests.paths import ROOT
from tests.profiles import examples
from tests.sample import DATA, TEXTS

pa = pytest.importorskip("pyarrow", reason="the extra corpus is not installed")
parquet = pytest.importorskip("pyarrow.parquet", reason="the extra corpus is not installed")

BUNDLED = detente.load_dataset("dprk-russia")
EXAMPLE = ROOT / "examples" / "entente-cordiale"


@pytest.fixture(scope="module")
def bundled(tmp_path_factory) -> Path:
    """The bundled dataset as a corpus."""
    out = tmp_path_factory.mktemp("bundled") / "out"
    corpus.flatten("@dprk-russia", out, workers=1)
    return out


def without(row, *names):
    return {name: value for name, value in row.items() if name not in names}


# --- columns -----------------------------------------------------------------------------------------


def test_every_table_has_the_origin_of_its_rows_first() -> None:
    for name, schema in corpus.schemas().items():
        assert schema.names[:2] == ["file", "record"], name
        assert "path" in schema.names
        assert len(set(schema.names)) == len(schema.names)


def test_columns_have_types_and_say_what_they_hold() -> None:
    for schema in corpus.schemas().values():
        for field in schema:
            assert field.type != pa.null()
            assert field.metadata[b"description"]


def test_columns_follow_from_the_records() -> None:
    schemas = corpus.schemas()
    assert set(statement_row.COLUMNS) <= set(schemas["statements"].names)
    assert set(timeline.COLUMNS) <= set(schemas["events"].names)
    for name in layout.NAMES.values():
        columns = {column.name for column in layout.table_of(name).columns}
        assert columns <= set(schemas[name].names)
    assert schemas["claims"].field("about").type == pa.list_(pa.string())
    assert schemas["actors"].field("identifiers").type.value_type.field("valid").type == (
        pa.string()
    )
    assert schemas["statements"].field("evidence").type.value_type.field("start").type == (
        pa.int64()
    )


def test_what_has_rows_of_its_own_is_no_list_of_another_table() -> None:
    for name in ("claims", "articles", "phases"):
        names = corpus.schemas()[name].names
        assert not {"utterances", "uncoded_spans", "period_words", "evidence"} & set(names)


# --- rows --------------------------------------------------------------------------------------------


def test_statements_are_those_of_the_dataset(bundled) -> None:
    expected = [said.to_dict() for said in BUNDLED.statements()]
    found = rows_of(bundled, "statements")

    for row, said in zip(found, expected, strict=True):
        evidence = [[span["start"], span["end"]] for span in row["evidence"]]
        assert {name: row[name] for name in said} | {"evidence": evidence} == said
        assert row["record"] == said["id"]


def test_events_are_the_timeline(bundled) -> None:
    expected = [told.to_dict() for told in BUNDLED.timeline()]
    found = rows_of(bundled, "events")

    assert [without(row, "evidence")["id"] for row in found] == [told["id"] for told in expected]
    assert [row["from"] for row in found] == [told["from"] for told in expected]
    assert [row["agent"] for row in found] == [told["agent"] for told in expected]


def test_days_of_statements_are_those_of_their_dates(bundled) -> None:
    by_date = {row["as_of"]: (row["from"], row["to"]) for row in rows_of(bundled, "statements")}

    for date, days in by_date.items():
        value = detente.edtf.parse(date)
        for day, bound in zip(days, (value.earliest, value.latest), strict=True):
            assert day == (bound.isoformat() if isinstance(bound, detente.edtf.Day) else None)


def test_paths_lead_from_the_record_to_what_the_row_is_of(bundled) -> None:
    arrays = json.loads(detente.dumps(BUNDLED)).values()
    records = {r["id"]: r for array in arrays if isinstance(array, list) for r in array}
    for table in ("statements", "events", "participants", "phases", "factors", "spans"):
        for row in rows_of(bundled, table):
            value = records[row["record"]]
            for part in row["path"].split("/")[1:]:
                value = value[int(part)] if isinstance(value, list) else value[part]
            shared = value.keys() & row.keys() & {"article", "actor", "label", "start", "end"}
            assert shared or table == "phases"
            assert all(row[name] == value[name] for name in shared)


def test_phases_and_factors_name_the_parties_and_the_article(bundled) -> None:
    for table in ("phases", "factors"):
        for row in rows_of(bundled, table):
            relation = BUNDLED[row["relation"]]
            assert tuple(row["parties"]) == relation.parties
            account = relation.accounts[row["account"]]
            assert row["article"] == account.article
            assert row["grounds"] == list(getattr(account, table)[row["n"]].grounds)


def test_all_spans_are_there_with_their_articles(bundled) -> None:
    expected = [
        (record.id, pointer(part.path), part.value.start, part.article)
        for record in BUNDLED
        for part in parts(record)
        if part.cls is Span
    ]
    found = [
        (row["record"], row["path"], row["start"], row["article"])
        for row in rows_of(bundled, "spans")
    ]
    assert found == expected


def test_labels_are_for_people(bundled) -> None:
    labels = {row["record"]: row["label"] for row in rows_of(bundled, "actors")}
    assert labels["actor:russia"] == "Russia"


@examples(2)
@given(testing.datasets())
def test_rows_of_any_dataset_fit_the_columns(dataset) -> None:
    held = {}
    for table, row in rows.rows(dataset, lambda _: "file"):
        held.setdefault(table, []).append(row)
        assert row.keys() <= {column.name for column in layout.columns(table)}
    try:
        batches = batches_of(held)
    except (ValueError, OverflowError):  # numbers of more than 64 bits
        return
    assert {name: batch.num_rows for name, batch in batches.items()} == {
        name: len(listed) for name, listed in held.items()
    }


# --- files -------------------------------------------------------------------------------------------


def test_files_may_be_json_lines_and_compressed(tmp_path, inline) -> None:
    lines = b"".join(detente.codec.lines.encode_lines(detente.loads(DATA)))
    folder = tmp_path / "in"
    folder.mkdir()
    made = {
        "a.detente.json": DATA,
        "b.detente.json.gz": gzip.compress(DATA),
        "c.detente.json.bz2": bz2.compress(DATA),
        "d.detente.json.xz": lzma.compress(DATA),
        "e.detente.json.zst": pa.compress(DATA, "zstd", asbytes=True),
        "f.detente.jsonl": lines,
        "g.detente.jsonl.gz": gzip.compress(lines),
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    corpus.flatten(folder, tmp_path / "out")

    assert statuses(tmp_path / "out") == {"clean": 7}
    by_file = {}
    for row in rows_of(tmp_path / "out", "statements"):
        by_file.setdefault(Path(row["file"]).name, []).append(without(row, "file"))
    assert by_file.keys() == made.keys()
    assert all(listed == by_file["a.detente.json"] for listed in by_file.values())


def test_files_that_cannot_be_decompressed_are_refused(tmp_path, inline) -> None:
    for suffix in ("gz", "bz2", "xz", "zst"):
        (tmp_path / f"a.detente.json.{suffix}").write_bytes(b"nonsense")
    (tmp_path / "b.detente.json.gz").write_bytes(gzip.compress(DATA)[:-20])
    report = corpus.flatten(tmp_path, tmp_path / "out")

    assert report.rules == {"D016": 5}
    for row in rows_of(tmp_path / "out", "findings"):
        assert "cannot be decompressed" in row["message"]


def test_the_files_of_a_folder_dataset_are_one_dataset_with_a_line_each(tmp_path, inline) -> None:
    document = json.loads(DATA)
    claims = {
        "format": "detente",
        "version": document["version"],
        "claims": document.pop("claims"),
    }
    folder = tmp_path / "in" / "whole"
    folder.mkdir(parents=True)
    (folder / "dataset.detente.json").write_text(json.dumps(document), "utf-8")
    (folder / "claims.detente.json").write_text(json.dumps(claims), "utf-8")
    corpus.flatten(tmp_path / "in", tmp_path / "out")
    lines = list(corpus.read_manifest(tmp_path / "out"))

    assert [Path(line.file).name for line in lines] == [
        "claims.detente.json",
        "dataset.detente.json",
    ]
    assert {line.dataset for line in lines} == {str(folder)}
    assert {line.status for line in lines} == {"clean"}
    files = {row["file"] for row in rows_of(tmp_path / "out", "claims")}
    assert files == {str(folder / "claims.detente.json")}

    (folder / "claims.detente.json").write_bytes(b"{")
    corpus.flatten(tmp_path / "in", tmp_path / "out")
    assert [(line.status, line.reason) for line in corpus.read_manifest(tmp_path / "out")] == [
        ("refused", None),
        ("refused", "another file of its dataset is refused"),
    ]
    (folder / "claims.detente.json").unlink()
    report = corpus.flatten(tmp_path / "in", tmp_path / "out")
    assert (report.total, report.read) == (1, 1)


def test_texts_prove_the_spans_and_no_word_of_them_is_written(tmp_path, inline) -> None:
    texts, folder, out = tmp_path / "texts", tmp_path / "in", tmp_path / "out"
    texts.mkdir()
    folder.mkdir()
    (folder / "a.detente.json").write_bytes(DATA)
    for name, text in TEXTS.items():
        (texts / name).write_text(text, "utf-8")
    (texts / "other.txt").write_text("Nothing to do with it.", "utf-8")
    assert corpus.flatten(folder, out, texts=texts).rules == {}

    (texts / "union.txt").write_text(TEXTS["union.txt"].replace("Karlstad", "Malmo"), "utf-8")
    with pytest.raises(detente.InputError, match=r"other settings \(texts\)"):
        corpus.flatten(folder, out, texts=texts)
    report = corpus.flatten(folder, tmp_path / "edited", texts=texts)
    assert "D402" in report.rules  # found by its name
    (texts / "union.txt").unlink()
    assert corpus.flatten(folder, tmp_path / "gone", texts=texts).rules == {"D401": 1}
    sentence = " ".join(TEXTS["later.txt"].split()[:6]).encode()
    for part in (*out.rglob("*.parquet"), *(tmp_path / "edited").rglob("*.parquet")):
        columns = parquet.read_table(part).to_pylist()
        assert sentence not in json.dumps(columns, ensure_ascii=False).encode()


def test_folders_of_texts_must_hold_texts(tmp_path, inline) -> None:
    (tmp_path / "a.detente.json").write_bytes(DATA)
    (tmp_path / "texts").mkdir()
    for folder, reason in (("texts", "file in it"), ("nowhere", "no such file")):
        with pytest.raises(detente.InputError, match=reason):
            corpus.flatten(tmp_path / "a.detente.json", tmp_path / "out", texts=tmp_path / folder)


def test_strict_adds_the_rules_of_a_release(tmp_path, inline) -> None:
    (tmp_path / "a.detente.json").write_bytes(DATA)
    report = corpus.validate(tmp_path / "a.detente.json", tmp_path / "out", strict=True)

    expected = detente.validate(DATA, strict=True)
    assert sum(report.rules.values()) == len(expected)
    assert report.errors == len(expected.errors)
    assert list(report.rows) == ["findings"]


def test_parts_are_written_in_groups_of_rows(clean_files, tmp_path, inline, monkeypatch) -> None:
    monkeypatch.setattr("detente.corpus.parts._ROWS", 1000)
    report = corpus.flatten(clean_files, tmp_path / "out", workers=1)
    rows_in_parts = [
        parquet.ParquetFile(path).metadata for path in (tmp_path / "out" / "spans").glob("*")
    ]

    assert sum(part.num_rows for part in rows_in_parts) == report.rows["spans"]


def test_a_folder_that_cannot_be_listed_is_an_input_error(tmp_path, monkeypatch) -> None:
    (tmp_path / "dataset.detente.json").write_bytes(DATA)

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("detente.corpus.sources.files_of", refuse)
    with pytest.raises(detente.InputError, match="permission denied"):
        corpus.flatten(tmp_path, tmp_path / "out")
