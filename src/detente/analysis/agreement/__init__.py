"""Agreement between two annotations of the same articles.

``agreeing`` is the way in; ``views`` is one side, ``aligning`` finds what is the same on both,
``layers`` counts, ``measures`` calculates and ``figures`` is the result.
"""
