"""REFI-QDA projects, read by lxml and judged by the schema of the format."""

import io
import re
import zipfile
from collections import Counter
from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import assume, given

import detente
from detente.bridges import BRIDGES, LAYERS, typed_texts
from detente.bridges.qdpx import write
from detente.errors import InputError
from detente.inert import visible
from tests.annotated import annotated
from tests.bridges import scripts
from tests.bridges.fields import expected, of_feature, of_layer
from tests.command import run
from tests.profiles import examples
from tests.sample import TEXTS
from tests.sealing import SEALED

etree = pytest.importorskip("lxml.etree", reason="the proof needs lxml")
BRIDGE = BRIDGES["qdpx"]
NS = {"q": "urn:QDA-XML:project:1.0"}
SAMPLE = detente.load(SEALED)


class Mark(NamedTuple):
    layer: str
    start: int
    end: int
    words: str
    features: dict[str, tuple[str, ...]]


class Project:
    """A project as somebody else reads it."""

    def __init__(self, data: bytes) -> None:
        archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = archive.namelist()
        self.xml = archive.read("project.qde")
        self.root = etree.fromstring(self.xml)
        codes = {c.get("guid"): c.get("name") for c in self.all("Code")}
        users = {u.get("guid"): u.get("name") for u in self.all("User")}
        notes = {n.get("guid"): n.findtext("q:PlainTextContent", "", NS) for n in self.all("Note")}
        self.texts: list[str] = []
        self.marks: dict[str, Mark] = {}
        self.variables: list[dict[str, str]] = []
        variables = {v.get("guid"): v.get("name") for v in self.all("Variable")}
        for source in self.all("TextSource"):
            path = source.get("plainTextPath").removeprefix("internal://")
            text = archive.read(f"sources/{path}").decode()
            self.texts.append(text)
            self.variables.append(
                {
                    variables[value[0].get("targetGUID")]: value.findtext("q:TextValue", "", NS)
                    for value in source.findall("q:VariableValue", NS)
                }
            )
            for selection in source.findall("q:PlainTextSelection", NS):
                start, end = (int(selection.get(f"{side}Position")) for side in ("start", "end"))
                features: dict[str, tuple[str, ...]] = {}
                codings = selection.findall("q:Coding", NS)
                (layer,) = {codes[c[0].get("targetGUID")] for c in codings} & set(LAYERS)
                for coding in codings:
                    named = codes[coding[0].get("targetGUID")]
                    if named != layer:
                        own, feature, value = named.split(": ", 2)
                        assert own == layer
                        features[feature] = (*features.get(feature, ()), value)
                    if coding.get("creatingUser"):
                        features["annotator"] = (users[coding.get("creatingUser")],)
                for note in selection.findall("q:NoteRef", NS):
                    for line in notes[note.get("targetGUID")].splitlines():
                        feature, value = line.split(": ", 1)
                        features[feature] = (*features.get(feature, ()), value)
                self.marks[selection.get("guid")] = Mark(
                    layer, start, end, text[start:end], features
                )
        self.links = [
            (x.get("name"), self.marks[x.get("originGUID")], self.marks[x.get("targetGUID")])
            for x in self.all("Link")
        ]

    def all(self, name: str) -> Any:
        return self.root.iterfind(f".//q:{name}", NS)


def written(dataset, texts, tmp_path):
    typed = typed_texts(detente.attach(dataset, texts))
    write(typed, tmp_path / "out.qdpx")
    return typed, Project((tmp_path / "out.qdpx").read_bytes())


def shown(span) -> Mark:
    """A span as a program shows it."""
    features = {
        name: tuple(
            visible(value if coded(span, name) else " ".join(value.split())) for value in values
        )
        for name, values in span.features.items()
    }
    return Mark(span.layer, span.start, span.end, span.text, features)


def coded(span, name) -> bool:
    (feature,) = (f for f in LAYERS[span.layer].features if f.name == name)
    return bool(feature.values or feature.field.refs or feature.field.code)


def check(typed, project, schema) -> None:
    schema.assertValid(project.root)
    assert project.texts == [text.text for text in typed.texts]
    spans = [shown(span) for text in typed.texts for span in text.spans]
    assert [*project.marks.values()] == spans
    by_key = {s.key: shown(s) for text in typed.texts for s in text.spans}
    links = [link for text in typed.texts for link in text.links]
    assert project.links == [(x.kind, by_key[x.source], by_key[x.target]) for x in links]
    guids = Counter(element.get("guid") for element in project.root.iter() if element.get("guid"))
    assert set(guids.values()) <= {1}
    referred = re.findall(rb'(?:target|origin)GUID="([^"]+)"', project.xml)
    assert {guid.decode() for guid in referred} <= set(guids)
    names = Counter(code.get("name") for code in project.all("Code"))
    assert set(names.values()) <= {1}  # some programs have one list of codes


@pytest.fixture(scope="module")
def schema(fixtures):
    return etree.XMLSchema(etree.parse(str(fixtures / "refi-qda" / "Project.xsd")))


@pytest.mark.parametrize("name", ["sample", "scripts"])
def test_a_project_is_valid_and_says_what_the_marks_say(name, schema, tmp_path):
    dataset, texts = (SAMPLE, TEXTS) if name == "sample" else scripts.made()
    check(*written(dataset, texts, tmp_path), schema)


def test_the_bundled_dataset_is_a_project(schema, articles, tmp_path):
    check(*written(detente.load_dataset("dprk-russia"), articles, tmp_path), schema)


@given(annotated())
@examples(0.4)
def test_any_dataset_is_a_project(schema, tmp_path_factory, made):
    dataset, texts = made
    assume(texts)
    check(*written(dataset, texts, tmp_path_factory.mktemp("project")), schema)


def test_what_is_carried_comes_back_and_nothing_else(articles, tmp_path):
    dprk = detente.load_dataset("dprk-russia")
    for dataset, texts in ((SAMPLE, TEXTS), (dprk, articles), scripts.made()):
        typed, project = written(dataset, texts, tmp_path)
        read = {"Header.title", "Article.id", "Span.start", "Span.end"}
        for mark in project.marks.values():
            read |= of_layer(mark.layer) | {of_feature(mark.layer, f) for f in mark.features}
        read |= {f"Article.{name}" for held in project.variables for name in held}
        if project.links:
            read |= {"Link.kind", "Link.source", "Link.target"}
        read |= {"Event.part_of"} if any(x[0] == "part_of" for x in project.links) else set()
        read |= {"Utterance.grounds"} if any(x[0] == "grounds" for x in project.links) else set()
        assert read == expected(BRIDGE, typed)


def test_texts_have_line_feeds_and_no_byte_order_mark_and_nothing_hostile_is_active(tmp_path):
    dataset, texts = scripts.made()
    _, project = written(dataset, texts, tmp_path)
    (text,) = project.texts
    assert "\r" not in text
    assert text.startswith("The port 🚢")
    words = {mark.words for mark in project.marks.values()}
    assert {"🇳🇴", "«السلام أولا» — 🇳🇴 and שלום", "café", "Nobody 𝒳greed"} <= words
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", project.xml.decode())
    assert project.root.get("name") == visible(scripts.HOSTILE)
    assert "\\u202eevil" in project.root.get("name")
    assert project.root.find(".//script") is None


def test_values_of_a_vocabulary_have_their_definitions(tmp_path):
    _, project = written(SAMPLE, TEXTS, tmp_path)
    said = {c.get("name"): c.findtext("q:Description", None, NS) for c in project.all("Code")}
    assert said["claim: kind: causal"].startswith("Says that one nameable thing")
    assert said["event: codes: framing/law"] == "As a matter of law and of treaties."
    assert said["mention: actor: Norway"] is None
    assert said["claim"] == "One place where an article makes a claim or reports it."
    unused = [name for name in said if name.startswith("claim: judged")]
    assert not unused or any(
        "judged" in mark.features for mark in project.marks.values() if mark.layer == "claim"
    )


def test_the_same_dataset_gives_the_same_bytes(tmp_path):
    typed = typed_texts(detente.attach(SAMPLE, TEXTS))
    for name in ("one", "two"):
        write(typed, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_text_without_marks_is_a_project(schema, tmp_path):
    typed = typed_texts(detente.attach(SAMPLE, TEXTS))
    bare = attrs.evolve(
        typed,
        dataset=SAMPLE.evolve(annotators=(), dataset=None),
        texts=tuple(attrs.evolve(text, spans=(), links=()) for text in typed.texts),
    )
    write(bare, tmp_path / "out.qdpx")
    project = Project((tmp_path / "out.qdpx").read_bytes())
    schema.assertValid(project.root)
    assert (project.root.get("name"), project.marks) == ("détente", {})


def test_it_needs_the_texts_and_a_name_for_a_file(capsys, sealed, tmp_path):
    arguments = ["export", sealed / "sample.detente.json", "--to", "qdpx"]
    status, _, err = run(capsys, *arguments, "-o", tmp_path / "out.qdpx")
    assert (status, "it needs the texts" in err) == (2, True)
    status, _, err = run(capsys, *arguments, "--texts", sealed, "-o", tmp_path)
    assert (status, "it is a folder" in err) == (2, True)
    status, out, _ = run(capsys, *arguments, "--texts", sealed, "-o", tmp_path / "out.qdpx")
    assert (status, "lost: participants, places" in out) == (0, True)


def test_words_that_a_copy_does_not_have_are_counted(capsys, sealed, tmp_path):
    text = (sealed / "union.txt").read_text("utf-8")
    (sealed / "union.txt").write_text(
        text.replace("never been allies", "always been foes"), "utf-8"
    )
    status, out, _ = run(
        capsys, "export", sealed / "sample.detente.json", "--to", "qdpx", "--texts", sealed,
        "-o", tmp_path / "out.qdpx",
    )  # fmt: skip
    assert status == 0
    assert "not written: your copies do not have the words" in out
    project = Project((tmp_path / "out.qdpx").read_bytes())
    assert all(mark.words for mark in project.marks.values())


def test_there_is_no_choice_of_words_where_the_texts_go_along(tmp_path):
    with pytest.raises(InputError, match="no choice"):
        detente.bridges.export(SAMPLE, "qdpx", tmp_path / "x.qdpx", texts=TEXTS, quotes=True)
