"""The loader and the rules have to agree."""

import detente
import detente.edtf
from tests.sample import DATA


def test_a_disagreement_of_loader_and_schema_is_our_bug(monkeypatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        from detente.codec.decode import RefusedError

        raise RefusedError("for the test")

    monkeypatch.setattr("detente.validation.documents.decode", refuse)
    assert [d.code for d in detente.validate(DATA)] == ["D900"]
    monkeypatch.setattr("detente.validation.documents.decode_record", refuse)
    assert {d.code for d in detente.validate(DATA)} == {"D900"}
