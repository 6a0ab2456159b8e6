"""The runner on several machines: Ray, of the extra ``ray``.

All machines must see the input, the texts and the output under the same paths. If Ray runs already
in this program (``ray.init``), its cluster is used; else one on this machine, for the time of the run.
"""

import logging
from typing import Any, Self

from detente.corpus.work import Job, work
from detente.errors import InputError, optional, reason_of

_MEMORY = "out of memory"

WORK = work
"""What a task does with its job."""


class OnRay:
    """Tasks of Ray, one a chunk, none of them tried again: what dies is halved."""

    def __init__(self, workers: int | None) -> None:
        """``workers``: how many at a time; else one for each processor of the cluster."""
        self._ray = optional("ray", "ray")
        self._workers = workers
        self._running: dict[Any, Job] = {}
        self._started = False
        self.workers = workers or 1

    def __enter__(self) -> Self:
        """Use the cluster that is there, or start one."""
        if not self._ray.is_initialized():
            self._ray.init(
                num_cpus=self._workers,
                include_dashboard=False,
                log_to_driver=False,
                logging_level=logging.ERROR,
            )
            self._started = True
        if self._workers is None:
            self.workers = max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        self._task = self._ray.remote(max_retries=0, num_cpus=1)(_work)
        return self

    def __exit__(self, *_: object) -> None:
        """Give up what still runs; stop the cluster if it was started here."""
        for task in self._running:
            self._ray.cancel(task, force=True)
        if self._started:
            self._ray.shutdown()

    def submit(self, job: Job) -> None:
        """Start a task for a chunk."""
        self._running[self._task.remote(WORK, job.to_dict())] = job

    def wait(self) -> tuple[Job, str | None]:
        """The next chunk whose task has ended, and why if it is not done.

        Raises ``InputError`` if the output cannot be written or tasks cannot start.
        """
        (ended, *_), _ = self._ray.wait(list(self._running), num_returns=1)
        job = self._running.pop(ended)
        try:
            said: str | None = self._ray.get(ended)
        except self._ray.exceptions.RayTaskError as error:  # no file's fault: those are caught
            raise InputError("ray", f"a worker failed: {error}") from error
        except self._ray.exceptions.RayError as error:
            return job, f"the task ended: {type(error).__name__}"
        if said not in (None, _MEMORY):
            raise InputError(job.out, f"cannot be written: {said}")
        return job, said


def _work(task: Any, values: dict[str, Any]) -> str | None:
    """Work on a chunk; returns why it is not done."""
    try:
        task(Job.from_dict(values))
    except OSError as error:
        return reason_of(error)
    except MemoryError:
        return _MEMORY
    return None
