"""What is found about the quotes of a draft, in words."""

import json
from collections.abc import Iterator
from typing import Any

from detente.diagnostics import Path
from detente.text.grounding import GroundingStatus
from detente.text.grounding.ground import describe_layout
from detente.text.profiles import canonical
from detente.text.quotes import SHOWN, Quote, QuoteMatch, find, line_and_column
from detente.validation.findings import Finding

_LISTED = 8
"""How many candidates a message names; ``params`` has up to ``SHOWN``. A guess at what fits on a line."""


def compared(path: Path, wanted: Quote, text: str, offsets: tuple[int, int]) -> Iterator[Finding]:
    """What is wrong with a quote that has offsets too."""
    start, end = offsets
    quoted = shortened(wanted.quote)
    if text[start:end] == canonical(wanted.quote):
        if wanted[1:] != (None, None) and find(wanted, text).span != offsets:
            yield Finding(
                code="D413",
                path=path,
                message=f'with "nth" or "within", {quoted} is at another place than code points '
                f"{start} to {end}; delete them or the offsets",
            )
        return
    outcome = find(Quote(wanted.quote), text)
    candidates = () if outcome.status is GroundingStatus.ABSENT else outcome.candidates
    if offsets in (outcome.span, *candidates):
        yield reformatted(path, wanted.quote, text, offsets)
        return
    yield Finding(
        code="D413",
        path=path,
        message=f"code points {start} to {end} are not {quoted}; delete the offsets or the quote",
    )


def not_found(path: Path, quote: str, text: str, outcome: QuoteMatch) -> Finding:
    """The finding of a quote that is absent or ambiguous, with its candidates."""
    listed = [_candidate(text, span) for span in outcome.candidates[:SHOWN]]
    total = len(outcome.candidates)
    more = f", …, {total} in all" if total > SHOWN else ", …" if total > _LISTED else ""
    places = ", ".join(candidate["place"] for candidate in listed[:_LISTED])
    at = f" (at {places}{more} of the text)" if listed else ""
    return Finding(
        code="D412" if outcome.ambiguous else "D411",
        path=path,
        message=f"{shortened(quote)} {outcome.reason}{at}",
        params=(("quote", quote), ("candidates", listed)),
    )


def reformatted(path: Path, quote: str, text: str, span: tuple[int, int]) -> Finding:
    """The finding of a quote that is in the text in another layout, for information."""
    found = _candidate(text, span)
    layout = describe_layout(quote, text, (span,))
    message = f"{shortened(quote)} {layout} (at {found['place']} of the text)"
    params = (("quote", quote), ("found", found))
    return Finding(code="D414", path=path, message=message, params=params)


def _candidate(text: str, span: tuple[int, int]) -> dict[str, Any]:
    start, end = span
    place = line_and_column(text, start)
    return {"start": start, "end": end, "place": place, "words": text[start:end]}


def shortened(quote: str) -> str:
    """A quote in quotation marks, on one line."""
    text = json.dumps(quote, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:40]} … {text[-16:]}"
