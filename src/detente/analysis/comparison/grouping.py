"""Under which relation, policy field, issue and code a claim or event falls."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain
from typing import TypeVar

from detente.analysis.comparison.positions import ArticlePair
from detente.analysis.voices import voices_of
from detente.records import Actor, Claim, Event, EventAccount
from detente.vocab.enums import Role, Theme


class Groups:
    """The relations and themes of claims and events."""

    def __init__(self, pair: ArticlePair) -> None:
        self.pair = pair
        self._known: dict[str, tuple[str, ...]] = {}
        self._issues = {issue.id: issue for issue in pair.dataset.issues}

    def relations(self, id_: str) -> tuple[str, ...]:
        """The relations that a claim or event bears on, the closest first.

        Of a claim those it names, in its order; those whose parties it both names; those to
        whose parties the named belong: persons to those whose posts they hold, parts to the
        whole, a predecessor to its heir, if it has one; those of the events it names. Of an
        event those of its agents with its recipients, of its agents among themselves, of others.
        """
        if id_ not in self._known:
            record = self.pair.records[id_]
            ids = self._of_claim(record) if isinstance(record, Claim) else self._of_event(record)
            self._known[id_] = tuple(dict.fromkeys(ids))
        return self._known[id_]

    def _of_claim(self, claim: Claim) -> Iterator[str]:
        yield from (name for name in claim.about if name in self._relations)
        events = [self._events[name] for name in claim.about if name in self._events]
        actors = {name for name in claim.about if name not in self._events}
        for ids in (actors, self.with_affiliations(actors)):
            yield from self._between(ids, ids)
        for event in events:
            yield from self._of_event(event)
        taking_part = (actor for event in events for actor in self._actors_of(event))
        every = self.with_affiliations({*actors, *taking_part})
        yield from self._between(every, every)

    def _of_event(self, event: Event) -> Iterator[str]:
        pairs: dict[tuple[frozenset[str], frozenset[str]], None] = {}  # each once, in order
        accounts = self._accounts_of(event)
        of_accounts = [(_actors(a, Role.AGENT), _actors(a, Role.RECIPIENT)) for a in accounts]
        pairs |= dict.fromkeys(of_accounts)
        pairs |= dict.fromkeys((agents, agents) for agents, _ in of_accounts)
        every = frozenset(self._actors_of(event))
        pairs[every, every] = None
        for ones, others in pairs:
            yield from self._between(ones, others)
            yield from self._between(self.with_affiliations(ones), self.with_affiliations(others))

    def _accounts_of(self, event: Event) -> list[EventAccount]:
        """What the two articles say of an event."""
        articles = (self.pair.left.id, self.pair.right.id)
        return [account for account in event.accounts if account.article in articles]

    def _actors_of(self, event: Event) -> set[str]:
        """The participants of an event by all accounts of the two articles."""
        return {id_ for account in self._accounts_of(event) for id_ in _actors(account)}

    def _between(self, ones: AbstractSet[str], others: AbstractSet[str]) -> Iterator[str]:
        """The relations of one of some actors with one of others, in the order of the dataset."""
        found = {
            id_ for one in ones for id_, other in self._parties.get(one, ()) if other in others
        }
        return iter(sorted(found, key=self._relations.__getitem__))

    @cached_property
    def _relations(self) -> dict[str, int]:
        """The place of each relation in the dataset."""
        return {relation.id: at for at, relation in enumerate(self.pair.dataset.relations)}

    @cached_property
    def _parties(self) -> dict[str, list[tuple[str, str]]]:
        """The relations of each actor, with the other party."""
        found: dict[str, list[tuple[str, str]]] = {}
        for relation in self.pair.dataset.relations:
            one, other = relation.parties
            found.setdefault(one, []).append((relation.id, other))
            found.setdefault(other, []).append((relation.id, one))
        return found

    @cached_property
    def codes_of_links(self) -> dict[str, tuple[str, ...]]:
        """The codes of each link."""
        return {link.id: link.codes for link in self.pair.dataset.links}

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.pair.dataset.actors}

    @cached_property
    def _successors(self) -> dict[str, list[str]]:
        successors: dict[str, list[str]] = {}
        for actor in self.pair.dataset.actors:
            for predecessor in actor.predecessors:
                successors.setdefault(predecessor, []).append(actor.id)
        return successors

    @cached_property
    def _events(self) -> dict[str, Event]:
        return {event.id: event for event in self.pair.dataset.events}

    def with_affiliations(self, ids: AbstractSet[str]) -> set[str]:
        """Some actors and all that they belong to."""
        reached: set[str] = set()
        waiting = list(ids)
        while waiting:
            id_ = waiting.pop()
            if id_ not in reached:
                reached.add(id_)
                waiting += self._affiliations(id_)
        return reached

    def _affiliations(self, id_: str) -> Iterator[str]:
        successors = self._successors.get(id_, [])
        # What is said of one that was divided is said of none of the parts.
        if len(successors) == 1:
            yield from successors
        actor = self._actors.get(id_)
        if actor is not None:
            yield from (post.of for post in actor.posts)
            if actor.part_of is not None:
                yield actor.part_of

    def issues(self, id_: str) -> tuple[str, ...]:
        """The issues of a claim or event, those it names first, then those that they are part of.

        A claim names them in ``about`` and ``judged``, as cause or effect, as what an attitude
        concerns, or by an event that it is about; an event in ``concerns``.
        """
        return self.with_wholes(self._named(self.pair.records[id_]))

    def with_wholes(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The issues among some ids, and after them the larger ones that they are part of."""
        found: dict[str, None] = {}
        waiting = [id_ for id_ in ids if id_ in self._issues]
        while waiting:
            found.update(dict.fromkeys(waiting))
            wholes = (self._issues[id_].part_of for id_ in waiting)
            waiting = [id_ for id_ in wholes if id_ in self._issues and id_ not in found]
        return tuple(found)

    def _named(self, record: Claim | Event) -> Iterator[str]:
        if isinstance(record, Event):
            yield from record.concerns
            return
        yield from record.about
        yield from (record.judged,) if record.judged is not None else ()
        yield from record.attitude.concerns if record.attitude is not None else ()
        yield from (*record.causes, *record.effects)
        for name in record.about:
            if name in self._events:
                yield from self._events[name].concerns

    def codes(self, id_: str) -> tuple[str, ...]:
        """The codes of a claim or event, and of what the two articles say of it."""
        record = self.pair.records[id_]
        articles = (self.pair.left.id, self.pair.right.id)
        said = [voice.codes for voice in voices_of(record) if voice.article in articles]
        return tuple(dict.fromkeys(chain(record.codes, *said)))

    def relation(self, ids: Sequence[str]) -> str | None:
        """The one that several fall under: the first one's closest that all bear on, else the
        closest of the first that has any.
        """
        return _common([self.relations(id_) for id_ in ids])

    def theme(self, ids: Sequence[str]) -> Theme | None:
        """The first that all have, else the first of any."""
        return _common([self.pair.records[id_].themes for id_ in ids])

    def issue(self, ids: Sequence[str]) -> str | None:
        """The first that all have, else the first of any."""
        return _common([self.issues(id_) for id_ in ids])

    def all_codes(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The codes of several, those that all have first."""
        lists = [self.codes(id_) for id_ in ids]
        every = dict.fromkeys(chain.from_iterable(lists))
        in_all = [code for code in every if all(code in other for other in lists)]
        return tuple(dict.fromkeys((*in_all, *every)))

    def all_issues(self, ids: Iterable[str]) -> tuple[str, ...]:
        """All issues of several."""
        return tuple(dict.fromkeys(name for id_ in ids for name in self.issues(id_)))

    def all_relations(self, ids: Iterable[str]) -> tuple[str, ...]:
        """All that several bear on."""
        return tuple(dict.fromkeys(name for id_ in ids for name in self.relations(id_)))

    def all_themes(self, ids: Iterable[str]) -> tuple[Theme, ...]:
        """All policy fields of several."""
        return tuple(dict.fromkeys(t for id_ in ids for t in self.pair.records[id_].themes))


_Member = TypeVar("_Member")


def _common(lists: Sequence[Sequence[_Member]]) -> _Member | None:
    """The first that is in all lists, else the first of any."""
    in_all = (member for member in lists[0] if all(member in other for other in lists))
    return next(chain(in_all, chain.from_iterable(lists)), None)


def _actors(account: EventAccount, role: Role | None = None) -> frozenset[str]:
    """The participants of an account, in a role if one is given."""
    return frozenset(p.actor for p in account.participants if role in (None, p.role))
