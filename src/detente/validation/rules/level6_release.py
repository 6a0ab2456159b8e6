"""Level 6: can the dataset be published? Runs with ``--strict``; D601 whenever texts are given."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from detente.dataset import Dataset
from detente.diagnostics import Severity, pointer
from detente.records import Identifier, Reference, model
from detente.records.used import used_values
from detente.records.walk import Part
from detente.suggest import close
from detente.text.word_runs import runs, word_count
from detente.text.words import is_whole_word
from detente.validation.context import Context
from detente.validation.findings import Finding
from detente.validation.registry import Stage, rule
from detente.validation.rules.level3_anchors import anchored_in
from detente.vocab.catalogue import of_enum, snake, vocabulary

RUN = 8
"""How many words in a row count as a copy, in scripts without spaces letters of the same length
(``text.words``). A convention, not measured."""

LONGEST_NAME = 40
"""In words: a longer string is not a name or title, so it may be prose. A guess."""

_SYLLABLES = re.compile("vi(?:[-_]|$)", re.IGNORECASE)
"""The languages that put spaces between syllables in a script that puts them between words elsewhere."""

_WORD = re.compile(r"[^\W_]+")


@rule("D601", "prose-of-the-text", stage=Stage.ALWAYS)
def prose_of_the_text(context: Context) -> Iterator[Finding]:
    """No field repeats eight or more words of a text in a row, except titles, names and addresses.

    Why: A published dataset has the annotator's own words, offsets and digests. Eight words in a
    row are a copy, and somebody else may hold the rights in the text. In scripts without spaces between
    words two letters of Chinese or Japanese count as a word, and three of Thai, Lao, Khmer or Burmese;
    there the finding is a warning.

    Example:
        claim:hope-of-peace/proposition = "in August 1905 Norway voted to leave the union with Sweden"

    Use instead:
        claim:hope-of-peace/proposition = "Norway and Sweden stay at peace."
    """
    grams = {
        gram: article
        for article, text in context.copies.items()
        for gram in _grams(_without_names(context, article, text))
    }
    for article in context.dataset.articles:  # in the text its capitals may be others
        for gram in _grams(article.title or "") if _is_name(article.title or "") else ():
            grams.pop(gram, None)
    if not grams:
        return
    for cls in model.classes(Dataset):
        fields = [
            f for f in cls.fields if f.base == "str" and not (f.refs or f.key_of or _is_url(f))
        ]
        for part in context.each(cls.type):
            for field in fields:
                value = getattr(part.value, field.name)
                for number, text in enumerate(value if field.many else filter(None, [value])):
                    key = (field.key, number) if field.many else (field.key,)
                    yield from _copied(context, grams, part, (*part.path, *key), text)
            ext = getattr(part.value, "ext", None)
            for path, text in _texts_in(ext, (*part.path, "ext")):
                yield from _copied(context, grams, part, path, text)


def _is_url(field: model.Field) -> bool:
    """Whether a field holds an address: those of newspapers contain their headlines."""
    return field.pattern is not None and field.pattern.startswith("^https?:")


def _copied(
    context: Context,
    grams: Mapping[tuple[str, ...], str],
    part: Part,
    path: tuple[Any, ...],
    text: str,
) -> Iterator[Finding]:
    for gram in _grams(text):
        if gram in grams:
            article = context.article(grams[gram])
            syllables = article is not None and _SYLLABLES.match(article.language)
            certain = len(gram) == RUN and all(map(is_whole_word, gram)) and not syllables
            if len(gram) != RUN:
                copied = f"letters that count as {RUN} words"
            else:
                copied = f"{RUN} words" if certain else f"{RUN} syllables or words"
            yield Finding(
                message=f"{copied} in a row are copied from the text of {grams[gram]}",
                record=part.record,
                path=path,
                severity=None if certain else Severity.WARNING,
            )
            return


def _texts_in(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts_in(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts_in(item, (*path, number))


def _without_names(context: Context, article: str, text: str) -> str:
    """The text without its title and without long names: they are facts, not prose."""
    record = context.article(article)
    names = [name.text for actor in context.dataset.actors for name in actor.names]
    names += [name.text for issue in context.dataset.issues for name in issue.names]
    for name in filter(None, [record.title if record is not None else None, *names]):
        if _is_name(name):
            text = text.replace(name, "\n")
    return text


def _is_name(text: str) -> bool:
    """Whether a text is long enough to be taken for a copy, and short enough for a name or a title."""
    return RUN <= word_count(text) <= LONGEST_NAME


def _grams(text: str) -> Iterator[tuple[str, ...]]:
    return runs(text.casefold(), RUN)


@rule("D602", "no-header")
def no_header(context: Context) -> Iterator[Finding]:
    """A release has a dataset record.

    Why: Without title, version and licence nobody can cite or use it.

    Example:
        dataset/dataset is removed

    Use instead:
        dataset:sample/license = "CC-BY-4.0"
    """
    if context.dataset.dataset is None:
        yield Finding(message="there is no dataset record", path=("dataset",))


@rule("D603", "value-not-used", Severity.INFO)
def value_not_used(context: Context) -> Iterator[Finding]:
    """Every value of every vocabulary is used, or declared as unused in the dataset record.

    Why: It matters which values a dataset does not use; the declaration shows that this is not an
    oversight.

    Example:
        dataset:sample/unused is removed
    """
    header = context.dataset.dataset
    if header is None:
        return
    used = used_values(context.dataset)
    missing = [v for v in all_values() if v not in used and v not in header.unused]
    if missing:
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        kept = [entry for entry in header.unused if entry in all_values() and entry not in used]
        yield Finding(
            message=f"neither used nor declared unused: {', '.join(missing[:3])}{more}",
            help="if none is an oversight, --format json gives a fix with the whole list",
            record=header,
            path=("unused",),
            params=(("unused", missing),),
            fix=({"op": "add", "path": "/unused", "value": sorted({*kept, *missing})},),
        )


@rule("D604", "unused-but-used")
def unused_but_used(context: Context) -> Iterator[Finding]:
    """A value that is declared unused is in a vocabulary, and no record uses it.

    Why: The declaration is wrong.

    Example:
        dataset:sample/unused/0 = "claim_kind/predictive"

    Use instead:
        dataset:sample/unused/0 = "actor_kind/government"
    """
    header = context.dataset.dataset
    if header is None:
        return
    used = used_values(context.dataset)
    for number, entry in enumerate(header.unused):
        path = ("unused", number)
        if entry in used:
            fix = ({"op": "remove", "path": pointer(path)},)
            message = f"{entry} is declared unused, but is used"
            yield Finding(message=message, record=header, path=path, fix=fix, safe=True)
        elif entry not in all_values():
            near = close(entry, all_values(), n=1)
            yield Finding(
                message=f"there is no value {entry}",
                record=header,
                path=path,
                params=(("close", near),),
                help=f"do you mean {near[0]}?" if near else "",
            )


@rule("D605", "not-verified", Severity.INFO)
def not_verified(context: Context) -> Iterator[Finding]:
    """References and identifiers were looked up.

    Why: A wrong identifier points to something else. One that could not be checked is marked
    as unverified.

    Example:
        actor:norway/identifiers/0/verified = false

    Use instead:
        actor:norway/identifiers/0/verified = true
    """
    for cls in (Reference, Identifier):
        for part in context.each(cls):
            if not part.value.verified:
                name = getattr(part.value, "title", None) or part.value.value
                yield Finding(
                    message=f"{name!r} was not verified", record=part.record, path=part.path
                )


@rule("D606", "released-without-anchor", Severity.WARNING)
def released_without_anchor(context: Context) -> Iterator[Finding]:
    """In a release every span and every segment has an anchor.

    Why: Without anchors only the annotated text itself verifies the dataset: after one more space no
    span is found. With that text ``detente seal`` adds the anchors.

    Example:
        article:union/segments/0/anchor = "0.19.0.0.c53eb6f4"
    """
    anchored = Counter(span.article.id for span in anchored_in(context))
    for article in context.dataset.articles:
        spans = len(context.spans_by_article.get(article.id, ())) + len(article.segments)
        without = spans - anchored[article.id]
        if without:
            yield Finding(
                message=f"{without} of {spans} spans and segments of {article.id} have no anchor",
                record=article,
                path=("text",),
            )


@rule("D607", "quote-left-over")
def quote_left_over(context: Context) -> Iterator[Finding]:
    """No extension contains a quote.

    Why: Quotes belong in drafts. A release refers to the words of the text by offsets and anchors,
    and does not contain them.

    Example:
        claim:hope-of-peace/utterances/0/evidence/0/ext = {"example.org/quote": "peace"}

    Use instead:
        claim:hope-of-peace/utterances/0/evidence/0/ext = {"example.org/score": 3}
    """
    for cls in model.classes(Dataset):
        for part in context.each(cls.type):
            ext = getattr(part.value, "ext", None)
            for path, _text in _texts_in(ext, (*part.path, "ext")):
                names = {word for part in path for word in _WORD.findall(str(part).casefold())}
                if names & QUOTES:
                    yield Finding(
                        message="this extension contains a quote", record=part.record, path=path
                    )


QUOTES = frozenset(("quote", "quotes", "quotation", "exact", "prefix", "suffix", "within"))
"""Words in the keys of extensions that contain quotes; ``exact``, ``prefix`` and ``suffix`` are those of
W3C Web Annotation."""


@cache
def all_values() -> tuple[str, ...]:
    """All values of the vocabularies that are closed lists of the format."""
    return tuple(
        f"{vocabulary(snake(enum.__name__)).name}/{entry.value}"
        for enum in model.enums(Dataset)
        for entry in of_enum(enum).values
    )
