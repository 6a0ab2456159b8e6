"""What stands on the sheet *Read me*."""

GUIDE = (
    "This book is a draft for détente: who says what about whom, as of when, and in which words.",
    "You fill in cells; the program turns them into a file, or tells you the cell that it does not understand.",
)
