"""``merge``: datasets that were made apart become one."""

from collections.abc import Mapping
from typing import Any, TypedDict, TypeVar

import attrs

from detente.collector import no_collection
from detente.errors import MergeError
from detente.records import Records
from detente.records.header import Header
from detente.uniting.options import Id
from detente.uniting.parts import Part
from detente.uniting.union import Options, Union, unite

_Dataset = TypeVar("_Dataset", bound=Records)


class MergeOptions(TypedDict, total=False):
    """The options of ``merge``."""

    same: Mapping[Id, str] | None
    rename: Mapping[Id, str] | None
    prefix: Mapping[int, str] | None
    unite_names: bool
    annotator: Mapping[int, str] | None
    header: Header | None


def merge(
    first: _Dataset,
    *others: _Dataset,
    same: Mapping[Id, str] | None = None,
    rename: Mapping[Id, str] | None = None,
    prefix: Mapping[int, str] | None = None,
    unite_names: bool = False,
    annotator: Mapping[int, str] | None = None,
    header: Header | None = None,
) -> _Dataset:
    """Unite datasets without losing or changing an assertion, and without choosing between them.

    Actors and issues with one id are one: their names, identifiers and what only one dataset knows of
    them are put together. Relations are one if their parties are: the accounts stand side by side, under the
    id of the first. Events and claims are one only if ``same`` says so, or if they are identical; articles,
    mentions, links, annotators and schemes only if they are identical. Notes are joined. All else that
    differs is refused. Records that name no annotator get the one of their dataset, if the others add
    annotators. References follow every id that changes.

    Everywhere an id is one that the datasets have as they are given. Where several have it, a pair of the
    number of the dataset, from 0, and the id says which one is meant: ``(1, "event:e01")``.

    Args:
        first: a dataset; its records come first, and its ids stay.
        others: those to unite it with.
        same: events and claims that are one, ``{OLD: NEW}``: the record NEW of another dataset stands, with
            what articles say of both. ``{ID: ID}`` if both datasets have it under one id: the first stands.
        rename: other ids, ``{OLD: NEW}``. An actor that gets the id of one in another dataset is that one.
        prefix: what to put before the ids of mentions, events, claims, links and relations of a dataset, by its
            number: with ``{1: "kim"}`` ``event:e01`` becomes ``event:kim-e01``. Ids in ``rename`` and OLD of
            ``same`` get none.
        unite_names: whether actors and issues of one kind are one that share an identifier (register, value
            and time). The id of the first stays.
        annotator: who made the records that do not say so, by the number of the dataset; needed where a
            dataset has several annotators, and useful where it has none.
        header: the header of the union. Without it all headers must be equal. In both cases ``unused`` loses the
            values that a dataset uses without listing them.

    Raises:
        MergeError: with everything that prevents the union, each a ``MergeConflict``.
        MergeOptionError: if an option does not fit the datasets, such as an id that none of them has.
        TypeError: for what is not a dataset, such as the path of one.
    """
    for each in (first, *others):
        if not hasattr(each, "schema_uri"):
            msg = f"expected a Dataset, got {type(each).__name__}; detente.load reads one"
            raise TypeError(msg)
    if header is not None and not isinstance(header, Header):
        msg = f"header: expected a Header, got {type(header).__name__}; a Dataset has one: .dataset"
        raise TypeError(msg)
    parts = [Part(n, f"dataset {n + 1}", each) for n, each in enumerate((first, *others))]
    options = Options(
        same=same or {},
        rename=rename or {},
        prefix=prefix or {},
        unite_names=unite_names,
        annotator=annotator or {},
        header=header,
    )
    with no_collection():
        made = unite(parts, options)
        if made.conflicts:
            raise MergeError(*made.conflicts)
        return dataset_of(first, made)


def dataset_of(first: _Dataset, made: Union) -> _Dataset:
    """The dataset of a union. ``first``: one of its datasets, for what is no record."""
    schemas = {part.dataset.schema_uri for part in made.parts} - {None}
    changes: dict[str, Any] = {"dataset": made.header, **made.arrays}
    # Only for editors, and often relative to a folder: two that differ are left out.
    changes["schema_uri"] = schemas.pop() if len(schemas) == 1 else None
    return attrs.evolve(first, **changes)  # type: ignore[misc]
