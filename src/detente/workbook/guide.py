"""What stands on the sheet *Read me*."""

GUIDE = (
    "This book is a draft for détente: who says what about whom, as of when, and in which words.",
    "Fill in cells and save. The command checks the book and names each cell that it does not understand:",
    "    detente validate my.xlsx --texts my-text.txt",
    "When it is clean, the command makes the file that others can use:",
    "    detente seal my.xlsx --texts my-text.txt -o my.detente.json",
    "",
    "Yellow cells say TODO: they are still to be filled in. The list at the end of this sheet names them.",
    "",
    "1. Article: replace each TODO. Delete the value of a title or an address that the text does not have.",
    "2. Text: say what each paragraph is (kind) and who speaks (voice), in the first row of the paragraph.",
    "3. Actors: one row for each state, person or organisation. Names, and what else it is called.",
    "4. Claims: one row for each sentence. A plain claim is four cells: proposition (in your own words), kind, tense, about.",
    "5. Events: one row for each sentence too: label (in your own words), type, doers, recipients, when.",
    "6. Text again: a sentence that no claim or event speaks of says why, under 'nothing to code because'.",
    "7. Phases and Factors (how a relation is, what moves it), Links and Mentions, if your project needs them.",
    "",
    "A blank cell says nothing, or what the note of its heading says. Point at a heading to read the note.",
    "Every row of Claims and Events has a name: c12, e7. Other cells speak of it by that name: because of c12; e7.",
    "A second claim of sentence 12: insert a row, write 12 and c12b. The same claim again in sentence 20: same as c12.",
    "The sentence is the evidence. If only some words are, copy them into the column words.",
    "Several values in a cell have ; between them. Actors are called by any of their names.",
    "Columns that are folded away open with the + above them (speaker, time and number, argument, rest).",
    "Dates: 1904, 1904-04, 1904-04-08, 1904/1907, early 1904, 1904-11 from e7, 1904 (inferred), unresolved.",
    "You may sort and filter rows, hide columns and add columns and sheets of your own, which are not read:",
    "they are in no file that the command makes, so keep this book.",
    "Please do not merge cells, delete columns or change the column text. The column more belongs to the program;",
    "only where a line in it says TODO, write the words of the text there, or delete the line.",
    "Codebook says what the values mean. More: docs/workbook.md and the guidelines of détente.",
)

LEFT = "These cells said TODO when the book was made; detente validate names those that still do:"
"""What stands above the list of them."""

CARRIED_OVER = (
    "A cell such as TODO: 8: gave way proposes words of sentence 8. If they say what the row says, delete 'TODO: ' alone.",
    "A cell such as TODO (it was: gave way) shows words of the old text that are gone. Write others, or delete the row.",
    "A paragraph with TODO: body is new. Choose its kind and its voice from the lists.",
)
"""What stands below it in a book that was carried over to another text."""
