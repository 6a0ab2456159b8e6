"""What a page is of: the articles, what they say, and what each card on the page is called."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.analysis.comparison.result import Comparison
from detente.analysis.voices import voices_of
from detente.dataset import Dataset
from detente.display import capitalised, sentence
from detente.records import Article, Claim, Event, EventAccount, Factor, Phase, Relation, Utterance
from detente.records.kinds import kind_of
from detente.records.labels import Labels, article_labels, letters
from detente.render.comparison.names import Names, without_years
from detente.render.comparison.phrases import Phrases
from detente.render.report.places import Places
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
        if chosen is None:
            return Ref(self.label(id_))
        card = self._card(id_, chosen)
        own = side is None or chosen is side
        label = self.label(id_) if own else f"{card.text}: {self.label(id_)}"
        return Ref(label, card.href, chosen.key)

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
