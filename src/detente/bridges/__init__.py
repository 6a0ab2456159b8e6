"""Bridges: annotate elsewhere, read elsewhere.

    >>> from detente import bridges
    >>> sorted(bridges.BRIDGES)  # doctest: +SKIP
    ['brat', 'cas', …]

The functions:

      export: write a dataset in another tool's format
      import_marks: what was changed or marked in a tool, as a draft over the dataset that was exported
      BRIDGES: the formats, what each carries and loses, and by what that is proven

A bridge is a module with ``write``, and ``read`` if it goes both ways, and an entry in ``registry``. Between
a dataset and the formats stand texts with typed spans (``typed_spans``); what a tool changed is a
patch over the base (``patch``). Names are loaded on first use.
"""

from detente import lazy

HOMES = {
    "exporting": "export",
    "features": "LAYERS",
    "importing": "Imported import_marks",
    "marks": "Difference Mark MarkLink Marks",
    "registry": "BRIDGES Bridge",
    "typed_spans": "TypedLink TypedSpan TypedText TypedTexts typed_texts",
}
"""Where each public name is defined; ``__init__.pyi`` is derived from it."""

MODULES = ()

__getattr__, __dir__ = lazy.getattr_and_dir(__name__, HOMES)
