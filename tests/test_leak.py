"""The red team, against texts that are invented."""

import argparse
import importlib.util
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from detente.codec.encode import plain
from detente.text.anchors import Digests, anchor
from detente.text.profiles import profile
from detente.text.marked_skeletons import marked

TEXT = (
    "Aldoria warned Brevia twice. The queen of Aldoria sold forty ships to the islands, and she "
    "was glad of it. Her debt of $1.5 billion, a U.S. loan from 4 May 1920, wasn't ever repaid. "
    "When it rained over the harbour, nobody came to the feast of Brevia's red-haired king."
)
EVIDENCE = (
    "Aldoria warned Brevia twice.",
    "The queen of Aldoria sold forty ships to the islands",
    "sold forty ships to the islands",
    "forty ships to the islands",
    "debt of $1.5 billion, a U.S. loan",
    "it rained over the harbour",
    "When it rained over the harbour, nobody came to the feast",
    "nobody came",
)
OTHER = (
    "Nobody warned them twice. They sold cattle to the islands last year, and forty ships went "
    "down. A queen and a king came to the feast; it rained over the harbour all night long."
)


@pytest.fixture(scope="module")
def leak() -> Any:
    path = Path(__file__).resolve().parents[1] / "benchmarks" / "leak.py"
    spec = importlib.util.spec_from_file_location("benchmarks_leak", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def spans(*quotes: str) -> list[dict[str, int]]:
    return [
        {"start": match.start(), "end": match.end()}
        for quote in quotes
        for match in re.finditer(re.escape(quote), TEXT)
    ]


def document() -> dict[str, Any]:
    def state(slug: str, name: str) -> dict[str, Any]:
        names = [{"text": name, "kind": "common"}]
        return {"id": f"actor:{slug}", "kind": "state", "names": names}

    def mention(slug: str, name: str) -> dict[str, Any]:
        return {
            "id": f"mention:{slug}",
            "article": "article:tale",
            "actor": f"actor:{slug}",
            "form": "name",
            "spans": spans(name),
        }

    return {
        "actors": [state("aldoria", "Aldoria"), state("brevia", "Brevia")],
        "articles": [
            {
                "id": "article:tale",
                "published": {"value": "1921", "basis": "stated"},
                "text": plain(profile(TEXT)),
                "segments": [{"kind": "body", "voice": "author", "start": 0, "end": len(TEXT)}],
            }
        ],
        "mentions": [mention("aldoria", "Aldoria"), mention("brevia", "Brevia")],
        "claims": [
            {
                "id": "claim:ships",
                "proposition": "The queen parted with vessels.",
                "utterances": [{"article": "article:tale", "evidence": spans(quote)}],
            }
            for quote in EVIDENCE
        ],
    }


def options(tmp_path: Path, **given: Any) -> argparse.Namespace:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "other.txt").write_text(OTHER, "utf-8")
    (folder / "counts.tsv").write_text("warned\t5\ntwice\t3\n", "utf-8")
    usual = {"corpus": folder, "words": 10_000, "sequences": 10_000, "guesses": None}
    usual |= {"grid": False, "effort": 1, "setting": ["24+8"], "show": False}
    return argparse.Namespace(**usual | given)


def table(printed: str) -> dict[str, str]:
    lines = [line.strip("|").split("|") for line in printed.splitlines() if line.startswith("| ")]
    head = next(line for line in lines if line[1].strip() == "facts")
    row = lines[lines.index(head) + 1]
    return {key.strip(): cell.strip() for key, cell in zip(head, row, strict=True)}


def test_words_are_those_of_the_marked_skeleton(leak) -> None:
    assert "".join(leak.pieces_of(TEXT)) == marked(TEXT).bones


def test_spans_are_published_as_anchors_say(leak) -> None:
    [(article, _)] = leak.publish(document(), {"article:tale": TEXT})

    assert len(article.targets) == 5 + len(EVIDENCE)  # four names, one segment
    for target in article.targets:
        token = anchor(marked(TEXT), target.start, target.end, Digests(article.salt))
        assert (token.start, token.length) == (target.first, target.length)
        assert (token.lead, token.trail) == (target.lead, target.trail)
        assert (token.digest is not None) == (target.words >= 4)


def test_a_run_finds_what_can_be_found_and_prints_no_words(leak, tmp_path, capsys) -> None:
    leak.Report(options(tmp_path), document(), [TEXT]).run()

    printed = capsys.readouterr().out
    row = table(printed)
    assert row["+ dictionary"].endswith("(1, 0)")  # it rained over the harbour
    assert row["+ filled"].endswith("(1, 0)")  # warned, twice
    right, wrong = re.findall(r"\d+", row["+ together"].partition("(")[2])
    assert int(right) >= 2
    assert wrong == "0"
    pieces = leak.pieces_of(TEXT)
    assert not any(" ".join(pieces[i : i + 3]) in printed.lower() for i in range(len(pieces)))


def test_an_attacker_with_nothing_finds_only_facts(leak, tmp_path, capsys) -> None:
    leak.Report(options(tmp_path, corpus=None), document(), [TEXT]).run()

    row = table(capsys.readouterr().out)
    assert row["facts"] != "0.0%"
    assert row["wrong words"] == "0"


def test_the_sheet_for_guessers_holds_only_what_is_published(leak, tmp_path, capsys) -> None:
    leak.Report(options(tmp_path), document(), [TEXT]).sheet()

    printed = capsys.readouterr().out
    assert "aldoria [6 letters, at most 1 words] brevia [5 letters, at most 1 words]" in printed
    assert "The queen parted with vessels." in printed
    assert "warned" not in printed
    assert "islands" not in printed


def test_guesses_are_held_against_all_digests(leak, tmp_path, capsys) -> None:
    guesses = {
        "article:tale": [
            "They say that she sold forty ships to the islands, for a debt of $1.5 billion (a U.S. "
            "loan)."
        ],
        "/claims/6/utterances/0/evidence/0": "when it rained over the harbour nobody came to the "
        "feast",
        "/claims/99": ["nothing"],
    }
    path = tmp_path / "guesses.json"
    path.write_text(json.dumps(guesses), "utf-8")

    leak.Report(options(tmp_path, corpus=None, guesses=path), document(), [TEXT]).run()

    printed = capsys.readouterr()
    assert "/claims/99 is neither" in printed.err
    row = table(printed.out)
    right, wrong = re.findall(r"\d+", row["+ guessed"].partition("(")[2])
    assert (right, wrong) == ("5", "0")
    assert "Guesses alone at 24+8, from 4 words: matches true, false: 5, 0." in printed.out


def test_a_guess_that_differs_in_a_mark_is_none(leak, tmp_path, capsys) -> None:
    path = tmp_path / "guesses.json"
    path.write_text(json.dumps({"article:tale": ["a debt of $15 billion, a U.S. loan"]}), "utf-8")

    leak.Report(options(tmp_path, corpus=None, guesses=path), document(), [TEXT]).run()

    assert table(capsys.readouterr().out)["+ guessed"].endswith("(0, 0)")


def test_chance_matches_are_not_claimed(leak) -> None:
    near = leak.Match(-20.0, "some words that fit", 16, ())
    setting = leak.Setting(16, 0)

    found = leak.judge([leak.Tried([near], 1_000_000, 0.1)], setting)
    assert found is not None
    assert found[1] < leak.SURE
    likely = leak.judge([leak.Tried([near._replace(chance=-5.0)], 1_000_000, 0.1)], setting)
    assert likely is not None
    assert likely[1] > leak.SURE
    assert leak.judge([leak.Tried([near], 1, 0.1)], leak.Setting(24, 0)) is None


def test_what_is_known_is_not_written_over(leak) -> None:
    [(article, truth)] = leak.publish(document(), {"article:tale": TEXT})
    board = leak.Board(article, place=True)

    assert not board.put(0, "aldorio warned", "order")
    assert board.put(0, "aldoria warned brevia twice", "order")
    found = leak.score(board, truth)
    assert (found.facts, found.more, found.wrong) == (3, 2, 0)  # with Aldoria, but not Brevia's
    assert (found.longest, found.fresh) == (4, 1)
