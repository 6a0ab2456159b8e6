"""Extraction: from the answers of a language model to a sealed dataset, whatever the model.

    >>> from detente import extraction
    >>> def call(messages, schema):  # yours: ask a model, return its answer
    ...     return "{}"
    >>> result = extraction.run(call, "The two kings met at the border.", rounds=1)
    >>> result.outcome.value, result.rounds[0].kind
    ('open', 'answer')

Nothing here opens a connection: ``run`` calls the function that it is given. ``docs/models.md`` shows the
loop, ``docs/adapters.md`` such functions for some clients. Names are loaded on first use.
"""

from detente import lazy

HOMES = {
    "answers": "read",
    "chunking": "Chunk chunks",
    "corrections": "Applied Change apply",
    "doubles": "Double Reason United unite",
    "drafting": "Drafted draft",
    "limits": "LIMITS Flavour Limit Size size",
    "loop": "Extraction Outcome Round run",
    "prompts": "Prompt prompt",
    "remarks": "Passage Remark feedback",
    "schemas": "schema",
    "scoring": "Score score",
}
"""Where each public name is defined; ``__init__.pyi`` is derived from it."""

MODULES = ()

__getattr__, __dir__ = lazy.getattr_and_dir(__name__, HOMES)
