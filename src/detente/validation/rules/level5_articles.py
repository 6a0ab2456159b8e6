"""Level 5, articles: versions of a text, texts that were withdrawn, and what a text is written for."""

from collections.abc import Iterator

from detente.diagnostics import Severity
from detente.edtf.parser import parse_or_none
from detente.records import ArticleVersion, Claim
from detente.records.values import value_of
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import rule
from detente.vocab.enums import Commitment

OPEN = (Commitment.UU, Commitment.CT_U)
"""Commitments that say neither that it is so nor that it is not."""


@rule("D591", "version-of-what")
def version_of_what(context: Context) -> Iterator[Finding]:
    """A version names the other text once: its article, or a reference where the dataset does not
    have it.

    Why: The two are one text, and not two voices. With neither nobody knows which, and two could
    differ.

    Example:
        article:later/version = {"kind": "reprint"}

    Use instead:
        article:later/version = {"kind": "reprint", "of": "article:union"}
    """
    for part in context.each(ArticleVersion):
        named = part.value.of is not None
        if named is (part.value.reference is not None):
            yield Finding(
                message="both of and reference say of which text this is a version; keep one"
                if named
                else "of which text is this a version? Give of, or a reference",
                record=part.record,
                path=part.path,
            )


@rule("D592", "withdrawn-without-reference")
def withdrawn_without_reference(context: Context) -> Iterator[Finding]:
    """An article that was withdrawn has references.

    Why: The text does not say that it was withdrawn. The reference names who does.

    Example:
        article:later/withdrawn = "2006"

    Use instead:
        article:later/withdrawn = "2006"
        article:later/references = [{"title": "A note to our readers"}]
    """
    for article in context.dataset.articles:
        if article.withdrawn is not None and not article.references:
            yield Finding(
                message="that the text was withdrawn needs a reference",
                record=article,
                path=("withdrawn",),
            )


@rule("D593", "withdrawn-before-publication", Severity.WARNING)
def withdrawn_before_publication(context: Context) -> Iterator[Finding]:
    """An article is not withdrawn before it is published.

    Why: One of the two dates is wrong.

    Example:
        article:later/withdrawn = "1999"
        article:later/references = [{"title": "A note to our readers"}]

    Use instead:
        article:later/withdrawn = "2006"
        article:later/references = [{"title": "A note to our readers"}]
    """
    for article in context.dataset.articles:
        withdrawn, published = parse_or_none(article.withdrawn), value_of(article.published)
        if withdrawn is None or published is None:
            continue
        if withdrawn.relation(published).definite == "before":
            yield Finding(
                message=f"it was withdrawn ({withdrawn}) before it was published ({published})",
                record=article,
                path=("withdrawn",),
                related=(Elsewhere("published here", article, ("published",)),),
            )


@rule("D594", "thesis-not-its-own")
def thesis_not_its_own(context: Context) -> Iterator[Finding]:
    """A thesis of an article is a claim that the article itself vouches for or denies.

    Why: What a text only reports or leaves open is not what it is written to say.

    Example:
        article:union/theses = ["claim:no-vote"]

    Use instead:
        article:union/theses = ["claim:lesson"]
    """
    for article in context.dataset.articles:
        for number, id_ in enumerate(article.theses):
            claim = context.find(id_, Claim)
            if claim is None:
                continue
            own = [u for u in claim.utterances if u.article == article.id]
            if all(utterance.commitment in OPEN for utterance in own):
                yield Finding(
                    message=f"{article.id} "
                    + (f"leaves {id_} open" if own else f"does not voice {id_}"),
                    record=article,
                    path=("theses", number),
                    related=(Elsewhere("the claim", claim, ()),),
                )
