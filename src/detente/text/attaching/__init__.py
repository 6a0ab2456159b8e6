"""Attaching: the spans of a dataset in a reader's copy of the text.

``assigning`` tells whose text it is, ``search`` where digests are found, ``chain`` which of these places
belong together, ``matching`` what became of each span; ``attachment`` is what the reader gets.
"""
