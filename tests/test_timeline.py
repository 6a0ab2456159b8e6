"""The timeline: what articles say of events, a flat row for each account."""

import json

import pytest

import detente
from detente import edtf
from detente.statement.timeline import COLUMNS
from tests.sample import DATA, edited

ds = detente.loads(DATA)
BUNDLED = detente.load_dataset("dprk-russia")

SOURCES = """[
    {"kind": "named", "actor": "actor:michelsen", "mode": "indirect", "act": "communication", "commitment": "Uu"},
    {"kind": "generic", "of": "actor:sweden", "mode": "indirect", "act": "communication", "commitment": "PR+"}
]"""
ROLES = """[
    {"actor": "actor:norway", "role": "agent"},
    {"actor": "actor:michelsen", "role": "agent"},
    {"actor": "actor:sweden", "role": "recipient"},
    {"actor": "actor:sweden-norway", "role": "adversary"},
    {"actor": "actor:sweden", "role": "intermediary"},
    {"actor": "actor:sweden", "role": "subject"}
]"""


def changed(*edits: str) -> detente.Dataset:
    return detente.loads(json.dumps(edited(*(" ".join(edit.split()) for edit in edits))))


def test_each_account_is_a_row_in_order_of_time() -> None:
    vote, talks = ds.timeline()

    assert (vote.id, talks.id) == ("event:vote", "event:talks")
    assert (vote.date, vote.first_day, vote.last_day) == ("1905-08", "1905-08-01", "1905-08-31")
    assert (vote.when, talks.when) == ("August 1905", "")
    assert (talks.date, talks.first_day, talks.last_day) == (None, None, None)
    assert (talks.place, vote.place) == ("Karlstad", None)
    assert (talks.mode, talks.status, talks.type) == ("multilateral", "occurred", "consult")
    assert (talks.issues, talks.codes) == (("issue:separation",), ("framing/law",))
    assert talks.agent == ("actor:norway", "actor:sweden")
    assert talks.event is ds["event:talks"]
    assert talks.voice is ds["event:talks"].accounts[0]
    assert detente.timeline(ds) == ds.timeline()


def test_all_accounts_are_there_and_sorted() -> None:
    rows = BUNDLED.timeline()
    dates = [edtf.sort_key(row.date) for row in rows]

    assert len(rows) == sum(len(event.accounts) for event in BUNDLED.events)
    assert dates == sorted(dates)
    assert {row.holder for row in rows} <= {row.holder for row in BUNDLED.statements(kind="event")}


def test_an_open_or_unknown_end_is_empty() -> None:
    for date, first, last in (
        ("1905/..", "1905-01-01", None),
        ("../1905", None, "1905-12-31"),
        ("/1905", None, "1905-12-31"),
    ):
        held = changed(f'event:vote/accounts/0/time = {{"value": "{date}", "basis": "inferred"}}')
        row = next(row for row in held.timeline() if row.id == "event:vote")
        assert (row.first_day, row.last_day) == (first, last)


def test_a_reported_event_is_held_by_the_last_source() -> None:
    held = changed(f"event:vote/accounts/0/sources = {SOURCES}")
    row = held.timeline()[0]

    assert (row.holder, row.side, row.commitment) == ("generic", "actor:sweden", "PR+")
    assert row.via == ("article:union", "actor:michelsen")
    assert row.article_commitment == "CT+"
    own = ds.timeline()[0]
    assert (own.holder, own.side, own.via) == ("article:union", None, ())
    assert own.commitment == own.article_commitment == "CT+"


def test_each_role_has_a_column_and_the_rest_share_one() -> None:
    row = changed(f"event:vote/accounts/0/participants = {ROLES}").timeline()[0]

    assert row.agent == ("actor:norway", "actor:michelsen")
    assert row.recipient == ("actor:sweden",)
    assert row.adversary == ("actor:sweden-norway",)
    assert row.others == ("actor:sweden",)


def test_the_place_of_the_event_stands_in_for_that_of_the_account() -> None:
    held = changed(
        'event:vote/place = {"label": "Norway"}', 'event:talks/place = {"label": "Moss"}'
    )

    assert [row.place for row in held.timeline()] == ["Norway", "Karlstad"]


def test_a_condition_comes_before_what_happens() -> None:
    condition = '{"kind": "conditional", "antecedents": ["claim:no-vote"]}'
    row = changed(f"event:talks/accounts/0/condition = {condition}").timeline()[1]

    assert row.condition == "if Norway does not vote on the union"
    assert row.condition_kind == "conditional"
    assert row.says == f"{row.condition}: {row.label}"
    plain = list(row.to_dict())
    assert plain.index("condition") < plain.index("label")
    assert ds.timeline()[0].says == ds.timeline()[0].label


def test_filters_are_those_of_statements() -> None:
    assert [row.id for row in ds.timeline(actor="actor:sweden")] == ["event:talks"]
    assert [row.id for row in ds.timeline(until="1905-08")] == ["event:vote"]
    assert [row.id for row in ds.timeline(dated="own")] == ["event:vote"]
    assert ds.timeline(kind="claim") == ()
    with pytest.raises(ValueError, match="close: military"):
        ds.timeline(theme="militry")
    with pytest.raises(TypeError, match="close: since"):
        ds.timeline(sinse="1905")


def test_rows_are_plain_values() -> None:
    row = ds.timeline()[1].to_dict()

    assert tuple(row) == tuple(COLUMNS)
    assert json.loads(json.dumps(row)) == row
    assert (row["from"], row["to"], row["agent"]) == (None, None, ["actor:norway", "actor:sweden"])
    assert row["evidence"] == [[117, 173]]


def test_rows_read_well() -> None:
    vote, talks = ds.timeline()

    assert str(vote) == f"[1905-08] article:union: CT+ occurred {vote.label}"
    assert repr(talks) == f"<EventRow [no date] article:union: CT+ occurred {talks.label}>"
    reported = changed(f"event:vote/accounts/0/sources = {SOURCES}").timeline()[0]
    assert str(reported).startswith(
        "[1905-08] generic (actor:sweden) via article:union via actor:michelsen: PR+ occurred "
    )


def test_no_terminal_obeys_the_reprs_of_rows() -> None:
    hostile = changed(
        r'event:vote/label = "\u001b[31mred"', r'claim:union-ended/proposition = "\u202eback"'
    )
    shown = repr(hostile.timeline()) + repr(hostile.statements())
    assert not set(shown) & {"\x1b", "\u202e"}
    assert r"\x1b[31mred" in shown
    assert r"\u202eback" in shown
