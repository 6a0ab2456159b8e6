"""A dataset as tables, for other programs: rows, CSV, Parquet, their description."""
