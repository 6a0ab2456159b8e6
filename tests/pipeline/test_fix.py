"""--fix: only what is marked safe, on the text of the file, and only where the file is what was read."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.cli import main
from detente.diagnostics import Diagnostic, Location, Report, Severity
from detente.files import Document
from detente.pipeline import fix as fixing
from detente.pipeline.editing import changed_as
from detente.pipeline.fix import Editor, fix
from detente.pipeline.load import open_source
from detente.render.sarif import results
from detente.validation.catalogue import all_rules
from tests.paths import EXAMPLE
from tests.sample import DATA, Case

SWAPPED = 'relation:norway-sweden/parties = ["actor:sweden", "actor:norway"]'
REPEATING = 'claim:never-allies/utterances/0/pragmatic = "CT+"'


def written(tmp_path: Path, data: bytes, name: str = "x.detente.json") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def edited(*edits: str) -> bytes:
    return Case(edits).data


def fixed(data: bytes, name: str = "x.detente.json", **options: Any) -> fixing.Fixes:
    return fix([Document(name, data)], **options)


# --- which fixes are safe ------------------------------------------------------------------------

FIXED = {
    "D002": b"\xef\xbb\xbf" + DATA,
    "D007": DATA.replace(b'"value": 3', b'"value": 3.0', 1),
    "D008": DATA.replace(b'"value": 3', b'"upper": null, "value": 3', 1),
    "D305": edited(
        'article:union/segments = [{"kind": "body", "voice": "author", "start": 24, "end": 367}, '
        '{"kind": "title", "voice": "publisher", "start": 0, "end": 22}]',
    ),
    "D309": edited(
        'claim:hope-of-peace/utterances/0/evidence = [{"start": 348, "end": 367}, {"start": 326, "end": 347}]'
    ),
    "D517": edited(REPEATING),
    "D551": edited(SWAPPED),
    "D604": edited('dataset:sample/unused = ["claim_kind/predictive", "claim_kind/normative"]'),
}


@pytest.mark.parametrize("code", FIXED)
def test_what_is_safe_is_fixed_and_nothing_else_changes(code: str) -> None:
    data = FIXED[code]
    strict = code.startswith("D6")
    assert code in {d.code for d in detente.validate(data, strict=strict)}

    found = fixed(data, strict=strict)

    assert {d.code for d in found.fixed} == {code}
    assert found.refused == ()
    assert code not in {d.code for d in found.report}
    (after,) = found.after
    detente.loads(after.data)
    if code in ("D002", "D007", "D008", "D517"):
        clean = {"D002": DATA, "D007": DATA, "D008": DATA, "D517": Case(()).data}[code]
        assert after.data == clean
    again = fix(found.after, strict=strict)
    assert again.fixed == again.changed == ()


def test_sorting_keeps_each_item_as_it_is_written() -> None:
    items = [b'{"start": 348, "end": 367, "ext": {"a.b/c": 1.50}}', b'{ "start":326,"end":347 }']
    old = b'"evidence": [\n            {\n              "start": 326,\n              "end": 367\n            }\n          ]'
    assert DATA.count(old) >= 1
    data = DATA.replace(old, b'"evidence": [' + b",  ".join(items) + b"]", 1)

    (after,) = fixed(data).after

    assert after.data == data.replace(b",  ".join(items), b",  ".join(items[::-1]))


def test_one_fix_for_several_findings_is_made_once() -> None:
    segments = [
        {"kind": "body", "voice": "author", "start": n, "end": n + 90} for n in (270, 180, 24)
    ]
    data = edited(f"article:union/segments = {json.dumps(segments)}")

    found = fixed(data)

    assert [d.code for d in found.fixed] == ["D305"]
    assert "D305" not in {d.code for d in found.report}
    article = detente.loads(found.after[0].data)["article:union"]
    assert [s.start for s in article.segments] == [24, 180, 270]


def test_the_longest_way_to_sort() -> None:
    spans = [{"start": n, "end": n + 2} for n in (355, 330, 340, 326, 350, 334)]
    data = edited(f"claim:hope-of-peace/utterances/0/evidence = {json.dumps(spans)}")

    (diagnostic, *_) = [d for d in detente.validate(data) if d.code == "D309"]
    (after,) = fixed(data).after

    evidence = detente.loads(after.data)["claim:hope-of-peace"].utterances[0].evidence
    assert [s.start for s in evidence] == sorted(s["start"] for s in spans)
    # The operations say the same to whoever applies them one by one.
    document = json.loads(data)
    for operation in diagnostic.fix:
        assert operation["op"] == "move"
        parts = [operation[key].split("/")[1:] for key in ("from", "path")]
        holder = document
        for part in parts[0][:-1]:
            holder = holder[int(part) if isinstance(holder, list) else part]
        holder.insert(int(parts[1][-1]), holder.pop(int(parts[0][-1])))
    assert document == json.loads(after.data)


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ('claim:hope-of-peace/about = ["actor:norway", "actor:norway"]', "D204"),
        (
            'mention:norway-name/spans = [{"start": 39, "end": 45}, {"start": 39, "end": 45}]',
            "D311",
        ),
        ('relation:norway-sweden/parties = ["actor:norway", "actor:norway"]', "D551"),
        ('claim:hope-of-peace/about/0 = "actor:norwey"', "D201"),
        ("dataset:sample/unused is removed", "D603"),
        ('dataset:sample/unused = ["claim_kind/causl"]', "D604"),
        ("article:union/segments/1/start = 21", "D305"),
        (
            'claim:hope-of-peace/utterances/0/evidence = [{"start": 326, "end": 347}, {"start": 343, "end": 367}]',
            "D309",
        ),
        (
            'claim:hope-of-peace/utterances/0/evidence = [{"start": 360, "end": 350}, {"start": 326, "end": 347}]',
            "D309",
        ),
        ("""'"value": 3' becomes '"value": 90071992547409930.0'""", "D007"),
        ("""'"value": 3' becomes '"value": 5e-400'""", "D007"),
        ("""'"about": [' becomes '"about": [null, '""", "D008"),
    ],
)
def test_what_needs_a_decision_is_left(edit: str, code: str) -> None:
    data = edited(edit)

    found = fixed(data, strict=True)

    assert code in {d.code for d in found.report}
    assert found.changed == ()
    assert not any(d.safe for d in found.report if d.code == code)


@pytest.mark.parametrize("code", [r.code for r in all_rules().values() if r.example])
def test_whatever_is_wrong_fixing_adds_nothing(code: str) -> None:
    data = Case(all_rules()[code].example).data
    before = detente.validate(data, strict=True)

    found = fixed(data, strict=True)

    assert {d.code for d in found.report} <= {d.code for d in before}
    assert len(found.report) == len(before) - len(found.fixed)
    for _, new in found.changed:
        detente.loads(new.data)


# --- how the text is changed -----------------------------------------------------------------------


def test_layout_is_kept_and_line_ends_too() -> None:
    data = edited(SWAPPED).replace(b"\n", b"\r\n")

    (after,) = fixed(data).after

    assert after.data == Case(()).data.replace(b"\n", b"\r\n")
    compact = json.dumps(json.loads(edited(SWAPPED)), ensure_ascii=False).encode()
    (after,) = fixed(compact).after
    assert after.data == json.dumps(json.loads(DATA), ensure_ascii=False).encode()


def test_parts_go_with_their_commas() -> None:
    for unused, left in (
        (["claim_kind/predictive"], []),
        (["claim_kind/predictive", "claim_kind/normative", "claim_kind/factual"], []),
        (["claim_kind/predictive", "actor_kind/government"], ["actor_kind/government"]),
        (["actor_kind/government", "claim_kind/predictive"], ["actor_kind/government"]),
    ):
        data = edited(f"dataset:sample/unused = {json.dumps(unused)}")

        found = fixed(data, strict=True)

        assert json.loads(found.after[0].data)["dataset"].get("unused", []) == left
        assert len(found.fixed) == len(unused) - len(left)


def test_numbers_that_are_no_whole_ones_stay() -> None:
    data = DATA.replace(b'"value": 3', b'"value": 3.0, "upper": 4.5', 1)

    assert fixed(data).after[0].data == data.replace(b"3.0", b"3")


def test_several_fixes_at_once_and_twice() -> None:
    data = edited(SWAPPED, REPEATING).replace(b'"value": 3', b'"value": 3.0', 1)

    found = fixed(b"\xef\xbb\xbf" + data)

    assert {d.code for d in found.fixed} == {"D002", "D007", "D517", "D551"}
    assert found.after[0].data == Case(()).data
    assert list(found.report) == []


def test_json_lines_are_fixed_line_by_line(tmp_path: Path) -> None:
    clean, path = tmp_path / "clean.detente.jsonl", tmp_path / "x.detente.jsonl"
    detente.dump(detente.loads(edited()), clean)
    detente.dump(detente.loads(edited(SWAPPED, REPEATING)), path)
    number = path.read_bytes().count(b'"value":3,')
    path.write_bytes(path.read_bytes().replace(b'"value":3,', b'"value":3.0,'))

    found = fix(open_source(path))

    assert number
    assert len(found.fixed) == 2 + number
    assert found.after[0].data == clean.read_bytes()
    head = edited('dataset:sample/unused = ["claim_kind/predictive", "actor_kind/government"]')
    detente.dump(detente.loads(head), path)
    found = fix(open_source(path), strict=True)
    assert [d.code for d in found.fixed] == ["D604"]
    assert detente.loads(head).dataset.unused != found.after
    assert b"claim_kind/predictive" not in found.after[0].data.split(b"\n")[0]


def diagnostic(*operations: dict[str, Any], **more: Any) -> Diagnostic:
    return Diagnostic(
        code="D551", severity=Severity.ERROR, message="x", fix=operations, safe=True, **more
    )


def test_operations_that_no_rule_makes_do_nothing() -> None:
    editor = Editor(Document("x", b'{"a": 1, "b": 2}'))

    assert editor.edits(diagnostic({"op": "add", "path": "/a", "value": 1})) == ()
    assert editor.edits(diagnostic({"op": "remove", "path": "/c"})) == ()
    two = ({"op": "remove", "path": "/a"}, {"op": "remove", "path": "/b"})
    assert editor.edits(diagnostic(*two)) == ()
    assert editor.edits(diagnostic()) == ()
    assert editor.edits(replace(diagnostic(two[0]), safe=False)) == ()


def test_keys_are_found_however_they_are_written() -> None:
    editor = Editor(Document("x", '{"ä~/\\u0062": [1, {"c": "]"}], "z": 2}'.encode()))

    (edit,) = editor.edits(diagnostic({"op": "replace", "path": "/ä~0~1b/1", "value": 5}))

    assert editor.text[edit.start : edit.end] == '{"c": "]"}'


# --- when nothing is written -------------------------------------------------------------------------


def test_a_file_that_would_not_load_stays_as_it_is(capsys, tmp_path: Path) -> None:
    path = written(tmp_path, edited(SWAPPED, 'claim:lesson/kind = "normativ"'))
    before = path.read_bytes()

    assert main(["validate", str(path), "--fix"]) == 1

    out, err = capsys.readouterr()
    assert path.read_bytes() == before
    assert "D104" in err
    assert "not fixed" in err
    assert "D551" in out
    assert "once those of D0 and D1 are fixed" in out


def test_a_file_that_changed_meanwhile_stays_as_it_is(capsys, tmp_path, monkeypatch) -> None:
    path = written(tmp_path, edited(SWAPPED))
    found = fix(open_source(path))
    path.write_bytes(b"somebody else's work")

    assert found.write() == ((str(path), "it changed meanwhile"),)
    assert path.read_bytes() == b"somebody else's work"
    path.unlink()
    assert found.write() == ((str(path), "it changed meanwhile"),)
    assert not path.exists()

    path.write_bytes(edited(SWAPPED))
    real = fixing.fix

    def slow(documents, **options):
        done = real(documents, **options)
        path.write_bytes(DATA + b"\n")
        return done

    monkeypatch.setattr(fixing, "fix", slow)
    assert main(["validate", str(path), "--fix"]) == 2
    out, err = capsys.readouterr()
    assert "it changed meanwhile" in err
    assert "fixed " not in out
    assert path.read_bytes() == DATA + b"\n"


def with_wrong_fixes(monkeypatch, *parties: str) -> None:
    """Let the rule of the order of parties make a wrong fix."""
    real = fixing.validate

    def wrong(documents: Any, **options: Any) -> Report:
        report = real(documents, **options)
        fix = ({"op": "replace", "path": "/relations/0/parties", "value": list(parties)},)
        found = (replace(d, fix=fix) if d.code == "D551" else d for d in report)
        return replace(report, diagnostics=tuple(found))

    monkeypatch.setattr(fixing, "validate", wrong)


WRONG = {
    "brings others": ("actor:a", "actor:b"),
    "does not help": ("actor:sweden", "actor:norway"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_fix_that_is_not_proven_is_not_applied_and_others_are(monkeypatch, wrong: str) -> None:
    document = Document("x.detente.json", edited(SWAPPED, REPEATING))
    with_wrong_fixes(monkeypatch, *WRONG[wrong])

    found = fix([document])

    assert [d.code for d in found.fixed] == ["D517"]
    assert found.after == fix([document], chosen=lambda d: d.code == "D517").after
    assert [(d.code, d.safe, d.fix) for d in found.report] == [("D551", False, ())]
    assert found.refused == ()


@pytest.mark.parametrize("wrong", WRONG)
def test_a_fix_that_is_not_proven_is_not_offered(monkeypatch, wrong: str) -> None:
    documents = (Document("x.detente.json", edited(SWAPPED, REPEATING)),)
    with_wrong_fixes(monkeypatch, *WRONG[wrong])
    report = fixing.validate(documents)

    offered = fixing.with_proven_fixes(documents, report)

    assert {d.code: d.safe for d in report} == {"D551": True, "D517": True}
    assert {d.code: d.safe for d in offered} == {"D551": False, "D517": True}
    assert fixing.with_proven_fixes(documents, replace(report, diagnostics=())).diagnostics == ()


def test_fixes_that_are_right_alone_and_wrong_together_are_not_applied(monkeypatch) -> None:
    document = Document("x.detente.json", edited(SWAPPED, REPEATING))
    real = fixing._proves
    monkeypatch.setattr(
        fixing, "_proves", lambda before, after, done: len(done) < 2 and real(before, after, done)
    )

    found = fix([document])

    assert found.fixed == ()
    assert found.changed == ()


def test_not_more_than_some_fixes_are_tried_one_by_one(monkeypatch) -> None:
    nulls = b"".join(b'"a%d": null, ' % n for n in range(40))
    document = Document("x.detente.json", DATA.replace(b'"value": 3', nulls + b'"value": 3', 1))
    tried = []
    real = fixing.validate
    monkeypatch.setattr(fixing, "validate", lambda *a, **k: tried.append(1) or real(*a, **k))
    monkeypatch.setattr(fixing, "_proves", lambda _before, _after, done: len(done) < 2)

    assert "D008" in {d.code for d in fix([document]).report}
    assert 10 < len(tried) < 25


def test_fixes_that_overlap_are_made_one_after_the_other() -> None:
    last = b'"of": "meetings"'

    found = fixed(DATA.replace(last, last + b', "upper": null, "note": null', 1))

    assert [d.code for d in found.fixed] == ["D008", "D008"]
    assert found.after[0].data == DATA


def test_where_a_key_stands_twice_nothing_is_offered() -> None:
    """The path of a fix names two values there."""
    for name, row in (
        ("x.detente.json", '"note":null,"kind":"state","note":"A remark that took an hour."'),
        ("y.detente.json", '"note":"A remark.","ext":{"v":1},"kind":"state","note":null'),
        ("w.detente.json", '"note":"A","kind":"state","names":[{"text":null}],"note":"B"'),
        ("z.detente.json", '"ext":{"v":1.0,"n":null},"kind":"state","names":null,"kind":null'),
    ):
        data = f'{{"format":"detente","version":"1.0",\n "actors":[{{"id":"actor:a",{row}}}]}}'
        document = Document(name, data.encode())
        report = detente.validate(document)

        found = fix([document])

        assert {"D004", "D008"} <= {d.code for d in report}
        assert found.changed == found.fixed == ()
        assert not any("fixes" in result for result in results(report, {name: document}))
        assert not any(d.safe for d in fixing.with_proven_fixes([document], report))


def test_numbers_are_compared_as_they_are_written() -> None:
    fixes = [{"op": "replace", "path": "/a", "value": 1}]

    assert changed_as('{"a": 1.0}', '{"a": 1}', fixes)
    assert not changed_as('{"a": 1.0}', '{"a": 1.00}', fixes)
    assert not changed_as('{"a": 1.0, "b": 2.0}', '{"a": 1, "b": 2}', fixes)
    removed = [{"op": "remove", "path": "/0"}, {"op": "remove", "path": "/10"}]
    assert changed_as("[0,1,2,3,4,5,6,7,8,9,10,11]", "[1,2,3,4,5,6,7,8,9,11]", removed)


def test_of_a_folder_each_file_is_fixed_on_its_own(tmp_path: Path) -> None:
    document = json.loads(edited(SWAPPED, REPEATING))
    head = {k: v for k, v in document.items() if k not in ("claims", "relations")}
    part = {"format": "detente", "version": "1.0"}
    files = {
        "dataset": head,
        "claims": part | {"claims": document["claims"]},
        "relations": part | {"relations": document["relations"]},
    }
    for name, content in files.items():
        written(tmp_path, json.dumps(content, indent=2).encode(), f"{name}.detente.json")
    claims = tmp_path / "claims.detente.json"
    claims.write_bytes(claims.read_bytes().replace(b'"tense": "past"', b'"tens": "past"', 1))

    found = fix(open_source(tmp_path))

    assert [d.code for d in found.fixed] == ["D551"]
    assert [name for name, _ in found.refused] == [str(claims)]
    assert [Path(str(new.name)).name for _, new in found.changed] == ["relations.detente.json"]
    assert found.write() == ()
    assert "D551" not in {d.code for d in detente.validate(tmp_path)}


def test_it_stops_even_if_a_fix_fixes_nothing(monkeypatch) -> None:
    monkeypatch.setattr(fixing, "_applied", lambda documents, found: (documents, list(found)[:1]))
    monkeypatch.setattr(fixing, "_proves", lambda *_: True)

    found = fixed(edited(SWAPPED))

    assert len(found.fixed) == 20
    assert found.changed == ()


# --- the command -------------------------------------------------------------------------------------


def test_fix_says_what_was_done_and_what_is_left(capsys, tmp_path: Path) -> None:
    path = written(tmp_path, edited(SWAPPED, 'claim:hope-of-peace/about/0 = "actor:norwey"'))

    assert main(["validate", str(path), "--fix"]) == 1

    out, err = capsys.readouterr()
    assert out.splitlines()[0].startswith(f"fixed {path}:")
    assert "D551 the parties are not in order" in out.splitlines()[0]
    assert "error D201" in out
    assert "error D551" not in out
    assert err == ""
    assert main(["validate", str(path), "--fix", "--ignore", "D201", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["diagnostics"] == []


def test_only_what_was_chosen_is_fixed(capsys, tmp_path: Path) -> None:
    path = written(tmp_path, edited(SWAPPED, REPEATING))

    assert main(["validate", str(path), "--fix", "--select", "D517", "--format", "json"]) == 0

    out, err = capsys.readouterr()
    assert json.loads(out)["diagnostics"] == []
    assert "D517" in err
    assert path.read_bytes() == edited(SWAPPED)


def test_diff_shows_and_writes_nothing(capsys, tmp_path: Path) -> None:
    path = written(tmp_path, edited(SWAPPED).rstrip(b"\n"))
    before = path.read_bytes()

    assert main(["validate", str(path), "--diff"]) == 1

    out, err = capsys.readouterr()
    assert path.read_bytes() == before
    assert out.startswith(f"--- {path}\n+++ {path}\n@@ ")
    changes = [line for line in out.splitlines()[3:] if line[0] in "+-"]
    assert len(changes) == 4
    assert all("actor:sweden" in line or "actor:norway" in line for line in changes)
    assert "would fix" in err
    assert err.endswith("clean in 1 file\n")
    assert main(["validate", str(written(tmp_path, DATA)), "--diff"]) == 0
    assert capsys.readouterr().out == ""


def test_a_diff_without_a_last_line_feed(tmp_path: Path) -> None:
    compact = json.dumps(json.loads(edited(SWAPPED)), ensure_ascii=False).encode()

    lines = fixed(compact).diff().splitlines()

    assert lines.count("\\ No newline at end of file") == 2
    assert len(lines) == 7


def test_what_is_no_file_is_not_fixed(capsys, tmp_path: Path, monkeypatch) -> None:
    import io

    assert main(["validate", "@dprk-russia", "--fix"]) == 2
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DATA)))
    assert main(["validate", "-", "--diff"]) == 2
    assert "standard input" in capsys.readouterr().err
    assert main(["validate", str(tmp_path / "none.detente.json"), "--fix"]) == 2
    assert main(["validate", str(tmp_path), "--fix", "--diff"]) == 2


def test_a_draft_is_fixed_too(capsys, tmp_path: Path) -> None:
    draft = json.loads((EXAMPLE / "entente-cordiale.draft.json").read_text("utf-8"))
    draft["relations"][0]["parties"].reverse()
    path = written(
        tmp_path, json.dumps(draft, indent=2, ensure_ascii=False).encode(), "x.draft.json"
    )

    assert main(["validate", str(path), "--texts", str(EXAMPLE), "--fix"]) == 0
    draft["relations"][0]["parties"].reverse()
    assert json.loads(path.read_bytes()) == draft


def test_places_without_files_are_no_files(tmp_path: Path) -> None:
    found = fix([Document(None, edited(SWAPPED))])

    assert [d.code for d in found.fixed] == ["D551"]
    assert Location().file is None


@pytest.mark.parametrize("source", [(), ("x.detente.json",), (Document("x", DATA), b"")])
def test_other_tuples_are_no_source(source: tuple) -> None:
    with pytest.raises(TypeError, match="got tuple"):
        detente.validate(source)
