"""RDF, read by rdflib and judged by pyshacl with the shapes that go along."""

import json
import re
import warnings
from typing import Any

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
        namespaces = {s.split(":")[3] for s in graph.subjects() if s.startswith("urn:detente:data:")}
        namespace = f"urn:detente:data:{next(iter(namespaces), '')}:"
    else:
        namespace = f"urn:detente:data:{header.id.partition(':')[2]}:{header.version}:"
        assert re.fullmatch("[0-9a-f]{64}", digest)
    read = Reader(graph, namespace).document()
    assert read["dataset"] == ([] if header is None else [plain(header, Header)])
    for name, cls in ARRAYS.items():
        assert read[name] == {r.id: plain(r, cls) for r in getattr(dataset, name)}


def triples(graph) -> set[Any]:
    """What a graph says; JSON by value, since numbers of it can be written in several ways."""
    json_ = rdflib.RDF.JSON
    return {
        (s, p, repr(json.loads(str(o))) if getattr(o, "datatype", None) == json_ else o)
        for s, p, o in graph
    }


def conforms(graph, the_shapes):
    ok, _, text = pyshacl.validate(graph, shacl_graph=the_shapes)
    return ok, text


@pytest.mark.parametrize("name", ["sample", "scripts", "dprk-russia"])
def test_the_graph_says_all_that_the_dataset_says_and_has_its_shapes(name, the_shapes, tmp_path):
    dataset = {
        "sample": lambda: SAMPLE,
        "scripts": lambda: scripts.made()[0],
        "dprk-russia": lambda: detente.load_dataset("dprk-russia"),
    }[name]()
    graph = written(dataset, tmp_path / "out")
    check(dataset, graph)
    assert conforms(graph, the_shapes) == (True, conforms(graph, the_shapes)[1])
    assert triples(graph) == triples(parsed(tmp_path / "out" / "dataset.jsonld"))


@given(annotated())
@examples(0.5)
def test_any_dataset_is_read_back_and_turtle_and_json_ld_say_the_same(tmp_path_factory, made):
    dataset, _ = made
    folder = tmp_path_factory.mktemp("rdf") / "out"
    graph = written(dataset, folder)
    check(dataset, graph)
    assert triples(graph) == triples(parsed(folder / "dataset.jsonld"))
