"""The garbage collector, switched off where many objects without cycles are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Switch the garbage collector off, and back on afterwards if it was on.

    It looks for cycles again and again while objects are made. Records and rows contain none, so that
    it would find nothing; a large file takes two to three times as long with it.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
