"""How two times, as EDTF values, stand to each other."""

from functools import lru_cache

from detente.edtf import EdtfError, parse
from detente.records import Time


def compare_times(left: Time | None, right: Time | None) -> str:
    """*same*: the same string; *definite*: certainly the same days; *possible*: they may be the same
    or share days; *impossible*: no common day; *unreadable*: one is not EDTF; *absent*: one has no
    value.
    """
    return compare_values(*(None if time is None else time.value for time in (left, right)))


def compare_values(left: str | None, right: str | None) -> str:
    """The same of the values of two times."""
    return "absent" if left is None or right is None else _compared(left, right)


@lru_cache(maxsize=4096)
def _compared(left: str, right: str) -> str:
    if left == right:
        return "same"
    try:
        one, other = parse(left), parse(right)
    except EdtfError:
        return "unreadable"
    whole = one.relation(other, reading="throughout", other_reading="throughout")
    if whole.definite == "equal":
        return "definite"
    return "possible" if one.can_overlap(other) else "impossible"
