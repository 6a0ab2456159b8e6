"""An answer into a draft: a new one, or one that has the records of earlier answers.

The ids of actors, issues and relations are common to all answers, since the prompt names those that are
known. All other ids are names within one answer, and are changed where the draft has them already.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from detente.errors import AnswerError, InputError
from detente.extraction.answers import Answer, plain_values, read
from detente.extraction.doubles import Double, doubles, join, same_record
from detente.extraction.references import rename
from detente.extraction.schemas import CORRECTIONS
from detente.json_types import Json
from detente.pipeline.draft import TODO, slug, with_records
from detente.pipeline.draft import draft as skeleton
from detente.pipeline.sealing import match_texts
from detente.records import DRAFT_FORMAT, VERSION
from detente.records.plain import has_id, identified, objects
from detente.records.slugs import proposed_id
from detente.schema.reduced import ARRAYS
from detente.schema.reduced_form import from_reduced
from detente.text.readers import given_texts


class Drafted(NamedTuple):
    """A draft with the records of an answer."""

    draft: dict[str, Json]
    """The draft, as plain values; ``detente.dumps`` is for datasets, ``json.dumps`` writes a draft."""
    notes: tuple[str, ...]
    """What was not taken as the answer has it: ids that were changed, actors that were there already,
    fields of an article that somebody has filled in."""
    doubles: tuple[Double, ...]
    """The new records that may be one with an earlier one; ``unite`` unites those that you choose."""


Text = str | Path | Mapping[str, str]
"""A text, the path of a file with one, or texts by name."""


def named(text: Text, into: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Texts in canonical form by the id of their article.

    ``"straits.txt"`` is ``article:straits``; a text without a name is that of the article of ``into`` to
    which it belongs, else ``article:text``. Raises ``InputError`` if there is none, if one is empty or no
    text, or if two have the same id.
    """
    if isinstance(text, str):
        (given,) = given_texts([text]).values()
        articles = match_texts(into, {"": given})
        texts = {next(iter(articles), "text"): given}
    else:
        texts = given_texts(text if isinstance(text, Mapping) else [text])
    found: dict[str, str] = {}
    for name, each in texts.items():
        if not each.strip():
            raise InputError(name, "the text is empty")
        if article_id(name) in found:
            raise InputError(name, f"would be {article_id(name)}, as would another one; rename one")
        found[article_id(name)] = each
    if not found:
        raise InputError("text", "there is none")
    return found


def article_id(name: str) -> str:
    """The id of the article that the text with this name has in a draft."""
    return name if name.startswith("article:") else f"article:{slug(name)}"


def with_articles(texts: Mapping[str, str], into: Mapping[str, Any] | None) -> dict[str, Json]:
    """A draft with an article for each text: a skeleton, or a copy of one with those that it lacks.

    ``texts``: by the id of their article. Raises ``InputError`` if ``into`` is no draft.
    """
    if into is None:
        return skeleton({id_.removeprefix("article:"): text for id_, text in texts.items()})
    if into.get("format") != DRAFT_FORMAT or into.get("version") != VERSION:
        raise InputError("into", f"not a draft of version {VERSION}; detente.draft makes one")
    try:
        made: dict[str, Json] = plain_values(json.dumps(into).encode("ascii"))
    except (TypeError, ValueError) as error:
        raise InputError("into", f"no JSON values: {error}") from error
    for name in ARRAYS:
        if not isinstance(made.get(name, []), list):
            raise InputError("into", f"{name}: expected a list")
    articles = made.setdefault("articles", [])
    known = {row.get("id") for row in objects(articles)}
    new = {id_: text for id_, text in texts.items() if id_ not in known}
    if new:
        articles += with_articles(new, None)["articles"]
    return made


def draft(text: Text, answer: Answer, *, into: Mapping[str, Json] | None = None) -> Drafted:
    """The records of an answer in a draft.

    The records are as in ``detente draft --records``: what is absent is left out, ids are proposed where
    the answer has none. An actor or issue with the id of one in the draft is that one if both have the kind
    and a name in common, a relation if it has the same parties; the draft's gets the names and accounts that
    are new. Any other id that the draft has is changed
    (``claim:war-2``), in all references of the answer too. What somebody has filled in of an article stays.
    All of this is in ``notes``.

    Args:
        text: the text, the path of a file, or texts by name; ``"straits.txt"`` is ``article:straits``. A
            text without a name is that of the article of ``into`` to which it belongs, else
            ``article:text``.
        answer: what the model returned. Corrections in it are not applied; ``apply`` does that.
        into: the draft to add to; without it a skeleton as from ``detente.draft``.

    Raises:
        AnswerError: the answer cannot be read.
        InputError: a text is empty or no text, or ``into`` is no draft.
    """
    texts = named(text, into)
    made = with_articles(texts, into)
    answered = {name: rows for name, rows in read(answer).items() if name != CORRECTIONS}
    records = {n: [from_reduced(row, ARRAYS[n]) for row in rows] for n, rows in answered.items()}
    notes = _shared(records, made) + _renamed(records, made) + _kept(records, made)
    before = by_id(made)
    try:
        made = with_records(made, records)
    except InputError as error:
        raise AnswerError(error.args[-1]) from error
    new = [id_ for id_ in by_id(made) if id_ not in before]
    return Drafted(made, tuple(notes), tuple(doubles(made, texts, new)))


def by_id(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The records of a draft that a model is asked for, by id."""
    return {row["id"]: row for name in ARRAYS for row in identified(document.get(name))}


_COMMON = ("actors", "issues", "relations")
"""The lists whose ids are common to all answers: the prompt names those that are known."""


def _shared(records: dict[str, Any], made: dict[str, Any]) -> list[str]:
    """Take the actors, issues and relations that the draft has out of the records, and add to it what
    is new of them.
    """
    known, notes = by_id(made), list[str]()
    for name in _COMMON:
        kept = []
        for row in records.get(name, ()):
            first = known.get(row["id"]) if has_id(row) else None
            if first is None or same_record(name, first, row) is None:
                kept.append(row)
                continue
            before = objects(first.get("names"))
            notes += join(first, row, "the answer")
            more = [n.get("text") for n in objects(first.get("names")) if n not in before]
            added = f"; also called {', '.join(map(str, more))}" if more else ""
            notes.append(f"{row['id']} is in the draft already{added}")
        if name in records:
            records[name] = kept
    return notes


def _renamed(records: dict[str, Any], made: dict[str, Any]) -> list[str]:
    """Give records whose id is taken another one, in all references among the records."""
    taken = set(by_id(made))
    given = {row["id"] for rows in records.values() for row in rows if has_id(row)}
    names: dict[str, str] = {}
    for array, rows in records.items():
        for row in rows if array != "articles" else ():
            if has_id(row) and row["id"] in taken and row["id"] not in names:
                kind, _, words = row["id"].partition(":")
                names[row["id"]] = proposed_id(kind, words, taken | given | {*names.values()})
    for array, rows in records.items():
        for row in rows:
            if isinstance(row, dict):
                rename(row, ARRAYS[array], names)
    return [f"{old} is another record in the draft; here it is {new}" for old, new in names.items()]


_FILLED = {"authors": [], "published": {"basis": "unresolved"}, "language": "und", "genre": "other"}
"""What the skeleton of an article says before anybody has filled it in, where it does not say TODO."""


def _kept(records: dict[str, Any], made: dict[str, Any]) -> list[str]:
    """Take out of the articles of an answer what somebody has filled in already."""
    known, notes = by_id(made), list[str]()
    for row in records.get("articles", ()):
        article = known.get(row["id"]) if has_id(row) else None
        if article is None:
            continue
        if isinstance(row.get("uncoded"), list) and isinstance(article.get("uncoded"), list):
            more = [item for item in row["uncoded"] if item not in article["uncoded"]]
            row["uncoded"] = article["uncoded"] + more
        for key in [key for key in row if key not in ("id", "uncoded")]:
            value = article.get(key)
            empty = str(value).startswith(TODO) or value == _FILLED.get(key)
            if key in article and not empty:
                if value != row[key]:
                    notes.append(f"{row['id']}/{key} is filled in already")
                del row[key]
    return notes
