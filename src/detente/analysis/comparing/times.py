"""The times of records as values that can be compared."""

from detente.edtf import Edtf
from detente.edtf.parser import parse_or_none
from detente.records import Time


def value_of(time: Time | None) -> Edtf | None:
    """The parsed value of a time; ``None`` where there is none or it is not EDTF (D501 says so)."""
    return None if time is None else parse_or_none(time.value)
