"""A dataset as tables: derived, described, and without loss."""

import csv
import json
import os
import random
import shutil
import sqlite3
import stat
import sys
from pathlib import Path

import attrs
import pytest
from hypothesis import given

import detente
from detente import Dataset, StructureError, testing
from detente.cli import main
from detente.records import model
from detente.records.labels import Labels
from detente.tabular import flat, folder, parquet
from detente.tabular.folder import read_tables, write_tables
from detente.tabular.frictionless import descriptor
from detente.tabular.layout import DERIVED, layout
from tests.paths import ROOT
from tests.profiles import examples

BUNDLED = detente.load_dataset("dprk-russia")
EXAMPLE = detente.load(ROOT / "examples/entente-cordiale/entente-cordiale.detente.json")
TABLES = detente.tables(BUNDLED)


def same(one: Dataset, other: Dataset) -> bool:
    """Equal, and 1 is not 1.0: by the bytes of the files."""
    return one == other and detente.dumps(one) == detente.dumps(other)


def leaves(cls) -> int:
    """How many fields of a record and its parts hold values, lists counted as one field each."""
    return sum(
        leaves(field.type) if field.base == "record" else 1 for field in model.describe(cls).fields
    )


# --- the layout ------------------------------------------------------------------------------------


def test_every_field_of_the_records_has_a_column() -> None:
    columns = [c for table in layout() for c in table.columns if c.path is not None]

    assert len(columns) == leaves(Dataset)


def test_names_are_unique_and_short_enough_for_databases() -> None:
    names = [table.name for table in layout()]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 63  # what PostgreSQL keeps of a name
    for table in layout():
        columns = [column.name for column in table.columns]
        assert len(set(columns)) == len(columns), table.name
        assert set(table.key) <= set(columns)
        assert set(table.owner_key) == set(table.key) - {"n"} or table.owner is None


def test_what_stands_alone_in_a_record_can_be_told_from_its_absence() -> None:
    """A record without a required value of its own would be lost if it had no other."""
    for cls in model.classes(Dataset):
        for field in cls.fields:
            if field.base == "record" and not field.many and cls.type is not Dataset:
                inner = model.describe(field.type).fields
                assert any(f.required and not f.many and f.base != "record" for f in inner)


def test_columns_and_tables_say_what_they_are() -> None:
    for table in layout():
        assert table.description
        assert all(column.description for column in table.columns)
    claims = next(table for table in layout() if table.name == "claims")
    assert "The claims that the articles make or report." in claims.description
    assert all("``" not in column.description for column in claims.columns)


def test_every_table_and_column_is_there_even_if_empty() -> None:
    empty = detente.tables(Dataset())

    assert list(empty) == list(TABLES) == [table.name for table in layout()]
    assert [name for name, rows in empty.items() if rows] == ["file"]
    for table in layout():
        for row in TABLES[table.name]:
            assert list(row) == [column.name for column in table.columns]


# --- there and back --------------------------------------------------------------------------------


@examples(0.5)
@given(testing.datasets())
def test_tables_hold_all_of_a_dataset(dataset) -> None:
    tables = detente.tables(dataset)
    without = {name: rows for name, rows in tables.items() if name not in DERIVED and rows}
    for rows in without.values():
        random.Random(0).shuffle(rows)

    assert same(detente.from_tables(tables), dataset)
    assert same(detente.from_tables(without), dataset)


@examples(0.5)
@given(testing.datasets())
def test_cells_are_plain(dataset) -> None:
    for rows in detente.tables(dataset).values():
        for row in rows:
            assert all(type(v) in (str, int, float, bool, type(None)) for v in row.values())
            assert "" not in row.values()


@examples(0.5)
@given(testing.datasets())
def test_csv_holds_all_of_a_dataset(tmp_path_factory, dataset) -> None:
    out = tmp_path_factory.mktemp("csv") / "out"
    tables = write_tables(dataset, out)

    assert read_tables(out) == tables
    assert same(detente.from_tables(read_tables(out)), dataset)


def test_tables_without_rows_are_left_out_unless_asked_for(tmp_path) -> None:
    some = write_tables(BUNDLED, tmp_path / "some")
    every = write_tables(BUNDLED, tmp_path / "every", empty=True)

    assert set(some) < set(every) == {table.name for table in layout()}
    assert {path.stem for path in (tmp_path / "some").glob("*.csv")} == set(some)
    assert {path.stem for path in (tmp_path / "every").glob("*.csv")} == set(every)
    assert not any(every[name] for name in every.keys() - some.keys())
    assert read_tables(tmp_path / "some") == some
    assert same(detente.from_tables(read_tables(tmp_path / "some")), BUNDLED)
    assert same(detente.from_tables(read_tables(tmp_path / "every")), BUNDLED)
    assert errors_of(tmp_path / "some") == errors_of(tmp_path / "every") == set()
    assert list(some)[:2] == ["statements", "timeline"]


def test_an_empty_table_that_others_refer_to_is_there(tmp_path) -> None:
    lost = attrs.evolve(BUNDLED.events[0], concerns=("issue:nowhere",), part_of=None)
    nobody = Dataset(events=(lost,), articles=BUNDLED.articles)
    rows = write_tables(nobody, tmp_path / "out")

    assert rows["actors"] == []
    assert (tmp_path / "out/actors.csv").read_text("utf-8").startswith("id,n,kind")
    assert "links" not in rows
    found = errors_of(tmp_path / "out")
    assert {table for table, _, error in found if error == "foreign-key"} >= {
        "events_accounts_participants",
        "events_concerns",
    }


@pytest.mark.parametrize("dataset", [BUNDLED, EXAMPLE], ids=["bundled", "example"])
def test_published_datasets_come_back(dataset, tmp_path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    written = write_tables(dataset, tmp_path / "out", parquet=True)
    stored = {name: pq.read_table(tmp_path / f"out/{name}.parquet").to_pylist() for name in written}

    assert same(detente.from_tables(read_tables(tmp_path / "out")), dataset)
    assert same(detente.from_tables(stored), dataset)


def test_what_looks_like_a_formula_stays_as_it_is(tmp_path) -> None:
    odd = '=1+1,"x"\r\ny'
    claim = attrs.evolve(BUNDLED.claims[0], proposition=odd, note="-2", ext={"a/b": "@x"})
    dataset = BUNDLED.evolve(claims=(claim, *BUNDLED.claims[1:]))
    write_tables(dataset, tmp_path / "out")

    assert b',"=1+1,""x""\r\ny",' in (tmp_path / "out/claims.csv").read_bytes()
    assert same(detente.from_tables(read_tables(tmp_path / "out")), dataset)


def test_long_cells_are_read_and_the_limit_of_others_is_kept(tmp_path) -> None:
    claim = attrs.evolve(BUNDLED.claims[0], ext={"a/b": "x" * 200_000})
    dataset = BUNDLED.evolve(claims=(claim, *BUNDLED.claims[1:]))
    write_tables(dataset, tmp_path / "out")
    before = csv.field_size_limit()

    assert same(detente.from_tables(read_tables(tmp_path / "out")), dataset)
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("value", [0.1, 5e-324, -1.5e-7, 1e22 + 0.0, -(2**80), 0])
def test_numbers_come_back_as_they_were(tmp_path, value) -> None:
    value = int(value) if float(value).is_integer() else value  # as files have them
    (quantity, *_) = (q for claim in BUNDLED.claims for q in claim.quantities)
    claim = attrs.evolve(BUNDLED.claims[0], quantities=(attrs.evolve(quantity, value=value),))
    dataset = BUNDLED.evolve(claims=(claim, *BUNDLED.claims[1:]))
    write_tables(dataset, tmp_path / "out")

    assert same(detente.from_tables(read_tables(tmp_path / "out")), dataset)


def test_missing_cells_and_whole_numbers_as_data_frames_have_them() -> None:
    tables = detente.tables(BUNDLED)
    for row in tables["claims_quantities"]:
        row["value"] = float(row["value"])
    for rows in tables.values():
        for row in rows:
            row |= {name: float("nan") for name, value in row.items() if value is None}

    assert same(detente.from_tables(tables), BUNDLED)


# --- what is refused -------------------------------------------------------------------------------


def test_ids_that_occur_twice_make_no_tables() -> None:
    twice = BUNDLED.evolve(claims=(*BUNDLED.claims, BUNDLED.claims[0]))
    with pytest.raises(detente.AmbiguousIdError, match=BUNDLED.claims[0].id):
        detente.tables(twice)


def test_what_no_file_may_hold_makes_no_tables() -> None:
    empty = BUNDLED.evolve(claims=(attrs.evolve(BUNDLED.claims[0], proposition=""),))
    with pytest.raises(detente.UnwritableError):
        detente.tables(empty)
    with pytest.raises(detente.NewerVersionError):
        detente.tables(Dataset(version="1.9"))


def changed(change):
    tables = detente.tables(BUNDLED)
    change(tables)
    return tables


REFUSED = [
    ("no table nonsense", lambda t: t.update(nonsense=[])),
    ("claims: no column nonsense", lambda t: t["claims"][0].update(nonsense=1)),
    ("claims: rows are dicts", lambda t: t.update(claims=["id", "n"])),
    ("is a list", lambda t: t["claims"][0].update(note=["x"])),
    ("events: .* twice", lambda t: t["events"][0].update(id=t["events"][1]["id"])),
    ("no claims has the key", lambda t: t["claims_about"][0].update(claim="claim:none")),
    ("no claims_utterances has the key", lambda t: t["claims_utterances"].pop()),
    ("claims: the positions", lambda t: t["claims"][0].update(n=1)),
    ("claims_about: the positions", lambda t: t["claims_about"][0].update(n=True)),
    ("claims_about: the positions", lambda t: t["claims_about"][0].pop("n")),
    ("file: one row, not 2", lambda t: t["file"].append({})),
    ("dataset: .* twice", lambda t: t["dataset"].append(t["dataset"][0])),
    ("dataset: one row, not 2", lambda t: t["dataset"].append({"id": "dataset:other"})),
    ("format", lambda t: t.pop("file")),
    ("ext is no JSON", lambda t: t["claims"][0].update(ext="{")),
    ("ext is no JSON", lambda t: t["claims"][0].update(ext=5)),
    ("a key twice", lambda t: t["claims"][0].update(ext='{"a/b": 1, "a/b": 2}')),
    ("object", lambda t: t["claims"][0].update(ext="[]")),
    ("kind", lambda t: t["claims"][0].update(kind="nonsense")),
    ("aggregate", lambda t: t["events"][0].update(aggregate=1)),
    ("start", lambda t: t["mentions_spans"][0].update(start=1.5)),
    ("evidence", lambda t: t["claims_utterances_evidence"].clear()),
    ("basis", lambda t: t["claims"][0].update(scope_basis=None, scope_value="1905")),
]


@pytest.mark.parametrize(("said", "change"), REFUSED, ids=[str(n) for n in range(len(REFUSED))])
def test_tables_that_are_no_dataset_are_refused(said, change) -> None:
    with pytest.raises(StructureError, match=said):
        detente.from_tables(changed(change))


def write(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "events_themes.csv").write_bytes(text.encode())
    (path / "claims_quantities.csv").write_bytes(b"claim,n,value,approximate\r\n")
    return path


def test_csv_of_others_is_read(tmp_path) -> None:
    text = "\ufeffn,theme,event\n0,trade,event:x\n,,event:y\n"
    assert read_tables(write(tmp_path / "in", text))["events_themes"] == [
        {"n": 0, "theme": "trade", "event": "event:x"},
        {"n": None, "theme": None, "event": "event:y"},
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("event,n,nonsense\n", "column 'nonsense' is unknown"),
        ("event,n,n\n", "column 'n' is .* twice"),
        ("event,n,theme\nx,0\n", "line 2: 2 cells of 3"),
        ("event,n,theme\nx,1.0,trade\n", "line 2: n is no integer: '1.0'"),
        ("event,n,theme\nx,one,trade\n", "n is no integer"),
        (f"event,n,theme\nx,{'9' * 5000},trade\n", "n is no integer"),
    ],
)
def test_csv_that_is_no_table_is_refused(tmp_path, text, said) -> None:
    with pytest.raises(StructureError, match=said):
        read_tables(write(tmp_path / "in", text))


@pytest.mark.parametrize("row", ["c,0,1,True", "c,0,1e,true", "c,0,nan,true", "c,0, 1,true"])
def test_truth_values_and_numbers_are_not_guessed(tmp_path, row) -> None:
    place = write(tmp_path / "in", "event,n,theme\n")
    (place / "claims_quantities.csv").write_text(f"claim,n,value,approximate\n{row}\n")
    with pytest.raises(StructureError, match=r"is no (boolean|number)"):
        read_tables(place)


def test_what_cannot_be_read_is_said(tmp_path) -> None:
    with pytest.raises(detente.InputError, match="no tables in it"):
        read_tables(tmp_path)
    for data, said in ((b'event\n"x', "unexpected end of data"), (b"event\n\xff", "utf-8")):
        (tmp_path / "events_themes.csv").write_bytes(data)
        with pytest.raises(detente.InputError, match=said):
            read_tables(tmp_path)
    (tmp_path / "events_themes.csv").unlink()
    (tmp_path / "events_themes.csv").mkdir()
    with pytest.raises(detente.InputError, match="is a directory"):
        read_tables(tmp_path)


# --- the description -------------------------------------------------------------------------------


def errors_of(out: Path) -> set[tuple[str, int, str]]:
    """What frictionless finds: table, line, kind of error."""
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(out / "datapackage.json"))
    assert report.errors == []
    assert len(report.tasks) == len(list(out.glob("*.csv")))
    found = {(t.name, getattr(e, "row_number", 0), e.type) for t in report.tasks for e in t.errors}
    assert report.valid is (not found)
    return found


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("written") / "out"
    write_tables(BUNDLED, out)
    return out


def test_frictionless_accepts_the_package(written) -> None:
    assert errors_of(written) == set()


@examples(0.07)
@given(testing.datasets())
def test_frictionless_accepts_other_packages(tmp_path_factory, dataset) -> None:
    out = tmp_path_factory.mktemp("other") / "out"
    write_tables(dataset, out)

    assert errors_of(out) == set()


WRONG = [
    ("claims_utterances", "article", "article:none", "foreign-key"),
    ("claims_about", "about", "actor:none", "foreign-key"),
    ("claims_about", "about", "article:huffpost-2015", "constraint-error"),
    ("claims_about", "n", "77", None),
    ("claims_utterances_evidence", "utterance", "17", "foreign-key"),
    ("claims_themes", "claim", "claim:none", "foreign-key"),
    ("actors", "part_of", "actor:none", "foreign-key"),
    ("claims", "kind", "nonsense", "constraint-error"),
    ("claims", "ext", "{", "type-error"),
    ("claims", "proposition", "", "constraint-error"),
    ("mentions_spans", "start", "-1", "constraint-error"),
    ("events", "aggregate", "maybe", "type-error"),
    ("links", "on", "claim:none", "foreign-key"),
    ("relations_accounts_phases_grounds", "ground", "event:none", "foreign-key"),
    ("records", "kind", "nonsense", "constraint-error"),
    ("file", "format", "other", "constraint-error"),
]


def test_frictionless_finds_each_mistake_and_no_other(written, tmp_path) -> None:
    out = tmp_path / "out"
    shutil.copytree(written, out)
    expected = set()
    for table in {name for name, *_ in WRONG}:
        with (out / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            names, *rows = csv.reader(file)
        mistakes = [mistake[1:] for mistake in WRONG if mistake[0] == table]
        for number, (column, value, error) in enumerate(mistakes):
            rows[number][names.index(column)] = value
            if error:
                expected.add((table, number + 2, error))
        with (out / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([names, *rows])

    assert errors_of(out) == expected


def test_frictionless_finds_what_an_id_leaves_behind(written, tmp_path) -> None:
    out = tmp_path / "out"
    shutil.copytree(written, out)
    with (out / "mentions.csv").open(encoding="utf-8", newline="") as file:
        names, _first, second, *rows = csv.reader(file)
    with (out / "mentions.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, second, second, *rows])

    found = errors_of(out)
    assert ("mentions", 3, "primary-key") in found
    assert {table for table, _, error in found if error == "foreign-key"} == {"mentions_spans"}


def test_a_reference_into_nothing_is_exported_and_found(tmp_path) -> None:
    claim = attrs.evolve(BUNDLED.claims[0], about=("actor:none",))
    write_tables(BUNDLED.evolve(claims=(claim, *BUNDLED.claims[1:])), tmp_path / "out")

    assert errors_of(tmp_path / "out") == {("claims_about", 2, "foreign-key")}


def test_the_package_says_what_the_header_says() -> None:
    header = attrs.evolve(BUNDLED.dataset, license="MIT AND (CC-BY-4.0 OR GPL-2.0+)", note=None)
    package = descriptor(BUNDLED.evolve(dataset=attrs.evolve(header, creators=())))

    assert package["profile"] == "tabular-data-package"
    assert package["name"] == "dprk-russia"
    assert package["title"] == header.title
    assert [licence["name"] for licence in package["licenses"]] == ["MIT", "CC-BY-4.0", "GPL-2.0"]
    assert {licence["title"] for licence in package["licenses"]} == {header.license}
    assert "description" not in package
    assert "contributors" not in package
    assert descriptor(BUNDLED)["contributors"][0]["role"] == "author"
    assert descriptor(Dataset())["name"] == "part"
    assert "licenses" not in descriptor(Dataset())


def test_vocabularies_and_documentation_are_in_the_package() -> None:
    resources = {r["name"]: r for r in descriptor(BUNDLED)["resources"]}
    fields = {f["name"]: f for f in resources["claims"]["schema"]["fields"]}

    assert fields["kind"]["constraints"]["enum"] == [kind.value for kind in detente.ClaimKind]
    assert fields["kind"]["description"] == "What kind of evidence would settle it."
    assert fields["ext"]["type"] == "object"
    assert all(r["description"] for r in resources.values())
    assert all(f["description"] for r in resources.values() for f in r["schema"]["fields"])


def names(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def test_a_database_holds_the_tables_with_all_keys() -> None:
    db = sqlite3.connect(":memory:")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA defer_foreign_keys = ON")
    for resource in descriptor(BUNDLED)["resources"]:
        schema = resource["schema"]
        parts = [f'"{f["name"]}"' for f in schema["fields"]]
        if "primaryKey" in schema:
            parts.append(f"PRIMARY KEY ({names(schema['primaryKey'])})")
        for key in schema.get("foreignKeys", ()):
            there = key["reference"]["resource"] or resource["name"]
            parts.append(
                f"FOREIGN KEY ({names(key['fields'])}) REFERENCES {there}"
                f" ({names(key['reference']['fields'])}) DEFERRABLE INITIALLY DEFERRED"
            )
        db.execute(f"CREATE TABLE {resource['name']} ({', '.join(parts)})")
    with db:
        for name, rows in TABLES.items():
            for row in rows:
                marks = ", ".join("?" * len(row))
                db.execute(f"INSERT INTO {name} VALUES ({marks})", list(row.values()))

    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    (count,) = db.execute("SELECT count(*) FROM claims_utterances").fetchone()
    assert count == sum(len(claim.utterances) for claim in BUNDLED.claims)
    with pytest.raises(sqlite3.IntegrityError), db:
        db.execute("INSERT INTO claims_about VALUES ('claim:none', 0, 'actor:russia')")
    db.close()


def test_statements_are_those_of_the_dataset() -> None:
    rows = BUNDLED.statements()

    assert len(TABLES["statements"]) == len(rows)
    for row, statement in zip(TABLES["statements"], rows, strict=True):
        assert row["holder"] == statement.holder
        assert row["about"] == (" ".join(statement.about) or None)
        spans = [[int(n) for n in span.split("-")] for span in row["evidence"].split()]
        assert spans == [[span.start, span.end] for span in statement.evidence]
        assert row["via"] == (" ".join(statement.via) or None)
        assert (row["condition"], row["dated"]) == (statement.condition, statement.dated)
        assert (row["condition"] is None) is (row["condition_kind"] is None)


def test_the_timeline_is_that_of_the_dataset_in_order() -> None:
    rows = BUNDLED.timeline()

    assert [row["id"] for row in TABLES["timeline"]] == [row.id for row in rows]
    assert [row["from"] for row in TABLES["timeline"]] == [row.first_day for row in rows]
    assert [row["agent"] for row in TABLES["timeline"]] == [
        " ".join(row.agent) or None for row in rows
    ]


@pytest.mark.parametrize(
    ("name", "rows"),
    [("statements", BUNDLED.statements()), ("timeline", BUNDLED.timeline())],
    ids=["statements", "timeline"],
)
def test_the_columns_of_several_values_are_those_of_the_rows(name, rows) -> None:
    several = {column for row in rows for column, v in row.to_dict().items() if type(v) is list}
    table = next(table for table in layout() if table.name == name)

    assert several == flat.LISTS & flat.ATTRIBUTES[name].keys()
    assert {c.name for c in table.columns if "Separated by" in c.description} == {
        *flat.columns(flat.ATTRIBUTES[name])
    } & {column for one in several for column in (one, one + flat.LABEL)}
    required = {column.name for column in table.columns if column.required} - {"n"}
    assert all(row[column] for row in TABLES[name] for column in required)


def test_labels_stand_beside_ids_in_flat_tables() -> None:
    labels = Labels(BUNDLED)

    for name in ("statements", "timeline"):
        for row in TABLES[name]:
            shown = [column for column in row if column.endswith("_label")]
            assert shown
            for column in shown:
                ids = row[column.removesuffix("_label")]
                expected = "; ".join(map(labels.holder, ids.split())) if ids else None
                assert row[column] == expected


# --- Parquet ---------------------------------------------------------------------------------------


def test_parquet_keeps_types_and_descriptions(tmp_path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    write_tables(BUNDLED, tmp_path / "out", parquet=True)
    schema = pq.read_schema(tmp_path / "out/claims_quantities.parquet")

    types = {name: str(schema.field(name).type) for name in ("n", "value", "approximate", "unit")}
    assert types == {"n": "int64", "value": "double", "approximate": "bool", "unit": "string"}
    assert b"number" in schema.field("value").metadata[b"description"]
    assert not schema.field("n").nullable
    assert schema.field("upper").nullable


@pytest.mark.parametrize("value", [2**53 + 1, 10**400])
def test_numbers_that_do_not_fit_are_refused(tmp_path, value) -> None:
    pytest.importorskip("pyarrow")
    (quantity, *_) = (q for claim in BUNDLED.claims for q in claim.quantities)
    claim = attrs.evolve(BUNDLED.claims[0], quantities=(attrs.evolve(quantity, value=value),))
    dataset = BUNDLED.evolve(claims=(claim, *BUNDLED.claims[1:]))
    with pytest.raises(detente.UnwritableError, match=r"claims_quantities: value .* CSV holds it"):
        write_tables(dataset, tmp_path / "out", parquet=True)
    assert list(tmp_path.iterdir()) == []

    write_tables(dataset, tmp_path / "out")
    assert same(detente.from_tables(read_tables(tmp_path / "out")), dataset)


def test_offsets_that_do_not_fit_are_refused(tmp_path) -> None:
    pytest.importorskip("pyarrow")
    span = detente.Span(start=0, end=2**63)
    mention = attrs.evolve(BUNDLED.mentions[0], spans=(span,))
    dataset = BUNDLED.evolve(mentions=(mention, *BUNDLED.mentions[1:]))
    with pytest.raises(detente.UnwritableError, match="mentions_spans: end"):
        write_tables(dataset, tmp_path / "out", parquet=True)


def test_without_pyarrow_the_extra_is_named(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(detente.MissingExtraError) as caught:
        parquet.engine()
    assert caught.value.args == ("pyarrow", "tables")

    assert main(["tables", str(tmp_path / "out"), "--parquet"]) == 2
    assert "detente[tables]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# --- the command -----------------------------------------------------------------------------------


def test_command_writes_a_folder(tmp_path, capsys) -> None:
    out = tmp_path / "out"
    assert main(["tables", str(out)]) == 0

    written = [name for name, rows in TABLES.items() if rows]
    rows = sum(map(len, TABLES.values()))
    assert f"{len(written)} tables, {rows} rows" in capsys.readouterr().out
    names = {f"{name}.csv" for name in written} | {"datapackage.json"}
    assert {path.name for path in out.iterdir()} == names
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    assert package["name"] == "dprk-russia"
    assert [resource["name"] for resource in package["resources"]] == written
    assert main(["tables", str(tmp_path / "all"), "--empty"]) == 0
    assert f"{len(TABLES)} tables, {rows} rows" in capsys.readouterr().out
    shutil.rmtree(tmp_path / "all")
    data = (out / "claims.csv").read_bytes()
    assert data.startswith(b"id,n,proposition,kind,")
    assert data.count(b"\r\n") == data.count(b"\n") == len(BUNDLED.claims) + 1


def test_folder_has_the_usual_mode_or_keeps_its_own(tmp_path) -> None:
    mask = os.umask(0o027)
    try:
        write_tables(EXAMPLE, tmp_path / "new")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o750
    (tmp_path / "empty").mkdir(mode=0o711)
    write_tables(EXAMPLE, tmp_path / "empty")
    assert stat.S_IMODE((tmp_path / "empty").stat().st_mode) == 0o711
    (tmp_path / "place").mkdir()
    (tmp_path / "link").symlink_to("place")
    write_tables(EXAMPLE, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "place" / "claims.csv").exists()


def test_places_that_are_taken_are_refused(tmp_path, capsys, monkeypatch) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("x")
    (tmp_path / "here").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.chdir(tmp_path / "here")
    for name, said in (
        ("../file", "it is a file"),
        ("../full", "is not empty"),
        (".", "the working directory"),
        ("../file/below", ""),
        ("../none/below", "cannot be made: no such file or directory"),
        ("../loop", ""),
        ("x" * 300, "file name too long"),
        ("a\0b", "null"),
    ):
        before = sorted(tmp_path.rglob("*"))
        assert main(["tables", name]) == 2
        error = capsys.readouterr().err
        assert said in error
        assert error.count("\n") == 1
        assert sorted(tmp_path.rglob("*")) == before


def test_sources_that_do_not_load_are_reported(tmp_path, capsys) -> None:
    broken = tmp_path / "broken.detente.json"
    broken.write_text('{"format": "detente", "version": "1.0", "claims": [{}]}')
    assert main(["tables", str(tmp_path / "out"), str(broken)]) == 1
    assert "D1" in capsys.readouterr().err
    assert main(["tables", str(tmp_path / "out"), str(tmp_path / "none.detente.json")]) == 2
    assert "no such file" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_nothing_half_written_remains(tmp_path, monkeypatch, capsys, error) -> None:
    write_one, count = folder._write_csv, []

    def fails(*arguments):
        count.append(1)
        if len(count) > 5:
            raise error
        write_one(*arguments)

    monkeypatch.setattr(folder, "_write_csv", fails)
    assert main(["tables", str(tmp_path / "out")]) == 2
    assert ("no space left" in capsys.readouterr().err) == isinstance(error, OSError)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_filled_meanwhile_is_left_alone(tmp_path, monkeypatch) -> None:
    out = tmp_path / "out"
    write_one = folder._write_csv

    def meddles(*arguments):
        out.mkdir(exist_ok=True)
        (out / "mine").write_text("x")
        write_one(*arguments)

    monkeypatch.setattr(folder, "_write_csv", meddles)
    with pytest.raises(detente.InputError, match="cannot be written"):
        write_tables(EXAMPLE, out)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert [path.name for path in out.iterdir()] == ["mine"]


def test_tables_of_a_dataset_without_a_header_give_none() -> None:
    without = BUNDLED.evolve(dataset=None)
    assert same(detente.from_tables(detente.tables(without)), without)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_or_a_device_in_a_folder_of_tables_is_not_read(tmp_path: Path) -> None:
    for path, make in (
        (tmp_path / "claims.csv", os.mkfifo),
        (tmp_path / "actors.csv", lambda path: path.symlink_to("/dev/zero")),
    ):
        make(path)
        with pytest.raises(detente.InputError, match=f"{path.name}: not a regular file"):
            read_tables(tmp_path)
        path.unlink()
