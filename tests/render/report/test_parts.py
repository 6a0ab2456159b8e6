"""What the parts of a page hold, by small datasets of two articles."""

from typing import Any

import attrs
import pytest

import detente
from detente.render.report.causes import causes
from detente.render.report.matrices import deeds
from detente.render.report.network import network
from detente.render.report.subject import Subject
from tests.render.report.parsed import Tag, dead_links, parsed
from tests.two_articles import (
    NEW,
    OLD,
    by,
    claim,
    dataset,
    event,
    factor,
    issue,
    moves,
    part,
    phase,
    phases_told,
    says,
    tie,
)


def page(*records: dict, **options: Any) -> Tag:
    made = parsed(detente.report(dataset(*records), **options))
    assert dead_links(made) == []
    return made


def subject(*records: dict) -> Subject:
    source = dataset(*records)
    return Subject(source, source.articles)


def told(tag: Tag) -> list[list[str]]:
    """The rows of a table, as words."""
    rows = ([cell.text for cell in row if cell.name in ("th", "td")] for row in tag.all("tr"))
    return [*rows]


GROUNDS = (claim("ground", by(OLD), by(NEW)),)


# --- timeline ----------------------------------------------------------------------------------------


def test_an_unknown_beginning_is_not_drawn_as_a_certain_one() -> None:
    phases = tie(
        phases_told(phase("/2009", trend="warming"), phase("2001/2004-12-31", trend="cooling"))
    )
    rows = page(*GROUNDS, phases).id("time").all("tr", cls="f-a")
    kinds = {
        row.all("th")[0].text: [bar.classes[1] for bar in row.all("rect", cls="bar")]
        for row in rows
    }
    assert kinds == {"Cooling": ["hatched", "certain"], "Warming": ["hatched"]}
    (unknown,) = (row for row in rows if row.text.startswith("Warming"))
    assert unknown.all("text", cls="question")


def test_a_phase_is_told_with_whose_it_is_and_in_which_field() -> None:
    phases = tie(
        phases_told(phase("2001", character="patronage", patron="actor:one", themes=["economic"])),
        phases_told(phase("2002", denied=["war"], trend="warming", drivers=["actor:two"])),
    )
    rows = told(page(*GROUNDS, phases).id("time"))
    assert [rows[2][:3], rows[3][:3]] == [
        ["Patronage by One (in the field economic)", "Old", "2001"],
        ["Not war, warming (driven by Two)", "New", "2002"],
    ]
    assert [rows[2][4], rows[3][4]] == ["Old 1", "New 1"]


def test_an_event_of_both_has_a_row_for_each_date_and_one_for_other_sources() -> None:
    both = event(
        "a",
        says(OLD, time="2004"),
        says(NEW, "planned", time="2005-03-04"),
        time={"value": "2005-03-02", "basis": "external"},
        references=[{"title": "Yearbook"}],
    )
    rows = told(page(both, event("b", says(OLD))).id("time"))
    assert [row[:3] for row in rows[2:5]] == [
        ["A.", "Old", "2004"],
        ["the same (planned)", "New", "4 March 2005"],
        ["the same", "other sources", "2 March 2005"],
    ]


def test_each_decade_has_its_own_axis_and_long_times_are_on_the_whole_one_alone() -> None:
    made = page(
        event("a", says(OLD, time="1994"), says(NEW)),
        event("b", says(OLD, time="2001/2009")),
        event("c", says(OLD, time="1920/1980")),
        event("d", says(OLD), says(NEW)),
    )
    assert [tag.all("summary")[0].text for tag in made.all("details", cls="decade")] == [
        *("1990 to 1999", "2000 to 2009")
    ]
    assert "1 event that no article dates" in made.id("time").text


# --- motives, judgements, causes ---------------------------------------------------------------------


def test_motives_of_both_stand_side_by_side() -> None:
    motives = tie(
        moves(
            factor("interest", "trade", holder="actor:one", object=["actor:three"]),
            factor("interest", "transit", holder="actor:one", denied=True),
        ),
        moves(factor("leverage", "gas", holder="actor:one", period="2019")),
    )
    assert told(page(*GROUNDS, motives).id("motives")) == [
        ["Kind", "Old (2010)", "New (2020)"],
        ["Interest of One", "trade (towards Three) Old 1not at work: transit Old 1", "–"],
        ["Leverage of One", "–", "gas (2019) New 1"],
    ]


@pytest.mark.parametrize(
    ("kind", "direction", "columns"),
    [
        ("evaluative", "negative", [True, False, False]),
        ("evaluative", "positive", [False, True, False]),
        ("evaluative", "mixed", [True, True, False]),
        ("normative", None, [False, False, True]),
    ],
)
def test_who_is_judged_and_called_on(kind, direction, columns) -> None:
    sign = {} if direction is None else {"direction": direction}
    made = page(claim("a", by(OLD, "PR+"), kind=kind, judged="actor:two", **sign))
    _head, (name, *cells) = told(made.id("judged"))
    assert name == "Two"
    assert [cell != "–" for cell in cells] == columns
    assert "Old (2010) probable This is what a says." in cells


def test_causes_lead_on_to_what_their_effects_cause() -> None:
    records = (
        claim("end", by(NEW)),
        claim("later", by(NEW), kind="causal", causes=["event:b"], effects=["claim:end"]),
        claim("first", by(OLD), kind="causal", causes=["event:a"], effects=["event:b"]),
        event("a", says(OLD)),
        event("b", says(NEW)),
    )
    first, later = causes(subject(*records))
    assert [ref.text for ref in (*first.causes, *later.causes)] == ["A.", "B."]
    assert [effect.leads_on for effect in (*first.effects, *later.effects)] == ["step-2", None]
    assert [one.holder for one in first.effects[0].said] == ["Old (2010)"]
    page(*records)


def test_a_circle_of_causes_is_told_once() -> None:
    records = (
        claim("a", by(OLD), kind="causal", causes=["claim:b"]),
        claim("b", by(OLD), kind="causal", causes=["claim:a"]),
    )
    steps = causes(subject(*records))
    assert [ref.text for step in steps for ref in step.causes] == [
        *("This is what b says.", "This is what a says.")
    ]
    page(*records)


# --- matrices and network ----------------------------------------------------------------------------


def test_policy_fields_are_counted_by_article() -> None:
    made = page(
        claim("a", by(OLD), by(NEW), themes=["economic"]),
        claim("b", by(OLD), themes=["economic", "military"]),
    )
    assert told(made.id("themes"))[:3] == [
        ["Field", "Old (2010)", "New (2020)"],
        ["economic", "2", "1"],
        ["military", "1", "–"],
    ]


def test_actors_and_issues_are_counted_together() -> None:
    made = page(
        issue("dam"),
        claim("a", by(OLD), by(NEW), about=["actor:one", "issue:dam"]),
        claim("b", by(OLD), about=["actor:two", "issue:dam"]),
        claim("c", by(OLD), about=["actor:two", "issue:dam"]),
    )
    assert told(made.id("issues")) == [["Actor", "the dam"], ["Two", "2"], ["One", "1"]]


def test_who_does_what_to_whom_is_drawn_and_told() -> None:
    acting = part("agent", "one") + part("recipient", "two")
    against = part("agent", "two") + part("adversary", "one")
    records = (
        event("a", says(OLD, participants=acting), says(NEW, participants=acting)),
        event("b", says(OLD, participants=against)),
        event("c", says(OLD, participants=part("agent", "one"))),
    )
    rows = told(page(*records).id("network"))
    assert rows[1:] == [["One", "Two", "1", "1", "A. A."], ["Two", "One", "1", "–", "B."]]
    of = subject(*records)
    drawn = network(of, deeds(of))
    assert drawn is not None
    assert [node.name for node in drawn.nodes] == ["One", "Two"]
    assert [arrow.side for arrow in drawn.arrows] == ["a", "b", "a"]
    assert drawn.left_out == 0
    assert network(of, ()) is None


# --- cards -------------------------------------------------------------------------------------------


def test_a_card_has_what_is_known_of_a_claim() -> None:
    source = {
        "kind": "named",
        "actor": "actor:ann",
        "mode": "indirect",
        "act": "communication",
        "commitment": "CT+",
        "pragmatic": "PS+",
        "time": {"value": "2009", "basis": "stated"},
    }
    made = page(
        claim("if", by(OLD)),
        claim(
            "a",
            by(
                *(OLD, "Uu"),
                sources=[source],
                likelihood="likely",
                devices=["irony"],
                grounds=["claim:if"],
                confidence="low",
                note="Read twice.",
            ),
            kind="predictive",
            tense="future",
            scope="2012",
            condition={"kind": "counterfactual", "antecedents": ["claim:if"]},
            attitude={"kind": "fear", "actors": ["actor:one"]},
            quantities=[{"value": 3, "unit": "count", "of": "ships"}],
            assessments=[
                {
                    "verdict": "partly_accurate",
                    "as_of": "2020",
                    "references": [{"title": "Yearbook", "url": "https://example.org/"}],
                }
            ],
            note="A note.",
        ),
    )
    (card,) = (c for c in made.all("article", cls="card") if "what a says" in c.all("h4")[0].text)
    assert "predictive claim · time foretold: 2012" in card.text
    lines = [line.text for line in card.all("li")]
    assert lines[0].startswith("Old (2010) only reported")
    assert lines[1].startswith(
        "Ann certain the tone says: possible says so; reported in other words"
    )
    facts = dict(zip(*([t.text for t in card.all(name)] for name in ("dt", "dd")), strict=True))
    assert (
        facts
        | {
            "About": "One",
            "If, which is not so": "This is what if says.",
            "Fear of One": "as the claim says",
            "Numbers": "3 (ships)",
            "Public record": "partly accurate, as of 2020; Yearbook",
            "Because": "This is what if says.",
            "Likelihood, by the text": "likely",
            "Way of saying it": "irony",
            "The annotator is sure of this coding": "hardly",
        }
        == facts
    )


def test_a_claim_of_both_articles_has_a_card_in_each_that_leads_to_the_other() -> None:
    made = page(claim("a", by(OLD), by(NEW, "CT-")))
    left, right = made.all("article", cls="card")
    assert [a.text for a in left.all("a", cls="ref")] == ["New 1"]
    assert [a.text for a in right.all("a", cls="ref")] == ["Old 1"]
    assert "denied" in right.text


def test_a_dataset_whose_makers_are_not_named_has_no_line_for_them() -> None:
    source = dataset()
    header = attrs.evolve(detente.load_dataset("dprk-russia").dataset, title="Straits", creators=())
    words = parsed(detente.report(source.evolve(dataset=header))).text

    assert "Straits" in words
    assert "Made by" not in words
