"""Make the negative corpus anew: ``python -m tests.corpus.make``, then read the diff.

One file per rule, named by its code, made from the rule's own example; what an example cannot say is
made here. ``expected.json`` holds for each file code, JSON Pointer and line of every finding: it is
reviewed when it changes, not trusted.
"""

import json
from pathlib import Path
from typing import Any

import detente
from detente.validation.catalogue import all_rules
from tests.rules.sample import DRAFT, TEXTS, Case
from tests.rules.test_examples import LACKING, WITHOUT_EXAMPLE, WITHOUT_TEXTS

FOLDER = Path(__file__).parent


def special() -> dict[str, bytes]:
    """The files that no edit of the sample can give."""
    head = '{"format": "detente", "version": "1.0"'
    sample = json.loads(Case(()).data)
    lines = [json.dumps({k: v for k, v in sample.items() if not isinstance(v, list)})]
    lines += [json.dumps(sample["annotators"][0]), '{"name": "nobody"}']
    draft = json.loads(DRAFT)

    def drafted(evidence: Any) -> bytes:
        draft["claims"][4]["utterances"][0]["evidence"] = [evidence]
        return (json.dumps(draft, indent=2, ensure_ascii=False) + "\n").encode()

    return {
        "D009.detente.json": (head + ', "x": ' + "[" * 80 + "]" * 80 + "}\n").encode(),
        "D015.detente.json": b"",
        "D018.detente.jsonl": ("\n".join(lines) + "\n").encode(),
        "D111.draft.json": drafted({"nth": 2}),
        "D411.draft.json": drafted({"quote": "Sweden should be satisfied."}),
        "D412.draft.json": drafted({"quote": "Sweden"}),
        "D414.draft.json": drafted({"quote": "Sweden  should be content."}),
        "D413.draft.json": drafted({"quote": "Sweden should be content.", "start": 1, "end": 9}),
    }


def files() -> dict[str, bytes]:
    """All files of the corpus by name."""
    made = special()
    for code, rule in all_rules().items():
        if code not in WITHOUT_EXAMPLE:
            made[f"{code}.detente.json"] = Case(rule.example).data
    return dict(sorted(made.items()))


def found(name: str) -> list[list[Any]]:
    """Code, pointer and line of what validation finds in a file of the corpus."""
    code = name.partition(".")[0]
    known = all_rules()[code]
    texts: Any = Case(known.example).texts if code not in WITHOUT_EXAMPLE else TEXTS
    if code in WITHOUT_TEXTS:
        texts = None
    report = detente.validate(FOLDER / name, texts=texts, strict=known.level == 6)
    return [[d.code, d.path, d.line] for d in report if d.code not in LACKING - {code}]


def main() -> None:
    """Write files and expectations."""
    for name, data in files().items():
        (FOLDER / name).write_bytes(data)
    expected = {name: found(name) for name in files()}
    lines = [f"  {json.dumps(name)}: {json.dumps(rows)}" for name, rows in expected.items()]
    (FOLDER / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
