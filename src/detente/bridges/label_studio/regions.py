"""Regions of Label Studio as marks. Several results with one id are one region: its label, its features."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from detente.bridges.features import LAYERS, of_layer
from detente.bridges.label_studio.tasks import Task
from detente.bridges.label_studio.writing import KEY
from detente.bridges.marks import Difference, Mark, MarkLink
from detente.json_types import Json
from detente.text.profiles import canonical

_Result = Mapping[str, Any]
_VALUES = {"choices": "choices", "textarea": "text"}
"""The key of the values, by the type of a control that gives a feature."""


class Fault(Exception):  # noqa: N818  it says what is wrong with a region
    """A region that says nothing that can be read. ``args``: the reason."""


class Regions:
    """The marks and links of a task, and what of it is refused."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self.marks: list[Mark] = []
        self.links: list[MarkLink] = []
        self.refused: list[Difference] = []
        regions: dict[str, list[_Result]] = {}
        for number, result in enumerate(task.results, 1):
            place = f"{task.place}, result {number}"
            if not isinstance(result, dict):
                self._refuse(place, "result", "it is no object")
            elif result.get("type") == "relation":
                self._relation(place, result)
            elif isinstance(result.get("id"), str):
                regions.setdefault(result["id"], []).append(result)
            else:
                self._refuse(place, str(result.get("type")), "it has no id")
        for id_, results in regions.items():
            self._region(id_, results)

    def _refuse(self, place: str, what: str, reason: str, **more: Any) -> None:
        words = {"what": what, "article": self._task.article, "place": place, "reason": reason}
        self.refused.append(Difference(change="refused", **words, **more))

    def _id(self, region: Json) -> str:
        """What links call a region: its id in the tool is unique in one task alone."""
        return f"{self._task.place}/{region}"

    # --- links ---

    def _relation(self, place: str, result: _Result) -> None:
        source, target = self._id(result.get("from_id")), self._id(result.get("to_id"))
        direction, kinds = result.get("direction"), result.get("labels")
        fault: str | None = None
        if direction == "bi":
            fault = "it goes both ways: a link has one direction"
        if not _are_strings(kinds) or not kinds:
            fault, kinds = "it has no label, which says what kind of link it is", ["relation"]
        if direction == "left":
            source, target = target, source
        self.links += [
            MarkLink(place=place, kind=kind, source=source, target=target, fault=fault)
            for kind in kinds
        ]

    # --- marks ---

    def _region(self, id_: str, results: Sequence[_Result]) -> None:
        place = f"{self._task.place}, region {id_}"
        metas = [one["meta"] for one in results if isinstance(one.get("meta"), dict)]
        key = next((meta[KEY] for meta in metas if isinstance(meta.get(KEY), str)), None)
        known: dict[str, Any] = {"place": place, "article": self._task.article, "key": key}
        labels = [one for one in results if str(one.get("type")).endswith("labels")]
        layer = _label(labels)
        for reason in _beside(results, metas):
            self._refuse(place, layer, reason, key=key)
        try:
            words, ranges = self._range(labels)
            features = dict(self._features(layer, place, results, labels[0]))
        except Fault as fault:
            self.marks.append(
                Mark(**known, id=self._id(id_), layer=layer, ranges=(), fault=str(fault))
            )
            return
        self.marks.append(
            Mark(
                **known,
                id=self._id(id_),
                layer=layer,
                ranges=ranges,
                words=words,
                features=features,
            )
        )

    def _range(self, labels: Sequence[_Result]) -> tuple[tuple[str, ...], tuple[tuple[int, int]]]:
        """The words and the range of a region."""
        if not labels:
            raise Fault("it has no label: it is about the whole text, or lost its label")
        value = _value(labels[0])
        if labels[0].get("type") != "labels":
            msg = f"marks of the type {labels[0].get('type')} are not in plain text"
            raise Fault(msg)
        if len(labels) > 1 or not _are_strings(value.get("labels")) or len(value["labels"]) != 1:
            raise Fault("a mark has one label")
        start, end = value.get("start"), value.get("end")
        if type(start) is not int or type(end) is not int:
            msg = f"{start!r:.40} to {end!r:.40} are no offsets in a plain text"
            raise Fault(msg)
        offsets, words = self._task.offsets, value.get("text")
        try:
            ranges = ((offsets.from_raw(start), offsets.from_raw(end)),)
        except ValueError as error:
            raise Fault(str(error)) from error
        return ((canonical(words),) if isinstance(words, str) else ()), ranges

    def _features(
        self, layer: str, place: str, results: Sequence[_Result], label: _Result
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The features of a region. What is no feature of its layer is refused alone, if unreadable."""
        known = {feature.name for feature in LAYERS[layer].features} if layer in LAYERS else set()
        at, said = _value(label), set[str]()
        for result in results:
            if result is label:
                continue
            name, values = of_layer(layer, str(result.get("from_name"))), _values(result)
            fault = _fault(result, values, at)
            if name in said:
                fault = "it is there twice"
            said.add(name)
            if fault is None:
                yield name, tuple(values)
            elif name in known:
                msg = f"{name}: {fault}"
                raise Fault(msg)
            else:
                self._refuse(place, layer, fault, feature=name)


def _values(result: _Result) -> list[str]:
    """What a control says; empty if that is nothing, or not in words."""
    values = _value(result).get(_VALUES.get(str(result.get("type")), ""))
    values = [values] if isinstance(values, str) else values
    return [one for one in values if one] if _are_strings(values) else []


def _fault(result: _Result, values: Sequence[str], at: Mapping[str, Any]) -> str | None:
    """Why what a control says of a mark at a place cannot be taken."""
    value = _value(result)
    if not values and value.get(_VALUES.get(str(result.get("type")), "")) not in ([], [""], ""):
        return f"what a control of type {result.get('type')} says cannot be read"
    if any(value.get(key, at[key]) != at[key] for key in ("start", "end")):
        return "it has another place than the mark"
    return None


def _label(labels: Sequence[_Result]) -> str:
    held = _value(labels[0]).get(str(labels[0].get("type"))) if labels else None
    return held[0] if _are_strings(held) and held else "mark"


def _value(result: _Result) -> Mapping[str, Any]:
    value = result.get("value")
    return value if isinstance(value, dict) else {}


def _are_strings(values: Any) -> TypeGuard[list[str]]:
    return isinstance(values, list) and all(isinstance(one, str) for one in values)


def _beside(results: Sequence[_Result], metas: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What a region has that is neither its place nor a feature."""
    if any(one.get("parentID") for one in results):
        yield "it lies in another region: the format has no marks in marks"
    if any(meta.get("text") for meta in metas):
        yield "it has a comment: write that into its note"
