"""What the articles say that actors want, fear, believe, or think of each other."""

from collections.abc import Iterator, Sequence

from detente.analysis.comparison.result import Position
from detente.display import capitalised, sentence
from detente.records import Claim
from detente.render import pages
from detente.render.comparison.contents import Contents
from detente.render.comparison.evidence import pointers_to
from detente.vocab.enums import AttitudeKind

_TITLES = {
    AttitudeKind.WANT: "Wants",
    AttitudeKind.FEAR: "Fears",
    AttitudeKind.BELIEF: "Beliefs",
    AttitudeKind.REGARD: "What they think of each other",
}
_Said = tuple[Claim, Sequence[Position]]
"""A claim, and what the articles say of it."""


def attitudes(contents: Contents) -> Iterator[pages.Section]:
    """A list for each kind of attitude, with who has it and according to whom; none without."""
    found: dict[AttitudeKind, dict[str, list[_Said]]] = {kind: {} for kind in _TITLES}
    for record, said in contents.told():
        if isinstance(record, Claim) and record.attitude is not None:
            # In the words of the claim: the record does not say whether a thing is wanted or not.
            text = contents.phrases.text(record.id)
            found[record.attitude.kind].setdefault(text, []).append((record, said))
    parts = [
        pages.Part(
            title=_TITLES[kind], entries=tuple(_entry(contents, s, c) for s, c in of.items())
        )
        for kind, of in found.items()
        if of
    ]
    if parts:
        yield pages.Section(title="What actors have in mind, according to whom", parts=tuple(parts))


def _entry(contents: Contents, statement: str, claims: Sequence[_Said]) -> pages.Entry:
    """An attitude, with all claims that say so, and who says so."""
    voices = ("; ".join(_according_to(contents, p) for p in said) for _claim, said in claims)
    return pages.Entry(
        statements=(statement,),
        remarks=tuple(dict.fromkeys(capitalised(sentence(each)) for each in voices)),
        pointers=tuple(pointers_to(contents, [p for _claim, said in claims for p in said])),
        records=tuple(claim.id for claim, _said in claims),
    )


def _according_to(contents: Contents, position: Position) -> str:
    """Who says so: the author, or whom the author reports."""
    author = contents.article_names[position.article]
    if position.sign == "+":
        return f"according to {author}"
    if position.sign == "-":
        return f"{author} denies it"
    if position.sign == "±":
        return f"{author} says so, and elsewhere denies it"
    if position.sources:
        return f"according to {contents.phrases.sources(position)}, whom {author} reports"
    return f"{author} leaves it open"
