"""Statements: the rows that the tagline promises."""

import pytest

import detente
from detente import ClaimKind, Commitment, EventType
from tests.sample import DATA

ds = detente.loads(DATA)


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
    assert len(ds.statements(actor="actor:sweden")) == len(ds.statements(about="actor:sweden"))


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
        "generic via article:union: CT+ Norway and Sweden stay at peace. [1905-10]"
    )
    assert repr(rows).startswith(f"<Statements: {len(rows)}>")
    assert "more" in repr(rows)
    assert "more" not in repr(rows[:2])
    plain = rows.to_dicts()[0]
    assert set(plain) == {
        "holder",
        "commitment",
        "id",
        "kind",
        "text",
        "about",
        "as_of",
        "article",
        "evidence",
        "via",
    }
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
