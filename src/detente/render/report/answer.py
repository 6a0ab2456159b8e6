"""The answer first: what the comparison finds, in the words of ``detente compare``, with its evidence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.analysis.comparison.centrality import Centrality
from detente.analysis.comparison.grouping import Groups
from detente.analysis.comparison.positions import ArticlePair
from detente.analysis.comparison.theses import held_claims
from detente.analysis.voices import spoken_of
from detente.display import count, listing, sentence
from detente.records import times
from detente.render import pages
from detente.render.comparison.contents import Contents
from detente.render.comparison.digest import digest, how_known
from detente.render.comparison.groups import sections as by_title
from detente.render.comparison.page import page_of
from detente.render.report.subject import Ref, Side, Subject


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter: what is said of it, what goes with it, and the cards that say so."""

    statements: tuple[str, ...]
    remarks: tuple[str, ...]
    cards: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Matters under a title."""

    title: str
    note: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Parts under a title."""

    title: str
    parts: tuple[Part, ...]
    matters: int
    """How many matters of the comparison it has; 0 where it only lists those of others again."""

    @property
    def size(self) -> int:
        """How many entries there are in it: several matters that share a side are one."""
        return sum(len(part.entries) for part in self.parts)


@dataclass(frozen=True, slots=True)
class About:
    """What is known of an article itself."""

    side: Side
    title: str
    authors: str
    publisher: str
    published: str
    genre: str
    url: str | None
    rights: str
    counts: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands first on a page, and all matters in full."""

    short: tuple[Part, ...]
    remarks: tuple[str, ...]
    table: pages.Table | None
    sections: tuple[Section, ...]

    @property
    def matters(self) -> int:
        """How many matters the sections have."""
        return sum(section.matters for section in self.sections)


def about(subject: Subject) -> tuple[About, ...]:
    """The articles of a page."""
    spoken = spoken_of(subject.dataset)
    return tuple(
        About(
            side=side,
            title=side.article.title or "",
            authors=listing(a.name for a in side.article.authors) or "no author stated",
            publisher=side.article.publisher,
            published=times.in_words(side.article.published) or "at an unknown time",
            genre=side.article.genre.value,
            url=side.article.url,
            rights=sentence(side.article.rights),
            counts=listing(
                (
                    count(len(spoken[side.id].claims), "claim"),
                    count(len(spoken[side.id].events), "event"),
                )
            ),
        )
        for side in subject.sides
    )


def answer(subject: Subject) -> Answer:
    """What the comparison of the two articles finds; of other numbers of articles their main theses."""
    comparison = subject.comparison
    if comparison is None:
        return Answer(tuple(_theses(subject)), (), None, ())
    contents = Contents(comparison, None, every=True)
    short = [*_parts(subject, digest(contents))]
    whole = page_of(comparison, every=True)
    matters = {title: len(items) for title, items in by_title(contents, comparison.groups).items()}
    sections = tuple(
        Section(one.title, tuple(_parts(subject, one.parts)), matters.get(one.title, 0))
        for one in whole.sections
    )
    if not short:  # too few matters for a digest: they are the answer themselves
        short = [part for section in sections for part in section.parts]
    return Answer(tuple(short), whole.summary, whole.table, sections)


def _parts(subject: Subject, parts: Iterable[pages.Part]) -> Iterator[Part]:
    for part in parts:
        yield Part(
            title=part.title,
            note=part.note,
            entries=tuple(
                Entry(
                    statements=entry.statements,
                    remarks=entry.remarks,
                    cards=subject.cards_of(entry.records),
                )
                for entry in part.entries
            ),
        )


_THESES = 3
"""The theses at most of an article that is not compared."""


def _theses(subject: Subject) -> Iterator[Part]:
    """What each article is written to say, by its annotators or by what rests on it."""
    for side in subject.sides:
        pair = ArticlePair(subject.dataset, side.article, side.article)
        every = held_claims(pair, Groups(pair), Centrality(pair))
        held = [thesis for thesis in every if thesis.position.record in subject.records]
        theses = [thesis for thesis in held if thesis.marked] or held
        ids = [*dict.fromkeys(thesis.position.record for thesis in theses)][:_THESES]
        if ids:
            entries = (
                Entry((subject.label(id_),), (), subject.cards_in(side, [id_])) for id_ in ids
            )
            title = f"{side.name} {how_known(theses[0])}"
            yield Part(title=title, note="", entries=tuple(entries))
