"""Corners that nothing else comes round."""

import gc
import json
import runpy
import shutil
import sys
from pathlib import Path

import attrs
import pytest

import detente
from detente import schema
from detente.cli import main
from detente.codec.decode import decode
from detente.validation.catalogue import all_rules
from detente.schema.__main__ import main as write_schemas
from detente.text.profiles import profile
from detente.vocab.catalogue import vocabulary
from tests.rules.sample import DATA, DRAFT, TEXTS, Case

ds = detente.loads(DATA)


def codes(*edits: str, strict: bool = False, texts: object = None) -> set[str]:
    return {d.code for d in detente.validate(Case(edits).data, strict=strict, texts=texts)}


# --- each rule has more than one way to be broken -------------------------------------------------


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        (('claim:union-ended/scope = {"basis": "stated"}',), "D502"),
        (('claim:union-ended/scope = {"value": "1905-10", "basis": "resolved"}',), "D503"),
        (('claim:union-ended/scope = {"basis": "unresolved", "mod_end": "late"}',), "D504"),
        (
            ('claim:union-ended/scope = {"value": "19O5", "basis": "stated", "mod_end": "late"}',),
            "D105",
        ),
        (
            (
                'claim:union-ended/scope = {"value": "1905-99", "basis": "stated", "mod_end": "late"}',
            ),
            "D504",
        ),
        (('article:union/published/basis = "external"',), "D506"),
        (('claim:still-friends/judged = "actor:norway"',), "D512"),
        (('claim:lesson/judged = "relation:norway-sweden"',), "D512"),
        (('claim:hope-of-peace/utterances/0/sources/0/actor = "actor:michelsen"',), "D521"),
        (
            ('claim:hope-of-peace/utterances/0/sources/0/quoted = [{"start": 326, "end": 330}]',),
            "D522",
        ),
        (('link:same-matter/on = "claim:hope-of-peace"',), "D541"),
        (('link:peace-doubted/target = "claim:never-allies"',), "D541"),
        (("link:peace-doubted/article is removed",), "D542"),
        (('link:same-matter/cue = [{"start": 24, "end": 26}]',), "D542"),
        (('relation:norway-sweden/parties = ["actor:norway", "actor:norway"]',), "D551"),
        (('relation:norway-sweden/accounts/0/phases/0/character = "patronage"',), "D556"),
        (('relation:norway-sweden/accounts/0/phases/0/patron = "actor:michelsen"',), "D557"),
        (('relation:norway-sweden/accounts/0/factors/0/object = ["actor:norway"]',), "D557"),
        (('dataset:sample/status = "adjudicated"',), "D565"),
        (('annotator:sample/adjudicates = ["annotator:other"]',), "D565"),
        (("article:union/segments/0/end = 0",), "D301"),
        (("article:union/segments/1/end = 9999",), "D302"),
        (
            (
                'event:vote/accounts/0/quantities = [{"value": 5, "upper": 9, "unit": "count", "per": "years", "of": "x"}]',
            ),
            "D563",
        ),
    ],
)
def test_the_other_ways(edits: tuple[str, ...], code: str) -> None:
    assert code in codes(*edits)


def test_a_value_that_no_vocabulary_has_is_not_unused() -> None:
    assert "D604" in codes('dataset:sample/unused/0 = "actor_kind/republic"', strict=True)


def test_prose_in_extensions_is_prose() -> None:
    prose = "In August 1905 Norway voted to leave the union with Sweden"
    ext = {"a.b/c": [{"d": prose}, 5]}

    assert "D601" in codes(f"claim:lesson/ext = {json.dumps(ext)}", texts=TEXTS)


def test_a_gap_of_punctuation_is_none_with_the_text() -> None:
    edits = (
        'event:vote/accounts/0/evidence = [{"start": 24, "end": 81}, {"start": 86, "end": 116}]',
    )
    text = TEXTS["union.txt"][:81] + "-..-;" + TEXTS["union.txt"][86:]
    case = Case(edits)
    case.document["articles"][0]["text"] = detente.converter.unstructure(profile(text))
    given = {"a": text, "b": TEXTS["later.txt"]}

    assert "D307" in {d.code for d in detente.validate(case.data)}
    assert "D307" not in {d.code for d in detente.validate(case.data, texts=given)}


def test_utterances_whose_spans_end_between_segments() -> None:
    case = Case(('mention:norway-name/spans/0 = {"start": 0, "end": 23}',))

    assert "D304" in {d.code for d in detente.validate(case.data)}


# --- large files, the collector ---------------------------------------------------------------------


@pytest.mark.parametrize("old", [b"", b'"aggregate": false, '])
def test_a_large_file_is_guarded_piece_by_piece(monkeypatch, old: bytes) -> None:
    monkeypatch.setattr("detente.codec.decode._SMALL", 0)
    data = DATA.replace(b'"id": "event:vote",', b'"id": "event:vote",' + old, 1)

    assert detente.loads(data) == ds
    assert decode(data, checking=False).dataset == ds
    twice = DATA.replace(b'"id": "event:vote",', b'"id": "event:vote", "id": "event:vote",', 1)
    with pytest.raises(detente.InvalidError):
        detente.loads(twice)
    with pytest.raises(detente.RefusedError):
        decode(DATA.replace(b'"unit": "count"', b'"unit": "count", "upper": null'), checking=False)


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        detente.loads(DATA)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_extensions_that_grow_after_loading() -> None:
    def loaded() -> detente.Dataset:
        ext = {"a.b/c": 1}
        claims = (attrs.evolve(ds.claims[0], ext=ext), *ds.claims[1:])
        return detente.loads(detente.dumps(ds.evolve(claims=claims)))

    bad_key, deep = loaded(), loaded()
    bad_key.claims[0].ext["no namespace"] = 1
    nested: list = []
    for _ in range(61):
        nested = [nested]
    deep.claims[0].ext["a.b/c"] = nested
    for held in (bad_key, deep):
        with pytest.raises(detente.UnwritableError):
            detente.dumps(held)


def test_depth_in_dicts_and_lines(tmp_path: Path) -> None:
    nested: list = []
    for _ in range(70):
        nested = [nested]
    plain = detente.converter.unstructure(ds.claims[0]) | {"ext": {"a.b/c": nested}}
    with pytest.raises(detente.StructureError):
        detente.converter.structure(plain, detente.Claim)
    path = tmp_path / "x.detente.jsonl"
    detente.dump(ds, path)
    line = path.read_text("utf-8").replace(
        '"kind":"state"', '"kind":"state","ext":{"a.b/c":' + "[" * 70 + "]" * 70 + "}", 1
    )
    path.write_text(line, "utf-8")
    assert "D009" in {d.code for d in detente.validate(path)}


# --- the command ------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "s.draft.json").write_bytes(DRAFT)
    (tmp_path / "s.detente.json").write_bytes(DATA)
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_draft_goes_to_standard_output(capsysbinary, folder: Path) -> None:
    assert main(["draft", str(folder / "union.txt")]) == 0
    assert json.loads(capsysbinary.readouterr().out)["format"] == "detente-draft"


def test_only_an_unaltered_text_makes_a_draft_again(capsys, folder: Path) -> None:
    (folder / "union.txt").write_text("Other words.", "utf-8")

    assert main(["draft", str(folder / "s.detente.json"), "--texts", str(folder)]) == 2
    assert "article:union" in capsys.readouterr().err


def test_findings_of_a_sealed_draft_go_beside_it(capsysbinary, folder: Path) -> None:
    draft = json.loads(DRAFT)
    draft["actors"][0]["exists"] = "1814"
    (folder / "s.draft.json").write_text(json.dumps(draft), "utf-8")

    assert main(["seal", str(folder / "s.draft.json"), "--texts", str(folder)]) == 0
    written = capsysbinary.readouterr()
    assert b"D505" in written.err
    assert detente.loads(written.out)


def test_explaining_records_as_json(capsys) -> None:
    assert main(["explain", "relation_account", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["name"] == "RelationAccount"
    assert found["example"]["phases"]
    assert main(["explain", "text_profile"]) == 0
    assert '"codepoint"' in capsys.readouterr().out


def test_a_broken_installation_is_no_clean_demo(capsys, monkeypatch, tmp_path: Path) -> None:
    other = tmp_path / "dprk-russia"
    other.mkdir()
    (other / "dprk-russia.detente.json").write_bytes(DATA[:-20])
    monkeypatch.setattr("detente.files._DATA", tmp_path)

    assert main(["demo"]) == 1
    assert "D001" in capsys.readouterr().out


def test_a_demo_of_another_dataset(capsys, monkeypatch, tmp_path: Path) -> None:
    other = tmp_path / "dprk-russia"
    other.mkdir()
    data = DATA.replace(b"relation:norway-sweden", b"relation:dprk-russia")
    data = data.replace(b'"kind": "updates"', b'"kind": "specifies"').replace(
        b'"1814/.."', b'"1814"'
    )
    (other / "dprk-russia.detente.json").write_bytes(data)
    monkeypatch.setattr("detente.files._DATA", tmp_path)

    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert main(["demo", "--texts", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "the words of 2 texts" in out
    assert "they agree in 2 points, contradict each other in 0" in " ".join(out.split())
    assert "1 warning" in out


def test_codebook_of_modes_and_scores(capsys) -> None:
    assert main(["codebook", "event_type"]) == 0
    assert "visit (4)" in capsys.readouterr().out
    assert main(["codebook", "currency"]) == 0
    capsys.readouterr()


def test_a_record_that_nothing_refers_to(capsys, folder: Path) -> None:
    assert main(["show", "link:same-matter", "--in", str(folder / "s.detente.json")]) == 0
    assert "referred to" not in capsys.readouterr().out


def test_the_module_runs(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "argv", ["detente", "--version"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_module("detente", run_name="__main__")
    assert not stop.value.code


def test_a_stream_that_cannot_be_configured(monkeypatch) -> None:
    class Plain:
        def write(self, text: str) -> int:
            return len(text)

        def flush(self) -> None: ...

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr(sys, "stdout", Plain())
    assert main(["rules"]) == 0


# --- schemas, vocabularies ---------------------------------------------------------------------------


def test_schemas_are_written_and_compared(tmp_path: Path, capsys) -> None:
    assert write_schemas(["--check"]) == 0
    assert write_schemas(["--check", str(tmp_path / "s")]) == 1
    assert not (tmp_path / "s").exists()
    assert write_schemas([str(tmp_path / "s")]) == 0
    assert write_schemas(["--check", str(tmp_path / "s")]) == 0
    assert "written" in capsys.readouterr().out
    with pytest.raises(KeyError):
        schema.schema_text("nothing")


def test_vocabularies_answer_for_their_values() -> None:
    found = vocabulary("claim_kind")

    assert found["causal"].definition
    assert "causal" in found
    with pytest.raises(KeyError):
        found["none"]
    with pytest.raises(KeyError):
        vocabulary("none")


def test_rules_say_their_level() -> None:
    assert {rule.level for rule in all_rules().values()} == {0, 1, 2, 3, 4, 5, 6, 9}


# --- sources -----------------------------------------------------------------------------------------


def test_what_the_system_refuses_is_said(monkeypatch, tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    path = folder / "x.detente.json"
    path.write_bytes(DATA)
    for method, error in (
        ("read_bytes", PermissionError(13, "Permission denied")),
        ("read_bytes", RuntimeError("Symlink loop")),
        ("is_dir", OSError(36, "File name too long")),
        ("iterdir", PermissionError(13, "Permission denied")),
        ("exists", OSError(36, "File name too long")),
    ):
        with monkeypatch.context() as patch:

            def broken(self: Path, *_: object, error: Exception = error, **__: object) -> object:
                raise error

            patch.setattr(Path, method, broken)
            expected = 0 if method == "exists" else 2  # it is tried all the same
            assert main(["validate", str(folder if method == "iterdir" else path)]) == expected
            assert main(["validate", str(path), "--texts", str(folder)]) in (0, 2)


def test_hidden_folders_are_left_alone_and_others_searched(tmp_path: Path, capsys) -> None:
    for name in (".hidden", "env", "open", "whole"):
        (tmp_path / name).mkdir()
    (tmp_path / ".hidden" / "x.detente.json").write_bytes(b"no")
    (tmp_path / "env" / "pyvenv.cfg").write_text("home = /usr/bin\n", "utf-8")
    (tmp_path / "env" / "x.detente.json").write_bytes(b"no")
    (tmp_path / "open" / "x.detente.json").write_bytes(DATA)
    (tmp_path / "whole" / "dataset.detente.json").write_bytes(DATA)

    assert main(["validate", str(tmp_path), "--format", "json"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert [Path(f).parent.name for f in files] == ["open", "whole"]


def test_odd_files_are_not_read(tmp_path: Path) -> None:
    assert detente.validate("/dev/null").exit_status == 2
    assert detente.validate(DATA, texts="/dev/zero").exit_status == 2
    assert detente.validate(DATA, texts="a\0b").exit_status == 2
    assert main(["draft", "/dev/zero"]) == 2
    assert main(["draft", str(tmp_path / "none.txt")]) == 2
    assert main(["draft", str(tmp_path)]) == 2
    assert main(["draft", "a\0b.txt"]) == 2
    shutil.rmtree(tmp_path)


def test_a_text_of_blank_lines_between_wrapped_ones() -> None:
    made = detente.draft({"x": "One\n  \t\n \nTwo\nmore\n"})

    assert [s["quote"] for s in made["articles"][0]["segments"]] == ["One", "Two\nmore"]


def test_a_dataset_that_names_its_schema_becomes_a_draft_that_does(tmp_path: Path) -> None:
    named = ds.evolve(schema_uri="urn:detente:schema:1.0:dataset")
    detente.dump(named, tmp_path / "s.detente.json")
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    again = tmp_path / "again.draft.json"

    assert (
        main(
            ["draft", str(tmp_path / "s.detente.json"), "--texts", str(tmp_path), "-o", str(again)]
        )
        == 0
    )
    assert json.loads(again.read_text("utf-8"))["$schema"].endswith("draft")
    assert detente.seal(again, tmp_path).dataset == detente.seal(named, tmp_path).dataset


def test_nothing_is_raised_where_nothing_is_wrong() -> None:
    detente.validate(DATA).raise_if_errors()


# --- spans between and across the paragraphs of one voice ----------------------------------------------

EXAMPLE = Path(__file__).parent.parent / "examples/entente-cordiale/entente-cordiale.detente.json"


def paragraphs() -> tuple[dict, list[dict]]:
    """The example, and two neighbouring segments by the author in it."""
    document = json.loads(EXAMPLE.read_bytes())
    segments = document["articles"][0]["segments"]
    two = next(
        [a, b] for a, b in zip(segments, segments[1:]) if a["voice"] == b["voice"] == "author"
    )
    return document, two


@pytest.mark.parametrize(
    ("which", "code"),
    [("end", "D304"), ("start", "D304"), ("both", "D309"), ("overlap", "D309")],
)
def test_places_between_and_across_paragraphs(which: str, code: str) -> None:
    document, (one, two) = paragraphs()
    if which in ("end", "start"):
        start, end = (
            (one["start"], one["end"] + 1) if which == "end" else (two["start"] - 1, two["end"])
        )
        document["mentions"][0]["spans"] = [{"start": start, "end": end}]
    else:
        first = {"start": one["end"] - 3, "end": one["end"]}
        second = {"start": two["start"], "end": two["start"] + 3}
        if which == "overlap":
            second = {"start": one["end"] - 2, "end": one["end"]}
        voice = {"article": document["articles"][0]["id"], "commitment": "CT+"}
        document["claims"][0]["utterances"].append(voice | {"evidence": [first, second]})

    assert code in {d.code for d in detente.validate(json.dumps(document).encode())}


def test_touching_stretches_are_those_that_share_a_code_point() -> None:
    import random

    from detente.validation.rules.level3_spans import _Ranges

    chance = random.Random(1)
    for _ in range(300):
        spans = [
            detente.Span(start=chance.randrange(12), end=chance.randrange(12)) for _ in range(6)
        ]
        found = _Ranges((span, number) for number, span in enumerate(spans))
        start, end = sorted(chance.sample(range(13), 2))
        wanted = {n for n, s in enumerate(spans) if s.start < end and start < s.end}
        assert set(found.overlapping(start, end)) == wanted
