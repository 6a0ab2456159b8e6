"""Make realistic files of any size, always the same for a seed.

    python benchmarks/make_files.py FOLDER [--articles 200] [--seed 1904] [--files 1000]

writes ``one.detente.json`` (one article) and ``many.detente.json`` (many), on one line each; with
``--files`` instead that many files of one article each, which write of the same states and issues.
The countries, the people and every sentence are invented. The spans are those of the invented text,
so that the files are clean at every level that needs no text.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import detente
from detente.codec.encode import to_plain
from detente.text.anchors import Digests, make_anchor
from detente.text.marked_skeletons import marked
from detente.text.profiles import profile
from detente.vocab.catalogue import modes
from detente.vocab.enums import EventType

EVENTS, CLAIMS, RELATIONS, LINKS = 30, 80, 10, 8
SEED = 1904

_ONSETS = ["V", "T", "M", "K", "S", "L", "N", "R", "D", "P", "Br", "Kr", "Sv", "Ž", "Š"]
_VOWELS = ["a", "e", "i", "o", "u", "å", "ö"]
_MIDDLES = ["l", "r", "n", "m", "st", "nd", "rk", "ss", "v"]
_ENDS = {
    "state": ["ia", "and", "mark", "esia", "stan"],
    "person": ["en", "ov", "ini", "es", "ard"],
    "city": ["burg", "sk", "ona", "haven"],
}
_TOPICS = [
    "the transit of grain", "the northern railway", "fishing in the strait", "the river dams",
    "the debts of the war years", "the border markets", "visas for seasonal workers",
    "the port of the south", "the gas pipeline", "the school books", "the air corridor",
    "the return of the refugees", "the joint patrols", "the copper tariffs",
]  # fmt: skip
_DEEDS = [
    "signed an agreement with", "sent envoys for talks to", "granted a loan to",
    "suspended a treaty with", "lodged a protest with", "moved troops to the border of",
    "lifted the sanctions on", "shipped medicine to", "withdrew the observers from",
]  # fmt: skip
_THEMES = ["economic", "diplomatic", "military", "environment", "legal", "technology", "migration"]
_KINDS = (
    ["factual"] * 6 + ["causal"] * 3 + ["interpretive"] * 4 + ["evaluative"] * 3
    + ["predictive"] * 2 + ["normative"] + ["definitional"]
)  # fmt: skip
_BODIES = {
    "factual": "has never fulfilled what it had promised about {topic}",
    "causal": "hardened its position because others gave way on {topic}",
    "interpretive": "sees in {topic} above all a question of rank and prestige",
    "evaluative": "has handled {topic} with remarkable patience and little luck",
    "predictive": "will hardly regain what it has lost over {topic}",
    "normative": "ought to put {topic} before every other item on the list",
    "definitional": "is a buffer and not an ally wherever it comes to {topic}",
}
_TAILS = [
    "although neither capital would admit it in public",
    "as three rounds of fruitless bargaining have shown",
    "even if the figures of both sides are open to doubt",
    "and the neighbours have drawn their own conclusions from that",
    "which the older treaties had left open on purpose",
]
_TENSES = {
    "predictive": "future", "definitional": "timeless", "normative": "present",
    "factual": "past", "causal": "past", "interpretive": "present", "evaluative": "past",
}  # fmt: skip


class Text:
    """A text that remembers where its pieces stand."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.segments: list[dict[str, Any]] = []
        self.mentions: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)

    def write(self, text: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length

    def paragraph(self, kind: str, voice: str) -> None:
        if self.segments:
            self.close()
            self.write("\n\n")
        self.segments.append({"kind": kind, "voice": voice, "start": self.length, "end": 0})

    def close(self) -> None:
        self.segments[-1]["end"] = self.length

    def sentence(self, *pieces: "str | tuple[str, str]") -> tuple[tuple[int, int], dict[str, Any]]:
        """Write pieces; ``(text, name)`` is found again by name, ``actor:`` names as mentions."""
        if self.length != self.segments[-1]["start"]:
            self.write(" ")
        start, found = self.length, {}
        for piece in pieces:
            if isinstance(piece, str):
                self.write(piece)
                continue
            text, name = piece
            at = self.write(text)
            if name.startswith("actor:"):
                self.mentions[name, "name"].append(at)
            else:
                found[name] = at
        return (start, self.length), found


class World:
    """What several articles share: the names that are taken, the issues, and states if wanted."""

    def __init__(self, seed: int = SEED, states: int = 0) -> None:
        self.used: set[str] = set()
        self.issues = [issue(number, topic) for number, topic in enumerate(_TOPICS)]
        self.states: list[dict[str, Any]] = []
        maker = Maker(0, random.Random(f"world {seed}"), self)
        for number in range(states):
            name = maker.name("state")
            self.states.append(state(f"actor:state-{number}", name, 100 + number))


def issue(number: int, topic: str) -> dict[str, Any]:
    """A standing matter; every other one has a code."""
    made: dict[str, Any] = {
        "id": f"issue:{'-'.join(topic.split()[1:])}",
        "kind": "other",
        "names": [{"text": topic, "kind": "common", "language": "en"}],
    }
    if number % 2:
        made["identifiers"] = [{"scheme": "wikidata", "value": f"Q{500 + number}"}]
    return made


def state(id_: str, name: str, number: int) -> dict[str, Any]:
    """A state with codes of its own. Codes of COW are too few for all of them."""
    return {
        "id": id_,
        "kind": "state",
        "names": [
            {"text": f"the Republic of {name}", "kind": "official", "language": "en"},
            {"text": name, "kind": "common", "language": "en"},
        ],
        "identifiers": [
            {"scheme": "wikidata", "value": f"Q{number}", "label": name, "verified": True},
            {"scheme": "wikidata", "value": f"Q{10**9 + number}", "valid": "1991/.."},
        ],
        "exists": "1991/..",
    }


class Maker:
    """Everything that belongs to one article."""

    def __init__(self, number: int, random_: random.Random, world: World) -> None:
        self.number = number
        self.random = random_
        self.world = world
        self.text = Text()
        self.article = f"article:text-{number}"
        self.annotator = random_.choice(["annotator:first", "annotator:second"])
        self.actors: list[dict[str, Any]] = []
        self.names: dict[str, str] = {}
        self.events: list[dict[str, Any]] = []
        self.claims: list[dict[str, Any]] = []
        self.uncoded: list[dict[str, Any]] = []
        self.used = world.used
        self.issues: dict[str, dict[str, Any]] = {}
        self.anchored: list[dict[str, Any]] = []

    # --- small things -------------------------------------------------------------------------

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def name(self, kind: str) -> str:
        while True:
            r = self.random
            name = r.choice(_ONSETS) + r.choice(_VOWELS) + r.choice(_MIDDLES) + r.choice(_VOWELS)
            name += r.choice(_MIDDLES) + r.choice(_ENDS[kind])
            if name not in self.used:
                self.used.add(name)
                return name

    def span(self, at: tuple[int, int], *, anchored: bool = False) -> dict[str, Any]:
        span: dict[str, Any] = {"start": at[0], "end": at[1]}
        if anchored:
            self.anchored.append(span)  # the anchor comes when the text is whole
        return span

    def time(self, words: tuple[int, int] | None = None, *, future: bool = False) -> dict[str, Any]:
        r = self.random
        year = r.randint(2026, 2040) if future else r.randint(1998, 2023)
        value = r.choice([
            f"{year}", f"{year}-{r.randint(1, 12):02}", f"{year}-{r.randint(1, 12):02}-{r.randint(1, 28):02}",
            f"{year}-2{r.randint(1, 4)}", f"../{year}" if future else f"{year}/..",
        ])  # fmt: skip
        time: dict[str, Any] = {"value": value, "basis": "stated" if words else "inferred"}
        if words and self.chance(0.3):
            time |= {"basis": "resolved", "against": self.article}
        if self.chance(0.1):
            time["mod"] = r.choice(["early", "mid", "late"])
        if words:
            time["words"] = [self.span(words)]
        return time

    def quantity(self) -> dict[str, Any]:
        r = self.random
        value: float = r.choice(
            [r.randint(2, 90), r.randint(1, 90) * 1_000_000, r.randint(1, 9) + 0.5]
        )
        quantity: dict[str, Any] = {"value": value}
        if self.chance(0.2):
            quantity["upper"] = value + 7
        quantity["unit"] = r.choice(["USD", "EUR", "percent", "count"])
        if self.chance(0.3):
            quantity["per"] = "year"
        if self.chance(0.3):
            quantity["approximate"] = True
        return quantity | {"of": f"the volume of {r.choice(_TOPICS)[4:]} that is stated"}

    def reference(self) -> dict[str, Any]:
        number = self.random.randint(1, 10**6)
        reference: dict[str, Any] = {
            "title": f"Yearbook of the Archive of Treaties, no. {number}",
            "url": f"https://archive.example.org/treaties/{number}",
            "accessed": "2024-05-17",
        }
        return reference | ({"verified": True} if self.chance(0.5) else {})

    def coded(self) -> dict[str, Any]:
        coded = {"annotator": self.annotator}
        if self.chance(0.6):
            coded["confidence"] = self.random.choice(["low", "medium", "high", "high"])
        return coded

    def pick(self, *kinds: str) -> str:
        return self.random.choice([a["id"] for a in self.actors if a["kind"] in kinds])

    def issue(self, topic: str) -> str:
        """The id of the issue of a topic, which the file then has."""
        made = self.world.issues[_TOPICS.index(topic)]
        self.issues[made["id"]] = made
        return made["id"]

    def pair(self) -> tuple[str, str]:
        states = [a["id"] for a in self.actors if a["kind"] == "state"]
        one, other = self.random.sample(states, 2)
        return one, other

    # --- records --------------------------------------------------------------------------------

    def make_actors(self) -> None:
        kinds = ["state"] * 14 + ["government"] * 2 + ["igo"] * 5 + ["organisation"] * 5
        if self.world.states:
            self.actors = sorted(self.random.sample(self.world.states, 14), key=lambda a: a["id"])
            self.names = {a["id"]: a["names"][1]["text"] for a in self.actors}
            kinds = kinds[14:]
        for kind in kinds + ["person"] * 12 + ["group"] * 2:
            if kind == "person":
                name = f"{self.name('person')} {self.name('person')}"
            else:
                name = self.name("state")
            id_ = f"actor:{kind}-{self.number}-{len(self.actors)}"
            full = {
                "state": f"the Republic of {name}", "government": f"the cabinet of {name}",
                "igo": f"the {name} Treaty Organisation", "organisation": f"the {name} Bank",
                "person": name, "group": f"the {name} Front",
            }[kind]  # fmt: skip
            self.names[id_] = name if kind in ("state", "person") else full
            actor: dict[str, Any] = {
                "id": id_,
                "kind": kind,
                "names": [{"text": full, "kind": "official", "language": "en"}],
            }
            if kind == "state":  # different in each article, or two states would be one
                actor = state(id_, name, 1000 * (self.number + 1) + len(self.actors))
            if kind == "person":
                post: dict[str, Any] = {"title": "Foreign Minister", "of": self.pick("state")}
                actor["posts"] = [post | {"period": "1995/..", "references": [self.reference()]}]
            if kind == "group":
                actor["note"] = "Takes part in the talks as an observer only."
            self.actors.append(actor)

    def source(self, actor: str | None, found: dict[str, Any]) -> dict[str, Any]:
        source: dict[str, Any] = {"kind": "named" if actor else "role_only"}
        if actor:
            source["actor"] = actor
        source["mode"] = "mixed" if "quoted" in found else "indirect"
        source |= {"act": "communication", "commitment": self.random.choice(["CT+", "CT+", "PR+"])}
        if "when" in found:
            source["time"] = self.time(found["when"])
        source["cue"] = [self.span(found["cue"])]
        if "quoted" in found:
            source["quoted"] = [self.span(found["quoted"])]
        return source

    def make_event(self) -> None:
        r = self.random
        one, other = self.pair()
        topic, deed = r.choice(_TOPICS), r.choice(_DEEDS)
        city = self.name("city")
        when = r.choice(["In the spring of that year", "Two years earlier", "In March 2009"])
        pieces: list[Any] = [
            (when, "when"), ", ", (self.names[one], one), f" {deed} ", (self.names[other], other),
            f", and the matter on the table at {city} was {topic}, {r.choice(_TAILS)}.",
        ]  # fmt: skip
        at, found = self.text.sentence(*pieces)
        type_ = r.choice(list(EventType))
        event: dict[str, Any] = {
            "id": f"event:e-{self.number}-{len(self.events)}",
            "type": type_.value,
        }
        allowed = sorted(mode.value for mode in modes()[type_])
        if allowed and self.chance(0.6):
            event["mode"] = r.choice(allowed)
        event["label"] = (
            f"One state {deed.split()[0]} something with or against another over {topic}."
        )
        event["themes"] = r.sample(_THEMES, r.randint(1, 2))
        if self.chance(0.1):
            event["aggregate"] = True
        if self.chance(0.2):
            event["concerns"] = [self.issue(topic)]
        if self.events and self.chance(0.2):
            event["part_of"] = r.choice(self.events)["id"]
        account: dict[str, Any] = {
            "article": self.article,
            "status": r.choice(["occurred", "occurred", "occurred", "ongoing", "planned"]),
            "commitment": r.choice(["CT+", "CT+", "CT+", "PR+", "Uu"]),
        }
        if self.chance(0.8):
            account["time"] = self.time(found["when"], future=account["status"] == "planned")
        if self.chance(0.5):
            account["place"] = {"label": city, "country": one}
        account["participants"] = [
            {"actor": one, "role": "agent"},
            {"actor": other, "role": "recipient"},
        ]
        if self.chance(0.3):
            minister = {"actor": self.pick("person"), "role": "agent", "post": "Foreign Minister"}
            account["participants"].append(minister)
        if self.chance(0.4):
            account["quantities"] = [self.quantity()]
        account["evidence"] = [self.span(at, anchored=True)]
        event["accounts"] = [account | self.coded()]
        self.events.append(event)

    def make_claim(self) -> None:  # noqa: PLR0915  one choice a field
        r = self.random
        kind = r.choice(_KINDS)
        one, other = self.pair()
        topic = r.choice(_TOPICS)
        body = _BODIES[kind].format(topic=topic)
        claim: dict[str, Any] = {
            "id": f"claim:c-{self.number}-{len(self.claims)}",
            "proposition": f"{self.names[one]} {body}, seen from {self.names[other]}.",
            "kind": kind,
            "tense": _TENSES[kind],
        }
        reported = self.chance(0.25)
        pieces: list[Any] = []
        speaker = None
        if reported:
            speaker = self.pick("person") if self.chance(0.7) else None
            who = (self.names[speaker], speaker) if speaker else "a diplomat"
            pieces = [who, " ", ("told reporters", "cue"), " that "]
        scoped = kind == "predictive" or self.chance(0.2)
        if scoped:
            pieces += [
                ("within the next decade" if kind == "predictive" else "in those years", "when"),
                " ",
            ]
        pieces += [(self.names[one], one), " "]
        pieces += [(f"“{body}”", "quoted")] if reported and self.chance(0.5) else [body]
        pieces += [f", {r.choice(_TAILS)}, and ", (self.names[other], other), " knows it."]
        at, found = self.text.sentence(*pieces)
        if scoped:
            claim["scope"] = self.time(found.pop("when"), future=kind == "predictive")
        claim["about"] = [one, other] if self.chance(0.5) else [one]
        if self.chance(0.3):
            claim["about"].append(self.issue(topic))
        earlier = [c["id"] for c in self.claims[-20:]] + [e["id"] for e in self.events[-8:]]
        if kind in ("causal", "predictive") and earlier:
            claim["causes"] = r.sample(earlier, min(len(earlier), r.randint(1, 2)))
        if kind in ("evaluative", "normative"):
            claim["judged"] = one
            claim["direction"] = r.choice(["positive", "negative", "mixed"])
        open_ = [c["id"] for c in self.claims if c["utterances"][0]["commitment"] == "Uu"]
        if kind in ("predictive", "factual") and open_ and self.chance(0.15):
            claim["condition"] = {"kind": "conditional", "antecedents": [r.choice(open_)]}
        if self.chance(0.2):
            claim["quantities"] = [self.quantity()]
        if self.chance(0.6):
            claim["themes"] = r.sample(_THEMES, r.randint(1, 3))
        own = ["CT+", "CT+", "CT+", "PR+", "PS+"]
        commitment = "Uu" if reported else r.choice(own)
        utterance: dict[str, Any] = {"article": self.article, "commitment": commitment}
        if commitment == "CT+" and self.chance(0.05):
            utterance["pragmatic"] = "PR+"
        if commitment in ("PR+", "PS+") and self.chance(0.5):
            utterance["likelihood"] = r.choice(["likely", "unlikely", "roughly_even"])
        if reported:
            utterance["sources"] = [self.source(speaker, found)]
        if self.chance(0.15):
            utterance["devices"] = [r.choice(["metaphor", "irony", "scare_quotes"])]
        if earlier and self.chance(0.4):
            utterance["grounds"] = r.sample(earlier, min(len(earlier), r.randint(1, 3)))
        utterance["evidence"] = [self.span(at, anchored=True)]
        claim["utterances"] = [utterance | self.coded()]
        if self.chance(0.15):  # said once more
            again, _ = self.text.sentence("And once more: ", (self.names[one], one), f" {body}.")
            second = {
                "article": self.article,
                "commitment": "CT+",
                "evidence": [self.span(again, anchored=True)],
            }
            claim["utterances"].append(second | self.coded())
        if self.chance(0.08):
            claim["assessments"] = [
                {
                    "verdict": r.choice(["accurate", "inaccurate", "pending"]),
                    "as_of": "2024-06",
                    "references": [self.reference()],
                    "annotator": self.annotator,
                }
            ]
        if self.chance(0.15):
            claim["note"] = f"Compare what the standfirst says of {topic}; the tense was disputed."
        if self.chance(0.03):
            claim["ext"] = {"example.org/stance": {"score": 0.25, "tags": ["a", "b"]}}
        self.claims.append(claim)

    def make_relation(self, number: int, parties: tuple[str, str]) -> dict[str, Any]:
        r = self.random
        statements = [c["id"] for c in self.claims] + [e["id"] for e in self.events]
        phases: list[dict[str, Any]] = []
        for first, last in ((1991, 2003), (2003, 2014))[: r.randint(1, 2)]:
            phase: dict[str, Any] = {"period": {"value": f"{first}/{last}", "basis": "inferred"}}
            phase["character"] = r.choice(["partnership", "rivalry", "convenience", "patronage"])
            if phase["character"] == "patronage":
                phase["patron"] = parties[0]
            if self.chance(0.3):
                phase["denied"] = ["alliance"]
            phase["trend"] = r.choice(["warming", "cooling", "steady", "fluctuating"])
            phases.append(phase | {"grounds": r.sample(statements, 2)})
        third = next(a["id"] for a in self.actors if a["id"] not in parties)
        factor = {"kind": r.choice(["interest", "constraint", "leverage"])}
        factor |= {"label": f"what is to be gained from {r.choice(_TOPICS)}", "holder": parties[1]}
        factors = [factor | {"object": [third], "grounds": r.sample(statements, 2)}]
        account = {"article": self.article, "phases": phases, "factors": factors}
        return {
            "id": f"relation:r-{self.number}-{number}",
            "parties": list(parties),
            "accounts": [account | self.coded()],
        }

    def make_link(self, number: int) -> dict[str, Any]:
        r = self.random
        link: dict[str, Any] = {"id": f"link:l-{self.number}-{number}"}
        link["kind"] = r.choice(["counters", "specifies", "contradicts"])
        claims = self.claims
        if link["kind"] == "contradicts":  # what is said of different times can both be true
            claims = [claim for claim in claims if "scope" not in claim]
        source, target = r.sample(claims, 2)
        link |= {"source": source["id"], "target": target["id"]}
        if link["kind"] == "counters":
            link["article"] = self.article
        return link | self.coded()

    def make(self) -> dict[str, list[Any]]:
        r, text = self.random, self.text
        self.make_actors()
        text.paragraph("title", "publisher")
        title = f"What remains of {r.choice(_TOPICS)}"
        head = [text.sentence(title)[0]]
        text.paragraph("standfirst", "publisher")
        head.append(text.sentence("Two capitals, one quarrel, and no end to the notes.")[0])
        questions = []
        order = ["event"] * EVENTS + ["claim"] * CLAIMS
        r.shuffle(order)
        for number, what in enumerate(order):
            if number % 5 == 0:
                text.paragraph("body", "author")
            if number % 20 == 10:
                questions.append(text.sentence("But who would have thought so then?")[0])
            (self.make_event if what == "event" else self.make_claim)()
        text.close()
        whole = "".join(text.parts)
        self.uncoded = [
            {"reason": "publisher_matter", "spans": [self.span(at) for at in head]},
            {"reason": "question", "spans": [self.span(at) for at in questions]},
        ]
        article = {
            "id": self.article,
            "title": title,
            "authors": [{"name": self.name("person"), "actor": self.pick("person")}],
            "publisher": "The Invented Review",
            "published": {
                "value": f"2024-{r.randint(1, 12):02}-{r.randint(1, 28):02}",
                "basis": "stated",
            },
            "language": "en",
            "genre": r.choice(["opinion", "analysis"]),
            "url": f"https://review.example.org/{self.number}",
            "rights": "Nobody: the text is invented.",
            "text": to_plain(profile(whole)) | {"salt": f"{r.getrandbits(128):032x}"},
            "segments": text.segments,
            "uncoded": self.uncoded,
        }
        digests, skeleton = Digests(article["text"]["salt"]), marked(whole)
        for span in self.anchored:
            span["anchor"] = str(make_anchor(skeleton, span["start"], span["end"], digests))
        mentions = [
            {
                "id": f"mention:m-{self.number}-{number}",
                "article": self.article,
                "actor": actor,
                "form": form,
                # A name in every third sentence: annotating all of them is rare.
                "spans": [self.span(at) for at in places[::3]],
            }
            | self.coded()
            for number, ((actor, form), places) in enumerate(text.mentions.items())
        ]
        states = sorted(a["id"] for a in self.actors if a["kind"] == "state")
        dyads = r.sample([(a, b) for a in states for b in states if a < b], RELATIONS)
        return {
            "actors": self.actors,
            "issues": [self.issues[id_] for id_ in sorted(self.issues)],
            "articles": [article],
            "mentions": mentions,
            "events": self.events,
            "claims": self.claims,
            "links": self.links(),
            "relations": [self.make_relation(n, dyad) for n, dyad in enumerate(dyads)],
        }

    def links(self) -> list[dict[str, Any]]:
        found: dict[Any, dict[str, Any]] = {}
        while len(found) < LINKS:
            link = self.make_link(len(found))
            found.setdefault((link["kind"], frozenset((link["source"], link["target"]))), link)
        return list(found.values())


_ARRAYS = ("actors", "issues", "articles", "mentions", "events", "claims", "links", "relations")


def document(articles: int = 1, seed: int = SEED) -> dict[str, Any]:
    """The plain values of a file."""
    random_, world = random.Random(seed), World(seed)
    return _document(Maker(number, random_, world) for number in range(articles))


def article(number: int, seed: int = SEED) -> dict[str, Any]:
    """The plain values of a file of one article, one of many that write of the same states."""
    return _document([Maker(number, random.Random(f"{seed} {number}"), World(seed, states=30))])


def _document(makers: "Iterator[Maker] | list[Maker]") -> dict[str, Any]:
    made: dict[str, Any] = {
        "format": "detente",
        "version": "1.0",
        "$schema": "urn:detente:schema:1.0:dataset",
        "dataset": {
            "id": "dataset:invented",
            "title": "Invented articles about invented states",
            "version": "0.1.0",
            "status": "pass",
            "language": "en",
            "license": "CC-BY-4.0",
            "creators": ["A generator"],
            "issued": "2024-07-01",
        },
        "annotators": [
            {"id": "annotator:first", "kind": "human", "description": "Nobody, in the first pass."},
            {"id": "annotator:second", "kind": "software", "description": "Nobody, once more."},
        ],
    }
    for name in _ARRAYS:
        made[name] = []
    for maker in makers:
        for name, records in maker.make().items():
            made[name] += records
    made["issues"] = list({record["id"]: record for record in made["issues"]}.values())
    return made


def to_bytes(document: dict[str, Any]) -> bytes:
    """The bytes of a file on one line, as the library writes it."""
    text = json.dumps(document, ensure_ascii=False)
    return detente.dumps(detente.loads(text), compact=True)


def file(articles: int = 1, seed: int = SEED) -> bytes:
    """The bytes of a file on one line."""
    return to_bytes(document(articles, seed))


def write_files(folder: Path, files: int, seed: int = SEED) -> None:
    """Files of one article each, a hundred in a folder."""
    for number in range(files):
        path = folder / f"{number // 100:04}" / f"{number:06}.detente.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_bytes(article(number, seed)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--files", type=int, help="this many files of one article each")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.files is not None:
        write_files(given.folder, given.files, given.seed)
        return
    for name, articles in (("one", 1), ("many", given.articles)):
        path = given.folder / f"{name}.detente.json"
        path.write_bytes(file(articles, given.seed))
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
