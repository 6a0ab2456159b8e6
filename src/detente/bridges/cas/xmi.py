"""An XMI file as it was read: the elements of a CAS, of which nothing is believed yet.

Read with expat. A file with a document type is refused: without one, XML has no entities, so nothing
is fetched and nothing grows.
"""

from codecs import BOM_UTF8
from collections import defaultdict
from typing import Any
from xml.parsers import expat

import attrs

from detente.errors import InputError

FORMAT = "UIMA CAS XMI (XML 1.0)"
"""What INCEpTION calls it."""
_OTHERS = {
    b'<?xml version="1.1"': "XML 1.1",
    b"<?xml version='1.1'": "XML 1.1",
    b"{": "JSON",
    b"#FORMAT=WebAnno TSV": "WebAnno TSV",
}
"""How files begin that INCEpTION exports too, and what they are."""
_XMI = "http://www.omg.org/XMI"
_ID = f"{_XMI} id"
_DEEPEST = 3
"""The file, its elements, and the values of their features."""


@attrs.frozen(kw_only=True)
class Element:
    """A feature structure: an annotation, a link, an array, or the text."""

    type: str
    """The type's name: ``detente.Claim``."""
    id: str
    """What others call it."""
    attributes: dict[str, str]
    """Its features that have one value."""
    children: dict[str, list[str]] = attrs.field(factory=lambda: defaultdict(list))
    """Its features that have several."""


class Cas:
    """The elements of a CAS by their ids, in the order of the file."""

    def __init__(self, name: str, data: bytes) -> None:
        """Read it. Raises ``InputError`` with the reason if it is none."""
        self.name = name
        self.elements: dict[str, Element] = {}
        self._indexed: dict[str, set[str]] = defaultdict(set)
        self._arrays: set[str] = set()
        self._open: list[str] = []
        self._within: Element | None = None
        self._words: list[str] = []
        self._parse(data)
        sofas = [e for e in self.elements.values() if e.type == "uima.cas.Sofa"]
        first = [e for e in sofas if e.attributes.get("sofaID") == "_InitialView"] or sofas[:1]
        if not first or "sofaString" not in first[0].attributes:
            raise self._error("it has no text")
        self.sofa = first[0].id
        self.text = first[0].attributes["sofaString"]

    @property
    def indexed(self) -> list[Element]:
        """What is in the indexes, those of other views too. What was deleted may still be in the file."""
        ids = {id_ for members in self._indexed.values() for id_ in members}
        return [element for id_, element in self.elements.items() if id_ in ids]

    def strings(self, element: Element, name: str) -> tuple[str, ...]:
        """The values of a feature that has several: in children, or in an array that it names."""
        if name not in element.attributes:
            return tuple(element.children.get(name, ()))
        array = self.elements.get(element.attributes[name])
        return () if array is None else tuple(self._of_one(array).children.get("elements", ()))

    def references(self, element: Element, name: str) -> list[Element]:
        """The elements that a feature names: themselves, or by an array. Those that are not there are left
        out.
        """
        named = self._named(element, name)
        if len(named) == 1 and named[0].type == "uima.cas.FSArray":
            return self._named(self._of_one(named[0]), "elements")
        return named

    def reference(self, element: Element, name: str) -> Element | None:
        """The element that a feature names; ``None`` if it is not there."""
        return self.elements.get(element.attributes.get(name, ""))

    def _named(self, element: Element, name: str) -> list[Element]:
        ids = element.attributes.get(name, "").split()
        return [self.elements[id_] for id_ in ids if id_ in self.elements]

    def _of_one(self, array: Element) -> Element:
        """An array, which only one element may have: so all of them together are no larger than the file."""
        if array.id in self._arrays:
            msg = f"several elements have the array {array.id}"
            raise self._error(msg)
        self._arrays.add(array.id)
        return array

    def _error(self, reason: str) -> InputError:
        return InputError(self.name, reason)

    def _parse(self, data: bytes) -> None:
        for begin, other in _OTHERS.items():
            if data.removeprefix(BOM_UTF8).lstrip().startswith(begin):
                msg = f"it is {other}: export it as “{FORMAT}”"
                raise self._error(msg)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words.append
        try:
            parser.Parse(data, True)
        except (
            expat.ExpatError,
            LookupError,
            ValueError,
        ) as error:  # an encoding that is none, too
            msg = f"not XML: {error}"
            raise self._error(msg) from error

    def _refuse(self, *_: Any) -> None:
        raise self._error("it has a document type, which an XMI file does not need")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._words.clear()
        self._open.append(tag)
        if len(self._open) > _DEEPEST:
            msg = f"<{tag}> is nested too deeply for an XMI file"
            raise self._error(msg)
        if len(self._open) == 1 and tag != f"{_XMI} XMI":
            raise self._error("it is XML, but no XMI file")
        if len(self._open) == 2:
            self._element(_type_of(tag), attributes)

    def _element(self, type_: str, attributes: dict[str, str]) -> None:
        self._within = None
        if type_ == "uima.cas.View":
            members = attributes.get("members", "").split()
            self._indexed[attributes.get("sofa", "")].update(members)
            return
        id_ = attributes.pop(_ID, None)
        if id_ is None:
            msg = f"the element {type_} has no xmi:id"
            raise self._error(msg)
        if id_ in self.elements:
            msg = f"two elements have the xmi:id {id_}"
            raise self._error(msg)
        self._within = Element(type=type_, id=id_, attributes=attributes)
        self.elements[id_] = self._within

    def _end(self, tag: str) -> None:
        if len(self._open) == 3 and self._within is not None:
            self._within.children[tag].append("".join(self._words))
        self._words.clear()
        self._open.pop()


def _type_of(tag: str) -> str:
    """The name of a type: ``detente.Claim`` of ``http:///detente.ecore Claim``."""
    namespace, _, name = tag.rpartition(" ")
    package = namespace.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return name if package in ("", "uima.noNamespace") else f"{package}.{name}"
