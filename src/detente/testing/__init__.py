"""Hypothesis strategies for tests of programs that work with datasets.

``datasets()`` gives valid datasets, ``records(Claim)`` single records, ``json_documents()`` files.
``absurd_datasets()`` and ``absurd_drafts()`` give what the schema accepts and nobody means: a program that
reads other people's files should survive them.

The values of fields come from the model of the records, and from the vocabularies; only what JSON Schema
cannot express, such as that a phase has a patron if and only if it is patronage, is written here.

Needs Hypothesis, which comes with ``pip install 'detente[testing]'``; importing the module does not.

Modules: ``plain`` has the values of fields and ``dates`` those of dates; ``maker`` makes any record from
the model, with what ``things``, ``voiced`` and ``relating`` decide for their classes; ``building`` makes
whole datasets, with ``passages`` of their texts and the ``links`` that are possible; ``absurd`` makes what
is possible and nothing more.
"""

import json
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import detente.testing.relating  # these three register what their classes decide
import detente.testing.things
import detente.testing.voiced  # noqa: F401
from detente.codec.encode import dumps
from detente.dataset import Dataset
from detente.json_types import Json
from detente.testing.absurd import Absurd
from detente.testing.building import Builder
from detente.testing.dates import date
from detente.testing.maker import Maker
from detente.testing.plain import strategies

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = [
    "absurd_datasets",
    "absurd_drafts",
    "datasets",
    "edtf_strings",
    "json_documents",
    "records",
]

T = TypeVar("T")


def records(cls: type[T]) -> "SearchStrategy[T]":
    """Records of any class, of the right shape and consistent.

    References name records of the right kind, which do not exist. A whole ``Dataset`` comes from
    ``datasets()``. Raises ``MissingExtraError`` if Hypothesis is not installed.
    """
    if cls is Dataset:
        return datasets()  # type: ignore[return-value]
    composite = strategies().composite

    def record(draw: Any) -> T:
        made: T = Maker(draw).make(cls)
        return made

    return composite(record)()  # type: ignore[no-any-return]


def datasets() -> "SearchStrategy[Dataset]":
    """Valid datasets, small and varied: no rule of levels 0 to 3 finds anything in them, no rule
    of level 5 finds an error.

    Raises ``MissingExtraError`` if Hypothesis is not installed.
    """
    composite = strategies().composite
    return composite(lambda draw: Builder(draw).dataset())()  # type: ignore[no-any-return]


def absurd_datasets(
    texts: Iterable[str] = (), *, like: Iterable[Dataset] = ()
) -> "SearchStrategy[Dataset]":
    """Datasets that the schema accepts and that make no sense.

    References name records of every kind, themselves and nothing at all; ids stand twice; offsets reach
    10**40 or end before they begin; strings have control characters; dates are of any EDTF, or none; what
    a profile says of a text is not so. Half of them are valid ones in which a few values were replaced.
    ``detente.validate`` finds something in nearly all of them.

    ``texts``: canonical texts, not empty, that some articles have the profile of; ``like``: valid datasets
    to replace values in, beside those of ``datasets()``. Raises ``MissingExtraError`` if Hypothesis is not
    installed, ``ValueError`` for an empty text.
    """
    known, valid = _known(texts), tuple(like)
    composite = strategies().composite
    return composite(lambda draw: Absurd(draw, known).dataset(valid))()  # type: ignore[no-any-return]


def absurd_drafts(
    texts: Iterable[str] = (), *, like: Iterable[dict[str, Json]] = ()
) -> "SearchStrategy[dict[str, Json]]":
    """Drafts, as plain values, that the schema of drafts accepts and that make no sense.

    They are as ``absurd_datasets`` gives them, with quotes in the place of some spans: of the words of
    ``texts``, of others, counted wrongly. ``like``: drafts to replace values in. Raises as
    ``absurd_datasets`` does.
    """
    known, valid = _known(texts), tuple(like)
    composite = strategies().composite
    return composite(lambda draw: Absurd(draw, known).draft(valid))()  # type: ignore[no-any-return]


def _known(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts, of which none may be empty; one string is one text."""
    known = (texts,) if isinstance(texts, str) else tuple(texts)
    if not all(known):
        raise ValueError("a text is empty: no span can be in it")
    return known


def json_documents() -> "SearchStrategy[bytes]":
    """The bytes of valid files: canonical, on one line, or as other programs write JSON.

    Raises ``MissingExtraError`` if Hypothesis is not installed.
    """
    st = strategies()
    writers = st.sampled_from(
        [dumps, partial(dumps, compact=True), _escaped, _indented, _reordered]
    )
    return st.tuples(datasets(), writers).map(lambda pair: pair[1](pair[0]))  # type: ignore[no-any-return]


def edtf_strings(first: int = 1000, last: int = 2060) -> "SearchStrategy[str]":
    """Dates in EDTF, levels 0 to 2, that begin and end within some years where they have ends.

    Raises ``MissingExtraError`` if Hypothesis is not installed.
    """
    return strategies().composite(lambda draw: date(draw, first, last))()  # type: ignore[no-any-return]


def _escaped(dataset: Dataset) -> bytes:
    return json.dumps(json.loads(dumps(dataset))).encode("ascii")


def _indented(dataset: Dataset) -> bytes:
    text = json.dumps(json.loads(dumps(dataset)), indent="\t", separators=(" ,", " : "))
    return b"\r\n" + text.replace("\n", "\r\n").encode("ascii") + b"\r\n "


def _reordered(dataset: Dataset) -> bytes:
    text = json.dumps(json.loads(dumps(dataset)), sort_keys=True, ensure_ascii=False)
    return text.encode("utf-8")
