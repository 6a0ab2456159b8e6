"""Reading what was marked in a tool, over the dataset that was exported or as a new draft."""

import json
from pathlib import Path

import attrs

from detente.bridges.features import Names
from detente.bridges.marks import Difference, Marks
from detente.bridges.patch import patched
from detente.bridges.registry import Bridge, bridge_named
from detente.bridges.typed_spans import TypedText, digest_of, typed_texts
from detente.codec import encode
from detente.dataset import Dataset, require_unambiguous
from detente.errors import InputError
from detente.files import PathLike
from detente.json_types import Json
from detente.pipeline.draft import TODO, draft, slug, unseal
from detente.text.attaching.attachment import attach
from detente.text.readers import Texts, given_texts


@attrs.frozen(kw_only=True)
class Imported:
    """A draft, and how it differs from the dataset that was exported."""

    draft: dict[str, Json] = attrs.field(repr=False, hash=False)
    """The draft as plain values, to be sealed."""
    differences: tuple[Difference, ...]
    """Every difference, and what was refused."""

    @property
    def refused(self) -> tuple[Difference, ...]:
        """What has no home in the draft."""
        return tuple(one for one in self.differences if one.change == "refused")

    def to_dict(self) -> dict[str, Json]:
        """The differences as plain values."""
        return {"differences": [one.to_dict() for one in self.differences]}


def import_marks(
    path: PathLike,
    from_: str,
    *,
    texts: Texts,
    base: Dataset | None = None,
    annotator: str | None = None,
) -> Imported:
    """What a file or folder of another tool holds, as a draft.

    ``from_``: the name of a bridge; ``base``: the dataset that was exported, over which the marks are
    a patch; without it the work began in the tool and the draft is new. ``texts``: the texts that
    were annotated; ``annotator``: whose marks to take, of a file with those of several. Raises
    ``AmbiguousIdError`` if two records of the base have one id; ``InputError`` if the file is none of the
    tool's, was exported from another dataset, or has another text; ``MissingExtraError`` if the bridge
    needs an extra.
    """
    bridge = bridge_named(from_, reads=True)
    read = _read(bridge, Path(path), annotator)
    if base is not None:
        return _over_base(Path(path), read, base, texts)
    if read.base is not None:
        reason = "it was exported from a dataset: give that dataset as the base"
        raise InputError(str(path), reason)
    return _anew(Path(path), read, texts)


def _read(bridge: Bridge, path: Path, annotator: str | None) -> Marks:
    if bridge.annotators:
        return bridge.load().read(path, annotator=annotator)
    if annotator is not None:
        raise InputError(bridge.name, "its files hold the marks of one annotator: name none")
    return bridge.load().read(path)


def _over_base(path: Path, read: Marks, base: Dataset, texts: Texts) -> Imported:
    require_unambiguous(base)
    if read.base is None:
        reason = "it was not exported from a dataset, so there is no base: leave it out"
        raise InputError(str(path), reason)
    if read.base != digest_of(base):
        reason = (
            "it was exported from another state of the dataset than the one that is given as base"
        )
        raise InputError(str(path), reason)
    typed = typed_texts(attach(base, texts))
    for text in typed.texts:
        if not text.exact:
            reason = f"the text of {text.label} is not the one that was annotated"
            raise InputError("texts", reason)
        if read.texts.get(text.id, text.text) != text.text:
            reason = f"its text of {text.label} is not the one that was annotated"
            raise InputError(str(path), reason)
    missing = read.texts.keys() - {text.id for text in typed.texts}
    if missing:
        raise InputError("texts", f"there is none of {', '.join(sorted(missing))}")
    document = json.loads(encode.dumps(base))
    differences = patched(document, typed.texts, read, typed.names)
    canonical = {text.id: text.text for text in typed.texts}
    return Imported(draft=unseal(document, canonical), differences=differences)


_PUBLISHED = (
    f"{TODO}: the date in EDTF; if nobody knows it, delete this and write unresolved as basis"
)


def _anew(path: Path, read: Marks, texts: Texts) -> Imported:
    """A new draft with all marks."""
    if not read.texts:
        raise InputError(str(path), "no text in it was annotated")
    given = {text: name for name, text in given_texts(texts).items()}
    for name, text in read.texts.items():
        if text not in given:
            reason = f"none of the texts is that of {name}, character by character"
            raise InputError(str(path), reason)
    document = draft({given[text]: text for text in read.texts.values()})
    for article in document["articles"]:
        article["published"] = {"value": _PUBLISHED, "basis": "stated"}
    ids = {name: f"article:{slug(given[text])}" for name, text in read.texts.items()}
    names = Names()
    for name, id_ in ids.items():
        names.add(id_, name)
    for annotator in document["annotators"]:
        names.add(annotator["id"])
    marks = tuple(attrs.evolve(m, article=ids.get(m.article, m.article)) for m in read.marks)
    read = attrs.evolve(read, marks=marks, texts={ids[name]: t for name, t in read.texts.items()})
    blank = [TypedText(id=id_, label=id_, text=t, exact=True) for id_, t in read.texts.items()]
    differences = patched(document, blank, read, names)
    return Imported(draft=unseal(document, read.texts), differences=differences)
