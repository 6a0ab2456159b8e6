"""What is found about the quotes of a draft, in words."""

import json
from collections.abc import Iterator
from typing import Any

from detente.diagnostics import Path
from detente.text.grounding import GroundingStatus
from detente.text.grounding.ground import describe_layout
from detente.text.profiles import canonical
from detente.text.quotes import MARK, SHOWN, Quote, QuoteMatch, find, line_and_column
from detente.text.words import cuts_word
from detente.validation.findings import Finding

_LISTED = 4
"""How many candidates a message names; ``params`` has up to ``SHOWN``. A guess at what fits on two lines."""

_AROUND = 14
"""Code points: how much of the text a message shows on each side of a candidate, two or three words. A
guess."""


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
    reason, candidates = outcome.reason, outcome.candidates
    if outcome.in_parts and path[0] == "mentions":
        candidates = candidates[:1]
        head = shortened(text[slice(*candidates[0])])
        reason = f"leaves words out, and a mention cannot be in pieces: quote its head piece alone, {head}"
    listed = [_candidate(text, span) for span in candidates[:SHOWN]]
    total = len(candidates)
    shown = [
        f"{candidate['place']} {_around(text, candidate)}"
        if outcome.ambiguous
        else candidate["place"]
        for candidate in listed[:_LISTED]
    ]
    more = f", …, {total} in all" if total > _LISTED else ""
    at = f" (at {', '.join(shown)}{more} of the text)" if listed else ""
    return Finding(
        code="D412" if outcome.ambiguous else "D411",
        path=path,
        message=f"{shortened(quote)} {reason}{at}",
        params=(("quote", quote), ("candidates", listed)),
    )


def left_to_do(path: Path, quote: str) -> Finding:
    """The finding of a quote that ``rebase`` left to the annotator."""
    if "segments" in path:
        what = f'check kind and voice, then delete "{MARK}"'
    elif quote.startswith(MARK):
        what = f'if the words say what the record says, delete "{MARK}"; else quote others'
    else:
        what = "quote other words, or delete this"
    message = f"{shortened(quote)} is still to be given: {what}"
    return Finding(code="D566", path=(*path, "quote"), message=message)


def _around(text: str, candidate: dict[str, Any]) -> str:
    """A candidate in square brackets with the words around it, on one line."""
    start, end = candidate["start"], candidate["end"]
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    while low < start and cuts_word(text, low):
        low += 1
    while high > end and cuts_word(text, high):
        high -= 1
    before = "…" if low else ""
    after = "…" if high < len(text) else ""
    marked = f"{text[low:start]}[{text[start:end]}]{text[end:high]}"
    return shortened(f"{before}{' '.join(marked.split())}{after}")


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
