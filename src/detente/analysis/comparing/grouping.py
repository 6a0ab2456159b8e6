"""Under which relation and policy field a claim or event falls."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from detente.analysis.comparing.stances import Pair
from detente.records import Actor, Claim, Event
from detente.vocab.enums import Theme


class Groups:
    """The relations and themes of claims and events."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self._known: dict[str, tuple[str, ...]] = {}

    def relations(self, id_: str) -> tuple[str, ...]:
        """The relations that a claim or event bears on, the closest first: those it names, in
        its order; those whose parties it both names; those to whose parties the named belong:
        persons to those whose posts they hold, parts to the whole, predecessors to their heirs.
        """
        if id_ not in self._known:
            self._known[id_] = tuple(dict.fromkeys(self._relations(id_)))
        return self._known[id_]

    def _relations(self, id_: str) -> Iterator[str]:
        named = list(self._named(self.pair.records[id_]))
        relations = self.pair.dataset.relations
        known = {relation.id for relation in relations}
        yield from (name for name in named if name in known)
        lifted = {above for name in named for above in self._above(name)}
        for actors in (set(named), lifted):
            yield from (r.id for r in relations if actors.issuperset(r.parties))

    def _named(self, record: Claim | Event) -> Iterator[str]:
        if isinstance(record, Claim):
            yield from record.about
            return
        articles = (self.pair.left.id, self.pair.right.id)
        for account in record.accounts:
            if account.article in articles:
                yield from (participant.actor for participant in account.participants)

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.pair.dataset.actors}

    @cached_property
    def _heirs(self) -> dict[str, list[str]]:
        heirs: dict[str, list[str]] = {}
        for actor in self.pair.dataset.actors:
            for predecessor in actor.predecessors:
                heirs.setdefault(predecessor, []).append(actor.id)
        return heirs

    @cached_property
    def _events(self) -> dict[str, Event]:
        return {event.id: event for event in self.pair.dataset.events}

    def _above(self, id_: str) -> set[str]:
        """An actor and all that it belongs to; of an event those of its participants."""
        found: set[str] = set()
        waiting = [id_]
        if id_ in self._events:
            waiting = list(self._named(self._events[id_]))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._next(name)
        return found

    def _next(self, id_: str) -> Iterator[str]:
        yield from self._heirs.get(id_, ())
        actor = self._actors.get(id_)
        if actor is not None:
            yield from (post.of for post in actor.posts)
            if actor.part_of is not None:
                yield actor.part_of

    def relation(self, ids: Sequence[str]) -> str | None:
        """The one that several fall under: the first one's closest that all bear on, else the
        closest of the first that has any.
        """
        found = [self.relations(id_) for id_ in ids]
        common = [name for name in found[0] if all(name in others for others in found)]
        any_ = [name for names in found for name in names]
        return next(iter(common or any_), None)

    def theme(self, ids: Sequence[str]) -> Theme | None:
        """The first that all have, else the first of any."""
        found = [self.pair.records[id_].themes for id_ in ids]
        common = [theme for theme in found[0] if all(theme in others for others in found)]
        any_ = [theme for themes in found for theme in themes]
        return next(iter(common or any_), None)

    def all_relations(self, ids: Iterable[str]) -> tuple[str, ...]:
        """All that several bear on."""
        return tuple(dict.fromkeys(name for id_ in ids for name in self.relations(id_)))

    def all_themes(self, ids: Iterable[str]) -> tuple[Theme, ...]:
        """All policy fields of several."""
        return tuple(dict.fromkeys(t for id_ in ids for t in self.pair.records[id_].themes))
