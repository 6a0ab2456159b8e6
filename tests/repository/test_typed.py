"""The library as a typed program meets it: mypy and pyright check this file, pytest runs it."""

import inspect
import pydoc
from collections.abc import Iterator
from pathlib import Path
from typing import Any, assert_type

import attrs
import pytest

import detente
from detente import (
    Attachment,
    Claim,
    ClaimKind,
    Dataset,
    Record,
    Report,
    Sealed,
    Span,
)
from detente.dataset import Changes
from detente.records import model

CLASSES = [found.type for found in model.classes(Dataset)]


def test_what_is_loaded_checked_and_attached_has_its_type(tmp_path: Path) -> None:
    ds = assert_type(detente.load("@dprk-russia"), Dataset)
    text = tmp_path / "a.txt"
    text.write_text("The two kings met at the border.\n\nThey signed nothing.")

    report = assert_type(detente.validate(ds), Report)
    sealed = assert_type(detente.seal(ds, texts=tmp_path), Sealed)
    attachment = assert_type(detente.attach(ds, [text]), Attachment)
    made = assert_type(detente.draft({"a": text.read_text()}), dict[str, Any])

    assert report.ok
    assert sealed.report.files == ()
    assert attachment.lost
    assert made["articles"][0]["id"] == "article:a"


def test_every_source_and_every_form_of_texts_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "a.detente.json"
    detente.dump(detente.load_dataset("dprk-russia"), path)
    data = path.read_bytes()
    text = tmp_path / "a.txt"
    text.write_text("The two kings met at the border.")

    loaded = [detente.load(path), detente.load(str(path)), detente.load(data), detente.loads(data)]
    reports = [
        detente.validate(data, texts=tmp_path),
        detente.validate(data, texts=str(tmp_path)),
        detente.validate(data, texts={"a": text.read_text()}),
        detente.validate(data, texts=[text, text.read_text()]),
        detente.validate(data, texts=None, strict=True),
    ]

    assert all(ds == loaded[0] for ds in loaded)
    assert len(reports) == 5


def test_the_records_of_a_dataset_have_their_types(tmp_path: Path) -> None:
    ds = detente.load("@dprk-russia")
    path = tmp_path / "a.detente.jsonl"
    detente.dump(ds, path)

    assert_type(iter(ds), Iterator[Record])
    claim = assert_type(ds.claims[0], Claim)
    assert_type(claim.kind, ClaimKind)
    record = assert_type(ds[claim.id], Record)
    head, *records = assert_type(detente.stream(path), Iterator[Dataset | Record])

    assert record is claim
    assert isinstance(head, Dataset)
    assert len(records) == len(ds) - 1  # the header of the dataset stands in the head


def test_evolve_takes_every_field_but_the_format() -> None:
    ds = detente.load("@dprk-russia")

    fewer = assert_type(ds.evolve(claims=ds.claims[:1], links=()), Dataset)

    assert len(fewer.claims) == 1
    fields = {field.name: field.type for field in attrs.fields(Dataset)}
    assert list(fields) == ["format", *Changes.__annotations__]
    parameters = inspect.signature(Dataset).parameters
    for name, hint in Changes.__annotations__.items():
        assert parameters[name].annotation == hint, name


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_constructor_shows_the_types_that_it_checks(cls: type) -> None:
    for name, parameter in inspect.signature(cls).parameters.items():
        shown = str(parameter)
        assert parameter.annotation is not parameter.empty, name
        assert "Annotated" not in shown
        assert ("Any" in shown) == (name == "ext"), shown


def test_help_on_a_record_is_readable() -> None:
    page = pydoc.plain(pydoc.render_doc(Claim))

    assert "id: str, proposition: str, kind: detente.vocab.enums.ClaimKind" in page
    assert (
        "about: tuple[str, ...], attitude: detente.records.statements.Attitude | None = None"
        in page
    )
    assert "judged: str | None = None" in page


def test_no_signature_of_a_function_hides_what_it_takes() -> None:
    for name in ("load", "loads", "validate", "seal", "attach", "draft", "dump", "dumps", "stream"):
        function = inspect.signature(getattr(detente, name))
        for parameter in function.parameters.values():
            assert parameter.annotation not in (Any, parameter.empty), f"{name}: {parameter}"


def test_the_checks_stay_behind_the_types() -> None:
    with pytest.raises(TypeError, match=r"start: expected int, got str '1'"):
        Span(start="1", end=2)  # type: ignore[arg-type]
    kind: Any = "causal"
    with pytest.raises(TypeError, match=r"kind: expected a ClaimKind.*write ClaimKind\.CAUSAL"):
        attrs.evolve(detente.load("@dprk-russia").claims[0], kind=kind)


def test_what_is_no_source_and_no_text_is_refused_by_type_checkers_too() -> None:
    ds = Dataset()

    with pytest.raises(TypeError, match="expected a path, bytes or a Dataset, got int"):
        detente.load(3)  # type: ignore[arg-type]
    with pytest.raises(detente.InputError, match="expected a string for the text, got int"):
        detente.attach(ds, [3])  # type: ignore[list-item]
    with pytest.raises(TypeError):
        ds.evolve(actors=[])  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        ds.evolve(authors=())  # type: ignore[call-arg]
