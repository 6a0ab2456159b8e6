"""The workbook: a draft as sheets that people fill in with a spreadsheet, and back.

``layout`` says which sheets and columns there are, derived from the records; ``writing`` makes the
sheets of a dataset and its texts, ``reading`` the draft that sheets stand for, with the cell of each
value. ``xlsx`` and ``csv_folder`` are the two forms that a book has on disk.
"""
