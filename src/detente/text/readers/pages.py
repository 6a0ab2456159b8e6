"""The pages of a PDF as one text: without page numbers and running heads, paragraphs apart."""

import re
from collections import Counter
from collections.abc import Sequence

_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE
)
"""A page number alone, as *12*, *- 12 -*, *Page 3 of 10*, *xiv*."""

_ENDED = re.compile(
    r"""[.!?:;\u2026\u3002\uff01\uff1f\u0964\u061f\u06d4]["'\u2019\u201d\u00bb)\]\d]*\s*\Z"""
)
"""The end of a sentence, with what may follow it: closing quotation marks, brackets, a note's number."""

_REPEATED = 3
"""Pages: how many have to have the same first or last block for it to be a running head. A guess: two
pages may begin alike by chance, such as with a table's title."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def joined(pages: Sequence[Sequence[str]]) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
    """The text, the offset at which each page begins, and what was left out at the edges of pages.

    ``pages``: the blocks of each page, from top to bottom. Page numbers and running heads are left
    out; what a page break cuts in the middle of a sentence stays one paragraph.
    """
    cleaned = [[text for block in blocks if (text := _lines(block))] for blocks in pages]
    numbers, heads = _edges(cleaned)
    left_out: list[str] = []
    text, starts = "", []
    for blocks in cleaned:
        first = True
        for number, block in enumerate(blocks):
            edge = number in (0, len(blocks) - 1)
            if edge and (block in numbers or _shape(block) in heads):
                left_out.append(block)
                continue
            if text:
                text += "\n" if _continues(text, block, page_break=first) else "\n\n"
            if first:
                starts.append(len(text))
            text, first = text + block, False
        if first:  # a page without text
            starts.append(len(text))
    return (f"{text}\n" if text else ""), tuple(starts), tuple(left_out)


def is_page_number(block: str) -> bool:
    """Whether a block is a page number alone."""
    return _NUMBER.fullmatch(block) is not None


def _lines(block: str) -> str:
    lines = (" ".join(_CONTROLS.sub("", line).split()) for line in block.split("\n"))
    return "\n".join(line for line in lines if line)


def _shape(block: str) -> str:
    """A block with its numbers alike, as running heads may have the page's."""
    return re.sub(r"\d+", "0", block)


def _edges(pages: Sequence[Sequence[str]]) -> tuple[set[str], set[str]]:
    """The page numbers, and the shapes of running heads, among the first and last blocks of pages."""
    numbers: set[str] = set()
    shapes: Counter[str] = Counter()
    for blocks in pages:
        edges = dict.fromkeys((blocks[0], blocks[-1])) if blocks else ()
        numbers.update(block for block in edges if is_page_number(block))
        shapes.update(_shape(block) for block in edges if "\n" not in block)
    heads = {
        shape
        for shape, count in shapes.items()
        if count >= _REPEATED and count * 3 >= len(pages)  # left and right pages, chapters
    }
    return numbers, heads


def _continues(text: str, block: str, *, page_break: bool) -> bool:
    """Whether a block goes on with the sentence before it."""
    if _ENDED.search(text):
        return False
    return page_break or text.endswith(("-", "\u2010", "\u00ad")) or block[0].islower()
