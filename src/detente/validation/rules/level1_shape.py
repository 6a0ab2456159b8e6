"""Level 1: does a record match the schema of its version?

``jsonschema`` finds the errors; these rules give each a code and a readable message. Only records that
the loader refused are checked.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from typing import Any

from detente.diagnostics import PathItem
from detente.display import as_json
from detente.edtf.written import readings
from detente.records import constraints as c
from detente.records import model
from detente.records.kinds import KINDS
from detente.suggest import close, close_ids
from detente.text.quotes import TODO
from detente.validation.findings import Finding
from detente.validation.registry import Stage, rule

_SUGGESTED = 20
"""For how many strings that are no ids similar ones are suggested: each is compared with all ids. A guess."""


class KnownIds:
    """The ids of a document, of which similar ones are suggested."""

    def __init__(self, ids: Collection[str]) -> None:
        """Keep them."""
        self._ids = ids
        self._left = _SUGGESTED

    def near(self, slug: str, accepts: Callable[[str], bool]) -> list[str]:
        """Similar ids, of those that are accepted; none after the first few times."""
        if not self._left:
            return []
        self._left -= 1
        return close_ids(slug, filter(accepts, self._ids))


class Mismatch:
    """One error of jsonschema."""

    def __init__(
        self,
        error: Any,
        ids: KnownIds,
        cls: type,
        fits: Callable[[Any, Any], bool],
    ) -> None:
        """Keep what the rules need. ``ids`` are the ids that exist, ``cls`` is the record's class;
        ``fits`` says whether a value matches a part of the schema.
        """
        self.ids = ids
        self.cls = cls
        self._fits = fits
        self.keyword: str = error.validator
        self.wanted: Any = error.validator_value
        self.value: Any = error.instance
        self.schema: Any = error.schema
        self.path: tuple[PathItem, ...] = tuple(error.absolute_path)

    def accepts(self, value: Any) -> bool:
        """Whether a value would be valid at this place: what is not, is not advised."""
        return self._fits(value, self.schema)

    def finding(self, message: str, *more: PathItem, help_: str = "", **params: Any) -> Finding:
        """A finding at this place, or at a key of it."""
        return Finding(
            message=message,
            path=(*self.path, *more),
            params=tuple(params.items()),
            help=help_,
        )


@rule("D101", "missing-field", keywords=("required",))
def missing_field(mismatch: Mismatch) -> Iterator[Finding]:
    """Every required field of a record is present.

    Why: Readers rely on it. A claim without a kind, an event without accounts or an actor without a
    name cannot be used.

    Example:
        claim:hope-of-peace/kind is removed

    Use instead:
        claim:hope-of-peace/kind = "predictive"
    """
    for key in mismatch.wanted:
        if key not in mismatch.value:
            field = mismatch.schema.get("properties", {}).get(key, {})
            values = f" One of {', '.join(field['enum'])}." if "enum" in field else ""
            what = field.get("description", "").replace("*", "") + values
            yield mismatch.finding(f"{_name(key)} is missing", key=key, help_=what.strip())


@rule("D102", "unknown-field", keywords=("additionalProperties",))
def unknown_field(mismatch: Mismatch) -> Iterator[Finding]:
    """Every field is defined in the format.

    Why: A misspelt key would be lost silently. Fields of your own go into ``ext``.

    Example:
        claim:hope-of-peace/topic = "peace"

    Use instead:
        claim:hope-of-peace/ext = {"example.org/topic": "peace"}
    """
    known = mismatch.schema.get("properties", {})
    for key in mismatch.value:
        if key not in known:
            message = f"the format has no field {_name(key)} here"
            owner = _owner_below(mismatch.cls, mismatch.path, key)
            if owner:
                yield mismatch.finding(message, key, key=key, help_=owner)
                continue
            free = [name for name in known if name not in mismatch.value]
            near = [_ALSO_CALLED[key]] if _ALSO_CALLED.get(key) in free else close(key, free, n=1)
            help_ = (
                f"do you mean {_name(near[0])}?" if near else f"the fields here: {', '.join(known)}"
            )
            yield mismatch.finding(message, key, key=key, close=near, help_=help_)


_ALSO_CALLED = {"from": "source", "to": "target"}
"""Other names of fields, whose letters are not alike."""


def _owner_below(cls: type | None, path: tuple[PathItem, ...], key: str) -> str:
    """Which part of a record has a field that the record does not have; the nearest part counts."""
    for part in path:
        if isinstance(part, str) and cls is not None:
            cls = {field.key: field.type for field in _parts(cls)}.get(part)
    level: list[tuple[Any, str]] = [] if cls is None else [(cls, "")]
    while level:
        below = [
            (field.type, f"{path_to}/{field.key}{'/N' if field.many else ''}")
            for holder, path_to in level
            for field in _parts(holder)
        ]
        for part_cls, path_to in below:
            if any(field.key == key for field in model.describe(part_cls).fields):
                return f"it belongs to the {part_cls.__name__.lower()} ({path_to})"
        level = below
    return ""


def _parts(cls: type) -> list[Any]:
    return [field for field in model.describe(cls).fields if field.base == "record"]


@rule("D103", "wrong-type", keywords=("type",))
def wrong_type(mismatch: Mismatch) -> Iterator[Finding]:
    """Every value is of the type that its field has.

    Why: Values are not converted: ``"12"`` is not 12, and one string is not a list.

    Example:
        claim:hope-of-peace/about = "actor:norway"

    Use instead:
        claim:hope-of-peace/about = ["actor:norway"]
    """
    wanted = mismatch.wanted if isinstance(mismatch.wanted, str) else " or ".join(mismatch.wanted)
    forms = ((label, form) for label, form in _forms(mismatch.value) if mismatch.accepts(form))
    label, form = next(forms, ("", None))
    written = as_json(form, _LONGEST_FORM)
    hint = f"{label}: {written}" if label and not written.endswith("…") else label
    yield mismatch.finding(
        f"expected {_article(wanted)}, found {_kind(mismatch.value)}", help_=hint
    )


_LONGEST_FORM = 200
"""Characters: a longer value is not repeated in a hint, which describes its form. A guess."""


def _forms(value: Any) -> Iterator[tuple[str, Any]]:
    """What a value of a wrong type may be written as, with a description of the form."""
    yield "a list of one", [value]
    if isinstance(value, str):
        yield "a list of one quote", [{"quote": value}]
        yield "an object with the quote", {"quote": value}
        if _NUMBER.fullmatch(value):
            yield "without quotation marks", int(value)
        if value in ("true", "false"):
            yield "without quotation marks", value == "true"
    elif isinstance(value, int) and not isinstance(value, bool):
        yield "with quotation marks", str(value)
    elif isinstance(value, list) and len(value) == 1:
        yield "without brackets", value[0]


@rule("D104", "unknown-value", keywords=("enum", "const"))
def unknown_value(mismatch: Mismatch) -> Iterator[Finding]:
    """A value from a closed list is on the list.

    Why: Nobody else knows what a value outside the vocabulary means.
    ``detente codebook`` lists and defines them.

    Example:
        claim:hope-of-peace/kind = "prediction"

    Use instead:
        claim:hope-of-peace/kind = "predictive"
    """
    wanted = mismatch.wanted if mismatch.keyword == "enum" else [mismatch.wanted]
    value = mismatch.value
    near = close(value, wanted, n=1) if isinstance(value, str) else []
    if near:
        hint = f"do you mean {_name(near[0])}?"
    elif len(wanted) <= 10:
        hint = f"expected {', '.join(map(str, wanted))}"
    else:
        hint = f"detente codebook lists the {len(wanted)} values"
    yield mismatch.finding(f"{_name(value)} is not in the list", close=near, help_=hint)


@rule("D105", "wrong-form", keywords=("pattern", "propertyNames"))
def wrong_form(mismatch: Mismatch) -> Iterator[Finding]:
    """A string has the form that its field asks for.

    Why: Ids, dates, codes and digests have a fixed form so that typos are detected.

    Example:
        article:union/language = "English"

    Use instead:
        article:union/language = "en"
    """
    if mismatch.value.startswith(TODO):  # as a draft says that only the annotator knows it
        key = next(step for step in reversed(mismatch.path) if isinstance(step, str))
        said = mismatch.value.removeprefix(TODO).lstrip(": ")
        yield mismatch.finding(f"{key} is still to be filled in", help_=said)
        return
    problem, near, hint = _form(mismatch)
    params: dict[str, Any] = {"close": near} if near else {}
    yield mismatch.finding(f"{_name(mismatch.value)} {problem}", help_=hint, **params)


def _form(mismatch: Mismatch) -> tuple[str, list[str], str]:
    """What is wrong with a string, in words instead of a regular expression; similar ids; a hint."""
    pattern: str = mismatch.wanted
    if pattern == c.ANY_ID:
        near = mismatch.ids.near(_slug(mismatch.value), mismatch.accepts)
        form = "an id is such as actor:france or claim:peace-lasts"
        return "is not an id", near, f"do you mean {near[0]}?" if near else form
    if pattern == c.id_pattern("scheme"):
        hint = _rewritten(mismatch, _slug(mismatch.value))
        return "is not the id of a scheme: small letters, digits and single hyphens", [], hint
    if pattern.startswith(tuple(f"^{kind}:" for kind in KINDS)):
        kind = pattern[1:].partition(":")[0]
        slug = _slug(mismatch.value.removeprefix(f"{kind}:"))
        hint = _rewritten(mismatch, f"{kind}:{slug}")
        return f"is not an id: {kind}:, then small letters, digits and single hyphens", [], hint
    if pattern == c.EDTF_PATTERN:
        dates = " or ".join(readings(mismatch.value))
        forms = "1912, 1912-11, 1912-24 (winter), 1912/1914, ../1914"
        return "is not EDTF", [], f"write {dates}" if dates else f"EDTF is such as {forms}"
    words: dict[str | None, tuple[str, str]] = {
        _pattern(c.Language): ("the tag of a language", "a language is such as en, de or pt-BR"),
        c.EXT_KEY: ("a namespaced key", "a key is such as example.org/stance"),
        _pattern(c.Code): (
            "a code: the id of a scheme, a slash and one of its values",
            "a code is such as framing/law",
        ),
        _pattern(c.CodeValue): (
            "a value of a scheme: letters A to Z, digits, dots, hyphens and underscores",
            "a value is such as law or 2.1",
        ),
        _pattern(c.Broader): (
            "a value of this scheme, or one of the format",
            "a value is such as law, or with the vocabulary theme/military",
        ),
        _pattern(c.VocabularyValue): (
            "a value of the format with its vocabulary",
            "such as theme/military",
        ),
    }
    if pattern in words:
        form, hint = words[pattern]
        return f"is not {form}", [], hint
    expression = pattern.removesuffix(r"(?!\n)")
    return f"does not have the form {expression}", [], ""


def _pattern(hint: Any) -> str | None:
    """The pattern of a type of ``constraints``."""
    (text,) = (marker for marker in hint.__metadata__ if isinstance(marker, c.Text))
    return text.pattern


def _slug(value: str) -> str:
    return "-".join(re.findall("[a-z0-9]+", _without_accents(value)))


def _without_accents(value: str) -> str:
    plain = unicodedata.normalize("NFKD", value.lower())
    return "".join(c for c in plain if unicodedata.category(c) != "Mn")


def _rewritten(mismatch: Mismatch, id_: str) -> str:
    """The hint to write an id so; empty if it is none, or if letters of the value were lost in it."""
    lost = re.search(r"[^\W\d_](?<![a-z])", _without_accents(mismatch.value))
    return f"write {id_}" if mismatch.accepts(id_) and not lost else ""


@rule("D106", "too-small", keywords=("minimum",))
def too_small(mismatch: Mismatch) -> Iterator[Finding]:
    """A number is not below the smallest one that makes sense.

    Why: Offsets count from 0.

    Example:
        claim:hope-of-peace/utterances/0/evidence/0/start = -1

    Use instead:
        claim:hope-of-peace/utterances/0/evidence/0/start = 326
    """
    yield mismatch.finding(f"{mismatch.value} is below {mismatch.wanted}")


@rule("D107", "too-few", keywords=("minItems",))
def too_few(mismatch: Mismatch) -> Iterator[Finding]:
    """A list has at least as many items as its field needs.

    Why: A claim without an utterance, or about nothing, is not a claim of the text.

    Example:
        claim:hope-of-peace/about = []

    Use instead:
        claim:hope-of-peace/about = ["actor:norway"]
    """
    yield mismatch.finding(
        f"the list has {len(mismatch.value)} items; it needs {mismatch.wanted} or more"
    )


@rule("D108", "too-many", keywords=("maxItems",))
def too_many(mismatch: Mismatch) -> Iterator[Finding]:
    """A list has no more items than its field allows.

    Why: A relation has two parties, and more than three themes do not characterise a record.

    Example:
        claim:hope-of-peace/themes = ["military", "economic", "legal", "diplomatic"]

    Use instead:
        claim:hope-of-peace/themes = ["military", "diplomatic"]
    """
    parties = mismatch.path[-1:] == ("parties",)
    yield mismatch.finding(
        f"the list has {len(mismatch.value)} items; {mismatch.wanted} are the limit",
        help_=_TWO_PARTIES if parties else "",
    )


@rule("D109", "empty-string", keywords=("minLength",))
def empty_string(mismatch: Mismatch) -> Iterator[Finding]:
    """A string is not empty.

    Why: A field whose value is unknown is left out.

    Example:
        claim:hope-of-peace/proposition = ""

    Use instead:
        claim:hope-of-peace/proposition = "Norway and Sweden stay at peace."
    """
    yield mismatch.finding("the string is empty; leave the field out or fill it")


@rule("D110", "too-long", keywords=("maxLength",))
def too_long(mismatch: Mismatch) -> Iterator[Finding]:
    """A string is no longer than its field allows.

    Why: One or two sentences are an annotator's own words; a page is a copy of a text.

    Example:
        article:union/language = "en-northern-european-daily-press-style"

    Use instead:
        article:union/language = "en"
    """
    yield mismatch.finding(
        f"the string has {len(mismatch.value)} characters; {mismatch.wanted} are the limit"
    )


@rule("D111", "neither-quote-nor-span", keywords=("anyOf",))
def neither_quote_nor_span(mismatch: Mismatch) -> Iterator[Finding]:
    """In a draft a span has a quote, or offsets from start to end.

    Why: Sealing searches the text for the quote; with neither there is nothing to search for.
    """
    yield mismatch.finding('give a "quote", or "start" and "end"')


@rule("D112", "no-json-in-extension", stage=Stage.CALLED)
def no_json_in_extension(reason: str) -> Iterator[Finding]:
    """A dataset made in Python contains only values that JSON has.

    Why: Extensions are written unchanged, so they cannot contain sets, NaN or themselves.
    """
    yield Finding(message=reason)


_TWO_PARTIES = (
    "relations of three parties stay out: write one relation for each pair, "
    "or an actor for the group as one party"
)
_NUMBER = re.compile("-?(?:0|[1-9][0-9]{0,15})")
_TYPES = {"object": "an object", "array": "a list", "integer": "a whole number"}


def _name(value: Any) -> str:
    return as_json(value, 58)


def _article(name: str) -> str:
    return _TYPES.get(name, f"a {name}")


def _kind(value: Any) -> str:
    names: dict[type, str] = {
        dict: "an object",
        list: "a list",
        bool: f"{value!r}".lower(),
        type(None): "null",
    }
    return names.get(type(value)) or _name(value)
