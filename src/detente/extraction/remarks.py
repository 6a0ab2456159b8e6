"""Findings as a model needs them: the record, the field, the quote as written, what the text has."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from detente.diagnostics import Diagnostic, Path, Severity, pointer
from detente.errors import InputError
from detente.extraction.places import place_of
from detente.files import Document
from detente.json_types import Json
from detente.pipeline import drafts
from detente.pipeline.sealing import match_texts
from detente.records.plain import objects
from detente.schema.reduced import ARRAYS
from detente.text.paragraphs import paragraphs
from detente.text.readers import Texts, given_texts
from detente.text.words import cuts_word
from detente.validation.catalogue import rule_of
from detente.validation.documents import LoadedDocument
from detente.validation.validator import Validation

AROUND = 60
"""Code points of the text that are shown on each side of a passage: about ten words. A guess."""

PASSAGES = 4
"""Passages that are shown for a finding at most. A guess; who needs more has quoted a single word."""

_NOT_FOR_A_MODEL = frozenset({"D403", "D414", "D566"})
"""The rules whose findings a model cannot or need not mend: a text in another layout, what is left to do."""

_OF_A_RELEASE = frozenset({"D601"})
"""The rules of a release that speak of records: words of the text in a label or proposition."""


class Passage(NamedTuple):
    """Words of the text that a finding speaks of, with what is around them."""

    paragraph: int
    """The number of the paragraph, from 1, as in the prompt; 0 if it is in none."""
    before: str
    """What is in front of the words."""
    words: str
    """The words."""
    after: str
    """What is behind them."""

    def __str__(self) -> str:
        """On one line, the words in angle quotation marks."""
        line = " ".join(f"{self.before}»{self.words}«{self.after}".split())
        return f"[{self.paragraph}] {line}"


class Remark(NamedTuple):
    """A finding about a record that a model made."""

    code: str
    """The rule."""
    severity: Severity
    """How serious it is."""
    record: str
    """The id of the record."""
    field: str
    """The path in the record, empty for the record as a whole; ``apply`` takes the same paths."""
    problem: str
    """What is wrong."""
    value: Json
    """What stands at the path; ``None`` if there is nothing."""
    quote: str
    """The quote as the answer has it; empty if it is not about one."""
    passages: tuple[Passage, ...]
    """What the text has: the places of the quote, the passages nearest to it, the words left out."""
    mend: str
    """What the rule asks for."""
    related: tuple[str, ...] = ()
    """The ids of other records that it is about."""

    def __str__(self) -> str:
        """As it is sent to a model."""
        where = f"{self.record}, {self.field}" if self.field else self.record
        lines = [f"{where} ({self.code}): {self.problem}"]
        if self.quote:
            lines.append(f"  as you wrote it: {json.dumps(self.quote, ensure_ascii=False)}")
        lines += (f"  in the text: {passage}" for passage in self.passages)
        lines.append(f"  the rule: {self.mend}")
        return "\n".join(lines)


def feedback(draft: Mapping[str, Json], texts: Texts) -> tuple[Remark, ...]:
    """What is to be sent back to a model about its records, the errors first.

    ``draft``: the plain values of a draft; ``texts``: the texts of its articles, as for ``seal``. The
    header, the annotators and what is known of an article are not spoken of, but for the passages that it
    leaves uncoded. Passages of the text are shown to help decide; none is the right one by itself. Raises
    ``InputError`` if the text of an article is missing, or a text is no text.
    """
    given = given_texts(texts)
    names = match_texts(draft, given)
    for article in objects(draft.get("articles") if isinstance(draft, dict) else None):
        if isinstance(article.get("id"), str) and article["id"] not in names:
            raise InputError("texts", f"none of them is that of {article['id']}")
    data = json.dumps(draft).encode("ascii")
    validation = Validation.of([Document(None, data)])
    loaded: LoadedDocument = validation.documents[0]
    if loaded.draft is not None:
        validation, _ = drafts.examine(loaded, given, strict=True)
    report = validation.report(placed=False)
    shown = _Shown(draft, {id_: given[name] for id_, name in names.items()})
    return tuple(
        remark for finding in sorted(report, key=_order) for remark in shown.remark(finding)
    )


def _order(finding: Diagnostic) -> Any:
    """Errors first, then as the draft has them."""
    path = finding.location.path or ()
    lists = [*ARRAYS]
    first = lists.index(str(path[0])) if path and path[0] in lists else len(lists)
    rest = [(type(key) is int, key) for key in path[1:]]
    return [*Severity].index(finding.severity), first, rest, finding.code


class _Shown:
    """Makes remarks of the findings in one draft."""

    def __init__(self, draft: Mapping[str, Any], texts: Mapping[str, str]) -> None:
        self.draft = draft
        self.texts = texts

    def remark(self, finding: Diagnostic) -> Iterator[Remark]:
        """The remark on a finding; none if it is not for a model."""
        path = finding.location.path or ()
        if finding.code in _NOT_FOR_A_MODEL or not path or path[0] not in ARRAYS:
            return
        if finding.code.startswith("D6") and finding.code not in _OF_A_RELEASE:
            return
        record, inner = self._record(path), path[2:]
        if record is None or (path[0] == "articles" and not _is_asked_for(finding, inner)):
            return
        value = value_at(record, inner)
        quoted = value if isinstance(value, dict) and isinstance(value.get("quote"), str) else {}
        others = [self._record(other.location.path or ()) for other in finding.related]
        ids = [str(other["id"]) for other in others if other is not None and other is not record]
        rule = rule_of(finding.code)
        yield Remark(
            code=finding.code,
            severity=finding.severity,
            record=str(record.get("id")),
            field=pointer(inner).removeprefix("/"),
            # The most similar id is no reason to take it.
            problem=finding.message if finding.code.startswith("D2") else finding.sentence,
            value=value,
            quote=quoted.get("quote", ""),
            passages=tuple(self._passages(finding, path, record, quoted)),
            mend=" ".join(part for part in (rule.what, rule.why) if part).replace("``", '"'),
            related=tuple(dict.fromkeys(ids)),
        )

    def _record(self, path: Path) -> dict[str, Any] | None:
        """The record that a path leads into; ``None`` if it leads into none with an id."""
        record = value_at(self.draft, path[:2])
        return record if len(path) > 1 and isinstance(record, dict) and "id" in record else None

    def _passages(
        self, finding: Diagnostic, path: Path, record: Mapping[str, Any], quoted: Mapping[str, Any]
    ) -> Iterator[Passage]:
        """The places in the text that a finding speaks of."""
        article = record["id"] if path[0] == "articles" else self._article(path)
        text = self.texts.get(str(article))
        if text is None:
            return
        ranges = [(c["start"], c["end"]) for c in objects(finding.params.get("candidates"))]
        if "start" in finding.params and "end" in finding.params:
            ranges.append((finding.params["start"], finding.params["end"]))
        if not ranges:
            spans = [quoted] if quoted else self._evidence(path)
            found = (place_of(span, text) for span in spans)
            ranges = [place for place in found if place is not None]
        yield from (passage(text, *each) for each in ranges[:PASSAGES])

    def _article(self, path: Path) -> Json:
        """The article of the voice or mention that a path leads into."""
        held = [value_at(self.draft, path[:n]) for n in range(len(path), 1, -1)]
        return next((v["article"] for v in held if isinstance(v, dict) and "article" in v), None)

    def _evidence(self, path: Path) -> list[dict[str, Any]]:
        """The evidence of the voice that a path leads into."""
        held = [value_at(self.draft, path[:n]) for n in range(len(path), 1, -1)]
        return next(
            (objects(v["evidence"]) for v in held if isinstance(v, dict) and "evidence" in v), []
        )


def _is_asked_for(finding: Diagnostic, inner: Path) -> bool:
    """Whether a finding about an article is about its words, and not about its head."""
    return finding.code == "D307" or inner[:1] == ("uncoded",)


def value_at(value: Any, path: Sequence[str | int]) -> Any:
    """What stands at a path in plain values; ``None`` if there is nothing."""
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def passage(text: str, start: int, end: int) -> Passage:
    """A range of a text with the words around it."""
    while start < end - 1 and text[start].isspace():
        start += 1
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    while low < start and (cuts_word(text, low) or text[low].isspace()):
        low += 1
    while high > end and (cuts_word(text, high) or text[high - 1].isspace()):
        high -= 1
    numbered = enumerate(paragraphs(text), 1)
    number = next((n for n, (first, last) in numbered if first <= start < last), 0)
    return Passage(number, text[low:start], text[start:end], text[end:high])
