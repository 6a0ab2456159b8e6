"""A bar that shows how far long work is: on a terminal, and nowhere else."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from detente import progress
from detente.cli.streams import unfiltered

_PATIENCE = 0.5
"""Seconds until a bar appears: work that is done sooner needs none."""

_PAUSE = 0.1
"""Seconds between two pictures of it, so that drawing takes no time from the work."""

_WIDTH = 20
"""Characters of the bar itself. With the counts it fits into the 80 columns of a narrow terminal."""


def wanted(stream: TextIO) -> bool:
    """Whether somebody sees a bar: on a terminal that can erase a line, and not in CI, whose
    systems set ``CI`` and keep all that is written.
    """
    return stream.isatty() and not os.environ.get("CI") and os.environ.get("TERM") != "dumb"


@contextmanager
def bar() -> Iterator[None]:
    """Show how far the work in the block is, in the last line of standard error. It is gone afterwards."""
    if not wanted(sys.stderr):
        yield
        return
    shown = Bar(unfiltered(sys.stderr))
    try:
        with progress.watched(shown):
            yield
    finally:
        shown.erase()


class Bar:
    """One line that is drawn again and again."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._due = monotonic() + _PATIENCE
        self._drawn = False

    def __call__(self, done: int, total: int, what: str) -> None:
        """Draw it, unless it was drawn just now."""
        if done == total:
            self.erase()
            return
        now = monotonic()
        if now >= self._due:
            self._due = now + _PAUSE
            self._drawn = True
            full = "#" * (_WIDTH * done // total)
            self._write(f"\r[{full:.<{_WIDTH}}] {done:,} of {total:,} {what}\033[K")

    def erase(self) -> None:
        """Leave an empty line, for what is printed next."""
        if self._drawn:
            self._drawn = False
            self._write("\r\033[K")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
