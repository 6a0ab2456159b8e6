"""Agreement between two annotations of the same articles.

``agree`` compares them and returns the ``Agreement`` of ``figures``. ``sides`` has what one side
contains, ``aligning`` pairs the records of both, with ties decided by ``ordering``; ``spans``,
``records`` and ``codes`` compare the layers with the help of ``values``, ``fields`` and ``times``, and add to a
``collection`` of figures and disagreements; ``measures`` calculates.
"""
