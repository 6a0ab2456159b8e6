"""``detente corpus``."""

import json
from pathlib import Path

import pytest

import detente
from detente import corpus
from detente.cli import main
from tests.sample import DATA

pytest.importorskip("pyarrow", reason="the extra corpus is not installed")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Fourteen files, twelve of them no datasets; the working directory is beside them."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.detente.json").write_bytes(DATA)
    faulty = json.loads(DATA)
    faulty["claims"][0]["about"] = ["actor:nobody-knows"]
    (tmp_path / "in" / "b.detente.json").write_text(json.dumps(faulty), "utf-8")
    for number in range(12):
        (tmp_path / "in" / f"z{number:02}.detente.json").write_bytes(b"{\n  no\n}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_tables_of_a_folder_are_written_and_counted(folder, capsys) -> None:
    status = main(["corpus", "flatten", "in", "-o", "out", "--workers", "1"])
    out = capsys.readouterr().out

    assert status == 1
    assert out.startswith("out: 14 files: ")
    assert "14 files: 1 clean, 1 flawed, 12 refused, 0 died; " in out
    assert "        12  D001  not-json" in out
    assert "in/z00.detente.json: refused: D001" in out
    assert "in/z09" in out
    assert "in/z10" not in out
    assert "… 2 more; manifest.jsonl has a line for each file" in out
    assert (folder / "out" / "claims").is_dir()


def test_files_without_a_finding_end_with_0(folder, capsys) -> None:
    assert main(["corpus", "validate", "in/a.detente.json", "-o", "out", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert found["ok"]
    assert found["files"] == {"clean": 1, "flawed": 0, "refused": 0, "died": 0}
    assert found["read"] == 1


def test_sarif_has_the_results_of_validate(folder, capsys) -> None:
    assert main(["corpus", "validate", "in", "-o", "out", "--sarif", "all.sarif"]) == 1
    assert "14 files" in capsys.readouterr().out
    found = json.loads(Path("all.sarif").read_text("utf-8"))["runs"][0]
    main(["validate", "in", "--format", "sarif", "--isolated"])
    expected = json.loads(capsys.readouterr().out)["runs"][0]

    def ordered(results):
        return sorted(map(json.dumps, results))

    assert ordered(found.pop("results")) == ordered(expected.pop("results"))
    assert found.pop("invocations")[0]["toolExecutionNotifications"] == []
    expected.pop("invocations")
    assert found == expected


def test_sarif_tells_of_files_that_cannot_be_read(folder, capsys) -> None:
    Path("in/broken.detente.json").symlink_to("nowhere")
    huge = json.loads(DATA)
    huge["claims"][0]["quantities"] = [{"value": 2**70, "unit": "count", "of": "grains"}]
    Path("in/huge.detente.json").write_text(json.dumps(huge), "utf-8")
    assert main(["corpus", "flatten", "in", "-o", "out"]) == 1
    report = corpus.flatten("in", "out")
    from detente.render.corpus_sarif import write_sarif

    write_sarif(report, Path("all.sarif"))
    run = json.loads(Path("all.sarif").read_text("utf-8"))["runs"][0]

    assert "D016" in {result["ruleId"] for result in run["results"]}
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("in/huge.detente.json: a value fits no")


def test_findings_are_read_back_as_they_were(folder) -> None:
    from detente.corpus.findings import diagnostics

    corpus.validate("in", "out")
    expected = [d for p in sorted(Path("in").iterdir()) for d in detente.validate(p)]

    assert list(diagnostics(Path("out"))) == expected


def test_who_is_the_same_is_counted(folder, capsys) -> None:
    main(["corpus", "flatten", "in", "-o", "out"])
    Path("who.csv").write_text("identity,record\nx,actor:nobody-here\n", "utf-8")
    capsys.readouterr()
    assert main(["corpus", "identify", "out", "--registry", "who.csv"]) == 0
    out = capsys.readouterr().out

    assert out.startswith("actor: ")
    assert "not joined: no code" in out
    assert "registry line 2 names no record" in out
    assert main(["corpus", "identify", "out", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["unused"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["flatten", "nowhere", "-o", "out"], "no such file or directory"),
        (["flatten", "in", "-o", "in"], "not empty, and no corpus"),
        (["flatten", "in", "-o", "out", "--workers", "0"], "at least one is needed"),
        (["identify", "in"], "no corpus"),
        (["flatten", "in"], "required: -o"),
        ([], "required: ACTION"),
    ],
)
def test_what_cannot_be_done_is_said(arguments, said, folder, capsys) -> None:
    assert main(["corpus", *arguments]) == 2
    assert said in capsys.readouterr().err
