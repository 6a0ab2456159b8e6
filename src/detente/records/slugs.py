"""Readable ids: slugs made of the label, proposition or name of a record.

They say nothing that the published words do not say. Values of fields, such as the kind of a claim, are no
part of them: a correction would make the id false.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, count
from typing import Any

from detente.json_types import Json
from detente.records.plain import identified, objects

LENGTH = 60
"""Characters of a slug at most. An id may have 96; a longer slug nobody reads."""


def slug_of(words: str) -> str:
    """Words as a slug: ``Être ou ne pas être`` as ``etre-ou-ne-pas-etre``; at most 60 characters, cut
    between words. Accents are left out, and so are letters that are not Latin; empty if nothing is
    left.
    """
    ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return _cut(re.findall("[a-z0-9]+", ascii_words.replace("'", "")), LENGTH)


def _cut(words: list[str], length: int) -> str:
    """As many words as fit, the first one cut if it does not."""
    slug = "-".join(words)
    if len(slug) <= length:
        return slug
    return slug[: length + 1].rpartition("-")[0] or slug[:length]


def proposed_id(kind: str, words: str, taken: Collection[str]) -> str:
    """An id of a kind that is not taken: a slug of the words, with a number if another record has it
    (``-2``), or a number alone where the words have no Latin letters.
    """
    slug = slug_of(words)
    if not re.search("[a-z]", slug):
        return next(id_ for n in count(1) if (id_ := f"{kind}:{n}") not in taken)
    return next(id_ for id_ in _numbered(kind, slug) if id_ not in taken)


def _numbered(kind: str, slug: str) -> Iterator[str]:
    cuts = (_cut(slug.split("-"), LENGTH - len(f"-{n}")) + f"-{n}" for n in count(2))
    return (f"{kind}:{each}" for each in chain((slug,), cuts))


def words_for(record: Mapping[str, Any]) -> str:
    """The words of which the id of a record is made: its proposition, label or first name; of records
    without words the slugs of those that they join.
    """
    name = next((name.get("text") for name in objects(record.get("names"))), None)
    for words in (record.get("proposition"), record.get("label"), name):
        if isinstance(words, str):
            return words
    parties = record.get("parties")
    joined = [record.get("source"), record.get("target"), record.get("actor")]
    joined += parties if isinstance(parties, list) else []
    return " ".join(id_.partition(":")[2] for id_ in joined if isinstance(id_, str))


def with_ids(records: list[Json], kind: str, taken: set[str]) -> list[Json]:
    """Records of one kind in which those without an id have one that is proposed.

    ``taken``: the ids that exist; those of the records are added.
    """
    taken |= {record["id"] for record in identified(records)}
    made: list[Json] = []
    for record in records:
        if isinstance(record, dict) and not record.get("id"):
            id_ = proposed_id(kind, words_for(record), taken)
            taken.add(id_)
            made.append({"id": id_, **{key: v for key, v in record.items() if key != "id"}})
        else:
            made.append(record)
    return made
