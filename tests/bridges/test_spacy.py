"""spaCy documents, read by spaCy."""

import pytest
from hypothesis import given

import detente
from detente.bridges import BRIDGES, LAYERS, export, spacy_docs, typed_texts
from tests.annotated import annotated
from tests.bridges import scripts
from tests.bridges.fields import expected, of_feature, of_layer
from tests.profiles import examples
from tests.sample import TEXTS
from tests.sealing import SEALED

BRIDGE = BRIDGES["spacy"]
SAMPLE = detente.load(SEALED)


@pytest.fixture(scope="module")
def spacy():
    return pytest.importorskip("spacy", reason="the proof needs spaCy")


def documents(path):
    from spacy.tokens import DocBin  # where it is installed
    from spacy.vocab import Vocab

    return [*DocBin().from_disk(path).get_docs(Vocab())]


def written(dataset, texts, path):
    typed = export(dataset, "spacy", path, texts=texts)
    return typed, documents(path)


def check(typed, docs) -> None:
    """The documents hold exactly the spans that are not listed as unwritten."""
    assert [doc.text for doc in docs] == [text.text for text in typed.texts]
    unwritten = {span.key for span in typed.unwritten}
    for doc, text in zip(docs, typed.texts, strict=True):
        data = doc.user_data[spacy_docs.USER_DATA]
        assert (data["article"], data["base"]) == (text.id, typed.digest)
        read = {
            span.id_: (
                group,
                span.start_char,
                span.end_char,
                span.text,
                {
                    name: tuple(values)
                    for name, values in data["spans"][span.id_]["features"].items()
                },
            )
            for group, spans in doc.spans.items()
            for span in spans
        }
        kept = [span for span in text.spans if span.key not in unwritten]
        assert read == {s.key: (s.layer, s.start, s.end, s.text, s.features) for s in kept}
        assert sum(map(len, doc.spans.values())) == len(kept)
        links = [(x["kind"], x["source"], x["target"]) for x in data["links"]]
        assert links == [
            (x.kind, x.source, x.target) for x in text.links if not {x.source, x.target} & unwritten
        ]
        edges = {token.idx for token in doc} | {token.idx + len(token) for token in doc}
        for span in text.spans:
            assert (span.key in unwritten) == (not {span.start, span.end} <= edges)


@pytest.mark.parametrize("name", ["sample", "scripts"])
def test_spacy_reads_the_marks_back(name, spacy, tmp_path):
    dataset, texts = (SAMPLE, TEXTS) if name == "sample" else scripts.made()
    typed, docs = written(dataset, texts, tmp_path / "out.spacy")
    check(typed, docs)
    assert typed.unwritten == ()


def test_spans_of_the_bundled_dataset_that_are_no_tokens_are_listed(spacy, articles, tmp_path):
    typed, docs = written(detente.load_dataset("dprk-russia"), articles, tmp_path / "out.spacy")
    check(typed, docs)
    assert [span.layer for span in typed.unwritten] == ["mention"] * 4


@given(annotated())
@examples(0.5)
def test_any_dataset_is_read_back_but_for_what_is_listed(spacy, tmp_path_factory, made):
    dataset, texts = made
    if texts:
        check(*written(dataset, texts, tmp_path_factory.mktemp("docs") / "out.spacy"))


def test_what_is_carried_comes_back_and_nothing_else(spacy, articles, tmp_path):
    dprk = detente.load_dataset("dprk-russia")
    for dataset, texts in ((SAMPLE, TEXTS), (dprk, articles), scripts.made()):
        typed, docs = written(dataset, texts, tmp_path / "out.spacy")
        read = {"Article.id", "Span.start", "Span.end"}
        for doc in docs:
            data = doc.user_data[spacy_docs.USER_DATA]
            for group, spans in doc.spans.items():
                read |= of_layer(group) if len(spans) else set()
                for span in spans:
                    features = data["spans"][span.id_]["features"]
                    read |= {of_feature(group, name) for name in features}
            kinds = {link["kind"] for link in data["links"]}
            read |= {"Link.kind", "Link.source", "Link.target"} if kinds else set()
            read |= {"Event.part_of"} if "part_of" in kinds else set()
            read |= {"Utterance.grounds"} if "grounds" in kinds else set()
        assert read == expected(BRIDGE, typed)


def test_marks_on_the_same_words_keep_their_own_features(spacy, tmp_path):
    dataset, texts = scripts.made()
    _, (doc,) = written(dataset, texts, tmp_path / "out.spacy")
    said = doc.user_data[spacy_docs.USER_DATA]["spans"]
    same = [span for span in doc.spans["claim"] if span.text == "«السلام أولا» — 🇳🇴 and שלום"]
    assert len(same) == 2
    assert {said[span.id_]["features"]["proposition"][0] for span in same} == {
        "Peace.",
        "Peace again.",
    }


@pytest.mark.parametrize(("language", "tokenizer"), [("de-AT", "de"), ("qaa", "xx"), ("ja", "xx")])
def test_tokens_are_those_of_the_language_if_spacy_has_it(spacy, language, tokenizer, tmp_path):
    document = detente.dumps(SAMPLE).replace(
        b'"language": "en"', f'"language": "{language}"'.encode()
    )
    _, docs = written(detente.load(document), TEXTS, tmp_path / "out.spacy")
    assert {doc.user_data[spacy_docs.USER_DATA]["tokenizer"] for doc in docs} == {tokenizer}


def test_layers_without_marks_are_empty_groups(spacy, tmp_path):
    _, docs = written(SAMPLE, TEXTS, tmp_path / "out.spacy")
    assert [[*doc.spans] for doc in docs] == [[*LAYERS], [*LAYERS]]
    assert typed_texts(detente.attach(SAMPLE, TEXTS)).unwritten == ()
