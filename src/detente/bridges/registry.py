"""The bridges: other people's formats, what of a dataset each carries, and by what that is proven.

Another format is a module of this package and an entry here.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Literal, Protocol, cast

import attrs

from detente.bridges.features import LAYERS, drawn
from detente.bridges.marks import Marks
from detente.bridges.typed_spans import TypedSpan, TypedTexts
from detente.errors import InputError
from detente.json_types import Json
from detente.records import ARRAYS, Header
from detente.records.model import classes, describe


class Module(Protocol):
    """What the module of a bridge defines; ``read`` only if it goes both ways."""

    def write(
        self, typed: TypedTexts, out: Path, *, quotes: bool = ...
    ) -> Sequence[TypedSpan] | None:
        """Write a dataset in the other format, in one step or not at all; returns the spans that it cannot
        hold, if any.

        ``quotes`` only if the bridge says that words are written when they are asked for.
        """
        ...

    def read(self, path: Path, *, annotator: str | None = ...) -> Marks:
        """What a file or folder of the other format holds. Raises ``InputError`` if it is none, or hostile.

        ``annotator`` only if the bridge says that its files hold the marks of several.
        """
        ...


@attrs.frozen(kw_only=True)
class Bridge:
    """A bridge to another format."""

    name: str
    """What ``--to`` and ``--from`` call it."""
    title: str
    """The tool or the format, for people."""
    module: str
    """Its module in this package."""
    both: bool = False
    """Whether it reads too."""
    folder: bool = False
    """Whether it writes a folder, and not a file."""
    suffixes: tuple[str, ...] = ()
    """How the name of the file ends that it writes: one of these, by which its tool knows it."""
    texts: Literal["annotated", "copies", "optional"]
    """Whether it needs the texts that were annotated themselves, copies of them, or can do without."""
    quotes: bool = False
    """Whether it writes the words of the texts only when they are asked for."""
    annotators: bool = False
    """Whether a file that it reads may hold the marks of several annotators, of whom one is taken."""
    extra: str | None = None
    """The extra that it needs, if any."""
    layers: tuple[str, ...] = tuple(LAYERS)
    """The layers that it writes, if it writes spans."""
    carries: frozenset[str]
    """The fields that reach the other format and can be read from it, as ``Claim.kind``."""
    lost: str
    """What does not reach it, for people."""
    proven: str
    """The reader that we did not write by which the tests prove it."""

    @property
    def losses(self) -> frozenset[str]:
        """All fields of the format that do not reach the other one."""
        return all_fields() - self.carries

    @property
    def ways(self) -> str:
        """``both ways`` or ``export``."""
        return "both ways" if self.both else "export"

    def to_dict(self) -> dict[str, Json]:
        """What ``detente bridges`` says of it, as plain values."""
        return {
            "name": self.name,
            "title": self.title,
            "ways": self.ways,
            "extra": self.extra,
            "lost": self.lost,
            "losses": sorted(self.losses),
            "proven": self.proven,
        }

    def load(self) -> Module:
        """Its module."""
        return cast(Module, import_module(f"detente.bridges.{self.module}"))


@cache
def all_fields() -> frozenset[str]:
    """All fields of all records and their parts, as ``Claim.kind``."""
    found = {described for root in (Header, *ARRAYS.values()) for described in classes(root)}
    return frozenset(f"{c.name}.{field.name}" for c in found for field in c.fields)


def carried_by_marks(
    layers: Iterable[str] = tuple(LAYERS),
    features: Mapping[str, tuple[str, ...]] | None = None,
) -> frozenset[str]:
    """The fields that marks of some layers and their links carry, all features unless some are named."""
    found = {"Article.id", "Span.start", "Span.end", "Link.kind", "Link.source", "Link.target"}
    for name in layers:
        layer = LAYERS[name]
        held = (layer.spans,) if layer.spans else ("start", "end")
        found |= {f"{layer.owner.__name__}.{name}" for name in held}
        for feature in layer.features:
            if features is None or feature.name in features[name]:
                cls = layer.owner if feature.of == "owner" else layer.record or layer.owner
                found.add(f"{cls.__name__}.{feature.field.name}")
        for cls in {layer.owner, layer.record} - {None} if layer.record else ():
            fields = describe(cls).fields
            found |= {f"{cls.__name__}.{f.name}" for f in fields if drawn(f)}
    return frozenset(found)


def carried_by_nodes() -> frozenset[str]:
    """The fields that marks carry with nodes: all of the parts with spans and of their records, but no parts
    of these.
    """
    found = {"Article.id", "Span.start", "Span.end"}
    for layer in LAYERS.values():
        found |= {f"{layer.owner.__name__}.{layer.spans}"} if layer.spans else set()
        for cls in {layer.owner, layer.record or layer.owner}:
            fields = describe(cls).fields
            found |= {f"{cls.__name__}.{f.name}" for f in fields if f.base != "record"}
    return frozenset(found)


_ARTICLE = frozenset(
    f"Article.{name}"
    for name in ("title", "publisher", "language", "genre", "url", "rights", "withdrawn", "note")
)


def _fields(**of: str) -> frozenset[str]:
    """The fields of some classes, as ``Claim.kind``."""
    return frozenset(f"{cls}.{name}" for cls, names in of.items() for name in names.split())


_STATEMENTS = _fields(
    Actor="id kind names",
    Article="id published genre",
    Attitude="kind actors",
    Claim="id proposition kind scope about attitude judged direction condition themes codes utterances",
    Condition="kind antecedents",
    Event="id type mode label time themes codes accounts",
    EventAccount="article status commitment sources time participants condition codes evidence",
    Issue="id kind names",
    Name="text",
    Participant="actor",
    Source="kind actor of commitment",
    Span="start end",
    Time="value",
    Utterance="article commitment sources codes evidence",
)
"""The fields that flat rows of statements and events carry."""

_BUT_SEGMENTS = tuple(name for name in LAYERS if name != "segment")
_NO_MARKS = (
    "participants, places, quantities and conditions; of what has no words (actors, issues, relations with "
    "their phases and factors) all but the names; links between texts"
)
"""What no tool for marking spans has, for people."""

_ALL: tuple[Bridge, ...] = (
    Bridge(
        name="label-studio",
        title="Label Studio",
        module="label_studio",
        both=True,
        folder=True,
        annotators=True,
        texts="annotated",
        carries=carried_by_marks(),
        lost=_NO_MARKS,
        proven="the validator of label-studio-sdk, and a Label Studio server in a browser",
    ),
    Bridge(
        name="cas",
        title="INCEpTION, UIMA CAS XMI",
        module="cas",
        both=True,
        folder=True,
        annotators=True,
        texts="annotated",
        carries=carried_by_marks(),
        lost="records without words of their own (actors, relations, phases, factors, frames) beyond "
        "their names, and links between texts",
        proven="dkpro-cassis, and the reader of Apache UIMA for Java",
    ),
    Bridge(
        name="brat",
        title="brat standoff",
        module="brat",
        both=True,
        folder=True,
        texts="annotated",
        layers=_BUT_SEGMENTS,
        carries=carried_by_marks(_BUT_SEGMENTS),
        lost=f"segments; {_NO_MARKS}",
        proven="bioc, and brat's own rule that a mark's text is that of its place",
    ),
    Bridge(
        name="qdpx",
        title="REFI-QDA project, for NVivo, ATLAS.ti, MAXQDA",
        module="qdpx",
        suffixes=(".qdpx",),
        texts="copies",
        carries=carried_by_marks() | _ARTICLE | {"Article.published", "Header.title"},
        lost=_NO_MARKS,
        proven="the XML schema of the format, with lxml",
    ),
    Bridge(
        name="web-annotation",
        title="W3C Web Annotation, a page in JSON-LD",
        module="web_annotation",
        suffixes=(".json", ".jsonld"),
        texts="optional",
        quotes=True,
        carries=carried_by_nodes()
        | {"Article.title", "Article.language", "Article.url", "Header.title"},
        lost=_NO_MARKS,
        proven="the schemas of the W3C's test suite",
    ),
    Bridge(
        name="dna",
        title="Discourse Network Analyzer 3, SQLite",
        module="dna",
        suffixes=(".dna",),
        texts="optional",
        layers=("claim", "event"),
        carries=_STATEMENTS
        | _fields(
            Annotator="description",
            Article="title authors publisher language url rights",
            Author="name",
            EventAccount="annotator",
            Header="id version",
            Utterance="annotator",
        ),
        lost="ranges of publication (a document has the first day of one, which its title says); further pieces of "
        "words in pieces (their offsets are in details); links, relations, mentions, who does what in an event, "
        "other names of actors",
        proven="the tables of its sample file, with their checks and foreign keys, in SQLite",
    ),
    Bridge(
        name="graphml",
        title="Networks in GraphML, or GEXF by the suffix",
        module="networks",
        suffixes=(".graphml", ".gexf"),
        texts="optional",
        layers=(),
        carries=_STATEMENTS
        | _fields(
            Actor="part_of",
            Event="place",
            EventAccount="place",
            Issue="part_of",
            Participant="role",
            Place="label",
        ),
        lost="claims that name no issue, events without an agent or of a single actor, links, relations, mentions",
        proven="networkx, which reads both",
    ),
    Bridge(
        name="croissant",
        title="Hugging Face, Croissant",
        module="croissant",
        folder=True,
        texts="optional",
        extra="tables",
        layers=(),
        carries=all_fields(),
        lost="nothing of the dataset; the words of the texts are never in it",
        proven="datasets and mlcroissant, which load every table",
    ),
    Bridge(
        name="spacy",
        title="spaCy documents",
        module="spacy_docs",
        suffixes=(".spacy",),
        texts="copies",
        extra="spacy",
        carries=carried_by_marks(),
        lost=f"spans that do not begin and end at tokens, which are listed; {_NO_MARKS}",
        proven="spaCy itself, which reads the documents",
    ),
    Bridge(
        name="rdf",
        title="RDF graph, with PROV-O, SEM, SKOS and SHACL shapes",
        module="rdf",
        folder=True,
        texts="optional",
        layers=(),
        carries=all_fields(),
        lost="the order of values in a list that are no records, such as themes",
        proven="rdflib, and pyshacl with the shapes",
    ),
)
BRIDGES: dict[str, Bridge] = {bridge.name: bridge for bridge in _ALL}
"""The bridges by name."""


def bridge_named(name: str, *, reads: bool = False) -> Bridge:
    """A bridge. Raises ``InputError`` if there is none of this name, or if it should read and does not."""
    bridge = BRIDGES.get(name)
    if bridge is None:
        raise InputError(name, f"no such bridge; there are: {', '.join(BRIDGES)}")
    if reads and not bridge.both:
        both = ", ".join(b.name for b in BRIDGES.values() if b.both)
        raise InputError(name, f"nothing is read from it; what is: {both}")
    return bridge
