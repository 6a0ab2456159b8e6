"""All rules. The modules that they are in are imported when their rules are first asked for."""

from functools import cache
from importlib import import_module

from detente.validation.registry import RULES, Rule, Stage

MODULES = (
    "level0_file",
    "level0_texts",
    "level1_shape",
    "level2_references",
    "level3_anchors",
    "level3_spans",
    "level4_text",
    "level4_words",
    "level5_articles",
    "level5_claims",
    "level5_dates",
    "level5_duplicates",
    "level5_events",
    "level5_links",
    "level5_quantities",
    "level5_registers",
    "level5_relations",
    "level5_schemes",
    "level5_sources",
    "level5_time",
    "level5_voices",
    "level6_release",
    "level7_workbook",
    "level9_internal",
)
"""The modules of ``validation.rules``: importing one registers its rules."""

_WHERE = {
    Stage.BYTES: "level0",
    Stage.VALUES: "level0",
    Stage.HEAD: "level0",
    Stage.VERSION: "level0",
    Stage.SCHEMA: "level1",
    Stage.REFERENCES: "level2",
    Stage.SPANS: "level3_spans",
    Stage.ANCHORS: "level3_anchors",
    Stage.COPIES: "level4",
    Stage.TEXT: "level4",
    Stage.MEANING: "level5",
    Stage.ALWAYS: "level6",
    Stage.RELEASE: "level6",
}
"""How the names of the modules begin in which the rules of a stage are."""


def _load(beginning: str) -> None:
    """Register the rules of the modules whose names begin so."""
    for name in MODULES:
        if name.startswith(beginning):
            import_module(f"detente.validation.rules.{name}")


@cache
def all_rules() -> dict[str, Rule]:
    """All rules by code, in order."""
    _load("level")
    return dict(sorted(RULES.items()))


def rule_of(code: str) -> Rule:
    """The rule with a code. Raises ``KeyError`` if there is none."""
    if code not in RULES:
        _load(f"level{code[1:2]}")
    return RULES[code]


def known(prefix: str) -> bool:
    """Whether a rule has a code that begins so."""
    _load(f"level{prefix[1:2]}")
    return any(code.startswith(prefix) for code in RULES)


@cache
def rules_at(stage: Stage) -> tuple[Rule, ...]:
    """The rules of a stage, in order."""
    _load(_WHERE[stage])
    return tuple(rule for _code, rule in sorted(RULES.items()) if rule.stage is stage)


@cache
def rule_for(keyword: str) -> Rule:
    """The rule that explains the errors of jsonschema for a keyword."""
    (explaining,) = (rule for rule in rules_at(Stage.SCHEMA) if keyword in rule.keywords)
    return explaining
