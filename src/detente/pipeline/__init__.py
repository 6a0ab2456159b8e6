"""From files to records and back: load, dump, validate, draft, seal, fix, migrate."""
