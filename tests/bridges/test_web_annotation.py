"""Web Annotations, judged by the schemas of the W3C's test suite, and read as JSON-LD."""

import hashlib
import json
import re
import warnings
from base64 import urlsafe_b64decode

import attrs
import jsonschema
import pytest
from hypothesis import assume, given
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

import detente
from detente.bridges import BRIDGES, LAYERS, export, typed_texts
from detente.bridges.registry import all_fields
from detente.bridges.typed_spans import annotated_places
from detente.bridges.web_annotation import write
from detente.vocab.enums import AnnotatorKind
from tests.annotated import annotated
from tests.bridges import scripts
from tests.bridges.fields import expected
from tests.command import run
from tests.profiles import examples
from tests.sample import TEXTS
from tests.sealing import SEALED

BRIDGE = BRIDGES["web-annotation"]
SAMPLE = detente.load(SEALED)
TERMS, ANNO = "urn:detente:vocab:", "http://www.w3.org/ns/anno.jsonld"


@pytest.fixture(scope="module")
def judges(fixtures):
    """The assertions of the test suite that an annotation must hold, each with what is expected."""
    folder = fixtures / "w3c-web-annotation"
    held = {
        path.name: Resource(json.loads(path.read_text("utf-8")), DRAFT4)
        for path in folder.rglob("*.json")
    }
    registry = Registry().with_resources(held.items()).crawl()
    listed = json.loads((folder / "annotations" / "annotationMusts.test").read_text("utf-8"))
    schemas = [held.get(name.rpartition("/")[2]) for name in listed["assertions"]]
    found = [
        (
            jsonschema.Draft4Validator(schema.contents, registry=registry),
            schema.contents["expectedResult"] == "valid",
        )
        for schema in schemas
        if schema is not None
    ]
    page = held["collections.json"].contents["definitions"]
    found_page = [
        jsonschema.Draft4Validator(
            {"$ref": f"collections.json#/definitions/{name}"}, registry=registry
        )
        for name in page
        if name.startswith("annotationPage") and "properties" in page[name]
    ]
    assert len(found) > 10
    assert found_page
    return found, found_page


def page_of(dataset, tmp_path, texts=None, **options):
    path = tmp_path / "page.json"
    export(dataset, "web-annotation", path, texts=texts, **options)
    return json.loads(path.read_text("utf-8"))


def check(page, judges) -> None:
    assertions, of_page = judges
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    assert page["partOf"]["total"] == len(page["items"])
    for judge in of_page:
        judge.validate(page)
    for item in of_each_shape(page["items"]):
        alone = {"@context": page["@context"], **item}
        for judge, valid in assertions:
            assert judge.is_valid(alone) == valid, (judge.schema["title"], alone)


@pytest.mark.parametrize(
    "broken",
    [
        {"target": None},
        {"id": 5},
        {"type": "Note"},
        {"body": "x", "bodyValue": "y"},
    ],
)
def test_the_schemas_refuse_what_is_no_annotation(broken, judges, tmp_path):
    page = page_of(SAMPLE, tmp_path)
    alone = {"@context": page["@context"], **page["items"][0], **broken}
    whole = {key: value for key, value in alone.items() if value is not None}
    assert not all(judge.is_valid(whole) == valid for judge, valid in judges[0])


def of_each_shape(items):
    """An annotation of each shape: of others like it the schemas would say the same."""

    def shape(value):
        if isinstance(value, dict):
            return tuple((key, shape(part)) for key, part in value.items())
        return tuple(dict.fromkeys(map(shape, value))) if isinstance(value, list) else type(value)

    return {shape(item): item for item in items}.values()


def marks(page):
    """What a reader takes from a page: for each mark its layer, place, words and nodes; the links."""
    found, links, layer_of = [], [], {}
    for item in page["items"]:
        tag = item["body"][0]["value"]
        if item["motivation"] == "linking":
            links.append((tag, item["target"], item["body"][1]))
            continue
        layer_of[item["id"]] = tag
        nodes = [body for body in item["body"] if body["type"] != "TextualBody"]
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            selectors = target["selector"]
            place, *quote = selectors if isinstance(selectors, list) else [selectors]
            assert place["type"] == "TextPositionSelector"
            words = quote[0] if quote else None
            found.append((tag, place["start"], place["end"], words, nodes, target["source"]))
    assert {one[1] for one in links} | {one[2] for one in links} <= set(layer_of)
    return found, links


def check_places(page, typed, *, quotes) -> None:
    found, links = marks(page)
    spans = [(s.layer, s.start, s.end) for text in typed.texts for s in text.spans]
    assert sorted(one[:3] for one in found) == sorted(spans)
    assert sorted(x[0] for x in links) == sorted(x.kind for t in typed.texts for x in t.links)
    by_digest = {hashlib.sha256(t.text.encode()).digest(): t.text for t in typed.texts}
    for _, start, end, quote, _, source in found:
        named = source["id"].removeprefix("ni:///sha-256;")
        text = by_digest[urlsafe_b64decode(f"{named}=")]
        assert (quote is not None) == quotes
        if quote is not None:
            assert quote["exact"] == text[start:end]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])


CASES = pytest.mark.parametrize("name", ["sample", "scripts"])


def case(name):
    return (SAMPLE, TEXTS) if name == "sample" else scripts.made()


@CASES
@pytest.mark.parametrize("quotes", [False, True])
def test_a_page_is_valid_and_has_the_places_of_the_marks(name, quotes, judges, tmp_path):
    dataset, texts = case(name)
    page = page_of(dataset, tmp_path, texts, quotes=quotes)
    check(page, judges)
    check_places(page, typed_texts(detente.attach(dataset, texts)), quotes=quotes)


def test_the_bundled_dataset_is_a_page(judges, articles, tmp_path):
    dataset = detente.load_dataset("dprk-russia")
    page = page_of(dataset, tmp_path, articles)
    check(page, judges)
    check_places(page, typed_texts(detente.attach(dataset, articles)), quotes=False)
    assert page_of(dataset, tmp_path) == page  # copies are those that were annotated


@given(annotated())
@examples(0.4)
def test_any_dataset_is_a_page_with_the_same_places_with_and_without_its_texts(
    judges, tmp_path_factory, made
):
    dataset, texts = made
    assume(texts)
    folder = tmp_path_factory.mktemp("page")
    page = page_of(dataset, folder, texts)
    check(page, judges)
    typed = typed_texts(detente.attach(dataset, texts))
    check_places(page, typed, quotes=False)
    bare = annotated_places(dataset)
    keys = [[(s.key, s.start, s.end, s.features) for s in t.spans] for t in typed.texts]
    assert [[(s.key, s.start, s.end, s.features) for s in t.spans] for t in bare.texts] == keys
    assert [text.links for text in bare.texts] == [text.links for text in typed.texts]


@CASES
def test_no_word_of_a_text_is_written_unless_it_is_asked_for(name, tmp_path):
    dataset, texts = case(name)
    for given_texts in (texts, None):
        page = json.dumps(page_of(dataset, tmp_path, given_texts), ensure_ascii=False)
        assert "TextQuoteSelector" not in page
        for text in texts.values():
            for words in re.findall(r"\w+\W+\w+\W+\w+\W+\w+", text):
                assert words not in page
    assert "TextQuoteSelector" in json.dumps(page_of(dataset, tmp_path, texts, quotes=True))


def test_what_is_carried_comes_back_and_nothing_else(articles, tmp_path):
    dprk = detente.load_dataset("dprk-russia")
    for dataset, texts in ((SAMPLE, TEXTS), (dprk, articles), scripts.made()):
        typed = typed_texts(detente.attach(dataset, texts))
        page = page_of(dataset, tmp_path, texts)
        read = {"Article.id", "Span.start", "Span.end"}
        read |= {"Header.title"} if "label" in page["partOf"] else set()
        found, links = marks(page)
        for layer, _, _, _, nodes, source in found:
            spans = LAYERS[layer].spans
            read |= {f"{LAYERS[layer].owner.__name__}.{spans}"} if spans else set()
            read |= {"Article.language", "Article.title"} if source["rdfs:label"] else set()
            read |= {"Article.url"} if "dcterms:isFormatOf" in source else set()
            for node in nodes:
                types = node["type"] if isinstance(node["type"], list) else [node["type"]]
                cls = types[0].removeprefix("detente:")
                keys = {key.partition(":")[2] for key in node if key.startswith("detente:")}
                read |= {f"{cls}.{key}" for key in keys}
                read |= {f"{cls}.id"} & all_fields()
        read |= {"Link.kind", "Link.source", "Link.target"} if links else set()
        assert read == expected(BRIDGE, typed)


def test_hostile_labels_are_inert_and_come_back(tmp_path):
    dataset, texts = scripts.made()
    page = page_of(dataset, tmp_path, texts, quotes=True)
    raw = (tmp_path / "page.json").read_text("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", raw)
    assert page["partOf"]["label"] == scripts.HOSTILE
    bodies = [body for item in page["items"] for body in item["body"] if isinstance(body, dict)]
    assert any(body.get("value", "").startswith(scripts.HOSTILE) for body in bodies)
    assert {body.get("format", "text/plain") for body in bodies} == {"text/plain"}


def test_nothing_vanishes_when_a_page_is_read_as_json_ld(tmp_path):
    rdflib = pytest.importorskip("rdflib", reason="the proof needs rdflib")
    page = page_of(SAMPLE, tmp_path, TEXTS)
    oa = "http://www.w3.org/ns/oa#"
    inline = {  # of the W3C's context what the page needs, since nothing is fetched here
        "id": "@id",
        "type": "@type",
        "body": {"@id": f"{oa}hasBody", "@type": "@id"},
        "target": {"@id": f"{oa}hasTarget", "@type": "@id"},
        "items": {"@id": "urn:items", "@container": "@list"},
    }
    page["@context"] = [inline if one == ANNO else one for one in page["@context"]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its own, for its reader of JSON-LD
        graph = rdflib.Graph().parse(data=json.dumps(page), format="json-ld")
    base = "urn:detente:data:sample:1.0.0:"
    claim = rdflib.URIRef(f"{base}claim:never-allies")
    kinds = set(graph.objects(claim, rdflib.URIRef(f"{TERMS}kind")))
    assert kinds == {rdflib.URIRef("urn:detente:codebook:claim_kind/definitional")}
    made = rdflib.URIRef(f"{base}claim:never-allies/utterances/0/evidence/annotation")
    assert claim in set(graph.objects(made, rdflib.URIRef(f"{oa}hasBody")))


def test_an_adjudicator_is_named_and_a_dataset_without_a_header_is_named_by_its_digest(tmp_path):
    (annotator,) = SAMPLE.annotators
    adjudication = attrs.evolve(annotator, kind=AnnotatorKind.ADJUDICATION)
    claim = attrs.evolve(
        SAMPLE.claims[0],
        utterances=tuple(
            attrs.evolve(u, annotator=annotator.id) for u in SAMPLE.claims[0].utterances
        ),
    )
    dataset = SAMPLE.evolve(
        annotators=(adjudication,), dataset=None, claims=(claim, *SAMPLE.claims[1:])
    )
    page = page_of(dataset, tmp_path)
    assert "label" not in page["partOf"]
    assert re.match("urn:detente:data:sha256-[0-9a-f]{64}:", page["id"])
    creators = [item["creator"] for item in page["items"] if "creator" in item]
    assert creators
    assert all("type" not in creator for creator in creators)


def test_words_are_asked_for_by_an_option_and_need_the_texts(capsys, sealed, tmp_path):
    arguments = ["export", sealed / "sample.detente.json", "--to", "web-annotation"]
    out = tmp_path / "page.json"
    status, _, err = run(capsys, *arguments, "--quotes", "-o", out)
    assert (status, "the words are in the texts" in err, out.exists()) == (2, True, False)
    status, said, _ = run(capsys, *arguments, "--quotes", "--texts", sealed, "-o", out)
    assert (status, "not for publishing" in said) == (0, True)
    status, said, _ = run(capsys, *arguments, "--force", "-o", out)
    assert (status, "not for publishing" in said) == (0, False)


def test_a_page_is_not_written_into_a_folder_that_is_not_there(capsys, sealed, tmp_path):
    out = tmp_path / "none" / "page.json"
    status, _, err = run(
        capsys, "export", sealed / "sample.detente.json", "--to", "web-annotation", "-o", out
    )
    assert (status, "No such file" in err or "no such file" in err) == (2, True)


def test_a_page_can_be_written_without_the_function_that_exports(tmp_path):
    write(annotated_places(SAMPLE), tmp_path / "page.json")
    assert json.loads((tmp_path / "page.json").read_bytes())["type"] == "AnnotationPage"


def test_a_creator_that_is_no_annotator_has_no_type(tmp_path):
    """A reference may name a record of any kind, and D202 is what says so."""
    dataset = detente.loads(SEALED)
    first, second = dataset.mentions
    first = attrs.evolve(first, annotator=second.id)

    export(dataset.evolve(mentions=(first, second)), "web-annotation", tmp_path / "page.json")

    items = json.loads((tmp_path / "page.json").read_text("utf-8"))["items"]
    assert [set(item["creator"]) for item in items if "creator" in item] == [{"id", "name"}]
