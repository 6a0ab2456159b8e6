"""Which two articles are compared, and that every record of any dataset stands in one place."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente import Claim, Comparison, Dataset, Event
from detente.analysis.comparison.positions import part_at
from detente.render.comparison import (
    as_dict as comparison_dict,
)
from detente.render.comparison import (
    as_markdown as comparison_markdown,
)
from detente.render.comparison import (
    as_text as comparison,
)
from tests.two_articles import (
    NEW,
    OLD,
    THIRD,
    by,
    claim,
    dataset,
    event,
    factor,
    issue,
    link,
    phase,
    says,
    scheme,
    tie,
)

# --- grouping ---------------------------------------------------------------------------------------


# --- which two articles -----------------------------------------------------------------------------


def test_the_earlier_article_is_the_left_one() -> None:
    for articles in (((OLD, "2010"), (NEW, "2020")), ((NEW, "2020"), (OLD, "2010"))):
        compared = detente.compare(dataset(articles=articles))
        assert (compared.left.id, compared.right.id) == (OLD, NEW)
        assert compared.earlier is compared.left


def test_a_dataset_with_an_id_twice_is_not_compared() -> None:
    twice = dataset(claim("a", by(OLD)), claim("a", by(NEW)))
    with pytest.raises(detente.AmbiguousIdError, match="claim:a"):
        detente.compare(twice)


def test_the_order_is_that_of_the_dataset_where_it_is_not_known() -> None:
    for dates in ((None, None), ("2010", "2010"), ("2010/2012", "2010")):
        compared = detente.compare(dataset(articles=((NEW, dates[0]), (OLD, dates[1]))))
        assert compared.left.id == NEW
        assert compared.earlier is None
    later = detente.compare(dataset(articles=((NEW, "2011/2012"), (OLD, "2010/2011"))))
    assert (later.left.id, later.earlier) == (OLD, None)


def test_named_articles_stand_as_they_are_named() -> None:
    compared = detente.compare(dataset(), NEW, OLD)

    assert (compared.left.id, compared.right.id) == (NEW, OLD)
    assert compared.earlier is compared.right


def test_a_third_article_is_left_out() -> None:
    three = ((OLD, "2010"), (NEW, "2020"), (THIRD, "2015"))
    records = claim("x", by(OLD), by(THIRD)), claim("y", by(THIRD))
    compared = detente.compare(dataset(*records, articles=three), OLD, NEW)

    assert [i.records for i in compared] == [("claim:x",)]
    with pytest.raises(detente.InputError, match="3 articles"):
        detente.compare(dataset(articles=three))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("article:older", NEW), "close: article:old"),
        ((NEW, "article:xyzzy"), "there are: article:old, article:new"),
        ((NEW, "actor:one"), "no such article"),
        ((NEW, NEW), "itself"),
        ((NEW, None), "two"),
        ((None, NEW), "two"),
    ],
)
def test_what_cannot_be_compared_is_said(names, said) -> None:
    with pytest.raises(detente.InputError, match=said):
        detente.compare(dataset(), *names)


def test_one_article_is_not_enough() -> None:
    with pytest.raises(detente.InputError, match="it has article:old; a comparison takes two"):
        detente.compare(dataset(articles=((OLD, "2010"),)))
    with pytest.raises(detente.InputError, match="no article"):
        detente.compare(Dataset())
    with pytest.raises(TypeError):
        detente.compare("@dprk-russia")  # type: ignore[arg-type]


def test_agreements_contradictions_and_changes() -> None:
    records = [
        claim("a", by(OLD), by(NEW)),
        claim("b", by(OLD), by(NEW, "CT-")),
        event("c", says(OLD, "planned"), says(NEW)),
        claim("d", by(OLD)),
    ]
    compared = detente.compare(dataset(*records))

    assert [item.records for item in compared.agreements] == [("claim:a",)]
    assert [item.records for item in compared.contradictions] == [("claim:b",)]
    assert [item.records for item in compared.changes] == [("event:c",)]
    assert repr(compared).endswith("1 agree, 1 contradict, 1 changed, 1 only_left>")
    assert len(compared) == 4


def test_only_takes_one_of_the_two() -> None:
    with pytest.raises(detente.InputError):
        detente.compare(dataset()).only("article:third")


# --- any dataset ------------------------------------------------------------------------------------

_SCOPES = (None, "2001", "2001/2005", "2005/2009", "/2003", "2004/", "198X")
_COMMITMENTS = ("CT+", "CT-", "PS+", "PR-", "Uu", "CTu")
_CONDITION = {"kind": "conditional", "antecedents": ["claim:c0", "event:e0"]}
_MORE: list[dict[str, Any]] = [
    *({}, {"condition": _CONDITION}, {"codes": ["frame/far"]}, {"codes": ["frame/near"]}),
    {"causes": ["event:e1"], "effects": ["issue:river"], "influence": "enables"},
    {"attitude": {"kind": "fear", "actors": ["actor:one"], "concerns": ["event:e2"]}},
]
_IDS = [*(f"claim:c{n}" for n in range(5)), *(f"event:e{n}" for n in range(3))]


@st.composite
def _voices(draw: Any, make: Any, **more: Any) -> list:
    speakers = draw(st.lists(st.sampled_from([OLD, NEW, THIRD]), min_size=1, max_size=3))
    return [make(a, draw, **more) for a in speakers]


def _utterance(article_: str, draw: Any) -> dict:
    source = {"kind": "generic", "mode": "indirect", "act": "communication", "commitment": "CT+"}
    return by(
        article_,
        draw(st.sampled_from(_COMMITMENTS)),
        grounds=draw(st.lists(st.sampled_from(_IDS), max_size=2, unique=True)),
        sources=draw(st.sampled_from([[], [source]])),
    )


def _account(article_: str, draw: Any) -> dict:
    statuses = ("occurred", "ongoing", "planned", "hypothetical", "cancelled")
    at = draw(st.sampled_from(_SCOPES))
    return says(
        article_,
        draw(st.sampled_from(statuses)),
        draw(st.sampled_from(_COMMITMENTS)),
        **({"time": at} if at else {}),
        **draw(st.sampled_from([{}, {"condition": _CONDITION}])),
    )


def _phase(draw: Any) -> dict:
    made = phase(
        draw(st.sampled_from(_SCOPES[1:])), *draw(st.lists(st.sampled_from(_IDS), max_size=2))
    )
    character = draw(st.sampled_from([None, "alliance", "rivalry", "patronage"]))
    if character is not None:
        made["character"] = character
    if character == "patronage":
        made["patron"] = draw(st.sampled_from(["actor:one", "actor:two"]))
    made["denied"] = draw(st.sampled_from([[], ["war"], ["alliance"]]))
    trend = draw(st.sampled_from([None, "warming", "cooling"]))
    return {**made, "trend": trend} if trend else made


def _factor(draw: Any) -> dict:
    period = draw(st.sampled_from(_SCOPES))
    return factor(
        draw(st.sampled_from(["interest", "leverage"])),
        "gain",
        *draw(st.lists(st.sampled_from(_IDS), max_size=2)),
        denied=draw(st.booleans()),
        object=draw(st.sampled_from([[], ["actor:three"]])),
        **({"period": period} if period else {}),
    )


@st.composite
def datasets(draw: Any) -> Dataset:
    records: list[dict] = [issue("river"), scheme("frame", "near", "far")]
    for n in range(5):
        scope = draw(st.sampled_from(_SCOPES))
        future = draw(st.booleans())
        about = draw(st.sampled_from(["actor:one", "relation:one-two", "issue:river"]))
        kinds = {"kind": "predictive", "tense": "future"} if future else {"tense": "timeless"}
        said = draw(_voices(_utterance))
        more = draw(st.sampled_from(_MORE)) | ({"scope": scope} if scope else {})
        records.append(claim(f"c{n}", *said, about=[about], **kinds, **more))
    records += [event(f"e{n}", *draw(_voices(_account))) for n in range(3)]
    for n in range(draw(st.integers(0, 6))):
        ends = draw(st.lists(st.sampled_from(_IDS), min_size=2, max_size=2, unique=True))
        kinds_ = ("counters", "undercuts", "precedes", "contradicts", "specifies", "updates")
        kind = draw(st.sampled_from((*kinds_, "parallels", "rivals")))
        whose = {"article": draw(st.sampled_from([OLD, NEW]))} if kind in kinds_[:3] else {}
        whose["codes"] = draw(st.sampled_from([[], ["frame/near"]]))
        records.append({**link(kind, *ends, **whose), "id": f"link:l{n}"})
    accounts = [
        {
            "phases": [_phase(draw) for _ in range(draw(st.integers(0, 3)))],
            "factors": [_factor(draw) for _ in range(draw(st.integers(0, 3)))],
        }
        for _ in range(2)
    ]
    records.append(tie(*accounts))
    dates = draw(st.sampled_from([("2003", "2008"), (None, "2008"), ("2003", "2003")]))
    articles = [(OLD, dates[0]), (NEW, dates[1]), (THIRD, "2005")]
    return dataset(*records, articles=draw(st.permutations(articles)))


SWAPPED = {"only_left": "only_right", "only_right": "only_left"}


def _plain(compared: Comparison, *, swap: bool = False) -> list[Any]:
    """What a comparison says, without left and right."""
    rows = []
    for item in compared:
        values = item.to_dict()
        if swap:
            values["left"], values["right"] = values["right"], values["left"]
            values["verdict"] = SWAPPED.get(values["verdict"], values["verdict"])
        values["surplus"] = sorted(values["surplus"])
        values["records"], values["also"] = sorted(values["records"]), sorted(values["also"])
        values["links"] = sorted(values["links"])
        for name in ("relations", "themes", "issues", "codes"):
            values[name] = sorted(values[name])
        rows.append(json.dumps(values, sort_keys=True))
    return sorted(rows)


@given(datasets(), st.data())
def test_every_claim_and_event_stands_in_one_item_whichever_is_left(
    made: Dataset, draw_by: Any
) -> None:
    compared = detente.compare(made, OLD, NEW)
    check(compared)
    assert _plain(detente.compare(made, NEW, OLD), swap=True) == _plain(compared)

    by = draw_by.draw(st.sampled_from([None, "theme", "issue", "frame"]))
    grouped = detente.compare(made, OLD, NEW, by=by)
    check(grouped)
    assert _plain(grouped) == _plain(compared)
    assert [item for items in grouped.groups.values() for item in items] == list(grouped)
    compared = grouped
    for every in (False, True):
        assert comparison(compared, every=every)
        assert comparison_markdown(compared, every=every)
    json.dumps(comparison_dict(compared))


def check(compared: Comparison) -> None:
    """Every claim and event of the two is counted once, and all pointers lead somewhere."""
    made = compared.dataset
    ids = {compared.left.id, compared.right.id}
    spoken = [c.id for c in made.claims if ids & {u.article for u in c.utterances}]
    spoken += [e.id for e in made.events if ids & {a.article for a in e.accounts}]
    counted = [id_ for item in compared for id_ in item.records]
    assert sorted(counted) == sorted(spoken)
    factors = [
        f"{relation.id}/accounts/{k}/factors/{n}"
        for relation in made.relations
        for k, account in enumerate(relation.accounts)
        if account.article in ids
        for n, _factor_ in enumerate(account.factors)
    ]
    named = [
        position.record + path
        for item in compared
        for position in item.positions
        for path in position.paths
        if "/factors/" in path
    ]
    assert sorted(named) == sorted(factors)
    links = {one_.id for one_ in made.links}
    for item in compared:
        assert item.positions
        assert not set(item.records) & set(item.also)
        assert links.issuperset(item.links)
        for side, own in ((item.left, compared.left), (item.right, compared.right)):
            for position in side:
                record: Any = made[position.record]
                parts = [part_at(record, path) for path in position.paths]
                assert position.article == own.id
                if isinstance(record, Claim | Event):
                    assert {part.article for part in parts} == {own.id}
                    assert position.record in (*item.records, *item.also)
                    spans = [span for part in parts for span in part.evidence]
                    assert set(position.evidence) == set(spans)


# --- the bundled dataset ----------------------------------------------------------------------------


def test_the_bundled_dataset_is_compared_whole() -> None:
    compared = detente.compare(detente.load_dataset("dprk-russia"))

    check(compared)
    assert compared.earlier is compared.left
    assert sum(compared.counts.values()) == len(compared)
    swapped = detente.compare(compared.dataset, compared.right.id, compared.left.id)
    assert _plain(swapped, swap=True) == _plain(compared)
