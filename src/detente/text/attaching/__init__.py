"""Attaching: the spans of a dataset in a reader's copy of the text.

``assigning`` gives each article its text, ``search`` finds the digests of spans in it, ``chain``
chooses the matches that are in one order with the annotated text, ``contested`` tells which words
two passages claim, ``matching`` makes a verdict for each span, and ``attachment`` is what the reader gets.

The numbers that search, chain, contested and matching use are guesses unless they say otherwise: attaching was
measured as a whole with these values (``benchmarks/attach.py``, over the changes of
``benchmarks/perturb.py``; figures in ``benchmarks/README.md``), and no figures with other values were
kept. Who changes one runs that benchmark before and after.
"""
