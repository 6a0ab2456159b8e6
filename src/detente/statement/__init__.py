"""Statements: who says what about whom, as of when, and in which words; events in order of time.

A dataset nests utterances in claims and accounts in events; people ask flat questions. The modules:
row (one statement), conditions (what it depends on, in words), filters, rows (all of them), timeline (a row
an account of an event).
"""
