"""Databases of Discourse Network Analyzer 3, in SQLite: who takes which position, in which words.

The format: the tables that version 3 of the program makes (Leifeld, *Discourse Network Analyzer*). Positions
are UTF-16 code units from 0, half-open; dates are seconds since 1970 in UTC; a statement has one value for
each variable of its type.
"""

from detente.bridges.dna.writing import write

__all__ = ["write"]
