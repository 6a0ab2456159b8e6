"""Writing a dataset in the format of another tool."""

import os
import re

import attrs

from detente.bridges.registry import Bridge, bridge_named
from detente.bridges.typed_spans import TypedTexts, typed_texts, without_texts
from detente.dataset import Dataset, require_unambiguous
from detente.errors import InputError, reason_of
from detente.files import PathLike, free_folder
from detente.pipeline.outputs import output
from detente.text.attaching.attachment import attach
from detente.text.readers import Texts

_FILE = re.compile(r"[.][A-Za-z][A-Za-z0-9]{0,5}$")
"""The end of a name that is like a file's: ``.ttl``, ``.json``; not ``-1.0``."""


def export(
    dataset: Dataset,
    to: str,
    out: PathLike,
    *,
    texts: Texts | None = None,
    quotes: bool = False,
) -> TypedTexts:
    """Write a dataset in the format of another tool; returns what was written.

    ``to``: the name of a bridge; ``texts``: copies of the articles; ``quotes``: write the words too,
    where a format can do without. Spans whose words a copy does not have are in ``lost`` of what is
    returned, those that the format cannot hold in ``unwritten``. Raises ``AmbiguousIdError`` if two records
    have one id; ``InputError`` if there is no such bridge, if it needs texts that are not there, or if
    ``out`` exists and is not its to replace; ``MissingExtraError`` if it needs an extra.
    """
    require_unambiguous(dataset)
    bridge = bridge_named(to)
    # What is to be replaced, the caller has decided.
    target = free_folder(out) if bridge.folder else output(os.fspath(out), force=True)
    refuse_name(bridge, out)
    typed = _typed(dataset, bridge, texts)
    if quotes:
        _check_quotes(bridge, typed)
    try:
        unwritten = bridge.load().write(typed, target, **({"quotes": True} if quotes else {}))
    except OSError as error:
        raise InputError(str(out), f"cannot be written: {reason_of(error)}") from error
    return attrs.evolve(typed, unwritten=tuple(unwritten or ()))


def refuse_name(bridge: Bridge, out: PathLike) -> None:
    """Raise ``InputError`` for a name that says another thing than what is written: a file of another kind,
    or a file where a folder is made; a folder that is there, or that ends in a slash, is meant as one.
    """
    name = os.fspath(out)
    if bridge.suffixes and not name.lower().endswith(bridge.suffixes):
        ends = " or ".join(bridge.suffixes)
        raise InputError(name, f"its name must end in {ends}, which says what is written")
    if bridge.folder and _FILE.search(name) and not os.path.isdir(name):  # noqa: PTH112  as typed
        stem = _FILE.sub("", name)
        raise InputError(name, f"{bridge.name} is a folder, not a file: name it {stem}, or {name}/")


def _check_quotes(bridge: Bridge, typed: TypedTexts) -> None:
    if not bridge.quotes:
        raise InputError(bridge.name, "there is no choice of writing the words or not")
    if not typed.texts:
        raise InputError(bridge.name, "the words are in the texts: say where they are")


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
