"""Level 2: does each reference resolve to one record of the right kind?"""

from collections import ChainMap, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from operator import attrgetter
from typing import Any, NamedTuple

from detente.codec.columns import Column, Columns
from detente.diagnostics import Path, Severity
from detente.records import model
from detente.records.kinds import array_of, kind_of
from detente.suggest import close_ids
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import a, rule
from detente.vocab.enums import LinkKind

_id = attrgetter("id")

_SUGGESTED = 20
"""For how many unknown ids similar ones are suggested: each is compared with all ids. A guess."""

_LISTED = 6
"""How many ids of a circle a message names. A guess at what fits on two lines."""


def all_references_resolve(columns: Columns) -> bool:
    """Whether columns alone show that no rule of this level finds anything."""
    dataset = columns.dataset
    if len(dataset._index) != len(dataset):
        return False
    named: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for column, values in columns.references:
        named[column.field.refs] += values
    for kinds, values in named.items():
        # Level 1 was passed, so the ids in an array begin with its kind.
        allowed = chain.from_iterable(getattr(dataset, array_of(kind)) for kind in kinds)
        if not set(map(_id, allowed)).issuperset(values):
            return False
    return not any(_repeating(columns)) and not any(_circles(dataset))


def _repeating(columns: Columns) -> Iterator[Column]:
    """The columns of lists of which one names an id twice."""
    for column, _ in columns.references:
        lists = map(column.get, columns.by_class[column.cls]) if column.many else ()
        if any(len(ids) > 1 and len(set(ids)) < len(ids) for ids in lists):
            yield column


class _Reference(NamedTuple):
    """An id that a part of a record names."""

    id: str
    field: model.Field
    record: Any
    path: Path
    """From the record to the reference."""


def _references(
    context: Context, is_wrong: Callable[[str, model.Field], bool]
) -> Iterator[_Reference]:
    """The references that are wrong. Parts are gone through only of a class that has one."""
    wrong: dict[type, list[model.Field]] = defaultdict(list)
    for column, ids in context.columns.references:
        if any(is_wrong(id_, column.field) for id_ in set(ids)):
            wrong[column.cls].append(column.field)
    for cls, fields in wrong.items():
        for part in context.each(cls):
            for field in fields:
                value = getattr(part.value, field.name)
                if field.many:
                    for number, id_ in enumerate(value):
                        if is_wrong(id_, field):
                            path = (*part.path, field.key, number)
                            yield _Reference(id_, field, part.record, path)
                elif value is not None and is_wrong(value, field):
                    yield _Reference(value, field, part.record, (*part.path, field.key))


@rule("D201", "dangling-reference")
def dangling_reference(context: Context) -> Iterator[Finding]:
    """A reference names a record that exists.

    Why: A reference to a missing record means nothing. Often it is a typo, or the record was
    renamed.

    Example:
        claim:hope-of-peace/about/0 = "actor:norwey"

    Use instead:
        claim:hope-of-peace/about/0 = "actor:norway"
    """
    candidates: dict[tuple[str, ...], list[str]] = {}
    closest: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for id_, field, record, path in _references(context, lambda id_, _: id_ not in context.ids):
        kinds = tuple(field.refs)
        if kinds not in candidates:
            candidates[kinds] = sorted(i for i in context.ids if kind_of(i) in kinds)
        if (id_, kinds) not in closest and len(closest) < _SUGGESTED:
            closest[id_, kinds] = close_ids(id_, candidates[kinds])
        near = list(closest.get((id_, kinds), ()))
        yield Finding(
            message=f"there is no record {id_}",
            record=record,
            path=path,
            params=(("id", id_), ("close", near)),
            help=f"do you mean {' or '.join(near)}?" if near else "",
        )


@rule("D202", "wrong-kind")
def wrong_kind(context: Context) -> Iterator[Finding]:
    """A reference names a record of a kind that its field allows.

    Why: A claim cannot take part in an event and an actor cannot be a ground.

    Example:
        claim:still-friends/utterances/0/grounds = ["actor:norway"]

    Use instead:
        claim:still-friends/utterances/0/grounds = ["claim:union-ended"]
    """

    def is_wrong(id_: str, field: model.Field) -> bool:
        return kind_of(id_) not in field.refs and id_ in context.ids

    for id_, field, record, path in _references(context, is_wrong):
        yield Finding(
            message=f"{id_} is {a(kind_of(id_))}, but {field.key} takes {_either(field.refs)}",
            record=record,
            path=path,
            params=(("id", id_), ("kinds", list(field.refs))),
        )


@rule("D203", "doubly-defined")
def doubly_defined(context: Context) -> Iterator[Finding]:
    """Each id belongs to one record.

    Why: If two records have one id, references to it are ambiguous. The files of a folder may each
    have the record; they are united then, or D206 says where they differ.

    Example:
        mention:norway-pronoun/id = "mention:norway-name"

    Use instead:
        mention:norway-pronoun/id = "mention:norway-pronoun"
    """
    for record in context.dataset:
        first = context.by_id[record.id]
        if record is not first and id(record) not in context.explained:
            same = record == first
            yield Finding(
                message=f"{record.id} is defined a second time",
                record=record,
                path=("id",),
                related=(Elsewhere("first defined here", first, ("id",)),),
                params=(("id", record.id), ("identical", same)),
                help="the two are identical: delete one"
                if same
                else "the two differ: rename one, or make one record of them",
            )


@rule("D206", "files-differ")
def files_differ(context: Context) -> Iterator[Finding]:
    """A record that several files of a folder have is the same in all of them.

    Why: The files of a folder are one dataset, and equal ids mean one record. Names, identifiers and what
    only one file knows of an actor are put together, notes are joined, and what articles say stands side
    by side; in everything else one of the files would have to be wrong.
    """
    for conflict, first, second, _ in context.apart:
        there, here = conflict.in_words
        yield Finding(
            message=f"{conflict.message}: {here} here, {there} in another file",
            record=second,
            path=conflict.places[1].path,
            related=(Elsewhere("the other file", first, conflict.places[0].path),),
            params=(("id", conflict.id),),
        )


@rule("D204", "repeated-reference", Severity.WARNING)
def repeated_reference(context: Context) -> Iterator[Finding]:
    """A list names each record once.

    Why: The second mention adds nothing, and often another record was meant.

    Example:
        claim:hope-of-peace/about = ["actor:norway", "actor:norway"]

    Use instead:
        claim:hope-of-peace/about = ["actor:norway", "actor:sweden"]
    """
    for column in _repeating(context.columns):
        key = column.field.key
        for part in context.each(column.cls):
            seen: set[str] = set()
            for number, id_ in enumerate(column.get(part.value)):
                if id_ in seen:
                    path = (*part.path, key, number)
                    message = f"{id_} is listed twice here"
                    yield Finding(message=message, record=part.record, path=path)
                seen.add(id_)


@rule("D205", "circle")
def circle(context: Context) -> Iterator[Finding]:
    """Parts, predecessors, adjudications, versions, grounds, causes, effects, conditions, orders of
    events and claims about claims form no circle.

    Why: Nothing is part of itself, precedes itself, supports itself or is about itself.

    Example:
        claim:still-friends/utterances/0/grounds = ["claim:still-friends"]

    Use instead:
        claim:still-friends/utterances/0/grounds = ["claim:union-ended"]
    """
    for name, ids in _circles(context.dataset):
        record = next((context.by_id[id_] for id_ in ids if id_ in context.by_id), None)
        if record is None:  # only a link speaks of it; D201 and D202 say what is wrong with that
            continue
        rest = [f"… ({len(ids)} in all)"] if len(ids) > _LISTED else []
        steps = " → ".join([*ids[:_LISTED], *rest, ids[0]])
        yield Finding(
            message=f"{name} form a circle: {steps}",
            record=record,
            params=(("ids", list(ids)),),
        )


def _circles(dataset: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The circles among references that must have none, each once."""
    graphs: dict[str, dict[str, Iterable[str]]] = {
        "predecessors": {a.id: a.predecessors for a in dataset.actors if a.predecessors},
        "parts": {
            r.id: (r.part_of,)
            for r in (*dataset.actors, *dataset.issues, *dataset.events)
            if r.part_of
        },
        "adjudications": {a.id: a.adjudicates for a in dataset.annotators if a.adjudicates},
        "versions": {a.id: (a.version.of,) for a in dataset.articles if a.version and a.version.of},
        "causes": {c.id: c.causes for c in dataset.claims if c.causes},
        "effects": {c.id: c.effects for c in dataset.claims if c.effects},
        "claims about claims": {c.id: named for c in dataset.claims if (named := _claims_in(c))},
        "conditions": {
            c.id: c.condition.antecedents for c in dataset.claims if c.condition is not None
        },
    }
    graphs |= _grounds(dataset) | _orders(dataset)
    for name, graph in graphs.items():
        for ids in cycles(graph):
            yield name, ids
    of_claims = graphs["conditions"]
    for name, of_events in _conditions(dataset).items():
        reached = ChainMap(of_events, of_claims)
        if any(True for _ in cycles(reached, of_events)):
            for ids in cycles({**of_claims, **of_events}):
                if any(kind_of(id_) == "event" for id_ in ids):  # those of claims alone: see above
                    yield name, ids


def _claims_in(claim: Any) -> list[str]:
    """The claims that a claim is about, judges, or says that somebody has in mind: nothing else leads
    on to another claim.
    """
    judged = () if claim.judged is None else (claim.judged,)
    concerns = () if claim.attitude is None else claim.attitude.concerns
    return [id_ for id_ in (*claim.about, *judged, *concerns) if id_.startswith("claim:")]


def _orders(dataset: Any) -> dict[str, dict[str, Iterable[str]]]:
    """For each article a graph from events to those before which it puts them."""
    graphs: dict[str, dict[str, list[str]]] = {}
    for link in dataset.links:
        if link.kind is LinkKind.PRECEDES and link.article is not None:  # D542: without one
            graph = graphs.setdefault(f"orders of events in {link.article}", {})
            graph.setdefault(link.source, []).append(link.target)
    return graphs  # type: ignore[return-value]


def _conditions(dataset: Any) -> dict[str, dict[str, Iterable[str]]]:
    """For each article a graph from its events to what they depend on."""
    graphs: dict[str, dict[str, Iterable[str]]] = {}
    for event in dataset.events:
        for account in event.accounts:
            if account.condition is not None:
                name = f"conditions in {account.article}"
                graph = graphs.setdefault(name, {})
                graph[event.id] = (*graph.get(event.id, ()), *account.condition.antecedents)
    return graphs


def _grounds(dataset: Any) -> dict[str, dict[str, Iterable[str]]]:
    """For each article a graph from claims to their grounds."""
    graphs: dict[str, dict[str, list[str]]] = {}
    for claim in dataset.claims:
        for utterance in claim.utterances:
            if utterance.grounds:
                graph = graphs.setdefault(f"grounds in {utterance.article}", {})
                graph.setdefault(claim.id, []).extend(utterance.grounds)
    return graphs  # type: ignore[return-value]


def cycles(
    graph: Mapping[str, Iterable[str]], roots: Iterable[str] | None = None
) -> Iterator[tuple[str, ...]]:
    """Cycles of a directed graph, found by walking it depth first without recursion: from all nodes,
    or from some ``roots``.
    """
    done: set[str] = set()
    for root in graph if roots is None else roots:
        if root in done:
            continue
        trail: dict[str, int] = {root: 0}
        pending = [iter(graph[root])]
        while pending:
            following = next(pending[-1], None)
            if following is None:
                pending.pop()
                done.add(trail.popitem()[0])
            elif following in trail:
                yield tuple(islice(trail, trail[following], None))
            elif following in graph and following not in done:
                trail[following] = len(trail)
                pending.append(iter(graph[following]))


def _either(kinds: Iterable[str]) -> str:
    *others, last = map(a, kinds)
    return f"{', '.join(others)} or {last}" if others else last
