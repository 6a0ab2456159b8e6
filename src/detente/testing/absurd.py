"""Datasets and drafts that the schema accepts and that make no sense.

The opposite of ``building``: nothing but the model decides. References name records of every kind,
themselves and nothing at all; offsets lie far outside the text, or end before they begin; what a profile says
of a text is not so. Half of them are valid ones in which a few values were replaced, since a rule that trusts
what another has to find is reached only where nearly all is right.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import attrs

from detente.codec.encode import dumps, to_plain
from detente.dataset import Dataset
from detente.pipeline.load import loads
from detente.records import ARRAYS, DRAFT_FORMAT, Article, Header, Segment, Span, model
from detente.records.kinds import KINDS, Kind, array_of, kind_of
from detente.records.walk import Part, parts
from detente.testing.building import Builder
from detente.testing.dates import ALWAYS, date
from detente.testing.maker import Given, Maker, id_of
from detente.testing.plain import extension, formed, integer, texts
from detente.text.anchors import anchored_span
from detente.text.profiles import profile

Plain = dict[str, Any]

FAR = 10**15
"""Beyond any text, and beyond what can be enumerated."""

_NUMBERS = (0, 1, 2, 3, 7, 30, 31, 255, 10**4, 2**31, 2**53 + 1, FAR - 1, FAR)
_BEYOND = (2**63 - 1, 2**63, 2**64, 10**40)
"""What databases and columns of 64 bits cannot hold; the schema knows no largest number."""

_AMOUNTS = (0, -1, 1, 0.5, -0.1, 5e-324, -(2.0**51) - 0.5, 2**80, -(10**40), 10**300, 10**15)
_DATES = (
    "2015", "2015-02-29", "2015-13", "20150101", "Y170000002", "Y-17E7", "Y17E12", "1950S2", "-0001", "0000",
    "2004-06/2004-05", "../..", "/", "2004/", "/2004", "[..1984]", "{1960,1961-12..}", "XXXX-XX-XX", "1XXX-12",
    "156X-12-25", "2004-06~-11%", "?2004-06-~11", "2001-21/2001-41", "2004-12-31T23:59:60Z", "TODO", "---", "[",
    "Y9999999999999999/Y-9999999999999999", "0000-00-00", "9999-12-31/0001-01-01",
)  # fmt: skip
_STRINGS = (
    "\x00", "\x1b[31mred\x1b[0m", "\x9b2J", "\u202eright to left", "::error file=x,line=1::y", "a\r\nb\x0bc", "=1+1",
    "<script>alert(1)</script>", "{{ 7*7 }}", "../../etc/passwd", "|a|b|", "`code` [x](y)", " ", "\u00a0", "\u200b",
    "TODO: later", "%s %(x)s {0}", "𐏿\U0010ffff\ufffe", "e" + "\u0301" * 30, "ﷺ", "ß ſ K ı", "null", "\\", '"', "'", "",
)  # fmt: skip
_ANCHORS = (
    "0.1.0.0",
    "3.16.0.0.0dd12614",
    "999999999.999999999.0.0",
    "0.0.0.0.0123abcd.2",
    ":",
    "~",
    "0",
    "a" * 200,
)
_SALTS = ("0" * 16, "0" * 17, "f" * 63, "0123456789abcdef" * 4)


class Absurd(Maker):
    """Makes records of the right shape, of which nothing else is right."""

    def __init__(self, draw: Any, articles: Sequence[str] = ()) -> None:
        """``articles``: texts that profiles and spans may be of."""
        super().__init__(draw)
        self.articles = articles
        self.known: list[str] = []
        self.wild = draw(integer(0, 3))
        """How many in four references name a record of any kind."""
        self.sparse = self.choose((251, 235, 200))
        """How many in 256 values that may be absent are."""

    # What the maker of sensible records decides.

    def decided(self, cls: Any, given: Given) -> Given:  # noqa: ARG002  nothing follows from the class
        """Nothing is decided."""
        return given

    def absent(self, field: model.Field, die: int) -> bool:
        """Whether a value that may be absent is."""
        return not field.required and die < self.sparse

    def make(self, cls: Any, **given: Any) -> Any:
        """A record. Some profiles, segments and spans are those of a text, at least at first."""
        if self.articles and not given and self.flag():
            if cls is Article:
                return self._of_text(self.choose(self.articles))
            if cls is Span:
                return self._in_text(self.choose(self.articles))
        return super().make(cls, **given)

    def _of_text(self, text: str) -> Article:
        """An article with the profile of a text, in two segments at most."""
        told = profile(text)
        cut = self.draw(integer(0, len(text)))
        halves = ((0, cut), (cut, len(text)))
        spans = [anchored_span(text, start, end, told) for start, end in halves if start < end]
        segments = tuple(
            self.make(Segment, start=s.start, end=s.end, anchor=s.anchor) for s in spans
        )
        article: Article = self.make(Article, text=told, segments=segments)
        return article

    def _in_text(self, text: str) -> Span:
        start = self.draw(integer(0, len(text) - 1))
        end = self.draw(integer(start + 1, len(text)))
        return anchored_span(text, start, end, profile(text))

    def ids(self, kinds: Iterable[str]) -> list[str]:
        """The ids that a reference may name, of the right kinds and others."""
        kinds = tuple(kinds)
        right = [id_ for id_ in self.known if kind_of(id_) in kinds]
        if right and self.draw(integer(0, 3)) >= self.wild:
            return right
        if self.flag():  # what asks for the kind alone takes it for a record
            return [f"{kind}:nowhere" for kind in kinds]
        nowhere = [f"{kind}:nowhere" for kind in KINDS if kind != "scheme"]
        return [*(id_ for id_ in self.known if kind_of(id_) != "scheme"), self.choose(nowhere)]

    def codes(self, cls: Any) -> tuple[str, ...]:  # noqa: ARG002  any code for any class
        """Codes, now and then of a scheme that there is."""
        schemes = [id_ for id_ in self.known if kind_of(id_) == "scheme"] + ["nowhere"]
        return tuple(f"{self.choose(schemes)}/{self.choose('aA0')}" for _ in range(2))

    def value(self, field: model.Field) -> Any:
        """A value of a field, of lists also the same item twice."""
        if not field.many:
            return self.item(field)
        most = 3 if field.most is None else field.most
        number = self.draw(integer(field.least, max(field.least, most - 1)))
        items = [self.item(field) for _ in range(number)]
        if items and len(items) < most and self.draw(integer(0, 3)) == 3:
            items.append(self.choose(items))
        return tuple(items)

    def item(self, field: model.Field) -> Any:
        """One value."""
        match field.base:
            case "int":
                number = self.choose((*_NUMBERS, *self.choose(((), _BEYOND))))
                return max(number, field.minimum or 0)
            case "number":
                return self.choose(_AMOUNTS)
            case "const" | "bool" | "enum" | "record":
                return super().item(field)
            case "object":
                return self.draw(extension())
            case _:
                return self.string(field)

    def string(self, field: model.Field) -> str:
        """One string that the pattern and the length of the field allow."""
        if field.refs:
            return self.choose(self.ids(field.refs))
        if field.key_of:
            return id_of(field.key_of, self.choose(("a", "b", "c-1")))
        if field.edtf and self.flag():
            return date(self.draw, *ALWAYS)
        fitting = _samples(field)
        if fitting and self.draw(integer(0, 3)):
            return self.choose(fitting)
        if field.pattern:
            return str(self.draw(formed(field.pattern, field.max_length)))
        longest = "x" * (field.max_length or 3000)
        drawn = str(self.draw(texts(field.min_length or 0, field.max_length or 40)))
        return self.choose((drawn, drawn, drawn, longest))

    # Wholes.

    def dataset(self, like: Sequence[Dataset] = ()) -> Dataset:
        """A dataset: from nothing, or one that was valid, changed in a few places."""
        if self.flag():
            return self._from_nothing()
        valid = self.choose(like) if like and self.flag() else Builder(self.draw).dataset()
        document = json.loads(dumps(valid))
        self.spoil(document)
        return loads(json.dumps(document))

    def draft(self, like: Sequence[Plain] = ()) -> Plain:
        """A draft: of an absurd dataset, or one that seals, changed in a few places."""
        if like and self.flag():
            document: Plain = json.loads(json.dumps(self.choose(like)))
        else:
            document = json.loads(dumps(self.dataset()))
            document["format"] = DRAFT_FORMAT
            for part in _parts(document):
                if part.cls in (Span, Segment) and self.flag():
                    self._quote(part.value)
                if part.cls is Article and self.flag():
                    del part.value["text"]
        self.spoil(document)
        return document

    def _from_nothing(self) -> Dataset:
        ids = {cls: self._new(cls) for cls in ARRAYS.values()}
        self.known = [id_ for several in ids.values() for id_ in several]
        arrays: dict[str, Any] = {
            name: tuple(attrs.evolve(self.make(cls), id=id_) for id_ in ids[cls])
            for name, cls in ARRAYS.items()
        }
        return Dataset(dataset=self.make(Header) if self.flag() else None, **arrays)

    def _new(self, cls: Any) -> list[str]:
        """New ids of a class, of which two may be the same."""
        kind: Kind = next(f.key_of for f in model.describe(cls).fields if f.key_of is not None)
        numbers = range(self.draw(integer(0, 2)))
        return [id_of(kind, self.choose((f"n{n}", f"n{n}", "same"))) for n in numbers]

    def spoil(self, document: Plain) -> None:
        """Replace a few of the plain values of a dataset or a draft by others that its schema allows, take
        records away that others name, and add others of the same id.
        """
        self.known = [part.value["id"] for part in _parts(document) if "id" in part.value]
        for _ in range(self.draw(integer(1, 4))):
            filled = [name for name in ARRAYS if document.get(name)]
            way = self.draw(integer(0, 7)) if filled else 0
            if way == 7:
                self._shadow(document[self.choose(filled)])
            elif way == 6:
                held = document[self.choose(filled)]
                del held[self.draw(integer(0, len(held) - 1))]
            else:
                whole = Part(document, Dataset, None, (), None, covers=False)
                self._change_one([whole, *_parts(document)])

    def _shadow(self, held: list[Plain]) -> None:
        """Add a record of the id of another one, changed in one place, before it or behind it."""
        of = self.choose(held)
        cls = ARRAYS[array_of(kind_of(of["id"]))]
        added = json.loads(json.dumps(of))
        self._change_one([*parts(added, cls)])
        held.insert(self.choose((0, len(held))), added | {"id": of["id"]})

    def _change_one(self, choice: Sequence[Part]) -> None:
        part = self.choose(choice)
        fields = [f for f in model.describe(part.cls).fields if _may_change(f, part)]
        self._change(part.value, self.choose(fields))

    def _change(self, value: Plain, field: model.Field) -> None:
        held = value.get(field.key)
        ways: list[Callable[[], Any]] = [lambda: _plain(self.value(field))]
        if held is not None and not field.required:
            ways.append(lambda: None)
        if field.many and held and (field.most is None or len(held) < field.most):
            ways += [lambda: held[::-1], lambda: [*held, self.choose(held)]]
        new = self.choose(ways)()
        if new is not None:
            value[field.key] = new
        elif held is not None:  # pragma: no branch  chance decides
            del value[field.key]

    def _quote(self, span: Plain) -> None:
        """Give a span in a draft a quote, now and then beside its offsets."""
        text = self.choose(self.articles) if self.articles else "no text"
        start = self.draw(integer(0, len(text) - 1))
        words = text[start : self.draw(integer(start + 1, len(text)))]
        span["quote"] = self.choose((words, words, text, *filter(None, _STRINGS)))
        if self.flag():
            span["nth"] = self.choose(_NUMBERS[1:])
        if self.flag():
            span["within"] = self.choose((text, words, *filter(None, _STRINGS)))
        if self.flag():
            for key in ("start", "end", "anchor"):
                span.pop(key, None)


def _parts(document: Plain) -> list[Part]:
    """The records of a document and their parts."""
    found = list(parts(document["dataset"], Header)) if "dataset" in document else []
    for name, cls in ARRAYS.items():
        found += [part for record in document.get(name, ()) for part in parts(record, cls)]
    return found


def _may_change(field: model.Field, part: Part) -> bool:
    """Whether a field may have another value, and not only the one that makes it a file of this format."""
    return field.base != "const" and not (part.cls is Dataset and field.name == "version")


def _plain(value: Any) -> Any:
    """A value of a field as a file has it."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return to_plain(value) if attrs.has(type(value)) else value


@cache
def _samples(field: model.Field) -> tuple[str, ...]:
    """The samples that the pattern and the length of a field allow."""
    samples = _DATES if field.edtf else (*_ANCHORS, *_SALTS) if field.pattern else _STRINGS
    form = re.compile(field.pattern or "")
    most = field.max_length or max(map(len, samples))
    return tuple(s for s in samples if form.search(s) and (field.min_length or 0) <= len(s) <= most)
