"""Packages whose public names are loaded when they are first used (PEP 562)."""

TYPE_CHECKING = False  # as in typing, whose import takes longer than everything else here
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any


def getattr_and_dir(
    package: str, homes: "Mapping[str, str]", modules: tuple[str, ...] = ()
) -> "tuple[Callable[[str], Any], Callable[[], list[str]]]":
    """``__getattr__`` and ``__dir__`` of a package.

    ``homes``: the modules below the package, and the public names of each, separated by spaces;
    ``modules``: those that are public themselves.
    """
    home_of = {name: home for home, listed in homes.items() for name in listed.split()}

    def load(name: str) -> "Any":
        """A public name, loaded when it is first used."""
        if name not in home_of and name not in modules:
            msg = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(msg)
        import sys
        from importlib import import_module

        if name in modules:
            return import_module(f"{package}.{name}")
        value = getattr(import_module(f"{package}.{home_of[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    def listed() -> list[str]:
        """The public names."""
        return sorted((*home_of, *modules))

    return load, listed


def stub(package: str, homes: "Mapping[str, str]", modules: tuple[str, ...] = ()) -> str:
    """The text of the ``__init__.pyi`` of such a package, for type checkers."""
    lines = [f"from {package} import {name} as {name}" for name in modules]
    lines += [
        f"from {package}.{home} import {name} as {name}"
        for home in sorted(homes)
        for name in sorted(homes[home].split())
    ]
    return "\n".join(["# Derived from HOMES in __init__.py by docs/reference.py.", *lines, ""])
