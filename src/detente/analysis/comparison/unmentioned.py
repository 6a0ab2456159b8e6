"""Actors and issues that are central to one article, and of which the other never speaks."""

from collections import Counter
from collections.abc import Iterator, Mapping

from detente.analysis.comparison.grouping import Groups
from detente.analysis.comparison.positions import OTHER, ArticlePair, Side
from detente.analysis.comparison.result import Unmentioned
from detente.analysis.voices import voices_of
from detente.records import Claim, Event, EventAccount

_LEAST = 3
"""What an article says in fewer claims and events is no concern of it, even if it is short."""

_SHARE = 0.05
"""Nor is what fewer than one in twenty of its claims and events are about."""


def unmentioned(pair: ArticlePair, groups: Groups) -> Iterator[Unmentioned]:
    """Of each article the actors and issues of at least three and a twentieth of its claims and
    events, the most frequent first, that the other speaks of in none, and does not mention.

    Who speaks of a person, or of a part of a state, speaks of the state too. Of somebody whom
    nobody knows the other may speak under another record.
    """
    named = {side: _named(pair, groups, side) for side in OTHER}
    for side in OTHER:
        said = groups.with_affiliations({*named[OTHER[side]], *_mentioned(pair, OTHER[side])})
        total = len(pair.positions[side])
        for id_, number in named[side].most_common():
            if number >= max(_LEAST, _SHARE * total) and id_ not in said:
                article = pair.article(side).id
                yield Unmentioned(record=id_, article=article, count=number, of=total)


def _named(pair: ArticlePair, groups: Groups, side: Side) -> Counter[str]:
    """In how many claims and events of a side each actor and issue is, in the order of first use."""
    parties = {relation.id: relation.parties for relation in pair.dataset.relations}
    actors = {actor.id for actor in pair.dataset.actors if not actor.unidentified}
    known = actors | {issue.id for issue in pair.dataset.issues}
    counted: Counter[str] = Counter()
    for id_ in pair.positions[side]:
        record = pair.records[id_]
        named = [*_ids(record, pair.article(side).id, parties), *groups.issues(id_)]
        counted.update(name for name in dict.fromkeys(named) if name in known)
    return counted


def _ids(
    record: Claim | Event, article: str, parties: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    """Whom a claim or event is about, who takes part, whose report or attitude it is."""
    if isinstance(record, Claim):
        judged = () if record.judged is None else (record.judged,)
        for id_ in (*record.about, *judged):
            yield from parties.get(id_, (id_,))
        if record.attitude is not None:
            yield from record.attitude.actors
    for voice in voices_of(record):
        if voice.article == article:
            for source in voice.sources:
                yield from (id_ for id_ in (source.actor, source.of) if id_ is not None)
            if isinstance(voice, EventAccount):
                yield from (participant.actor for participant in voice.participants)


def _mentioned(pair: ArticlePair, side: Side) -> set[str]:
    """Whom a side mentions or has in the factors of a relation."""
    article = pair.article(side).id
    mentioned = {m.actor for m in pair.dataset.mentions if m.article == article}
    for relation in pair.dataset.relations:
        for account in relation.accounts:
            if account.article == article:
                mentioned |= {*relation.parties}
                mentioned |= {id_ for factor in account.factors for id_ in factor.object}
    return mentioned
