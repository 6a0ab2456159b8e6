"""What the pages say of marks, held against the layers."""

import re

import pytest

from detente.bridges.features import LAYERS, RECORD, drawn_kinds
from tests.paths import ROOT

PAGE = (ROOT / "docs" / "bridges.md").read_text("utf-8")
ROWS = {
    row[0]: row[1:]
    for row in re.findall(r"^\| `(\w+)` \| .* \| (.*) \|(.*)\|$", PAGE, re.MULTILINE)
}
NEW = [layer for layer in LAYERS.values() if layer.standing or layer.joins]
SAID_OF_SEVERAL = {"confidence", "annotator", "note", "codes", "record"}


def named(cell):
    return set(re.findall(r"`(\w+)`", cell))


def test_the_marks_that_can_be_new_are_listed():
    assert ROWS.keys() == {layer.name for layer in NEW}


@pytest.mark.parametrize("layer", NEW, ids=lambda layer: layer.name)
def test_what_a_mark_needs_and_may_have_is_listed(layer):
    needs, may = map(named, ROWS[layer.name])
    features = {feature.name: feature.field for feature in layer.features}
    required = {name for name, field in features.items() if field.required}
    if layer.name == "quoted":  # what its cue says need not be said again
        required = set()
    if layer.record is None and layer.joins:
        required.add(RECORD)
    assert needs == required
    if layer.name != "quoted":
        rest = {name for name in features if not name.startswith(("utterance_", "account_"))}
        assert may == rest - required - SAID_OF_SEVERAL


def test_what_is_said_of_several_marks_is_listed():
    told = named(PAGE.partition("### What a mark says")[2].partition("### What no mark")[0])
    for layer in NEW:
        assert {feature.name for feature in layer.features} <= told
    assert {*drawn_kinds()} <= told
