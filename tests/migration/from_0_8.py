"""0.8 called the licence of a dataset ``licence``."""

from detente.migration.steps import JsonObject, Step


def apply(document: JsonObject) -> JsonObject:
    head = document.get("dataset", {})
    if "licence" in head:
        head["license"] = head.pop("licence")
    return document


STEP = Step("0.8", "0.9", apply)
