"""Files and archives as INCEpTION exports them, and hostile ones."""

import struct
import zipfile
from io import BytesIO

import pytest

from detente.bridges.cas import files, read, write
from detente.errors import InputError
from tests.bridges.cas.test_round_trip import BASE, plain
from tests.bridges.marks import marks_of

XMI = (
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" '
    'xmlns:detente="http:///detente.ecore">{}</xmi:XMI>'
)
SOFA = '<cas:Sofa xmi:id="1" sofaID="_InitialView" sofaString="{}"/>'
FINE = XMI.format(SOFA.format("Words"))


def archive(**entries):
    """An archive of names and contents; ``__`` in a name stands for a slash."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def read_bytes(tmp_path, data, name="a.xmi", **options):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read(path, **options)


def refused(tmp_path, data, name="a.xmi", **options):
    with pytest.raises(InputError) as caught:
        read_bytes(tmp_path, data, name, **options)
    return str(caught.value)


# --- what INCEpTION exports -------------------------------------------------------------------------


@pytest.fixture
def exported(tmp_path):
    """The XMI files of the sample by name."""
    write(BASE, tmp_path / "exported")
    return {file.name: file.read_bytes() for file in (tmp_path / "exported").glob("*.xmi")}


def of_document(name, data):
    return archive(**{name: data, "TypeSystem.xml": "<typeSystemDescription/>"})


def test_the_archive_of_a_document_is_read(tmp_path, exported):
    data = of_document("union.xmi", exported["union.xmi"])
    read_ = read_bytes(tmp_path, data, "union.zip")
    assert (read_.base, [*read_.texts]) == (BASE.digest, ["article:union"])
    assert read_.marks[0].place.startswith("union.zip/union.xmi, xmi:id ")


def test_a_folder_of_archives_and_files_is_read(tmp_path, exported):
    folder = tmp_path / "all" / "below"
    folder.mkdir(parents=True)
    (folder / "union.zip").write_bytes(of_document("union.xmi", exported["union.xmi"]))
    (folder.parent / "later.xmi").write_bytes(exported["later.xmi"])
    assert plain(read(folder.parent)) == plain(marks_of(BASE))


def project(exported, *annotators):
    entries = {"exportedproject123.json": "{}", "source__union.txt.xmi": "not XML"}
    for name, data in exported.items():
        for who in ("INITIAL_CAS", *annotators):
            entries[f"annotation__{name}__{who}.zip"] = of_document(name, data)
    return archive(**entries)


def test_the_archive_of_a_project_has_the_marks_of_its_annotator(tmp_path, exported):
    assert plain(read_bytes(tmp_path, project(exported, "ana"), "p.zip")) == plain(marks_of(BASE))


def test_of_several_annotators_one_is_named(tmp_path, exported):
    data = project(exported, "ana", "ben")
    assert "it has the marks of ana, ben: say whose to take" in refused(tmp_path, data, "p.zip")
    assert "no marks of eve: it has those of ana, ben" in refused(
        tmp_path, data, "p.zip", annotator="eve"
    )
    read_ = read_bytes(tmp_path, data, "p.zip", annotator="ben")
    assert plain(read_) == plain(marks_of(BASE))
    assert read_.marks[0].place.startswith("p.zip/annotation/later.xmi/ben.zip/later.xmi, ")


def test_one_annotator_alone_need_not_be_named(tmp_path):
    assert "no marks of eve: it does not say whose" in refused(tmp_path, FINE, annotator="eve")


def test_a_document_that_was_not_exported_has_the_name_of_its_file(tmp_path):
    entries = {
        "exportedproject.json": "{}",
        "annotation__talks.txt__ana.zip": archive(**{"talks.xmi": FINE}),
    }
    assert [*read_bytes(tmp_path, archive(**entries), "p.zip").texts] == ["talks"]


# --- what is none -----------------------------------------------------------------------------------


def test_two_files_of_one_article_are_refused(tmp_path, exported):
    for name in ("one.xmi", "two.xmi"):
        (tmp_path / name).write_bytes(exported["union.xmi"])
    (tmp_path / "exported" / "union.xmi").unlink()
    (tmp_path / "exported" / "later.xmi").unlink()
    with pytest.raises(InputError, match=r"one.xmi and two.xmi are both article:union"):
        read(tmp_path)


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(InputError, match=r"no \.xmi file in it"):
        read(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "gone.xmi")
    with pytest.raises(InputError, match="null"):
        read(tmp_path / "a\0b")
    with pytest.raises(InputError, match="too long"):
        read(tmp_path / ("a" * 5000))
    with pytest.raises(InputError, match=r"no \.xmi file in it"):
        read_bytes(tmp_path, archive(**{"a.txt": "x"}), "a.zip")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "not XML: no element found"),
        ("Words", "not XML: syntax error"),
        (FINE[:-9], "not XML: "),
        (b"\xff\xfe\x00", "not XML"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', "not XML"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "not XML"),
        (FINE.replace("Words", "&#xD800;"), "not XML: reference to invalid character"),
        ('<?xml version="1.1"?>' + FINE, "it is XML 1.1: export it as “UIMA CAS XMI (XML 1.0)”"),
        ('\ufeff{"%TYPES": {}}', "it is JSON: export it as “UIMA CAS XMI"),
        ("#FORMAT=WebAnno TSV 3.3\n", "it is WebAnno TSV: export it as “UIMA CAS XMI"),
        ("<html/>", "it is XML, but no XMI file"),
        (XMI.format(""), "it has no text"),
        (XMI.format('<cas:Sofa xmi:id="1" sofaID="_InitialView"/>'), "it has no text"),
        (XMI.format("<cas:NULL/>"), "the element uima.cas.NULL has no xmi:id"),
        (XMI.format(SOFA * 2), "two elements have the xmi:id 1"),
        (XMI.format("<a xmi:id='1'><b><c/></b></a>"), "<c> is nested too deeply"),
        (XMI.format("<a xmi:id='1'>" * 100_000), "<a> is nested too deeply"),
    ],
)
def test_what_is_no_xmi_file_is_refused(tmp_path, data, reason):
    assert reason in refused(tmp_path, data)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">',
    ],
)
def test_a_document_type_is_refused_so_there_are_no_entities(tmp_path, doctype):
    assert "it has a document type" in refused(tmp_path, doctype + FINE)


@pytest.mark.parametrize("said", ["0:000c", "5:000c", "1:0041", "x", f"{10**11}:000c"])
def test_control_characters_stand_where_spaces_are(tmp_path, said):
    document = f'<detente:Document xmi:id="2" base="b" article="a" controls="{said}"/>'
    data = XMI.format(document + SOFA.format("A text") + '<cas:View sofa="1" members="2"/>')
    assert "is no control character of this text" in refused(tmp_path, data)


def test_references_that_lead_nowhere_or_in_a_circle_end(tmp_path):
    claim = '<detente:Claim xmi:id="2" sofa="1" begin="0" end="5" links="3" about="4"/>'
    array = '<cas:FSArray xmi:id="3" elements="3 4 99"/><cas:FSArray xmi:id="4" elements="3"/>'
    data = XMI.format(claim + array + SOFA.format("Words") + '<cas:View sofa="1" members="2 9"/>')
    (mark,) = read_bytes(tmp_path, data).marks
    assert mark.features == {}


def test_an_array_belongs_to_one_mark_so_that_a_small_file_stays_small(tmp_path):
    claim = '<detente:Claim xmi:id="{}" sofa="1" begin="0" end="5" {}="9"/>'
    for name in ("links", "about"):
        claims = "".join(claim.format(n, name) for n in (2, 3))
        data = XMI.format(claims + '<cas:FSArray xmi:id="9"/>' + SOFA.format("Words"))
        data = data.replace("</xmi:XMI>", '<cas:View sofa="1" members="2 3"/></xmi:XMI>')
        assert "several elements have the array 9" in refused(tmp_path, data)


def test_an_archive_that_is_damaged_is_refused(tmp_path):
    fine = archive(**{"a.xmi": FINE * 9})
    for data in (b"", b"PK\x03\x04", fine[:-30], fine.replace(b"PK\x01\x02", b"PK\x01\x03")):
        assert "the archive cannot be read" in refused(tmp_path, data, "a.zip")
    at = fine.index(b"a.xmi") + 5
    assert "the archive cannot be read" in refused(
        tmp_path, fine[: at + 4] + b"\xff\xff\xff\xff" + fine[at + 8 :], "a.zip"
    )


def test_an_archive_that_is_encrypted_or_packed_by_an_unknown_method_is_refused(tmp_path):
    fine = archive(**{"a.xmi": FINE})
    central = fine.index(b"PK\x01\x02")
    encrypted = fine[: central + 8] + struct.pack("<H", 1) + fine[central + 10 :]
    assert "encrypted" in refused(tmp_path, encrypted, "a.zip")
    unknown = fine[: central + 10] + struct.pack("<H", 77) + fine[central + 12 :]
    assert "the archive cannot be read" in refused(tmp_path, unknown, "a.zip")


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_LARGEST", 2**20)
    bomb = archive(**{"a.xmi": b" " * 2**22})
    assert "a.xmi in the archive is too large" in refused(tmp_path, bomb, "a.zip")
    monkeypatch.setattr(files, "_TOTAL", 2**20)
    several = archive(**{f"{n}.xmi": FINE + " " * 2**19 for n in range(3)})
    assert "in the archive is too large" in refused(tmp_path, several, "a.zip")
    monkeypatch.setattr(files, "_MOST", 2)
    assert "more than 2 files" in refused(tmp_path, several, "a.zip")


def test_paths_in_an_archive_are_names_and_nothing_is_written(tmp_path):
    evil = archive(**{"../../evil.xmi": FINE, "/etc/evil.xmi": FINE.replace("Words", "Other")})
    (tmp_path / "inner").mkdir()
    assert "are both evil" in refused(tmp_path / "inner", evil, "a.zip")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.zip", "inner"]


def test_folders_and_crooked_names_in_an_archive_are_no_trouble(tmp_path):
    data = archive(**{"x.xmi/": "", "./a//talks.xmi": FINE, ".": "no name"})
    assert [*read_bytes(tmp_path, data, "a.zip").texts] == ["talks"]
    project_ = archive(**{"exportedproject.json": "{}", ".": "no name", "annotation__x.zip/": ""})
    assert "no .xmi file" in refused(tmp_path, project_, "p.zip")


def test_an_archive_in_an_archive_in_an_archive_is_not_opened(tmp_path):
    inner = archive(**{"exportedproject.json": "{}", "annotation__b__c.zip": b"no archive"})
    outer = {"exportedproject.json": "{}", "annotation__a__ana.zip": inner}
    assert "no .xmi file" in refused(tmp_path, archive(**outer), "p.zip")
