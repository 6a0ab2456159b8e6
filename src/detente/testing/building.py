"""Makes whole datasets: each record refers to earlier ones, so that there are no circles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from detente.dataset import Dataset
from detente.records import (
    Actor,
    Annotator,
    Article,
    Claim,
    Event,
    EventAccount,
    Header,
    Issue,
    Link,
    Mention,
    Relation,
    RelationAccount,
    Scheme,
    Segment,
    Span,
    TextProfile,
    Time,
    Uncoded,
    Utterance,
    model,
)
from detente.records.kinds import Kind
from detente.testing.dates import PUBLISHED
from detente.testing.links import links_between
from detente.testing.maker import Given, Maker, by_name, id_of
from detente.testing.passages import Passages
from detente.testing.plain import integer, slug
from detente.validation.rules.level5_articles import OPEN
from detente.vocab.enums import (
    ActorKind,
    AnnotatorKind,
    Commitment,
    DatasetStatus,
    MentionForm,
    TimeBasis,
    UncodedReason,
)


class Builder(Maker):
    """Makes the records of one dataset. Each refers to earlier ones, so there are no circles."""

    def __init__(self, draw: Any) -> None:
        super().__init__(draw)
        self.known: dict[str, list[str]] = defaultdict(list)
        self.schemes: tuple[Scheme, ...] = ()
        self.texts: list[Passages] = []
        self.titles: dict[str, list[str]] = {}
        self.voiced: dict[str, list[str]] = defaultdict(list)
        self.commitments: dict[str, list[tuple[str, Commitment]]] = {}
        self.voices: set[str] = set()
        self.article: str | None = None
        self.place: tuple[int, int] | None = None

    # Overrides for datasets.

    def ids(self, kinds: Iterable[str]) -> list[str]:
        """The records made so far; of articles the one that speaks."""
        kinds = tuple(kinds)
        if kinds == ("article",) and self.article is not None:
            return [self.article]  # pragma: no cover  chance decides
        return [id_ for kind in kinds for id_ in self.known[kind]]

    def grounds(self) -> list[str]:
        """What the article voices."""
        return self.voiced[self.article or ""]

    def antecedents(self) -> list[str]:
        """What the articles that speak leave open, or do not voice."""
        return [
            id_
            for id_ in self.ids(("event", "claim"))
            if not (voiced := [c for a, c in self.commitments[id_] if a in self.voices])
            or Commitment.UU in voiced
        ]

    def originals(self) -> list[str]:
        """The articles before this one."""
        ids = [text.id for text in self.texts]
        return ids[: ids.index(self.article)] if self.article else []

    def codes(self, cls: Any) -> tuple[str, ...]:
        """Codes that the schemes declare for the class."""
        codes: list[str] = []
        for scheme in self.schemes:
            if cls.__name__ in scheme.applies_to:
                values = [value.value for value in scheme.values]
                chosen = self.several(values, 0, len(values) if scheme.several else 1)
                codes += [f"{scheme.id}/{value}" for value in chosen]
        return tuple(codes)

    def span(self) -> Given:
        """A place in the segment."""
        start, end = self.place or (0, 1)
        first = self.draw(integer(start, end - 1))
        return {"start": first, "end": self.draw(integer(first + 1, end))}

    def title(self, actor: str) -> str | None:
        """A post that the actor holds."""
        titles = self.titles.get(actor)
        return self.choose(titles) if titles else None

    def make(self, cls: Any, **given: Any) -> Any:
        """A record; with spans only if it is known in which text they are."""
        if self.place is None:
            for field in model.describe(cls).fields:
                if field.type is Span and not field.least:
                    given.setdefault(field.name, ())
        return super().make(cls, **given)

    # The dataset.

    def dataset(self) -> Dataset:
        """A dataset."""
        annotators = self.all("annotator", Annotator, 2)
        self.schemes = self.all("scheme", Scheme, 2)
        actors = self.actors()
        issues = self.all("issue", Issue, 2)
        self.texts = [Passages(self, id_) for id_ in self.new("article", 2)]
        self.known["article"] = [text.id for text in self.texts]
        relations = self.planned_relations(actors)
        events = self.statements("event", Event, "accounts", EventAccount)
        claims = self.claims(relations)
        return Dataset(
            schema_uri="urn:detente:schema:1.0:dataset" if self.flag() else None,
            dataset=self.head(annotators) if self.flag() else None,
            annotators=annotators,
            schemes=self.schemes,
            actors=actors,
            issues=issues,
            mentions=self.mentions(),
            links=self.links((*events, *claims)),
            relations=self.relations(relations),
            articles=self.articles(),
            events=events,
            claims=claims,
        )

    def new(self, kind: Kind, most: int) -> list[str]:
        """New ids of a kind."""
        count = self.draw(integer(0, most))
        return [id_of(kind, f"{self.draw(slug())}-{number}") for number in range(count)]

    def all(self, kind: Kind, cls: Any, most: int) -> tuple[Any, ...]:
        """Records of a kind, each known to those after it."""
        made = []
        for id_ in self.new(kind, most):
            made.append(self.make(cls, id=id_))
            self.known[kind].append(id_)
        return tuple(made)

    def head(self, annotators: tuple[Annotator, ...]) -> Any:
        """The dataset record."""
        adjudicated = any(a.kind is AnnotatorKind.ADJUDICATION for a in annotators)
        stati = [s for s in DatasetStatus if adjudicated or s is not DatasetStatus.ADJUDICATED]
        return self.make(Header, status=self.choose(stati))

    def actors(self) -> tuple[Actor, ...]:
        """Actors; a predecessor is of the same kind."""
        made: list[Actor] = []
        for id_ in self.new("actor", 4):
            kind = self.choose(ActorKind)
            like = [actor.id for actor in made if actor.kind is kind]
            predecessors = self.several(like, 0, 1) if self.draw(integer(0, 3)) == 3 else ()
            actor: Actor = self.make(Actor, id=id_, kind=kind, predecessors=predecessors)
            made.append(actor)
            self.known["actor"].append(id_)
            self.titles[id_] = [post.title for post in actor.posts]
        return tuple(made)

    def at(self, text: Passages | None) -> None:
        """Choose a segment of a text for the next spans, or none."""
        self.article = None if text is None else text.id
        self.place = None if text is None else self.choose(text.segments)

    def statements(self, kind: Kind, cls: Any, name: str, voice: Any) -> tuple[Any, ...]:
        """Claims or events, each voiced by one or two articles."""
        if not self.texts:
            return ()
        made = []
        for id_ in self.new(kind, 3):
            voices: dict[Any, Any] = {}
            for _ in range(self.draw(integer(1, 2))):
                text = self.choose(self.texts)
                self.at(text)
                self.voices = {text.id}
                voiced = self.make(voice, article=text.id)
                place = tuple((span.start, span.end) for span in voiced.evidence)
                if (text.id, place) not in voices:
                    voices[text.id, place] = voiced
                    text.covered += place
            self.voices = articles = {article for article, _ in voices}
            self.at(None)
            if len(articles) == 1:
                self.at(next(text for text in self.texts if text.id in articles))
            record = self.make(cls, id=id_, **{name: tuple(voices.values())})
            made.append(record)
            self.at(None)
            self.known[kind].append(id_)
            self.commitments[id_] = [(v.article, v.commitment) for v in getattr(record, name)]
            for article in sorted(articles):
                self.voiced[article].append(id_)
        return tuple(made)

    def planned_relations(self, actors: tuple[Actor, ...]) -> dict[str, tuple[str, ...]]:
        """The ids and parties of relations; claims may be about them before they are made."""
        past = {id_ for actor in actors for id_ in actor.predecessors}
        able = sorted(actor.id for actor in actors if actor.id not in past)
        if len(able) < 2:
            return {}
        parties = tuple(sorted(self.several(able, 2, 2)))
        return dict.fromkeys(self.new("relation", 1), parties)

    def claims(self, relations: Iterable[str]) -> tuple[Any, ...]:
        """The claims, if there is an actor and a text for them."""
        if not (self.known["actor"] and self.texts):
            return ()
        # A relation needs grounds that an article voices; with an event there always are some.
        if self.known["event"]:
            self.known["relation"] += relations
        return self.statements("claim", Claim, "utterances", Utterance)

    def relations(self, planned: Mapping[str, tuple[str, ...]]) -> tuple[Relation, ...]:
        """The relations that articles can have grounds for."""
        made = []
        voicing = [text for text in self.texts if self.voiced[text.id]]
        for id_, parties in planned.items() if voicing else ():
            self.parties = parties
            accounts = []
            for text in self.several(voicing, 1):
                self.at(text)
                accounts.append(self.make(RelationAccount, article=text.id))
            self.at(None)
            made.append(self.make(Relation, id=id_, parties=parties, accounts=tuple(accounts)))
        return tuple(made)

    def mentions(self) -> tuple[Mention, ...]:
        """Mentions: one an article, actor and form, every occurrence once."""
        made: list[Mention] = []
        seen: set[Any] = set()
        for id_ in self.new("mention", 3) if self.texts and self.known["actor"] else ():
            text, actor = self.choose(self.texts), self.choose(self.known["actor"])
            form = self.choose(MentionForm)
            spans = []
            for _ in range(self.draw(integer(1, 2))):
                self.at(text)
                span = self.make(Span)
                if (text.id, actor, span.start, span.end) not in seen:  # pragma: no branch  chance
                    seen.add((text.id, actor, span.start, span.end))
                    spans.append(span)
            if spans and (text.id, actor, form) not in seen:  # pragma: no branch  chance decides
                seen.add((text.id, actor, form))
                more = {"article": text.id, "actor": actor, "form": form, "spans": tuple(spans)}
                made.append(self.make(Mention, id=id_, **more))
            self.at(None)
        return tuple(made)

    def links(self, statements: tuple[Any, ...]) -> tuple[Link, ...]:
        """Links between statements, of the kinds that are possible."""
        possible = links_between(statements, self.voiced)
        made: dict[Any, Link] = {}
        for id_ in self.new("link", 3) if possible else ():
            kind = self.choose(possible)
            given = self.choose(possible[kind])
            article = given.get("article")
            self.at(next((text for text in self.texts if text.id == article), None))
            link = self.make(Link, id=id_, kind=kind, **{"on": None, "article": None} | given)
            self.at(None)
            # Of several links of one article or of the annotator between two records, the first.
            made.setdefault((frozenset((link.source, link.target)), link.on, article), link)
        return tuple(made.values())

    def articles(self) -> tuple[Article, ...]:
        """The articles. Ranges without evidence are uncoded."""
        made = []
        for text in self.texts:
            self.at(text)
            stated = [TimeBasis.STATED, TimeBasis.INFERRED, TimeBasis.EXTERNAL]
            with self.within(PUBLISHED):
                published = self.make(Time, basis=self.choose(stated))
            spans = [self.make(Span, start=s, end=e) for s, e in text.uncovered()]
            uncoded = [
                self.make(Uncoded, reason=self.choose(UncodedReason), spans=tuple(part))
                for part in (spans[::2], spans[1::2])
                if part
            ]
            voice = by_name(Segment)["voice"]
            vouched = [
                id_
                for id_ in self.known["claim"]
                if any(a == text.id and c not in OPEN for a, c in self.commitments[id_])
            ]
            article = self.make(
                Article,
                id=text.id,
                published=published,
                text=self.make(TextProfile, length=text.length),
                segments=tuple(
                    self.make(Segment, start=start, end=end, voice=self.item(voice))
                    for start, end in text.segments
                ),
                uncoded=tuple(uncoded),
                theses=self.several(vouched, 0, 3) if self.flag() else (),
            )
            self.at(None)
            made.append(article)
        return tuple(made)
