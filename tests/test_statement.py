"""Statements: the rows that the tagline promises."""

import itertools
import json
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente import ClaimKind, Commitment, EventType, testing
from detente.edtf import Day, parse, sort_key
from detente.edtf.parser import parse_or_none
from detente.statement.row import COLUMNS
from tests.profiles import examples
from tests.sample import DATA, edited

ds = detente.loads(DATA)

# A fear, a judgement, an order of conditions, a source with a side: what the sample has not.
FEAR = '{"kind": "fear", "actors": ["actor:sweden"], "concerns": ["issue:separation"]}'
IF_VOTE = '{"kind": "conditional", "antecedents": ["event:vote", "claim:no-vote"]}'
SOURCE = '{"kind": "role_only", "of": "actor:norway", "mode": "indirect", "act": "communication", "commitment": "PR+"}'
RICH = (
    f"claim:still-friends/attitude = {FEAR}",
    'claim:still-friends/judged = "relation:norway-sweden"',
    'claim:still-friends/direction = "negative"',
    'claim:still-friends/codes = ["framing/peace", "framing/law"]',
    'claim:still-friends/utterances/0/codes = ["framing/law"]',
    'claim:war-avoided/causes = ["issue:separation"]',
    f"event:talks/accounts/0/condition = {IF_VOTE}",
    'event:talks/accounts/0/status = "planned"',
    f"event:talks/accounts/0/sources/0 = {SOURCE}",
)


def changed(*edits: str) -> detente.Dataset:
    return detente.loads(json.dumps(edited(*edits)))


rich = changed(*RICH)


def test_an_own_claim_is_one_row() -> None:
    (row,) = ds.statements(kind="claim/normative")

    assert row.holder == "article:union"
    assert row.commitment is Commitment.CT_PLUS
    assert row.id == "claim:lesson"
    assert row.text == "Sweden ought to accept how things are."
    assert row.about == ("actor:sweden",)
    assert row.time is None
    assert row.as_of == row.published == "1905-10"  # as of publication
    assert row.via == ()
    assert [(s.start, s.end) for s in row.evidence] == [(300, 325)]
    assert row.content is ds["claim:lesson"]


def test_a_report_is_a_row_for_the_article_and_one_for_each_source() -> None:
    author, many = ds.statements(kind=ClaimKind.PREDICTIVE)

    assert (author.holder, author.commitment, author.via) == ("article:union", Commitment.UU, ())
    assert (many.holder, many.commitment) == ("generic", Commitment.CT_PLUS)
    assert many.via == ("article:union",)
    assert many.evidence == author.evidence


def test_as_of_when_is_the_scope_or_the_time_of_the_account() -> None:
    assert {row.as_of for row in ds.statements(kind="event/none")} == {"1905-08"}
    rows = ds.statements(about="actor:norway", kind="factual")
    assert {(r.id, r.as_of) for r in rows} == {
        ("claim:union-ended", "1905-10"),
        ("claim:no-vote", "1905-10"),
    }


def test_about_finds_ids_and_a_relation_finds_what_is_about_both_parties() -> None:
    found = {row.id for row in ds.statements(about="relation:norway-sweden")}

    assert "claim:never-allies" in found  # named
    assert "claim:union-ended" in found  # both parties
    assert "event:talks" in found  # both take part
    assert "claim:lesson" not in found  # one party alone
    assert found == {row.id for row in ds.statements(relation="relation:norway-sweden")}


def test_filters_go_together_and_take_several_values() -> None:
    both = ds.statements(kind=(ClaimKind.DEFINITIONAL, EventType.CONSULT))
    assert {row.id for row in both} == {"claim:never-allies", "event:talks"}
    one = both.where(article="article:later")
    assert [row.id for row in one] == ["claim:never-allies"]
    assert len(ds.statements(commitment="Uu")) == 2
    assert [*ds.statements(kind=None, article=None)] == [*ds.statements()]
    assert [*ds.statements(kind={"event": 1}.keys())] == [*ds.statements(kind="event")]
    assert len(ds.statements(commitment=[Commitment.UU, "CT+"])) == len(ds.statements())
    assert {r.kind.partition("/")[0] for r in ds.statements(kind="event")} == {"event"}
    assert [r.holder for r in ds.statements(holder="generic")] == ["generic"]


@pytest.mark.parametrize(
    ("filters", "error"),
    [
        ({"abuot": "actor:norway"}, TypeError),
        ({"abuot": None}, TypeError),
        ({"about": "actor:norwey"}, detente.UnknownIdError),
        ({"actor": "actor:norwey"}, detente.UnknownIdError),
        ({"holder": "nobody"}, detente.UnknownIdError),
        ({"article": "actor:norway"}, ValueError),
        ({"actor": "article:union"}, ValueError),
        ({"relation": "actor:norway"}, ValueError),
        ({"kind": "causual"}, ValueError),
        ({"commitment": "CT"}, ValueError),
        ({"party": "actor:norwey"}, detente.UnknownIdError),
        ({"party": "relation:norway-sweden"}, ValueError),
        ({"judged": "actor:norwey"}, detente.UnknownIdError),
        ({"judged": "article:union"}, ValueError),
        ({"attitude": "dread"}, ValueError),
        ({"attitude": "actor:norwey"}, detente.UnknownIdError),
        ({"attitude": "relation:norway-sweden"}, ValueError),
        ({"issue": "issue:separations"}, detente.UnknownIdError),
        ({"issue": "actor:norway"}, ValueError),
        ({"theme": "militry"}, ValueError),
        ({"code": "framing/lau"}, ValueError),
        ({"code": "frame"}, ValueError),
        ({"dated": "mine"}, ValueError),
        ({"since": "last year"}, detente.edtf.EdtfError),
        ({"since": "../1905"}, ValueError),
        ({"until": "1905/.."}, ValueError),
        ({"until": ["1905", "1906"]}, ValueError),
        ({"since": 1905}, ValueError),
        ({"since": "1906", "until": "1905"}, ValueError),
    ],
)
def test_a_typing_error_is_no_empty_answer(filters: dict, error: type) -> None:
    with pytest.raises(error):
        ds.statements(**filters)


def test_rows_read_well_and_export() -> None:
    rows = ds.statements()

    assert len(rows[:2]) == 2
    assert isinstance(rows[:2], detente.Statements)
    assert rows[0] == rows[:1][0]
    assert str(ds.statements(holder="generic")[0]) == (
        "generic via article:union: CT+ Norway and Sweden stay at peace. [published 1905-10]"
    )
    assert repr(rows).startswith(f"<Statements: {len(rows)}>")
    assert "more" in repr(rows)
    assert "more" not in repr(rows[:2])
    plain = rows.to_dicts()[0]
    assert tuple(plain) == COLUMNS
    assert plain["commitment"] == "CT+"
    assert str(ds.statements(kind="event/none")[0]).endswith("[1905-08]")


def test_a_claim_without_scope_is_as_of_publication() -> None:
    ds = detente.loads(DATA)
    (row,) = ds.statements(kind="claim/normative")

    assert row.time is None
    assert row.as_of == "1905-10"
    with pytest.raises(ValueError, match="CT"):
        ds.statements(commitment="certain")
    with pytest.raises(ValueError, match="Actor"):
        ds.statements(actor="article:union")


def test_near_values_are_named() -> None:
    for filters, near in (
        ({"theme": "militry"}, "close: military"),
        ({"code": "framing/lau"}, "close: framing/law"),
        ({"kind": "causual"}, "close: .*causal"),
        ({"sinse": "1905"}, "close: since"),
        ({"attitude": "love"}, "there are: want, fear, belief, regard"),
    ):
        with pytest.raises((ValueError, TypeError), match=near):
            ds.statements(**filters)
    with pytest.raises(ValueError, match="no code 'framing'; the dataset declares no schemes"):
        ds.evolve(schemes=()).statements(code="framing")


# --- conditions -------------------------------------------------------------------------------------


def test_what_is_held_on_a_condition_never_reads_as_plainly_held() -> None:
    (row,) = ds.statements(kind="causal")

    assert row.condition == "if, contrary to fact, Norway does not vote on the union"
    assert row.condition_kind is detente.ConditionKind.COUNTERFACTUAL
    assert row.says == f"{row.condition}: {row.text}"
    assert f"CT+ {row.condition}: {row.text}" in str(row)
    assert str(row) in repr(ds.statements())
    assert row.says in ds.statements(kind="causal")._repr_html_()
    plain = list(row.to_dict())
    assert plain.index("condition") < plain.index("text")
    (free,) = ds.statements(kind="normative")
    assert (free.condition, free.condition_kind, free.says) == (None, None, free.text)


def test_an_account_of_an_event_has_its_own_condition() -> None:
    rows = rich.statements(about="actor:norway", kind="event/consult")

    assert {row.condition for row in rows} == {
        "if Norway decides by vote to end its union with Sweden and Norway does not vote on the union"
    }
    assert {row.condition_kind for row in rows} == {detente.ConditionKind.CONDITIONAL}
    assert {row.condition for row in rich.statements(kind="event/none")} == {None}


def test_an_antecedent_that_is_not_there_stands_as_its_id() -> None:
    lost = changed('claim:war-avoided/condition/antecedents = ["claim:nowhere"]')
    (row,) = lost.statements(kind="causal")

    assert row.condition == "if, contrary to fact, claim:nowhere"


# --- what rows carry --------------------------------------------------------------------------------


def test_rows_carry_attitude_judgement_issues_codes() -> None:
    (row,) = rich.statements(kind="interpretive")

    assert row.attitude == rich["claim:still-friends"].attitude
    assert (row.attitude_kind, row.attitude_actors) == ("fear", ("actor:sweden",))
    assert (row.judged, row.direction) == ("relation:norway-sweden", "negative")
    assert row.issues == ("issue:separation",)
    assert row.codes == ("framing/peace", "framing/law")
    assert row.named == ("relation:norway-sweden", "actor:sweden", "issue:separation")
    assert (row.status, row.mode) == (None, None)
    (other,) = rich.statements(kind="normative")
    assert (other.attitude, other.attitude_kind, other.attitude_actors) == (None, None, ())
    assert (other.issues, other.codes) == ((), ())


def test_events_carry_status_mode_and_the_issues_they_concern() -> None:
    row = rich.statements(kind="event/consult")[0]

    assert (row.status, row.mode) == ("planned", "multilateral")
    assert row.issues == ("issue:separation",)
    assert row.codes == ("framing/law",)
    assert (row.judged, row.direction, row.attitude) == (None, None, None)


def test_a_holder_without_a_name_has_a_side() -> None:
    own, said = rich.statements(kind="event/consult")

    assert (own.holder, own.side) == ("article:union", None)
    assert (said.holder, said.side) == ("role_only", "actor:norway")
    assert str(said).startswith("role_only (actor:norway) via article:union: PR+ if ")
    assert said.to_dict()["side"] == "actor:norway"


def test_whose_date_a_row_has_is_said() -> None:
    own = ds.statements(kind="event/none")[0]
    lent = ds.statements(kind="event/consult")[0]

    assert (own.as_of, own.dated, own.date, own.when) == (
        "1905-08",
        "own",
        "1905-08",
        "August 1905",
    )
    assert (lent.as_of, lent.dated, lent.date) == ("1905-10", "publication", None)
    assert lent.when == "published October 1905"
    assert {row.dated for row in ds.statements(dated="publication")} == {"publication"}
    never = changed('article:union/published = {"basis": "unresolved"}')
    (row,) = never.statements(kind="normative")
    assert (row.as_of, row.dated, row.when) == (None, None, "")
    assert str(row).endswith(row.text)


def test_a_date_that_the_article_does_not_give_is_that_of_the_event() -> None:
    known = changed(
        'event:talks/time = {"value": "1905-08-31/1905-09-23", "basis": "inferred"}',
        'event:talks/accounts/0/time = {"basis": "unresolved"}',
    )
    (row,) = known.statements(kind="event/consult")
    assert (row.as_of, row.dated) == ("1905-08-31/1905-09-23", "own")
    told = changed('event:talks/accounts/0/time = {"basis": "unresolved"}')
    (row,) = told.statements(kind="event/consult")
    assert (row.as_of, row.dated) == ("1905-10", "publication")


# --- filters ----------------------------------------------------------------------------------------


def ids(**filters: object) -> set[str]:
    return {row.id for row in rich.statements(**filters)}


def test_a_party_finds_what_is_about_its_relations() -> None:
    related = ids(relation="relation:norway-sweden")

    assert ids(party="actor:norway") == ids(party="actor:sweden") == related
    assert "claim:never-allies" in related
    assert ids(party="actor:michelsen") == set()


@pytest.mark.parametrize(
    "edits",
    [
        RICH,
        ('event:talks/accounts/0/participants = [{"actor": "actor:norway", "role": "agent"}]',),
        ('relation:norway-sweden/parties = ["actor:norway", "actor:norway"]',),  # D551 reports it
    ],
)
def test_what_is_looked_up_is_what_a_look_at_every_row_finds(edits: tuple[str, ...]) -> None:
    dataset = changed(*edits)
    talks: Any = dataset["event:talks"]
    others = attrs.evolve(
        talks.accounts[0],
        participants=(detente.Participant(actor="actor:sweden", role=detente.Role.AGENT),),
    )
    talks = attrs.evolve(talks, accounts=(*talks.accounts, others))
    dataset = dataset.evolve(
        events=tuple(talks if event.id == talks.id else event for event in dataset.events)
    )
    rows = dataset.statements()
    ids = [record.id for record in dataset if ":" in record.id]
    for one, other in itertools.product(ids, ids):
        assert [*dataset.statements(about=(one, other))] == [*rows.where(about=(one, other))]
    for party in ("actor:norway", "actor:sweden", "actor:michelsen"):
        for about in ids:
            filters: Any = {"party": party, "about": about}
            assert [*dataset.statements(**filters)] == [*rows.where(**filters)]


def test_a_second_question_does_not_look_at_every_record(monkeypatch) -> None:
    dataset = detente.loads(DATA)
    first = dataset.statements(about="actor:norway")
    monkeypatch.setattr("detente.statement.about.about_whom", None)

    assert [*dataset.statements(about="actor:norway")] == [*first]


def test_an_actor_is_found_wherever_a_row_names_it() -> None:
    found = ids(actor="actor:sweden")

    assert "claim:never-allies" in found  # through the relation
    assert "claim:lesson" in found  # about, judged
    assert "event:talks" in found  # takes part
    assert "claim:no-vote" not in found
    said = rich.statements(actor="actor:norway", kind="event/consult", holder="role_only")
    assert len(said) == 1  # the side of the source
    told = changed(
        'claim:no-vote/attitude = {"kind": "want", "actors": ["actor:michelsen"]}'
    ).statements(actor="actor:michelsen")
    assert {row.id for row in told} == {"claim:no-vote"}


def test_values_filter() -> None:
    assert ids(judged="relation:norway-sweden") == {"claim:still-friends"}
    assert ids(judged="actor:sweden") == {"claim:lesson"}
    assert ids(attitude="fear") == ids(attitude="actor:sweden") == {"claim:still-friends"}
    assert ids(attitude="want") == ids(attitude="actor:norway") == set()
    assert ids(attitude=["want", "actor:sweden"]) == {"claim:still-friends"}
    assert ids(issue="issue:separation") == {
        *("claim:war-avoided", "claim:still-friends", "event:talks")
    }
    assert ids(theme="military") == {"claim:hope-of-peace"}
    assert ids(theme=["military", "election"]) == {"claim:hope-of-peace", "event:vote"}
    assert ids(code="framing/law") == ids(code="framing") == {"claim:still-friends", "event:talks"}
    assert ids(code="framing/peace") == {"claim:still-friends"}


def test_a_window_keeps_what_can_lie_in_it() -> None:
    assert ids(since="1905", until="1905-09") == {"event:vote"}
    assert "event:vote" not in ids(since="1905-09")
    assert ids(since="1906") == {"claim:never-allies", "claim:still-friends"}
    assert ids(until=parse("1905-08")) == {"event:vote"}
    assert ids(since="1905-08", until="1905-08") == {"event:vote"}


@pytest.mark.parametrize(
    ("date", "kept"),
    [
        ("1905", True),  # possibly
        ("190X", True),
        ("../1905", True),
        ("1904/", True),  # an unknown end
        ("/1903", False),  # over before, whenever it began
        ("1904-05-01", False),
        ("1907/..", False),
        ("[1904,1907]", True),  # between its first and last day
        ("1906-12-31", True),
        ("1907-01-01", False),
    ],
)
def test_dates_that_are_not_exact_are_kept_if_they_can_fit(date: str, kept: bool) -> None:
    held = changed(f'event:vote/accounts/0/time = {{"value": "{date}", "basis": "inferred"}}')
    found = {row.id for row in held.statements(since="1905", until="1906", kind="event")}

    assert ("event:vote" in found) is kept


def test_what_has_no_date_at_all_is_never_excluded() -> None:
    never = changed('article:later/published = {"basis": "unresolved"}')

    assert "claim:still-friends" in {row.id for row in never.statements(until="1800")}


@given(testing.edtf_strings(), testing.edtf_strings())
@examples(1)
def test_a_window_excludes_only_what_is_certainly_outside(date: str, window: str) -> None:
    time = detente.Time(value=date, basis=detente.TimeBasis.INFERRED)
    account = attrs.evolve(ds.events[0].accounts[0], time=time)
    held = ds.evolve(events=(attrs.evolve(ds.events[0], accounts=(account,)),), claims=())
    meant = parse(window)
    limits = {
        name: window
        for name, day in (("since", meant.earliest), ("until", meant.latest))
        if isinstance(day, Day)
    }

    if not held.statements(**limits):
        parsed, bounds = parse_or_none(date), (meant.earliest, meant.latest)
        before = isinstance(parsed.latest, Day) and isinstance(bounds[0], Day)
        after = isinstance(parsed.earliest, Day) and isinstance(bounds[1], Day)
        assert (before and parsed.latest < bounds[0]) or (after and bounds[1] < parsed.earliest)


@examples(0.3)
@given(testing.datasets())
def test_every_row_is_found_by_what_it_carries_and_shows_its_condition(dataset) -> None:
    codes = {f"{scheme.id}/{value.value}" for scheme in dataset.schemes for value in scheme.values}
    for row in dataset.statements()[:10]:
        carried = {
            "holder": row.holder,
            "article": row.article,
            "kind": row.kind,
            "commitment": row.commitment,
            "judged": row.judged,
            "attitude": row.attitude_kind,
            "issue": row.issues or None,
            "theme": row.themes or None,
            "code": codes.intersection(row.codes) or None,
            "dated": row.dated,
        }
        assert row in dataset.statements(**carried)
        for actor in (name for name in (*row.named, row.holder) if name.startswith("actor:")):
            assert row in dataset.statements(actor=actor)
        assert (row.condition is None) is (row.condition_kind is None)
        assert row.condition is None or f"{row.condition}: {row.text}" in str(row)
        assert json.loads(json.dumps(row.to_dict())) == row.to_dict()
        assert row in dataset.statements().sorted()


# --- order ------------------------------------------------------------------------------------------


def test_rows_sort_by_their_own_time_then_by_publication_then_by_their_words() -> None:
    rows = ds.statements().sorted()
    dated = [row.date is None for row in rows]

    assert isinstance(rows, detente.Statements)
    assert rows[0].id == "event:vote"
    assert dated == sorted(dated)
    lent = [row for row in rows if row.date is None]
    published = [sort_key(row.published) for row in lent]
    assert published == sorted(published)
    union = [row.evidence[0].start for row in lent if row.article == "article:union"]
    assert union == sorted(union)


def test_a_date_that_is_none_sorts_as_no_date() -> None:
    wrong = changed('event:vote/accounts/0/time = {"value": "1905-13", "basis": "stated"}')
    rows = wrong.statements().sorted()

    assert rows[0].id == "claim:union-ended"
    assert "event:vote" in {row.id for row in rows}


@given(st.data())
@examples(0.3)
def test_the_order_does_not_depend_on_where_rows_stood(data) -> None:
    rows = detente.load_dataset("dprk-russia").statements()
    shuffled = data.draw(st.permutations(list(rows)))
    keys = [row.sort_key for row in sorted(shuffled, key=lambda row: row.sort_key)]

    assert keys == [row.sort_key for row in rows.sorted()]
    assert all(one <= other for one, other in itertools.pairwise(keys))


class Watched(tuple[Any, ...]):
    """Articles that count how often they are gone through."""

    __slots__ = ()
    times = 0

    def __iter__(self):
        type(self).times += 1
        return super().__iter__()


def test_a_second_question_goes_through_no_articles() -> None:
    dataset = detente.loads(DATA)
    object.__setattr__(dataset, "articles", Watched(dataset.articles))
    first = dataset.statements(about="actor:norway")
    Watched.times = 0

    assert [*map(str, dataset.statements(about="actor:norway"))] == [*map(str, first)]
    assert not Watched.times
