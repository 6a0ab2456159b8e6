"""The libraries of the extra: ``pip install 'detente[agreement]'``. They are imported on use."""

from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any

from detente.errors import MissingExtraError


@cache
def needed(name: str) -> Any:
    """A module of the extra, by its name.

    Raises ``MissingExtraError`` if it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtraError(name.partition(".")[0], "agreement") from error


@cache
def assignment() -> Any:
    """``scipy.optimize.linear_sum_assignment``, from the compiled module that it is in: the package
    around it takes half a second to import, more than the rest of a comparison.

    Raises ``MissingExtraError`` if SciPy is not installed.
    """
    scipy = find_spec("scipy")
    if scipy is None:
        needed("scipy")
    folders = (scipy and scipy.submodule_search_locations) or ()
    found = PathFinder.find_spec("_lsap", [str(Path(folder, "optimize")) for folder in folders])
    if found is None or found.loader is None:  # another release of SciPy
        return needed("scipy.optimize").linear_sum_assignment
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module.linear_sum_assignment
