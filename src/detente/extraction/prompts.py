"""What a model is told: the task, the vocabularies, what is known so far, the text by paragraphs."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal, NamedTuple

from detente.codec.encode import to_plain
from detente.dataset import Dataset
from detente.errors import InputError
from detente.extraction.chunking import Chunk
from detente.extraction.drafting import Text, named
from detente.json_types import Json
from detente.records.plain import identified, objects
from detente.records.slugs import words_for
from detente.schema.reduced import ARRAYS
from detente.schema.reduced import slots as slots_of
from detente.text.paragraphs import paragraphs
from detente.vocab.catalogue import of_enum, vocabulary

Guidelines = Literal["short", "full"]
"""How much a model is told of the guidelines."""

_MANY = 20
"""Values: longer vocabularies are only listed in the short form. Their names say what they mean."""


class Prompt(NamedTuple):
    """What is sent to a model, without the schema."""

    task: str
    """The task and the guidelines; equal for all texts, so that a provider can keep it."""
    text: str
    """What is known so far, and the text with numbered paragraphs."""

    @property
    def messages(self) -> list[dict[str, str]]:
        """A message of the system and one of the user, as most clients take them."""
        return [
            {"role": "system", "content": self.task},
            {"role": "user", "content": self.text},
        ]

    @property
    def size(self) -> int:
        """Characters of both; a token is some four of them in English."""
        return len(self.task) + len(self.text)


def prompt(
    text: Text,
    *,
    guidelines: Guidelines = "short",
    dataset: Dataset | Mapping[str, Json] | None = None,
    chunk: Chunk | None = None,
) -> Prompt:
    """What a model is to be told about a text.

    Args:
        text: the text, the path of its file, or one text by name; ``"straits.txt"`` is
            ``article:straits``, a text without a name ``article:text``.
        guidelines: *short* has the rules that decide most, in all some 28,000 characters; *full* all
            pages but the worked example, some 140,000.
        dataset: a dataset or draft whose records the answer may refer to.
        chunk: the part of the text to show; without it all of it.

    Raises:
        InputError: there is not exactly one text, it is empty, or the guidelines have another name.
    """
    known = to_plain(dataset) if isinstance(dataset, Dataset) else dataset or {}
    texts = named(text, known)
    if len(texts) != 1:
        raise InputError("text", f"expected one text, got {len(texts)}")
    ((id_, given),) = texts.items()
    if guidelines not in ("short", "full"):
        raise InputError("guidelines", f"expected short or full, got {guidelines!r}")
    parts = [*known_so_far(known), *_numbered(id_, given, chunk)]
    return Prompt(_task(guidelines), "\n".join(parts))


# --- the task -------------------------------------------------------------------------------------


@cache
def _task(guidelines: Guidelines) -> str:
    folder = resources.files("detente.extraction").joinpath("data")
    names = ["short.md"] if guidelines == "short" else ["short.md", "full.md"]
    pages = [folder.joinpath(name).read_text(encoding="utf-8").strip() for name in names]
    return "\n\n".join([*pages, "\n".join(_vocabularies(guidelines))])


def _vocabularies(guidelines: Guidelines) -> Iterator[str]:
    """The values that the schema allows, with their definitions."""
    yield "# Values"
    for enum, places in _enums().items():
        described = of_enum(enum)
        yield f"\n## {described.title} ({', '.join(places)})\n"
        if guidelines == "short" and len(described.values) > _MANY:
            yield ", ".join(value.value for value in described.values)
            continue
        for value in described.values:
            more = f" {value.decide}" if guidelines == "full" and value.decide else ""
            yield f"- {value.value}: {value.definition}{more}"
    units = [value.value for value in vocabulary("unit").values]
    yield f"\n## Units (Quantity.unit, Quantity.per)\n\n{', '.join(units)}; currencies by ISO 4217: USD, EUR …"


def _enums() -> dict[Any, list[str]]:
    """The enums of the schema, each with the fields that have it."""
    found: dict[Any, list[str]] = {}
    seen: set[type] = set()

    def visit(cls: Any) -> None:
        if cls in seen:
            return
        seen.add(cls)
        for slot in slots_of(cls):
            if slot.base == "enum":
                found.setdefault(slot.type, []).append(f"{cls.__name__}.{slot.key}")
            elif slot.base == "record":
                visit(slot.type)

    for cls in ARRAYS.values():
        visit(cls)
    return found


# --- the text -------------------------------------------------------------------------------------

_NAMED = ("actors", "issues", "events", "claims", "relations")
"""The lists whose records an answer may refer to."""


def known_so_far(document: Mapping[str, Any]) -> Iterator[str]:
    """The records of a draft or dataset that an answer may refer to, in lines."""
    rows = [row for name in _NAMED for row in identified(document.get(name))]
    if rows:
        yield "# Known so far\n"
        yield "Refer to these by their ids. Give an actor or issue again only if the text has another name for it.\n"
        yield from map(_line, rows)
        yield ""


def _line(row: Mapping[str, Any]) -> str:
    """A record in one line: its id, what it is, and how it is called."""
    called = [name.get("text") for name in objects(row.get("names"))]
    words = ", ".join(map(str, called)) or words_for(row)
    kind = row.get("kind") or row.get("type") or ""
    return f"- {row['id']}: {' '.join(words.split())}" + (f" ({kind})" if kind else "")


def _numbered(article: str, text: str, chunk: Chunk | None) -> Iterator[str]:
    places = list(enumerate(paragraphs(text), 1))
    yield f"# The text: {article}\n"
    if chunk is not None and (chunk.first > 1 or chunk.last < len(places)):
        yield f"Paragraphs {chunk.first} to {chunk.last} of {len(places)}.\n"
        places = places[chunk.first - 1 : chunk.last]
    yield from by_number(text, places)


def by_number(text: str, places: Iterable[tuple[int, tuple[int, int]]]) -> Iterator[str]:
    """Paragraphs with their numbers in brackets, which are not part of the text."""
    for number, (start, end) in places:
        yield f"[{number}] {text[start:end]}"
