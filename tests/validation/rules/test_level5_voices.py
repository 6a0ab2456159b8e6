"""Level 5: what utterances and accounts say together."""

import json

import detente
from tests.sample import Case, codes_after

CONDITION = 'event:talks/accounts/0/condition = {"kind": "%s", "antecedents": ["claim:no-vote"]}'
DENIED = 'claim:no-vote/utterances/0/commitment = "CT-"'


def test_what_a_counterfactual_denies_may_be_denied_by_all() -> None:
    case = Case((DENIED,))

    assert list(detente.validate(case.data)) == []


def test_the_antecedent_of_an_event_is_left_open_or_denied_as_that_of_a_claim() -> None:
    alone = ("claim:war-avoided/condition is removed",)

    assert codes_after(*alone, CONDITION % "conditional") == set()
    assert codes_after(*alone, CONDITION % "conditional", DENIED) == {"D515", "D516"}
    assert codes_after(*alone, CONDITION % "counterfactual", DENIED) == set()
    asserted = 'claim:no-vote/utterances/0/commitment = "CT+"'
    assert codes_after(*alone, CONDITION % "conditional", asserted) == {"D515"}


def test_only_the_article_of_an_account_leaves_its_antecedent_open() -> None:
    """The other article asserts it, which is its own affair."""
    asserted = 'claim:no-vote/utterances/+ = {"article": "article:later", "commitment": "CT+", "evidence": [{"start": 14, "end": 38}]}'

    assert codes_after(asserted, CONDITION % "conditional") == set()


def account(*sources: dict) -> str:
    values = {
        "article": "article:union",
        "status": "occurred",
        "commitment": "Uu",
        "sources": list(sources),
        "evidence": [{"start": 117, "end": 173}],
    }
    return f"event:talks/accounts/+ = {json.dumps(values)}"


def source(**more: object) -> dict:
    return {"mode": "indirect", "act": "communication", "commitment": "CT+"} | more


def test_what_only_a_source_says_of_an_event_is_an_account_of_its_own() -> None:
    named = source(kind="named", actor="actor:michelsen")
    other = source(kind="named", actor="actor:sweden")
    generic = source(kind="generic")
    of_norway = source(kind="generic", of="actor:norway")
    cued = source(kind="generic", cue=[{"start": 117, "end": 126}])

    assert codes_after(account(named)) - {"D532"} == set()
    assert "D518" not in codes_after(
        account(named), account(other), account(generic), account(of_norway), account(cued)
    )
    assert "D518" in codes_after(account(named), account(named))
    assert "D518" in codes_after(account())
