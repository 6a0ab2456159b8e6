"""The sheets follow the records: no field is forgotten, and each has its note."""

import pytest

from detente.records import model
from detente.workbook import form
from detente.workbook.columns import expressible
from detente.workbook.layout import headings, layouts

ONLY_MORE = {
    # No cell can hold them: lists of records with lists, and what other projects add.
    "Claims": {"assessments", "ext", "voice/ext", "voice/sources"},
    "Events": {"ext", "voice/ext", "voice/sources"},
    "Phases": {"ext", "phase/ext", "relation/ext"},
    "Factors": {"ext", "factor/ext", "relation/ext"},
    "Actors": {"ext"},
    "Issues": {"ext"},
    "Links": {"ext"},
    "Mentions": {"ext"},
}
ELSEWHERE = {"utterances", "accounts", "phases", "factors", "relation/accounts", "relation/parties"}


def _fields(name: str) -> set[str]:
    from detente.workbook.layout import _PARTS, _ROOTS

    parts = {"": _ROOTS[name]} | {f"{key}/": cls for key, cls in _PARTS.get(name, {}).items()}
    return {
        f"{prefix}{field.key}"
        for prefix, cls in parts.items()
        for field in model.describe(cls).fields
    }


@pytest.mark.parametrize("name", layouts())
def test_every_field_has_a_column_or_stands_in_more(name: str) -> None:
    columns = {"/".join(map(str, c.path)) for c in layouts()[name].columns}
    held = {
        path
        for path in _fields(name)
        if any(c == path or c.startswith(f"{path}/") for c in columns)
    }

    assert _fields(name) - held - ELSEWHERE <= ONLY_MORE[name]


@pytest.mark.parametrize("name", layouts())
def test_headings_are_different_and_have_notes(name: str) -> None:
    listed = headings()[name]

    assert len(set(listed)) == len(listed)
    assert all(column.help for column in layouts()[name].columns)


@pytest.mark.parametrize("kind", form.CLASSES)
def test_every_field_of_the_form_has_a_row_or_is_a_path(kind: str) -> None:
    cls = form.CLASSES[kind]
    keys = {column.path[0] for column in form.columns(kind)}
    left = {field.key for field in model.describe(cls).fields if expressible(field)} - keys

    assert left <= {"id", "segments", "uncoded"}
