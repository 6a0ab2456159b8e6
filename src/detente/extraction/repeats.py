"""Records of an answer that the draft has already: a model that corrects often gives all of them again."""

from collections.abc import Iterator, Mapping
from typing import Any

from detente.extraction.places import place_of
from detente.json_types import Json
from detente.records.plain import identified, objects
from detente.schema.reduced import ARRAYS
from detente.schema.reduced_form import from_reduced

_LISTS = ("mentions", "events", "claims", "links")
"""The lists whose records are not given again. Actors, issues and relations may be, with what is new of them."""


def without_repeats(
    answer: Mapping[str, Any], draft: Mapping[str, Any], texts: Mapping[str, str]
) -> tuple[dict[str, Json], tuple[str, ...]]:
    """An answer without the records that the draft has, and why each was left out.

    The draft has a record if it has its id; if the answer gives no id, if it has one with the same values,
    and a mention if it has one of the same actor in the same places. ``texts``: by the id of their article.
    """
    made, refused = dict(answer), list[str]()
    for name in _LISTS:
        known = identified(draft.get(name))
        ids = {row["id"] for row in known}
        same = {key: row["id"] for row in known for key in _keys(name, row, texts)}
        kept = []
        for number, row in enumerate(answer.get(name, ())):
            given = from_reduced(row, ARRAYS[name])
            id_ = given.get("id") if isinstance(given, dict) else None
            found = (
                None if id_ else next(filter(None, map(same.get, _keys(name, given, texts))), None)
            )
            if isinstance(id_, str) and id_ in ids:
                refused.append(f"{id_}: it exists already; a record is corrected by its fields")
            elif found is not None:
                refused.append(f"{name}/{number}: it is {found}, which exists already")
            else:
                kept.append(row)
        if name in answer:
            made[name] = kept
    return made, tuple(refused)


def _keys(name: str, row: Any, texts: Mapping[str, str]) -> Iterator[str]:
    """What two records have in common that are the same."""
    if not isinstance(row, dict):
        return
    yield repr(sorted((key, value) for key, value in row.items() if key != "id"))
    text = texts.get(str(row.get("article")))
    places = [place_of(span, text) for span in objects(row.get("spans"))]
    if name == "mentions" and places and None not in places:
        yield repr((row["article"], row.get("actor"), sorted(filter(None, places))))
