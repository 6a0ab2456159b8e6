"""REFI-QDA projects (``.qdpx``), for programs of qualitative data analysis: NVivo, ATLAS.ti, MAXQDA, QualCoder.

The format: *REFI-QDA, Exchange of processed data between qualitative data analysis software packages*
(Rotterdam Exchange Format Initiative, 2019). Positions are code points from 0, half-open in its examples.
"""

from detente.bridges.qdpx.writing import write

__all__ = ["write"]
