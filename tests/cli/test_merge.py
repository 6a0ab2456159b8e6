"""``detente merge``: parts that unite, conflicts with their ways out, and mistakes."""

import json
import shlex
from pathlib import Path
from typing import Any

import attrs
import pytest

import detente
from detente.cli import main
from detente.records.schemes import Scheme, SchemeValue
from detente.uniting.annotators import _any_signs
from detente.vocab.enums import Codable
from tests.command import run, stdin
from tests.sample import DATA
from tests.two_articles import NEW, OLD, by, claim, dataset, event, link, phase, says

A, B, OUT = "anna.detente.json", "ben.detente.json", "both.detente.json"


def header(slug: str, **fields: Any) -> detente.Header:
    given: dict[str, Any] = {
        "title": f"Articles of {slug}",
        "version": "1.0.0",
        "status": detente.DatasetStatus.DRAFT,
        "language": "en",
        "license": "CC-BY-4.0",
    }
    return detente.Header(id=f"dataset:{slug}", **given | fields)


def reader(slug: str) -> detente.Annotator:
    return detente.Annotator(
        id=f"annotator:{slug}",
        kind=detente.AnnotatorKind.HUMAN,
        description=f"{slug.capitalize()} reads.",
    )


def part(article: str, *records: dict, **changes: Any) -> detente.Dataset:
    made = dataset(*records, articles=[(article, "2010")])
    used = {each for record in records for each in json.dumps(record).split('"')}
    actors = tuple(a for a in made.actors if a.id in used)
    return made.evolve(**{"actors": actors} | changes)


def tie(slug: str, article: str, ground: str) -> dict:
    accounts = [{"article": article, "phases": [phase("2010", ground)]}]
    return {"id": f"relation:{slug}", "parties": ["actor:one", "actor:two"], "accounts": accounts}


def anna(**changes: Any) -> detente.Dataset:
    records = event("e01", says(OLD), label="One protests."), claim("c01", by(OLD))
    more = {"dataset": header("anna"), "annotators": (reader("anna"),)} | changes
    return part(OLD, *records, tie("one-two", OLD, "claim:c01"), **more)


def ben(**changes: Any) -> detente.Dataset:
    records = event("e01", says(NEW), label="Two asks."), claim("c01", by(NEW), proposition="Else.")
    about = link("updates", "claim:c01", "event:e01")
    more = {"dataset": header("ben"), "annotators": (reader("ben"),)} | changes
    made = part(NEW, *records, about, tie("the-dyad", NEW, "claim:c01"), **more)
    first, *others = made.actors
    alias = detente.Name(text="Uno", kind=detente.NameKind.ALIAS)
    return made.evolve(actors=(attrs.evolve(first, names=(*first.names, alias)), *others))


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of two annotators."""
    monkeypatch.chdir(tmp_path)
    detente.dump(anna(), A)
    detente.dump(ben(), B)
    return tmp_path


def merged(capsys: Any, *options: str, status: int = 0) -> str:
    """What the command prints about the union of both files."""
    found, out, err = run(capsys, "merge", A, B, "-o", OUT, *options)
    assert (found, err) == (status, "")
    assert Path(OUT).exists() == (status == 0)
    assert all(len(line) <= 80 for line in out.splitlines())
    return out


def test_conflicts_have_both_places_and_their_ways_out(capsys, parts) -> None:
    out = merged(capsys, status=1)

    assert f"{A} and {B} cannot be united: 4 conflicts" in out
    assert f"  {A}, event:e01: One protests.\n  {B}, event:e01: Two asks.\n" in out
    assert "  -> they are one event: --same event:e01=event:e01\n" in out
    assert "  -> they are two claims: --prefix ben.detente.json=ben\n" in out
    assert f"  {B}, dataset:ben/title: 'Articles of ben'\n" in out
    assert out.count(f"that of {B}: --header {B}") == 1
    assert out.endswith("nothing was written\n")


def test_the_command_at_the_end_has_the_encodings_that_were_given(capsys, parts) -> None:
    Path("one.txt").write_text("A text.")
    out = merged(capsys, "--texts", ".", "--encoding", "windows-1252", status=1)
    assert "--encoding windows-1252" in " ".join(out.split())


def test_the_command_at_the_end_solves_what_it_says(capsys, parts) -> None:
    out = merged(capsys, status=1)
    said = out.partition("this unites the files:\n")[2].partition("\n\n")[0]
    command = shlex.split(said.replace("\\\n", " "))
    assert command[:2] == ["detente", "merge"]
    assert main(command[1:]) == 0
    union = detente.load(OUT)
    assert [e.id for e in union.events] == ["event:e01", "event:ben-e01"]
    assert union.dataset == anna().dataset
    assert union["claim:ben-c01"].utterances[0].annotator == "annotator:ben"
    assert [a.article for a in union["relation:one-two"].accounts] == [OLD, NEW]
    assert [n.text for n in union["actor:one"].names] == ["One", "Uno"]
    assert detente.validate(OUT).ok


def test_what_became_of_the_files_is_said_in_labels(capsys, parts) -> None:
    _any_signs.cache_clear()  # a test that does not count for coverage may have asked it
    out = merged(capsys, "--prefix", f"{B}=ben", "--header", A)

    assert "2 articles, 2 events" in " ".join(out.split())
    assert "  2 actors in several files:\n    One (actor:one)\n" in out
    assert "    One – Two (relation:one-two, was relation:the-dyad)\n" in out
    assert f"5 ids of {B} changed, such as" not in out  # a link, an event, a claim and the relation
    assert f"4 ids of {B} changed, such as" in out
    assert f"what had no annotator in {A} is by annotator:anna now" in out
    assert f"written: {OUT}\n" in out


def test_what_may_be_there_twice_under_two_ids_is_listed(capsys, parts) -> None:
    """No id is the same: nothing clashes, and a reader has to see that nothing became one."""
    mine, yours = anna(), ben()
    one, two = yours.actors
    bloc = attrs.evolve(two, id="actor:bloc", kind=detente.ActorKind.IGO)
    unknown = attrs.evolve(two, id="actor:unknown", unidentified=True)
    detente.dump(mine, A)
    detente.dump(yours.evolve(actors=(one, two, bloc, unknown)), B)
    options = ["--prefix", f"{B}=ben", "--header", A]
    out = merged(capsys, *options)
    assert "alone" not in out  # the bloc has nothing like it in the other file
    assert "  no event in several files; two that are one: --same OLD=NEW\n" in out
    assert "  no claim in several files; two that are one: --same OLD=NEW\n" in out
    assert "OLD=NEW" not in merged(
        capsys, *options, "--same", "event:e01=event:e01", "--same", "claim:c01=claim:c01"
    )

    other = attrs.evolve(two, id="actor:due", names=(attrs.evolve(two.names[0], text="Due"),))
    detente.dump(yours.evolve(actors=(one, other), relations=()), B)
    detente.dump(mine, A)
    out = merged(capsys, *options)
    assert "  2 actors in one file alone; two that are one: --rename OLD=NEW\n" in out
    assert f"    state Two (actor:two) in {A}\n    state Due (actor:due) in {B}\n" in out
    assert "issue" not in out
    merged(capsys, *options, "--rename", "actor:due=actor:two")


def test_two_schemes_under_two_ids_are_listed(capsys, parts) -> None:
    def coded(made: detente.Dataset, scheme: str) -> detente.Dataset:
        value = SchemeValue(value="war", definition="A matter of war.")
        frames = Scheme(id=scheme, title="Frames", applies_to=(Codable.CLAIM,), values=(value,))
        claims = (attrs.evolve(made.claims[0], codes=(f"{scheme}/war",)),)
        return made.evolve(schemes=(frames,), claims=claims)

    detente.dump(coded(anna(), "frame"), A)
    detente.dump(coded(ben(), "frames"), B)
    options = ["--prefix", f"{B}=ben", "--header", A]
    out = merged(capsys, *options)
    assert "  2 schemes in one file alone; two that are one: --rename OLD=NEW\n" in out
    assert f"    Frames (frame) in {A}\n    Frames (frames) in {B}\n" in out
    assert "  1 scheme in several" in merged(capsys, *options, "--rename", "frames=frame")
    assert detente.load(OUT)["claim:ben-c01"].codes == ("frame/war",)


def test_a_long_list_of_what_one_file_has_alone_is_cut(capsys, parts) -> None:
    def with_actors(made: detente.Dataset, slug: str) -> detente.Dataset:
        more = [attrs.evolve(made.actors[0], id=f"actor:{slug}-{n}") for n in range(6)]
        return made.evolve(actors=(*made.actors, *more))

    detente.dump(with_actors(anna(), "mine"), A)
    detente.dump(with_actors(ben(), "yours"), B)
    options = ["--prefix", f"{B}=ben", "--header", A]
    out = merged(capsys, *options)
    assert "12 actors in one file alone" in out
    assert "    … 4 more; --all lists them\n" in out
    assert "actor:yours-5" not in out
    assert "actor:yours-5" in merged(capsys, *options, "--all")


def test_what_is_said_to_be_one_shows_what_stands(capsys, parts) -> None:
    options = ["--same", "event:e01=event:e01", "--prefix", f"{B}=ben", "--header", B]
    out = merged(capsys, *options)
    assert "event:e01 differs in label: 'One protests.' stands, not 'Two asks.'" in " ".join(
        out.split()
    )
    union = detente.load(OUT)
    assert [(e.label, len(e.accounts)) for e in union.events] == [("One protests.", 2)]
    assert union.links[0].target == "event:e01"

    Path(OUT).unlink()
    options[1] = f"{B}:event:e01=claim:c01"
    assert main(["merge", A, B, "-o", OUT, *options]) == 2
    assert "an event is never a claim" in capsys.readouterr().err


def test_values_that_are_used_now_are_dropped_from_the_unused(capsys, parts) -> None:
    detente.dump(anna(dataset=header("anna", unused=("event_type/accuse", "event_type/aid"))), A)
    accusing = ben()
    accusing = accusing.evolve(
        events=(attrs.evolve(accusing.events[0], type=detente.EventType.ACCUSE),)
    )
    detente.dump(accusing, B)
    out = merged(capsys, "--prefix", f"{B}=ben", "--header", A)
    assert "no longer listed as unused: event_type/accuse\n" in out
    found = detente.load(OUT).dataset
    assert found is not None
    assert found.unused == ("event_type/aid",)


def identified(made: detente.Dataset, slug: str) -> detente.Dataset:
    qid = detente.Identifier(scheme=detente.IdentifierScheme.WIKIDATA, value="Q145")
    name = detente.Name(text=slug, kind=detente.NameKind.COMMON)
    uk = detente.Actor(
        id=f"actor:{slug}", kind=detente.ActorKind.STATE, names=(name,), identifiers=(qid,)
    )
    return made.evolve(actors=(*made.actors, uk))


def test_actors_that_share_an_identifier_are_pointed_out_and_united_on_request(
    capsys, parts
) -> None:
    detente.dump(identified(anna(), "uk"), A)
    detente.dump(identified(ben(), "britain"), B)
    options = ["--prefix", f"{B}=ben", "--header", A]
    out = " ".join(merged(capsys, *options).split())
    assert "actor:uk and actor:britain share wikidata Q145 and stay two; --unite-names" in out
    Path(OUT).unlink()
    out = merged(capsys, *options, "--unite-names")
    assert "uk (actor:uk, was actor:britain)" in out
    assert "stay two" not in out
    Path(OUT).unlink()

    both = identified(identified(anna(), "uk"), "empire")
    detente.dump(both, A)
    out = merged(capsys, *options, "--unite-names", status=1)
    assert f"it is actor:uk: --rename {B}:actor:britain=actor:uk" in out
    assert "none of them: leave out --unite-names" in out
    assert "unites the files" not in out
    merged(capsys, *options, "--rename", f"{B}:actor:britain=actor:uk")
    Path(OUT).unlink()

    own = identified(ben(), "britain")
    uk = attrs.evolve(own.actors[-1], id="actor:uk", identifiers=())
    detente.dump(identified(anna(), "uk"), A)
    detente.dump(own.evolve(actors=(*own.actors, uk)), B)
    out = merged(capsys, *options, "--unite-names", status=1)
    assert "none of them" in out
    assert "--rename" not in out


def solved(capsys: Any, left: detente.Dataset, right: detente.Dataset, *options: str) -> str:
    """The conflicts of two datasets with one header and other ids."""
    detente.dump(left, A)
    detente.dump(right.evolve(dataset=left.dataset), B)
    return merged(capsys, "--prefix", f"{B}=ben", *options, status=1)


def test_every_kind_of_conflict_has_a_way_out(capsys, parts) -> None:
    government = attrs.evolve(ben().actors[0], kind=detente.ActorKind.GOVERNMENT)
    out = solved(capsys, anna(), ben(actors=(government, ben().actors[1])))
    assert "actor:one differs in kind" in out
    assert "they are one actor: decide which file is right" in out
    assert f"they are two actors: --rename {B}:actor:one=actor:one-2" in out

    unknown = attrs.evolve(anna().actors[0], unidentified=True)
    mine, yours = (each.evolve(actors=(unknown, each.actors[1])) for each in (anna(), ben()))
    out = solved(capsys, mine, yours)
    assert "nobody knows who it is" in out
    assert "they are one actor" not in out

    notes = [attrs.evolve(anna().actors[0], note=letter * 1500) for letter in "ab"]
    mine, yours = (
        e.evolve(actors=(n, e.actors[1])) for e, n in zip((anna(), ben()), notes, strict=True)
    )
    assert "shorten one of them" in solved(capsys, mine, yours)

    several = ben(annotators=(reader("ben"), reader("cat")))
    out = solved(capsys, anna(), several)
    assert f"annotator:cat made them: --annotator {B}=annotator:cat" in out
    merged(capsys, "--prefix", f"{B}=ben", "--annotator", f"{B}=annotator:cat")
    Path(OUT).unlink()

    words = detente.Time(
        value="2010", basis=detente.TimeBasis.STATED, words=(detente.Span(start=1, end=2),)
    )
    scoped = anna(claims=(attrs.evolve(anna().claims[0], scope=words),))
    out = solved(capsys, scoped, ben(), "--same", "claim:c01=claim:c01")
    assert "several articles voice claim:c01" in out
    assert "leave out the --same" in out


def test_one_article_in_both_files_is_united_or_decided(capsys, parts) -> None:
    whole = anna()
    event_ = whole.events[0]

    def way(*options: str, **changes: Any) -> str:
        detente.dump(whole, A)
        detente.dump(whole.evolve(**changes), B)
        return " ".join(merged(capsys, *options, status=1).split())

    out = way(articles=(attrs.evolve(whole.articles[0], title="Another title"),))
    assert "they are one article: decide which file is right, and correct the other" in out
    assert "two articles" not in out
    text = attrs.evolve(whole.articles[0].text, sha256="1" * 64)
    out = way(articles=(attrs.evolve(whole.articles[0], text=text),))
    assert f"they are two articles: --rename {B}:{OLD}={OLD}-2" in out
    (relation,) = whole.relations
    phases = attrs.evolve(relation.accounts[0].phases[0], trend=detente.Trend.STEADY)
    account = attrs.evolve(relation.accounts[0], phases=(phases,))
    out = way(relations=(attrs.evolve(relation, accounts=(account,)),))
    assert "one article says two things at one place" in out
    assert "they are one relation: decide which file is right" in out
    differs = attrs.evolve(event_.accounts[0], commitment=detente.Commitment.PR_PLUS)
    same = ("--same", "event:e01=event:e01")
    out = way(*same, events=(attrs.evolve(event_, accounts=(differs,)),))
    assert "they are two events: leave out the --same" in out


def test_long_texts_are_shown_where_they_differ(capsys, parts) -> None:
    texts = [
        f"A reader who works from the guidelines alone and {end}." for end in ("at home", "away")
    ]
    for name, make, text in ((A, anna, texts[0]), (B, ben, texts[1])):
        readers = (attrs.evolve(reader("ann"), description=text),)
        detente.dump(make(annotators=readers), name)
    out = merged(capsys, status=1)
    assert "alone and at home.'" in out
    assert "alone and away.'" in out
    assert "A reader" not in out


def test_ways_out_stand_once_for_all_fields_of_a_record(capsys, parts) -> None:
    other = attrs.evolve(
        ben().actors[0], kind=detente.ActorKind.GOVERNMENT, predecessors=("actor:two",)
    )
    detente.dump(ben(actors=(other, ben().actors[1])), B)
    out = merged(capsys, status=1)
    assert out.count("actor:one differs in") == 2
    assert out.count("they are two actors") == 1


def test_a_file_that_does_not_say_who_made_it_is_named(capsys, parts) -> None:
    detente.dump(ben(annotators=()), B)
    options = ["--prefix", f"{B}=ben", "--header", A]
    out = merged(capsys, *options)
    assert f"{B} does not say who made its records; --annotator does" in " ".join(out.split())
    out = merged(capsys, *options, "--annotator", f"{B}=annotator:anna")
    assert f"what had no annotator in {B} is by annotator:anna now" in out


def test_long_lists_are_cut_unless_all_is_asked_for(capsys, parts) -> None:
    mine = [claim(f"c{n}", by(OLD)) for n in range(12)]
    yours = [claim(f"c{n}", by(NEW), proposition=f"Other {n}.") for n in range(12)]
    detente.dump(part(OLD, *mine), A)
    detente.dump(part(NEW, *yours), B)
    out = merged(capsys, status=1)
    assert out.count("--same") == 8
    assert "… 4 more of this kind; --all lists them" in out
    assert merged(capsys, "--all", status=1).count("--same") == 12

    same = [word for n in range(12) for word in ("--same", f"claim:c{n}=claim:c{n}")]
    out = merged(capsys, *same)
    assert "    … 4 more; --all lists them" in out
    assert "  … 4 more differences; --all lists them" in out
    Path(OUT).unlink()
    assert merged(capsys, *same, "--all").count("stands, not") == 12


def test_a_free_id_and_a_prefix_are_proposed(capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["anna.detente.json", "ファイル.detente.json"]
    detente.dump(anna(), names[0])
    government = attrs.evolve(anna().actors[0], kind=detente.ActorKind.GOVERNMENT)
    second = attrs.evolve(government, id="actor:one-2")
    detente.dump(ben(actors=(government, second, anna().actors[1])), names[1])
    assert main(["merge", *names]) == 1
    err = capsys.readouterr().err
    assert "=part-2" in err
    assert ":actor:one=actor:one-3'" in err


def test_files_of_one_name_get_different_prefixes(capsys, parts) -> None:
    names = [f"{folder}/part.detente.json" for folder in "abc"]
    for name, article in zip(names, (OLD, NEW, "article:third"), strict=True):
        Path(name).parent.mkdir()
        detente.dump(part(article, event("e01", says(article), label=article)), name)
    _, out, _ = run(capsys, "merge", *names, "-o", OUT)
    said = out.partition("this unites the files:\n")[2].partition("\n\n")[0]
    assert main(shlex.split(said.replace("\\\n", " "))[1:]) == 0
    ids = [e.id for e in detente.load(OUT).events]
    assert ids == ["event:e01", "event:part-2-e01", "event:part-3-e01"]


def _proposed(out: str) -> list[str]:
    said = out.partition("this unites the files:\n")[2].partition("\n\n")[0]
    return shlex.split(said.replace("\\\n", " "))[1:]


def test_the_command_at_the_end_never_makes_an_id_that_there_is(capsys, parts) -> None:
    records = [event(slug, says(OLD), label=slug) for slug in ("e01", "ben-e01", "ben-2-e01")]
    detente.dump(part(OLD, *records), A)
    detente.dump(part(NEW, event("e01", says(NEW), label="Else")), B)

    for given in ((), ("--prefix", f"{B}=ben"), ("--prefix", f"{B}=ben-2")):
        out = merged(capsys, *given, status=1)
        assert f"  -> they are two events: --prefix {B}=ben-3\n" in out
        assert _proposed(out)[-2:] == ["--prefix", f"{B}=ben-3"]
        assert _proposed(out).count("--prefix") == 1
        assert main(_proposed(out)) == 0
        assert [e.id for e in detente.load(OUT).events][-1] == "event:ben-3-e01"
        Path(OUT).unlink()
        capsys.readouterr()


def test_a_prefix_makes_no_id_that_the_prefix_of_another_file_makes(
    capsys, tmp_path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["first.json", "a.json", "a-b.json"]
    slugs = ("e01", "b-e01"), ("e01", "b-e01"), ("e01",)
    articles = (OLD, NEW, "article:third")
    for name, article, ids in zip(names, articles, slugs, strict=True):
        records = [event(slug, says(article), label=article + slug) for slug in ids]
        detente.dump(part(article, *records), name)
    _, out, _ = run(capsys, "merge", *names, "-o", OUT)

    assert main(_proposed(out)) == 0
    assert len(detente.load(OUT).events) == 5


def test_a_record_that_was_renamed_onto_another_one_gets_a_free_id(capsys, parts) -> None:
    detente.dump(part(OLD, event("e01", says(OLD)), event("e02", says(OLD), label="Two")), A)
    detente.dump(part(NEW, event("e07", says(NEW), label="Else")), B)
    out = merged(capsys, "--rename", f"{B}:event:e07=event:e02", status=1)

    # A prefix would not change it, since it was named.
    assert f"  -> they are two events: --rename {B}:event:e07=event:e02-2\n" in out
    assert _proposed(out).count("--rename") == 1
    assert main(_proposed(out)) == 0
    assert [e.id for e in detente.load(OUT).events] == ["event:e01", "event:e02", "event:e02-2"]


def test_links_are_never_said_to_be_one(capsys, parts) -> None:
    detente.dump(anna(links=(attrs.evolve(ben().links[0], note="Mine."),)), A)
    out = merged(capsys, status=1)
    assert "they are two links: --prefix ben.detente.json=ben" in out
    assert "they are one link" not in out


def test_the_union_can_go_to_standard_output_and_come_from_standard_input(
    capsysbinary, parts, monkeypatch
) -> None:
    stdin(monkeypatch, Path(A).read_bytes())
    assert main(["merge", "-", B, "--prefix", f"{B}=ben", "--header", "-"]) == 0
    out, err = capsysbinary.readouterr()
    assert detente.loads(out).dataset == anna().dataset
    assert b"written: standard output" in err
    assert (
        main(["merge", A, B, "--prefix", f"{B}=ben", "--header", A, "-o", "x.detente.jsonl"]) == 0
    )
    assert detente.load("x.detente.jsonl") == detente.loads(out)


def test_folders_and_several_files_are_united(capsys, parts) -> None:
    Path("anna").mkdir()
    whole = anna()
    detente.dump(whole.evolve(claims=(), relations=()), "anna/dataset.detente.json")
    detente.dump(
        detente.Dataset(claims=whole.claims, relations=whole.relations), "anna/c.detente.json"
    )
    third = part("article:third", claim("c09", by("article:third")))
    detente.dump(third, "third.detente.json")
    options = ["--prefix", f"{B}=ben", "--header", A, "-o", OUT]
    assert main(["merge", "anna", B, "third.detente.json", *options]) == 0
    assert len(detente.load(OUT).claims) == 3


def test_the_words_of_the_union_are_proven_by_texts(capsys, folder: Path, monkeypatch) -> None:
    monkeypatch.chdir(folder)
    whole = detente.loads(DATA)
    detente.dump(whole.evolve(claims=(), links=(), relations=(), events=()), A)
    detente.dump(whole.evolve(dataset=None, annotators=()), B)
    out = merged(capsys, "--texts", ".")
    assert "proven" in out
    assert detente.load(OUT) == whole


# --- mistakes -----------------------------------------------------------------------------------


def test_a_draft_is_to_be_sealed_first(capsys, folder: Path, monkeypatch) -> None:
    monkeypatch.chdir(folder)
    detente.dump(ben(), B)
    status, out, _ = run(capsys, "merge", "sample.draft.json", B, "-o", OUT)
    assert status == 1
    assert "D019 this is a draft: seal it first" in out
    assert "nothing was written" in out
    assert not Path(OUT).exists()


def test_an_invalid_file_is_refused_with_its_findings(capsys, parts) -> None:
    wrong = attrs.evolve(ben().claims[0], about=("actor:nobody",))
    detente.dump(ben(claims=(wrong,)), B)
    status, out, _ = run(capsys, "merge", A, B, "-o", OUT)
    assert (status, Path(OUT).exists()) == (1, False)
    assert "D201" in out
    assert A not in out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([A], "give two or more"),
        ([A, A], "it is given twice"),
        ([A, "./" + A], "it is given twice"),
        ([A, "copy.detente.json"], f"it has the same contents as {A}"),
        ([A, "none.detente.json"], "no such file"),
        ([A, B, "-o", B], "it is an input, and is not overwritten"),
        ([A, B, "--same", "event:e7=event:e01"], "event:e7 is not in"),
        (
            [A, B, "--same", f"{B}:event:e02=event:e01"],
            f"--same {B}:event:e02=event:e01: event:e02 is not in {B}",
        ),
        ([A, B, "--same", "event:e01"], "expected --same OLD=NEW"),
        ([A, B, "--rename", "actor:one=actor:uno"], "put the one that is meant before the id"),
        ([A, B, "--prefix", "ben=ben"], f"ben is no input; there are: {A}, {B}"),
        ([A, B, "--prefix", "ben"], "expected --prefix FILE=PREFIX"),
        ([A, B, "--annotator", f"{B}="], "expected --annotator FILE=ID"),
        ([A, B, "--annotator", f"{B}=annotator:benn"], "do you mean annotator:ben"),
        ([A, B, "--header", "headless.detente.json"], "no dataset record"),
        ([A, B, "--header", "none.detente.json"], "no such file"),
        ([A, B, "--texts", "none"], "none"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_written(
    capsys, parts, arguments: list[str], reason: str
) -> None:
    Path("copy.detente.json").write_bytes(Path(A).read_bytes())
    detente.dump(detente.Dataset(), "headless.detente.json")
    before = {path: path.read_bytes() for path in parts.iterdir()}
    status, out, err = run(capsys, "merge", *arguments)
    assert (status, out) == (2, "")
    assert reason in err
    assert {path: path.read_bytes() for path in parts.iterdir()} == before


def test_a_union_that_would_be_invalid_is_not_written(capsys, parts) -> None:
    """Each file is right alone; together two actors are parts of each other."""
    for name, article, larger, smaller in ((A, OLD, 0, 1), (B, NEW, 1, 0)):
        made = part(article, claim(name[:3], by(article), about=["actor:one", "actor:two"]))
        inner = attrs.evolve(made.actors[smaller], part_of=made.actors[larger].id)
        detente.dump(made.evolve(actors=(made.actors[larger], inner)), name)
    status, out, _ = run(capsys, "merge", A, B, "-o", OUT)
    assert (status, Path(OUT).exists()) == (1, False)
    assert "D205" in out
    assert "the union would be invalid: nothing was written" in out
