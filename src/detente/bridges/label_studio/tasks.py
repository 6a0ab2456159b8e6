"""What a project of Label Studio holds: of each task its text, and the marks of one annotator."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from detente.bridges.label_studio.configuration import TEXT
from detente.bridges.label_studio.writing import ARTICLE, BASE
from detente.bridges.marks import Difference
from detente.errors import InputError
from detente.json_types import Json
from detente.text.offsets import RawOffsets


@attrs.frozen(kw_only=True)
class Task:
    """A text and what is marked in it."""

    place: str
    """What people call it."""
    article: str
    """The id of the article; of one that was not exported, the place."""
    base: str | None
    """The digest of the dataset that was exported."""
    offsets: RawOffsets
    """The text, as the tool has it and in canonical form."""
    results: Sequence[Json]
    """The regions and relations of the annotator."""


@attrs.frozen(kw_only=True)
class Work:
    """Regions that one annotator, or a model, made of a task."""

    by: str
    """The annotator: the number or e-mail address of a user, the version of a model; may be empty."""
    results: Sequence[Json]
    """The regions and relations."""


def tasks_of(
    path: str, document: Json, annotator: str | None
) -> tuple[list[Task], list[Difference]]:
    """The tasks of an export, each with the work of one annotator, and what was left out.

    Raises ``InputError`` if it is no export as JSON, or if several annotators worked and none of them
    is named.
    """
    listed = document if isinstance(document, list) else [document]
    if not listed:
        raise InputError(path, "it has no task")
    tasks = [_plain(path, number, task) for number, task in enumerate(listed, 1)]
    works = [_works(path, place, task) for place, task in tasks]
    everybody = {work.by for each in works for work in each}
    if annotator is None:
        annotator = _the_only_one(path, works, everybody)
    elif annotator not in everybody:
        raise InputError(path, f"nothing in it is of {annotator}; {_who(works, everybody)}")
    found: list[Task] = []
    left_out: list[Difference] = []
    for (place, task), each in zip(tasks, works, strict=True):
        own = [work for work in each if work.by == annotator]
        if len(own) > 1:
            reason = f"{place} has {len(own)} annotations of one annotator: delete all but one"
            raise InputError(path, reason)
        read = _task(path, place, task, own[0].results if own else ())
        if own:
            found.append(read)
        left_out += _left_out(read, task, empty=not own)
    return found, left_out


def _plain(path: str, number: int, task: Json) -> tuple[str, dict[str, Any]]:
    """A task and what to call it. One annotation with its task in it is what a storage is given."""
    if isinstance(task, dict) and isinstance(task.get("task"), dict):
        task = task["task"] | {"annotations": [task]}
    if not isinstance(task, dict) or not isinstance(task.get("data"), dict):
        reason = f"task {number} has no data: export the project as JSON, not in another format"
        raise InputError(path, reason)
    id_ = task.get("id")
    return f"task {id_ if type(id_) is int else number}", task


def _works(path: str, place: str, task: Mapping[str, Any]) -> list[Work]:
    """The annotations of a task that were not cancelled; without any, the predictions."""
    annotations = [
        Work(by=_name(one.get("completed_by")), results=_results(path, place, one))
        for one in _listed(path, place, task, "annotations")
        if not one.get("was_cancelled")
    ]
    if annotations or task.get("annotations"):
        return annotations
    return [
        Work(by=_name(one.get("model_version")), results=_results(path, place, one))
        for one in _listed(path, place, task, "predictions")
    ]


def _listed(path: str, place: str, task: Mapping[str, Any], key: str) -> Iterator[dict[str, Any]]:
    held = task.get(key) or []
    if not isinstance(held, list) or not all(isinstance(one, dict) for one in held):
        raise InputError(path, f"{place}: {key} is no list of objects")
    yield from held


def _results(path: str, place: str, one: Mapping[str, Any]) -> list[Json]:
    results = one.get("result")
    if not isinstance(results, list):
        raise InputError(path, f"{place}: an annotation without a list `result`")
    return results


def _name(by: Json) -> str:
    if isinstance(by, dict):
        by = by.get("email") or by.get("id")
    return str(by) if isinstance(by, str | int) else ""


def _the_only_one(path: str, works: Sequence[Sequence[Work]], everybody: set[str]) -> str:
    if len(everybody) > 1:
        reason = f"several annotators worked on it: name one. {_who(works, everybody)}"
        raise InputError(path, reason)
    return next(iter(everybody), "")


def _who(works: Sequence[Sequence[Work]], everybody: set[str]) -> str:
    """The annotators, each with the number of tasks."""
    number = {by: sum(any(w.by == by for w in each) for each in works) for by in everybody}
    told = ", ".join(f"{by or 'nobody'} ({number[by]})" for by in sorted(everybody))
    return f"there are, each with the number of tasks: {told or 'none'}"


def _task(path: str, place: str, task: Mapping[str, Any], results: Sequence[Json]) -> Task:
    data = task["data"]
    article, base = data.get(ARTICLE), data.get(BASE)
    if not (isinstance(article, str) and isinstance(base, str)):
        article = base = None
    offsets = RawOffsets(_text(path, place, data))
    return Task(place=place, article=article or place, base=base, offsets=offsets, results=results)


def _text(path: str, place: str, data: Mapping[str, Any]) -> str:
    """The text of a task: the value of ``text``, or the only string that there is."""
    strings = {key: value for key, value in data.items() if isinstance(value, str)}
    if TEXT in strings:
        return strings[TEXT]
    if len(strings) != 1:
        keys = ", ".join(data)
        reason = f"{place} has no text: its data has no `{TEXT}`, but {keys or 'nothing'}"
        raise InputError(path, reason)
    return next(iter(strings.values()))


def _left_out(task: Task, plain: Mapping[str, Any], *, empty: bool) -> Iterator[Difference]:
    """What of a task is not taken."""

    def refused(reason: str) -> Difference:
        return Difference(
            change="refused", what="task", article=task.article, place=task.place, reason=reason
        )

    if empty:
        yield refused("it has no annotation of the annotator, or a cancelled one: nothing is taken")
    drafts = plain.get("drafts")
    listed = drafts if isinstance(drafts, list) else []
    if any(isinstance(one, dict) and one.get("result") for one in listed):
        yield refused("it has a draft that was not submitted in the tool")
