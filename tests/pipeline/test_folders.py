"""A folder is one dataset: what its files have in common is one record, or said to differ."""

from pathlib import Path
from typing import Any

import attrs
import pytest

import detente
from detente.pipeline.fix import fix
from detente.pipeline.load import open_source
from tests.two_articles import NEW, OLD, by, claim, dataset, event, phase, says


def tie(slug: str, article: str, ground: str, **more: Any) -> dict:
    accounts = [{"article": article, "phases": [phase("2010", ground)], **more}]
    return {"id": f"relation:{slug}", "parties": ["actor:one", "actor:two"], "accounts": accounts}


def part(article: str, *records: dict, **changes: Any) -> detente.Dataset:
    return dataset(*records, articles=[(article, "2010")]).evolve(**changes)


def written(folder: Path, *parts: detente.Dataset) -> Path:
    names = ("dataset", "second", "third")
    for name, each in zip(names, parts, strict=False):
        detente.dump(each, folder / f"{name}.detente.json")
    return folder


def found(folder: Path) -> list[tuple[str, str | None, str]]:
    """Code, JSON Pointer and file of each error."""
    return [(d.code, d.path, Path(str(d.file)).name) for d in detente.validate(folder).errors]


def test_files_have_records_in_common(tmp_path: Path) -> None:
    one = part(OLD, event("e", says(OLD)), claim("a", by(OLD)), tie("ours", OLD, "claim:a"))
    about = claim("b", by(NEW), about=["relation:theirs"])
    other = part(NEW, event("e", says(NEW)), about, tie("theirs", NEW, "claim:b"))
    name = detente.Name(text="Uno", kind=detente.NameKind.ALIAS)
    first, *rest = other.actors
    other = other.evolve(actors=(attrs.evolve(first, names=(name,)), *rest))
    folder = written(tmp_path, one, other)

    whole = detente.load(folder)
    assert found(folder) == []
    assert detente.validate(folder).checked["events"] == len(whole.events) == 1
    assert [a.article for a in whole.events[0].accounts] == [OLD, NEW]
    assert [n.text for n in whole.actors[0].names] == ["One", "Uno"]
    assert [r.id for r in whole.relations] == ["relation:ours"]
    assert whole["claim:b"].about == ("relation:ours",)
    assert len(whole.actors) == 4


def test_the_same_file_twice_is_the_file(tmp_path: Path) -> None:
    one = part(OLD, event("e", says(OLD)), claim("a", by(OLD)))
    assert detente.load(written(tmp_path, one, one)) == one


def test_where_files_differ_both_places_are_given(tmp_path: Path) -> None:
    one, other = part(OLD, event("e", says(OLD))), part(NEW, event("e", says(NEW), type="accuse"))
    second = attrs.evolve(other.actors[1], kind=detente.ActorKind.GOVERNMENT)
    other = other.evolve(actors=(other.actors[0], second))
    folder = written(tmp_path, one, other)

    assert found(folder) == [
        ("D206", "/actors/1/kind", "second.detente.json"),
        ("D206", "/events/0/type", "second.detente.json"),
    ]
    kind, _ = detente.validate(folder).errors
    assert kind.message == "actor:two differs in kind: government here, state in another file"
    (there,) = kind.related
    assert (Path(str(there.location.file)).name, there.location.path) == (
        *("dataset.detente.json", ("actors", 1, "kind")),
    )
    assert there.location.line
    assert kind.location.line
    assert len(detente.load(folder).events) == 2


def test_schemes_and_what_one_article_says_are_equal_in_all_files(tmp_path: Path) -> None:
    value = detente.SchemeValue(value="loss", definition="A loss.")
    scheme = detente.Scheme(
        id="frame", title="Frames", applies_to=(detente.Codable.CLAIM,), values=(value,)
    )
    one = part(OLD, claim("a", by(OLD)), tie("ours", OLD, "claim:a"), schemes=(scheme,))
    phases = attrs.evolve(one.relations[0].accounts[0].phases[0], trend=detente.Trend.STEADY)
    account = attrs.evolve(one.relations[0].accounts[0], phases=(phases,))
    relation = attrs.evolve(one.relations[0], id="relation:theirs", accounts=(account,))
    other = detente.Dataset(
        schemes=(attrs.evolve(scheme, several=True),), relations=(relation,), actors=one.actors
    )
    assert found(written(tmp_path, one, other)) == [
        ("D206", "/schemes/0/several", "second.detente.json"),
        ("D206", "/relations/0/accounts/0/phases/0/trend", "second.detente.json"),
    ]


def test_an_id_twice_in_one_file_is_doubly_defined(tmp_path: Path) -> None:
    one = part(OLD, event("e", says(OLD)))
    twice = part(NEW, event("x", says(NEW)), event("x", says(NEW)))
    third = part("article:third", event("x", says("article:third")))
    folder = written(tmp_path, one, twice, third)
    assert found(folder) == [("D203", "/events/1/id", "second.detente.json")]


def test_findings_are_where_the_file_has_them(tmp_path: Path) -> None:
    """Accounts of one event in several files, notes, names, and a relation under another id."""
    wrong = [{"actor": "actor:nobody", "role": "agent"}]
    one = part(OLD, event("e", says(OLD)), claim("a", by(OLD)), tie("ours", OLD, "claim:a"))
    account = says(NEW, participants=wrong)
    unvoiced = tie("theirs", NEW, "claim:a")
    other = part(NEW, event("e", says(NEW), account), unvoiced)
    folder = written(tmp_path, one, other)
    assert ("D201", "/events/0/accounts/1/participants/0/actor", "second.detente.json") in found(
        folder
    )
    assert ("D523", "/relations/0/accounts/0/phases/0/grounds/0", "second.detente.json") in [
        (code, path, file) for code, path, file in found(folder)
    ]


def test_words_of_a_claim_of_several_files_are_of_no_article(tmp_path: Path) -> None:
    words = {"value": "2010", "basis": "stated", "words": [{"start": 1, "end": 2}]}
    one, other = (part(a, claim("c", by(a), scope=words)) for a in (OLD, NEW))
    folder = written(tmp_path, one, other)
    assert found(folder) == [("D310", "/claims/0/scope/words/0", "dataset.detente.json")]


def annotated(article: str, *slugs: str) -> detente.Dataset:
    readers = tuple(
        detente.Annotator(
            id=f"annotator:{slug}", kind=detente.AnnotatorKind.HUMAN, description=slug
        )
        for slug in slugs
    )
    return part(article, claim(article[8:], by(article)), annotators=readers)


@pytest.mark.parametrize(
    ("files", "signed"),
    [
        (((OLD, "ann"), (NEW, "ben")), ["annotator:ann", "annotator:ben"]),
        (((OLD, "ann", "ben"), (NEW,)), [None, None]),
        (((OLD, "ann", "cat"), (NEW, "ben")), [None, "annotator:ben"]),
        (((OLD, "ann"), (NEW, "ann")), [None, None]),
    ],
)
def test_records_are_by_the_one_annotator_of_their_file(tmp_path, files, signed) -> None:
    folder = written(tmp_path, *(annotated(*file) for file in files))
    assert [c.utterances[0].annotator for c in detente.load(folder).claims] == signed
    assert found(folder) == []


def test_a_fix_is_made_in_one_file_alone(tmp_path: Path) -> None:
    """A record of a single file is fixed there; one of several would need a fix in each."""
    needless = {"pragmatic": "CT+"}
    one = annotated(OLD, "ann").merge(part(OLD, event("e", says(OLD)), articles=()))
    one = one.evolve(articles=annotated(OLD, "ann").articles)
    other = annotated(NEW, "ben")
    other = other.evolve(
        events=part(NEW, event("e", says(NEW, **needless))).events,
        claims=part(NEW, claim("b", by(NEW, **needless))).claims,
    )
    folder = written(tmp_path, one, other)
    fixed = fix(tuple(open_source(folder)), texts=None, strict=False, chosen=lambda _: True)
    fixes = {d.path: bool(d.fix) for d in detente.validate(folder) if d.code == "D517"}
    assert fixes == {
        "/events/0/accounts/0/pragmatic": False,
        "/claims/0/utterances/0/pragmatic": True,
    }
    assert [d.path for d in fixed.fixed] == ["/claims/0/utterances/0/pragmatic"]
