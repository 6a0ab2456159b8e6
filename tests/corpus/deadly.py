"""Workers that files called ``deadly`` kill, and others that fail: a hook of the tests."""

import os
import signal
import sys

from detente.corpus import work as working
from detente.corpus import worker
from detente.corpus.reading import Reading
from detente.corpus.work import Job

REAL = working.work


class Deadly(Reading):
    """A reading that some files do not survive."""

    def __init__(self, unit, *args, **options) -> None:
        if "deadly" in unit.name:
            os.kill(os.getpid(), signal.SIGKILL)
        if "buggy" in unit.name:
            raise ZeroDivisionError("a bug of ours")
        super().__init__(unit, *args, **options)


def deadly_work(job: Job) -> None:
    """What ``detente.corpus.work.work`` does, with readings as above."""
    working.Reading = Deadly
    if os.environ.get("DETENTE_TEST_FULL"):
        raise OSError(28, "No space left on device")
    if os.environ.get("DETENTE_TEST_MEMORY"):
        raise MemoryError
    if os.environ.get("DETENTE_TEST_STATUS"):
        os._exit(int(os.environ["DETENTE_TEST_STATUS"]))
    if os.environ.get("DETENTE_TEST_SLOW"):
        import time

        time.sleep(60)
    REAL(job)


def main() -> int:
    """The worker, in the place of ``detente.corpus.worker``."""
    worker.work = deadly_work
    return worker.main()


if __name__ == "__main__":
    sys.exit(main())
