"""Versions 0.8 and 0.9 of the format, which there never were, and the steps from them."""

from tests.migration.from_0_8 import STEP as FROM_0_8
from tests.migration.from_0_9 import STEP as FROM_0_9

STEPS = (FROM_0_8, FROM_0_9)
