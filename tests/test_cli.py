"""The command as people and scripts meet it: outputs, exit statuses, nothing changed by accident."""

import io
import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import detente
from detente.cli import main
from detente.schema import load_schema
from tests.rules.sample import DATA, DRAFT, TEXTS, Case

EXAMPLE = Path(__file__).parent.parent / "examples" / "entente-cordiale"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the sample and its texts."""
    (tmp_path / "sample.detente.json").write_bytes(DATA)
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return status, out, err


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, dict]:
    status, out, _err = run(capsys, *arguments, "--format", "json")
    found = json.loads(out)
    errors = list(Draft202012Validator(load_schema("report")).iter_errors(found))
    assert errors == []
    assert found["ok"] == (status == 0)
    return status, found


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


# --- validate ---------------------------------------------------------------------------------


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
    assert (diagnostic["line"], diagnostic["column"]) == (442, 9)
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
    assert codes("--select", "D5", "--ignore", "D1") == (0, ["D505"])
    assert codes("--ignore", "D104,D5") == (0, [])
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


# --- bad input ---------------------------------------------------------------------------------

HEAD = b'{"format": "detente", "version": "1.0"'

BAD = {
    "truncated": (DATA[:-200], 1, "D001"),
    "cut in a string": (DATA[:3000], 1, "D001"),
    "empty": (b"", 1, "D015"),
    "white space": (b" \n\n", 1, "D015"),
    "latin 1": (DATA.replace(b'"Sweden"', b'"Su\xe8de"'), 1, "D003"),
    "utf 16": (DATA.decode().encode("utf-16"), 1, "D003"),
    "a byte order mark": (b"\xef\xbb\xbf" + DATA, 1, "D002"),
    "keys twice": (HEAD + b', "claims": [], "claims": []}', 1, "D004"),
    "nan": (DATA.replace(b'"value": 3', b'"value": NaN'), 1, "D005"),
    "a huge number": (DATA.replace(b'"value": 3', b'"value": 1e999'), 1, "D005"),
    "more digits than fit": (DATA.replace(b'"value": 3', b'"value": ' + b"9" * 5000), 1, "D005"),
    "null": (HEAD + b', "dataset": null}', 1, "D008"),
    "deep": (HEAD + b', "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", 1, "D009"),
    "deep in an extension": (
        DATA.replace(
            b'"value": 3', b'"value": 3, "ext": {"a.b/c": ' + b"[" * 9999 + b"]" * 9999 + b"}"
        ),
        1,
        "D009",
    ),
    "a long string": (
        DATA.replace(b'"Sweden should', b'"' + b"x" * 50_000_000 + b'"', 0).replace(
            b'"proposition": "', b'"proposition": "' + b"x" * 50_000_000, 1
        ),
        1,
        "D110",
    ),
    "an unknown format": (b'{"format": "brat", "version": "1.0"}', 1, "D011"),
    "a list": (b"[]", 1, "D011"),
    "no version": (b'{"format": "detente"}', 1, "D012"),
    "a newer minor version": (DATA.replace(b'"1.0"', b'"1.1"', 1), 1, "D013"),
    "a newer major version": (DATA.replace(b'"1.0"', b'"2.0"', 1), 1, "D014"),
    "an older major version": (DATA.replace(b'"1.0"', b'"0.9"', 1), 1, "D014"),
    "a number for the version": (
        DATA.replace(b'"version": "1.0"', b'"version": 1.0', 1),
        1,
        "D012",
    ),
    "half a character": (DATA.replace(b'"Sweden"', b'"Sw\\ud800"'), 1, "D006"),
    "text behind the end": (DATA + b"{}", 1, "D001"),
    "only a zero byte": (b"\0", 1, "D001"),
    "claims that are no list": (HEAD + b', "claims": {}}', 1, "D103"),
    "a claim that is no object": (HEAD + b', "claims": [5]}', 1, "D103"),
    "an array too many": (HEAD + b', "opinions": []}', 1, "D102"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_contents_are_named_and_left_alone(capsys, tmp_path: Path, what: str) -> None:
    data, status, code = BAD[what]
    path = tmp_path / "bad.detente.json"
    path.write_bytes(data)

    found_status, found = run_json(capsys, "validate", path)

    assert found_status == status
    assert code in {d["code"] for d in found["diagnostics"]}
    assert "D900" not in {d["code"] for d in found["diagnostics"]}
    assert all(len(d["message"]) < 400 for d in found["diagnostics"])
    assert path.read_bytes() == data
    for command in ("fmt", "stats", "show"):
        arguments = ["actor:norway", "--in", path] if command == "show" else [path]
        assert run(capsys, command, *arguments)[0] in (1, 2)
    assert path.read_bytes() == data
    with pytest.raises(detente.InvalidError):
        detente.load(path)


def missing(tmp_path: Path) -> Path:
    return tmp_path / "missing.detente.json"


def empty_directory(tmp_path: Path) -> Path:
    return tmp_path


def loop(tmp_path: Path) -> Path:
    (tmp_path / "a.detente.json").symlink_to(tmp_path / "b.detente.json")
    (tmp_path / "b.detente.json").symlink_to(tmp_path / "a.detente.json")
    return tmp_path / "a.detente.json"


def directory_for_a_file(tmp_path: Path) -> Path:
    (tmp_path / "x.detente.json").mkdir()
    return tmp_path / "x.detente.json"


def forbidden(tmp_path: Path) -> Path:
    path = tmp_path / "x.detente.json"
    path.write_bytes(DATA)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    return path


def null_in_the_name(tmp_path: Path) -> str:
    return "x\0y"


@pytest.mark.parametrize(
    "make", [missing, empty_directory, loop, directory_for_a_file, forbidden, null_in_the_name]
)
def test_what_cannot_be_read_is_status_2(capsys, tmp_path: Path, make) -> None:
    path = make(tmp_path)

    status, out, err = run(capsys, "validate", path)

    assert status == 2
    assert out + err
    for command in ("fmt", "stats"):
        assert run(capsys, command, path)[0] == 2
    assert run(capsys, "seal", path, "--texts", tmp_path)[0] == 2


def test_a_loop_below_a_folder_is_named(capsys, tmp_path: Path) -> None:
    loop(tmp_path)

    status, found = run_json(capsys, "validate", tmp_path)

    assert status == 2
    assert {d["code"] for d in found["diagnostics"]} == {"D016"}


def test_one_unreadable_file_does_not_hide_the_others(capsys, folder: Path) -> None:
    (folder / "sample.detente.json").write_bytes(Case(('claim:lesson/kind = "x"',)).data)

    status, found = run_json(capsys, "validate", folder, folder / "none.detente.json")

    assert status == 2
    assert {d["code"] for d in found["diagnostics"]} == {"D104", "D016"}


def test_unknown_bundled_data_and_bad_usage(capsys) -> None:
    assert run(capsys, "validate", "@nothing")[0] == 2
    assert run(capsys, "validate", "--no-such-option")[0] == 2
    assert run(capsys)[0] == 2
    assert run(capsys, "--version") == (0, f"detente {detente.__version__}\n", "")


# --- texts ---------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("make", [missing, empty_directory])
def test_texts_that_are_not_there(capsys, folder: Path, tmp_path_factory, make) -> None:
    texts = make(tmp_path_factory.mktemp("texts"))

    assert run(capsys, "validate", folder, "--texts", texts)[0] == 2


def test_a_text_that_is_not_utf8(capsys, folder: Path) -> None:
    (folder / "union.txt").write_bytes(b"caf\xe9")

    assert run(capsys, "validate", folder, "--texts", folder)[0] == 2


# --- draft and seal --------------------------------------------------------------------------------


def test_the_whole_chain_with_the_example(capsys, tmp_path: Path) -> None:
    sealed = tmp_path / "entente.detente.json"
    draft = EXAMPLE / "entente-cordiale.draft.json"

    assert run(capsys, "validate", draft)[0] == 0
    assert run(capsys, "validate", draft, "--texts", EXAMPLE)[0] == 0
    assert run(capsys, "seal", draft, "--texts", EXAMPLE, "-o", sealed)[0] == 0
    assert sealed.read_bytes() == (EXAMPLE / "entente-cordiale.detente.json").read_bytes()
    assert run(capsys, "validate", sealed, "--texts", EXAMPLE)[0] == 0
    assert run(capsys, "fmt", "--check", sealed)[0] == 0


def test_seal_to_standard_output_is_the_file_alone(capsysbinary) -> None:
    status = main(["seal", str(EXAMPLE / "entente-cordiale.draft.json"), "--texts", str(EXAMPLE)])

    assert status == 0
    expected = (EXAMPLE / "entente-cordiale.detente.json").read_bytes()
    assert capsysbinary.readouterr().out == expected


def test_a_skeleton_says_what_is_to_be_done(capsys, tmp_path: Path) -> None:
    text = tmp_path / "My Text.txt"
    text.write_text("First words.\n\nSecond words.\n\nFirst words.\n", encoding="utf-8")
    draft = tmp_path / "my.draft.json"

    assert run(capsys, "draft", text, "-o", draft)[0] == 0
    made = json.loads(draft.read_text(encoding="utf-8"))

    assert made["articles"][0]["id"] == "article:my-text"
    assert [s["quote"] for s in made["articles"][0]["segments"]] == [
        "First words.",
        "Second words.",
        "First words.",
    ]
    assert [s.get("nth") for s in made["articles"][0]["segments"]] == [1, None, 2]
    status, found = run_json(capsys, "validate", draft, "--texts", tmp_path)
    assert status == 1
    assert {d["code"] for d in found["diagnostics"]} == {"D566", "D307"}
    before = draft.read_bytes()
    assert run(capsys, "draft", text, "-o", draft)[0] == 2
    assert draft.read_bytes() == before


def test_a_failed_seal_writes_nothing_and_lists_every_quote(capsys, tmp_path: Path) -> None:
    draft = json.loads((EXAMPLE / "entente-cordiale.draft.json").read_text(encoding="utf-8"))
    draft["claims"][0]["utterances"][0]["evidence"] = [{"quote": "words that are not there"}]
    draft["claims"][1]["utterances"][0]["evidence"] = [{"quote": "the"}]
    path, target = tmp_path / "x.draft.json", tmp_path / "x.detente.json"
    path.write_text(json.dumps(draft, indent=2), encoding="utf-8")
    target.write_bytes(b"what was there before")

    status, _out, _err = run(capsys, "seal", path, "--texts", EXAMPLE, "-o", target)
    _, found = run_json(capsys, "seal", path, "--texts", EXAMPLE)

    assert status == 1
    assert target.read_bytes() == b"what was there before"
    assert list(tmp_path.glob(".*")) == []
    codes = {d["code"]: d for d in found["diagnostics"]}
    assert set(codes) == {"D411", "D412"}
    assert codes["D411"]["path"] == "/claims/0/utterances/0/evidence/0"
    candidates = codes["D412"]["params"]["candidates"]
    assert len(candidates) > 5
    assert {c["words"] for c in candidates} == {"the"}


@pytest.mark.parametrize(
    ("edit", "codes"),
    [
        ({"kind": "undercuts"}, {"D542"}),
        ({"kind": "updates"}, {"D542"}),  # the annotator's: it has no cue
    ],
)
def test_a_quote_without_an_article_is_not_found_fault_with_twice(
    capsys, tmp_path: Path, edit: dict, codes: set
) -> None:
    draft = json.loads(DRAFT)
    link = next(link for link in draft["links"] if link["kind"] == "undercuts")
    del link["article"]
    link |= {"cue": [{"quote": "Many say"}], **edit}
    if edit["kind"] == "updates":
        del link["on"]
    path = tmp_path / "x.draft.json"
    path.write_text(json.dumps(draft), encoding="utf-8")
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    status, found = run_json(capsys, "seal", path, "--texts", tmp_path)

    assert status == 1
    (said,) = [d for d in found["diagnostics"] if d["code"] == "D542"]
    assert ("the field article is missing" in said["message"]) == (edit["kind"] == "undercuts")
    assert {d["code"] for d in found["diagnostics"] if d["severity"] == "error"} == codes


def test_a_quote_without_an_article_is_named_where_nothing_else_is(capsys, tmp_path: Path) -> None:
    draft = json.loads(DRAFT)
    claim = draft["claims"][0]
    other = next(a["id"] for a in draft["articles"] if a["id"] != claim["utterances"][0]["article"])
    claim["utterances"].append({**claim["utterances"][0], "article": other, "evidence": []})
    claim["scope"] = {"value": "1905", "basis": "stated", "words": [{"quote": "1905"}]}
    path = tmp_path / "x.draft.json"
    path.write_text(json.dumps(draft), encoding="utf-8")
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    _, found = run_json(capsys, "seal", path, "--texts", tmp_path)

    assert [d["message"] for d in found["diagnostics"] if d["code"] == "D411"] == [
        '"1905": which article is meant?'
    ]


def test_selecting_does_not_make_a_bad_draft_seal(capsys, tmp_path: Path) -> None:
    path = tmp_path / "x.draft.json"
    draft = json.loads((EXAMPLE / "entente-cordiale.draft.json").read_text(encoding="utf-8"))
    draft["claims"][0]["utterances"][0]["evidence"] = [{"quote": "not there"}]
    path.write_text(json.dumps(draft), encoding="utf-8")

    status, _, _ = run(capsys, "seal", path, "--texts", EXAMPLE, "--ignore", "D411")

    assert status == 1


def test_a_sealed_file_becomes_a_draft_again(capsys, tmp_path: Path) -> None:
    sealed = EXAMPLE / "entente-cordiale.detente.json"
    draft, again = tmp_path / "x.draft.json", tmp_path / "x.detente.json"

    assert run(capsys, "draft", sealed, "--texts", EXAMPLE, "-o", draft)[0] == 0
    assert run(capsys, "seal", draft, "--texts", EXAMPLE, "-o", again)[0] == 0
    assert again.read_bytes() == sealed.read_bytes()
    assert run(capsys, "draft", sealed)[0] == 2


def test_records_of_a_model_go_into_a_skeleton(capsys, tmp_path: Path) -> None:
    text = tmp_path / "note.txt"
    text.write_text("Norway voted to leave.\n", encoding="utf-8")
    claim = {
        "id": "claim:left",
        "proposition": "Norway ended the union.",
        "kind": "factual",
        "tense": "past",
        "scope": None,
        "about": ["actor:norway"],
        "causes": [],
        "judged": None,
        "condition": None,
        "quantities": [],
        "themes": [],
        "utterances": [
            {
                "article": "article:note",
                "commitment": "CT+",
                "sources": [],
                "devices": [],
                "grounds": [],
                "evidence": [{"quote": "Norway voted to leave.", "nth": None}],
            }
        ],
    }
    records = {
        "actors": [
            {"id": "actor:norway", "kind": "state", "names": [{"text": "Norway", "kind": "common"}]}
        ],
        "events": [],
        "claims": [claim],
        "links": [],
        "relations": [],
    }
    reduced = load_schema("draft-reduced")
    assert list(Draft202012Validator(reduced).iter_errors(records)) == []
    (tmp_path / "model.json").write_text(json.dumps(records), encoding="utf-8")

    draft = tmp_path / "note.draft.json"
    assert run(capsys, "draft", text, "--records", tmp_path / "model.json", "-o", draft)[0] == 0
    _, found = run_json(capsys, "validate", draft, "--texts", tmp_path)
    assert {d["code"] for d in found["diagnostics"]} == {"D566"}


@pytest.mark.parametrize("content", ["[]", '{"opinions": []}', '{"claims": 5}', "{"])
def test_records_that_are_none(capsys, tmp_path: Path, content: str) -> None:
    (tmp_path / "t.txt").write_text("Words.", encoding="utf-8")
    (tmp_path / "model.json").write_text(content, encoding="utf-8")

    arguments = ("draft", tmp_path / "t.txt", "--records", tmp_path / "model.json")
    assert run(capsys, *arguments)[0] == 2


# --- fmt -----------------------------------------------------------------------------------------


def test_fmt_rewrites_and_then_leaves_alone(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    path.write_text(json.dumps(json.loads(DATA), indent=7), encoding="utf-8")
    path.chmod(0o640)

    assert run(capsys, "fmt", "--check", path)[0] == 1
    assert run(capsys, "fmt", path)[0] == 0
    assert path.read_bytes() == DATA
    assert path.stat().st_mode & 0o777 == 0o640
    assert run(capsys, "fmt", "--check", folder)[0] == 0


def test_fmt_writes_json_lines_as_lines(capsys, tmp_path: Path) -> None:
    path = tmp_path / "sample.detente.jsonl"
    detente.dump(detente.loads(DATA), path)
    before = path.read_bytes()

    assert run(capsys, "fmt", path)[0] == 0
    assert path.read_bytes() == before
    path.write_bytes(before.replace(b'"id":', b'"id" : '))
    assert run(capsys, "fmt", "--check", path)[0] == 1
    assert run(capsys, "fmt", path)[0] == 0
    assert path.read_bytes() == before


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
    codes = {d["code"] for d in found["diagnostics"]}
    assert status == 1
    assert {"D017", "D203"} <= codes
    again = next(d for d in found["diagnostics"] if d["code"] == "D203" and "claim" in d["message"])
    assert again["file"].endswith("more.detente.json")
    assert again["related"][0]["file"].endswith("claims.detente.json")


# --- reading -------------------------------------------------------------------------------------


def test_rules_and_explain(capsys) -> None:
    status, out, _ = run(capsys, "rules", "--format", "json")
    listed = json.loads(out)
    assert status == 0
    assert {"D001", "D201", "D601"} <= {rule["code"] for rule in listed}
    for rule in listed:
        status, out, _ = run(capsys, "explain", rule["code"].lower())
        assert status == 0
        assert rule["name"] in out
    assert run(capsys, "explain", "dangling-reference")[0] == 0
    status, out, _ = run(capsys, "explain", "D201", "--format", "json")
    assert json.loads(out)["level"] == 2
    status, _, err = run(capsys, "explain", "D20")
    assert status == 2
    assert "D20" in err
    assert "D201" in run(capsys, "rules")[1]


def test_codebook(capsys) -> None:
    assert "claim_kind" in run(capsys, "codebook")[1]
    status, out, _ = run(capsys, "codebook", "commitment")
    assert status == 0
    assert "FactBank" in out
    status, out, _ = run(capsys, "codebook", "event_type/sanction", "--format", "json")
    assert json.loads(out)["values"][0]["status"] == "conflict"
    assert len(json.loads(run(capsys, "codebook", "--format", "json")[1])) == 35
    assert run(capsys, "codebook", "claim_knd")[0] == 2
    assert run(capsys, "codebook", "claim_kind/nothing")[0] == 2
    assert "exploding" not in run(capsys, "codebook", "claim_kind/causal")[1]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("codebook", "commitments"), "no such vocabulary; close: commitment\n"),
        (("codebook", "xyzzy"), "no such vocabulary; there are: "),
        (
            ("codebook", "uu"),
            "no such vocabulary; it is a value of commitment: detente codebook commitment/Uu\n",
        ),
        (("codebook", "person"), " and "),
        (("explain", "commitment"), "it is a vocabulary: detente codebook commitment\n"),
        (("explain", "dangling-referense"), "no such rule; close: dangling-reference"),
    ],
)
def test_what_is_not_there_points_to_what_is(capsys, asked: tuple, said: str) -> None:
    status, _, err = run(capsys, *asked)

    assert status == 2
    assert said in err


def test_schema(capsys) -> None:
    ids = set()
    for options in ((), ("--draft",), ("--draft", "--reduced"), ("--report",)):
        status, out, _ = run(capsys, "schema", *options)
        schema = json.loads(out)
        Draft202012Validator.check_schema(schema)
        assert status == 0
        ids.add(schema.get("$id"))
    assert ids == {
        "urn:detente:schema:1.0:dataset",
        "urn:detente:schema:1.0:draft",
        None,
        "urn:detente:schema:1.0:report",
    }
    assert run(capsys, "schema", "--reduced")[0] == 2


def test_stats(capsys, folder: Path) -> None:
    status, out, _ = run(capsys, "stats", folder / "sample.detente.json", "--format", "json")
    found = json.loads(out)

    assert status == 0
    assert found["records"]["claims"] == 7
    assert found["values"]["Claim.kind"]["factual"] == 2
    assert found["articles"]["article:union"]["coverage"] == 1.0
    assert "article:union" in run(capsys, "stats", folder / "sample.detente.json")[1]


def test_show(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    status, out, _ = run(capsys, "show", "claim:hope-of-peace", "--in", path, "--texts", folder)

    assert status == 0
    assert "[Many say that it will now keep the peace.]" in out
    assert "link:peace-doubted (on)" in out
    assert "[" not in run(capsys, "show", "claim:hope-of-peace", "--in", path)[1]
    status, out, _ = run(capsys, "show", "event:talks", "--in", path, "--format", "json")
    assert json.loads(out)["mode"] == "multilateral"
    status, _, err = run(capsys, "show", "claim:hope-of-piece", "--in", path)
    assert status == 2
    assert "claim:hope-of-peace" in err
    shown = run(capsys, "show", "event:talks", "--in", path)
    assert run(capsys, "show", path, "event:talks") == shown
    assert run(capsys, "show", "--format", "text", path, "event:talks") == shown
    assert "not in @dprk-russia" in run(capsys, "show", "event:no-such-thing")[2]
    assert "expected [SOURCE] ID" in run(capsys, "show", path, "event:talks", "event:vote")[2]
    status, _, err = run(capsys, "show", path, "event:talks", "--in", "@dprk-russia")
    assert (status, "given by --in already: @dprk-russia" in err) == (2, True)
    (folder / "later.txt").unlink()
    out = run(capsys, "show", "claim:never-allies", "--in", path, "--texts", folder)[1]
    assert "no text of article:later" in out


def test_demo_shows_a_screenful(capsys) -> None:
    status, out, _ = run(capsys, "demo")

    assert status == 0
    assert len(out.splitlines()) <= 30
    assert all(len(line) <= 90 for line in out.splitlines())
    assert "Three things worth knowing" in out


def test_a_closed_pipe_is_no_error(monkeypatch) -> None:
    def closed(_options: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr("detente.cli.rules.run", closed)
    monkeypatch.setattr("os.dup2", lambda *_: None)

    assert main(["rules"]) == 0


def test_interruption_and_a_full_disk_are_no_tracebacks(capsys, monkeypatch) -> None:
    def interrupted(_options: object) -> int:
        raise KeyboardInterrupt

    def full(_options: object) -> int:
        raise OSError(28, "No space left on device", "/x")

    monkeypatch.setattr("detente.cli.rules.run", interrupted)
    assert run(capsys, "rules")[0] == 2
    monkeypatch.setattr("detente.cli.rules.run", full)
    assert run(capsys, "rules")[2] == "detente: /x: no space left on device\n"


def test_nothing_is_half_written(monkeypatch, tmp_path: Path) -> None:
    target = tmp_path / "x.detente.json"
    target.write_bytes(DATA)

    def broken(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", broken)
    with pytest.raises(OSError, match="No space"):
        detente.dump(detente.loads(DATA), target)

    assert target.read_bytes() == DATA
    assert [p.name for p in tmp_path.iterdir()] == ["x.detente.json"]


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real.detente.json", tmp_path / "link.detente.json"
    real.write_bytes(b"old")
    link.symlink_to(real)

    detente.dump(detente.loads(DATA), link)

    assert link.is_symlink()
    assert real.read_bytes() == DATA


def test_shutil_is_not_needed(tmp_path: Path) -> None:
    """A copied example folder validates on its own."""
    shutil.copytree(EXAMPLE, tmp_path / "copy")

    assert main(["validate", str(tmp_path / "copy"), "--texts", str(tmp_path / "copy")]) == 0
