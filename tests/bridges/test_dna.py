import base64
import hashlib
import sqlite3
from contextlib import closing

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

import detente
from detente.bridges import BRIDGES, typed_texts
from detente.bridges.dna import schema, write
from detente.bridges.dna.documents import ABSENT
from detente.bridges.dna.writing import PASSWORD, _password
from detente.bridges.exporting import export
from detente.bridges.typed_spans import without_texts
from detente.cli import main
from detente.errors import InputError
from detente.statement.timeline import day_of
from tests.annotated import annotated
from tests.bridges import harbour
from tests.bridges.mutations import reaching
from tests.sample import DATA

HARBOUR, TEXTS = harbour.made()
TEXT = harbour.RAW.removeprefix("\ufeff").replace("\r\n", "\n")
BUNDLED = detente.load("@dprk-russia")

PARTLY = {
    "Attitude.concerns": "only issues in them, as issues of the claim",
    "Claim.causes": "only issues in them, as issues of the claim",
    "Claim.effects": "only issues in them, as issues of the claim",
    "Event.concerns": "only issues in them, as issues of the event",
    "Name.kind": "chooses the label",
    "Name.language": "chooses the label",
    "Relation.id": "where a claim is about it",
    "Relation.parties": "where a claim is about it, as its label",
}
"""What is seen in a database of fields that it does not carry."""


def tables(connection):
    return [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def shape(connection):
    """What a database says of its tables: columns, foreign keys, unique keys."""
    found = {}
    for table in tables(connection):
        columns = [row[1:] for row in connection.execute(f"PRAGMA table_info({table})")]
        keys = sorted(row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({table})"))
        unique = sorted(
            tuple(c[2] for c in connection.execute(f"PRAGMA index_info({row[1]})"))
            for row in connection.execute(f"PRAGMA index_list({table})")
            if row[2]
        )
        found[table] = columns, keys, unique
    return found


def written(dataset, path, texts=None):
    typed = without_texts(dataset)
    if texts is not None:
        typed = typed_texts(detente.attach(dataset, texts))
    write(typed, path)
    return sqlite3.connect(path)


def statements(connection):
    """The statements as the program reads them: a value for each variable, and the words."""
    found = []
    rows = connection.execute(
        "SELECT S.ID, T.Label, T.ID, D.Text, S.Start, S.Stop, C.Name FROM STATEMENTS S "
        "JOIN STATEMENTTYPES T ON T.ID = S.StatementTypeId JOIN DOCUMENTS D ON D.ID = S.DocumentId "
        "JOIN CODERS C ON C.ID = S.Coder"
    ).fetchall()
    for id_, label, type_, text, start, stop, coder in rows:
        words = text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le")
        values = {}
        for name, kind, variable in connection.execute(
            "SELECT Variable, DataType, ID FROM VARIABLES WHERE StatementTypeId = ?", (type_,)
        ):
            query = {
                "short text": "SELECT E.Value FROM DATASHORTTEXT X JOIN ENTITIES E ON E.ID = X.Entity "
                "AND E.VariableId = X.VariableId WHERE X.StatementId = ? AND X.VariableId = ?",
                "long text": "SELECT Value FROM DATALONGTEXT WHERE StatementId = ? AND VariableId = ?",
                "boolean": "SELECT Value FROM DATABOOLEAN WHERE StatementId = ? AND VariableId = ?",
            }[kind]
            ((values[name],),) = connection.execute(query, (id_, variable)).fetchall()
        found.append({"type": label, "words": words, "coder": coder, **values})
    return found


def test_the_tables_are_those_of_a_file_of_the_program(fixtures):
    with (
        closing(sqlite3.connect(":memory:")) as ours,
        closing(sqlite3.connect(":memory:")) as theirs,
    ):
        for statement in schema.statements():
            ours.execute(statement)
        theirs.executescript((fixtures / "dna/schema.sql").read_text(encoding="utf-8"))
        assert shape(ours) == shape(theirs)
        assert tables(ours) == tables(theirs)


def into_theirs(connection, fixtures):
    """All rows in tables made by the program, whose checks then hold for them."""
    with closing(sqlite3.connect(":memory:")) as theirs:
        theirs.executescript((fixtures / "dna/schema.sql").read_text(encoding="utf-8"))
        for table in tables(theirs):
            for row in connection.execute(f"SELECT * FROM {table}"):
                theirs.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
        assert theirs.execute("PRAGMA foreign_key_check").fetchall() == []


def has_day(published):
    return any(day_of(published, bound) for bound in ("earliest", "latest"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(annotated())
def test_every_dataset_is_one_for_the_program_with_its_texts_and_without(tmp_path, fixtures, made):
    dataset, texts = made
    for texts_ in (None, texts or None):
        if not all(has_day(article.published.value) for article in dataset.articles):
            with pytest.raises(InputError, match="nothing says on which day it was published"):
                written(dataset, tmp_path / "a.dna", texts_)
            continue
        with closing(written(dataset, tmp_path / "a.dna", texts_)) as connection:
            into_theirs(connection, fixtures)
            said = statements(connection)
            rows = detente.statements(dataset)
            assert len([s for s in said if s["type"] != "Issue"]) == len(rows)


@pytest.mark.parametrize(
    "dataset", [BUNDLED, detente.load(DATA), HARBOUR], ids=lambda d: d.dataset.id
)
def test_the_checks_of_the_program_hold(tmp_path, fixtures, dataset):
    with closing(written(dataset, tmp_path / "a.dna")) as connection:
        into_theirs(connection, fixtures)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_who_takes_which_position_is_a_statement(tmp_path):
    with closing(written(HARBOUR, tmp_path / "a.dna", TEXTS)) as connection:
        said = statements(connection)
    claims = [s for s in said if s["type"] == "DNA Statement"]
    assert [(s["person"], s["organization"], s["concept"], s["agreement"]) for s in claims] == [
        ("Aud Orm", "", "Varn is against the harbour.", 1),
        ("", "", "Varn is against the harbour.", 0),
        ("Dahl (2020)", "", "if Varn signs: Lethra gives way over the harbour.", 1),
    ]
    assert [s["holder"] for s in claims] == [
        "Aud Orm",
        "people in general (claim:opposes/utterances/1/sources/0)",
        "Dahl (2020)",
    ]
    assert [s["words"] for s in claims] == [
        "Varn opposes the harbour, 𝒳 and שלום",
        "Some deny it",
        "Lethra may yield",
    ]
    assert [s["coder"] for s in claims][1] == "Somebody else."
    assert [(s["commitment"], s["as_of"], s["dated"]) for s in claims][2] == (
        "PS+",
        "2020-03",
        "own",
    )
    assert "direction: negative\n" in claims[0]["details"]
    assert "side_label: Lethra\n" in claims[1]["details"]


def test_what_is_left_open_has_no_agreement_and_issues_have_statements_of_their_own(tmp_path):
    with closing(written(HARBOUR, tmp_path / "a.dna")) as connection:
        said = statements(connection)
    left_open = [s for s in said if s["type"] == "Uncommitted"]
    assert [s["commitment"] for s in left_open] == ["Uu"] * 4
    assert all("agreement" not in s for s in left_open)
    issues = [s for s in said if s["type"] == "Issue"]
    assert {s["issue"] for s in issues} == {"harbour of Lethra"}
    assert [s["commitment"] for s in issues] == ["Uu", "CT+", "Uu", "CT-", "PS+"]
    events = [s for s in said if s["type"] == "Event"]
    assert [(s["organization"], s["agreement"], s["status"]) for s in events] == [
        ("Lethra", 1, "occurred"),
        ("", 0, "hypothetical"),
        ("", 1, "occurred"),
    ]
    assert events[1]["event"].startswith("if Lethra gives way over the harbour: <html>")


def test_a_document_says_that_its_date_is_the_first_day_of_a_range(tmp_path):
    with closing(written(HARBOUR, tmp_path / "a.dna", TEXTS)) as connection:
        ((title, text, author, source, notes, type_, date),) = connection.execute(
            "SELECT Title, Text, Author, Source, Notes, Type, Date FROM DOCUMENTS WHERE ID = 1"
        )
    assert title == (
        "The harbour 🚢 of Lethra [published [2020-02..2020-03]; Date is the first day]"
    )
    assert date == 1580515200  # 2020-02-01 in UTC
    assert "published: [2020-02..2020-03]\ndate: Date is the first day\n" in notes
    assert (text, author, source, type_) == (TEXT, "Siv Dahl", "Lethra Times", "news")


@pytest.mark.parametrize(
    ("published", "remark", "date"),
    [
        ("2020-02-01", None, 1580515200),
        ("2020-02-01?", None, 1580515200),
        ("1969-12-31", None, -86400),
        ("../2020-02-01", "Date is the last day", 1580515200),
        ("2020-02-01/..", "Date is the first day", 1580515200),
        ("-0044-03-15", None, -63549360000),
    ],
)
def test_the_date_of_a_document_is_a_day_that_the_article_can_have(
    tmp_path, published, remark, date
):
    dataset = dated(published)
    with closing(written(dataset, tmp_path / "a.dna")) as connection:
        ((title, day),) = connection.execute("SELECT Title, Date FROM DOCUMENTS WHERE ID = 1")
    assert day == date
    assert ("[published" in title) == (remark is not None)
    assert remark is None or title.endswith(f"; {remark}]")


def dated(published):
    (article, *others) = HARBOUR.articles
    time = attrs.evolve(article.published, value=published)
    return attrs.evolve(HARBOUR, articles=(attrs.evolve(article, published=time), *others))


@pytest.mark.parametrize("published", ["../..", "/", None])
def test_an_article_without_any_day_is_refused_with_its_name_and_nothing_is_written(
    tmp_path, published
):
    with pytest.raises(InputError, match=r"article:harbour: nothing says on which day"):
        write(without_texts(dated(published)), tmp_path / "a.dna")
    assert [*tmp_path.iterdir()] == []


def test_without_texts_each_statement_stands_in_own_words_and_the_document_says_so(tmp_path):
    with closing(written(HARBOUR, tmp_path / "a.dna")) as connection:
        ((text,),) = connection.execute("SELECT Text FROM DOCUMENTS WHERE ID = 1")
        said = statements(connection)
    assert text.startswith(ABSENT)
    assert said[0]["words"] == "Varn is against the harbour."
    assert "evidence: " in said[0]["details"]
    for words in ("signed the pact", "Some deny"):
        assert words not in text


def test_words_that_a_copy_does_not_have_stand_behind_it_in_own_words(tmp_path):
    texts = TEXTS | {harbour.NAME: harbour.RAW.replace("Some deny it.", "")}
    with closing(written(HARBOUR, tmp_path / "a.dna", texts)) as connection:
        ((text,),) = connection.execute("SELECT Text FROM DOCUMENTS WHERE ID = 1")
        said = statements(connection)
    assert text.startswith("The harbour 🚢 of Lethra")
    assert f"\n\n{ABSENT}Varn is against the harbour.\n" in text
    (denied,) = [s for s in said if s["commitment"] == "CT-" and s["type"] == "DNA Statement"]
    assert denied["words"] == "Varn is against the harbour."


def test_of_words_in_pieces_the_first_piece_is_marked_and_all_offsets_are_in_the_details(tmp_path):
    (claim, *others) = HARBOUR.claims
    (utterance, *more) = claim.utterances
    (span,) = utterance.evidence
    first = attrs.evolve(span, start=0, end=11, anchor=None)
    pieces = attrs.evolve(utterance, evidence=(first, span))
    dataset = attrs.evolve(
        HARBOUR, claims=(attrs.evolve(claim, utterances=(pieces, *more)), *others)
    )
    with closing(written(dataset, tmp_path / "a.dna", TEXTS)) as connection:
        said = statements(connection)
    assert said[0]["words"] == "The harbour"
    assert f"evidence: 0-11 {span.start}-{span.end}" in said[0]["details"]


def test_hostile_labels_are_inert(tmp_path):
    with closing(written(HARBOUR, tmp_path / "a.dna")) as connection:
        values = [v for (v,) in connection.execute("SELECT Value FROM ENTITIES")]
        coders = [v for (v,) in connection.execute("SELECT Name FROM CODERS")]
        ((text,),) = connection.execute("SELECT Text FROM DOCUMENTS WHERE ID = 1")
    shown = [v for v in (*values, *coders, *text.splitlines()) if "img" in v]
    assert len(shown) > 4
    for value in shown:
        assert not value.lower().startswith("<html>")
        assert "\\u202eevil\\u2069 \\u0007\\u001b[31m" in value


@pytest.mark.parametrize("same", [False, True])
def test_a_label_that_is_too_long_is_cut_with_its_id_behind(tmp_path, same):
    long = ("x" * 250, ("x" if same else "y") * 250)
    claims = tuple(
        attrs.evolve(claim, proposition=words)
        for claim, words in zip(HARBOUR.claims[:2], long, strict=True)
    )
    dataset = attrs.evolve(HARBOUR, claims=(*claims, *HARBOUR.claims[2:]))
    with closing(written(dataset, tmp_path / "a.dna")) as connection:
        concepts = {s["concept"] for s in statements(connection) if "concept" in s}
        details = [s["details"] for s in statements(connection)]
    cut = [c for c in concepts if c.startswith(("x", "y"))]
    assert sorted(c.rpartition(" ")[2] for c in cut) == ["(claim:opposes)", "(claim:signs)"]
    assert {len(c) for c in cut} == {190}
    assert f"text: {long[0]}\n" in details[0]


def test_blank_words_have_a_place_and_a_value_too(tmp_path, fixtures):
    claim = attrs.evolve(HARBOUR.claims[0], proposition=" ")
    dataset = attrs.evolve(HARBOUR, claims=(claim, *HARBOUR.claims[1:]))
    with closing(written(dataset, tmp_path / "a.dna")) as connection:
        into_theirs(connection, fixtures)
        first, *_ = statements(connection)
    assert (first["words"], first["concept"]) == ("claim:opposes", " (claim:opposes)".strip())


def test_labels_that_a_database_cannot_tell_apart_are_refused(tmp_path):
    claims = tuple(
        attrs.evolve(claim, proposition=words)
        for claim, words in zip(HARBOUR.claims[:2], ("a\u202eb", "a\\u202eb"), strict=True)
    )
    dataset = attrs.evolve(HARBOUR, claims=(*claims, *HARBOUR.claims[2:]))
    with pytest.raises(InputError, match=r"claim:signs: .* that of another record"):
        write(without_texts(dataset), tmp_path / "a.dna")
    assert [*tmp_path.iterdir()] == []


def test_every_coder_has_the_password_of_the_documentation(tmp_path):
    _password.cache_clear()  # a test that does not count for coverage may have made it
    with closing(written(HARBOUR, tmp_path / "a.dna")) as connection:
        (hashed,) = {p for (p,) in connection.execute("SELECT Password FROM CODERS")}
        relations = connection.execute("SELECT Coder, OtherCoder FROM CODERRELATIONS").fetchall()
    raw = base64.b64decode(hashed)
    digest = raw[:16] + PASSWORD.encode()
    for _ in range(100_000):
        digest = hashlib.sha256(digest).digest()
    assert raw[16:] == digest
    assert sorted(relations) == [(1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2)]


def test_the_declaration_is_what_comes_back(tmp_path):
    def view(dataset):
        with closing(written(dataset, tmp_path / "a.dna")) as connection:
            found = {
                t: connection.execute(f"SELECT * FROM {t}").fetchall() for t in tables(connection)
            }
        found["SETTINGS"] = [row for row in found["SETTINGS"] if row[0] != "detente-sha256"]
        return found

    seen, tried = reaching(view, HARBOUR)
    carried = {f for f in BRIDGES["dna"].carries if f != "Article.published"}  # its value is
    assert carried <= tried
    assert carried <= seen
    assert seen - carried <= PARTLY.keys()


def test_the_same_dataset_gives_the_same_file(tmp_path):
    export(HARBOUR, "dna", tmp_path / "a.dna", texts=TEXTS)
    export(HARBOUR, "dna", tmp_path / "b.dna", texts=TEXTS)
    assert (tmp_path / "a.dna").read_bytes() == (tmp_path / "b.dna").read_bytes()


def test_a_part_without_a_header_is_written_too(tmp_path):
    with closing(written(attrs.evolve(HARBOUR, dataset=None), tmp_path / "a.dna")) as connection:
        assert len(statements(connection)) == 15


def test_a_disk_without_room_is_an_error_with_its_reason(tmp_path, monkeypatch):
    def full(_self):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("detente.bridges.dna.writing._Database.data", full)
    with pytest.raises(InputError, match="cannot be written: database or disk is full"):
        write(without_texts(HARBOUR), tmp_path / "a.dna")
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_is_not_there_is_refused(tmp_path, capsys):
    out = tmp_path / "none" / "a.dna"
    assert main(["export", "@dprk-russia", "--to", "dna", "-o", str(out)]) == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("output", ["sample.detente.json", "union.txt"])
def test_an_input_is_not_overwritten(folder, output, capsys):
    before = (folder / output).read_bytes()
    source, out = str(folder / "sample.detente.json"), str(folder / output)
    command = ["export", source, "--to", "dna", "--texts", str(folder), "-o", out]
    assert main(command) == 2
    assert "it is an input, and is not overwritten" in capsys.readouterr().err
    assert (folder / output).read_bytes() == before


@pytest.mark.parametrize(("to", "said"), [("dna", True), ("graphml", False)])
def test_the_command_speaks_of_words_only_where_they_are_written(tmp_path, capsys, to, said):
    (tmp_path / "harbour.detente.json").write_bytes(detente.dumps(HARBOUR))
    (tmp_path / harbour.NAME).write_text(harbour.RAW.replace("Some deny it.", ""), "utf-8")
    out = str(tmp_path / f"out.{to}")
    source = str(tmp_path / "harbour.detente.json")
    assert main(["export", source, "--to", to, "--texts", str(tmp_path), "-o", out]) == 0
    output = capsys.readouterr().out
    assert ("of 1 text" in output) == said
    assert ("not written: your copies do not have the words" in output) == said


def test_statements_of_an_article_that_is_not_there_are_refused(tmp_path):
    dataset = detente.loads(DATA)
    alone = dataset.evolve(articles=dataset.articles[1:])

    with pytest.raises(InputError, match=r"article:union: .* there is none"):
        export(alone, "dna", tmp_path / "x.dna")
    assert not list(tmp_path.iterdir())
