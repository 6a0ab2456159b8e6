"""What all parts of a page use: the comparison, the names, the phrases, the reader's copies."""

from detente.analysis.comparison.result import Comparison, ComparisonItem
from detente.analysis.voices import spoken_of
from detente.records.kinds import kind_of
from detente.render.comparison.items import repeated_contradictions
from detente.render.comparison.names import Names
from detente.render.comparison.phrases import Phrases
from detente.render.comparison.relation_phrases import RelationPhrases
from detente.text.attaching.attachment import Attachment


class Contents:
    """A comparison and what its page is made from."""

    def __init__(
        self, comparison: Comparison, attachment: Attachment | None, *, every: bool
    ) -> None:
        """Prepare names and phrases.

        Args:
            comparison: what the page shows.
            attachment: the texts, whose words are shown; ``None`` for a page without words.
            every: whether all is listed, not the most central alone.
        """
        self.comparison = comparison
        self.dataset = comparison.dataset
        self.attachment = attachment
        self.every = every
        self.articles = (comparison.left, comparison.right)
        self.spoken = [spoken_of(comparison.dataset)[article.id] for article in self.articles]
        self.names = Names(comparison.dataset, *self.articles)
        self.phrases = Phrases(comparison.dataset, self.names)
        self.relation_phrases = RelationPhrases(comparison.dataset, self.phrases)
        self.repeated = repeated_contradictions(comparison)
        self.article_names = self.names.articles
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

    def repeats(self, item: ComparisonItem) -> ComparisonItem | None:
        """The contradiction on a relation that rests upon the claims of this one, if there is one."""
        return self.repeated.get(id(item))
