"""The files that the benchmarks read are clean, and the same for a seed."""

import runpy

import pytest

import detente
from tests.paths import ROOT

MAKE = ROOT / "benchmarks" / "make_files.py"


@pytest.mark.parametrize("articles", [1, 2])
def test_a_made_file_has_no_finding(articles: int) -> None:
    file = runpy.run_path(str(MAKE))["file"]
    made = file(articles)

    assert [d.code for d in detente.validate(made)] == []
    assert len(detente.loads(made).articles) == articles
    assert made == file(articles)


def test_many_articles_have_no_name_code_or_contradiction_that_is_an_accident() -> None:
    made = runpy.run_path(str(MAKE))["document"](150)

    names = [n["text"] for actor in made["actors"] for n in actor["names"]]
    codes = [i["value"] for actor in made["actors"] for i in actor.get("identifiers", ())]
    scoped = {claim["id"] for claim in made["claims"] if "scope" in claim}
    ends = [
        link[end]
        for link in made["links"]
        if link["kind"] == "contradicts"
        for end in ("source", "target")
    ]

    assert len(set(names)) == len(names)
    assert len(set(codes)) == len(codes)
    assert ends
    assert not scoped & set(ends)


def test_many_files_write_of_the_same_states_and_have_no_finding() -> None:
    article, to_bytes = (runpy.run_path(str(MAKE))[name] for name in ("article", "to_bytes"))
    one, other = article(3), article(4)

    def codes(made):
        return {i["value"] for a in made["actors"] for i in a.get("identifiers", ())}

    assert codes(one) & codes(other)
    assert one == article(3)
    assert {a["id"] for a in one["articles"]} != {a["id"] for a in other["articles"]}
    assert [d.code for made in (one, other) for d in detente.validate(to_bytes(made))] == []
