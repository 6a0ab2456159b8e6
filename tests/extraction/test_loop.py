"""The loop over a function that stands in for a model."""

import copy
import json
from typing import Any

import pytest

import detente
from detente import InputError, extraction
from detente.extraction import Outcome, Reason, Remark, run
from detente.extraction.corrections_prompt import REMARKS, corrections_prompt
from tests.extraction.articles import HEAD, ICE, RIGHT, TEXTS, actor, as_text, simulated
from tests.extraction.test_doubles import in_paragraphs

FERRY = {"ferry.txt": TEXTS["ferry.txt"]}
GOOD = json.dumps(RIGHT["ice"])


class Model:
    """Returns some answers, one after the other, and keeps what it was asked."""

    def __init__(self, *answers: Any) -> None:
        self.answers = [*answers]
        self.asked: list[tuple[list[dict[str, str]], dict[str, Any]]] = []

    def __call__(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> Any:
        self.asked.append((messages, schema))
        answer = self.answers.pop(0)
        return answer if answer is None or isinstance(answer, str | bytes) else json.dumps(answer)


def with_mistakes(**changes: Any) -> dict[str, Any]:
    answer = copy.deepcopy(RIGHT["ice"])
    for claim in answer["claims"]:
        slug = claim["id"].removeprefix("claim:").replace("-", "_")
        claim.update(changes.get(slug, {}))
    return answer


def test_the_simulated_model_ends_in_a_sealed_dataset_with_the_mistakes_that_no_rule_sees() -> None:
    result = run(simulated.call, TEXTS, into=HEAD, rounds=4)

    assert result.outcome is Outcome.SEALED
    assert result.remarks == result.doubles == ()
    assert [(r.article, r.kind) for r in result.rounds] == [
        ("article:ice", "answer"),
        ("article:ice", "corrections"),
        ("article:ice", "corrections"),
        ("article:ferry", "answer"),
        ("article:ferry", "corrections"),
        ("article:ferry", "corrections"),
    ]
    sent = {remark.code for r in result.rounds for remark in r.remarks}
    assert sent == {mistake.seen_by for mistake in simulated.MISTAKES if mistake.seen_by}
    assert detente.validate(result.dataset, texts=TEXTS).ok
    # What no rule sees is in the dataset still.
    assert result.dataset["claim:gift"].utterances[0].sources == ()
    assert result.dataset["claim:port-closes"].condition is None


def test_a_right_answer_takes_one_call() -> None:
    model = Model(GOOD)
    result = run(model, ICE, into=None, rounds=1)

    assert result.outcome is Outcome.OPEN
    assert result.dataset is None
    assert {d.code for d in result.report.errors} == {"D566"}
    ((messages, schema),) = model.asked
    assert messages == extraction.prompt(ICE, dataset=extraction.draft(ICE, "{}").draft).messages
    assert schema == extraction.schema()
    assert str(result).endswith("open; 6 TODOs, which are yours to fill in")


def test_a_round_of_corrections_has_the_findings_the_records_and_the_schema() -> None:
    patch = {"record": "claim:ice-gone", "field": "kind", "value": "predictive"}
    model = Model(with_mistakes(ice_gone={"kind": "factual"}), {"corrections": [patch]})
    result = run(model, ICE, flavour="gemini")

    assert result.outcome is Outcome.OPEN
    messages, schema = model.asked[1]
    assert schema == extraction.schema(flavour="gemini", corrections=True)
    assert "1. claim:ice-gone, tense (D511): " in messages[1]["content"]
    assert '{"id": "claim:ice-gone"' in messages[1]["content"]
    assert '{"id": "claim:gift"' not in messages[1]["content"]
    assert "- actor:tarsova: Tarsova (state)" in messages[1]["content"]  # a new record may name it
    assert "[6] The two are partners" in messages[1]["content"]
    (change,) = result.rounds[1].changes
    assert str(change) == 'claim:ice-gone, kind: "factual" becomes "predictive"'
    assert str(change) in str(result)


def test_findings_that_are_left_are_in_the_result() -> None:
    wrong = with_mistakes(ice_gone={"kind": "factual"})
    result = run(Model(wrong, "{}"), ICE)
    assert result.outcome is Outcome.FINDINGS
    assert str(result).endswith("findings; 1 error; 6 TODOs, which are yours to fill in")
    assert [remark.code for remark in result.remarks] == ["D511"]
    assert "left: claim:ice-gone, tense (D511)" in str(result)
    assert len(result.rounds) == 2  # nothing was changed, so it is not asked again
    result = run(Model(wrong, "no JSON", "no JSON"), ICE)
    assert [r.problem for r in result.rounds] == ["", *['there is no JSON in it: "no JSON"'] * 2]


PATCH = {"record": "claim:ice-gone", "field": "kind", "value": "predictive"}
WRONG = with_mistakes(ice_gone={"kind": "factual"})


@pytest.mark.parametrize("answer", ["Here you are.", json.dumps({"corrections": [PATCH]})[:-3]])
def test_a_round_of_corrections_says_why_the_last_answer_could_not_be_read(answer: str) -> None:
    model = Model(WRONG, answer, {"corrections": [PATCH]})
    result = run(model, ICE, rounds=3)

    assert result.outcome is Outcome.OPEN
    first, second = model.asked[1][0], model.asked[2][0]
    assert second[:-1] == first
    assert result.rounds[1].problem in second[-1]["content"]
    assert "could not be read" in second[-1]["content"]


def test_a_correction_that_is_only_refused_is_asked_for_again_with_the_reason() -> None:
    other = {"record": "claim:gift", "field": "kind", "value": "factual"}
    model = Model(WRONG, {"corrections": [other]}, {"corrections": [PATCH]})
    result = run(model, ICE, rounds=3)

    assert result.outcome is Outcome.OPEN
    assert model.asked[2][0][:-1] == model.asked[1][0]
    told = model.asked[2][0][-1]
    assert told["role"] == "user"
    assert "\n- claim:gift, kind: no remark is about this part of it" in told["content"]


def test_a_refused_correction_is_told_beside_one_that_was_taken() -> None:
    both = with_mistakes(ice_gone={"kind": "factual"}, wise_bargain={"direction": ""})
    wrong = {"record": "claim:wise-bargain", "field": "colour", "value": "red"}
    model = Model(both, {"corrections": [PATCH, wrong]}, "{}")
    run(model, ICE, rounds=3)

    told = model.asked[2][0][-1]["content"]
    assert "claim:wise-bargain, colour: a model is not asked for" in told
    assert "claim:ice-gone" not in told


def test_corrections_that_are_refused_again_and_again_end_with_the_rounds() -> None:
    same = {"record": "claim:ice-gone", "field": "kind", "value": "factual"}
    model = Model(WRONG, *[{"corrections": [same]}] * 3)
    result = run(model, ICE, rounds=4)
    assert result.outcome is Outcome.FINDINGS
    assert len(model.asked) == 4
    assert [r.refused for r in result.rounds[1:]] == [
        ('claim:ice-gone, kind: it is "factual" already',)
    ] * 3


def test_not_all_of_many_refusals_are_told() -> None:
    same = {"record": "claim:ice-gone", "field": "colour", "value": "red"}
    model = Model(WRONG, {"corrections": [same] * (REMARKS + 1)}, "{}")
    run(model, ICE)
    told = model.asked[2][0][-1]["content"]
    assert told.count("claim:ice-gone") == REMARKS
    assert "and others in the same way" in told


ONE = {**HEAD, "articles": HEAD["articles"][:1]}
EMPTY = [
    {},
    {name: [] for name in extraction.schema()["properties"]},
    {"actors": RIGHT["ice"]["actors"]},
    {"actors": RIGHT["ice"]["actors"], "mentions": RIGHT["ice"]["mentions"]},
]
TITLE = {"spans": [{"quote": "The ice and the accord"}], "reason": "structural"}


@pytest.mark.parametrize("answer", EMPTY)
def test_an_answer_that_covers_nothing_is_no_success(answer: dict[str, Any]) -> None:
    model = Model(answer, "{}")
    result = run(model, ICE, into=ONE)

    assert result.outcome is Outcome.EMPTY
    assert result.dataset is None
    assert [r.kind for r in result.rounds] == ["answer", "corrections"]
    assert [r.code for r in result.rounds[1].remarks] == ["D307"] * 6
    assert 'covers "The ice and the accord"' in model.asked[1][0][1]["content"]
    assert str(result).splitlines()[-1].startswith("empty; ")


def test_what_an_answer_does_not_cover_can_come_in_the_next_round() -> None:
    assert run(Model("{}", GOOD), ICE, into=ONE).outcome is Outcome.SEALED
    assert run(Model("{}", "{}"), ICE, rounds=2).outcome is Outcome.EMPTY


def test_a_text_that_is_left_uncoded_on_purpose_is_covered() -> None:
    places = [{"quote": text.strip()} for text in TEXTS["ice.txt"].split("\n\n")]
    uncoded = [{"spans": [span], "reason": "structural"} for span in places]
    answer = {"articles": [{"id": "article:ice", "uncoded": uncoded}]}
    result = run(Model(answer), ICE, into=ONE)
    assert result.outcome is Outcome.SEALED
    assert result.remarks == ()


def test_a_title_alone_is_no_success() -> None:
    answer = {"articles": [{"id": "article:ice", "uncoded": [TITLE]}]}
    result = run(Model(answer, "{}"), ICE, into=ONE)
    assert result.outcome is Outcome.EMPTY
    assert len(result.remarks) == 5


def test_one_text_of_several_that_is_not_covered_is_told_by_the_outcome() -> None:
    result = run(Model(GOOD, "{}", "{}"), TEXTS, into=HEAD)
    assert result.outcome is Outcome.EMPTY
    assert len(result.draft["claims"]) == 14


def test_a_warning_that_is_left_does_not_prevent_sealing() -> None:
    answer = with_mistakes()
    answer["actors"].append(actor("tarsova-again", "Tarsova"))
    head = {**HEAD, "articles": HEAD["articles"][:1]}
    result = run(Model(answer, "{}"), ICE, into=head)
    assert result.outcome is Outcome.SEALED
    assert [remark.code for remark in result.remarks] == ["D567"]
    assert "sealed; 1 warning" in str(result)


def test_other_records_cannot_be_corrected() -> None:
    patch = {"record": "claim:gift", "field": "kind", "value": "factual"}
    model = Model(with_mistakes(ice_gone={"kind": "factual"}), {"corrections": [patch]})
    result = run(model, ICE, rounds=2)
    assert result.rounds[1].refused == ("claim:gift, kind: no remark is about this part of it",)
    assert "refused: claim:gift, kind" in str(result)


def test_an_answer_that_cannot_be_read_is_asked_for_again_with_the_reason() -> None:
    model = Model(GOOD[:500], "Sorry!", GOOD)
    result = run(model, ICE)

    assert result.outcome is Outcome.OPEN
    assert [r.problem for r in result.rounds] == [
        "it is cut off: the JSON does not end (500 characters)",
        'there is no JSON in it: "Sorry!"',
        "",
    ]
    assert "not taken: it is cut off" in str(result)
    again = model.asked[1][0][-1]
    assert again["role"] == "user"
    assert "it is cut off" in again["content"]
    assert len(model.asked[2][0]) == 3  # only the last reason is told


@pytest.mark.parametrize("answer", ["I cannot help with that.", "", GOOD[:99], '{"claims": [NaN]}'])
def test_a_model_that_never_answers_readably_ends_the_loop(answer: str) -> None:
    result = run(Model(answer, answer), {**ICE, **FERRY}, rounds=2)
    assert result.outcome is Outcome.UNREADABLE
    assert len(result.rounds) == 2
    assert result.draft["claims"] == []
    assert "left" not in str(result)


def test_a_model_that_declines_ends_the_loop_and_keeps_what_it_answered_before() -> None:
    result = run(Model(None), ICE)
    assert result.outcome is Outcome.DECLINED
    assert result.rounds[0].problem == "the model declined to answer"
    result = run(Model(with_mistakes(ice_gone={"kind": "factual"}), None), ICE)
    assert result.outcome is Outcome.DECLINED
    assert len(result.draft["claims"]) == 14
    assert str(result).splitlines()[-1].startswith("declined; ")


def test_records_that_were_missing_can_be_added_by_a_correction() -> None:
    answer = copy.deepcopy(RIGHT["ice"])
    gone = answer["claims"].pop()
    assert gone["id"] == "claim:ice-gone"
    result = run(Model(answer, {"claims": [gone]}), ICE)

    assert [r.code for r in result.rounds[1].remarks] == ["D307"]
    assert result.rounds[1].added == ("claim:ice-gone",)
    assert result.remarks == ()


def test_a_record_that_is_given_again_is_refused_and_not_recorded_twice() -> None:
    wrong = with_mistakes(ice_gone={"kind": "factual"})
    again = {
        **RIGHT["ice"],
        "claims": [c for c in RIGHT["ice"]["claims"] if c["id"] == "claim:ice-gone"],
    }
    result = run(Model(wrong, again), ICE, rounds=2)

    assert "claim:ice-gone: it exists already; a record is corrected by its fields" in (
        result.rounds[1].refused
    )
    assert len(result.draft["claims"]) == 14
    assert result.rounds[1].added == ()
    assert result.outcome is Outcome.FINDINGS
    assert "actor:tarsova is in the draft already" in result.rounds[1].notes


def test_a_record_without_an_id_that_is_given_again_is_not_recorded_twice() -> None:
    again = {
        "mentions": [{**mention, "id": ""} for mention in RIGHT["ice"]["mentions"]],
        "links": [{**link, "id": ""} for link in RIGHT["ice"]["links"]],
    }
    result = run(Model(WRONG, again, again), ICE)

    assert [r.added for r in result.rounds[1:]] == [(), ()]
    assert (
        f"mentions/0: it is {RIGHT['ice']['mentions'][0]['id']}, which exists already"
        in result.rounds[1].refused
    )
    assert len(result.draft["mentions"]) == len(RIGHT["ice"]["mentions"])
    assert len(result.draft["links"]) == len(RIGHT["ice"]["links"])


def test_a_mention_of_the_same_places_is_the_same_whatever_words_find_them() -> None:
    first = copy.deepcopy(WRONG)
    mention = {"article": "article:ice", "actor": "actor:ilmaren", "form": "name"}
    first["mentions"] = [
        {**mention, "id": "", "spans": [{"quote": "Ilmaren", "nth": 1}]},
        {"id": "mention:odd", "actor": 3, "article": "article:ice", "spans": None},
    ]
    within = {"quote": "Ilmaren", "nth": 0, "within": "Tarsova and Ilmaren share a sound"}
    once_more = {**mention, "id": "", "spans": [within]}
    other = {**mention, "id": "", "spans": [{"quote": "Ilmaren", "nth": 2}]}
    unfound = {**mention, "id": "", "spans": [{"quote": "nowhere"}]}
    answer = {"mentions": [once_more, other, unfound, {"id": "", "spans": "x"}, 7]}
    result = run(Model(first, answer, "{}"), ICE, rounds=2)

    assert result.rounds[1].refused == ("mentions/0: it is mention:ilmaren, which exists already",)
    assert len(result.rounds[1].added) == 3


def test_findings_of_an_earlier_text_are_not_sent_again() -> None:
    wrong = with_mistakes(ice_gone={"kind": "factual"})
    model = Model(wrong, "{}", RIGHT["ferry"])
    result = run(model, TEXTS, into=HEAD)
    assert [r.article for r in result.rounds] == ["article:ice"] * 2 + ["article:ferry"]
    assert result.outcome is Outcome.FINDINGS
    assert "- actor:tarsova: Tarsova (state)" in model.asked[2][0][1]["content"]


def test_the_texts_of_other_articles_are_needed_and_taken() -> None:
    first = run(Model(GOOD), ICE, into=HEAD, texts=FERRY).draft
    with pytest.raises(InputError, match="none of them is that of article:ice"):
        run(Model(), FERRY, into=first)
    result = run(Model(RIGHT["ferry"]), TEXTS["ferry.txt"], into=first, texts=ICE)
    assert result.outcome is Outcome.SEALED
    assert len(result.dataset.claims) == 30


# --- parts of a text ------------------------------------------------------------------------------


def test_a_long_text_is_asked_for_in_parts_and_doubles_are_left_to_the_caller() -> None:
    answers = in_paragraphs(1, 3), in_paragraphs(3, 6)
    result = run(Model(*answers), ICE, characters=700, rounds=1)

    assert [r.paragraphs for r in result.rounds] == [(1, 3), (3, 6)]
    assert "claim:gift" in {double.kept for double in result.doubles}
    assert "may be one (same evidence): claim:gift, claim:gift-2" in str(result)

    united = run(Model(*answers), ICE, characters=700, rounds=1, uniting=lambda _: True)
    assert united.doubles == ()
    assert "note: claim:gift-2 is claim:gift (same evidence)" in str(united)
    assert {c["id"] for c in united.draft["claims"]} == {c["id"] for c in RIGHT["ice"]["claims"]}

    some = run(
        Model(*answers),
        ICE,
        characters=700,
        rounds=1,
        uniting=lambda double: double.reason is Reason.MENTION,
    )
    assert {double.reason for double in some.doubles} == {Reason.EVIDENCE}


def test_of_a_long_text_only_the_paragraphs_near_the_findings_are_sent_again() -> None:
    first, second = in_paragraphs(1, 3), in_paragraphs(4, 6)
    first |= {"links": [], "relations": []}
    second["mentions"] = []
    last = second["claims"].pop()
    assert last["id"] == "claim:ice-gone"
    model = Model(first, second, {"claims": [last]})
    result = run(model, ICE, characters=700, overlap=0, rounds=2)

    sent = model.asked[2][0][1]["content"]
    assert result.rounds[2].paragraphs == (1, 6)
    assert "[5] " in sent
    assert "[6] " in sent
    assert "[4] " not in sent


def test_a_part_that_cannot_be_read_ends_the_loop() -> None:
    result = run(Model(in_paragraphs(1, 3), "no"), ICE, characters=700, rounds=1)
    assert result.outcome is Outcome.UNREADABLE
    assert result.draft["claims"]


def test_not_all_of_many_findings_are_sent_at_once() -> None:
    remark = Remark("D101", detente.Severity.ERROR, "claim:x", "kind", "", None, "", (), "")
    text = {"article:ice": TEXTS["ice.txt"]}
    made = corrections_prompt(text, HEAD, [remark] * (REMARKS + 5), "short", whole=True)
    assert f"\n{REMARKS}. claim:x" in made.text
    assert f"\n{REMARKS + 1}. " not in made.text
    assert "5 more will follow" in made.text


def test_an_answer_in_another_language_is_taken_as_far_as_its_quotes_stand_in_the_text() -> None:
    german = with_mistakes(
        ice_gone={"proposition": "Der Sund zwischen Tarsova und Ilmaren bleibt eisfrei."},
        gift={"proposition": "Die Eisbrecher sind ein Geschenk."},
    )
    assert run(Model(german), ICE).remarks == ()
    german["claims"][-1]["utterances"][0]["evidence"][0]["quote"] = "Bis 2030 ist das Eis fort."
    result = run(Model(german, "{}"), ICE)
    assert result.outcome is Outcome.FINDINGS
    assert [(r.code, r.quote) for r in result.remarks] == [("D411", "Bis 2030 ist das Eis fort.")]


# --- the function ---------------------------------------------------------------------------------


def test_what_the_function_raises_is_not_caught() -> None:
    def broken(*_: Any) -> str:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        run(broken, ICE)


def test_an_answer_may_be_bytes_or_values() -> None:
    assert run(Model(GOOD.encode()), ICE).outcome is Outcome.OPEN
    assert run(lambda *_: RIGHT["ice"], ICE).outcome is Outcome.OPEN
    with pytest.raises(TypeError, match="got int"):
        run(lambda *_: 3, ICE)  # type: ignore[arg-type,return-value]


def test_the_messages_are_the_functions_own() -> None:
    def spoil(messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
        assert messages[0]["content"].startswith("# What to do")
        assert "properties" in schema
        messages[0]["content"] = "spoilt"
        schema.clear()
        return "no JSON"

    assert run(spoil, ICE).outcome is Outcome.UNREADABLE


def test_the_log_and_the_result_are_the_same_each_time() -> None:
    one, other = (run(simulated.call, TEXTS, into=HEAD, rounds=4) for _ in range(2))
    assert str(one) == str(other)
    assert detente.dumps(one.dataset) == detente.dumps(other.dataset)


@pytest.mark.parametrize("rounds", [0, -1])
def test_rounds_that_are_too_few_are_refused(rounds: int) -> None:
    with pytest.raises(InputError, match="rounds: expected 1 or more"):
        run(Model(), ICE, rounds=rounds)


def test_a_record_with_an_id_that_is_no_string_does_no_harm() -> None:
    result = run(Model(as_text(claims=[{"id": 3}, {"id": ["x"]}]), "{}"), ICE)
    assert result.outcome is Outcome.FINDINGS


def test_a_draft_is_looked_at_once_for_each_change(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Any] = []

    def counted(draft: Any, texts: Any) -> Any:
        looked.append(copy.deepcopy(draft))
        return extraction.feedback(draft, texts)

    monkeypatch.setattr("detente.extraction.loop.feedback", counted)
    refused = {"corrections": [{"record": "claim:none", "field": "kind", "value": "factual"}]}
    model = Model(with_mistakes(ice_gone={"kind": "factual"}), refused, refused)
    result = run(model, ICE, rounds=3)

    assert [len(r.remarks) for r in result.rounds] == [0, len(result.remarks), len(result.remarks)]
    assert result.remarks
    assert len(looked) == 2  # before the answer, and after it
