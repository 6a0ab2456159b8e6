"""Which records are the same by their codes in public registers.

The rule is that of D567, ``recorded-twice``, carried from one dataset to many: a code in common that
can be valid for both at one time, and no different codes of one register at one time. Being the same
must carry over from one pair to the next; where it does not, the record in between is joined with
neither, as a bare COW code 365 is that of the Soviet Union and of Russia.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations, product
from typing import Any, Final, NamedTuple

from detente.edtf.overlap import overlap
from detente.edtf.parser import parse_or_none
from detente.edtf.relations import Modality
from detente.vocab.enums import IdentifierScheme as Scheme

_ORDER: Final = (Scheme.WIKIDATA, Scheme.ISO3166_1, Scheme.ISO3166_3, Scheme.COW, Scheme.GW)
"""The registers, that by which an identity is called first."""


class Code(NamedTuple):
    """A code in a register."""

    scheme: str
    """The register."""
    value: str
    """The code."""
    valid: str | None
    """When the register has it stand for the record, in EDTF."""


class Coded(NamedTuple):
    """What records are told apart by: those with the same codes are one."""

    kind: str
    """The kind of actor or issue."""
    codes: frozenset[Code]
    """The codes."""


class Joined(NamedTuple):
    """The identity of a record, or why it has none."""

    identity: str | None
    """The identity: the kind, the register and the code; ``None`` if there is none."""
    by: str | None
    """The register, or ``registry``."""
    reason: str | None
    """Why there is none."""


def code_of(identifier: Mapping[str, Any]) -> Code:
    """A code of a record, from a row."""
    return Code(identifier["scheme"], identifier["value"], identifier["valid"])


def joined(records: Collection[Coded]) -> dict[Coded, Joined]:
    """The identity of each of some records."""
    found = {record: Joined(None, None, "no code") for record in records if not record.codes}
    neighbours = _neighbours([record for record in records if record.codes])
    groups: list[set[Coded]] = []
    ahead = _components(neighbours)
    while ahead:
        group = ahead.pop()
        between = _between(group, neighbours)
        if between:
            found |= {record: Joined(None, None, _several(record)) for record in between}
            left = group - between
            ahead += _components({record: neighbours[record] & left for record in left})
        else:
            groups.append(group)
    names = defaultdict(list)
    for number, group in enumerate(groups):
        names[_name(group, dated=False)].append(number)
    for (identity, scheme), numbers in names.items():
        for number in numbers:
            name = Joined(identity, scheme, None)
            if len(numbers) > 1:  # a code that was given again, or codes that contradict each other
                dated, _ = _name(groups[number], dated=True)
                same = [n for n in numbers if _name(groups[n], dated=True)[0] == dated]
                name = Joined(dated, scheme, None)
                if len(same) > 1:
                    name = Joined(None, None, f"codes contradict each other: {identity}")
            found |= dict.fromkeys(groups[number], name)
    return found


def _neighbours(records: Iterable[Coded]) -> dict[Coded, set[Coded]]:
    """The records that are the same as each, taken two by two."""
    neighbours: dict[Coded, set[Coded]] = {}
    by_code: dict[tuple[str, str, str], list[Coded]] = defaultdict(list)
    for record in records:
        neighbours[record] = set()
        for scheme, value in {(code.scheme, code.value) for code in record.codes}:
            by_code[record.kind, scheme, value].append(record)
    for sharing in by_code.values():
        for one, other in combinations(sharing, 2):
            if _agree(one, other) and not _apart(one, other):
                neighbours[one].add(other)
                neighbours[other].add(one)
    return neighbours


def _agree(one: Coded, other: Coded) -> bool:
    return any(a.value == b.value for a, b in _of_one_time(one, other))


def _apart(one: Coded, other: Coded) -> bool:
    """Whether a register tells two records apart: it has codes for both, none of them in common at
    one time. Codes of periods that may only follow each other, as those of Burma until 1989 and of
    Myanmar since, do not.
    """
    agreeing = {a.scheme for a, b in _of_one_time(one, other) if a.value == b.value}
    differing = {
        a.scheme
        for a, b in _of_one_time(one, other)
        if a.value != b.value and (None in (a.valid, b.valid) or _overlap(a, b) == "definite")
    }
    again = {a.scheme for a, b in product(one.codes, other.codes) if a[:2] == b[:2]}
    return bool((differing | again) - agreeing)


def _overlap(one: Code, other: Code) -> Modality:
    return overlap(parse_or_none(one.valid), parse_or_none(other.valid))


def _of_one_time(one: Coded, other: Coded) -> list[tuple[Code, Code]]:
    """The pairs of codes of one register that can be valid at one time. Those of Wikidata are never
    given again.
    """
    return [
        (a, b)
        for a, b in product(one.codes, other.codes)
        if a.scheme == b.scheme
        and ((a.scheme == Scheme.WIKIDATA and a.value == b.value) or _overlap(a, b) != "impossible")
    ]


def _components(neighbours: Mapping[Coded, set[Coded]]) -> list[set[Coded]]:
    """Records with all that are reached from them."""
    left, found = set(neighbours), []
    while left:
        reached, ahead = set[Coded](), [left.pop()]
        while ahead:
            record = ahead.pop()
            reached.add(record)
            ahead += neighbours[record] - reached
        left -= reached
        found.append(reached)
    return found


def _between(group: set[Coded], neighbours: Mapping[Coded, set[Coded]]) -> set[Coded]:
    """The records of a group that join others which are apart; none if no two are."""
    pairs = [pair for pair in combinations(group, 2) if _apart(*pair)]
    between = {record for one, other in pairs for record in neighbours[one] & neighbours[other]}
    if not pairs or between:
        return between
    # Several records in line join them, or a ring of records of which each is an end.
    return group - {record for pair in pairs for record in pair} or group


def _several(record: Coded) -> str:
    codes = ", ".join(sorted(f"{code.scheme} {code.value}" for code in record.codes))
    return f"codes of several: {codes}"


def _name(group: Collection[Coded], *, dated: bool) -> tuple[str, str]:
    """What an identity is called, and the register: by the first of its codes."""
    codes = {(code, record.kind) for record in group for code in record.codes}
    code, kind = min(
        codes,
        key=lambda c: (
            _ORDER.index(Scheme(c[0].scheme)),
            len(c[0].value),
            c[0].value,
            c[0].valid or "",
        ),
    )
    name = f"{kind}:{code.scheme}:{code.value}"
    return (f"{name}:{code.valid}" if dated and code.valid else name), code.scheme
