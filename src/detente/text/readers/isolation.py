"""The extractors in a process of their own, so that a hostile page or PDF costs bounded time and memory.

One process serves all files, since starting it takes longer than most pages.
"""

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from detente.errors import InputError, MissingExtraError

SECONDS = 120
"""How long one file may take. A mathematical book of 117 pages took 28 s, a news page 0.02 s, on a
machine with two processors."""

SIZE = 64 << 20
"""Bytes: a larger web page or PDF is refused. A guess."""

_EXTRAS = {"web_page": ("trafilatura", "html"), "pdf": ("pdfminer", "pdf")}
"""The module that an extractor needs, and the extra that installs it."""

_START = (
    "import sys; sys.path[:] = {path!r}; from detente.text.readers.extractors import main; main()"
)


class _Worker:
    """The process, and the one request that it works on."""

    def __init__(self) -> None:
        self.pid = os.getpid()  # a fork shares the pipes, but must not use them
        self.process = subprocess.Popen(  # noqa: S603  our own code
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.late = False

    @property
    def usable(self) -> bool:
        return self.pid == os.getpid() and self.process.poll() is None

    def ask(self, request: bytes) -> Any:
        """The answer; ``None`` if the process ended before it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        timer = threading.Timer(SECONDS, self._stop)
        timer.start()
        try:
            self.process.stdin.write(request)
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = b""
        finally:
            timer.cancel()
        return json.loads(answer) if answer.endswith(b"\n") else None

    def _stop(self) -> None:
        self.late = True
        self.process.kill()

    def close(self) -> None:
        if self.pid == os.getpid():
            self.process.kill()
            self.process.wait()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with contextlib.suppress(BrokenPipeError):  # a request that was not read
            self.process.stdin.close()
        self.process.stdout.close()


_lock = threading.Lock()
_workers: list[_Worker] = []


def _worker() -> _Worker:
    if _workers and not _workers[0].usable:
        close()
    if not _workers:
        _workers.append(_Worker())
    return _workers[0]


@atexit.register
def close() -> None:
    """End the process, if there is one."""
    while _workers:
        _workers.pop().close()


def extracted(path: Path, kind: str, content: str) -> Any:
    """What an extractor gives for the content of a file. ``kind``: the name of its function.

    Raises ``InputError`` if it fails or takes too long, ``MissingExtraError`` without its library.
    """
    module, extra = _EXTRAS[kind]
    if find_spec(module) is None:
        raise MissingExtraError(module, extra)
    if len(content) > SIZE:
        raise InputError(str(path), f"more than {SIZE >> 20} MiB, which is too much for a text")
    request = json.dumps({"kind": kind, "content": content}).encode("ascii") + b"\n"
    with _lock:
        worker = _worker()
        answer = worker.ask(request)
        if answer is None:
            close()
    if answer is None and worker.late:
        raise InputError(str(path), f"reading it took more than {SECONDS} s, and was ended")
    if answer is None:
        raise InputError(str(path), f"{module} broke down over it: copy its text into a .txt file")
    if "missing" in answer:
        raise MissingExtraError(answer["missing"], extra)
    if "problem" in answer:
        raise InputError(str(path), answer["problem"])
    return answer["result"]
