"""The public surface, read from the library: ``python -m tests.surface`` writes it to surface.json.

A name, a parameter, a field, a value, an option of the command: what a program or a script of others can
rely on. A change to it is a decision, which shows in the diff of that file. Annotations are taken as they
stand in the source, since Python's own way to print them differs between its versions.
"""

import argparse
import ast
import dataclasses
import importlib
import inspect
import json
import textwrap
from enum import Enum
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, get_args

import attrs

import detente
from detente.cli import parser
from detente.validation.catalogue import all_rules
from tests.paths import ROOT

FILE = Path(__file__).with_name("surface.json")
MODULES = (
    "detente",
    "detente.bridges",
    "detente.corpus",
    "detente.edtf",
    "detente.extraction",
    "detente.text",
    "detente.testing",
)
# Operators are part of what one can do with an object; how it is made and shown is not.
OPERATORS = {
    *("__getitem__", "__contains__", "__iter__", "__len__", "__call__", "__bool__"),
    *("__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__", "__and__", "__or__"),
}


def surface() -> dict[str, Any]:
    """All of it, as plain values."""
    return {
        "modules": {name: names(name) for name in MODULES},
        "command": command(parser()),
        "extras": sorted(metadata_extras()),
        "rules": {code: rule.name for code, rule in all_rules().items()},
    }


def names(module: str) -> dict[str, Any]:
    """What a module offers, by name."""
    found = importlib.import_module(module)
    return {
        name: described(getattr(found, name), name)
        for name in sorted(getattr(found, "__all__", dir(found)))
        if name != "__version__"
    }


def described(value: Any, name: str) -> Any:
    """A public object: what others can rely on."""
    if inspect.isclass(value) and value.__module__.startswith("detente"):
        return of_class(value)
    if inspect.isfunction(inspect.unwrap(value)):  # with a cache or without
        return signature(inspect.unwrap(value))
    if get_args(value):
        return "one of " + ", ".join(
            getattr(a, "__name__", None) or repr(a) for a in get_args(value)
        )
    if inspect.ismodule(value):
        return "module"
    if isinstance(value, int) or (isinstance(value, tuple) and all(type(v) is int for v in value)):
        return f"value {value!r}"
    return f"a {type(value).__name__}"


def of_class(cls: type) -> dict[str, Any]:
    """A class: what it is, its members, its fields, its methods."""
    found: dict[str, Any] = {
        "is": [base.__name__ for base in cls.__mro__[1:] if base is not object]
    }
    if issubclass(cls, Enum):
        found["members"] = {member.name: member.value for member in cls}
    elif fields_of(cls):
        found["fields"] = fields_of(cls)
    elif "__init__" in vars(cls):
        found["made"] = signature(cls.__init__)
    methods = {
        name: shown
        for name in dir(cls)
        if (not name.startswith("_") or name in OPERATORS)
        and (shown := method(cls, name)) is not None
    }
    if methods:
        found["methods"] = methods
    return found


def fields_of(cls: Any) -> dict[str, str]:
    """The fields of a record or a data class: annotation and default."""
    if attrs.has(cls):
        known = [f.name for f in attrs.fields(cls) if not f.name.startswith("_")]
    elif dataclasses.is_dataclass(cls):
        known = [f.name for f in dataclasses.fields(cls) if not f.name.startswith("_")]
    else:
        known = list(getattr(cls, "_fields", ()))
    return {name: declared(cls, name) for name in known}


def declared(cls: type, name: str) -> str:
    for base in cls.__mro__:
        for node in body_of(base):
            if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name:
                default = "" if node.value is None else f" = {ast.unparse(node.value)}"
                return f"{ast.unparse(node.annotation)}{default}"
    return "an item of a tuple"


@cache
def body_of(cls: type) -> tuple[ast.stmt, ...]:
    if not cls.__module__.startswith("detente"):
        return ()
    for node in ast.walk(
        module_of(cls.__module__)
    ):  # the source of a class itself is lost by slots
        if isinstance(node, ast.ClassDef) and node.name == cls.__name__:
            return tuple(node.body)
    return ()


@cache
def module_of(name: str) -> ast.Module:
    return ast.parse(inspect.getsource(importlib.import_module(name)))


def method(cls: type, name: str) -> str | None:
    """A method or property that the library defines; those of Python's own bases are Python's."""
    for base in cls.__mro__:
        if name not in vars(base):
            continue
        value = vars(base)[name]
        if not base.__module__.startswith("detente") or name in fields_of(cls):
            return None
        if isinstance(value, classmethod | staticmethod):
            return f"{type(value).__name__} {signature(value.__func__)}"
        if inspect.isfunction(value):
            return signature(value)
        if isinstance(value, property) or hasattr(value, "func"):
            getter = value.fget if isinstance(value, property) else value.func
            node = function(getter)
            return f"property{'' if node.returns is None else f' -> {ast.unparse(node.returns)}'}"
        return None
    return None


def function(value: Any) -> Any:
    (node,) = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(value)))).body
    return node


def signature(value: Any) -> str:
    """Parameters, defaults and annotations, as in the source."""
    if not value.__module__.startswith("detente") or value.__name__ == "<lambda>":
        return "made elsewhere"
    try:
        node = function(value)
    except (OSError, TypeError):  # generated: attrs says what it takes in the fields
        return "made from the fields"
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return "made from the fields"
    returns = "" if node.returns is None else f" -> {ast.unparse(node.returns)}"
    return f"({ast.unparse(node.args)}){returns}"


def command(shown: argparse.ArgumentParser) -> dict[str, Any]:
    """The options and commands of a parser."""
    found: dict[str, Any] = {"options": {}}
    for action in shown._actions:
        if isinstance(action, argparse._SubParsersAction):
            found["commands"] = {name: command(sub) for name, sub in sorted(action.choices.items())}
        elif not isinstance(action, argparse._HelpAction):
            name = ", ".join(action.option_strings) or action.dest
            parts = [f"{action.metavar}" if action.metavar else "", f"nargs {action.nargs}"]
            parts[1:] = parts[1:] if action.nargs is not None else []
            parts += [f"one of {', '.join(map(str, action.choices))}"] if action.choices else []
            parts += ["required"] if action.required else []
            if action.default not in (None, argparse.SUPPRESS, False, []):
                parts.append(f"default {action.default}")
            found["options"][name] = "; ".join(part for part in parts if part)
    return found


def metadata_extras() -> set[str]:
    """The extras, from ``pyproject.toml`` beside the tests, else from what is installed."""
    project = ROOT / "pyproject.toml"
    if project.is_file():
        import tomllib

        return set(tomllib.loads(project.read_text("utf-8"))["project"]["optional-dependencies"])
    return set(metadata.metadata("detente").get_all("Provides-Extra") or ())


def text() -> str:
    """The file as it should stand."""
    return json.dumps(surface(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    print(f"written: {FILE.name}; the public names of detente: {len(dir(detente))}")
