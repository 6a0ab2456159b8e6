"""What an article does with a claim, an event, a phase or a factor, in a few words.

Templates, filled from the records: *holds as possible*, *only reports, from …*, *denies*.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from detente.analysis.comparison.result import Position
from detente.dataset import Dataset
from detente.edtf.overlap import before
from detente.records import (
    Actor,
    Article,
    Claim,
    Event,
    Factor,
    Name,
    Phase,
    Quantity,
    Relation,
    Source,
    Time,
)
from detente.records.values import value_of
from detente.render import times as dates
from detente.vocab.enums import (
    Character,
    ClaimKind,
    Commitment,
    ConditionKind,
    EventStatus,
    FactorKind,
    NameKind,
    SourceKind,
    Trend,
    Verdict,
)

_SURE = {
    Commitment.CT_PLUS: "as certain",
    Commitment.PR_PLUS: "as probable",
    Commitment.PS_PLUS: "as possible",
    Commitment.PR_MINUS: "as improbable",
    Commitment.PS_MINUS: "as possibly untrue",
}
_SOURCE = {
    Commitment.CT_PLUS: "certain of it",
    Commitment.PR_PLUS: "holding it probable",
    Commitment.PS_PLUS: "holding it possible",
    Commitment.CT_MINUS: "denying it",
    Commitment.PR_MINUS: "holding it improbable",
    Commitment.PS_MINUS: "holding it possibly untrue",
    Commitment.CT_U: "knowing whether it is so",
    Commitment.UU: "leaving it open",
}
_TONE = {
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
_HAPPENS = {
    EventStatus.OCCURRED: ("happened", "did not happen"),
    EventStatus.ONGOING: ("goes on", "does not go on"),
    EventStatus.PLANNED: ("is planned", "is not planned"),
    EventStatus.HYPOTHETICAL: ("comes about", "does not come about"),
    EventStatus.CANCELLED: ("was called off", "was not called off"),
}
_TO_COME = (EventStatus.PLANNED, EventStatus.HYPOTHETICAL)
_SOURCES = {
    SourceKind.ROLE_ONLY: "somebody named by office alone",
    SourceKind.GENERIC: "people in general",
    SourceKind.DOCUMENT: "a document",
}
_TRENDS = frozenset(member.value for member in Trend)
_CHARACTERS = {
    Character.ALLIANCE: "an alliance",
    Character.PARTNERSHIP: "a partnership",
    Character.CONVENIENCE: "a tie of convenience",
}
_FACTORS = {
    FactorKind.INTEREST: "an interest",
    FactorKind.CONSTRAINT: "a constraint",
    FactorKind.DEPENDENCE: "a dependence",
    FactorKind.COMMON_ADVERSARY: "a common adversary",
}
_VERDICTS = {Verdict.PARTLY_ACCURATE: "partly accurate"}
_NAMES = (NameKind.COMMON, NameKind.OFFICIAL, NameKind.ALIAS, NameKind.METONYM)
# A name that ends so is said with an article.
_ARTICLED = frozenset(
    (
        *("Committee", "Council", "Emirates", "Federation", "Kingdom", "Ministry", "Nations"),
        *("Netherlands", "Organisation", "Organization", "Philippines", "Republic", "States"),
        "Union",
    )
)
_THEY = {verb: verb for verb in ("hold", "deny", "say", "predict", "leave", "report", "suppose")}
_ONE = {verb: "denies" if verb == "deny" else f"{verb}s" for verb in _THEY}


class Phrases:
    """The words for what two articles of a dataset say."""

    def __init__(self, dataset: Dataset, names: dict[str, str]) -> None:
        """Keep the records by id, and what the articles are called."""
        self.names = names
        self.published: dict[str, Time] = {a.id: a.published for a in dataset.articles}
        self.actors: dict[str, Actor] = {actor.id: actor for actor in dataset.actors}
        self.relations: dict[str, Relation] = {r.id: r for r in dataset.relations}
        self.supposed = {
            (utterance.article, id_)
            for claim in dataset.claims
            if claim.condition is not None
            for utterance in claim.utterances
            for id_ in claim.condition.antecedents
        }
        self.records: dict[str, Claim | Event] = {
            **{claim.id: claim for claim in dataset.claims},
            **{event.id: event for event in dataset.events},
        }

    # --- names -------------------------------------------------------------------------------

    def actor(self, id_: str) -> str:
        """What an actor is commonly called: the shortest of its common names, in English."""
        actor = self.actors.get(id_)
        if actor is None:
            return id_
        name = min(actor.names, key=_preferred).text
        articled = "'" not in name and name.split(" ")[-1] in _ARTICLED
        return f"the {name}" if articled else name

    def parties(self, id_: str) -> str:
        """The two parties of a relation."""
        return listing([self.actor(party) for party in self.relations[id_].parties])

    # --- claims and events -------------------------------------------------------------------

    def held(self, position: Position) -> str:
        """Who does what with it, and its words: *Smith (1912) holds as certain: …*."""
        return f"{self.names[position.article]} {self.does(position)}: {self.content(position)}"

    def content(self, position: Position, *, both: bool = False) -> str:
        """The words of the annotator, as a sentence; of a claim with the time of its scope.

        ``both``: two articles say it, so that no time is that of its writing.
        """
        record = self.records[position.record]
        if not isinstance(record, Claim):
            return stopped(position.text)
        foretold = both or record.kind is ClaimKind.PREDICTIVE
        when = dates.time(position.time) if foretold else self.when(position)
        if not when:
            return stopped(position.text)
        return f"{position.text.removesuffix('.')} {dates.bracketed(when)}."

    def when(self, position: Position) -> str:
        """The time of a position; up to the time of writing, if it ends when the article did."""
        return dates.time(position.time, self.published[position.article])

    def does(self, position: Position, *, both: bool = False) -> str:
        """What an author does with it: holds, denies, reports, leaves open."""
        does = _THEY if both else _ONE
        happens = isinstance(self.records[position.record], Event)
        said = self._happens(position, does) if happens else self._holds(position, does)
        record = self.records[position.record]
        if isinstance(record, Claim) and record.condition is not None:
            untrue = record.condition.kind is ConditionKind.COUNTERFACTUAL
            said = f"{said}, on {'an untrue' if untrue else 'a'} condition"
        if position.pragmatic is not None:
            said = f"{said}, as if it were {_TONE[position.pragmatic]}"
        return said

    def _holds(self, position: Position, does: dict[str, str]) -> str:
        record, commitment = self.records[position.record], position.commitment
        if position.sign == "±":
            return f"{does['hold']}, and elsewhere {does['deny']}"
        if commitment is Commitment.CT_U:
            return f"{does['say']} that it is known whether"
        if position.sign == "?":
            reported = f"only {does['report']}, from {self.sources(position, said=True)}"
            if position.sources:
                return reported
            supposed = (position.article, position.record) in self.supposed
            return f"{does['suppose']} as a condition" if supposed else f"{does['leave']} open"
        if commitment is Commitment.CT_MINUS:
            return does["deny"]
        predicts = isinstance(record, Claim) and record.kind is ClaimKind.PREDICTIVE
        return (
            f"{does['predict' if predicts else 'hold']} {_SURE[commitment or Commitment.CT_PLUS]}"
        )

    def _happens(self, position: Position, does: dict[str, str]) -> str:
        yes, no = _HAPPENS[position.status or EventStatus.OCCURRED]
        commitment = position.commitment or Commitment.CT_PLUS
        if position.sign == "±":
            return f"{does['say']} that it {yes}, and elsewhere that it {no}"
        if commitment is Commitment.CT_U:
            return f"{does['say']} that it is known whether it {yes}"
        if commitment is Commitment.UU:
            reported = (
                f"only {does['report']}, from {self.sources(position, said=True)}, that it {yes}"
            )
            if position.sources:
                return reported
            if position.status in _TO_COME and self._past(position):
                does_not = "does not" if does["leave"] == "leaves" else "do not"
                return f"{does_not} say whether it came about"
            if (position.article, position.record) in self.supposed:
                return f"{does['suppose']} as a condition that it {yes}"
            return f"{does['leave']} open whether it {yes}"
        if commitment is Commitment.CT_MINUS:
            return f"{does['deny']} that it {yes}"
        verb = no if commitment in _DENIALS else yes
        return f"{does['say']} that it {_ADVERBS.get(commitment, '')}{verb}"

    def _past(self, position: Position) -> bool:
        """Whether an event was over when the article appeared, by any time known of it."""
        event = self.records[position.record]
        assert isinstance(event, Event)
        times = [position.time, event.time, *(account.time for account in event.accounts)]
        appeared = value_of(self.published[position.article])
        return any(before(value_of(when), appeared) for when in times)

    def sources(self, position: Position, *, said: bool = False) -> str:
        """Whom it is reported from; if ``said``, with what they make of it."""
        return listing(dict.fromkeys(self._chain(chain, said=said) for chain in position.sources))

    def _chain(self, chain: Sequence[Source], *, said: bool) -> str:
        *through, last = [
            self.actor(s.actor) if s.actor else _SOURCES.get(s.kind, "somebody it does not name")
            for s in chain
        ]
        by = f", by way of {listing(through)}" if through else ""
        return f"{last} ({_SOURCE[chain[-1].commitment]}){by}" if said else f"{last}{by}"

    def details(self, position: Position) -> str:
        """What an account of an event gives: time, place, numbers; empty for nothing."""
        record = self.records[position.record]
        if not isinstance(record, Event):
            return ""
        given = [dates.time(position.time)]
        for path in position.paths:
            account = part_at(record, path)
            given += [f"place: {account.place.label}"] if account.place is not None else []
            given += [quantity(number) for number in account.quantities]
        return "; ".join(dict.fromkeys(filter(None, given)))

    # --- phases and factors ------------------------------------------------------------------

    def seen(self, side: Sequence[Position]) -> str:
        """How one sees a tie: *sees a tie of convenience, warming (2000 to 2014)*."""
        periods: dict[str, list[str]] = {}
        for position in side:
            phase = part_at(self.relations[position.record], position.paths[0])
            periods.setdefault(self._traits(position.text, phase), []).append(self.when(position))
        said = []
        for traits, found in periods.items():
            when = "; ".join(dict.fromkeys(filter(None, found)))
            said.append(f"{traits} {dates.bracketed(when)}" if when else traits)
        return listing(said)

    def _traits(self, text: str, phase: Phase) -> str:
        words = text.split(", ")
        traits = [trait(word) for word in words]
        if phase.patron is not None and words[0] == Character.PATRONAGE.value:
            traits[0] = f"{traits[0]} by {self.actor(phase.patron)}"
        if words[0] in _TRENDS:
            return f"sees the tie {', '.join(traits)}"
        if words[0].startswith("not "):
            return f"denies that the tie is {traits[0].removeprefix('not ')}" + "".join(
                f", {other}" for other in traits[1:]
            )
        return f"sees {', '.join(traits)}"

    def label(self, position: Position) -> str:
        """A factor: *a counterpoise (towards China)*."""
        factor = part_at(self.relations[position.record], position.paths[0])
        towards = listing([self.actor(id_) for id_ in factor.object])
        when = self.when(position)
        said = [f"towards {towards}" if towards else "", when]
        added = ", ".join(filter(None, said))
        return f"{factor.label} {dates.bracketed(added)}" if added else str(factor.label)

    def factor(self, factor: Factor) -> str:
        """The kind of a factor and whose it is: *an interest of Russia*."""
        kind = _FACTORS.get(factor.kind, factor.kind.value)
        of = "on" if factor.kind is FactorKind.CONSTRAINT else "of"
        return f"{kind} {of} {self.actor(factor.holder) if factor.holder else 'both parties'}"


def _preferred(name: Name) -> tuple[bool, int, int]:
    """What comes first of several names."""
    foreign = name.language is not None and name.language.partition("-")[0] != "en"
    return foreign, _NAMES.index(name.kind), len(name.text)


def trait(word: str) -> str:
    """What a phase says of a tie: a character with its article, a denial, a trend."""
    denied = word.startswith("not ")
    bare = word.removeprefix("not ")
    noun = next((said for member, said in _CHARACTERS.items() if member.value == bare), bare)
    return f"not {noun}" if denied else noun


def verdict(value: Verdict) -> str:
    """The verdict of an assessment."""
    return _VERDICTS.get(value, value.value)


def quantity(shown: Quantity) -> str:
    """A number with its unit and what it counts."""
    upper = "" if shown.upper is None else f" to {shown.upper:,}"
    about = "about " if shown.approximate else ""
    per = f" per {shown.per}" if shown.per else ""
    unit = {"count": "", "ratio": " times"}.get(shown.unit, f" {shown.unit}")
    return f"{about}{shown.value:,}{upper}{unit}{per} ({shown.of})"


def short_names(left: Article, right: Article) -> dict[str, str]:
    """What two articles are called, by id: family name and year, else publisher and year."""
    names = [_short(article) for article in (left, right)]
    if names[0] == names[1]:
        names = [f"{name}{letter}" for name, letter in zip(names, "ab", strict=True)]
    return dict(zip((left.id, right.id), names, strict=True))


def _short(article: Article) -> str:
    families = [author.name.split()[-1] for author in article.authors if author.name.split()]
    who = families[0] if families else article.publisher
    if len(families) == 2:
        who = " and ".join(families)
    elif families[2:]:
        who = f"{who} and others"
    year = dates.years(article.published)
    return f"{who} ({year})" if year else who


def part_at(record: Any, path: str) -> Any:
    """The part of a record that a JSON Pointer leads to."""
    for name in path.split("/")[1:]:
        record = record[int(name)] if name.isdigit() else getattr(record, name)
    return record


def listing(items: Iterable[str]) -> str:
    """Several in a row: *a, b and c*."""
    *first, last = [*items] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def stopped(said: str) -> str:
    """A text with a full stop, if it has no end of its own."""
    return said if said.rstrip("”’\"')")[-1:] in (".", "!", "?", "…") else f"{said}."
