"""RDF, read by rdflib and judged by pyshacl with the shapes that go along."""

import json
import re
import warnings
from typing import Any

import attrs
import pytest
from hypothesis import given

import detente
from detente.bridges import BRIDGES, export
from detente.bridges.rdf.shapes import shapes
from detente.bridges.rdf.vocabulary import described
from detente.codec.encode import to_plain
from detente.errors import InputError
from detente.records import ARRAYS, Header
from detente.records.model import describe
from detente.vocab.catalogue import snake, vocabulary
from tests.annotated import annotated
from tests.bridges import scripts
from tests.bridges.fields import all_filled
from tests.command import run
from tests.profiles import examples
from tests.sealing import SEALED

rdflib = pytest.importorskip("rdflib", reason="the proof needs rdflib")
pyshacl = pytest.importorskip("pyshacl", reason="the proof needs pyshacl")

TERMS = "urn:detente:vocab:"
SH = "http://www.w3.org/ns/shacl#"
SAMPLE = detente.load(SEALED)


def parsed(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its own, for its reader of JSON-LD
        return rdflib.Graph().parse(path)


def written(dataset, folder):
    export(dataset, "rdf", folder)
    return parsed(folder / "dataset.ttl")


@pytest.fixture(scope="module")
def the_shapes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shapes") / "out"
    export(SAMPLE, "rdf", folder)
    return parsed(folder / "shapes.ttl")


def term(name):
    return rdflib.URIRef(TERMS + name)


class Reader:
    """Plain values of records from a graph: what somebody else can know of the dataset."""

    def __init__(self, graph, namespace):
        self.graph = graph
        self.namespace = namespace

    def document(self) -> dict[str, Any]:
        found = {
            name: {self.named(node): self.record(node, cls) for node in self.instances(cls)}
            for name, cls in ARRAYS.items()
        }
        headers = [self.record(node, Header) for node in self.instances(Header)]
        return {"dataset": headers, **found}

    def instances(self, cls):
        return self.graph.subjects(rdflib.RDF.type, term(cls.__name__))

    def named(self, node) -> str:
        assert node.startswith(self.namespace), node
        return node.removeprefix(self.namespace)

    def record(self, node, cls) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for field in describe(cls).fields:
            if field.key_of:
                read[field.key] = self.named(node)
                continue
            held = [*self.graph.objects(node, term(field.name))]
            if field.base == "record" and field.many:
                held.sort(key=lambda part: int(self.graph.value(part, term("index"))))
            values = [self.value(one, field) for one in held]
            if field.many and field.base != "record":
                values.sort()
            if values or (field.many and field.required):
                read[field.key] = values if field.many else values[0]
                assert field.many or len(values) == 1
        return read

    def value(self, one, field) -> Any:
        if field.base == "record":
            return self.record(one, field.type)
        if field.base == "enum":
            prefix = f"urn:detente:codebook:{snake(field.type.__name__)}/"
            assert one.startswith(prefix)
            return one.removeprefix(prefix)
        if field.refs or field.code:
            return self.named(one)
        if field.base == "object":
            return json.loads(str(one))
        if field.base in ("bool", "int", "number"):
            return one.toPython()
        return str(one)


def plain(record: Any, cls: Any) -> Any:
    """The plain values of a record, with lists that are no records in order."""

    def ordered(value, cls):
        for field in describe(cls).fields:
            held = value.get(field.key)
            if held is None:
                continue
            if field.base == "record":
                for part in held if field.many else [held]:
                    ordered(part, field.type)
            elif field.many:
                value[field.key] = sorted(set(held))
        return value

    return ordered(to_plain(record), cls)


def check(dataset, graph) -> None:
    header = dataset.dataset
    digest = next(iter(graph.objects(None, term("digest"))), None)
    if header is None:
        namespaces = {
            s.split(":")[3] for s in graph.subjects() if s.startswith("urn:detente:data:")
        }
        namespace = f"urn:detente:data:{next(iter(namespaces), '')}:"
    else:
        namespace = f"urn:detente:data:{header.id.partition(':')[2]}:{header.version}:"
        assert re.fullmatch("[0-9a-f]{64}", digest)
    read = Reader(graph, namespace).document()
    assert read["dataset"] == ([] if header is None else [plain(header, Header)])
    for name, cls in ARRAYS.items():
        assert read[name] == {r.id: plain(r, cls) for r in getattr(dataset, name)}


def conforms(graph, the_shapes) -> str:
    """What the shapes find; empty if nothing."""
    ok, _, text = pyshacl.validate(graph, shacl_graph=the_shapes)
    return "" if ok else text


@pytest.mark.parametrize("name", ["sample", "scripts", "dprk-russia"])
def test_the_graph_says_all_that_the_dataset_says_and_has_its_shapes(name, the_shapes, tmp_path):
    dataset = {
        "sample": lambda: SAMPLE,
        "scripts": lambda: scripts.made()[0],
        "dprk-russia": lambda: detente.load_dataset("dprk-russia"),
    }[name]()
    graph = written(dataset, tmp_path / "out")
    check(dataset, graph)
    assert conforms(graph, the_shapes) == ""
    assert set(graph) == set(parsed(tmp_path / "out" / "dataset.jsonld"))


@given(annotated())
@examples(0.5)
def test_any_dataset_is_read_back_and_turtle_and_json_ld_say_the_same(
    the_shapes, tmp_path_factory, made
):
    dataset, _ = made
    folder = tmp_path_factory.mktemp("rdf") / "out"
    graph = written(dataset, folder)
    check(dataset, graph)
    assert conforms(graph, the_shapes) == ""
    assert set(graph) == set(parsed(folder / "dataset.jsonld"))


# --- what the shapes refuse ------------------------------------------------------------------------

CLAIM = "urn:detente:data:sample:1.0.0:claim:never-allies"


def with_change(removed=None, added=None):
    """A change of the graph: triples of the claim without one property, or with one more."""

    def change(graph):
        if removed is not None:
            graph.remove((rdflib.URIRef(CLAIM), term(removed), None))
        if added is not None:
            graph.add((rdflib.URIRef(CLAIM), *added))

    return change


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        (with_change("proposition"), "MinCount"),
        (with_change("about"), "MinCount"),
        (with_change("utterances"), "MinCount"),
        (with_change(None, (term("proposition"), rdflib.Literal("Two."))), "MaxCount"),
        (
            with_change("kind", (term("kind"), rdflib.URIRef("urn:detente:codebook:tense/past"))),
            "In",
        ),
        (with_change("kind", (term("kind"), rdflib.Literal("causal"))), "In"),
        (with_change(None, (term("about"), rdflib.URIRef(f"{CLAIM[:29]}article:union"))), "Or"),
        (with_change("proposition", (term("proposition"), rdflib.Literal(5))), "Or"),
        (with_change("proposition", (term("proposition"), rdflib.Literal(""))), "MinLength"),
        (
            with_change("proposition", (term("proposition"), rdflib.Literal("x" * 2001))),
            "MaxLength",
        ),
        (with_change(None, (term("colour"), rdflib.Literal("red"))), "Closed"),
        (with_change(None, (term("utterances"), rdflib.URIRef("urn:nowhere"))), "Class"),
        (with_change(None, (term("codes"), rdflib.Literal("framing/law"))), "Class"),
    ],
)
def test_the_shapes_refuse_what_the_format_refuses(change, constraint, the_shapes, tmp_path):
    graph = written(SAMPLE, tmp_path / "out")
    assert conforms(graph, the_shapes) == ""
    change(graph)
    assert f"{constraint}ConstraintComponent" in conforms(graph, the_shapes)


def test_offsets_are_not_negative_and_dates_have_the_signs_of_edtf(the_shapes, tmp_path):
    graph = written(SAMPLE, tmp_path / "out")
    span = next(graph.subjects(rdflib.RDF.type, term("Span")))
    graph.set((span, term("start"), rdflib.Literal(-1)))
    time = next(graph.subjects(rdflib.RDF.type, term("Time")))
    edtf = rdflib.URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
    graph.set((time, term("value"), rdflib.Literal("last fall", datatype=edtf)))
    found = conforms(graph, the_shapes)
    assert "MinInclusiveConstraintComponent" in found
    assert "PatternConstraintComponent" in found


def test_every_class_has_a_shape_with_all_its_fields(the_shapes):
    for cls in described():
        shape = term(f"shape:{cls.name}")
        paths = {
            the_shapes.value(property_, rdflib.URIRef(f"{SH}path"))
            for property_ in the_shapes.objects(shape, rdflib.URIRef(f"{SH}property"))
        }
        assert paths == {term(f.name) for f in cls.fields if not f.key_of}
    assert len([*shapes()]) == len(described())


# --- the vocabulary and the names of others --------------------------------------------------------


def test_the_vocabulary_defines_every_term_that_a_graph_uses(tmp_path):
    graph = written(SAMPLE, tmp_path / "out")
    defined = set(parsed(tmp_path / "out" / "vocabulary.ttl").subjects())
    ours = ("urn:detente:vocab:", "urn:detente:codebook:")
    used = {one for triple in graph for one in triple[1:] if str(one).startswith(ours)}
    assert used <= defined


def test_values_have_the_definitions_of_the_codebook(tmp_path):
    export(SAMPLE, "rdf", tmp_path / "out")
    graph = parsed(tmp_path / "out" / "vocabulary.ttl")
    skos = "http://www.w3.org/2004/02/skos/core#"
    for value in vocabulary("commitment").values:
        node = rdflib.URIRef(f"urn:detente:codebook:commitment/{value.value}")
        (said,) = graph.objects(node, rdflib.URIRef(f"{skos}definition"))
        assert (str(said), said.language) == (value.definition, "en")


def test_others_names_say_who_derived_what_from_which_article(tmp_path):
    graph = written(SAMPLE, tmp_path / "out")
    base = "urn:detente:data:sample:1.0.0:"
    asked = """
        PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
        PREFIX detente: <urn:detente:vocab:>
        SELECT ?event ?article WHERE {
          ?event a sem:Event ; sem:eventType ?type ; detente:accounts ?account .
          ?account a sem:View ; sem:accordingTo ?article ; prov:wasDerivedFrom ?article .
          FILTER NOT EXISTS { ?event sem:hasActor ?anybody }
        }"""
    rows = {(str(event), str(article)) for event, article in graph.query(asked)}
    assert (f"{base}event:vote", f"{base}article:union") in rows


def test_a_place_on_which_articles_agree_is_one_of_the_event(the_shapes, tmp_path):
    vote, *rest = SAMPLE.events
    placed = attrs.evolve(vote, place=detente.Place(label="Kristiania"))
    graph = written(SAMPLE.evolve(events=(placed, *rest)), tmp_path / "out")
    sem = "http://semanticweb.cs.vu.nl/2009/11/sem/"
    (place,) = graph.objects(None, rdflib.URIRef(f"{sem}hasPlace"))
    assert place == rdflib.URIRef(f"urn:detente:data:sample:1.0.0:{vote.id}/place")
    assert rdflib.URIRef(f"{sem}Place") in set(graph.objects(place, rdflib.RDF.type))
    assert conforms(graph, the_shapes) == ""


def test_a_dataset_without_a_header_is_named_by_its_digest_and_has_no_language(tmp_path):
    graph = written(SAMPLE.evolve(dataset=None), tmp_path / "out")
    claims = [*graph.subjects(rdflib.RDF.type, term("Claim"))]
    assert len(claims) == len(SAMPLE.claims)
    assert all(re.match("urn:detente:data:sha256-[0-9a-f]{64}:claim:", one) for one in claims)
    assert not any(said.language for said in graph.objects(None, term("proposition")))


def test_the_words_of_the_texts_are_not_in_the_graph(capsys, sealed, tmp_path):
    status, _, _ = run(
        capsys, "export", sealed / "sample.detente.json", "--to", "rdf", "--texts", sealed,
        "-o", tmp_path / "out",
    )  # fmt: skip
    assert status == 0
    raw = "".join(p.read_text("utf-8") for p in (tmp_path / "out").iterdir())
    assert "Delegates met three times" not in raw
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "dataset.jsonld",
        "dataset.ttl",
        "shapes.ttl",
        "vocabulary.ttl",
    ]


def test_hostile_labels_are_inert_in_both_files(tmp_path):
    written(scripts.made()[0], tmp_path / "out")
    for name in ("dataset.ttl", "dataset.jsonld"):
        raw = (tmp_path / "out" / name).read_text("utf-8")
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", raw)


def test_all_fields_are_carried(tmp_path):
    assert BRIDGES["rdf"].losses == frozenset()
    dataset = detente.load_dataset("dprk-russia")
    graph = written(dataset, tmp_path / "out")
    used = {str(p).removeprefix(TERMS) for p in graph.predicates() if p.startswith(TERMS)}
    ids = {f"{cls.__name__}.id" for cls in (Header, *ARRAYS.values())}
    empty = {"Article.authors", "Utterance.sources"}
    assert {name.partition(".")[2] for name in all_filled(dataset) - ids - empty} <= used


def test_a_folder_that_holds_something_is_not_replaced(tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(InputError, match="new or empty folder"):
        export(SAMPLE, "rdf", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_a_number_that_is_not_whole_is_a_double(tmp_path):
    document = json.loads(SEALED)
    quantity = {"value": 2.5, "unit": "count", "of": "ships"}
    document["claims"][0]["quantities"] = [quantity]
    dataset = detente.loads(json.dumps(document))
    graph = written(dataset, tmp_path / "out")
    check(dataset, graph)
    assert rdflib.Literal("2.5", datatype=rdflib.XSD.double) in set(graph.objects())
