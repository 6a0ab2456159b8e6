"""Reports and findings are values."""

import copy
import pickle

import detente
import detente.edtf
from detente import Location, Severity
from tests.sample import DATA, Case


def test_nothing_is_raised_where_nothing_is_wrong() -> None:
    detente.validate(DATA).raise_if_errors()


def test_reports_are_values() -> None:
    report = detente.validate(
        Case(('claim:lesson/kind = "x"', 'actor:norway/exists = "1814"')).data
    )

    assert len(report) == 2
    assert report.exit_status == 1
    assert [d.severity for d in report] == [Severity.WARNING, Severity.ERROR]
    assert str(report).count("\n") == 1
    assert pickle.loads(pickle.dumps(report)) == report
    diagnostic = report.diagnostics[1]
    assert diagnostic.path == "/claims/4/kind"
    assert diagnostic.location.path == ("claims", 4, "kind")
    assert diagnostic.place == f"<data>:{diagnostic.line}:{diagnostic.column}"


def test_a_safe_fix_is_a_json_patch() -> None:
    case = Case(('relation:norway-sweden/parties = ["actor:sweden", "actor:norway"]',))
    (diagnostic,) = detente.validate(case.data)

    assert diagnostic.fix == (
        {
            "op": "replace",
            "path": "/relations/0/parties",
            "value": ["actor:norway", "actor:sweden"],
        },
    )
    assert diagnostic.to_dict()["fix"]


def test_a_place_is_its_own_copy_since_nothing_of_it_can_change() -> None:
    place = Location(file="x", path=("claims", 0), line=1, column=2)

    assert copy.deepcopy([place])[0] is place
