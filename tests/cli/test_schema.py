"""``detente schema``."""

import json

from jsonschema import Draft202012Validator

from tests.command import run


def test_each_schema_is_printed(capsys) -> None:
    ids = set()
    for options in ((), ("--draft",), ("--draft", "--reduced"), ("--report",)):
        status, out, _ = run(capsys, "schema", *options)
        schema = json.loads(out)
        Draft202012Validator.check_schema(schema)
        assert status == 0
        ids.add(schema.get("$id"))
    assert ids == {
        "urn:detente:schema:1.0:dataset",
        "urn:detente:schema:1.0:draft",
        None,
        "urn:detente:schema:1.0:report",
    }
    assert run(capsys, "schema", "--reduced")[0] == 2
