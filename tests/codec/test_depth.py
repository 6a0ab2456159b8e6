"""How deep values may be nested, by whatever way they come."""

import json
from pathlib import Path

import pytest

import detente
from tests.sample import DATA

ds = detente.loads(DATA)


def test_depth_is_limited_in_dicts_and_lines_too(tmp_path: Path) -> None:
    nested: list = []
    for _ in range(70):
        nested = [nested]
    plain = detente.converter.unstructure(ds.claims[0]) | {"ext": {"a.b/c": nested}}
    with pytest.raises(detente.StructureError):
        detente.converter.structure(plain, detente.Claim)
    path = tmp_path / "x.detente.jsonl"
    detente.dump(ds, path)
    line = path.read_text("utf-8").replace(
        '"kind":"state"', '"kind":"state","ext":{"a.b/c":' + "[" * 70 + "]" * 70 + "}", 1
    )
    path.write_text(line, "utf-8")
    assert "D009" in {d.code for d in detente.validate(path)}


@pytest.mark.parametrize("depth", [50, 60, 62, 70, 500, 960])
def test_loading_and_validating_have_the_same_limit_of_depth(depth: int) -> None:
    ext = json.dumps({"a.b/c": 1}).replace("1", "[" * depth + "]" * depth)
    data = DATA.replace(b'"kind": "state"', b'"kind": "state", "ext": ' + ext.encode(), 1)
    # The document, the array, the record and the extension are four.
    accepted = depth + 4 <= 64

    assert detente.validate(data).ok == accepted
    if accepted:
        assert detente.loads(detente.dumps(detente.loads(data)))
    else:
        with pytest.raises(detente.InvalidError, match="D009"):
            detente.loads(data)
