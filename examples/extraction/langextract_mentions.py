"""The spans of langextract's results as mentions of actors, each at the place that langextract gives."""

from collections.abc import Iterable, Mapping
from typing import Any


def mentions(
    extractions: Iterable[Any], article: str, actors: Mapping[str, str]
) -> tuple[dict[str, Any], list[str]]:
    """An answer for ``detente.extraction.draft``, and the extractions that were left out.

    ``extractions``: of ``langextract.extract(...)``; ``actors``: ids by extraction class. Only what
    langextract found word by word is taken: other matches are shorter or longer than what was meant.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    left_out: list[str] = []
    for extraction in extractions:
        actor, place = actors.get(extraction.extraction_class), extraction.char_interval
        status = getattr(extraction.alignment_status, "value", None)
        if actor is None or place is None or status != "match_exact":
            left_out.append(f"{extraction.extraction_class}: {extraction.extraction_text}")
            continue
        span = {"quote": extraction.extraction_text, "start": place.start_pos, "end": place.end_pos}
        found.setdefault(actor, []).append(span)
    rows = [
        {"id": "", "article": article, "spans": spans, "actor": actor, "form": "name"}
        for actor, spans in found.items()
    ]
    return {"mentions": rows}, left_out
