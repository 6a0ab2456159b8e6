"""All rules: importing their modules registers them."""

from functools import cache

from detente.validation.registry import RULES, Rule, Stage
from detente.validation.rules import (  # noqa: F401  importing them registers their rules
    level0_file,
    level0_texts,
    level1_shape,
    level2_references,
    level3_anchors,
    level3_spans,
    level4_text,
    level4_words,
    level5_articles,
    level5_claims,
    level5_dates,
    level5_duplicates,
    level5_events,
    level5_links,
    level5_quantities,
    level5_registers,
    level5_relations,
    level5_schemes,
    level5_sources,
    level5_time,
    level5_voices,
    level6_release,
    level7_workbook,
    level9_internal,
)


@cache
def all_rules() -> dict[str, Rule]:
    """All rules by code, in order."""
    return dict(sorted(RULES.items()))


@cache
def rules_at(stage: Stage) -> tuple[Rule, ...]:
    """The rules of a stage, in order."""
    return tuple(rule for rule in all_rules().values() if rule.stage is stage)


@cache
def rule_for(keyword: str) -> Rule:
    """The rule that explains the errors of jsonschema for a keyword."""
    (explaining,) = (rule for rule in rules_at(Stage.SCHEMA) if keyword in rule.keywords)
    return explaining
