"""Writing a dataset in the format of another tool."""

from pathlib import Path

from detente.bridges.registry import Bridge, bridge_named
from detente.bridges.typed_spans import TypedTexts, typed_texts, without_texts
from detente.dataset import Dataset, require
from detente.errors import InputError
from detente.files import PathLike
from detente.text.attaching.attachment import attach
from detente.text.readers import Texts


def export(dataset: Dataset, to: str, out: PathLike, *, texts: Texts | None = None) -> TypedTexts:
    """Write a dataset in the format of another tool; returns what was written.

    ``to``: the name of a bridge; ``texts``: copies of the articles. Spans whose words a copy does
    not have are in ``lost`` of what is returned. Raises ``InputError`` if there is no such
    bridge, if it needs texts that are not there, or if ``out`` exists and is not its to replace;
    ``MissingExtraError`` if it needs an extra.
    """
    require(dataset)
    bridge = bridge_named(to)
    typed = _typed(dataset, bridge, texts)
    target = Path(out)
    if bridge.folder and target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise InputError(str(out), "it exists; give a new or empty folder")
    if not bridge.folder and target.is_dir():
        raise InputError(str(out), "it is a folder; give the name of a file")
    bridge.load().write(typed, target)
    return typed


def _typed(dataset: Dataset, bridge: Bridge, texts: Texts | None) -> TypedTexts:
    if texts is None:
        if bridge.texts != "optional":
            raise InputError(bridge.name, "it needs the texts: say where they are")
        return without_texts(dataset)
    typed = typed_texts(attach(dataset, texts))
    edited = [text.label for text in typed.texts if not text.exact]
    if bridge.texts == "annotated" and edited:
        reason = (
            f"the text of {edited[0]} is not the one that was annotated, so nothing that is marked in "
            "it could come back; `detente rebase` moves a dataset to another text"
        )
        raise InputError("texts", reason)
    return typed
