"""The relative expressions that `resolve` knows, as data.

English only, and small on purpose: a phrase whose meaning people disagree about ("next
Friday", "in recent years", "last decade") is not in the table, and is left unresolved.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

__all__ = [
    "MONTHS",
    "NUMBERS",
    "PATTERNS",
    "PLACEHOLDERS",
    "SEASONS",
    "UNITS",
    "WEEKDAYS",
    "Action",
    "Mod",
    "Offset",
    "Pattern",
    "Unit",
]

#: Which part of the value is meant; EDTF cannot say it.
Mod: TypeAlias = Literal["early", "mid", "late"]

#: What an offset counts. ``named month`` and ``season`` count occurrences: -1 is the last one.
Unit: TypeAlias = Literal[
    "day", "week", "month", "season", "named month", "year", "decade", "century"
]

#: What a pattern does; `relative` has one function for each.
Action: TypeAlias = Literal[
    "calendar",
    "occurrence",
    "shift",
    "span",
    "rest",
    "ahead",
    "absolute",
    "mod",
    "until",
    "since",
    "within",
]


class Offset(NamedTuple):
    """How far a value lies from its anchor: so many units, negative towards the past."""

    amount: int
    unit: Unit


class Pattern(NamedTuple):
    """One row of the table.

    `words` is a regular expression in which a name in braces is replaced by a row of
    `PLACEHOLDERS`; `action` says how the value is computed, and `amount` is its sign or number.
    For the action ``mod``, `mod` is what it adds.
    """

    words: str
    action: Action
    amount: int = 0
    mod: Mod | None = None


#: Tried in this order; the first that fits the whole phrase counts.
PATTERNS: tuple[Pattern, ...] = (
    # The neighbouring unit of the calendar (a day if it names none), at the precision of the unit.
    Pattern("yesterday", "calendar", -1),
    Pattern("today", "calendar", 0),
    Pattern("tomorrow", "calendar", 1),
    Pattern("(?:last|(?:the|that) (?:previous|preceding|prior)) {calendar}", "calendar", -1),
    Pattern("(?:this|(?:that|the) (?:same|current)) {calendar}", "calendar", 0),
    Pattern("(?:next|the (?:next|following)) {calendar}", "calendar", 1),
    # The nearest season or month of a name, wholly before or after the anchor.
    Pattern("(?:last|(?:this|the) (?:past|previous|preceding)) {named}", "occurrence", -1),
    Pattern("(?:next|(?:this|the) (?:coming|next|following)) {named}", "occurrence", 1),
    # A distance; the precision is that of the unit, or one step finer if the anchor has it.
    Pattern("{number} {unit} (?:ago|earlier|before)", "shift", -1),
    Pattern("{number} {unit} (?:later|after|afterwards|from now|hence)", "shift", 1),
    # From the anchor so far back or ahead.
    Pattern("(?:over|during|in|for|within) the (?:last|past) {number} {unit}", "span", -1),
    Pattern("(?:over|during|in|for|within) the (?:next|coming) {number} {unit}", "span", 1),
    Pattern("(?:over|during|in|for|within) the past {one}", "span", -1),
    Pattern("(?:over|during|in|for|within) the coming {one}", "span", 1),
    # Some time between the anchor and where the unit begins or ends.
    Pattern("earlier (?:this|that|in the) {calendar}", "rest", -1),
    Pattern("later (?:this|that|in the) {calendar}", "rest", 1),
    # From the anchor on, nobody says how long.
    Pattern("(?:over|during|in|for) the coming (?:days|weeks|months|years|decades)", "ahead"),
    # What does not depend on the anchor.
    Pattern("{year}", "absolute"),
    Pattern("(?:the )?{decade}", "absolute"),
    Pattern("(?:the )?{named}(?: of|,)? {year}", "absolute"),
    # What is said about another phrase, the {rest}.
    Pattern("(?:in |the )?early(?: in)?[ -]{rest}", "mod", mod="early"),
    Pattern("(?:in |the )?(?:mid|the middle of)[ -]{rest}", "mod", mod="mid"),
    Pattern("(?:in |the )?late(?: in)?[ -]{rest}", "mod", mod="late"),
    Pattern("(?:in |at )?the (?:beginning|start) of {rest}", "mod", mod="early"),
    Pattern("(?:at )?the end of {rest}", "mod", mod="late"),
    Pattern("(?:by|until|till|up to) {rest}", "until"),
    Pattern("since {rest}", "since"),
    Pattern("(?:in|during) {rest}", "within"),
)

#: Number words; digits are understood as well.
NUMBERS: dict[str, int] = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
}

#: Words for units.
UNITS: dict[str, Unit] = {
    "day": "day",
    "days": "day",
    "week": "week",
    "weeks": "week",
    "month": "month",
    "months": "month",
    "year": "year",
    "years": "year",
    "decade": "decade",
    "decades": "decade",
    "century": "century",
    "centuries": "century",
}

#: Words for seasons, with their codes; hemispheres are not guessed.
SEASONS: dict[str, int] = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

#: Words for months.
MONTHS: dict[str, int] = {
    "january": 1,
    "february": 2,
    "march": 3,
    "april": 4,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "september": 9,
    "october": 10,
    "november": 11,
    "december": 12,
}

#: Words for days of the week, Monday first, as `datetime.date.weekday` numbers them.
WEEKDAYS: dict[str, int] = {
    "monday": 0,
    "tuesday": 1,
    "wednesday": 2,
    "thursday": 3,
    "friday": 4,
    "saturday": 5,
    "sunday": 6,
}

#: What replaces a name in braces.
PLACEHOLDERS: dict[str, str] = {
    "{calendar}": "(?P<unit>year|month|day)",
    "{unit}": f"(?P<unit>{'|'.join(UNITS)})",
    "{one}": "(?P<unit>day|week|month|year|decade|century)",
    "{number}": f"(?P<number>[0-9]{{1,4}}|{'|'.join(NUMBERS)})",
    "{named}": f"(?P<named>{'|'.join([*SEASONS, *MONTHS])})",
    "{year}": "(?P<year>[0-9]{4})",
    "{decade}": "(?P<decade>[0-9]{3})0s",
    "{rest}": "(?P<rest>.+)",
}
