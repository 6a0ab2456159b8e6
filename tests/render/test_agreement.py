"""Agreement in words."""

import dataclasses
from typing import Any

import detente
from detente.analysis.agreement.figures import Agreement, CoverageFigure, LabelFigure
from detente.render.agreement import agreement as shown
from tests.analysis.agreement.editing import (
    SAMPLE,
    WHOLE,
    after,
    compared,
    load,
    put,
    without,
)


def test_names_of_the_sides() -> None:
    bare = load({name: value for name, value in SAMPLE.items() if name != "dataset"})
    found = detente.agree(bare, load(SAMPLE), samples=0)

    assert (found.left, found.right) == ("a dataset", "dataset:sample")
    assert isinstance(found, Agreement)


def test_the_text_begins_with_what_is_strong_and_weak() -> None:
    def moved(document: Any) -> None:
        for claim in document["claims"][::3]:
            claim["kind"] = "causal"

    found = after(moved, of=WHOLE)
    strongest, weakest, means, *_ = shown(found).splitlines()

    assert strongest.startswith("strongest: coverage/under a claim α 1.000 (n ")
    kind = found["claims/kind"]
    assert weakest.startswith(f"weakest:   claims/kind α {kind.alpha:.3f} (n {kind.n}), ")
    assert "of the figures with n of at least 10; " in means
    assert "detente docs agreement" in means
    few = compared(SAMPLE, SAMPLE, within=[("article:union", 22, 24)])
    assert shown(few).splitlines()[:2] == ["strongest: –", "weakest:   –"]


def test_disagreements_have_a_denominator() -> None:
    kinds = after(put("claim:lesson", "kind", to="causal"), put("event:vote", "label", to="x"))
    records = sum(map(len, kinds.aligned.values())) + len(kinds.articles)
    assert f"1 disagreement, in 1 of {records} records compared" in shown(kinds)
    # A record that one side lacks counts too, once.
    less = after(without("actor:michelsen", "claim:lesson"))
    lost = {side.id for d in less.disagreements for side in (d.left, d.right) if side}
    assert "claim:lesson" in lost
    assert sum(map(len, less.aligned.values())) + len(less.articles) < records
    assert f" of {records - 1} records compared" in shown(less)  # the actor is not mentioned


def test_a_rare_value_is_said_to_be_one() -> None:
    values = {"layer": "claims", "article": None}
    label = {"metric": "nominal", "jaccard": None, "low": None, "high": None, "undefined": 0}
    cover = {"left": None, "right": None}
    for n, alpha, agreed, rare in (
        (50, -0.02, 0.96, True),
        (50, 0.1, 0.8, True),
        (50, 0.3, 0.96, False),
        (50, -0.02, 0.5, False),
        (50, None, 1.0, False),
    ):
        given = {**values, "n": n, "alpha": alpha, "agreed": agreed}
        figures = (
            LabelFigure(name="kind", **given, **label),
            CoverageFigure(name="voice", **given, **cover),
        )
        text = shown(dataclasses.replace(compared(SAMPLE, SAMPLE), figures=figures))
        assert text.count("  (one value is rare)") == 2 * rare
        assert text.count(", one value is rare)") == 2 * rare
