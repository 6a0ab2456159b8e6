"""Level 5, articles: versions of a text, and texts that were withdrawn."""

from collections.abc import Iterator

from detente.diagnostics import Severity
from detente.edtf.parser import parse_or_none
from detente.records import ArticleVersion
from detente.records.values import value_of
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import rule


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
