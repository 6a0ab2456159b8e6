"""Level 4: do the spans stand in the text? Runs where texts are given."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from detente.diagnostics import Severity
from detente.records import Article
from detente.records.values import Span
from detente.rules.context import Context
from detente.rules.registry import Finding, rule
from detente.text.canonical import sha256
from detente.text.sealing import Problem
from detente.text.skeleton import skeleton
from detente.text.words import cuts_word
from detente.vocab.enums import MentionForm


class Texts:
    """Texts that were given, and which article each is."""

    def __init__(self, articles: tuple[Article, ...], given: Mapping[str, str]) -> None:
        """``given``: canonical texts by name. Each finds its article by content; a text named
        by an article's id is that article's, come what may.
        """
        self.articles = articles
        self.given = given
        digests: dict[str, str] = {}
        for name, text in given.items():
            digests.setdefault(sha256(text), name)
        self.exact: dict[str, str] = {}
        """Article to text, where the text is the one that was annotated."""
        self.names: dict[str, str] = {}
        """Article to the name of its text, whatever state that is in."""
        for article in articles:
            digest = article.text.sha256
            if digest in digests:
                own = article.id in given and sha256(given[article.id]) == digest
                self.names[article.id] = article.id if own else digests[digest]
                self.exact[article.id] = given[self.names[article.id]]
        taken = set(self.names.values())
        left = [name for name in given if name not in taken]
        self.skeletons: dict[str, str] = {}
        """The digest of the skeleton of each text that is not exactly an article's."""
        if len(self.names) < len(articles):
            self.skeletons = {name: sha256(skeleton(given[name])) for name in left}
        by_skeleton = {digest: name for name, digest in reversed(self.skeletons.items())}
        for article in articles:
            if article.id not in self.names:
                altered = self._altered(article, left, by_skeleton)
                if altered is None and len(left) == len(articles) - len(taken) == 1:
                    altered = left[0]  # one text and one article are left: it is that one's
                if altered is not None:
                    self.names[article.id] = altered

    @cached_property
    def lengths(self) -> dict[str, Counter[int]]:
        """How often each length of a line occurs in each text."""
        return {
            name: Counter(len(line.strip()) for line in text.split("\n"))
            for name, text in self.given.items()
        }

    def _altered(
        self, article: Article, names: list[str], by_skeleton: Mapping[str, str]
    ) -> str | None:
        """The text that is this article in another state: the same skeleton, or paragraphs
        most of which have the lengths of the article's segments.
        """
        if article.id in names:
            return article.id
        if article.text.skeleton_sha256 in by_skeleton:
            return by_skeleton[article.text.skeleton_sha256]
        lengths = Counter(s.end - s.start for s in article.segments)
        best, likely = 0.0, None
        for candidate in names:
            shared = (lengths & self.lengths[candidate]).total() / max(1, lengths.total())
            if shared > best:
                best, likely = shared, candidate
        return likely if best >= 0.5 else None


@rule("D401", "text-missing")
def text_missing(texts: Texts) -> Iterator[Finding]:
    """Where texts are given, each article's text is among them.

    Why: What has no text is not proven. Files find their article by content, so their names
    do not matter.

    Example:
        text of article:union is missing

    Use instead:
        text of article:union is given
    """
    for article in texts.articles:
        if article.id not in texts.names:
            yield Finding(
                message=f"none of the {len(texts.given)} texts is that of {article.id}",
                record=article,
                path=("text",),
                params=(("article", article.id), ("texts", sorted(texts.given))),
            )


@rule("D402", "text-altered")
def text_altered(texts: Texts) -> Iterator[Finding]:
    """The text of an article is the one that was annotated, letter by letter.

    Why: After a change offsets point at other words. Restore the text, or annotate the new
    one.

    Example:
        text of article:union: 'Karlstad' becomes 'Malmo'

    Use instead:
        text of article:union: 'Karlstad' becomes 'Karlstad'
    """
    for article, name, text in _changed(texts):
        if texts.skeletons[name] != article.text.skeleton_sha256:
            yield Finding(
                message=f"the text of {article.id} was changed: {name} has {len(text)} code "
                f"points and other words, the annotated text {article.text.length}",
                record=article,
                path=("text", "sha256"),
                params=(("article", article.id), ("text", name), ("length", len(text))),
            )


@rule("D403", "text-reformatted")
def text_reformatted(texts: Texts) -> Iterator[Finding]:
    """The text of an article is not set differently: same spaces, line breaks and punctuation.

    Why: The words are the same, but offsets count every character.

    Example:
        text of article:union: '. ' becomes '.  '

    Use instead:
        text of article:union: '. ' becomes '. '
    """
    for article, name, text in _changed(texts):
        if texts.skeletons[name] == article.text.skeleton_sha256:
            yield Finding(
                message=f"the text of {article.id} is set differently: {name} has the same "
                f"words in {len(text)} code points, the annotated text {article.text.length}",
                record=article,
                path=("text", "sha256"),
                params=(("article", article.id), ("text", name), ("length", len(text))),
            )


def _changed(texts: Texts) -> Iterator[tuple[Article, str, str]]:
    for article in texts.articles:
        name = texts.names.get(article.id)
        if name is not None and article.id not in texts.exact:
            yield article, name, texts.given[name]


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
        span = placed.span
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
        span: Span = placed.span
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


# --- quotes in drafts: what sealing could not do ------------------------------------------------


@rule("D411", "quote-absent")
def quote_absent(problem: Problem) -> Iterator[Finding]:
    """A draft's quote stands in the text, character by character.

    Why: A quote that is not there was made up, shortened or copied from another version. It
    is never matched to something similar.
    """
    yield Finding(message=problem.message, params=problem.params)


@rule("D412", "quote-ambiguous")
def quote_ambiguous(problem: Problem) -> Iterator[Finding]:
    """A draft's quote stands in the text once, or says which occurrence is meant.

    Why: The first occurrence is not always the one meant. ``nth`` counts occurrences from 1,
    ``within`` gives a longer passage around the one meant.
    """
    yield Finding(message=problem.message, params=problem.params)


@rule("D413", "quote-and-offsets-disagree")
def quote_and_offsets_disagree(problem: Problem) -> Iterator[Finding]:
    """Where a draft gives a quote and offsets, they are the same stretch.

    Why: One of the two is wrong, and which one is not ours to choose.
    """
    yield Finding(message=problem.message, params=problem.params)


GIVEN = (text_missing, text_altered, text_reformatted)
"""The rules about the texts themselves; the others need a text that is the right one."""

QUOTES = (quote_absent, quote_ambiguous, quote_and_offsets_disagree)
"""The rules about a draft's quotes."""
