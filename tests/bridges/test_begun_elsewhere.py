"""What people mark from scratch, as marks of any tool."""

import json

import detente
from detente.bridges import Mark, TypedText
from detente.bridges.features import Names
from detente.bridges.marks import Difference, Marks
from detente.bridges.patch import patched
from detente.pipeline.draft import draft
from detente.render import bridging

TEXT = "Norrland closed the port. That was a mistake."


def test_a_claim_can_be_about_an_event_that_is_marked_behind_it():
    document = draft({"port.txt": TEXT})
    (article,) = (record["id"] for record in document["articles"])
    marks = tuple(
        Mark(
            place=f"line {number}",
            id=str(number),
            article=article,
            layer=layer,
            ranges=((0, 24),),
            features=features,
        )
        for number, (layer, features) in enumerate(
            [
                ("claim", {"about": ("The port is closed",), "proposition": ("A mistake",)}),
                ("event", {"label": ("The port is closed",)}),
            ]
        )
    )
    read = Marks(base=None, texts={article: TEXT}, marks=marks, links=(), layers=())
    blank = [TypedText(id=article, label="", text=TEXT, exact=True)]
    differences = patched(document, blank, read, Names())
    assert [one.change for one in differences] == ["added", "added"]
    assert document["claims"][0]["about"] == [document["events"][0]["id"]]
    assert json.dumps(document)


def test_a_long_reason_is_wrapped():
    reason = "word " * 30
    made = detente.bridges.Imported(
        draft={}, differences=(Difference(change="refused", what="claim", reason=reason),)
    )
    said = bridging.imported(made, None, "a.draft.json").split("\n")
    assert all(len(line) <= 100 and "\\n" not in line for line in said)
    assert len(said) > 3
