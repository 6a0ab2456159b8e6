"""What is written for spaCy, with a stand-in for it: its own tests run where it is installed."""

import json
import re
import sys
import types
from typing import Any

import attrs
import pytest

import detente
from detente.bridges import export
from detente.errors import MissingExtraError
from tests.command import run
from tests.sample import TEXTS
from tests.sealing import SEALED

SAMPLE = detente.load(SEALED)


class Doc:
    """A text whose tokens are its words."""

    def __init__(self, text: str) -> None:
        self.edges = {at for word in re.finditer(r"\w+|\S", text) for at in word.span()}
        self.spans: dict[str, list[Any]] = {}
        self.user_data: dict[str, Any] = {}

    def char_span(self, start: int, end: int, *, label: str, span_id: str) -> Any:
        return [start, end, label, span_id] if {start, end} <= self.edges else None


class DocBin:
    """Documents that are kept as JSON."""

    def __init__(self, *, store_user_data: bool) -> None:
        assert store_user_data
        self.docs: list[Any] = []

    def add(self, doc: Doc) -> None:
        self.docs.append({"spans": doc.spans, "data": doc.user_data})

    def to_bytes(self) -> bytes:
        return json.dumps(self.docs).encode()


class Language:
    """A tokenizer that refuses long texts."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.max_length = 10

    def make_doc(self, text: str) -> Doc:
        assert len(text) <= self.max_length
        return Doc(text)


@pytest.fixture
def known(monkeypatch):
    """Put the stand-in into the place of spaCy; returns the languages that it knows."""
    languages = ["xx"]

    def blank(language: str) -> Language:
        if language not in languages:
            raise ImportError(language)
        return Language(language)

    spacy, tokens = types.ModuleType("spacy"), types.ModuleType("spacy.tokens")
    vars(spacy)["blank"], vars(tokens)["DocBin"] = blank, DocBin
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    monkeypatch.setitem(sys.modules, "spacy.tokens", tokens)
    return languages


def written(dataset, path):
    typed = export(dataset, "spacy", path, texts=TEXTS)
    return typed, json.loads(path.read_bytes())


@pytest.mark.parametrize(("more", "tokenizer"), [((), "xx"), (("en",), "en")])
def test_marks_are_groups_and_their_features_go_along(known, more, tokenizer, tmp_path):
    known += more
    typed, docs = written(SAMPLE, tmp_path / "out.spacy")
    assert typed.unwritten == ()
    for doc, text in zip(docs, typed.texts, strict=True):
        data = doc["data"]["detente"]
        assert (data["article"], data["tokenizer"]) == (text.id, tokenizer)
        keys = [key for spans in doc["spans"].values() for *_, key in spans]
        assert sorted(keys) == sorted(span.key for span in text.spans) == sorted(data["spans"])
        assert len(data["links"]) == len(text.links)


def test_a_span_inside_a_word_is_not_written_and_neither_are_its_links(known, tmp_path):
    linked = {
        link.source
        for text in written(SAMPLE, tmp_path / "a.spacy")[0].texts
        for link in text.links
    }
    document = json.loads(SEALED)
    claim = next(c for c in document["claims"] if f"{c['id']}/utterances/0/evidence/0" in linked)
    span = claim["utterances"][0]["evidence"][0]
    span["start"] += 1
    del span["anchor"]
    key = f"{claim['id']}/utterances/0/evidence/0"
    typed, docs = written(detente.load(json.dumps(document).encode()), tmp_path / "out.spacy")
    assert [one.key for one in typed.unwritten] == [key]
    said = json.dumps(docs)
    assert key not in said


def test_spans_that_are_no_tokens_are_counted_and_listed(known, capsys, sealed, tmp_path):
    text = TEXTS["union.txt"]
    at = text.index("Norway") + 3  # inside a word
    document = detente.dumps(SAMPLE).decode()
    dataset = detente.load(document.encode())
    (mention, *rest) = dataset.mentions
    inside = attrs.evolve(mention, spans=(detente.Span(start=at, end=at + 3), *mention.spans[1:]))
    detente.dump(dataset.evolve(mentions=(inside, *rest)), sealed / "cut.detente.json")
    status, out, _ = run(
        capsys, "export", sealed / "cut.detente.json", "--to", "spacy", "--texts", sealed,
        "-o", tmp_path / "out.spacy",
    )  # fmt: skip
    assert status == 0
    assert "1 span not written: the format cannot hold them" in out
    assert f"mention at {at} to {at + 3}: “way”" in out


def test_without_the_extra_the_error_names_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtraError, match=r"detente\[spacy\]"):
        export(SAMPLE, "spacy", tmp_path / "out.spacy", texts=TEXTS)
    assert not list(tmp_path.iterdir())
