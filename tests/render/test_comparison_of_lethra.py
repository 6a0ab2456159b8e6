"""The page of the invented articles: what a comparison shows besides shared claims and events."""

import json
from typing import Any

import attrs
import pytest

import detente
from detente import Comparison, Dataset
from detente.records import ArticleVersion
from detente.render.comparison import as_dict, as_markdown, as_text, in_short
from detente.vocab.enums import VersionKind
from tests.lethra import DOE, ROE, TEXTS, TIE, compared, lethra
from tests.two_articles import (
    NEW,
    OLD,
    by,
    claim,
    dataset,
    event,
    factor,
    issue,
    link,
    moves,
    phase,
    phases_told,
    quantity,
    says,
    tie,
)


def page(comparison: Comparison | None = None, *, every: bool = False, **more: Any) -> str:
    """The page in 80 columns, with lines joined, so that wrapping does not matter."""
    shown = compared() if comparison is None else comparison
    return " ".join(as_text(shown, every=every, width=80, **more).split())


def told(*records: dict, **more: Any) -> str:
    return page(detente.compare(dataset(*records)), every=True, **more)


def part_of(text: str, title: str, next_title: str) -> str:
    """What stands under a title."""
    return text[text.rindex(f" {title} ") : text.index(f" {next_title}", text.rindex(f" {title} "))]


def test_no_line_is_longer_than_the_terminal() -> None:
    for every in (False, True):
        lines = as_text(compared(), every=every, width=80).splitlines()
        assert max(map(len, lines)) <= 80
        assert as_markdown(compared(), every=every)


def test_the_digest_tells_what_the_articles_are_about() -> None:
    text = page()
    digest = text[: text.index("Doe (2014): “The river")]

    for said in (
        "Doe (2014) argues most for this • The generals of both sides are what keeps Aldoria and Brevia apart.",
        "Roe (2019) argues most for this • Want of water is what keeps Aldoria and Brevia apart. • Dry summers end in",
        "Both agree on 4 points; the 3 weightiest • Both deny that the relation is war: Doe (2014), from",
        "Close on 1 point; what they have in common • Both imply that the dam harmed farming in",
        "They contradict each other on 6 points (2 possibly; 1 about what should be done) • Doe (2014) "
        "sees rivalry (from 2009 on). Roe (2019) sees hostility",
        "• Possibly: Doe (2014): Aldoria ought to show Brevia the records of the dam. Roe (2019):",
        "Rival answers to 2 questions (1 about what should be done); both could be right • Why they "
        "are apart. Doe (2014): The generals of both sides are what keeps Aldoria and Brevia apart.",
        "16 points only in Doe (2014); the 3 weightiest • Aldoria and Brevia are rivals and no enemies.",
        "Below: the two articles, a table of all matters, the matters in full and what actors have in",
    ):
        assert said in digest
    assert "  • Both deny that the relation is war." in in_short(compared())
    of_one_verdict = page(compared().where(verdict="only"))
    assert "argues most for" not in of_one_verdict


def test_the_main_agreement_is_about_the_relation_before_other_matters() -> None:
    grounds = [f"claim:g{n}" for n in range(4)]
    records = [
        claim("far", by(OLD, grounds=grounds), by(NEW), about=["actor:three"]),
        claim("near", by(OLD), by(NEW), about=["relation:one-two"]),
        *(claim(f"g{n}", by(OLD)) for n in range(4)),
        *(claim(f"h{n}", by(NEW)) for n in range(4)),
        tie(moves(factor("interest", "gain", "claim:g0"))),
    ]
    first = "Both agree on {}; the 3 weightiest • Both: This is what {} says."
    two = "Both agree on 2 points • Both: This is what {} says."
    assert two.format("near") in told(*records)
    without = detente.compare(dataset(records[0], *records[2:]))
    assert "Both agree on 1 point • Both: This is what far says." in page(without)
    # Of several the one that others rest on.
    central = claim("central", by(OLD, grounds=grounds[:1]), by(NEW), about=["relation:one-two"])
    other = claim("other", by(OLD), by(NEW))
    assert first.format("4 points", "central") in told(*records, central, other)


def test_a_thesis_is_about_the_relation_asked_for() -> None:
    grounds = [f"claim:g{n}" for n in range(4)]
    records = [
        claim("far", by(OLD, grounds=grounds), about=["actor:three"]),
        claim("near", by(OLD, grounds=grounds[:2]), about=["relation:one-two"]),
        claim("shared", by(OLD), by(NEW), about=["relation:one-two"]),
        claim("other", by(OLD), by(NEW), about=["actor:three"]),
        claim("third", by(OLD), by(NEW), about=["actor:three"]),
        *(claim(f"g{n}", by(OLD)) for n in range(4)),
        claim("denied", by(NEW, "CT-", grounds=["claim:open"]), about=["relation:one-two"]),
        claim("open", by(NEW, "Uu"), about=["relation:one-two"]),
        tie(moves(factor("interest", "gain", "claim:g0"))),
    ]
    made = detente.compare(dataset(*records))
    assert [t.position.record for t in made.theses(made.left)] == ["claim:near"]
    assert made.theses(NEW) == ()  # what it denies or leaves open is no thesis of its own
    assert "Old (2010) argues most for this • This is what near says. Both agree" in page(made)
    asked = made.where(relation="relation:one-two")
    assert [t.position.record for t in asked.theses(OLD)] == ["claim:near"]
    assert asked.to_dict()["theses"] == [
        {"article": OLD, "record": "claim:near", "text": "This is what near says."}
        | {"weight": 2, "marked": False}
    ]
    nothing = made.where(theme="cyber")
    assert nothing.main_relation is None
    assert [t.position.record for t in nothing.theses(OLD)] == ["claim:far", "claim:g0"]


def with_theses(made: Dataset, article: str, *theses: str) -> Dataset:
    """A dataset whose annotators mark theses of one article."""
    marked = (attrs.evolve(a, theses=theses) if a.id == article else a for a in made.articles)
    return made.evolve(articles=tuple(marked))


def test_theses_that_annotators_mark_come_before_those_on_which_most_rests() -> None:
    grounds = [f"claim:g{n}" for n in range(4)]
    made = dataset(
        claim("far", by(OLD, grounds=grounds)),
        claim("denied", by(OLD, "CT-")),
        claim("point", by(OLD, "PS+")),
        claim("theirs", by(NEW, grounds=grounds[:1])),
        claim("aside", by(NEW)),
        *(claim(f"g{n}", by(OLD), by(NEW)) for n in range(4)),
    )
    marked = with_theses(made, OLD, "claim:point", "claim:denied", "claim:theirs", "claim:none")
    comparison = detente.compare(marked)
    of_old = comparison.theses(OLD)
    assert [(t.position.record, t.marked) for t in of_old] == [
        ("claim:point", True),
        ("claim:denied", True),
    ]
    assert comparison.theses(NEW)[0].position.record == "claim:theirs"
    assert not any(thesis.marked for thesis in comparison.theses(NEW))
    said = page(comparison)
    assert (
        "Old (2010) is written to say • Holds as possible: This is what point says. "
        "• Denies: This is what denied says. "
        "New (2020) argues most for this • This is what theirs says." in said
    )


def test_under_a_contradiction_stands_what_the_author_sets_against_the_claim() -> None:
    records = [
        claim("limited", by(OLD)),
        claim("lately", by(OLD)),
        claim("unvoiced", by(NEW)),
        claim("useful", by(NEW)),
        link("contradicts", "claim:useful", "claim:limited"),
        link("counters", "claim:lately", "claim:limited", article=OLD),
        link("counters", "claim:unvoiced", "claim:limited", article=OLD),
        link("counters", "event:none", "claim:limited", article=OLD),
    ]
    made = detente.compare(dataset(*records))
    own = "But Old (2010) also says: This is what lately says."
    assert told(*records).count(own) == 1
    assert own in " ".join(" ".join(in_short(made)).split())


def test_rivals_parallels_and_remedies_have_sections_of_their_own() -> None:
    text = page()

    assert (
        "Each is the main answer to one question; both could be right. • Doe (2014): The generals "
        "of both sides are what keeps Aldoria and Brevia apart. Roe (2019): Want of water is what "
        "keeps Aldoria and Brevia apart. Question: Why they are apart."
    ) in part_of(text, "Rival answers to one question", "Only reported")
    near = part_of(text, "Close to each other, but not the same", "Where they contradict")
    assert "imply one weaker sentence: the common ground. • Doe (2014): The dam" in near
    assert "Common ground: Both imply that the dam harmed farming in Brevia." in near
    remedies = part_of(text, "Opposed remedies", "Rival answers")
    assert (
        "Not both can be followed, if they speak of the same time and case; they may." in remedies
    )
    assert "Each is the main answer to what should be done; both could be followed." in remedies
    assert "ought" not in part_of(text, "Where they contradict each other", "Opposed remedies")
    for title in ("Opposed remedies", "Rival answers to one question"):
        assert f"\n### {title}\n" in as_markdown(compared())


def test_remedies_that_certainly_exclude_each_other() -> None:
    pair = [
        claim(slug, by(article), kind="normative", tense="timeless")
        for slug, article in (("x", OLD), ("y", NEW))
    ]
    text = told(*pair, link("contradicts", "claim:x", "claim:y"))
    assert "Opposed remedies" in text
    assert "Not both can be followed. →" in text


def test_opposite_orders_in_words() -> None:
    assert (
        "• Doe (2014): first: Aldoria finishes the dam at Orm. Then: Aldoria and Brevia sign a "
        "truce. Roe (2019): first: Aldoria and Brevia sign a truce. Then: Aldoria finishes the dam "
        "at Orm. They put the two in opposite orders."
    ) in page()


def test_conditions_are_shown_with_what_depends_on_them() -> None:
    text = page(every=True)

    assert (
        "Predicts: Brevia closes its ports to Aldoria (if: The truce of Aldoria and Brevia lapses)."
    ) in text
    assert (
        "There is no dam at Orm (if, which is not so: Cormia pays nothing for the dam)."
    ) in text
    assert (
        "Says that it probably is planned: Aldoria and Brevia sign a treaty on the water (if: The "
        "drought in the valley of the Lethra ends)."
    ) in text


def test_a_condition_of_one_account_of_a_shared_event_is_its_own() -> None:
    condition = {"kind": "conditional", "antecedents": ["claim:z", "event:f"]}
    text = told(
        event("e", says(OLD, "planned", condition=condition), says(NEW, "planned")),
        claim("z", by(OLD, "Uu")),
    )
    assert (
        "Both say that it is planned: e. Only one of them makes it depend on that condition. Old "
        "(2010): if: This is what z says and event:f"
    ) in text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"causes": ["event:e"]}, "Cause: e."),
        ({"causes": ["event:e", "claim:y"]}, "Causes: e; Water rises."),
        (
            {"causes": ["event:e"], "influence": "contributes"},
            "Contributed to by: e.",
        ),
        (
            {"causes": ["event:e"], "effects": ["issue:river"], "influence": "prevents"},
            "Cause: e. This prevents: the river.",
        ),
        (
            {"causes": ["event:e"], "effects": ["relation:one-two"], "influence": "enables"},
            "Cause: e. This makes possible: the relation of One and Two.",
        ),
        ({"causes": ["event:e"], "effects": ["claim:y"]}, "Cause: e. This leads to: Water rises."),
        ({"effects": ["claim:y"]}, "Effect: Water rises."),
        # What stands with the claim as its condition is not named again.
        (
            {
                "causes": ["event:e", "claim:y"],
                "condition": {"kind": "conditional", "antecedents": ["event:e"]},
            },
            "This is what x says (if: e). Cause: Water rises.",
        ),
    ],
)
def test_causes_effects_and_influence_in_words(more, said) -> None:
    records = [
        claim("x", by(OLD), kind="causal", **more),
        claim("y", by(NEW), proposition="Water rises."),
        event("e", says(OLD)),
    ]
    assert said in told(*records, issue("river"), tie(phases_told(phase("2001", "claim:x"))))


def test_whose_causes_they_are_is_said_where_two_claims_are_compared() -> None:
    text = page()
    assert "Brought about according to Doe (2014) by: Peace would cost the generals" in text
    assert "Causes according to Roe (2019): Dry summers end in shooting at the border; In" in text
    assert (
        "Cause according to Doe (2014): Aldoria finishes the dam at Orm. This brings about: The "
        "harvest of Brevia fails."
    ) in text


def test_what_actors_want_and_fear_is_told_with_according_to_whom() -> None:
    text = page()
    minds = text[text.index("WHAT ACTORS HAVE IN MIND, ACCORDING TO WHOM") :]

    assert ("Wants • Brevia aims at a fixed share of the water. According to Roe (2019).") in minds
    assert (
        "Fears • Aldoria is afraid of an attack on the dam. According to Doe (2014); Roe (2019) "
        "denies it."
    ) in minds
    assert "HAVE IN MIND" not in told(claim("x", by(OLD)))


def test_attitudes_of_several_reported_and_left_open_in_words() -> None:
    source = {"kind": "generic", "mode": "indirect", "act": "belief", "commitment": "CT+"}
    two = {"kind": "belief", "actors": ["actor:one", "actor:two"], "concerns": ["claim:z"]}
    regard = {"kind": "regard", "actors": ["actor:one"], "concerns": ["claim:z"]}
    text = told(
        claim("x", by(OLD, "Uu", sources=[source]), by(NEW, "Uu"), attitude=two),
        claim("y", by(OLD), by(OLD, "CT-"), attitude=regard),
        claim("z", by(OLD), attitude={"kind": "want", "actors": ["actor:one"]}),
    )
    assert (
        "Beliefs • This is what x says. According to people in general, whom Old (2010) reports; "
        "New (2020) leaves it open."
    ) in text
    assert (
        "What they think of each other • This is what y says. Old (2010) says so, and elsewhere "
        "denies it."
    ) in text
    assert "Wants • This is what z says. According to Old (2010)." in text


@pytest.mark.parametrize("kind", ["want", "fear", "belief"])
def test_what_somebody_has_in_mind_is_told_by_the_claim_alone(kind) -> None:
    """*One wants: the river* would be wrong of somebody who wants no river."""
    attitude = {"kind": kind, "actors": ["actor:one"], "concerns": ["issue:river"]}
    text = told(issue("river"), claim("x", by(OLD), attitude=attitude))

    assert "• This is what x says. According to Old (2010)." in text
    assert f"{kind}s:" not in text


def test_whom_one_never_speaks_of_is_said_in_the_summary_unless_it_is_filtered() -> None:
    said = "Roe (2019) never speaks of Cormia (in 5 of the 23 claims and events of Doe (2014))."
    assert said in page()
    assert said in " ".join(as_markdown(compared()).split())
    assert "never speaks of" not in page(compared().where(verdict="only"))


def test_of_many_never_spoken_of_the_first_are_named() -> None:
    names = [f"issue:i{n}" for n in range(7)]
    records = [claim(f"c{n}", by(OLD), about=names) for n in range(3)]
    text = told(*(issue(name.partition(":")[2]) for name in names), *records)

    assert (
        "New (2020) never speaks of the i0 (in 3 of the 3 claims and events of Old (2010)), the i1 "
        "(in 3), the i2 (in 3), the i3 (in 3), the i4 (in 3) and 2 more."
    ) in text


def test_other_matters_stand_by_issue_and_theme_if_there_is_enough_of_them() -> None:
    text = page()
    first, rest = (text.index(f" OTHER MATTERS{title} ") for title in (": THE LETHRA", ""))

    assert first < rest
    assert "Roe (2019): 5 claims; the most central" in text[first:rest]
    assert "Cormia has the deepest ports" in text[rest:]
    themed = [claim(f"t{n}", by(OLD), themes=["economic"]) for n in range(4)]
    assert "OTHER MATTERS: ECONOMIC" in told(*themed)
    assert "OTHER MATTERS Only" in told(*themed[:3])
    unthemed = [claim(f"u{n}", by(OLD)) for n in range(5)]
    assert "OTHER MATTERS Only Old (2010)" in told(*unthemed)
    # What is most central of several small matters stands first.
    few = [
        claim("a", by(OLD), themes=["military"]),
        claim("b", by(OLD, grounds=["claim:a", "claim:c"])),
    ]
    brief = page(detente.compare(dataset(*few)))
    assert brief.index("what b says") < brief.index("what a says")


@pytest.mark.parametrize(
    ("name", "summary", "title"),
    [
        ("frame", "Frame: scarcity 1 –", "FRAME: SCARCITY What both say"),
        ("frame", "Matters without a code of “Frame” 3", "MATTERS WITHOUT A CODE OF “FRAME”"),
        ("issue", "The Lethra 1 – – 2 – 1 5", "THE LETHRA What both say"),
        ("issue", "Matters of no issue 3 1 5 – 1 15 6", "MATTERS OF NO ISSUE"),
        ("theme", "Environment – – – – – – 4", "ENVIRONMENT Only Roe (2019)"),
        ("theme", "Matters of no theme 4", "MATTERS OF NO THEME"),
    ],
)
def test_groups_are_named(name, summary, title) -> None:
    text = page(compared(by=name))
    assert summary in text
    assert title in text


def test_groups_are_counted_in_a_table_if_there_is_room() -> None:
    made = compared(by="issue")
    wide, narrow = as_text(made, width=80), as_text(made, width=50)
    lines = wide.splitlines()
    (total,) = (line for line in lines if line.startswith("All "))

    assert [int(cell) for cell in total.split()[1:]] == [n for n in made.counts.values() if n]
    assert max(map(len, lines)) <= 80
    assert "The Lethra: agree 1, rival 2, only Doe 1, only Roe 5" in " ".join(narrow.split())
    assert "All " not in narrow
    assert "contradict 6" in narrow
    markdown = as_markdown(made)
    assert "| the" not in markdown
    assert "\n| The Lethra | 1 | – |" in markdown
    assert "| contradict |" in markdown
    assert "\n| --- | --: | --: |" in markdown
    # There is nothing to count of one verdict.
    assert "| ---" not in as_markdown(made.where(verdict="rival"))


def test_acronyms_of_themes_are_capitals() -> None:
    assert "OTHER MATTERS Only Old" in told(claim("x", by(OLD), themes=["cbrn"]))
    assert "[CBRN]" in told(claim("x", by(OLD), themes=["cbrn"]))
    assert "[natural resource]" in told(claim("x", by(OLD), themes=["natural_resource"]))


def with_version(made: Dataset) -> Dataset:
    first, second = made.articles
    version = ArticleVersion(kind=VersionKind.UPDATE, of=DOE)
    return made.evolve(articles=(first, attrs.evolve(second, version=version)))


def test_two_versions_are_told_to_be_one_voice() -> None:
    text = page(detente.compare(with_version(lethra())))

    assert (
        "Doe (2014) and Roe (2019) are versions of one text (Roe (2019): update), not two voices: "
        "nothing here is agreement or contradiction between two authors."
    ) in text
    assert "The same in both versions: 4 points; the 3 weightiest • Both deny" in text
    assert "Different in the two versions: 9 points (2 possibly); the 3 weightiest • " in text
    assert "The same in both versions • Both deny that the relation is war" in text
    assert "Different in the two versions • Then: Doe (2014) sees rivalry" in text
    for word in ("What both say", "contradict each other", "Opposed remedies", "Rival answers"):
        assert word not in text


def test_grounds_of_a_phase_are_those_of_all_that_it_says_and_stand_once() -> None:
    text = page()
    whole = "rivalry, not war, warming, driven by Brevia (from 2009 on)"
    assert text.count(f"Doe (2014) sees {whole}, on these grounds: Aldoria and Brevia") == 1
    assert text.count(f"Doe (2014) sees {whole}, on the grounds given above.") == 2
    # A phase that says no more than what is shown has its own grounds.
    assert "Grounds of Roe (2019): Aldoria and Brevia have quarrelled for decades" in text


def test_a_phase_confined_to_a_field_is_only_possibly_against_one_of_the_whole() -> None:
    assert (
        "Doe (2014) sees a partnership, in the field “economic” (from 2009 on). Roe (2019) sees "
        "hostility (from 2012 on). They may not speak of the same policy fields."
    ) in page()
    fields = [
        phases_told(phase("2001", "claim:x", trend="warming", themes=t)) for t in ([], ["legal"])
    ]
    assert "mean the same time" not in told(tie(*fields))


def test_fields_and_drivers_of_a_phase_in_words() -> None:
    themes = {"themes": ["economic", "military"], "drivers": ["actor:one", "actor:two"]}
    both = [phases_told(phase("2001", "claim:x", trend="warming", **themes))] * 2
    assert (
        "Both see the relation warming: Old (2010), 2001, in the fields “economic and military”, "
        "driven by One and Two; New (2020), 2001, in the fields"
    ) in told(tie(*both))
    alone = phase("2001", "claim:x", character="rivalry", drivers=["actor:one"])
    assert "Sees rivalry (2001)." in told(tie(phases_told(alone)))


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            factor("dispute", "the water", object=["issue:river"]),
            "a dispute between both parties: ",
        ),
        (factor("dispute", holder="actor:one"), "a dispute of One: gain."),
        (factor("threat", holder="actor:one"), "a threat to One: gain."),
        (factor("enabler"), "an opening for both parties: gain."),
    ],
)
def test_the_newer_kinds_of_factor_in_words(made, said) -> None:
    text = told(issue("river"), tie(moves(made)))
    assert said in text
    if "object" in made:
        assert "the water (towards the river)." in text


def test_sources_on_a_side_and_numbers_that_are_bounds_in_words() -> None:
    source = {"kind": "role_only", "mode": "indirect", "act": "communication", "commitment": "CT+"}
    text = told(claim("x", by(OLD, "Uu", sources=[{**source, "of": "actor:two"}])))
    assert "from somebody named by office alone on the side of Two (certain of it)" in text
    numbers = [quantity(5, bound="at_least"), quantity(6, bound="at_most", approximate=True)]
    text = told(event("e", says(OLD, quantities=numbers)))
    assert "at least 5 USD (the loan); at most about 6 USD (the loan)" in text


def test_issues_and_codes_stand_with_the_pointers() -> None:
    assert "[the Lethra]; [frame/scarcity]" in page(ids=True)
    assert "[the Lethra]" not in page()


def test_the_words_of_the_texts_are_shown_for_all_of_it() -> None:
    attached = detente.attach(lethra(), [*TEXTS.values()])
    text = page(attachment=attached)
    assert "Roe (2019): “What drives them apart is the want of water.”" in text
    assert "relation:aldoria-brevia" not in text
    text = page(attachment=attached, ids=True)
    assert "relation:aldoria-brevia Doe (2014) /accounts/0/phases/0" in text
    json.dumps(as_dict(compared(), attached))


def test_plain_values_hold_what_the_page_shows() -> None:
    plain = as_dict(compared(by="frame"))

    assert (plain["by"], plain["one_text"]) == ("frame", False)
    (item,) = (i for i in plain["items"] if i["records"] == ["event:signing"])
    assert item["right"][0]["condition"] == {
        "kind": "conditional",
        "antecedents": ["claim:drought-ends"],
    }
    assert (item["issue"], item["issues"]) == (
        "issue:water-treaty",
        ["issue:water-treaty", "issue:lethra"],
    )
    assert plain["names"] == {DOE: "Doe (2014)", ROE: "Roe (2019)"}


def test_filters_are_named() -> None:
    filtered = compared().where(issue="issue:lethra", relation=TIE, code="frame/scarcity")
    assert (
        "Filters: relation Aldoria and Brevia; issue the Lethra; code frame/scarcity; 3 items left."
    ) in page(filtered)
    assert "relation Aldoria and Brevia (relation:aldoria-brevia); issue" in page(
        filtered, ids=True
    )
