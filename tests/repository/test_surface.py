"""The public surface does not change by accident, and the module's help is a map of it."""

import json
import pydoc
import re
from enum import Enum
from pathlib import Path

import attrs
import pytest

import detente
from detente import lazy
from detente.cli import parser
from tests import surface

PINNED = json.loads(surface.FILE.read_text("utf-8"))
HINT = "a public name, field, value or option changed: if that is meant, python -m tests.surface"


@pytest.mark.parametrize("part", PINNED)
def test_the_surface_is_what_was_decided(part: str) -> None:
    found = json.loads(surface.text())
    assert set(found) == set(PINNED)
    if part == "modules":
        for module, names in PINNED[part].items():
            assert set(found[part][module]) == set(names), HINT
            for name, pinned in names.items():
                assert found[part][module][name] == pinned, f"{module}.{name}: {HINT}"
    assert found[part] == PINNED[part], HINT


def test_it_pins_names_signatures_fields_members_and_options() -> None:
    names = PINNED["modules"]["detente"]
    assert set(names) | {"__version__"} == set(dir(detente))
    assert names["load"] == "(source: Readable, *, allow_newer: bool=False) -> Dataset"
    assert list(names["Span"]["fields"]) == ["start", "end", "anchor", "ext"]
    assert names["Commitment"]["members"]["CT_PLUS"] == "CT+"
    assert "statements" in names["Dataset"]["methods"]
    assert "DetenteError" in names["InputError"]["is"]
    assert set(PINNED["command"]["commands"]) >= {"validate", "seal", "migrate"}
    assert "--texts" in PINNED["command"]["commands"]["validate"]["options"]
    assert "testing" in PINNED["extras"]
    assert PINNED["rules"]["D201"]
    text = surface.FILE.read_text("utf-8")
    assert not re.search(r" at 0x|/(home|work|tmp)/|_lru_cache|GenericAlias", text)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (attrs.make_class("A", {"x": attrs.field()}), False),
        (Enum("E", {"A": "a"}), False),
        (surface.signature, False),
        (detente.load, True),
    ],
)
def test_only_what_is_ours_is_described_in_full(made: object, told: bool) -> None:
    shown = surface.described(made, "x")
    assert ("->" in str(shown)) is told


def test_what_changes_is_noticed(monkeypatch) -> None:
    def load(source: str) -> None:
        """For the test."""

    load.__module__ = "detente.pipeline.load"
    pinned = PINNED["modules"]["detente"]
    assert surface.described(detente.load, "load") == pinned["load"]
    assert surface.described(load, "load") == "(source: str) -> None" != pinned["load"]
    assert surface.of_class(detente.Report) == pinned["Report"]
    monkeypatch.delattr(detente.Report, "summary")
    assert surface.of_class(detente.Report) != pinned["Report"]
    fewer = [name for name in dir(detente) if name != "load"]
    monkeypatch.setattr(detente, "__dir__", lambda: fewer)
    assert "load" not in surface.names("detente")
    changed = parser()
    changed.add_argument("--new")
    assert surface.command(changed)["options"]["--new"] == ""
    assert "--new" not in PINNED["command"]["options"]


# --- help ----------------------------------------------------------------------------------------------


MAP = (detente.__doc__ or "").partition("The map:")[2]


def test_help_begins_with_the_map() -> None:
    shown = pydoc.plain(pydoc.render_doc(detente))
    assert shown.index("Reading     load, loads") < 400
    assert "Attaching" in shown


def test_the_map_has_every_function() -> None:
    listed = set(re.findall(r"[a-z_]+", MAP))
    functions = {name for name in dir(detente) if name.islower() and name[0] != "_"}
    assert functions <= listed, functions - listed


def test_the_map_has_every_result() -> None:
    """What functions return and what has no heading of its own; records, values and errors have."""
    listed = set(re.findall(r"\b[A-Z][A-Za-z]+", MAP))
    for name in (
        "Agreement",
        "Attachment",
        "Comparison",
        "Dataset",
        "Migrated",
        "Report",
        "Sealed",
    ):
        assert name in listed
    classes = {
        *("Claim", "Utterance", "Event", "EventAccount", "Relation", "Article", "Actor"),
        *("Mention", "Link", "Statements", "Diagnostic", "DetenteError"),
    }
    assert classes <= listed


def test_all_that_the_map_names_is_there() -> None:
    rows = [row for row in MAP.splitlines() if re.match(r"[A-Z][a-z]+ {3,}|\s{12}\w", row)]
    assert len(rows) > 18
    for row in rows:
        shown = re.split(r"\s{2,}", row[12:])[0].removeprefix("detente.")
        for name in re.findall(
            r"\w+", shown.removesuffix("and its subclasses").replace(" of ", " ")
        ):
            assert hasattr(detente, name) or __import__(f"detente.{name}"), name


def test_the_map_is_no_wider_than_a_terminal() -> None:
    assert max(map(len, (detente.__doc__ or "").splitlines())) <= 96


def test_dir_lists_the_public_names() -> None:
    for package in (detente, detente.corpus, detente.extraction, detente.text):
        listed = [name for names in package.HOMES.values() for name in names.split()]
        listed = sorted((*listed, *package.MODULES))
        assert dir(package) == listed


@pytest.mark.parametrize(
    "package",
    [detente, detente.corpus, detente.extraction, detente.text],
    ids=lambda package: package.__name__,
)
def test_what_type_checkers_read_is_what_is_there(package) -> None:
    stub = Path(package.__file__).with_name("__init__.pyi").read_text("utf-8")

    assert stub == lazy.stub(package.__name__, package.HOMES, package.MODULES)


def test_help_of_the_package_is_a_page() -> None:
    assert len(pydoc.plain(pydoc.render_doc(detente)).splitlines()) < 120
    assert "attach" in pydoc.plain(pydoc.render_doc(detente.text))


def test_help_of_everything_can_be_shown() -> None:
    for module, names in PINNED["modules"].items():
        for name in names:
            assert pydoc.render_doc(getattr(__import__(module, fromlist=["x"]), name))
    for cls in (
        detente.Time,
        detente.Dataset,
        detente.Attachment,
    ):  # what Python 3.13 stumbled over
        assert vars(cls)["__getattr__"].__module__ == cls.__module__


def test_no_public_signature_says_any() -> None:
    """But for JSON values, which have a name."""
    for module, names in PINNED["modules"].items():
        assert not re.search(r"\bAny\b", json.dumps(names)), module
