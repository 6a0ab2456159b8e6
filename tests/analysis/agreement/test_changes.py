"""What each change changes, and nothing else."""

import copy
import json
import random
from typing import Any

import pytest

import detente
from detente.analysis.agreement.figures import Agreement, Score
from detente.files import bundled_path
from detente.render.agreement import agreement as shown
from tests.analysis.agreement.editing import (
    SAMPLE,
    WHOLE,
    Edit,
    after,
    by_id,
    changed,
    compared,
    edited,
    put,
    renamed,
    without,
)

TIME = {"value": "1905-08-13", "basis": "resolved", "against": "article:union"}


PHASE = ("accounts", 0, "phases", 0)


FACTOR = ("accounts", 0, "factors", 0)


CONDITION = {"kind": "conditional", "antecedents": ["claim:no-vote"]}


ATTITUDE = {"kind": "fear", "actors": ["actor:sweden"], "concerns": ["issue:separation"]}


VOTE = ("event:vote", "accounts", 0)


HOPE = ("claim:hope-of-peace", "utterances", 0)


def resolved(document: Any, pointer: str) -> bool:
    """Whether a pointer leads somewhere; its last step may be a field that is absent."""
    holder = document
    steps = pointer.split("/")[1:]
    for step in steps[:-1]:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    return int(steps[-1]) < len(holder) if isinstance(holder, list) else True


def test_dropped_events_lower_recall_by_as_much() -> None:
    used = json.dumps([WHOLE[name] for name in ("claims", "links", "relations")])
    used += json.dumps([[e.get("part_of"), e.get("concerns")] for e in WHOLE["events"]])
    free = [e for e in WHOLE["events"] if f'"{e["id"]}"' not in used and len(e["accounts"]) == 1]
    gone = random.Random(1).sample([e["id"] for e in free], 3)
    found = after(without(*gone), of=WHOLE)
    accounts = found["events/accounts"].score

    assert (accounts.left - accounts.right, accounts.precision) == (3, 1.0)
    assert accounts.recall == (accounts.left - 3) / accounts.left
    assert changed(found) <= {
        "events/accounts",
        "spans/events",
        "spans/time words",
        "spans/source cues",
        "spans/quoted words",
        "coverage/under an event",
        "coverage/in reported speech",
    }
    assert {"events/accounts", "spans/events"} <= changed(found)
    alone = [d for d in found.disagreements if (d.layer, d.name) == ("events", "record")]
    assert {d.left.id for d in alone if d.left} == set(gone)
    assert all(d.right is None for d in alone)


@pytest.mark.parametrize("seed", range(3))
def test_a_changed_label_changes_its_figure_alone(seed: int) -> None:
    claim = random.Random(seed).choice([c for c in WHOLE["claims"] if c["kind"] == "interpretive"])
    found = after(put(claim["id"], "kind", to="evaluative"), of=WHOLE)
    figure = found["claims/kind"]

    assert changed(found) == {"claims/kind"}
    number = len(WHOLE["claims"])
    assert figure.agreed == (number - 1) / number
    # Alpha by its formula: 2 of all values differ.
    counts: dict[str, int] = {}
    for other in WHOLE["claims"]:
        counts[other["kind"]] = counts.get(other["kind"], 0) + 2
    counts["interpretive"] -= 1
    counts["evaluative"] += 1
    expected = 1 - sum(n * (n - 1) for n in counts.values()) / (2 * number * (2 * number - 1))
    assert figure.alpha == pytest.approx(1 - (1 / number) / expected)
    (one,) = found.disagreements
    assert one.left == (claim["id"], "interpretive", one.right.pointer if one.right else "")
    assert one.right is not None
    assert one.right.value == "evaluative"
    place = WHOLE["claims"].index(claim)
    assert one.left is not None
    assert one.left.pointer == f"/claims/{place}/kind"


def test_a_shifted_span_changes_the_places_alone() -> None:
    found = after(put("claim:lesson", "utterances", 0, "evidence", 0, "start", to=305))
    figure = found["spans/claims"]

    assert changed(found) == {"spans/claims", "coverage/under a claim"}
    assert figure.exact == Score(8, 9, 9)
    assert figure.overlapping.f1 == 1.0
    points = figure.code_points
    assert (points.left - points.right, points.precision) == (5, 1.0)
    (one,) = found.disagreements
    assert (one.layer, one.name, one.article, one.start) == (
        "claims",
        "place",
        "article:union",
        300,
    )
    assert one.right is not None
    assert one.right.value == [[305, 325]]
    only = found["spans/claims", "article:later"]
    assert only.exact.f1 == 1.0


@pytest.mark.parametrize(
    ("edit", "figures"),
    [
        (put("event:vote", "type", to="consult"), {"events/type"}),
        (put("event:talks", "mode", to=None), {"events/mode"}),
        (put("event:talks", "aggregate", to=True), {"events/aggregate"}),
        (put("event:vote", "themes", to=["legal"]), {"events/themes"}),
        (put(*VOTE, "status", to="planned"), {"events/status"}),
        (put(*VOTE, "commitment", to="PR+"), {"events/commitment", "events/certainty"}),
        (put(*VOTE, "commitment", to="Uu"), {"events/commitment"}),
        (put(*VOTE, "pragmatic", to="PR+"), {"events/pragmatic"}),
        (put(*VOTE, "participants", 0, "role", to="recipient"), {"events/participants"}),
        (
            put(*VOTE, "participants", 0, "actor", to="actor:sweden"),
            {"events/participants", "events/actors"},
        ),
        (put(*VOTE, "time", to=None), {"events/time given", "spans/time words"}),
        (put(*VOTE, "time", "value", to="1905-08-13"), {"events/time"}),
        (put(*VOTE, "time", "value", to="1906"), {"events/time"}),
        (put(*VOTE, "time", "basis", to="inferred"), {"events/time basis"}),
        (put("event:vote", "concerns", to=["claim:lesson"]), {"events/concerns"}),
        (put("event:vote", "part_of", to="event:talks"), {"events/part of"}),
        (put("claim:lesson", "kind", to="factual"), {"claims/kind"}),
        (put("claim:lesson", "tense", to="past"), {"claims/tense"}),
        (put("claim:lesson", "direction", to="negative"), {"claims/direction"}),
        (
            put("claim:war-avoided", "condition", "kind", to="conditional"),
            {"claims/condition", "claims/antecedents"},
        ),
        (
            put("claim:war-avoided", "condition", to=None),
            {"claims/condition", "claims/antecedents"},
        ),
        (put("claim:lesson", "scope", to=TIME), {"claims/scope given"}),
        (put("claim:union-ended", "scope", "value", to="1905"), {"claims/scope"}),
        (put("claim:hope-of-peace", "themes", to=["military"]), {"claims/themes"}),
        (put("claim:lesson", "about", to=["actor:norway"]), {"claims/about"}),
        (put("claim:lesson", "judged", to="actor:norway"), {"claims/judged"}),
        (put("claim:war-avoided", "causes", to=["event:vote"]), {"claims/causes"}),
        (put(*HOPE, "grounds", to=["event:talks"]), {"claims/grounds"}),
        (put(*HOPE, "commitment", to="PS+"), {"claims/commitment"}),
        (put(*HOPE, "likelihood", to="likely"), set()),  # one side alone: no pair of values
        (put(*HOPE, "devices", to=["irony"]), {"claims/devices"}),
        (
            put(*HOPE, "sources", to=None),
            {"claims/reported", "spans/source cues", "coverage/in reported speech"},
        ),
        (put(*HOPE, "sources", 0, "kind", to="unspecified"), {"sources/kind"}),
        (put(*HOPE, "sources", 0, "act", to="belief"), {"sources/act"}),
        (put(*HOPE, "sources", 0, "mode", to="mixed"), {"sources/mode"}),
        (
            put(*HOPE, "sources", 0, "commitment", to="PR+"),
            {"sources/commitment", "sources/certainty"},
        ),
        (put(*HOPE, "sources", 0, "actor", to="actor:norway"), {"sources/actor"}),
        (put(*HOPE, "sources", 0, "cue", 0, "end", to=330), {"spans/source cues"}),
        (put("mention:norway-name", "form", to="metonym"), {"mentions/form"}),
        (put("mention:norway-name", "actor", to="actor:sweden"), None),
        (put("actor:norway", "kind", to="government"), {"actors/kind"}),
        (put("article:union", "uncoded", 0, "reason", to="unclear"), {"uncoded/reason"}),
        (
            put("article:union", "segments", 0, "kind", to="caption"),
            {"segments/kind", "coverage/segment kind"},
        ),
        (
            put("article:union", "segments", 0, "voice", to="author"),
            {"segments/voice", "coverage/voice"},
        ),
        (put("link:peace-doubted", "kind", to="counters"), {"links/kind", "links/ends and kind"}),
        (put("link:peace-doubted", "on", to="claim:lesson"), {"links/on"}),
        (
            put("relation:norway-sweden", *PHASE, "character", to="rivalry"),
            {"phases/character", "phases/characters"},
        ),
        (put("relation:norway-sweden", *PHASE, "trend", to="cooling"), {"phases/trend"}),
        (put("relation:norway-sweden", *PHASE, "denied", to=["alliance"]), {"phases/denied"}),
        (put("relation:norway-sweden", *PHASE, "patron", to="actor:norway"), {"phases/patron"}),
        (put("relation:norway-sweden", *PHASE, "period", "value", to="1906"), {"phases/period"}),
        (
            put("relation:norway-sweden", *FACTOR, "kind", to="interest"),
            {"factors/kind", "factors/kinds", "factors/kinds and holders"},
        ),
        (
            put("relation:norway-sweden", *FACTOR, "holder", to=None),
            {"factors/holder", "factors/kinds and holders"},
        ),
        (put("relation:norway-sweden", *FACTOR, "denied", to=True), {"factors/denied"}),
        (
            put("relation:norway-sweden", *FACTOR, "grounds", to=["claim:lesson"]),
            {"factors/grounds"},
        ),
        (without("link:same-matter"), {"links/ends", "links/ends and kind"}),
        (put("actor:norway", "unidentified", to=True), {"actors/unidentified"}),
        (put("issue:separation", "kind", to="negotiation"), {"issues/kind"}),
        (put("article:union", "segments", 0, "language", to="no"), {"segments/language"}),
        (put("event:talks", "concerns", to=None), {"events/concerns", "issues/records"}),
        (put(*VOTE, "condition", to=CONDITION), {"events/condition", "events/antecedents"}),
        (put(*VOTE, "devices", to=["irony"]), {"events/devices"}),
        (
            put("claim:still-friends", "attitude", to=ATTITUDE),
            {"claims/attitude", "claims/attitude of", "claims/attitude concerns"},
        ),
        (put("claim:war-avoided", "effects", to=["claim:lesson"]), {"claims/effects"}),
        (put("claim:war-avoided", "influence", to="enables"), {"claims/influence"}),
        (put("claim:lesson", "about", to=["actor:sweden", "claim:no-vote"]), {"claims/about"}),
        (put("claim:lesson", "about", to=["actor:sweden", "issue:separation"]), {"claims/about"}),
        (put(*HOPE, "sources", 0, "of", to="actor:norway"), {"sources/of"}),
        (put("relation:norway-sweden", *PHASE, "themes", to=["economic"]), {"phases/themes"}),
        (put("relation:norway-sweden", *PHASE, "drivers", to=["actor:norway"]), {"phases/drivers"}),
        (
            put("relation:norway-sweden", *FACTOR, "object", to=["issue:separation"]),
            {"factors/object"},
        ),
        (put("claim:lesson", "codes", to=["framing/law"]), {"codes framing/claims"}),
        (put("event:talks", "codes", to=["framing/peace"]), {"codes framing/events"}),
    ],
)
def test_a_change_changes_what_it_should_and_nothing_else(edit: Edit, figures: set | None) -> None:
    found = after(edit)

    if figures is not None:
        assert changed(found) == figures
    assert len(found.disagreements) >= 1
    for one in found.disagreements:
        assert one.left != one.right
        if one.left is not None and one.left.value is not None:
            assert resolved(SAMPLE, one.left.pointer)


def test_a_mention_of_somebody_else() -> None:
    found = after(put("mention:norway-name", "actor", to="actor:sweden"))

    assert "mentions/actor" in changed(found)
    assert "mentions/form" not in changed(found)
    assert found["mentions/actor"].score == Score(1, 2, 2)


@pytest.mark.parametrize(
    ("gone", "layer"),
    [
        ("claim:still-friends", "claims"),
        ("event:talks", "events"),
        ("mention:norway-name", "mentions"),
        ("relation:norway-sweden", "relations"),
    ],
)
def test_what_one_side_lacks_is_listed_with_its_side(gone: str, layer: str) -> None:
    def records(found: Agreement) -> list:
        return [d for d in found.disagreements if (d.layer, d.name) == (layer, "record")]

    (one,) = records(after(without(gone)))
    assert one.left is not None
    assert one.left.id.startswith(gone.partition(":")[0])
    assert one.right is None
    (other,) = records(compared(edited(SAMPLE, without(gone)), SAMPLE))
    assert other.left is None
    assert other.right is not None
    assert other.right.id == gone
    assert (one.start, one.end) == (other.start, other.end)


def test_a_claim_where_the_other_has_an_event() -> None:
    def to_claim(document: Any) -> None:
        without("event:talks")(document)
        claim = copy.deepcopy(by_id(document, "claim:still-friends"))
        claim["id"] = "claim:talks"
        claim["utterances"][0] |= {
            "article": "article:union",
            "evidence": [{"start": 117, "end": 173}],
        }
        document["claims"].append(claim)

    found = after(to_claim)
    events = [d for d in found.disagreements if (d.layer, d.name) == ("events", "record")]
    claims = [d for d in found.disagreements if (d.layer, d.name) == ("claims", "record")]

    assert [side.id for side in events[0].instead] == ["claim:talks"]
    assert [side.id for side in claims[0].instead] == ["event:talks"]
    assert "B has none; there: claim:talks interpretive" in shown(found)


def test_one_claim_or_two() -> None:
    def split(document: Any) -> None:
        claim = by_id(document, "claim:never-allies")
        other = copy.deepcopy(claim) | {"id": "claim:later"}
        other["utterances"] = [claim["utterances"].pop()]
        document["claims"].append(other)

    found = after(split)

    assert found["claims/utterances"].score.f1 == 1.0
    assert found["claims/same claim"].score == Score(1, 2, 1)
    assert "claims/same claim" in changed(found)
    # Each of the two utterances has a partner, one of the two records has.
    assert len(found.aligned["claims"]) == len(SAMPLE["claims"])


def test_several_claims_on_one_sentence_find_their_like() -> None:
    def doubled(document: Any) -> None:
        for name, kind, about in (
            ("first", "evaluative", ["actor:norway"]),
            ("second", "factual", ["actor:sweden"]),
        ):
            claim = copy.deepcopy(by_id(document, "claim:lesson"))
            claim |= {"id": f"claim:{name}", "kind": kind, "about": about}
            claim["proposition"] = f"The {name} thing."
            document["claims"].append(claim)

    both = edited(SAMPLE, doubled)
    found = compared(both, renamed(both, 2))

    assert changed(found) == set()


@pytest.mark.parametrize("kind", ["contradicts", "parallels", "rivals"])
def test_symmetric_links_have_no_direction(kind: str) -> None:
    def contradicting(document: Any) -> None:
        link = by_id(document, "link:same-matter")
        link["kind"] = kind

    def turned(document: Any) -> None:
        link = by_id(document, "link:same-matter")
        link["source"], link["target"] = link["target"], link["source"]

    left = edited(SAMPLE, contradicting)
    assert changed(compared(left, edited(left, turned))) == set()
    assert changed(after(turned)) == {"links/ends", "links/ends and kind"}


def test_words_of_links_and_quotations() -> None:
    def marked(document: Any) -> None:
        by_id(document, "link:peace-doubted")["cue"] = [{"start": 256, "end": 260}]
        source = by_id(document, "claim:hope-of-peace")["utterances"][0]["sources"][0]
        source["quoted"] = [{"start": 340, "end": 345}]
        source |= {"kind": "named", "actor": "actor:michelsen"}

    left = edited(SAMPLE, marked)
    found = compared(left, SAMPLE)

    assert found["spans/link cues"].exact == Score(0, 1, 0)
    assert found["spans/quoted words"].exact == Score(0, 1, 0)
    assert found["sources/actor"].score == Score(0, 1, 0)
    assert changed(compared(left, left)) == set()


def test_sources_of_sources() -> None:
    def nested(document: Any) -> None:
        sources = by_id(document, "claim:hope-of-peace")["utterances"][0]["sources"]
        sources.append({**sources[0], "kind": "document"})

    found = after(nested)

    assert changed(found) >= {"sources/depth"}
    assert found["sources/kind"].n == 1


def test_factors_of_other_kinds_are_paired_by_what_supports_them() -> None:
    def other(document: Any) -> None:
        factor = by_id(document, "relation:norway-sweden")["accounts"][0]["factors"][0]
        factor |= {"kind": "interest", "grounds": ["claim:lesson"]}

    found = after(other)

    assert found["factors/factors"].score == Score(0, 1, 1)
    assert found["factors/kind"].n == 0
    assert [d.name for d in found.disagreements if d.layer == "factors"] == ["record", "record"]


def test_phases_without_anything_in_common_are_no_pair() -> None:
    def other(document: Any) -> None:
        phase = by_id(document, "relation:norway-sweden")["accounts"][0]["phases"][0]
        phase |= {
            "character": "hostility",
            "grounds": ["claim:lesson"],
            "period": {"value": "1800", "basis": "inferred"},
        }

    assert after(other)["phases/phases"].score == Score(0, 1, 1)


def test_actors_are_known_by_identifiers_names_and_mentions() -> None:
    def others(document: Any) -> None:
        norway, sweden, union, michelsen = document["actors"]
        norway["names"] = [{"text": "Noreg", "kind": "common"}]  # the code is left
        sweden["names"] = [{"text": " SWEDEN. ", "kind": "common"}]  # the name, normalised
        union["names"] = [{"text": "—", "kind": "common"}]  # nothing
        document["mentions"][1]["actor"] = michelsen["id"]
        michelsen["names"] = [{"text": "They", "kind": "common"}]

    left = edited(SAMPLE, put("mention:norway-pronoun", "actor", to="actor:michelsen"))
    right = renamed(edited(SAMPLE, others), 1)
    names = {a["names"][0]["text"]: a["id"] for a in right["actors"]}
    found = compared(left, right)

    assert set(found.aligned["actors"]) == {
        ("actor:norway", names["Noreg"]),
        ("actor:sweden", names[" SWEDEN. "]),
        ("actor:michelsen", names["They"]),  # one mention
    }
    assert found["mentions/actor"].score.f1 == 1.0
    assert found["claims/about"].score.f1 == 1.0


def test_an_actor_that_one_side_lacks() -> None:
    def nobody(document: Any) -> None:
        document["mentions"][1]["spans"] = [{"start": 90, "end": 95}]
        document["mentions"][1]["actor"] = "actor:michelsen"

    found = compared(SAMPLE, edited(SAMPLE, without("actor:michelsen")))
    assert found["actors/records"].score.f1 == 1.0  # it is not mentioned

    left = edited(SAMPLE, nobody)
    right = edited(left, without("actor:michelsen", "mention:norway-pronoun"))
    found = compared(left, right)
    assert found["actors/records"].score == Score(1, 2, 1)
    (one,) = [d for d in found.disagreements if d.layer == "actors"]
    assert one.left == ("actor:michelsen", "person Christian Michelsen", "/actors/3")


def test_references_to_what_is_not_there_do_no_harm() -> None:
    def broken(document: Any) -> None:
        document["mentions"][0]["actor"] = "actor:nobody"
        by_id(document, "claim:lesson")["about"] = ["actor:nobody", "event:none", "issue:none"]

    found = after(broken)

    assert "mentions/actor" in changed(found)
    assert found["claims/about"].score == Score(8, 9, 10)


def test_spans_that_make_no_sense_do_no_harm() -> None:
    def broken(document: Any) -> None:
        by_id(document, "claim:lesson")["utterances"][0]["evidence"] = [
            {"start": 325, "end": 300},
            {"start": 300, "end": 4000},
        ]
        document["claims"].append(by_id(document, "claim:no-vote"))  # the same id twice
        by_id(document, "event:vote")["accounts"][0]["time"]["value"] = "1905-13"

    found = after(broken)

    assert found["spans/claims"].exact.right == 11
    assert found["events/time"].unreadable == 1
    assert "not EDTF 1" in shown(found)


NEW = {
    *("actors/unidentified", "segments/language", "events/condition", "events/devices"),
    *("events/antecedents", "claims/attitude", "claims/attitude of", "claims/attitude concerns"),
    *("claims/effects", "claims/influence", "sources/of", "phases/themes", "phases/drivers"),
}


def test_a_field_that_neither_side_uses_has_no_figure() -> None:
    keys = {figure.key for figure in compared(SAMPLE, SAMPLE).figures}

    assert not NEW & keys
    assert {key for key in keys if key.startswith("codes ")} == {"codes framing/events"}
    older = json.loads(bundled_path("dprk-russia/pass-a").read_bytes())
    assert not {f.key for f in compared(older, older).figures if f.layer == "issues"}


ISSUES = {
    "issue:separation": ("terms of separation", "Q1"),
    "issue:fortresses": ("border fortresses", None),
    "issue:consuls": ("consular service", None),
}


def with_issues(document: Any) -> None:
    document["issues"] = [
        {
            "id": id_,
            "kind": "other",
            "names": [{"text": name, "kind": "common"}],
            "identifiers": [{"scheme": "wikidata", "value": code}] if code else [],
        }
        for id_, (name, code) in ISSUES.items()
    ]
    by_id(document, "claim:union-ended")["about"].append("issue:fortresses")
    by_id(document, "claim:never-allies")["about"].append("issue:consuls")
    put("issue:fortresses", "part_of", to="issue:separation")(document)


def test_issues_are_known_by_identifiers_and_names() -> None:
    left = edited(SAMPLE, with_issues)
    right = edited(
        left,
        put("issue:separation", "names", 0, "text", to="the conditions"),  # the code is left
        put("issue:fortresses", "names", 0, "text", to="Border Fortresses."),
        put("issue:consuls", "names", 0, "text", to="consulates"),  # nothing is left
    )
    found = compared(left, renamed(right, 1))

    assert {one for one, _other in found.aligned["issues"]} == {
        "issue:separation",
        "issue:fortresses",
    }
    assert found["issues/records"].score == Score(2, 3, 3)
    assert found["issues/part of"].score == Score(1, 1, 1)
    assert found["claims/about"].score.both == found["claims/about"].score.left - 1
    listed = [d for d in found.disagreements if d.layer == "issues"]
    assert [(d.left and d.left.value, d.right and d.right.value) for d in listed] == [
        (None, "other consulates"),
        ("other consular service", None),
    ]


def test_issues_count_in_the_articles_that_deal_with_them() -> None:
    left = edited(SAMPLE, with_issues)
    found = compared(left, edited(left, put("issue:consuls", "kind", to="idea")))

    assert found["issues/kind"].n == 3
    assert found["issues/kind", "article:union"].n == 3
    later = found["issues/kind", "article:later"]  # the terms of separation are none of its matters
    assert (later.n, later.agreed) == (2, 0.5)


def coded(**more: Any) -> Edit:
    """A scheme of three values, and its codes on three claims."""

    def edit(document: Any) -> None:
        values = [{"value": v, "definition": v} for v in ("none", "some", "much")]
        scheme = {"id": "hope", "title": "Hope", "applies_to": ["Claim"], "values": values}
        document["schemes"].append(scheme | more)
        for id_, code in (("lesson", "none"), ("no-vote", "some"), ("union-ended", "much")):
            by_id(document, f"claim:{id_}")["codes"] = [f"hope/{code}"]

    return edit


def test_codes_are_names_if_their_scheme_says_no_more() -> None:
    left = edited(SAMPLE, coded())
    found = compared(left, edited(left, put("claim:lesson", "codes", to=None)))
    figure = found["codes hope/claims"]

    # A code may be called none: that is another value than no code.
    assert (figure.metric, figure.n, figure.agreed) == ("nominal", 7, pytest.approx(6 / 7))
    (one,) = found.disagreements
    assert (one.layer, one.name) == ("codes hope", "claims")
    assert one.left == ("claim:lesson", "none", "/claims/4/codes")
    assert one.right == ("claim:lesson", "no code", "/claims/4/codes")


def test_codes_in_an_order_are_ranks() -> None:
    left = edited(SAMPLE, coded(ordered=True))
    near, far = (
        compared(left, edited(left, put("claim:lesson", "codes", to=[code])))["codes hope/claims"]
        for code in ("hope/some", "hope/much")
    )

    assert (near.metric, near.n) == ("ordinal", 3)
    assert near.agreed == far.agreed
    assert near.alpha > far.alpha
    one_sided = compared(left, edited(left, put("claim:lesson", "codes", to=None)))
    assert one_sided["codes hope/claims"].n == 2
    assert len(one_sided.disagreements) == 1


def test_orders_that_differ_are_no_order() -> None:
    left = edited(SAMPLE, coded(ordered=True))
    right = edited(left, lambda document: document["schemes"][-1]["values"].reverse())

    assert compared(left, right)["codes hope/claims"].metric == "nominal"


def test_several_codes_are_a_set() -> None:
    left = edited(SAMPLE, coded(several=True))
    right = edited(left, put("claim:lesson", "codes", to=["hope/none", "hope/much"]))
    figure = compared(left, right)["codes hope/claims"]

    assert (figure.metric, figure.jaccard) == ("jaccard", pytest.approx(2.5 / 3))


def test_a_scheme_of_one_side_alone_is_not_compared() -> None:
    found = after(coded())

    assert changed(found) == set()
    assert found.disagreements == ()


def test_every_class_that_may_have_codes_has_a_figure() -> None:
    kinds = [kind.value for kind in detente.Codable]

    def everything(document: Any) -> None:
        document["schemes"][0]["applies_to"] = kinds
        voices = [v for r in (*document["claims"], *document["events"]) for v in _voices(r)]
        accounts = document["relations"][0]["accounts"]
        for held in (
            *(r for name in _CODED for r in document[name]),
            *voices,
            *(s for a in document["articles"] for s in a["segments"]),
            *(p for a in accounts for p in (*a["phases"], *a["factors"])),
        ):
            held["codes"] = ["framing/law"]

    both = edited(SAMPLE, everything)
    found = compared(both, renamed(both, 1))
    figures = {f.name: f for f in found.figures if f.layer == "codes framing" and not f.article}

    assert len(figures) == len(kinds)
    assert {figure.agreed for figure in figures.values()} == {1.0}
    assert figures["articles"].n == 2
    assert found["codes framing/articles", "article:later"].n == 1


_CODED = ("claims", "events", "links", "articles", "actors", "issues")


def _voices(record: Any) -> list[Any]:
    return record.get("utterances") or record["accounts"]


def test_a_mention_of_what_is_no_actor_does_not_count_as_one() -> None:
    mention = SAMPLE["mentions"][0]["id"]
    odd = edited(SAMPLE, put(mention, "actor", to="article:union"))
    assert compared(odd, SAMPLE).disagreements
    assert compared(SAMPLE, odd).disagreements
