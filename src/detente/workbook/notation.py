"""What one cell says in a notation for people: times, numbers, names, offices, sources.

Each kind has a function that writes a plain value and one that reads it. What a notation cannot say
it may leave out: whoever writes a cell reads it again, and puts what differs beside it.
"""

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from detente.json_types import Json
from detente.vocab.enums import Calendar, IdentifierScheme, TimeBasis, TimeMod
from detente.workbook.errors import CellError, unreadable
from detente.workbook.names import Names
from detente.workbook.sheets import folded, plain

_Object = dict[str, Any]


class Notation(NamedTuple):
    """How a value of one class stands in a cell."""

    write: Callable[[_Object, Names], str]
    read: Callable[[str, Names], _Object]
    example: str
    """What a person types."""


def _present(**values: Json) -> _Object:
    return {key: value for key, value in values.items() if value is not None and value is not False}


def _flags(text: str) -> tuple[str, list[str]]:
    """A text without the square brackets at its end, and what stands in them."""
    match = re.fullmatch(r"(.*?)(?:\s*\[([^\[\]]*)\])?", text, re.DOTALL)
    assert match is not None
    return match[1], [flag.strip() for flag in (match[2] or "").split(",") if flag.strip()]


def _flagged(text: str, *flags: Any) -> str:
    given = [flag for flag in flags if flag]
    return f"{text} [{', '.join(given)}]" if given else text


# --- times --------------------------------------------------------------------------------------

_BASES = {basis.value for basis in TimeBasis}
_CALENDARS = {calendar.value for calendar in Calendar}
_MODS = "|".join(mod.value for mod in TimeMod)
_AGAINST = ("article", "event")
_UNRESOLVED = TimeBasis.UNRESOLVED.value
_TIMES = "write 1904-04-08, 1904-04, early 1904, 1904-11 from e7, 1904 (inferred) or unresolved"


def write_time(time: _Object, names: Names) -> str:
    """A time: ``1898-11 from e7``, ``early 1905``, ``1905 (inferred)``, ``unresolved``."""
    value, basis = time.get("value"), time.get("basis")
    first, _, second = (value or "").partition("/")
    words = f"{time['mod']} {first}" if "mod" in time else first
    if second or "/" in (value or ""):
        words += f"/{time['mod_end']} {second}" if "mod_end" in time else f"/{second}"
    against = time.get("against")
    if against is not None:
        words += f" from {names.word(against, _AGAINST)}"
    usual = "resolved" if against is not None else "stated" if value else _UNRESOLVED
    flags = [flag for flag in (None if basis == usual else basis, time.get("calendar")) if flag]
    words = words or (_UNRESOLVED if basis == _UNRESOLVED else "")
    return f"{words} ({', '.join(flags)})" if flags else words


def read_time(text: str, names: Names) -> _Object:
    """The time in a cell; its value is not looked at."""
    match = re.fullmatch(r"(.*?)(?:\s*\(([^()]*)\))?", plain(text).strip(), re.DOTALL)
    assert match is not None
    rest, flags = match[1], [flag.strip().casefold() for flag in (match[2] or "").split(",")]
    rest, _, named = rest.partition(" from ")
    against = names.resolve(named.strip(), _AGAINST) if named.strip() else None
    ends = re.fullmatch(
        rf"(?:({_MODS})\s+)?([^\s/]*)(?:/(?:({_MODS})\s+)?([^\s/]*))?",
        rest.strip(),
        re.IGNORECASE,
    )
    bases = [flag for flag in flags if flag in _BASES]
    calendars = [flag for flag in flags if flag in _CALENDARS]
    if (
        ends is None
        or len(bases) > 1
        or len(bases) + len(calendars) < len(list(filter(None, flags)))
    ):
        msg = f"{text!r} is no time; {_TIMES}"
        raise unreadable(msg)
    mod, first, mod_end, second = ends.groups()
    value = first if second is None else f"{first}/{second}"
    if folded(value) == _UNRESOLVED:
        value = ""
    usual = "resolved" if against else "stated" if value else _UNRESOLVED
    return _present(
        value=value or None,
        basis=bases[0] if bases else usual,
        mod=mod and mod.lower(),
        mod_end=mod_end and mod_end.lower(),
        against=against,
        calendar=calendars[0] if calendars else None,
    )


# --- numbers ------------------------------------------------------------------------------------

_BOUNDS = {"at least": "at_least", "at most": "at_most"}
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_QUANTITY = re.compile(
    rf"(?:(at\s+least|at\s+most)\s+)?(~)?\s*({_NUMBER})(?:\s*\.\.\s*({_NUMBER}))?\s+([^\s/]+)(?:/(\S+))?\s+of\s+(.+)",
    re.DOTALL | re.IGNORECASE,
)


def write_quantity(quantity: _Object, _names: Names) -> str:
    """A number: ``at least 2..3 percent/year of output``, ``~300 person of the garrison``."""
    words = {bound: words for words, bound in _BOUNDS.items()}.get(quantity.get("bound", ""))
    numbers = [json.dumps(quantity[key]) for key in ("value", "upper") if key in quantity]
    about = "~" if quantity.get("approximate") else ""
    per = f"/{quantity['per']}" if "per" in quantity else ""
    head = f"{words} " if words else ""
    return f"{head}{about}{'..'.join(numbers)} {quantity.get('unit')}{per} of {quantity.get('of')}"


def read_quantity(text: str, _names: Names) -> _Object:
    """The number in a cell, with what it counts."""
    match = _QUANTITY.fullmatch(text.strip())
    if match is None:
        msg = f"{text!r} is no number with its unit; write 3 count of documents, or ~2..3 percent/year of output"
        raise unreadable(msg)
    bound, about, value, upper, unit, per, of = match.groups()
    return _present(
        value=json.loads(value),
        upper=None if upper is None else json.loads(upper),
        unit=unit,
        per=per,
        bound=bound and _BOUNDS[" ".join(bound.lower().split())],
        approximate=about is not None,
        of=of,
    )


# --- names, offices, places -----------------------------------------------------------------------


def write_name(name: _Object, _names: Names) -> str:
    """A name with its language and the time in which it was used: ``Wilhelm II [de]``."""
    return _flagged(str(name.get("text")), name.get("language"), name.get("period"))


def read_name(text: str, _names: Names) -> _Object:
    """The name in a cell."""
    words, flags = _flags(text)
    languages = [flag for flag in flags if flag[:1].isalpha()]
    periods = [plain(flag) for flag in flags if flag not in languages]
    if not words or len(languages) > 1 or len(periods) > 1:
        msg = f"{text!r} is no name; a language or a time may follow it, such as Burma [en, 1948/1989]"
        raise unreadable(msg)
    return _present(text=words, language=_only(languages), period=_only(periods))


def _only(items: list[str]) -> str | None:
    return items[0] if items else None


def write_participant(part: _Object, names: Names) -> str:
    """Who takes part, and in which office: ``Edward VII as King``."""
    post = part.get("post")
    return names.word(part["actor"], ("actor",)) + (f" as {post}" if post is not None else "")


def read_participant(text: str, names: Names) -> _Object:
    """Who takes part."""
    who, as_, post = text.partition(" as ")
    return _present(
        actor=names.resolve(who.strip(), ("actor",)), post=post.strip() if as_ else None
    )


def write_post(post: _Object, names: Names) -> str:
    """An office: ``Ambassador of France to United Kingdom [1898/1920]``."""
    words = f"{post.get('title')} of {names.word(post['of'], ('actor',))}"
    if "to" in post:
        words += f" to {names.word(post['to'], ('actor',))}"
    return _flagged(words, post.get("period"))


def read_post(text: str, names: Names) -> _Object:
    """The office in a cell: the last *of* that an actor follows ends its title."""
    words, flags = _flags(text)
    error: CellError = unreadable(
        f"{text!r} is no office; write Foreign Secretary of United Kingdom [1900/1905]"
    )
    ends = [match.start() for match in re.finditer(" of ", words)]
    for at in reversed(ends if len(flags) < 2 else []):
        title, of = words[:at], words[at + 4 :]
        of, to_, to = of.partition(" to ")
        try:
            return _present(
                title=title,
                of=names.resolve(of.strip(), ("actor",)),
                to=names.resolve(to.strip(), ("actor",)) if to_ else None,
                period=_only([plain(flag) for flag in flags]),
            )
        except CellError as unknown:
            error = unknown
    raise error


def write_place(place: _Object, names: Names) -> str:
    """A place with its state: ``Paris (France)``."""
    label, country = str(place.get("label")), place.get("country")
    return label if country is None else f"{label} ({names.word(country, ('actor',))})"


def read_place(text: str, names: Names) -> _Object:
    """The place in a cell."""
    match = re.fullmatch(r"(.*\S)\s*\(([^()]*)\)", text, re.DOTALL)
    if match is None:
        return {"label": text}
    return {"label": match[1], "country": names.resolve(match[2].strip(), ("actor",))}


def write_author(author: _Object, names: Names) -> str:
    """An author, with the actor that it is: ``Jane Roe (roe)``."""
    name, actor = str(author.get("name")), author.get("actor")
    return name if actor is None else f"{name} ({names.word(actor, ('actor',))})"


def read_author(text: str, names: Names) -> _Object:
    """The author in a cell."""
    read = read_place(text, names)
    return _present(name=read["label"], actor=read.get("country"))


# --- registers and sources ------------------------------------------------------------------------

_SCHEMES = {scheme.value for scheme in IdentifierScheme}


def write_identifier(identifier: _Object, _names: Names) -> str:
    """A code in a register: ``cow 200 (United Kingdom) [1816/2016, verified]``."""
    label = identifier.get("label")
    words = f"{identifier.get('scheme')} {identifier.get('value')}"
    words += f" ({label})" if label is not None else ""
    return _flagged(
        words, identifier.get("valid"), "verified" if identifier.get("verified") else ""
    )


def read_identifier(text: str, _names: Names) -> _Object:
    """The code in a cell."""
    words, flags = _flags(text)
    match = re.fullmatch(r"(\S+)\s+(.*?)(?:\s*\((.*)\))?", words, re.DOTALL)
    scheme = match[1].casefold() if match else ""
    if match is None or not match[2] or scheme not in _SCHEMES:
        msg = f"{text!r} is no code in a register; write wikidata Q142, or cow 220 (France)"
        raise unreadable(msg)
    return _present(scheme=scheme, value=match[2], label=match[3], **_seen(flags, "valid", text))


def write_reference(reference: _Object, _names: Names) -> str:
    """A source: ``Treaty text <https://…> [2024-05-01, verified]``."""
    url = reference.get("url")
    words = str(reference.get("title")) + (f" <{url}>" if url is not None else "")
    return _flagged(
        words, reference.get("accessed"), "verified" if reference.get("verified") else ""
    )


def read_reference(text: str, _names: Names) -> _Object:
    """The source in a cell."""
    words, flags = _flags(text)
    match = re.fullmatch(r"(.*?)(?:\s*<([^<>]*)>)?", words, re.DOTALL)
    if match is None or not match[1]:
        msg = f"{text!r} is no source; write its title, and its address in <…>"
        raise unreadable(msg)
    return _present(title=match[1], url=match[2], **_seen(flags, "accessed", text))


def _seen(flags: list[str], date: str, text: str) -> _Object:
    verified = [flag for flag in flags if flag.casefold() == "verified"]
    dates = [plain(flag) for flag in flags if flag not in verified]
    if len(dates) > 1 or len(verified) > 1:
        msg = f"in the brackets of {text!r} a date and 'verified' are expected"
        raise unreadable(msg)
    return _present(**{date: _only(dates), "verified": bool(verified)})


NOTATIONS: dict[str, Notation] = {
    "Time": Notation(
        write_time,
        read_time,
        "1904-04 · early 1904 · 1904-11 from e7 · 1904 from ARTICLE · unresolved",
    ),
    "Quantity": Notation(
        write_quantity, read_quantity, "3 count of documents · ~2..3 percent/year of output"
    ),
    "Name": Notation(write_name, read_name, "Britain · Wilhelm II [de]"),
    "Participant": Notation(write_participant, read_participant, "Edward VII as King"),
    "Post": Notation(write_post, read_post, "King of United Kingdom [1901/1910]"),
    "Place": Notation(write_place, read_place, "Paris (France)"),
    "Author": Notation(write_author, read_author, "Jane Roe"),
    "Identifier": Notation(write_identifier, read_identifier, "wikidata Q142 · cow 220 (France)"),
    "Reference": Notation(
        write_reference, read_reference, "Treaty text <https://example.org> [verified]"
    ),
}
"""The notation of each record class that has one, by the name of the class."""
