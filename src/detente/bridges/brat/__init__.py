"""brat: standoff annotations (``.ann`` beside ``.txt``), and the configuration for them.

Written is a folder for brat's data directory. Read is that folder, any other collection, or one ``.ann``
file with its text beside it. brat counts code points of the text file, line ends and all. The format:
https://brat.nlplab.org/standoff.html.
"""

from detente.bridges.brat.reading import read
from detente.bridges.brat.writing import write

__all__ = ["read", "write"]
