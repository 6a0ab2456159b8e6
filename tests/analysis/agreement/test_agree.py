"""Agreement: articles, windows, options, the list of disagreements."""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

import detente
from detente import Dataset, InputError, MissingExtraError
from detente.analysis.agreement import libraries, matching
from detente.analysis.agreement.figures import (
    Score,
)
from detente.render.agreement import agreement as shown
from tests.analysis.agreement.editing import (
    SAMPLE,
    WHOLE,
    after,
    by_id,
    changed,
    compared,
    cut,
    edited,
    load,
    noisy,
    put,
    renamed,
    without,
)

# --- articles and windows -----------------------------------------------------------------------


def test_articles_are_known_by_their_text_and_a_missing_one_is_said() -> None:
    def one_alone(document: Any) -> None:
        without("article:later")(document)

    right = renamed(edited(SAMPLE, one_alone), 4)
    found = compared(SAMPLE, right)

    assert [a.left for a in found.articles] == ["article:union"]
    assert found.only_left == ("article:later",)
    assert "only in A, not compared: article:later" in shown(found)
    # What is said of the other article alone counts for nothing.
    assert "claims/utterances" not in changed(found)
    with pytest.raises(KeyError):
        found["claims/kind", "article:union"]  # it would be the same as all together
    back = compared(right, SAMPLE)
    assert back.only_right == ("article:later",)


def test_no_article_in_common() -> None:
    left, right = (edited(SAMPLE, without(f"article:{a}")) for a in ("later", "union"))

    with pytest.raises(InputError, match="left: article:union; right: article:later"):
        compared(left, right)
    with pytest.raises(InputError, match="right: none"):
        detente.agree(load(SAMPLE), Dataset())


def test_one_text_twice() -> None:
    def doubled(document: Any) -> None:
        document["articles"].append({**document["articles"][0], "id": "article:again"})

    with pytest.raises(InputError, match="article:union, article:again"):
        after(doubled)


def test_one_id_twice() -> None:
    def doubled(document: Any) -> None:
        first = document["articles"][0]
        document["articles"].append({**first, "text": {**first["text"], "sha256": "0" * 64}})

    with pytest.raises(InputError, match="several articles have one id: article:union"):
        after(doubled)


def test_within_a_paragraph_a_part_is_the_whole() -> None:
    article = WHOLE["articles"][0]
    first, second = [s for s in article["segments"] if s["kind"] == "body"][4:6]
    part = cut(WHOLE, article["id"], first["start"], second["end"])
    window = (article["id"], first["start"], second["end"])
    found = compared(WHOLE, part, within=[window])

    assert changed(compared(WHOLE, part)) > {"claims/utterances"}
    assert changed(found) == set()
    assert found.disagreements == ()
    assert 0 < found["claims/utterances"].score.left < 15
    assert found["coverage/under a claim"].n < second["end"] - first["start"]
    assert [a.left for a in found.articles] == [article["id"]]
    # Two windows are those two; the order and the id of the side do not matter.
    apart = [(article["id"], s["start"], s["end"]) for s in (second, first)]
    right = renamed(part, 1)
    theirs = next(a for a in right["articles"] if a["text"] == article["text"])["id"]
    again = compared(WHOLE, right, within=[apart[0], (theirs, *apart[1][1:])])
    assert again["claims/kind"].n == found["claims/kind"].n
    assert changed(again) == set()


def test_windows_count_what_lies_in_them() -> None:
    found = compared(SAMPLE, SAMPLE, within=[("article:union", 24, 175)])

    assert found["spans/events"].exact.left == 2
    assert found["spans/claims"].exact.left == 1
    assert found["spans/segments"].exact.left == 0  # it goes on behind the window
    assert found["coverage/voice"].n == 151
    assert found["coverage/voice"].alpha is None
    assert found["claims/grounds"].score.left == 0
    assert found["phases/phases"].score.left == 1  # its ground is inside
    assert found["factors/factors"].score.left == 0
    assert "within 24-175" in shown(found)


def test_windows_in_two_articles() -> None:
    windows = [("article:union", 24, 175), ("article:later", 14, 114)]
    found = compared(SAMPLE, renamed(SAMPLE, 1), within=windows)

    assert [window.article for window in found.windows] == ["article:union", "article:later"]
    assert found["spans/claims", "article:later"].exact.left == 3
    assert found["spans/claims"].exact.left == 4
    assert shown(found).count("  within ") == 2
    # The link of the other article, and the one whose source lies outside, do not count.
    assert found["links/ends"].score == Score(1, 1, 1)


def test_a_link_that_another_article_makes() -> None:
    def moved(document: Any) -> None:
        by_id(document, "link:same-matter")["article"] = "article:later"

    found = after(moved)
    assert found["links/ends"].score == Score(2, 2, 2)
    assert found["links/ends", "article:later"].score.f1 is not None
    assert found["links/ends", "article:later"].score.f1 <= 1

    left = edited(SAMPLE, put("link:peace-doubted", "article", to="article:later"))
    union = compared(left, edited(left, without("article:later")))
    assert union["links/ends"].score == Score(0, 0, 0)


def test_a_window_without_anything() -> None:
    found = compared(SAMPLE, SAMPLE, within=[("article:union", 22, 24)])

    assert found["coverage/voice"].n == 0
    assert found["coverage/voice"].agreed is None
    assert found["claims/kind"].agreed is None
    assert found["spans/claims"].exact.f1 is None
    assert found["spans/claims"].exact.precision is found["spans/claims"].exact.recall is None
    assert "no disagreement" in shown(found)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"within": [("article:other", 0, 5)]}, "those are: article:union, article:later"),
        ({"within": [("article:union", 5, 5)]}, "no window from 5 to 5"),
        ({"within": [("article:union", 5, 9999)]}, "the window ends at 9999, the text at "),
        ({"samples": -1}, "samples: expected 0 or more"),
        ({"seed": -1}, "seed: expected 0 or more"),
    ],
)
def test_wrong_options_are_refused(options: dict, said: str) -> None:
    with pytest.raises(InputError, match=said):
        compared(SAMPLE, SAMPLE, **options)


@pytest.fixture
def forgetful() -> Iterator[None]:
    """Modules and the function of SciPy are looked for again."""
    for looked_up in (libraries.needed, libraries.assignment):
        looked_up.cache_clear()
    yield
    for looked_up in (libraries.needed, libraries.assignment):
        looked_up.cache_clear()


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize("hidden", [False, True])
def test_the_matching_is_that_of_scipy(hidden: bool, monkeypatch) -> None:
    if hidden:  # a release without the compiled module of that name
        monkeypatch.setattr(libraries.PathFinder, "find_spec", lambda *_: None)
    from scipy.optimize import linear_sum_assignment

    table = [[1.0, 2.0, 0.5], [2.0, 2.0, 1.0]]
    ours, theirs = (
        [side.tolist() for side in chosen(table, maximize=True)]
        for chosen in (libraries.assignment(), linear_sum_assignment)
    )
    assert ours == theirs


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize("module", ["numpy", "scipy"])
def test_without_the_extra_it_is_said_how_to_get_it(module: str, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(MissingExtraError, match=r"detente\[agreement\]"):
        compared(SAMPLE, SAMPLE)


# --- the list, the text, the command ---------------------------------------------------------------


def test_disagreements_are_in_order_and_plain() -> None:
    found = compared(WHOLE, noisy(WHOLE, 1))
    listed = found.to_dict()["disagreements"]
    order = [a.left for a in found.articles]
    places = [
        (-1 if d["article"] is None else order.index(d["article"]), d["start"] or -1)
        for d in listed
    ]

    assert all(one <= other for one, other in pairwise(places))
    assert json.loads(json.dumps(found.to_dict())) == json.loads(json.dumps(found.to_dict()))
    assert set(listed[0]) == {
        "layer",
        "name",
        "article",
        "start",
        "end",
        "left",
        "right",
        "instead",
    }


def test_a_figure_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        compared(SAMPLE, SAMPLE)["claims/colour"]


def test_periods_may_hold_what_other_programs_wrote() -> None:
    relation = SAMPLE["relations"][0]["id"]
    where = ("accounts", 0, "phases", 0, "period", "ext")
    right = edited(SAMPLE, put(relation, *where, to={"example.org/sure": [1, 2]}))

    assert compared(right, right)["phases/phases"].score.f1 == 1.0


def test_more_than_can_be_paired_is_told(monkeypatch) -> None:
    monkeypatch.setattr(matching, "_PAIRS", 1)
    monkeypatch.setattr(matching, "_EACH", 0)

    with pytest.raises(detente.InputError, match="too much is alike to be paired"):
        detente.agree(load(SAMPLE), load(SAMPLE))
