"""A folder for Hugging Face and for Croissant: the tables as Parquet, a card, a description for machines.

The formats: dataset cards of Hugging Face; *Croissant Format Specification* 1.0 (MLCommons, 2024).
"""

from detente.bridges.croissant.writing import write

__all__ = ["write"]
