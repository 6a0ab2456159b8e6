"""``detente validate``: outputs, exit statuses, texts."""

import json
import shutil
import sys
from pathlib import Path

import detente
from detente.cli import main
from tests.command import run, run_json, stdin
from tests.paths import EXAMPLE
from tests.sample import DATA, TEXTS, Case


def test_a_reversed_span_is_not_exact_nor_proven(capsys, tmp_path: Path) -> None:
    document = json.loads(DATA)
    span = document["events"][0]["accounts"][0]["evidence"][0]
    span["start"], span["end"] = span["end"], span["start"]
    data = json.dumps(document).encode()
    copy = detente.attach(detente.loads(data), TEXTS)
    assert [(s.verdict.value, s.start) for s in copy.lost] == [("absent", None)]

    path = tmp_path / "reversed.detente.json"
    path.write_bytes(data)
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert main(["validate", str(path), "--texts", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "D301" in out
    assert "at hand" in out
    assert "proven" not in out.splitlines()[-1]


def test_a_clean_file(capsys, folder: Path) -> None:
    assert run(capsys, "validate", folder / "sample.detente.json")[0] == 0


def test_a_folder_is_searched_and_texts_prove_the_words(capsys, folder: Path) -> None:
    status, found = run_json(capsys, "validate", folder, "--texts", folder)

    assert status == 0
    assert found["files"] == [str(folder / "sample.detente.json")]


def test_the_default_is_here(capsys, folder: Path, monkeypatch) -> None:
    monkeypatch.chdir(folder)

    assert run_json(capsys, "validate")[1]["files"] == ["sample.detente.json"]


def test_standard_input(capsys, monkeypatch) -> None:
    stdin(monkeypatch, Case(('claim:hope-of-peace/about/0 = "actor:norwey"',)).data)

    status, found = run_json(capsys, "validate", "-")

    assert status == 1
    (diagnostic,) = found["diagnostics"]
    assert diagnostic["code"] == "D201"
    assert diagnostic["file"] == "<stdin>"
    assert diagnostic["path"] == "/claims/5/about/0"
    assert (diagnostic["line"], diagnostic["column"]) == (481, 9)
    assert diagnostic["params"]["close"][0] == "actor:norway"
    assert diagnostic["related"] == []
    assert diagnostic["fix"] is None


def test_several_faults_in_several_records_are_all_found(capsys, tmp_path: Path) -> None:
    case = Case(
        (
            'claim:lesson/kind = "normativ"',
            'event:vote/typ = "none"',
            'claim:still-friends/utterances/0/evidence/0/end = "76"',
            'relation:norway-sweden/parties = ["actor:sweden", "actor:norway"]',
            'claim:union-ended/scope/value = "1905-13"',
        )
    )
    path = tmp_path / "faulty.detente.json"
    path.write_bytes(case.data)

    status, found = run_json(capsys, "validate", path)

    assert status == 1
    assert [(d["code"], d["path"]) for d in found["diagnostics"]] == [
        ("D102", "/events/0/typ"),
        ("D501", "/claims/0/scope/value"),
        ("D104", "/claims/4/kind"),
        ("D103", "/claims/6/utterances/0/evidence/0/end"),
        ("D551", "/relations/0/parties"),
    ]
    assert found["summary"] == {"error": 5, "warning": 0, "info": 0, "files": 1}
    assert path.read_bytes() == case.data


def test_select_and_ignore(capsys, tmp_path: Path) -> None:
    path = tmp_path / "faulty.detente.json"
    edits = ('claim:lesson/kind = "normativ"', 'actor:norway/exists = "1814"')
    path.write_bytes(Case(edits).data)

    def codes(*options: str) -> tuple[int, list[str]]:
        status, found = run_json(capsys, "validate", path, *options)
        return status, [d["code"] for d in found["diagnostics"]]

    assert codes() == (1, ["D505", "D104"])
    assert codes("--select", "D5") == (1, ["D505", "D104"])  # nobody has looked at that record
    assert codes("--select", "D5", "--ignore", "D1") == (1, ["D505", "D104"])
    assert codes("--ignore", "D5") == (1, ["D104"])
    assert codes("--select", "D1,D5", "--ignore", "D505") == (1, ["D104"])
    assert run(capsys, "validate", path, "--select", "X")[0] == 2


def test_strict_counts_warnings_and_applies_the_rules_of_a_release(capsys, tmp_path: Path) -> None:
    path = tmp_path / "warned.detente.json"
    path.write_bytes(Case(('actor:norway/exists = "1814"',)).data)

    assert run(capsys, "validate", path)[0] == 0
    status, found = run_json(capsys, "validate", path, "--strict")
    assert status == 1
    assert {"D505", "D603"} <= {d["code"] for d in found["diagnostics"]}


def test_color_only_where_it_is_wanted(capsys, folder: Path, monkeypatch) -> None:
    path = folder / "sample.detente.json"
    path.write_bytes(Case(('claim:lesson/kind = "normativ"',)).data)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    assert "\033[" in run(capsys, "validate", path)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033[" not in run(capsys, "validate", path)[1]


def test_a_changed_text_is_named_with_its_article(capsys, folder: Path) -> None:
    (folder / "union.txt").write_text(TEXTS["union.txt"].replace("Karlstad", "Malmö"), "utf-8")

    status, found = run_json(capsys, "validate", folder, "--texts", folder)

    assert status == 1
    (_without_anchors, diagnostic) = found["diagnostics"]
    assert diagnostic["code"] == "D402"
    assert diagnostic["params"]["article"] == "article:union"
    assert "article:union" in diagnostic["message"]
    assert "union.txt" in diagnostic["message"]


def test_a_text_finds_its_article_by_content_not_by_name(capsys, folder: Path) -> None:
    (folder / "union.txt").rename(folder / "zzz.txt")

    assert run(capsys, "validate", folder, "--texts", folder)[0] == 0


def test_line_ends_and_a_byte_order_mark_do_not_matter(capsys, folder: Path) -> None:
    text = TEXTS["union.txt"].replace("\n", "\r\n")
    (folder / "union.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())

    assert run(capsys, "validate", folder, "--texts", folder)[0] == 0


def test_a_text_that_is_not_utf8(capsys, folder: Path) -> None:
    (folder / "union.txt").write_bytes(b"caf\xe9")

    assert run(capsys, "validate", folder, "--texts", folder / "union.txt")[0] == 2
    status, found = run_json(capsys, "validate", folder, "--texts", folder)
    assert status == 1  # it is left out, and missing
    assert {"D020", "D401"} <= {d["code"] for d in found["diagnostics"]}


def test_a_folder_is_one_dataset_if_it_has_a_head(capsys, tmp_path: Path) -> None:
    whole = detente.loads(DATA)
    detente.dump(whole.evolve(claims=()), tmp_path / "dataset.detente.json")
    part = detente.Dataset(claims=whole.claims)
    detente.dump(part, tmp_path / "claims.detente.json")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "other.detente.json").write_bytes(b"no part of it")

    assert detente.load(tmp_path) == whole
    status, found = run_json(capsys, "validate", tmp_path)
    assert status == 0
    assert len(found["files"]) == 2

    detente.dump(whole.evolve(claims=whole.claims[:1]), tmp_path / "more.detente.json")
    status, found = run_json(capsys, "validate", tmp_path)
    assert (status, {d["code"] for d in found["diagnostics"]}) == (1, {"D017"})


def test_a_copied_example_validates_on_its_own(tmp_path: Path) -> None:
    """A copied example folder validates on its own."""
    shutil.copytree(EXAMPLE, tmp_path / "copy")

    assert main(["validate", str(tmp_path / "copy"), "--texts", str(tmp_path / "copy")]) == 0


def test_workbooks_and_drafts_that_nobody_named_are_counted(
    capsys, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text("Norland wrote to Sudland.", "utf-8")
    for name in ("a.xlsx", "b.xlsx", "sheets/", "draft.json"):
        assert run(capsys, "draft", "text.txt", "-o", name)[0] == 0
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    (tmp_path / "other.json").write_text("{}", "utf-8")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "gone.json").symlink_to("nowhere.json")
    told = "3 workbooks and 1 draft not looked at, such as a.xlsx: name what is to be checked"

    status, out, err = run(capsys, "validate", ".")
    assert (status, out) == (2, "")
    assert err.endswith(f"no *.detente.json file; {told}\n")

    (tmp_path / "x.detente.json").write_bytes(DATA)
    status, out, err = run(capsys, "validate", ".")
    assert status == 0
    assert err == f"detente: {told}\n"

    _status, _out, err = run(capsys, "validate", ".", "a.xlsx", "draft.json")
    assert err == (
        "detente: 2 workbooks not looked at, such as b.xlsx: name what is to be checked\n"
    )
    (tmp_path / "pyproject.toml").write_text(
        '[tool.detente]\nexclude = ["*.xlsx", "draft.json", "sheets"]', "utf-8"
    )
    assert run(capsys, "validate", ".")[2] == ""


def test_one_sheet_of_a_workbook_is_no_file_of_its_own(capsys, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Norland wrote to Sudland.", "utf-8")
    assert run(capsys, "draft", tmp_path / "text.txt", "-o", f"{tmp_path}/b/")[0] == 0

    status, out, _err = run(capsys, "validate", tmp_path / "b" / "Claims.csv")
    assert status == 2
    assert f"one sheet of a workbook: give its folder, {tmp_path}/b/" in " ".join(out.split())
    for sheet in ("Article", "Text"):
        file = tmp_path / "b" / f"{sheet}.csv"
        file.rename(file.with_suffix(".bak"))
        status, out, _err = run(capsys, "validate", tmp_path / "b")
        assert status == 2
        assert f"it has no sheet {sheet}" in out
        file.with_suffix(".bak").rename(file)
