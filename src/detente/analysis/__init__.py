"""Questions to a dataset: statements, statistics."""
