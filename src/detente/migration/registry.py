"""The steps that are shipped, the oldest first."""

from detente.migration.steps import Step

STEPS: tuple[Step, ...] = ()
"""One for each released version but the newest. Others can be tried with
``detente.migrate(source, steps=…)``, as the tests do with a version that there never was."""
