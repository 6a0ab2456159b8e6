"""``agree``: two annotations of the same articles, compared layer by layer."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from detente.analysis.agreement.aligning import Alignment
from detente.analysis.agreement.candidates import Candidates
from detente.analysis.agreement.codes import codes
from detente.analysis.agreement.collection import Collection
from detente.analysis.agreement.figures import Agreement, Figure, SharedArticle, Window
from detente.analysis.agreement.libraries import assignment, needed
from detente.analysis.agreement.matching import TooManyError
from detente.analysis.agreement.records import records
from detente.analysis.agreement.sides import View
from detente.analysis.agreement.spans import coverage, spans
from detente.collector import no_collection
from detente.dataset import Dataset
from detente.errors import InputError
from detente.files import Document
from detente.pipeline.load import Readable, load

SAMPLES = 1000
"""Resamples for an interval, if nothing else is asked for."""

_SAME = 1e-9


@no_collection()
def agree(
    left: Dataset | str | os.PathLike[str] | Document,
    right: Dataset | str | os.PathLike[str] | Document,
    *,
    within: Iterable[Window | tuple[str, int, int]] = (),
    samples: int = SAMPLES,
    seed: int = 0,
) -> Agreement:
    """Compare two annotations of the same articles.

    Articles are matched by the digest of their text, records by their places, names and contents,
    whatever their ids. ``docs/agreement.md`` says what each figure means.

    Args:
        left: a dataset, or where to read it.
        right: the other one.
        within: windows as (article, start, end) in code points, the article by its id on either
            side. With windows, only what lies in them is compared.
        samples: resamples for the intervals of alpha; 0 for none.
        seed: of the resampling, 0 or more.

    Raises:
        InputError: no article has the same text on both sides, a window lies in none of those that
            do, a number is negative, or more stands in one place than can be paired.
        InvalidError: a dataset was read and refused.
        MissingExtraError: SciPy is not installed.
    """
    needed("numpy")
    assignment()
    for name, number in (("samples", samples), ("seed", seed)):
        if number < 0:
            raise InputError(name, f"expected 0 or more, got {number}")
    one, other = _dataset(left), _dataset(right)
    names = _name(left, one), _name(right, other)
    shared, alone = _shared(one, other, names)
    lengths = {article.id: article.text.length for article in one.articles}
    windows = _windows(within, shared, lengths)
    numbers_of = {article.left: n for n, article in enumerate(shared)}
    ranges: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for window in windows:
        ranges[numbers_of[window.article]].append((window.start, window.end))
    numbers = sorted(ranges) or range(len(shared))
    kept = [shared[n] for n in numbers]
    inside = {n: ranges[at] for n, at in enumerate(numbers) if ranges}
    articles = [article.left for article in kept]
    views = (
        View(one, articles, inside),
        View(other, [article.right for article in kept], inside),
    )
    try:
        collection, others = _collected(views, articles, samples=samples, seed=seed)
    except TooManyError as error:
        raise InputError(" and ".join(names), str(error)) from error
    aligned = collection.alignment.records
    return Agreement(
        left=names[0],
        right=names[1],
        articles=tuple(kept),
        only_left=alone[0],
        only_right=alone[1],
        windows=windows,
        seed=seed,
        samples=samples,
        aligned={name: tuple(sorted(pairs)) for name, pairs in aligned.items()},
        alignments=1 + len(others),
        figures=tuple(_with_ties(collection.figures, [other.figures for other in others])),
        disagreements=collection.in_order(),
    )


def _collected(
    views: tuple[View, View], articles: list[str], *, samples: int, seed: int
) -> tuple[Collection, list[Collection]]:
    """What is found in the best alignment, and in others that are equally good."""
    alignment = Alignment(Candidates(*views))
    collection = Collection(alignment, articles, samples=samples, seed=seed)
    spans(collection)
    coverage(collection)
    _by_record(collection)
    others = []
    for other_alignment in alignment.others():
        others.append(Collection(other_alignment, articles, base=collection))
        _by_record(others[-1])
    return collection, others


def _by_record(into: Collection) -> None:
    """The layers that depend on which record is which."""
    records(into)
    codes(into)


def _with_ties(figures: Iterable[Figure], others: Iterable[Iterable[Figure]]) -> Iterator[Figure]:
    """Figures with the range of what they are in other, equally good alignments."""
    values: dict[tuple[str, str | None], list[float]] = defaultdict(list)
    for figure in chain(figures, *others):
        if figure.value is not None:
            values[figure.key, figure.article].append(figure.value)
    for figure in figures:
        tried = values[figure.key, figure.article] or [0.0]
        low, high = min(tried), max(tried)
        # What differs in the last digits of a sum is the same.
        yield replace(figure, ties=(low, high)) if high - low > _SAME else figure


def _dataset(source: Readable) -> Dataset:
    return source if isinstance(source, Dataset) else load(source)


def _name(source: Any, dataset: Dataset) -> str:
    """What a side is called: the file, or the dataset's id."""
    if isinstance(source, Document):
        return source.name or "<data>"
    if isinstance(source, Dataset):
        return dataset.dataset.id if dataset.dataset else "a dataset"
    return str(os.fspath(source))


def _shared(
    left: Dataset, right: Dataset, names: tuple[str, str]
) -> tuple[list[SharedArticle], tuple[tuple[str, ...], tuple[str, ...]]]:
    """The articles of both sides, in the order of publication; and those of one side alone."""
    digests = []
    for dataset, name in zip((left, right), names, strict=True):
        counts = Counter(article.text.sha256 for article in dataset.articles)
        twice = [a.id for a in dataset.articles if counts[a.text.sha256] > 1]
        if twice:
            raise InputError(name, f"several articles have one text: {', '.join(twice)}")
        ids = Counter(article.id for article in dataset.articles)
        if len(ids) < len(dataset.articles):
            named = ", ".join(id_ for id_, times in ids.items() if times > 1)
            raise InputError(name, f"several articles have one id: {named}")
        digests.append({article.text.sha256: article.id for article in dataset.articles})
    one, other = digests
    published = {article.text.sha256: article.published.value or "" for article in left.articles}
    # Not as the file has them: the order of records is to make no difference.
    one = dict(sorted(one.items(), key=lambda item: (published[item[0]], item[0])))
    shared = [
        SharedArticle(id_, other[digest], digest) for digest, id_ in one.items() if digest in other
    ]
    if not shared:
        listed = (", ".join(side.values()) or "none" for side in digests)
        reason = "no article has the same text on both sides; left: {}; right: {}".format(*listed)
        raise InputError(" and ".join(names), reason)
    alone = (
        tuple(id_ for digest, id_ in one.items() if digest not in other),
        tuple(id_ for digest, id_ in other.items() if digest not in one),
    )
    return shared, alone


def _windows(
    within: Iterable[Window | tuple[str, int, int]],
    shared: list[SharedArticle],
    lengths: Mapping[str, int],
) -> tuple[Window, ...]:
    """Windows with the left ids of their articles; an id of the left goes before one of the right."""
    names = {article.right: article.left for article in shared}
    names |= {article.left: article.left for article in shared}
    return tuple(_window(Window(*window), names, lengths) for window in within)


def _window(window: Window, names: Mapping[str, str], lengths: Mapping[str, int]) -> Window:
    if window.article not in names:
        known = ", ".join(dict.fromkeys(names.values()))
        raise InputError(window.article, f"no article that both sides have; those are: {known}")
    if not 0 <= window.start < window.end:
        raise InputError(window.article, f"no window from {window.start} to {window.end}")
    article = names[window.article]
    if window.end > lengths[article]:
        reason = f"the window ends at {window.end}, the text at {lengths[article]}"
        raise InputError(window.article, reason)
    return window._replace(article=article)
