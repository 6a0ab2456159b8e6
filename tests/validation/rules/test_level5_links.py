"""Level 5: links that parallel, rival and precede."""

import json

import pytest

import detente
from tests.sample import DRAFT, TEXTS, Case, codes_after


def link(kind: str, source: str, target: str, **more: str) -> str:
    values = {"id": f"link:{kind}-{len(source)}", "kind": kind, "source": source, "target": target}
    return f"dataset/links/+ = {json.dumps(values | more)}"


ACROSS = ("claim:still-friends", "claim:war-avoided")
ORDER = link("precedes", "event:vote", "event:talks", article="article:union")


@pytest.mark.parametrize("kind", ["parallels", "rivals"])
def test_these_join_claims_and_are_the_annotators(kind: str) -> None:
    assert codes_after(link(kind, *ACROSS)) == set()
    assert codes_after(link(kind, "claim:still-friends", "event:vote")) == {"D545"}
    assert codes_after(link(kind, *ACROSS, article="article:union")) == {"D542"}
    assert codes_after(link(kind, *ACROSS, on="claim:hope-of-peace")) == {"D541"}


@pytest.mark.parametrize("kind", ["contradicts", "parallels", "rivals"])
def test_a_symmetric_link_is_the_same_either_way_round(kind: str) -> None:
    assert codes_after(link(kind, *ACROSS), link(kind, *ACROSS[::-1])) >= {"D544"}


def test_an_order_has_a_direction_and_an_article() -> None:
    back = link("precedes", "event:talks", "event:vote", article="article:later")

    assert codes_after(ORDER) == set()
    assert codes_after(ORDER, back) == set()  # each order is according to another article
    assert codes_after(link("precedes", "event:vote", "event:talks")) == {"D542"}


def test_the_article_of_an_order_is_asked_for_in_words() -> None:
    (found,) = detente.validate(Case((link("precedes", "event:vote", "event:talks"),)).data)

    assert found.message == "the field article is missing: in which article does it precede?"


def test_normative_claims_may_contradict_each_other() -> None:
    other = 'claim:no-vote/kind = "normative"'
    judged = 'claim:no-vote/judged = "actor:norway"'
    tense = 'claim:no-vote/tense = "present"'

    edits = (other, judged, tense, link("contradicts", "claim:lesson", "claim:no-vote"))
    assert codes_after(*edits) == set()


@pytest.mark.parametrize("way", [ACROSS, ACROSS[::-1]])
def test_kinds_that_exclude_each_other(way: tuple[str, str]) -> None:
    assert codes_after(link("parallels", *ACROSS), link("specifies", *way)) == {"D548"}
    assert codes_after(link("rivals", *ACROSS), link("contradicts", *way)) == {"D548"}
    assert codes_after(link("parallels", *ACROSS), link("contradicts", *way)) == set()


# --- one voice -----------------------------------------------------------------------------------

ONE_TEXT = link("parallels", "claim:no-vote", "claim:war-avoided")
NAMED = '{"kind": "named", "actor": "actor:%s", "mode": "indirect", "act": "communication", "commitment": "CT+"}'


def sources(claim: str, source: str) -> str:
    return f"claim:{claim}/utterances/0/sources = [{source}]"


def test_one_source_in_one_text_is_one_voice_and_two_are_two() -> None:
    one = sources("no-vote", NAMED % "michelsen")

    assert codes_after(ONE_TEXT) == {"D546"}
    assert codes_after(ONE_TEXT, one) == set()
    assert codes_after(ONE_TEXT, one, sources("war-avoided", NAMED % "michelsen")) == {"D546"}
    assert codes_after(ONE_TEXT, one, sources("war-avoided", NAMED % "sweden")) == set()


def test_sources_that_nobody_names_may_be_two() -> None:
    generic = '{"kind": "generic", "mode": "indirect", "act": "communication", "commitment": "CT+"}'

    assert (
        codes_after(ONE_TEXT, sources("no-vote", generic), sources("war-avoided", generic)) == set()
    )


def test_author_and_publisher_are_two_voices() -> None:
    edits = (
        "article:union/segments/1/end = 273",
        'article:union/segments/+ = {"kind": "notice", "voice": "publisher", "start": 273, "end": 367}',
        'claim:war-avoided/utterances/0/evidence = [{"start": 274, "end": 299}]',
    )

    assert "D546" not in codes_after(ONE_TEXT, *edits)


REPRINT = '{"kind": "reprint", %s}'
BY_WIRE = '"reference": {"title": "From the wire", "url": "https://example.org/%s"}'


@pytest.mark.parametrize(
    ("union", "later", "codes"),
    [
        (None, '"of": "article:union"', {"D546"}),
        (BY_WIRE % "a", BY_WIRE % "a", {"D546"}),
        (BY_WIRE % "a", BY_WIRE % "b", set()),
        (BY_WIRE % "a", '"of": "article:union"', {"D546"}),
        ('"of": "article:later"', '"of": "article:union"', {"D205"}),
    ],
)
def test_two_versions_of_a_text_are_one_voice(
    union: str | None, later: str, codes: set[str]
) -> None:
    edits = [f"article:later/version = {REPRINT % later}"]
    if union is not None:
        edits.append(f"article:union/version = {REPRINT % union}")

    assert codes_after(link("parallels", *ACROSS), *edits) == codes


def test_in_a_draft_without_its_texts_nobody_knows_who_speaks() -> None:
    data = Case((ONE_TEXT,), DRAFT).data

    assert {d.code for d in detente.validate(data)} == set()
    assert {d.code for d in detente.validate(data, texts=TEXTS)} == {"D546"}


# --- order and dates -----------------------------------------------------------------------------


def dated(event: str, value: str) -> str:
    return f'event:{event}/accounts/0/time = {{"value": "{value}", "basis": "inferred"}}'


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ((dated("talks", "1905-09"),), "already say so"),
        ((dated("talks", "1905-07"),), "is after"),
        ((dated("talks", "1905"),), None),
        (('event:talks/accounts/0/time = {"basis": "unresolved"}',), None),
    ],
)
def test_an_order_is_for_what_dates_leave_open(edits: tuple[str, ...], said: str | None) -> None:
    found = list(detente.validate(Case((ORDER, *edits)).data))

    assert [d.code for d in found] == (["D549"] if said else [])
    assert all(said in d.message for d in found if said)
