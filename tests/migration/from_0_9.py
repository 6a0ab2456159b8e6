"""0.9 wrote evidence as pairs of numbers, had words for commitments, and a claim for each utterance.

All that can stand in the way of a step is here: fields that are renamed, values that are mapped and may
be unknown, records that are united and so removed, references that follow them.
"""

from typing import Any

from detente.migration.steps import JsonObject, Step

COMMITMENTS = {"certain": "CT+", "probable": "PR+", "possible": "PS+", "open": "Uu"}


def apply(document: JsonObject) -> JsonObject:
    united: dict[str, str] = {}
    kept: dict[str, Any] = {}
    for number, claim in enumerate(document.get("claims", [])):
        said = claim.pop("said", None)
        if said is not None:
            claim["utterances"] = [utterance(said, f"/claims/{number}/said")]
        first = kept.setdefault(claim.pop("same_as", claim["id"]), claim)
        if first is not claim:
            united[claim["id"]] = first["id"]
            first["utterances"] += claim["utterances"]
    if kept:
        document["claims"] = list(kept.values())
    return following(document, united)


def utterance(said: Any, path: str) -> Any:
    word = said.pop("how", "certain")
    if word not in COMMITMENTS:
        msg = f"{path}/how: {word!r} has no commitment in 1.0"
        raise ValueError(msg)
    spans = [
        s if "quote" in s else dict(zip(("start", "end"), s, strict=True)) for s in said["evidence"]
    ]
    return {**said, "commitment": COMMITMENTS[word], "evidence": spans}


def following(value: Any, united: dict[str, str]) -> Any:
    """References to what was united, put right; extensions as they are."""
    if isinstance(value, dict):
        return {k: v if k == "ext" else following(v, united) for k, v in value.items()}
    if isinstance(value, list):
        return [following(item, united) for item in value]
    return united.get(value, value) if isinstance(value, str) else value


STEP = Step("0.9", "1.0", apply)
