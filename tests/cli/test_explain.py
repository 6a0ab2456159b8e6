"""``detente explain`` and ``detente rules``."""

import json

import pytest

from detente.cli import main
from tests.command import run


def test_records_are_explained_as_json(capsys) -> None:
    assert main(["explain", "relation_account", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["name"] == "RelationAccount"
    assert found["example"]["phases"]
    assert main(["explain", "text_profile"]) == 0
    assert '"codepoint"' in capsys.readouterr().out


def test_every_kind_of_record_is_explained_with_an_example(capsys) -> None:
    for kind in ("actor", "mention", "event", "claim", "utterance", "link", "relation", "phase"):
        assert main(["explain", kind]) == 0
        out = capsys.readouterr().out
        assert '"quote"' in out or kind in ("actor", "link", "relation", "phase")
        assert "evidence" in out or kind not in ("claim", "utterance", "event")
    assert main(["explain", "Source"]) == 0
    assert '"mode": "indirect"' in capsys.readouterr().out


def test_ids_are_told_with_their_kind_and_those_of_schemes_without(capsys) -> None:
    assert "id (required; issue:…)" in run(capsys, "explain", "issue")[1]
    assert "id (required; slug)" in run(capsys, "explain", "scheme")[1]


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


@pytest.mark.parametrize("word", ["exact", "reformatted", "moved", "edited", "ambiguous", "absent"])
def test_explain_knows_the_words_of_attaching(capsys, word: str) -> None:
    assert main(["explain", word]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{word} (")
    assert ("no place" in out) == (word in ("edited", "ambiguous", "absent"))
    assert main(["explain", word.upper(), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["name"] == word
    assert found["what"]
    assert (found["rule"] is None) == found["found"]
    if found["rule"]:
        assert main(["explain", found["rule"]]) == 0
        assert f"span-{word}" in capsys.readouterr().out


def test_a_misspelt_kind_of_record_is_named(capsys) -> None:
    assert main(["explain", "evnt"]) == 2
    assert "close: event" in capsys.readouterr().err


def test_a_word_that_several_kinds_of_record_end_in_explains_all_of_them(capsys) -> None:
    assert main(["explain", "account"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("EventAccount\n")
    assert "\n\nRelationAccount\n" in out
    assert main(["explain", "Account", "--format", "json"]) == 0
    assert [k["name"] for k in json.loads(capsys.readouterr().out)] == [
        "EventAccount",
        "RelationAccount",
    ]
    assert main(["explain", "profile"]) == 0
    assert capsys.readouterr().out.startswith("TextProfile\n")
