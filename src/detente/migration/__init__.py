"""From one version of the format to the next: steps from dict to dict, and what they changed.

A step is one file, ``from_MAJOR_MINOR.py``, with one ``Step`` in it; ``registry.STEPS`` lists those
that are shipped. There is none yet: 1.0 is the first version. ``docs/releasing.md`` says how a step
is written; ``detente.migrate`` carries them out.
"""
