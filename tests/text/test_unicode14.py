"""The table of characters that Unicode 14 does not have."""

import sys
import unicodedata

import pytest

from detente.text.skeletons import skeleton
from detente.text.unicode14 import unassigned


def test_characters_of_later_unicode_stand_for_themselves() -> None:
    later = "\U0001fae8"  # assigned in 15.0

    assert unassigned(later)
    assert skeleton(f"a{later}b") == f"a{later}b"
    assert not unassigned("a")
    assert not unassigned("\uffff")


@pytest.mark.skipif(
    unicodedata.unidata_version != "14.0.0", reason="the table is that of Unicode 14.0"
)
def test_the_table_is_that_of_unicode_14() -> None:
    for code in range(sys.maxunicode + 1):
        none = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
        expected = unicodedata.category(chr(code)) == "Cn" and not none
        assert unassigned(chr(code)) == expected, hex(code)
