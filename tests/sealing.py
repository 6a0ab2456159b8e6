"""The sample sealed, and its draft with other evidence."""

import copy
import json
from typing import Any

import detente
from tests.sample import DRAFT, TEXTS

DRAFTED = json.loads(DRAFT)
SEALED = detente.dumps(detente.seal(DRAFT, TEXTS).dataset)
# Copies of a reader: set differently, and with another word.
DOUBLED = {name: text.replace(" ", "  ") for name, text in TEXTS.items()}
OTHER = TEXTS["union.txt"].replace("Karlstad", "Halmstad")


def sealed_with(evidence: list[Any], texts: Any = TEXTS) -> detente.Report:
    """What sealing finds if this is the evidence of a claim."""
    draft = copy.deepcopy(DRAFTED)
    draft["claims"][4]["utterances"][0]["evidence"] = evidence
    return detente.seal(json.dumps(draft).encode(), texts).report


def codes(report: detente.Report) -> set[str]:
    """The codes of a report."""
    return {d.code for d in report}
