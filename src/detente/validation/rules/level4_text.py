"""Level 4: are the spans in the text? Runs where texts are given."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain

from detente.dataset import Dataset
from detente.diagnostics import Severity
from detente.display import count, quoted
from detente.records import Actor, Article, Segment, Span
from detente.records.walk import Part
from detente.text.anchors import Anchor, anchoring, least_words
from detente.text.attaching.attachment import AttachedArticle, attached
from detente.text.attaching.layout import Layout
from detente.text.attaching.verdicts import SpanVerdict
from detente.text.marked_skeletons import PROFILE
from detente.text.profiles import profile, sha256
from detente.text.skeletons import RangeSkeletons, skeleton
from detente.text.words import cuts_word
from detente.validation.context import Context
from detente.validation.findings import Finding
from detente.validation.registry import Stage, rule
from detente.validation.rules.level3_anchors import Anchored, anchored_in
from detente.vocab.enums import MentionForm


class GivenTexts:
    """The texts that were given, and the spans of the dataset in them."""

    def __init__(self, dataset: Dataset, given: Mapping[str, str]) -> None:
        """``given``: canonical texts by name. Each is matched to an article by content; a text that
        is named like an article's id belongs to it, unless it is exactly the text of another.
        """
        self.dataset = dataset
        self.given = given
        self.attachment = attached(dataset, given)
        # By record, since two articles may have one id until D203 has looked at it.
        both = zip(dataset.articles, self.attachment.articles, strict=True)
        self._attached = {id(article): copy for article, copy in both}
        self.copies = {a.id: a.text for a in self.attachment.articles if a.text is not None}
        """The text of each article, changed or not."""
        self.exact = {
            article.id: self.copies[article.id]
            for article in dataset.articles
            if article.id in self.copies and sha256(self.copies[article.id]) == article.text.sha256
        }
        """The text of each article whose text is the annotated one."""
        self._layouts: dict[int, Layout] = {}

    def changed(self) -> Iterator[tuple[Article, AttachedArticle, str]]:
        """The articles whose text is not the annotated one, with this text."""
        for article in self.dataset.articles:
            text = self.copies.get(article.id)
            if text is not None and article.id not in self.exact:
                yield article, self._attached[id(article)], text

    def misstated(self) -> Iterator[tuple[Article, str, list[str]]]:
        """The articles whose text is the annotated one by its digest, but has another length or skeleton than
        the profile says: with the name of the text, and these fields.
        """
        for article in self.dataset.articles:
            text = self.exact.get(article.id)
            if text is not None:
                own = profile(text)
                wrong = [f for f in _MEASURED if getattr(own, f) != getattr(article.text, f)]
                if wrong:
                    yield article, str(self._attached[id(article)].file), wrong

    def lost(self, verdict: SpanVerdict) -> Iterator[Finding]:
        """The anchored spans that have this verdict in a changed text, as findings."""
        for article, attached_article, text in self.changed():
            for span in attached_article.lost:
                if span.verdict is verdict and span.span.anchor is not None:
                    now = self._layout(article).now(span.span.start, span.span.end)
                    there = "" if now is None else f"; there now: {quoted(text[slice(*now)], 120)}"
                    message = f"{verdict}: {span.reason} ({article.id}){there}"
                    yield Finding(message=message, record=span.record, path=span.within)

    def _layout(self, article: Article) -> Layout:
        """The article in its changed text."""
        if id(article) not in self._layouts:
            self._layouts[id(article)] = Layout(article, self._attached[id(article)])
        return self._layouts[id(article)]


_MEASURED = ("length", "skeleton_length", "skeleton_sha256")
"""What a profile says of the text whose digest it has."""


@rule("D401", "text-missing", stage=Stage.COPIES)
def text_missing(texts: GivenTexts) -> Iterator[Finding]:
    """If texts are given, the text of each article is among them.

    Why: Without its text the spans of an article are not verified. Files are matched to articles
    by content, so their names do not matter.

    Example:
        text of article:union is missing

    Use instead:
        text of article:union is given
    """
    for article, attached_article in zip(
        texts.dataset.articles, texts.attachment.articles, strict=True
    ):
        if article.id not in texts.copies:
            number, searched = len(texts.given), attached_article.searched
            given = "the text given is not" if number == 1 else f"none of the {number} texts is"
            if searched is not None:
                given = f"none of the {searched} texts most like it, of {number}, is clearly"
            yield Finding(
                message=f"{given} that of {article.id}",
                record=article,
                path=("text",),
                params=(("article", article.id), ("texts", sorted(texts.given))),
            )


@rule("D402", "text-altered", stage=Stage.COPIES)
def text_altered(texts: GivenTexts) -> Iterator[Finding]:
    """All spans of an article are found in the text that is given for it.

    Why: Where the words were changed, the text does not verify the dataset. Restore the text, or
    carry the annotation over to the new one with ``detente rebase``.

    Example:
        text of article:union: 'Karlstad' becomes 'Malmo'

    Use instead:
        text of article:union: 'Karlstad' becomes 'Karlstad'
    """
    for article, copy, text in texts.changed():
        if copy.lost:
            yield Finding(
                message=f"the text of {article.id} was changed: {copy.file} has {len(text)} code "
                f"points, the annotated text {article.text.length}; {len(copy.lost)} of "
                f"{len(copy.spans)} spans are not found in it (detente rebase carries the others over and "
                "lists these; without --texts only the dataset is checked)",
                record=article,
                path=("text", "sha256"),
                params=(
                    ("article", article.id),
                    ("text", copy.file),
                    ("length", len(text)),
                    ("counts", copy.counts),
                ),
            )


@rule("D403", "text-differs", Severity.INFO, stage=Stage.COPIES)
def text_differs(texts: GivenTexts) -> Iterator[Finding]:
    """The text of an article is exactly the one that was annotated.

    Why: All spans are found in this copy by their anchors, but offsets refer to the annotated
    text. ``detente attach`` gives the offsets in the copy, ``detente rebase`` a dataset that has them.

    Example:
        text of article:later: '. ' becomes '.  '
        article:later/uncoded/0/spans/0/anchor = "0.10.0.0"
        claim:union-ended/utterances/1/evidence/0/anchor = "10.19.0.1.9a493e95"
        claim:still-friends/utterances/0/evidence/0/anchor = "29.31.0.1.357b6699"
        claim:never-allies/utterances/1/evidence/0/anchor = "60.30.0.1.70da10f5"
        mention:norway-pronoun/spans/0/anchor = "60.4.0.0"

    Use instead:
        text of article:later: '. ' becomes '. '
    """
    for article, copy, text in texts.changed():
        if not copy.lost:
            yield Finding(
                message=f"the text of {article.id} differs: {copy.file} has {len(text)} code "
                f"points, the annotated text {article.text.length}; all {len(copy.spans)} "
                "spans are found in it",
                record=article,
                path=("text", "sha256"),
                params=(("article", article.id), ("text", copy.file), ("length", len(text))),
            )
    for article, file, wrong in texts.misstated():
        yield Finding(
            message=f"the profile of {article.id} has the digest of {file}, but not its "
            f"{' and '.join(wrong)}",
            record=article,
            path=("text", wrong[0]),
            params=(("article", article.id), ("text", file), ("profile", wrong)),
        )


@rule("D408", "span-edited", stage=Stage.COPIES)
def span_edited(texts: GivenTexts) -> Iterator[Finding]:
    """The words of a span were not changed in the text that is given.

    Why: Changed words may say something else, so they are not evidence. The new words are not
    guessed.

    Example:
        text of article:union: 'Karlstad' becomes 'Malmo'
        event:vote/accounts/0/evidence/0/anchor = "19.75.0.1.a3da3f24"
        event:talks/accounts/0/evidence/0/anchor = "94.47.0.1.e9c4fa97"
        claim:never-allies/utterances/0/evidence/0/anchor = "141.65.0.1.f194ff95"

    Use instead:
        text of article:union: 'Karlstad' becomes 'Karlstad'
        event:vote/accounts/0/evidence/0/anchor = "19.75.0.1.a3da3f24"
        event:talks/accounts/0/evidence/0/anchor = "94.47.0.1.e9c4fa97"
        claim:never-allies/utterances/0/evidence/0/anchor = "141.65.0.1.f194ff95"
    """
    return texts.lost(SpanVerdict.EDITED)


@rule("D409", "span-absent", stage=Stage.COPIES)
def span_absent(texts: GivenTexts) -> Iterator[Finding]:
    """The words of a span are in the text that is given.

    Why: Otherwise the copy is shorter, or is another text.

    Example:
        text of article:union: 'Delegates met three times at Karlstad and settled terms. ' becomes ''
        event:vote/accounts/0/evidence/0/anchor = "19.75.0.1.a3da3f24"
        event:talks/accounts/0/evidence/0/anchor = "94.47.0.1.e9c4fa97"
        claim:never-allies/utterances/0/evidence/0/anchor = "141.65.0.1.f194ff95"

    Use instead:
        text of article:union: 'Karlstad' becomes 'Karlstad'
        event:vote/accounts/0/evidence/0/anchor = "19.75.0.1.a3da3f24"
        event:talks/accounts/0/evidence/0/anchor = "94.47.0.1.e9c4fa97"
        claim:never-allies/utterances/0/evidence/0/anchor = "141.65.0.1.f194ff95"
    """
    return texts.lost(SpanVerdict.ABSENT)


@rule("D410", "span-ambiguous", stage=Stage.COPIES)
def span_ambiguous(texts: GivenTexts) -> Iterator[Finding]:
    """The words of a span have one place in the text that is given.

    Why: With several places the right one would be a guess, and a wrong one would go unnoticed.

    Example:
        text of article:union: 'settled terms. ' becomes 'settled terms. Delegates met three times at Karlstad and settled terms. '
        event:vote/accounts/0/evidence/0/anchor = "19.75.0.1.a3da3f24"
        event:talks/accounts/0/evidence/0/anchor = "94.47.0.1.e9c4fa97"
        claim:never-allies/utterances/0/evidence/0/anchor = "141.65.0.1.f194ff95"

    Use instead:
        text of article:union: 'Karlstad' becomes 'Karlstad'
        event:vote/accounts/0/evidence/0/anchor = "19.75.0.1.a3da3f24"
        event:talks/accounts/0/evidence/0/anchor = "94.47.0.1.e9c4fa97"
        claim:never-allies/utterances/0/evidence/0/anchor = "141.65.0.1.f194ff95"
    """
    return texts.lost(SpanVerdict.AMBIGUOUS)


@rule("D415", "span-without-anchor", stage=Stage.COPIES)
def span_without_anchor(texts: GivenTexts) -> Iterator[Finding]:
    """If the text is not the one that was annotated, spans have anchors.

    Why: In a changed text, offsets alone give other words. With the annotated text
    ``detente seal`` adds the anchors.

    Example:
        text of article:union: '. ' becomes '.  '

    Use instead:
        text of article:union: '. ' becomes '. '
    """
    for article, copy, _text in texts.changed():
        without = sum(span.span.anchor is None for span in copy.lost)
        if without:
            has, they = ("has", "it") if without == 1 else ("have", "they")
            what = f"{count(without, 'span')} of {article.id} {has} no anchor"
            yield Finding(
                message=f"{what}, so {they} cannot be found",
                record=article,
                path=("text",),
            )


@rule("D416", "anchor-of-other-words")
def anchor_of_other_words(context: Context) -> Iterator[Finding]:
    """The anchor of a span or a segment is that of its words.

    Why: The offsets or the anchor were changed by hand: in another copy the anchor would give
    other words than the offsets do here. ``detente seal`` renews anchors.

    Example:
        event:vote/accounts/0/evidence/0/anchor = "1.2.0.0"

    Use instead:
        event:vote/accounts/0/evidence/0/anchor = "19.75.0.1.a3da3f24"
    """
    rows = [row for row in anchored_in(context) if _is_in_text(context, row)]
    of_article: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        of_article[id(row.article)].append(number)
    own: dict[int, Anchor] = {}
    for numbers in of_article.values():
        article = rows[numbers[0]].article
        of = anchoring(context.texts[article.id], PROFILE, article.text.salt)
        places = [(rows[n].start, rows[n].end, _least_words(rows[n])) for n in numbers]
        own |= zip(numbers, of.anchors(places), strict=True)
    for number, row in enumerate(rows):
        if str(own[number]) != row.token:
            words = context.texts[row.article.id][row.start : row.end]
            yield Finding(
                message=f"the anchor is not that of these words, {quoted(words)}",
                record=row.record,
                path=(*row.path, "anchor"),
            )


def _is_in_text(context: Context, row: Anchored) -> bool:
    """Whether a text is at hand, and has the range."""
    text = context.texts.get(row.article.id)
    return text is not None and 0 <= row.start < row.end <= len(text)


def _least_words(row: Anchored) -> int:
    return least_words(segment=row.path[0] == "segments")


@rule("D404", "words-in-no-segment")
def words_in_no_segment(context: Context) -> Iterator[Finding]:
    """Between segments the text has only whitespace.

    Why: Words outside every segment have no voice.

    Example:
        article:union/segments/1/start = 27
        event:vote/accounts/0/evidence/0/start = 27

    Use instead:
        article:union/segments/1/start = 24
    """
    for article, text in _articles_with_text(context):
        edges = [0, *(e for s in article.segments for e in (s.start, s.end)), len(text)]
        for number, (end, start) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
            if text[end:start].strip():
                yield Finding(
                    message=f"no segment holds {quoted(text[end:start])}, code points {end} to {start}",
                    record=article,
                    path=("segments", min(number, len(article.segments) - 1)),
                )


@rule("D405", "loose-edge", Severity.WARNING)
def loose_edge(context: Context) -> Iterator[Finding]:
    """A span and a segment do not begin or end with whitespace.

    Why: Whitespace often changes when a text is copied, and it counts in agreement.

    Example:
        claim:hope-of-peace/utterances/0/evidence/0/start = 325

    Use instead:
        claim:hope-of-peace/utterances/0/evidence/0/start = 326
    """
    for part, text in _spans_in_text(context, Span, Segment):
        start, end = part.value.start, part.value.end
        if text[start].isspace() or text[end - 1].isspace():
            yield Finding(
                message=f"the {part.cls.__name__.lower()} begins or ends with whitespace: "
                f"{json.dumps(_ends(text[start:end]), ensure_ascii=False)}",
                record=part.record,
                path=part.path,
            )


@rule("D406", "cut-word", Severity.WARNING)
def cut_word(context: Context) -> Iterator[Finding]:
    """A span does not cut a word in two.

    Why: Half a word is not evidence; usually the offset is wrong by one.

    Example:
        claim:hope-of-peace/utterances/0/evidence/0/start = 328

    Use instead:
        claim:hope-of-peace/utterances/0/evidence/0/start = 326
    """
    for part, text in _spans_in_text(context):
        for edge in (part.value.start, part.value.end):
            if cuts_word(text, edge):
                yield Finding(
                    message=f"the span cuts the word {_cut_word(text, edge)} at code point {edge}",
                    record=part.record,
                    path=part.path,
                )
                break


@rule("D407", "name-not-listed", Severity.WARNING)
def name_not_listed(context: Context) -> Iterator[Finding]:
    """A mention by name uses one of the actor's names.

    Why: Either the span is wrong, or the actor lacks a name.

    Example:
        mention:norway-name/spans = [{"start": 117, "end": 126}]

    Use instead:
        mention:norway-name/spans = [{"start": 39, "end": 45}]
    """
    letters: dict[str, RangeSkeletons] = {}
    names: dict[str, set[str]] = {}
    for mention in context.dataset.mentions:
        text = context.texts.get(mention.article)
        actor = context.find(mention.actor, Actor)
        if text is None or actor is None or mention.form is not MentionForm.NAME:
            continue
        if mention.article not in letters:
            letters[mention.article] = RangeSkeletons(text)
        if actor.id not in names:
            names[actor.id] = {skeleton(name.text) for name in actor.names} - {""}
        for number, span in enumerate(mention.spans):
            if not letters[mention.article].are_like(span.start, span.end, names[actor.id]):
                yield Finding(
                    message=f"{quoted(text[span.start : span.end])} is not a name of {actor.id}",
                    record=mention,
                    path=("spans", number),
                )


_EDGE = 20
"""Code points: how much is shown at each end of a span, and of a word that is cut. A guess."""


def _ends(words: str) -> str:
    """Both ends of some words, with the whitespace there."""
    return words if len(words) <= 2 * _EDGE else f"{words[:_EDGE]} … {words[-_EDGE:]}"


def _cut_word(text: str, at: int) -> str:
    """The word that an offset is in, with a bar at the offset; of a very long one what is beside it."""
    start, end = at, at
    while cuts_word(text, start) and at - start < _EDGE:
        start -= 1
    while cuts_word(text, end) and end - at < _EDGE:
        end += 1
    left, right = ("…" if cuts_word(text, edge) else "" for edge in (start, end))
    return json.dumps(f"{left}{text[start:at]}|{text[at:end]}{right}", ensure_ascii=False)


def _spans_in_text(context: Context, *classes: type) -> Iterator[tuple[Part, str]]:
    """The spans, or parts of other classes with offsets, each with its text; not those outside it."""
    for part in chain.from_iterable(map(context.each, classes or (Span,))):
        text = context.texts.get(part.article or "")
        if text is not None and part.value.start < part.value.end <= len(text):
            yield part, text


def _articles_with_text(context: Context) -> Iterator[tuple[Article, str]]:
    for article in context.dataset.articles:
        if article.id in context.texts:
            yield article, context.texts[article.id]


# --- quotes in drafts: the findings come from pipeline/sealing.py ----------------------------------------------


@rule("D411", "quote-absent", stage=Stage.CALLED)
def quote_absent() -> None:
    """A draft's quote is in the text; spaces, line breaks, quotation marks and dashes may
    differ.

    Why: A quote that is not in the text was invented, shortened or copied from another version.
    It is never matched to similar words: one more word can reverse its meaning. A mention cannot be
    in pieces, since each span counts as one occurrence.
    """


@rule("D412", "quote-ambiguous", stage=Stage.CALLED)
def quote_ambiguous() -> None:
    """A draft's quote occurs once, or says which occurrence is meant.

    Why: The first occurrence is not always the one meant. ``within`` gives a longer quote around the
    one meant, which occurs once in the text; ``nth`` counts occurrences in the text from 1. What stands in
    ``cue``, in ``quoted`` and in the ``words`` of a time is sought in the evidence of its record
    first, so that it has to occur once there.
    """


@rule("D413", "quote-and-offsets-disagree", stage=Stage.CALLED)
def quote_and_offsets_disagree() -> None:
    """Where a draft gives a quote and offsets, both give the same range.

    Why: One of the two is wrong, and only the annotator can decide which one.
    """


@rule("D414", "quote-reformatted", Severity.INFO, stage=Stage.CALLED)
def quote_reformatted() -> None:
    """A draft's quote is in the text character by character.

    Why: The words are the same in another layout, so the span was accepted, with the characters of
    the text. Check whether it is the place that you meant.
    """


@rule("D417", "counted-in-another-text", stage=Stage.CALLED)
def counted_in_another_text() -> None:
    """If the text of a draft is not the one of its profile, its quotes are given without ``nth`` and
    without offsets.

    Why: Both count in the text that the draft was made of. In another text the same number can mean
    other words, which nobody would notice. ``within``, a longer quote, does not depend on counting.
    """


# --- sealing a dataset anew: the finding comes from pipeline/seal.py -------------------------------------------


@rule("D420", "sealed-with-another-text", stage=Stage.CALLED)
def sealed_with_another_text() -> None:
    """A dataset that is sealed anew has the texts that were annotated.

    Why: Sealing a dataset again renews its anchors and moves nothing. Written as it was, it would
    look as if it had been made of the new text. ``detente rebase`` carries it over.
    """
