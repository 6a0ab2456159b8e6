"""Writing a dataset and its texts as a REFI-QDA project."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from detente.bridges.features import LAYERS
from detente.bridges.qdpx.codes import Code, code_key, codebook, is_coded, is_coder, layer_key
from detente.bridges.typed_spans import TypedSpan, TypedText, TypedTexts
from detente.files import write_atomically
from detente.inert import visible
from detente.records import Article
from detente.records.model import describe
from detente.version import __version__

_FORMAT = "urn:QDA-XML:project:1.0"
_ALL = uuid5(NAMESPACE_URL, "urn:detente:qdpx")
"""What GUIDs are made in: the same dataset gives the same ones."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can hold, so that the same dataset gives the same bytes."""
_PUBLISHED = "published"
VARIABLES = (
    *(
        field.name
        for field in describe(Article).fields
        if field.base in ("str", "enum") and not (field.many or field.key_of or field.refs)
    ),
    _PUBLISHED,
)
"""What is known of an article, as variables of its text."""


def write(typed: TypedTexts, out: Path) -> None:
    """Write the project, with the texts in it as UTF-8 with line feeds."""
    project = _Project(typed)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in project.files():
            archive.writestr(_entry(name), data)
    write_atomically(out, held.getvalue())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


class _Project:
    """The elements of a project, in the order of its schema."""

    def __init__(self, typed: TypedTexts) -> None:
        self._typed = typed
        self._names = uuid5(_ALL, typed.digest)
        self._coders = {typed.names[a.id]: self._guid(a.id) for a in typed.dataset.annotators}
        self._notes: dict[str, str] = {}  # of each part that has spans

    def files(self) -> Iterator[tuple[str, bytes]]:
        yield "project.qde", self._xml()
        for text in self._typed.texts:
            yield f"sources/{self._guid(text.id, 'text')}.txt", text.text.encode()

    def _guid(self, *key: str) -> str:
        return str(uuid5(self._names, "/".join(key)))

    def _xml(self) -> bytes:
        header = self._typed.dataset.dataset
        title = "détente" if header is None else header.title
        root = ET.Element(
            "Project", xmlns=_FORMAT, name=visible(title), origin=f"détente {__version__}"
        )
        self._users(root)
        codes = codebook(self._typed)
        if codes:
            below = ET.SubElement(ET.SubElement(root, "CodeBook"), "Codes")
            for code in codes:
                self._code(below, code)
        self._variables(ET.SubElement(root, "Variables"))
        sources = ET.SubElement(root, "Sources")
        for text in self._typed.texts:
            self._source(sources, text)
        self._add_notes(root)
        self._links(root)
        ET.SubElement(root, "Description").text = f"détente dataset, SHA-256 {self._typed.digest}"
        ET.indent(root)
        return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))

    def _users(self, root: ET.Element) -> None:
        below = ET.SubElement(root, "Users") if self._coders else root
        for name, guid in self._coders.items():
            ET.SubElement(below, "User", guid=guid, name=visible(name))

    def _code(self, below: ET.Element, code: Code) -> None:
        codable = "false" if code.parts else "true"
        at = ET.SubElement(
            below, "Code", guid=self._guid(code.key), name=visible(code.name), isCodable=codable
        )
        if code.description:
            ET.SubElement(at, "Description").text = visible(code.description)
        for part in code.parts:
            self._code(at, part)

    def _variables(self, below: ET.Element) -> None:
        for name in VARIABLES:
            guid = self._guid("variable", name)
            ET.SubElement(below, "Variable", guid=guid, name=name, typeOfVariable="Text")

    def _source(self, below: ET.Element, text: TypedText) -> None:
        path = f"internal://{self._guid(text.id, 'text')}.txt"
        at = ET.SubElement(
            below,
            "TextSource",
            guid=self._guid(text.id),
            name=visible(text.label),
            plainTextPath=path,
        )
        for span in text.spans:
            self._selection(at, span)
        article = self._typed.article(text)
        for name in VARIABLES:
            value = article.published.value if name == _PUBLISHED else getattr(article, name)
            if value is not None:
                holder = ET.SubElement(at, "VariableValue")
                ET.SubElement(holder, "VariableRef", targetGUID=self._guid("variable", name))
                ET.SubElement(holder, "TextValue").text = visible(str(value))

    def _selection(self, below: ET.Element, span: TypedSpan) -> None:
        at = ET.SubElement(
            below,
            "PlainTextSelection",
            guid=self._guid(span.key),
            name=visible(self._typed.names[span.record]),
            startPosition=str(span.start),
            endPosition=str(span.end),
        )
        features = LAYERS[span.layer].features
        named = [v for f in features if is_coder(f) for v in span.features.get(f.name, ())]
        coders = [self._coders[name] for name in named if name in self._coders]
        creating = {"creatingUser": coders[0]} if coders else {}
        keys = [layer_key(span.layer)]
        for feature in filter(is_coded, features):
            values = span.features.get(feature.name, ())
            keys += (code_key(span.layer, feature.name, value) for value in values)
        for key in keys:
            coding = ET.SubElement(at, "Coding", creating, guid=self._guid(span.key, key))
            ET.SubElement(coding, "CodeRef", targetGUID=self._guid(key))
        said = self._said(span)
        if said:
            self._notes[span.group] = said
            ET.SubElement(at, "NoteRef", targetGUID=self._guid("note", span.group))

    def _said(self, span: TypedSpan) -> str:
        """What a mark says in free text, a line for each feature."""
        return "\n".join(
            f"{feature.name}: {' '.join(value.split())}"
            for feature in LAYERS[span.layer].features
            if not is_coded(feature) and not is_coder(feature)
            for value in span.features.get(feature.name, ())
        )

    def _add_notes(self, root: ET.Element) -> None:
        if not self._notes:
            return
        below = ET.SubElement(root, "Notes")
        for group, said in self._notes.items():
            name = visible(self._typed.names[group.partition("/")[0]])
            at = ET.SubElement(below, "Note", guid=self._guid("note", group), name=name)
            ET.SubElement(at, "PlainTextContent").text = visible(said)

    def _links(self, root: ET.Element) -> None:
        links = [link for text in self._typed.texts for link in text.links]
        below = ET.SubElement(root, "Links") if links else root
        for link in links:
            ET.SubElement(
                below,
                "Link",
                guid=self._guid("link", link.key, link.source),
                name=link.kind,
                direction="OneWay",
                originGUID=self._guid(link.source),
                targetGUID=self._guid(link.target),
            )
