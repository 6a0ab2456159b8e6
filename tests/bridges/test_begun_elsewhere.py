"""What people mark from scratch, as marks of any tool."""

import json
import re
from itertools import permutations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.bridges import Mark, MarkLink, TypedText
from detente.bridges.features import LAYERS, Names
from detente.bridges.marks import Difference, Marks
from detente.bridges.patch import patched
from detente.pipeline.draft import draft
from detente.records import ARRAYS
from detente.render import bridging
from tests.command import run
from tests.profiles import examples

TEXT = "Norrland closed the port on Monday, “for good”, Sudria said. That was a mistake."
ARTICLE = "article:port"


def mark(layer, words, **features):
    """A mark of some words; a feature has one value, or a tuple of several."""
    start = TEXT.index(words)
    return Mark(
        place=f"the mark of {words}",
        id=f"{layer} {words}",
        article=ARTICLE,
        layer=layer,
        ranges=((start, start + len(words)),),
        features={
            name: value if isinstance(value, tuple) else (value,)
            for name, value in features.items()
        },
    )


def begun(*marks, links=()):
    """The draft that results from marks in a new project, and the differences."""
    document = draft({"port.txt": TEXT})
    read = Marks(base=None, texts={ARTICLE: TEXT}, marks=marks, links=links, layers=())
    blank = [TypedText(id=ARTICLE, label="", text=TEXT, exact=True)]
    differences = patched(document, blank, read, Names())
    assert json.dumps(document)
    return document, differences


def refused(differences):
    return [(one.what, one.reason) for one in differences if one.change == "refused"]


def words_of(spans):
    return [TEXT[span["start"] : span["end"]] for span in spans]


EVENT = mark("event", "Norrland closed the port", label="The port closes")
CLAIM = mark("claim", "That was a mistake", proposition="It was wrong", about="The port closes")
CUE = mark(
    "cue",
    "Sudria said",
    record="The port closes",
    kind="named",
    actor="Sudria",
    mode="mixed",
    act="communication",
    commitment="CT+",
)
QUOTED = mark("quoted", "for good", record="The port closes")
SOURCE = {
    "kind": "named",
    "actor": "actor:sudria",
    "mode": "mixed",
    "act": "communication",
    "commitment": "CT+",
}


# --- order ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [*permutations([CLAIM, EVENT, CUE, QUOTED])])
def test_the_order_of_marks_does_not_matter(order):
    document, differences = begun(*order)
    assert refused(differences) == []
    same_document, same_differences = begun(EVENT, CLAIM, CUE, QUOTED)
    assert (document, {*differences}) == (same_document, {*same_differences})


def test_claims_can_name_one_another():
    one = mark("claim", "Norrland", proposition="It is closed", about="It was wrong")
    other = mark("claim", "a mistake", proposition="It was wrong", about="It is closed")
    document, differences = begun(one, other)
    assert refused(differences) == []
    first, second = document["claims"]
    assert (first["about"], second["about"]) == ([second["id"]], [first["id"]])


def test_a_name_that_several_new_records_have_means_none_of_them():
    one, other = (mark("claim", words, proposition="Twice") for words in ("Norrland", "Sudria"))
    _, differences = begun(one, other, mark("claim", "mistake", proposition="A", about="Twice"))
    assert refused(differences) == [
        (
            "claim",
            "about: 'Twice' is what claim:twice and claim:twice-2 are called: write one of these ids",
        )
    ]


def test_a_name_that_marks_share_names_their_record():
    one = mark("claim", "Norrland", record="c1", proposition="It is closed")
    other = mark("claim", "mistake", proposition="It was wrong", about="c1")
    document, differences = begun(other, one)
    assert refused(differences) == []
    assert document["claims"][0]["about"] == ["claim:it-is-closed"]


WORDS = st.sampled_from(["Norrland", "closed", "the port", "for good", "Sudria said", "a mistake"])
NAMES = st.sampled_from(["The port closes", "It was wrong", "x", "Sudria", "claim:x", "nobody"])
NEW = st.builds(
    lambda layer, words, features: mark(layer, words, **features),
    st.sampled_from([*LAYERS, "Place"]),
    WORDS,
    st.dictionaries(
        st.sampled_from(["record", "proposition", "label", "about", "actor", "kind", "concerns"]),
        NAMES | st.just("causal"),
    ),
)


def numbers(document):
    return {name: len(document.get(name, ())) for name in ARRAYS}


@given(st.lists(NEW, max_size=8, unique_by=lambda made: made.id), st.data())
@examples(1)
def test_each_mark_is_added_or_refused_and_names_only_what_is_there(marks, data):
    document, differences = begun(*marks)
    about_marks = [one for one in differences if one.feature is None and one.what != "actor"]
    assert sorted(one.place for one in about_marks) == sorted(one.place for one in marks)
    ids = {record["id"] for name in ARRAYS for record in document.get(name, ())}
    for record in (*document["claims"], *document["events"]):
        voices = record.get("utterances") or record["accounts"]
        assert all(voice["evidence"] for voice in voices)
        named = [*record.get("about", ()), *record.get("concerns", ())]
        actors = [one.get("actor") for voice in voices for one in voice.get("sources", ())]
        assert {*named, *filter(None, actors)} <= ids
    again, _ = begun(*data.draw(st.permutations(marks)))
    assert numbers(document) == numbers(again)


# --- one record in several places -----------------------------------------------------------------


def test_each_mark_of_a_new_record_may_say_a_part_of_it():
    marks = [
        mark("claim", "closed", record="c1", kind="factual"),
        mark("claim", "port", record="c1", proposition="It is closed", commitment="CT+"),
    ]
    document, differences = begun(*marks)
    assert refused(differences) == []
    (claim,) = document["claims"]
    (utterance,) = claim["utterances"]
    assert (claim["kind"], claim["proposition"]) == ("factual", "It is closed")
    assert utterance["commitment"] == "CT+"
    assert words_of(utterance["evidence"]) == ["closed", "port"]
    assert list(claim)[-1] == "utterances"


def test_a_name_that_marks_share_may_be_what_one_of_them_proposes():
    document, differences = begun(
        mark("claim", "closed", record="It is closed"),
        mark("claim", "port", proposition="It is closed"),
    )
    assert refused(differences) == []
    assert [claim["id"] for claim in document["claims"]] == ["claim:it-is-closed"]


@pytest.mark.parametrize("feature", ["kind", "commitment"])
def test_marks_of_a_new_record_that_differ_are_refused(feature):
    values = {"kind": ("factual", "causal"), "commitment": ("CT+", "PS+")}[feature]
    marks = (
        mark("claim", words, record="c1", **{feature: value})
        for words, value in zip(("closed", "port"), values, strict=True)
    )
    document, differences = begun(*marks)
    reason = f"another new mark of it says otherwise of {feature}: say the same in both"
    assert [(what, reason in why) for what, why in refused(differences)] == [("claim", True)]
    assert words_of(document["claims"][0]["utterances"][0]["evidence"]) == ["closed"]


def test_mentions_whose_actor_is_not_known_are_not_taken_for_one():
    alike = [mark("mention", words, form="pronoun") for words in ("That", "port")]
    document, _ = begun(*alike)
    assert len(document["mentions"]) == 2


def test_a_mention_in_pieces_is_refused_and_brings_in_no_actor():
    first, last = (mark("mention", words).ranges[0] for words in ("Norrland", "port"))
    pieces = attrs.evolve(
        mark("mention", "Norrland", actor="Port of Norrland", form="name"), ranges=(first, last)
    )
    document, differences = begun(pieces)
    ((change, after, reason),) = [(d.change, d.after, d.reason) for d in differences]
    assert (change, after) == ("refused", "Norrland … port")
    assert "mark its head piece alone" in reason
    assert not document["mentions"]
    assert not document["actors"]


def test_passages_without_a_reason_are_not_taken_for_one():
    document, _ = begun(mark("uncoded", "That"), mark("uncoded", "port"))
    assert len(document["articles"][0]["uncoded"]) == 2


# --- who says it ----------------------------------------------------------------------------------


def test_a_cue_that_names_its_record_says_who_says_it():
    document, differences = begun(CUE, EVENT)
    assert [(one.change, one.what, one.key) for one in differences] == [
        ("added", "actor", "actor:sudria"),
        ("added", "event", "event:the-port-closes"),
        ("added", "cue", "event:the-port-closes/accounts/0/sources/0"),
    ]
    (account,) = document["events"][0]["accounts"]
    (source,) = account["sources"]
    assert words_of(source.pop("cue")) == ["Sudria said"]
    assert source == SOURCE
    assert list(account)[-1] == "evidence"


def test_words_that_are_quoted_belong_to_the_same_source():
    document, differences = begun(QUOTED, CUE, EVENT)
    assert refused(differences) == []
    (source,) = document["events"][0]["accounts"][0]["sources"]
    assert words_of(source.pop("quoted")) == ["for good"]
    assert words_of(source.pop("cue")) == ["Sudria said"]
    assert source == SOURCE


AUTHOR = "CAUTION: event:the-port-closes is in the author's own voice now. In the draft write "
WHERE = "who says it into event:the-port-closes/accounts/0/sources, with kind, mode, act and"


@pytest.mark.parametrize(
    ("features", "reason"),
    [
        ({}, "it does not say of which claim or event it is: write that into its record. CAUTION"),
        ({}, "into claim:…/utterances/0/sources or event:…/accounts/0/sources, with kind, mode"),
        ({"record": "The harbour closes"}, "record: no claim or event is called 'The harbour"),
        ({"record": "The port close"}, "close: The port closes"),
        ({"record": "Sudria"}, "record: no claim or event is called 'Sudria'"),
    ],
)
def test_a_cue_of_no_record_is_refused_with_what_that_means(features, reason):
    document, differences = begun(EVENT, mark("cue", "Sudria said", actor="Eastland", **features))
    ((what, why),) = refused(differences)
    assert (what, reason in why) == ("cue", True)
    assert "sources" not in document["events"][0]["accounts"][0]
    assert document["actors"] == []


def test_a_cue_whose_type_is_written_otherwise_is_refused_with_what_that_means():
    ((what, why),) = refused(begun(EVENT, mark("Cue", "Sudria said", record="The port closes"))[1])
    assert (what, "the format has no Cue" in why, AUTHOR + WHERE in why) == ("Cue", True, True)


def test_a_cue_that_marks_nothing_leaves_its_record_to_the_author_and_says_so():
    broken = Mark(
        place="here",
        id="x",
        article=ARTICLE,
        layer="cue",
        ranges=((0, 999),),
        features={"record": ("The port closes",)},
    )
    _, differences = begun(broken, EVENT)
    ((_, why),) = refused(differences)
    assert AUTHOR + WHERE in why


def test_a_second_source_is_refused_since_no_mark_says_which_is_the_outer_one():
    other = mark("cue", "on Monday", record="The port closes", kind="generic")
    document, differences = begun(EVENT, CUE, other)
    ((what, why),) = refused(differences)
    assert what == "cue"
    assert "says otherwise of kind" in why
    assert "event:the-port-closes/accounts/0/sources, the outer one first" in why
    assert "CAUTION" not in why
    assert len(document["events"][0]["accounts"][0]["sources"]) == 1


def test_a_value_of_a_source_that_is_none_is_refused_alone():
    wrong = mark("cue", "Sudria said", record="The port closes", kind="named", mode="spoken")
    document, differences = begun(EVENT, wrong)
    ((what, why),) = refused(differences)
    assert (what, "'spoken' is no value of mode" in why) == ("cue", True)
    (source,) = document["events"][0]["accounts"][0]["sources"]
    assert source.keys() == {"kind", "cue"}


def test_a_cue_of_a_claim_that_was_refused_is_refused_too():
    lost = mark("opinion", "That was a mistake", proposition="It was wrong")
    cue = mark("cue", "Sudria said", record="It was wrong")
    _, differences = begun(lost, cue)
    assert [what for what, _ in refused(differences)] == ["opinion", "cue"]


def test_a_name_of_a_claim_and_an_event_does_not_say_which_of_them_a_cue_is_of():
    both = [mark("event", "closed", record="x"), mark("claim", "mistake", record="x")]
    _, differences = begun(*both, mark("cue", "Sudria said", record="x"))
    ((_, why),) = refused(differences)
    assert why.startswith("record: 'x' is what event:x and claim:x are called: write one of these")


# --- when it was ----------------------------------------------------------------------------------


def test_a_time_belongs_to_the_account_that_it_names():
    time = mark("time", "on Monday", record="The port closes", basis="unresolved")
    document, differences = begun(EVENT, time)
    assert refused(differences) == []
    found = document["events"][0]["accounts"][0]["time"]
    assert words_of(found.pop("words")) == ["on Monday"]
    assert found == {"basis": "unresolved"}


def test_a_time_of_a_claim_is_refused_since_a_claim_has_several():
    _, differences = begun(CLAIM, mark("time", "on Monday", record="It was wrong"), EVENT)
    ((what, why),) = refused(differences)
    assert what == "time"
    assert "claim:it-was-wrong/scope" in why
    assert "claim:it-was-wrong/utterances/0/sources/0/time" in why


# --- what is refused, and what there is -----------------------------------------------------------


def test_a_type_that_the_format_does_not_have_is_refused_with_those_that_it_has():
    ((_, why),) = refused(begun(mark("Place", "port"))[1])
    assert why == (
        "the format has no Place; there are: claim, event, mention, uncoded, cue, quoted and time"
    )


def test_a_cue_of_a_link_belongs_to_no_record_that_a_mark_could_name():
    ((_, why),) = refused(begun(mark("link_cue", "That"))[1])
    assert why == "no mark says of which record a new link_cue is: add it to the draft by hand"


def test_a_feature_that_a_layer_does_not_have_is_refused_with_those_that_it_has():
    wrong = mark("event", "closed", colour="red", label="They close it")
    ((what, why),) = refused(begun(wrong)[1])
    assert what == "event"
    assert why.startswith("event has no feature of this name; there are: type, mode, label, ")
    assert why.endswith(" and record")


@pytest.mark.parametrize(
    ("made", "feature", "instead"),
    [
        (CLAIM, "attitude", "write it into claim:it-was-wrong/attitude of the draft"),
        (CLAIM, "sources", "write it into claim:it-was-wrong/utterances/0/sources of the draft"),
        (EVENT, "participants", "write it into event:the-port-closes/accounts/0/participants of"),
        (EVENT, "part_of", "draw a link part_of instead"),
        (CLAIM, "grounds", "draw a link grounds instead"),
    ],
)
def test_a_field_that_no_mark_can_say_is_refused_with_the_place_in_the_draft(
    made, feature, instead
):
    features = {**made.features, feature: ("Sudria",)}
    others = [] if made is EVENT else [EVENT]
    _, differences = begun(*others, attrs.evolve(made, features=features))
    (one,) = [one for one in differences if one.change == "refused"]
    assert (one.feature, instead in one.reason) == (feature, True)


def test_an_actor_that_nobody_recorded_is_missed_with_a_way_to_record_it():
    made = mark("claim", "mistake", proposition="It was wrong", about="Eastland")
    (one,) = [one for one in begun(made)[1] if one.change == "refused"]
    assert one.key == "claim:it-was-wrong"
    assert one.reason.endswith("a mention with an actor of this name would record it")


def test_a_mention_is_of_no_record_that_could_be_named():
    ((_, why),) = refused(begun(mark("mention", "Norrland", record="x"))[1])
    assert "mention has no feature of this name" in why


def test_a_value_that_is_none_is_refused_with_those_that_there_are():
    ((_, why),) = refused(begun(mark("event", "closed", type="strike", label="They close it"))[1])
    assert why.startswith("'strike' is no value of type; there are: agree, ")
    assert why.endswith("more (detente codebook event_type)")
    ((_, why),) = refused(begun(mark("event", "closed", aggregate="no"))[1])
    assert why == "'no' is no value of aggregate; there is: true"


VOCABULARIES = [
    (layer, feature)
    for layer in LAYERS.values()
    if layer.standing or layer.joins
    for feature in layer.features
    if feature.field.base == "enum"
]


@pytest.mark.parametrize(
    ("layer", "feature"), VOCABULARIES, ids=[f"{x.name}-{f.name}" for x, f in VOCABULARIES]
)
def test_the_vocabulary_that_a_reason_names_is_in_the_codebook(layer, feature, capsys):
    joined = {} if layer.standing else {"record": "The port closes"}
    odd = mark(layer.name, "Monday", **joined, **{feature.name: "odd"})
    ((_, why),) = refused(begun(EVENT, odd)[1])
    name = re.search(r"\(detente codebook (\w+)\)$", why)[1]
    assert run(capsys, "codebook", name)[0] == 0


def test_a_link_that_the_format_does_not_have_is_refused_with_those_that_it_has():
    link = MarkLink(place="here", kind="likes", source=CLAIM.id, target=EVENT.id)
    ((what, why),) = refused(begun(EVENT, CLAIM, links=(link,))[1])
    assert what == "likes"
    assert why.startswith("the format has no link likes; there are: counters, ")
    assert why.endswith("grounds and part_of")


def test_a_link_from_a_cue_is_no_link_from_its_claim():
    link = MarkLink(place="here", kind="grounds", source=CUE.id, target=EVENT.id)
    ((_, why),) = refused(begun(EVENT, CUE, links=(link,))[1])
    assert why == "only claims and events can be linked"


NORRLAND = mark("mention", "Norrland", actor="Norrland", form="name")


@pytest.mark.parametrize("ends", [(EVENT.id, NORRLAND.id), (NORRLAND.id, EVENT.id)])
def test_a_link_between_an_event_and_an_actor_is_refused_with_the_place_for_participants(ends):
    link = MarkLink(place="here", kind="Agent", source=ends[0], target=ends[1])
    ((what, why),) = refused(begun(EVENT, NORRLAND, links=(link,))[1])
    assert (what, why) == (
        "Agent",
        "only claims and events can be linked; write who takes part into "
        "event:the-port-closes/accounts/0/participants of the draft",
    )


def test_a_link_between_mentions_is_refused():
    link = MarkLink(place="here", kind="Ally", source=NORRLAND.id, target=NORRLAND.id)
    ((what, why),) = refused(begun(NORRLAND, links=(link,))[1])
    assert (what, why) == ("Ally", "only claims and events can be linked")


def test_a_long_reason_is_wrapped():
    reason = "word " * 30
    made = detente.bridges.Imported(
        draft={}, differences=(Difference(change="refused", what="claim", reason=reason),)
    )
    said = bridging.imported(made, None, "a.draft.json").split("\n")
    assert all(len(line) <= 100 and "\\n" not in line for line in said)
    assert len(said) > 3


def test_a_refusal_shows_the_words_that_it_is_about():
    made = detente.bridges.Imported(draft={}, differences=begun(mark("Place", "the port"))[1])
    assert bridging.imported(made, None, "a.draft.json").split("\n")[:2] == [
        "refused: Place",
        "  “the port”",
    ]


def test_each_kind_of_difference_is_listed_with_its_sides():
    differences = (
        Difference(change="changed", what="claim", feature="kind", before="causal", after=""),
        Difference(change="moved", what="claim", before="one", after="two"),
        Difference(change="removed", what="claim", key="claim:x", before="words"),
        Difference(change="refused", what="line", place="a.ann, line 2", reason="none"),
        Difference(change="added", what="counters", key="link:y", place="a.ann, line 3"),
    )
    made = detente.bridges.Imported(draft={}, differences=differences)
    assert bridging.imported(made, None, "a.draft.json").split("\n") == [
        "changed: claim, kind",
        "  “causal” -> nothing",
        "moved: claim",
        "  “one” -> “two”",
        "removed: claim claim:x",
        "  “words” -> nothing",
        "refused: line",
        "  none",
        "  in a.ann, line 2",
        "added: counters link:y",
        "a.draft.json: 1 changed, 1 moved, 1 removed, 1 refused and 1 added",
    ]
