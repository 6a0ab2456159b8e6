"""Level 5, schemes: are they sound, and does each code name a value that its record may have?"""

from collections.abc import Iterator

from detente.diagnostics import Severity, pointer
from detente.records import Scheme
from detente.records.walk import Part
from detente.suggest import close
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import rule
from detente.validation.rules.level2_references import cycles
from detente.vocab.catalogue import names, vocabulary


@rule("D581", "scheme-named-as-vocabulary")
def scheme_named_as_vocabulary(context: Context) -> Iterator[Finding]:
    """The id of a scheme is no name of a vocabulary of the format.

    Why: ``theme/military`` is a value of the format. A scheme of the same name would give its
    values two meanings.

    Example:
        framing/id = "theme"
        event:talks/codes = ["theme/law"]

    Use instead:
        framing/id = "framing"
    """
    for scheme in context.dataset.schemes:
        name = scheme.id.replace("-", "_")
        if name in names():
            yield Finding(
                message=f"the format has a vocabulary {name}",
                record=scheme,
                path=("id",),
                help="give the scheme another id, in its codes too",
            )


@rule("D582", "same-value-twice")
def same_value_twice(context: Context) -> Iterator[Finding]:
    """A scheme defines each value once.

    Why: With two definitions nobody knows what a code means.

    Example:
        framing/values/+ = {"value": "law", "definition": "As a question of what is just."}

    Use instead:
        framing/values/+ = {"value": "justice", "definition": "As a question of what is just."}
    """
    for scheme in context.dataset.schemes:
        seen: dict[str, int] = {}
        for number, entry in enumerate(scheme.values):
            first = seen.setdefault(entry.value, number)
            if first != number:
                yield Finding(
                    message=f"{entry.value} is defined a second time",
                    record=scheme,
                    path=("values", number, "value"),
                    related=(Elsewhere("first defined here", scheme, ("values", first)),),
                )


@rule("D583", "no-such-broader-value")
def no_such_broader_value(context: Context) -> Iterator[Finding]:
    """The wider value of a value is one of its scheme, or one of the format as ``vocabulary/value``.

    Why: It says how the values of the project relate to each other and to those of other datasets.
    ``detente codebook`` lists the vocabularies of the format.

    Example:
        framing/values/1/broader = "theme/war"

    Use instead:
        framing/values/1/broader = "theme/military"
    """
    for scheme in context.dataset.schemes:
        own = [entry.value for entry in scheme.values]
        for number, entry in enumerate(scheme.values):
            if entry.broader is None or entry.broader in own:
                continue
            book, slash, value = entry.broader.partition("/")
            known = [v.value for v in vocabulary(book).values] if book in names() else []
            if value not in known:
                near = close(value, known, n=1) if slash else close(entry.broader, own, n=1)
                near = [f"{book}/{v}" for v in near] if slash else near
                near = near or ([] if known or not slash else close(book, names(), n=1))
                yield Finding(
                    message=f"neither {scheme.id} nor the format has a value {entry.broader}",
                    record=scheme,
                    path=("values", number, "broader"),
                    params=(("close", near),),
                    help=f"do you mean {near[0]}?" if near else _listed(book, own),
                )


def _listed(book: str, own: list[str]) -> str:
    if book in names():
        return f"detente codebook {book} lists its values"
    return f"the values of the scheme: {', '.join(own)}"


@rule("D584", "circle-of-broader-values")
def circle_of_broader_values(context: Context) -> Iterator[Finding]:
    """No value of a scheme is wider than itself, by however many steps.

    Why: Codes are counted with those of the wider values, which must end somewhere.

    Example:
        framing/values/0/broader = "law"

    Use instead:
        framing/values/0/broader = "peace"
    """
    for scheme in context.dataset.schemes:
        wider = {entry.value: (entry.broader,) for entry in scheme.values if entry.broader}
        numbers = {entry.value: number for number, entry in enumerate(scheme.values)}
        for values in cycles(wider):
            yield Finding(
                message=f"the values form a circle: {' → '.join([*values, values[0]])}",
                record=scheme,
                path=("values", numbers[values[0]], "broader"),
            )


# --- codes -------------------------------------------------------------------------------------


def _codes(context: Context) -> Iterator[tuple[Part, int, str, str]]:
    """All codes: the part that has it, its number there, its scheme, its value."""
    for part in context.coded:
        for number, code in enumerate(part.value.codes):
            scheme, _slash, value = code.partition("/")
            yield part, number, scheme, value


@rule("D585", "code-of-no-scheme")
def code_of_no_scheme(context: Context) -> Iterator[Finding]:
    """The scheme of a code is one that the dataset declares.

    Why: Without the scheme nobody else knows what the code means.

    Example:
        claim:lesson/codes = ["frames/law"]

    Use instead:
        claim:lesson/codes = ["framing/law"]
    """
    declared = [scheme.id for scheme in context.dataset.schemes]
    for part, number, scheme, value in _codes(context):
        if scheme not in context.ids:
            near = [f"{id_}/{value}" for id_ in close(scheme, declared, n=1)]
            listed = f"the schemes: {', '.join(declared)}" if declared else "it has none"
            yield Finding(
                message=f"the dataset declares no scheme {scheme}",
                record=part.record,
                path=(*part.path, "codes", number),
                params=(("close", near),),
                help=f"do you mean {near[0]}?" if near else listed,
            )


@rule("D586", "code-of-no-value")
def code_of_no_value(context: Context) -> Iterator[Finding]:
    """The value of a code is one that its scheme defines.

    Why: Without the definition nobody else knows what the code means.

    Example:
        claim:lesson/codes = ["framing/laws"]

    Use instead:
        claim:lesson/codes = ["framing/law"]
    """
    for part, number, id_, value in _codes(context):
        scheme = context.find(id_, Scheme)
        known = [] if scheme is None else [entry.value for entry in scheme.values]
        if scheme is not None and value not in known:
            near = [f"{id_}/{v}" for v in close(value, known, n=1)]
            yield Finding(
                message=f"{id_} defines no value {value}",
                record=part.record,
                path=(*part.path, "codes", number),
                params=(("close", near),),
                help=f"do you mean {near[0]}?" if near else f"its values: {', '.join(known)}",
            )


@rule("D587", "code-on-another-class")
def code_on_another_class(context: Context) -> Iterator[Finding]:
    """A record has only codes of schemes that apply to its class.

    Why: The scheme says what was coded. A code elsewhere would be missing on the other records of
    that class, and nobody could tell whether on purpose.

    Example:
        actor:norway/codes = ["framing/law"]

    Use instead:
        claim:lesson/codes = ["framing/law"]
    """
    for part, number, id_, _value in _codes(context):
        scheme = context.find(id_, Scheme)
        if scheme is not None and part.cls.__name__ not in scheme.applies_to:
            classes = ", ".join(codable.value for codable in scheme.applies_to)
            yield Finding(
                message=f"{id_} does not apply to records of the class {part.cls.__name__}",
                record=part.record,
                path=(*part.path, "codes", number),
                help=f"it applies to: {classes}",
            )


@rule("D588", "several-codes")
def several_codes(context: Context) -> Iterator[Finding]:
    """A record has one code of a scheme, unless the scheme allows several.

    Why: The values of such a scheme exclude each other, and figures of agreement rely on it.

    Example:
        claim:lesson/codes = ["framing/law", "framing/peace"]

    Use instead:
        claim:lesson/codes = ["framing/law", "framing/peace"]
        framing/several = true
    """
    first: dict[tuple[int, str], tuple[int, str]] = {}
    for part, number, id_, value in _codes(context):
        scheme = context.find(id_, Scheme)
        at, other = first.setdefault((id(part.value), id_), (number, value))
        if scheme is not None and not scheme.several and other != value:
            yield Finding(
                message=f"{id_} allows one code, and {id_}/{other} is already there",
                record=part.record,
                path=(*part.path, "codes", number),
                related=(Elsewhere("the first", part.record, (*part.path, "codes", at)),),
            )


@rule("D589", "repeated-code", Severity.WARNING)
def repeated_code(context: Context) -> Iterator[Finding]:
    """A record has each code once.

    Why: The second one adds nothing, and often another value was meant.

    Example:
        claim:lesson/codes = ["framing/law", "framing/law"]

    Use instead:
        claim:lesson/codes = ["framing/law"]
    """
    seen: set[tuple[int, str, str]] = set()
    for part, number, scheme, value in _codes(context):
        key = (id(part.value), scheme, value)
        if key in seen:
            path = (*part.path, "codes", number)
            yield Finding(
                message=f"{scheme}/{value} is listed twice here",
                record=part.record,
                path=path,
                fix=({"op": "remove", "path": pointer(path)},),
                safe=True,
            )
        seen.add(key)
