"""Whatever is wrong in a file: a fix that is offered, applied alone, does what it says and nothing else."""

import copy
import json
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import detente
from detente.codec.lines import encode_lines
from detente.diagnostics import Diagnostic
from detente.files import Document
from detente.pipeline.fix import Editor, fix, with_proven_fixes
from detente.render.sarif import sarif
from detente.validation.catalogue import all_rules
from tests.sample import DATA, WITHOUT_TEXTS, Case
from tests.validation.rules.faulty import EXPECTED, code_of

# --- the same by other means ----------------------------------------------------------------------


def patched(values: Any, operations: tuple[Any, ...]) -> Any:
    """Values after a JSON Patch, one operation after the other (RFC 6902)."""
    values = copy.deepcopy(values)

    def holder(path: str) -> tuple[Any, Any]:
        *above, last = [p.replace("~1", "/").replace("~0", "~") for p in path.split("/")[1:]]
        inside = values
        for part in above:
            inside = inside[int(part) if isinstance(inside, list) else part]
        return inside, int(last) if isinstance(inside, list) else last

    for operation in operations:
        inside, key = holder(operation["path"])
        if operation["op"] == "replace":
            inside[key] = operation["value"]
        elif operation["op"] == "remove":
            del inside[key]
        else:
            source, number = holder(operation["from"])
            item = source.pop(number)
            inside.insert(key, item)
    return values


def whole(document: Document) -> Any:
    """The values of a file, those of JSON Lines as one document."""
    if not document.lines:
        return json.loads(document.text)
    head, *rows = [json.loads(line) for line in document.text.split("\n") if line.strip()]
    for row in rows:
        head.setdefault(_ARRAYS[row["id"].partition(":")[0]], []).append(row)
    return head


_ARRAYS = {
    record["id"].partition(":")[0]: name
    for name, rows in json.loads(DATA).items()
    if isinstance(rows, list)
    for record in rows
}


def replaced(text: str, replacements: list[dict[str, Any]]) -> str:
    """A text after the replacements of SARIF, by lines and columns in code points."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)

    def offset(line: int, column: int) -> int:
        assert 1 <= line < len(starts)
        assert 1 <= column <= starts[line] - starts[line - 1] + 1
        return starts[line - 1] + column - 1

    ranges = []
    for one in replacements:
        region = one["deletedRegion"]
        start = offset(region["startLine"], region["startColumn"])
        end = offset(region["endLine"], region["endColumn"])
        assert start <= end
        ranges.append((start, end, one["insertedContent"]["text"]))
    ranges.sort()
    assert all(one[1] <= other[0] for one, other in pairwise(ranges))
    for start, end, new in reversed(ranges):
        text = text[:start] + new + text[end:]
    return text


def found(report: detente.Report) -> Counter[str]:
    return Counter(diagnostic.code for diagnostic in report)


# --- what is checked of each fix ------------------------------------------------------------------


def check_offers(document: Document, **options: Any) -> list[Diagnostic]:
    """Check each fix that is offered, and return the findings that have one."""
    name = str(document.name)
    report = detente.validate(document, **options)
    offered = with_proven_fixes((document,), report, **options)
    fixes = [d for d in offered if d.safe]
    (log,) = sarif(offered, {name: document})["runs"]
    told = {
        (result["ruleId"], number): result["fixes"][0]
        for number, result in enumerate(log["results"])
        if "fixes" in result
    }
    assert len(told) == sum(bool(d.fix) for d in fixes)
    for number, diagnostic in enumerate(offered):
        if not diagnostic.safe:
            continue
        data, done = Editor(document).fixed([diagnostic])
        assert done == [diagnostic]
        after = document._replace(data=data)
        left = found(detente.validate(after, **options))
        unread = any(d.code < "D2" for d in report.errors)
        assert left[diagnostic.code] < found(report)[diagnostic.code]
        assert not {code for code in left - found(report) if not (unread and code > "D2")}
        if not diagnostic.fix:
            assert data == document.data.removeprefix(b"\xef\xbb\xbf")
            continue
        if diagnostic.code >= "D1" or not document.lines:
            assert whole(after) == patched(whole(document), diagnostic.fix)
        (change,) = told[diagnostic.code, number]["artifactChanges"]
        assert replaced(document.text, change["replacements"]) == after.text
    return fixes


@pytest.mark.parametrize("name", EXPECTED)
def test_a_fix_does_what_it_says_in_each_faulty_file(faulty_files, name: str) -> None:
    rule = all_rules()[code_of(name)]
    texts = None if rule.code in WITHOUT_TEXTS else Case(rule.example).texts
    document = Document(name, (faulty_files / name).read_bytes())
    if name.endswith(".draft.json"):
        return

    check_offers(document, texts=texts, strict=rule.level == 6)


# --- generated faults ------------------------------------------------------------------------------

Fault = Callable[[Any, Any], None]


def _objects(values: Any) -> list[dict[str, Any]]:
    if isinstance(values, dict):
        return [values, *(o for value in values.values() for o in _objects(value))]
    return [o for value in values for o in _objects(value)] if isinstance(values, list) else []


def null(draw: Any, values: Any) -> None:
    objects = _objects(values)
    inside = objects[draw(st.integers(0, len(objects) - 1))]
    key = draw(st.sampled_from(["note", "upper", "unknown", *inside]))
    old = {**inside}
    inside.clear()
    if draw(st.booleans()):  # before the others
        inside[key] = None
    inside.update({k: v for k, v in old.items() if k != key} | {key: None})


def number(draw: Any, values: Any) -> None:
    objects = [o for o in _objects(values) if any(type(v) is int for v in o.values())]
    inside = objects[draw(st.integers(0, len(objects) - 1))]
    key = draw(st.sampled_from([k for k, v in inside.items() if type(v) is int]))
    inside[key] = float(inside[key])


def order(draw: Any, values: Any) -> None:
    lists = [o[k] for o in _objects(values) for k in ("segments", "evidence") if k in o]
    items = draw(st.sampled_from(lists))
    items[:] = draw(st.permutations(items))


def parties(_: Any, values: Any) -> None:
    values["relations"][0]["parties"].reverse()


def spans(draw: Any, values: Any) -> None:
    """Evidence of several pieces, out of order."""
    claim = values["claims"][draw(st.integers(0, len(values["claims"]) - 1))]
    evidence = claim["utterances"][0]["evidence"]
    start, end = evidence[0]["start"], evidence[0]["end"]
    cuts = sorted(draw(st.sets(st.integers(start, end), min_size=2, max_size=6)))
    pieces = [{"start": a, "end": b} for a, b in pairwise(cuts)]
    claim["utterances"][0]["evidence"] = draw(st.permutations(pieces))


def said_twice(draw: Any, values: Any) -> None:
    claim = values["claims"][draw(st.integers(0, len(values["claims"]) - 1))]
    utterance = claim["utterances"][0]
    utterance["pragmatic"] = utterance["commitment"]


def unused(draw: Any, values: Any) -> None:
    names = ["claim_kind/predictive", "claim_kind/normative", "actor_kind/government", "x/y"]
    values["dataset"]["unused"] = draw(st.lists(st.sampled_from(names), max_size=4))


FAULTS = (null, number, order, parties, spans, said_twice, unused)


@st.composite
def faulty(draw: st.DrawFn, *kinds: Fault) -> Document:
    """A file with some faults, as people and programs write files; now and then a key stands twice."""
    values = json.loads(DATA)
    faults = draw(st.lists(st.sampled_from(kinds or FAULTS), min_size=1, max_size=5))
    for fault in sorted(
        faults, key=lambda fault: fault is null
    ):  # the others need what it takes away
        fault(draw, values)
    if draw(st.integers(0, 3)) == 0:
        head = {k: v for k, v in values.items() if not isinstance(v, list)}
        rows = [row for v in values.values() if isinstance(v, list) for row in v]
        text = "\n".join(json.dumps(row) for row in (head, *rows)) + "\n"
        name = "x.detente.jsonl"
    else:
        indent = draw(st.sampled_from([None, 0, 2, 4]))
        tight = draw(st.booleans())
        text = json.dumps(values, indent=indent, separators=(",", ":") if tight else None)
        name = "x.detente.json"
    if draw(st.integers(0, 3)) == 0:
        key = draw(st.sampled_from(["note", "unit", "kind", "start", "status"]))
        text = text.replace(f'"{key}":', f'"{key}": null, "{key}":', 1)
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    mark = draw(st.sampled_from([b"", b"", b"\xef\xbb\xbf"]))
    return Document(name, mark + text.encode())


@given(faulty())
@settings(max_examples=40)
def test_a_fix_does_what_it_says_in_a_generated_file(document: Document) -> None:
    check_offers(document)


@given(faulty())
@settings(max_examples=20)
def test_after_all_fixes_nothing_is_offered_and_nothing_new_has_come(document: Document) -> None:
    before = detente.validate(document)
    fixes = fix([document])

    left = found(fixes.report) - found(before)
    unread = any(d.code < "D2" for d in before.errors)
    assert not {code for code in left if not (unread and code > "D2")}
    if not fixes.refused:
        assert not any(d.safe for d in fixes.report)
    again = fix(fixes.after)
    assert fixes.refused or not again.changed


KINDS: dict[str, Fault] = {
    "D007": number,
    "D008": null,
    "D305": order,
    "D309": spans,
    "D517": said_twice,
    "D551": parties,
    "D604": unused,
}


@pytest.mark.parametrize("code", KINDS)
def test_the_generator_has_a_fix_of_each_kind(code: str) -> None:
    made = find(
        faulty(KINDS[code]),
        lambda document: code in {d.code for d in fix([document], strict=True).fixed},
        settings=settings(max_examples=100, database=None, phases=[Phase.generate]),
    )
    assert made.data


def test_lines_are_written_as_the_encoder_writes_them() -> None:
    assert whole(Document("x.jsonl", b"".join(encode_lines(detente.loads(DATA)))))["claims"]
