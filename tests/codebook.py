"""The values of all vocabularies, and those that have crosswalks."""

from detente.vocab import catalogue

VALUES = [(v.name, e.value) for v in catalogue.vocabularies() for e in v.values]


MAPPED = ["commitment", "event_mode", "event_status", "event_type", "likelihood", "role"]


def flat(text: str) -> str:
    return " ".join(text.split())
