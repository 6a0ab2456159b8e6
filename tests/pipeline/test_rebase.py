"""Rebasing: what is found for certain moves, everything else is left to do and said."""

import copy
import json
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import detente
from detente.pipeline.rebase import Rebased, rebase
from detente.pipeline.sealing import seal_values, span_values
from detente.text.attaching.layout import SegmentFate
from detente.text.profiles import canonical
from tests.paths import ROOT
from tests.perturbing import PERTURB
from tests.profiles import examples
from tests.sample import DATA, TEXTS
from tests.sealing import SEALED

FOLDER = ROOT / "examples" / "varn"
NAME = "brandt-2023"
OLD = canonical((FOLDER / f"{NAME}.txt").read_text("utf-8"))
DATASET = detente.load(FOLDER / f"{NAME}.detente.json")
BYTES = detente.dumps(DATASET)
ARTICLE = DATASET.articles[0].id
LOAN = "lent it 300 million dollars"


def changed(*replacements: tuple[str, str], **options: Any) -> Rebased:
    """The dataset rebased to its text with some replacements."""
    text = OLD
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return rebase(DATASET, {"new.txt": text}, **options)


def fates(made: Rebased) -> dict[SegmentFate, list[str]]:
    """The segments of the only article by what became of them, each by its words."""
    (article,) = made.articles
    found: dict[SegmentFate, list[str]] = {}
    for one in article.segments:
        found.setdefault(one.fate, []).append((article.text or "")[one.start : one.end])
    return found


def todo(made: Rebased) -> list[str]:
    """The quotes of a draft that are still to be given."""
    quotes = [part.value.get("quote", "") for part in span_values(made.draft)]
    return [quote for quote in quotes if quote.startswith("TODO")]


def sealed_claims(
    text: str, evidence: list[dict[str, str]], segments: tuple[str, ...] = ()
) -> detente.Dataset:
    """A dataset of a made-up text, with a claim for each piece of evidence."""
    draft = copy.deepcopy(detente.draft({"made.txt": text}))
    (article,) = draft["articles"]
    if segments:
        article["segments"] = [{"kind": "body", "voice": "author", "quote": q} for q in segments]
    for key in ("title", "url"):
        article.pop(key, None)
    article |= {"publisher": "A made-up paper", "rights": "CC0, made up"}
    draft["dataset"] |= {"title": "Made up", "license": "CC0-1.0"}
    draft["annotators"][0]["description"] = "A tester."
    draft["actors"] = [
        {"id": "actor:north", "kind": "state", "names": [{"text": "North", "kind": "common"}]}
    ]
    draft["claims"] = [
        {
            "id": f"claim:north-{number}",
            "proposition": "The north did something.",
            "kind": "factual",
            "tense": "past",
            "about": ["actor:north"],
            "utterances": [{"article": article["id"], "commitment": "CT+", "evidence": [one]}],
        }
        for number, one in enumerate(evidence)
    ]
    sealed = detente.seal(json.dumps(draft).encode(), {"made.txt": text})
    assert sealed.dataset is not None, sealed.report
    return sealed.dataset


# --- where a text was corrected ---------------------------------------------------------------


def test_evidence_stays_with_its_own_army_when_another_one_is_put_before_it() -> None:
    first, own, other = (
        "Reports were read.",
        "The northern army reported heavy losses on the river.",
        "The southern army reported heavy losses on the river.",
    )
    text = f"{first}\n\n{own}\n\n{other}\n"
    evidence = {"quote": "reported heavy losses on the river.", "within": own}
    sealed = sealed_claims(text, [evidence], segments=(first, own, other))
    new = text.replace(first, f"{first} {own.replace('northern', 'western')}")

    made = rebase(sealed, {"new.txt": new})

    assert made.dataset is not None
    (span,) = made.dataset.claims[0].utterances[0].evidence
    assert new[: span.end].endswith(own)
    assert fates(made)[SegmentFate.CHANGED] == [new.split("\n")[0]]
    assert detente.validate(made.dataset, texts={"new.txt": new}).ok


def test_a_sealed_dataset_is_not_sealed_with_another_text() -> None:
    other = {"layout.txt": OLD.replace(" ", "  ")}

    sealed = detente.seal(DATASET, other)

    assert sealed.dataset is None
    (found,) = [d for d in sealed.report if d.severity.value == "error"]
    assert found.code == "D420"
    assert found.path == "/articles/0/text/sha256"
    assert "detente rebase" in found.message
    assert rebase(DATASET, other).dataset is not None


def test_all_spans_of_another_layout_move_and_the_result_is_proven() -> None:
    text = OLD.replace(" ", "  ").replace("\n\n", "\n\n\n")
    made = rebase(DATASET, {"new.txt": text})

    assert made.dataset is not None
    assert made.draft is None
    assert made.lost == ()
    assert [d for d in detente.validate(made.dataset, texts={"n": text}) if d.level == 4] == []
    assert made.dataset.articles[0].text.length == len(text)


def test_the_text_that_was_annotated_gives_the_same_file() -> None:
    made = rebase(DATASET, {"any.txt": OLD})

    assert made.dataset is not None
    assert detente.dumps(made.dataset) == BYTES
    assert not made.articles[0].changed
    assert made.articles[0].moved > 50


def test_a_lost_span_is_left_to_do_with_the_words_that_stand_there_now() -> None:
    made = changed((LOAN, "lent it 200 million dollars"))

    assert made.dataset is None
    (evidence,) = [lost for lost in made.lost if "evidence" in lost.span.path]
    assert evidence.span.record.id == "event:bank-lends-to-kelvany"
    assert evidence.was is None
    assert evidence.words == "and last year the Lowland Bank lent it 200 million dollars."
    assert f"TODO: {evidence.words}" in todo(made)


def test_a_draft_without_its_marks_is_sealed_again() -> None:
    made = changed((LOAN, "lent it 200 million dollars"), old={"old.txt": OLD})
    text = made.articles[0].text or ""
    data = json.dumps(made.draft).encode()

    first = detente.seal(data, {"new.txt": text})
    second = detente.seal(data.replace(b"TODO: ", b""), {"new.txt": text})

    assert first.dataset is None
    assert {d.code for d in first.report} == {"D566"}
    assert second.dataset is not None
    assert len(second.dataset) == len(DATASET)


def test_the_annotated_words_are_kept_where_the_old_text_is_given() -> None:
    made = changed((LOAN, "lent it 200 million dollars"), old={"old.txt": OLD})

    assert {lost.was for lost in made.lost} == {
        "and last year the Lowland Bank lent it 300 million dollars.",
        "Lowland Bank",
        "last year",
        "it",
    }
    assert {"TODO: Lowland Bank", "TODO: last year", "TODO: it"} < set(todo(made))


def test_what_stands_there_now_is_cut_to_the_first_and_last_words_that_are_known() -> None:
    new = "and last year, in June, the Lowland Bank lent it 200 million dollars. All paid it back."
    made = changed((f"and last year the Lowland Bank {LOAN}.", new), old={"old.txt": OLD})

    (evidence,) = [lost for lost in made.lost if "evidence" in lost.span.path]
    assert (evidence.words or "").endswith("All paid it back.")
    assert any(quote.startswith("TODO: and last year, in June,") for quote in todo(made))


def test_long_words_in_the_place_of_a_short_span_are_not_proposed() -> None:
    new = (
        "when nobody had looked for it, the Lowland Bank of all banks gave money, a very large sum."
    )
    without = todo(changed((f"and last year the Lowland Bank {LOAN}.", new)))
    known = todo(changed((f"and last year the Lowland Bank {LOAN}.", new), old={"old.txt": OLD}))

    assert "TODO" in without
    assert "TODO (it was: last year)" in known


def test_what_is_found_inside_a_lost_span_does_not_narrow_what_stands_there_now() -> None:
    first, second = "The treaty of 1974 is old,", "but it has kept the peace on the Varn."
    values = json.loads(BYTES)
    evidence = [e for c in values["claims"] for u in c["utterances"] for e in u["evidence"]]
    (both,) = [e for e in evidence if OLD[e["start"] : e["end"]] == first]
    assert any(OLD[e["start"] : e["end"]] == second for e in evidence)
    both["end"] += len(second) + 1
    del both["anchor"]
    dataset = detente.loads(json.dumps(values))

    made = rebase(dataset, {"x": OLD.replace("is old", "is aged")}, old={"o": OLD})

    (lost,) = [lost for lost in made.lost if "evidence" in lost.span.path]
    assert (lost.was, lost.words) == (f"{first} {second}", f"The treaty of 1974 is aged, {second}")


def test_where_nothing_stands_any_more_the_record_stays_and_says_so() -> None:
    made = changed(("It needs the river, and it knows that. ", ""))

    assert made.draft is not None
    assert {lost.now for lost in made.lost} == {None}
    assert len(made.draft["claims"]) == len(DATASET.claims)
    assert set(todo(made)) == {"TODO (nothing stands in its place)"}


# --- paragraphs -------------------------------------------------------------------------------


def test_words_put_behind_a_paragraph_are_part_of_it() -> None:
    made = changed(("as an excuse.", "as an excuse. So it was."))

    assert made.dataset is not None
    (words,) = fates(made)[SegmentFate.CHANGED]
    assert words.startswith("In 2020")
    assert words.endswith("So it was.")


def test_a_paragraph_that_was_put_in_is_left_to_do_unless_its_kind_is_given() -> None:
    note = "Correction: an earlier version gave a wrong year."
    put_in = ("as an excuse.\n", f"as an excuse.\n\n{note}\n")
    left = changed(put_in)
    stated = changed(put_in, new=("caption", "publisher"))

    assert fates(left)[SegmentFate.NEW] == [note]
    assert todo(left) == [f"TODO: {note}"]
    assert left.lost == ()
    assert stated.dataset is not None
    (segment,) = [s for s in stated.dataset.articles[0].segments if s.kind == "caption"]
    assert segment.voice == "publisher"


def test_a_paragraph_in_the_place_of_a_lost_one_is_left_to_do_with_its_kind() -> None:
    made = changed(("By Tomas Brandt, Inland Affairs, 20 September 2023", "From our own writer"))

    assert fates(made)[SegmentFate.REPLACED] == ["From our own writer"]
    assert made.draft is not None
    segment = made.draft["articles"][0]["segments"][1]
    old = DATASET.articles[0].segments[1]
    assert (segment["kind"], segment["voice"]) == (old.kind.value, old.voice.value)
    assert segment["quote"] == "TODO: From our own writer"


def test_a_paragraph_that_was_taken_out_is_counted() -> None:
    made = changed(("By Tomas Brandt, Inland Affairs, 20 September 2023\n", ""))

    assert made.articles[0].gone == (1,)


def test_paragraphs_in_another_order_take_their_kinds_along() -> None:
    head, *paragraphs, last = OLD.split("\n\n")
    text = "\n\n".join([head, last.rstrip("\n"), *paragraphs]) + "\n"

    made = rebase(DATASET, {"new.txt": text})

    assert made.dataset is not None
    assert {lost.span.verdict for lost in made.lost} == set()
    assert [d for d in detente.validate(made.dataset, texts={"n": text}) if d.level in (3, 4)] == []


def test_a_line_of_signs_is_carried_along_between_its_neighbours() -> None:
    drafted = json.loads((FOLDER / f"{NAME}.draft.json").read_text("utf-8"))
    text = OLD.replace("as an excuse.\n", "as an excuse.\n\n* * *\n")
    segments = drafted["articles"][0]["segments"]
    segments.insert(3, {"kind": "notice", "voice": "publisher", "quote": "* * *"})
    drafted["articles"][0].pop("text", None)
    sealed = detente.seal(json.dumps(drafted).encode(), {"x": text}).dataset
    assert sealed is not None

    made = rebase(sealed, {"x": text.replace("as an excuse.", "as an excuse. So it was.")})

    assert made.dataset is not None
    assert made.dataset.articles[0].segments[3].kind == "notice"


def test_words_between_two_paragraphs_on_one_line_are_left_to_do() -> None:
    flat = OLD.replace("as an excuse.\n\nThe ban", "as an excuse. New words here. The ban")
    signs = OLD.replace("as an excuse.\n\nThe ban", "as an excuse. *** The ban")

    made = rebase(DATASET, {"new.txt": flat})
    of_signs = rebase(DATASET, {"new.txt": signs})

    assert fates(made)[SegmentFate.NEW] == ["New words here."]
    assert of_signs.dataset is not None
    assert any(words.endswith("excuse. ***") for words in fates(of_signs)[SegmentFate.KEPT])


def test_a_paragraph_of_two_that_differ_in_voice_has_neither() -> None:
    values = json.loads(BYTES)
    values["articles"][0]["segments"][3]["voice"] = "third_party"
    values["articles"][0]["segments"][3]["kind"] = "caption"
    dataset = detente.loads(json.dumps(values))
    text = OLD.replace("Water came later, as an excuse.\n\nThe ban broke no treaty, and", "The ban")

    made = rebase(dataset, {"new.txt": text})

    assert made.dataset is None
    assert any(words.startswith("In 2020") for words in fates(made)[SegmentFate.NEW])


def test_words_that_meet_at_the_edge_of_two_paragraphs_are_not_a_span_that_was_in_one() -> None:
    made = changed(
        ("as an excuse.\n\nThe ban", "as an excuse. The.\n\nban"),
        ("than any neighbour does", "than others do"),
    )

    torn = [lost for lost in made.lost if "end of one paragraph" in lost.span.reason]
    assert "claim:ban-violates-no-treaty" in {lost.span.record.id for lost in torn}
    assert {lost.span.verdict.value for lost in torn} == {"edited"}
    assert all("\n" not in part.value["quote"] for part in span_values(made.draft))


# --- what is asked for ------------------------------------------------------------------------


def test_the_kind_of_version_is_stated_on_request() -> None:
    text = {"new.txt": OLD.replace(" ", "  ")}
    made = rebase(DATASET, text, version="correction")

    assert made.dataset is not None
    version = made.dataset.articles[0].version
    assert version is not None
    assert version.kind == "correction"
    assert version.reference is not None
    assert version.reference.title == "First the Timber, Then the Water, before the change"
    with pytest.raises(detente.InputError, match="already"):
        rebase(made.dataset, {"new.txt": OLD}, version="update")
    with pytest.raises(ValueError, match="improvement"):
        rebase(DATASET, text, version="improvement")


def test_the_reference_of_a_version_has_the_address_and_without_a_title_the_publisher() -> None:
    article = attrs.evolve(DATASET.articles[0], title=None, url="https://example.org/timber")
    dataset = DATASET.evolve(articles=(article,))
    made = rebase(dataset, {"new.txt": OLD.replace(" ", "  ")}, version="update")

    assert made.dataset is not None
    version = made.dataset.articles[0].version
    assert version is not None
    assert version.reference == detente.Reference(
        title=f"{article.publisher}, before the change", url="https://example.org/timber"
    )


def test_articles_without_a_new_text_stay_as_they_are() -> None:
    texts = {"union.txt": TEXTS["union.txt"].replace(" ", "  ")}
    made = rebase(SEALED, texts, version="reprint")

    assert made.dataset is not None
    first, second = made.articles
    assert first.changed
    assert (second.file, second.changed, second.moved) == (None, False, 0)
    before = detente.loads(SEALED)
    assert made.dataset.articles[1] == before.articles[1]
    assert made.dataset.articles[0].version is not None


def test_a_draft_is_rebased_where_its_own_text_is_given() -> None:
    draft = (FOLDER / f"{NAME}.draft.json").read_bytes()
    new = {"new.txt": OLD.replace(" ", "  ")}

    assert rebase(draft, new, old={"o": OLD}).dataset == rebase(DATASET, new).dataset
    with pytest.raises(detente.InvalidError):
        rebase(draft, new)
    with pytest.raises(detente.InvalidError):
        rebase(draft.replace(b"300 million", b"3 million"), new, old={"o": OLD})


def test_a_dataset_without_anchors_is_rebased_where_its_own_text_is_given() -> None:
    new = {name: text.replace(" ", "  ") for name, text in TEXTS.items()}

    assert rebase(DATA, new).dataset is None
    assert rebase(DATA, new, old=TEXTS).dataset == rebase(SEALED, new).dataset


def test_texts_that_are_of_no_article_are_refused() -> None:
    other = {"other.txt": "Nothing of this is in any article at all."}

    with pytest.raises(detente.InputError, match="none of them is a text of article:"):
        rebase(DATASET, other)
    with pytest.raises(detente.InputError, match="there is none"):
        rebase(DATASET, {})
    with pytest.raises(detente.InputError, match="the old texts: none of them"):
        rebase(DATASET, {"new.txt": OLD}, old=other)
    with pytest.raises(detente.InputError, match="of any article"):
        rebase(DATASET.evolve(articles=(), claims=()), other)


HEAD = "Two Banks on One River"
SHORT = f"{HEAD}\n\nThe bank of the north has lent no money. It waits for the spring.\n"
EVIDENCE = [
    {"quote": "The bank of the north has lent no money."},
    {"quote": "It waits for the spring."},
]
REWRITTEN = f"{HEAD}\n\nThe northern bank lent nothing at all. Everything waits for spring.\n"


def test_a_text_of_which_only_the_headline_stands_is_that_of_the_only_article() -> None:
    made = rebase(sealed_claims(SHORT, EVIDENCE), {"new.txt": REWRITTEN}, old={"short.txt": SHORT})

    (article,) = made.articles
    assert (article.file, article.moved, len(article.lost)) == ("new.txt", 0, 2)
    assert fates(made)[SegmentFate.KEPT] == [HEAD]
    assert {lost.words for lost in made.lost} == {REWRITTEN.split("\n")[2]}
    assert made.draft is not None
    assert len(made.draft["claims"]) == 2


def test_a_text_of_which_nothing_stands_is_that_of_the_article_that_is_named() -> None:
    other = REWRITTEN.replace(HEAD, "Two Loans")
    dataset = sealed_claims(SHORT, EVIDENCE)
    id_ = dataset.articles[0].id

    with pytest.raises(detente.InputError, match="--of ID"):
        rebase(dataset, {"new.txt": other})
    made = rebase(dataset, {"new.txt": other}, of=id_)

    assert (made.articles[0].file, made.articles[0].moved, len(made.lost)) == ("new.txt", 0, 2)
    with pytest.raises(detente.InputError, match="no article of this id"):
        rebase(dataset, {"new.txt": other}, of="article:nobody")
    with pytest.raises(detente.InputError, match="only one of them"):
        rebase(dataset, {"new.txt": other, "b.txt": SHORT}, of=id_)


def test_a_text_is_not_taken_for_the_rest_of_several_articles() -> None:
    with pytest.raises(detente.InputError, match=r"none of them .* say of which article"):
        rebase(SEALED, {"new.txt": REWRITTEN})


def test_extensions_stay() -> None:
    values = json.loads(BYTES)
    ext = {"example.org/seen": [1]}
    values["articles"][0]["text"]["ext"] = ext
    values["articles"][0]["segments"][2]["ext"] = ext
    values["claims"][0]["utterances"][0]["evidence"][0]["ext"] = ext
    dataset = detente.loads(json.dumps(values))

    made = rebase(dataset, {"new.txt": OLD.replace(" ", "  ")})

    assert made.dataset is not None
    article = made.dataset.articles[0]
    assert article.text.ext == ext
    assert article.segments[2].ext == ext
    assert made.dataset.claims[0].utterances[0].evidence[0].ext == ext


def test_a_dataset_with_errors_becomes_a_draft_with_all_places_and_the_report_of_them() -> None:
    values = json.loads(BYTES)
    values["claims"][0]["about"] = ["actor:nobody"]
    new = {"new.txt": OLD.replace(" ", "  ")}

    made = rebase(json.dumps(values).encode(), new)

    assert made.dataset is None
    assert made.draft is not None
    assert todo(made) == []
    assert "D201" in {d.code for d in made.report}


def test_the_result_as_plain_values_has_no_words_of_the_text() -> None:
    made = changed((LOAN, "lent it 200 million dollars"))
    plain = json.dumps(made.to_dict())

    assert json.loads(plain)["sealed"] is False
    assert len(json.loads(plain)["articles"][0]["lost"]) == len(made.lost)
    assert "million" not in plain
    gone = changed(("It needs the river, and it knows that. ", "")).to_dict()
    assert gone["articles"][0]["lost"][0]["now"] is None


# --- properties -------------------------------------------------------------------------------


def _places(values: Any) -> dict[tuple[Any, ...], tuple[int, int]]:
    """Where all spans of records are, by path; segments left out."""
    return {
        part.path: (part.value["start"], part.value["end"])
        for part in span_values(values)
        if "segments" not in part.path
    }


SOURCES = [
    (BYTES, {ARTICLE: OLD}),
    (SEALED, {f"article:{n.removesuffix('.txt')}": canonical(t) for n, t in TEXTS.items()}),
]


@given(st.sampled_from(range(2)), st.sampled_from([*PERTURB.PERTURBATIONS]), st.integers(0, 10_000))
@example(0, "repeated name deleted", 716)
@example(0, "repeated name deleted", 10_000)
@examples(3)
def test_no_span_has_a_wrong_place_and_none_is_lost_in_silence(
    source: int, name: str, seed: int
) -> None:
    data, texts = SOURCES[source]
    before = _places(json.loads(data))
    own = {part.path: part.article for part in span_values(json.loads(data))}
    new, truths = dict(texts), {}
    for id_, text in texts.items():
        spans = [at for path, at in before.items() if own[path] == id_]
        other = next((t for i, t in texts.items() if i != id_), "")
        made = PERTURB.perturb(name, text, spans, seed, other)
        if made is not None:
            new[id_], truths[id_] = made.text, made.truths
    rebased = rebase(data, new)

    values: Any = None if rebased.dataset is None else json.loads(detente.dumps(rebased.dataset))
    if values is None:
        sealed = seal_values(rebased.draft, new)
        assert {f.code for f in sealed.findings} <= {"D414", "D566"}
        values = sealed.values
    after = _places(values)
    lost = {lost.span.path for lost in rebased.lost}
    assert after.keys() == before.keys()
    for path, at in before.items():
        truth = truths.get(own[path] or "", {}).get(at)
        if truth is None or "/" + "/".join(map(str, path)) in lost:
            continue
        assert truth.kind == "untouched", (name, seed, path)
        assert after[path] in truth.places | truth.rivals, (name, seed, path)
    for key, records in json.loads(data).items():
        if isinstance(records, list):
            ids = [record["id"] for record in values[key]]
            assert ids == [record["id"] for record in records]


@given(st.sampled_from(range(2)), st.sampled_from([*PERTURB.PERTURBATIONS]), st.integers(0, 10_000))
@examples(3)
def test_there_and_back_is_the_same_file(source: int, name: str, seed: int) -> None:
    data, texts = SOURCES[source]
    new = {
        id_: text if made is None else made.text
        for id_, text in texts.items()
        for made in [PERTURB.perturb(name, text, [], seed, next(iter(texts.values())))]
    }
    there = rebase(data, new, new=("body", "author"))
    if there.dataset is not None:
        back = rebase(there.dataset, texts, new=("body", "author"))
        if back.dataset is not None:  # else something is left to do, which is said
            assert detente.dumps(back.dataset) == detente.dumps(detente.loads(data))
        else:
            assert back.draft is not None
