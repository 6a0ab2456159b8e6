r"""The lines of a ``.ann`` file: what each kind of line says, before anything of it is believed.

``T1<TAB>type 0 5;8 12<TAB>words`` marks words, ``E1<TAB>type:T1 role:T2`` makes an event of them,
``R1<TAB>type Arg1:T1 Arg2:T2`` joins two, ``A1<TAB>name T1 value`` and ``#1<TAB>type T1<TAB>words``
say something of one.
"""

import re
from collections.abc import Iterator

import attrs

_SPANS = r"[0-9]{1,12} [0-9]{1,12}"
_FORMS = {
    "T": re.compile(rf"(?P<type>\S+) (?P<spans>{_SPANS}(?:;{_SPANS})*)\t(?P<words>.*)"),
    "E": re.compile(r"(?P<type>[^\s:]+):(?P<trigger>\S+)(?P<args>(?: [^\s:]+:\S+)*) ?"),
    "R": re.compile(r"(?P<type>\S+)(?P<args>(?: [^\s:]+:\S+)+)[ \t]?"),
    "A": re.compile(r"(?P<type>\S+) (?P<target>\S+)(?: (?P<value>\S+))?[ \t]?"),
    "#": re.compile(r"(?P<type>\S+) (?P<target>\S+)\t(?P<words>.*)"),
}
_FORMS["M"] = _FORMS["A"]  # attributes were called modifications once
_ID = re.compile(r"([TERAM#])\S*")


@attrs.frozen(kw_only=True)
class Line:
    """A line of the format. Of the parts only those are set that its kind has."""

    number: int
    """From 1."""
    kind: str
    """``T E R A #``, or ``?`` for a line that is none of these, or not of the form of its kind."""
    id: str = ""
    """What other lines call it."""
    type: str = ""
    """The type, or the name of an attribute."""
    ranges: tuple[tuple[int, int], ...] = ()
    """Of ``T``: offsets of the text file."""
    words: str = ""
    """Of ``T`` the words that it marks, of ``#`` what it says; of ``?`` the line."""
    trigger: str = ""
    """Of ``E``: the ``T`` line with its words."""
    args: tuple[tuple[str, str], ...] = ()
    """Of ``E`` and ``R``: roles and ids."""
    target: str = ""
    """Of ``A`` and ``#``: what it is about."""
    value: str | None = None
    """Of ``A``; ``None`` if it has none."""


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a ``.ann`` file that are not empty."""
    for number, line in enumerate(text.split("\n"), 1):
        plain = line.removesuffix("\r")
        if plain.strip():
            yield _line(number, plain)


def _line(number: int, line: str) -> Line:
    id_, _, rest = line.partition("\t")
    kind = _ID.fullmatch(id_)
    form = _FORMS[kind[1]].fullmatch(rest) if kind else None
    if kind is None or form is None:
        return Line(number=number, kind="?", id=id_ if kind else "", words=line)
    said = form.groupdict()
    return Line(
        number=number,
        kind="A" if kind[1] == "M" else kind[1],
        id=id_,
        type=said["type"],
        ranges=_ranges(said.get("spans") or ""),
        words=said.get("words") or "",
        trigger=said.get("trigger") or "",
        args=_args(said.get("args") or ""),
        target=said.get("target") or "",
        value=said.get("value"),
    )


def _ranges(spans: str) -> tuple[tuple[int, int], ...]:
    pairs = (pair.split(" ") for pair in spans.split(";") if pair)
    return tuple((int(start), int(end)) for start, end in pairs)


def _args(args: str) -> tuple[tuple[str, str], ...]:
    pairs = (arg.partition(":") for arg in args.split())
    return tuple((role, target) for role, _, target in pairs)
