"""How far long work is. Loops tell it; whoever shows it to people listens. Nothing is printed here.

A loop in another loop is a step of that one, and tells nothing of its own.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

Watcher = Callable[[int, int, str], None]
"""What is told how many are done, of how many, and of what (a noun in the plural)."""

_WATCHER: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watched(watcher: Watcher | None) -> Iterator[None]:
    """Let a watcher listen to the loops in the block; ``None``: nobody."""
    token = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(token)


def tell(done: int, total: int, what: str) -> None:
    """Tell how far a loop is that counts for itself."""
    watcher = _WATCHER.get()
    if watcher is not None:
        watcher(done, total, what)


@contextmanager
def tracked(items: Collection[T], what: str) -> Iterator[Iterable[T]]:
    """The items, for one loop over them that tells before each how many are done.

    ``what``: what they are called, in the plural. Where nobody listens, and for a single item,
    which does not say how far it is, the items themselves.
    """
    watcher = _WATCHER.get()
    if watcher is None or len(items) < 2:
        yield items
        return
    with watched(None):
        yield _told(items, what, watcher)


def _told(items: Collection[T], what: str, watcher: Watcher) -> Iterator[T]:
    for done, item in enumerate(items):
        watcher(done, len(items), what)
        yield item
    watcher(len(items), len(items), what)
