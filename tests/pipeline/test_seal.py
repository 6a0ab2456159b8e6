"""Sealing: anchors are added and renewed."""

import json

import pytest

import detente
from tests.sample import DATA, DRAFT, TEXTS
from tests.sealing import DOUBLED, SEALED

TEXT = "Rents rose in 1931. Wages did not follow.\n"


def test_sealing_does_not_renew_against_another_text() -> None:
    torn = json.loads(SEALED)
    torn["claims"][4]["utterances"][0]["evidence"][0]["anchor"] = "nonsense"

    sealed = detente.seal(json.dumps(torn).encode(), DOUBLED)
    assert sealed.dataset is None
    assert "D312" in {d.code for d in sealed.report}


def test_sealing_keeps_extensions_behind_the_anchor() -> None:
    extended = json.loads(DATA)
    extended["claims"][4]["utterances"][0]["evidence"][0]["ext"] = {"example.org/x": 1}

    sealed = detente.seal(json.dumps(extended).encode(), TEXTS)
    assert detente.dumps(sealed.dataset) == detente.dumps(
        detente.loads(detente.dumps(sealed.dataset))
    )
    span = sealed.dataset["claim:lesson"].utterances[0].evidence[0]
    assert (span.ext, span.anchor) == ({"example.org/x": 1}, "241.21.0.1.e5fe8222")


def test_a_draft_with_a_number_seals() -> None:
    draft = {
        "format": "detente-draft",
        "version": "1.0",
        "dataset": {
            "id": "dataset:rents",
            "title": "Rents",
            "version": "0.1.0",
            "status": "draft",
            "language": "en",
            "license": "CC0-1.0",
        },
        "annotators": [{"id": "annotator:one", "kind": "human", "description": "One person"}],
        "actors": [{"id": "actor:x", "kind": "state", "names": [{"text": "X", "kind": "common"}]}],
        "articles": [
            {
                "id": "article:rents",
                "authors": [],
                "publisher": "Nobody",
                "published": {"basis": "unresolved"},
                "language": "en",
                "genre": "other",
                "rights": "Ours",
                "segments": [{"kind": "body", "voice": "author", "quote": TEXT.strip()}],
            }
        ],
        "claims": [
            {
                "id": "claim:rise",
                "proposition": "Rents went up",
                "kind": "factual",
                "tense": "past",
                "about": ["actor:x"],
                "utterances": [
                    {
                        "article": "article:rents",
                        "commitment": "CT+",
                        "evidence": [{"quote": "rose in 1931"}],
                    }
                ],
            }
        ],
    }
    sealed = detente.seal(json.dumps(draft).encode(), {"rents.txt": TEXT})

    assert [d for d in sealed.report if d.severity.value == "error"] == []


def test_the_address_of_the_schema_stays() -> None:
    draft = json.loads(DRAFT) | {"$schema": "urn:detente:schema:1.0:draft"}
    sealed = detente.seal(json.dumps(draft).encode(), TEXTS).dataset
    assert sealed is not None
    assert sealed.schema_uri == "urn:detente:schema:1.0:dataset"

    again = detente.seal(detente.dumps(sealed), TEXTS).dataset
    assert again is not None
    assert detente.dumps(again) == detente.dumps(sealed)


@pytest.mark.parametrize("token", ["3.0", "1e2", "-0.0"])
def test_a_whole_number_written_as_a_float_in_a_draft_is_that_and_no_bug_of_ours(token) -> None:
    data = DRAFT.decode().replace('"value": 3', f'"value": {token}', 1)
    assert token in data

    report = detente.validate(data.encode())
    assert "D007" in {d.code for d in report}
    assert "D900" not in {d.code for d in report}
    assert report.checked["events"] == len(json.loads(DRAFT)["events"])
