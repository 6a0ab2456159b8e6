"""Level 7: cells of a workbook that cannot be read, or that do not fit together.

The rules say what is wrong with a sheet before there is a draft; what the draft says is checked by the
other levels, and shown by cell as well.
"""

from collections.abc import Iterator

from detente.diagnostics import Severity
from detente.validation.findings import Finding
from detente.validation.registry import Stage, rule


@rule("D701", "no-text-in-cell", stage=Stage.CALLED)
def no_text_in_cell(message: str) -> Iterator[Finding]:
    """A cell holds what was typed, not what the spreadsheet made of it.

    Why: A date of a spreadsheet has lost whether 1 April or April was meant, a formula says something
    else on another machine. The columns are formatted as text, so that this happens to pasted cells only.
    """
    yield Finding(message=message, path=None)


@rule("D702", "name-in-cell", stage=Stage.CALLED)
def name_in_cell(message: str) -> Iterator[Finding]:
    """A cell names records that the book has, each by a word that only one of them is called.

    Why: A name that two records have, or none, would have to be guessed.
    """
    yield Finding(message=message, path=None)


@rule("D703", "notation-in-cell", stage=Stage.CALLED)
def notation_in_cell(message: str) -> Iterator[Finding]:
    """A cell with a time, a number, an office, a source is written as the note of its column shows.

    Why: What is not understood is not taken for something similar.
    """
    yield Finding(message=message, path=None)


@rule("D704", "sheet-layout", stage=Stage.CALLED)
def sheet_layout(message: str) -> Iterator[Finding]:
    """A book has all its sheets, and each sheet its columns once, without merged cells.

    Why: What stood in a column that is gone, or below a merged cell, would be lost silently.
    """
    yield Finding(message=message, path=None)


@rule("D705", "row-of-sheet", stage=Stage.CALLED)
def row_of_sheet(message: str) -> Iterator[Finding]:
    """A row is about the sentence that it numbers, has a name of its own, and says what its other rows say.

    Why: If one column is sorted alone, or the row is deleted that others refer to, words would support
    a claim that they do not make.
    """
    yield Finding(message=message, path=None)


@rule("D706", "not-read", Severity.INFO, stage=Stage.CALLED)
def not_read(message: str) -> Iterator[Finding]:
    """A sheet or a column that a person added is not read.

    Why: Notes of one's own do no harm, but nobody should think that they are in the file.
    """
    yield Finding(message=message, path=None)


@rule("D707", "words-of-sentence", stage=Stage.CALLED)
def words_of_sentence(message: str) -> Iterator[Finding]:
    """The words of a cell stand in the sentence that they are of.

    Why: Elsewhere in the text the same words may say something else.
    """
    yield Finding(message=message, path=None)
