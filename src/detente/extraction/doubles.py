"""Records that may be one: found in the answers for two parts of a text, united only when told."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from detente.display import as_json
from detente.extraction.places import Places
from detente.extraction.references import rename
from detente.json_types import Json
from detente.records import Mention
from detente.records.kinds import array_of, kind_of
from detente.records.plain import copied, identified, objects
from detente.schema.reduced import ARRAYS
from detente.text.skeletons import skeleton
from detente.uniting.policy import POLICIES, Policy

OVERLAP = 0.5
"""The share of the words of two records that must be common to them. A guess: the answers for two parts of
a text quote one sentence with and without its last clause."""


class Reason(StrEnum):
    """Why two records may be one."""

    IDENTIFIER = "same identifier"
    """Two actors or issues have a code of a register in common."""
    NAME = "same name"
    """Two actors or issues of one kind have a name in common."""
    EVIDENCE = "same evidence"
    """Two events of one type, or claims of one kind, have most of their words in common."""
    PARTIES = "same parties"
    """Two relations are between the same actors."""
    MENTION = "same actor and form"
    """Two mentions are of one actor, in one form and article."""


class Double(NamedTuple):
    """Two records that may be one."""

    reason: Reason
    """Why."""
    kept: str
    """The id of the record that was there first."""
    dropped: str
    """The id of the later one."""


class United(NamedTuple):
    """A draft after some of its records were united."""

    draft: dict[str, Json]
    """The draft, as plain values."""
    notes: tuple[str, ...]
    """What differed: the value that stands, and the one that was given up."""


# --- finding --------------------------------------------------------------------------------------


def doubles(
    draft: Mapping[str, Any], texts: Mapping[str, str], new: Iterable[str]
) -> Iterator[Double]:
    """The records of a draft that may be one with an earlier one; ``new``: the ids of the later ones."""
    later = frozenset(new)
    places = Places(draft, texts)
    for name in ARRAYS:
        rows = identified(draft.get(name))
        known = [row for row in rows if row["id"] not in later]
        for row in rows:
            if row["id"] in later:
                pairs = ((other, _reason(name, other, row, places)) for other in known)
                found = next(((other, why) for other, why in pairs if why is not None), None)
                if found is not None:
                    yield Double(found[1], found[0]["id"], row["id"])


def _reason(name: str, one: Any, other: Any, places: Places) -> Reason | None:
    """Why two records of a list may be one; ``None`` if nothing says so."""
    if name in ("events", "claims"):
        kind = "type" if name == "events" else "kind"
        same = one.get(kind) == other.get(kind) and places.overlap(one, other) >= OVERLAP
        return Reason.EVIDENCE if same else None
    return same_record(name, one, other)


def same_record(name: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> Reason | None:
    """Why two records of a list may be one, whatever their places; ``None`` if nothing says so."""
    match name:
        case "actors" | "issues":
            return _same_thing(one, other)
        case "relations":
            same = _strings(one.get("parties")) == _strings(other.get("parties"))
            return Reason.PARTIES if same else None
        case "mentions":
            keys = ("article", "actor", "form")
            return Reason.MENTION if all(one.get(k) == other.get(k) for k in keys) else None
        case _:
            return None


def _same_thing(one: Mapping[str, Any], other: Mapping[str, Any]) -> Reason | None:
    """Why two actors or issues may be one; nobody knows of an unidentified one."""
    if one.get("unidentified") or other.get("unidentified"):
        return None
    if _identifiers(one) & _identifiers(other):
        return Reason.IDENTIFIER
    if one.get("kind") == other.get("kind") and _names(one) & _names(other):
        return Reason.NAME
    return None


def _identifiers(record: Mapping[str, Any]) -> set[tuple[str, str]]:
    rows = objects(record.get("identifiers"))
    return {(str(row.get("scheme")), str(row.get("value"))) for row in rows}


def _names(record: Mapping[str, Any]) -> set[str]:
    texts = (row.get("text") for row in objects(record.get("names")))
    return {skeleton(text) or text for text in texts if isinstance(text, str)}


def _strings(value: Any) -> list[str]:
    return sorted(map(str, value)) if isinstance(value, list) else []


# --- uniting --------------------------------------------------------------------------------------


def unite(draft: Mapping[str, Json], chosen: Iterable[Double]) -> United:
    """A draft in which some records are one: the earlier one stands, with what the later one adds.

    Names, identifiers, notes, spans of mentions, accounts and utterances are put together. In all else
    the earlier record stands, and ``notes`` says what the other one had. References to the later
    record name the earlier one.
    """
    made = copied(dict(draft))
    notes: list[str] = []
    pairs: list[tuple[dict[str, Any], dict[str, Any], str]] = []
    names: dict[str, str] = {}
    for _, kept, dropped in chosen:
        rows = made.get(_array(kept), [])
        first, second = _by_id(rows, names.get(kept, kept)), _by_id(rows, dropped)
        if first is None or second is None or first is second or dropped in names:
            notes.append(f"{kept} and {dropped}: not both are in the draft")
        else:
            names[dropped] = first["id"]
            pairs.append((first, second, dropped))
    # First the references, so that what differs only in them is equal.
    for name, cls in ARRAYS.items():
        for record in objects(made.get(name)):
            rename(record, cls, names)
    for first, second, dropped in pairs:
        notes += join(first, second, dropped)
        rows = made[_array(dropped)]
        rows[:] = [row for row in rows if row is not second]
    return United(made, tuple(notes))


def _array(id_: str) -> str:
    return array_of(kind_of(id_))


def _by_id(rows: list[Any], id_: str) -> Any:
    return next((row for row in rows if isinstance(row, dict) and row.get("id") == id_), None)


def join(kept: dict[str, Any], dropped: Mapping[str, Any], called: str) -> list[str]:
    """Add what a record has to another one, in place; returns what differs.

    Which fields are open, and which stand side by side, is as for ``detente.merge``; the spans of mentions are
    put together too. ``called``: the id of the record that is given up, for what is returned.
    """
    policy = _policy(kept["id"])
    notes: list[str] = []
    for key, value in dropped.items():
        own = kept.get(key)
        if key == "id" or own == value:
            continue
        if key in policy.voices and isinstance(kept.get(key, []), list):
            notes += _join_voices(kept, key, value, called)
        elif (
            key in policy.open
            and isinstance(value, list)
            and (own is None or isinstance(own, list))
        ):
            kept[key] = [*(own or ()), *(item for item in value if item not in (own or ()))]
        elif key in policy.open and own is None:
            kept[key] = value
        elif key == "note" and isinstance(own, str) and isinstance(value, str):
            kept[key] = "\n".join(dict.fromkeys([*own.split("\n"), *value.split("\n")]))
        elif key == "note" and own is None:
            kept[key] = value
        else:
            has = "absent" if own is None else as_json(own, 60)
            notes.append(f"{kept['id']}/{key} stays {has}; {called} has {as_json(value, 60)}")
    absent = [k for k in kept if k not in dropped and k not in (*policy.open, "note")]
    notes += (f"{kept['id']}/{key} stays; {called} has none" for key in absent)
    return notes


def _policy(id_: str) -> Policy:
    cls = ARRAYS.get(_array(id_))
    if cls is Mention:
        return Policy(open=("spans",))
    return Policy() if cls is None else POLICIES.get(cls, Policy())


def _join_voices(kept: dict[str, Any], key: str, others: Any, called: str) -> Iterator[str]:
    """Put accounts or utterances side by side; of two with the same words the first one stands."""
    own: list[Any] = kept.setdefault(key, [])
    by_place = {_place(voice): voice for voice in reversed(objects(own))}
    for voice in objects(others):
        first = by_place.get(_place(voice))
        if first is None:
            own.append(voice)
        elif "phases" in voice or "factors" in voice:  # one account of a relation in an article
            for name in ("phases", "factors"):
                known = objects(first.get(name))
                both = known + [row for row in objects(voice.get(name)) if row not in known]
                if both:
                    first[name] = both
        elif first != voice:
            differing = [k for k in {**first, **voice} if first.get(k) != voice.get(k)]
            named = ", ".join(differing)
            yield f"{kept['id']}: of two {key} with the same words the first stands; {called} differs in {named}"


def _place(voice: Mapping[str, Any]) -> Any:
    quotes = [
        (s.get("quote"), s.get("nth"), s.get("within")) for s in objects(voice.get("evidence"))
    ]
    return voice.get("article"), repr(quotes)
