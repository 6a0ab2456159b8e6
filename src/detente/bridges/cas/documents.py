"""A CAS as marks and links of an article."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from detente.bridges.cas.controls import unescaped, with_controls
from detente.bridges.cas.files import XmiFile
from detente.bridges.cas.types import (
    ARTICLE,
    BASE,
    BOOLEAN,
    CONTROLS,
    DOCUMENT,
    KEY,
    LAYER_OF,
    LINK,
    LINKS,
    ROLE,
    STRINGS,
    TARGET,
    features_of_type,
    meant_by,
)
from detente.bridges.cas.xmi import Cas, Element
from detente.bridges.features import LAYERS, Features
from detente.bridges.marks import Difference, Mark, MarkLink
from detente.errors import InputError
from detente.text.offsets import Offsets, RawOffsets

_NUMBER = re.compile("[0-9]{1,12}")
_OF_THE_TOOL = re.compile(
    r"uima\.(cas\..*|tcas\.DocumentAnnotation)"
    r"|de\.tudarmstadt\.ukp\.dkpro\.core\.api\.("
    r"metadata\.type\..*|segmentation\.type\.(Token|Sentence|Paragraph|Heading|Div))"
    r"|de\.tudarmstadt\.ukp\.(clarin\.webanno\.api|inception\.annotation)\.type\..*"
    r"|org\.dkpro\.core\.api\.(xml|pdf)\.type\..*"
)
"""Types by which tools of UIMA keep what nobody marked: words and sentences, what a file was, its pages."""
_PLACE = frozenset({"sofa", "begin", "end"})
_NO_FEATURES = frozenset({KEY, LINKS})


class Document:
    """The marks and links of an article, and what of its CAS is refused."""

    def __init__(self, file: XmiFile) -> None:
        """Read it. Raises ``InputError`` if it is no CAS, or does not say which article it is of."""
        self.file = file
        self._cas = Cas(file.name, file.data)
        self._indexed = self._cas.indexed
        said = self._said()
        self.base = said.get(BASE)
        """The digest of the dataset that it was exported from; ``None`` if it was from none."""
        self.article = said[ARTICLE] if self.base is not None else file.document
        """The id of the article; of one that was not exported, the name of the document."""
        self._offsets = RawOffsets(self._raw(said.get(CONTROLS, "")))
        self.refused: list[Difference] = []
        self.links: list[MarkLink] = []
        self.marks = [mark for element in self._indexed for mark in self._mark(element)]

    @property
    def text(self) -> str:
        """The text of the article."""
        return self._offsets.text

    def _said(self) -> dict[str, str]:
        """What it says of itself: the base and the article."""
        found = [element.attributes for element in self._indexed if element.type == DOCUMENT]
        if len(found) > 1 or any(BASE in one and ARTICLE not in one for one in found):
            raise InputError(self.file.name, "it does not say once of which article it is")
        return found[0] if found else {}

    def _raw(self, controls: str) -> str:
        try:
            return with_controls(self._cas.text, controls)
        except ValueError as error:
            raise InputError(self.file.name, str(error)) from error

    @cached_property
    def _utf16(self) -> Offsets:
        return Offsets(self._cas.text)

    def _place(self, element: Element) -> str:
        return f"{self.file.name}, xmi:id {element.id}"

    def _id(self, element: Element) -> str:
        return f"{self.article}/{element.id}"

    def _refuse(self, element: Element, reason: str, **more: Any) -> None:
        known = {"article": self.article, "place": self._place(element), "reason": reason}
        what = LAYER_OF.get(element.type, element.type)
        self.refused.append(Difference(change="refused", what=what, **known | more))

    # --- marks ---

    def _mark(self, element: Element) -> Iterator[Mark]:
        if element.type in (DOCUMENT, LINK) or _OF_THE_TOOL.fullmatch(element.type):
            return
        layer = LAYER_OF.get(element.type)
        if layer is None and "begin" not in element.attributes:
            self._refuse(element, f"the format has no {element.type}")
            return
        for link in self._cas.references(element, LINKS):
            if link.type == LINK:
                self._link(element, link)
        known: dict[str, Any] = {
            "place": self._place(element),
            "id": self._id(element),
            "article": self.article,
            "layer": layer or element.type,
            "key": element.attributes.get(KEY) or None,
            "features": self._features(element, layer) if layer else {},
        }
        try:
            yield Mark(**known, ranges=(self._range(element),))
        except ValueError as error:
            yield Mark(**known, ranges=(), fault=str(error))

    def _range(self, element: Element) -> tuple[int, int]:
        """The range of a mark in the text of the article. Raises ``ValueError`` if it has none there."""
        if element.attributes.get("sofa") != self._cas.sofa:
            raise ValueError("it marks words of another view of the document")
        begin, end = (self._offset(element, name) for name in ("begin", "end"))
        return begin, end

    def _offset(self, element: Element, name: str) -> int:
        number = element.attributes.get(name, "")
        if not _NUMBER.fullmatch(number):
            msg = f"its {name}, {number[:20]!r}, is no offset"
            raise ValueError(msg)
        return self._offsets.from_raw(self._utf16.from_utf16(int(number)))

    def _features(self, element: Element, layer: str) -> Features:
        ranges = {known.name: known.range for known in features_of_type(LAYERS[layer])}
        found: dict[str, tuple[str, ...]] = {}
        for name in {**element.attributes, **element.children}:
            if name in _PLACE or name in _NO_FEATURES:
                continue
            if ranges.get(name) == STRINGS:
                values = self._cas.strings(element, name)
            else:
                values = (element.attributes[name],) if name in element.attributes else ()
                values += tuple(element.children.get(name, ()))
            if ranges.get(name) == BOOLEAN:
                values = tuple(value for value in values if value not in ("false", "0"))
                values = tuple("true" if value == "1" else value for value in values)
            if values := tuple(unescaped(value) for value in values if value):
                found[meant_by(layer, name)] = values
        return found

    # --- links ---

    def _link(self, source: Element, link: Element) -> None:
        target = self._cas.reference(link, TARGET)
        kind = link.attributes.get(ROLE, "")
        fault = "a link needs a role, which is its kind, and one target"
        self.links.append(
            MarkLink(
                place=self._place(source),
                kind=kind,
                source=self._id(source),
                target="" if target is None else self._id(target),
                fault=fault if target is None or not kind else None,
            )
        )
