import json

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import detente
from detente.bridges import LAYERS, Mark, MarkLink, typed_texts
from detente.bridges.patch import patched
from detente.pipeline.draft import unseal
from tests.annotated import annotated
from tests.bridges.marks import marks_of
from tests.profiles import examples
from tests.sample import DRAFT, TEXTS

SAMPLE = detente.seal(DRAFT, TEXTS).dataset


def patch(dataset, texts, change=lambda marks: marks):
    """The differences of marks over a dataset, and the draft that results."""
    typed = typed_texts(detente.attach(dataset, texts))
    document = json.loads(detente.dumps(dataset))
    differences = patched(document, typed.texts, change(marks_of(typed)), typed.names)
    return differences, unseal(document, {text.id: text.text for text in typed.texts})


def seal(draft, texts):
    sealed = detente.seal(json.dumps(draft).encode(), texts)
    assert sealed.dataset is not None, sealed.report
    return sealed.dataset


def lines(dataset):
    return detente.dumps(dataset).decode().splitlines()


def edited(index, **changes):
    """A change of the mark with this number."""

    def change(marks):
        one = attrs.evolve(marks.marks[index], **changes)
        return attrs.evolve(marks, marks=(*marks.marks[:index], one, *marks.marks[index + 1 :]))

    return change


def without(*keys):
    """A change that deletes marks, and the links that they have."""

    def change(marks):
        return attrs.evolve(
            marks,
            marks=tuple(m for m in marks.marks if m.key not in keys),
            links=tuple(x for x in marks.links if not {x.source, x.target} & {*keys}),
        )

    return change


def with_marks(*new, links=()):
    """A change that adds marks and links."""
    return lambda marks: attrs.evolve(
        marks, marks=(*marks.marks, *new), links=(*marks.links, *links)
    )


def new_mark(layer, start=0, end=5, article="article:union", **more):
    return Mark(
        place="here", id="new", article=article, layer=layer, ranges=((start, end),), **more
    )


@given(annotated())
@examples(0.4)
def test_marks_that_nobody_touched_give_the_dataset_back(made):
    dataset, texts = made
    assume(texts)
    differences, draft = patch(dataset, texts)
    assert differences == ()
    assert lines(seal(draft, texts)) == lines(dataset)


def test_the_sample_comes_back_from_marks_that_nobody_touched():
    differences, draft = patch(SAMPLE, TEXTS)
    assert differences == ()
    assert lines(seal(draft, TEXTS)) == lines(SAMPLE)


@pytest.mark.parametrize("id_", ["claim", "event", "mention", "article"])
def test_a_scheme_with_the_name_of_a_kind_is_taken_for_no_record_of_that_kind(id_):
    value = detente.SchemeValue(value="low", definition="The lower of two.")
    applies_to = (detente.Codable.CLAIM,)
    scheme = detente.Scheme(id=id_, title="Levels", applies_to=applies_to, values=(value,))
    dataset = SAMPLE.evolve(schemes=(*SAMPLE.schemes, scheme))
    differences, draft = patch(dataset, TEXTS)
    assert differences == ()
    assert lines(seal(draft, TEXTS)) == lines(dataset)


@given(annotated(), st.data())
@examples(0.4)
def test_one_edit_is_exactly_that_difference_or_a_refusal(made, data):
    dataset, texts = made
    assume(texts)
    typed = typed_texts(detente.attach(dataset, texts))
    marks = marks_of(typed)
    assume(marks.marks)
    index = data.draw(st.integers(0, len(marks.marks) - 1))
    mark = marks.marks[index]
    kind = data.draw(st.sampled_from(["move", "feature", "delete", "words", "layer"]))
    if kind == "move":
        text = marks.texts[mark.article]
        start = data.draw(st.integers(-1, len(text)))
        end = data.draw(st.integers(start - 1, len(text) + 1))
        assume(((start, end),) != mark.ranges)
        change = edited(index, ranges=((start, end),), words=())
    elif kind == "feature":
        feature = data.draw(st.sampled_from(LAYERS[mark.layer].features))
        value = data.draw(st.sampled_from(feature.values or ("Something else",)))
        assume(mark.features.get(feature.name) != (value,))
        change = edited(index, features={**mark.features, feature.name: (value,)})
    elif kind == "delete":
        change = without(mark.key)
    elif kind == "words":
        change = edited(index, words=(mark.words[0] + "!",))
    else:
        other = data.draw(st.sampled_from([name for name in LAYERS if name != mark.layer]))
        change = edited(index, layer=other)
    differences, draft = patch(dataset, texts, change)
    about = [d for d in differences if d.key and d.key.startswith(mark.key.partition("/")[0])]
    if kind in ("words", "layer"):
        assert next((d.change, d.key) for d in differences if d.what != "link") == (
            "refused",
            mark.key,
        )
    elif kind == "delete":
        assert {d.change for d in about} <= {"removed", "refused"}
        assert about
    else:
        ((change_, key),) = [(d.change, d.key) for d in differences]
        assert key == mark.key
        assert change_ == "refused" or change_ == {"move": "moved", "feature": "changed"}[kind]
    if all(d.change == "refused" for d in differences):  # then nothing was changed
        assert lines(seal(draft, texts)) == lines(dataset)


CLAIM = "claim:never-allies/utterances/0/evidence/0"
WORDS = TEXTS["union.txt"]
AT = WORDS.index("Delegates")


def test_a_mark_that_was_moved_becomes_the_evidence():
    differences, draft = patch(SAMPLE, TEXTS, lambda m: moved(m, CLAIM, (AT, AT + 9)))
    ((change, key, after),) = [(d.change, d.key, d.after) for d in differences]
    assert (change, key, after) == ("moved", CLAIM, "Delegates")
    evidence = seal(draft, TEXTS)["claim:never-allies"].utterances[0].evidence
    assert [(span.start, span.end) for span in evidence] == [(AT, AT + 9)]


def test_a_mark_in_pieces_becomes_several_spans_in_its_place():
    differences, draft = patch(
        SAMPLE, TEXTS, lambda m: moved(m, CLAIM, (AT, AT + 9), (AT - 9, AT - 2))
    )
    assert [d.after for d in differences] == ["Delegates … inst it"]
    evidence = seal(draft, TEXTS)["claim:never-allies"].utterances[0].evidence
    assert [(span.start, span.end) for span in evidence] == [(AT - 9, AT - 2), (AT, AT + 9)]


def test_a_mention_that_was_put_in_pieces_is_refused_since_each_span_would_count():
    key = "mention:norway-name/spans/0"
    differences, draft = patch(
        SAMPLE, TEXTS, lambda m: moved(m, key, (AT, AT + 4), (AT + 5, AT + 9))
    )
    ((change, of, reason),) = [(d.change, d.key, d.reason) for d in differences]
    assert (change, of) == ("refused", key)
    assert "a mention cannot be in pieces" in reason
    assert lines(seal(draft, TEXTS)) == lines(SAMPLE)


def moved(marks, key, *ranges):
    (index,) = [n for n, mark in enumerate(marks.marks) if mark.key == key]
    return edited(index, ranges=ranges, words=())(marks)


def featured(key, **features):
    """A change of the features of a mark; an empty tuple takes one away."""

    def change(marks):
        (index,) = [n for n, mark in enumerate(marks.marks) if mark.key == key]
        old = marks.marks[index].features
        return edited(index, features={k: v for k, v in (old | features).items() if v})(marks)

    return change


def test_a_changed_feature_is_set_once_though_many_marks_show_it():
    differences, draft = patch(SAMPLE, TEXTS, featured(CLAIM, proposition=("They were foes.",)))
    ((change, feature, after),) = [(d.change, d.feature, d.after) for d in differences]
    assert (change, feature, after) == ("changed", "proposition", "They were foes.")
    assert seal(draft, TEXTS)["claim:never-allies"].proposition == "They were foes."


def test_a_feature_that_is_taken_away_is_left_out():
    once = seal(patch(SAMPLE, TEXTS, featured(CLAIM, themes=("military", "economic")))[1], TEXTS)
    assert once["claim:never-allies"].themes == ("military", "economic")
    differences, draft = patch(once, TEXTS, featured(CLAIM, themes=()))
    assert [d.change for d in differences] == ["changed"]
    assert seal(draft, TEXTS)["claim:never-allies"].themes == ()


@pytest.mark.parametrize(
    ("features", "reason"),
    [
        ({"kind": ("odd",)}, "'odd' is no value of kind"),
        ({"kind": ()}, "kind cannot be empty"),
        ({"kind": ("causal", "factual")}, "kind has 2 values where one is expected"),
        (
            {"about": ("Nobody",)},
            "about: no actor or event or relation or issue or claim is called",
        ),
        ({"shape": ("round",)}, "claim has no feature of this name; there are: proposition, kind"),
    ],
)
def test_a_feature_that_the_format_does_not_have_is_refused_and_nothing_changes(features, reason):
    differences, draft = patch(SAMPLE, TEXTS, featured(CLAIM, **features))
    ((change, key, why),) = [(d.change, d.key, d.reason) for d in differences]
    assert (change, key) == ("refused", CLAIM)
    assert reason in why
    assert lines(seal(draft, TEXTS)) == lines(SAMPLE)


def test_marks_of_one_record_that_differ_are_refused():
    marks = marks_of(typed_texts(detente.attach(SAMPLE, TEXTS)))
    keys = [m.key for m in marks.marks if m.key.startswith("claim:never-allies/")]
    assert len(keys) == 2  # one in each article

    def change(marks):
        for key, word in zip(keys, ("One.", "Two."), strict=True):
            marks = featured(key, proposition=(word,))(marks)
        return marks

    differences, _ = patch(SAMPLE, TEXTS, change)
    ((change_, reason, after),) = [(d.change, d.reason, d.after) for d in differences]
    assert (change_, reason) == ("refused", "marks of one record differ in it")
    assert after in ("One. or Two.", "Two. or One.")


def test_a_deleted_mark_takes_the_utterance_with_it_and_the_record_if_nothing_is_left():
    differences, draft = patch(SAMPLE, TEXTS, without(CLAIM))
    assert ("removed", CLAIM) in [(d.change, d.key) for d in differences]
    assert len(seal(draft, TEXTS)["claim:never-allies"].utterances) == 1


def test_a_record_that_others_name_keeps_its_last_mark():
    (key,) = [
        m.key
        for m in marks_of(typed_texts(detente.attach(SAMPLE, TEXTS))).marks
        if m.key.startswith("claim:war-avoided/")
    ]
    differences, draft = patch(SAMPLE, TEXTS, lambda m: attrs.evolve(without(key)(m), linked=False))
    refused = [d for d in differences if d.change == "refused" and d.key == key]
    assert "names the record, which would have no words left" in refused[0].reason
    assert lines(seal(draft, TEXTS)) == lines(SAMPLE)


def test_a_record_that_others_name_keeps_its_last_mark_but_not_its_cue():
    document = json.loads(detente.dumps(SAMPLE))
    one = {"id": "link:x", "kind": "specifies", "source": REPORT, "target": "claim:lesson"}
    document["links"].append(one)
    dataset = detente.load(json.dumps(document).encode())
    keys = [f"{VOICE}/evidence/0", f"{VOICE}/sources/0/cue/0"]
    differences, _ = patch(dataset, TEXTS, lambda m: attrs.evolve(without(*keys)(m), linked=False))
    assert [(d.change, d.key) for d in differences] == [("refused", keys[0]), ("removed", keys[1])]


def test_deleted_mentions_and_passages_are_taken_away():
    marks = marks_of(typed_texts(detente.attach(SAMPLE, TEXTS))).marks
    keys = [m.key for m in marks if m.layer in ("mention", "uncoded")]
    differences, draft = patch(SAMPLE, TEXTS, without(*keys))
    assert {d.change for d in differences} == {"removed"}
    sealed = json.dumps(draft)
    assert '"mentions": []' in sealed or "mention:" not in sealed
    assert "uncoded" not in sealed


def test_a_segment_stays_and_may_be_cut_otherwise():
    key = "article:later/segments/0"
    differences, draft = patch(SAMPLE, TEXTS, without(key))
    assert [(d.change, d.key) for d in differences] == [("refused", key)]
    differences, draft = patch(SAMPLE, TEXTS, lambda m: moved(m, key, (0, 9)))
    assert [d.change for d in differences] == ["moved"]
    assert draft["articles"][1]["segments"][0]["quote"] == "A century"
    differences, _ = patch(SAMPLE, TEXTS, lambda m: moved(m, key, (0, 3), (4, 9)))
    assert differences[0].reason == "a segment is one passage"


@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        (new_mark("opinion"), "the format has no opinion"),
        (new_mark("segment"), "segments cover the text already"),
        (new_mark("cue"), "it does not say of which claim or event it is"),
        (new_mark("claim", 5, 5), "5 to 5 is no range of a text of"),
        (new_mark("claim", 0, 10**9), "is no range of a text of"),
        (new_mark("claim", words=("Sweden",)), "it should mark 'Sweden', but there stands"),
        (new_mark("claim", article="article:lost"), "there is no text of article:lost"),
        (new_mark("claim", key="claim:gone/utterances/0/evidence/0"), "has no such mark"),
        (new_mark("claim", key=CLAIM), "this mark is there twice"),
        (
            new_mark("claim", features={"record": ("event:vote",)}),
            "no claim is called 'event:vote'",
        ),
        (
            new_mark("claim", features={"record": ("claim:lesson",), "kind": ("causal",)}),
            "the claim says otherwise of kind",
        ),
        (attrs.evolve(new_mark("claim"), ranges=()), "it marks nothing"),
    ],
)
def test_a_mark_without_a_home_is_refused_with_the_reason_and_nothing_changes(mark, reason):
    differences, draft = patch(SAMPLE, TEXTS, with_marks(mark))
    ((change, why),) = [(d.change, d.reason) for d in differences]
    assert change == "refused"
    assert reason in why
    assert lines(seal(draft, TEXTS)) == lines(SAMPLE)


def test_a_mark_in_another_text_than_before_is_refused():
    differences, _ = patch(
        SAMPLE,
        TEXTS,
        lambda m: attrs.evolve(
            m,
            marks=tuple(
                attrs.evolve(x, article="article:later", ranges=((0, 5),), words=())
                if x.key == CLAIM
                else x
                for x in m.marks
            ),
        ),
    )
    assert any(d.reason == "this mark was exported in article:union" for d in differences)


def test_new_marks_become_records_that_validation_completes():
    claim = new_mark(
        "claim",
        AT,
        AT + 9,
        features={
            "proposition": ("Envoys met.",),
            "kind": ("factual",),
            "tense": ("past",),
            "commitment": ("CT+",),
            "about": ("actor:norway",),
            "colour": ("red",),
        },
    )
    differences, draft = patch(SAMPLE, TEXTS, with_marks(claim))
    assert [(d.change, d.feature) for d in differences] == [("refused", "colour"), ("added", None)][
        :: 1 if differences[0].change == "refused" else -1
    ]
    made = seal(draft, TEXTS)["claim:envoys-met"]
    assert (made.kind, made.about) == ("factual", ("actor:norway",))
    assert [(s.start, s.end) for s in made.utterances[0].evidence] == [(AT, AT + 9)]


def test_new_marks_that_share_a_name_are_one_record_in_pieces():
    shared = {"record": ("meeting",), "label": ("envoys meet",)}
    one = new_mark("event", AT, AT + 9, features=shared | {"type": ("consult",)})
    other = attrs.evolve(
        new_mark("event", AT + 10, AT + 13, features={"record": ("meeting",)}), id="other"
    )
    differences, draft = patch(SAMPLE, TEXTS, with_marks(one, other))
    assert [(d.change, d.key) for d in differences] == [("added", "event:envoys-meet")] * 2
    (event,) = [e for e in draft["events"] if e["id"] == "event:envoys-meet"]
    assert len(event["accounts"]) == 1
    assert len(event["accounts"][0]["evidence"]) == 2


def test_a_new_mark_can_be_further_evidence_of_a_record():
    differences, draft = patch(
        SAMPLE,
        TEXTS,
        with_marks(new_mark("claim", AT, AT + 9, features={"record": ("claim:lesson",)})),
    )
    assert [(d.change, d.key) for d in differences] == [("added", "claim:lesson")]
    assert len(seal(draft, TEXTS)["claim:lesson"].utterances[0].evidence) == 2


def test_new_mentions_join_those_of_the_same_actor_and_form_and_can_name_new_actors():
    alike = SAMPLE["mention:norway-name"]
    old = new_mark("mention", 0, 6, features={"actor": ("actor:norway",), "form": (alike.form,)})
    new = attrs.evolve(
        new_mark("mention", AT, AT + 9, features={"actor": ("The envoys",), "form": ("name",)}),
        id="envoys",
    )
    about = new_mark(
        "claim", AT, AT + 9, features={"proposition": ("Envoys met.",), "about": ("The envoys",)}
    )
    differences, draft = patch(SAMPLE, TEXTS, with_marks(about, new, old))
    assert [(d.change, d.what) for d in differences] == [
        ("added", "actor"),
        ("added", "mention"),
        ("added", "mention"),
        ("added", "claim"),
    ]
    spans = [m["spans"] for m in draft["mentions"] if m["id"] == alike.id]
    assert len(spans[0]) == len(alike.spans) + 1
    assert draft["claims"][-1]["about"] == ["actor:the-envoys"]


def test_a_new_passage_without_a_record_joins_those_of_its_reason():
    reason = SAMPLE["article:union"].uncoded[0].reason
    old = new_mark("uncoded", 0, 6, features={"reason": (reason,)})
    new = attrs.evolve(new_mark("uncoded", features={"reason": ("question",)}), id="b")
    assert reason != "question"
    differences, draft = patch(SAMPLE, TEXTS, with_marks(old, new))
    assert [d.change for d in differences] == ["added", "added"]
    listed = draft["articles"][0]["uncoded"]
    assert [len(one["spans"]) for one in listed] == [2, 1]


def test_a_mark_where_the_article_says_it_several_times_is_refused():
    voiced = json.loads(detente.dumps(SAMPLE))
    claim = next(c for c in voiced["claims"] if c["id"] == "claim:lesson")
    claim["utterances"] *= 2
    dataset = detente.load(json.dumps(voiced).encode())
    differences, _ = patch(
        dataset, TEXTS, with_marks(new_mark("claim", features={"record": ("claim:lesson",)}))
    )
    assert "several times" in differences[0].reason


# --- parts of what is there -----------------------------------------------------------------------

REPORT = "claim:hope-of-peace"
VOICE = f"{REPORT}/utterances/0"
WHO = {
    "kind": ("generic",),
    "mode": ("indirect",),
    "act": ("belief",),
    "commitment": ("CT+",),
}


def part(layer, record, **features):
    return new_mark(layer, AT, AT + 9, features={"record": (record,)} | features)


def test_a_new_cue_gives_a_statement_of_the_dataset_a_source():
    differences, draft = patch(SAMPLE, TEXTS, with_marks(part("cue", "claim:never-allies", **WHO)))
    key = "claim:never-allies/utterances/0/sources/0"
    assert [(d.change, d.what, d.key) for d in differences] == [("added", "cue", key)]
    first, second = seal(draft, TEXTS)["claim:never-allies"].utterances
    ((source,), none) = first.sources, second.sources
    assert (source.kind, source.cue[0].start, none) == ("generic", AT, ())


def test_a_further_cue_of_a_source_joins_it_if_it_says_nothing_else():
    differences, draft = patch(
        SAMPLE, TEXTS, with_marks(part("cue", REPORT), part("quoted", REPORT))
    )
    assert [d.change for d in differences] == ["added", "added"]
    (claim,) = [claim for claim in draft["claims"] if claim["id"] == REPORT]
    (source,) = claim["utterances"][0]["sources"]
    assert (len(source["cue"]), len(source["quoted"])) == (2, 1)
    differences, draft = patch(SAMPLE, TEXTS, with_marks(part("cue", REPORT, kind=("named",))))
    (one,) = differences
    assert one.reason == (
        "the source says otherwise of kind: change it at a mark that it has; of two sources write "
        f"both into {VOICE}/sources, the outer one first"
    )
    assert lines(seal(draft, TEXTS)) == lines(SAMPLE)


def test_a_cue_of_a_statement_with_several_sources_is_refused():
    document = json.loads(detente.dumps(SAMPLE))
    claim = next(c for c in document["claims"] if c["id"] == REPORT)
    claim["utterances"][0]["sources"] *= 2
    dataset = detente.load(json.dumps(document).encode())
    (one,), _ = patch(dataset, TEXTS, with_marks(part("cue", REPORT)))
    assert one.reason == (
        f"it has several sources, so add this to one of them by hand: {VOICE}/sources"
    )


def test_a_cue_in_an_article_that_does_not_say_it_once_is_refused():
    (one,), _ = patch(SAMPLE, TEXTS, with_marks(part("cue", "claim:still-friends")))
    assert one.reason.startswith("the article has claim:still-friends nowhere")
    document = json.loads(detente.dumps(SAMPLE))
    lesson = next(c for c in document["claims"] if c["id"] == "claim:lesson")
    lesson["utterances"] *= 2
    dataset = detente.load(json.dumps(document).encode())
    (one,), _ = patch(dataset, TEXTS, with_marks(part("cue", "claim:lesson")))
    assert one.reason.startswith("the article has claim:lesson in several places")
    assert "CAUTION: claim:lesson is in the author's own voice now" in one.reason
    assert "claim:lesson/utterances/0/sources" in one.reason


def test_new_words_for_a_time_are_added_to_that_of_the_event():
    differences, draft = patch(SAMPLE, TEXTS, with_marks(part("time", "event:vote")))
    assert [(d.change, d.key) for d in differences] == [("added", "event:vote/accounts/0/time")]
    assert len(seal(draft, TEXTS)["event:vote"].accounts[0].time.words) == 2
    (one,), _ = patch(SAMPLE, TEXTS, with_marks(part("time", "event:vote", value=("1906",))))
    assert one.reason == "the time says otherwise of value: change it at a mark that it has"


# --- links ----------------------------------------------------------------------------------------

VOTE, TALKS = "event:vote/accounts/0/evidence/0", "event:talks/accounts/0/evidence/0"


def link(kind, source, target):
    return MarkLink(place="here", kind=kind, source=source, target=target)


@pytest.mark.parametrize(
    ("kind", "source", "target", "key"),
    [
        ("counters", CLAIM, VOTE, "link:never-allies-vote"),
        ("parallels", CLAIM, VOTE, "link:never-allies-vote"),
        ("grounds", CLAIM, VOTE, "claim:never-allies/utterances/0/grounds/event:vote"),
        ("part_of", TALKS, VOTE, "event:talks/part_of/event:vote"),
    ],
)
def test_a_new_link_is_recorded(kind, source, target, key):
    differences, draft = patch(SAMPLE, TEXTS, with_marks(links=[link(kind, source, target)]))
    assert [(d.change, d.what, d.key) for d in differences] == [("added", kind, key)]
    if kind == "counters":
        assert draft["links"][-1]["article"] == "article:union"


@pytest.mark.parametrize(
    ("kind", "source", "target", "reason"),
    [
        ("likes", CLAIM, VOTE, "the format has no link likes"),
        ("grounds", VOTE, CLAIM, "only a claim has grounds"),
        ("part_of", CLAIM, VOTE, "only an event is part of an event"),
        ("counters", CLAIM, "gone", "an end of the link is no mark"),
        ("counters", CLAIM, "mention:norway-name/spans/0", "only claims and events can be linked"),
    ],
)
def test_a_link_that_the_format_does_not_have_is_refused(kind, source, target, reason):
    differences, draft = patch(SAMPLE, TEXTS, with_marks(links=[link(kind, source, target)]))
    ((change, why),) = [(d.change, d.reason) for d in differences]
    assert change == "refused"
    assert reason in why
    assert lines(seal(draft, TEXTS)) == lines(SAMPLE)


def test_links_that_were_deleted_are_taken_away_and_come_back_when_drawn_again():
    dataset = seal(
        patch(
            SAMPLE,
            TEXTS,
            with_marks(links=[link("part_of", TALKS, VOTE), link("grounds", CLAIM, VOTE)]),
        )[1],
        TEXTS,
    )
    differences, draft = patch(dataset, TEXTS, lambda m: attrs.evolve(m, links=()))
    assert {d.change for d in differences} == {"removed"}
    assert {d.what for d in differences} >= {"part_of", "grounds", "undercuts"}
    sealed = seal(draft, TEXTS)
    assert sealed["event:talks"].part_of is None
    assert "event:vote" not in sealed["claim:never-allies"].utterances[0].grounds


def test_an_event_that_is_part_of_another_is_not_given_a_second_whole():
    other = new_mark("event", features={"label": ("envoys meet",)})
    links = [link("part_of", TALKS, VOTE), link("part_of", TALKS, "new")]
    differences, _ = patch(SAMPLE, TEXTS, with_marks(other, links=links))
    assert "part of another one" in differences[-1].reason


def test_a_link_that_is_drawn_twice_is_one():
    twice = [link(kind, CLAIM, VOTE) for kind in ("counters", "parallels", "grounds")] * 2
    differences, draft = patch(SAMPLE, TEXTS, with_marks(links=twice))
    assert [d.what for d in differences] == ["counters", "parallels", "grounds"]
    assert len(draft["links"]) == len(SAMPLE.links) + 2


def test_a_ground_that_the_draft_has_already_is_not_added_again():
    document = json.loads(detente.dumps(SAMPLE))
    lesson = next(c for c in document["claims"] if c["id"] == "claim:lesson")
    lesson["utterances"][0]["grounds"] = ["claim:still-friends"]  # of which this text says nothing
    dataset = detente.load(json.dumps(document).encode())
    here = new_mark("claim", features={"record": ("claim:still-friends",)})
    drawn = link("grounds", "claim:lesson/utterances/0/evidence/0", "new")
    _, draft = patch(dataset, TEXTS, with_marks(here, links=[drawn]))
    (lesson,) = [claim for claim in draft["claims"] if claim["id"] == "claim:lesson"]
    assert lesson["utterances"][0]["grounds"] == ["claim:still-friends"]


def test_an_event_can_become_part_of_another_one():
    dataset = seal(patch(SAMPLE, TEXTS, with_marks(links=[link("part_of", TALKS, VOTE)]))[1], TEXTS)
    other = new_mark("event", features={"label": ("envoys meet",)})

    def change(marks):
        marks = attrs.evolve(marks, links=tuple(x for x in marks.links if x.kind != "part_of"))
        return with_marks(other, links=[link("part_of", TALKS, "new")])(marks)

    differences, draft = patch(dataset, TEXTS, change)
    assert [(d.change, d.what) for d in differences] == [
        ("added", "event"),
        ("removed", "part_of"),
        ("added", "part_of"),
    ]
    (talks,) = [event for event in draft["events"] if event["id"] == "event:talks"]
    assert talks["part_of"] == "event:envoys-meet"


def test_a_link_of_which_an_end_is_lost_is_refused_and_stays():
    def change(marks):
        (one,) = [x for x in marks.links if x.kind == "undercuts"]
        kept = [x for x in marks.links if x is not one]
        return attrs.evolve(marks, links=(*kept, attrs.evolve(one, source="lost")))

    differences, draft = patch(SAMPLE, TEXTS, change)
    assert [(d.change, d.what) for d in differences] == [("refused", "undercuts")]
    assert lines(seal(draft, TEXTS)) == lines(SAMPLE)


def test_a_link_that_is_refused_saves_no_other_from_being_taken_away():
    def change(marks):
        kept = [x for x in marks.links if x.kind != "undercuts"]
        return attrs.evolve(marks, links=(*kept, link("likes", CLAIM, VOTE)))

    differences, _ = patch(SAMPLE, TEXTS, change)
    assert {(d.change, d.what) for d in differences} == {
        ("refused", "likes"),
        ("removed", "undercuts"),
    }


def test_a_link_that_another_article_still_has_is_not_taken_away():
    document = json.loads(detente.dumps(SAMPLE))
    claim = next(c for c in document["claims"] if c["id"] == "claim:still-friends")
    claim["utterances"] += [{**claim["utterances"][0], "article": "article:union"}]
    claim["utterances"][1]["evidence"] = [{"start": 24, "end": 30}]
    dataset = detente.load(json.dumps(document).encode())

    def change(marks):
        later = {m.id for m in marks.marks if m.article == "article:later"}
        return attrs.evolve(marks, links=tuple(x for x in marks.links if x.source not in later))

    differences, _ = patch(dataset, TEXTS, change)
    assert [(d.change, d.reason) for d in differences] == [
        ("refused", "another article has the link too: delete it there as well")
    ]


def test_a_link_goes_with_its_cue():
    document = json.loads(detente.dumps(SAMPLE))
    (one,) = [x for x in document["links"] if x["kind"] == "undercuts"]
    one["cue"] = [{"start": 24, "end": 26}]
    dataset = detente.load(json.dumps(document).encode())

    def change(marks):
        marks = without(f"{one['id']}/cue/0")(marks)
        return attrs.evolve(marks, links=tuple(x for x in marks.links if x.kind != "undercuts"))

    differences, draft = patch(dataset, TEXTS, change)
    assert [(d.change, d.key) for d in differences] == [("removed", one["id"])]
    assert len(draft["links"]) == len(document["links"]) - 1
