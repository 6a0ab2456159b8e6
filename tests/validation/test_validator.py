"""The loader and the rules have to agree, and nothing is looked at twice."""

import json
from typing import Any

import pytest

import detente
import detente.edtf
from detente.codec.decode import decode
from detente.records import Claim
from detente.validation.documents import LoadedDocument, _validator
from tests.sample import DATA, DRAFT


def test_a_disagreement_of_loader_and_schema_is_our_bug(monkeypatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        from detente.codec.decode import RefusedError

        raise RefusedError("for the test")

    monkeypatch.setattr("detente.validation.documents.decode", refuse)
    assert [d.code for d in detente.validate(DATA)] == ["D900"]
    monkeypatch.setattr("detente.validation.documents.decode_record", refuse)
    assert {d.code for d in detente.validate(DATA)} == {"D900"}


def test_a_clean_file_is_validated_without_making_its_records(monkeypatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("records were made")

    clean = detente.dumps(detente.loads(DATA))
    monkeypatch.setattr("detente.codec.decode.converted", refuse)

    report = detente.validate(clean)

    assert report.ok
    assert report.checked["claims"] > 0


def test_the_records_are_made_once_and_their_mirrors_are_let_go() -> None:
    decoded = decode(DATA)
    assert decoded.columns is not None
    claims = decoded.counts["claims"]

    records = decoded.dataset

    assert decoded.columns is None
    assert decoded.dataset is records
    assert len(records.claims) == decoded.counts["claims"] == claims
    assert isinstance(records.claims[0], detente.Claim)


def test_the_library_that_says_what_is_wrong_is_asked_only_about_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Any] = []
    cls = type(_validator(Claim, draft=True))
    descend = cls.descend

    def counted(self: Any, instance: Any, *rest: Any, **named: Any) -> Any:
        asked.append(instance)
        return descend(self, instance, *rest, **named)

    monkeypatch.setattr(cls, "descend", counted)
    numbers = []
    for size in (10, 100):
        values = json.loads(DRAFT)
        claim = values["claims"][0]
        claim["utterances"] = [*claim["utterances"][:1] * size, {"article": 5}]
        report = detente.validate(json.dumps(values).encode())
        assert {d.path for d in report if d.code == "D103"} == {
            f"/claims/0/utterances/{size}/article"
        }
        numbers.append(len(asked))
        asked.clear()

    assert numbers[0] == numbers[1] < 40


def test_a_record_that_is_wrong_in_a_draft_is_not_asked_about_again_once_sealed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[Any, bool]] = []
    mismatches = LoadedDocument._mismatches

    def counted(self: Any, item: Any, cls: type, path: Any, *, draft: bool = False) -> bool:
        asked.append((path, draft))
        return mismatches(self, item, cls, path, draft=draft)

    monkeypatch.setattr(LoadedDocument, "_mismatches", counted)
    values = json.loads(DRAFT)
    values["claims"][0]["kind"] = 5
    report = detente.validate(json.dumps(values).encode())

    assert {d.path for d in report.errors if d.code < "D2"} == {"/claims/0/kind"}
    assert (("claims", 0), True) in asked
    assert (("claims", 0), False) not in asked
