"""New marks that are parts of a claim or an event: the words by which a text says who says it, those that
it quotes, and those for the time.
"""

from typing import Any

from detente.bridges.features import LAYERS
from detente.bridges.marks import Mark
from detente.bridges.state import VOICES, Refused, State, pieces
from detente.display import listing
from detente.json_types import Json
from detente.records import Source, Time
from detente.records.kinds import kind_of
from detente.records.model import describe

Fields = dict[str, Json]
"""Fields of a part, by their keys."""


def voices_here(record: Fields, article: str) -> list[tuple[str, Fields]]:
    """The utterances or accounts of a record in an article, each with its key."""
    name = VOICES[kind_of(record["id"])]
    found = ((f"{record['id']}/{name}/{n}", voice) for n, voice in enumerate(record[name]))
    return [(key, voice) for key, voice in found if voice.get("article") == article]


def check_equal(part: Fields, fields: Fields, what: str, *, new: bool, other: str = "") -> None:
    """Raise ``Refused`` if a part says otherwise than a further mark of it. What a part that is new does not
    say yet, any of its marks may say. ``other``: what to do if the mark is none of this part.
    """
    differ = [
        key for key, value in fields.items() if part.get(key, value if new else None) != value
    ]
    if differ:
        who = "another new mark of it" if new else f"the {what}"
        where = "say the same in both, or say it once" if new else "change it at a mark that it has"
        msg = f"{who} says otherwise of {listing(differ)}: {where}{other}"
        raise Refused(msg)


def fill(part: Fields, fields: Fields, spans: str) -> None:
    """Put fields into a part, before its spans or parts of this name."""
    held = part.pop(spans, [])
    part |= fields
    part[spans] = held


def add(state: State, made: set[str], mark: Mark, id_: str, fields: Fields) -> str:
    """Add a mark to the voice that a record has in its article; returns the key of the part.

    ``made``: the keys of what is new, to which a part that is made is added. Raises ``Refused`` with
    the reason if the mark has no home there.
    """
    here = voices_here(state.records[id_], mark.article)
    if len(here) != 1:
        times = "in several places" if here else "nowhere"
        msg = f"the article has {id_} {times}, so it is not clear where this belongs"
        raise Refused(msg)
    ((voice_key, voice),) = here
    layer = LAYERS[mark.layer]
    if layer.owner is Time:
        key, held, other = _time(voice_key), voice.get("time", {}), ""
        around = {"time": held}
    else:
        key, held = _source(voice_key, voice)
        other = f"; of two sources write both into {voice_key}/sources, the outer one first"
        around = {"sources": [held]}
    new = not held or key in made
    check_equal(held, fields, layer.owner.__name__.lower(), new=new, other=other)
    if not held:
        made.add(key)
        fill(voice, around, "evidence")
    spans = str(layer.spans)
    fill(held, fields, spans)
    held[spans].append(pieces(mark.ranges))
    return key


def _time(voice_key: str) -> str:
    """The key of the time of an account."""
    id_ = voice_key.partition("/")[0]
    if kind_of(id_) != "event":
        msg = (
            "only of an event it is clear which time this is: of a claim write it into "
            f"{id_}/scope, or into {voice_key}/sources/0/time if it is when somebody said so"
        )
        raise Refused(msg)
    return f"{voice_key}/time"


def _source(voice_key: str, voice: Fields) -> tuple[str, Fields]:
    """The only source of a voice, empty if it has none."""
    sources: list[Any] = voice.get("sources", [{}])
    if len(sources) > 1:
        msg = f"it has several sources, so add this to one of them by hand: {voice_key}/sources"
        raise Refused(msg)
    return f"{voice_key}/sources/0", sources[0]


def says_who(mark: Mark) -> bool:
    """Whether a mark is one of those that give a statement its source."""
    # Cue, a type that is refused, was meant to say it too.
    layer = LAYERS.get(mark.layer.lower())
    return layer is not None and layer.owner is Source


def without_source(state: State, mark: Mark, id_: str | None) -> str:
    """What it means that a mark that says who says something is refused; empty if there is a source.

    ``id_``: the record that it is of; ``None`` if that is not known.
    """
    if id_ is None:
        keys = [f"{kind}:…/{voices}/0/sources" for kind, voices in VOICES.items()]
        return (
            ". CAUTION: without a source, what is reported here is in the author's own voice. In the "
            f"draft write who says it into {' or '.join(keys)}, with {_NEEDED}"
        )
    voices = voices_here(state.records[id_], mark.article)
    bare = [key for key, voice in voices if not voice.get("sources")]
    if not bare:
        return ""
    return (
        f". CAUTION: {id_} is in the author's own voice now. In the draft write who says it into "
        f"{bare[0]}/sources, with {_NEEDED}"
    )


_NEEDED = listing(field.key for field in describe(Source).fields if field.required) + (
    ", and the actor if it is named"
)
"""What a source says, for people."""
