"""Records of two answers that may be one, and uniting those that are chosen."""

import copy
from typing import Any

import pytest

from detente.extraction import Double, Reason, chunks, draft, feedback, prompt, unite
from detente.extraction.places import place_of
from tests.extraction.articles import HEAD, ICE, RIGHT, TEXTS, actor


def voice(*quotes: str, **more: Any) -> dict[str, Any]:
    evidence = [{"quote": quote} for quote in quotes]
    return {"article": "article:ice", "evidence": evidence, "commitment": "CT+", **more}


def claim(slug: str, *utterances: Any, **more: Any) -> dict[str, Any]:
    given = {"proposition": slug, "kind": "factual", "tense": "past", "about": ["actor:x"], **more}
    return {"id": f"claim:{slug}", **given, "utterances": [*utterances]}


def both(first: Any, second: Any) -> Any:
    """The second answer in the draft of the first one."""
    return draft(ICE, second, into=draft(ICE, first).draft)


YARD = "Nobody in Tarsova can build such ships, because its only yard went bankrupt in 2009."
FAILED = "because its only yard went bankrupt in 2009."
SHARED = "Tarsova and Ilmaren share a sound that freezes for four months of the year."


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ({"actors": [actor("a", "Tarsova")]}, {"actors": [actor("b", "TARSOVA")]}, Reason.NAME),
        (
            {"actors": [actor("a", "A", identifiers=[{"scheme": "iso3166-1", "value": "TAR"}])]},
            {"actors": [actor("b", "B", identifiers=[{"scheme": "iso3166-1", "value": "TAR"}])]},
            Reason.IDENTIFIER,
        ),
        ({"actors": [actor("a", "A")]}, {"actors": [actor("b", "B")]}, None),
        ({"actors": [actor("a", "A")]}, {"actors": [actor("b", "A", kind="group")]}, None),
        (
            {"actors": [actor("a", "A", unidentified=True)]},
            {"actors": [actor("b", "A", unidentified=True)]},
            None,
        ),
        (
            {"claims": [claim("a", voice(YARD))]},
            {"claims": [claim("b", voice(YARD))]},
            Reason.EVIDENCE,
        ),
        (
            {"claims": [claim("a", voice(YARD))]},
            {"claims": [claim("b", voice(YARD[:-1]))]},
            Reason.EVIDENCE,
        ),
        (
            {"claims": [claim("a", voice(YARD))]},
            {"claims": [claim("b", voice(FAILED))]},
            Reason.EVIDENCE,
        ),
        ({"claims": [claim("a", voice(YARD))]}, {"claims": [claim("b", voice(SHARED))]}, None),
        ({"claims": [claim("a")]}, {"claims": [claim("b")]}, None),
        (
            {"claims": [claim("a", voice(YARD))]},
            {"claims": [claim("b", voice(YARD), kind="causal")]},
            None,
        ),
        (
            {"claims": [claim("a", voice("Not there."))]},
            {"claims": [claim("b", voice("Not there."))]},
            Reason.EVIDENCE,
        ),
        (
            {"events": [{"id": "event:a", "type": "aid", "accounts": [voice(YARD)]}]},
            {"events": [{"id": "event:b", "type": "aid", "accounts": [voice(YARD)]}]},
            Reason.EVIDENCE,
        ),
        (
            {"relations": [{"id": "relation:a", "parties": ["actor:x", "actor:y"]}]},
            {"relations": [{"id": "relation:b", "parties": ["actor:y", "actor:x"]}]},
            Reason.PARTIES,
        ),
        (
            {"relations": [{"id": "relation:a", "parties": ["actor:x", "actor:y"]}]},
            {"relations": [{"id": "relation:b", "parties": ["actor:z", "actor:x"]}]},
            None,
        ),
        (
            {
                "mentions": [
                    {
                        "id": "mention:a",
                        "article": "article:ice",
                        "actor": "actor:x",
                        "form": "name",
                    }
                ]
            },
            {
                "mentions": [
                    {
                        "id": "mention:b",
                        "article": "article:ice",
                        "actor": "actor:x",
                        "form": "name",
                    }
                ]
            },
            Reason.MENTION,
        ),
        (
            {"mentions": [{"id": "mention:a", "actor": "actor:x", "form": "name"}]},
            {"mentions": [{"id": "mention:b", "actor": "actor:x", "form": "nominal"}]},
            None,
        ),
        (
            {"links": [{"id": "link:a", "source": "claim:x", "target": "claim:y"}]},
            {"links": [{"id": "link:b", "source": "claim:x", "target": "claim:y"}]},
            None,
        ),
    ],
)
def test_what_may_be_one_is_proposed_with_the_reason(first: Any, second: Any, reason: Any) -> None:
    made = both(first, second)
    (name,) = first
    ids = [row["id"] for row in made.draft[name]]

    assert made.doubles == (() if reason is None else (Double(reason, *ids),))
    assert len(ids) == 2


def test_records_of_one_answer_are_not_proposed() -> None:
    assert draft(ICE, {"claims": [claim("a", voice(YARD)), claim("b", voice(YARD))]}).doubles == ()


def test_a_place_is_that_of_the_quote_in_its_text() -> None:
    text = TEXTS["ice.txt"]
    assert place_of({"quote": "Tarsova", "nth": 2}, text) is not None
    assert place_of({"quote": "Tarsova", "nth": "2"}, text) is None
    assert place_of({"quote": "Tarsova", "within": "The pilots of Tarsova"}, text) is not None
    assert place_of({"quote": 3}, text) is None
    assert place_of({"quote": "Tarsova"}, None) is None


# --- uniting --------------------------------------------------------------------------------------


def test_a_whole_answer_twice_is_united_into_one() -> None:
    first = draft(ICE, RIGHT["ice"], into=HEAD).draft
    made = draft(ICE, RIGHT["ice"], into=first)
    assert len(made.doubles) == 20
    united = unite(made.draft, made.doubles)

    without_links = {**united.draft, "links": first["links"]}
    assert united.notes == ()
    assert without_links == first
    assert len(united.draft["links"]) == 2
    assert feedback({**first}, TEXTS) == feedback(without_links, TEXTS)


def test_names_and_codes_are_put_together() -> None:
    made = both(
        {"actors": [actor("a", "Tarsova", exists="1900/..", note="A.\nZ.")]},
        {
            "actors": [
                actor(
                    "b",
                    "Tarsova",
                    part_of="actor:c",
                    exists="1901/..",
                    note="B.\nZ.",
                    codes=["x/y"],
                )
            ]
        },
    )
    united = unite(made.draft, made.doubles)

    wanted = actor("a", "Tarsova", exists="1900/..", part_of="actor:c", note="A.\nZ.\nB.")
    assert united.draft["actors"] == [wanted]
    assert united.notes == (
        'actor:a/exists stays "1900/.."; actor:b has "1901/.."',
        'actor:a/codes stays absent; actor:b has ["x/y"]',
    )


def test_a_note_is_taken_where_there_is_none_and_told_where_it_is_none() -> None:
    made = both(
        {"claims": [claim("a", voice(YARD))]}, {"claims": [claim("b", voice(YARD), note="B.")]}
    )
    united = unite(made.draft, made.doubles)
    assert united.draft["claims"][0]["note"] == "B."
    made.draft["claims"][0]["note"] = 3
    assert 'claim:a/note stays 3; claim:b has "B."' in unite(made.draft, made.doubles).notes


def test_records_whose_ids_have_no_kind_are_united_with_nothing_open() -> None:
    rows = [{"id": "x", "names": [{"text": "A"}], "note": "1"}]
    made = both({"actors": rows}, {"actors": [{**rows[0], "names": [{"text": "a"}], "note": "2"}]})
    assert 'x/names stays [{"text": "A"}]; the answer has [{"text": "a"}]' in made.notes


def test_what_only_the_earlier_record_has_is_told() -> None:
    made = both(
        {"claims": [claim("a", voice(YARD), condition={"kind": "conditional"})]},
        {"claims": [claim("b", voice(YARD), proposition="a")]},
    )
    united = unite(made.draft, made.doubles)
    assert united.notes == ("claim:a/condition stays; claim:b has none",)


def test_utterances_stand_side_by_side_and_those_of_the_same_words_once() -> None:
    made = both(
        {"claims": [claim("a", voice(YARD, commitment="PR+"))]},
        {"claims": [claim("b", voice(YARD), voice(FAILED), proposition="a")]},
    )
    united = unite(made.draft, made.doubles)

    (one,) = united.draft["claims"]
    assert one["utterances"] == [voice(YARD, commitment="PR+"), voice(FAILED)]
    assert united.notes == (
        "claim:a: of two utterances with the same words the first stands; claim:b differs in "
        "commitment",
    )


def test_an_utterance_that_both_have_counts_once() -> None:
    made = both(
        {"claims": [claim("a", voice(YARD))]},
        {"claims": [claim("b", voice(YARD), voice(FAILED), proposition="a")]},
    )
    united = unite(made.draft, made.doubles)
    assert united.draft["claims"][0]["utterances"] == [voice(YARD), voice(FAILED)]
    assert united.notes == ()


def test_accounts_of_a_relation_in_one_article_become_one() -> None:
    def relation(slug: str, **account: Any) -> dict[str, Any]:
        accounts = [{"article": "article:ice", **account}]
        return {"id": f"relation:{slug}", "parties": ["actor:x", "actor:y"], "accounts": accounts}

    one, other = {"trend": "warming"}, {"trend": "cooling"}
    factor = {"kind": "interest"}
    made = both(
        {"relations": [relation("a", phases=[one])]},
        {"relations": [relation("b", phases=[one, other], factors=[factor])]},
    )
    united = unite(made.draft, made.doubles)

    (account,) = united.draft["relations"][0]["accounts"]
    assert account == {"article": "article:ice", "phases": [one, other], "factors": [factor]}
    assert united.notes == ()


def test_an_account_that_says_the_same_and_lists_that_are_none_do_no_harm() -> None:
    account = {"article": "article:ice", "phases": [{"trend": "warming"}]}
    rows = [{"id": "relation:a", "parties": ["actor:x", "actor:y"], "accounts": [account]}]
    made = both({"relations": rows}, {"relations": [{**rows[0], "accounts": [None, account]}]})
    assert made.draft["relations"][0]["accounts"] == [account]
    made = both({"relations": [{**rows[0], "accounts": 3}]}, {"relations": rows})
    assert made.draft["relations"][0]["accounts"] == 3
    assert any("relation:a/accounts stays 3" in note for note in made.notes)


def test_references_follow_and_are_there_once() -> None:
    made = both(
        {"actors": [actor("a", "Tarsova")]},
        {
            "actors": [actor("b", "Tarsova")],
            "claims": [claim("x", voice(YARD), about=["actor:a", "actor:b", 3], judged="actor:b")],
        },
    )
    united = unite(made.draft, made.doubles)
    (one,) = united.draft["claims"]
    assert one["about"] == ["actor:a", 3]
    assert one["judged"] == "actor:a"


def test_uniting_in_a_chain_ends_at_the_first() -> None:
    given = {"actors": [actor("a", "A"), actor("b", "B"), actor("c", "C")]}
    chain = [Double(Reason.NAME, "actor:a", "actor:b"), Double(Reason.NAME, "actor:b", "actor:c")]
    united = unite(draft(ICE, given).draft, chain)
    (one,) = united.draft["actors"]
    assert [name["text"] for name in one["names"]] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("kept", "dropped"),
    [("actor:a", "actor:no"), ("actor:no", "actor:a"), ("actor:a", "actor:a"), ("x:a", "x:b")],
)
def test_what_is_not_there_is_not_united(kept: str, dropped: str) -> None:
    made = draft(ICE, {"actors": [actor("a", "A")]}).draft
    united = unite(made, [Double(Reason.NAME, kept, dropped)])
    assert united.draft == made
    assert united.notes == (f"{kept} and {dropped}: not both are in the draft",)


def test_a_record_is_united_once() -> None:
    given = {"actors": [actor("a", "A"), actor("b", "B"), actor("c", "C")]}
    pairs = [Double(Reason.NAME, "actor:a", "actor:c"), Double(Reason.NAME, "actor:b", "actor:c")]
    united = unite(draft(ICE, given).draft, pairs)
    assert [a["id"] for a in united.draft["actors"]] == ["actor:a", "actor:b"]
    assert united.notes == ("actor:b and actor:c: not both are in the draft",)


# --- a text in two parts --------------------------------------------------------------------------


def in_paragraphs(first: int, last: int) -> dict[str, Any]:
    """The right answer as far as its words stand in some paragraphs; other records by a shortened id."""
    wanted = "\n".join(TEXTS["ice.txt"].split("\n\n")[first - 1 : last])
    answer = copy.deepcopy(RIGHT["ice"])
    for name, key in (("events", "accounts"), ("claims", "utterances")):
        answer[name] = [
            row
            for row in answer[name]
            if all(e["quote"] in wanted for voice in row[key] for e in voice["evidence"])
        ]
    return answer


def test_two_parts_with_a_common_paragraph_give_what_the_whole_text_gives() -> None:
    one, two = chunks(TEXTS["ice.txt"], characters=700)
    assert (one.first, one.last, two.first, two.last) == (1, 3, 3, 6)
    first = draft(ICE, in_paragraphs(1, 3), into=HEAD).draft
    assert "claim:gift" in prompt(ICE, dataset=first, chunk=two).text
    made = draft(ICE, in_paragraphs(3, 6), into=first)
    shared = {d.kept for d in made.doubles if d.reason is Reason.EVIDENCE}
    assert shared == {"claim:gift", "claim:serves-fleet", "claim:owners-in-parliament"}

    united = unite(made.draft, made.doubles)
    whole = draft(ICE, RIGHT["ice"], into=HEAD).draft
    assert sorted(r["id"] for r in united.draft["claims"]) == sorted(
        r["id"] for r in whole["claims"]
    )
    assert sorted(r["id"] for r in united.draft["events"]) == sorted(
        r["id"] for r in whole["events"]
    )
