import hashlib
import json
import re

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

import detente
from detente.bridges import BRIDGES
from detente.bridges.croissant import write
from detente.bridges.exporting import export
from detente.bridges.registry import all_fields
from detente.bridges.typed_spans import without_texts
from detente.cli import main
from detente.errors import InputError, MissingExtraError, UnwritableError
from detente.tabular import parquet
from detente.tabular.layout import layout
from detente.testing import datasets
from tests.bridges import harbour
from tests.sample import DATA

pq = pytest.importorskip("pyarrow.parquet", reason="pip install 'detente[tables]'")
yaml = pytest.importorskip("yaml", reason="the head of the card is YAML")

HARBOUR, TEXTS = harbour.made()
BUNDLED = detente.load("@dprk-russia")


def written(dataset, folder):
    write(without_texts(dataset), folder)
    return folder


def head_of(folder):
    _, head, body = (folder / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


def described(folder):
    return json.loads((folder / "croissant.json").read_text(encoding="utf-8"))


def rows_of(folder):
    return {t.name: pq.read_table(folder / f"data/{t.name}.parquet").to_pylist() for t in layout()}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(datasets())
def test_the_tables_are_the_dataset(tmp_path_factory, dataset):
    folder = tmp_path_factory.mktemp("a") / "out"
    assert detente.from_tables(rows_of(written(dataset, folder))) == dataset


@pytest.mark.parametrize("dataset", [BUNDLED, HARBOUR], ids=lambda d: d.dataset.id)
def test_nothing_is_lost(tmp_path, dataset):
    assert detente.from_tables(rows_of(written(dataset, tmp_path / "out"))) == dataset
    assert BRIDGES["croissant"].losses == frozenset()
    assert BRIDGES["croissant"].carries == all_fields()


def test_a_table_without_rows_has_its_columns_with_types_and_no_group_of_rows(tmp_path):
    folder = written(detente.load(DATA), tmp_path / "out")
    empty = [n for n, rows in rows_of(folder).items() if not rows]
    assert empty
    for table in layout():
        file = pq.ParquetFile(folder / f"data/{table.name}.parquet")
        assert file.schema_arrow.names == [column.name for column in table.columns]
        assert "null" not in {str(type_) for type_ in file.schema_arrow.types}
        assert file.num_row_groups == (table.name not in empty)


def test_the_description_names_each_file_with_its_digest_and_each_column(tmp_path):
    folder = written(HARBOUR, tmp_path / "out")
    about = described(folder)
    for file in about["distribution"]:
        data = (folder / file["contentUrl"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(data).hexdigest()
    columns = {(s["name"], f["name"]) for s in about["recordSet"] for f in s["field"]}
    assert columns == {(t.name, c.name) for t in layout() for c in t.columns}
    assert not any("references" in field for s in about["recordSet"] for field in s["field"])
    assert about["name"] == "harbour"
    assert about["license"] == ["https://spdx.org/licenses/CC-BY-4.0"]


@pytest.mark.parametrize(
    ("issued", "date"), [("2024-05-01", "2024-05-01"), ("2024-05", None), (None, None)]
)
def test_the_description_has_a_date_only_where_a_day_is_known(tmp_path, issued, date):
    header = attrs.evolve(HARBOUR.dataset, issued=issued)
    folder = written(attrs.evolve(HARBOUR, dataset=header), tmp_path / "out")
    assert described(folder).get("datePublished") == date
    assert (f", issued {issued}" in head_of(folder)[1]) == (issued is not None)


def test_the_card_lists_every_table_and_says_that_there_are_no_texts(tmp_path):
    head, body = head_of(written(BUNDLED, tmp_path / "out"))
    assert [c["config_name"] for c in head["configs"]] == [t.name for t in layout()]
    assert [c["config_name"] for c in head["configs"] if c.get("default")] == ["statements"]
    assert (head["license"], head["language"]) == ("cc-by-4.0", ["en"])
    assert "**The texts are not included**" in body
    assert f"| `claims` | {len(BUNDLED.claims)} |" in body


@pytest.mark.parametrize(
    ("licence", "named"),
    [("MIT", "mit"), ("CC0-1.0", "cc0-1.0"), ("MIT OR CC-BY-4.0", "other"), ("EUPL-1.2", "other")],
)
def test_a_licence_that_the_site_has_no_name_for_is_given_by_its_own(tmp_path, licence, named):
    header = attrs.evolve(HARBOUR.dataset, license=licence)
    head, _ = head_of(written(attrs.evolve(HARBOUR, dataset=header), tmp_path / "out"))
    assert head["license"] == named
    assert head.get("license_name") == (licence if named == "other" else None)


def test_hostile_words_are_inert_in_the_card_and_the_description(tmp_path):
    folder = written(HARBOUR, tmp_path / "out")
    head, body = head_of(folder)
    assert head["pretty_name"].startswith("<html><img src=x onerror=1> & ]]> \\u202eevil\\u2069")
    assert not re.search(r"(?<!\\)<(html|img)", body)
    assert "\\<html\\>\\<img src=x onerror=1\\>" in body
    for name in ("README.md", "croissant.json"):
        written_ = (folder / name).read_text(encoding="utf-8")
        for sign in "\u202e\u2069\x07\x1b\ufeff\u2028":
            assert sign not in written_
    assert {line.strip() for line in body.splitlines() if line.startswith("#")} == {
        next(line for line in body.splitlines() if line.startswith("# ")),
        "## Tables",
    }


def test_words_of_the_texts_are_never_in_it(tmp_path):
    export(HARBOUR, "croissant", tmp_path / "a", texts=TEXTS)
    export(HARBOUR, "croissant", tmp_path / "b")
    names = [p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*") if p.is_file()]
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
        assert b"signed the pact" not in (tmp_path / "a" / name).read_bytes()


def test_a_part_without_a_header_is_written_too(tmp_path):
    folder = written(attrs.evolve(HARBOUR, dataset=None), tmp_path / "out")
    assert described(folder)["name"] == "part"
    assert head_of(folder)[0]["pretty_name"] == "part"


def test_a_number_that_parquet_cannot_hold_is_refused_and_nothing_is_left(tmp_path):
    data = detente.load(DATA)
    article = attrs.evolve(data.articles[0], text=attrs.evolve(data.articles[0].text, length=2**63))
    large = attrs.evolve(data, articles=(article, *data.articles[1:]))
    with pytest.raises(UnwritableError, match="fits no 64-bit number"):
        write(without_texts(large), tmp_path / "out")
    assert [*tmp_path.iterdir()] == []


def test_without_pyarrow_the_extra_is_named_and_nothing_is_left(tmp_path, monkeypatch, capsys):
    def missing():
        raise MissingExtraError("pyarrow", "tables")

    monkeypatch.setattr(parquet, "engine", missing)
    out = tmp_path / "out"
    assert main(["export", "@dprk-russia", "--to", "croissant", "-o", str(out)]) == 2
    assert "pip install 'detente[tables]'" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_holds_something_is_not_written_over(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="new or empty folder"):
        export(HARBOUR, "croissant", tmp_path)


# --- the readers, which are large: .ci/run --full runs these -------------------------------------


@pytest.mark.parametrize("dataset", [BUNDLED, HARBOUR], ids=lambda d: d.dataset.id)
def test_datasets_loads_every_table(tmp_path, monkeypatch, dataset):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    library = pytest.importorskip(
        "datasets", reason="large; pip install 'detente[proof-croissant]'"
    )
    library.disable_progress_bars()
    folder = written(dataset, tmp_path / "out")
    rows = rows_of(folder)
    for table in layout():
        stored = {"split": "train", "cache_dir": str(tmp_path / "cache")}
        streamed = library.load_dataset(str(folder), table.name, streaming=True, **stored)
        assert list(streamed.features) == [column.name for column in table.columns]
        assert list(streamed) == rows[table.name]
        if rows[table.name]:  # the library itself keeps no table without rows on disk
            loaded = library.load_dataset(str(folder), table.name, **stored)
            assert loaded.to_list() == rows[table.name]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of what it is made with
@pytest.mark.parametrize("dataset", [BUNDLED, HARBOUR], ids=lambda d: d.dataset.id)
def test_mlcroissant_loads_every_record_set(tmp_path, dataset):
    library = pytest.importorskip(
        "mlcroissant", reason="large; pip install 'detente[proof-croissant]'"
    )
    folder = written(dataset, tmp_path / "out")
    loaded = library.Dataset(str(folder / "croissant.json"))
    issues = loaded.metadata.ctx.issues
    assert not issues.errors
    assert all("is recommended" in str(warning) for warning in issues.warnings)
    rows = rows_of(folder)
    for table in layout():
        records = [
            {name.rpartition("/")[2]: _plain(value) for name, value in record.items()}
            for record in loaded.records(table.name)
        ]
        assert records == rows[table.name], table.name


def _plain(value):
    """A value as the table has it: the library gives bytes for text, and NaN for nothing."""
    if isinstance(value, bytes):
        return value.decode()
    return None if value != value else value  # noqa: PLR0124  NaN


def test_a_folder_with_something_in_it_is_not_written_into(tmp_path):
    (tmp_path / "mine").write_text("mine")

    with pytest.raises(detente.InputError, match="give a new or empty folder"):
        detente.bridges.export(BUNDLED, "croissant", tmp_path)
    with pytest.raises(detente.InputError, match="it is a folder"):
        detente.bridges.export(BUNDLED, "graphml", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
