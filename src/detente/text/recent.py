"""What is made of a text, kept while the text is in use."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

MOST = 4_000_000
"""Code points of the texts whose results are kept, of each function; the last result is always kept.
A guess: 400 articles. The largest results, marked skeletons, take 16 bytes a code point."""

_P = ParamSpec("_P")
_R = TypeVar("_R")


def recent(number: int) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Keep the last results of a function whose first argument is a text: so many at most, and no more
    than ``MOST`` code points have together. ``functools.lru_cache`` does not know how large they are.
    """

    def decorate(make: Callable[_P, _R]) -> Callable[_P, _R]:
        kept: OrderedDict[tuple[Any, ...], _R] = OrderedDict()
        size, lock = 0, Lock()

        @wraps(make)
        def made(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            nonlocal size
            key: tuple[Any, ...] = (*args, *kwargs.values())
            with lock:
                if key in kept:
                    kept.move_to_end(key)
                    return kept[key]
            result = make(*args, **kwargs)
            with lock:
                if key not in kept:  # another thread may have been as fast
                    size += len(key[0])
                kept[key] = result
                while len(kept) > number or (size > MOST and len(kept) > 1):
                    size -= len(kept.popitem(last=False)[0][0])
            return result

        return made

    return decorate
