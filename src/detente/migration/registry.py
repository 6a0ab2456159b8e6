"""The steps in this package, the oldest first."""

from detente.migration.steps import Step

STEPS: tuple[Step, ...] = ()
"""One for each released version except the newest. ``detente.migrate(source, steps=…)`` tries others, as the
tests do with an invented version."""
