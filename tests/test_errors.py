"""The errors: each survives pickling and copying, and equals another by class and contents."""

import copy
import inspect
import pickle

import pytest

import detente
import detente.edtf
from detente import errors
from detente.diagnostics import InvalidError, Report
from detente.edtf import EdtfError

REPORT = detente.validate(b"[]")
MADE = [
    errors.DetenteError("x"),
    errors.InputError("a.json", "no such file"),
    InvalidError(REPORT),
    errors.RefusedError("line 3"),
    errors.AnswerError("it is cut off"),
    errors.StructureError("no Claim"),
    errors.UnwritableError("not a number"),
    errors.MigrationError("a.json", "cannot"),
    errors.NewerVersionError("1.7"),
    errors.UnknownIdError("claim:leson", ("claim:lesson", "event:lesson", "claim:other")),
    errors.UnknownIdError("claim:x"),
    errors.AmbiguousIdError("claim:x"),
    errors.MergeError("one", "two"),
    errors.MergeOptionError("same event:a=event:b", "event:a is not in dataset 1"),
    errors.MissingExtraError("scipy", "agreement"),
    errors.RecodeError("claim.kind: a -> b", "no value"),
    errors.LostSpanError("/claims/0", "absent", "nothing stands there"),
    EdtfError("199", 3, "a digit"),
    detente.edtf.EnumerationError("no end"),
]


def public() -> set[type]:
    """All errors that the library names."""
    found = {
        value
        for module in (detente, errors, detente.edtf)
        for name in dir(module)
        if inspect.isclass(value := getattr(module, name)) and issubclass(value, Exception)
    }
    return {cls for cls in found if cls.__module__.startswith("detente")}


def test_every_error_is_tried() -> None:
    assert {type(error) for error in MADE} == public()
    assert {name for name in vars(errors) if name.endswith("Error")} <= set(dir(detente))


@pytest.mark.parametrize("error", MADE, ids=lambda error: type(error).__name__)
def test_errors_survive(error: Exception) -> None:
    error.__dict__.pop("__notes__", None)
    copies = [copy.copy(error), copy.deepcopy(error)]
    copies += [pickle.loads(pickle.dumps(error, n)) for n in range(2, pickle.HIGHEST_PROTOCOL + 1)]
    for again in copies:
        assert type(again) is type(error)
        assert again == error
        assert hash(again) == hash(error)
        assert (str(again), again.args) == (str(error), error.args)
        assert vars(again) == vars(error)


@pytest.mark.parametrize("error", MADE, ids=lambda error: type(error).__name__)
def test_errors_have_one_base_but_those_of_dates(error: Exception) -> None:
    of_dates = type(error).__module__.startswith("detente.edtf")

    assert isinstance(error, ValueError if of_dates else detente.DetenteError)


@pytest.mark.parametrize("error", MADE, ids=lambda error: type(error).__name__)
def test_notes_survive(error: Exception) -> None:
    noted = copy.copy(error)
    noted.add_note("while reading a.json")

    assert pickle.loads(pickle.dumps(noted)).__notes__ == ["while reading a.json"]
    assert noted == error


def test_no_two_are_equal() -> None:
    for number, error in enumerate(MADE):
        assert [other == error for other in MADE].count(True) == 1
        assert error != "x"
        assert error != number
    assert errors.InputError("a", "b") != errors.InputError("a", "c")
    assert len(set(MADE)) == len(MADE)


def test_they_are_also_what_python_calls_them() -> None:
    assert isinstance(errors.MigrationError("a", "b"), ValueError)
    assert str(errors.MigrationError("a", "b")) == "a: b"
    assert isinstance(errors.UnknownIdError("x"), KeyError)
    assert errors.UnknownIdError("claim:leson", ("claim:lesson",)).args[1] == ("claim:lesson",)


def test_an_empty_report_can_still_be_shown() -> None:
    assert str(InvalidError(Report())) == "no errors"
