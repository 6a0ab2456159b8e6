"""The card of a dataset for Hugging Face: ``README.md``, whose head says which tables there are."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from detente.bridges.typed_spans import TypedTexts
from detente.display import count
from detente.inert import visible
from detente.tabular.cells import Rows
from detente.tabular.flat import STATEMENTS
from detente.tabular.frictionless import descriptor
from detente.tabular.layout import layout

_LICENCES: Final = re.compile(r"(cc0|cc-by(-nc)?(-sa|-nd)?)-[1-4]\.[0-9]|mit|apache-2\.0")
"""The licences, in small letters, that the site has names for which are those of SPDX."""

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>&#|~$!()])")


def card(typed: TypedTexts, rows: Mapping[str, Rows], folder: str) -> str:
    """The card."""
    head = descriptor(typed.dataset, ())
    title = head.get("title", head["name"])
    paragraphs = [
        "---",
        _yaml(typed, head, folder),
        "---",
        "",
        f"# {_inert(title)}",
        "",
        *([_inert(head["description"]), ""] if "description" in head else []),
        *_about(typed, head),
        "",
        "## Tables",
        "",
        "```python",
        "from datasets import load_dataset",
        "",
        f'{STATEMENTS} = load_dataset("FOLDER", "{STATEMENTS}", split="train")',
        "```",
        "",
        "There is no split into training and test data: `train` is all. A table without rows has its columns all the "
        "same.",
        "",
        "| table | rows | what a row is |",
        "| --- | --- | --- |",
        *(
            f"| `{table.name}` | {len(rows[table.name])} | {_cell(table.description)} |"
            for table in layout()
        ),
    ]
    return "\n".join(paragraphs) + "\n"


def _yaml(typed: TypedTexts, head: Mapping[str, Any], folder: str) -> str:
    """The head: strings as in JSON, which YAML reads alike."""
    header = typed.dataset.dataset
    lines = [f"pretty_name: {_string(head.get('title', head['name']))}"]
    if header is not None:
        licence = header.license.lower()
        named = licence if _LICENCES.fullmatch(licence) else "other"
        lines += [f"license: {named}"]
        lines += [f"license_name: {_string(header.license)}"] if named == "other" else []
        lines += ["language:", f"- {_string(header.language.partition('-')[0])}"]
    lines += ["tags:", "- international-relations", "- claims", "- attribution", "configs:"]
    for table in layout():
        lines += [f"- config_name: {table.name}", f"  data_files: {folder}/{table.name}.parquet"]
        lines += ["  default: true"] if table.name == STATEMENTS else []
    return "\n".join(lines)


def _about(typed: TypedTexts, head: Mapping[str, Any]) -> list[str]:
    header = typed.dataset.dataset
    said = [
        f"Who says what about whom, as of when: {count(len(typed.dataset.articles), 'annotated article')}. "
        "**The texts are not included**: `evidence` is offsets into them, in code points."
    ]
    if header is not None:
        made = f" by {_inert(', '.join(header.creators))}" if header.creators else ""
        issued = f", issued {_inert(header.issued)}" if header.issued else ""
        said += [
            "",
            f"Version {header.version}, {header.status.value}{issued}{made}. {_inert(header.license)}.",
        ]
    said += ["", f"Made by `detente export` of `{head['name']}`, SHA-256 `{typed.digest}`."]
    return said


def _string(text: str) -> str:
    return json.dumps(visible(text), ensure_ascii=False)


def _inert(text: str) -> str:
    """A text in one line of Markdown, in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", visible(" ".join(text.split())))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
