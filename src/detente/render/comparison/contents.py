"""What all parts of a page use: the comparison, the names, the phrases, the reader's copies."""

from collections.abc import Iterator

from detente.analysis.comparison.result import Comparison, ComparisonItem, Position
from detente.analysis.voices import spoken_of
from detente.records import Claim, Event
from detente.records.kinds import kind_of
from detente.render.comparison.items import close_behind_agreements, repeated_contradictions
from detente.render.comparison.names import Names
from detente.render.comparison.phrases import Phrases
from detente.render.comparison.relation_phrases import RelationPhrases
from detente.text.attaching.attachment import Attachment

_MANY = 25
"""With more items of both than these, a page is brief."""


class Contents:
    """A comparison and what its page is made from."""

    def __init__(
        self,
        comparison: Comparison,
        attachment: Attachment | None,
        *,
        every: bool,
        ids: bool = False,
    ) -> None:
        """Prepare names and phrases.

        Args:
            comparison: what the page shows.
            attachment: the texts, whose words are shown; ``None`` for a page without words.
            every: whether all is listed, not the most central alone.
            ids: whether ids and places are shown; they are where all is listed.
        """
        self.comparison = comparison
        self.dataset = comparison.dataset
        self.attachment = attachment
        self.every = every
        self.ids = ids or every
        of_both = sum(bool(item.left and item.right) for item in comparison)
        self.one_verdict = any(wanted.startswith("verdict ") for wanted in comparison.filters)
        """Whether one verdict was asked for, so that nothing has to be found first."""
        self.brief = not (every or self.one_verdict) and of_both > _MANY
        """Whether there is too much for a page: the weightiest is shown, and what is left counted."""
        self.articles = (comparison.left, comparison.right)
        self.spoken = [spoken_of(comparison.dataset)[article.id] for article in self.articles]
        self.names = Names(comparison.dataset, *self.articles)
        self.phrases = Phrases(comparison.dataset, self.names)
        self.relation_phrases = RelationPhrases(comparison.dataset, self.phrases)
        self.repeated = repeated_contradictions(comparison)
        self.close = close_behind_agreements(comparison)
        self.article_names = self.names.articles
        self.shown: set[int] = set()
        """The items that the digest shows: ``id`` of each."""
        self.phases_grounded: set[tuple[str, str]] = set()
        """The phases whose grounds stand on the page already: record and path of each."""

    def label(self, id_: str) -> str:
        """What a record is called: a claim or event in the annotator's words, a relation by its
        parties, an issue or actor by its name.
        """
        if id_ in self.phrases.records:
            return self.phrases.text(id_)
        if kind_of(id_) == "relation":
            return f"the relation of {self.names.parties(id_)}"
        return self.names.name(id_)

    def told(self) -> Iterator[tuple[Claim | Event, list[Position]]]:
        """Each claim and event that is compared, with what the articles say of it."""
        for item in self.comparison:
            for id_ in item.records:
                positions = [position for position in item.positions if position.record == id_]
                yield self.phrases.records[id_], positions

    def repeats(self, item: ComparisonItem) -> ComparisonItem | None:
        """The contradiction on a relation that rests upon the claims of this one, if there is one."""
        return self.repeated.get(id(item))

    def close_behind(self, item: ComparisonItem) -> list[ComparisonItem]:
        """What is close to each other between the claims that an agreement rests upon: told with it."""
        if not self.close:
            return []
        return [near for near in self.comparison.parallels if self.close.get(id(near)) is item]
