"""Small datasets of two articles, made to be compared."""

import json
from itertools import count
from typing import Any

import detente
from detente import Comparison, ComparisonItem, Dataset

OLD, NEW, THIRD = "article:old", "article:new", "article:third"


_places = count(0, 10)


def article(id_: str, published: str | None, **more: Any) -> dict:
    length = 100_000
    zeros = "0" * 64
    return {
        "id": id_,
        "authors": [{"name": f"Ann {id_.partition(':')[2].capitalize()}"}],
        "publisher": "The Courier",
        "published": time(published),
        "language": "en",
        "genre": "opinion",
        "rights": "nobody",
        "text": {
            "profile": "detente-text-1",
            "unit": "codepoint",
            "length": length,
            "sha256": zeros,
            "skeleton_length": length,
            "skeleton_sha256": zeros,
            "salt": "0" * 32,
        },
        "segments": [{"kind": "body", "voice": "author", "start": 0, "end": length}],
        **more,
    }


def time(value: str | None) -> dict:
    return {"basis": "unresolved"} if value is None else {"value": value, "basis": "stated"}


def evidence() -> list:
    start = next(_places) % 90_000
    return [{"start": start, "end": start + 5}]


def by(article_: str, commitment: str = "CT+", **more: Any) -> dict:
    """An utterance."""
    return {"article": article_, "commitment": commitment, "evidence": evidence(), **more}


def says(article_: str, status: str = "occurred", commitment: str = "CT+", **more: Any) -> dict:
    """An account of an event."""
    if isinstance(more.get("time"), str):
        more["time"] = time(more["time"])
    return {**by(article_, commitment), "status": status, **more}


def claim(slug: str, *utterances: dict, **more: Any) -> dict:
    if isinstance(more.get("scope"), str):
        more["scope"] = time(more["scope"])
    return {
        "id": f"claim:{slug}",
        "proposition": f"This is what {slug} says.",
        "kind": "factual",
        "tense": "present",
        "about": ["actor:one"],
        "utterances": list(utterances),
        **more,
    }


def event(slug: str, *accounts: dict, **more: Any) -> dict:
    accounts_ = list(accounts)
    return {"id": f"event:{slug}", "type": "none", "label": slug, "accounts": accounts_, **more}


def link(kind: str, source: str, target: str, **more: Any) -> dict:
    id_ = f"link:{kind}-{source}-{target}".replace(":", "-").replace("link-", "link:", 1)
    return {"id": id_, "kind": kind, "source": source, "target": target, **more}


def phase(period: str, *grounds: str, **more: Any) -> dict:
    return {"period": time(period), "grounds": list(grounds) or ["claim:ground"], **more}


def factor(kind: str = "interest", label: str = "gain", *grounds: str, **more: Any) -> dict:
    if "period" in more:
        more["period"] = time(more["period"])
    return {"kind": kind, "label": label, "grounds": list(grounds) or ["claim:ground"], **more}


def tie(old: dict | None = None, new: dict | None = None) -> dict:
    accounts = [
        {"article": a, **phases_told} for a, phases_told in ((OLD, old), (NEW, new)) if phases_told
    ]
    return {
        "id": "relation:one-two",
        "parties": ["actor:one", "actor:two"],
        "accounts": accounts,
    }


def dataset(*records: dict, articles: Any = ((OLD, "2010"), (NEW, "2020"))) -> Dataset:
    names = {"one": "One", "two": "Two", "three": "Three", "ann": "Ann"}
    document: dict[str, Any] = {
        "format": "detente",
        "version": "1.0",
        "actors": [
            {"id": f"actor:{s}", "kind": "state", "names": [{"text": n, "kind": "common"}]}
            for s, n in names.items()
        ],
        "articles": [a if isinstance(a, dict) else article(*a) for a in articles],
    }
    for record in records:
        kind, colon, _slug = record["id"].partition(":")
        document.setdefault(f"{kind}s" if colon else "schemes", []).append(record)
    return detente.loads(json.dumps(document).encode())


def issue(slug: str, **more: Any) -> dict:
    names = [{"text": f"the {slug}", "kind": "common"}]
    return {"id": f"issue:{slug}", "kind": "other", "names": names, **more}


def scheme(id_: str, *values: str, **more: Any) -> dict:
    return {
        "id": id_,
        "title": id_.capitalize(),
        "applies_to": ["Claim"],
        "values": [{"value": value, "definition": f"Is {value}."} for value in values],
        **more,
    }


def of(compared: Comparison, id_: str) -> ComparisonItem:
    """The item that a claim or event is counted in."""
    (item,) = (item for item in compared if id_ in item.records)
    return item


def found(compared: Comparison) -> list[tuple[str, str, str]]:
    return [(item.verdict.value, item.rule.value, item.modality) for item in compared]


def one(*records: dict, **more: Any) -> tuple[str, str, str]:
    (item,) = found(detente.compare(dataset(*records, **more)))
    return item


def phases_told(*phases: dict) -> dict:
    return {"phases": list(phases)}


def quantity(value: float, **more: Any) -> dict:
    return {"value": value, "unit": "USD", "of": "the loan", **more}


def of_tie(old: dict, new: dict, **more: Any) -> list[tuple[str, str, str]]:
    ground = claim("ground", by(OLD), by(NEW))
    return found(detente.compare(dataset(ground, tie(old, new), **more)))[:-1]


def moves(*factors: dict) -> dict:
    return {"factors": list(factors)}


def part(role: str, *actors: str) -> list[dict]:
    return [{"actor": f"actor:{name}", "role": role} for name in actors]
