"""Uniting datasets: what may become one record, what is refused, and who says so.

``merge`` unites datasets that were made apart: equal ids of events and claims are chance, unless somebody
says that they are the same. The files of a folder are one dataset: there equal ids mean the same record.
``policy`` says which fields are open, ``union`` unites, ``merge`` is the function of the library.
"""
