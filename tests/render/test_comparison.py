"""A comparison in words."""

import json
from typing import Any

import attrs
import pytest

import detente
from detente.records import times
from detente.render.comparison import (
    as_dict as comparison_dict,
)
from detente.render.comparison import (
    as_markdown as comparison_markdown,
)
from detente.render.comparison import (
    as_text as comparison,
)
from detente.render.comparison import (
    in_short,
)
from tests.paths import ROOT
from tests.sample import DATA, TEXTS
from tests.two_articles import (
    NEW,
    OLD,
    article,
    by,
    claim,
    dataset,
    event,
    factor,
    link,
    moves,
    phase,
    phases_told,
    quantity,
    says,
    tie,
    time,
)


def told_as(*records: dict, **more: Any) -> str:
    """The text, with lines joined, so that wrapping does not matter."""
    return " ".join(comparison(detente.compare(dataset(*records), **more), every=True).split())


SOURCE = {"mode": "indirect", "act": "communication", "commitment": "CT+"}


def tie_told(old: dict | None, new: dict | None) -> str:
    return told_as(claim("ground", by(OLD), by(NEW)), tie(old, new))


def set_otherwise(whole: detente.Attachment) -> detente.Attachment:
    """An attachment whose spans are found, but not character by character."""
    articles = tuple(
        attrs.evolve(
            found_,
            spans=tuple(
                attrs.evolve(span, verdict=detente.SpanVerdict.REFORMATTED) for span in found_.spans
            ),
        )
        for found_ in whole.articles
    )
    return attrs.evolve(whole, articles=articles)


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        ("CT+", "CT+", "Both: This is what x says."),
        ("PR+", "PR+", "Both hold as probable: This is what x says."),
        ("CT-", "CT-", "Both deny: This is what x says."),
        ("CT+", "PS+", "Old (2010) holds as certain; New (2020) holds as possible: This"),
        ("PR-", "PS-", "Old (2010) holds as improbable; New (2020) holds as possibly untrue: This"),
        ("CT+", "Uu", "Old (2010) holds as certain; New (2020) leaves open: This"),
        ("CTu", "CT-", "Old (2010) says that it is known whether; New (2020) denies: This"),
    ],
)
def test_commitments_in_words(left, right, said) -> None:
    assert said in told_as(claim("x", by(OLD, left), by(NEW, right)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (says(OLD), says(NEW), "Both say that it happened: x."),
        (
            says(OLD, "planned"),
            says(NEW, "cancelled"),
            "Old (2010) says that it is planned; New (2020) says that it was called off: x.",
        ),
        (
            says(OLD, "hypothetical", "PS+"),
            says(NEW, "ongoing", "PR-"),
            "Old (2010) says that it possibly comes about; New (2020) says that it probably is "
            "not under way: x.",
        ),
        (
            says(OLD, commitment="CT-"),
            says(NEW, commitment="Uu"),
            "Old (2010) denies that it happened; New (2020) leaves open whether it happened: x.",
        ),
        (
            says(OLD, commitment="CTu"),
            says(NEW, pragmatic="PR+"),
            "Old (2010) says that it is known whether it happened; New (2020) says that it "
            "happened, as if it were probable: x.",
        ),
    ],
)
def test_events_in_words(old, new, said) -> None:
    assert said in told_as(event("x", old, new))


def test_who_says_both_in_words() -> None:
    assert "Old (2010) holds, and elsewhere denies; New" in told_as(
        claim("x", by(OLD), by(OLD, "CT-"), by(NEW))
    )
    assert "says that it happened, and elsewhere that it did not happen" in told_as(
        event("x", says(OLD), says(OLD, commitment="CT-"), says(NEW))
    )


def test_who_is_answered_is_no_source_of_the_answer() -> None:
    ann = {**SOURCE, "kind": "named", "actor": "actor:ann", "commitment": "CT+"}
    denied = {**SOURCE, "kind": "generic", "commitment": "PR-"}
    text = told_as(
        claim("x", by(OLD, "Uu", sources=[ann]), by(OLD, "CT-"), by(NEW, "CT-", sources=[denied]))
    )

    assert "Old (2010) also reports it, from Ann (certain of it)." in text
    assert "Old (2010) takes it" not in text
    assert "New (2020) takes it from people in general." in text
    assert "New (2020) also" not in text


def test_sources_in_words() -> None:
    named = {**SOURCE, "kind": "named", "actor": "actor:ann", "commitment": "PS-"}
    chain = [{**SOURCE, "kind": "document"}, named]
    text = told_as(
        claim(
            "x",
            by(OLD, "Uu", sources=chain, pragmatic="PR-"),
            by(OLD, "Uu", sources=[{**SOURCE, "kind": "unspecified"}]),
            by(NEW, sources=[{**SOURCE, "kind": "generic"}]),
        ),
        event("y", says(OLD, commitment="Uu", sources=[{**SOURCE, "kind": "role_only"}])),
    )

    assert (
        "Old (2010) only reports, from Ann (holding it possibly untrue), by way of a document and "
        "somebody it does not name (certain of it), as if it were improbable; New (2020) holds as "
        "certain: This is what x says."
    ) in text
    assert "New (2020) takes it from people in general." in text
    assert (
        "Only reports, from somebody named by office alone (certain of it), that it happened: y."
    ) in text


def test_predictions_conditions_and_scopes_in_words() -> None:
    future = {"kind": "predictive", "tense": "future", "scope": "../2015"}
    condition = {"kind": "conditional", "antecedents": ["claim:y", "claim:nobody"]}
    untrue = {"kind": "counterfactual", "antecedents": ["event:z"]}
    text = told_as(
        claim("x", by(OLD), condition=condition, **future),
        claim("y", by(OLD, "Uu")),
        claim("w", by(NEW), condition=untrue),
        event("z", says(NEW, "hypothetical", "Uu")),
    )

    assert (
        "Predicts: This is what x says (up to 2015; if: This is what y says and claim:nobody)."
        in text
    )
    assert "This is what w says (if, which is not so: z)." in text
    shared = told_as(
        claim("x", by(OLD), by(NEW), condition=condition), claim("y", by(OLD), by(NEW))
    )
    assert "Both: This is what x says (if: This is what y says and claim" in shared


def test_details_of_accounts_in_words() -> None:
    numbers = [
        quantity(5, upper=7, per="year", approximate=True),
        {"value": 3, "unit": "count", "of": "meetings"},
        {"value": 10, "unit": "ratio", "of": "growth"},
        {"value": 4000, "unit": "person", "bound": "at_least", "of": "workers laid off"},
    ]
    text = told_as(
        event(
            "x",
            says(OLD, time="2001-05-04", place={"label": "the capital"}, quantities=numbers),
            says(NEW, time="2001"),
            time=time("2001-05-04"),
            references=[{"title": "a register"}],
        )
    )

    assert (
        "Whether they mean the same time is not certain. Old (2010): 4 May 2001; place: the capital; about 5 to 7 USD "
        "per year (the loan); 3 (meetings); 10 times (growth); at least 4,000 (workers laid off) "
        "New (2020): 2001 Dated by other sources: 4 May 2001"
    ) in text
    assert "AGAINST THE PUBLIC RECORD" not in text


@pytest.mark.parametrize(
    ("kind", "signs", "said"),
    [
        ("contradicts", ("CT+", "CT+"), "Not both can be so, if they speak of the same time and"),
        ("contradicts", ("Uu", "CT+"), "What New (2020) says may contradict it."),
        ("contradicts", ("CT-", "Uu"), "The one bears on the other; neither agreement nor"),
        ("contradicts", ("CT-", "CT-"), "The one bears on the other; neither agreement nor"),
        ("contradicts", ("Uu", "Uu"), "Neither of them commits itself."),
        ("specifies", ("Uu", "CT+"), "The one bears on the other; neither agreement nor"),
        ("specifies", ("Uu", "CT-"), "What New (2020) says rules it out."),
        ("specifies", ("CT-", "Uu"), "The one bears on the other; neither agreement nor"),
        ("specifies", ("CT+", "Uu"), "What Old (2010) says implies it."),
        ("specifies", ("CT+", "CT+"), "What the one says implies what the other says."),
    ],
)
def test_what_follows_from_a_link_in_words(kind, signs, said) -> None:
    left, right = claim("x", by(OLD, signs[0])), claim("y", by(NEW, signs[1]))

    assert said in told_as(left, right, link(kind, "claim:x", "claim:y"))


def test_a_link_that_is_not_sure_is_told_with_its_note() -> None:
    left, right = claim("x", by(OLD)), claim("y", by(NEW))
    join = link("contradicts", "claim:x", "claim:y", confidence="medium", note="One is broader")
    assert "By the annotators' reading, medium confidence: One is broader." in told_as(
        left, right, join
    )
    assert "By the annotators' reading: One is broader." in told_as(
        left, right, {**join, "confidence": "high"}
    )
    del join["note"]
    assert "By the annotators' reading, medium confidence. " in told_as(left, right, join)
    assert "annotators" not in told_as(left, right, {**join, "confidence": "high"})


def test_what_is_only_possible_is_counted_as_such() -> None:
    at = event("x", says(OLD, time="2001"), says(NEW, time="2001-05"))
    others = [claim(f"c{n}", by(OLD)) for n in range(8)]
    assert "Both agree on 1 point (possibly) • Both say that it happened: x." in told_as(
        at, *others
    )
    both = told_as(at, claim("y", by(OLD), by(NEW)), *others)
    assert "Both agree on 2 points (1 possibly) • Both: This is what y says." in both
    assert "• Possibly: Both say that it happened: x." in both
    records = claim("x", by(OLD)), claim("y", by(NEW)), link("contradicts", "claim:x", "claim:y")
    text = told_as(*records, *others)
    assert "They contradict each other on 1 point (possibly) • Old (2010): This is" in text
    assert "Not both can be so, if they speak of the same time and case; they may." in text


def test_undecided_is_what_one_or_both_leave_open() -> None:
    for commitments in (("Uu", "Uu"), ("Uu", "CT+")):
        old, new = commitments
        text = told_as(claim("x", by(OLD, old), by(NEW, new)))
        assert "Only reported or left open by one or both" in text


def test_a_later_word_is_no_change_unless_something_tells_so() -> None:
    join = link("updates", "claim:y", "claim:x")
    same = told_as(claim("x", by(OLD)), claim("y", by(NEW)), join)
    assert "What changed" not in same
    assert "Later, on the same matter • Then: Old (2010): This" in same
    opposite = told_as(claim("x", by(OLD)), claim("y", by(NEW, "CT-")), join)
    assert "What changed • Then: Old (2010)" in opposite
    status = told_as(
        event("x", says(OLD, "ongoing")),
        event("y", says(NEW)),
        link("updates", "event:y", "event:x"),
    )
    assert "What changed • Then: Old (2010)" in status


def test_a_time_from_elsewhere_is_told_of_whose_event_it_is() -> None:
    dated = {"time": time("2001"), "references": [{"title": "a register"}]}
    text = told_as(
        event("x", says(OLD, "planned")),
        event("y", says(NEW), **dated),
        link("updates", "event:y", "event:x"),
    )
    assert "The event of New (2020) is dated by other sources: 2001" in text


def test_what_may_follow_from_a_link_for_what_is_left_open_in_words() -> None:
    scoped = [claim("x", by(OLD, "Uu"), scope="2001"), claim("y", by(NEW), scope="2001")]
    join = link("contradicts", "claim:x", "claim:y")
    assert "What New (2020) says contradicts it." in told_as(*scoped, join)
    depends = {"condition": {"kind": "conditional", "antecedents": ["claim:z"]}}
    scoped[0] = claim("x", by(OLD, "Uu"), scope="2001", **depends)
    assert "What New (2020) says may contradict it." in told_as(*scoped, join)

    join = link("specifies", "event:x", "event:y")
    later = event("x", says(NEW, "hypothetical", "Uu"))
    so_far = event("y", says(OLD, "ongoing", "CT-"))
    assert "What Old (2010) says may rule it out." in told_as(later, so_far, join)
    join = link("specifies", "claim:x", "claim:y", confidence="medium")
    open_ = claim("x", by(OLD)), claim("y", by(NEW, "Uu"))
    assert "What Old (2010) says may imply it." in told_as(*open_, join)


def test_a_later_word_by_an_unsure_link_is_told_with_the_link_alone() -> None:
    records = claim("x", by(OLD)), claim("y", by(NEW))
    text = told_as(*records, link("updates", "claim:y", "claim:x", confidence="low"))
    assert "By the annotators' reading, low confidence." in text
    assert "not certain" not in text
    # Here the times are not certain, though it is known which article is the later one.
    records = claim("x", by(OLD), scope="2000/2022"), claim("y", by(NEW), scope="2001/2019")
    assert "Which of the two speaks of the later time is not certain." in told_as(
        *records, link("updates", "claim:x", "claim:y")
    )


def test_a_change_is_told_in_time() -> None:
    records = claim("x", by(OLD)), claim("y", by(NEW, grounds=["claim:a", "claim:b", "claim:c"]))
    made = dataset(*records, claim("a", by(NEW)), link("updates", "claim:y", "claim:x"))
    text = " ".join(comparison(detente.compare(made, NEW, OLD)).split())

    assert "Then: Old (2010): This is what x says. Later: New (2020): This" in text
    assert "Grounds of New (2020): This is what a says. claim:b … and 1 more" in text
    undated = dataset(
        *records, link("updates", "claim:y", "claim:x"), articles=((OLD, None), (NEW, None))
    )
    text = " ".join(comparison(detente.compare(undated)).split())
    assert "• Old: This is what x says." in text
    assert "Which of the two speaks of the later time is not certain." in text
    assert "published at an unknown time" in text


def test_what_was_foretold_in_words() -> None:
    foretold = claim("x", by(OLD), kind="predictive", tense="future")
    join = link("contradicts", "claim:x", "claim:y")

    assert "As the later one has it, this was not borne out." in told_as(
        foretold, claim("y", by(NEW)), join
    )
    text = told_as(foretold, claim("y", by(NEW, "CT-")), join)
    assert "borne out" not in text
    specifies = link("specifies", "claim:y", "claim:x")
    assert "this was borne out" in told_as(foretold, claim("y", by(NEW)), specifies)


def test_what_more_or_against_it_is_said_in_words() -> None:
    text = told_as(
        claim("y", by(OLD), by(NEW)),
        claim("x", by(OLD, "PR+")),
        claim("z", by(NEW)),
        link("specifies", "claim:x", "claim:y"),
        link("counters", "claim:z", "claim:y", article=NEW),
    )

    assert "Old (2010) says more (holds as probable): This is what x says." in text
    assert "New (2020) qualifies this: This is what z says." in text


def test_differences_of_accounts_in_words() -> None:
    text = told_as(
        event(
            "x",
            says(OLD, time="2001", quantities=[quantity(5)]),
            says(NEW, time="2002", quantities=[quantity(6)]),
        )
    )
    assert "The accounts differ in time and quantities." in text
    assert "Where they contradict each other • Both say that it happened: x." in text
    rough = quantity(6, approximate=True)
    text = told_as(event("x", says(OLD, quantities=[quantity(5)]), says(NEW, quantities=[rough])))
    assert "The accounts may differ in quantities." in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            phase("2001/2005", character="alliance"),
            phase("2003/2008", character="alliance"),
            "Both see an alliance: Old (2010), 2001 to 2005; New (2020), 2003 to 2008.",
        ),
        (
            phase("2001/2005", denied=["alliance"]),
            phase("2003/2008", denied=["alliance"]),
            "Both deny that the relation is an alliance: Old (2010), 2001 to 2005; New",
        ),
        (
            phase("2001/2005", trend="warming"),
            phase("2003/2008", trend="warming"),
            "Both see the relation warming: Old (2010), 2001 to 2005; New (2020), 2003 to 2008.",
        ),
        (
            phase("2001/2005", character="patronage", patron="actor:one"),
            phase("2003/2008", character="patronage", patron="actor:two"),
            "Old (2010) sees patronage by One (2001 to 2005). New (2020) sees patronage by Two "
            "(2003 to 2008). The patrons differ.",
        ),
        (
            phase("2001/2005", character="alliance"),
            phase("2005/2008", denied=["alliance"]),
            "Old (2010) sees an alliance (2001 to 2005). New (2020) denies that the relation is an "
            "alliance (2005 to 2008). The one denies it for a period that may overlap.",
        ),
        (
            phase("2005/2010", trend="warming"),
            phase("2012/2020", trend="cooling"),
            "Then: Old (2010) sees the relation warming (from 2005 up to the time of writing [2010]). "
            "Later: New (2020) sees the relation cooling (from 2012 up to the time of writing [2020]). "
            "The later period began after the earlier article appeared.",
        ),
        (
            phase("2005/2006", trend="steady"),
            phase("2007/2015", trend="cooling"),
            "New (2020) sees the relation cooling (2007 to 2015). The period ended after",
        ),
        (
            phase("2001", character="rivalry", trend="cooling", denied=["war"]),
            None,
            "Sees rivalry, not war, cooling (2001).",
        ),
        (
            phase("2001", denied=["war", "alliance"], trend="steady"),
            None,
            "Denies that the relation is war, not an alliance, steady (2001).",
        ),
    ],
)
def test_phases_in_words(old, new, said) -> None:
    assert said in tie_told(phases_told(old), phases_told(new) if new else None)


def test_a_phase_without_a_time_in_words() -> None:
    unknown = {**phase("2001", trend="cooling"), "period": time(None)}

    assert (
        "Both see the relation cooling: Old (2010), at a time not given; New (2020), 2001. Whether they "
        "mean the same time is not certain."
    ) in tie_told(phases_told(unknown), phases_told(phase("2001", trend="cooling")))
    sure = tie_told(
        phases_told(phase("2001", trend="cooling")), phases_told(phase("2001", trend="cooling"))
    )
    assert "not certain" not in sure
    assert "Sees the relation cooling." in tie_told(phases_told(unknown), None)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            factor(holder="actor:one", object=["actor:three"], period="2001/2030"),
            factor(holder="actor:one"),
            "Both see an interest of One. Old (2010): gain (towards Three, 2001 to 2030). New "
            "(2020): gain. On the same ground: This is what ground says.",
        ),
        (
            factor("constraint", "a", "claim:a", denied=True),
            factor("constraint", "b", "claim:b", denied=True),
            "Both rule out a constraint on both parties. Old (2010): a. New (2020): b.",
        ),
        (
            factor(),
            factor(denied=True),
            "Old (2010) sees an interest of both parties: gain. New (2020) rules out an interest",
        ),
        (factor("ideology"), None, "Sees ideology of both parties: gain."),
        (factor(denied=True), None, "Rules out an interest of both parties: gain."),
    ],
)
def test_factors_in_words(old, new, said) -> None:
    assert "not certain" not in tie_told(moves(old), moves(new) if new else None)
    assert said in tie_told(moves(old), moves(new) if new else None)


def test_what_has_been_checked_is_told_at_the_end() -> None:
    checked = [
        {
            "verdict": "partly_accurate",
            "as_of": "2021-05",
            "references": [{"title": "a yearbook"}, {"title": "a register"}],
            "note": "More or less",
        },
        {"verdict": "accurate", "as_of": "2022", "references": [{"title": "a yearbook"}]},
    ]
    dated = event(
        "z", says(OLD, time="2001"), time=time("2000"), references=[{"title": "a register"}]
    )
    text = told_as(claim("x", by(OLD, "Uu"), assessments=checked), dated)

    assert text.index("AGAINST THE PUBLIC RECORD") > text.index("OTHER MATTERS")
    assert (
        "Old (2010) leaves open: This is what x says. Checked May 2021: partly accurate (a "
        "yearbook and a register). More or less. Checked 2022: accurate (a yearbook)."
    ) in text
    assert (
        "Old (2010) says that it happened: z. The date of Old (2010) differs: 2001; other "
        "sources: 2000 (a register)."
    ) in text


@pytest.mark.parametrize(
    ("authors", "published", "name"),
    [
        (["Ann Old"], "2010", "Old (2010)"),
        (["Ann Old", "Bo Young"], "2010", "Old and Young (2010)"),
        (["Ann Old", "Bo Young", "Cy Elder"], "2010", "Old and others (2010)"),
        ([], "2010", "The Courier (2010)"),
        ([], "2010/2012", "The Courier (2010/2012)"),
        ([], None, "The Courier"),
    ],
)
def test_what_articles_are_called(authors, published, name) -> None:
    first = article(OLD, published, authors=[{"name": author} for author in authors])
    made = dataset(articles=(first, (NEW, "2020")))

    assert comparison(detente.compare(made, OLD, NEW)).startswith(f"{name} and New (2020) ")


def test_two_articles_of_one_name_are_told_apart() -> None:
    same = {"authors": [{"name": "Ann Same"}]}
    made = dataset(articles=(article(OLD, "2010", **same), article(NEW, "2010", **same)))
    text = comparison(detente.compare(made))

    assert text.startswith("Same (2010)a and Same (2010)b compared")
    assert "Both speak of 0 of the 0 claims and 0 of the 0 events." in text


def test_states_with_articles_in_their_names() -> None:
    made = dataset(
        claim("x", by(OLD), about=["relation:one-two"]), tie({"phases": [phase("2001", "claim:x")]})
    )
    names = {
        "actor:one": detente.Name(text="United States", kind=detente.NameKind.OFFICIAL),
        "actor:two": detente.Name(text="the North", kind=detente.NameKind.ALIAS),
    }
    actors = tuple(
        attrs.evolve(a, names=(names[a.id],)) if a.id in names else a for a in made.actors
    )

    assert "THE UNITED STATES AND THE NORTH" in comparison(
        detente.compare(made.evolve(actors=actors))
    )
    fewer = made.evolve(actors=())
    assert "ACTOR:ONE AND ACTOR:TWO" in comparison(detente.compare(fewer))


def test_a_factor_of_an_uncertain_time_in_words() -> None:
    assert "Whether they are at work at the same time is not certain." in tie_told(
        moves(factor(period=None)), moves(factor())
    )


def test_like_phases_of_other_times_in_words() -> None:
    text = tie_told(
        phases_told(phase("2005/2010", trend="warming")),
        phases_told(phase("2012/2020", trend="warming")),
    )
    assert (
        "Similar, but not shown to be the same • Both see the relation warming, at different times: Old (2010), from 2005 up to "
        "the time of writing (2010); New (2020), from 2012 up to the time of writing (2020)."
    ) in text
    assert "Of different times" not in text
    assert "The periods do not overlap." not in text
    text = tie_told(
        phases_told(phase("2005/2010", character="alliance", trend="warming")),
        phases_told(phase("2012/2020", character="alliance", trend="warming")),
    )
    assert "Both see an alliance, warming, at different times: Old (2010), from 2005 up" in text


def test_the_short_common_name_is_said() -> None:
    names = [
        ("République du Nord", "common", "fr"),
        ("Democratic Republic of the North", "official", None),
        ("Northern State", "common", "en"),
        ("Northland", "common", None),
        ("N.", "alias", None),
    ]
    made = dataset(tie({"phases": [phase("2001", "claim:x", trend="steady")]}))
    named = tuple(
        detente.Name(text=text, kind=detente.NameKind(kind), language=language)
        for text, kind, language in names
    )
    actors = tuple(attrs.evolve(a, names=named) if a.id == "actor:one" else a for a in made.actors)
    assert "NORTHLAND AND TWO" in comparison(detente.compare(made.evolve(actors=actors)))


def test_the_list_of_what_one_says_alone_is_cut_or_told_by_theme() -> None:
    themes = [["economic"], ["economic"], ["economic"], ["cyber"], [], ["human_rights"]]
    records = [claim(f"c{n}", by(OLD), themes=found_) for n, found_ in enumerate(themes)]
    compared = detente.compare(dataset(*records))

    brief = " ".join(comparison(compared).split())
    assert "Only Old (2010): 6 claims; the most central" in brief
    assert "… and 3 claims more (human rights 1, cyber 1, no theme 1); --all lists them" in brief
    whole = " ".join(comparison(compared, every=True).split())
    assert "Only Old (2010), human rights: 1 claim" in whole
    assert "Only Old (2010): 1 phase • Sees the relation steady (2001)." in tie_told(
        phases_told(phase("2001", trend="steady")), None
    )
    alike = detente.compare(dataset(*(claim(f"c{n}", by(OLD)) for n in range(4))))
    assert "… and 1 claim more; --all" in comparison(alike)


def test_lines_are_wrapped_and_ids_are_whole() -> None:
    compared = detente.compare(detente.load_dataset("dprk-russia"))

    for width in (60, 100):
        lines = comparison(compared, width=width).splitlines()
        assert max(len(line) for line in lines if " " in line.strip()) <= width
    assert comparison(compared, width=5) == comparison(compared, width=40)


def test_markdown_has_headings_and_footnotes_and_escapes() -> None:
    made = dataset(
        claim("x", by(OLD), by(NEW), proposition="A *b* [c] <d>."),
        *(claim(f"c{n}", by(OLD)) for n in range(4)),
    )
    text = comparison_markdown(detente.compare(made), ids=True)
    assert "[^" not in comparison_markdown(detente.compare(made))

    assert text.startswith("# Old (2010) and New (2020) compared\n\n- Old (2010): Ann Old;")
    assert "\n## Other matters\n\n### What both say\n\n- Both: A" in text
    assert "A \\*b\\* \\[c\\] \\<d\\>.[^1]\n" in text
    assert "\n[^1]: claim:x Old (2010) " in text
    assert "\n… and 1 claim more; --all lists them\n" in text
    assert "[^" not in comparison_markdown(detente.compare(dataset()))
    both = claim("x", by(OLD)), claim("y", by(NEW)), link("contradicts", "claim:x", "claim:y")
    assert "says.<br>New (2020): This" in comparison_markdown(detente.compare(dataset(*both)))


@pytest.mark.parametrize(
    ("value", "published", "said"),
    [
        ("/2019-04", "2019-04-24/2019-04-30", "up to the time of writing (April 2019)"),
        ("../2019", "2019-04-24", "throughout, up to the time of writing (2019)"),
        ("1995~/2015", "2015-03", "from about 1995 up to the time of writing (2015)"),
        ("..2001/2019", "2019", "from 2001 or earlier up to the time of writing (2019)"),
        ("1995/2015", "2016", "1995 to 2015"),
        ("1995/2015-03", "2015", "1995 to March 2015"),
        ("1995/2015", None, "1995 to 2015"),
        ("1995/2015", "[..2015]", "1995 to 2015"),
        ("1995/2015~", "2015", "1995 to about 2015"),
        ("1995/201X", "2015", "1995 to the 2010s"),
        ("1995/2015..", "2015", "1995 to 2015 or later"),
        ("1995/..", "2015", "from 1995 on"),
        ("2015", "2015", "2015, when written"),
        ("2019-04", "2019-04-24/2019-04-30", "April 2019, when written"),
        ("2019-04-24", "2019-04-24", "24 April 2019, when written"),
        ("2015", "2014", "2015"),
        ("2015~", "2015", "about 2015"),
        ("201X", "2015", "the 2010s"),
        ("2015", "[..2015]", "2015"),
        ("[2015,2016]", "2015", "2015 or 2016"),
    ],
)
def test_what_lasts_until_the_article_is_told_up_to_the_time_of_writing(
    value, published, said
) -> None:
    stated = detente.TimeBasis.STATED
    shown = detente.Time(value=value, basis=stated)
    appeared = detente.Time(value=published, basis=stated)

    assert times.in_words(shown, appeared) == said
    assert "writ" not in times.in_words(shown)
    early = attrs.evolve(shown, mod_end=detente.TimeMod.EARLY)
    assert "writ" not in times.in_words(early, appeared)


def test_what_the_earlier_article_could_not_know_is_told_apart() -> None:
    compared = detente.compare(
        dataset(
            event("summit", says(NEW, time="2015"), themes=["diplomatic"]),
            claim("a", by(NEW)),
            claim("b", by(OLD)),
        )
    )
    whole = " ".join(comparison(compared, every=True).split())
    assert "Only New (2020), no theme: 1 claim • This is what a says." in whole
    assert "Only New (2020), after Old (2010) appeared, diplomatic: 1 event" in whole
    brief = " ".join(comparison(compared).split())
    assert "Only New (2020), after Old (2010) appeared: 1 event" in brief


def test_a_contradiction_says_of_which_side_there_is_no_date() -> None:
    both = link("contradicts", "claim:a", "claim:b")
    one = claim("a", by(OLD), scope="2001/2005"), claim("b", by(NEW)), both
    told = " ".join(comparison(detente.compare(dataset(*one))).split())
    assert "Old (2010): This is what a says (2001 to 2005)." in told
    assert "New (2020): This is what b says (no date given)." in told
    neither = claim("a", by(OLD)), claim("b", by(NEW)), both
    assert "no date" not in comparison(detente.compare(dataset(*neither)))


def test_claims_factors_and_phases_last_up_to_the_time_of_writing() -> None:
    mine = told_as(claim("x", by(OLD), scope="2001/2010"))
    assert "This is what x says (from 2001 up to the time of writing [2010])." in mine
    both = told_as(claim("x", by(OLD), by(NEW), scope="2001/2010"))
    assert "This is what x says (2001 to 2010)." in both
    future = claim("x", by(OLD), scope="2001/2010", kind="predictive", tense="future")
    assert "This is what x says (2001 to 2010)." in told_as(future)
    assert "gain (up to the time of writing [2010])." in tie_told(
        moves(factor(period="/2010")), None
    )
    periods = phase("/2020", trend="warming"), phase("200X/..", trend="warming")
    assert ("New (2020), up to the time of writing (2020) and from the 2000s on.") in tie_told(
        phases_told(phase("2001/2005", trend="warming")), phases_told(*periods)
    )


def test_grounds_are_cut_unless_all_is_asked_for() -> None:
    grounds = [f"claim:g{n}" for n in range(3)]
    parts = phase("2001", *grounds, trend="steady")
    records = [
        *(claim(f"g{n}", by(OLD), by(NEW)) for n in range(3)),
        claim("x", by(OLD, grounds=grounds), by(NEW)),
        tie(phases_told(parts), phases_told(parts)),
    ]
    compared = detente.compare(dataset(*records))

    brief = " ".join(comparison(compared).split())
    cut = "This is what g0 says. This is what g1 says. … and 1 more (--all)"
    assert brief.count(f"Grounds of Old (2010): {cut}") == 2
    whole = " ".join(comparison(compared, every=True).split())
    assert "more (--all)" not in whole
    assert whole.count("This is what g1 says. This is what g2 says.") == 3
    assert whole.count("claim:g2 Old (2010)") == 2  # in its own item, and with the phase


def test_a_character_is_the_label_of_the_annotators() -> None:
    said = "are the annotators' labels; the authors may not use these words."
    for second in ("alliance", "rivalry"):
        text = tie_told(
            phases_told(phase("2001/2005", character="alliance")),
            phases_told(phase("2001/2005", character=second)),
        )
        assert text.count(said) == 1
    assert "label" not in tie_told(phases_told(phase("2001", trend="steady")), None)


def test_only_is_explained() -> None:
    said = "“Only” means that no shared record or link was annotated, not that the other is silent"

    assert said in told_as(claim("x", by(OLD)))
    assert said in " ".join((ROOT / "docs" / "comparing.md").read_text("utf-8").split())


def test_two_contradictions_upon_the_same_claims_are_told_to_be_so() -> None:
    accounts = (
        phases_told(phase("2001/2005", "claim:x", character="alliance")),
        phases_told(phase("2001/2005", "claim:y", character="rivalry")),
    )
    pair = [
        claim("x", by(OLD), about=["relation:one-two"]),
        claim("y", by(NEW), about=["relation:one-two"]),
        link("contradicts", "claim:x", "claim:y"),
    ]
    text = told_as(*pair, tie(*accounts))
    assert (
        "(On the same claims as this contradiction about the relation: alliance against rivalry.)"
        in text
    )
    others = [claim(f"c{n}", by(OLD)) for n in range(8)]
    assert (
        "They contradict each other on 2 points (1 possibly; 1 on the same claims as another) •"
    ) in told_as(*pair, tie(*accounts), *others)
    apart = told_as(
        *pair,
        *(claim(n, by(NEW)) for n in "z"),
        tie(accounts[0], phases_told(phase("2001/2005", "claim:z", character="rivalry"))),
    )
    assert "On the same claims" not in apart


def test_what_is_only_reported_is_checked_apart() -> None:
    checked = [{"verdict": "accurate", "as_of": "2022", "references": [{"title": "a yearbook"}]}]
    records = [
        claim("x", by(OLD, "Uu"), assessments=checked),
        claim("y", by(OLD, "Uu"), by(NEW, "Uu"), assessments=checked),
        claim("z", by(OLD, "Uu"), by(NEW), assessments=checked),
    ]
    text = told_as(*records)
    text = text[text.index("AGAINST THE PUBLIC RECORD") :]

    checked_, both, mine = (
        text.index("What has been checked • Old (2010) leaves open: This is what z"),
        text.index("What Old (2010) and New (2020) only report or suppose •"),
        text.index("What Old (2010) only reports or supposes • Old (2010) leaves open"),
    )
    assert checked_ < both < mine
    assert "What has been checked" not in told_as(records[0])


def test_what_is_past_does_not_come_about_any_more() -> None:
    open_ = [says(a, "hypothetical", "Uu") for a in (OLD, NEW)]
    dated = {**open_[0], "time": time("2015")}

    assert "Old (2010) leaves open whether it comes about; New (2020) does not say whether it " in (
        told_as(event("x", dated, open_[1]))
    )
    assert "Both do not say whether it came about: x." in (
        told_as(event("x", *open_, time=time("2005"), references=[{"title": "a register"}]))
    )
    assert "Both leave open whether it comes about: x." in told_as(event("x", *open_))


def test_what_is_supposed_as_a_condition_is_told_as_such() -> None:
    depends = {"condition": {"kind": "conditional", "antecedents": ["claim:z", "event:z"]}}
    records = [
        claim("x", by(OLD), **depends),
        claim("z", by(OLD, "Uu"), by(NEW, "Uu")),
        event("z", says(OLD, "hypothetical", "Uu"), says(NEW, "hypothetical", "Uu")),
    ]
    text = told_as(*records)

    assert (
        "Old (2010) supposes as a condition; New (2020) leaves open: This is what z says." in text
    )
    assert (
        "Old (2010) supposes as a condition that it comes about; New (2020) leaves open whether it "
        "comes about: z."
    ) in text


def test_filters_are_told_and_may_leave_nothing() -> None:
    compared = detente.compare(
        dataset(claim("x", by(OLD), themes=["military"]), tie(moves(factor())))
    )
    left = compared.where(theme="military", verdict="only")
    text = " ".join(comparison(left).split())
    assert "Filters: theme military; verdict only; 1 item left." in text
    assert "Both speak of" not in text
    assert "Nothing of that kind" not in text
    none = " ".join(comparison(left.where(relation="relation:one-two")).split())
    assert "verdict only; relation One and Two; 0 items left." in none
    assert none.endswith("Nothing of that kind under these filters.")
    with pytest.raises(detente.InputError, match="no such verdict; close: contradict"):
        compared.where(verdict="contradiction")


def test_a_long_comparison_begins_with_what_matters_most() -> None:
    records = [
        *(claim(f"c{n}", by(OLD)) for n in range(7)),
        claim("a", by(OLD), by(NEW)),
        claim("b", by(OLD, grounds=["claim:a"]), by(NEW)),
        claim("c", by(OLD), by(OLD, "CT-"), by(NEW), proposition="Word " * 100),
        event("d", says(OLD, "planned"), says(NEW)),
        claim("e", by(OLD, grounds=["claim:b"])),
    ]
    compared = detente.compare(dataset(*records))
    lines = comparison(compared).splitlines()
    assert lines[2:9] == [
        "Old (2010) argues most for this",
        "  • This is what b says.",
        "  • This is what e says.",
        "Both agree on 2 points",
        "  • Both: This is what b says.",
        "  • Both: This is what a says.",
        "They contradict each other on 1 point (possibly)",
    ]
    assert lines[9].startswith(
        "  • Old (2010) holds, and elsewhere denies; New (2020) holds as certain:"
    )
    assert "What changed: 1 point" in lines
    assert "\n\n**Old (2010) argues most for this**\n\n- This is what" in comparison_markdown(
        compared
    )
    assert "only in" not in told_as(*records[:7])


@pytest.fixture(scope="module")
def bundled() -> detente.Comparison:
    return detente.compare(detente.load_dataset("dprk-russia"))


ORDER = (
    *("HuffPost (2015) is written to say", "Fowdy (2019) is written to say", "Both agree on"),
    *("Close on", "They contradict each other on"),
    *("Rival answers to", "What changed:", "points only in HuffPost (2015)"),
    *("points only in Fowdy (2019)", "Against the public record", "Below: "),
)


def test_the_page_of_the_bundled_articles_can_be_forwarded(bundled) -> None:
    text = comparison(bundled, width=80)
    joined = " ".join(text.split())

    places = [joined.index(title) for title in ORDER]
    assert places == sorted(places)
    assert len(text.splitlines()) <= 160
    for machine in ("/accounts/", "relation:", "claim:", "link:", "→", "article:", "[diplomatic]"):
        assert machine not in text, machine
    for machine in ("claim:dprk-", "link:failure-with-usa-", "(article:fowdy-2019)"):
        assert machine in comparison(bundled, ids=True, width=80), machine
    for odd in (
        "as of",
        "goes on",
        "who in all",
        "unknown time",
        "Alike in kind",
        "holds as certain:",
    ):
        assert odd not in joined, odd


def test_all_rivals_contradictions_and_changes_stand_on_the_brief_page(bundled) -> None:
    joined = " ".join(comparison(bundled, width=80).split())
    for item in (*bundled.contradictions, *bundled.rivals, *bundled.changes):
        for position in item.positions:
            assert position.text.rstrip(".") in joined


def test_the_brief_table_counts_every_item(bundled) -> None:
    (total,) = (
        line for line in comparison(bundled, width=80).splitlines() if line.startswith("All ")
    )
    assert sum(map(int, total.split()[1:])) == len(bundled)


def test_everything_is_shown_if_asked_for(bundled) -> None:
    text = " ".join(comparison(bundled, every=True, width=80).split())
    for item in bundled:
        for id_ in item.records:
            assert id_ in text
    assert "what actors have in mind and the public record." in text


def test_what_is_close_behind_an_agreement_stands_with_it() -> None:
    of_tie = {"about": ["relation:one-two"]}
    text = told_as(
        claim("a", by(OLD), **of_tie),
        claim("x", by(NEW), **of_tie),
        link("parallels", "claim:a", "claim:x", note="A is like x."),
        tie(
            phases_told(phase("2001/2008", "claim:a", character="convenience")),
            phases_told(phase("2001/2008", "claim:x", character="convenience")),
        ),
    )
    said = "Close to each other behind it: Old (2010): This is what a says. New (2020): This is"
    assert text.count(said) == 1
    assert "Close to each other, but not the same" not in text


def test_one_matter_is_one_entry() -> None:
    records = [
        *(claim(slug, by(OLD)) for slug in "ab"),
        *(claim(slug, by(NEW)) for slug in "xyz"),
        link("parallels", "claim:a", "claim:x", note="A is like x."),
        link("parallels", "claim:a", "claim:y", note="A is like y.", confidence="low"),
        link("parallels", "claim:b", "claim:y", note="B is like y."),
    ]
    text = told_as(*records)
    assert (
        "the common ground. • Old (2010): This is what a says. New (2020): This is what x says. New "
        "(2020): This is what y says. Common ground: A is like x. Common ground, low confidence: A "
        "is like y. →"
    ) in text
    assert "• Old (2010): This is what b says. New (2020): This is what y says. Common" in text


def test_two_foretold_of_one_event_stand_before_it() -> None:
    future = {"kind": "predictive", "tense": "future"}
    text = told_as(
        *(claim(slug, by(OLD), **future) for slug in "ab"),
        claim("x", by(NEW)),
        link("specifies", "claim:x", "claim:a"),
        link("specifies", "claim:x", "claim:b"),
    )
    assert (
        "• Then: Old (2010) predicts: This is what b says. Also then: Old (2010) predicts: This is "
        "what a says. Later: New (2020): This is what x says. As the later one has it, this was "
        "borne out."
    ) in text


def test_a_thesis_that_is_foretold_is_told_as_such() -> None:
    future = {"kind": "predictive", "tense": "future"}
    records = [claim("a", by(OLD, grounds=["claim:c0"]), **future)]
    text = told_as(*records, *(claim(f"c{n}", by(OLD)) for n in range(9)))
    assert (
        "Old (2010) argues most for this • Predicts: This is what a says. • This is what c0" in text
    )


def test_versions_without_years_are_told_apart_in_short() -> None:
    same = {"authors": [{"name": "Ann Same"}]}
    articles = (article(OLD, "2010", **same), article(NEW, "2012", **same))
    made = dataset(claim("x", by(OLD), by(NEW)), articles=articles)
    (first, second) = in_short(detente.compare(made))[:1], "Same (2010)"
    assert first == ["Both agree on 1 point: Both: This is what x says."]
    alone = dataset(claim("x", by(OLD)), articles=articles)
    assert in_short(detente.compare(alone)) == ["1 point only in Same (2010): This is what x says."]
    assert second in comparison(detente.compare(alone))


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("pending", "Not settled when checked (May 2021; a yearbook)."),
        ("unresolvable", "Checked May 2021: cannot be settled (a yearbook)."),
        ("inaccurate", "Checked May 2021: inaccurate (a yearbook)."),
    ],
)
def test_outcomes_of_checks_in_words(verdict, said) -> None:
    checked = [{"verdict": verdict, "as_of": "2021-05", "references": [{"title": "a yearbook"}]}]
    assert said in told_as(claim("x", by(OLD), assessments=checked))


def test_the_tally_takes_the_latest_assessment() -> None:
    checked = [
        {"verdict": verdict, "as_of": date, "references": [{"title": "a yearbook"}]}
        for verdict, date in (("inaccurate", "2024"), ("accurate", "2019"))
    ]
    text = told_as(
        claim("x", by(OLD), assessments=checked),
        claim("y", by(OLD), by(NEW, "Uu"), assessments=checked[1:]),
        event("z", says(OLD, time="2001"), time=time("2000"), references=[{"title": "a register"}]),
        *(claim(f"c{n}", by(OLD)) for n in range(8)),
    )
    assert (
        "Against the public record • Old (2010): 2 claims checked: 1 accurate, 1 inaccurate; 1 date "
        "not as in other sources. • New (2020): 1 only reported or supposed: 1 accurate. Below:"
    ) in text


def test_with_texts_the_words_are_shown() -> None:
    made = detente.loads(DATA)
    compared = detente.compare(made)
    whole = detente.attach(made, list(TEXTS.values()))
    text = comparison(compared, whole)
    assert "The Sample Courier (2005): “They were never allies in those days.”" in text
    assert "- The Sample Courier (2005): “They were" in comparison_markdown(compared, whole)
    of_tie = comparison(compared.where(verdict="only_left"), whole, every=True)
    words = of_tie[of_tie.rindex(" factor\n") : of_tie.index("OTHER MATTERS")]
    assert words.count("The Sample Courier (1905): “") == 2  # those of the grounds

    other = TEXTS["later.txt"].replace("never allies", "always allies")
    text = " ".join(comparison(compared, detente.attach(made, [other])).split())
    assert "No text of The Sample Courier (1905) at hand: its words are left out." in text
    assert "The Sample Courier (2005), claim:never-allies (absent): the span has no" in text

    grounded = attrs.evolve(
        made,
        claims=tuple(
            attrs.evolve(
                claim_,
                utterances=tuple(attrs.evolve(u, grounds=(claim_.id,)) for u in claim_.utterances),
            )
            for claim_ in made.claims
        ),
    )
    with_them = detente.attach(grounded, list(TEXTS.values()))
    text = " ".join(comparison(detente.compare(grounded), with_them).split())
    assert "The Sample Courier (2005), ground: “They were never allies in those days.”" in text
    assert "more (--all)" not in text

    text = " ".join(comparison(compared, set_otherwise(whole)).split())
    assert "The Sample Courier (2005) (reformatted): “They were never" in text

    plain = comparison_dict(compared, whole)
    words = [w for i in plain["items"] for s in ("left", "right") for p in i[s] for w in p["words"]]
    assert {w["verdict"] for w in words} == {"exact"}
    assert words[0]["words"] in "".join(TEXTS.values())
    json.dumps(plain)


def many(*more: dict) -> detente.Comparison:
    """A comparison that is too long for a page."""
    shared = [claim(f"s{n}", by(OLD), by(NEW)) for n in range(26)]
    return detente.compare(dataset(*shared, *more))


def test_a_brief_page_shows_the_weightiest_and_counts_the_others() -> None:
    text = " ".join(comparison(many()).split())
    assert "Both agree on 26 points; the 3 weightiest" in text
    assert (
        "OTHER MATTERS: MORE OF THE WEIGHTIEST What both say (… and 22 more) • Both: This" in text
    )
    whole = " ".join(comparison(many(), every=True).split())
    assert whole.count("• Both: ") == 26 + 3
    # Who asks for one verdict gets all of it.
    of_one = " ".join(comparison(many().where(verdict="agree")).split())
    assert of_one.count("• Both: ") == 26


def test_a_brief_page_shows_phases_without_their_grounds() -> None:
    told = phases_told(
        *(phase(span, "claim:s0", character="alliance") for span in ("2000", "2001", "2002")),
        phase("2006", "claim:s0", trend="warming"),
        phase("2007", "claim:s0", denied=["war"]),
        phase("2008", "claim:s0", denied=["rivalry"]),
    )
    text = " ".join(comparison(many(tie(told, told))).split())
    assert "• Both see an alliance: Old (2010), 2000, 2001 and 2002; New (2020), 2000, 2001" in text
    assert (
        "ONE AND TWO: MORE OF THE WEIGHTIEST What both say • Both deny that the relation is rivalry: "
        "Old (2010), 2008; New (2020), 2008. OTHER MATTERS OF BOTH"
    ) in text
    # There is nothing but agreement, which takes no table.
    assert "Below: the two articles and more of the weightiest." in text


def test_what_is_only_alike_is_only_counted_on_a_brief_page() -> None:
    factors = [factor(kind, "gain") for kind in ("interest", "dispute", "threat")]
    others = [{**each, "label": "another"} for each in factors]
    shared = [claim(f"s{n}", by(OLD), by(NEW, "Uu")) for n in range(26)]
    text = " ".join(
        comparison(detente.compare(dataset(*shared, tie(moves(*factors), moves(*others))))).split()
    )
    assert "ONE AND TWO: MORE" not in text
    assert "OTHER MATTERS OF BOTH: THE WEIGHTIEST Other matters: only reported or left open" in text


def test_a_later_word_that_is_only_possible_is_told_so_in_short() -> None:
    of_third = {"about": ["actor:three"]}
    records = [
        claim("x", by(OLD), **of_third),
        claim("y", by(NEW), **of_third),
        link("updates", "claim:y", "claim:x", confidence="low"),
        *(claim(f"r{n}", by(OLD), by(NEW), about=["relation:one-two"]) for n in range(26)),
        tie(moves(factor("interest", "gain", "claim:r0"))),
    ]
    text = " ".join(comparison(detente.compare(dataset(*records))).split())
    assert (
        "Other matters: later, on the same matter • Possibly later. Then: Old (2010): This is what x "
        "says. Later: New (2020): This is what y says."
    ) in text


def test_a_ground_that_is_denied_or_left_open_is_told_as_such() -> None:
    grounds = ["claim:a", "claim:b", "claim:c"]
    text = told_as(
        claim("x", by(OLD, grounds=grounds), by(NEW)),
        claim("a", by(OLD, "CT-")),
        claim("b", by(OLD, "Uu")),
        claim("c", by(OLD)),
    )
    assert (
        "Grounds of Old (2010): This is what a says (denied). This is what b says (only reported or "
        "left open). This is what c says. →"
    ) in text


def test_a_cause_that_both_name_is_told_once() -> None:
    caused = {"kind": "causal", "causes": ["event:e"]}
    text = told_as(
        claim("x", by(OLD), **caused),
        claim("y", by(NEW), **caused),
        event("e", says(OLD), label="The river dries up."),
        link("contradicts", "claim:x", "claim:y"),
    )
    assert "they may. Cause: The river dries up. →" in text


def test_what_names_no_record_is_told_by_its_id() -> None:
    """A reference can name a relation that the dataset does not have, and parties can be nobody."""
    text = told_as(
        claim("x", by(OLD), kind="causal", causes=["relation:none"], effects=["actor:none"]),
        claim("y", by(OLD), kind="causal", causes=["relation:one-two"]),
        tie({"phases": [phase("2000", "claim:x", trend="warming")]})
        | {"parties": ["actor:none", "claim:x"]},
    )
    assert "Cause: the relation of relation:none. This leads to: actor:none." in text
    assert "Cause: the relation of actor:none and This is what x says." in text


def test_words_of_two_records_stand_once() -> None:
    made = detente.loads(DATA)
    (told,) = (c for c in made.claims if c.id == "claim:never-allies")
    again = attrs.evolve(told, id="claim:again")
    joins = [
        detente.Link(
            id=f"link:{n}", kind=detente.LinkKind.PARALLELS, source="claim:lesson", target=target
        )
        for n, target in enumerate((told.id, again.id))
    ]
    both = made.evolve(claims=(*made.claims, again), links=tuple(joins))
    attached = detente.attach(both, list(TEXTS.values()))
    text = comparison(detente.compare(both), attached)
    near = text[text.index("Close to each other") :]
    entry = near[near.index("•") : near.index("\n\n", near.index("•"))]
    assert entry.count(told.proposition) == 2
    assert entry.count("“They were never allies in those days.”") == 1
