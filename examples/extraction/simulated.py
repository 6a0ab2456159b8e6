"""A simulated model: it annotates two articles with eighteen mistakes, and mends those that it is told of.

``MISTAKES`` is the table: what goes wrong, where it was put, which rule sees it. The right answers stand in
``ice.answer.json`` and ``ferry.answer.json``. ``call`` is what ``detente.extraction.run`` asks.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ICE, FERRY = "ice", "ferry"


class Mistake(NamedTuple):
    """A mistake that is put into a right answer."""

    name: str
    article: str
    seen_by: str
    """The code of the rule that sees it; empty if no rule can."""
    make: Callable[[dict[str, Any]], None]
    """Puts it into an answer."""
    mend: tuple[dict[str, str], ...] = ()
    """The corrections with which the model answers when it is told."""
    add: tuple[str, ...] = ()
    """The records of the right answer that it adds when it is told."""


def record(answer: dict[str, Any], id_: str) -> Any:
    """A record of an answer."""
    return next(row for rows in answer.values() for row in rows if row["id"] == id_)


def change(id_: str, path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """What puts a value at a path of a record."""

    def make(answer: dict[str, Any]) -> None:
        *above, last = (int(key) if key.isdecimal() else key for key in path.split("/"))
        holder = record(answer, id_)
        for key in above:
            holder = holder[key]
        holder[last] = value

    return make


def mend(id_: str, path: str, value: str) -> tuple[dict[str, str], ...]:
    """One correction."""
    return ({"record": id_, "field": path, "value": value},)


def vouch(answer: dict[str, Any]) -> None:
    """Let the article say what it only reports."""
    record(answer, "claim:gift")["utterances"][0] |= {"commitment": "CT+", "sources": []}


def swap(answer: dict[str, Any]) -> None:
    """Exchange the roles of two participants."""
    one, other = record(answer, "event:protest")["accounts"][0]["participants"]
    one["role"], other["role"] = other["role"], one["role"]


def drop_key(answer: dict[str, Any]) -> None:
    """Leave out a key that the schema requires."""
    del record(answer, "claim:accord-ends")["utterances"][0]["commitment"]


def twin(answer: dict[str, Any]) -> None:
    """Record an actor twice."""
    answer["actors"].append(record(answer, "actor:per-lund") | {"id": "actor:lund"})


def leave_out(answer: dict[str, Any]) -> None:
    """Leave a sentence without a record."""
    kept = [c for c in answer["claims"] if c["id"] != "claim:back-to-herring"]
    answer["claims"] = kept


_QUOTE = "utterances/0/evidence/0/quote"
_WAR = "It has kept the quarrel over the fishing grounds from turning into a war."
_FORMALITY = "The ferry made the border a formality."

MISTAKES = (
    Mistake(
        "wrong speaker",
        FERRY,
        "",
        change("claim:pilots-collect-tolls", "utterances/0/sources/0/actor", "actor:ilmaren"),
    ),
    Mistake("the author made to vouch for a report", ICE, "", vouch),
    Mistake("hedge lost", ICE, "", change("claim:serves-fleet", "utterances/0/commitment", "CT+")),
    Mistake("condition lost", ICE, "", change("claim:port-closes", "condition", None)),
    Mistake("roles swapped", ICE, "", swap),
    Mistake("wrong subject", FERRY, "", change("claim:passengers", "about", ["issue:bridge"])),
    Mistake("wrong type of an event", ICE, "", change("event:two-kept", "type", "mobilize")),
    Mistake(
        "a prediction recorded as a fact",
        ICE,
        "D511",
        change("claim:ice-gone", "kind", "factual"),
        mend("claim:ice-gone", "kind", "predictive"),
    ),
    Mistake(
        "a required field is missing",
        FERRY,
        "D101",
        drop_key,
        mend("claim:accord-ends", "utterances/0/commitment", "PS+"),
    ),
    Mistake(
        "the sign of a judgement is missing",
        ICE,
        "D568",
        change("claim:wise-bargain", "direction", ""),
        mend("claim:wise-bargain", "direction", "positive"),
    ),
    Mistake("an actor recorded twice", FERRY, "D567", twin, mend("actor:lund", "", "null")),
    Mistake(
        "a date that departs from its words",
        ICE,
        "D418",
        change("event:accord-signed", "accounts/0/time/value", "2011-11"),
        mend("event:accord-signed", "accounts/0/time/value", "2011-10"),
    ),
    Mistake(
        "a number that departs from its words",
        ICE,
        "D419",
        change("event:ships-lent", "accounts/0/quantities/0/value", 18),
        mend("event:ships-lent", "accounts/0/quantities/0/value", "8"),
    ),
    Mistake(
        "an invented quote",
        FERRY,
        "D411",
        change("claim:border-a-formality", _QUOTE, "The ferry has abolished the border."),
        mend("claim:border-a-formality", _QUOTE, _FORMALITY),
    ),
    Mistake(
        "a shortened quote",
        ICE,
        "D411",
        change("claim:war-averted", _QUOTE, "It has kept the quarrel … from turning into a war."),
        mend("claim:war-averted", _QUOTE, _WAR),
    ),
    Mistake(
        "a repeated quote that does not say which",
        ICE,
        "D412",
        change("mention:ice-tarsova", "spans/2/within", ""),
        mend("mention:ice-tarsova", "spans/2/within", "Tarsova fears"),
    ),
    Mistake(
        "a reference to a record that is not there",
        FERRY,
        "D201",
        change("claim:ferry-ties", "about", ["relation:ilmaren-tarsova", "issue:ferry-line"]),
        mend("claim:ferry-ties", "about/1", "issue:night-ferry"),
    ),
    Mistake(
        "a sentence without a record",
        FERRY,
        "D307",
        leave_out,
        add=("claim:back-to-herring",),
    ),
)


def right(article: str) -> dict[str, Any]:
    """The right answer for one of the articles."""
    return json.loads((HERE / f"{article}.answer.json").read_text(encoding="utf-8"))


def call(messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
    """Answer as the model would: first with all mistakes, then with what mends those that are named."""
    asked = messages[-1]["content"]
    article = re.search(r"# The text: article:(\w+)", asked)[1]
    mistakes = [mistake for mistake in MISTAKES if mistake.article == article]
    answer = right(article)
    if "corrections" not in schema["properties"]:
        for mistake in mistakes:
            mistake.make(answer)
        return json.dumps(answer)
    told = set(re.findall(r"^\d+\. .* \((D\d+)\):", asked, re.MULTILINE))
    known = [mistake for mistake in mistakes if mistake.seen_by in told]
    added = [id_ for mistake in known for id_ in mistake.add]
    records = {name: [r for r in rows if r["id"] in added] for name, rows in answer.items()}
    return json.dumps({"corrections": [c for m in known for c in m.mend], **records})
