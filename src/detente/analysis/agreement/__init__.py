"""Agreement between two annotations of the same articles.

``agree`` compares them and returns the ``Agreement`` of ``figures``. ``sides`` has what one side
contains. ``candidates`` says what can be paired: in ``groups`` that hang together, by their ``likeness``,
of which ``contenders`` remain whatever decides between equally good pairs. ``aligning`` pairs the records of
both by ``matching``, with ``ties`` decided by ``ordering``, which ``refining`` helps. ``spans``,
``records`` and ``codes`` compare the layers with the help of ``values``, ``fields`` and ``times``, and add to a
``collection`` of figures and disagreements; ``measures`` calculates. ``libraries`` are those of the extra.
"""
