"""INCEpTION and UIMA: a CAS in XMI for each article, with the type system and INCEpTION's layers.

Written is a folder. Read is that folder, one ``.xmi``, or what INCEpTION exports: the ``.zip`` of a document
or of a project. UIMA counts UTF-16 code units. The format: https://uima.apache.org/d/uimaj-current/ref.html
(chapter "XMI CAS Serialization Reference").
"""

from detente.bridges.cas.reading import read
from detente.bridges.cas.writing import write

__all__ = ["read", "write"]
