"""Every module of a subcommand is reached, and every subcommand has one."""

import pkgutil
from importlib import import_module

import detente.cli
from detente.cli import COMMANDS


def test_each_module_with_a_run_is_a_subcommand() -> None:
    names = [module.name for module in pkgutil.iter_modules(detente.cli.__path__)]
    runnable = {n for n in names if hasattr(import_module(f"detente.cli.{n}"), "run")}

    assert {name.removesuffix("_") for name in runnable} == set(COMMANDS), (
        "list it in COMMANDS of cli/__init__.py"
    )
