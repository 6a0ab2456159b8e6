"""The vocabularies: closed value sets as enums, their definitions and sources as data."""
