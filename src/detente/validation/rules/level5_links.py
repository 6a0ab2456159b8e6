"""Level 5, links: what they join, and whose they are."""

from collections.abc import Iterator
from typing import Any

from detente.diagnostics import Severity
from detente.records import (
    Claim,
    Link,
)
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import rule
from detente.vocab.enums import (
    LinkKind,
)

_WITH_ARTICLE = (LinkKind.COUNTERS, LinkKind.UNDERCUTS)


@rule("D541", "step-undercut")
def step_undercut(context: Context) -> Iterator[Finding]:
    """A link names the claim of the step that it undercuts if and only if it undercuts; the article
    gives the target as a ground of that claim.

    Why: Undercutting accepts the premise and the conclusion, and attacks the step from one to
    the other.

    Example:
        link:peace-doubted/on is removed

    Use instead:
        link:peace-doubted/on = "claim:hope-of-peace"
    """
    for link in context.dataset.links:
        undercuts = link.kind is LinkKind.UNDERCUTS
        if undercuts and link.on is None:
            yield Finding(
                message="the field on is missing: which step is undercut?",
                record=link,
                path=("kind",),
            )
        elif not undercuts and link.on is not None:
            yield Finding(
                message=f"a link that {link.kind.value} has no step (on)", record=link, path=("on",)
            )
        elif undercuts and link.article is not None and not _offered(context, link):
            yield Finding(
                message=f"{link.article} does not give {link.target} as a ground of {link.on}",
                record=link,
                path=("on",),
            )


def _offered(context: Context, link: Link) -> bool:
    claim = context.find(link.on, Claim)
    return claim is None or any(
        link.target in u.grounds for u in claim.utterances if u.article == link.article
    )


@rule("D542", "whose-link")
def whose_link(context: Context) -> Iterator[Finding]:
    """A link that counters or undercuts has an article; any other is made by the annotator and has
    neither article nor cue.

    Why: It is in the text that an author argues against something. It is the annotator who sees
    that two claims contradict each other.

    Example:
        link:same-matter/article = "article:union"

    Use instead:
        link:peace-doubted/article = "article:union"
    """
    for link in context.dataset.links:
        of_article = link.kind in _WITH_ARTICLE
        if of_article and link.article is None:
            yield Finding(
                message=f"the field article is missing: in which article does it "
                f"{link.kind.value[:-1]}?",
                record=link,
                path=("kind",),
            )
        elif not of_article and link.article is not None:
            yield Finding(
                message=f"a link that {link.kind.value} is made by the annotator and has "
                "no article",
                record=link,
                path=("article",),
            )
        elif link.article is None and link.cue:
            yield Finding(
                message="a cue needs an article that it is in", record=link, path=("cue",)
            )


@rule("D543", "linked-to-itself")
def linked_to_itself(context: Context) -> Iterator[Finding]:
    """A link joins two different records.

    Why: A record cannot contradict or specify itself.

    Example:
        link:same-matter/target = "claim:still-friends"

    Use instead:
        link:same-matter/target = "claim:never-allies"
    """
    for link in context.dataset.links:
        if link.source == link.target:
            yield Finding(
                message="source and target are the same record", record=link, path=("target",)
            )


@rule("D544", "same-link-twice", Severity.WARNING)
def same_link_twice(context: Context) -> Iterator[Finding]:
    """Two records have one link of a kind; contradicting has no direction.

    Why: A second link adds nothing.

    Example:
        dataset/links/+ = {"id": "link:again", "kind": "updates", "source": "claim:still-friends", "target": "claim:never-allies"}

    Use instead:
        dataset/links/+ = {"id": "link:again", "kind": "specifies", "source": "claim:still-friends", "target": "claim:never-allies"}
    """
    seen: dict[Any, Link] = {}
    for link in context.dataset.links:
        ends: Any = (link.source, link.target)
        if link.kind is LinkKind.CONTRADICTS:
            ends = frozenset(ends)
        first = seen.setdefault((link.kind, ends, link.on, link.article), link)
        if first is not link:
            yield Finding(
                message=f"{first.id} says the same",
                record=link,
                related=(Elsewhere("the other link", first, ()),),
            )
