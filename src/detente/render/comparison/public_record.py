"""What the articles say against the public record: assessed claims, events with other dates."""

from collections.abc import Iterator, Sequence

from detente.analysis.comparison.result import Position
from detente.display import capitalised, listing, sentence
from detente.edtf import wording
from detente.edtf.overlap import before
from detente.records import Assessment, Claim, Event, Reference, times
from detente.records.values import value_of
from detente.render import pages
from detente.render.comparison.contents import Contents
from detente.render.comparison.evidence import pointers_to
from detente.vocab.enums import Commitment

_CHECKED = "What has been checked"


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
    for item in contents.comparison:
        for id_ in item.records:
            record = contents.phrases.records[id_]
            positions = [position for position in item.positions if position.record == id_]
            if isinstance(record, Claim):
                findings = [_assessment(assessment) for assessment in record.assessments]
            else:
                positions = [position for position in positions if _misdated(record, position)]
                findings = [_other_date(contents, record, position) for position in positions]
            if findings and positions:
                yield (
                    _heading(contents, positions),
                    pages.Entry(
                        statements=tuple(map(contents.phrases.full, positions)),
                        remarks=tuple(findings),
                        pointers=tuple(pointers_to(contents, positions)),
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
    verdict = capitalised(assessment.verdict.replace("_", " "))
    when = wording.in_words(assessment.as_of)
    note = f" {sentence(assessment.note)}" if assessment.note else ""
    return f"{verdict} as of {when} ({_titles(assessment.references)}).{note}"


def _titles(references: Sequence[Reference]) -> str:
    return listing(reference.title for reference in references)


def _misdated(event: Event, position: Position) -> bool:
    dates = value_of(event.time), value_of(position.time)
    return before(*dates) or before(dates[1], dates[0])
