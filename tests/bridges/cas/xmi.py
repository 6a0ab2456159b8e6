"""CAS as files and as trees, for tests that edit them."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring, tostring

from detente.bridges import Imported, Marks, TypedTexts, import_marks
from detente.bridges.cas import read, write

ID = "{http://www.omg.org/XMI}id"
CAS = "{http:///uima/cas.ecore}"
OURS = "{http:///detente.ecore}"

Trees = dict[str, Element]


def written(typed: TypedTexts) -> Trees:
    """The XMI files as they are written, by their names."""
    with tempfile.TemporaryDirectory() as folder:
        write(typed, Path(folder) / "out")
        files = (Path(folder) / "out").glob("*.xmi")
        return {file.name: fromstring(file.read_bytes()) for file in files}


def there_and_back(typed: TypedTexts) -> Marks:
    """What is read from what is written."""
    with tempfile.TemporaryDirectory() as folder:
        write(typed, Path(folder) / "out")
        return read(Path(folder) / "out")


def _with_files(trees: Trees, then: Callable[[Path], Any]) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        for name, tree in trees.items():
            (Path(folder) / name).write_bytes(tostring(tree, encoding="utf-8"))
        return then(Path(folder))


def read_back(trees: Trees) -> Marks:
    """What is read from them."""
    return _with_files(trees, read)


def imported(trees: Trees, base: Any, texts: Any) -> Imported:
    """What is imported of them."""
    return _with_files(trees, lambda path: import_marks(path, "cas", texts=texts, base=base))


def marks(trees: Trees) -> list[tuple[Element, Element]]:
    """All marks that were exported, each with the tree that it is in."""
    return [(tree, one) for tree in trees.values() for one in tree if one.get("key")]


def mark(trees: Trees, key: str) -> tuple[Element, Element]:
    """The mark with a key, and the tree that it is in."""
    ((tree, found),) = [pair for pair in marks(trees) if pair[1].get("key") == key]
    return tree, found


def add(tree: Element, tag: str, *, indexed: bool = True, **features: Any) -> Element:
    """Add an element, and index it."""
    made = Element(tag, {ID: str(1000 + len(tree)), **{k: str(v) for k, v in features.items()}})
    tree.insert(1, made)
    if indexed:
        view = tree.find(f"{CAS}View")
        view.set("members", f"{view.get('members')} {made.get(ID)}")
    return made


def delete(tree: Element, one: Element) -> None:
    """Take an element out of the indexes, as UIMA does with what is deleted."""
    view = tree.find(f"{CAS}View")
    view.set("members", " ".join(i for i in view.get("members").split() if i != one.get(ID)))


def sofa(tree: Element) -> Element:
    """The text of a CAS."""
    return tree.find(f"{CAS}Sofa")


def from_scratch(text: str) -> Element:
    """A CAS with a text and nothing else, as INCEpTION has it of a text file."""
    tree = fromstring(
        '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore">'
        '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text"/>'
        '<cas:View sofa="1" members=""/></xmi:XMI>'
    )
    sofa(tree).set("sofaString", text)
    return tree
