"""The sample that rules are explained with, and the edits that their examples make to it."""

import ast
import copy
import json
import re
from importlib import resources
from typing import Any

import attrs

import detente
from detente.records import ARRAYS

_FOLDER = resources.files("detente.validation.rules").joinpath("sample")
DATA: bytes = _FOLDER.joinpath("sample.detente.json").read_bytes()
DRAFT: bytes = _FOLDER.joinpath("sample.draft.json").read_bytes()
TEXTS = {
    f"{name}.txt": _FOLDER.joinpath(f"{name}.txt").read_text(encoding="utf-8")
    for name in ("union", "later")
}
# Rules whose examples are read alone: with the text at hand level 4 knows better.
WITHOUT_TEXTS = {"D306", "D312", "D313"}


class Case:
    """The sample and its texts after some edits."""

    def __init__(self, edits: tuple[str, ...], data: bytes = DATA) -> None:
        self.document = json.loads(data)
        self.texts = dict(TEXTS)
        self.replacements: list[tuple[str, str]] = []
        for edit in edits:
            self._apply(edit)

    @property
    def data(self) -> bytes:
        text = json.dumps(self.document, indent=2, ensure_ascii=False) + "\n"
        for old, new in self.replacements:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text.encode("utf-8", "surrogateescape")

    def _apply(self, edit: str) -> None:
        texts = self.texts
        if match := re.fullmatch(r"text of article:(\w+) is (missing|given)", edit):
            if match[2] == "missing":
                del texts[f"{match[1]}.txt"]
        elif match := re.fullmatch(r"text of article:(\w+): (.+) becomes (.+)", edit):
            name, old, new = f"{match[1]}.txt", *map(ast.literal_eval, match.groups()[1:])
            assert old in texts[name]
            texts[name] = texts[name].replace(old, new, 1)
        elif match := re.fullmatch(r"('.*') becomes ('.*')", edit):
            self.replacements.append((ast.literal_eval(match[1]), ast.literal_eval(match[2])))
        elif match := re.fullmatch(r"(\S+) is removed", edit):
            holder, key = self._find(match[1])
            del holder[key]
        elif match := re.fullmatch(r"(\S+) = (.+)", edit):
            holder, key = self._find(match[1])
            value = json.loads(match[2])
            if key == "+" or (isinstance(holder, list) and key == len(holder)):
                holder.append(value)
            else:
                holder[key] = value
        else:
            msg = f"no edit: {edit}"
            raise AssertionError(msg)

    def _find(self, path: str) -> tuple[Any, Any]:
        head, *parts = path.split("/")
        holder: Any = self.document
        if head != "dataset":
            records = [self.document["dataset"]]
            records += [r for name in ARRAYS for r in self.document.get(name, ())]
            holder = next(r for r in records if r["id"] == head)
        for number, part in enumerate(parts):
            key: Any = int(part) if isinstance(holder, list) and part != "+" else part
            if number == len(parts) - 1:
                return holder, key
            if isinstance(holder, dict) and key not in holder:
                holder[key] = [] if parts[number + 1] in ("+", "0") else {}
            holder = holder[key]
        raise AssertionError(path)


def edited(*edits: str) -> Any:
    """The plain values of the sample after edits."""
    return copy.deepcopy(Case(edits).document)


def validated(document: Any, **options: Any) -> detente.Report:
    """What validating plain values finds."""
    return detente.validate(json.dumps(document).encode(), **options)


def prose(size: int) -> str:
    """Words of no meaning, ever others."""
    return " ".join(f"word{n * 7919 % 10007}" for n in range(size // 9))[:size]


def codes_after(*edits: str, strict: bool = False, texts: object = None) -> set[str]:
    """The codes that the sample gives after edits."""
    return {d.code for d in detente.validate(Case(edits).data, strict=strict, texts=texts)}


def with_ext(ext: object) -> detente.Dataset:
    """The sample with an extension on its first claim."""
    ds = detente.loads(DATA)
    return ds.evolve(claims=(attrs.evolve(ds.claims[0], ext=ext), *ds.claims[1:]))
