"""Level 4: do the spans stand in the text? Runs where texts are given."""

from collections.abc import Iterator, Mapping
from typing import Any

from detente.dataset import Dataset
from detente.diagnostics import Path, Severity
from detente.records import Article
from detente.records.values import Span
from detente.text.anchors import anchored_span
from detente.text.attaching.attachment import AttachedArticle, attached
from detente.text.attaching.verdicts import SpanVerdict
from detente.text.profiles import sha256
from detente.text.skeletons import skeleton
from detente.text.words import cuts_word
from detente.validation.context import Context
from detente.validation.findings import Finding
from detente.validation.registry import Stage, rule
from detente.validation.rules.level3_anchors import anchored_in
from detente.vocab.enums import MentionForm


class Texts:
    """Texts that were given, and the spans of the dataset in them."""

    def __init__(self, dataset: Dataset, given: Mapping[str, str]) -> None:
        """``given``: canonical texts by name. Each finds its article by content; a text named
        by an article's id is that article's, unless it is another's word by word.
        """
        self.dataset = dataset
        self.given = given
        self.attachment = attached(dataset, given)
        self.copies = {a.id: a.text for a in self.attachment.articles if a.text is not None}
        """Article to text, whatever state that is in."""
        self.exact = {
            article.id: self.copies[article.id]
            for article in dataset.articles
            if article.id in self.copies and sha256(self.copies[article.id]) == article.text.sha256
        }
        """Article to text, where the text is the one that was annotated."""

    def changed(self) -> Iterator[tuple[Article, AttachedArticle, str]]:
        """The articles whose texts are not the annotated ones, and these."""
        for article in self.dataset.articles:
            text = self.copies.get(article.id)
            if text is not None and article.id not in self.exact:
                yield article, self.attachment[article.id], text

    def lost(self, verdict: SpanVerdict) -> Iterator[tuple[Any, Path, str]]:
        """The anchored spans that have this verdict in a changed text: record, path, reason."""
        for article, attached_article, _text in self.changed():
            for span in attached_article.lost:
                if span.verdict is verdict and span.span.anchor is not None:
                    yield span.record, span.within, f"{span.reason} ({article.id})"


@rule("D401", "text-missing", stage=Stage.COPIES)
def text_missing(texts: Texts) -> Iterator[Finding]:
    """Where texts are given, each article's text is among them.

    Why: What has no text is not proven. Files find their article by content, so their names
    do not matter.

    Example:
        text of article:union is missing

    Use instead:
        text of article:union is given
    """
    for article in texts.dataset.articles:
        if article.id not in texts.copies:
            yield Finding(
                message=f"none of the {len(texts.given)} texts is that of {article.id}",
                record=article,
                path=("text",),
                params=(("article", article.id), ("texts", sorted(texts.given))),
            )


@rule("D402", "text-altered", stage=Stage.COPIES)
def text_altered(texts: Texts) -> Iterator[Finding]:
    """All spans of an article are found in the text that is given for it.

    Why: A changed text proves nothing where its words are others. Restore it, or annotate the
    new one.

    Example:
        text of article:union: 'Karlstad' becomes 'Malmo'

    Use instead:
        text of article:union: 'Karlstad' becomes 'Karlstad'
    """
    for article, found, text in texts.changed():
        if found.lost:
            yield Finding(
                message=f"the text of {article.id} was changed: {found.file} has {len(text)} code "
                f"points, the annotated text {article.text.length}; {len(found.lost)} of "
                f"{len(found.spans)} spans are not found in it (detente attach lists them; without "
                "--texts the dataset is checked alone)",
                record=article,
                path=("text", "sha256"),
                params=(
                    ("article", article.id),
                    ("text", found.file),
                    ("length", len(text)),
                    ("counts", found.counts),
                ),
            )


@rule("D403", "text-differs", Severity.INFO, stage=Stage.COPIES)
def text_differs(texts: Texts) -> Iterator[Finding]:
    """The text of an article is the one that was annotated, character by character.

    Why: All spans are found in this copy by their anchors, but offsets count in the annotated
    text. ``detente attach`` gives the places in the copy.

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
    for article, found, text in texts.changed():
        if not found.lost:
            yield Finding(
                message=f"the text of {article.id} differs: {found.file} has {len(text)} code "
                f"points, the annotated text {article.text.length}; all {len(found.spans)} "
                "spans are found in it",
                record=article,
                path=("text", "sha256"),
                params=(("article", article.id), ("text", found.file), ("length", len(text))),
            )


@rule("D408", "span-edited", stage=Stage.COPIES)
def span_edited(texts: Texts) -> Iterator[Finding]:
    """The words of a span were not changed in the text that is given.

    Why: Evidence that says something else is no evidence. What became of the words is not
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
    for record, path, reason in texts.lost(SpanVerdict.EDITED):
        yield Finding(message=f"edited: {reason}", record=record, path=path)


@rule("D409", "span-absent", stage=Stage.COPIES)
def span_absent(texts: Texts) -> Iterator[Finding]:
    """The words of a span stand in the text that is given.

    Why: The copy is shorter, or another text's.

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
    for record, path, reason in texts.lost(SpanVerdict.ABSENT):
        yield Finding(message=f"absent: {reason}", record=record, path=path)


@rule("D410", "span-ambiguous", stage=Stage.COPIES)
def span_ambiguous(texts: Texts) -> Iterator[Finding]:
    """The words of a span have one place in the text that is given.

    Why: Of several places one would have to be guessed, and a wrong place is worse than none.

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
    for record, path, reason in texts.lost(SpanVerdict.AMBIGUOUS):
        yield Finding(message=f"ambiguous: {reason}", record=record, path=path)


@rule("D415", "span-without-anchor", stage=Stage.COPIES)
def span_without_anchor(texts: Texts) -> Iterator[Finding]:
    """Where the text is not the one that was annotated, spans have anchors.

    Why: Offsets alone lead to other words. With the annotated text at hand, ``detente seal``
    adds the anchors.

    Example:
        text of article:union: '. ' becomes '.  '

    Use instead:
        text of article:union: '. ' becomes '. '
    """
    for article, found, _text in texts.changed():
        without = sum(span.span.anchor is None for span in found.lost)
        if without:
            yield Finding(
                message=f"{without} spans of {article.id} have no anchor to be found by",
                record=article,
                path=("text",),
            )


@rule("D416", "anchor-of-other-words")
def anchor_of_other_words(context: Context) -> Iterator[Finding]:
    """The anchor of a span or a segment is that of its words.

    Why: The offsets were changed by hand, or the anchor was: in another copy the anchor leads to
    other words than the offsets here. ``detente seal`` renews anchors.

    Example:
        event:vote/accounts/0/evidence/0/anchor = "1.2.0.0"

    Use instead:
        event:vote/accounts/0/evidence/0/anchor = "19.75.0.1.a3da3f24"
    """
    for anchored in anchored_in(context):
        text = context.texts.get(anchored.article)
        if text is None or not 0 <= anchored.start < anchored.end <= len(text):
            continue
        profile = context.by_id[anchored.article].text
        segment = anchored.path[0] == "segments"
        own = anchored_span(text, anchored.start, anchored.end, profile, segment=segment)
        if own.anchor != anchored.token:
            yield Finding(
                message="the anchor is not that of these words",
                record=anchored.record,
                path=(*anchored.path, "anchor"),
            )


@rule("D404", "words-in-no-segment")
def words_in_no_segment(context: Context) -> Iterator[Finding]:
    """Between segments the text has white space only.

    Why: Words that stand in no segment have no voice.

    Example:
        article:union/segments/1/start = 27
        event:vote/accounts/0/evidence/0/start = 27

    Use instead:
        article:union/segments/1/start = 24
    """
    for article, text in _proven(context):
        edges = [0, *(e for s in article.segments for e in (s.start, s.end)), len(text)]
        for number, (end, start) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
            if text[end:start].strip():
                yield Finding(
                    message=f"there are words at code points {end} to {start}, in no segment",
                    record=article,
                    path=("segments", min(number, len(article.segments) - 1)),
                )


@rule("D405", "loose-edge", Severity.WARNING)
def loose_edge(context: Context) -> Iterator[Finding]:
    """A span and a segment begin and end with a character, not with white space.

    Why: White space is lost first when a text is copied, and counts into agreement.

    Example:
        claim:hope-of-peace/utterances/0/evidence/0/start = 325

    Use instead:
        claim:hope-of-peace/utterances/0/evidence/0/start = 326
    """
    for placed, text in _words(context):
        if placed.value != placed.value.strip():
            yield Finding(
                message=f"the {text} begins or ends with white space",
                record=placed.record,
                path=placed.path,
            )


@rule("D406", "cut-word", Severity.WARNING)
def cut_word(context: Context) -> Iterator[Finding]:
    """A span does not cut a word in two.

    Why: Half a word is nobody's evidence; mostly the offset is wrong by one.

    Example:
        claim:hope-of-peace/utterances/0/evidence/0/start = 328

    Use instead:
        claim:hope-of-peace/utterances/0/evidence/0/start = 326
    """
    for placed in context.spans:
        text = context.texts.get(placed.article or "")
        span = placed.value
        if text is None or not span.start < span.end <= len(text):
            continue
        for edge in (span.start, span.end):
            if cuts_word(text, edge):
                yield Finding(
                    message=f"the span cuts a word at code point {edge}",
                    record=placed.record,
                    path=placed.path,
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
    for mention in context.dataset.mentions:
        text = context.texts.get(mention.article)
        actor = context.by_id.get(mention.actor)
        if text is None or actor is None or mention.form is not MentionForm.NAME:
            continue
        names = {skeleton(name.text) for name in actor.names}
        for number, span in enumerate(mention.spans):
            words = skeleton(text[span.start : span.end])
            if not any(name in words or words in name for name in names if name):
                yield Finding(
                    message=f"the words here are none of the names of {actor.id}",
                    record=mention,
                    path=("spans", number),
                )


class _Words:
    __slots__ = ("path", "record", "value")

    def __init__(self, record: Any, path: tuple[Any, ...], value: str) -> None:
        self.record, self.path, self.value = record, path, value


def _words(context: Context) -> Iterator[tuple[_Words, str]]:
    for placed in context.spans:
        text = context.texts.get(placed.article or "")
        span: Span = placed.value
        if text is not None and span.start < span.end <= len(text):
            yield _Words(placed.record, placed.path, text[span.start : span.end]), "span"
    for article, text in _proven(context):
        for number, segment in enumerate(article.segments):
            words = text[segment.start : segment.end]
            yield _Words(article, ("segments", number), words), "segment"


def _proven(context: Context) -> Iterator[tuple[Article, str]]:
    for article in context.dataset.articles:
        if article.id in context.texts:
            yield article, context.texts[article.id]


# --- quotes in drafts: found by pipeline/sealing.py ----------------------------------------------


@rule("D411", "quote-absent", stage=Stage.CALLED)
def quote_absent() -> None:
    """A draft's quote stands in the text; blanks, line breaks, quotation marks and dashes may
    differ.

    Why: A quote that is not there was made up, shortened or copied from another version. It
    is never matched to something similar: one word more can turn it into its contrary.
    """


@rule("D412", "quote-ambiguous", stage=Stage.CALLED)
def quote_ambiguous() -> None:
    """A draft's quote stands in the text once, or says which occurrence is meant.

    Why: The first occurrence is not always the one meant. ``nth`` counts occurrences from 1,
    ``within`` gives a longer passage around the one meant.
    """


@rule("D413", "quote-and-offsets-disagree", stage=Stage.CALLED)
def quote_and_offsets_disagree() -> None:
    """Where a draft gives a quote and offsets, they are the same stretch.

    Why: One of the two is wrong, and which one is not ours to choose.
    """


@rule("D414", "quote-reformatted", Severity.INFO, stage=Stage.CALLED)
def quote_reformatted() -> None:
    """A draft's quote stands in the text character by character.

    Why: The words are the same in another layout, so the span was taken; the text's own
    characters count. Look whether it is the place that you meant.
    """
