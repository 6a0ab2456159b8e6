"""What a model is told that is to correct its records."""

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

from detente.extraction.prompts import Guidelines, Prompt, by_number, known_so_far, prompt
from detente.extraction.remarks import Remark
from detente.records.plain import objects
from detente.schema.reduced import ARRAYS
from detente.text.paragraphs import paragraphs

REMARKS = 60
"""Findings that are sent at one time, the errors first. A guess: their records and passages have the length of
the short guidelines then."""


def corrections_prompt(
    text: Mapping[str, str],
    draft: Mapping[str, Any],
    remarks: Sequence[Remark],
    guidelines: Guidelines,
    *,
    whole: bool,
) -> Prompt:
    """The task, what is known so far, the text, the findings and the records that they are about.

    ``text``: the text by the id of its article.
    ``whole``: show all of the text; else the paragraphs of the findings, and those beside them.
    """
    folder = resources.files("detente.extraction").joinpath("data")
    told = folder.joinpath("corrections.md").read_text(encoding="utf-8").strip()
    ((id_, given),) = text.items()
    sent = remarks[:REMARKS]
    places = list(enumerate(paragraphs(given), 1))
    if not whole:
        near = {p.paragraph + n for remark in sent for p in remark.passages for n in (-1, 0, 1)}
        places = [place for place in places if place[0] in near]
    parts = [
        *known_so_far(draft),
        f"# The text: {id_}\n",
        *by_number(given, places),
        f"\n{told}\n",
        "## Findings\n",
    ]
    parts += (f"{number}. {remark}" for number, remark in enumerate(sent, 1))
    if len(remarks) > len(sent):
        parts.append(f"\n{len(remarks) - len(sent)} more will follow when these are mended.")
    parts += ["\n## The records as they are\n", *_records(draft, sent)]
    return Prompt(prompt(text, guidelines=guidelines).task, "\n".join(parts))


def _records(draft: Mapping[str, Any], remarks: Sequence[Remark]) -> Iterator[str]:
    """The records that findings are about, as JSON, articles apart: a model is not asked for most of one."""
    wanted = {id_ for remark in remarks for id_ in (remark.record, *remark.related)}
    for name in ARRAYS:
        for row in objects(draft.get(name)) if name != "articles" else ():
            if str(row.get("id")) in wanted:
                yield json.dumps(row, ensure_ascii=False)
