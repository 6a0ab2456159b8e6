"""An invented dataset for networks: all that rows of statements can say, hostile labels, Windows line ends."""

import json
from typing import Any

import detente

HOSTILE = (
    "<html><img src=x onerror=1> & ]]> \u202eevil\u2069 \x07\x1b[31m \ufeff\u2028 \"'> | # `a` 🚢"
)
RAW = (
    "\ufeffThe harbour 🚢 of Lethra\r\n\r\nThe minister said that Varn opposes the harbour, 𝒳 and שלום. "
    "Varn signed the pact in Orm.\r\nIf Varn signs, Lethra may yield. Some deny it.\r\n"
)
NAME = "harbour.txt"
LATER = "A year on, Varn received Lethra."


def _names(text: str, *more: str) -> list[dict[str, str]]:
    return [{"text": text, "kind": "common"}, *({"text": t, "kind": "official"} for t in more)]


def _source(kind: str, commitment: str, **more: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "mode": "indirect",
        "act": "communication",
        "commitment": commitment,
        **more,
    }


def _utterance(quote: str, commitment: str = "CT+", **more: Any) -> dict[str, Any]:
    return {
        "article": "article:harbour",
        "commitment": commitment,
        "evidence": [{"quote": quote}],
        "annotator": "annotator:who",
        "confidence": "high",
        **more,
    }


def _claim(name: str, proposition: str, kind: str, *utterances: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": f"claim:{name}",
        "proposition": proposition,
        "kind": kind,
        "tense": "present",
        "about": ["actor:varn", "issue:harbour"],
        **more,
        "utterances": list(utterances),
    }


DRAFT: dict[str, Any] = {
    "format": "detente-draft",
    "version": "1.0",
    "dataset": {
        "id": "dataset:harbour",
        "title": HOSTILE,
        "version": "0.1.0",
        "status": "draft",
        "language": "en",
        "license": "CC-BY-4.0",
        "creators": [HOSTILE],
        "note": HOSTILE,
    },
    "annotators": [
        {"id": "annotator:who", "kind": "human", "description": HOSTILE},
        {"id": "annotator:else", "kind": "human", "description": "Somebody else."},
    ],
    "schemes": [
        {
            "id": "frames",
            "title": "Frames",
            "applies_to": ["Claim", "Event", "Utterance", "EventAccount"],
            "values": [
                {"value": "law", "definition": "By law."},
                {"value": "trade", "definition": "By trade."},
            ],
        }
    ],
    "actors": [
        {"id": "actor:varn", "kind": "state", "names": _names("Varn", "Republic of Varn")},
        {
            "id": "actor:lethra",
            "kind": "state",
            "names": _names("Lethra"),
            "part_of": "actor:league",
        },
        {"id": "actor:league", "kind": "igo", "names": _names(HOSTILE)},
        {"id": "actor:other", "kind": "group", "names": _names(HOSTILE)},
        {"id": "actor:minister", "kind": "person", "names": _names("Aud Orm")},
    ],
    "issues": [
        {
            "id": "issue:harbour",
            "kind": "territory",
            "names": _names("harbour of Lethra", "the harbour"),
            "part_of": "issue:coast",
        },
        {"id": "issue:coast", "kind": "territory", "names": _names("coast")},
    ],
    "articles": [
        {
            "id": "article:harbour",
            "title": "The harbour 🚢 of Lethra",
            "authors": [{"name": "Siv Dahl"}],
            "publisher": "Lethra Times",
            "published": {"value": "[2020-02..2020-03]", "basis": "stated"},
            "language": "en",
            "genre": "news",
            "url": "https://lethra.example/harbour?a=%3C&b='x'",
            "rights": "Invented.",
            "segments": [
                {"kind": "title", "voice": "publisher", "quote": "The harbour 🚢 of Lethra"},
                {
                    "kind": "body",
                    "voice": "author",
                    "quote": "The minister said that Varn opposes the harbour, 𝒳 and שלום. "
                    "Varn signed the pact in Orm.",
                },
                {
                    "kind": "body",
                    "voice": "author",
                    "quote": "If Varn signs, Lethra may yield. Some deny it.",
                },
            ],
        },
        {
            "id": "article:later",
            "authors": [],
            "publisher": "Varn Post",
            "published": {"value": "2021-02-01", "basis": "stated"},
            "language": "en",
            "genre": "opinion",
            "rights": "Invented.",
            "segments": [{"kind": "body", "voice": "author", "quote": LATER}],
        },
    ],
    "claims": [
        _claim(
            "opposes",
            "Varn is against the harbour.",
            "evaluative",
            _utterance(
                "Varn opposes the harbour, 𝒳 and שלום",
                "Uu",
                sources=[_source("named", "CT+", actor="actor:minister")],
                codes=["frames/law"],
            ),
            _utterance(
                "Some deny it",
                "Uu",
                sources=[_source("generic", "CT-", of="actor:lethra")],
                annotator="annotator:else",
            ),
            judged="issue:harbour",
            direction="negative",
            themes=["territory"],
            codes=["frames/law"],
        ),
        _claim(
            "signs",
            "Varn signs.",
            "interpretive",
            _utterance("If Varn signs", "Uu"),
            about=["actor:varn"],
        ),
        _claim(
            "yields",
            "Lethra gives way over the harbour.",
            "interpretive",
            _utterance("Lethra may yield", "PS+"),
            scope={"value": "2020-03", "basis": "inferred"},
            condition={"kind": "conditional", "antecedents": ["claim:signs"]},
            attitude={"kind": "want", "actors": ["actor:lethra"]},
        ),
    ],
    "events": [
        {
            "id": "event:pact",
            "type": "agree",
            "label": HOSTILE,
            "themes": ["territory"],
            "codes": ["frames/trade"],
            "accounts": [
                {
                    **_utterance("Varn signed the pact in Orm", "Uu", codes=["frames/trade"]),
                    "status": "occurred",
                    "sources": [_source("collective", "PR+", actor="actor:lethra")],
                    "time": {"value": "2020-01-01/2020-02-15", "basis": "stated"},
                    "place": {"label": "Orm"},
                    "participants": [
                        {"actor": "actor:varn", "role": "agent"},
                        {"actor": "actor:lethra", "role": "agent"},
                        {"actor": "actor:league", "role": "beneficiary"},
                    ],
                },
                {
                    **_utterance("Varn signs", annotator="annotator:else"),
                    "status": "hypothetical",
                    "commitment": "CT-",
                    "condition": {"kind": "conditional", "antecedents": ["claim:yields"]},
                    "participants": [
                        {"actor": "actor:varn", "role": "agent"},
                        {"actor": "actor:other", "role": "recipient"},
                    ],
                },
            ],
        },
        {
            "id": "event:visit",
            "type": "consult",
            "mode": "visit",
            "label": "Lethra visits Varn.",
            "time": {"value": "2021-01", "basis": "external"},
            "place": {"label": "Varn"},
            "references": [{"title": "An invented register", "accessed": "2024-01-01"}],
            "accounts": [
                {
                    **_utterance(LATER),
                    "article": "article:later",
                    "status": "occurred",
                    "participants": [
                        {"actor": "actor:lethra", "role": "agent"},
                        {"actor": "actor:varn", "role": "recipient"},
                    ],
                }
            ],
        },
    ],
}


def made() -> tuple[detente.Dataset, dict[str, str]]:
    """The dataset, sealed, and its text as a file has it."""
    texts = {NAME: RAW, "later.txt": LATER}
    sealed = detente.seal(json.dumps(DRAFT).encode(), texts)
    assert sealed.dataset is not None, sealed.report
    return sealed.dataset, texts
