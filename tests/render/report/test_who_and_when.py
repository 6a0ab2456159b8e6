"""What a page tells of who somebody was, of what stands against it, and of when: offices, stances, times."""

from typing import Any

import pytest

import detente
from detente.edtf.parser import parse_or_none
from detente.render.report.against import against
from detente.render.report.offices import Offices
from detente.render.report.places import Places
from detente.render.report.resting import resting
from detente.render.report.sidebyside import side_by_side
from detente.render.report.sources import quoted
from detente.render.report.standing import standing
from detente.render.report.subject import Subject
from tests.render.report.parsed import Tag, dead_links, parsed
from tests.two_articles import (
    NEW,
    OLD,
    by,
    claim,
    dataset,
    event,
    issue,
    link,
    part,
    phase,
    phases_told,
    quantity,
    says,
    tie,
)


def person(slug: str, name: str, *posts: dict, **more: Any) -> dict:
    names = [{"text": name, "kind": "common"}]
    return {"id": f"actor:{slug}", "kind": "person", "names": names, "posts": list(posts), **more}


def post(title: str, of: str, period: str | None = None, **more: Any) -> dict:
    held = {} if period is None else {"period": period}
    return {"title": title, "of": f"actor:{of}", **held, **more}


BELL = person(
    "bell",
    "Ann Bell",
    post("Foreign Minister", "one", "2008/2011"),
    post("Prime Minister", "one", "2015/.."),
)
ENVOY = person("envoy", "Carl Dorn", post("envoy", "one", to="actor:two"))


def named(actor: str = "actor:bell", when: str | None = None, **more: Any) -> dict:
    time = {} if when is None else {"time": {"value": when, "basis": "stated"}}
    return {
        "kind": "named",
        "actor": actor,
        "mode": "indirect",
        "act": "communication",
        "commitment": "CT+",
        **time,
        **more,
    }


def reported(article: str, **more: Any) -> dict:
    return by(article, "Uu", sources=[named(**more)])


def page(*records: dict, **options: Any) -> Tag:
    made = parsed(detente.report(dataset(*records), **options))
    assert dead_links(made) == []
    return made


def subject(*records: dict) -> Subject:
    source = dataset(*records)
    return Subject(source, source.articles, comparison=detente.compare(source))


def card(made: Tag, title: str) -> Tag:
    return next(c for c in made.all("article", cls="card") if title in c.all("h4")[0].text)


def rows(tag: Tag) -> list[list[str]]:
    return [[c.text for c in row if c.name in ("th", "td")] for row in tag.all("tr")]


# --- offices ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "office"),
    [
        ("2009", "Foreign Minister of One"),
        ("2020", "Prime Minister of One"),
        ("2013", ""),
        (None, "Foreign Minister of One (2008 to 2011); Prime Minister of One (from 2015 on)"),
    ],
)
def test_an_office_is_that_which_was_held_then(when, office) -> None:
    offices = Offices(dataset(BELL), lambda id_: id_.removeprefix("actor:").capitalize())
    assert offices.at("actor:bell", parse_or_none(when)) == office
    assert offices.at("actor:nobody", parse_or_none(when)) == ""


def test_what_stands_near_is_looked_for_once_for_all_that_is_quoted(monkeypatch) -> None:
    asked = 0
    name = Places.name

    def counted(places: Places, span: detente.Span) -> str:
        nonlocal asked
        asked += 1
        return name(places, span)

    monkeypatch.setattr(Places, "name", counted)

    def times_asked(number: int) -> int:
        nonlocal asked
        asked = 0
        made = (claim(f"c{n}", reported(OLD), by(OLD)) for n in range(number))
        assert len([*quoted(subject(BELL, *made))]) == number
        return asked

    assert times_asked(40) <= 2 * times_asked(20)


def test_who_is_quoted_has_the_office_of_then_and_its_period() -> None:
    made = page(BELL, claim("a", reported(OLD, when="2009"), by(NEW)))
    (row,) = rows(made.id("quoted"))[1:]
    assert row[0] == "Ann Bell, Foreign Minister of One (2008 to 2011)"
    assert "says so; reported in other words by Old (2010), 2009" in row[3]
    line = card(made, "what a says").all("li")[1]
    assert line.text.startswith("Ann Bell, Foreign Minister of One certain")


def test_without_a_time_of_its_own_a_statement_is_of_the_time_of_its_article() -> None:
    made = page(BELL, claim("a", reported(NEW), by(OLD)))
    assert "Prime Minister of One" in rows(made.id("quoted"))[1][0]


def test_who_acts_has_the_office_of_then() -> None:
    (own,) = part("agent", "bell")
    acting = [own, *part("recipient", "envoy")]
    made = page(
        BELL,
        ENVOY,
        event("a", says(OLD, time="2009", participants=acting)),
        event("b", says(NEW, "ongoing", participants=part("agent", "bell"))),
        event("c", says(NEW, participants=[{**own, "post": "Foreign Minister"}])),
        event("d", says(NEW, participants=[{**own, "post": "chair"}])),
    )
    told = [tag.text for tag in made.all("dd")]
    assert "Ann Bell (Foreign Minister of One)" in told
    assert "Carl Dorn (envoy of One to Two)" in told
    assert "Ann Bell (Prime Minister of One)" in told
    assert told.count("Ann Bell (Foreign Minister of One)") == 2
    assert "Ann Bell (chair)" in told


def test_who_is_who_lists_each_actor_with_the_offices_and_places() -> None:
    part_of = {"id": "actor:ministry", "kind": "organisation", "part_of": "actor:one"}
    ministry = {**part_of, "names": [{"text": "The Ministry", "kind": "common"}]}
    mention = {
        "id": "mention:m",
        "article": NEW,
        "actor": "actor:ministry",
        "form": "name",
        "spans": [{"start": 1, "end": 3}],
    }
    many = [claim(f"c{n}", by(OLD)) for n in range(13)]
    made = page(BELL, ministry, mention, *many, claim("a", reported(OLD), by(NEW)))
    table = rows(made.id("actors"))
    assert ["Ann Bell person", *table[1][1:]] == [
        *(
            "Ann Bell person",
            "Foreign Minister of One (2008 to 2011); Prime Minister of One (from 2015 on)",
        ),
        *("Old 14", "–"),
    ]
    assert ["The Ministry organisation", "part of One", "–", "mentioned"] in table
    assert ["One state", "–", "14", "New 1"] in table
    assert not [row for row in table if row[0].startswith("Three")]


# --- what stands against it --------------------------------------------------------------------------


def test_what_the_author_sets_against_a_quotation_stands_with_it() -> None:
    made = page(
        BELL,
        claim("said", reported(OLD)),
        claim("but", by(OLD)),
        claim("not", by(NEW)),
        link("counters", "claim:but", "claim:said", article=OLD),
        link("contradicts", "claim:not", "claim:said", note="Not both.", confidence="medium"),
        claim("so", by(OLD, grounds=["claim:said"])),
    )
    (row,) = rows(made.id("quoted"))[1:]
    assert row[4].startswith(
        "does not go along: only reports it Old (2010) sets against it: This is what but says."
        "New (2020) contradicts it: New 1: This is what not says. "
        "— by the annotators’ reading, medium confidence: Not both."
        "builds on it: This is what so says."
    )
    assert "Old (2010) sets against it: This is what but says." in card(made, "what said says").text


def test_what_the_author_says_in_the_same_place_is_named_with_a_quotation() -> None:
    made = page(
        BELL,
        claim("said", reported(OLD)),
        claim("own", by(OLD)),
        claim("open", by(OLD, "Uu")),
        claim("other", by(NEW)),
    )
    (row,) = rows(made.id("quoted"))[1:]
    assert row[4].endswith("In the same part of the text the author says: Old 2")


def test_what_only_somebody_else_says_is_not_held_against_it() -> None:
    made = page(
        BELL,
        claim("a", by(NEW)),
        claim("b", reported(OLD)),
        link("contradicts", "claim:a", "claim:b"),
    )
    told = card(made, "what a says").all("p", cls="against")[0].text
    assert told == (
        "Old (2010) has against it, without holding it: Old 1: This is what b says. only reported"
    )


def test_what_nobody_sets_anything_against_is_only_reported() -> None:
    made = page(BELL, claim("said", reported(OLD)), claim("other", by(NEW)))
    assert rows(made.id("quoted"))[1][4] == "takes no side: only reports it"


def test_what_the_public_record_says_stands_with_a_quotation() -> None:
    found = {"verdict": "inaccurate", "as_of": "2020", "references": [{"title": "Yearbook"}]}
    made = page(BELL, claim("said", reported(OLD), assessments=[found]), claim("other", by(NEW)))
    assert "Public record: inaccurate, as of 2020" in rows(made.id("quoted"))[1][4]


def test_a_rival_stands_against_the_other_and_a_judgement_against_what_it_judges() -> None:
    of = subject(
        event("a", says(OLD)),
        claim("b", by(OLD)),
        claim("c", by(NEW)),
        claim("d", by(OLD), kind="evaluative", judged="event:a", direction="negative"),
        link("rivals", "claim:c", "claim:b"),
        link("undercuts", "claim:d", "claim:c", on="claim:b"),
        link("specifies", "claim:d", "claim:b"),
    )
    old, new = of.sides
    assert [(one.verb, one.what.text) for one in against(of, old, "claim:b")] == [
        ("has a rival answer", "New 1: This is what c says.")
    ]
    assert [(one.side, one.verb) for one in against(of, new, "claim:c")] == [
        *((old, "has a rival answer"), (old, "weakens the argument with"))
    ]
    assert [one.verb for one in against(of, old, "event:a")] == ["judges it unfavourably"]


# --- denied, left open -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "mark"),
    [
        ([by(OLD)], ""),
        ([by(OLD, "CT-")], "denied"),
        ([by(OLD, "PR-")], "called improbable"),
        ([by(OLD, "PS+")], "thought possible"),
        ([by(OLD, "Uu")], "left open"),
        ([by(OLD), by(OLD, "CT-")], "said and denied"),
        ([reported(OLD)], "only reported"),
        ([by(NEW)], None),
    ],
)
def test_how_a_claim_stands_in_a_word(told, mark) -> None:
    (record,) = dataset(BELL, claim("a", *told)).claims
    found = standing(record, OLD)
    assert (found and found.mark) == mark


@pytest.mark.parametrize(
    ("told", "mark"),
    [
        (says(OLD, "ongoing"), ""),
        (says(OLD, "ongoing", "CT-"), "denied"),
        (says(OLD, "planned"), "planned"),
        (says(OLD, "planned", "Uu"), "planned, left open"),
        (says(OLD, "hypothetical", "PR+"), "imagined or foreseen, thought probable"),
        (says(OLD, "hypothetical", "Uu"), "left open"),
    ],
)
def test_how_an_event_stands_in_a_word(told, mark) -> None:
    (record,) = dataset(event("a", told)).events
    found = standing(record, OLD)
    assert found is not None
    assert found.mark == mark


def test_what_is_denied_says_so_on_its_card_and_wherever_it_is_named() -> None:
    denied = event("gift", says(OLD, "ongoing", "CT-"), says(NEW, time="2019"))
    made = page(denied, claim("a", by(OLD), about=["event:gift"]))
    old, new = (card for card in made.all("article", cls="card") if "Gift." in card.text[:60])
    assert old.all("h4")[0].text == "1 Old denies that it is under way: Gift."
    assert new.all("h4")[0].text == "1 Gift."
    (about,) = [dd for dd in card(made, "what a says").all("dd") if "Gift" in dd.text]
    assert about.text == "Gift. denied"


# --- times ------------------------------------------------------------------------------------------


def test_what_a_claim_speaks_of_is_not_when_its_grounds_were() -> None:
    made = page(
        event("visit", says(OLD, time="2008")),
        event("treaty", says(OLD), time={"value": "2009", "basis": "external"}),
        claim("ground", by(OLD, grounds=["event:treaty"])),
        claim("a", by(OLD, grounds=["event:visit", "claim:ground"]), scope="2010"),
        claim("b", by(NEW), kind="predictive", tense="future", scope="2030"),
    )
    found = card(made, "what a says")
    tags = found.all("p", cls="tags")[0].text
    assert tags == (
        "factual claim · time it speaks of: 2010, when written; rests on events of 2008 to 2009"
    )
    because = next(dd.text for dd in found.all("dd") if "Visit" in dd.text)
    assert because == "Visit. (2008); This is what ground says."
    assert "time foretold: 2030" in card(made, "what b says").text


def test_grounds_that_form_a_circle_or_have_no_date_are_no_years() -> None:
    of = subject(
        claim("a", by(OLD, grounds=["claim:b"])),
        claim("b", by(OLD, grounds=["claim:a", "event:c"])),
        event("c", says(OLD)),
        event("d", says(NEW, time="2001")),
    )
    assert resting(of, of.sides[0], ["claim:a", "event:d", "claim:none"]) == ""
    assert resting(of, of.sides[1], ["event:d"]) == "2001"


def test_an_event_up_to_the_time_of_writing_is_not_told_as_over() -> None:
    made = page(
        event(
            "arms", says(OLD, "ongoing", time="2001/2010"), says(NEW, "planned", time="2018/2020")
        )
    )
    whens = [row[2] for row in rows(made.id("time")) if len(row) == 5]
    assert whens[1:3] == ["from 2001 up to the time of writing (2010)", "2018 to 2020"]


def test_a_phase_says_of_which_years_its_grounds_are() -> None:
    made = page(
        event("visit", says(NEW, time="2018")),
        claim("ground", by(OLD), by(NEW, grounds=["event:visit"])),
        tie(new=phases_told(phase("2020", trend="warming"))),
    )
    row = next(row for row in rows(made.id("time")) if row[0].startswith("Warming"))
    assert row[:3] == [*("Warming (rests on events of 2018)", "New", "2020, when written")]


def test_a_denial_is_told_on_the_timeline() -> None:
    made = page(event("a", says(OLD, "ongoing", "CT-", time="2009"), says(NEW, time="2009")))
    assert "A. (under way, denied) Old 2009" in made.id("time").text


# --- side by side -----------------------------------------------------------------------------------


def test_what_both_say_of_an_issue_stands_side_by_side_with_years_and_figures() -> None:
    made = page(
        BELL,
        issue("dam"),
        issue("canal"),
        event("loan", says(OLD, time="2009", quantities=[quantity(90)]), concerns=["issue:dam"]),
        claim("a", by(OLD), about=["event:loan"]),
        claim("b", reported(NEW, when="2019"), about=["issue:dam"], quantities=[quantity(5)]),
        claim("c", by(OLD), about=["issue:canal"]),
    )
    told = made.id("beside")
    assert [tag.text for tag in told.all("h3")] == [
        "Issues: 1 of 2; the others are in one article alone"
    ]
    (matter,) = told.all("details")
    assert matter.all("summary")[0].text == "The dam (Old 2, New 1)"
    assert [li.text for li in matter.all("li")] == [
        *("Loan. (2009) 90 USD (the loan)", "This is what a says."),
        "This is what b says. only reported so Ann Bell, Prime Minister of One 5 USD (the loan)",
    ]
    assert "In Old (2010) alone: The canal." in told.text


def test_deeds_between_two_states_stand_side_by_side_whoever_acts_for_them() -> None:
    own, other = part("agent", "bell"), part("recipient", "two")
    records = (
        BELL,
        event("gift", says(OLD, time="2009", participants=own + other), type="aid"),
        event(
            *("grain", says(NEW, "planned", participants=part("agent", "one") + other)), type="aid"
        ),
        event("pledge", says(NEW), concerns=["event:grain"]),
        event("self", says(NEW, participants=part("agent", "one") + part("recipient", "bell"))),
        event("talks", says(NEW, participants=part("agent", "two", "one")), type="consult"),
    )
    (found,) = side_by_side(subject(*records))
    (matter,) = found.matters
    assert matter.name == "One towards Two: aid"
    assert [[p.what.text for p in cell] for cell in matter.cells] == [
        ["Gift."],
        ["Grain.", "Pledge."],
    ]
    assert [names for _side, names in found.alone] == [("One and Two: meetings, visits and talks",)]


def test_one_article_has_nothing_beside_it() -> None:
    source = dataset(
        issue("dam"), claim("a", by(OLD), about=["issue:dam"]), articles=((OLD, "2010"),)
    )
    assert side_by_side(Subject(source, source.articles)) == ()


def test_an_article_that_is_not_on_the_page_has_no_part_in_it() -> None:
    acting = part("agent", "one") + part("recipient", "two")
    third = "article:third"
    mention = {"id": "mention:m", "article": third, "actor": "actor:three", "form": "name"}
    source = dataset(
        {**mention, "spans": [{"start": 1, "end": 3}]},
        event("a", says(OLD), says(third, participants=acting), type="aid"),
        event("b", says(NEW)),
        claim("c", by(OLD)),
        articles=((OLD, "2010"), (NEW, "2020"), (third, "2021")),
    )
    assert side_by_side(Subject(source, source.articles[:2])) == ()
    made = parsed(detente.report(source, OLD, NEW))
    assert not made.all("section", id="beside")
    assert not [row for row in rows(made.id("actors")) if row[0].startswith("Three")]


def test_for_whom_somebody_acts() -> None:
    parts = [
        {
            "id": f"actor:{slug}",
            "kind": "organisation",
            "part_of": f"actor:{whole}",
            "names": [{"text": slug, "kind": "common"}],
        }
        for slug, whole in (
            ("office", "ministry"),
            ("ministry", "two"),
            ("left", "right"),
            ("right", "left"),
        )
    ]
    clerk = person("clerk", "Eve Fox", post("clerk", "office"))
    both = person("both", "Guy Hay", post("judge", "one"), post("mayor", "two"))
    offices = Offices(dataset(BELL, clerk, both, *parts), str)
    acts_for = {
        id_: offices.state(f"actor:{id_}", None) for id_ in ("bell", "clerk", "both", "left")
    }
    assert acts_for == {
        "bell": "actor:one",
        "clerk": "actor:two",
        "both": "actor:both",
        "left": "actor:right",
    }
    assert offices.state("actor:nobody", None) == "actor:nobody"


# --- counts -----------------------------------------------------------------------------------------


def test_headings_count_what_stands_below_them() -> None:
    source = detente.load_dataset("dprk-russia")
    made = parsed(detente.report(source))
    matters = len(detente.compare(source))
    assert f"All {matters} matters" in made.id("matters").text
    counted = 0
    for section in made.id("matters").all("details"):
        head = section.all("summary")[0].text.rpartition("(")[2]
        entries = len(section.all("li"))
        assert f"{entries} entr" in head or head.startswith(f"{entries} matter")
        counted += int(head.split()[0]) if "matter" in head else 0
    assert counted == matters
