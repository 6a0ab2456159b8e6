"""The runner on one machine: one process a chunk.

A pool of processes loses all that is queued when one of them is killed; a process of its own loses
its chunk alone.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from queue import SimpleQueue
from threading import Thread
from typing import IO, Self

from detente.corpus.work import Job
from detente.corpus.worker import MEMORY, OUTPUT
from detente.errors import InputError

WORKER = "detente.corpus.worker"
"""The module whose ``main`` works on a chunk."""

FAILED = 1
"""The exit status of a process that could not start, or that a bug outside of any file ended."""


class Processes:
    """Processes on this machine."""

    def __init__(self, workers: int | None) -> None:
        """``workers``: how many at a time; else one for each processor."""
        self.workers = workers or os.cpu_count() or 1
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._errors: dict[str, IO[str]] = {}
        self._ended: SimpleQueue[tuple[Job, int]] = SimpleQueue()

    def __enter__(self) -> Self:
        """Nothing is started before there is a job."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes that still run; what they have finished stays."""
        for process in self._running.values():
            process.kill()
        for process in self._running.values():
            process.wait()
            assert process.stdin is not None
            with contextlib.suppress(OSError):
                process.stdin.close()
        for file in self._errors.values():
            file.close()

    def submit(self, job: Job) -> None:
        """Start a process for a chunk."""
        errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        # The modules are found where this process finds them, in a notebook and a test too.
        code = (
            f"import sys; sys.path[:] = {sys.path!r}; from {WORKER} import main; sys.exit(main())"
        )
        process = subprocess.Popen(  # noqa: S603  this interpreter and our own module
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            encoding="utf-8",
        )
        self._running[job.part], self._errors[job.part] = process, errors
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it ended already; its status says how
            process.stdin.write(json.dumps(job.to_dict()) + "\n")
            process.stdin.flush()
        Thread(target=self._wait, args=(job, process), daemon=True).start()

    def _wait(self, job: Job, process: "subprocess.Popen[str]") -> None:
        self._ended.put((job, process.wait()))

    def wait(self) -> tuple[Job, str | None]:
        """The next chunk whose process has ended, and why if it is not done.

        Raises ``InputError`` if the output cannot be written or processes cannot start.
        """
        job, status = self._ended.get()
        process, errors = self._running.pop(job.part), self._errors.pop(job.part)
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.close()
        with errors:
            errors.seek(0)
            said = errors.read().strip().rpartition("\n")[2]
        if status == OUTPUT:
            raise InputError(job.out, f"cannot be written: {said}")
        if status == FAILED:
            raise InputError(sys.executable, f"a worker failed: {said}")
        return job, _reason(status)


def _reason(status: int) -> str | None:
    if status == 0:
        return None
    if status == MEMORY:
        return "out of memory"
    try:
        return f"ended by {signal.Signals(-status).name}"
    except ValueError:
        return f"ended with status {status}"
