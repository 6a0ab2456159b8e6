"""What a prompt, a log and a failed test show of the library's objects."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import detente
from detente import (
    ClaimKind,
    Dataset,
    DatasetStatus,
    Phase,
    Quantity,
    Segment,
    SegmentKind,
    Span,
    Time,
    TimeBasis,
    Voice,
)
from detente.records import model
from detente.records.reprs import full
from tests.sample import DATA

ds = detente.loads(DATA)


def test_all_records_are_short_and_name_themselves() -> None:
    for record in ds:
        shown = repr(record)
        assert shown.startswith(f"<{type(record).__name__} {record.id} ")
        assert shown.endswith(">")
        assert len(shown) <= 200
        assert str(record) == shown
    link, relation = ds.links[0], ds.relations[0]
    assert repr(link) == f"<Link {link.id} {link.source} {link.kind.value} {link.target}>"
    assert repr(relation) == (f"<Relation {relation.id} actor:norway and actor:sweden, 1 account>")
    assert repr(ds["claim:lesson"]).endswith("' normative, 1 utterance>")


def test_long_words_are_cut_and_odd_ones_escaped() -> None:
    claim = attrs.evolve(ds.claims[0], proposition="a\nb \u202e\ud800" + "x" * 80)

    assert "'a\\nb \\u202e\\ud800xxx" in repr(claim)
    assert "x…' " in repr(claim)
    repr(claim).encode("utf-8")


def test_what_is_missing_does_no_harm() -> None:
    assert repr(attrs.evolve(ds.actors[0], names=())) == f"<Actor {ds.actors[0].id} state>"
    article = attrs.evolve(ds.articles[0], title=None, published=Time(basis=TimeBasis.UNRESOLVED))
    assert repr(article) == (
        f"<Article {article.id} {article.publisher!r} {article.genre.value}, undated>"
    )
    event = attrs.evolve(ds.events[0], mode=None)
    assert f"' {event.type.value}, " in repr(event)
    assert detente.EventMode(next(iter(detente.EventMode)).value)
    moded = attrs.evolve(event, mode=next(iter(detente.EventMode)))
    assert f"' {event.type.value}/{moded.mode.value}, " in repr(moded)


def test_values_are_compact_and_say_all_that_is_set() -> None:
    assert repr(Span(start=5, end=17)) == "Span(5, 17)"
    assert repr(Span(start=5, end=17, anchor="1.2.0.0")) == "Span(5, 17, '1.2.0.0')"
    assert repr(Time(value="../2020", basis=TimeBasis.STATED)) == "Time('../2020', stated)"
    assert repr(Time(basis=TimeBasis.UNRESOLVED, words=(Span(start=1, end=2),))) == (
        "Time(unresolved, words=(Span(1, 2),))"
    )
    assert repr(Quantity(value=1.5, unit="USD", of="trade", approximate=True)) == (
        "Quantity(1.5, 'USD', 'trade', approximate=True)"
    )
    segment = Segment(kind=SegmentKind.BODY, voice=Voice.AUTHOR, start=0, end=9)
    assert repr(segment) == "Segment(body, author, 0, 9)"
    extended = Span(start=1, end=2, ext={"a.b/c": 1})
    assert repr(extended) == "Span(1, 2, ext={'a.b/c': 1})"


def test_long_lists_are_cut() -> None:
    phase = Phase(
        period=Time(value="1905", basis=TimeBasis.STATED),
        grounds=tuple(f"claim:c{n}" for n in range(8)),
    )

    assert repr(phase).endswith("'claim:c5', … 2 more))")


def test_all_classes_of_records_have_it() -> None:
    for cls in model.classes(Dataset):
        assert "__repr__" not in vars(cls.type) or cls.type is Dataset
        assert cls.type.__repr__ is not object.__repr__


def test_equality_hashes_and_pickles_stay() -> None:
    for record in ds:
        same = attrs.evolve(record)
        assert same == record
        assert hash(same) == hash(record)
        assert pickle.loads(pickle.dumps(record)) == record
    assert attrs.evolve(ds.claims[0], note="x") != ds.claims[0]


def test_the_full_form_tells_numbers_apart_and_hides_nothing() -> None:
    one, true = (Span(start=1, end=2, ext={"a.b/c": n}) for n in (1, True))

    assert one == true
    assert full(one) != full(true)
    assert full((one,)) == "(Span(start=1, end=2, anchor=None, ext={'a.b/c': 1}))"
    claim = ds.claims[0]
    long = attrs.evolve(claim, proposition=claim.proposition + "x" * 100)
    assert repr(long) == repr(attrs.evolve(long, proposition=long.proposition + "y"))
    with pytest.raises(detente.MergeError, match=claim.id):
        Dataset(claims=(long,)).merge(
            Dataset(claims=(attrs.evolve(long, proposition=long.proposition + "y"),))
        )
    with pytest.raises(detente.MergeError):
        Dataset(actors=(attrs.evolve(ds.actors[0], ext={"a.b/c": 1}),)).merge(
            Dataset(actors=(attrs.evolve(ds.actors[0], ext={"a.b/c": True}),))
        )


def test_other_objects_say_what_they_are() -> None:
    assert repr(ds) == str(ds)
    assert repr(ds).startswith("<Dataset dataset:sample: 1 annotators, ")
    rows = ds.statements()
    assert repr(rows).startswith(f"<Statements: {len(rows)}>\n  ")
    assert repr(detente.compare(ds)).startswith("<Comparison article:")


FAILING = """
import attrs, detente
from pathlib import Path
ds = detente.load({path!r})
claim = ds["claim:lesson"]

def test_words():
    assert claim == attrs.evolve(claim, proposition=claim.proposition + " So it seems.")

def test_spans():
    moved = attrs.evolve(claim.utterances[0], evidence=(detente.Span(start=1, end=2),))
    assert claim == attrs.evolve(claim, utterances=(moved, *claim.utterances[1:]))

def test_arrays():
    assert ds.claims == tuple(attrs.evolve(c, note="x") if c is claim else c for c in ds.claims)
"""


def test_a_failed_comparison_shows_what_differs(tmp_path: Path) -> None:
    (tmp_path / "sample.detente.json").write_bytes(DATA)
    file = tmp_path / "test_failing.py"
    file.write_text(FAILING.format(path=str(tmp_path / "sample.detente.json")), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull]
    command += ["--rootdir", str(tmp_path), str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert done.returncode == 1, done.stdout
    words, spans, arrays = done.stdout.split("\n____")[1:4]
    assert "['proposition']" in words
    assert "So it seems." in words
    assert "['utterances']" in spans
    assert "Span(1, 2)" in spans
    assert "At index 4 diff" in arrays
    assert "<Claim claim:lesson " in arrays
    assert max(map(len, done.stdout.splitlines())) < 1000


def test_enums_and_status_are_shown_by_value() -> None:
    assert "draft" in repr(attrs.evolve(ds.dataset, status=DatasetStatus.DRAFT))
    assert "causal" in repr(attrs.evolve(ds.claims[0], kind=ClaimKind.CAUSAL))
