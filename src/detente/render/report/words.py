"""What values of the vocabularies are called on the page."""

from detente.statement.row import Statement
from detente.vocab.enums import (
    Commitment,
    EventStatus,
    EventType,
    Influence,
    LinkKind,
    SourceAct,
    SourceMode,
)

COMMITMENTS = {
    Commitment.CT_PLUS: "certain",
    Commitment.PR_PLUS: "probable",
    Commitment.PS_PLUS: "possible",
    Commitment.CT_MINUS: "denied",
    Commitment.PR_MINUS: "improbable",
    Commitment.PS_MINUS: "possibly not so",
    Commitment.CT_U: "known whether",
    Commitment.UU: "left open",
}
"""How firmly a holder stands by what is said."""

EXPLAINED = {
    Commitment.CT_PLUS: "The holder presents it as so, without reservation.",
    Commitment.PR_PLUS: "The holder thinks it likely.",
    Commitment.PS_PLUS: "The holder thinks it possible.",
    Commitment.CT_MINUS: "The holder says that it is not so.",
    Commitment.PR_MINUS: "The holder thinks it unlikely.",
    Commitment.PS_MINUS: "The holder thinks it possible that it is not so.",
    Commitment.CT_U: "The holder knows whether it is so, but does not say.",
    Commitment.UU: "The holder takes no side: it is only reported, supposed or asked.",
}

MARKS = {
    Commitment.PR_PLUS: "thought probable",
    Commitment.PS_PLUS: "thought possible",
    Commitment.CT_MINUS: "denied",
    Commitment.PR_MINUS: "called improbable",
    Commitment.PS_MINUS: "called doubtful",
    Commitment.CT_U: "said to be known",
    Commitment.UU: "left open",
}
"""What is written beside something that an article does not hold as certain."""

_SHADES = {
    Commitment.CT_PLUS: "sure",
    Commitment.PR_PLUS: "likely",
    Commitment.PS_PLUS: "maybe",
    Commitment.CT_MINUS: "no",
    Commitment.PR_MINUS: "no",
    Commitment.PS_MINUS: "no",
    Commitment.CT_U: "open",
    Commitment.UU: "open",
}

SHADES = {
    "sure": "certain",
    "likely": "probable",
    "maybe": "possible",
    "no": "denied or doubted",
    "open": "left open or only reported",
}
"""The classes of marks by commitment, each with its words."""

STATUSES = {
    EventStatus.OCCURRED: "happened",
    EventStatus.ONGOING: "under way",
    EventStatus.PLANNED: "planned",
    EventStatus.HYPOTHETICAL: "imagined, foreseen or possible",
    EventStatus.CANCELLED: "called off",
}

INFLUENCES = {
    Influence.BRINGS_ABOUT: "brings about",
    Influence.CONTRIBUTES: "contributes to",
    Influence.ENABLES: "makes possible",
    Influence.PREVENTS: "prevents",
    None: "leads to",
}

LINKS = {
    LinkKind.SPECIFIES: ("Says in more detail", "In more detail"),
    LinkKind.UPDATES: ("Brings up to date", "Brought up to date by"),
    LinkKind.PARALLELS: ("Close to", "Close to"),
    LinkKind.PRECEDES: ("Comes before", "Comes after"),
}
"""What a link that sets nothing against anything is called from its source and from its target."""

ACTS = {
    SourceAct.COMMUNICATION: "says so",
    SourceAct.BELIEF: "thinks so",
    SourceAct.KNOWLEDGE: "knows of it",
}
MODES = {
    SourceMode.DIRECT: "quoted in direct words",
    SourceMode.MIXED: "quoted in part",
    SourceMode.INDIRECT: "reported in other words",
}


def plain(value: str) -> str:
    """A value of a vocabulary as words."""
    return value.replace("_", " ").replace("-", " ")


def kind(value: str) -> str:
    """The kind of a statement, *claim/causal* or *event/aid*, in words."""
    whole, _slash, part = value.partition("/")
    if not part:
        return f"every {whole}"
    if whole == "claim":
        return f"{plain(part)} claim"
    return "event of no listed type" if part == EventType.NONE else f"event: {plain(part)}"


def shade(commitment: Commitment) -> str:
    """The class of marks of a commitment: *sure*, *likely*, *maybe*, *no*, *open*."""
    return _SHADES[commitment]


def stance(row: Statement) -> str:
    """How firmly the holder of a row stands by it, in words."""
    reported = not row.via and row.voice.sources and row.commitment is Commitment.UU
    return "only reported" if reported else COMMITMENTS[row.commitment]
