"""What the model cannot say of records that nobody voices: spans, texts, times, registers, codebooks."""

import re

from detente.edtf import Interval, parse
from detente.records import (
    Actor,
    Annotator,
    Article,
    ArticleVersion,
    Header,
    Identifier,
    Name,
    Post,
    Quantity,
    Reference,
    Scheme,
    SchemeValue,
    Segment,
    Span,
    TextProfile,
    Time,
)
from detente.testing.dates import FUTURE, PAST, date, lasting
from detente.testing.maker import Given, Maker, by_name, decides
from detente.testing.plain import amount, formed, integer
from detente.validation.rules import level5_registers
from detente.vocab import catalogue
from detente.vocab.enums import ActorKind, AnnotatorKind, Bound, Codable, TimeBasis


@decides(Span)
def _span(m: Maker, given: Given) -> Given:
    given = m.span() | given if "start" not in given else given
    return {"anchor": _anchor(m, given["start"], given["end"])} | given


def _anchor(m: Maker, start: int, end: int) -> str | None:
    """An anchor as in a text that has only letters, or none."""
    if not m.flag():
        return None
    token = f"{start}.{end - start}.0.0"
    return token + m.choose(["", ".0123abcd", ".fedc9876.2"])


@decides(Segment)
def _segment(m: Maker, given: Given) -> Given:
    return _span(m, given)


@decides(TextProfile)
def _profile(m: Maker, given: Given) -> Given:
    length = given.get("length", m.draw(integer(0, 9999)))
    return {"skeleton_length": m.draw(integer(0, length)), "length": length} | given


@decides(Time)
def _time(m: Maker, given: Given) -> Given:
    against = m.ids(by_name(Time)["against"].refs)
    words = given["words"] if "words" in given else m.value(by_name(Time)["words"])
    usable = [b for b in TimeBasis if against or b is not TimeBasis.RESOLVED]
    basis = given.get("basis") or m.choose(usable)
    value = None if basis is TimeBasis.UNRESOLVED else date(m.draw, *m.years)
    value = given.get("value", value)
    given = {
        "basis": basis,
        "value": value,
        "against": m.choose(against) if basis is TimeBasis.RESOLVED else None,
        "words": words,
    } | given
    if value is None or not words:  # the calendar is that of the words
        given["calendar"] = None
    if value is None or not isinstance(parse(value), Interval):
        given["mod_end"] = None
    return given


@decides(Article)
def _article(m: Maker, given: Given) -> Given:
    published = given.get("published") or m.make(Time)
    withdrawn = date(m.draw, *FUTURE) if m.draw(integer(0, 3)) == 3 else None
    given = {"published": published, "withdrawn": withdrawn} | given
    if published.basis is TimeBasis.EXTERNAL or given["withdrawn"]:
        given.setdefault("references", (m.make(Reference),))
    return given


@decides(ArticleVersion)
def _version(m: Maker, given: Given) -> Given:
    originals = m.originals()
    of = m.choose(originals) if originals and m.flag() else None
    return {"of": of, "reference": None if of else m.make(Reference)} | given


@decides(Quantity)
def _quantity(m: Maker, given: Given) -> Given:
    value = m.draw(amount())
    upper = m.draw(amount()) if m.flag() else None
    if upper is not None and upper <= value:
        value, upper = (upper, value) if upper < value else (value, None)
    bound = m.choose(Bound) if upper is None and m.flag() else None
    per = [v.value for v in catalogue.vocabulary("unit").values if v.more.get("per")]
    return {
        "value": value,
        "upper": upper,
        "bound": bound,
        "unit": m.choose(sorted(catalogue.units())),
        "per": m.choose(per) if m.flag() else None,
    } | given


@decides(Identifier)
def _identifier(m: Maker, given: Given) -> Given:
    scheme = m.item(by_name(Identifier)["scheme"])
    form = level5_registers.FORMS[scheme].pattern
    return {
        "scheme": scheme,
        "value": str(m.draw(formed(form, 20))),
        "valid": date(m.draw, *PAST) if m.flag() else None,
    } | given


@decides(Name)
def _name(m: Maker, given: Given) -> Given:
    return {"period": lasting(m.draw) if m.draw(integer(0, 3)) == 3 else None} | given


@decides(Post)
def _post(m: Maker, given: Given) -> Given:
    return {"period": lasting(m.draw) if m.flag() else None} | given


@decides(Annotator)
def _annotator(m: Maker, given: Given) -> Given:
    others = m.ids(("annotator",))
    kinds = [k for k in AnnotatorKind if others or k is not AnnotatorKind.ADJUDICATION]
    kind = given.get("kind") or m.choose(kinds)
    adjudicates = kind is AnnotatorKind.ADJUDICATION
    return {"kind": kind, "adjudicates": m.several(others, 1) if adjudicates else ()} | given


@decides(Header)
def _header(m: Maker, given: Given) -> Given:
    return {"unused": m.several(_vocabulary_values())} | given


def _vocabulary_values() -> list[str]:
    return [f"{v.name}/{entry.value}" for v in catalogue.vocabularies() for entry in v.values]


@decides(Scheme)
def _scheme(m: Maker, given: Given) -> Given:
    wider = [value for value in _vocabulary_values() if re.fullmatch(_BROADER, value)]
    values: list[SchemeValue] = []
    for number in range(m.draw(integer(1, 3))):
        value = f"{m.choose(('a', 'B.c', 'x_Y-9', '-', '0'))}{number}"
        broader = m.choose([m.choose(wider), *(v.value for v in values)]) if m.flag() else None
        values.append(m.make(SchemeValue, value=value, broader=broader))
    return {
        "applies_to": m.several(Codable, 1, len(Codable)),
        "values": tuple(values),
    } | given


_BROADER = by_name(SchemeValue)["broader"].pattern or ""
"""Not all values of the vocabularies can be named: some, such as ``CT+``, have other characters."""


_DOERS = (ActorKind.PERSON, ActorKind.GROUP)
"""Who may be unidentified."""


@decides(Actor)
def _actor(m: Maker, given: Given) -> Given:
    kind = given.get("kind") or m.choose(ActorKind)
    given = {"kind": kind, "exists": lasting(m.draw) if m.flag() else None} | given
    unknown = kind in _DOERS and m.draw(integer(0, 3)) == 3
    given = {"unidentified": unknown} | given
    if given["unidentified"]:
        given["identifiers"] = ()
    if kind is not ActorKind.PERSON or given["unidentified"] or not m.ids(("actor",)):
        given["posts"] = ()
    return given
