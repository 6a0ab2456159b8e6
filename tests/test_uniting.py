"""Merging: what is the same is united, what differs is refused, and nothing is lost or chosen."""

import pickle
from collections import Counter
from itertools import permutations
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente import testing
from detente.dataset import Dataset
from detente.records import ARRAYS
from detente.records.model import describe
from detente.records.renaming import renamed
from detente.records.reprs import full
from detente.uniting import pairs
from detente.uniting.pairs import united
from detente.uniting.parts import Part
from detente.uniting.policy import POLICIES
from detente.uniting.union import Options, Union, unite
from tests.profiles import examples
from tests.sample import DATA, with_ext
from tests.two_articles import NEW, OLD, by, claim, dataset, event, link, phase, says

ds = detente.loads(DATA)
HEADER = {
    "id": "dataset:d",
    "title": "t",
    "version": "1.0.0",
    "status": detente.DatasetStatus.DRAFT,
    "language": "en",
    "license": "CC-BY-4.0",
}
FRAME = detente.Scheme(
    id="frame",
    title="Frames",
    applies_to=(detente.Codable.CLAIM,),
    values=(detente.SchemeValue(value="loss", definition="A loss."),),
)


def part(article: str, *records: dict, **changes: Any) -> Dataset:
    """A dataset of one article."""
    return dataset(*records, articles=[(article, "2010")]).evolve(**changes)


def conflicts(*parts: Dataset, **options: Any) -> tuple[detente.MergeConflict, ...]:
    """What prevents a union."""
    with pytest.raises(detente.MergeError) as caught:
        detente.merge(*parts, **options)
    assert pickle.loads(pickle.dumps(caught.value)) == caught.value
    assert str(caught.value)
    return caught.value.args


def kinds(*parts: Dataset, **options: Any) -> list[str]:
    return [conflict.kind.value for conflict in conflicts(*parts, **options)]


def paths(*parts: Dataset, **options: Any) -> list[str]:
    return ["/".join(map(str, conflict.path)) for conflict in conflicts(*parts, **options)]


def folder(*parts: Dataset) -> Union:
    """The union of datasets as files of one folder."""
    files = [Part(number, f"file {number}", each) for number, each in enumerate(parts)]
    return unite(files, Options(one_dataset=True))


def actor(slug: str, *names: str, **fields: Any) -> detente.Actor:
    given = tuple(
        detente.Name(text=text, kind=detente.NameKind.COMMON) for text in names or (slug,)
    )
    return detente.Actor(
        id=f"actor:{slug}", **({"kind": detente.ActorKind.STATE, "names": given} | fields)
    )


def issue(slug: str, *names: str, **fields: Any) -> detente.Issue:
    given = tuple(detente.Name(text=text, kind=detente.NameKind.COMMON) for text in names)
    return detente.Issue(
        id=f"issue:{slug}", **({"kind": detente.IssueKind.TERRITORY, "names": given} | fields)
    )


def qid(value: str, **fields: Any) -> detente.Identifier:
    return detente.Identifier(scheme=detente.IdentifierScheme.WIKIDATA, value=value, **fields)


def relation(slug: str, article: str, *phases: dict, **fields: Any) -> dict:
    accounts = [{"article": article, "phases": list(phases)}]
    return {
        "id": f"relation:{slug}",
        "parties": ["actor:one", "actor:two"],
        "accounts": accounts,
        **fields,
    }


# --- what is the same ---------------------------------------------------------------------------


def test_every_field_of_a_policy_is_a_field() -> None:
    for cls, policy in POLICIES.items():
        names = {field.name for field in describe(cls).fields}
        assert names.issuperset(policy.open + policy.voices)


def test_actors_are_one_under_one_id_with_what_only_one_dataset_knows() -> None:
    larger = detente.Post(title="Envoy", of="actor:two")
    reference = detente.Reference(title="A register")
    one = actor("kim", "Kim", exists="1912/1994", identifiers=(qid("Q1"),), note="First.")
    other = actor("kim", "Kim", "Kim Il Sung", posts=(larger,), part_of="actor:one", note="Second.")
    other = attrs.evolve(other, references=(reference,))
    merged = detente.merge(part(OLD, actors=(one,)), part(NEW, actors=(other,)))

    (both,) = merged.actors
    assert [name.text for name in both.names] == ["Kim", "Kim Il Sung"]
    assert (both.exists, both.part_of, both.posts) == ("1912/1994", "actor:one", (larger,))
    assert (both.identifiers, both.references) == ((qid("Q1"),), (reference,))
    assert both.note == "First.\nSecond."
    again = detente.merge(merged, part(NEW, actors=(other,), articles=()))
    assert again.actors == (both,)


def test_issues_are_united_as_actors_are() -> None:
    one = part(OLD, issues=(issue("kashmir", "Kashmir"),))
    other = part(NEW, issues=(issue("kashmir", "Cachemire", identifiers=(qid("Q2"),)),))
    (both,) = detente.merge(one, other).issues
    assert [name.text for name in both.names] == ["Kashmir", "Cachemire"]
    assert both.identifiers == (qid("Q2"),)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": detente.ActorKind.GOVERNMENT},
        {"exists": "1950/"},
        {"part_of": "actor:two"},
        {"predecessors": ("actor:two",)},
        {"codes": ("frame/loss",)},
        {"unidentified": True},
        {"ext": {"a.b/c": True}},
    ],
)
def test_what_is_no_open_field_is_an_assertion_even_if_absent(changes) -> None:
    one = part(OLD, actors=(actor("kim", exists="1912/", part_of="actor:one"),))
    other = attrs.evolve(actor("kim", exists="1912/", part_of="actor:one"), **changes)
    (conflict,) = conflicts(one, part(NEW, actors=(other,)))
    (name,) = changes
    assert (conflict.kind, conflict.id, conflict.path) == ("differs", "actor:kim", (name,))
    assert conflict.values[1] == changes[name]
    assert [(p.part, p.name, p.id, p.path) for p in conflict.places] == [
        (0, "dataset 1", "actor:kim", (name,)),
        (1, "dataset 2", "actor:kim", (name,)),
    ]


def test_a_difference_is_placed_as_deep_as_possible() -> None:
    scheme = attrs.evolve(FRAME, values=(attrs.evolve(FRAME.values[0], definition="Other."),))
    parts = part(OLD, schemes=(FRAME,)), part(NEW, schemes=(scheme,))
    assert paths(*parts) == ["values/0/definition"]
    more = attrs.evolve(FRAME, values=(FRAME.values[0],) * 2, several=True)
    assert paths(part(OLD, schemes=(FRAME,)), part(NEW, schemes=(more,))) == ["several", "values"]


def test_one_and_true_differ() -> None:
    with pytest.raises(detente.MergeError):
        with_ext({"a.b/c": 1}).merge(with_ext({"a.b/c": True}))


def test_notes_are_joined_once_and_only_while_they_fit() -> None:
    def with_note(article: str, text: str | None) -> Dataset:
        return part(article, actors=(actor("kim", note=text),))

    def note(*texts: str | None) -> str | None:
        return (
            detente.merge(
                *(with_note(f"article:a{number}", text) for number, text in enumerate(texts))
            )
            .actors[0]
            .note
        )

    assert note("a", None) == note(None, "a") == note("a", "a") == "a"
    assert note("a\nb\na", "b\nc", "a") == "a\nb\na\nc"
    assert kinds(with_note(OLD, "a" * 1500), with_note(NEW, "b" * 1500)) == ["note"]


def test_relations_are_one_if_their_parties_are_and_references_follow() -> None:
    about = claim("about", by(NEW), about=["relation:mine"])
    one = part(OLD, relation("ours", OLD, phase("2010")), claim("ground", by(OLD)))
    other = part(NEW, relation("mine", NEW, phase("2011", "claim:about")), about)
    merged = detente.merge(one, other)

    (both,) = merged.relations
    assert (both.id, [account.article for account in both.accounts]) == (
        "relation:ours",
        [OLD, NEW],
    )
    assert merged["claim:about"].about == ("relation:ours",)
    assert detente.merge(other, one).relations[0].id == "relation:mine"


def test_what_many_datasets_say_of_a_relation_is_told_once_each(monkeypatch) -> None:
    first = part(OLD, relation("ours", OLD, phase("2010")), claim("ground", by(OLD)))
    (ours,) = first.relations
    others = []
    for number in range(40):
        id_ = f"article:a{number}"
        account = attrs.evolve(ours.accounts[0], article=id_)
        articles = (attrs.evolve(first.articles[0], id=id_),)
        relations = (attrs.evolve(ours, accounts=(account,)),)
        others.append(first.evolve(articles=articles, relations=relations, claims=()))
    told: list[type] = []

    def counted(value: Any) -> str:
        told.append(type(value))
        return full(value)

    monkeypatch.setattr(pairs, "full", counted)
    (both,) = detente.merge(first, *others).relations

    assert [a.article for a in both.accounts] == [OLD, *(f"article:a{n}" for n in range(40))]
    assert told.count(detente.RelationAccount) == 41


def test_two_accounts_of_a_relation_by_one_article_are_identical_or_refused() -> None:
    ground = part(OLD, claim("ground", by(OLD)))
    one = ground.merge(part(OLD, relation("ours", OLD, phase("2010")), articles=()))
    same = detente.merge(one, one.evolve(dataset=None))
    assert same == one
    account = attrs.evolve(one.relations[0].accounts[0], factors=())
    changed = attrs.evolve(account.phases[0], trend=detente.Trend.STEADY)
    account = attrs.evolve(account, phases=(changed,))
    other = one.evolve(relations=(attrs.evolve(one.relations[0], accounts=(account,)),))
    assert paths(one, other) == ["accounts/0/phases/0/trend"]


def test_relations_of_other_parties_under_one_id_are_two() -> None:
    one = part(OLD, claim("ground", by(OLD)), relation("r", OLD, phase("2010")))
    third = relation("r", NEW, phase("2010", "claim:new"), parties=["actor:one", "actor:three"])
    other = part(NEW, third, claim("new", by(NEW)))
    (conflict,) = conflicts(one, other)
    assert (conflict.kind, conflict.path, conflict.id) == ("clash", (), "relation:r")
    merged = detente.merge(one, other, rename={(1, "relation:r"): "relation:one-three"})
    assert [r.id for r in merged.relations] == ["relation:r", "relation:one-three"]


def test_unknown_doers_are_never_taken_for_one() -> None:
    def gunmen(article: str, **more: Any) -> Dataset:
        fields = {"unidentified": True, "identifiers": (qid("Q9"),)} | more
        return part(article, actors=(actor("gunmen", **fields),))

    one, other = gunmen(OLD), gunmen(NEW)
    assert kinds(one, other) == ["unidentified"]
    apart = detente.merge(
        one, other, rename={(1, "actor:gunmen"): "actor:gunmen-2"}, unite_names=True
    )
    assert [a.id for a in apart.actors] == ["actor:gunmen", "actor:gunmen-2"]
    assert one.merge(one) == one
    assert not folder(one, other).conflicts
    assert not [*folder(part(OLD), part(NEW)).united()][4:]  # the four actors alone


# --- by identifier ------------------------------------------------------------------------------


def named(article: str, slug: str, *identifiers: detente.Identifier, **fields: Any) -> Dataset:
    own = actor(slug, identifiers=identifiers, **fields)
    return part(article, claim(slug, by(article), about=[own.id]), actors=(own,))


def test_actors_unite_by_an_identifier_only_when_asked_for_and_the_first_id_stays() -> None:
    one, other = named(OLD, "uk", qid("Q145")), named(NEW, "britain", qid("Q145"))
    assert len(detente.merge(one, other).actors) == 2
    merged = detente.merge(one, other, unite_names=True)
    (both,) = merged.actors
    assert (both.id, [n.text for n in both.names]) == ("actor:uk", ["uk", "britain"])
    assert merged["claim:britain"].about == ("actor:uk",)
    assert detente.merge(other, one, unite_names=True).actors[0].id == "actor:britain"


@pytest.mark.parametrize(
    ("identifier", "fields"),
    [
        (qid("Q146"), {}),
        (qid("Q145", valid="1801/1922"), {}),
        (qid("Q145"), {"kind": detente.ActorKind.GOVERNMENT}),
        (qid("Q145"), {"unidentified": True}),
    ],
)
def test_other_identifiers_times_and_kinds_are_of_others(identifier, fields) -> None:
    one, other = named(OLD, "uk", qid("Q145")), named(NEW, "britain", identifier, **fields)
    assert len(detente.merge(one, other, unite_names=True).actors) == 2


def test_an_identifier_of_several_decides_nothing() -> None:
    one, other = named(OLD, "uk", qid("Q145")), named(NEW, "britain", qid("Q145"))
    two = one.evolve(actors=(*one.actors, actor("empire", identifiers=(qid("Q145"),))))
    (conflict,) = conflicts(two, other, unite_names=True)
    assert conflict.kind == "ambiguous"
    assert conflict.values == ("actor:britain", "actor:uk", "actor:empire")
    own = other.evolve(actors=(*other.actors, actor("uk")))
    assert kinds(one, own, unite_names=True) == ["ambiguous"]
    assert len(detente.merge(two, other).actors) == 3


def test_one_id_goes_before_an_identifier() -> None:
    one = named(OLD, "uk", qid("Q145"), qid("Q1"))
    other = named(NEW, "uk", qid("Q145")).evolve(claims=())
    third = named("article:third", "gb", qid("Q145"), qid("Q1"))
    merged = detente.merge(one, other, third, unite_names=True)
    assert [a.id for a in merged.actors] == ["actor:uk"]


def test_the_order_of_datasets_does_not_decide_which_actors_are_one() -> None:
    one, other = named(OLD, "uk", qid("Q145")), named(NEW, "britain", qid("Q145"), qid("Q1"))
    third = named("article:third", "gb", qid("Q1"))
    for parts in permutations((one, other, third)):
        merged = detente.merge(*parts, unite_names=True)
        assert [a.id for a in merged.actors] == [parts[0].actors[0].id]


def test_an_id_follows_in_all_datasets() -> None:
    one, other = named(OLD, "uk", qid("Q145")), named(NEW, "britain", qid("Q145"))
    third = named("article:third", "britain").evolve(claims=())
    for parts in permutations((one, other, third)):
        assert len(detente.merge(*parts, unite_names=True).actors) == 1


def test_no_terminal_obeys_a_conflict() -> None:
    one, other = (
        named(OLD, "uk", qid("\x1b[31m")),
        named(NEW, "britain", qid("\x1b[31m")),
    )
    two = other.evolve(actors=(*other.actors, actor("uk")))
    with pytest.raises(detente.MergeError, match=r"\\x1b\[31m") as caught:
        detente.merge(one, two, unite_names=True)
    assert "\x1b" not in str(caught.value)


def test_two_records_of_one_dataset_never_become_one() -> None:
    one, other = named(OLD, "uk", qid("Q145")), named(NEW, "britain", qid("Q145"))
    two = other.evolve(actors=(*other.actors, actor("uk")))
    for parts in ((one, two), (two, one)):
        (conflict,) = conflicts(*parts, unite_names=True)
        assert conflict.kind == "ambiguous"
        assert {*conflict.values} == {"actor:uk", "actor:britain"}
        assert {place.id for place in conflict.places} == {*conflict.values}


# --- events and claims --------------------------------------------------------------------------


def test_one_id_of_two_events_is_a_clash() -> None:
    one, other = part(OLD, event("e01", says(OLD))), part(NEW, event("e01", says(NEW), label="b"))
    (conflict,) = conflicts(one, other)
    assert (conflict.kind, conflict.id, conflict.path) == ("clash", "event:e01", ())
    assert conflict.values == (one.events[0], other.events[0])
    heads_alike = part(NEW, event("e01", says(NEW)))
    assert kinds(one, heads_alike) == ["clash"]
    assert one.merge(part(NEW, events=one.events)).events == one.events


def test_a_prefix_tells_apart_what_annotators_number() -> None:
    records = [
        event("e01", says(OLD)),
        claim("c01", by(OLD, grounds=["event:e01"]), about=["event:e01"]),
        link("updates", "claim:c01", "event:e01"),
    ]
    one = part(OLD, *records)
    other = renamed(one, {OLD: NEW})
    assert kinds(one, other) == ["clash"] * 2  # the links are equal
    merged = detente.merge(one, other, prefix={1: "kim"})
    assert [r.id for r in (*merged.events, *merged.claims)] == [
        *("event:e01", "event:kim-e01", "claim:c01", "claim:kim-c01"),
    ]
    assert merged["claim:kim-c01"].about == ("event:kim-e01",)
    assert merged.links[1].source == "claim:kim-c01"
    assert [a.id for a in merged.actors] == [a.id for a in one.actors]


def test_events_unite_when_told_and_the_head_of_the_new_one_stands() -> None:
    one = part(OLD, event("e01", says(OLD), type="accuse", label="Old head"))
    other = part(
        NEW,
        event(
            "e07",
            says(NEW),
            label="New head",
            time={"value": "2010", "basis": "stated"},
            references=[{"title": "r"}],
        ),
        claim("c", by(NEW), about=["event:e07"]),
    )
    merged = detente.merge(one, other, same={"event:e07": "event:e01"})
    (both,) = merged.events
    assert (both.id, both.type, both.label) == ("event:e01", "accuse", "Old head")
    assert [a.article for a in both.accounts] == [OLD, NEW]
    assert both.time is not None
    assert merged["claim:c"].about == ("event:e01",)
    turned = detente.merge(one, other, same={"event:e01": "event:e07"}).events[0]
    assert (turned.id, turned.label) == ("event:e07", "New head")
    files = [Part(0, "a", one), Part(1, "b", other)]
    made = unite(files, Options(same={"event:e07": "event:e01"}))
    assert [c.path for c in made.replaced] == [("type",), ("label",)]


def test_one_article_that_says_two_things_at_one_place_is_refused_even_when_told() -> None:
    account = says(OLD)
    one = part(OLD, event("e01", account))
    other = part(OLD, event("e02", account | {"commitment": "PR+"}), articles=one.articles)
    (conflict,) = conflicts(one, other, same={"event:e02": "event:e01"})
    assert [p.path for p in conflict.places] == [("accounts", 0, "commitment")] * 2
    sourced = account | {
        "sources": [
            {"kind": "generic", "mode": "indirect", "act": "communication", "commitment": "CT+"}
        ]
    }
    second = part(OLD, event("e02", sourced, account), articles=one.articles)
    merged = detente.merge(one, second, same={"event:e02": "event:e01"})
    assert len(merged.events[0].accounts) == 2


def test_what_one_dataset_says_twice_stays_there_twice() -> None:
    account = says(OLD)
    one, twice = part(OLD, event("e", account)), part(OLD, event("e", account, account))
    twice = twice.evolve(articles=one.articles)
    same = {"event:e": "event:e"}
    for pair in ((one, twice), (twice, one), (twice, twice)):
        assert len(detente.merge(*pair, same=same).events[0].accounts) == 2


def test_same_leads_through_several_datasets() -> None:
    a, b, c = (
        part(f"article:{n}", event(n, says(f"article:{n}"), label=f"head {n}")) for n in "abc"
    )
    same = {"event:c": "event:b", "event:b": "event:a"}
    for parts in ((a, b, c), (c, b, a)):
        (event_,) = detente.merge(*parts, same=same).events
        assert (event_.id, event_.label, len(event_.accounts)) == ("event:a", "head a", 3)
    three = [part(f"article:{n}", event("e", says(f"article:{n}"), label=n)) for n in "abc"]
    (event_,) = detente.merge(*three, same={"event:e": "event:e"}).events
    assert (event_.label, len(event_.accounts)) == ("a", 3)
    assert kinds(*three, same={(1, "event:e"): "event:e"}) == ["clash"]


def test_the_same_record_and_a_prefix_go_together() -> None:
    one = part(OLD, event("e01", says(OLD)), event("e02", says(OLD)))
    other = part(NEW, event("e01", says(NEW)), event("e02", says(NEW), label="another"))
    merged = detente.merge(
        one, other, same={(1, "event:e01"): "event:e02"}, prefix={0: "old", 1: "new"}
    )
    assert [(e.id, len(e.accounts)) for e in merged.events] == [
        *(("event:old-e01", 1), ("event:old-e02", 2), ("event:new-e02", 1)),
    ]
    assert kinds(one, other, same={(1, "event:e01"): "event:e02"}) == ["clash"] * 2


def test_words_of_which_nobody_could_say_where_they_are_are_refused() -> None:
    scope = {"value": "2010", "basis": "stated", "words": [{"start": 1, "end": 2}]}
    one, other = part(OLD, claim("a", by(OLD), scope=scope)), part(NEW, claim("b", by(NEW)))
    (conflict,) = conflicts(one, other, same={"claim:b": "claim:a"})
    assert (conflict.kind, conflict.places[0].path) == ("words", ("scope", "words", 0))
    assert detente.merge(one, other, same={"claim:a": "claim:b"})
    late = event("b", says(NEW), time=scope)
    early = part(OLD, event("a", says(OLD)))
    (conflict,) = conflicts(early, part(NEW, late), same={"event:b": "event:a"})
    assert (conflict.kind, conflict.places[0].part) == ("words", 1)


def test_assessments_stand_side_by_side() -> None:
    def assessed(article: str, slug: str, year: str) -> Dataset:
        found = {"verdict": "accurate", "as_of": year, "references": [{"title": "r"}]}
        return part(article, claim(slug, by(article), assessments=[found], proposition="p"))

    same = {"claim:b": "claim:a"}
    one = assessed(OLD, "a", "2020")
    for year, number in (("2020", 1), ("2021", 2)):
        (both,) = detente.merge(one, assessed(NEW, "b", year), same=same).claims
        assert len(both.assessments) == number


# --- articles, mentions, links, annotators ------------------------------------------------------


def test_articles_are_identical_or_refused() -> None:
    one = part(OLD)
    other = part(OLD, articles=(attrs.evolve(one.articles[0], title="Another"),))
    assert (kinds(one, other), paths(one, other)) == (["differs"], ["title"])
    text = attrs.evolve(one.articles[0].text, sha256="1" * 64)
    assert kinds(one, part(OLD, articles=(attrs.evolve(one.articles[0], text=text),))) == ["clash"]


def test_mentions_and_links_are_identical_or_two() -> None:
    mention = detente.Mention(
        id="mention:m01",
        article=OLD,
        actor="actor:one",
        form=detente.MentionForm.NAME,
        spans=(detente.Span(start=0, end=1),),
    )
    one, other = part(OLD, mentions=(mention,)), part(NEW)
    assert one.merge(other.evolve(mentions=(mention,))).mentions == (mention,)
    moved = attrs.evolve(mention, article=NEW)
    assert kinds(one, other.evolve(mentions=(moved,))) == ["clash"]


def annotator(slug: str, description: str = "A reader.") -> detente.Annotator:
    return detente.Annotator(
        id=f"annotator:{slug}", kind=detente.AnnotatorKind.HUMAN, description=description
    )


def by_annotators(article: str, *slugs: str, **fields: Any) -> Dataset:
    """A claim and an event of an article, by whom its dataset does not say."""
    name = article.partition(":")[2]
    assessed = {"verdict": "accurate", "as_of": "2020", "references": [{"title": "r"}]}
    records = claim(name, by(article), assessments=[assessed]), event(name, says(article))
    return part(article, *records, annotators=tuple(annotator(s) for s in slugs), **fields)


def signatures(merged: Dataset) -> list[str | None]:
    return [
        each.annotator
        for record in (*merged.claims, *merged.events)
        for each in (
            (*record.utterances, *record.assessments)
            if isinstance(record, detente.Claim)
            else record.accounts
        )
    ]


def test_annotators_of_one_id_are_equal_or_refused() -> None:
    one, other = by_annotators(OLD, "ann"), by_annotators(NEW, "ann")
    assert detente.merge(one, other).annotators == one.annotators
    changed = other.evolve(annotators=(annotator("ann", "Another reader."),))
    assert paths(one, changed) == ["description"]
    merged = detente.merge(one, changed, rename={(1, "annotator:ann"): "annotator:ben"})
    assert signatures(merged) == ["annotator:ann"] * 2 + ["annotator:ben"] * 2 + [
        *("annotator:ann", "annotator:ben"),
    ]


def test_records_say_by_whom_they_are_once_others_are_there() -> None:
    ann, ben = by_annotators(OLD, "ann"), by_annotators(NEW, "ben")
    assert signatures(ann) == [None] * 3
    expected = ["annotator:ann"] * 2 + ["annotator:ben"] * 2 + ["annotator:ann", "annotator:ben"]
    assert signatures(detente.merge(ann, ben)) == expected
    nobody = by_annotators(NEW)
    assert signatures(detente.merge(ann, nobody)) == [None] * 6
    told = detente.merge(ann, nobody, annotator={1: "annotator:ann"})
    assert signatures(told) == [None] * 2 + ["annotator:ann"] * 2 + [None, "annotator:ann"]


def test_of_several_annotators_somebody_has_to_say_which() -> None:
    both, ben = by_annotators(OLD, "ann", "cat"), by_annotators(NEW, "ben")
    (conflict,) = conflicts(both, ben)
    assert (conflict.kind, conflict.places[0].part) == ("annotator", 0)
    merged = detente.merge(both, ben, annotator={0: "annotator:cat"})
    assert signatures(merged)[0] == "annotator:cat"
    assert signatures(detente.merge(both, by_annotators(NEW, "ann", "cat"))) == [None] * 6
    signed = detente.merge(by_annotators(OLD, "ann"), by_annotators(NEW, "cat"))
    third = by_annotators("article:third", "ben")
    assert None not in signatures(detente.merge(signed, third))
    with pytest.raises(detente.MergeOptionError, match="do you mean annotator:cat"):
        detente.merge(both, ben, annotator={0: "annotator:cart"})
    with pytest.raises(
        detente.MergeOptionError, match="do you mean annotator:ann or annotator:cat"
    ):
        detente.merge(both, ben, annotator={0: "annotator:zzzzzz"})
    with pytest.raises(detente.MergeOptionError, match=r"has no such annotator$"):
        detente.merge(part(OLD), part(NEW), annotator={0: "annotator:ann"})
    with pytest.raises(detente.MergeOptionError, match="numbers 0 to 1"):
        detente.merge(both, ben, annotator={2: "annotator:cat"})


def test_a_path_is_no_dataset_and_a_dataset_no_header() -> None:
    with pytest.raises(TypeError, match=r"expected a Dataset, got str; detente\.load reads one"):
        detente.merge(part(OLD), "my.detente.json")
    with pytest.raises(TypeError, match=r"expected a Header, got Dataset"):
        detente.merge(part(OLD), part(NEW), header=headed(OLD))


# --- headers ------------------------------------------------------------------------------------


def headed(article: str, *records: dict, **fields: Any) -> Dataset:
    return part(article, *records, dataset=detente.Header(**HEADER | fields))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "dataset:other"),
        ("title", "other"),
        ("version", "1.0.1"),
        ("status", detente.DatasetStatus.PASS),
        ("license", "MIT"),
        ("creators", ("Ann",)),
        ("note", "A note."),
        ("ext", {"a/b": 2}),
    ],
)
def test_headers_that_differ_are_refused_unless_one_is_given(key, value) -> None:
    one = headed(OLD, ext={"a/b": 1}) if key == "ext" else headed(OLD)
    other = headed(NEW, **{key: value})
    (conflict,) = conflicts(one, other)
    assert (conflict.kind, conflict.path) == ("header", (key,))
    assert conflict.values[1] == value
    assert detente.merge(one, other, header=other.dataset).dataset == other.dataset


def test_one_header_is_enough() -> None:
    one = headed(OLD)
    assert (
        detente.merge(one, part(NEW)).dataset
        == detente.merge(part(NEW), one).dataset
        == one.dataset
    )
    assert detente.merge(part(OLD), part(NEW)).dataset is None


def test_values_that_another_dataset_uses_are_no_longer_unused() -> None:
    unused = ("event_type/accuse", "event_type/aid")
    one = headed(OLD, unused=unused)
    other = headed(NEW, event("e", says(NEW), type="accuse"), unused=("event_type/yield",))
    merged = detente.merge(one, other)
    assert merged.dataset is not None
    assert merged.dataset.unused == ("event_type/aid", "event_type/yield")
    given = detente.merge(one, other, header=one.dataset).dataset
    assert given is not None
    assert given.unused == ("event_type/aid",)
    assert one.merge(one) == one
    status = headed(OLD, unused=("dataset_status/pass",))
    passed = headed(NEW, status=detente.DatasetStatus.PASS)
    assert detente.merge(status, passed, header=status.dataset).dataset == status.dataset


def test_versions_of_the_format_are_not_mixed() -> None:
    assert kinds(part(OLD), part(NEW, version="1.7")) == ["version"]


def test_schemas_for_editors_that_differ_are_left_out() -> None:
    one, other = Dataset(schema_uri="urn:one"), Dataset(schema_uri="urn:other")
    assert one.merge(Dataset()).schema_uri == Dataset().merge(one).schema_uri == "urn:one"
    assert one.merge(other).schema_uri is None


# --- what does not fit --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (
            {"same": {"event:e1": "event:b"}},
            "is not in dataset 1 and dataset 2; do you mean event:e01",
        ),
        ({"same": {"event:b": "event:zzz"}}, "event:zzz is not in"),
        ({"same": {"event:zzz": "event:zzz"}}, "event:zzz is not in"),
        ({"same": {"event:b": "event:b"}}, "only dataset 2 has event:b"),
        ({"same": {"event:a": "event:a2"}}, "event:a2 is in dataset 1 alone, as event:a is"),
        ({"same": {"event:e01": "event:b"}}, "dataset 1 and dataset 2 have event:e01"),
        ({"same": {(1, "event:a"): "event:b"}}, "event:a is not in dataset 2"),
        ({"same": {(2, "event:a"): "event:b"}}, "numbers 0 to 1"),
        ({"same": {"event:a": "event:b", "event:b": "event:a"}}, "leads back to itself"),
        ({"same": {"actor:one": "actor:two"}}, "no event or claim"),
        ({"same": {"event:a": "claim:c"}}, "an event is never a claim"),
        ({"rename": {"event:e01": "event:x"}}, "dataset 1 and dataset 2 have event:e01"),
        ({"rename": {"event:a": "claim:x"}}, "keeps its kind"),
        ({"rename": {"event:a": "event:a2"}}, "each id belongs to one record"),
        ({"rename": {"event:zzz": "event:x"}}, "event:zzz is not in"),
        ({"prefix": {2: "x"}}, "numbers 0 to 1"),
        ({"prefix": {0: "X y"}}, "small letters"),
        ({"prefix": {0: "x" * 95}}, "not an id"),
    ],
)
def test_options_that_do_not_fit_are_refused(options, reason) -> None:
    one = part(OLD, event("a", says(OLD)), event("a2", says(OLD)), event("e01", says(OLD)))
    other = part(NEW, event("b", says(NEW)), event("e01", says(NEW)), claim("c", by(NEW)))
    with pytest.raises(detente.MergeOptionError, match=reason) as caught:
        detente.merge(one, other, **options)
    assert isinstance(caught.value, ValueError)


def test_an_id_twice_in_one_dataset_is_refused() -> None:
    twice = ds.evolve(claims=(*ds.claims, attrs.evolve(ds.claims[0], note="other")))
    assert kinds(twice, Dataset()) == ["twice"]


def test_merged_datasets_are_checked_when_written() -> None:
    """What a loader proved of the parts is not taken for proven of the whole."""
    bad = Dataset(dataset=detente.Header(**HEADER | {"license": "no\nlicence"}))
    loaded = detente.loads(detente.dumps(Dataset()))
    with pytest.raises(detente.UnwritableError):
        detente.dumps(loaded.merge(bad))
    with pytest.raises(detente.UnwritableError):
        detente.dumps(loaded.evolve(dataset=bad.dataset))


# --- what always holds --------------------------------------------------------------------------


def voices(merged: Any) -> Counter[str]:
    """Every account, utterance and assessment."""
    return Counter(
        f"{record.id} {full(voice)}"
        for record in (*merged.claims, *merged.events, *merged.relations)
        for name in POLICIES[type(record)].voices
        for voice in getattr(record, name)
    )


def errors(made: Dataset) -> set[str]:
    """The codes of the errors of a dataset."""
    return {diagnostic.code for diagnostic in detente.validate(made).errors}


@examples(0.5)
@given(testing.datasets())
def test_merging_with_itself_changes_nothing(made):
    assert made.merge(made) == made
    assert made.merge() == made
    assert made.merge(Dataset()) == made
    assert Dataset().merge(made) == made
    again = folder(made, made.evolve(dataset=None))
    assert not again.conflicts
    assert made.evolve(**again.arrays) == made


@examples(0.5)
@given(testing.datasets(), testing.datasets())
def test_datasets_with_other_ids_unite_to_a_valid_one_without_a_loss(one, other):
    if not (one.dataset and other.dataset):
        return
    ids = {r.id: r.id[: r.id.find(":") + 1] + f"other-{n}" for n, r in enumerate(other)}
    other = renamed(other, ids)
    options: dict[str, Any] = {"header": one.dataset}
    options["annotator"] = {
        number: each.annotators[0].id
        for number, each in enumerate((one, other))
        if len(each.annotators) > 1
    }
    merged = detente.merge(one, other, **options)
    assert errors(merged) <= errors(one) | errors(other)
    for name in ARRAYS:
        assert [r.id for r in getattr(merged, name)] == [
            r.id for each in (one, other) for r in getattr(each, name)
        ]
    assert sum(voices(merged).values()) == sum((voices(one) + voices(other)).values())
    turned = detente.merge(
        other,
        one,
        **options
        | {"annotator": {1 - number: id_ for number, id_ in options["annotator"].items()}},
    )
    assert {full(r) for r in turned} == {full(r) for r in merged}


@examples(0.5)
@given(testing.datasets(), st.randoms(use_true_random=False))
def test_halves_merge_back(made, random):
    left: dict[str, Any] = {"annotators": made.annotators}
    right: dict[str, Any] = {"annotators": made.annotators}
    for name in ARRAYS:
        if name != "annotators":
            records = getattr(made, name)
            ours = {record.id for record in records if random.random() < 0.5}
            left[name] = tuple(r for r in records if r.id in ours)
            right[name] = tuple(r for r in records if r.id not in ours)
    one, other = Dataset(dataset=made.dataset, **left), Dataset(**right)
    for merged in (one.merge(other), other.merge(one)):
        # What is unused is counted anew: a generated header may list values that are used.
        assert merged.dataset is None or made.dataset is not None
        merged = merged.evolve(dataset=made.dataset)  # noqa: PLW2901
        assert {full(r) for r in merged} == {full(r) for r in made}


@examples(0.5)
@given(testing.datasets(), st.randoms(use_true_random=False))
def test_what_articles_say_comes_back_from_several_files(made, random):
    """Each account goes to one of two files, with the head of its record."""
    files: list[dict[str, Any]] = [{}, {}]
    for name in ARRAYS:
        for number, file in enumerate(files):
            file[name] = ()
            for record in getattr(made, name):
                policy = POLICIES.get(type(record))
                split = policy and policy.voices and record.id not in (file.get("whole") or ())
                held = getattr(record, policy.voices[0]) if split else ()
                mine = [v for n, v in enumerate(held) if n % 2 == number]
                if not held:
                    file[name] += (record,)
                elif mine:
                    file[name] += (attrs.evolve(record, **{policy.voices[0]: tuple(mine)}),)
    parts = [Dataset(**file) for file in files]
    if random.random() < 0.5:
        parts.reverse()
    again = folder(*parts)
    assert not again.conflicts
    assert voices(made.evolve(**again.arrays)) == voices(made)
    for name in ARRAYS:
        assert {r.id for r in again.arrays[name]} == {r.id for r in getattr(made, name)}


@examples(0.5)
@given(testing.datasets())
def test_whether_two_records_are_one_does_not_depend_on_their_order(made):
    for name in ARRAYS:
        for record in getattr(made, name):
            changed = attrs.evolve(record, ext=(record.ext or {}) | {"example.org/other": name})
            there, back = united(record, changed)[1], united(changed, record)[1]
            assert [(d.left, d.values) for d in there] == [(d.right, d.values[::-1]) for d in back]
            assert there
            assert united(record, record) == (record, [])


def test_a_record_united_with_itself_is_itself() -> None:
    for record in detente.loads(DATA):
        assert united(record, record) == (record, [])
