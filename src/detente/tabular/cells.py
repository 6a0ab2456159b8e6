"""What a table holds."""

Cell = str | int | float | bool | None
Row = dict[str, Cell]
Rows = list[Row]
