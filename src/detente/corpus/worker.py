"""A process that works on one chunk: its job comes on standard input, one line of JSON."""

import json
import os
import signal
import sys
import threading

from detente.corpus.work import Job, work
from detente.errors import reason_of

OUTPUT, MEMORY = 3, 4
"""Exit statuses: the output cannot be written; the memory does not suffice."""


def main() -> int:
    """Work; returns the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one decides
    job = Job.from_dict(json.loads(sys.stdin.readline()))
    threading.Thread(target=_follow, daemon=True).start()
    try:
        work(job)
    except OSError as error:
        print(reason_of(error), file=sys.stderr)
        return OUTPUT
    except MemoryError:
        return MEMORY
    return 0


def _follow() -> None:
    """End with the process that started this one: then its end of the pipe is closed."""
    sys.stdin.read()
    os._exit(MEMORY)
