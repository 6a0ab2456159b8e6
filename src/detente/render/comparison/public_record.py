"""What the articles say against the public record: assessed claims, events with other dates."""

from collections import Counter
from collections.abc import Iterator, Sequence

from detente.analysis.comparison.result import Position
from detente.display import count, listing, sentence
from detente.edtf import wording
from detente.edtf.overlap import before
from detente.edtf.parser import parse_or_none
from detente.records import Assessment, Claim, Event, Reference, times
from detente.records.values import value_of
from detente.render import pages
from detente.render.comparison.contents import Contents
from detente.render.comparison.evidence import pointers_to
from detente.vocab.enums import Commitment, Verdict

_CHECKED = "What has been checked"


_OUTCOMES = {
    Verdict.ACCURATE: "accurate",
    Verdict.PARTLY_ACCURATE: "partly accurate",
    Verdict.INACCURATE: "inaccurate",
    Verdict.PENDING: "not settled",
    Verdict.UNRESOLVABLE: "cannot be settled",
}


def tally(contents: Contents) -> Iterator[pages.Part]:
    """How much of what each article says has been checked, and what came of it; none without."""
    entries = []
    for article in contents.articles:
        held, reported, misdated = Counter[Verdict](), Counter[Verdict](), 0
        for record, position in _checked(contents, article.id):
            if isinstance(record, Event):
                misdated += 1
                continue
            open_ = position.commitment is Commitment.UU
            (reported if open_ else held)[_latest(record.assessments).verdict] += 1
        told = [
            f"{count(held.total(), 'claim')} checked: {_outcomes(held)}" if held else "",
            f"{reported.total()} only reported or supposed: {_outcomes(reported)}"
            if reported
            else "",
            f"{count(misdated, 'date')} not as in other sources" if misdated else "",
        ]
        if any(told):
            line = f"{contents.article_names[article.id]}: {'; '.join(filter(None, told))}."
            entries.append(pages.Entry(statements=(line,)))
    if entries:
        yield pages.Part(title="Against the public record", entries=tuple(entries))


def _outcomes(verdicts: Counter[Verdict]) -> str:
    return ", ".join(f"{verdicts[v]} {name}" for v, name in _OUTCOMES.items() if verdicts[v])


def _latest(assessments: Sequence[Assessment]) -> Assessment:
    """The assessment of the latest state of knowledge; of several that may be, the last one."""
    *others, latest = assessments
    for other in others:
        if before(parse_or_none(latest.as_of), parse_or_none(other.as_of)):
            latest = other
    return latest


def _checked(contents: Contents, article: str) -> Iterator[tuple[Claim | Event, Position]]:
    """The assessed claims of an article, and its events with another date."""
    for record, positions in contents.told():
        for position in positions:
            if position.article == article:
                if isinstance(record, Claim):
                    checked = bool(record.assessments)
                else:
                    checked = _misdated(record, position)
                if checked:
                    yield record, position


def public_record(contents: Contents) -> Iterator[pages.Section]:
    """Claims with an assessment, and events that an account dates as they cannot be; none without.

    What no article holds or denies has a heading of its own.
    """
    entries: dict[str, list[pages.Entry]] = {_CHECKED: []}
    for title, entry in _entries(contents):
        entries.setdefault(title, []).append(entry)
    parts = [pages.Part(title=t, entries=tuple(found)) for t, found in entries.items() if found]
    if parts:
        yield pages.Section(title="Against the public record", parts=tuple(parts))


def _entries(contents: Contents) -> Iterator[tuple[str, pages.Entry]]:
    """Each entry with its heading."""
    for record, told in contents.told():
        positions = told
        if isinstance(record, Claim):
            findings = [_assessment(assessment) for assessment in record.assessments]
        else:
            positions = [position for position in told if _misdated(record, position)]
            findings = [_other_date(contents, record, position) for position in positions]
        if findings and positions:
            yield (
                _heading(contents, positions),
                pages.Entry(
                    statements=tuple(map(contents.phrases.full, positions)),
                    remarks=tuple(findings),
                    pointers=tuple(pointers_to(contents, positions)),
                    records=(record.id,),
                ),
            )


def _heading(contents: Contents, positions: Sequence[Position]) -> str:
    if any(position.commitment is not Commitment.UU for position in positions):
        return _CHECKED
    authors = [contents.article_names[position.article] for position in positions]
    verbs = "reports or supposes" if len(authors) == 1 else "report or suppose"
    return f"What {listing(authors)} only {verbs}"


def _other_date(contents: Contents, event: Event, position: Position) -> str:
    author = contents.article_names[position.article]
    dates = f"{times.in_words(position.time)}; other sources: {times.in_words(event.time)}"
    return f"The date of {author} differs: {dates} ({_titles(event.references)})."


def _assessment(assessment: Assessment) -> str:
    """*Checked May 2021: accurate (a yearbook).*; the date is that of the check, not of the fact."""
    when = wording.in_words(assessment.as_of)
    sources = _titles(assessment.references)
    checked = f"Checked {when}: {_OUTCOMES[assessment.verdict]} ({sources})."
    if assessment.verdict is Verdict.PENDING:
        checked = f"Not settled when checked ({when}; {sources})."
    note = f" {sentence(assessment.note)}" if assessment.note else ""
    return f"{checked}{note}"


def _titles(references: Sequence[Reference]) -> str:
    return listing(reference.title for reference in references)


def _misdated(event: Event, position: Position) -> bool:
    dates = value_of(event.time), value_of(position.time)
    return before(*dates) or before(dates[1], dates[0])
