"""All rules: importing their modules registers them."""

from collections.abc import Iterator

from detente.validation.registry import RULES, Rule
from detente.validation.rules import (  # noqa: F401  importing them registers their rules
    level0_file,
    level1_shape,
    level2_references,
    level3_anchors,
    level3_spans,
    level4_text,
    level5_meaning,
    level5_time,
    level6_release,
    level9_internal,
)


def all_rules() -> dict[str, Rule]:
    """All rules by code, in order."""
    return dict(sorted(RULES.items()))


def of_level(level: int) -> Iterator[Rule]:
    """The rules of one level, in order."""
    return (rule for rule in all_rules().values() if rule.level == level)
