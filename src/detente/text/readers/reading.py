"""A text as it was read from a file: its words, and how they were got."""

from bisect import bisect_right

import attrs

from detente.text.readers.pages import is_page_number


@attrs.frozen(kw_only=True)
class Reading:
    """The canonical text of a file, and how it was read."""

    text: str = attrs.field(repr=False)
    """The canonical text."""

    encoding: str | None = None
    """The encoding of the file, such as ``utf-8``; none for a PDF."""

    extractor: str | None = None
    """Name and version of the program that took the text from a web page or a PDF, such as
    ``trafilatura 2.3.1``; none for plain text.
    """

    kind: str = "plain text"
    """What the file is: *plain text*, *web page* or *PDF*."""

    raw: str | None = attrs.field(default=None, repr=False)
    """Of plain text what the file holds, decoded: with ``RawOffsets`` the way back to it."""

    pages: tuple[int, ...] = attrs.field(default=(), repr=False)
    """Of a PDF the offset in the text at which each page begins, in code points."""

    left_out: tuple[str, ...] = attrs.field(default=(), repr=False)
    """Of a PDF the page numbers and running heads, which are not part of the text."""

    def page(self, at: int) -> int | None:
        """The page of a PDF, from 1, that an offset of the text is on; ``None`` without pages."""
        return bisect_right(self.pages, at) or None

    @property
    def note(self) -> str | None:
        """How the text was got, as a sentence for the article's ``note``; ``None`` for plain text in
        UTF-8, of which there is nothing to say.
        """
        if self.extractor is not None:
            heads = "" if all(map(is_page_number, self.left_out)) else " and running heads"
            without = f", without page numbers{heads}" if self.left_out else ""
            return f"Text taken from a {self.kind} by {self.extractor}{without}."
        if self.encoding not in (None, "utf-8"):
            return f"Text read from a file in {self.encoding}."
        return None
