"""What a page is of: the articles, what they say, and what each card on the page is called."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.analysis.comparison.result import Comparison
from detente.analysis.voices import voices_of
from detente.dataset import Dataset
from detente.display import bracketed, capitalised, sentence
from detente.edtf import Edtf
from detente.records import (
    Article,
    Claim,
    Event,
    EventAccount,
    Factor,
    Link,
    Phase,
    Relation,
    Source,
    Utterance,
)
from detente.records.kinds import kind_of
from detente.records.labels import Labels, article_labels, letters
from detente.records.values import value_of
from detente.render.comparison.names import Names, without_years
from detente.render.comparison.phrases import Phrases
from detente.render.report import dates
from detente.render.report.offices import Offices
from detente.render.report.places import Places
from detente.render.report.standing import Standing, standing
from detente.statement.row import Statement
from detente.statement.rows import Statements
from detente.text.attaching.attachment import Attachment

Said = Claim | Event
Voice = Utterance | EventAccount


@dataclass(frozen=True, slots=True)
class Ref:
    """Something that is named, with the place on the page where it stands, if it does."""

    text: str
    href: str | None = None
    side: str = ""
    """The key of the article whose card it leads to."""
    mark: str = ""
    """How it stands there, where it is not simply held: *denied*; empty otherwise."""
    shade: str = ""
    """The class of its commitment."""
    when: str = ""
    """When it was, by that article and other sources, in parentheses."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the articles of a page."""

    article: Article
    key: str
    """A letter, in the order of the page."""
    name: str
    """What the article is called."""
    short: str
    """The same without the year, where that tells the articles apart."""
    places: Places

    @property
    def id(self) -> str:
        """The id of the article."""
        return self.article.id


class Subject:
    """The articles of a page and what they say."""

    def __init__(
        self,
        dataset: Dataset,
        articles: Sequence[Article],
        *,
        comparison: Comparison | None = None,
        attachment: Attachment | None = None,
        relation: str | None = None,
        words: bool = True,
    ) -> None:
        """Choose what is on the page.

        Args:
            dataset: the dataset.
            articles: its articles of which the page is.
            comparison: that of the two articles, if they are two.
            attachment: the reader's copies; ``None`` without.
            relation: the id of the relation that the page is about; ``None`` for all.
            words: whether the page holds the words of the copies.
        """
        self.dataset = dataset
        self.comparison = comparison
        self.attachment = attachment
        self.relation = relation
        self.words = words and attachment is not None
        names = article_labels(articles)
        shorts = without_years(names)
        self.sides = tuple(
            Side(article, letters(n), names[article.id], shorts[article.id], Places(article))
            for n, article in enumerate(articles, 1)
        )
        self._labels = Labels(dataset)
        self._names = names
        self.by_id = {side.id: side for side in self.sides}
        self.phrases = Phrases(dataset, Names(dataset, articles[0], articles[-1]))
        self.offices = Offices(dataset, self.phrases.names.name)
        self._standings: dict[tuple[str, str], Standing] = {}

    # --- what is said -----------------------------------------------------------------------------

    @cached_property
    def rows(self) -> Statements:
        """The statements of the page: those of its articles; of a page about a relation those that
        bear on it.
        """
        rows = self.dataset.statements(article=tuple(self.by_id))
        if self.relation is None:
            return rows
        bearing = {row.id for row in rows.where(relation=self.relation)} | {*self._bearing()}
        return Statements(self.dataset, (row for row in rows if row.id in bearing))

    def _bearing(self) -> Iterator[str]:
        """The records that matters of the relation are of, and on which its phases and factors rest."""
        for item in () if self.comparison is None else self.comparison:
            yield from (*item.records, *item.also)
        for relation in self.relations:
            for account in relation.accounts:
                parts: tuple[Phase | Factor, ...] = (*account.phases, *account.factors)
                yield from (ground for part in parts for ground in part.grounds)

    @cached_property
    def records(self) -> dict[str, Said]:
        """The claims and events of the page by id, in the order of the dataset."""
        return {row.id: row.content for row in self.rows}

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The relation of the page alone; else all, the one that most matters of both are about first."""
        main = None if self.comparison is None else self.comparison.main_relation
        chosen = (r for r in self.dataset.relations if self.relation in (None, r.id))
        return tuple(sorted(chosen, key=lambda relation: relation.id != main))

    def voices(self, record: Said, side: Side) -> list[Voice]:
        """What one article says of a claim or event."""
        return [voice for voice in voices_of(record) if voice.article == side.id]

    @cached_property
    def _parties(self) -> dict[str, tuple[str, ...]]:
        return {relation.id: relation.parties for relation in self.dataset.relations}

    def named_in(self, row: Statement) -> set[str]:
        """The ids of what a statement names; for a relation its parties."""
        return {party for id_ in row.named for party in self._parties.get(id_, (id_,))}

    def rows_of(self, id_: str, side: Side) -> tuple[Statement, ...]:
        """The statements of a claim or event in an article."""
        return self._rows_of.get((id_, side.id), ())

    @cached_property
    def _rows_of(self) -> dict[tuple[str, str], tuple[Statement, ...]]:
        found: dict[tuple[str, str], list[Statement]] = {}
        for row in self.rows:
            found.setdefault((row.id, row.article), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def judging(self) -> dict[str, tuple[Claim, ...]]:
        """The claims that judge something or somebody, by its id."""
        found: dict[str, list[Claim]] = {}
        for record in self.records.values():
            if isinstance(record, Claim) and record.judged:
                found.setdefault(record.judged, []).append(record)
        return {id_: tuple(claims) for id_, claims in found.items()}

    def standing(self, id_: str, side: Side) -> Standing:
        """How a claim or event stands in an article that speaks of it."""
        if (id_, side.id) not in self._standings:
            found = standing(self.records[id_], side.id)
            assert found is not None
            self._standings[id_, side.id] = found
        return self._standings[id_, side.id]

    def when(self, id_: str, side: Side) -> str:
        """When a claim is to hold or an event was, by an article that speaks of it."""
        record = self.records[id_]
        return dates.when(record, self.voices(record, side), side.article)

    def links_of(self, id_: str) -> tuple[Link, ...]:
        """The links of a claim or event, in the order of the dataset."""
        return self._links.get(id_, ())

    @cached_property
    def _links(self) -> dict[str, tuple[Link, ...]]:
        links: dict[str, tuple[Link, ...]] = {}
        for link in self.dataset.links:
            for end in dict.fromkeys((link.source, link.target)):
                links[end] = (*links.get(end, ()), link)
        return links

    # --- cards ------------------------------------------------------------------------------------

    @cached_property
    def numbers(self) -> dict[tuple[str, str], int]:
        """The number of the card of each record in each article, by both ids: in the order of the text."""
        numbers: dict[tuple[str, str], int] = {}
        for side in self.sides:
            starts = {
                id_: min(span.start for voice in voices for span in voice.evidence)
                for id_, record in self.records.items()
                if (voices := self.voices(record, side))
            }
            for number, id_ in enumerate(sorted(starts, key=lambda id_: starts[id_]), 1):
                numbers[id_, side.id] = number
        return numbers

    @cached_property
    def classes(self) -> dict[str, str]:
        """The class of all that belongs to one record, by id."""
        return {id_: f"x{number}" for number, id_ in enumerate(self.records, 1)}

    def anchor(self, id_: str, side: Side) -> str:
        """The anchor of the card of a record in an article."""
        return f"{side.key}{self.numbers[id_, side.id]}"

    def cards_in(self, side: Side, ids: Iterable[str]) -> tuple[Ref, ...]:
        """The cards of some records in one article, in the order of its text."""
        known = {self.numbers[id_, side.id]: id_ for id_ in ids if (id_, side.id) in self.numbers}
        return tuple(self._card(known[number], side) for number in sorted(known))

    def cards_of(self, ids: Iterable[str]) -> tuple[Ref, ...]:
        """The cards of some records in all articles, one article after the other."""
        every = [*ids]
        return tuple(ref for side in self.sides for ref in self.cards_in(side, every))

    def _card(self, id_: str, side: Side) -> Ref:
        """A card as a short reference: *Smith 12*."""
        number = self.numbers[id_, side.id]
        return Ref(f"{side.short} {number}", f"#{self.anchor(id_, side)}", side.key)

    def ref(self, id_: str, side: Side | None = None) -> Ref:
        """A record by its label, with the place of its card: that of an article, where it has one.

        ``side``: where the reference stands; what another article says has that one's name and number.
        """
        at = [one for one in self.sides if (id_, one.id) in self.numbers]
        chosen = side if side in at else next(iter(at), None)
        return Ref(self.label(id_)) if chosen is None else self.ref_at(id_, chosen, side)

    def ref_at(self, id_: str, at: Side, side: Side | None = None) -> Ref:
        """A record as one article has it: by its label, with the place of its card there.

        ``side``: where the reference stands, as for ``ref``.
        """
        card = self._card(id_, at)
        label = self.label(id_) if side in (None, at) else f"{card.text}: {self.label(id_)}"
        stands = self.standing(id_, at)
        when = self.when(id_, at)
        return Ref(
            text=label,
            href=card.href,
            side=at.key,
            mark=stands.mark,
            shade=stands.shade,
            when=bracketed(when) if when else "",
        )

    def refs(self, ids: Iterable[str], side: Side | None = None) -> tuple[Ref, ...]:
        """Some records, as ``ref`` has each."""
        return tuple(self.ref(id_, side) for id_ in ids)

    # --- names ------------------------------------------------------------------------------------

    def label(self, id_: str) -> str:
        """What a record other than an article is called; a claim or event as a sentence."""
        label = self._labels[id_]
        return capitalised(sentence(label)) if kind_of(id_) in ("claim", "event") else label

    def holder(self, name: str) -> str:
        """What the holder of a statement is called."""
        return self._names.get(name) or self._labels.holder(name)

    def office(self, row: Statement) -> str:
        """The office that the holder of a statement had when the statement was made."""
        return self.offices.at(row.holder, self.said_at(row))

    def said_at(self, row: Statement) -> Edtf | None:
        """When a statement was made: that of somebody else when it was, the article's own as it appeared."""
        source = source_of(row)
        own = None if source is None else value_of(source.time)
        return own or value_of(self.by_id[row.article].article.published)

    def titled(self, row: Statement) -> str:
        """The holder of a statement with the office: *Ann Bell, Foreign Minister of Aldoria*."""
        office = self.office(row)
        return f"{self.holder(row.holder)}, {office}" if office else self.holder(row.holder)


def source_of(row: Statement) -> Source | None:
    """The source whose statement a row is; ``None`` for the article's own."""
    return row.voice.sources[len(row.via) - 1] if row.via else None
