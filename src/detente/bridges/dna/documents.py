"""Articles as documents of Discourse Network Analyzer: text, date, and where the statements stand."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from detente.bridges.dna.schema import SHORT
from detente.bridges.dna.types import Held
from detente.bridges.swing import plain
from detente.bridges.typed_spans import TypedText, TypedTexts
from detente.display import capped
from detente.edtf import Day
from detente.edtf.calendar import ordinal
from detente.edtf.parser import parse_or_none
from detente.errors import InputError
from detente.records import Article
from detente.text.offsets import Offsets

ABSENT: Final = "The words of the statements below are not at hand. Each line says in the annotator's words what is held.\n"
"""What stands in a document before the statements whose words are not in it."""

_SECONDS: Final = 24 * 60 * 60
_DATE_ROOM: Final = 60
"""Code points of a date in a title, so that the title is still read."""


class Document(NamedTuple):
    """A document."""

    title: str
    text: str
    author: str
    source: str
    notes: str
    type: str
    date: int
    """Seconds since 1970 in UTC."""
    places: dict[str, tuple[int, int]]
    """Where each utterance or account stands, by its key: UTF-16 code units, half-open."""


def documents(typed: TypedTexts, held: Iterable[Held]) -> dict[str, Document]:
    """The documents by the id of the article. Raises ``InputError`` if one has no date at all, or
    if there is none that something is held in.
    """
    of_articles: dict[str, list[Held]] = {article.id: [] for article in typed.dataset.articles}
    for one in held:
        if one.row.article not in of_articles:
            raise InputError(one.row.article, "statements are of this article, and there is none")
        of_articles[one.row.article].append(one)
    texts = {text.id: text for text in typed.texts}
    return {
        article.id: _document(typed, article, texts.get(article.id), of_articles[article.id])
        for article in typed.dataset.articles
    }


def _document(
    typed: TypedTexts, article: Article, text: TypedText | None, held: list[Held]
) -> Document:
    published = article.published.value or ""
    which, date = _date(article.id, published)
    authors = "; ".join(author.name for author in article.authors)
    words, places = _placed(text, held)
    title = plain(article.title or typed.names[article.id])
    remark = (
        "" if which is None else f" [published {capped(plain(published), _DATE_ROOM)}; {which}]"
    )
    notes = {
        "id": article.id,
        "title": article.title,
        "authors": authors,
        "publisher": article.publisher,
        "published": published,
        "date": which,
        "language": article.language,
        "url": article.url,
        "rights": article.rights,
    }
    return Document(
        title=capped(title, SHORT - len(remark)) + remark,
        text=words,
        author=capped(plain(authors), SHORT),
        source=capped(plain(article.publisher), SHORT),
        notes="\n".join(f"{name}: {plain(value)}" for name, value in notes.items() if value),
        type=article.genre.value,
        date=date,
        places=places,
    )


def _date(article: str, published: str) -> tuple[str | None, int]:
    """The day of a document, and what it is if the article may have been published on another."""
    value = parse_or_none(published)
    first, last = (None, None) if value is None else (value.earliest, value.latest)
    days = [day for day in (first, last) if isinstance(day, Day)]
    if not days:
        raise InputError(
            article, "nothing says on which day it was published, and each document must have one"
        )
    remark = f"Date is the {'first' if days[0] == first else 'last'} day"
    seconds = (ordinal(days[0]) - ordinal(Day(1970, 1, 1))) * _SECONDS
    return None if first == last else remark, seconds


def _placed(text: TypedText | None, held: list[Held]) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text, behind it what stands nowhere in it, and where everything stands.

    A statement has one place: of words in pieces the first piece.
    """
    places: dict[str, tuple[int, int]] = {}
    for span in () if text is None else text.spans:
        if span.layer in ("claim", "event"):
            places.setdefault(span.group, (span.start, span.end))
    words = "" if text is None else text.text
    absent = {one.voice: one.row for one in held if one.voice not in places}
    if absent:
        words += f"\n\n{ABSENT}" if words else ABSENT
    for voice, row in absent.items():
        line = plain(row.says) or row.id  # words can be blank, a place cannot
        places[voice] = (len(words), len(words) + len(line))
        words += f"{line}\n"
    offsets = Offsets(words)
    return words, {
        voice: (offsets.to_utf16(start), offsets.to_utf16(end))
        for voice, (start, end) in places.items()
    }
