"""Reading what was marked in Label Studio."""

from pathlib import Path

from detente.bridges.features import LAYERS
from detente.bridges.json_files import read_json
from detente.bridges.label_studio.regions import Regions
from detente.bridges.label_studio.tasks import tasks_of
from detente.bridges.label_studio.writing import TASKS
from detente.bridges.marks import Marks
from detente.errors import InputError


def read(path: Path, *, annotator: str | None = None) -> Marks:
    """What the export of a project holds, or the folder that was written.

    ``annotator``: whose annotations to take, by the number or the e-mail address of the user, or of a
    model by its version. Raises ``InputError`` if the file is no export as JSON, if its tasks are of
    several datasets or one article has two, or if several annotators worked on it and none is named.
    """
    file = path / TASKS if path.is_dir() else path
    tasks, left_out = tasks_of(str(file), read_json(file), annotator)
    bases = {task.base for task in tasks}
    if len(bases) > 1:
        raise InputError(str(file), "its tasks are of several datasets: export them one by one")
    texts: dict[str, str] = {}
    for task in tasks:
        if task.article in texts:
            reason = f"{task.place} has an article that another task has too: delete one of them"
            raise InputError(str(file), reason)
        texts[task.article] = task.offsets.text
    read = [Regions(task) for task in tasks]
    return Marks(
        base=next(iter(bases), None),
        texts=texts,
        marks=tuple(mark for regions in read for mark in regions.marks),
        links=tuple(link for regions in read for link in regions.links),
        layers=tuple(LAYERS),
        refused=(*left_out, *(one for regions in read for one in regions.refused)),
    )
