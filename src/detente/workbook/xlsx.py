"""A book as a workbook file (Office Open XML), for any spreadsheet program."""

import io
import math
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from detente.errors import InputError, MissingExtraError
from detente.files import read_bytes
from detente.text.quotes import TODO
from detente.workbook.design import Design, Look, design
from detente.workbook.grid import Cell, read_rows
from detente.workbook.layout import README, UNREAD, headings
from detente.workbook.left import BEGINNINGS, left_in, with_left
from detente.workbook.passages import BAR
from detente.workbook.paths import OTHERS
from detente.workbook.sheets import LONGEST, Book, Place, Problem, Row, Sheet, letters_of

_PACKED = 50_000_000
_UNPACKED = 40_000_000
_MEMBERS = 500
_ROWS, _CELLS, _COLUMNS = 50_000, 1_000_000, 256
"""Bytes of the file, of what it unpacks to, its parts; of a sheet the rows that hold something, the cells
that the file lists, and the columns. Guesses, far above need: the bundled dataset (132 sentences, 441
records) has 0.2 MB, 1.4 MB unpacked, 194 rows at most and 10,000 cells."""

_MERGED = re.compile(r'<mergeCell ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')


def engine() -> Any:
    """The package openpyxl. Raises ``MissingExtraError`` without it, or without defusedxml."""
    for module in ("openpyxl", "defusedxml"):
        try:
            __import__(module)
        except ImportError as error:
            raise MissingExtraError(module, "workbook") from error
    import openpyxl

    return openpyxl


# --- writing ------------------------------------------------------------------------------------

_FONT = "Calibri"
_HEAD, _ODD, _GROUP, _SHOWN = "D9E2EC", "F5F7FA", "EAE6F5", "6B7280"
_LEFT = "FFE699"
"""Colours: headings, every other sentence, headings of folded columns, what is not typed; what is still
to be filled in."""


def to_bytes(book: Book) -> bytes:
    """The bytes of a workbook. Raises ``InputError`` for a text that no cell holds."""
    openpyxl = engine()
    made = openpyxl.Workbook()
    made.remove(made.active)
    designs = design(book)
    columns = {name: looks.headings for name, looks in designs.items()}
    for name, sheet in book.sheets.items():
        shown = with_left(book, columns) if name == README else sheet
        _write(made.create_sheet(name), shown, designs[name])
    lists = made.create_sheet("Lists")
    for number, (name, values) in enumerate(sorted(designs.lists.items()), 1):
        for row, value in enumerate((name, *values), 1):
            lists.cell(row, number, value)
    lists.sheet_state = "hidden"
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _write(target: Any, sheet: Sheet, looks: Design) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.properties import PageSetupProperties

    for number, heading in enumerate(looks.headings, 1):
        _head(target, number, heading, looks.columns[heading], max(len(sheet.rows) + 200, 300))
    target.sheet_properties.outlinePr.summaryRight = False
    target.row_dimensions[1].height = looks.head
    target.freeze_panes = looks.freeze
    target.page_setup.orientation = "landscape"
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.print_title_rows = "1:1"
    if any(True for row in sheet.rows for _ in left_in(row)):
        _mark(target, f"A2:{letters_of(len(looks.headings))}{len(sheet.rows) + 1}")
    wrap = Alignment(wrap_text=True, vertical="top")
    shade, grey = PatternFill("solid", start_color=_ODD), Font(name=_FONT, size=11, color=_SHOWN)
    middle = Alignment(vertical="top", horizontal="center")
    for at, row in enumerate(sheet.rows, 2):
        for number, heading in enumerate(looks.headings, 1):
            column = looks.columns[heading]
            text = row.cells.get(heading, "")
            if not text and not looks.shaded(row):
                continue
            cell = target.cell(at, number)
            if text:
                _put(cell, text, sheet, number=column.number)
            cell.alignment = middle if column.number else wrap
            if column.shown:
                cell.font = grey
            if looks.shaded(row):
                cell.fill = shade
        target.row_dimensions[at].height = _height(row, looks)


def _head(target: Any, number: int, heading: str, column: Look, last: int) -> None:
    """Set up a column: its width, heading, note and drop-down list, down to the row ``last``."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    letters = letters_of(number)
    dimension = target.column_dimensions[letters]
    dimension.width = column.width
    dimension.number_format = "General" if column.number else "@"
    cell = target.cell(1, number, heading)
    cell.font = Font(name=_FONT, bold=True)
    rotation = 90 if column.divider else 0
    cell.alignment = Alignment(wrap_text=True, vertical="bottom", text_rotation=rotation)
    cell.fill = PatternFill(
        "solid", start_color=_GROUP if column.group or column.divider else _HEAD
    )
    if column.group:
        dimension.outlineLevel = 1
        dimension.hidden = column.hidden
    if column.help:
        cell.comment = Comment(column.help, "détente", height=160, width=320)
    if column.source:
        validation = DataValidation(
            "list",
            formula1=column.source,
            allow_blank=True,
            showErrorMessage=not column.many,
            errorStyle="warning",
            errorTitle="Not in the list",
            error="The list has other values. Keep it anyway?",
        )
        target.add_data_validation(validation)
        validation.add(f"{letters}2:{letters}{last}")


def _mark(target: Any, cells: str) -> None:
    """Colour the cells that are left to do, as long as they are."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    says = ",".join(f'LEFT(A2,{len(word)})="{word}"' for word in BEGINNINGS)
    says += f',ISNUMBER(SEARCH("{BAR}{TODO}",A2))'
    look = DifferentialStyle(fill=PatternFill(bgColor=_LEFT, fill_type="solid"))
    rule = Rule(type="expression", formula=[f"OR({says})"], dxf=look)
    target.conditional_formatting.add(cells, rule)


def _put(cell: Any, text: str, sheet: Sheet, *, number: bool) -> None:
    if len(text) > LONGEST:
        reason = f"{Place(sheet.name, cell.row, cell.column)} would have {len(text)} characters; a cell holds {LONGEST}"
        raise InputError("workbook", reason)
    if number and text.isdecimal():
        cell.value = int(text)
        return
    from openpyxl.utils.exceptions import IllegalCharacterError

    try:
        cell.value = text
    except IllegalCharacterError as error:
        place = Place(sheet.name, cell.row, cell.column)
        reason = f"{place} would have a control character, which no cell can hold"
        raise InputError("workbook", reason) from error
    cell.data_type = "s"  # also what begins with an equals sign
    cell.number_format = "@"
    if text[0] in "=+-@":
        cell.quotePrefix = True


def _height(row: Row, looks: Design) -> float:
    """Points: openpyxl sets no heights, and not every program sets them on opening."""
    lines = 1
    for heading, text in row.cells.items():
        column = looks.columns.get(heading)
        if column is not None and not column.group:
            lines = max(lines, sum(_lines(line, column.width) for line in text.split("\n")))
    return min(15.0 * lines + 2, 400.0)


def _lines(line: str, width: float) -> int:
    return max(1, math.ceil(len(line) / max(width - 1, 1)))


# --- reading ------------------------------------------------------------------------------------


def from_bytes(data: bytes, name: str) -> Book:
    """The sheets of a workbook, those of them that are known.

    Raises ``InputError`` if the file is no workbook, or more than a book of a draft can be: nothing
    in it is carried out, and no address in it is followed. Raises ``MissingExtraError``.
    """
    engine()
    _safe(data, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that openpyxl does not read, such as pictures
        try:
            return _book(data, name)
        except (InputError, MemoryError):
            raise
        except Exception as error:  # openpyxl raises anything on a file that is not as it should be
            reason = f"no workbook that can be read ({type(error).__name__}: {error})"
            raise InputError(name, reason) from error


def _safe(data: bytes, name: str) -> None:
    """Refuse what is no workbook, unpacks to too much, has programs or declares entities."""
    try:
        reason = _unsafe(data)
    except zlib.error:
        reason = "the file is damaged"
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        reason = "no workbook (.xlsx): is it an old .xls, damaged, or protected by a password?"
    if reason:
        raise InputError(name, reason)


def _unsafe(data: bytes) -> str:
    """Why a zip is not opened; empty if it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > _MEMBERS or sum(m.file_size for m in members) > _UNPACKED:
            return "it unpacks to too much for a workbook of a draft"
        if any("vbaproject" in m.filename.casefold() for m in members):
            return "it has macros; save it as .xlsx"
        parts = (m for m in members if m.filename.endswith((".xml", ".rels", ".vml")))
        if any(_declares(archive.read(member)) for member in parts):
            return "it declares entities, or is not in UTF-8; save it again with a spreadsheet"
    return ""


def _declares(xml: bytes) -> bool:
    """Whether XML declares a document type, or may hide it in another encoding."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\x00" in xml[:4]:
        return True
    return xml[:2] in (b"\xff\xfe", b"\xfe\xff")


def _book(data: bytes, name: str) -> Book:
    import openpyxl
    from openpyxl.utils import range_boundaries

    book = Book()
    loaded: Any = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=False, keep_links=False
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for source in loaded.worksheets:
            if source.title not in headings():
                if source.title not in UNREAD and source.sheet_state == "visible":
                    message = f"the sheet {source.title} is not read"
                    book.problems.append(Problem("D706", Place(source.title), message))
                continue
            xml = archive.read(source._worksheet_path).decode("utf-8", "replace")
            read_rows(book, source.title, _cells(source, name))
            for cells in _MERGED.findall(xml):
                column, row, *_ = range_boundaries(cells)
                message = f"cells are merged ({cells}); split them, and say in each what is meant"
                book.problems.append(Problem("D704", Place(source.title, row, column), message))
    return book


def _cells(source: Any, name: str) -> Iterator[tuple[int, list[Cell]]]:
    """The rows that hold something.

    openpyxl's own rows have a cell for every gap, so that one cell in the last row makes a million: here
    its parser is asked, which gives what the file has.
    """
    from openpyxl.worksheet._reader import WorkSheetParser

    book, held, seen = source.parent, 0, 0
    with source._get_source() as stream:
        parser = WorkSheetParser(
            stream,
            source._shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, row in parser.parse():
            seen += len(row)
            found = {cell["column"]: _read(cell) for cell in row if cell["value"] is not None}
            found = {column: cell for column, cell in found.items() if cell.text or cell.problem}
            held += bool(found)
            if held > _ROWS or seen > _CELLS:
                raise InputError(name, f"{source.title} has too many rows for a draft")
            if found and max(found) > _COLUMNS:
                reason = f"{source.title} has cells beyond column {letters_of(_COLUMNS)}"
                raise InputError(name, reason)
            if found:
                yield number, [found.get(n, _NOTHING) for n in range(1, max(found) + 1)]


_NOTHING = Cell("")


def _read(cell: Mapping[str, Any]) -> Cell:
    value, type_ = cell["value"], cell["data_type"]
    if type_ == "f":
        return Cell("", "a formula; write what is meant, or put ' before it")
    if type_ == "e":
        return Cell("", f"the spreadsheet shows an error, {value}; write what is meant")
    if isinstance(value, str):
        return Cell(value)
    if isinstance(value, bool):
        return Cell(str(value).upper())
    if isinstance(value, int | float):
        whole = isinstance(value, float) and value.is_integer() and abs(value) < 10**15
        return Cell(repr(int(value) if whole else value), number=True)
    return Cell(
        "",
        f"the spreadsheet made a date of it ({value}), and nobody can know what was typed; "
        "format the cell as text and write it again, such as 1904-04",
    )


def read_file(path: Path) -> bytes:
    """The bytes of a workbook file, refused by its name if it may have programs in it."""
    if path.suffix.casefold() in OTHERS:
        raise InputError(str(path), f"{path.suffix} files are not read; save it as .xlsx")
    return read_bytes(path, most=_PACKED)
