"""Reports and records as text and JSON. No logic: what is found is found elsewhere."""
