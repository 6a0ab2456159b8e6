"""The loader and the rules have to agree."""

import detente
import detente.edtf
from detente.codec.decode import decode
from tests.sample import DATA


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
