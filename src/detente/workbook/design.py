"""How a book looks: widths, notes, drop-down lists, folded groups. Nothing here is read again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.vocab.catalogue import vocabulary
from detente.workbook import form
from detente.workbook.columns import Column
from detente.workbook.layout import (
    ARTICLE,
    CODEBOOK,
    FORM,
    MORE,
    NUMBER,
    ORDER,
    PARAGRAPH,
    PARTIES,
    README,
    SAME,
    SEGMENT_COLUMNS,
    SENTENCE,
    TEXT,
    TEXT_GROUPED,
    TEXTS,
    UNCODED,
    VOICE_ORDER,
    WORDS,
    Layout,
    layouts,
)
from detente.workbook.left import left_in
from detente.workbook.reading import UNCODED_COLUMN
from detente.workbook.sheets import Book, Row, Sheet, letters_of

_WIDE = {
    SENTENCE: 48,
    TEXT: 90,
    "proposition": 40,
    "label": 36,
    WORDS: 20,
    "about": 22,
    "doers": 20,
    "recipients": 20,
    "note": 28,
    "definition": 70,
    "how to decide": 60,
    "example": 50,
    form.VALUE: 60,
    form.HELP: 70,
    form.FIELD: 24,
    form.ABOUT: 28,
    "places": 60,
    "also called": 28,
    "posts": 36,
    "name": 26,
    "official name": 28,
    PARTIES: 28,
    MORE: 30,
    UNCODED: 18,
    "vocabulary": 18,
    ARTICLE: 24,
    README: 110,
}
_NARROW = {
    NUMBER: 6,
    "claim": 7,
    "event": 7,
    SAME: 7,
    PARAGRAPH: 10,
    "kind": 13,
    "tense": 10,
    "voice": 12,
}
_WIDTH = 15
"""Characters: how wide a column is that is not named above. Tried on the example until it looked right."""

_NOTES = {
    NUMBER: "The number of the sentence, or of the row. Sorting the sheet does no harm.",
    "claim": "The name of this row, by which other cells speak of it. A second claim of sentence 12 gets a new row with 12 and c12b.",
    "event": "The name of this row, by which other cells speak of it. A second event of sentence 12 gets a new row with 12 and e12b.",
    SENTENCE: "The sentence, to read. It is the evidence unless the next column names words of it.",
    WORDS: "Only if a part of the sentence is meant: the words, copied. 13 is sentence 13, 12-13 are both, 13: gave way are words of it; | stands between several places.",
    SAME: "If another row says the same already: its name, such as c12. Then only the cells about this place are filled in.",
    ARTICLE: "The article; blank where there is one alone, or the sentence says it.",
    PARTIES: "The two parties, with / between them: France / Germany. Each row is one phase or factor.",
    MORE: "What no column says: lines such as assessments/0/verdict = accurate. The program writes it; leave it as it is. Only where a line says TODO, write the words of the text there, or delete the line.",
    ORDER: "The order in the file, where it is not that of the sentences.",
    VOICE_ORDER: "The order of the places of one record, where it is not that of the sentences.",
    UNCODED: "Why a sentence that no claim or event speaks of has none.",
    PARAGRAPH: "The sentences of one paragraph have one number.",
    TEXT: "The text. Do not change it: it is compared with your file.",
    "within": "A longer passage, where the words of the sentence stand in the text several times.",
    "nth": "Which of several places with these words it is.",
    "uncoded group": "Which sentences are listed together, where the reason does not say it.",
}
_BLANK = {
    "author sure": "Blank: CT+, or Uu with a speaker. ",
    "status": "Blank: occurred. ",
    "speaker is": "Blank: named. ",
    "speech": "Blank: indirect, if no words are quoted. ",
    "act": "Blank: communication. ",
    "speaker sure": "Blank: CT+. ",
    "if is": "Blank: conditional. ",
    "annotator": "Blank: the usual one of the article (sheet Article); none: nobody. ",
    "confidence": "Blank: the usual one of the article (sheet Article); none: not said. ",
    "id": "Blank: made of the words of the row. ",
}


@dataclass(slots=True)
class Look:
    """How one column looks."""

    width: float = _WIDTH
    help: str = ""
    source: str = ""
    """The cells with the values of its drop-down list."""
    many: bool = False
    number: bool = False
    group: bool = False
    hidden: bool = False
    """Whether it is folded away."""
    divider: bool = False
    shown: bool = False
    """Whether it is there to be read, and nobody types in it."""


@dataclass(slots=True)
class Design:
    """How one sheet looks."""

    headings: list[str]
    columns: dict[str, Look]
    freeze: str = "A2"
    head: float = 32
    striped: bool = False

    def shaded(self, row: Row) -> bool:
        """Whether the row has a background, so that eyes keep the line."""
        number = row.cells.get(NUMBER, "")
        return self.striped and number.isdecimal() and int(number) % 2 == 0


class Designs(dict[str, Design]):
    """The looks of all sheets, and the values of the drop-down lists by name."""

    lists: dict[str, list[str]]

    def __init__(self) -> None:
        """Without sheets."""
        super().__init__()
        self.lists = {}

    def source(self, name: str) -> str:
        """The cells of the hidden sheet with the values of a vocabulary."""
        self.lists.setdefault(name, [value.value for value in vocabulary(name).values])
        return name


def design(book: Book) -> Designs:
    """How the sheets of a book look."""
    made = Designs()
    for name, sheet in book.sheets.items():
        layout = layouts().get(name)
        if layout is not None:
            made[name] = _of_layout(layout, made, sheet)
        elif name == TEXTS:
            made[name] = _of_text(made, sheet)
        else:
            looks = {
                h: Look(width=_WIDE.get(h, _WIDTH), shown=h != form.VALUE) for h in sheet.headings
            }
            if name == CODEBOOK:
                looks["value"].width = 22
            made[name] = Design(list(sheet.headings), looks, freeze="C2" if name == FORM else "A2")
            if name == README:
                looks[README].shown = False
    order = {name: number for number, name in enumerate(sorted(made.lists), 1)}
    for sheet_design in made.values():
        for look in sheet_design.columns.values():
            if look.source in order:
                letters = letters_of(order[look.source])
                look.source = f"Lists!${letters}$2:${letters}${len(made.lists[look.source]) + 1}"
    return made


def _look(heading: str, column: Column | None, group: str, designs: Designs) -> Look:
    width = _WIDE.get(heading, _NARROW.get(heading, _WIDTH))
    look = Look(width=width, group=bool(group), hidden=bool(group))
    look.help = _NOTES.get(heading, "")
    look.number = heading in (NUMBER, PARAGRAPH, ORDER, VOICE_ORDER)
    look.shown = heading in (SENTENCE, NUMBER, "claim", "event")
    if column is None:
        return look
    look.help = look.help or _BLANK.get(heading, "") + column.help
    look.many = column.many
    if column.vocabulary is not None:
        look.source = designs.source(column.vocabulary)
    elif column.field.refs:
        look.source = _REFERRED.get(column.field.refs[0], "")
    elif column.only is not None and column.only[0] == "role":
        look.source = _REFERRED["actor"]
    elif column.field.base == "bool":
        look.source = '"yes,no"'
    return look


_REFERRED = {"actor": "Actors!$B$2:$B$400", "issue": "Issues!$B$2:$B$400"}
"""Where the names of records stand that a cell may name."""


def _of_layout(layout: Layout, designs: Designs, sheet: Sheet) -> Design:
    columns = {heading: layout.column(heading) for heading in layout.headings}
    made = _grouped(layout.grouped, columns, designs, sheet)
    made.striped = bool(layout.voices)
    made.head = 92
    made.freeze = "D2" if layout.voices else "C2"
    return made


def _of_text(designs: Designs, sheet: Sheet) -> Design:
    made = _grouped(TEXT_GROUPED, SEGMENT_COLUMNS | {UNCODED: UNCODED_COLUMN}, designs, sheet)
    for heading, look in made.columns.items():
        look.shown = heading in (NUMBER, ARTICLE, PARAGRAPH, TEXT)
    made.striped = True
    made.head = 48
    return made


def _grouped(
    grouped: Sequence[tuple[str, str]],
    columns: Mapping[str, Column | None],
    designs: Designs,
    sheet: Sheet,
) -> Design:
    """Columns with a narrow one before each group, at which it opens; open if a cell in it is to be filled in."""
    made = Design([], {})
    left = {heading for row in sheet.rows for heading, _ in left_in(row)}
    opened = {group for group, heading in grouped if heading in left}
    before = ""
    for group, heading in grouped:
        if group and group != before:
            divider = f"\u25b8 {group}"
            made.headings.append(divider)
            made.columns[divider] = Look(
                width=4, divider=True, help=f"Open the columns behind it with + : {group}."
            )
        before = group
        made.headings.append(heading)
        look = made.columns[heading] = _look(heading, columns.get(heading), group, designs)
        look.hidden &= group not in opened
    return made
