"""Attaching and renewing anchors through the command and the rules, as people meet them."""

import json
from pathlib import Path

import pytest

import detente
from detente.cli import main
from tests.rules.sample import DATA, DRAFT, TEXTS

SEALED = detente.dumps(detente.seal(DRAFT, TEXTS).dataset)
DOUBLED = {name: text.replace(" ", "  ") for name, text in TEXTS.items()}
OTHER = TEXTS["union.txt"].replace("Karlstad", "Halmstad")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sample.detente.json").write_bytes(SEALED)
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(capsys, *arguments) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return status, out, err


# --- detente attach -----------------------------------------------------------------------------


def test_attach_says_that_no_text_is_any_articles(capsys, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("# Something else\n\nOf another matter.\n", "utf-8")

    status, out, _ = run(capsys, "attach", folder / "sample.detente.json", "--texts", other)
    assert (status, out) == (1, "no text there resembles article:union or article:later\n")


def test_attach_counts_verdicts(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"

    status, out, _ = run(capsys, "attach", path, "--texts", folder)
    assert (status, out.splitlines()[-1]) == (0, "all 17 spans are found")
    assert "article:union: union.txt" in out


def test_attach_prints_the_promised_shape(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    (folder / "union.txt").write_text(OTHER, encoding="utf-8")

    status, out, _ = run(capsys, "attach", path, "--texts", folder, "--format", "json")
    found = json.loads(out)
    union, later = found["articles"]
    assert status == 1
    assert set(found) == {"articles"}
    assert (union["id"], union["file"]) == ("article:union", "union.txt")
    assert union["counts"]["edited"] == 2
    lost, short = [s for s in union["spans"] if s["verdict"] == "edited"]
    assert lost["path"] == "/events/1/accounts/0/evidence/0"
    assert short["path"] == "/claims/0/utterances/0/evidence/0"
    assert (lost["start"], lost["end"]) == (None, None)
    assert lost["reason"]
    assert later["counts"]["exact"] == len(later["spans"])
    # Not a word of the text.
    assert "Halmstad" not in out


def test_attach_lists_what_is_lost(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    (folder / "union.txt").write_text(OTHER, encoding="utf-8")

    status, out, _ = run(capsys, "attach", path, "--texts", folder)
    assert status == 1
    assert "event:talks accounts/0/evidence/0: edited" in out
    assert "2 of 17 spans are lost" in out


def test_attach_cuts_a_long_list_short_unless_told(capsys, tmp_path: Path) -> None:
    sentences = [f"Word{n} number{n} stands here. " for n in range(40)]
    text = "".join(sentences)
    made = detente.draft({"x": text})
    made["mentions"] = []
    made["articles"][0]["uncoded"] = [
        {"reason": "structural", "spans": [{"quote": sentence.strip()} for sentence in sentences]}
    ]
    filled = json.loads(json.dumps(made).replace("TODO", "Filled in"))
    sealed = detente.seal(json.dumps(filled).encode(), {"x": text}).dataset
    detente.dump(sealed, tmp_path / "x.detente.json")
    changed = text
    for n in range(0, 39):
        changed = changed.replace(f"number{n} ", f"figure{n} ")
    (tmp_path / "article:x.txt").write_text(changed, encoding="utf-8")
    texts = {"article:x": changed}
    assert len(detente.attach(sealed, texts).lost) == 39

    one = tmp_path / "texts"
    one.mkdir()
    (one / "a.txt").write_text(changed.replace("figure0 ", "number0 "), encoding="utf-8")
    path = tmp_path / "x.detente.json"
    status, out, _ = run(capsys, "attach", path, "--texts", one)
    assert status == 1
    assert "and 18 more; --all lists them" in out
    assert "more" not in run(capsys, "attach", path, "--texts", one, "--all")[1]


def test_attach_says_when_no_text_is_the_articles(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    (folder / "union.txt").unlink()

    status, out, _ = run(capsys, "attach", path, "--texts", folder)
    assert status == 1
    assert "article:union: none of the texts" in out


def test_attach_could_not_run(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"

    assert run(capsys, "attach", path, "--texts", folder / "nowhere")[0] == 2
    assert run(capsys, "attach", folder / "nothing.detente.json", "--texts", folder)[0] == 2
    assert run(capsys, "attach", path)[0] == 2
    assert (
        "bundled data is @dprk-russia" in run(capsys, "attach", "dprk-russia", "--texts", folder)[2]
    )
    assert run(capsys, "attach", folder / "union.txt", "--texts", folder)[0] == 2


def test_the_bundled_dataset_is_the_default(capsys, articles: Path) -> None:
    status, out, _ = run(capsys, "attach", "--texts", articles)

    assert status == 0
    assert set(out.split()) & {"reformatted", "moved", "edited", "ambiguous", "absent"} == set()


# --- detente show ---------------------------------------------------------------------------------


def test_show_has_the_words_of_a_copy_that_is_set_differently(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    for name, text in DOUBLED.items():
        (folder / name).write_text(text, encoding="utf-8")

    out = run(capsys, "show", "claim:lesson", "--in", path, "--texts", folder)[1]
    assert "[Sweden  should  be  content.]" in out
    assert "reformatted" in out


def test_show_says_what_is_lost_and_prints_json(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    (folder / "union.txt").write_text(OTHER, encoding="utf-8")
    (folder / "later.txt").unlink()

    out = run(capsys, "show", "event:talks", "--in", path, "--texts", folder)[1]
    assert "edited: some of its words were changed" in out or "edited: the passage" in out
    out = run(capsys, "show", "claim:never-allies", "--in", path, "--texts", folder)[1]
    assert "no text of article:later at hand" in out
    options = ["--in", path, "--texts", folder, "--format", "json"]
    made = json.loads(run(capsys, "show", "claim:lesson", *options)[1])
    assert made["record"]["id"] == "claim:lesson"
    (words,) = made["words"]
    assert words["words"] == "Sweden should be content."
    assert words["before"].endswith("war. ")
    assert words["after"].startswith(" Many")
    assert words["verdict"] == "exact"
    made = json.loads(run(capsys, "show", "event:talks", *options)[1])
    assert made["words"][0]["words"] is made["words"][0]["before"] is None


# --- sealing --------------------------------------------------------------------------------------


def test_sealing_a_sealed_file_adds_and_renews_anchors(capsys, folder: Path) -> None:
    (folder / "bare.detente.json").write_bytes(DATA)
    torn = json.loads(SEALED)
    torn["claims"][4]["utterances"][0]["evidence"][0]["anchor"] = "nonsense"
    torn["claims"][5]["utterances"][0]["evidence"][0]["anchor"] = "1.2.0.0"
    (folder / "torn.detente.json").write_text(json.dumps(torn), encoding="utf-8")

    for name in ("bare", "torn"):
        status, out, _ = run(capsys, "seal", folder / f"{name}.detente.json", "--texts", folder)
        assert status == 0
        assert detente.loads(out) == detente.loads(SEALED)


def test_sealing_does_not_renew_against_another_text(folder: Path) -> None:
    torn = json.loads(SEALED)
    torn["claims"][4]["utterances"][0]["evidence"][0]["anchor"] = "nonsense"

    sealed = detente.seal(json.dumps(torn).encode(), DOUBLED)
    assert sealed.dataset is None
    assert "D312" in {d.code for d in sealed.report}


def test_sealing_keeps_extensions_behind_the_anchor() -> None:
    extended = json.loads(DATA)
    extended["claims"][4]["utterances"][0]["evidence"][0]["ext"] = {"example.org/x": 1}

    sealed = detente.seal(json.dumps(extended).encode(), TEXTS)
    assert detente.dumps(sealed.dataset) == detente.dumps(
        detente.loads(detente.dumps(sealed.dataset))
    )
    span = sealed.dataset["claim:lesson"].utterances[0].evidence[0]
    assert (span.ext, span.anchor) == ({"example.org/x": 1}, "241.21.0.1.e5fe8222")


# --- validation against a reader's copy -------------------------------------------------------------


def test_a_copy_that_is_set_differently_proves_the_dataset() -> None:
    report = detente.validate(SEALED, texts=DOUBLED)

    assert report.ok
    assert {d.code for d in report} == {"D403"}


def test_a_copy_with_other_words_is_an_error_that_names_the_span() -> None:
    report = detente.validate(SEALED, texts={**TEXTS, "union.txt": OTHER})

    assert [d.code for d in report] == ["D402", "D408", "D408"]
    assert report.diagnostics[1].path == "/events/1/accounts/0/evidence/0"
    assert report.diagnostics[0].params["counts"]["edited"] == 2


def test_prose_is_found_in_whatever_copy_is_at_hand() -> None:
    document = json.loads(SEALED)
    document["claims"][4]["note"] = "In August 1905 Norway voted to leave the union with Sweden."

    for texts in (TEXTS, DOUBLED, {**TEXTS, "union.txt": OTHER}):
        report = detente.validate(json.dumps(document).encode(), texts=texts)
        assert "D601" in {d.code for d in report}


def test_long_names_and_titles_are_no_prose() -> None:
    name = "Treaty between Norway and Sweden on the Peaceful Settlement of All Disputes"
    text = f"{name}\n\nThey signed it."
    document = json.loads(SEALED)
    for of, code in (("title", set()), ("name", set()), ("note", {"D601"})):
        made = json.loads(json.dumps(document))
        if of == "name":
            made["actors"][0]["names"].append({"text": name, "kind": "alias"})
        else:
            made["articles"][1][of] = name
        found = detente.validate(
            json.dumps(made).encode(),
            texts={"union.txt": TEXTS["union.txt"], "article:later": text},
        )
        assert {d.code for d in found} & {"D601"} == code


def test_a_release_with_anchors_and_without_quotes_is_fit() -> None:
    document = json.loads(SEALED)
    document["claims"][4]["note"] = "A remark."
    document["claims"][4]["ext"] = {"example.org/lists": [{"score": 3}, "some text"]}

    found = {d.code for d in detente.validate(json.dumps(document).encode(), strict=True)}
    assert not found & {"D606", "D607"}
