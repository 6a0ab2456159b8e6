"""What the articles say that actors want, fear, believe, or think of each other."""

from collections.abc import Iterator, Sequence

from detente.analysis.comparison.result import Position
from detente.display import capitalised, listing, sentence
from detente.records import Attitude, Claim
from detente.records.kinds import kind_of
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
_VERBS = {
    AttitudeKind.WANT: ("wants", "want"),
    AttitudeKind.FEAR: ("fears", "fear"),
    AttitudeKind.BELIEF: ("believes", "believe"),
}


def attitudes(contents: Contents) -> Iterator[pages.Section]:
    """A list for each kind of attitude, with who has it and according to whom; none without."""
    found: dict[AttitudeKind, list[pages.Entry]] = {kind: [] for kind in _TITLES}
    for item in contents.comparison:
        for id_ in item.records:
            record = contents.phrases.records[id_]
            if isinstance(record, Claim) and record.attitude is not None:
                said = [p for p in item.positions if p.record == id_]
                found[record.attitude.kind].append(_entry(contents, record, record.attitude, said))
    parts = [
        pages.Part(title=_TITLES[kind], entries=tuple(entries))
        for kind, entries in found.items()
        if entries
    ]
    if parts:
        yield pages.Section(title="What actors have in mind, according to whom", parts=tuple(parts))


def _entry(
    contents: Contents, claim: Claim, attitude: Attitude, said: Sequence[Position]
) -> pages.Entry:
    statement = _statement(contents, claim, attitude)
    remarks = [capitalised(sentence("; ".join(_according_to(contents, p) for p in said)))]
    if statement != contents.phrases.text(claim.id):
        remarks.insert(0, contents.phrases.text(claim.id))
    return pages.Entry(
        statements=(statement,),
        remarks=tuple(remarks),
        pointers=tuple(pointers_to(contents, said)),
    )


def _statement(contents: Contents, claim: Claim, attitude: Attitude) -> str:
    """*Aldoria fears: Brevia closes the strait.*; without such a record the claim's own words."""
    if attitude.kind is AttitudeKind.REGARD or not attitude.concerns:
        return contents.phrases.text(claim.id)
    if attitude.kind is not AttitudeKind.WANT and all(
        kind_of(id_) == "issue" for id_ in attitude.concerns
    ):  # a thing can be wanted; what is feared or believed of it only the claim says
        return contents.phrases.text(claim.id)
    actors = capitalised(listing(map(contents.names.name, attitude.actors)))
    verb = _VERBS[attitude.kind][len(attitude.actors) > 1]
    concerns = "; ".join(contents.label(id_).removesuffix(".") for id_ in attitude.concerns)
    return f"{actors} {verb}: {sentence(concerns)}"


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
