"""The perturbations of the benchmark, which is no package: texts changed with known truth."""

import importlib.util
import sys
from types import ModuleType
from typing import Any

from tests.paths import ROOT


def _module() -> ModuleType:
    path = ROOT / "benchmarks" / "perturb.py"
    spec = importlib.util.spec_from_file_location("benchmarks_perturb", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


PERTURB: Any = _module()
