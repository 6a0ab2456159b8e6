"""Where what a page says is from: the dataset, its annotators, their agreement, the reader's copies."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.analysis.agreement.figures import Agreement
from detente.display import count, listing
from detente.edtf import wording
from detente.render.agreement import figures
from detente.render.report import words
from detente.render.report.subject import Subject
from detente.version import __version__


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy of an article, and what became of its spans."""

    article: str
    verdicts: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a reader needs in order to trust, cite and repeat a page."""

    facts: tuple[tuple[str, str], ...]
    annotators: tuple[tuple[str, str], ...]
    agreement: tuple[tuple[str, str], ...]
    copies: tuple[Copy, ...]


def provenance(subject: Subject, agreement: Agreement | None) -> Provenance:
    """The provenance of a page."""
    return Provenance(
        facts=tuple(_facts(subject)),
        annotators=tuple((a.kind.value, a.description) for a in subject.dataset.annotators),
        agreement=tuple(_agreement(agreement)),
        copies=tuple(_copies(subject)),
    )


def _facts(subject: Subject) -> Iterator[tuple[str, str]]:
    head = subject.dataset.dataset
    if head is not None:
        yield "Dataset", head.title
        yield "Version", f"{head.version}, {head.status.value}"
        if head.issued:
            yield "Issued", wording.in_words(head.issued)
        if head.creators:
            yield "Made by", listing(head.creators)
        yield "Licence of the annotations", head.license
        if head.guidelines:
            yield "Annotated by the guidelines", head.guidelines
        if head.note:
            yield "Note", head.note
    else:
        yield "Dataset", "without a record about itself"
    yield "Made with", f"détente {__version__}"


def _agreement(agreement: Agreement | None) -> Iterator[tuple[str, str]]:
    for layer, name, figure in () if agreement is None else figures(agreement):
        yield f"{words.plain(layer)}: {words.plain(name)}", figure


def _copies(subject: Subject) -> Iterator[Copy]:
    for side in subject.sides:
        if subject.attachment is not None:
            attached = subject.attachment[side.id]
            if attached.text is None:
                yield Copy(side.name, "no copy at hand")
                continue
            counts = [f"{n} {verdict}" for verdict, n in attached.counts.items() if n]
            spans = count(len(attached.spans), "span")
            yield Copy(side.name, f"{spans}: {listing(counts)}")
