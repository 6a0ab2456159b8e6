"""What an article does with a claim or an event, in a few words.

Templates, filled from the records: *holds as possible*, *only reports, from …*, *denies*.
"""

from collections.abc import Sequence

from detente.analysis.comparison.positions import AHEAD, part_at
from detente.analysis.comparison.result import Position
from detente.dataset import Dataset
from detente.display import bracketed, listing, sentence
from detente.edtf.overlap import before
from detente.records import Claim, Event, Quantity, Source, Time, times
from detente.records.labels import UNNAMED_SOURCES
from detente.records.values import value_of
from detente.render.comparison.names import Names
from detente.vocab.enums import ClaimKind, Commitment, ConditionKind, EventStatus

_HOLDS = {
    Commitment.CT_PLUS: "as certain",
    Commitment.PR_PLUS: "as probable",
    Commitment.PS_PLUS: "as possible",
    Commitment.PR_MINUS: "as improbable",
    Commitment.PS_MINUS: "as possibly untrue",
}
_SOURCE_HOLDS = {
    Commitment.CT_PLUS: "certain of it",
    Commitment.PR_PLUS: "holding it probable",
    Commitment.PS_PLUS: "holding it possible",
    Commitment.CT_MINUS: "denying it",
    Commitment.PR_MINUS: "holding it improbable",
    Commitment.PS_MINUS: "holding it possibly untrue",
    Commitment.CT_U: "knowing whether it is so",
    Commitment.UU: "leaving it open",
}
_CONVEYS = {
    Commitment.CT_PLUS: "certain",
    Commitment.PR_PLUS: "probable",
    Commitment.PS_PLUS: "possible",
    Commitment.CT_MINUS: "untrue",
    Commitment.PR_MINUS: "improbable",
    Commitment.PS_MINUS: "possibly untrue",
    Commitment.CT_U: "known",
    Commitment.UU: "open",
}
_ADVERBS = {
    Commitment.PR_PLUS: "probably ",
    Commitment.PS_PLUS: "possibly ",
    Commitment.PR_MINUS: "probably ",
    Commitment.PS_MINUS: "possibly ",
}
_DENIALS = (Commitment.PR_MINUS, Commitment.PS_MINUS)
_EVENT_VERBS = {
    EventStatus.OCCURRED: ("happened", "did not happen"),
    EventStatus.ONGOING: ("is under way", "is not under way"),
    EventStatus.PLANNED: ("is planned", "is not planned"),
    EventStatus.HYPOTHETICAL: ("comes about", "does not come about"),
    EventStatus.CANCELLED: ("was called off", "was not called off"),
}
_PLURAL = {verb: verb for verb in ("hold", "deny", "say", "predict", "leave", "report", "suppose")}
_SINGULAR = {verb: "denies" if verb == "deny" else f"{verb}s" for verb in _PLURAL}


class Phrases:
    """The words for what two articles say of the claims and events of their dataset."""

    def __init__(self, dataset: Dataset, names: Names) -> None:
        """Keep the records by id."""
        self.names = names
        self.records: dict[str, Claim | Event] = {
            **{claim.id: claim for claim in dataset.claims},
            **{event.id: event for event in dataset.events},
        }
        self._published: dict[str, Time] = {a.id: a.published for a in dataset.articles}
        self._supposed = {
            (utterance.article, id_)
            for claim in dataset.claims
            if claim.condition is not None
            for utterance in claim.utterances
            for id_ in claim.condition.antecedents
        }

    def text(self, id_: str) -> str:
        """The annotator's words for a claim or event, as a sentence; else the id."""
        record = self.records.get(id_)
        if record is None:
            return id_
        return sentence(record.proposition if isinstance(record, Claim) else record.label)

    def full(self, position: Position, *, dated: bool = False) -> str:
        """Who does what with it, and its words: *Smith (1912) holds as possible: …*.

        ``dated``: whether it is said too that there is no date.
        """
        author = self.names.articles[position.article]
        content = self.content(position)
        if dated and (position.time is None or position.time.value is None):
            content = f"{content.removesuffix('.')} (no date given)."
        return f"{author}{self.exception(position)}: {content}"

    def exception(self, position: Position, *, both: bool = False) -> str:
        """What an author does with it, after a blank; empty for what most claims are: held as
        certain, and so without a word.
        """
        record = self.records[position.record]
        plain = isinstance(record, Claim) and record.kind is not ClaimKind.PREDICTIVE
        certain = position.sign == "+" and position.commitment is Commitment.CT_PLUS
        if plain and certain and position.pragmatic is None:
            return ""
        return f" {self.attitude(position, both=both)}"

    def content(self, position: Position, *, both: bool = False) -> str:
        """The words of the annotator, as a sentence, with the condition that it depends on; of a
        claim with the time of its scope.

        ``both``: two articles say it, so that no time is that of its writing, and no condition of
        an account that of both.
        """
        record = self.records[position.record]
        if isinstance(record, Event):
            added = "" if both else self.condition(position)
        else:
            foretold = both or record.kind is ClaimKind.PREDICTIVE
            when = times.in_words(position.time) if foretold else self.when(position)
            added = "; ".join(filter(None, (when, self.condition(position))))
        if not added:
            return sentence(position.text)
        return f"{position.text.removesuffix('.')} {bracketed(added)}."

    def condition(self, position: Position) -> str:
        """What it is made to depend on: *if: The treaty lapses*; empty for nothing."""
        condition = position.condition
        if condition is None:
            return ""
        untrue = condition.kind is ConditionKind.COUNTERFACTUAL
        antecedents = " and ".join(
            self.text(id_).removesuffix(".") for id_ in condition.antecedents
        )
        return f"if, which is not so: {antecedents}" if untrue else f"if: {antecedents}"

    def when(self, position: Position) -> str:
        """The time of a position; up to the time of writing, if it ends when the article did."""
        return times.in_words(position.time, self._published[position.article])

    def attitude(self, position: Position, *, both: bool = False) -> str:
        """What an author does with it: holds, denies, reports, leaves open.

        ``both``: two authors do, so that the verbs are in the plural.
        """
        verbs = _PLURAL if both else _SINGULAR
        record = self.records[position.record]
        of_event = isinstance(record, Event)
        phrase = self._of_event(position, verbs) if of_event else self._of_claim(position, verbs)
        if position.pragmatic is not None:
            phrase = f"{phrase}, as if it were {_CONVEYS[position.pragmatic]}"
        return phrase

    def _of_claim(self, position: Position, verbs: dict[str, str]) -> str:
        record, commitment = self.records[position.record], position.commitment
        if position.sign == "±":
            return f"{verbs['hold']}, and elsewhere {verbs['deny']}"
        if commitment is Commitment.CT_U:
            return f"{verbs['say']} that it is known whether"
        if position.sign == "?":
            if position.sources:
                return self._reports(position, verbs)
            supposes = self._supposes(position)
            return f"{verbs['suppose']} as a condition" if supposes else f"{verbs['leave']} open"
        if commitment is Commitment.CT_MINUS:
            return verbs["deny"]
        predicts = isinstance(record, Claim) and record.kind is ClaimKind.PREDICTIVE
        if predicts and commitment is Commitment.CT_PLUS:
            return verbs["predict"]
        verb = verbs["predict" if predicts else "hold"]
        return f"{verb} {_HOLDS[commitment or Commitment.CT_PLUS]}"

    def _of_event(self, position: Position, verbs: dict[str, str]) -> str:
        happens, does_not_happen = _EVENT_VERBS[position.status or EventStatus.OCCURRED]
        commitment = position.commitment or Commitment.CT_PLUS
        if position.sign == "±":
            return f"{verbs['say']} that it {happens}, and elsewhere that it {does_not_happen}"
        if commitment is Commitment.CT_U:
            return f"{verbs['say']} that it is known whether it {happens}"
        if commitment is Commitment.UU:
            if position.sources:
                return f"{self._reports(position, verbs)}, that it {happens}"
            if position.status in AHEAD and self._is_past(position):
                return f"{'does' if verbs is _SINGULAR else 'do'} not say whether it came about"
            if self._supposes(position):
                return f"{verbs['suppose']} as a condition that it {happens}"
            return f"{verbs['leave']} open whether it {happens}"
        if commitment is Commitment.CT_MINUS:
            return f"{verbs['deny']} that it {happens}"
        verb = does_not_happen if commitment in _DENIALS else happens
        return f"{verbs['say']} that it {_ADVERBS.get(commitment, '')}{verb}"

    def _reports(self, position: Position, verbs: dict[str, str]) -> str:
        return f"only {verbs['report']}, from {self.sources(position, commitments=True)}"

    def _supposes(self, position: Position) -> bool:
        """Whether the article has it as the condition of a claim."""
        return (position.article, position.record) in self._supposed

    def _is_past(self, position: Position) -> bool:
        """Whether an event was over when the article appeared, by any time known of it."""
        event = self.records[position.record]
        assert isinstance(event, Event)
        known = [position.time, event.time, *(account.time for account in event.accounts)]
        appeared = value_of(self._published[position.article])
        return any(before(value_of(time), appeared) for time in known)

    def sources(self, position: Position, *, commitments: bool = False) -> str:
        """Whom it is reported from; if wanted, with the commitment of each."""
        return listing(
            dict.fromkeys(self._chain(c, commitments=commitments) for c in position.sources)
        )

    def _chain(self, chain: Sequence[Source], *, commitments: bool) -> str:
        *through, last = [self._source(source) for source in chain]
        holding = f" ({_SOURCE_HOLDS[chain[-1].commitment]})" if commitments else ""
        return f"{last}{holding}{f', by way of {listing(through)}' if through else ''}"

    def _source(self, source: Source) -> str:
        """Who it is; of somebody without a name on whose side."""
        if source.actor:
            return self.names.name(source.actor)
        who = UNNAMED_SOURCES.get(source.kind, source.kind.value)
        return f"{who} on the side of {self.names.name(source.of)}" if source.of else who

    def details(self, position: Position) -> str:
        """What an account of an event gives: time, place, numbers; empty for nothing."""
        record = self.records[position.record]
        if not isinstance(record, Event):
            return ""
        details = [times.in_words(position.time), self.condition(position)]
        for path in position.paths:
            account = part_at(record, path)
            details += [f"place: {account.place.label}"] if account.place is not None else []
            details += [quantity_in_words(quantity) for quantity in account.quantities]
        return "; ".join(dict.fromkeys(filter(None, details)))


def quantity_in_words(quantity: Quantity) -> str:
    """A number with its unit and what it counts."""
    upper = "" if quantity.upper is None else f" to {quantity.upper:,}"
    bound = "" if quantity.bound is None else f"{quantity.bound.replace('_', ' ')} "
    about = f"{bound}about " if quantity.approximate else bound
    per = f" per {quantity.per}" if quantity.per else ""
    unit = {"count": "", "person": "", "ratio": " times"}.get(quantity.unit, f" {quantity.unit}")
    return f"{about}{quantity.value:,}{upper}{unit}{per} ({quantity.of})"
