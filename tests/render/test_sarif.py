"""SARIF 2.1.0: accepted by the official schema, with places that lead to the words."""

import json
from pathlib import Path
from urllib.parse import unquote, urljoin, urlparse

import pytest
from jsonschema import Draft4Validator

import detente
from detente.cli import main
from detente.files import Document
from detente.pipeline.fix import Editor
from detente.render.sarif import sarif
from detente.validation.catalogue import all_rules
from tests.sample import DATA, TEXTS, Case

FAULTS = Case(
    (
        'claim:hope-of-peace/about/0 = "actor:norwey"',
        'mention:norway-pronoun/id = "mention:norway-name"',
        'relation:norway-sweden/parties = ["actor:sweden", "actor:norway"]',
        'event:vote/typ = "none"',
        'claim:lesson/proposition = "日本語 𝔸 and words"',
        'claim:lesson/kind = "normativ"',
        'actor:norway/exists = "1814"',
    )
).data


def valid(log: dict, fixtures: Path) -> dict:
    schema = json.loads((fixtures / "sarif-schema-2.1.0.json").read_text("utf-8"))
    assert schema["$schema"].startswith("http://json-schema.org/draft-04/")
    assert list(Draft4Validator(schema).iter_errors(log)) == []
    assert log["$schema"] == schema["id"]
    (run,) = log["runs"]
    return run


def run_of(data: bytes, fixtures: Path, name: str = "x.detente.json", **options) -> dict:
    document = Document(name, data)
    found = detente.validate((document,), **options)
    return valid(sarif(found, {name: document}), fixtures)


def words(run: dict, data: bytes) -> dict[str, str]:
    """What stands in the region of each result; columns are code points."""
    assert run["columnKind"] == "unicodeCodePoints"
    lines = data.decode().splitlines()
    found = {}
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
        line = lines[region["startLine"] - 1]
        found[result["ruleId"]] = line[region["startColumn"] - 1 : region["endColumn"] - 1]
    return found


def test_regions_are_the_values(fixtures: Path) -> None:
    run = run_of(FAULTS, fixtures)

    assert words(run, FAULTS) == {
        "D102": '"typ": "none"',
        "D104": '"normativ"',
        "D201": '"actor:norwey"',
        "D203": '"mention:norway-name"',
        "D505": '"1814"',
        "D551": "[",
    }
    one = json.dumps(json.loads(FAULTS), ensure_ascii=False).encode()
    assert words(run_of(one, fixtures), one)["D104"] == '"normativ"'


def test_results_say_all_that_a_finding_has(fixtures: Path) -> None:
    run = run_of(FAULTS, fixtures)
    rules = run["tool"]["driver"]["rules"]
    results = {result["ruleId"]: result for result in run["results"]}

    assert [rule["id"] for rule in rules] == list(all_rules())
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert results["D505"]["level"] == "warning"
    assert results["D201"]["message"]["text"] == (
        "there is no record actor:norwey; do you mean actor:norway?"
    )
    assert results["D201"]["locations"][0]["logicalLocations"] == [
        {"fullyQualifiedName": "/claims/5/about/0", "name": "0", "kind": "value"}
    ]
    (related,) = results["D203"]["relatedLocations"]
    assert related["message"]["text"] == "first defined here"
    assert related["physicalLocation"]["region"]["startLine"] > 1
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]
    assert [rule for rule in rules if not rule["help"]["markdown"]] == []
    assert next(r["name"] for r in rules if r["id"] == "D201") == "DanglingReference"


def test_fixes_are_the_safe_ones_and_apply(fixtures: Path) -> None:
    data = Case(('relation:norway-sweden/parties = ["actor:sweden", "actor:norway"]',)).data
    (result,) = run_of(data, fixtures)["results"]
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]

    lines = data.decode().splitlines(keepends=True)
    starts = [sum(map(len, lines[:n])) for n in range(len(lines))]
    start = starts[region["startLine"] - 1] + region["startColumn"] - 1
    end = starts[region["endLine"] - 1] + region["endColumn"] - 1
    text = data.decode()
    fixed = text[:start] + replacement["insertedContent"]["text"] + text[end:]

    assert fixed.encode() == DATA
    assert "fixes" not in run_of(FAULTS, fixtures)["results"][0]
    strict = run_of(Case(("dataset:sample/unused is removed",)).data, fixtures, strict=True)
    assert not any("fixes" in result for result in strict["results"])


def test_fingerprints_stay_while_lines_move(fixtures: Path) -> None:
    def prints(data: bytes) -> list[str]:
        results = run_of(data, fixtures)["results"]
        return sorted(result["partialFingerprints"]["place/v1"] for result in results)

    before = prints(FAULTS)
    document = json.loads(FAULTS)
    document["claims"].insert(0, {**document["claims"][6], "id": "claim:other"})
    compact = json.dumps(document).encode()

    assert len(set(before)) == len(before)
    assert prints(compact) == before
    two = Case(('claim:hope-of-peace/about = ["actor:x1", "actor:x2"]',)).data
    assert len(set(prints(two))) == 2
    # Several findings in one place are told apart.
    texts = {**TEXTS, "union.txt": TEXTS["union.txt"] + "More."}
    results = run_of(DATA, fixtures, texts=texts)["results"]
    assert len({r["partialFingerprints"]["place/v1"] for r in results}) == len(results)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe{}", b"\xef\xbb\xbf" + DATA, DATA[:500], b"[]", b'{"format": "detente"}'],
)
def test_what_has_no_place(data: bytes, fixtures: Path) -> None:
    run = run_of(data, fixtures)

    assert run["results"]
    for result in run["results"]:
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_what_has_no_file(fixtures: Path) -> None:
    document = Document("<stdin>", FAULTS)
    run = valid(sarif(detente.validate((document,)), {"<stdin>": document}), fixtures)

    assert run["artifacts"] == []
    for result in run["results"]:
        assert "physicalLocation" not in result["locations"][0]
        assert "fixes" not in result
    nameless = valid(sarif(detente.validate(FAULTS), {}), fixtures)
    assert "fixes" not in nameless["results"][-1]
    assert Editor(document).lines.count > 1


def test_the_command_names_files_from_where_it_runs(
    capsys, tmp_path: Path, monkeypatch, fixtures: Path
) -> None:
    inside = tmp_path / "work" / "daten ä#%" / "x.detente.json"
    outside = tmp_path / "y.detente.json"
    inside.parent.mkdir(parents=True)
    for path in (inside, outside):
        path.write_bytes(FAULTS)
    monkeypatch.chdir(tmp_path / "work")

    arguments = ["validate", "daten ä#%", "../y.detente.json", "none.json", "--format", "sarif"]
    assert main(arguments) == 2

    run = valid(json.loads(capsys.readouterr().out), fixtures)
    base = run["originalUriBaseIds"]["SRCROOT"]["uri"]
    assert run["invocations"][0] == {"executionSuccessful": False, "exitCode": 2}
    first, second = (artifact["location"] for artifact in run["artifacts"])
    assert first == {"uri": "daten%20%C3%A4%23%25/x.detente.json", "uriBaseId": "SRCROOT"}
    assert Path(unquote(urlparse(urljoin(base, first["uri"])).path)) == inside
    assert "uriBaseId" not in second
    assert Path(unquote(urlparse(second["uri"]).path)).resolve() == outside
    by_rule = {r["ruleId"]: r["locations"][0]["physicalLocation"] for r in run["results"]}
    assert by_rule["D016"]["artifactLocation"]["uri"] == "none.json"
    monkeypatch.chdir(tmp_path)
    assert main(["validate", str(outside), "--format", "sarif"]) == 1
    run = valid(json.loads(capsys.readouterr().out), fixtures)
    assert run["artifacts"][0]["location"]["uri"] == "y.detente.json"
