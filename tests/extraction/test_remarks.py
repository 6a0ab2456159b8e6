"""Findings as they are sent back."""

import copy
from typing import Any

import pytest

from detente import InputError, extraction
from detente.extraction import Passage, feedback
from detente.extraction.remarks import passage, value_at
from tests.extraction.articles import HEAD, ICE, RIGHT, TEXTS, actor, right


def test_an_absent_quote_comes_with_itself_and_what_the_text_has() -> None:
    made = right()
    (claim,) = (c for c in made["claims"] if c["id"] == "claim:nurses")
    claim["utterances"][0]["evidence"][0]["quote"] = (
        "Half the nurses of Hollin live on the other shore, and nobody asked a minister for leave."
    )
    (remark,) = feedback(made, TEXTS)

    assert (remark.code, remark.severity, remark.record) == ("D411", "error", "claim:nurses")
    assert remark.field == "utterances/0/evidence/0"
    assert (
        remark.quote
        == "Half the nurses of Hollin live on the other shore, and nobody asked a minister for leave."
    )
    assert "is not in the text" in remark.problem
    assert "never matched to similar words" in remark.mend
    for place in remark.passages:
        assert place.paragraph == 3
        assert place.before + place.words + place.after in TEXTS["ferry.txt"]
    lines = str(remark).splitlines()
    assert lines[0].startswith("claim:nurses, utterances/0/evidence/0 (D411): ")
    assert (
        lines[1]
        == '  as you wrote it: "Half the nurses of Hollin live on the other shore, and nobody asked a minister for leave."'
    )
    assert lines[2].startswith("  in the text: [3] ")
    assert lines[-1].startswith("  the rule: ")


def test_a_quote_with_nothing_like_it_in_the_text_comes_alone() -> None:
    made = right()
    made["claims"][0]["utterances"][0]["evidence"][0]["quote"] = "Penguins vote."
    (remark,) = feedback(made, TEXTS)
    assert (remark.code, remark.quote, remark.passages) == ("D411", "Penguins vote.", ())


def test_an_ambiguous_quote_comes_with_its_places() -> None:
    made = right()
    del made["mentions"][0]["spans"][1]["within"]
    (remark,) = feedback(made, TEXTS)

    assert remark.code == "D412"
    assert remark.field == "spans/1"
    assert len(remark.passages) == 4
    assert {place.words for place in remark.passages} == {"Tarsova"}


def test_a_finding_in_a_voice_comes_with_its_evidence() -> None:
    made = right()
    made["events"][0]["accounts"][0]["time"]["value"] = "2011-11"
    (remark,) = feedback(made, TEXTS)

    assert remark.code == "D418"
    assert remark.value == "2011-11"
    assert [place.words for place in remark.passages] == [
        "In October 2011 their ministers signed the Icebreaker Accord at Port Hollin."
    ]


def test_a_sentence_without_a_record_comes_with_its_words() -> None:
    made = right()
    made["claims"] = [claim for claim in made["claims"] if claim["id"] != "claim:back-to-herring"]
    (remark,) = feedback(made, TEXTS)

    assert (remark.code, remark.record) == ("D307", "article:ferry")
    assert remark.passages[0].words.startswith("The icebreakers will then go back")


def test_a_finding_about_two_records_names_both() -> None:
    made = right()
    made["actors"].append(actor("lund", "Per Lund", kind="person"))
    (remark,) = feedback(made, TEXTS)

    assert (remark.code, remark.record, remark.field) == ("D567", "actor:lund", "")
    assert remark.related == ("actor:per-lund",)
    assert remark.passages == ()
    assert str(remark).startswith("actor:lund (D567): ")


def test_a_similar_id_is_not_advised() -> None:
    made = right()
    made["claims"][0]["about"] = ["relation:ilmaren-tarsov"]
    remarks = [r for r in feedback(made, TEXTS) if r.code == "D201"]

    assert [r.problem for r in remarks] == ["there is no record relation:ilmaren-tarsov"]
    assert "relation:ilmaren-tarsova" not in str(remarks[0])


def test_heads_and_what_is_left_to_do_are_not_spoken_of() -> None:
    made = extraction.draft(ICE, RIGHT["ice"]).draft
    assert "TODO" in str(made)
    assert feedback(made, ICE) == ()
    made["articles"][0] |= {"publisher": 3, "rights": 3}
    made["dataset"]["license"] = 3
    made["annotators"] = [{"id": "annotator:x"}]
    assert feedback(made, ICE) == ()


def test_what_an_answer_states_of_an_article_is_spoken_of() -> None:
    made = extraction.draft(ICE, RIGHT["ice"]).draft
    made["articles"][0]["uncoded"][0]["spans"][0]["quote"] = "The ice and the discord"
    (remark,) = feedback(made, ICE)
    assert (remark.record, remark.field) == ("article:ice", "uncoded/0/spans/0")
    assert remark.quote == "The ice and the discord"


def test_errors_come_first_and_then_the_order_of_the_draft() -> None:
    made = right()
    made["actors"].append(actor("lund", "Per Lund", kind="person"))
    made["claims"][12]["kind"] = "factional"
    made["claims"][3]["tense"] = "futile"
    made["claims"][3]["kind"] = "fractal"
    found = [(str(r.severity), r.record, r.field) for r in feedback(made, TEXTS)]

    assert found == [
        ("error", made["claims"][3]["id"], "kind"),
        ("error", made["claims"][3]["id"], "tense"),
        ("error", made["claims"][12]["id"], "kind"),
        ("warning", "actor:lund", ""),
    ]


def test_records_that_are_none_do_no_harm() -> None:
    made = right()
    made["claims"] += [None, {"proposition": "x"}, {"id": 3}]
    made["articles"].append(None)
    assert "3" in {remark.record for remark in feedback(made, TEXTS)}


def test_a_text_that_is_missing_is_said() -> None:
    with pytest.raises(InputError, match="none of them is that of article:ferry"):
        feedback(right(), ICE)


@pytest.mark.parametrize("what", ["not a draft at all", {"format": "detente-draft"}])
def test_what_is_no_draft_has_no_records_to_speak_of(what: Any) -> None:
    assert feedback(what, ICE) == ()


def test_what_is_not_at_a_path_is_nothing() -> None:
    assert value_at({"a": [{"b": 1}]}, ("a", 0, "b")) == 1
    for path in (("x",), ("a", 1), ("a", "b"), ("a", 0, "b", "c")):
        assert value_at({"a": [{"b": 1}]}, path) is None


def test_a_quote_without_an_article_has_no_passages() -> None:
    made = copy.deepcopy(HEAD)
    span = {"quote": "Tarsova"}
    made["links"] = [
        {"id": "link:x", "kind": "counters", "source": "a", "target": "b", "cue": [span]}
    ]
    assert {r.passages for r in feedback(made, TEXTS) if r.record == "link:x"} == {()}


def test_a_passage_has_whole_words_around_it() -> None:
    text = "aaa " * 40 + "\n\nHere it is. " + "bbb " * 40
    start = text.index("it is")
    made = passage(text, start, start + 6)

    assert made.words == "it is."
    assert made.before.startswith("aaa ")
    assert made.after.endswith(" bbb")
    assert made.paragraph == 2
    assert str(made).startswith("[2] aaa ")
    assert "»it is.«" in str(made)
    assert passage("  x", 0, 1) == Passage(0, "", " ", " x")
