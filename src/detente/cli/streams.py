"""The streams of the command: what others wrote cannot act on a terminal or in CI, and a full one is no crash."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from typing import Any, NamedTuple, TextIO, cast

from detente.inert import terminal, visible


class InertStream:
    """A stream of text with the last filter before it (``detente.inert.terminal``)."""

    def __init__(self, stream: TextIO) -> None:
        """Keep the stream, all else of which stays as it is."""
        self.inner = stream
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
        self.failed = False
        """Whether something could not be written."""
        self._begins = True

    def write(self, text: str) -> int:
        """Write a text without what acts; our colours stay on a terminal."""
        if text:
            shown = terminal(text, colors=self.inner.isatty(), begins=self._begins)
            self._begins = text.endswith("\n")
            self._try(self.inner.write, shown)
        return len(text)

    def flush(self) -> None:
        """Write what is in the buffer."""
        self._try(self.inner.flush)

    def _try(self, call: Any, *arguments: str) -> None:
        try:
            call(*arguments)
        except OSError:
            self.failed = True
            raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


class Streams(NamedTuple):
    """Both of them."""

    out: InertStream
    err: InertStream


@contextmanager
def inert_streams() -> Iterator[Streams]:
    """Standard output and standard error with the filter, inside the block."""
    streams = Streams(InertStream(sys.stdout), InertStream(sys.stderr))
    with (
        redirect_stdout(cast("TextIO", streams.out)),
        redirect_stderr(cast("TextIO", streams.err)),
    ):
        yield streams


def put(data: bytes) -> None:
    """Write the bytes of a file to standard output: as they are, but to a terminal without what it obeys."""
    if sys.stdout.isatty():
        sys.stdout.write(visible(data.decode("utf-8", "replace")))
    else:
        sys.stdout.buffer.write(data)


def unfiltered(stream: Any) -> Any:
    """The stream without the filter, for lines that a CI system is to obey: their words are escaped already."""
    return stream.inner if isinstance(stream, InertStream) else stream


def silence(stream: TextIO) -> None:
    """Let nothing more be written, so that the interpreter does not try again when it ends."""
    with suppress(OSError):  # a stream of a test has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def settled(status: int) -> int:
    """The exit status, once all is written: 2 where that cannot be done."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            silence(stream)
            status = 2
    return status
