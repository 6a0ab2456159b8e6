"""Pages as tests read them: by the parser of the standard library, not by patterns."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "input", "br", "hr", "img", "link"}


@dataclass
class Tag:
    """An element: its name, its attributes, what is in it."""

    name: str
    attributes: dict[str, Any]
    inside: list[Tag | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words in it, blanks made one."""
        parts = (part if isinstance(part, str) else part.text for part in self.inside)
        return " ".join("".join(parts).split())

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    def __iter__(self):
        for part in self.inside:
            if isinstance(part, Tag):
                yield part
                yield from part

    def all(self, name: str = "", **wanted: str) -> list[Tag]:
        """Elements of a name that have a class (``cls``) and attributes."""
        cls = wanted.pop("cls", None)
        return [
            tag
            for tag in self
            if (not name or tag.name == name)
            and (cls is None or cls in tag.classes)
            and all(tag.attributes.get(key) == value for key, value in wanted.items())
        ]

    def id(self, id_: str) -> Tag:
        (tag,) = self.all(id=id_)
        return tag


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Tag("", {})
        self.open = [self.root]

    def handle_starttag(self, name, attrs):
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in {name}"
        tag = Tag(name, dict(attrs))
        self.open[-1].inside.append(tag)
        if name not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, name, attrs):
        self.open[-1].inside.append(Tag(name, dict(attrs)))

    def handle_endtag(self, name):
        assert self.open[-1].name == name, f"</{name}> in <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].inside.append(data)


def parsed(page: str) -> Tag:
    """A page; every element in it is closed where it was opened."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    assert parser.open == [parser.root]
    return parser.root


def dead_links(page: Tag) -> list[str]:
    """The links of a page that lead nowhere in it."""
    ids = {tag.attributes["id"] for tag in page if "id" in tag.attributes}
    used = [tag.attributes["href"] for tag in page.all("a")]
    used += [
        tag.attributes[name].partition("(")[2].rstrip(")")
        for tag in page
        for name in ("fill", "marker-end")
        if "(" in (tag.attributes.get(name) or "")
    ]
    return [link for link in used if link.startswith("#") and link[1:] not in ids]
