"""A dataset whose text has several scripts, emoji and Windows line ends, and whose labels are hostile."""

import json
from typing import Any

import detente

HOSTILE = "</Project><script>alert(1)</script> & \u202eevil\u2069 \x07\x1b[31m \\u0041 \"'> ]]> 🚢"
RAW = (
    "\ufeffThe port 🚢 of Lethra\r\n\r\nThe minister said: «السلام أولا» — 🇳🇴 and שלום עולם, "
    "in a cafe\u0301.\r\nNobody 𝒳greed.\r\n"
)
NAME = "port.txt"


def _claim(name: str, proposition: str, *evidence: str) -> dict[str, Any]:
    return {
        "id": f"claim:{name}",
        "proposition": proposition,
        "kind": "factual",
        "tense": "past",
        "about": ["actor:port"],
        "utterances": [
            {
                "article": "article:port",
                "commitment": "CT+",
                "evidence": [{"quote": quote} for quote in evidence],
                "note": HOSTILE,
                "annotator": "annotator:who",
                "confidence": "high",
            }
        ],
    }


DRAFT = {
    "format": "detente-draft",
    "version": "1.0",
    "dataset": {
        "id": "dataset:scripts",
        "title": HOSTILE,
        "version": "0.1.0",
        "status": "draft",
        "language": "en",
        "license": "CC-BY-4.0",
    },
    "annotators": [{"id": "annotator:who", "kind": "human", "description": HOSTILE}],
    "schemes": [
        {
            "id": "frames",
            "title": HOSTILE,
            "applies_to": ["Claim"],
            "values": [{"value": "law", "definition": HOSTILE, "broader": "theme/legal"}],
        }
    ],
    "actors": [
        {
            "id": "actor:port",
            "kind": "state",
            "names": [{"text": HOSTILE, "kind": "common"}],
            "ext": {"example.org/x": {"@id": HOSTILE, "n": 1.5}},
        },
        {"id": "actor:other", "kind": "state", "names": [{"text": HOSTILE, "kind": "common"}]},
    ],
    "articles": [
        {
            "id": "article:port",
            "title": HOSTILE,
            "authors": [],
            "publisher": "Lethra Times",
            "published": {"value": "2020", "basis": "stated"},
            "language": "en",
            "genre": "news",
            "url": "https://lethra.example/port?a=%3C&b='x'",
            "rights": HOSTILE,
            "segments": [
                {"kind": "title", "voice": "publisher", "quote": "The port 🚢 of Lethra"},
                {
                    "kind": "body",
                    "voice": "author",
                    "quote": "The minister said: «السلام أولا» — 🇳🇴 and שלום עולם, in a café.",
                },
                {"kind": "body", "voice": "author", "quote": "Nobody 𝒳greed."},
            ],
        }
    ],
    "mentions": [
        {
            "id": "mention:flag",
            "article": "article:port",
            "actor": "actor:port",
            "form": "name",
            "spans": [{"quote": "🇳🇴"}, {"quote": "port 🚢"}],
        }
    ],
    "claims": [
        {**_claim("said", HOSTILE, "The minister said: «السلام أولا»"), "codes": ["frames/law"]},
        _claim("peace", "Peace.", "«السلام أولا» — 🇳🇴 and שלום", "café"),
        _claim("again", "Peace again.", "«السلام أولا» — 🇳🇴 and שלום", "café"),
        _claim("nobody", "Nobody.", "Nobody 𝒳greed"),
    ],
    "links": [
        {
            "id": "link:again",
            "kind": "counters",
            "source": "claim:again",
            "target": "claim:peace",
            "article": "article:port",
        }
    ],
}


def made() -> tuple[detente.Dataset, dict[str, str]]:
    """The dataset, sealed, and its text as a file has it."""
    texts = {NAME: RAW}
    sealed = detente.seal(json.dumps(DRAFT).encode(), texts)
    assert sealed.dataset is not None, sealed.report
    return sealed.dataset, texts
