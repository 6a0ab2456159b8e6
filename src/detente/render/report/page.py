"""The page: all parts put together and written."""

from collections.abc import Sequence

from detente.analysis.agreement.figures import Agreement
from detente.display import listing
from detente.render.report import environment, words
from detente.render.report.actors import LISTED, actors
from detente.render.report.answer import about, answer
from detente.render.report.cards import cards
from detente.render.report.causes import causes
from detente.render.report.filters import Filters
from detente.render.report.matrices import deeds, issues, silences, themes
from detente.render.report.motives import judged, motives
from detente.render.report.network import network
from detente.render.report.provenance import provenance
from detente.render.report.sidebyside import side_by_side
from detente.render.report.sources import quoted
from detente.render.report.subject import Subject
from detente.render.report.texts import Texts
from detente.render.report.timeline import timeline_of
from detente.vocab.catalogue import of_enum
from detente.vocab.enums import Character, ClaimKind, Commitment

_NAMED = 4
"""The articles at most that are named in the title."""

LARGE = 1_000_000
"""The bytes above which a page is too large to be sent around."""


def page(subject: Subject, agreement: Agreement | None = None, *, index: str | None = None) -> str:
    """The page of some articles as HTML, one file that needs nothing else.

    Args:
        subject: the articles, and what they say.
        agreement: of the annotators; ``None`` where it was not measured.
        index: the address of the index that the page belongs to.
    """
    filters = Filters(subject)
    texts = Texts(subject)
    done = deeds(subject)
    values = {
        "subject": subject,
        "title": _title(subject),
        "index": index,
        "about": about(subject),
        "answer": answer(subject),
        "timeline": timeline_of(subject),
        "motives": tuple(motives(subject)),
        "beside": side_by_side(subject),
        "panes": texts.panes,
        "filters": filters,
        "columns": tuple(
            (side, tuple(cards(subject, side, filters, texts))) for side in subject.sides
        ),
        "quoted": tuple(quoted(subject)),
        "actors": actors(subject),
        "listed": LISTED,
        "themes": themes(subject),
        "issues": issues(subject),
        "judged": judged(subject),
        "causes": causes(subject),
        "silences": tuple(silences(subject)),
        "deeds": done,
        "network": network(subject, done),
        "provenance": provenance(subject, agreement),
        "shades": words.SHADES,
        "commitments": [
            (words.COMMITMENTS[c], words.EXPLAINED[c], words.shade(c)) for c in Commitment
        ],
        "kinds": [(words.plain(v.value), v.definition) for v in of_enum(ClaimKind).values],
        "characters": [(words.plain(v.value), v.definition) for v in of_enum(Character).values],
    }
    return environment.rendered(
        "page.html", values, style=_highlights(subject), script=environment.script("script.js")
    )


def _title(subject: Subject) -> str:
    names = [side.name for side in subject.sides]
    title = listing(names) if len(names) <= _NAMED else f"{len(names)} articles"
    if subject.relation is not None:
        return f"{title} on the relation of {subject.label(subject.relation)}"
    if len(names) > 1:
        return f"{title}, side by side"
    work = subject.sides[0].article.title
    return f"{title}: {work}" if work else title


def _highlights(subject: Subject) -> str:
    """The rules by which a chosen card or mark shows all marks of its record, in all texts."""
    names: Sequence[str] = tuple(subject.classes.values())
    return "".join(f"main:has(.{n}:target) .{n}{{--on:var(--hit)}}" for n in names)
