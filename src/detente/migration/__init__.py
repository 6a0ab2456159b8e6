"""From one version of the format to the next: steps from dict to dict, and their changes.

A step is one file, ``from_MAJOR_MINOR.py``, with one ``Step`` in it; ``registry.STEPS`` lists those
in this package. There is none yet: 1.0 is the first version. ``docs/releasing.md`` says how to write a step;
``detente.migrate`` applies them.
"""
