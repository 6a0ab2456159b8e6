"""Constructor checks: a record built in Python holds the types it declares, or is refused.

The checks are attrs *converters* that return their argument unchanged. The constructor and
``attrs.evolve`` run converters; the fast loader does not, because what comes out of a file was
checked while it was decoded. Nothing is coerced: a list is not a tuple, ``"factual"`` is not
``ClaimKind.FACTUAL``, ``1`` is not ``True``.
"""

import types
from collections.abc import Callable
from enum import Enum
from functools import cache, reduce
from inspect import Parameter, Signature
from operator import or_
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import attrs

_SHARED = ("annotator", "confidence", "note", "ext")
"""Fields that many kinds of record inherit: they come last in each, in this order."""

_Check = Callable[[Any], str | None]
"""Returns what is wrong with a value, or ``None``."""

_T = TypeVar("_T")


def set_getattr_module(cls: type[_T]) -> type[_T]:
    """Give the ``__getattr__`` that attrs makes for cached properties the module of its class:
    ``help`` of Python 3.13 fails on a function without a module.
    """
    vars(cls)["__getattr__"].__module__ = cls.__module__
    return cls


def with_type_checks(
    _cls: type, fields: "list[attrs.Attribute[Any]]"
) -> "list[attrs.Attribute[Any]]":
    """The ``field_transformer`` of every record: add the checks, put shared fields last."""
    for field in fields:
        if field.converter is None:  # inherited fields have theirs
            # They were made a moment ago for this class alone; ``evolve`` would copy each, slowly.
            object.__setattr__(field, "converter", _checking_converter(field))

    def is_shared(field: Any) -> bool:  # the stubs of attrs do not know ``inherited``
        return field.name in _SHARED and field.inherited

    own = [f for f in fields if not is_shared(f)]
    shared = [f for f in fields if is_shared(f)]
    return own + sorted(shared, key=lambda f: _SHARED.index(f.name))


def _checking_converter(field: "attrs.Attribute[Any]") -> "attrs.Converter[Any, Any]":
    hint: Any = field.type
    complaint_about = _check_for(hint)

    def check(value: Any) -> Any:
        complaint = complaint_about(value)
        if complaint is not None:
            msg = f"{field.name}: {complaint}"
            raise TypeError(msg)
        return value

    # attrs takes the annotation of a parameter of ``__init__`` from the signature of its converter,
    # which takes longer to find out than to say.
    vars(check)["__signature__"] = _signature(hint)
    return attrs.Converter(check)


@cache
def _signature(hint: Any) -> Signature:
    value = Parameter("value", Parameter.POSITIONAL_ONLY, annotation=_without_markers(hint))
    return Signature([value])


def _without_markers(hint: Any) -> Any:
    """The type that ``help`` shows: ``Annotated[str, Ref(…)] | None`` is ``str | None``."""
    origin = get_origin(hint)
    if origin is Annotated:
        return _without_markers(get_args(hint)[0])
    if origin is tuple:
        item: Any = _without_markers(get_args(hint)[0])
        return tuple[item, ...]
    if origin in (Union, types.UnionType):
        return reduce(or_, map(_without_markers, get_args(hint)))
    return hint


def _got(value: Any) -> str:
    name = type(value).__name__
    if isinstance(value, Enum):
        return f"{name}.{value.name}"
    return f"{name} {value!r}" if isinstance(value, str | int | float) else name


@cache
def _check_for(hint: Any) -> _Check:
    """The check of a type."""
    origin = get_origin(hint)
    if origin is Annotated:
        return _check_for(get_args(hint)[0])
    if origin in (Union, types.UnionType):
        return _union(hint)
    if origin is tuple:
        return _tuple(hint)
    if origin is Literal:
        return _literal(hint)
    if origin is dict:
        return _extension
    if issubclass(hint, Enum):
        return _enum(hint)
    return _instance(hint)


def _union(hint: Any) -> _Check:
    parts = [part for part in get_args(hint) if part is not type(None)]
    checks = [_check_for(part) for part in parts]
    optional = len(parts) < len(get_args(hint))

    def check(value: Any) -> str | None:
        if value is None and optional:
            return None
        complaints = [part(value) for part in checks]
        return None if None in complaints else " or ".join(c for c in complaints if c)

    return check


def _tuple(hint: Any) -> _Check:
    item = _check_for(get_args(hint)[0])

    def check(value: Any) -> str | None:
        if type(value) is not tuple:
            remedy = " (write tuple(…))" if isinstance(value, list) else ""
            return f"expected a tuple, got {_got(value)}{remedy}"
        for number, entry in enumerate(value):
            complaint = item(entry)
            if complaint is not None:
                return f"item {number}: {complaint}"
        return None

    return check


def _literal(hint: Any) -> _Check:
    allowed = get_args(hint)

    def check(value: Any) -> str | None:
        return None if value in allowed else f"expected {allowed[0]!r}, got {_got(value)}"

    return check


def _enum(hint: type[Enum]) -> _Check:
    def check(value: Any) -> str | None:
        if type(value) is hint:
            return None
        member = next((m for m in hint if isinstance(value, str) and m.value == value), None)
        advice = f" (write {hint.__name__}.{member.name})" if member else ""
        return f"expected a {hint.__name__}, got {_got(value)}{advice}"

    return check


def _instance(hint: type) -> _Check:
    # No subclass of these: True is no offset, ClaimKind.CAUSAL is no label.
    exact = hint in (str, int, float, bool)

    def check(value: Any) -> str | None:
        right = type(value) is hint if exact else isinstance(value, hint)
        return None if right else f"expected {hint.__name__}, got {_got(value)}"

    return check


def _extension(value: Any) -> str | None:
    return None if isinstance(value, dict) else f"expected a dict, got {_got(value)}"
