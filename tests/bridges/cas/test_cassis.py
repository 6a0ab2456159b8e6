"""dkpro-cassis reads what we write, and we read what it writes."""

import pytest

import detente
from detente.bridges import typed_texts
from detente.bridges.cas import read, write
from detente.bridges.cas.types import type_of
from tests.bridges.cas.test_round_trip import BASE, plain
from tests.bridges.cas.texts import hard, in_xml
from tests.bridges.marks import marks_of

cassis = pytest.importorskip("cassis", reason="the extra [proof] has dkpro-cassis")


@pytest.fixture(params=["sample", "hard", "dprk-russia"])
def typed(request):
    if request.param == "dprk-russia":
        articles = request.getfixturevalue("articles")
        return typed_texts(detente.attach(detente.load("@dprk-russia"), articles))
    return BASE if request.param == "sample" else hard()


@pytest.fixture
def loaded(typed, tmp_path):
    """The CAS of each article as cassis reads it, strictly."""
    write(typed, tmp_path / "out")
    types = cassis.load_typesystem(tmp_path / "out" / "TypeSystem.xml")
    return {
        text.name: cassis.load_cas_from_xmi(tmp_path / "out" / f"{text.name}.xmi", types)
        for text in typed.texts
    }


def _links(one):
    links = getattr(one, "links", None)
    return links.elements if links else ()


def test_covered_texts_are_equal(typed, loaded):
    for text in typed.texts:
        read_ = {
            one.key: (one.type.name, one.get_covered_text())
            for one in loaded[text.name].select("uima.tcas.Annotation")
        }
        assert read_ == {s.key: (type_of(s.layer), in_xml(s.text)) for s in text.spans}


def test_links_lead_to_their_marks(typed, loaded):
    for text in typed.texts:
        read_ = [
            (link.role, one.key, link.target.key)
            for one in loaded[text.name].select("uima.tcas.Annotation")
            for link in _links(one)
        ]
        assert sorted(read_) == sorted((x.kind, x.source, x.target) for x in text.links)


def test_what_cassis_writes_is_read_again(typed, loaded, tmp_path):
    (tmp_path / "again").mkdir()
    for name, cas in loaded.items():
        cas.to_xmi(tmp_path / "again" / f"{name}.xmi")
    assert plain(read(tmp_path / "again")) == plain(marks_of(typed))
