"""Where the quotes of a draft stand in their texts."""

from collections.abc import Iterator, Mapping
from typing import Any

from detente.pipeline.sealing import match_texts
from detente.records.plain import objects
from detente.text.quotes import Quote, find


class Places:
    """Where the evidence of records stands: code points by article, or the quote where it is not found."""

    def __init__(self, draft: Mapping[str, Any], texts: Mapping[str, str]) -> None:
        """``texts``: by name, as for ``seal``."""
        names = match_texts(draft, texts)
        self.texts = {id_: texts[name] for id_, name in names.items()}
        self.found: dict[int, frozenset[Any]] = {}

    def overlap(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
        """The share of code points common to both, of those of either (Jaccard)."""
        first, second = self._of(one), self._of(other)
        return len(first & second) / len(first | second) if first | second else 0.0

    def _of(self, record: Mapping[str, Any]) -> frozenset[Any]:
        key = id(record)
        if key not in self.found:
            voices = [*objects(record.get("accounts")), *objects(record.get("utterances"))]
            self.found[key] = frozenset(point for voice in voices for point in self._points(voice))
        return self.found[key]

    def _points(self, voice: Mapping[str, Any]) -> Iterator[Any]:
        article = str(voice.get("article"))
        for span in objects(voice.get("evidence")):
            place = place_of(span, self.texts.get(article))
            points = [str(span.get("quote"))] if place is None else range(*place)
            yield from ((article, point) for point in points)


def place_of(span: Mapping[str, Any], text: str | None) -> tuple[int, int] | None:
    """The code points of a span of a draft in its text; ``None`` if there is no text, or no one place."""
    quote, within, nth = (span.get(key) for key in ("quote", "within", "nth"))
    if text is None or not isinstance(quote, str):
        return None
    longer = within if isinstance(within, str) else None
    return find(Quote(quote, nth if type(nth) is int else None, longer), text).span
