"""Hypothesis strategies for tests of programs that work with datasets.

``datasets()`` gives valid datasets, ``records(Claim)`` single records, ``json_documents()`` files.
The values of fields come from the model of the records, and from the vocabularies; only what JSON Schema
cannot express, such as that a phase has a patron if and only if it is patronage, is written here.

Needs Hypothesis, which comes with ``pip install 'detente[testing]'``; importing the module does not.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from detente.codec.encode import dumps
from detente.dataset import Dataset
from detente.edtf import Interval, parse
from detente.errors import MissingExtraError
from detente.records import (
    Actor,
    Annotator,
    Article,
    Claim,
    Condition,
    Event,
    EventAccount,
    Factor,
    Header,
    Identifier,
    Link,
    Mention,
    Participant,
    Phase,
    Post,
    Quantity,
    Reference,
    Relation,
    RelationAccount,
    Segment,
    Source,
    Span,
    TextProfile,
    Time,
    Uncoded,
    Utterance,
    model,
)
from detente.records import constraints as c
from detente.validation.rules import level3_spans, level5_registers, level5_voices
from detente.vocab import catalogue
from detente.vocab.enums import (
    ActorKind,
    AnnotatorKind,
    Character,
    ClaimKind,
    Commitment,
    DatasetStatus,
    EventStatus,
    EventType,
    LinkKind,
    MentionForm,
    Role,
    SourceKind,
    SourceMode,
    Tense,
    TimeBasis,
    UncodedReason,
)

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["datasets", "edtf_strings", "json_documents", "records"]

T = TypeVar("T")

_Given = dict[str, Any]

# Years of publication are between the past and the future, so that no event is after its report.
_PAST, _PUBLISHED, _FUTURE, _ALWAYS = (1950, 2009), (2012, 2015), (2020, 2060), (1000, 2060)

# Strings that often cause bugs: combining characters, characters beyond the BMP, both directions,
# strings that look like JSON, and characters that are line separators, but not in JSON.
_DIFFICULT = (
    "détente",
    "de\u0301tente",
    "Северная Корея",
    "조선민주주의인민공화국",
    "🕊️👩🏽‍⚖️",
    "𝒅\U0001f1f0\U0001f1f5",
    "الشرق الأوسط",
    '"quoted" and \\escaped\\',
    '\\u0022, "id": null',
    "two\nlines\tand a tab",
    "\u2028\u2029\x85\x00\x7f",
    "null",
)


# --- the public strategies -------------------------------------------------------------------------


def records(cls: type[T]) -> "SearchStrategy[T]":
    """Records of any class, of the right shape and consistent.

    References name records of the right kind, which do not exist. A whole ``Dataset`` comes from
    ``datasets()``. Raises ``MissingExtraError`` if Hypothesis is not installed.
    """
    if cls is Dataset:
        return datasets()  # type: ignore[return-value]
    strategies = _strategies()

    def record(draw: Any) -> T:
        made: T = _Maker(draw).make(cls)
        return made

    return strategies.composite(record)()  # type: ignore[no-any-return]


def datasets() -> "SearchStrategy[Dataset]":
    """Valid datasets, small and varied: no rule of levels 0 to 3 finds anything in them, no rule
    of level 5 finds an error.

    Raises ``MissingExtraError`` if Hypothesis is not installed.
    """
    strategies = _strategies()
    return strategies.composite(lambda draw: _Builder(draw).dataset())()  # type: ignore[no-any-return]


def json_documents() -> "SearchStrategy[bytes]":
    """The bytes of valid files: canonical, on one line, or as other programs write JSON.

    Raises ``MissingExtraError`` if Hypothesis is not installed.
    """
    strategies = _strategies()
    writers = strategies.sampled_from(
        [dumps, partial(dumps, compact=True), _escaped, _indented, _reordered]
    )
    return strategies.tuples(datasets(), writers).map(lambda pair: pair[1](pair[0]))  # type: ignore[no-any-return]


def edtf_strings(first: int = 1000, last: int = 2060) -> "SearchStrategy[str]":
    """Dates in EDTF, levels 0 to 2, that begin and end within some years where they have ends.

    Raises ``MissingExtraError`` if Hypothesis is not installed.
    """
    strategies = _strategies()
    return strategies.composite(lambda draw: _date(draw, first, last))()  # type: ignore[no-any-return]


# --- files -----------------------------------------------------------------------------------------


def _escaped(dataset: Dataset) -> bytes:
    return json.dumps(json.loads(dumps(dataset))).encode("ascii")


def _indented(dataset: Dataset) -> bytes:
    text = json.dumps(json.loads(dumps(dataset)), indent="\t", separators=(" ,", " : "))
    return b"\r\n" + text.replace("\n", "\r\n").encode("ascii") + b"\r\n "


def _reordered(dataset: Dataset) -> bytes:
    text = json.dumps(json.loads(dumps(dataset)), sort_keys=True, ensure_ascii=False)
    return text.encode("utf-8")


# --- plain values ----------------------------------------------------------------------------------


def _strategies() -> Any:
    try:
        from hypothesis import strategies
    except ImportError as error:
        raise MissingExtraError("hypothesis", "testing") from error
    return strategies


@lru_cache(maxsize=4096)
def _number(least: int, most: int) -> Any:
    return _strategies().integers(least, most)


@cache
def _bytes(size: int) -> Any:
    return _strategies().binary(min_size=size, max_size=size)


@cache
def _text(least: int, most: int) -> Any:
    st = _strategies()
    strings = st.text(st.characters(codec="utf-8"), min_size=least, max_size=min(most, least + 12))
    samples = tuple(s for s in _DIFFICULT if least <= len(s) <= most)
    if samples:  # pragma: no branch  every length that fields have now allows one
        strings = st.one_of(st.sampled_from(samples), strings)
    return strings.filter(lambda text: not text.startswith("TODO"))


_HEX = re.compile(r"\^\[0-9a-f\]\{([0-9]+)(?:,[0-9]+)?\}\$\(\?!\\n\)")


@cache
def _formed(pattern: str, most: int | None) -> Any:
    """Strings of a pattern that begins and ends like all patterns of the format."""
    st = _strategies()
    digits = _HEX.fullmatch(pattern)
    if digits:
        return _bytes(int(digits.group(1)) // 2).map(bytes.hex)
    body = pattern.removeprefix("^").removesuffix(r"$(?!\n)")
    strings = st.from_regex(body, fullmatch=True)
    return strings if most is None else strings.filter(lambda text: len(text) <= most)


@cache
def _slug() -> Any:
    return _strategies().text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=6)


@cache
def _amount() -> Any:
    st = _strategies()
    fractions = st.floats(allow_nan=False, allow_infinity=False).filter(
        lambda x: not x.is_integer()
    )
    return st.one_of(st.integers(-(10**6), 10**12), st.integers(-(2**80), 2**80), fractions)


@cache
def _extension() -> Any:
    st = _strategies()
    numbers = st.one_of(
        st.integers(-(2**80), 2**80),
        st.floats(allow_nan=False, allow_infinity=False),
        st.sampled_from([1.0, -0.0, 1e22, 5e-324]),
    )
    scalars = st.one_of(st.none(), st.booleans(), numbers, _text(0, 40))
    inner = st.one_of(scalars, st.lists(scalars, max_size=2))
    values = st.one_of(
        inner, st.lists(inner, max_size=2), st.dictionaries(_text(0, 9), inner, max_size=2)
    )
    keys = st.one_of(
        st.sampled_from(["example.org/stance", "a/b", "x-y.example/Id_1.2-3"]),
        _formed(c.EXT_KEY, 60),
    )
    return st.dictionaries(keys, values, max_size=2)


def _date(draw: Any, first: int, last: int) -> str:
    """A date in EDTF whose ends lie within some years."""

    def year() -> int:
        return int(draw(_number(first, last)))

    def point(year: int) -> str:
        form = draw(_number(0, 7))
        month = draw(_number(1, 12))
        match form:
            case 1:
                return f"{year:04}-{month:02}"
            case 2:
                return f"{year:04}-{month:02}-{draw(_number(1, 28)):02}"
            case 3:
                return f"{year:04}-{draw(_number(21, 24))}"
            case 4:
                return f"{year:04}{'?~%'[draw(_number(0, 2))]}"
            case 5:
                return f"{year:04}-XX"
            case 6:
                return f"{year:04}-{month:02}-{draw(_number(1, 28)):02}{'?~'[month % 2]}"
            case 7 if first <= year // 10 * 10 and year // 10 * 10 + 9 <= last:
                return f"{year // 10:03}X"
            case _:
                return f"{year:04}"

    def two() -> tuple[int, int]:
        start, end = sorted((year(), year()))
        return start, end if end > start else start + 1

    match draw(_number(0, 9)):
        case 4:
            start, end = two()
            return f"{start:04}/{end:04}"
        case 5:
            start, end = two()
            return f"{start:04}-{draw(_number(1, 12)):02}/{end:04}-{draw(_number(1, 12)):02}"
        case 6:
            return f"{year():04}/.."
        case 7:
            return f"../{year():04}"
        case 8:
            start, end = two()
            return f"[{start:04}..{end:04}]"
        case 9:
            start, end = two()
            return f"{{{start:04},{end:04}}}"
        case _:
            return point(year())


def _lasting(draw: Any) -> str:
    """An interval that includes all times in texts."""
    start, end = draw(_number(1800, _PAST[0] - 1)), draw(_number(_FUTURE[1] + 2, 2100))
    return f"{start}/{end if draw(_number(0, 1)) else '..'}"


# --- records -----------------------------------------------------------------------------------------


class _Maker:
    """Makes records, field by field from the model. The records that they refer to do not exist."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.years = _ALWAYS
        self.parties: tuple[str, ...] = ()

    # Overridden for datasets.

    def ids(self, kinds: Iterable[str]) -> list[str]:
        """The ids that a reference may name."""
        return [f"{kind}:{self.draw(_slug())}" for kind in kinds for _ in range(2)]

    def grounds(self) -> list[str]:
        """The claims and events that may be grounds."""
        return self.ids(("event", "claim"))

    def antecedents(self) -> list[str]:
        """The claims and events that a claim may depend on."""
        return self.ids(("event", "claim"))

    def span(self) -> _Given:
        """Where a span begins and ends."""
        start = self.draw(_number(0, 9999))
        return {"start": start, "end": start + self.draw(_number(1, 99))}

    def title(self, actor: str) -> str | None:  # noqa: ARG002  a dataset knows the posts
        """The title of a post."""
        return self.value(_fields(Participant)["post"])  # type: ignore[no-any-return]

    # The same for all.

    def choose(self, values: Iterable[T]) -> T:
        """One of some values."""
        listed = list(values)
        number: int = self.draw(_number(0, len(listed) - 1))
        return listed[number]

    def flag(self) -> bool:
        """Yes or no."""
        return bool(self.draw(_number(0, 1)))

    def several(self, values: Iterable[T], least: int = 0, most: int = 2) -> tuple[T, ...]:
        """Some of the values, each once."""
        left = list(dict.fromkeys(values))
        wanted = min(len(left), self.draw(_number(least, max(least, most))))
        return tuple(left.pop(self.draw(_number(0, len(left) - 1))) for _ in range(wanted))

    def make(self, cls: Any, **given: Any) -> Any:
        """A record with some values given; a value of ``None`` leaves a field out."""
        decide = _DECIDED.get(cls)
        if decide is not None:
            given = decide(self, given)
        fields = model.describe(cls).fields
        dice = self.draw(_bytes(len(fields)))
        values = {}
        for field, die in zip(fields, dice, strict=True):
            if field.name in given:
                value = given[field.name]
            elif field.required or die > (220 if field.base == "object" else 160):
                value = self.value(field)
            else:
                continue
            if value is not None:
                values[field.name] = value
        return cls(**values)

    def value(self, field: model.Field) -> Any:
        """A value of a field; ``None`` or an empty tuple if there is no possible value."""
        if not field.many:
            return self.item(field)
        most = 2 if field.most is None else field.most
        if field.refs:
            return self.several(self.ids(field.refs), field.least, most)
        items = [self.item(field) for _ in range(self.draw(_number(field.least, most)))]
        return tuple(items if field.base == "record" else dict.fromkeys(items))

    def item(self, field: model.Field) -> Any:
        """One value."""
        match field.base:
            case "record":
                return self.make(field.type)
            case "enum":
                return self.choose(field.type)
            case "const":
                return field.type
            case "bool" | "int":  # pragma: no cover  all such fields are decided elsewhere
                return self.flag() if field.base == "bool" else self.draw(_number(0, 9999))
            case "number":  # pragma: no cover  the same
                return self.draw(_amount())
            case "object":
                return self.draw(_extension())
            case _:
                return self.string(field)

    def string(self, field: model.Field) -> str | None:
        """One string."""
        if field.refs:
            known = self.ids(field.refs)
            return self.choose(known) if known else None
        if field.key_of:
            return f"{field.key_of}:{self.draw(_slug())}"
        if field.edtf:
            return _date(self.draw, *self.years)
        if field.pattern:
            return str(self.draw(_formed(field.pattern, field.max_length)))
        return str(self.draw(_text(field.min_length or 0, field.max_length or 40)))


@cache
def _fields(cls: Any) -> Mapping[str, model.Field]:
    return {field.name: field for field in model.describe(cls).fields}


# --- what a schema cannot express---------------------------------------------------------------------

_Decide = Callable[[_Maker, _Given], _Given]
_DECIDED: dict[type, _Decide] = {}


def _of(cls: type) -> Callable[[_Decide], _Decide]:
    def register(decide: _Decide) -> _Decide:
        _DECIDED[cls] = decide
        return decide

    return register


@_of(Span)
def _span(m: _Maker, given: _Given) -> _Given:
    given = m.span() | given if "start" not in given else given
    return {"anchor": _anchor(m, given["start"], given["end"])} | given


def _anchor(m: _Maker, start: int, end: int) -> str | None:
    """An anchor as in a text that has only letters, or none."""
    if not m.flag():
        return None
    token = f"{start}.{end - start}.0.0"
    return token + m.choose(["", ".0123abcd", ".fedc9876.2"])


@_of(Segment)
def _segment(m: _Maker, given: _Given) -> _Given:
    return _span(m, given)


@_of(TextProfile)
def _profile(m: _Maker, given: _Given) -> _Given:
    length = given.get("length", m.draw(_number(0, 9999)))
    return {"skeleton_length": m.draw(_number(0, length)), "length": length} | given


@_of(Time)
def _time(m: _Maker, given: _Given) -> _Given:
    against = m.ids(_fields(Time)["against"].refs)
    usable = [b for b in TimeBasis if against or b is not TimeBasis.RESOLVED]
    basis = given.get("basis") or m.choose(usable)
    value = None if basis is TimeBasis.UNRESOLVED else _date(m.draw, *m.years)
    value = given.get("value", value)
    given = {
        "basis": basis,
        "value": value,
        "against": m.choose(against) if basis is TimeBasis.RESOLVED else None,
    } | given
    if value is None or not isinstance(parse(value), Interval):
        given["mod_end"] = None
    return given


@_of(Article)
def _article(m: _Maker, given: _Given) -> _Given:
    published = given.get("published") or m.make(Time)
    given = {"published": published} | given
    if published.basis is TimeBasis.EXTERNAL:
        given.setdefault("references", (m.make(Reference),))
    return given


@_of(Quantity)
def _quantity(m: _Maker, given: _Given) -> _Given:
    value = m.draw(_amount())
    upper = m.draw(_amount()) if m.flag() else None
    if upper is not None and upper <= value:
        value, upper = (upper, value) if upper < value else (value, None)
    per = [v.value for v in catalogue.vocabulary("unit").values if v.more.get("per")]
    return {
        "value": value,
        "upper": upper,
        "unit": m.choose(sorted(catalogue.units())),
        "per": m.choose(per) if m.flag() else None,
    } | given


@_of(Identifier)
def _identifier(m: _Maker, given: _Given) -> _Given:
    scheme = m.item(_fields(Identifier)["scheme"])
    form = level5_registers.FORMS[scheme].pattern
    return {
        "scheme": scheme,
        "value": str(m.draw(_formed(form, 20))),
        "valid": _date(m.draw, *_PAST) if m.flag() else None,
    } | given


@_of(Post)
def _post(m: _Maker, given: _Given) -> _Given:
    return {"period": _lasting(m.draw) if m.flag() else None} | given


@_of(Annotator)
def _annotator(m: _Maker, given: _Given) -> _Given:
    others = m.ids(("annotator",))
    kinds = [k for k in AnnotatorKind if others or k is not AnnotatorKind.ADJUDICATION]
    kind = given.get("kind") or m.choose(kinds)
    adjudicates = kind is AnnotatorKind.ADJUDICATION
    return {"kind": kind, "adjudicates": m.several(others, 1) if adjudicates else ()} | given


@_of(Header)
def _header(m: _Maker, given: _Given) -> _Given:
    values = [f"{v.name}/{entry.value}" for v in catalogue.vocabularies() for entry in v.values]
    return {"unused": m.several(values)} | given


@_of(Actor)
def _actor(m: _Maker, given: _Given) -> _Given:
    kind = given.get("kind") or m.choose(ActorKind)
    given = {"kind": kind, "exists": _lasting(m.draw) if m.flag() else None} | given
    if kind is not ActorKind.PERSON or not m.ids(("actor",)):
        given["posts"] = ()
    return given


def _committed(m: _Maker) -> _Given:
    commitment = m.choose(Commitment)
    others = [other for other in Commitment if other is not commitment]
    return {"commitment": commitment, "pragmatic": m.choose(others) if m.flag() else None}


@_of(Source)
def _source(m: _Maker, given: _Given) -> _Given:
    actors = m.ids(("actor",))
    named = (SourceKind.NAMED, SourceKind.COLLECTIVE)
    kind = m.choose([k for k in SourceKind if actors or k not in named])
    mode = m.choose(SourceMode)
    quoted = () if mode is SourceMode.INDIRECT else (m.make(Span),)
    return {
        "kind": kind,
        "actor": m.choose(actors) if kind in named else None,
        "mode": mode,
        "quoted": quoted,
        **_committed(m),
    } | given


@_of(Participant)
def _participant(m: _Maker, given: _Given) -> _Given:
    actor = given.get("actor") or m.choose(m.ids(("actor",)))
    return {"actor": actor, "post": m.title(actor) if m.flag() else None} | given


@_of(EventAccount)
def _account(m: _Maker, given: _Given) -> _Given:
    given = _committed(m) | {"evidence": _evidence(m)} | given
    status = given.setdefault("status", m.choose(EventStatus))
    happened = status in (EventStatus.OCCURRED, EventStatus.ONGOING, EventStatus.CANCELLED)
    years, m.years = m.years, _PAST if happened else _FUTURE
    given.setdefault("time", m.make(Time) if m.flag() else None)
    m.years = years
    if not m.ids(("actor",)):
        given["participants"] = ()
    return given


def _evidence(m: _Maker) -> tuple[Span, ...]:
    """One span, or two in the order of the text."""
    first: Span = m.make(Span)
    if first.end - first.start < 3 or not m.flag():
        return (first,)
    cut = m.draw(_number(first.start + 1, first.end - 1))
    return (m.make(Span, start=first.start, end=cut), m.make(Span, start=cut, end=first.end))


@_of(Event)
def _event(m: _Maker, given: _Given) -> _Given:
    lonely = not m.ids(("actor",))
    type_: EventType = m.choose(
        type_ for type_ in EventType if not (lonely and type_ in catalogue.needs_recipient())
    )
    modes = sorted(catalogue.modes()[type_])
    mode = m.choose(modes) if modes and m.flag() else None
    decided: _Given = {"type": type_, "mode": mode}
    given = decided | given
    accounts = given.get("accounts") or m.value(_fields(Event)["accounts"])
    if type_ in catalogue.needs_recipient():
        accounts = tuple(_received(m, account) for account in accounts)
    given["accounts"] = accounts
    if not given.get("references"):  # pragma: no branch  chance decides
        better = m.draw(_number(0, 3)) == 3
        given["references"] = m.value(_fields(Event)["references"]) if better else ()
        if not given["references"]:
            given |= {"time": None, "place": None}
    return given


def _received(m: _Maker, account: EventAccount) -> EventAccount:
    if any(participant.role is Role.RECIPIENT for participant in account.participants):
        return account
    recipient = m.make(Participant, role=Role.RECIPIENT)
    return attrs.evolve(account, participants=(*account.participants, recipient))


@_of(Utterance)
def _utterance(m: _Maker, given: _Given) -> _Given:
    grounds = m.several(m.grounds()) if m.flag() else ()
    return _committed(m) | {"evidence": _evidence(m), "grounds": grounds} | given


@_of(Claim)
def _claim(m: _Maker, given: _Given) -> _Given:
    kind = given.get("kind") or m.choose(ClaimKind)
    predictive = kind is ClaimKind.PREDICTIVE
    given = {"kind": kind} | given
    tenses = [tense for tense in Tense if tense is not Tense.FUTURE]
    given.setdefault("tense", Tense.FUTURE if predictive else m.choose(tenses))
    judging = kind in (ClaimKind.EVALUATIVE, ClaimKind.NORMATIVE)
    whom = ("actor",) if kind is ClaimKind.NORMATIVE else _fields(Claim)["judged"].refs
    if not judging:
        given |= {"judged": None, "direction": None}
    given.setdefault("judged", m.choose(m.ids(whom)) if judging else None)
    if not (predictive or kind is ClaimKind.CAUSAL):
        given["causes"] = ()
    if not m.antecedents():
        given["condition"] = None
    first, *others = given.get("utterances") or m.value(_fields(Claim)["utterances"])
    commitments = [u.commitment for u in (first, *others)]
    commitments += [source.commitment for u in (first, *others) for source in u.sources]
    if all(commitment in level5_voices.NEGATIVE for commitment in commitments):
        first = attrs.evolve(first, commitment=Commitment.CT_PLUS, pragmatic=None)
    given["utterances"] = (first, *others)
    years, m.years = m.years, _FUTURE if predictive else _PAST
    given.setdefault("scope", m.make(Time) if m.draw(_number(0, 3)) == 3 else None)
    m.years = years
    return given


@_of(Condition)
def _condition(m: _Maker, given: _Given) -> _Given:
    return {"antecedents": m.several(m.antecedents(), 1)} | given


@_of(Link)
def _link(m: _Maker, given: _Given) -> _Given:
    if "kind" in given:
        return given
    kind = m.choose(LinkKind)
    statements = m.ids(("event", "claim"))
    source = m.choose(statements)
    others = [s for s in statements if s != source] or [f"{source}-again"]
    voiced = kind in (LinkKind.COUNTERS, LinkKind.UNDERCUTS)
    ends: _Given = {"kind": kind, "source": source, "target": m.choose(others)}
    given = ends | given
    given["on"] = m.choose(m.ids(("claim",))) if kind is LinkKind.UNDERCUTS else None
    given["article"] = m.choose(m.ids(("article",))) if voiced else None
    return given if voiced else given | {"cue": ()}


@_of(Relation)
def _relation(m: _Maker, given: _Given) -> _Given:
    actors = sorted(set(m.ids(("actor",))))
    first = actors[0]
    parties = given.get("parties") or (first, actors[1] if len(actors) > 1 else f"{first}-again")
    m.parties = parties
    return {"parties": parties} | given


@_of(RelationAccount)
def _relation_account(m: _Maker, given: _Given) -> _Given:
    both = m.draw(_number(0, 2))
    phases = tuple(m.make(Phase) for _ in range(0 if both == 1 else 1))
    factors = tuple(m.make(Factor) for _ in range(0 if both == 0 else 1))
    return {"phases": phases, "factors": factors} | given


@_of(Phase)
def _phase(m: _Maker, given: _Given) -> _Given:
    character = m.choose(Character) if m.draw(_number(0, 3)) else None
    patronage = character is Character.PATRONAGE
    others = [other for other in Character if other is not character]
    years, m.years = m.years, _PAST
    given = {
        "period": m.make(Time),
        "character": character,
        "denied": m.several(others),
        "patron": m.choose(m.parties or m.ids(("actor",))) if patronage else None,
        "grounds": m.several(m.grounds(), 1),
    } | given
    m.years = years
    return given


@_of(Factor)
def _factor(m: _Maker, given: _Given) -> _Given:
    third = [actor for actor in m.ids(("actor",)) if actor not in m.parties]
    years, m.years = m.years, _PAST
    given = {
        "holder": m.choose(m.parties or m.ids(("actor",))) if m.flag() else None,
        "object": m.several(third),
        "period": m.make(Time) if m.draw(_number(0, 3)) == 3 else None,
        "grounds": m.several(m.grounds(), 1),
    } | given
    m.years = years
    return given


# --- datasets ----------------------------------------------------------------------------------------


class _Text:
    """The segments of an article's text, and the ranges that evidence covers."""

    def __init__(self, m: _Maker, id_: str) -> None:
        self.id = id_
        self.segments: list[tuple[int, int]] = []
        at = m.draw(_number(0, level3_spans.SLACK))
        for _ in range(m.draw(_number(1, 3))):
            end = at + m.draw(_number(1, 200))
            self.segments.append((at, end))
            at = end + m.draw(_number(0, level3_spans.SLACK))
        self.length = at
        self.covered: list[tuple[int, int]] = []

    def uncovered(self) -> list[tuple[int, int]]:
        """The ranges of segments that no evidence covers."""
        ranges = []
        for start, end in self.segments:
            at = start
            for first, last in sorted(self.covered):
                if first < end and last > start:
                    if first > at:
                        ranges.append((at, first))
                    at = max(at, last)
            if at < end:
                ranges.append((at, end))
        return ranges


def _is_dated(statement: Any) -> bool:
    if isinstance(statement, Claim):
        return statement.scope is not None
    return statement.time is not None or any(a.time is not None for a in statement.accounts)


class _Builder(_Maker):
    """Makes the records of one dataset. Each refers to earlier ones, so there are no circles."""

    def __init__(self, draw: Any) -> None:
        super().__init__(draw)
        self.known: dict[str, list[str]] = defaultdict(list)
        self.texts: list[_Text] = []
        self.titles: dict[str, list[str]] = {}
        self.voiced: dict[str, list[str]] = defaultdict(list)
        self.commitments: dict[str, list[tuple[str, Commitment]]] = {}
        self.voices: set[str] = set()
        self.article: str | None = None
        self.place: tuple[int, int] | None = None

    # Overrides for datasets.

    def ids(self, kinds: Iterable[str]) -> list[str]:
        kinds = tuple(kinds)
        if kinds == ("article",) and self.article is not None:
            return [self.article]  # pragma: no cover  chance decides
        return [id_ for kind in kinds for id_ in self.known[kind]]

    def grounds(self) -> list[str]:
        return self.voiced[self.article or ""]

    def antecedents(self) -> list[str]:
        return [
            id_
            for id_ in self.ids(("event", "claim"))
            if not (voiced := [c for a, c in self.commitments[id_] if a in self.voices])
            or Commitment.UU in voiced
        ]

    def span(self) -> _Given:
        start, end = self.place or (0, 1)
        first = self.draw(_number(start, end - 1))
        return {"start": first, "end": self.draw(_number(first + 1, end))}

    def title(self, actor: str) -> str | None:
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
        actors = self.actors()
        self.texts = [_Text(self, id_) for id_ in self.new("article", 2)]
        self.known["article"] = [text.id for text in self.texts]
        relations = self.planned_relations(actors)
        events = self.statements("event", Event, "accounts", EventAccount)
        claims = self.claims(relations)
        return Dataset(
            schema_uri="urn:detente:schema:1.0:dataset" if self.flag() else None,
            dataset=self.head(annotators) if self.flag() else None,
            annotators=annotators,
            actors=actors,
            mentions=self.mentions(),
            links=self.links((*events, *claims)),
            relations=self.relations(relations),
            articles=self.articles(),
            events=events,
            claims=claims,
        )

    def new(self, kind: str, most: int) -> list[str]:
        """New ids of a kind."""
        count = self.draw(_number(0, most))
        return [f"{kind}:{self.draw(_slug())}-{number}" for number in range(count)]

    def all(self, kind: str, cls: Any, most: int) -> tuple[Any, ...]:
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
            predecessors = self.several(like, 0, 1) if self.draw(_number(0, 3)) == 3 else ()
            actor: Actor = self.make(Actor, id=id_, kind=kind, predecessors=predecessors)
            made.append(actor)
            self.known["actor"].append(id_)
            self.titles[id_] = [post.title for post in actor.posts]
        return tuple(made)

    def at(self, text: _Text | None) -> None:
        """Choose a segment of a text for the next spans, or none."""
        self.article = None if text is None else text.id
        self.place = None if text is None else self.choose(text.segments)

    def statements(self, kind: str, cls: Any, name: str, voice: Any) -> tuple[Any, ...]:
        """Claims or events, each voiced by one or two articles."""
        if not self.texts:
            return ()
        made = []
        for id_ in self.new(kind, 3):
            voices: dict[Any, Any] = {}
            for _ in range(self.draw(_number(1, 2))):
                text = self.choose(self.texts)
                self.at(text)
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
            for _ in range(self.draw(_number(1, 2))):
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
        """Links between statements; an article undercuts only steps of its own."""
        made: dict[Any, Link] = {}
        steps = [
            (utterance.article, ground, claim.id)
            for claim in statements
            if isinstance(claim, Claim)
            for utterance in claim.utterances
            for ground in utterance.grounds
        ]
        dated = {statement.id for statement in statements if _is_dated(statement)}
        for id_ in self.new("link", 2) if len(statements) > 1 else ():
            kind = self.choose(LinkKind)
            source = self.choose([statement.id for statement in statements])
            articles = [text for text in self.texts if source in self.voiced[text.id]]
            able = [step for step in steps if step[1] != source]
            able = [step for step in able if step[0] in {text.id for text in articles}]
            if kind is LinkKind.UNDERCUTS and not able:
                kind = LinkKind.COUNTERS
            target = self.choose([s.id for s in statements if s.id != source])
            shared = any({source, target} <= set(ids) for ids in self.voiced.values())
            if kind is LinkKind.CONTRADICTS and {source, target} <= dated:
                kind = LinkKind.SPECIFIES  # claims about different times can both be true
            if kind is LinkKind.UPDATES and ({source, target} <= dated or not shared):
                kind = LinkKind.SPECIFIES  # the update could be about the earlier time
            given: _Given = {"kind": kind, "source": source, "on": None}
            if kind is LinkKind.UNDERCUTS:
                article, target, given["on"] = self.choose(able)
                self.at(next(text for text in articles if text.id == article))
            elif kind is LinkKind.COUNTERS:
                self.at(self.choose(articles))
            given |= {"target": target, "article": self.article}
            ends = frozenset((source, target)) if kind is LinkKind.CONTRADICTS else (source, target)
            link = self.make(Link, id=id_, **given)
            self.at(None)
            made.setdefault((kind, ends, given["on"], link.article), link)
        return tuple(made.values())

    def articles(self) -> tuple[Article, ...]:
        """The articles. Ranges without evidence are uncoded."""
        made = []
        for text in self.texts:
            self.at(text)
            self.years = _PUBLISHED
            stated = [TimeBasis.STATED, TimeBasis.INFERRED, TimeBasis.EXTERNAL]
            published = self.make(Time, basis=self.choose(stated))
            self.years = _ALWAYS
            spans = [self.make(Span, start=s, end=e) for s, e in text.uncovered()]
            uncoded = [
                self.make(Uncoded, reason=self.choose(UncodedReason), spans=tuple(part))
                for part in (spans[::2], spans[1::2])
                if part
            ]
            voice = _fields(Segment)["voice"]
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
            )
            self.at(None)
            made.append(article)
        return tuple(made)
