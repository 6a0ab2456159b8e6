"""Dates in EDTF within some years, and the years that make times agree with each other."""

from typing import Any

from detente.testing.plain import integer

# Years of publication are between the past and the future, so that no event is after its report.
PAST, PUBLISHED, FUTURE, ALWAYS = (1950, 2009), (2012, 2015), (2020, 2060), (1000, 2060)


def date(draw: Any, first: int, last: int) -> str:
    """A date in EDTF whose ends lie within some years."""

    def year() -> int:
        return int(draw(integer(first, last)))

    def point(year: int) -> str:
        form = draw(integer(0, 7))
        month = draw(integer(1, 12))
        match form:
            case 1:
                return f"{year:04}-{month:02}"
            case 2:
                return f"{year:04}-{month:02}-{draw(integer(1, 28)):02}"
            case 3:
                return f"{year:04}-{draw(integer(21, 24))}"
            case 4:
                return f"{year:04}{'?~%'[draw(integer(0, 2))]}"
            case 5:
                return f"{year:04}-XX"
            case 6:
                return f"{year:04}-{month:02}-{draw(integer(1, 28)):02}{'?~'[month % 2]}"
            case 7 if first <= year // 10 * 10 and year // 10 * 10 + 9 <= last:
                return f"{year // 10:03}X"
            case _:
                return f"{year:04}"

    def two() -> tuple[int, int]:
        start, end = sorted((year(), year()))
        return start, end if end > start else start + 1

    match draw(integer(0, 9)):
        case 4:
            start, end = two()
            return f"{start:04}/{end:04}"
        case 5:
            start, end = two()
            return f"{start:04}-{draw(integer(1, 12)):02}/{end:04}-{draw(integer(1, 12)):02}"
        case 6:
            return f"{year():04}/.."
        case 7:
            return f"../{year():04}"
        case 8:
            start, end = two()
            return f"[{start:04}..{end:04}]"
        case 9:
            start, end = two()
            return f"{{{start:04},{end:04}}}"
        case _:
            return point(year())


def lasting(draw: Any) -> str:
    """An interval that includes all times in texts."""
    start, end = draw(integer(1800, PAST[0] - 1)), draw(integer(FUTURE[1] + 2, 2100))
    return f"{start}/{end if draw(integer(0, 1)) else '..'}"
