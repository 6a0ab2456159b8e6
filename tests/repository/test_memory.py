"""Memory does not grow with the number of files that one process reads."""

import functools
import gc
import importlib
import inspect
import pkgutil
import re
import tracemalloc

import detente
from tests.sample import DATA, TEXTS


def caches():
    """All caches of functions in the package, by module and name."""
    for found in pkgutil.walk_packages(detente.__path__, "detente."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if isinstance(value, functools._lru_cache_wrapper) and (
                value.__module__ == module.__name__
            ):
                yield module.__name__, name, value


def test_a_cache_without_a_limit_is_never_asked_with_a_text_or_an_id() -> None:
    """Its keys are classes, names of ours, or characters: parameters that are called so."""
    found = list(caches())
    assert len(found) > 40
    for module, name, cache in found:
        if cache.cache_parameters()["maxsize"] is not None:
            continue
        taken = inspect.signature(cache.__wrapped__).parameters.values()
        texts = {p.name for p in taken if "str" in str(p.annotation)}
        assert texts <= {"character", "name", "pattern", "keyword"}, (module, name, texts)


def held(number: int) -> None:
    """Read a file whose ids, dates and words no other has, in all ways."""
    data = re.sub(rb"claim:", b"claim:n%d-" % number, DATA)
    data = re.sub(rb'"proposition": "', b'"proposition": "In case %d ' % number, data)
    data = data.replace(b"2005", b"%d" % (1000 + number))
    detente.validate(data, texts={name: f"{text} {number}" for name, text in TEXTS.items()})
    dataset = detente.loads(data)
    list(detente.iter_statements(dataset))
    list(detente.iter_tables(dataset))


def test_a_loop_over_files_does_not_need_more_and_more_memory() -> None:
    for number in range(80):  # limited caches are full then
        held(number)
    gc.collect()
    tracemalloc.start()
    for number in range(80, 100):
        held(number)
    gc.collect()
    before, _ = tracemalloc.get_traced_memory()
    for number in range(100, 180):
        held(number)
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    # Per file less than a hundredth of what a loaded one takes.
    assert (after - before) / 80 < 3000
